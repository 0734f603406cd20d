//! What stands before a playbook's blocks and sources.

use std::fmt::Display;

pub(crate) const CAUTION: &str = "Caution: ";
pub(crate) fn dated(date: impl Display) -> String {
    format!("dated {date}, ")
}

pub(crate) fn read(date: impl Display) -> String {
    format!("read {date}")
}
