//! Where a server name comes from.

use std::fmt::Display;

pub(crate) const TYPED: &str = "as typed in";
pub(crate) const SNI_NAME: &str = "`sniName` of the backend setting";
pub(crate) fn host_of_probe(name: impl Display) -> String {
    format!("the host of custom probe `{name}`")
}

pub(crate) const HOST_OF_SETTING: &str = "the host name of the backend setting";
pub(crate) const POOL_ENTRY: &str =
    "the pool's entry, which the backend setting picks as host name";
pub(crate) const POOL_ENTRY_ON_V1: &str = "the pool's entry, which v1 compares";
