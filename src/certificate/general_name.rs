//! The names that a certificate is for, beside its subject, and those that a CA is held to.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::der::{Element, tag};
use super::name::{Name, hex};
use crate::language::certificate as say;

/// A name in subjectAltName or nameConstraints (RFC 5280 section 4.2.1.6).
#[derive(Clone, Debug)]
pub enum GeneralName {
    /// A host name.
    Dns(String),
    /// An e-mail address.
    Email(String),
    /// A URI.
    Uri(String),
    /// An IP address of 4 or 16 octets; with its mask behind it in constraints.
    Ip(Vec<u8>),
    /// A distinguished name.
    Directory(Name),
    /// A name of a type of its own: the type in dotted form, and the value where it is a UTF8String.
    Other(String, Option<String>),
    /// Anything else, by its tag.
    Unsupported(u32),
}

impl GeneralName {
    pub(super) fn read(element: &Element<'_>) -> Option<Self> {
        let ia5 = || String::from_utf8_lossy(element.content).into_owned();
        Some(match element.context()? {
            0 => {
                let [kind, value] = element.children()?.try_into().ok()?;
                let value = Element::only(value.content)?;
                let text = value
                    .is(tag::UTF8_STRING)
                    .then(|| String::from_utf8_lossy(value.content).into_owned());
                Self::Other(kind.oid()?, text)
            }
            1 => Self::Email(ia5()),
            2 => Self::Dns(ia5()),
            4 => Self::Directory(Name::read(element.content)?),
            6 => Self::Uri(ia5()),
            7 => Self::Ip(element.content.to_vec()),
            other @ (3 | 5 | 8) => Self::Unsupported(other),
            _ => return None,
        })
    }

    /// The name as a person writes it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Dns(name) | Self::Email(name) | Self::Uri(name) => name.clone(),
            Self::Ip(octets) => shown_address(octets),
            Self::Directory(name) => name.to_string(),
            Self::Other(kind, Some(value)) => format!("{kind}: {value}"),
            Self::Other(kind, None) => kind.clone(),
            Self::Unsupported(tag) => say::name_of_type(*tag),
        }
    }
}

/// An address, or address and mask, in the usual form.
fn shown_address(octets: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(octets) {
        return Ipv4Addr::from(four).to_string();
    }
    if let Ok(sixteen) = <[u8; 16]>::try_from(octets) {
        return Ipv6Addr::from(sixteen).to_string();
    }
    match octets.split_at_checked(octets.len() / 2) {
        Some((address, mask)) if matches!(octets.len(), 8 | 32) => {
            format!("{}/{}", shown_address(address), shown_address(mask))
        }
        _ => hex(octets),
    }
}
