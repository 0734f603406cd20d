//! What comes out of judging a chain.

use super::roots::List;
use super::{Fix, Warning};
use crate::certificate::{Certificate, Time};
use crate::fault::{Basis, Fault};

/// Whether the gateway would accept the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It would.
    Accepted,
    /// It would not.
    Refused,
    /// It cannot be said: content was left out, an algorithm is not checked, or the name that is
    /// compared is not known.
    Unknown,
}

impl State {
    /// The public name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }
}

/// What a presented certificate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A server certificate.
    Leaf,
    /// A CA that another CA issued.
    Intermediate,
    /// A CA that issued itself.
    Root,
    /// A server certificate that issued itself.
    SelfSignedLeaf,
}

impl Role {
    /// The public name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leaf => "leaf",
            Self::Intermediate => "intermediate",
            Self::Root => "root",
            Self::SelfSignedLeaf => "self-signed-leaf",
        }
    }

    /// Whether it is a server certificate.
    #[must_use]
    pub const fn is_leaf(self) -> bool {
        matches!(self, Self::Leaf | Self::SelfSignedLeaf)
    }
}

/// What can be wrong with one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// Its last day has passed.
    Expired,
    /// Its first day is still to come.
    NotYetValid,
    /// No certificate that could be its issuer made its signature.
    BadSignature,
    /// It issued another one of the chain without being a CA.
    NotACa,
    /// More CAs stand below it than it allows.
    PathLength,
    /// Its key usage forbids what it does here.
    KeyUsage,
    /// Its extended key usage lacks server authentication.
    ExtendedKeyUsage,
    /// It breaks the name constraints of a CA above it.
    NameConstraint,
    /// Its key is too short for OpenSSL's security level 1, or spells out its curve.
    WeakKey,
    /// It is signed with MD5 or SHA-1.
    WeakSignature,
    /// It is not for the host that is compared.
    NameMismatch,
    /// It stands in the wrong place.
    OutOfOrder,
    /// It has nothing to do with the server certificate.
    Unrelated,
    /// It was presented before.
    Duplicate,
    /// It has a critical extension that OpenSSL does not know, or one that cannot be read.
    CriticalExtension,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Expired,
        Self::NotYetValid,
        Self::BadSignature,
        Self::NotACa,
        Self::PathLength,
        Self::KeyUsage,
        Self::ExtendedKeyUsage,
        Self::NameConstraint,
        Self::WeakKey,
        Self::WeakSignature,
        Self::NameMismatch,
        Self::OutOfOrder,
        Self::Unrelated,
        Self::Duplicate,
        Self::CriticalExtension,
    ];

    /// The public name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::BadSignature => "bad-signature",
            Self::NotACa => "not-a-ca",
            Self::PathLength => "path-length",
            Self::KeyUsage => "key-usage",
            Self::ExtendedKeyUsage => "extended-key-usage",
            Self::NameConstraint => "name-constraint",
            Self::WeakKey => "weak-key",
            Self::WeakSignature => "weak-signature",
            Self::NameMismatch => "name-mismatch",
            Self::OutOfOrder => "out-of-order",
            Self::Unrelated => "unrelated",
            Self::Duplicate => "duplicate",
            Self::CriticalExtension => "critical-extension",
        }
    }
}

/// One presented certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Where it was presented, from 0.
    pub position: usize,
    /// Where it belongs: 0 the server certificate, then its issuer, and so on. `None` when it does
    /// not belong to the chain.
    pub place: Option<usize>,
    /// What it is.
    pub role: Role,
    /// Its subject as shown.
    pub subject: String,
    /// Its issuer as shown.
    pub issuer: String,
    /// Start of its validity, where its content is there.
    pub not_before: Option<Time>,
    /// End of its validity, where its content is there.
    pub not_after: Option<Time>,
    /// The certificate, where its content is there.
    pub certificate: Option<Certificate>,
    /// Everything that is wrong with it, in a fixed order.
    pub problems: Vec<Problem>,
}

/// The trusted certificate to which a chain leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedBy {
    /// The list that it is in.
    pub list: List,
    /// Its subject as shown.
    pub subject: String,
    /// Its SHA-256 fingerprint in lower-case hexadecimal.
    pub sha256: String,
}

/// The verdict on one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the gateway would accept it.
    pub state: State,
    /// What the gateway would say: the first of `faults`, where it refuses.
    pub predicted: Option<Fault>,
    /// How that is known.
    pub basis: Basis,
    /// Every fault that holds, in the order of the documented table. Those behind the first
    /// surface one after the other once the ones before are fixed.
    pub faults: Vec<Fault>,
    /// The first error of OpenSSL 3.0, 0 where it is content; `None` where content was left out.
    pub openssl_code: Option<u32>,
    /// At which depth of its path.
    pub openssl_depth: Option<usize>,
    /// The trusted certificate to which the chain leads.
    pub trusted_by: Option<TrustedBy>,
    /// The list of the root to which it leads, trusted or not; `None` for a private one.
    pub root_list: Option<List>,
    /// The name that was compared.
    pub compared_name: Option<String>,
    /// The presented certificates.
    pub certificates: Vec<Judged>,
    /// What a stricter reader would say, and what is worth knowing.
    pub warnings: Vec<Warning>,
    /// The smallest change that makes it pass, in order.
    pub fixes: Vec<Fix>,
    /// The chain as it should be installed, in PEM, as far as its certificates are there.
    pub corrected_chain: Option<String>,
    /// The root to upload, in PEM, where it is there.
    pub root: Option<String>,
}

impl Verdict {
    /// The faults that surface once the predicted one is fixed, in their order.
    #[must_use]
    pub fn next_faults(&self) -> &[Fault] {
        self.faults.get(1..).unwrap_or_default()
    }

    /// The list of the root, as the report names it.
    #[must_use]
    pub fn root_list_name(&self) -> &'static str {
        self.root_list.map_or("private", List::as_str)
    }

    /// Whether this chain contradicts a message of the gateway: the message stands for a fault of
    /// chains that does not hold here, and nothing was left open.
    #[must_use]
    pub fn contradicts(&self, message: Fault) -> bool {
        self.state != State::Unknown
            && super::facts::TABLE.contains(&message)
            && !self.faults.contains(&message)
    }
}
