//! What checks found, a file for each thing that is checked. Their pages are in `check/`.

pub(crate) mod chains;
pub(crate) mod common;
pub(crate) mod dns;
pub(crate) mod gateway;
pub(crate) mod network;
pub(crate) mod nsg;
pub(crate) mod pools;
pub(crate) mod probe;
pub(crate) mod refused;
pub(crate) mod route;
pub(crate) mod routing;
pub(crate) mod setting;
