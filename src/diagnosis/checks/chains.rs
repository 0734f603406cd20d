//! Checks on certificates: a message against the chain, what is uploaded as trusted root, private
//! keys among what was pasted.

use super::Found;
use crate::certificate::Certificate;
use crate::certificate::private_key::Secret;
use crate::chain::{self, State, openssl};
use crate::diagnosis::chains::concerns;
use crate::diagnosis::configuration::belongs;
use crate::diagnosis::servers::named;
use crate::diagnosis::{Case, ChainFinding, Check, Outcome, Problem, Severity};
use crate::evidence::Content;
use crate::fault::{Basis, Fault};
use crate::gateway::{Sku, UploadedCertificate};
use crate::language::checks::chains as say;
use crate::words::TRUSTED_ROOT;

pub(super) fn run(case: &Case, found: Found<'_>, checks: &mut Vec<Check>) {
    let (problems, chains) = (found.problems, found.chains);
    checks.extend(
        problems
            .iter()
            .filter_map(|problem| contradiction(case, problem, chains)),
    );
    roots(case, found, checks);
    for piece in &case.evidence {
        if let Content::PrivateKey(secret) = piece.content {
            let on = say::place(&piece.source, piece.position.line);
            checks.extend(private_key(secret, on));
        }
    }
}

/// Whether the chain that its servers present does not show what a problem's message says.
pub(in crate::diagnosis) fn contradicts(
    case: &Case,
    problem: &Problem,
    chains: &[ChainFinding],
) -> bool {
    contradiction(case, problem, chains).is_some_and(|check| check.outcome == Outcome::Warn)
}

/// Whether a message and the chain that its servers present say the same.
fn contradiction(case: &Case, problem: &Problem, chains: &[ChainFinding]) -> Option<Check> {
    let fault = problem.fault;
    if !chain::causes(fault) || problem.message.is_none() || problem.severity == Severity::Info {
        return None;
    }
    let concerned: Vec<&ChainFinding> = chains
        .iter()
        .filter(|chain| concerns(chain, &problem.servers))
        .collect();
    // A chain known to be of these servers says more than one that may be of any.
    let of_them: Vec<&ChainFinding> = concerned
        .iter()
        .copied()
        .filter(|chain| !chain.servers.is_empty() && !problem.servers.is_empty())
        .collect();
    let asked = if of_them.is_empty() {
        concerned
    } else {
        of_them
    };
    let first = *asked.first()?;
    let agrees = |chain: &&&ChainFinding| agrees(chain, problem);
    let (outcome, because) = if let Some(chain) = asked.iter().find(agrees) {
        (Outcome::Pass, say::shows(place(case, chain)))
    } else if asked.iter().any(|chain| is_open(chain, fault)) {
        (Outcome::Unknown, say::not_all_judged(place(case, first)))
    } else {
        (Outcome::Warn, contradicted(case, first, fault))
    };
    Some(Check {
        id: "message-contradicts-chain",
        outcome,
        basis: Basis::Inferred,
        subject: say::message_of(fault.id()),
        gateway: None,
        because,
    })
}

fn place(case: &Case, chain: &ChainFinding) -> String {
    case.evidence.get(chain.evidence).map_or_else(
        || say::THE_CHAIN.to_owned(),
        |piece| say::the_chain_in(&piece.source, piece.position.line),
    )
}

fn agrees(chain: &ChainFinding, problem: &Problem) -> bool {
    // OpenSSL's code says in a number what other messages say in words.
    let same_code = problem.fault == Fault::VerificationFailed
        && chain.verdict.openssl_code.is_some_and(|code| code != 0)
        && problem.details.openssl_code == chain.verdict.openssl_code;
    same_code || chain.verdict.faults.contains(&problem.fault)
}

/// Whether what would show the fault could not be judged.
fn is_open(chain: &ChainFinding, fault: Fault) -> bool {
    let on_name = fault == Fault::CertificateNameMismatch && chain.verdict.compared_name.is_none();
    let on_trust = chain.trust_open && fault != Fault::CertificateExpired;
    let left_out = chain
        .verdict
        .certificates
        .iter()
        .any(|one| one.certificate.is_none());
    chain.verdict.state == State::Unknown && (left_out || on_name || on_trust)
}

fn contradicted(case: &Case, chain: &ChainFinding, fault: Fault) -> String {
    let verdict = &chain.verdict;
    let instead = match (verdict.state, verdict.predicted) {
        (State::Accepted, _) => say::WOULD_BE_ACCEPTED.to_owned(),
        (_, Some(other)) => say::would_be_refused(other.id()),
        _ => say::NOTHING_WRONG.to_owned(),
    };
    let special = match fault {
        Fault::CertificateExpired => say::ALSO_HANDSHAKE,
        Fault::CertificateNameMismatch => say::ALSO_UNTRUSTED,
        Fault::RootMismatch => say::ALSO_ROOT_NOT_SENT,
        Fault::IntermediateMissing => say::OTHERS_FILL_IN,
        _ => "",
    };
    say::does_not_show(place(case, chain), &instead, special)
}

/// What is uploaded as trusted root must be one: a CA's own certificate, within its dates.
fn roots(case: &Case, found: Found<'_>, checks: &mut Vec<Check>) {
    // On v1 server certificates are uploaded; these rules are not for them.
    if case.typed.sku == Some(Sku::V1) {
        return;
    }
    let mut seen: Vec<(Option<&str>, &Certificate)> = Vec::new();
    for uploaded in case.typed.roots.iter().chain(case.uploaded(Sku::V2)) {
        let several = uploaded.certificates.len() > 1;
        for (position, certificate) in uploaded.certificates.iter().enumerate() {
            if seen.contains(&(uploaded.name.as_deref(), certificate)) {
                continue;
            }
            seen.push((uploaded.name.as_deref(), certificate));
            let mut on = TRUSTED_ROOT.or_unnamed(uploaded.name.as_deref());
            if several {
                on = say::certificate(&on, position + 1);
            }
            let from = checks.len();
            root(case, certificate, &on, checks);
            if !is_used(case, found, uploaded) {
                // It does no harm as long as nothing trusts it.
                for check in checks.iter_mut().skip(from) {
                    if check.outcome == Outcome::Fail {
                        check.outcome = Outcome::Warn;
                        check.because.push_str(say::NO_SETTING_HAS_IT);
                    }
                }
            }
        }
        unreadable(uploaded, checks);
    }
}

/// Whether a backend setting may have it: typed in, or not known to be on none.
fn is_used(case: &Case, found: Found<'_>, uploaded: &UploadedCertificate) -> bool {
    let Some(name) = uploaded.name.as_deref() else {
        return true;
    };
    let typed = case.typed.roots.iter().any(|root| root == uploaded);
    let mut settings = found.configuration.settings().peekable();
    typed
        || settings.peek().is_none()
        || settings.any(|setting| {
            belongs(&uploaded.id, Some(&setting.id))
                && setting
                    .trusted_roots
                    .as_ref()
                    .is_none_or(|names| names.iter().any(|other| named(Some(other), name)))
        })
}

fn unreadable(uploaded: &UploadedCertificate, checks: &mut Vec<Check>) {
    if !uploaded.certificates.is_empty() || uploaded.key_vault {
        return;
    }
    checks.push(Check {
        id: "trusted-root-not-ca",
        outcome: Outcome::Unknown,
        basis: Basis::Documented,
        subject: TRUSTED_ROOT.or_unnamed(uploaded.name.as_deref()),
        gateway: None,
        because: say::NOT_READ.to_owned(),
    });
}

fn root(case: &Case, certificate: &Certificate, on: &str, checks: &mut Vec<Check>) {
    let name = certificate.subject.short();
    let self_signed = certificate.is_self_signed();
    let ca = openssl::is_ca(certificate);
    let mut check = |id, outcome, because: String| {
        checks.push(Check {
            id,
            outcome,
            basis: Basis::Documented,
            subject: on.to_owned(),
            gateway: None,
            because,
        });
    };
    check(
        "trusted-root-not-ca",
        super::fail_or_pass(!ca),
        if ca {
            say::is_ca(&name)
        } else {
            say::is_no_ca(&name)
        },
    );
    let (outcome, because) = match (ca, self_signed) {
        (_, true) => (Outcome::Pass, say::issued_itself(&name)),
        (false, false) => (
            Outcome::Fail,
            say::server_certificate(&name, &certificate.issuer),
        ),
        (true, false) => (Outcome::Fail, say::intermediate(&name, &certificate.issuer)),
    };
    check("trusted-root-is-leaf", outcome, because);
    let at = case.at.unix();
    let left = certificate.not_after.seconds.saturating_sub(at);
    let (outcome, because) = if left <= 0 {
        (Outcome::Fail, say::expired(&name, certificate.not_after))
    } else if certificate.not_before.seconds > at {
        (
            Outcome::Fail,
            say::not_valid_before(&name, certificate.not_before),
        )
    } else if left < SOON {
        (
            Outcome::Warn,
            say::expires_in(&name, certificate.not_after, left / 86_400),
        )
    } else {
        (
            Outcome::Pass,
            say::valid_until(&name, certificate.not_after),
        )
    };
    check("trusted-root-expired", outcome, because);
}

/// Thirty days.
const SOON: i64 = 30 * 86_400;

fn private_key(secret: Secret, on: String) -> Option<Check> {
    let (outcome, because) = match secret {
        Secret::PrivateKey => (Outcome::Fail, say::KEY),
        Secret::EncryptedPrivateKey => (Outcome::Warn, say::ENCRYPTED_KEY),
        Secret::Pfx => (Outcome::Warn, say::PFX),
        // The note on its place says it.
        Secret::Credential => return None,
    };
    Some(Check {
        id: "private-key-pasted",
        outcome,
        basis: Basis::Inferred,
        subject: on,
        gateway: None,
        because: because.to_owned(),
    })
}
