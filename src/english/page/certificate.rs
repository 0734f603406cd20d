//! One certificate's fields.

use std::fmt::Display;

pub(crate) const PROBLEMS: &str = "Problems";
pub(crate) const IT: &str = " It ";
pub(crate) const SUBJECT: &str = "Subject";
pub(crate) const ISSUER: &str = "Issuer";
pub(crate) fn of_certificate(name: impl Display) -> String {
    format!("of {name}")
}

pub(crate) const NAMES_ALONE: &str =
    "Only its names are known: its content was not in what was pasted.";
pub(crate) const ITSELF: &str = " (itself)";
pub(crate) fn path_length(length: impl Display) -> String {
    format!("yes, path length {length}")
}

pub(crate) const NAMES: &str = "Names";
pub(crate) const VALID_FROM: &str = "Valid from";
pub(crate) const VALID_TO: &str = "Valid to";
pub(crate) const KEY: &str = "Key";
pub(crate) const SIGNATURE: &str = "Signature";
pub(crate) const KEY_USAGE: &str = "Key usage";
pub(crate) const PURPOSES: &str = "Purposes";
pub(crate) const SERIAL_NUMBER: &str = "Serial number";
pub(crate) const SUBJECT_KEY_ID: &str = "Subject key id";
pub(crate) const AUTHORITY_KEY_ID: &str = "Authority key id";
pub(crate) const NONE: &str = "none";
pub(crate) const YES: &str = "yes";
pub(crate) const NO: &str = "no";
pub(crate) const NEVER_EXPIRES: &str = "never expires";
pub(crate) fn days_left(days: i64) -> String {
    match days {
        1 => "1 day left".to_owned(),
        _ => format!("{days} days left"),
    }
}

pub(crate) fn days_ago(days: i64) -> String {
    match days {
        1 => "expired 1 day ago".to_owned(),
        _ => format!("expired {days} days ago"),
    }
}
