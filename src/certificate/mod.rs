//! One certificate: what it says about itself. Reading pasted text is [`bundle`]'s work, judging
//! a chain that of [`crate::chain`].

pub mod bundle;
pub(crate) mod der;
mod extension;
mod general_name;
mod key;
mod name;
pub mod private_key;
mod time;

pub use extension::{
    AuthorityKeyId, BasicConstraints, Extensions, KeyUsage, NameConstraints, Subtree,
};
pub use general_name::GeneralName;
pub use key::{Digest, KeyKind, Pss, PublicKey, SignatureAlgorithm, Unchecked};
pub use name::{Attribute, Name};
pub use time::Time;

pub(crate) use extension::oid;
pub(crate) use name::hex;

use crate::chain::openssl::SignatureCheck;
use der::Element;
use sha2::Digest as _;
use std::sync::{Arc, OnceLock};
use x509_parser::prelude::{FromDer, X509Certificate};

/// What the signature of a stand-in begins with, the certificate that takes another's place when a
/// case is redacted; the fingerprint (SHA-256) of the key follows that signed the other. Made-up
/// keys have it in them, too. No signature that anybody made begins so.
pub(crate) const STAND_IN: &[u8] = b"appgw-doctor stand-in";

/// One X.509 certificate, decoded as far as it can be.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Whom it names.
    pub subject: Name,
    /// Who issued it.
    pub issuer: Name,
    /// Serial number: the octets of the INTEGER.
    pub serial: Vec<u8>,
    /// Version: 1, 2 or 3.
    pub version: u32,
    /// Start of its validity.
    pub not_before: Time,
    /// End of its validity.
    pub not_after: Time,
    /// The subject's key.
    pub key: PublicKey,
    /// The algorithm that the signed part names: it decides which issuers are tried.
    pub signature_algorithm: SignatureAlgorithm,
    /// Whether the algorithm outside the signed part is the same, as RFC 5280 section 4.1.1.2 demands.
    pub algorithms_agree: bool,
    /// Its extensions.
    pub extensions: Extensions,
    /// SHA-256 of the encoding.
    pub sha256: [u8; 32],
    /// SHA-1 of the encoding, zero for an entry of the root list.
    pub sha1: [u8; 20],
    /// Whether the key that was asked about first made the signature: what verifying it gave.
    pub(crate) checked: Arc<OnceLock<(Vec<u8>, SignatureCheck)>>,
    der: Vec<u8>,
    signed: Vec<u8>,
    signature: Vec<u8>,
}

impl Certificate {
    /// Decodes the certificate at the start of `input`, and says what follows it (the auxiliary
    /// data of a `TRUSTED CERTIFICATE`, or nothing). `None` when it is not a certificate.
    #[must_use]
    pub fn from_der(input: &[u8]) -> Option<(Self, &[u8])> {
        let (rest, parsed) = X509Certificate::from_der(input).ok()?;
        let der = parsed.as_raw();
        let outer = Element::only(der)?.sequence()?;
        let signed = outer.first()?;
        let fields = signed.sequence()?;
        // Only the version is explicitly tagged before the serial number.
        let fields = fields.get(usize::from(fields.first()?.context() == Some(0))..)?;
        let [_, algorithm, _, validity, _, spki, ..] = fields else {
            return None;
        };
        let [not_before, not_after] = validity.sequence()?.try_into().ok()?;
        let certificate = Self {
            subject: Name::read(parsed.subject.as_raw())?,
            issuer: Name::read(parsed.issuer.as_raw())?,
            serial: parsed.raw_serial().to_vec(),
            version: parsed.version.0.saturating_add(1),
            not_before: Time::read(&not_before)?,
            not_after: Time::read(&not_after)?,
            key: PublicKey::read(spki.raw),
            signature_algorithm: SignatureAlgorithm::read(algorithm)?,
            algorithms_agree: algorithm.raw == outer.get(1)?.raw,
            extensions: Extensions::read(parsed.extensions()),
            sha256: sha2::Sha256::digest(der).into(),
            sha1: sha1::Sha1::digest(der).into(),
            checked: Arc::default(),
            signed: signed.raw.to_vec(),
            signature: parsed.signature_value.data.to_vec(),
            der: der.to_vec(),
        };
        Some((certificate, rest))
    }

    /// A root of which only the compact list's entry is known: it can anchor a chain, but has
    /// neither encoding nor signature.
    pub(crate) fn from_root(root: RootFacts) -> Self {
        Self {
            issuer: root.subject.clone(),
            subject: root.subject,
            serial: root.serial,
            version: root.version,
            not_before: root.not_before,
            not_after: root.not_after,
            signature_algorithm: root.key.usual_signature(),
            key: root.key,
            algorithms_agree: true,
            extensions: root.extensions,
            sha256: root.sha256,
            sha1: [0; 20],
            checked: Arc::default(),
            der: Vec::new(),
            signed: Vec::new(),
            signature: Vec::new(),
        }
    }

    /// The encoding; `None` for a root known from the list alone.
    #[must_use]
    pub fn der(&self) -> Option<&[u8]> {
        (!self.der.is_empty()).then_some(self.der.as_slice())
    }

    /// The certificate as a PEM block; `None` for a root known from the list alone.
    #[must_use]
    pub fn pem(&self) -> Option<String> {
        let block = pem::Pem::new("CERTIFICATE", self.der()?);
        Some(pem::encode_config(
            &block,
            pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF),
        ))
    }

    /// The part that the signature covers.
    pub(crate) fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// The signature's octets.
    pub(crate) fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// SHA-256 fingerprint in lower-case hexadecimal.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        hex(&self.sha256)
    }

    /// SHA-1 fingerprint in lower-case hexadecimal.
    #[must_use]
    pub fn sha1_hex(&self) -> String {
        hex(&self.sha1)
    }

    /// Serial number in lower-case hexadecimal, as encoded.
    #[must_use]
    pub fn serial_hex(&self) -> String {
        hex(&self.serial)
    }

    /// Whether subject and issuer are the same name.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Whether it could be its own issuer by name, key identifier and kind of key, and decodes
    /// cleanly. The signature is not looked at, as OpenSSL does not look at it either.
    #[must_use]
    pub fn is_self_signed(&self) -> bool {
        self.extensions.invalid.is_empty()
            && self.is_self_issued()
            && self.identified_by(self)
            && self.key.fits(&self.signature_algorithm)
    }

    /// Whether `issuer` is the one that this certificate's authority key identifier means, where
    /// it has one (RFC 5280 section 4.2.1.1).
    #[must_use]
    pub fn identified_by(&self, issuer: &Self) -> bool {
        let Some(wanted) = &self.extensions.authority_key_id else {
            return true;
        };
        let key = match (&wanted.key_id, &issuer.extensions.subject_key_id) {
            (Some(wanted), Some(found)) => wanted == found,
            _ => true,
        };
        let serial = wanted
            .serial
            .as_ref()
            .is_none_or(|serial| same_number(serial, &issuer.serial));
        let name = wanted
            .issuer
            .as_ref()
            .is_none_or(|name| *name == issuer.issuer);
        key && serial && name
    }

    /// Whether `issuer` can have issued it: by name, key identifier and kind of key, both decoding
    /// cleanly. The signature is not looked at.
    #[must_use]
    pub fn may_be_issued_by(&self, issuer: &Self) -> bool {
        self.issuer == issuer.subject
            && self.extensions.invalid.is_empty()
            && issuer.extensions.invalid.is_empty()
            && self.identified_by(issuer)
            && issuer.key.fits(&self.signature_algorithm)
    }

    /// Whether it is valid at this time: seconds since 1970. The last second is no longer part of
    /// it, as OpenSSL has it (RFC 5280 says that it is).
    #[must_use]
    pub const fn is_current(&self, at: i64) -> bool {
        self.not_before.well_formed
            && self.not_after.well_formed
            && self.not_before.seconds <= at
            && at < self.not_after.seconds
    }
}

/// Two certificates are the same when their fingerprints are.
impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.sha256 == other.sha256
    }
}

impl Eq for Certificate {}

/// What the compact root list keeps of a root.
pub(crate) struct RootFacts {
    pub(crate) subject: Name,
    pub(crate) serial: Vec<u8>,
    pub(crate) version: u32,
    pub(crate) not_before: Time,
    pub(crate) not_after: Time,
    pub(crate) key: PublicKey,
    pub(crate) extensions: Extensions,
    pub(crate) sha256: [u8; 32],
}

/// Serial numbers are compared as numbers: a superfluous leading zero does not count.
fn same_number(a: &[u8], b: &[u8]) -> bool {
    let trimmed = |octets: &[u8]| {
        octets
            .iter()
            .skip_while(|octet| **octet == 0)
            .copied()
            .collect::<Vec<_>>()
    };
    trimmed(a) == trimmed(b)
        && a.first().map(|octet| octet & 0x80) == b.first().map(|octet| octet & 0x80)
}
