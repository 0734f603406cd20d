//! Buttons and links of every view.

use std::fmt::Display;

pub(crate) const NEW_TAB: &str = " (opens in a new tab)";
pub(crate) fn copied(of: impl Display) -> String {
    format!("Copied {of}")
}

pub(crate) const REFUSED: &str =
    "The browser refused to copy. Select the text and copy it by hand.";
pub(crate) const COPIED: &str = "Copied";
pub(crate) const NOT_COPIED: &str = "Not copied";
