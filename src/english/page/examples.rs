//! The examples.

use std::fmt::Display;

pub(crate) fn example(name: impl Display) -> String {
    format!("example: {name}")
}
