//! Where a probe has its values from.

use std::fmt::Display;

pub(crate) const TYPED: &str = "as typed in";
pub(crate) const PROBES_HOST: &str = "the custom probe's `host`";
pub(crate) const SETTINGS_HOST: &str = "the backend setting's `hostName`";
pub(crate) const POOL_ENTRY: &str =
    "the pool's entry, which the backend setting picks as host name";
pub(crate) const BY_DEFAULT: &str = "what a default probe sends where the setting has no host";
pub(crate) fn every_default_probe(loopback: impl Display, host: impl Display) -> String {
    format!(
        "Other texts, and one sentence of the same one, have every default probe send `{loopback}` as host, not `{host}`."
    )
}

pub(crate) fn falls_back(address: impl Display) -> String {
    format!(
        "The text of 2023 has v2 fall back to the pool's entry, `{address}`, as server name; that of 2026 no longer lists it."
    )
}

pub(crate) const NAME_NOT_WRITTEN_DOWN: &str = "Which server name is sent with `validateSNI` off is not written down; only that no name is compared.";
