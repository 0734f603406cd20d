//! What decoded octets are: certificates, a PKCS#7 set, a key, a store of keys, or something else.

use crate::certificate::Certificate;
use crate::certificate::der::{Element, tag};
use crate::language::certificate::bundle as say;

/// What a piece holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// Certificates one after the other; whether their order means something.
    Certificates {
        certificates: Vec<Certificate>,
        ordered: bool,
    },
    /// Text that is encoded once more: PEM in base64.
    Text(Vec<u8>),
    /// A private key, or what may hold one.
    Private(Secret),
    /// Something else: what it is, as a note says it.
    Other(&'static str),
    /// The start of a certificate: how long it says that it is, in octets.
    CutCertificate { expected: usize },
    /// Nothing known.
    Unknown,
}

/// What kind of secret was cut out of a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// A private key that anyone can use who has read it.
    PrivateKey,
    /// A private key behind a pass phrase.
    EncryptedPrivateKey,
    /// A PKCS#12 file (PFX): it usually holds a private key.
    Pfx,
    /// A password, a key of an account, or a token.
    Credential,
}

/// Classifies octets by their structure. What is cut short is recognised by its start.
pub(crate) fn classify(octets: &[u8]) -> Content {
    if octets.starts_with(b"openssh-key-v1\0") {
        return Content::Private(Secret::PrivateKey);
    }
    if octets.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) {
        return Content::Other(say::KEY_STORE);
    }
    if let Some(found) = certificates(octets) {
        return Content::Certificates {
            certificates: found,
            ordered: true,
        };
    }
    if let Some(found) = pkcs7(octets) {
        return Content::Certificates {
            certificates: found,
            ordered: false,
        };
    }
    if let Some(secret) = private(octets) {
        return Content::Private(secret);
    }
    if is_text(octets) {
        return Content::Text(octets.to_vec());
    }
    if let Some(other) = other(octets) {
        return Content::Other(other);
    }
    match header(octets) {
        Some((expected, [0x30, 0x80..=0x83, ..])) if expected > octets.len() => {
            Content::CutCertificate { expected }
        }
        _ => Content::Unknown,
    }
}

fn certificates(octets: &[u8]) -> Option<Vec<Certificate>> {
    let (first, mut rest) = Certificate::from_der(octets)?;
    let mut found = vec![first];
    // DER files can simply be joined; auxiliary data of a TRUSTED CERTIFICATE ends the loop.
    while let Some((next, after)) = Certificate::from_der(rest) {
        found.push(next);
        rest = after;
    }
    Some(found)
}

/// The certificates of a PKCS#7 SignedData (RFC 5652 section 5.1): a set, without an order.
fn pkcs7(octets: &[u8]) -> Option<Vec<Certificate>> {
    let (content, _) = Element::read(octets)?;
    let [kind, content] = content.sequence()?.try_into().ok()?;
    if kind.oid()? != "1.2.840.113549.1.7.2" {
        return None;
    }
    let signed = Element::only(content.content)?.sequence()?;
    let set = signed.iter().find(|field| field.context() == Some(0))?;
    let elements = set.children()?;
    Some(
        elements
            .iter()
            .filter_map(|element| Certificate::from_der(element.raw))
            .map(|(found, _)| found)
            .collect(),
    )
}

/// Recognises private keys by the start of their structure, so that a key cut short is one too:
/// PKCS#1 and PKCS#8 (version, then numbers), SEC 1 (version 1, then octets), encrypted PKCS#8,
/// and PKCS#12 (version 3, then content).
fn private(octets: &[u8]) -> Option<Secret> {
    let (_, inner) = header(octets)?;
    match inner {
        [0x02, 0x01, 0x00 | 0x01, 0x02 | 0x30, ..] | [0x02, 0x01, 0x01, 0x04, ..] => {
            Some(Secret::PrivateKey)
        }
        [0x02, 0x01, 0x03, 0x30, ..] => Some(Secret::Pfx),
        // pbes2, or one of the older pkcs-12 and pkcs-5 schemes.
        [
            0x30,
            _,
            0x06,
            0x09,
            0x2a,
            0x86,
            0x48,
            0x86,
            0xf7,
            0x0d,
            0x01,
            0x05,
            ..,
        ]
        | [
            0x30,
            _,
            0x06,
            0x0a,
            0x2a,
            0x86,
            0x48,
            0x86,
            0xf7,
            0x0d,
            0x01,
            0x0c,
            ..,
        ] => Some(Secret::EncryptedPrivateKey),
        _ => None,
    }
}

/// The whole length that the outermost SEQUENCE announces, and what follows its header.
fn header(octets: &[u8]) -> Option<(usize, &[u8])> {
    match octets {
        [0x30, length @ 0..0x80, inner @ ..] => Some((usize::from(*length) + 2, inner)),
        [0x30, 0x80, inner @ ..] => Some((usize::MAX, inner)),
        [0x30, 0x81, length, inner @ ..] => Some((usize::from(*length) + 3, inner)),
        [0x30, 0x82, high, low, inner @ ..] => {
            Some((usize::from(u16::from_be_bytes([*high, *low])) + 4, inner))
        }
        [0x30, 0x83, a, b, c, inner @ ..] => {
            Some((u32::from_be_bytes([0, *a, *b, *c]) as usize + 5, inner))
        }
        _ => None,
    }
}

fn is_text(octets: &[u8]) -> bool {
    let text = super::text::decode(octets.get(..octets.len().min(200)).unwrap_or(octets));
    text.contains("-----BEGIN") || text.trim_start().starts_with("MII")
}

fn other(octets: &[u8]) -> Option<&'static str> {
    let fields = Element::read(octets)?.0.sequence()?;
    let first = fields.first()?.sequence()?;
    if fields.len() == 2 && first.first()?.oid().is_some() {
        return Some(say::PUBLIC_KEY);
    }
    if first.first()?.is(tag::INTEGER)
        && first.iter().any(|field| field.context() == Some(0))
        && fields.len() == 3
    {
        return Some(say::REQUEST);
    }
    if fields.len() == 3
        && first
            .iter()
            .any(|field| field.is(tag::UTC_TIME) || field.is(tag::GENERALIZED_TIME))
    {
        return Some(say::REVOCATION_LIST);
    }
    None
}
