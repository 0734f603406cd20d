//! The playbooks, a file a topic; [`common`] holds the steps that several of them share, `tls` those
//! on certificates and TLS.

use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::step::Entry;

pub mod common;

mod authentication_certificate_mismatch;
mod body_mismatch;
mod certificate_expired;
mod certificate_name_mismatch;
mod dns_resolution;
mod health_unknown;
mod healthy_but_failing;
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

/// The entry of a topic: each has one.
pub fn entry(topic: Topic) -> &'static Entry {
    match topic {
        Topic::Fault(fault) => of_fault(fault),
        Topic::Degraded => &pools::DEGRADED,
        Topic::UnhealthyPool => &pools::UNHEALTHY,
        Topic::HealthyButFailing => &healthy_but_failing::ENTRY,
    }
}

/// Every entry, in the order of [`Topic::all`].
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    Topic::all().map(entry)
}

fn of_fault(fault: Fault) -> &'static Entry {
    match fault {
        Fault::ProbeTimeout => &probe_timeout::ENTRY,
        Fault::DnsResolution => &dns_resolution::ENTRY,
        Fault::TcpConnect => &tcp_connect::ENTRY,
        Fault::StatusMismatch => &status_mismatch::ENTRY,
        Fault::BodyMismatch => &body_mismatch::ENTRY,
        Fault::CertificateNameMismatch => &certificate_name_mismatch::ENTRY,
        Fault::CertificateExpired => &certificate_expired::ENTRY,
        Fault::IntermediateMissing => &intermediate_missing::ENTRY,
        Fault::LeafMissing => &leaf_missing::ENTRY,
        Fault::LeafNotTopmost => &leaf_not_topmost::ENTRY,
        Fault::ServerNotPublicCa => &server_not_public_ca::ENTRY,
        Fault::IntermediateNotPublicCa => &intermediate_not_public_ca::ENTRY,
        Fault::RootMismatchNoRoot => &root_mismatch_no_root::ENTRY,
        Fault::RootMismatch => &root_mismatch::ENTRY,
        Fault::VerificationFailed => &verification_failed::ENTRY,
        Fault::HealthUnknown => &health_unknown::ENTRY,
        Fault::ProxyProtocol => &proxy_protocol::ENTRY,
        Fault::AuthenticationCertificateMismatch => &authentication_certificate_mismatch::ENTRY,
        Fault::TlsHandshake => &tls_handshake::ENTRY,
        Fault::NoPermission => &no_permission::ENTRY,
        Fault::NoMessage => &no_message::ENTRY,
        Fault::Unrecognised => &unrecognised::ENTRY,
    }
}
