//! What stands at a command.

pub(crate) const POSIX: &str = "Shell";
pub(crate) const WINDOWS_PROMPT: &str = "Command prompt";
pub(crate) const READS: &str = "only reads";
pub(crate) const REPLACES_LIST: &str = "replaces a whole list";
pub(crate) const REPLACES_OBJECT: &str = "replaces a whole object";
pub(crate) const OUTAGE: &str = "causes an outage";
