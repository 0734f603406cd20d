//! Puts the verdict together.

use super::facts::{self, Facts};
use super::openssl::{self, Failure, Host, Question};
use super::roots::List;
use super::verdict::{Judged, Role, State, TrustedBy, Verdict};
use super::{Input, MOST_PRESENTED, described, fix, host, problems, strict};
use crate::certificate::Certificate;
use crate::certificate::bundle::Element;
use crate::fault::{Basis, Fault};
use crate::gateway::Sku;
use std::borrow::Cow;

/// Judges a presented chain: what OpenSSL says, what the gateway says of that, and what else is wrong.
#[must_use]
pub fn judge(input: &Input<'_>) -> Verdict {
    let considered = input
        .presented
        .get(..MOST_PRESENTED)
        .unwrap_or(input.presented);
    let certificates: Option<Vec<Certificate>> = considered
        .iter()
        .map(|element| element.certificate().cloned())
        .collect();
    match certificates {
        Some(certificates) if !certificates.is_empty() => judge_certificates(input, &certificates),
        _ => described::judge(input, considered),
    }
}

fn judge_certificates(input: &Input<'_>, presented: &[Certificate]) -> Verdict {
    let at = input.at.unix();
    let compared = input.compared();
    let roles = facts::roles(presented, compared);
    let leaf = roles.iter().position(|role| role.is_leaf());
    let bottom_at = leaf.or_else(|| lowest(presented)).unwrap_or(0);
    let others = without(presented, bottom_at);
    let trusted = trusted(input);
    let Some(bottom) = presented.get(bottom_at) else {
        return described::judge(input, &[]);
    };
    let facts = Facts {
        input,
        presented,
        roles,
        bottom: bottom_at,
        has_leaf: leaf.is_some(),
        others: &others,
        trusted: &trusted,
        answer: facts::ask(bottom, &others, &trusted, at),
    };
    let faults = facts.faults();
    let trusted_by = trusted_by(&facts);
    let state = state(&facts, &faults);
    let root_list = trusted_by
        .as_ref()
        .map(|by| by.list)
        .or_else(|| root_list(&facts));
    let first = as_presented(input, presented, bottom_at, &trusted);
    let certificates = judged(&facts);
    let fixes = fix::fixes(&facts, &faults, root_list);
    let (corrected_chain, root) = fix::files(&facts);
    Verdict {
        state,
        predicted: faults.first().copied().filter(|_| state == State::Refused),
        basis: basis(input, state, &faults, trusted_by.as_ref()),
        openssl_code: Some(first.code),
        openssl_depth: (first.code != 0).then_some(first.depth),
        warnings: strict::warnings(&facts, trusted_by.as_ref(), root_list, &faults),
        faults,
        trusted_by,
        root_list,
        compared_name: compared.map(|name| host::compare(bottom, name).name),
        certificates,
        fixes,
        corrected_chain,
        root,
    }
}

/// The lowest of a run of CAs: the first that issued none of the others.
fn lowest(presented: &[Certificate]) -> Option<usize> {
    presented.iter().enumerate().position(|(at, certificate)| {
        !presented.iter().enumerate().any(|(other, below)| {
            other != at && below != certificate && below.may_be_issued_by(certificate)
        })
    })
}

fn without(presented: &[Certificate], position: usize) -> Vec<Certificate> {
    presented
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != position)
        .map(|(_, certificate)| certificate.clone())
        .collect()
}

/// What the gateway trusts. Roots that were public once stand behind the current ones: the gateway
/// may or may not have them, and the verdict says so.
fn trusted<'a>(input: &Input<'a>) -> Cow<'a, [Certificate]> {
    if input.uses_well_known() {
        return Cow::Borrowed(input.roots.all());
    }
    let mut trusted: Vec<Certificate> = Vec::new();
    for root in input.uploaded {
        if !trusted.contains(root) {
            trusted.push(root.clone());
        }
    }
    Cow::Owned(trusted)
}

/// What OpenSSL says to the chain exactly as presented, with the name.
fn as_presented(
    input: &Input<'_>,
    presented: &[Certificate],
    bottom: usize,
    trusted: &[Certificate],
) -> Failure {
    let first = if input.ordered { 0 } else { bottom };
    let host = input.compared().map(Host::parse);
    let question = Question::of_tls_client(input.at.unix(), host.as_ref());
    let others = without(presented, first);
    presented
        .get(first)
        .map_or(Failure { code: 0, depth: 0 }, |leaf| {
            openssl::verify(leaf, &others, trusted, &question).first()
        })
}

fn state(facts: &Facts<'_>, faults: &[Fault]) -> State {
    let input = facts.input;
    if !faults.is_empty() {
        return State::Refused;
    }
    let name_open = input.validate_sni && input.compared().is_none();
    let unchecked = input.validate_chain_and_expiry && facts.stops_unchecked();
    if name_open || unchecked {
        State::Unknown
    } else {
        State::Accepted
    }
}

/// The messages' conditions are documented; which of several comes first is not, nor what the
/// gateway's own list holds.
fn basis(
    input: &Input<'_>,
    state: State,
    faults: &[Fault],
    trusted_by: Option<&TrustedBy>,
) -> Basis {
    match (state, faults) {
        (State::Refused, [Fault::AuthenticationCertificateMismatch]) => Basis::Observed,
        (State::Refused, [_]) if input.sku == Sku::V2 => Basis::Documented,
        (State::Accepted, _) if trusted_by.is_none_or(|by| by.list == List::Uploaded) => {
            Basis::Documented
        }
        _ => Basis::Inferred,
    }
}

/// The trusted certificate at the end of the path, and its list.
fn trusted_by(facts: &Facts<'_>) -> Option<TrustedBy> {
    let by = |list: List, certificate: &Certificate| TrustedBy {
        list,
        subject: certificate.subject.to_string(),
        sha256: certificate.sha256_hex(),
    };
    if facts.input.sku == Sku::V1
        && let Some(bottom) = facts.bottom()
        && facts.input.uploaded.contains(bottom)
    {
        return Some(by(List::Uploaded, bottom));
    }
    if facts
        .answer
        .failures
        .iter()
        .any(|failure| facts::is_path_code(failure.code))
    {
        return None;
    }
    let last = facts.answer.path.last()?;
    let openssl::Origin::Trusted(index) = last.origin else {
        return None;
    };
    let list = if facts.input.uses_well_known() {
        facts.input.roots.tier(index)
    } else {
        List::Uploaded
    };
    Some(by(list, last.certificate))
}

/// The list of the root to which the chain leads though it is not trusted.
fn root_list(facts: &Facts<'_>) -> Option<List> {
    let last = facts.answer.path.last()?.certificate;
    let leads_to = |root: &Certificate| {
        *root == *last
            || (last.is_self_signed()
                && root.subject == last.subject
                && root.key.spki == last.key.spki)
            || (last.may_be_issued_by(root)
                && openssl::check_signature(last, &root.key) == openssl::SignatureCheck::Valid)
    };
    if facts.input.uploaded.iter().any(leads_to) {
        return Some(List::Uploaded);
    }
    facts
        .input
        .roots
        .all()
        .iter()
        .position(leads_to)
        .map(|index| facts.input.roots.tier(index))
}

fn judged(facts: &Facts<'_>) -> Vec<Judged> {
    let all = problems::of_each(facts);
    facts
        .presented
        .iter()
        .zip(all)
        .enumerate()
        .map(|(position, (certificate, (place, problems)))| Judged {
            position,
            place,
            role: facts.roles.get(position).copied().unwrap_or(Role::Leaf),
            subject: certificate.subject.to_string(),
            issuer: certificate.issuer.to_string(),
            not_before: Some(certificate.not_before),
            not_after: Some(certificate.not_after),
            certificate: Some(certificate.clone()),
            problems,
        })
        .collect()
}

/// The number of elements that were left aside.
pub(super) fn left_aside(presented: &[Element]) -> usize {
    presented.len().saturating_sub(MOST_PRESENTED)
}
