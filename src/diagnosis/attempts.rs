//! What tools on other machines met at the servers, and how far that holds for the gateway.
//!
//! The names, routes, security groups and trusted roots of that machine need not be the gateway's, so
//! nothing here is a fault of the gateway's own report.

use super::checks::Found;
use super::{Case, Check, Outcome, Problem, ServerFinding};
use crate::evidence::Content;
use crate::fault::{self, Attempt, Basis, Fault};
use crate::language::diagnosis::attempts as say;

/// A check for each attempt, and for each change that the control plane refused; equal ones count once.
pub(super) fn checks(case: &Case, found: Found<'_>, checks: &mut Vec<Check>) {
    let mut seen: Vec<&str> = Vec::new();
    for piece in &case.evidence {
        let Content::Message(text) = &piece.content else {
            continue;
        };
        if seen.contains(&text.as_str()) || fault::classify(text, None).is_some() {
            continue;
        }
        seen.push(text);
        let check = |id, outcome, basis, subject: &str, because| Check {
            id,
            outcome,
            basis,
            subject: subject.to_owned(),
            gateway: None,
            because,
        };
        if let Some((code, id)) = fault::refusal(text) {
            let (subject, because) = (say::REFUSED_CHANGE, say::refused(code));
            checks.push(check(
                id,
                Outcome::Fail,
                Basis::Documented,
                subject,
                because,
            ));
        } else if let Some(attempt) = fault::attempt(text) {
            let told = related(attempt).iter().any(|fault| {
                let mut problems = found.problems.iter();
                problems.any(|one| one.fault == *fault && is_of(one, text, found.servers))
            });
            let worked = matches!(attempt, Attempt::Connected | Attempt::Resolved);
            let outcome = match (worked, told) {
                (true, true) => Outcome::Warn,
                (true, false) => Outcome::Pass,
                (false, _) => Outcome::Fail,
            };
            let because = say::because(attempt, told, text.replace('`', "'"));
            checks.push(check(
                "response-errors",
                outcome,
                Basis::Inferred,
                say::subject(attempt),
                because,
            ));
        }
    }
}

/// What the gateway says where it meets the same; where the attempt worked, where it got less far.
fn related(attempt: Attempt) -> &'static [Fault] {
    use Fault::{
        CertificateExpired, CertificateNameMismatch, DnsResolution, HealthUnknown,
        IntermediateMissing, IntermediateNotPublicCa, ProbeTimeout, RootMismatch,
        RootMismatchNoRoot, ServerNotPublicCa, TcpConnect, TlsHandshake, VerificationFailed,
    };
    match attempt {
        Attempt::ProxyLog => &[],
        Attempt::Connected | Attempt::NoAnswer | Attempt::Unreachable => {
            &[TcpConnect, ProbeTimeout]
        }
        Attempt::Resolved | Attempt::NotResolved => &[DnsResolution, HealthUnknown],
        Attempt::Refused => &[TcpConnect],
        Attempt::Closed | Attempt::WantsClientCertificate | Attempt::NoHandshake => {
            &[TcpConnect, TlsHandshake]
        }
        Attempt::WrongName => &[CertificateNameMismatch],
        Attempt::OutOfDate => &[CertificateExpired],
        Attempt::NotTrusted => &[
            IntermediateMissing,
            ServerNotPublicCa,
            IntermediateNotPublicCa,
            RootMismatchNoRoot,
            RootMismatch,
            VerificationFailed,
        ],
    }
}

/// Whether a problem is one of a server that the text names; of any, where it has no servers.
fn is_of(problem: &Problem, text: &str, servers: &[ServerFinding]) -> bool {
    let mut rows = problem.servers.iter().filter_map(|&row| servers.get(row));
    let mut words = text.split([' ', ',', '(', ')']);
    problem.servers.is_empty()
        || rows.any(|row| {
            let address = row.address.as_deref();
            address.is_some_and(|address| words.any(|word| word.eq_ignore_ascii_case(address)))
        })
}
