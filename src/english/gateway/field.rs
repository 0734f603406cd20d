//! What settings and probes have, and what each takes.

use std::fmt::Display;

pub(crate) const PROTOCOL: &str = "Protocol";
pub(crate) const PORT: &str = "Port";
pub(crate) const HOST_OVERRIDE: &str = "Host name override";
pub(crate) const PICK_FROM_TARGET: &str = "Pick host name from backend target";
pub(crate) const REQUEST_TIMEOUT: &str = "Request timeout (s)";
pub(crate) const DRAINING: &str = "Connection draining";
pub(crate) const DRAIN_TIMEOUT: &str = "Drain timeout (s)";
pub(crate) const CHAIN_AND_EXPIRY: &str = "Validate chain and expiry";
pub(crate) const CERTIFICATE_NAME: &str = "Validate the certificate\u{2019}s name";
pub(crate) const CLIENT_IP: &str = "Client IP preservation (layer 4)";
pub(crate) const HOST: &str = "Host";
pub(crate) const PICK_FROM_SETTING: &str = "Pick host name from backend setting";
pub(crate) const PATH: &str = "Path";
pub(crate) const UNHEALTHY_THRESHOLD: &str = "Unhealthy threshold";
pub(crate) const STATUS_CODES: &str = "Accepted status codes";
pub(crate) const BODY: &str = "Text that the body must hold";
pub(crate) const MIN_SERVERS: &str = "Minimum healthy servers";
pub(crate) const PROXY_HEADER: &str = "Proxy protocol header (layer 4)";
pub(crate) const OF_SETTING: &str = "the setting's";
pub(crate) const PROTOCOLS: &str = "Http, Https, Tcp or Tls";
pub(crate) const TRUE_OR_FALSE: &str = "true or false";
pub(crate) fn whole_number(low: impl Display, high: impl Display) -> String {
    format!("a whole number from {low} to {high}")
}

pub(crate) const CODES: &str = "codes or ranges such as 200-399, with commas between";
