//! The summary for a support ticket.

use std::fmt::Display;

pub(crate) fn in_group(name: impl Display, group: impl Display) -> String {
    format!("{name} (resource group {group})")
}

pub(crate) const NOT_KNOWN: &str = "not known";
pub(crate) const GATEWAY: &str = "Gateway";
pub(crate) const IMPACTED: &str = "Impacted server";
pub(crate) const NONE_IMPACTED: &str = "none in what was given";
pub(crate) const STATUS: &str = "Status";
pub(crate) const MESSAGE: &str = "Message";
pub(crate) const MORE_IMPACTED: &str = "\nMore impacted servers";
