//! What an effective probe is called.

use std::fmt::Display;

pub(crate) fn pool_with_setting(pool: impl Display, setting: impl Display) -> String {
    format!("pool {pool} with setting {setting}")
}

pub(crate) fn setting(setting: impl Display) -> String {
    format!("setting {setting}")
}

pub(crate) fn pool(pool: impl Display) -> String {
    format!("pool {pool}")
}

pub(crate) fn probe(probe: impl Display) -> String {
    format!("probe {probe}")
}

pub(crate) const THE_SETTING: &str = "the backend setting";
