//! What is written into the drawing.

use std::fmt::Display;

pub(crate) const PRESENTED: &str = "Presented";
pub(crate) const EXPECTED_ORDER: &str = "Expected order";

pub(crate) fn source(source: impl Display) -> String {
    format!("Source: {source}")
}

pub(crate) fn for_the(role: impl Display) -> String {
    format!(" for the {role}")
}

pub(crate) const CLIENT: &str = "Client";
pub(crate) fn gateway(wants: impl Display) -> String {
    format!("Gateway: {wants}")
}

pub(crate) fn server(gets: impl Display) -> String {
    format!("Server: {gets}")
}

pub(crate) fn over_time(whose: impl Display) -> String {
    format!("Healthy and unhealthy servers over time: {whose}")
}

pub(crate) const HEALTHY_LINE: &str = "Healthy servers: the thin line";
pub(crate) const UNHEALTHY_LINE: &str = "Unhealthy servers: the thick, dashed line";
pub(crate) fn up_and_down(times: usize) -> String {
    format!("Goes up and down: servers failed {times} times")
}

pub(crate) fn first_drop(when: impl Display) -> String {
    format!("First drop: {when}")
}

pub(crate) fn drop(when: impl Display) -> String {
    format!("Drop {when}")
}

pub(crate) const FAILING: &str = "Failing";
pub(crate) const NO_VALUES: &str = "No values";

pub(crate) const TRUST: &str = "Trust";

/// Said of the client's leg.
pub(crate) const NOT_JUDGED: &str = "This leg is not judged";
