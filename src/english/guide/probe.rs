//! What a probe is called.

use std::fmt::Display;

pub(crate) fn probe(name: impl Display) -> String {
    format!("The probe `{name}`")
}

pub(crate) const CUSTOM: &str = "The custom probe";
pub(crate) const DEFAULT: &str = "The default probe";
pub(crate) const DEFAULT_ASSUMED: &str = "The default probe (nothing pasted names another)";
