//! What stands around every view, and the start.

pub(crate) const THEME_SYSTEM: &str = "System";
pub(crate) const THEME_LIGHT: &str = "Light";
pub(crate) const THEME_DARK: &str = "Dark";
pub(crate) const SKIP: &str = "Skip to the content";
pub(crate) const RESULTS: &str = "Results";
pub(crate) const START: &str = "Start";
pub(crate) const FAULTS: &str = "All faults";
pub(crate) const CHECKS: &str = "All checks";
pub(crate) const THEME: &str = "Theme";
pub(crate) const PROMISE: &str = "No account, no tracking, no request once the page has loaded.";
pub(crate) const TAKE_ALONG: &str = "Take it with you";
pub(crate) const DOWNLOAD: &str = "Download the whole page as one file";
pub(crate) const QUESTION: &str = "What does your gateway report?";
pub(crate) const LEAD: &str =
    "Which backend servers of an Azure Application Gateway fail, why, and what to do.";
pub(crate) const PRIVACY: &str = "Nothing you paste leaves this browser.";
pub(crate) const SINGLE_FILE: &str =
    ". Open it in any browser: it needs no server, and its policy allows it no request at all.";
pub(crate) const CHECKSUM: &str = "Its SHA-256, to compare before you pass it on: ";
pub(crate) const NOT_MICROSOFT: &str = ". Not affiliated with Microsoft.";
pub(crate) const MAIN: &str = "Main";
