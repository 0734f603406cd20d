//! The paste box, what arrived, and what was read.

use std::fmt::Display;

pub(crate) const CHOOSE_FILES: &str = "Choose files\u{2026}";
pub(crate) const FILES: &str = "Files";
pub(crate) const ADD_PASTE: &str = "Add another paste";
pub(crate) const DROP_FILES: &str = "or drop files anywhere";
pub(crate) const FILE_TOO_LARGE: &str =
    "larger than 64\u{a0}MB. Export the backend health of one gateway alone.";
pub(crate) const FILE_NOT_READ: &str =
    "the browser could not read it. If it is a folder, choose the files in it.";
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
pub(crate) const LABEL_MORE: &str = "Paste more evidence";
pub(crate) const LABEL: &str =
    "Paste backend health output, settings, certificates, rules, or an error message";
