//! What is wrong with each presented certificate.

use super::facts::Facts;
use super::host;
use super::openssl::{self, SignatureCheck, code};
use super::verdict::Problem;
use crate::certificate::{Certificate, KeyKind};
use crate::order;

/// For each presented certificate the place in which it belongs, and its problems.
pub(super) fn of_each(facts: &Facts<'_>) -> Vec<(Option<usize>, Vec<Problem>)> {
    let places = places(facts);
    let order: Vec<usize> = places.iter().flatten().copied().collect();
    facts
        .presented
        .iter()
        .enumerate()
        .map(|(position, certificate)| {
            let place = places.get(position).copied().flatten();
            let mut found = own(facts, certificate);
            if let Some(place) = place {
                found.extend(on_path(facts, certificate, place));
                // Among those that belong, the nth presented has to be the nth of the path.
                let nth = places.iter().take(position).flatten().count();
                let right: usize = order.iter().filter(|other| **other < place).count();
                if facts.input.ordered && nth != right {
                    found.push(Problem::OutOfOrder);
                }
            }
            if position == facts.bottom
                && facts
                    .input
                    .compared()
                    .is_some_and(|name| !host::compare(certificate, name).matches)
            {
                found.push(Problem::NameMismatch);
            }
            let earlier = facts.presented.get(..position).unwrap_or_default();
            if earlier.contains(certificate) {
                found.push(Problem::Duplicate);
            } else if place.is_none() && !is_alternative(facts, certificate) {
                found.push(Problem::Unrelated);
            }
            order::sort(&mut found);
            found.dedup();
            (place, found)
        })
        .collect()
}

/// The place of each presented certificate in the path; a duplicate has none.
fn places(facts: &Facts<'_>) -> Vec<Option<usize>> {
    facts
        .presented
        .iter()
        .enumerate()
        .map(|(position, certificate)| {
            let place = facts
                .answer
                .path
                .iter()
                .position(|step| step.certificate == certificate)?;
            let earlier = facts.presented.get(..position).unwrap_or_default();
            (!earlier.contains(certificate)).then_some(place)
        })
        .collect()
}

/// Another certificate for a key of the path: a cross-signed one, or the old form of a renewed
/// root. It does no harm.
fn is_alternative(facts: &Facts<'_>, certificate: &Certificate) -> bool {
    let same_holder = |step: &openssl::Step<'_>| {
        step.certificate.subject == certificate.subject
            && step.certificate.key.spki == certificate.key.spki
    };
    let issued_one = |step: &openssl::Step<'_>| {
        step.certificate != certificate
            && step.certificate.may_be_issued_by(certificate)
            && openssl::check_signature(step.certificate, &certificate.key) == SignatureCheck::Valid
    };
    let issued_alternative = || {
        facts.presented.iter().any(|other| {
            other != certificate
                && facts.answer.path.iter().any(|step| {
                    step.certificate.subject == other.subject
                        && step.certificate.key.spki == other.key.spki
                })
                && other.may_be_issued_by(certificate)
        })
    };
    facts
        .answer
        .path
        .iter()
        .any(|step| same_holder(step) || issued_one(step))
        || issued_alternative()
}

/// What is wrong wherever it stands.
fn own(facts: &Facts<'_>, certificate: &Certificate) -> Vec<Problem> {
    let mut found = Vec::new();
    let at = facts.input.at.unix();
    if certificate.not_after.seconds <= at {
        found.push(Problem::Expired);
    }
    if certificate.not_before.seconds > at {
        found.push(Problem::NotYetValid);
    }
    let extensions = &certificate.extensions;
    if !extensions.unhandled_critical.is_empty() || !extensions.invalid.is_empty() {
        found.push(Problem::CriticalExtension);
    }
    let readable = !matches!(certificate.key.kind, KeyKind::Unreadable(_));
    let weak = certificate
        .key
        .security_bits()
        .is_some_and(|bits| bits < LEVEL_1);
    if readable && (weak || matches!(certificate.key.kind, KeyKind::Ec { explicit: true, .. })) {
        found.push(Problem::WeakKey);
    }
    let anchor = certificate.is_self_signed();
    if !anchor
        && certificate
            .signature_algorithm
            .security_bits()
            .is_some_and(|bits| bits < LEVEL_1)
    {
        found.push(Problem::WeakSignature);
    }
    if bad_signature(facts, certificate) {
        found.push(Problem::BadSignature);
    }
    found
}

/// The security bits of OpenSSL's level 1.
const LEVEL_1: u32 = 80;

/// Whether there are certificates that could be its issuer, and none made its signature.
fn bad_signature(facts: &Facts<'_>, certificate: &Certificate) -> bool {
    let candidates = facts
        .presented
        .iter()
        .chain(facts.trusted)
        .filter(|issuer| certificate.may_be_issued_by(issuer));
    let mut any = false;
    for issuer in candidates.take(MOST_CANDIDATES) {
        if openssl::check_signature(certificate, &issuer.key) != SignatureCheck::Invalid {
            return false;
        }
        any = true;
    }
    any
}

/// How many issuers are tried for one certificate.
const MOST_CANDIDATES: usize = 8;

/// What is wrong with it in its place of the path.
fn on_path(facts: &Facts<'_>, certificate: &Certificate, place: usize) -> Vec<Problem> {
    let extensions = &certificate.extensions;
    let mut found = Vec::new();
    for failure in facts
        .answer
        .failures
        .iter()
        .filter(|failure| failure.depth == place)
    {
        let says_ca = extensions.is_ca();
        let forbidden = extensions.key_usage.is_some_and(|usage| !usage.cert_sign());
        let problem = match failure.code {
            code::INVALID_CA if says_ca && forbidden => Some(Problem::KeyUsage),
            code::INVALID_CA => Some(Problem::NotACa),
            code::KEYUSAGE_NO_CERTSIGN => Some(Problem::KeyUsage),
            code::PATH_LENGTH_EXCEEDED => Some(Problem::PathLength),
            code::INVALID_PURPOSE if !openssl::allows_server(certificate) => {
                Some(Problem::ExtendedKeyUsage)
            }
            code::INVALID_PURPOSE
                if place == 0
                    && extensions
                        .key_usage
                        .is_some_and(|usage| !usage.tls_server()) =>
            {
                Some(Problem::KeyUsage)
            }
            code::PERMITTED_VIOLATION..=53 => Some(Problem::NameConstraint),
            code::CERT_SIGNATURE_FAILURE => Some(Problem::BadSignature),
            code::UNHANDLED_CRITICAL_EXTENSION => Some(Problem::CriticalExtension),
            _ => None,
        };
        found.extend(problem);
    }
    found
}
