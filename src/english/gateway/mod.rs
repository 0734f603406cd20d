//! Words for what a gateway is made of.

pub(crate) mod effective_probe;
pub(crate) mod field;
pub(crate) mod routing;
pub(crate) mod server_name;
