//! Two reports compared.

use std::fmt::Display;

pub(crate) const COMPARED: &str = "Compared with before";
pub(crate) fn before(servers: impl Display, problems: impl Display) -> String {
    format!("Before: {servers}, {problems}.")
}

pub(crate) const END: &str = "End the comparison";
pub(crate) const BACK: &str = "Back to the report before";
pub(crate) const BEGIN: &str = "Compare with a report after a change";
pub(crate) const TITLE: &str = "Before and after";
pub(crate) const SHARE: &str = "Share the comparison\u{2026}";
pub(crate) const CHANGE: &str = "Change";
pub(crate) const SERVER: &str = "Server";
pub(crate) const BEFORE: &str = "Before";
pub(crate) const AFTER: &str = "After";
pub(crate) const FAULTS: &str = "Faults";
pub(crate) const CHECKS: &str = "Checks";
