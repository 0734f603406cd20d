//! What is on its way in.

pub(crate) const TITLE: &str = "On its way in";
pub(crate) const STOP: &str = "Stop";
pub(crate) const READ_AGAIN: &str = "Read it again";
pub(crate) const LEAVE_OUT: &str = "Leave it out";
pub(crate) const SAVE: &str = "Save it as a file";

/// Which part of reading is done, from 0 to 1, and how long it has taken.
pub(crate) fn so_far(done: f64, seconds: u32) -> String {
    format!("{:.0}\u{a0}% done, {seconds}\u{a0}s so far", done * 100.0)
}
