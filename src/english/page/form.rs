//! A setting and its probe, typed in.

use std::fmt::Display;

pub(crate) const TYPED_IN: &str = "typed in";
pub(crate) const TITLE: &str = "Setting and probe";
pub(crate) const TYPE_THEM_IN: &str = "type them in";
pub(crate) fn typed(count: impl Display) -> String {
    format!("{count} typed")
}

pub(crate) const LEAD: &str =
    "What you paste fills this in; what you type wins. Empty a field to take it back.";
pub(crate) const SETTING: &str = "Backend setting";
pub(crate) const PROBE: &str = "Custom probe";
pub(crate) const TYPED: &str = "Typed by you.";
pub(crate) fn pasted(place: impl Display) -> String {
    format!("Pasted: {place}.")
}

pub(crate) fn default_is(default: impl Display) -> String {
    format!("Default: {default}.")
}

pub(crate) const NOT_KNOWN: &str = "Not known.";
pub(crate) const NO: &str = "No";
pub(crate) fn not_used(expected: impl Display) -> String {
    format!("Not used: it takes {expected}.")
}
