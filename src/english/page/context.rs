//! What is typed in about the case.

use std::fmt::Display;

pub(crate) const TITLE: &str = "Context";
pub(crate) const HOST: &str = "Host name that the probe sends";
pub(crate) const HOST_HINT: &str =
    "Empty: the probe\u{2019}s or the setting\u{2019}s, where they were read.";
pub(crate) const TRUST: &str = "Backend certificate from a well-known CA";
pub(crate) const NO_TRUST: &str = "No, roots are uploaded";
pub(crate) const CLOUD: &str = "Cloud";
pub(crate) const CLOUD_HINT: &str = "Assumed: the public cloud. Links and commands follow it.";
pub(crate) const AS_OF: &str = "Judge as of (UTC)";
pub(crate) const AS_OF_TYPED: &str = "Typed by you. Empty it for now.";
pub(crate) const AS_OF_NOW: &str = "Now, by this computer\u{2019}s clock.";
pub(crate) const THE_GATEWAY: &str = "the gateway";
pub(crate) fn read(sku: impl Display, gateway: impl Display) -> String {
    format!("Read: {sku} ({gateway}).")
}

pub(crate) const ASSUMED: &str =
    "Assumed: v2. Nothing here says, and v1 was retired in April 2026.";
pub(crate) const TYPED: &str = "Typed by you: it wins over what was read.";
