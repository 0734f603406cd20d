//! Checks of the gateway itself.

use std::fmt::Display;

pub(crate) const THE_GATEWAY: &str = "the gateway";
pub(crate) fn not_running(state: impl Display) -> String {
    format!("operationalState is {state}: it serves nobody until it is Running.")
}

pub(crate) const FAILED: &str = "provisioningState is Failed: the last change was not applied, and the gateway may answer everything with 502.";
pub(crate) fn running(state: impl Display) -> String {
    format!("operationalState is {state}.")
}

pub(crate) const IS_V2: &str = "The SKU is v2.";
pub(crate) const V1_RETIRED: &str = "The SKU is v1, which was retired on 2026-04-28: such gateways are to be stopped, and must be moved to v2.";
pub(crate) const V1_RETIRES: &str =
    "The SKU is v1, which retires on 2026-04-28: move it to v2 before.";
