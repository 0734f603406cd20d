//! What is on its way in.

pub(crate) const TITLE: &str = "On its way in";
pub(crate) const STOP: &str = "Stop";
pub(crate) const READ_AGAIN: &str = "Read it again";
pub(crate) const LEAVE_OUT: &str = "Leave it out";
pub(crate) const SAVE: &str = "Save it as a file";
