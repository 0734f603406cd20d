//! OpenSSL's verification codes.

use std::fmt::Display;

pub(crate) const LEAD: &str = "The gateway passes some of these on as they are; `openssl s_client` and `openssl verify` print them too.";
/// A code, and what OpenSSL prints with it.
pub(crate) fn code(number: u32, text: &str) -> String {
    format!("{number}: {text}")
}

pub(crate) const MEANING: &str = "What it means here";
pub(crate) fn since(since: impl Display) -> String {
    format!("The number is used by {since}")
}

pub(crate) const EARLIER: &str = "OpenSSL 1.1.1 and before: ";
pub(crate) const VERSION_UNKNOWN: &str = "Which version the gateway has is not published.";
pub(crate) const MESSAGE: &str = "The gateway\u{2019}s message with such a code: ";
pub(crate) const CRUMB: &str = "OpenSSL codes";
