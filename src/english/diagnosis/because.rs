//! Why a problem is one.

use std::fmt::Display;

pub(crate) fn error_name(name: impl Display) -> String {
    format!("healthProbeErrorName is \"{name}\".")
}

pub(crate) const SPEAKS_OF_SUCCESS: &str = "That message speaks of success, so it does not tell why the server is unhealthy: get the report again.";
pub(crate) const NO_HEALTHY_SERVER: &str = "That is what a request is answered when a pool has no healthy server; why it has none is in the probe's message, which the backend health report shows.";
pub(crate) const REQUEST_TIMED_OUT: &str = "That is about a request, not about a probe: a server took longer than the backend setting's request timeout. Clients get 504 from a v2 gateway, 502 from a v1.";
pub(crate) const WORDING_NOT_PUBLISHED: &str =
    "Microsoft publishes no such wording: that it stands for this fault is our reading.";
pub(crate) const ERROR_NAME_NOT_PUBLISHED: &str =
    "Microsoft publishes no such error name: that it stands for this fault is our reading.";
pub(crate) const LATER_WITHOUT_FAULT: &str = "A later report shows the same without this fault.";
pub(crate) const STILL_ABLE: &str = "The report still counts that as able to serve; once as many probes in a row fail as the probe's unhealthy threshold says, requests stop.";
/// That healthy servers of the same pool and setting differ in something from those that fail.
pub(crate) fn others_pass(first: &str, count: usize) -> String {
    let who = match count {
        1 => format!("{first} passes"),
        2 => format!("{first} and another server pass"),
        n => format!("{first} and {} more servers pass", n - 1),
    };
    format!(
        "{who} the same probe through the same setting: look at what is different at the servers that fail, or on the way to them."
    )
}

pub(crate) const NO_ADDRESS: &str = "a server without an address";
pub(crate) fn and_more(more: impl Display) -> String {
    format!(" and {more} more")
}

pub(crate) fn of_pool_and_setting(pool: impl Display, setting: impl Display) -> String {
    format!(" (pool {pool}, setting {setting})")
}

pub(crate) fn of_pool(pool: impl Display) -> String {
    format!(" (pool {pool})")
}

pub(crate) fn of_setting(setting: impl Display) -> String {
    format!(" (setting {setting})")
}

pub(crate) fn of_pool_several_settings(pool: impl Display) -> String {
    format!(" (pool {pool}, several settings)")
}

pub(crate) fn of_pools(pools: usize) -> String {
    format!(" ({pools} pools)")
}

pub(crate) fn of_gateway(gateway: impl Display) -> String {
    format!(" of gateway {gateway}")
}

pub(crate) fn of_gateways(gateways: usize) -> String {
    format!(" of {gateways} gateways")
}

/// The health of some servers, or of `one`.
pub(crate) fn are(servers: &str, one: bool, health: &str) -> String {
    match one {
        true => format!("{servers} is {health}."),
        false => format!("{servers} are {health}."),
    }
}

pub(crate) fn affected(servers: &str, one: bool) -> String {
    are(servers, one, "affected")
}

pub(crate) fn without_health(servers: &str, one: bool) -> String {
    are(servers, one, "listed without a health")
}

pub(crate) const NO_RESULTS: &str =
    "The report says \"No results.\": whoever asked for it may not read backend health.";
pub(crate) const POWERSHELL: &str =
    "The paste holds no probe message, which PowerShell never prints: the cause is not in it.";
pub(crate) const HEALTH_ALONE: &str = "The paste holds no probe message: only the health says so.";
pub(crate) const THE_MESSAGE: &str = "The message";
pub(crate) const PROBES_MESSAGE: &str = "The probe's message";
pub(crate) fn worded_otherwise(others: impl Display) -> String {
    format!(" (worded otherwise for {others} of them, with the same meaning)")
}
