//! Checks of rules and listeners.

use std::fmt::Display;

pub(crate) fn none_here(cut: impl Display) -> String {
    format!(
        "No rule that is here uses it, but not all of the gateway is here{cut}: paste the whole gateway."
    )
}

pub(crate) const USED: &str = "A rule uses it.";
pub(crate) fn probe_does_not_run(probe: impl Display) -> String {
    format!("No rule uses it: its custom probe {probe} does not run.")
}

pub(crate) const NOT_USED: &str = "No rule uses it: nothing is probed with it.";
pub(crate) const HTTP_ON_443: &str = "It speaks Http on port 443: the control plane refuses that (ApplicationGatewayPortNotValidForProtocol).";
pub(crate) fn speaks(protocol: impl Display, port: impl Display) -> String {
    format!("It speaks {protocol} on port {port}.")
}
