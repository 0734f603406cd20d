//! Name constraints (RFC 5280 section 4.2.1.10), with the answers that OpenSSL 3.0 gives.

use super::code;
use crate::certificate::{Certificate, GeneralName, Name, NameConstraints, Subtree, oid};

/// The most comparisons of one certificate with one set of constraints; OpenSSL gives up beyond.
const MOST_CHECKS: usize = 1 << 20;

/// The code with which a certificate breaks constraints, or `None` when it keeps to them. For the
/// server certificate (`leaf`) the common names count as host names where it has no DNS name.
pub(super) fn check(
    certificate: &Certificate,
    constraints: &NameConstraints,
    leaf: bool,
) -> Option<u32> {
    let none = Vec::new();
    let alternative = certificate
        .extensions
        .alternative_names
        .as_ref()
        .unwrap_or(&none);
    let names = certificate.subject.attributes.len() + alternative.len();
    let limits = constraints.permitted.len() + constraints.excluded.len();
    if names.saturating_mul(limits) > MOST_CHECKS {
        return Some(code::UNSPECIFIED);
    }
    if !certificate.subject.is_empty() {
        if let Some(broken) = within(
            &GeneralName::Directory(certificate.subject.clone()),
            constraints,
        ) {
            return Some(broken);
        }
        for email in certificate.subject.emails() {
            if !email.ia5 {
                return Some(code::UNSUPPORTED_NAME_SYNTAX);
            }
            if let Some(broken) = within(&GeneralName::Email(email.value.clone()), constraints) {
                return Some(broken);
            }
        }
    }
    if let Some(broken) = alternative
        .iter()
        .find_map(|name| within(name, constraints))
    {
        return Some(broken);
    }
    if leaf && certificate.extensions.dns_names().next().is_none() {
        for common_name in certificate.subject.common_names() {
            match host_like(common_name) {
                Err(broken) => return Some(broken),
                Ok(None) => {}
                Ok(Some(host)) => {
                    if let Some(broken) = within(&GeneralName::Dns(host.to_owned()), constraints) {
                        return Some(broken);
                    }
                }
            }
        }
    }
    None
}

/// How many comparisons a check takes at most.
pub(super) fn cost(certificate: &Certificate, constraints: &NameConstraints) -> usize {
    let alternative = certificate
        .extensions
        .alternative_names
        .as_ref()
        .map_or(0, Vec::len);
    (certificate.subject.attributes.len() + alternative)
        .saturating_mul(constraints.permitted.len() + constraints.excluded.len())
}

/// A common name that looks like a host name of two labels or more. Trailing zero octets are
/// harmless, others an error.
fn host_like(common_name: &str) -> Result<Option<&str>, u32> {
    let name = common_name.trim_end_matches('\0');
    if name.contains('\0') {
        return Err(code::UNSUPPORTED_NAME_SYNTAX);
    }
    let bytes = name.as_bytes();
    let mut labels = false;
    for (at, byte) in bytes.iter().enumerate() {
        let inner = at > 0 && at + 1 < bytes.len();
        let next_to = |other: u8| {
            at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&other)
                || bytes.get(at + 1) == Some(&other)
        };
        match byte {
            b'_' => {}
            byte if byte.is_ascii_alphanumeric() => {}
            b'-' if inner => {}
            b'.' if inner && bytes.get(at + 1) != Some(&b'.') && !next_to(b'-') => labels = true,
            _ => return Ok(None),
        }
    }
    Ok(labels.then_some(name))
}

fn within(name: &GeneralName, constraints: &NameConstraints) -> Option<u32> {
    let mut matched = None;
    for subtree in constraints
        .permitted
        .iter()
        .filter(|subtree| same_type(name, &subtree.base))
    {
        if !subtree.plain {
            return Some(code::SUBTREE_MINMAX);
        }
        if matched == Some(true) {
            continue;
        }
        match single(name, subtree) {
            Ok(found) => matched = Some(found),
            Err(unsupported) => return Some(unsupported),
        }
    }
    if matched == Some(false) {
        return Some(code::PERMITTED_VIOLATION);
    }
    for subtree in constraints
        .excluded
        .iter()
        .filter(|subtree| same_type(name, &subtree.base))
    {
        if !subtree.plain {
            return Some(code::SUBTREE_MINMAX);
        }
        match single(name, subtree) {
            Ok(true) => return Some(code::EXCLUDED_VIOLATION),
            Ok(false) => {}
            Err(unsupported) => return Some(unsupported),
        }
    }
    None
}

/// An internationalised mailbox is held against constraints on e-mail (RFC 8398 section 6).
fn same_type(name: &GeneralName, base: &GeneralName) -> bool {
    match (name, base) {
        (GeneralName::Other(kind, _), GeneralName::Email(_)) => kind == oid::SMTP_UTF8_MAILBOX,
        (GeneralName::Other(kind, _), GeneralName::Other(other, _)) => {
            kind == other && kind != oid::SMTP_UTF8_MAILBOX
        }
        (GeneralName::Unsupported(kind), GeneralName::Unsupported(other)) => kind == other,
        _ => {
            std::mem::discriminant(name) == std::mem::discriminant(base)
                && !matches!(name, GeneralName::Unsupported(_))
        }
    }
}

fn single(name: &GeneralName, subtree: &Subtree) -> Result<bool, u32> {
    match (name, &subtree.base) {
        (GeneralName::Directory(name), GeneralName::Directory(base)) => Ok(directory(name, base)),
        (GeneralName::Dns(name), GeneralName::Dns(base)) => {
            Ok(dns(name.as_bytes(), base.as_bytes()))
        }
        (GeneralName::Email(name), GeneralName::Email(base)) => email(name, base),
        (GeneralName::Other(_, Some(name)), GeneralName::Email(base)) => email(name, base),
        (GeneralName::Other(_, None), GeneralName::Email(_)) => Err(code::UNSUPPORTED_NAME_SYNTAX),
        (GeneralName::Uri(name), GeneralName::Uri(base)) => uri(name, base),
        (GeneralName::Ip(name), GeneralName::Ip(base)) => address(name, base),
        _ => Err(code::UNSUPPORTED_CONSTRAINT_TYPE),
    }
}

fn directory(name: &Name, base: &Name) -> bool {
    name.canonical().starts_with(base.canonical())
}

fn dns(name: &[u8], base: &[u8]) -> bool {
    let Some(more) = name.len().checked_sub(base.len()) else {
        return false;
    };
    let (head, tail) = name.split_at_checked(more).unwrap_or((name, &[]));
    base.is_empty()
        || (tail.eq_ignore_ascii_case(base)
            && (head.is_empty() || base.first() == Some(&b'.') || head.last() == Some(&b'.')))
}

fn email(name: &str, base: &str) -> Result<bool, u32> {
    let (local, host) = name.rsplit_once('@').ok_or(code::UNSUPPORTED_NAME_SYNTAX)?;
    if base.starts_with('.') && !base.contains('@') {
        return Ok(name.len() > base.len() && ends_with(name, base));
    }
    let base_host = match base.rsplit_once('@') {
        Some((base_local, base_host)) => {
            if !base_local.is_empty() && base_local != local {
                return Ok(false);
            }
            base_host
        }
        None => base,
    };
    Ok(base_host.eq_ignore_ascii_case(host))
}

fn ends_with(name: &str, end: &str) -> bool {
    let (name, end) = (name.as_bytes(), end.as_bytes());
    name.len()
        .checked_sub(end.len())
        .and_then(|skip| name.get(skip..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

fn uri(name: &str, base: &str) -> Result<bool, u32> {
    let (_, rest) = name.split_once(':').ok_or(code::UNSUPPORTED_NAME_SYNTAX)?;
    let rest = rest
        .strip_prefix("//")
        .ok_or(code::UNSUPPORTED_NAME_SYNTAX)?;
    let host = rest
        .split_once(':')
        .or_else(|| rest.split_once('/'))
        .map_or(rest, |(host, _)| host);
    if host.is_empty() {
        return Err(code::UNSUPPORTED_NAME_SYNTAX);
    }
    if base.starts_with('.') {
        return Ok(host.len() > base.len() && ends_with(host, base));
    }
    Ok(host.eq_ignore_ascii_case(base))
}

fn address(name: &[u8], base: &[u8]) -> Result<bool, u32> {
    if !matches!(name.len(), 4 | 16) || !matches!(base.len(), 8 | 32) {
        return Err(code::UNSUPPORTED_NAME_SYNTAX);
    }
    if name.len() * 2 != base.len() {
        return Ok(false);
    }
    let (network, mask) = base.split_at_checked(name.len()).unwrap_or((base, &[]));
    Ok(name
        .iter()
        .zip(network)
        .zip(mask)
        .all(|((name, network), mask)| name & mask == network & mask))
}
