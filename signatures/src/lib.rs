//! Verifies signatures: RSA, ECDSA and Ed25519, over the usual hashes.
//!
//! One arithmetic serves them all, which is what makes them small enough for a page: the usual
//! libraries bring one for each curve. It only ever verifies. Nothing that it works on is secret, so
//! nothing here takes care to take the same time whatever the numbers are. **Never sign with it.**
//!
//! It is held to Wycheproof's vectors here, and to OpenSSL by the tests of whole chains.

#![forbid(unsafe_code)]

pub mod ed25519;
pub mod elliptic;
mod modulus;
pub mod rsa;

use sha2::Digest as _;

/// A message digest that signs certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its own name")]
pub enum Digest {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    /// Security bits as OpenSSL 3.0 counts them; MD5 and SHA-1 are broken and count less than half.
    #[must_use]
    pub const fn security_bits(self) -> u32 {
        match self {
            Self::Md5 => 39,
            Self::Sha1 => 63,
            Self::Sha224 => 112,
            Self::Sha256 => 128,
            Self::Sha384 => 192,
            Self::Sha512 => 256,
        }
    }

    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The digest of this object identifier, in dotted form.
    #[must_use]
    pub fn from_oid(oid: &str) -> Option<Self> {
        Some(match oid {
            "1.2.840.113549.2.5" => Self::Md5,
            "1.3.14.3.2.26" => Self::Sha1,
            "2.16.840.1.101.3.4.2.4" => Self::Sha224,
            "2.16.840.1.101.3.4.2.1" => Self::Sha256,
            "2.16.840.1.101.3.4.2.2" => Self::Sha384,
            "2.16.840.1.101.3.4.2.3" => Self::Sha512,
            _ => return None,
        })
    }

    /// The hash of a message.
    #[must_use]
    pub fn hash(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => md5::Md5::digest(message).to_vec(),
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
            Self::Sha224 => sha2::Sha224::digest(message).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(message).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(message).to_vec(),
        }
    }
}

/// The octets that hexadecimal digits stand for: how the standards print the constants of curves.
fn octets(hex: &str) -> Vec<u8> {
    let digit =
        |digit: &u8| u8::try_from(char::from(*digit).to_digit(16).unwrap_or(0)).unwrap_or(0);
    hex.as_bytes()
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |octet, next| octet << 4 | digit(next)))
        .collect()
}

/// The bits of octets, the most significant first.
fn bits(octets: &[u8]) -> impl Iterator<Item = bool> + '_ {
    let of = |octet: &u8| {
        let octet = *octet;
        (0..8).rev().map(move |at| octet >> at & 1 == 1)
    };
    octets.iter().flat_map(of)
}
