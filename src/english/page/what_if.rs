//! A chain under another setup.

use std::fmt::Display;

pub(crate) const NO_CERTIFICATE: &str = "No certificate in this: expected PEM, DER or PKCS#7.";
pub(crate) const ONE_ROOT_ADDED: &str = "1 root added.";
pub(crate) fn roots_added(count: impl Display) -> String {
    format!("{count} roots added.")
}

pub(crate) const TITLE: &str = "What if\u{2026}";
pub(crate) const LEAD: &str = "Change what the gateway would look at, and see the verdict before touching anything. Your case stays as it is.";
pub(crate) const HOST: &str = "Host name";
pub(crate) const AT: &str = "At (UTC)";
pub(crate) const ADD_ROOT: &str = "Add an uploaded root (PEM)";
pub(crate) const ADD_FILE: &str = "or a file of it";
pub(crate) const HYPOTHETICAL: &str = "Hypothetical: ";
pub(crate) fn leads_to(list: impl Display, subject: impl Display) -> String {
    format!("It leads to {list}: {subject}")
}

pub(crate) const RESET: &str = "Reset";
