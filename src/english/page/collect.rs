//! How to get a report.

pub(crate) const TITLE: &str = "How to get a report";
pub(crate) const IN_PORTAL: &str = "Or in the portal: ";
pub(crate) const PORTAL_HINT: &str = ". Copy the rows, or one message. PowerShell prints no messages: prefer Azure CLI or the portal.";
pub(crate) const EVERYTHING: &str = "Everything at once: a script that only reads";
pub(crate) const EVERYTHING_HINT: &str = "It gathers the gateway, its health, the rules and routes of its subnet, DNS and three days of metrics into one file, and goes on where you may not read something. Paste that file here whole.";
pub(crate) const SCRIPT: &str = "Script";
pub(crate) const COPY_SCRIPT: &str = "Copy the script";
pub(crate) const OF_SCRIPT: &str = "that gathers everything";
pub(crate) const DOWNLOAD_SCRIPT: &str = "Download the script";
pub(crate) const COPY_LETTER: &str = "Copy a text to send along";
pub(crate) const OF_LETTER: &str = "for whoever runs it";
pub(crate) const THE_SCRIPT: &str = "The script";
