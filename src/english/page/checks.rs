//! The checks, in the results and each on its page.

pub(crate) const TITLE: &str = "Checks";
pub(crate) const IN_ORDER: &str = "in order";
pub(crate) const NOT_APPLICABLE: &str = "not applicable";
pub(crate) const CHECK: &str = "Check ";
pub(crate) const OF_YOUR_PASTE: &str = "What it says of your paste";
pub(crate) const NO_BEARING: &str = "Nothing in your paste bears on it. ";
pub(crate) const LOOKS_AT: &str = "What is checked";
pub(crate) const WHY: &str = "Why it matters";
pub(crate) const MEND: &str = "How to mend it";
pub(crate) const LEAD: &str = "What is looked at wherever something pasted bears on it. Each page says why, and how to mend it.";
