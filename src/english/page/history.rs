//! When it began.

use std::fmt::Display;

pub(crate) fn more(pools: impl Display) -> String {
    format!("{pools} more")
}

pub(crate) const UTC: &str = " (UTC)";
pub(crate) const AS_TABLE: &str = "As a table";
pub(crate) fn over_time(label: impl Display) -> String {
    format!("Servers over time: {label}")
}

pub(crate) fn from(zone: impl Display) -> String {
    format!("From{zone}")
}

pub(crate) fn to(zone: impl Display) -> String {
    format!("To{zone}")
}

pub(crate) const HEALTHY: &str = "Healthy";
pub(crate) const UNHEALTHY: &str = "Unhealthy";
pub(crate) const STATE: &str = "State";
pub(crate) const NONE_FAILS: &str = "None fails";
pub(crate) const SOME_FAIL: &str = "Some fail";
pub(crate) const NONE_HEALTHY: &str = "None healthy";
pub(crate) const NONE: &str = "none";
pub(crate) const NO_VALUE: &str = "No value";
