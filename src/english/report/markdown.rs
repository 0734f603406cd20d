//! The report for a ticket, besides what the one for a terminal says too.

use std::fmt::Display;

pub(crate) const TITLE: &str = "Application Gateway backend health";
pub(crate) const RESOURCE_GROUP: &str = "resource group";
pub(crate) const SUBSCRIPTION: &str = "subscription";
pub(crate) const CLIENTS_SEE: &str = "What clients see now";
pub(crate) const WHAT_PROBE_DOES: &str = "What the probe does";
pub(crate) const STEPS: &str = "Steps";
pub(crate) const DONE: &str = "**Done.** ";
pub(crate) const CULPRIT: &str = "**This is the cause.** ";
pub(crate) const NEEDS: &str = "**Needs more.** ";
pub(crate) const NOT_APPLICABLE: &str = "**Does not apply.** ";
pub(crate) const CERTIFICATES: &str = "Certificates";
pub(crate) const PRESENTED: &str = "Presented:";
pub(crate) const WORTH_KNOWING: &str = "Worth knowing:";
pub(crate) const FIXES: &str = "To make it pass:";
pub(crate) const SERVERS: &str = "Servers";
pub(crate) const SERVERS_COLUMNS: &str = "| Server | Health | Pool | Setting | Fault | Message |";
pub(crate) const CHECKS_COLUMNS: &str = "| Check | Outcome | On | Why | Basis |";

pub(crate) fn left_out(more: usize) -> String {
    format!("{more} more are left out.")
}

pub(crate) fn pool_of(pool: impl Display, gateway: impl Display) -> String {
    format!("{pool} of {gateway}")
}

pub(crate) fn and_more(more: usize) -> String {
    format!("And {more} more.")
}
