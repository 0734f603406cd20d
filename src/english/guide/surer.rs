//! What would make the verdict surer.

pub(crate) const TITLE: &str = "What would make it surer";
