//! Signatures of certificates: RSA PKCS#1 and PSS, ECDSA on P-256, P-384 and P-521, Ed25519.

use crate::certificate::der::{self, Element};
use crate::certificate::{Certificate, KeyKind, Pss, PublicKey, STAND_IN, SignatureAlgorithm};
use sha2::Digest as _;
use signatures::elliptic::Curve;
use signatures::{ed25519, rsa};

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

/// Whether `key` made the signature of `certificate`.
///
/// The answer for the first key that is asked about is kept with the certificate and its copies:
/// judging a chain asks several times, and again for whatever else is tried.
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
    let calculate = || {
        verify(
            &certificate.signature_algorithm,
            key,
            certificate.signed(),
            certificate.signature(),
        )
    };
    let (known, answer) = certificate
        .checked
        .get_or_init(|| (key.spki.clone(), calculate()));
    if *known == key.spki {
        *answer
    } else {
        calculate()
    }
}

/// Whether `key` signed `message` by `algorithm`.
fn verify(
    algorithm: &SignatureAlgorithm,
    key: &PublicKey,
    message: &[u8],
    signature: &[u8],
) -> SignatureCheck {
    let verified = match (algorithm, &key.kind) {
        (
            SignatureAlgorithm::Rsa(digest),
            KeyKind::Rsa {
                modulus,
                exponent,
                pss: None,
            },
        ) => rsa::Key::new(modulus, exponent)
            .map(|key| key.pkcs1(*digest, message, signature).is_some()),
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
            rsa::Key::new(modulus, exponent).map(|key| key.pss(*with, message, signature).is_some())
        }
        (SignatureAlgorithm::Ecdsa(digest), KeyKind::Ec { curve, point, .. }) => {
            curve.and_then(Curve::named).map(|curve| {
                let numbers = numbers(signature);
                let hash = digest.hash(message);
                numbers.is_some_and(|numbers| curve.verifies(point, &hash, numbers).is_some())
            })
        }
        (SignatureAlgorithm::Ed25519, KeyKind::Ed25519(key)) => {
            let key = key.as_slice().try_into().ok();
            Some(key.is_some_and(|key| ed25519::verify(key, message, signature).is_some()))
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

/// r and s, from their SEQUENCE (RFC 3279 section 2.2.3).
fn numbers(signature: &[u8]) -> Option<[&[u8]; 2]> {
    let [r, s]: [Element<'_>; 2] = Element::only(signature)?.sequence()?.try_into().ok()?;
    Some([der::unsigned(r.content)?, der::unsigned(s.content)?])
}
