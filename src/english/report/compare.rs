//! Two reports compared.

use std::fmt::Display;

use crate::words::{SERVER, counted};

pub(crate) const WORSE: &str = "Worse";
pub(crate) const CHANGED: &str = "Another fault";
pub(crate) const STILL_FAILS: &str = "Fails as before";
pub(crate) const NEW: &str = "New";
pub(crate) const GONE: &str = "Not in the second report";
pub(crate) const FIXED: &str = "Fixed";
pub(crate) const STILL_HEALTHY: &str = "Healthy as before";
pub(crate) const NO_SERVERS: &str = "Neither report names a server: only faults are compared.";
/// How many servers did that, in a list of such.
pub(crate) fn counted_as(count: usize, change: &str) -> String {
    format!("{count} {change}")
}

pub(crate) const IS_WORSE: &str = "worse";
pub(crate) const IS_NEW: &str = "new";
pub(crate) const IS_FIXED: &str = "fixed";
pub(crate) const WITH_ANOTHER_FAULT: &str = "with another fault";
pub(crate) const FAILING_AS_BEFORE: &str = "failing as before";
pub(crate) const NOT_IN_SECOND: &str = "not in the second report";
pub(crate) const HEALTHY_AS_BEFORE: &str = "healthy as before";
pub(crate) fn servers(counts: impl Display) -> String {
    format!("Servers: {counts}.")
}

pub(crate) fn of_servers(count: usize) -> String {
    format!(" ({})", counted(count, &SERVER))
}

pub(crate) fn fault_is_new(title: impl Display, servers: impl Display, id: impl Display) -> String {
    format!("New: {title}{servers} [{id}]")
}

pub(crate) fn fault_is_gone(
    title: impl Display,
    servers: impl Display,
    id: impl Display,
) -> String {
    format!("Gone: {title}{servers} [{id}]")
}

pub(crate) fn fault_as_before(
    title: impl Display,
    servers: impl Display,
    id: impl Display,
) -> String {
    format!("As before: {title}{servers} [{id}]")
}

pub(crate) fn fault_before_and_after(
    title: impl Display,
    before: usize,
    after: impl Display,
    id: impl Display,
) -> String {
    let before = counted(before, &SERVER);
    format!("{title}: {before} before, {after} after [{id}]")
}

pub(crate) fn check_before_and_after(
    check: impl Display,
    subject: impl Display,
    before: impl Display,
    after: impl Display,
) -> String {
    format!("{check} of {subject}: {before} before, {after} after")
}

pub(crate) const FAULTS: &str = "Faults";
pub(crate) const CHECKS: &str = "Checks";
pub(crate) const TITLE: &str = "Before and after";
pub(crate) const TABLE: &str = "\n| Change | Server | Before | After |\n|---|---|---|---|\n";
