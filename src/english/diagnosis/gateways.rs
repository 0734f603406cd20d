//! What was assumed of a gateway, or said otherwise.

use std::fmt::Display;

pub(crate) fn you_said_sku(
    typed: impl Display,
    gateway: impl Display,
    read: impl Display,
) -> String {
    format!(
        "You said the SKU is {typed}; the configuration of {gateway} says {read}. What you said is used."
    )
}

pub(crate) const V2_ASSUMED: &str =
    "Nothing says which SKU the gateway has: v2 is assumed, since v1 was retired on 2026-04-28.";
pub(crate) const IN_THE_EVIDENCE: &str = "in the evidence";
pub(crate) fn you_said_host(typed: impl Display, what: &str, host: impl Display) -> String {
    format!("You said the host is {typed}; the {what} says {host}. What you said is used.")
}

pub(crate) const NO_ROOTS: &str = "has no trusted root certificate attached";
pub(crate) fn has_roots(roots: impl Display) -> String {
    format!("has trusted root certificates attached ({roots})")
}

pub(crate) fn you_said_trust(typed: bool, setting: impl Display, says: impl Display) -> String {
    let trusted = if typed { "trusted" } else { "not trusted" };
    format!(
        "You said that well-known CAs are {trusted}; the setting {setting} {says}. What you said is used."
    )
}

pub(crate) fn you_chose_cloud(typed: impl Display, read: impl Display) -> String {
    format!(
        "You chose the cloud of {typed}; names in the evidence belong to that of {read}. What you chose is used."
    )
}

pub(crate) fn cloud(portal: impl Display) -> String {
    format!(
        "Names in the evidence belong to the cloud of {portal}: links and commands are for that one."
    )
}

pub(crate) const THE_GATEWAY: &str = "the gateway";
