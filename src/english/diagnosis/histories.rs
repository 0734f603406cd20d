//! Metrics as a reason.

use std::fmt::Display;

pub(crate) fn metrics_of(label: impl Display, story: impl Display) -> String {
    format!("Metrics of {label}: {story}")
}
