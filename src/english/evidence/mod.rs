//! Notes on what was read, a file for each reader that has several.

pub(crate) mod json;
pub(crate) mod metrics;
pub(crate) mod parameters;
pub(crate) mod recognise;
pub(crate) mod split;

use std::fmt::Display;

pub(crate) const MIDDLE: &str = "The text begins in the middle: what stood before is missing.";
pub(crate) const BROKEN_VALUE: &str = "A value broken over several lines was put together.";
pub(crate) fn not_encoded(count: usize, encoding: &str) -> String {
    match count {
        1 => format!("1 place is not {encoding} text and was replaced by \u{fffd}."),
        _ => format!(
            "{count} places, the first of them here, are not {encoding} text and were replaced by \u{fffd}."
        ),
    }
}

pub(crate) fn more_notes(more: usize) -> String {
    match more {
        1 => "1 more note is left out.".to_owned(),
        _ => format!("{more} more notes are left out."),
    }
}

pub(crate) const ONLY_DESCRIBED: &str = "A certificate is only described here. Paste the certificate itself, from its BEGIN line to its END line.";
pub(crate) const NO_CERTIFICATE: &str =
    "No certificate stands here: the connection may have failed before one was sent.";
pub(crate) const PORTS: &str = "* or ports and ranges from 0 to 65535";
pub(crate) fn deleted(name: &str) -> String {
    format!("The deployment deletes {name}: it is not taken into account.")
}

pub(crate) fn changed(key: &str, before: &str, after: &str) -> String {
    format!("The deployment changes `{key}` from {before} to {after}: the later one counts.")
}

pub(crate) fn dynamic_block(label: impl Display) -> String {
    format!("`{label}` is a dynamic block: its value is not known here.")
}

pub(crate) fn expression(key: &str, expression: &str) -> String {
    format!("`{key}` is an expression (`{expression}`): its value is not known here.")
}

pub(crate) fn by_default(key: &str, expression: &str) -> String {
    format!(
        "`{key}` is `{expression}`, whose default is used here: what it is deployed with may be another value."
    )
}
