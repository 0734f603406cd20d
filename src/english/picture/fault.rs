//! What a hop asks and gets.

use std::fmt::Display;

pub(crate) const BAD_GATEWAY: &str = "502 Bad Gateway";
pub(crate) const SERVED_BY_OTHERS: &str = "Served by the other servers";
pub(crate) const SERVED: &str = "Served";
pub(crate) const NOT_TOLD: &str = "Not told by the report";
pub(crate) const BAD_GATEWAY_LATER: &str = "502 once no server is left";
pub(crate) fn setting(setting: impl Display) -> String {
    format!("Setting {setting}")
}

pub(crate) const GATEWAY: &str = "Application gateway";
pub(crate) const SERVER: &str = "Backend server";
pub(crate) fn pool(pool: impl Display) -> String {
    format!("Pool {pool}")
}

pub(crate) const MANAGEMENT: &str = "Azure management";
pub(crate) const ASKS: &str = "asks for the report";
pub(crate) const NO_ANSWER: &str =
    "No answer from the instances; or the server\u{2019}s name was not resolved.";
pub(crate) const ACCOUNT: &str = "Your account";
pub(crate) const MAY_NOT_READ: &str = "It may not read backend health.";
pub(crate) const MAY_BE_THE_REASON: &str = "may be the reason";
pub(crate) const HAS_ADDRESS: &str = "the pool has its address";
pub(crate) const NO_TLS: &str = "the setting has no TLS";
pub(crate) const IF_HTTPS: &str = "if on HTTPS";
pub(crate) const IF_NAME: &str = "if there is a name";
pub(crate) fn port(port: impl Display) -> String {
    format!("Port {port}")
}

pub(crate) const SENDS_HEADER: &str = "Sends the header";
pub(crate) fn name(host: impl Display) -> String {
    format!("Name {host}")
}

pub(crate) fn probe(text: impl Display) -> String {
    format!("Probe {text}")
}

pub(crate) fn waits(seconds: impl Display) -> String {
    format!("waits {seconds} s")
}

pub(crate) const WAITS: &str = "waits for its timeout";
pub(crate) const TOO_LATE: &str = "Answers too late, or never";
pub(crate) const NO_ADDRESS: &str = "no address for it";
pub(crate) const POOL_HOST: &str = "The pool\u{2019}s host name";
pub(crate) const NO_CONNECTION: &str = "no connection";
pub(crate) const SILENT: &str = "Silent, refused, or cut off on the way";
pub(crate) fn accepts(statuses: impl Display) -> String {
    format!("accepts {statuses}")
}

pub(crate) fn answers(received: impl Display) -> String {
    format!("Answers {received}")
}

pub(crate) const OTHER_STATUS: &str = "Answers another status";
pub(crate) fn looks_for(text: impl Display) -> String {
    format!("looks for {text}")
}

pub(crate) const LOOKS_FOR: &str = "looks for a text";
pub(crate) const WITHOUT_TEXT: &str = "Answers without that text";
pub(crate) const DOES_NOT_TAKE_IT: &str = "Does not take it";
pub(crate) const NO_AGREEMENT: &str = "no agreement";
pub(crate) const ENDS_HANDSHAKE: &str = "Ends the handshake, or has no matching version or cipher";
pub(crate) const OTHER_NAME: &str = "Certificate for another name";
pub(crate) const ENTRY_NAME: &str = "The pool entry\u{2019}s name";
pub(crate) const HOST: &str = "The probe\u{2019}s or the setting\u{2019}s host";
pub(crate) const OUTSIDE_DATES: &str = "Certificate outside its dates";
pub(crate) fn refused(code: impl Display) -> String {
    format!("Chain refused, OpenSSL code {code}")
}

pub(crate) const REFUSED: &str = "Chain refused";
pub(crate) const INCOMPLETE: &str = "Incomplete chain";
pub(crate) const OUT_OF_ORDER: &str = "Chain out of order";
pub(crate) const PRIVATE_CA: &str = "Chain of a CA that is not trusted";
pub(crate) const NOT_LISTED: &str = "Certificate that is not on the list";
