//! What the browser keeps, and a new version.

pub(crate) const KEEP: &str = "Keep the case on this device";
pub(crate) const FORGET: &str = "Forget everything";
pub(crate) const NEW_VERSION: &str = "New version";
pub(crate) const LOAD: &str = "Load the new version";
