//! What a piece is, where nothing judges it, and what its values are.

pub(crate) fn not_judged(what: &str) -> String {
    format!("Recognised as {what}; this version does not judge it.")
}

pub(crate) const HEALTH: &str = "a backend health report";
pub(crate) const ON_DEMAND: &str = "the result of a probe on demand";
pub(crate) const GATEWAY: &str = "an application gateway";
pub(crate) const PROBE: &str = "a custom probe";
pub(crate) const SETTING: &str = "a backend setting";
pub(crate) const POOL: &str = "a backend pool";
pub(crate) const CERTIFICATES: &str = "certificates";
pub(crate) const NSG: &str = "a network security group";
pub(crate) const EFFECTIVE_RULES: &str = "the effective security rules of a network interface";
pub(crate) const ROUTE_TABLE: &str = "a route table";
pub(crate) const EFFECTIVE_ROUTES: &str = "the effective routes of a network interface";
pub(crate) const DNS_SERVERS: &str = "a virtual network's DNS servers";
pub(crate) const SUBNET: &str = "a subnet";
pub(crate) const METRICS: &str = "a metric over time";
pub(crate) const ACCESS_LOG: &str = "rows of the access log";
pub(crate) const RESPONSE: &str = "an answer to a client";
pub(crate) const PARAMETERS: &str = "parameters of a template";
pub(crate) const MESSAGE: &str = "a probe's message";
pub(crate) const NOTHING: &str = "nothing known";

pub(crate) const REQUEST: &str =
    "This is the request for a probe on demand, not its result: it holds no health.";
pub(crate) const OF_LISTENER: &str = "This is a certificate that a listener shows to clients. It has nothing to do with the servers behind the gateway.";

pub(crate) fn not_repeated(copy: &str, count: &str) -> String {
    format!(
        "What `copy` {copy} repeats is not here: its count (`{count}`) is not known, or too many."
    )
}

pub(crate) fn not_allowed(key: &str, value: &str, expected: &str) -> String {
    format!("`{key}` is `{value}`, which Azure does not take: expected is {expected}.")
}
