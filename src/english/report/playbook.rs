//! A playbook as text.

use std::fmt::Display;

pub(crate) fn documented_as(heading: impl Display) -> String {
    format!("Documented as \"{heading}\".")
}

pub(crate) fn clients_see(clients_see: impl Display) -> String {
    format!("What clients see: {clients_see}")
}

pub(crate) const CAUSES: &str = "Causes, the likeliest first";
pub(crate) const TWINS: &str = "What else produces the same";
pub(crate) const DISAGREEMENTS: &str = "Where documents disagree";
pub(crate) const STEPS: &str = "Steps";
pub(crate) const READ_ON: &str = "Read on";
pub(crate) const SOURCES: &str = "Sources";
pub(crate) fn dated(date: impl Display) -> String {
    format!(", dated {date}")
}

pub(crate) fn read(date: impl Display) -> String {
    format!(", read {date}")
}

pub(crate) const STAGE_REPORT: &str = "The report says nothing of how far the probe gets.";
pub(crate) const STAGE_DNS: &str = "The probe stops at resolving the server's name.";
pub(crate) const STAGE_TCP: &str = "The probe stops at connecting to the port.";
pub(crate) const STAGE_TLS: &str = "The probe stops at the TLS handshake.";
pub(crate) const STAGE_HTTP: &str = "The probe stops at the HTTP answer.";
pub(crate) const NEXT_STEP: &str = "next step";
pub(crate) fn step(number: impl Display) -> String {
    format!("step {number}")
}

pub(crate) const VERIFY: &str = "verify it";
pub(crate) const ELSEWHERE: &str = "take it to the application's people or to support";
