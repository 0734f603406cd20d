//! A chain of which some certificates are known by name alone: a transcript whose content was left
//! out. Order and gaps can be seen from names; signatures, dates and usage cannot.

use super::roots::List;
use super::verdict::{Judged, Role, State, Verdict};
use super::{Input, Warning};
use crate::certificate::Certificate;
use crate::certificate::bundle::Element;
use crate::certificate::bundle::transcript::comparable_name;
use crate::fault::{Basis, Fault};
use crate::language::chain::strict as say;

struct Named {
    subject: Vec<String>,
    issuer: Vec<String>,
    shown: (String, String),
    certificate: Option<Certificate>,
}

impl Named {
    fn of(element: &Element) -> Self {
        let shown = match element {
            Element::Certificate(certificate) => (
                certificate.subject.to_string(),
                certificate.issuer.to_string(),
            ),
            Element::Described(line) => (line.subject.clone(), line.issuer.clone()),
        };
        Self {
            subject: comparable_name(&shown.0),
            issuer: comparable_name(&shown.1),
            certificate: element.certificate().cloned(),
            shown,
        }
    }

    fn self_issued(&self) -> bool {
        self.subject == self.issuer
    }
}

pub(super) fn judge(input: &Input<'_>, presented: &[Element]) -> Verdict {
    let named: Vec<Named> = presented.iter().map(Named::of).collect();
    let issues = |at: usize| {
        let subject = named.get(at).map(|named| &named.subject);
        named
            .iter()
            .enumerate()
            .any(|(other, below)| other != at && Some(&below.issuer) == subject)
    };
    let roles: Vec<Role> = named
        .iter()
        .enumerate()
        .map(|(at, element)| match (element.self_issued(), issues(at)) {
            (true, true) => Role::Root,
            (true, false) if at == 0 => Role::SelfSignedLeaf,
            (true, false) => Role::Root,
            (false, true) => Role::Intermediate,
            (false, false) => Role::Leaf,
        })
        .collect();
    let leaf = roles.iter().position(|role| role.is_leaf());
    let path = path(&named, leaf.unwrap_or(0));
    let trusted = if input.uses_well_known() {
        input.roots.all()
    } else {
        input.uploaded
    };
    let top = path.last().and_then(|at| named.get(*at));
    let root = top.and_then(|top| {
        let wanted = if top.self_issued() {
            &top.subject
        } else {
            &top.issuer
        };
        trusted
            .iter()
            .position(|root| comparable_name(&root.subject.to_string()) == *wanted)
    });
    let mut faults = Vec::new();
    if input.validate_chain_and_expiry && !named.is_empty() {
        if leaf.is_some_and(|at| at > 0) && input.ordered {
            faults.push(Fault::LeafNotTopmost);
        }
        if leaf.is_none() {
            faults.push(Fault::LeafMissing);
        }
        let public = input.uses_well_known();
        match top {
            Some(top) if root.is_none() => faults.push(match (top.self_issued(), path.len()) {
                (true, _) if public => Fault::ServerNotPublicCa,
                (true, _) => Fault::RootMismatch,
                (false, 1) => Fault::IntermediateMissing,
                (false, _) if public => Fault::IntermediateNotPublicCa,
                (false, _) => Fault::RootMismatchNoRoot,
            }),
            _ => {}
        }
    }
    let root_list = root.map(|index| {
        if input.uses_well_known() {
            input.roots.tier(index)
        } else {
            List::Uploaded
        }
    });
    let certificates = named
        .into_iter()
        .zip(roles)
        .enumerate()
        .map(|(position, (element, role))| Judged {
            position,
            place: path.iter().position(|at| *at == position),
            role,
            subject: element.shown.0,
            issuer: element.shown.1,
            not_before: element
                .certificate
                .as_ref()
                .map(|certificate| certificate.not_before),
            not_after: element
                .certificate
                .as_ref()
                .map(|certificate| certificate.not_after),
            certificate: element.certificate,
            problems: Vec::new(),
        })
        .collect();
    let text = say::NAMES_ALONE;
    Verdict {
        state: State::Unknown,
        predicted: None,
        basis: Basis::Inferred,
        faults,
        openssl_code: None,
        openssl_depth: None,
        trusted_by: None,
        root_list,
        compared_name: input.compared().map(super::host::ascii),
        certificates,
        warnings: vec![Warning {
            id: "content-left-out",
            position: None,
            text: text.to_owned(),
        }],
        fixes: Vec::new(),
        corrected_chain: None,
        root: None,
    }
}

/// From an element to its issuers, by name.
fn path(named: &[Named], from: usize) -> Vec<usize> {
    let mut path = vec![from];
    while let Some(current) = path.last().and_then(|at| named.get(*at)) {
        if current.self_issued() {
            break;
        }
        let next = named
            .iter()
            .enumerate()
            .position(|(at, other)| !path.contains(&at) && other.subject == current.issuer);
        match next {
            Some(at) => path.push(at),
            None => break,
        }
    }
    path
}
