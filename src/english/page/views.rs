//! Titles of views, and the view of an address that leads nowhere.

pub(crate) const CODES: &str = "OpenSSL verification codes";
pub(crate) const SHARE: &str = "Share";
pub(crate) const NOT_FOUND: &str = "Not found";
pub(crate) const EXAMPLES: &str = "What it knows, with an example of each";
pub(crate) const NO_SUCH_PAGE: &str = "There is no such page";
pub(crate) const UNKNOWN_ADDRESS: &str =
    "The address names something that this version does not know: ";
pub(crate) const STILL_HERE: &str = "What you pasted is still here. ";
pub(crate) const GO_TO_START: &str = "Go to the start";
pub(crate) const OR: &str = " or ";
pub(crate) const SEE_FAULTS: &str = "see all faults";

pub(crate) fn source(number: usize, line: u32) -> String {
    format!("Source {number}, line {line}")
}
