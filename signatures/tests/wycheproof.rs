//! Wycheproof's vectors: signatures at the edges of arithmetic, of ranges and of padding.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use signatures::elliptic::Curve;
use signatures::rsa::{Key, Pss};
use signatures::{Digest, ed25519};
use wycheproof::{HashFunction, TestResult, ecdsa, eddsa, rsa_pkcs1_verify, rsa_pss_verify};

fn digest(function: HashFunction) -> Option<Digest> {
    Some(match function {
        HashFunction::Sha1 => Digest::Sha1,
        HashFunction::Sha2_224 => Digest::Sha224,
        HashFunction::Sha2_256 => Digest::Sha256,
        HashFunction::Sha2_384 => Digest::Sha384,
        HashFunction::Sha2_512 => Digest::Sha512,
        _ => return None,
    })
}

/// Holds an answer to what is said of the vector. One that is acceptable may be judged either way.
fn compare(what: &str, answer: Option<()>, expected: TestResult) {
    if expected != TestResult::Acceptable {
        assert_eq!(answer.is_some(), expected == TestResult::Valid, "{what}");
    }
}

#[test]
fn ecdsa() {
    use ecdsa::TestName;
    let mut count = 0;
    for (name, curve, length) in [
        (TestName::EcdsaSecp256r1Sha256P1363, "P-256", 32),
        (TestName::EcdsaSecp256r1Sha512P1363, "P-256", 32),
        (TestName::EcdsaSecp384r1Sha384P1363, "P-384", 48),
        (TestName::EcdsaSecp384r1Sha512P1363, "P-384", 48),
        (TestName::EcdsaSecp521r1Sha512P1363, "P-521", 66),
    ] {
        let curve = Curve::named(curve).unwrap();
        for group in ecdsa::TestSet::load(name).unwrap().test_groups {
            let digest = digest(group.hash).unwrap();
            assert!(curve.holds(&group.key.key));
            for test in &group.tests {
                // How the two numbers are encoded is not judged here.
                let Some((r, s)) = test.sig.split_at_checked(length) else {
                    continue;
                };
                if s.len() != length {
                    continue;
                }
                let answer = curve.verifies(&group.key.key, &digest.hash(&test.msg), [r, s]);
                let what = format!("{name:?} {}: {}", test.tc_id, test.comment);
                compare(&what, answer, test.result);
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn ed25519() {
    let mut count = 0;
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
    for group in set.test_groups {
        let key: &[u8; 32] = group.key.pk[..].try_into().unwrap();
        for test in &group.tests {
            let answer = ed25519::verify(key, &test.msg, &test.sig);
            let what = format!("Ed25519 {}: {}", test.tc_id, test.comment);
            compare(&what, answer, test.result);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn rsa_pkcs1() {
    use rsa_pkcs1_verify::TestName;
    let mut count = 0;
    for name in [
        TestName::Rsa2048Sha224,
        TestName::Rsa2048Sha256,
        TestName::Rsa2048Sha384,
        TestName::Rsa2048Sha512,
        TestName::Rsa3072Sha256,
        TestName::Rsa3072Sha384,
        TestName::Rsa3072Sha512,
        TestName::Rsa4096Sha512,
        TestName::Rsa8192Sha256,
    ] {
        for group in rsa_pkcs1_verify::TestSet::load(name).unwrap().test_groups {
            let digest = digest(group.hash).unwrap();
            for test in &group.tests {
                let key = Key::new(&group.key.n, &group.key.e).unwrap();
                let answer = key.pkcs1(digest, &test.msg, &test.sig);
                let what = format!("{name:?} {}: {}", test.tc_id, test.comment);
                compare(&what, answer, test.result);
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn rsa_pss() {
    use rsa_pss_verify::TestName;
    let mut count = 0;
    for name in [
        TestName::RsaPss2048Sha1Mgf1SaltLen20,
        TestName::RsaPss2048Sha256Mgf1SaltLen0,
        TestName::RsaPss2048Sha256Mgf1SaltLen32,
        TestName::RsaPss2048Sha256Mgf1Sha1_20,
        TestName::RsaPss2048Sha384Mgf1SaltLen48,
        TestName::RsaPss3072Sha256Mgf1SaltLen32,
        TestName::RsaPss4096Sha256Mgf1SaltLen32,
        TestName::RsaPss4096Sha512Mgf1SaltLen64,
        TestName::RsaPssmisc,
    ] {
        for group in rsa_pss_verify::TestSet::load(name).unwrap().test_groups {
            let hashes = (digest(group.hash), group.mgf_hash.and_then(digest));
            let (Some(digest), Some(mask_digest)) = hashes else {
                continue;
            };
            let salt = group.salt_size;
            for test in &group.tests {
                let key = Key::new(&group.key.n, &group.key.e).unwrap();
                let with = Pss {
                    digest,
                    mask_digest,
                    salt,
                };
                let answer = key.pss(with, &test.msg, &test.sig);
                let what = format!("{name:?} {}: {}", test.tc_id, test.comment);
                compare(&what, answer, test.result);
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
}
