//! A check's page.

use std::fmt::Display;

pub(crate) fn what(what: impl Display) -> String {
    format!("What is checked: {what}")
}

pub(crate) fn why(why: impl Display) -> String {
    format!("Why it matters: {why}")
}

pub(crate) fn mend(mend: impl Display) -> String {
    format!("How to mend it: {mend}")
}

pub(crate) const COMMANDS: &str = "Commands";
