//! What several views say.

use std::fmt::Display;

pub(crate) const SHARE: &str = "Share";
pub(crate) const BREADCRUMB: &str = "Breadcrumb";
pub(crate) const RESULTS: &str = "Results";
pub(crate) fn and_more(more: impl Display) -> String {
    format!("and {more} more")
}

pub(crate) const WHAT_TO_DO: &str = "What to do";
pub(crate) const OPEN: &str = "Open";

pub(crate) const GO_TO_START: &str = "Go to the start";
pub(crate) const DISAGREEMENTS: &str = "Where documents disagree";

pub(crate) const ALL_FAULTS: &str = "All faults";

pub(crate) const WHEN_IT_BEGAN: &str = "When it began";

pub(crate) const YES: &str = "Yes";
pub(crate) const AS_READ: &str = "As read";

pub(crate) const GATEWAY_WOULD_SAY: &str = "The gateway would say: ";

pub(crate) const OPENSSL_CODES: &str = "OpenSSL verification codes";

pub(crate) const COPY_PEM: &str = "Copy PEM";

pub(crate) const BACK_TO_RESULTS: &str = "Back to what it shows";
pub(crate) const SOURCES: &str = "Sources";
pub(crate) const ALL_CHECKS: &str = "All checks";
pub(crate) const NO_ENCRYPTION: &str = "The browser encrypts only on pages that came over https, from this machine, or from a file: this one did not.";
