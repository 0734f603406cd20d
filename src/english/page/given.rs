//! What was given: what was read, what waits for an answer, what was cut out.

use std::fmt::Display;

pub(crate) const KEY_REMOVED: &str = " Private key removed";
pub(crate) const SECRET_REMOVED: &str = " Secret removed";
pub(crate) const TAKES_THE_PLACE: &str = "Opening it takes the place of what you pasted here.";
pub(crate) const MAY_HAVE_STOPPED: &str =
    "It may be what stopped it, so it was not opened by itself.";
pub(crate) const OPEN_SAVED: &str = "Open the saved case";
pub(crate) const KEEP_THIS: &str = "Keep what is here";
pub(crate) const LEAVE_IT: &str = "Leave it";
pub(crate) const DOES_NOT_OPEN: &str = "That does not open it.";
pub(crate) const PASSPHRASE: &str = "Passphrase";
pub(crate) const LEAVE_CLOSED: &str = "Leave it closed";
pub(crate) const SOURCES: &str = "What was read";
pub(crate) const START_OVER: &str = "Start over";
pub(crate) fn line(number: impl Display) -> String {
    format!("line {number}")
}

pub(crate) fn more_notes(more: impl Display) -> String {
    format!("and {more} more of the kind")
}

pub(crate) const SHOW: &str = "Show";
pub(crate) const IN_THE_BOX: &str = "in the box";
pub(crate) const EDIT: &str = "Edit";
pub(crate) const REMOVE: &str = "Remove";
