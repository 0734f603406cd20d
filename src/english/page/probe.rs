//! What the probe sends.

use std::fmt::Display;

pub(crate) fn probe_of(setting: impl Display) -> String {
    format!("Probe of {setting}")
}

pub(crate) const PROBE: &str = "Probe";
pub(crate) const TITLE: &str = "What the probe sends";
pub(crate) const SEE_ALL: &str = "See all of it";
pub(crate) fn of_setting(setting: impl Display) -> String {
    format!(" of {setting}")
}

pub(crate) const NO_SUCH_PROBE: &str = "There is no such probe here";
pub(crate) const NO_SUCH_PROBE_HINT: &str =
    "What was pasted and typed in holds no setting with that number. ";
pub(crate) fn title_of(setting: impl Display) -> String {
    format!("What the probe sends: {setting}")
}

pub(crate) const BY_HAND: &str = "Repeat it by hand";
pub(crate) const AS_SERVER_GETS_IT: &str = "As this server gets it";
