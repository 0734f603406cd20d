//! The report for a terminal.

use std::fmt::Display;

pub(crate) fn failing_pool(
    pool: impl Display,
    clients_see: impl Display,
    topic: impl Display,
) -> String {
    format!("{pool}: {clients_see} (appgw-doctor fault {topic})")
}

pub(crate) fn resource_group(group: impl Display) -> String {
    format!(", resource group {group}")
}

pub(crate) fn subscription(subscription: impl Display) -> String {
    format!(", subscription {subscription}")
}

pub(crate) fn more_rows(more: impl Display) -> String {
    format!("and {more} more (all of them: --format json)")
}

pub(crate) fn older_rows(rows: usize) -> String {
    match rows {
        1 => "1 older row of the same server is left out.".to_owned(),
        _ => format!("{rows} older rows of the same servers are left out."),
    }
}

pub(crate) fn how_to_do(id: impl Display) -> String {
    format!("How to do each step: appgw-doctor fault {id}")
}

pub(crate) fn undo(undo: impl Display) -> String {
    format!("To undo it: {undo}")
}

pub(crate) fn all_of_it(id: impl Display) -> String {
    format!("All of it: appgw-doctor fault {id}")
}

pub(crate) fn what_probe_does(setting: impl Display) -> String {
    format!("What the probe does: {setting}")
}

pub(crate) fn all_probes(more: impl Display) -> String {
    format!("{more} more (all of them: --format json)")
}

pub(crate) fn check(
    check: impl Display,
    subject: impl Display,
    because: impl Display,
    basis: impl Display,
) -> String {
    format!("{check} on {subject}: {because} [{basis}]")
}

pub(crate) const HOW_TO_MEND: &str =
    "What a check looks at, and what mends it: appgw-doctor check ID";
pub(crate) const NOTE: &str = "  Note: ";
pub(crate) const TO_DO: &str = "  To do: ";

pub(crate) const SERVERS: &str = "Servers";
