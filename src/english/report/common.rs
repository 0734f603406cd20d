//! What several forms of the report say.

use std::fmt::Display;

use crate::words::{Noun, counted};

static MORE_SERVERS: Noun = Noun("more server", "more servers");

pub(crate) fn and_more_servers(more: usize) -> String {
    format!("and {}", counted(more, &MORE_SERVERS))
}

pub(crate) const UNDO: &str = "To undo it:";

pub(crate) const NO_ADDRESS: &str = "(no address)";

pub(crate) fn more_failing_pools(more: usize) -> String {
    match more {
        1 => "1 more pool has servers that fail.".to_owned(),
        _ => format!("{more} more pools have servers that fail."),
    }
}

pub(crate) fn gateway(name: impl Display) -> String {
    format!("Gateway {name}")
}

pub(crate) fn judged_as_of(time: impl Display) -> String {
    format!("Judged as of {time}.")
}

pub(crate) const PROBLEM: &str = "Problem";
pub(crate) const WARNING: &str = "Warning";
pub(crate) const INFORMATION: &str = "For information";
pub(crate) const TRAFFIC: &str = "What the access log says";
pub(crate) const IF_CLIENTS_FAIL: &str =
    "If clients get 502 or 504 although every server is healthy";
pub(crate) const WHEN_IT_BEGAN: &str = "When it began";
pub(crate) const CHECKS: &str = "Checks";
pub(crate) const UNREAD: &str = "Not read, or read with a remark";
pub(crate) const NOTES: &str = "Notes";
pub(crate) fn looked_at(what: impl Display) -> String {
    format!("Looked at: {what}.")
}

pub(crate) const NOT_LOOKED_AT: &str = "Not looked at";
