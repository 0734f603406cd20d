//! What a diagnosis says, a file for each part of it; here, what clients see.

pub(crate) mod attempts;
pub(crate) mod because;
pub(crate) mod chains;
pub(crate) mod configuration;
pub(crate) mod coverage;
pub(crate) mod effective;
pub(crate) mod gateways;
pub(crate) mod histories;
pub(crate) mod missing;
pub(crate) mod next;
pub(crate) mod reach;
pub(crate) mod responses;
pub(crate) mod surroundings;
pub(crate) mod traffic;

use std::fmt::Display;

/// What a gateway without a name is called.
pub(crate) const PASTED: &str = "pasted";
pub(crate) fn gateway(name: impl Display) -> String {
    format!("The gateway {name}")
}

pub(crate) fn root_not_used(root: impl Display) -> String {
    format!("The trusted root {root} was not used: there is no chain of certificates to judge.")
}

pub(crate) const CONTRADICTED: &str = "The certificates that were pasted do not show this: read the check `message-contradicts-chain` first.";
pub(crate) const HEALTHY: &str = "Requests reach every server.";
pub(crate) const DEGRADED: &str =
    "Requests go to the healthy servers only, which carry the whole load.";
pub(crate) const UNHEALTHY: &str =
    "Clients get 502 from the gateway (one document says 503) for every request to this pool.";
pub(crate) const UNKNOWN: &str = "The report does not tell: look at what clients really get.";
pub(crate) const EMPTY: &str = "Clients get 502: there is no server to send a request to.";
