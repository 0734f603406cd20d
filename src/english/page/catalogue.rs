//! The list of all faults.

use std::fmt::Display;

pub(crate) const LEAD: &str = "A probe resolves the server\u{2019}s name, connects, shakes hands, asks, and compares the answer. Each fault stands where the probe stops.";
pub(crate) const TO_CODES: &str = "The verification codes of OpenSSL, which some messages hold";
pub(crate) const TO_CHECKS: &str = "Every check, what it looks at and how to mend it";
pub(crate) const TRY: &str = "Try";
pub(crate) fn example_of(title: impl Display) -> String {
    format!(" an example of: {title}")
}
