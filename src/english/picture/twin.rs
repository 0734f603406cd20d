//! The picture in words.

use std::fmt::Display;

pub(crate) fn source(sources: impl Display, basis: impl Display) -> String {
    format!("Source: {sources} ({basis})")
}

pub(crate) const GATEWAY: &str = "gateway";
pub(crate) const SERVER: &str = "server";
pub(crate) fn client(gateway: impl Display, sees: impl Display) -> String {
    format!("Client -> {gateway}: {sees}. This leg is not judged.")
}

pub(crate) fn hop(
    number: impl Display,
    gateway: impl Display,
    to: impl Display,
    step: impl Display,
    status: impl Display,
) -> String {
    format!("Hop {number}: {gateway} -> {to}, {step}: {status}")
}

pub(crate) fn presented_at(depth: impl Display) -> String {
    format!("presented at depth {depth}")
}

pub(crate) const NOT_PRESENTED: &str = "not presented";
pub(crate) const MAYBE_PRESENTED: &str = "presented or not: not known";
pub(crate) fn expected_at(depth: impl Display) -> String {
    format!("expected at depth {depth}")
}

pub(crate) const NOT_EXPECTED: &str = "not expected";
pub(crate) const NO_NAME: &str = "name not known";

pub(crate) const CHAIN: &str = "Chain";
