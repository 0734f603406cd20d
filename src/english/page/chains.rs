//! The judged chains.

use std::fmt::Display;

pub(crate) const TITLE: &str = "Certificates, as the gateway would judge them";
pub(crate) const PRESENTED: &str = "The certificates, as presented";
pub(crate) const WORTH_KNOWING: &str = "Worth knowing";
pub(crate) const ACCEPTED: &str = "Accepted";
pub(crate) const REFUSED: &str = "Refused";
pub(crate) const UNKNOWN: &str = "Can\u{2019}t tell";
pub(crate) const WOULD_ACCEPT: &str = "The gateway would accept this chain. ";
pub(crate) const OPEN: &str =
    "Whether the gateway would accept this chain is open: see what is worth knowing below. ";
pub(crate) fn leads_to(list: impl Display) -> String {
    format!("It leads to {list}: ")
}

pub(crate) const NO_ROOTS: &str =
    "The list of public roots could not be loaded. Load the page again to have the trust judged.";
pub(crate) fn at_depth(depth: impl Display) -> String {
    format!(" (at depth {depth})")
}

pub(crate) const THEN: &str = "Once that is fixed, these surface one after the other:";
pub(crate) const FIX: &str = "The smallest change that makes it pass";
pub(crate) const THE_CHAIN: &str = "the chain in its order";
pub(crate) const THE_ROOT: &str = "the root";
pub(crate) const DOWNLOAD_PEM: &str = "Download PEM";
pub(crate) fn of_file(what: impl Display) -> String {
    format!(" of {what}")
}
