//! The playbooks, a file a topic; [`common`] holds the steps that several of them share, `tls` those
//! on certificates and TLS.

use super::Topic;
use super::step::Entry;

/// A PowerShell template that begins with the gateway as `$gw`.
macro_rules! with_gateway {
    ($($line:literal)*) => {
        concat!(
            "$gw = Get-AzApplicationGateway -Name <gateway> -ResourceGroupName <resource-group>",
            $("\n", $line),*
        )
    };
}

pub mod common;

mod authentication_certificate_mismatch;
mod body_mismatch;
mod certificate_expired;
mod certificate_name_mismatch;
mod dns_resolution;
mod health_unknown;
mod intermediate_missing;
mod intermediate_not_public_ca;
mod leaf_missing;
mod leaf_not_topmost;
mod no_message;
mod no_permission;
mod pools;
mod probe_timeout;
mod proxy_protocol;
mod root_mismatch;
mod root_mismatch_no_root;
mod server_not_public_ca;
mod status_mismatch;
mod tcp_connect;
mod tls;
mod tls_handshake;
mod unrecognised;
mod verification_failed;

/// What clients see while some servers fail their probes: the backend health article, and the one
/// on response codes, which alone says 503.
const CLIENTS_SEE: &str = "Servers that fail get no requests; the others of the pool serve them all. Where no server of a pool is healthy, clients get 502 Bad Gateway (one document says 503).";

/// Every entry, in the order of [`Topic::all`].
pub static ENTRIES: &[&Entry] = &[
    &probe_timeout::ENTRY,
    &dns_resolution::ENTRY,
    &tcp_connect::ENTRY,
    &status_mismatch::ENTRY,
    &body_mismatch::ENTRY,
    &certificate_name_mismatch::ENTRY,
    &certificate_expired::ENTRY,
    &intermediate_missing::ENTRY,
    &leaf_missing::ENTRY,
    &leaf_not_topmost::ENTRY,
    &server_not_public_ca::ENTRY,
    &intermediate_not_public_ca::ENTRY,
    &root_mismatch_no_root::ENTRY,
    &root_mismatch::ENTRY,
    &verification_failed::ENTRY,
    &health_unknown::ENTRY,
    &proxy_protocol::ENTRY,
    &authentication_certificate_mismatch::ENTRY,
    &tls_handshake::ENTRY,
    &no_permission::ENTRY,
    &no_message::ENTRY,
    &unrecognised::ENTRY,
    &pools::DEGRADED,
    &pools::UNHEALTHY,
];

/// The entry of a topic.
pub fn entry(topic: Topic) -> Option<&'static Entry> {
    ENTRIES.iter().copied().find(|entry| entry.topic == topic)
}
