//! Checks of DNS.

use std::fmt::Display;

pub(crate) const AZURE: &str = "Azure's own DNS answers, which knows public names.";
pub(crate) fn network(name: impl Display) -> String {
    format!("virtual network {name}")
}

pub(crate) const THE_NETWORK: &str = "the virtual network";
pub(crate) fn kept_from(rule: impl Display, server: impl Display) -> String {
    format!("{rule} keeps the gateway's subnet from port 53 of the custom DNS server {server}.")
}

pub(crate) fn custom(servers: &[&str]) -> String {
    let (verb, they) = match servers {
        [_] => ("is a custom DNS server", "It"),
        _ => ("are custom DNS servers", "Each"),
    };
    format!(
        "{} {verb}. {they} must resolve public names too, such as those of revocation lists, and the gateway asks a new list only after it was stopped and started: no output shows either.",
        servers.join(", ")
    )
}
