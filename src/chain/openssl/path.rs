//! The one path that OpenSSL tries.

use super::{Failure, Question, code};
use crate::certificate::{Certificate, KeyKind};

/// Where a certificate of the path comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the leaf.
    Leaf,
    /// One of the others that the server sent, by index.
    Sent(usize),
    /// One of the trusted ones, by index.
    Trusted(usize),
}

/// One certificate of the path.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The certificate.
    pub certificate: &'a Certificate,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it was found among the trusted ones.
    pub trusted: bool,
}

/// A path, whether or not it leads to trust.
pub(super) struct Built<'a> {
    pub(super) path: Vec<Step<'a>>,
    pub(super) failure: Option<Failure>,
    /// Whether OpenSSL can go on after the failure.
    pub(super) go_on: bool,
}

pub(super) fn build<'a>(
    leaf: &'a Certificate,
    sent: &'a [Certificate],
    trusted: &'a [Certificate],
    question: &Question<'_>,
) -> Built<'a> {
    let most = question.depth + 1;
    let mut path = vec![Step {
        certificate: leaf,
        origin: Origin::Leaf,
        trusted: false,
    }];
    let mut left: Vec<(usize, &Certificate)> = sent.iter().enumerate().collect();
    let mut look_at_sent = !sent.is_empty();
    // Each turn either adds a certificate, ends, or stops looking at the sent ones.
    while let Some(current) = path.last().copied() {
        let certificate = current.certificate;
        if path.len() <= most
            && let Some((index, issuer)) = trusted_issuer(certificate, trusted, question.at)
        {
            if matches!(certificate.key.kind, KeyKind::Unreadable(_)) {
                let failure = Some(Failure {
                    code: code::UNSPECIFIED,
                    depth: path.len() - 1,
                });
                return Built {
                    path,
                    failure,
                    go_on: false,
                };
            }
            let step = Step {
                certificate: issuer,
                origin: Origin::Trusted(index),
                trusted: true,
            };
            let self_signed = certificate.is_self_signed();
            // A self-signed certificate must itself be among the trusted ones, not one of its name.
            let found = !self_signed || certificate == issuer;
            if found {
                if self_signed {
                    path.pop();
                }
                path.push(step);
                if anchors(issuer) || question.partial {
                    return Built {
                        path,
                        failure: None,
                        go_on: true,
                    };
                }
                look_at_sent = false;
                if !issuer.is_self_signed() {
                    continue;
                }
            }
        }
        if !look_at_sent {
            break;
        }
        let next = if certificate.is_self_signed() || path.len() > most {
            None
        } else {
            sent_issuer(certificate, &left, &path, question.at)
        };
        match next {
            Some(index) => {
                let Some(issuer) = sent.get(index) else { break };
                left.retain(|(other, _)| *other != index);
                path.push(Step {
                    certificate: issuer,
                    origin: Origin::Sent(index),
                    trusted: false,
                });
            }
            None => look_at_sent = false,
        }
    }
    // Last resort of a partial chain: the leaf itself is among the trusted ones.
    if question.partial
        && path.iter().all(|step| !step.trusted)
        && path.len() <= most
        && trusted.contains(leaf)
    {
        path.truncate(1);
        if let (Some(first), Some(index)) = (
            path.first_mut(),
            trusted.iter().position(|other| other == leaf),
        ) {
            *first = Step {
                certificate: leaf,
                origin: Origin::Trusted(index),
                trusted: true,
            };
        }
        return Built {
            path,
            failure: None,
            go_on: true,
        };
    }
    let depth = path.len() - 1;
    let self_signed = path
        .last()
        .is_some_and(|step| step.certificate.is_self_signed());
    let any_trusted = path.iter().any(|step| step.trusted);
    let code = if path.len() > most {
        code::CERT_CHAIN_TOO_LONG
    } else if self_signed && depth == 0 {
        code::DEPTH_ZERO_SELF_SIGNED_CERT
    } else if self_signed {
        code::SELF_SIGNED_CERT_IN_CHAIN
    } else if any_trusted {
        code::UNABLE_TO_GET_ISSUER_CERT
    } else {
        code::UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    };
    Built {
        path,
        failure: Some(Failure { code, depth }),
        go_on: true,
    }
}

/// Whether a trusted certificate ends a path: it is self-signed and decodes cleanly.
fn anchors(certificate: &Certificate) -> bool {
    certificate.is_self_signed() && certificate.extensions.invalid.is_empty()
}

/// The first trusted issuer that is valid now, else the one that stayed valid longest.
fn trusted_issuer<'a>(
    certificate: &Certificate,
    trusted: &'a [Certificate],
    at: i64,
) -> Option<(usize, &'a Certificate)> {
    let candidates = trusted
        .iter()
        .enumerate()
        .filter(|(_, issuer)| certificate.may_be_issued_by(issuer));
    best(candidates, at)
}

/// The same among the sent ones. None is used twice, but a self-issued leaf may be sent again.
fn sent_issuer(
    certificate: &Certificate,
    left: &[(usize, &Certificate)],
    path: &[Step<'_>],
    at: i64,
) -> Option<usize> {
    let again = path.len() == 1 && certificate.is_self_issued();
    let candidates = left
        .iter()
        .copied()
        .filter(|(_, issuer)| certificate.may_be_issued_by(issuer))
        .filter(|(_, issuer)| again || path.iter().all(|step| step.certificate != *issuer));
    best(candidates, at).map(|(index, _)| index)
}

fn best<'a>(
    candidates: impl Iterator<Item = (usize, &'a Certificate)>,
    at: i64,
) -> Option<(usize, &'a Certificate)> {
    let mut expired: Option<(usize, &Certificate)> = None;
    for (index, issuer) in candidates {
        if issuer.is_current(at) {
            return Some((index, issuer));
        }
        if expired.is_none_or(|(_, best)| issuer.not_after > best.not_after) {
            expired = Some((index, issuer));
        }
    }
    expired
}
