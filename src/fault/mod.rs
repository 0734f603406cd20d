//! Every fault by its id, and the messages that stand for it.

mod attempt;
mod fold;
mod parameters;
mod recognise;
mod wording;
mod words;

pub(crate) use attempt::wordings as printed_wordings;
pub use attempt::{Attempt, attempt, refusal};
pub use recognise::{Recognition, classify, reads_like_message, recognise};
pub(crate) use recognise::{is_slug, said, wordings};
pub(crate) use words::is_own_word;

use std::fmt;

/// How something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A document of Microsoft's, or a standard, says so.
    Documented,
    /// Seen in real output.
    Observed,
    /// Our reading.
    Inferred,
}

impl Basis {
    /// The public name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }
}

/// What a message of the gateway stands for. The ids are public: links, reports and scripts hold
/// them, so none is ever renamed or used for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The server did not answer the probe in time.
    ProbeTimeout,
    /// The server's name was not resolved.
    DnsResolution,
    /// No TCP connection to the probe's port.
    TcpConnect,
    /// The answer's status code is not among the accepted ones.
    StatusMismatch,
    /// The answer's body lacks the expected text.
    BodyMismatch,
    /// The certificate is for another name.
    CertificateNameMismatch,
    /// A certificate is outside its dates.
    CertificateExpired,
    /// The chain lacks the leaf's issuer.
    IntermediateMissing,
    /// The chain has no server certificate.
    LeafMissing,
    /// The server certificate does not come first.
    LeafNotTopmost,
    /// The presented root is not a public one, and none was uploaded.
    ServerNotPublicCa,
    /// The intermediate leads to no public root, and none was uploaded.
    IntermediateNotPublicCa,
    /// No uploaded root signed the intermediate; the server sends no root.
    RootMismatchNoRoot,
    /// No uploaded root is the root that the server sends.
    RootMismatch,
    /// OpenSSL refused the certificate, with a code.
    VerificationFailed,
    /// The report itself could not be had.
    HealthUnknown,
    /// The server does not take the Proxy protocol header (layer 4).
    ProxyProtocol,
    /// v1: the server certificate is not among the allow-listed ones.
    AuthenticationCertificateMismatch,
    /// v1: the TLS handshake failed.
    TlsHandshake,
    /// The user may not read backend health.
    NoPermission,
    /// Unhealthy, and the paste holds no message.
    NoMessage,
    /// A message that no rule knows.
    Unrecognised,
}

impl Fault {
    /// Every fault, in the order of the documents.
    pub const ALL: [Self; 22] = [
        Self::ProbeTimeout,
        Self::DnsResolution,
        Self::TcpConnect,
        Self::StatusMismatch,
        Self::BodyMismatch,
        Self::CertificateNameMismatch,
        Self::CertificateExpired,
        Self::IntermediateMissing,
        Self::LeafMissing,
        Self::LeafNotTopmost,
        Self::ServerNotPublicCa,
        Self::IntermediateNotPublicCa,
        Self::RootMismatchNoRoot,
        Self::RootMismatch,
        Self::VerificationFailed,
        Self::HealthUnknown,
        Self::ProxyProtocol,
        Self::AuthenticationCertificateMismatch,
        Self::TlsHandshake,
        Self::NoPermission,
        Self::NoMessage,
        Self::Unrecognised,
    ];

    /// The public id.
    pub fn id(self) -> &'static str {
        match self {
            Self::ProbeTimeout => "probe-timeout",
            Self::DnsResolution => "dns-resolution",
            Self::TcpConnect => "tcp-connect",
            Self::StatusMismatch => "status-mismatch",
            Self::BodyMismatch => "body-mismatch",
            Self::CertificateNameMismatch => "certificate-name-mismatch",
            Self::CertificateExpired => "certificate-expired",
            Self::IntermediateMissing => "intermediate-missing",
            Self::LeafMissing => "leaf-missing",
            Self::LeafNotTopmost => "leaf-not-topmost",
            Self::ServerNotPublicCa => "server-not-public-ca",
            Self::IntermediateNotPublicCa => "intermediate-not-public-ca",
            Self::RootMismatchNoRoot => "root-mismatch-no-root",
            Self::RootMismatch => "root-mismatch",
            Self::VerificationFailed => "verification-failed",
            Self::HealthUnknown => "health-unknown",
            Self::ProxyProtocol => "proxy-protocol",
            Self::AuthenticationCertificateMismatch => "authentication-certificate-mismatch",
            Self::TlsHandshake => "tls-handshake",
            Self::NoPermission => "no-permission",
            Self::NoMessage => "no-message",
            Self::Unrecognised => "unrecognised",
        }
    }

    /// The fault with that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.id() == id)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What a message says besides which fault it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Details {
    /// The status code received, as the message has it.
    pub received: Option<String>,
    /// The status codes expected, as the message has them.
    pub expected: Option<String>,
    /// The text that the body should have held.
    pub expected_body: Option<String>,
    /// OpenSSL's verification code.
    pub openssl_code: Option<u32>,
}

/// What a message was recognised as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The probe succeeded; with the status code where the message has one.
    Success {
        /// The status code received.
        received: Option<String>,
    },
    /// The message stands for this fault.
    Fault(Fault, Details),
    /// No probe's message: the portal or a log says that a request found no healthy server.
    NoHealthyServer {
        /// The pool's name, where the message has it.
        pool: Option<String>,
    },
    /// No probe's message: the portal says that a server was too slow for a request.
    RequestTimedOut,
}

#[cfg(test)]
mod tests;
