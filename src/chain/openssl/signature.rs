//! Signatures of certificates: RSA PKCS#1 and PSS, ECDSA on P-256, P-384 and P-521, Ed25519.

use crate::certificate::der::{self, Element};
use crate::certificate::{
    Certificate, Digest, KeyKind, Pss, PublicKey, STAND_IN, SignatureAlgorithm,
};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{BoxedUint, Pkcs1v15Sign, RsaPublicKey, traits::SignatureScheme};
use sha2::Digest as _;

/// Whether a signature is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
    /// It verifies.
    Valid,
    /// It does not.
    Invalid,
    /// The algorithm, or the size of the key, is not implemented: nothing is said about it.
    NotChecked,
}

/// The largest RSA modulus that is calculated with, in bits.
const LARGEST_RSA: usize = 8192;

/// The smallest one; security level 1 refuses it long before.
const SMALLEST_RSA: usize = 256;

/// Whether `key` made the signature of `certificate`.
#[must_use]
pub fn check(certificate: &Certificate, key: &PublicKey) -> SignatureCheck {
    if !certificate.algorithms_agree {
        return SignatureCheck::Invalid;
    }
    if let Some(signer) = certificate.signature().strip_prefix(STAND_IN) {
        return match signer {
            _ if *signer == *sha2::Sha256::digest(&key.spki) => SignatureCheck::Valid,
            // One octet more: it could not be checked before.
            _ if signer.len() > 32 => SignatureCheck::NotChecked,
            _ => SignatureCheck::Invalid,
        };
    }
    let (message, signature) = (certificate.signed(), certificate.signature());
    let verified = match (&certificate.signature_algorithm, &key.kind) {
        (
            SignatureAlgorithm::Rsa(digest),
            KeyKind::Rsa {
                modulus,
                exponent,
                pss: None,
            },
        ) => rsa_key(modulus, exponent).map(|key| pkcs1(&key, *digest, message, signature)),
        (
            SignatureAlgorithm::RsaPss(Some(with)),
            KeyKind::Rsa {
                modulus,
                exponent,
                pss: limits,
            },
        ) => {
            if limits
                .as_ref()
                .is_some_and(|limits| !within(with, limits.as_ref()))
            {
                return SignatureCheck::Invalid;
            }
            if with.digest != with.mask_digest {
                return SignatureCheck::NotChecked;
            }
            rsa_key(modulus, exponent).map(|key| pss(&key, with, message, signature))
        }
        (SignatureAlgorithm::Ecdsa(digest), KeyKind::Ec { curve, point, .. }) => {
            ecdsa(*curve, point, &hash(*digest, message), signature)
        }
        (SignatureAlgorithm::Ed25519, KeyKind::Ed25519(key)) => {
            Some(ed25519(key, message, signature).is_some())
        }
        (SignatureAlgorithm::Unchecked(_) | SignatureAlgorithm::Unknown(_), _) => None,
        // The key is of another kind than the signature.
        _ => Some(false),
    };
    match verified {
        Some(true) => SignatureCheck::Valid,
        Some(false) => SignatureCheck::Invalid,
        None => SignatureCheck::NotChecked,
    }
}

/// Whether PSS parameters keep to those of the key (RFC 4055 section 3.3).
fn within(used: &Pss, limits: Option<&Pss>) -> bool {
    limits.is_none_or(|limits| {
        used.digest == limits.digest
            && used.mask_digest == limits.mask_digest
            && used.salt >= limits.salt
    })
}

fn hash(digest: Digest, message: &[u8]) -> Vec<u8> {
    match digest {
        Digest::Md5 => md5::Md5::digest(message).to_vec(),
        Digest::Sha1 => sha1::Sha1::digest(message).to_vec(),
        Digest::Sha224 => sha2::Sha224::digest(message).to_vec(),
        Digest::Sha256 => sha2::Sha256::digest(message).to_vec(),
        Digest::Sha384 => sha2::Sha384::digest(message).to_vec(),
        Digest::Sha512 => sha2::Sha512::digest(message).to_vec(),
    }
}

fn rsa_key(modulus: &[u8], exponent: &[u8]) -> Option<RsaPublicKey> {
    let number = BoxedUint::from_be_slice_vartime;
    if modulus.len() > LARGEST_RSA / 8 || exponent.len() > 8 {
        return None;
    }
    RsaPublicKey::new_with_size_limits(
        number(modulus),
        number(exponent),
        SMALLEST_RSA..=LARGEST_RSA,
    )
    .ok()
}

/// RFC 8017 section 9.2, note 1: the encoded DigestInfo in front of the hash.
const fn digest_info(digest: Digest) -> &'static [u8] {
    match digest {
        Digest::Md5 => b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10",
        Digest::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        Digest::Sha224 => {
            b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c"
        }
        Digest::Sha256 => {
            b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
        }
        Digest::Sha384 => {
            b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"
        }
        Digest::Sha512 => {
            b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"
        }
    }
}

fn pkcs1(key: &RsaPublicKey, digest: Digest, message: &[u8], signature: &[u8]) -> bool {
    let hashed = hash(digest, message);
    let scheme = Pkcs1v15Sign {
        hash_len: Some(hashed.len()),
        prefix: digest_info(digest).into(),
    };
    scheme.verify(key, &hashed, signature).is_ok()
}

fn pss(key: &RsaPublicKey, with: &Pss, message: &[u8], signature: &[u8]) -> bool {
    let hashed = hash(with.digest, message);
    let verified = match with.digest {
        Digest::Md5 => {
            rsa::Pss::<md5::Md5>::new_with_salt(with.salt).verify(key, &hashed, signature)
        }
        Digest::Sha1 => {
            rsa::Pss::<sha1::Sha1>::new_with_salt(with.salt).verify(key, &hashed, signature)
        }
        Digest::Sha224 => {
            rsa::Pss::<sha2::Sha224>::new_with_salt(with.salt).verify(key, &hashed, signature)
        }
        Digest::Sha256 => {
            rsa::Pss::<sha2::Sha256>::new_with_salt(with.salt).verify(key, &hashed, signature)
        }
        Digest::Sha384 => {
            rsa::Pss::<sha2::Sha384>::new_with_salt(with.salt).verify(key, &hashed, signature)
        }
        Digest::Sha512 => {
            rsa::Pss::<sha2::Sha512>::new_with_salt(with.salt).verify(key, &hashed, signature)
        }
    };
    verified.is_ok()
}

/// ECDSA over a hash; `None` for curves that are not implemented.
fn ecdsa(curve: Option<&str>, point: &[u8], hash: &[u8], signature: &[u8]) -> Option<bool> {
    macro_rules! verify {
        ($curve:ident, $octets:literal) => {{
            let verify = || {
                let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?;
                let signature = $curve::ecdsa::Signature::from_slice(&fixed(signature, $octets)?).ok()?;
                // The library refuses a hash shorter than half the field; leading zeros change nothing.
                let padded = [vec![0; $octets - hash.len().min($octets)], hash.to_vec()].concat();
                key.verify_prehash(&padded, &signature).ok()
            };
            Some(verify().is_some())
        }};
    }
    match curve? {
        "P-256" => verify!(p256, 32),
        "P-384" => verify!(p384, 48),
        "P-521" => verify!(p521, 66),
        _ => None,
    }
}

/// r and s as numbers of fixed width, from their SEQUENCE (RFC 3279 section 2.2.3).
fn fixed(signature: &[u8], octets: usize) -> Option<Vec<u8>> {
    let numbers: [Element<'_>; 2] = Element::only(signature)?.sequence()?.try_into().ok()?;
    let mut out = Vec::with_capacity(octets * 2);
    for number in numbers {
        let number = der::unsigned(number.content)?;
        out.resize(out.len() + octets.checked_sub(number.len())?, 0);
        out.extend_from_slice(number);
    }
    Some(out)
}

fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> Option<()> {
    let key = ed25519_dalek::VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
    let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
    key.verify(message, &signature).ok()
}
