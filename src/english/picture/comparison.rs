//! Two things beside each other.

use std::fmt::Display;

pub(crate) const SELF_SIGNED_TITLE: &str =
    "A self-signed certificate that is no CA, and a self-signed CA";
pub(crate) const TAKEN_FOR_LEAF: &str =
    "Taken for a leaf: its issuer is looked for and not found, even where it was uploaded";
pub(crate) const ONLY_CERTIFICATE: &str = "The only certificate";
pub(crate) const SAME_NAMES: &str = "Subject and issuer are the same";
pub(crate) const NO_CONSTRAINTS: &str = "Basic constraints: none, or CA:FALSE";
pub(crate) const NO_KEY_USAGE: &str = "Key usage: no certificate signing";
pub(crate) const SERVER_SENDS_IT: &str = "The server sends it";
pub(crate) const SELF_SIGNED_CA: &str = "Self-signed CA, and a leaf under it";
pub(crate) const VOUCHES: &str = "A root: uploaded to the backend setting, it vouches for the leaf";
pub(crate) const ROOT: &str = "The root";
pub(crate) const CONSTRAINTS: &str = "Basic constraints: CA:TRUE";
pub(crate) const KEY_USAGE: &str = "Key usage: certificate signing";
pub(crate) const GATEWAY_HAS_IT: &str = "The gateway has it as trusted root";
pub(crate) const LEAF: &str = "The leaf";
pub(crate) const ANOTHER_ISSUER: &str = "Another issuer than itself";
pub(crate) const ORDER_EXAMPLE: &str =
    "The depths of s_client, and the order expected (an example)";
pub(crate) const ORDER: &str = "The depths of s_client, and the order expected";
pub(crate) const IN_PLACE: &str = "in place";
pub(crate) fn belongs_at(place: impl Display) -> String {
    format!("belongs at depth {place}")
}

pub(crate) const NOT_PART: &str = "not part of the chain";
pub(crate) fn depth(depth: impl Display) -> String {
    format!("Depth {depth}")
}

pub(crate) fn more(more: usize) -> String {
    format!("{more} more")
}

pub(crate) const NOT_DRAWN: &str = "not drawn, and not looked at";
pub(crate) const OWN: &str = "the server\u{2019}s own";
pub(crate) const ISSUED_ITSELF: &str = "issued the one above, and itself";
pub(crate) const ISSUED: &str = "issued the one above";
pub(crate) const AS_PRINTED: &str = "As s_client prints it";
pub(crate) const EACH_FOLLOWS: &str = "Each i: is the next s:";
pub(crate) const NOT_IN_ORDER: &str = "Not in the order in which they issued each other";
pub(crate) const EXPECTED_ORDER: &str = "Expected order";
pub(crate) const SELF_SIGNED: &str = "Self-signed, no CA";
