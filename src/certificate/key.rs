//! Public keys and signature algorithms.

use super::STAND_IN;
use super::der::{self, Element, tag};
use crate::language::certificate as say;
use signatures::elliptic::Curve;
pub use signatures::{Digest, rsa::Pss};

/// Reads the parameters of RSASSA-PSS (RFC 4055 section 3.1).
/// Absent fields have the defaults of RFC 4055: SHA-1, MGF1 with SHA-1, 20 octets.
fn read_pss(parameters: &Element<'_>) -> Option<Pss> {
    let mut pss = Pss {
        digest: Digest::Sha1,
        mask_digest: Digest::Sha1,
        salt: 20,
    };
    for field in parameters.sequence()? {
        let value = Element::only(field.content)?;
        match field.context()? {
            0 => pss.digest = Digest::from_oid(&value.sequence()?.first()?.oid()?)?,
            1 => {
                let mask = value.sequence()?;
                if mask.first()?.oid()? != "1.2.840.113549.1.1.8" {
                    return None;
                }
                pss.mask_digest = Digest::from_oid(&mask.get(1)?.sequence()?.first()?.oid()?)?;
            }
            2 => pss.salt = small_number(&value)?,
            3 => (small_number(&value)? == 1).then_some(())?,
            _ => return None,
        }
    }
    Some(pss)
}

fn small_number(value: &Element<'_>) -> Option<usize> {
    let octets = value
        .is(tag::INTEGER)
        .then(|| der::unsigned(value.content))??;
    (octets.len() <= 2).then(|| {
        octets
            .iter()
            .fold(0, |sum, octet| sum * 256 + usize::from(*octet))
    })
}

/// How a certificate is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// RSA with PKCS#1 v1.5 padding.
    Rsa(Digest),
    /// RSA with PSS padding; `None` when the parameters cannot be read.
    RsaPss(Option<Pss>),
    /// ECDSA.
    Ecdsa(Digest),
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// An algorithm that OpenSSL 3.0 knows and that is not checked here.
    Unchecked(Unchecked),
    /// An algorithm that OpenSSL 3.0 does not know either, by its dotted identifier.
    Unknown(String),
}

/// Algorithms of signatures and keys that are named but not verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its own name")]
pub enum Unchecked {
    Ed448,
    Dsa(Digest),
}

impl SignatureAlgorithm {
    /// Reads an AlgorithmIdentifier.
    pub(crate) fn read(identifier: &Element<'_>) -> Option<Self> {
        let fields = identifier.sequence()?;
        let oid = fields.first()?.oid()?;
        Some(match oid.as_str() {
            "1.2.840.113549.1.1.4" => Self::Rsa(Digest::Md5),
            "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => Self::Rsa(Digest::Sha1),
            "1.2.840.113549.1.1.14" => Self::Rsa(Digest::Sha224),
            "1.2.840.113549.1.1.11" => Self::Rsa(Digest::Sha256),
            "1.2.840.113549.1.1.12" => Self::Rsa(Digest::Sha384),
            "1.2.840.113549.1.1.13" => Self::Rsa(Digest::Sha512),
            "1.2.840.113549.1.1.10" => Self::RsaPss(fields.get(1).and_then(read_pss)),
            "1.2.840.10045.4.1" => Self::Ecdsa(Digest::Sha1),
            "1.2.840.10045.4.3.1" => Self::Ecdsa(Digest::Sha224),
            "1.2.840.10045.4.3.2" => Self::Ecdsa(Digest::Sha256),
            "1.2.840.10045.4.3.3" => Self::Ecdsa(Digest::Sha384),
            "1.2.840.10045.4.3.4" => Self::Ecdsa(Digest::Sha512),
            "1.3.101.112" => Self::Ed25519,
            "1.3.101.113" => Self::Unchecked(Unchecked::Ed448),
            "1.2.840.10040.4.3" => Self::Unchecked(Unchecked::Dsa(Digest::Sha1)),
            "2.16.840.1.101.3.4.3.1" => Self::Unchecked(Unchecked::Dsa(Digest::Sha224)),
            "2.16.840.1.101.3.4.3.2" => Self::Unchecked(Unchecked::Dsa(Digest::Sha256)),
            _ => Self::Unknown(oid),
        })
    }

    /// Security bits of the digest as OpenSSL 3.0 counts them; `None` when it knows none.
    #[must_use]
    pub const fn security_bits(&self) -> Option<u32> {
        match self {
            Self::Rsa(digest) | Self::Ecdsa(digest) | Self::Unchecked(Unchecked::Dsa(digest)) => {
                Some(digest.security_bits())
            }
            Self::RsaPss(Some(pss)) => Some(pss.digest.security_bits()),
            Self::Ed25519 => Some(128),
            Self::Unchecked(Unchecked::Ed448) => Some(224),
            Self::RsaPss(None) | Self::Unknown(_) => None,
        }
    }

    /// What to call it, for people: `RSA with SHA-256`, or the identifier where it is not known.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Rsa(digest) => say::signature("RSA", digest.name()),
            Self::RsaPss(Some(pss)) => say::signature("RSA-PSS", pss.digest.name()),
            Self::RsaPss(None) => say::RSA_PSS_UNREADABLE.to_owned(),
            Self::Ecdsa(digest) => say::signature("ECDSA", digest.name()),
            Self::Ed25519 => "Ed25519".to_owned(),
            Self::Unchecked(Unchecked::Ed448) => "Ed448".to_owned(),
            Self::Unchecked(Unchecked::Dsa(digest)) => say::signature("DSA", digest.name()),
            Self::Unknown(oid) => say::algorithm(oid),
        }
    }
}

/// A public key, decoded as far as its algorithm is known (RFC 5280 section 4.1.2.7).
#[derive(Clone, Debug)]
pub struct PublicKey {
    /// What kind of key.
    pub kind: KeyKind,
    /// Its size in bits: modulus, or order of the curve; 0 when unknown.
    pub bits: u32,
    /// SubjectPublicKeyInfo as encoded.
    pub spki: Vec<u8>,
}

/// The kinds of public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA; `pss` when the key is for RSA-PSS alone, with the parameters that limit it.
    Rsa {
        /// The modulus, without leading zeros.
        modulus: Vec<u8>,
        /// The public exponent, without leading zeros.
        exponent: Vec<u8>,
        /// Whether the key is marked for RSA-PSS alone, and with which parameters.
        pss: Option<Option<Pss>>,
    },
    /// An elliptic curve with its point; `explicit` when the curve is spelled out instead of named.
    Ec {
        /// The curve, where it is known by name.
        curve: Option<&'static str>,
        /// Whether the parameters are spelled out, which OpenSSL refuses in chains (94).
        explicit: bool,
        /// The encoded point.
        point: Vec<u8>,
    },
    /// Ed25519.
    Ed25519(Vec<u8>),
    /// A key that OpenSSL 3.0 reads and that verifies nothing here: its name.
    Other(&'static str),
    /// An algorithm unknown to OpenSSL 3.0, or a key that does not decode: the dotted identifier.
    Unreadable(String),
}

/// Named curves: identifier, name, bits of the order.
const CURVES: &[(&str, &str, u32)] = &[
    ("1.2.840.10045.3.1.7", "P-256", 256),
    ("1.3.132.0.34", "P-384", 384),
    ("1.3.132.0.35", "P-521", 521),
    ("1.2.840.10045.3.1.1", "P-192", 192),
    ("1.3.132.0.33", "P-224", 224),
    ("1.3.132.0.10", "secp256k1", 256),
    ("1.2.840.10045.3.1.2", "prime192v2", 192),
    ("1.2.840.10045.3.1.3", "prime192v3", 192),
    ("1.2.840.10045.3.1.4", "prime239v1", 239),
    ("1.2.840.10045.3.1.5", "prime239v2", 239),
    ("1.2.840.10045.3.1.6", "prime239v3", 239),
    ("1.3.132.0.6", "secp112r1", 112),
    ("1.3.132.0.7", "secp112r2", 110),
    ("1.3.132.0.28", "secp128r1", 128),
    ("1.3.132.0.29", "secp128r2", 126),
    ("1.3.132.0.8", "secp160r1", 161),
    ("1.3.132.0.9", "secp160k1", 161),
    ("1.3.132.0.30", "secp160r2", 161),
    ("1.3.132.0.31", "secp192k1", 192),
    ("1.3.132.0.32", "secp224k1", 225),
    ("1.3.132.0.1", "sect163k1", 163),
    ("1.3.132.0.15", "sect163r2", 163),
    ("1.3.132.0.26", "sect233k1", 232),
    ("1.3.132.0.27", "sect233r1", 233),
    ("1.3.132.0.16", "sect283k1", 281),
    ("1.3.132.0.17", "sect283r1", 282),
    ("1.3.132.0.36", "sect409k1", 407),
    ("1.3.132.0.37", "sect409r1", 409),
    ("1.3.132.0.38", "sect571k1", 570),
    ("1.3.132.0.39", "sect571r1", 570),
    ("1.3.36.3.3.2.8.1.1.1", "brainpoolP160r1", 160),
    ("1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1", 192),
    ("1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1", 224),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256),
    ("1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1", 320),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512),
    ("1.2.156.10197.1.301", "SM2", 256),
];

impl PublicKey {
    pub(crate) fn read(spki: &[u8]) -> Self {
        let (kind, bits) = Element::only(spki)
            .and_then(|element| read_key(&element))
            .unwrap_or_else(|| {
                let oid = Element::only(spki)
                    .and_then(|element| element.sequence()?.first()?.sequence()?.first()?.oid())
                    .unwrap_or_else(|| say::UNKNOWN.to_owned());
                (KeyKind::Unreadable(oid), 0)
            });
        Self {
            kind,
            bits,
            spki: spki.to_vec(),
        }
    }

    /// What to call it: `RSA 2048`, `EC P-256`, `Ed25519`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.kind {
            KeyKind::Rsa { pss: None, .. } => format!("RSA {}", self.bits),
            KeyKind::Rsa { pss: Some(_), .. } => format!("RSA-PSS {}", self.bits),
            KeyKind::Ec {
                curve: Some(curve),
                explicit: false,
                ..
            } => format!("EC {curve}"),
            KeyKind::Ec { .. } => say::explicit_curve(self.bits),
            KeyKind::Ed25519(_) => "Ed25519".to_owned(),
            KeyKind::Other(name) => (*name).to_owned(),
            KeyKind::Unreadable(oid) => say::key_of_type(oid),
        }
    }

    /// Security bits as OpenSSL 3.0 counts them (NIST SP 800-57 part 1 table 2); `None` for a key
    /// that it cannot read.
    #[must_use]
    pub fn security_bits(&self) -> Option<u32> {
        let steps = |steps: &[(u32, u32)]| {
            steps
                .iter()
                .rev()
                .find(|(from, _)| self.bits >= *from)
                .map(|(_, bits)| *bits)
        };
        match &self.kind {
            // Where its formula for RSA passes the levels 1 to 5; found by asking it.
            KeyKind::Rsa { .. } | KeyKind::Other("DSA") => Some(
                steps(&[
                    (920, 80),
                    (1963, 112),
                    (2671, 128),
                    (6945, 192),
                    (15360, 256),
                ])
                .unwrap_or(0),
            ),
            KeyKind::Ec { .. } => Some(
                steps(&[(160, 80), (224, 112), (256, 128), (384, 192), (512, 256)])
                    .unwrap_or(self.bits / 2),
            ),
            KeyKind::Ed25519(_) | KeyKind::Other("X25519") => Some(128),
            KeyKind::Other(_) => Some(224),
            KeyKind::Unreadable(_) => None,
        }
    }

    /// The algorithm with which such a key usually signs.
    pub(crate) fn usual_signature(&self) -> SignatureAlgorithm {
        match &self.kind {
            KeyKind::Rsa { .. } => SignatureAlgorithm::Rsa(Digest::Sha256),
            KeyKind::Ec { .. } => SignatureAlgorithm::Ecdsa(Digest::Sha256),
            KeyKind::Ed25519(_) => SignatureAlgorithm::Ed25519,
            KeyKind::Other(_) | KeyKind::Unreadable(_) => {
                SignatureAlgorithm::Unknown(say::UNKNOWN.to_owned())
            }
        }
    }

    /// Whether a key of this kind can have made a signature of this algorithm.
    #[must_use]
    pub fn fits(&self, algorithm: &SignatureAlgorithm) -> bool {
        match algorithm {
            SignatureAlgorithm::Rsa(_) => matches!(self.kind, KeyKind::Rsa { pss: None, .. }),
            SignatureAlgorithm::RsaPss(_) => matches!(self.kind, KeyKind::Rsa { .. }),
            SignatureAlgorithm::Ecdsa(_) => matches!(self.kind, KeyKind::Ec { .. }),
            SignatureAlgorithm::Ed25519 => matches!(self.kind, KeyKind::Ed25519(_)),
            SignatureAlgorithm::Unchecked(Unchecked::Ed448) => self.kind == KeyKind::Other("Ed448"),
            SignatureAlgorithm::Unchecked(Unchecked::Dsa(_)) => self.kind == KeyKind::Other("DSA"),
            SignatureAlgorithm::Unknown(_) => false,
        }
    }
}

fn read_key(spki: &Element<'_>) -> Option<(KeyKind, u32)> {
    let [algorithm, key] = spki.sequence()?.try_into().ok()?;
    let algorithm = algorithm.sequence()?;
    let parameters = algorithm.get(1);
    let octets = key.octets_of_bit_string()?;
    Some(match algorithm.first()?.oid()?.as_str() {
        "1.2.840.113549.1.1.1" | "2.5.8.1.1" => rsa(octets, None)?,
        "1.2.840.113549.1.1.10" => rsa(octets, Some(parameters.and_then(read_pss)))?,
        "1.2.840.10045.2.1" => elliptic(parameters?, octets)?,
        "1.3.101.112" if octets.len() == 32 => (KeyKind::Ed25519(octets.to_vec()), 256),
        "1.3.101.113" if octets.len() == 57 => (KeyKind::Other("Ed448"), 456),
        "1.3.101.110" if octets.len() == 32 => (KeyKind::Other("X25519"), 253),
        "1.3.101.111" if octets.len() == 56 => (KeyKind::Other("X448"), 448),
        "1.2.840.10040.4.1" => {
            let prime = parameters
                .and_then(|p| der::unsigned(p.sequence()?.first()?.content).map(der::bit_length));
            (KeyKind::Other("DSA"), prime.unwrap_or(0))
        }
        _ => return None,
    })
}

fn rsa(octets: &[u8], pss: Option<Option<Pss>>) -> Option<(KeyKind, u32)> {
    let [modulus, exponent] = Element::only(octets)?.sequence()?.try_into().ok()?;
    if !modulus.is(tag::INTEGER) || !exponent.is(tag::INTEGER) {
        return None;
    }
    let (modulus, exponent) = (
        der::unsigned(modulus.content)?,
        der::unsigned(exponent.content)?,
    );
    let bits = der::bit_length(modulus);
    Some((
        KeyKind::Rsa {
            modulus: modulus.to_vec(),
            exponent: exponent.to_vec(),
            pss,
        },
        bits,
    ))
}

fn elliptic(parameters: &Element<'_>, octets: &[u8]) -> Option<(KeyKind, u32)> {
    if let Some(oid) = parameters.oid() {
        let (_, name, bits) = CURVES.iter().find(|(known, _, _)| *known == oid)?;
        let made_up = octets
            .get(1..)
            .is_some_and(|point| point.starts_with(STAND_IN));
        if !made_up && !on_curve(name, octets) {
            return None;
        }
        return Some((
            KeyKind::Ec {
                curve: Some(name),
                explicit: false,
                point: octets.to_vec(),
            },
            *bits,
        ));
    }
    // ECParameters: version, field, curve, base, order (RFC 3279 section 2.3.5).
    let fields = parameters.sequence()?;
    let order = der::unsigned(fields.get(4)?.content)?;
    let field = fields.get(1)?.sequence()?;
    let prime = field
        .get(1)
        .map(|prime| der::bit_length(der::unsigned(prime.content).unwrap_or_default()));
    let curve = CURVES
        .iter()
        .take(3)
        .find(|(_, _, bits)| prime == Some(*bits))
        .map(|(_, name, _)| *name);
    Some((
        KeyKind::Ec {
            curve,
            explicit: true,
            point: octets.to_vec(),
        },
        der::bit_length(order),
    ))
}

/// Whether the point lies on the curve, for the curves that are implemented.
fn on_curve(curve: &str, point: &[u8]) -> bool {
    Curve::named(curve).is_none_or(|curve| curve.holds(point))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_turn_where_openssl_turns_them() {
        let bits = |bits| {
            PublicKey {
                kind: KeyKind::Rsa {
                    modulus: vec![],
                    exponent: vec![],
                    pss: None,
                },
                bits,
                spki: vec![],
            }
            .security_bits()
        };
        assert_eq!(
            [bits(919), bits(920), bits(1962), bits(1963), bits(2048)],
            [Some(0), Some(80), Some(80), Some(112), Some(112)]
        );
    }

    #[test]
    fn a_key_of_an_unknown_kind_is_named_by_its_identifier() {
        let spki = der::encode(
            0x30,
            &[
                der::encode(0x30, &der::encode(6, &[0x55, 4, 3])),
                der::encode(3, &[0, 1]),
            ]
            .concat(),
        );
        assert_eq!(PublicKey::read(&spki).name(), "key of type 2.5.4.3");
        assert_eq!(PublicKey::read(&[1, 2, 3]).name(), "key of type unknown");
    }
}
