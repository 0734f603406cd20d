//! What several checks say.

use std::fmt::Display;

pub(crate) fn range(low: impl Display, high: impl Display, unit: impl Display) -> String {
    format!("{low} to {high}{unit}")
}

pub(crate) const NUMBERS: &str = "numbers";
pub(crate) const PROTOCOLS: &str = "Http, Https, Tcp and Tls";
pub(crate) fn not_allowed(
    property: impl Display,
    value: impl Display,
    unit: impl Display,
    allowed: impl Display,
) -> String {
    format!("{property} is {value}{unit}, allowed are {allowed}")
}

pub(crate) fn would_be_refused(what: impl Display) -> String {
    format!("{what}: the control plane would refuse it.")
}

pub(crate) fn cut_off(line: impl Display) -> String {
    format!(" (what was pasted is cut off, or leaves something out, at line {line})")
}

pub(crate) fn of_gateway_in(name: impl Display, group: impl Display) -> String {
    format!(" of gateway {name} in {group}")
}

pub(crate) fn of_gateway(name: impl Display) -> String {
    format!(" of gateway {name}")
}
