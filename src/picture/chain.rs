//! The picture of a pasted chain: what was judged takes the place of what a message lets guess.

use super::fault::{client, gateway, hops, server};
use super::{
    Act, Anchor, Chain, Element, Hop, Names, Picture, Place, Presented, Role, State, Status, Step,
    Trust,
};
use crate::chain::{self, Fix, Input, Judged, List, Problem, Verdict};
use crate::fault::{Details, Fault};
use crate::gateway::Sku;
use crate::guide::source::{Cite, TLS_OVERVIEW};
use crate::language::picture::{chain as say, tls};

/// More certificates than this are counted, not drawn.
const DRAWN: usize = 8;

impl Picture {
    /// The picture of a judged chain. Only the handshake is drawn of the probe's steps: that it
    /// gets so far, a chain does not tell.
    pub fn from_chain(verdict: &Verdict, input: &Input<'_>, names: &Names) -> Self {
        let names = &Names {
            host: verdict.compared_name.clone().or_else(|| names.host.clone()),
            ..names.clone()
        };
        let details = Details {
            openssl_code: verdict.openssl_code.filter(|code| *code != 0),
            ..Details::default()
        };
        let mut picture = match verdict.predicted {
            Some(fault) => Self::from_fault(fault, &details, names),
            None => without_fault(verdict, names),
        };
        picture.basis = verdict.basis;
        picture.hops.retain(|hop| hop.step == Step::Tls);
        for hop in &mut picture.hops {
            // The chain was presented over TLS, whatever the setting says.
            hop.status = match verdict.state {
                chain::State::Accepted => Status::Passed,
                chain::State::Refused => Status::Failed,
                chain::State::Unknown => Status::Unknown,
            };
            hop.note = None;
        }
        let leafless = verdict.faults.contains(&Fault::LeafMissing);
        // No name is compared as long as there is no server certificate.
        let fixes = verdict.fixes.iter();
        let fixes = fixes.filter(|fix| !leafless || !matches!(fix, Fix::SetHost { .. }));
        let acts: Vec<Act> = fixes.map(act).collect();
        if !acts.is_empty() {
            picture.acts = acts;
            let texts: Vec<&str> = picture.acts.iter().map(|act| act.text.as_str()).collect();
            picture.remedy = format!("{}.", texts.join(". Then: "));
        }
        picture.chain = (!verdict.certificates.is_empty()).then(|| chain_of(verdict, input));
        picture
    }
}

/// A chain that would be accepted, or of which nothing can be said.
fn without_fault(verdict: &Verdict, names: &Names) -> Picture {
    static SOURCES: &[Cite] = &[TLS_OVERVIEW.cite()];
    let accepted = verdict.state == chain::State::Accepted;
    let (title, remedy) = match accepted {
        true => (say::ACCEPTED, say::ACCEPTED_REMEDY),
        false => (say::UNKNOWN, say::UNKNOWN_REMEDY),
    };
    let hop = Hop {
        step: Step::Tls,
        status: Status::Unknown,
        note: None,
        wants: None,
        gets: accepted.then(|| say::CHAIN_ACCEPTED.to_owned()),
    };
    let mut hops = hops(Fault::Unrecognised, None, &Details::default(), names);
    hops.retain(|hop| hop.step == Step::Tls);
    let wants = hops.pop().and_then(|known| known.wants);
    Picture {
        title: title.to_owned(),
        basis: verdict.basis,
        remedy: remedy.to_owned(),
        sources: SOURCES,
        acts: Vec::new(),
        client: client(names),
        gateway: gateway(names),
        server: server(names),
        control: None,
        hops: vec![Hop { wants, ..hop }],
        chain: None,
        members: Vec::new(),
    }
}

/// What has to be done, and where.
fn act(fix: &Fix) -> Act {
    let (place, text) = match fix {
        Fix::InstallInOrder { .. } => (Place::Server, say::REORDER.to_owned()),
        Fix::AddIssuer {
            subject, impostors, ..
        } if impostors.is_empty() => (Place::Server, say::install_issuer(subject)),
        Fix::AddIssuer { subject, .. } => (Place::Server, say::install_right_issuer(subject)),
        Fix::AddLeaf => (Place::Server, say::INSTALL_LEAF.to_owned()),
        Fix::UseCa { .. } => (Place::Server, say::REPLACE_SELF_SIGNED.to_owned()),
        Fix::UploadRoot { subject, .. } => (Place::Gateway, say::upload_root(subject)),
        Fix::UploadLeaf { .. } => (Place::Gateway, say::UPLOAD_LEAF.to_owned()),
        Fix::UseWellKnown => (Place::Gateway, say::TAKE_OFF_ROOTS.to_owned()),
        Fix::Renew { subject, position } => match position {
            Some(_) => (Place::Server, say::renew(subject)),
            None => (Place::Gateway, say::renew_root(subject)),
        },
        Fix::SetHost { names } => match names.first() {
            Some(name) => (Place::Gateway, say::set_host(name)),
            None => (Place::Server, say::REISSUE_FOR_HOST.to_owned()),
        },
        Fix::Reissue {
            subject,
            position,
            problem,
            code,
        } => {
            let why = problem.map_or_else(|| say::openssl_code(code), |p| word(p).to_owned());
            let place = if position.is_some() {
                Place::Server
            } else {
                Place::Gateway
            };
            (place, say::reissue(subject, &why))
        }
    };
    let sure = true;
    Act { place, sure, text }
}

/// What is wrong with a certificate, in a few words.
fn word(problem: Problem) -> &'static str {
    match problem {
        Problem::Expired => say::EXPIRED,
        Problem::NotYetValid => say::NOT_YET_VALID,
        Problem::BadSignature => say::BAD_SIGNATURE,
        Problem::NotACa => say::NOT_A_CA,
        Problem::PathLength => say::PATH_LENGTH,
        Problem::KeyUsage => say::KEY_USAGE,
        Problem::ExtendedKeyUsage => say::EXTENDED_KEY_USAGE,
        Problem::NameConstraint => say::NAME_CONSTRAINT,
        Problem::WeakKey => say::WEAK_KEY,
        Problem::WeakSignature => say::WEAK_SIGNATURE,
        Problem::NameMismatch => say::NAME_MISMATCH,
        Problem::OutOfOrder => say::OUT_OF_ORDER,
        Problem::Unrelated => say::UNRELATED,
        Problem::Duplicate => say::DUPLICATE,
        Problem::CriticalExtension => say::CRITICAL_EXTENSION,
    }
}

fn chain_of(verdict: &Verdict, input: &Input<'_>) -> Chain {
    // Where only the server's own certificate is missing, the others stand one place higher.
    let leafless = verdict.faults.contains(&Fault::LeafMissing);
    let up = usize::from(leafless);
    let drawn = verdict.certificates.iter().take(DRAWN);
    let top = verdict
        .certificates
        .iter()
        .filter(|judged| judged.place.is_some())
        .max_by_key(|judged| judged.place);
    let compared = if input.sku == Sku::V1 {
        Some(0)
    } else {
        top.and_then(|top| top.place)
    };
    let mut elements: Vec<Element> = drawn
        .map(|judged| element(judged, up, verdict, compared))
        .collect();
    let of = verdict
        .certificates
        .iter()
        .position(|judged| judged.place.is_some() && judged.place == compared)
        .filter(|at| *at < elements.len());
    if leafless {
        elements.push(gap(Role::Leaf, 0, State::Missing, None, tls::ONLY_CAS));
    }
    elements.extend(top.and_then(|top| above(top, up, verdict)));

    let mut notes = Vec::new();
    if let Some(more) = verdict
        .certificates
        .len()
        .checked_sub(DRAWN)
        .filter(|more| *more > 0)
    {
        notes.push(say::not_drawn(more));
    }
    if let [next, ..] = verdict.next_faults() {
        let next = next.id();
        notes.push(say::then(next));
    }
    Chain {
        elements,
        trust: trust(verdict, input, of),
        note: (!notes.is_empty()).then(|| notes.join(" ")),
    }
}

/// A presented certificate.
fn element(judged: &Judged, up: usize, verdict: &Verdict, compared: Option<usize>) -> Element {
    // A CA is not wrong for not being a server's certificate, which is missing beside it.
    let of_a_server = [
        Problem::NameMismatch,
        Problem::KeyUsage,
        Problem::ExtendedKeyUsage,
    ];
    let problems = judged.problems.iter().copied();
    let problems: Vec<Problem> = problems
        .filter(|problem| up == 0 || !of_a_server.contains(problem))
        .collect();
    let is = |wanted: &[Problem]| problems.iter().all(|problem| wanted.contains(problem));
    let refused = |faults: &[Fault]| verdict.faults.iter().any(|fault| faults.contains(fault));
    let lone = judged.role == chain::Role::SelfSignedLeaf && refused(&[Fault::IntermediateMissing]);
    let untrusted = judged.place.is_some() && judged.place == compared && refused(UNTRUSTED);
    let mut says: Vec<&str> = problems.iter().copied().map(word).collect();
    let state = match problems.as_slice() {
        [] if judged.place.is_none() => {
            says.push(say::ANOTHER_FORM);
            State::Surplus
        }
        [] if lone => State::Wrong,
        [] if untrusted => State::Untrusted,
        [] if judged.certificate.is_none() => {
            says.push(say::NAME_ALONE);
            State::Unknown
        }
        [] => State::InPlace,
        _ if is(&[Problem::Unrelated, Problem::Duplicate]) => State::Surplus,
        _ if is(&[Problem::OutOfOrder]) => State::OutOfPlace,
        _ => State::Wrong,
    };
    if lone {
        says.push(say::SELF_SIGNED);
    }
    if untrusted && state != State::Untrusted {
        says.push(say::NOT_TRUSTED);
    }
    Element {
        role: match judged.role {
            _ if judged.problems.contains(&Problem::Unrelated) => Role::Other,
            chain::Role::Leaf => Role::Leaf,
            chain::Role::Intermediate => Role::Intermediate,
            chain::Role::Root => Role::Root,
            chain::Role::SelfSignedLeaf => Role::SelfSigned,
        },
        name: Some(short(judged)),
        presented: Presented::At(judged.position),
        expected: judged.place.map(|place| place + up),
        state,
        says: (!says.is_empty()).then(|| says.join("; ")),
    }
}

/// The faults that say that a chain leads to nothing trusted.
const UNTRUSTED: &[Fault] = &[
    Fault::ServerNotPublicCa,
    Fault::IntermediateNotPublicCa,
    Fault::RootMismatchNoRoot,
    Fault::RootMismatch,
    Fault::AuthenticationCertificateMismatch,
];

/// What stands above the highest certificate that was sent.
fn above(top: &Judged, up: usize, verdict: &Verdict) -> Option<Element> {
    let place = top.place? + up + 1;
    let add = verdict.fixes.iter().find_map(|fix| match fix {
        Fix::AddIssuer { subject, .. } => Some(subject.clone()),
        _ => None,
    });
    if verdict.faults.contains(&Fault::IntermediateMissing) {
        let says = match top.role {
            chain::Role::SelfSignedLeaf => say::DOES_NOT_EXIST,
            _ => say::ISSUER_OF_ONE_BEFORE,
        };
        return Some(gap(Role::Intermediate, place, State::Missing, add, says));
    }
    if matches!(top.role, chain::Role::Root | chain::Role::SelfSignedLeaf) {
        return None;
    }
    let says = match &verdict.trusted_by {
        Some(_) => say::GATEWAY_HAS_IT,
        None => tls::BETTER_SENT,
    };
    Some(gap(
        Role::Root,
        place,
        State::NotSent,
        Some(top.issuer.clone()),
        says,
    ))
}

/// A certificate that was not sent.
fn gap(role: Role, place: usize, state: State, name: Option<String>, says: &str) -> Element {
    Element {
        role,
        name: name.map(|name| common_name(&name).to_owned()),
        presented: Presented::No,
        expected: Some(place),
        state,
        says: Some(says.to_owned()),
    }
}

fn trust(verdict: &Verdict, input: &Input<'_>, of: Option<usize>) -> Trust {
    let any = |faults: &[Fault]| verdict.faults.iter().any(|fault| faults.contains(fault));
    let anchor = match (input.uses_well_known(), input.sku) {
        (true, _) => Anchor::WellKnown,
        (false, Sku::V1) => Anchor::AuthenticationCertificates,
        (false, Sku::V2) => Anchor::Uploaded,
    };
    let (status, note) = if !input.validate_chain_and_expiry {
        (Status::NotNeeded, Some(say::NOT_ASKED))
    } else if any(UNTRUSTED) {
        let note = match anchor {
            Anchor::WellKnown => tls::NOT_AMONG_THEM,
            _ if any(&[Fault::RootMismatchNoRoot]) => tls::NONE_SIGNED_IT,
            _ => tls::NOT_THE_SAME,
        };
        (Status::Failed, Some(note))
    } else if any(&[Fault::IntermediateMissing, Fault::LeafMissing]) {
        (Status::NotReached, None)
    } else {
        match &verdict.trusted_by {
            Some(by) if by.list == List::FormerlyPublic => (Status::Passed, Some(say::PUBLIC_ONCE)),
            Some(_) => (Status::Passed, None),
            None => (Status::Unknown, None),
        }
    };
    let uploaded = input.uploaded.iter().map(|root| root.subject.short());
    Trust {
        names: if anchor == Anchor::WellKnown {
            Vec::new()
        } else {
            uploaded.collect()
        },
        anchor,
        status,
        of,
        note: note.map(str::to_owned),
    }
}

/// The name that people know a certificate by.
fn short(judged: &Judged) -> String {
    let own = judged.certificate.as_ref().map(|own| own.subject.short());
    own.filter(|name| !name.is_empty())
        .unwrap_or_else(|| common_name(&judged.subject).to_owned())
}

/// The last common name in a name as it is shown, `O=Contoso, CN=Contoso Root CA` or with spaces
/// around the equals signs; the whole where there is none.
fn common_name(shown: &str) -> &str {
    let found = shown
        .rsplit_once("CN=")
        .or_else(|| shown.rsplit_once("CN = "));
    let value = found.map_or(shown, |(_, value)| value);
    // A comma inside a value is escaped.
    let mut end = value
        .match_indices(", ")
        .map(|(at, _)| value.split_at(at).0);
    end.find(|value| !value.ends_with('\\')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::common_name;

    #[test]
    fn finds_the_common_name_in_every_style() {
        for (shown, wanted) in [
            ("O=Contoso Ltd, CN=Contoso Root CA", "Contoso Root CA"),
            ("CN = www.contoso.com, O = Contoso", "www.contoso.com"),
            ("CN=Contoso\\, Inc, OU=x", "Contoso\\, Inc"),
            ("Contoso", "Contoso"),
            ("", ""),
        ] {
            assert_eq!(common_name(shown), wanted);
        }
    }
}
