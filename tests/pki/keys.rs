//! Keys that are the same on every machine, and what they sign.

use super::{Signature, oid, seq, tlv};
use p256::ecdsa::signature::hazmat::PrehashSigner;
use rsa::signature::{SignatureEncoding, Signer};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, RsaPrivateKey};
use sha2::Digest;
use std::sync::OnceLock;

/// A key by its kind and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    P256(u8),
    P384(u8),
    P521(u8),
    Ed25519(u8),
    /// RSA of 768, 1024 and 2048 bits; 2048 has three keys.
    Rsa768,
    Rsa1024,
    Rsa2048(u8),
    Rsa3072,
    Rsa4096,
}

/// The primes of the RSA keys, made once for these tests and used nowhere else.
const RSA: &str = include_str!("rsa-primes.txt");

fn rsa_keys() -> &'static [RsaPrivateKey] {
    static KEYS: OnceLock<Vec<RsaPrivateKey>> = OnceLock::new();
    KEYS.get_or_init(|| {
        RSA.lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let mut primes = line.split_whitespace().map(|hex| {
                    let octets: Vec<u8> = (0..hex.len())
                        .step_by(2)
                        .map(|at| u8::from_str_radix(hex.get(at..at + 2).unwrap(), 16).unwrap())
                        .collect();
                    BoxedUint::from_be_slice_vartime(&octets)
                });
                let (p, q) = (primes.next().unwrap(), primes.next().unwrap());
                RsaPrivateKey::from_p_q(p, q, BoxedUint::from(65537u64)).unwrap()
            })
            .collect()
    })
}

impl Key {
    /// A number of its own for each key.
    pub fn number(self) -> u8 {
        match self {
            Self::P256(n) => n,
            Self::P384(n) => 20 + n,
            Self::P521(n) => 40 + n,
            Self::Ed25519(n) => 60 + n,
            Self::Rsa768 => 80,
            Self::Rsa1024 => 81,
            Self::Rsa2048(n) => 82 + n,
            Self::Rsa3072 => 90,
            Self::Rsa4096 => 91,
        }
    }

    /// Its key identifier.
    pub fn id(self) -> Vec<u8> {
        sha1::Sha1::digest(self.spki()).to_vec()
    }

    fn scalar<const N: usize>(self) -> [u8; N] {
        let mut scalar = [0; N];
        scalar[N - 2] = 0x5a;
        scalar[N - 1] = self.number() + 1;
        scalar
    }

    fn rsa(self) -> &'static RsaPrivateKey {
        let at = match self {
            Self::Rsa768 => 0,
            Self::Rsa1024 => 1,
            Self::Rsa2048(n) => 2 + usize::from(n % 3),
            Self::Rsa3072 => 5,
            _ => 6,
        };
        &rsa_keys()[at]
    }

    fn p256(self) -> p256::ecdsa::SigningKey {
        p256::ecdsa::SigningKey::from_slice(&self.scalar::<32>()).unwrap()
    }

    fn p384(self) -> p384::ecdsa::SigningKey {
        p384::ecdsa::SigningKey::from_slice(&self.scalar::<48>()).unwrap()
    }

    fn p521(self) -> p521::ecdsa::SigningKey {
        p521::ecdsa::SigningKey::from_slice(&self.scalar::<66>()).unwrap()
    }

    fn ed25519(self) -> ed25519_dalek::SigningKey {
        ed25519_dalek::SigningKey::from_bytes(&self.scalar::<32>())
    }

    /// SubjectPublicKeyInfo.
    pub fn spki(self) -> Vec<u8> {
        let elliptic = |curve: &str, point: &[u8]| {
            seq(&[
                seq(&[oid("1.2.840.10045.2.1"), oid(curve)]),
                tlv(3, &[&[0], point].concat()),
            ])
        };
        match self {
            Self::P256(_) => elliptic(
                "1.2.840.10045.3.1.7",
                self.p256().verifying_key().to_sec1_point(false).as_bytes(),
            ),
            Self::P384(_) => elliptic(
                "1.3.132.0.34",
                self.p384().verifying_key().to_sec1_point(false).as_bytes(),
            ),
            Self::P521(_) => elliptic(
                "1.3.132.0.35",
                self.p521().verifying_key().to_sec1_point(false).as_bytes(),
            ),
            Self::Ed25519(_) => {
                let key = self.ed25519().verifying_key().to_bytes();
                seq(&[
                    seq(&[oid("1.3.101.112")]),
                    tlv(3, &[&[0], key.as_slice()].concat()),
                ])
            }
            _ => {
                let key = self.rsa();
                let integer = |number: &BoxedUint| {
                    let octets: Vec<u8> = number
                        .to_be_bytes()
                        .iter()
                        .copied()
                        .skip_while(|octet| *octet == 0)
                        .collect();
                    let zero = if octets[0] & 0x80 != 0 {
                        vec![0]
                    } else {
                        vec![]
                    };
                    tlv(2, &[zero, octets].concat())
                };
                let public = seq(&[integer(key.n()), integer(key.e())]);
                seq(&[
                    seq(&[oid("1.2.840.113549.1.1.1"), vec![5, 0]]),
                    tlv(3, &[vec![0], public].concat()),
                ])
            }
        }
    }

    /// The public key of an RSA pair of 512 bits; nobody needs its private half.
    pub fn short_rsa() -> Vec<u8> {
        let modulus = [vec![0, 0xc5], vec![0x77; 62], vec![0x11]].concat();
        let public = seq(&[tlv(2, &modulus), vec![2, 3, 1, 0, 1]]);
        let algorithm = seq(&[oid("1.2.840.113549.1.1.1"), vec![5, 0]]);
        seq(&[algorithm, tlv(3, &[vec![0], public].concat())])
    }

    /// AlgorithmIdentifier of a signature by this key.
    pub fn algorithm(self, signature: Signature) -> Vec<u8> {
        let null = || vec![5, 0];
        match (self, signature) {
            (Self::P256(_), Signature::Sha1) => seq(&[oid("1.2.840.10045.4.1")]),
            (Self::P256(_), _) => seq(&[oid("1.2.840.10045.4.3.2")]),
            (Self::P384(_), _) => seq(&[oid("1.2.840.10045.4.3.3")]),
            (Self::P521(_), _) => seq(&[oid("1.2.840.10045.4.3.4")]),
            (Self::Ed25519(_), _) => seq(&[oid("1.3.101.112")]),
            (_, Signature::Usual) => seq(&[oid("1.2.840.113549.1.1.11"), null()]),
            (_, Signature::Sha1) => seq(&[oid("1.2.840.113549.1.1.5"), null()]),
            (_, Signature::Md5) => seq(&[oid("1.2.840.113549.1.1.4"), null()]),
            (_, Signature::Pss { salt }) => {
                let sha256 = seq(&[oid("2.16.840.1.101.3.4.2.1"), null()]);
                let mask = seq(&[oid("1.2.840.113549.1.1.8"), sha256.clone()]);
                let parameters = seq(&[
                    tlv(0xa0, &sha256),
                    tlv(0xa1, &mask),
                    tlv(0xa2, &[2, 1, salt as u8]),
                ]);
                seq(&[oid("1.2.840.113549.1.1.10"), parameters])
            }
        }
    }

    /// Signs a message.
    pub fn sign(self, signature: Signature, message: &[u8]) -> Vec<u8> {
        match (self, signature) {
            (Self::P256(_), Signature::Sha1) => {
                let signed: p256::ecdsa::Signature = self
                    .p256()
                    .sign_prehash(&padded::<32>(&sha1::Sha1::digest(message)))
                    .unwrap();
                ecdsa(&signed.to_bytes())
            }
            (Self::P256(_), _) => {
                let signed: p256::ecdsa::Signature = self.p256().sign(message);
                ecdsa(&signed.to_bytes())
            }
            (Self::P384(_), _) => {
                let signed: p384::ecdsa::Signature = self.p384().sign(message);
                ecdsa(&signed.to_bytes())
            }
            (Self::P521(_), _) => {
                let signed: p521::ecdsa::Signature = self.p521().sign(message);
                ecdsa(&signed.to_bytes())
            }
            (Self::Ed25519(_), _) => self.ed25519().sign(message).to_bytes().to_vec(),
            (_, Signature::Usual) => {
                pkcs1::<sha2::Sha256>(self.rsa(), "2.16.840.1.101.3.4.2.1", message)
            }
            (_, Signature::Sha1) => pkcs1::<sha1::Sha1>(self.rsa(), "1.3.14.3.2.26", message),
            (_, Signature::Md5) => pkcs1::<md5::Md5>(self.rsa(), "1.2.840.113549.2.5", message),
            (_, Signature::Pss { salt }) => {
                let scheme = rsa::pss::SigningKey::<sha2::Sha256>::new_with_salt_len(
                    self.rsa().clone(),
                    salt,
                );
                use rsa::signature::RandomizedSigner;
                scheme.sign_with_rng(&mut Counter(7), message).to_vec()
            }
        }
    }
}

/// The usual signature, the DigestInfo being put in front by hand.
fn pkcs1<D: Digest>(key: &RsaPrivateKey, digest: &str, message: &[u8]) -> Vec<u8> {
    let hash = D::digest(message);
    let info = seq(&[seq(&[oid(digest), vec![5, 0]]), tlv(4, &hash)]);
    key.sign(rsa::Pkcs1v15Sign::new_unprefixed(), &info)
        .unwrap()
}

fn padded<const N: usize>(hash: &[u8]) -> [u8; N] {
    let mut padded = [0; N];
    padded[N - hash.len()..].copy_from_slice(hash);
    padded
}

/// r and s as a SEQUENCE of INTEGERs.
fn ecdsa(fixed: &[u8]) -> Vec<u8> {
    let (r, s) = fixed.split_at(fixed.len() / 2);
    let integer = |octets: &[u8]| {
        let octets: Vec<u8> = octets
            .iter()
            .copied()
            .skip_while(|octet| *octet == 0)
            .collect();
        let zero = if octets.first().is_none_or(|first| first & 0x80 != 0) {
            vec![0]
        } else {
            vec![]
        };
        tlv(2, &[zero, octets].concat())
    };
    seq(&[integer(r), integer(s)])
}

/// Random enough for a salt, and the same each time.
struct Counter(u8);

impl rsa::rand_core::TryRng for Counter {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.0 = self.0.wrapping_mul(5).wrapping_add(3);
        Ok(u32::from_be_bytes([self.0; 4]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.0 = self.0.wrapping_mul(5).wrapping_add(3);
        Ok(u64::from_be_bytes([self.0; 8]))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        for octet in out {
            self.0 = self.0.wrapping_mul(5).wrapping_add(3);
            *octet = self.0;
        }
        Ok(())
    }
}

impl rsa::rand_core::TryCryptoRng for Counter {}
