//! How many servers fail alike.

use std::fmt::Display;

pub(crate) fn all_alike(all: impl Display) -> String {
    format!(
        "All {all} servers of the pool fail in the same way: look first at what they share, that is the setting, its probe, and the way from the gateway."
    )
}

pub(crate) fn some_alike(alike: impl Display, all: impl Display) -> String {
    format!(
        "{alike} of {all} servers of the pool fail in this way: look first at what sets these servers apart, their own rules, firewall and processes."
    )
}
