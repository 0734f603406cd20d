//! The access log as a reason.

use std::fmt::Display;

pub(crate) fn most(group: impl Display, because: impl Display) -> String {
    format!(" Most of them: {group}. {because}")
}

pub(crate) const THE_LOG: &str = "the access log";
