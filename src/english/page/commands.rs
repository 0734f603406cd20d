//! What stands around commands.

use std::fmt::Display;

pub(crate) const FOR: &str = "Commands for";
pub(crate) const COPY: &str = "Copy";
pub(crate) fn of_command(purpose: impl Display) -> String {
    format!("command: {purpose}")
}

pub(crate) const FILL_IN: &str = "Fill in yourself: ";
pub(crate) const ONCE_BEFORE: &str = "Once before, for your cloud: ";
pub(crate) const UNDO: &str = "To undo: ";
