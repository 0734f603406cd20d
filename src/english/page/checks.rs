//! The checks, in the results and each on its page.

use std::fmt::Display;

use super::words::Noun;

pub(crate) const TITLE: &str = "Checks";
pub(crate) static IN_ORDER: Noun = Noun("check in order", "checks in order");
pub(crate) static NOT_APPLICABLE: Noun = Noun("check not applicable", "checks not applicable");
pub(crate) const CHECK: &str = "Check ";
pub(crate) const OF_YOUR_PASTE: &str = "What it says of your paste";
pub(crate) const NO_BEARING: &str = "Your paste says nothing about it. ";
pub(crate) const LOOKS_AT: &str = "What is checked";
pub(crate) const WHY: &str = "Why it matters";
pub(crate) const MEND: &str = "How to mend it";
/// The groups of the list of all checks, each with the first word of the ids in it; the last has
/// what no other does.
pub(crate) const GROUPS: [(&str, &str); 7] = [
    ("Network: security groups, routes, DNS", "nsg"),
    ("Gateway", "gateway"),
    ("Pools and requests", "pool"),
    ("Probe", "probe"),
    ("Backend setting", "setting"),
    ("Trusted root certificates", "trusted"),
    ("Listeners, and what was pasted", ""),
];
pub(crate) fn before(outcome: impl Display) -> String {
    format!("Before: {outcome}")
}

pub(crate) const LEAD: &str = "Each is made where what you pasted says something about it. Its page says why it matters, and how to mend it.";
