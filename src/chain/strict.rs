//! What a stricter reader would say (RFC 5280, the CA/Browser Forum's requirements, newer
//! OpenSSL), and what is worth knowing. None of it changes the verdict.

use super::facts::Facts;
use super::host;
use super::roots::List;
use super::verdict::{Role, TrustedBy};
use crate::certificate::{Certificate, Digest, KeyKind, SignatureAlgorithm};
use crate::fault::Fault;
use crate::gateway::Sku;

/// One warning.
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
        warn("v1-retired", "The v1 SKU was retired on 28 April 2026: move to v2, which looks for the root instead of the server certificate.".to_owned());
    }
    if let Some(by) = trusted_by.filter(|by| by.list == List::FormerlyPublic) {
        warn(
            "formerly-public-root",
            format!(
                "{} was a public root and is not in the current list ({}). The gateway's own list is not published: upload this root to be sure.",
                by.subject, input.roots.current_source
            ),
        );
    }
    if trusted_by.is_none()
        && !input.uses_well_known()
        && matches!(root_list, Some(List::WellKnown | List::FormerlyPublic))
    {
        warn(
            "public-chain-with-uploaded-root",
            "The chain leads to a public root, but the setting has uploaded roots, and then only those count.".to_owned(),
        );
    }
    if !input.validate_chain_and_expiry {
        warn("chain-check-off", "validateCertChainAndExpiry is off: chain and dates are not looked at, so anyone who answers in the backend's place is believed.".to_owned());
    }
    if !input.validate_sni {
        warn(
            "name-check-off",
            "validateSNI is off: any name in the certificate is accepted.".to_owned(),
        );
    }
    if !facts.answer.not_checked.is_empty() || (faults.is_empty() && facts.stops_unchecked()) {
        warn(
            "not-checked",
            "A signature uses an algorithm that is not implemented here, so it was not checked."
                .to_owned(),
        );
    }
    let aside = super::judge::left_aside(input.presented);
    if aside > 0 {
        warn(
            "left-aside",
            format!(
                "{aside} certificates behind the first {} were left aside.",
                super::MOST_PRESENTED
            ),
        );
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
        warn(
            "same-name-twice",
            format!(
                "Certificates {first} and {second} have the same subject. OpenSSL follows one of them and does not go back: keep the one that leads to the trusted root."
            ),
        );
    }
}

fn name(facts: &Facts<'_>, found: &mut Vec<Warning>) {
    let Some(bottom) = facts.bottom() else { return };
    let position = Some(facts.bottom);
    let mut warn = |id, text: String| found.push(Warning { id, position, text });
    if bottom.extensions.alternative_names.is_none() && facts.has_leaf {
        warn("no-alternative-name", "The certificate has no subject alternative name. Browsers and newer clients do not look at the common name.".to_owned());
    }
    let Some(typed) = facts.input.compared() else {
        if facts.input.validate_sni {
            warn("no-name", "No name to compare is known: give the host name of the probe or the backend setting.".to_owned());
        }
        return;
    };
    let comparison = host::compare(bottom, typed);
    if comparison.name.parse::<std::net::IpAddr>().is_ok() {
        warn("host-is-ip", "The host is an IP address: no SNI is sent, and the server chooses the certificate. Use a host name.".to_owned());
    }
    if comparison.converted {
        warn(
            "host-converted",
            format!("The host was compared as {}.", comparison.name),
        );
    }
    if comparison.matches && comparison.partial_wildcard {
        warn(
            "partial-wildcard",
            "The name is covered by a wildcard inside a label, which most clients refuse."
                .to_owned(),
        );
    }
    match (comparison.matches, comparison.openssl_matches) {
        (false, true) => warn(
            "common-name-only",
            "The host is only in the common name, beside alternative names of other kinds. OpenSSL accepts that; the article says that only alternative names count where there are any.".to_owned(),
        ),
        (true, false) => warn("openssl-refuses-name", "OpenSSL compares the host literally and refuses it; write it without a final dot and in its ASCII form.".to_owned()),
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
            format!(
                "It expires on {}, in {} days.",
                certificate.not_after,
                left / 86_400
            ),
        );
    }
    if matches!(certificate.key.kind, KeyKind::Rsa { .. })
        && (920..2048).contains(&certificate.key.bits)
    {
        warn(
            "rsa-below-2048",
            format!(
                "Its RSA key has {} bits; newer OpenSSL refuses less than 2048.",
                certificate.key.bits
            ),
        );
    }
    let digest = match &certificate.signature_algorithm {
        SignatureAlgorithm::Rsa(digest) | SignatureAlgorithm::Ecdsa(digest) => Some(*digest),
        _ => None,
    };
    if role == Role::Root && matches!(digest, Some(Digest::Md5 | Digest::Sha1)) {
        warn(
            "weak-root-signature",
            "It is signed with an old digest. For a trusted root that does not matter.".to_owned(),
        );
    }
    if certificate.version < 3 {
        warn(
            "version-1",
            format!(
                "It is a certificate of version {}, without extensions. OpenSSL accepts it as a root; stricter checks do not (code 79).",
                certificate.version
            ),
        );
    }
    match role {
        Role::Root | Role::Intermediate => ca(certificate, warn),
        Role::Leaf | Role::SelfSignedLeaf => leaf(certificate, warn),
    }
    if extensions.authority_key_id.is_none() && !certificate.is_self_issued() {
        warn(
            "no-authority-key-id",
            "It does not say which key of its issuer signed it (authority key identifier)."
                .to_owned(),
        );
    }
    if certificate.serial.iter().all(|octet| *octet == 0)
        || certificate
            .serial
            .first()
            .is_some_and(|first| first & 0x80 != 0)
    {
        warn(
            "serial-number",
            "Its serial number is zero or negative.".to_owned(),
        );
    } else if certificate.serial.len() > 20 {
        warn(
            "serial-number",
            "Its serial number is longer than 20 octets.".to_owned(),
        );
    }
}

fn ca(certificate: &Certificate, warn: &mut dyn FnMut(&'static str, String)) {
    let extensions = &certificate.extensions;
    match extensions.basic_constraints {
        None => warn(
            "no-basic-constraints",
            "It has no basicConstraints: make CA certificates with CA:TRUE, critical.".to_owned(),
        ),
        Some(constraints) if !constraints.critical => warn(
            "basic-constraints-not-critical",
            "Its basicConstraints is not critical.".to_owned(),
        ),
        Some(_) => {}
    }
    if extensions.key_usage.is_none() {
        warn(
            "no-key-usage",
            "It is a CA without key usage: it should say keyCertSign.".to_owned(),
        );
    }
    if extensions.subject_key_id.is_none() {
        warn(
            "no-subject-key-id",
            "It is a CA without subject key identifier, by which the certificates below find it."
                .to_owned(),
        );
    }
}

fn leaf(certificate: &Certificate, warn: &mut dyn FnMut(&'static str, String)) {
    let extensions = &certificate.extensions;
    if extensions.is_ca() {
        warn(
            "ca-as-leaf",
            "It is a CA certificate used as a server certificate: give the server one of its own."
                .to_owned(),
        );
    } else if extensions
        .key_usage
        .is_some_and(crate::certificate::KeyUsage::cert_sign)
    {
        warn(
            "leaf-signs",
            "It is no CA, but its key usage allows to sign certificates.".to_owned(),
        );
    }
    if extensions.extended_key_usage.is_none() {
        warn(
            "no-extended-key-usage",
            "It does not say what it is for: serverAuth is expected.".to_owned(),
        );
    }
    if extensions.dns_names().any(|name| name.contains('_')) {
        warn(
            "underscore",
            "One of its DNS names has an underscore, which host names must not have.".to_owned(),
        );
    }
}
