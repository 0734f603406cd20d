//! The smallest change that makes a chain pass.

use super::facts::Facts;
use super::roots::List;
use super::verdict::{Problem, Role};
use super::{host, problems};
use crate::certificate::Certificate;
use crate::fault::Fault;

/// One change. Positions are those presented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Install these certificates on the backend, in this order.
    InstallInOrder {
        /// The positions at which they are presented now.
        order: Vec<usize>,
    },
    /// Install the missing issuer behind the certificate at this position.
    AddIssuer {
        /// The certificate whose issuer is missing.
        below: usize,
        /// The issuer's name.
        subject: String,
        /// Where the certificate itself says that the issuer can be fetched.
        fetch_from: Vec<String>,
        /// Presented certificates of that name that did not issue it: another key.
        impostors: Vec<usize>,
    },
    /// Install the server certificate: only CA certificates are presented.
    AddLeaf,
    /// Have a CA issue the server certificate, and upload that CA's root.
    UseCa {
        /// The self-signed certificate.
        position: usize,
    },
    /// Upload this root to the backend setting.
    UploadRoot {
        /// Its name.
        subject: String,
        /// Its SHA-256 fingerprint, where the certificate is there.
        sha256: Option<String>,
    },
    /// Upload the server certificate to the setting (v1).
    UploadLeaf {
        /// Its position.
        position: usize,
    },
    /// Take the uploaded roots off the setting ("well-known CA"): the chain is a public one.
    UseWellKnown,
    /// Renew this certificate.
    Renew {
        /// Its name.
        subject: String,
        /// Where it is presented; `None` for an uploaded root.
        position: Option<usize>,
    },
    /// Compare another name: one that is in the certificate. Where there is none, have the
    /// certificate reissued with the host's name.
    SetHost {
        /// The names in the certificate.
        names: Vec<String>,
    },
    /// Have this certificate reissued.
    Reissue {
        /// Its name.
        subject: String,
        /// Where it is presented; `None` for a trusted one.
        position: Option<usize>,
        /// What has to be different.
        problem: Option<Problem>,
        /// OpenSSL's code for it.
        code: u32,
    },
}

pub(super) fn fixes(facts: &Facts<'_>, faults: &[Fault], root_list: Option<List>) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    for fault in faults {
        for fix in one(facts, *fault, root_list) {
            if !fixes.contains(&fix) {
                fixes.push(fix);
            }
        }
    }
    fixes
}

fn one(facts: &Facts<'_>, fault: Fault, root_list: Option<List>) -> Vec<Fix> {
    match fault {
        Fault::LeafNotTopmost => vec![Fix::InstallInOrder {
            order: order(facts),
        }],
        Fault::LeafMissing => vec![Fix::AddLeaf],
        Fault::IntermediateMissing => vec![missing_issuer(facts)],
        Fault::AuthenticationCertificateMismatch => vec![Fix::UploadLeaf {
            position: facts.bottom,
        }],
        Fault::IntermediateNotPublicCa
        | Fault::RootMismatchNoRoot
        | Fault::ServerNotPublicCa
        | Fault::RootMismatch => {
            let public = matches!(root_list, Some(List::WellKnown | List::FormerlyPublic));
            vec![if public && !facts.input.uses_well_known() {
                Fix::UseWellKnown
            } else {
                upload_root(facts)
            }]
        }
        Fault::CertificateExpired => {
            let at = facts.input.at.unix();
            let path = facts.answer.path.iter().map(|step| step.certificate);
            path.filter(|certificate| {
                certificate.not_before.seconds > at || certificate.not_after.seconds <= at
            })
            .map(|certificate| Fix::Renew {
                subject: certificate.subject.to_string(),
                position: position(facts, certificate),
            })
            .collect()
        }
        Fault::CertificateNameMismatch => {
            let names = facts.bottom().map(host::suggestions).unwrap_or_default();
            vec![Fix::SetHost { names }]
        }
        Fault::VerificationFailed => reissue(facts).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn position(facts: &Facts<'_>, certificate: &Certificate) -> Option<usize> {
    facts
        .presented
        .iter()
        .position(|other| other == certificate)
}

/// The presented positions in the order of the path.
fn order(facts: &Facts<'_>) -> Vec<usize> {
    facts
        .answer
        .path
        .iter()
        .filter_map(|step| position(facts, step.certificate))
        .collect()
}

fn missing_issuer(facts: &Facts<'_>) -> Fix {
    if facts.roles.get(facts.bottom) == Some(&Role::SelfSignedLeaf) {
        return Fix::UseCa {
            position: facts.bottom,
        };
    }
    let Some(bottom) = facts.bottom() else {
        return Fix::AddLeaf;
    };
    let impostor = |(at, other): (usize, &Certificate)| {
        (at != facts.bottom && other.subject == bottom.issuer).then_some(at)
    };
    Fix::AddIssuer {
        below: facts.bottom,
        subject: bottom.issuer.to_string(),
        fetch_from: bottom.extensions.ca_issuers.clone(),
        impostors: facts
            .presented
            .iter()
            .enumerate()
            .filter_map(impostor)
            .collect(),
    }
}

fn upload_root(facts: &Facts<'_>) -> Fix {
    match root(facts) {
        Some(root) => Fix::UploadRoot {
            subject: root.subject.to_string(),
            sha256: Some(root.sha256_hex()),
        },
        None => {
            let top = facts
                .answer
                .path
                .last()
                .map(|step| step.certificate.issuer.to_string());
            Fix::UploadRoot {
                subject: top.unwrap_or_default(),
                sha256: None,
            }
        }
    }
}

/// The root of the chain, where its certificate is there: the end of the path, or a presented
/// root that issued it.
fn root<'a>(facts: &Facts<'a>) -> Option<&'a Certificate> {
    let last = facts.answer.path.last()?.certificate;
    if last.is_self_signed() {
        return Some(last);
    }
    facts
        .presented
        .iter()
        .find(|other| other.is_self_signed() && last.may_be_issued_by(other))
}

fn reissue(facts: &Facts<'_>) -> Option<Fix> {
    let failure = facts.other_failure()?;
    let certificate = facts.answer.path.get(failure.depth)?.certificate;
    let position = position(facts, certificate);
    let all = problems::of_each(facts);
    let here = position
        .and_then(|at| all.into_iter().nth(at))
        .map(|(_, problems)| problems)
        .unwrap_or_default();
    let dates = [
        Problem::Expired,
        Problem::NotYetValid,
        Problem::NameMismatch,
        Problem::OutOfOrder,
        Problem::Duplicate,
    ];
    Some(Fix::Reissue {
        subject: certificate.subject.to_string(),
        position,
        problem: here.into_iter().find(|problem| !dates.contains(problem)),
        code: failure.code,
    })
}

/// The chain in its right order and the root to upload, in PEM, as far as they are there. The root
/// belongs into the chain too: that is what is recommended.
pub(super) fn files(facts: &Facts<'_>) -> (Option<String>, Option<String>) {
    let path = &facts.answer.path;
    let mut chain: Vec<&Certificate> = path.iter().map(|step| step.certificate).collect();
    let root = root(facts);
    if let Some(root) = root
        && !chain.contains(&root)
    {
        chain.push(root);
    }
    let pems: Vec<String> = chain
        .iter()
        .filter_map(|certificate| certificate.pem())
        .collect();
    (
        (!pems.is_empty() && facts.has_leaf).then(|| pems.concat()),
        root.and_then(Certificate::pem),
    )
}
