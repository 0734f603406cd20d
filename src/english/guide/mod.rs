//! What the guide says besides the playbooks.

pub(crate) mod collect;
pub(crate) mod command;
pub(crate) mod effective_probe;
pub(crate) mod portal;
pub(crate) mod probe;
pub(crate) mod situation;
pub(crate) mod surer;
