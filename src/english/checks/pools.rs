//! Checks of pools.

use std::fmt::Display;

pub(crate) const NO_POOL: &str = "The report lists no pool: the gateway has none that a rule uses.";
pub(crate) const MESSAGE: &str = "The message says that no server of it can take the request.";
pub(crate) const EMPTY: &str = "The report lists no server in it: requests for it get 502.";
pub(crate) const ONE_SERVER: &str = "The report lists 1 server in it.";
pub(crate) fn servers(n: impl Display) -> String {
    format!("The report lists {n} servers in it.")
}

pub(crate) const UNNAMED: &str =
    " The paste does not name the pool: that holds if it lists all its servers.";
pub(crate) fn healthy_of(healthy: usize, total: usize) -> String {
    match total {
        1 => "Its only server is healthy.".to_owned(),
        _ => format!("{healthy} of {total} servers are healthy."),
    }
}

pub(crate) fn cut_off(total: usize) -> String {
    match total {
        1 => "The report was cut off in this pool: the only server that it still shows is not healthy, but there may be more.".to_owned(),
        _ => format!(
            "The report was cut off in this pool: none of the {total} servers that it still shows is healthy, but there may be more."
        ),
    }
}

pub(crate) const PARTIAL: &str =
    "No server of it is healthy, and no document says whether a partial one gets requests.";
pub(crate) fn not_known(total: usize) -> String {
    match total {
        1 => "The report does not tell whether its only server gets requests.".to_owned(),
        _ => format!("The report does not tell whether any of {total} servers gets requests."),
    }
}

pub(crate) fn none_healthy(
    total: impl Display,
    counts: impl Display,
    unnamed: impl Display,
) -> String {
    format!("None of {total} is healthy ({counts}): requests get 502.{unnamed}")
}

pub(crate) fn targets_may_be_missing(cut: impl Display) -> String {
    format!("Its targets may stand in what is missing{cut}: paste the whole pool.")
}

pub(crate) const NO_TARGET: &str = "Its configuration has no target: requests for it get 502.";
pub(crate) const ONE_TARGET: &str = "Its configuration has 1 target.";
pub(crate) fn targets(n: impl Display) -> String {
    format!("Its configuration has {n} targets.")
}

pub(crate) fn pool_and_setting(pool: impl Display, setting: impl Display) -> String {
    format!("pool {pool}, setting {setting}")
}

pub(crate) fn pool(pool: impl Display) -> String {
    format!("pool {pool}")
}

pub(crate) fn setting(setting: impl Display) -> String {
    format!("setting {setting}")
}

pub(crate) const THE_POOL: &str = "the pool";
