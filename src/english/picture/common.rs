//! What several parts of the picture say.

use std::fmt::Display;

pub(crate) fn and_more(more: usize) -> String {
    format!("and {more} more")
}

pub(crate) fn what_to_do(remedy: impl Display) -> String {
    format!("What to do: {remedy}")
}
