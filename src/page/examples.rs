//! An example for each fault, in the many shapes that people paste.

use appgw_doctor::fault::Fault;
use appgw_doctor::guide::Topic;

use super::browser;
use super::language::examples as say;
use super::state::Action;

/// An example.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    /// What it shows.
    pub(crate) topic: Topic,
    /// What it is called as a source.
    name: &'static str,
    text: &'static str,
}

impl Example {
    /// What takes it into the case.
    pub(crate) fn action(self) -> Action {
        Action::AddExample(say::example(self.name), self.text, browser::now())
    }
}

macro_rules! examples {
    ($($topic:expr => $name:literal,)*) => {
        const EXAMPLES: &[Example] = &[$(Example {
            topic: $topic,
            name: $name,
            text: include_str!(concat!("../../tests/fixtures/examples/", $name)),
        }),*];
    };
}

examples! {
    Topic::Fault(Fault::ProbeTimeout) => "probe-timeout.json",
    Topic::Fault(Fault::DnsResolution) => "dns-resolution.yaml",
    Topic::Fault(Fault::TcpConnect) => "tcp-connect.json",
    Topic::Fault(Fault::StatusMismatch) => "status-mismatch.json",
    Topic::Fault(Fault::BodyMismatch) => "body-mismatch.txt",
    Topic::Fault(Fault::CertificateNameMismatch) => "certificate-name-mismatch.txt",
    Topic::Fault(Fault::CertificateExpired) => "certificate-expired.json",
    Topic::Fault(Fault::IntermediateMissing) => "intermediate-missing.json",
    Topic::Fault(Fault::LeafMissing) => "leaf-missing.txt",
    Topic::Fault(Fault::LeafNotTopmost) => "leaf-not-topmost.txt",
    Topic::Fault(Fault::ServerNotPublicCa) => "server-not-public-ca.json",
    Topic::Fault(Fault::IntermediateNotPublicCa) => "intermediate-not-public-ca.txt",
    Topic::Fault(Fault::RootMismatchNoRoot) => "root-mismatch-no-root.json",
    Topic::Fault(Fault::RootMismatch) => "root-mismatch.json",
    Topic::Fault(Fault::VerificationFailed) => "verification-failed.json",
    Topic::Fault(Fault::HealthUnknown) => "health-unknown.yaml",
    Topic::Fault(Fault::ProxyProtocol) => "proxy-protocol.json",
    Topic::Fault(Fault::AuthenticationCertificateMismatch) => "authentication-certificate-mismatch.txt",
    Topic::Fault(Fault::TlsHandshake) => "tls-handshake.txt",
    Topic::Fault(Fault::NoPermission) => "no-permission.txt",
    Topic::Fault(Fault::NoMessage) => "no-message.txt",
    Topic::Fault(Fault::Unrecognised) => "unrecognised.json",
    Topic::Degraded => "degraded.json",
    Topic::UnhealthyPool => "unhealthy-pool.json",
    Topic::HealthyButFailing => "healthy-but-failing.json",
}

/// The example of a topic.
pub(crate) fn of(topic: Topic) -> Option<Example> {
    EXAMPLES
        .iter()
        .copied()
        .find(|example| example.topic == topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_an_example() {
        for topic in Topic::all() {
            assert!(of(topic).is_some(), "{}", topic.id());
        }
    }
}
