//! A fault's page: its facts and its steps.

use std::fmt::Display;

pub(crate) const NO_ADDRESS: &str = "(no address)";
pub(crate) const SHOWS_AT: &str = "Shows at: ";
pub(crate) const DOCUMENTED_AS: &str = "Documented as \u{201c}";
pub(crate) const FACTS: &str = "Facts";
pub(crate) const MEANING: &str = "What it means";
pub(crate) const CLIENTS_SEE: &str = "What clients see: ";
pub(crate) const TWINS: &str = "What else produces this same message";
pub(crate) const CAUSES: &str = "Causes, the likeliest first";
pub(crate) const READ_ON: &str = "Read on";
pub(crate) const PICTURE: &str = "Picture";
pub(crate) fn received(received: impl Display) -> String {
    format!("received {received}")
}

pub(crate) fn expected(expected: impl Display) -> String {
    format!("expected {expected}")
}

pub(crate) fn expected_text(body: impl Display) -> String {
    format!("expected text \u{201c}{body}\u{201d}")
}

pub(crate) fn openssl_code(code: impl Display) -> String {
    format!("OpenSSL code {code}")
}

pub(crate) const PLACES: &str = "Where this shows in your paste";
pub(crate) const UNNAMED_POOL: &str = "(unnamed pool)";
pub(crate) fn pool_with(name: impl Display, setting: impl Display) -> String {
    format!("{name} with {setting}")
}

pub(crate) const NOT_SHOWN: &str = "Your paste does not show this. ";
pub(crate) const PASTE_YOUR_OWN: &str = "Paste your own report";
pub(crate) const TO_HAVE_IT_ANSWERED: &str =
    " to have the steps answered and the commands filled in with your names";
pub(crate) const OR: &str = ", or ";
pub(crate) const SEE_EXAMPLE: &str = "see it on an example";
pub(crate) const CODE_MEANS: &str = "What the code means: ";
pub(crate) const TO_CODES: &str = "What each code of OpenSSL means";
pub(crate) const WHERE_FIX_BELONGS: &str = "Where the fix belongs";
pub(crate) const THIS_GATEWAY: &str = "This gateway";
pub(crate) const WHY: &str = "Why we think so";
pub(crate) const KNOWN_HOW: &str = "How it is known: ";

pub(crate) const MESSAGE: &str = "The message";
pub(crate) const POOL: &str = "Pool";
pub(crate) const ITS_PROBE: &str = "Its probe";
pub(crate) const REALLY_SENDS: &str = "What it really sends";
pub(crate) const IN_PORTAL: &str = "In the portal";
pub(crate) const RECEIVED: &str = "Received";
pub(crate) const EXPECTED: &str = "Expected";
pub(crate) const EXPECTED_TEXT: &str = "Expected text";
pub(crate) const DETAILS: &str = "Details";
pub(crate) fn and_more(more: impl Display) -> String {
    format!("and {more} more: ")
}

pub(crate) const SEE_TABLE: &str = "see the table";
pub(crate) const FILL_IN_FOR: &str = "Fill in the commands for";

pub(crate) fn answered(answered: impl Display, steps: impl Display) -> String {
    format!("{answered} of {steps} answered")
}

pub(crate) fn start_at(number: impl Display) -> String {
    format!("Start at step {number}")
}

pub(crate) const ONLY_NEXT: &str = "Only the next one";
pub(crate) const OPEN_ALL: &str = "Open all";
pub(crate) const START_HERE: &str = "Start here.";
pub(crate) const TO_PROBE: &str = "What the probe really sends, and how to repeat it by hand";
pub(crate) const PORTAL: &str = "Portal: ";
pub(crate) const SOURCE: &str = "Source \u{b7} ";
pub(crate) fn finding_for(title: impl Display) -> String {
    format!("Your finding for: {title}")
}

pub(crate) const FINDING: &str = "Your finding";
pub(crate) const FOUND_DONE: &str = "Done, or in order";
pub(crate) const FOUND_CAUSE: &str = "This is the cause";
pub(crate) const TO_NEXT: &str = "\u{2192} next step";
pub(crate) const TO_STEP: &str = "\u{2192} to that step";
pub(crate) const TO_VERIFY: &str = "\u{2192} then verify";
pub(crate) const TO_OTHERS: &str = "\u{2192} the application\u{2019}s own people, or Azure support";
pub(crate) const OPENSSL_CODE: &str = "OpenSSL code";
