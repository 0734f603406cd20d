//! What a stricter reader would say (RFC 5280, the CA/Browser Forum's requirements, newer
//! OpenSSL), and what is worth knowing. None of it changes the verdict.

use super::facts::Facts;
use super::host;
use super::roots::List;
use super::verdict::{Role, TrustedBy};
use crate::certificate::{Certificate, Digest, KeyKind, SignatureAlgorithm};
use crate::fault::Fault;
use crate::gateway::Sku;
use crate::language::chain::strict as say;

/// Something that does not change the verdict, but that another reader would refuse or a person wants
/// to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A name for it that stays.
    pub id: &'static str,
    /// The certificate that it concerns, by position; `None` for the whole chain.
    pub position: Option<usize>,
    /// What it is, in a sentence or two.
    pub text: String,
}

/// Thirty days: what is left when a certificate should have been renewed.
const SOON: i64 = 30 * 86_400;

pub(super) fn warnings(
    facts: &Facts<'_>,
    trusted_by: Option<&TrustedBy>,
    root_list: Option<List>,
    faults: &[Fault],
) -> Vec<Warning> {
    let mut found = Vec::new();
    whole(facts, trusted_by, root_list, faults, &mut found);
    name(facts, &mut found);
    for (position, certificate) in facts.presented.iter().enumerate() {
        let role = facts.roles.get(position).copied().unwrap_or(Role::Leaf);
        let mut warn = |id, text: String| {
            found.push(Warning {
                id,
                position: Some(position),
                text,
            })
        };
        each(facts, certificate, role, &mut warn);
    }
    found
}

fn whole(
    facts: &Facts<'_>,
    trusted_by: Option<&TrustedBy>,
    root_list: Option<List>,
    faults: &[Fault],
    found: &mut Vec<Warning>,
) {
    let input = facts.input;
    let mut warn = |id, text: String| {
        found.push(Warning {
            id,
            position: None,
            text,
        })
    };
    if input.sku == Sku::V1 {
        warn("v1-retired", say::V1_RETIRED.to_owned());
    }
    if let Some(by) = trusted_by.filter(|by| by.list == List::FormerlyPublic) {
        warn(
            "formerly-public-root",
            say::once_public(&by.subject, &input.roots.current_source),
        );
    }
    if trusted_by.is_none()
        && !input.uses_well_known()
        && matches!(root_list, Some(List::WellKnown | List::FormerlyPublic))
    {
        warn(
            "public-chain-with-uploaded-root",
            say::UPLOADED_ALONE_COUNT.to_owned(),
        );
    }
    if !input.validate_chain_and_expiry {
        warn("chain-check-off", say::CHAIN_CHECK_OFF.to_owned());
    }
    if !input.validate_sni {
        warn("name-check-off", say::NAME_CHECK_OFF.to_owned());
    }
    if !facts.answer.not_checked.is_empty() || (faults.is_empty() && facts.stops_unchecked()) {
        warn("not-checked", say::UNKNOWN_ALGORITHM.to_owned());
    }
    let aside = super::judge::left_aside(input.presented);
    if aside > 0 {
        warn("left-aside", say::left_aside(aside, super::MOST_PRESENTED));
    }
    let same = facts
        .presented
        .iter()
        .enumerate()
        .find_map(|(at, certificate)| {
            let other = facts.presented.get(..at)?.iter().position(|other| {
                other != certificate
                    && other.subject == certificate.subject
                    && !certificate.is_self_signed()
            })?;
            Some((other, at))
        });
    if let Some((first, second)) = same {
        warn("same-name-twice", say::same_subject(first, second));
    }
}

fn name(facts: &Facts<'_>, found: &mut Vec<Warning>) {
    let Some(bottom) = facts.bottom() else { return };
    let position = Some(facts.bottom);
    let mut warn = |id, text: String| found.push(Warning { id, position, text });
    if bottom.extensions.alternative_names.is_none() && facts.has_leaf {
        warn("no-alternative-name", say::NO_ALTERNATIVE_NAME.to_owned());
    }
    let Some(typed) = facts.input.compared() else {
        if facts.input.validate_sni {
            warn("no-name", say::NO_NAME.to_owned());
        }
        return;
    };
    let comparison = host::compare(bottom, typed);
    if comparison.name.parse::<std::net::IpAddr>().is_ok() {
        warn("host-is-ip", say::HOST_IS_ADDRESS.to_owned());
    }
    if comparison.converted {
        warn("host-converted", say::compared_as(&comparison.name));
    }
    if comparison.matches && comparison.partial_wildcard {
        warn("partial-wildcard", say::WILDCARD_INSIDE.to_owned());
    }
    match (comparison.matches, comparison.openssl_matches) {
        (false, true) => warn("common-name-only", say::COMMON_NAME_ALONE.to_owned()),
        (true, false) => warn("openssl-refuses-name", say::OPENSSL_REFUSES_NAME.to_owned()),
        _ => {}
    }
}

fn each(
    facts: &Facts<'_>,
    certificate: &Certificate,
    role: Role,
    warn: &mut dyn FnMut(&'static str, String),
) {
    let at = facts.input.at.unix();
    let extensions = &certificate.extensions;
    let left = certificate.not_after.seconds.saturating_sub(at);
    if (1..SOON).contains(&left) {
        warn(
            "expires-soon",
            say::expires(certificate.not_after, left / 86_400),
        );
    }
    if matches!(certificate.key.kind, KeyKind::Rsa { .. })
        && (920..2048).contains(&certificate.key.bits)
    {
        warn("rsa-below-2048", say::short_key(certificate.key.bits));
    }
    let digest = match &certificate.signature_algorithm {
        SignatureAlgorithm::Rsa(digest) | SignatureAlgorithm::Ecdsa(digest) => Some(*digest),
        _ => None,
    };
    if role == Role::Root && matches!(digest, Some(Digest::Md5 | Digest::Sha1)) {
        warn("weak-root-signature", say::OLD_DIGEST.to_owned());
    }
    if certificate.version < 3 {
        warn("version-1", say::old_version(certificate.version));
    }
    match role {
        Role::Root | Role::Intermediate => ca(certificate, warn),
        Role::Leaf | Role::SelfSignedLeaf => leaf(certificate, warn),
    }
    if extensions.authority_key_id.is_none() && !certificate.is_self_issued() {
        warn("no-authority-key-id", say::NO_AUTHORITY_KEY.to_owned());
    }
    if certificate.serial.iter().all(|octet| *octet == 0)
        || certificate
            .serial
            .first()
            .is_some_and(|first| first & 0x80 != 0)
    {
        warn("serial-number", say::SERIAL_NOT_POSITIVE.to_owned());
    } else if certificate.serial.len() > 20 {
        warn("serial-number", say::SERIAL_TOO_LONG.to_owned());
    }
}

fn ca(certificate: &Certificate, warn: &mut dyn FnMut(&'static str, String)) {
    let extensions = &certificate.extensions;
    match extensions.basic_constraints {
        None => warn("no-basic-constraints", say::NO_CONSTRAINTS.to_owned()),
        Some(constraints) if !constraints.critical => warn(
            "basic-constraints-not-critical",
            say::CONSTRAINTS_NOT_CRITICAL.to_owned(),
        ),
        Some(_) => {}
    }
    if extensions.key_usage.is_none() {
        warn("no-key-usage", say::NO_KEY_USAGE.to_owned());
    }
    if extensions.subject_key_id.is_none() {
        warn("no-subject-key-id", say::NO_SUBJECT_KEY.to_owned());
    }
}

fn leaf(certificate: &Certificate, warn: &mut dyn FnMut(&'static str, String)) {
    let extensions = &certificate.extensions;
    if extensions.is_ca() {
        warn("ca-as-leaf", say::CA_AS_SERVER.to_owned());
    } else if extensions
        .key_usage
        .is_some_and(crate::certificate::KeyUsage::cert_sign)
    {
        warn("leaf-signs", say::SIGNS_AS_LEAF.to_owned());
    }
    if extensions.extended_key_usage.is_none() {
        warn("no-extended-key-usage", say::NO_PURPOSE.to_owned());
    }
    if extensions.dns_names().any(|name| name.contains('_')) {
        warn("underscore", say::UNDERSCORE.to_owned());
    }
}
