//! A paste, shown.

use std::fmt::Display;

pub(crate) fn source(number: impl Display) -> String {
    format!("source {number}")
}

pub(crate) fn marked(lines: impl Display, size: impl Display, marked: impl Display) -> String {
    format!("{lines}, {size} \u{b7} as pasted, line {marked} marked")
}

pub(crate) const COPY_ALL: &str = "Copy all";
pub(crate) const EARLIER: &str = "Earlier lines";
pub(crate) const LATER: &str = "Later lines";
