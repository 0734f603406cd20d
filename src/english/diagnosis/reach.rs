//! How clients reach a pool.

use std::fmt::Display;

pub(crate) fn listener(name: impl Display) -> String {
    format!("listener {name}")
}

pub(crate) const ANY_HOST: &str = "any host";
pub(crate) fn rule(rule: impl Display) -> String {
    format!(", rule {rule}")
}

pub(crate) fn paths(paths: impl Display) -> String {
    format!(", paths {paths}")
}

pub(crate) const NO_RULE: &str =
    "No rule leads to it: no client is hit, and a custom probe does not run.";
pub(crate) fn and_more(more: impl Display) -> String {
    format!("and {more} more")
}

pub(crate) fn reached_by(ways: impl Display) -> String {
    format!("Reached by {ways}.")
}
