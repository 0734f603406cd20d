//! The extensions that decide about trust (RFC 5280 section 4.2), decoded once.

use super::der::{Element, tag};
use super::general_name::GeneralName;
use super::name::Name;
use x509_parser::extensions::ParsedExtension;
use x509_parser::prelude::X509Extension;

/// Object identifiers of the extensions and purposes that matter here.
pub(crate) mod oid {
    pub(crate) const SUBJECT_KEY_ID: &str = "2.5.29.14";
    pub(crate) const KEY_USAGE: &str = "2.5.29.15";
    pub(crate) const SUBJECT_ALT_NAME: &str = "2.5.29.17";
    pub(crate) const BASIC_CONSTRAINTS: &str = "2.5.29.19";
    pub(crate) const NAME_CONSTRAINTS: &str = "2.5.29.30";
    pub(crate) const CRL_POINTS: &str = "2.5.29.31";
    pub(crate) const AUTHORITY_KEY_ID: &str = "2.5.29.35";
    pub(crate) const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
    pub(crate) const NETSCAPE_TYPE: &str = "2.16.840.1.113730.1.1";
    pub(crate) const PROXY_INFO: &str = "1.3.6.1.5.5.7.1.14";
    pub(crate) const AUTHORITY_INFO: &str = "1.3.6.1.5.5.7.1.1";
    pub(crate) const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
    pub(crate) const MS_SERVER_GATED: &str = "1.3.6.1.4.1.311.10.3.3";
    pub(crate) const NS_SERVER_GATED: &str = "2.16.840.1.113730.4.1";
    pub(crate) const SMTP_UTF8_MAILBOX: &str = "1.3.6.1.5.5.7.8.9";
}

/// Critical extensions that OpenSSL 3.0 processes; any other critical one is its code 34.
const HANDLED: &[&str] = &[
    oid::KEY_USAGE,
    oid::SUBJECT_ALT_NAME,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::CRL_POINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::NETSCAPE_TYPE,
    oid::PROXY_INFO,
    "2.5.29.32",            // certificate policies
    "2.5.29.33",            // policy mappings
    "2.5.29.36",            // policy constraints
    "2.5.29.54",            // inhibit any policy
    "1.3.6.1.5.5.7.1.7",    // address blocks, RFC 3779
    "1.3.6.1.5.5.7.1.8",    // autonomous systems, RFC 3779
    "1.3.6.1.5.5.7.48.1.5", // OCSP no check
];

/// The bits of keyUsage (RFC 5280 section 4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage(pub(crate) u16);

impl KeyUsage {
    /// The key may sign certificates, and nothing else.
    pub(crate) const CERT_SIGN: Self = Self(1 << 5);

    const NAMES: [&'static str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];

    /// Whether the key may sign certificates.
    #[must_use]
    pub const fn cert_sign(self) -> bool {
        self.0 & 1 << 5 != 0
    }

    /// Whether a TLS server can use the key: it signs, encrypts keys or agrees on them.
    #[must_use]
    pub const fn tls_server(self) -> bool {
        self.0 & (1 | 1 << 2 | 1 << 4) != 0
    }

    /// The names of the bits that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES
            .into_iter()
            .enumerate()
            .filter(move |(bit, _)| self.0 & 1 << bit != 0)
            .map(|(_, name)| name)
    }
}

/// basicConstraints (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject is a CA.
    pub ca: bool,
    /// How many intermediate CAs may stand below it.
    pub path_length: Option<i64>,
    /// Whether the extension is marked critical.
    pub critical: bool,
}

/// authorityKeyIdentifier (RFC 5280 section 4.2.1.1).
#[derive(Clone, Debug, Default)]
pub struct AuthorityKeyId {
    /// The issuer's key identifier.
    pub key_id: Option<Vec<u8>>,
    /// The name of the issuer's issuer: the first directory name given.
    pub issuer: Option<Name>,
    /// The issuer's serial number.
    pub serial: Option<Vec<u8>>,
}

/// One subtree of nameConstraints.
#[derive(Clone, Debug)]
pub struct Subtree {
    /// The name that spans it.
    pub base: GeneralName,
    /// Whether minimum is 0 and maximum absent, as RFC 5280 section 4.2.1.10 demands.
    pub plain: bool,
}

/// nameConstraints (RFC 5280 section 4.2.1.10).
#[derive(Clone, Debug, Default)]
pub struct NameConstraints {
    /// Names must lie in one of these, per type.
    pub permitted: Vec<Subtree>,
    /// Names must not lie in any of these.
    pub excluded: Vec<Subtree>,
}

/// The extensions of one certificate.
#[derive(Clone, Debug, Default)]
pub struct Extensions {
    /// Whether it is a CA, and how deep.
    pub basic_constraints: Option<BasicConstraints>,
    /// What the key may be used for.
    pub key_usage: Option<KeyUsage>,
    /// The purposes, as dotted identifiers.
    pub extended_key_usage: Option<Vec<String>>,
    /// Identifier of the subject's key.
    pub subject_key_id: Option<Vec<u8>>,
    /// Identifier of the issuer's key.
    pub authority_key_id: Option<AuthorityKeyId>,
    /// Alternative names; `None` when the extension is absent.
    pub alternative_names: Option<Vec<GeneralName>>,
    /// Limits on the names below a CA.
    pub name_constraints: Option<NameConstraints>,
    /// The old Netscape type, bits from the left.
    pub netscape_type: Option<u8>,
    /// Whether it is a proxy certificate (RFC 3820).
    pub proxy: bool,
    /// Where the issuer's certificate can be fetched (RFC 5280 section 4.2.2.1).
    pub ca_issuers: Vec<String>,
    /// Critical extensions that nothing here processes, as dotted identifiers.
    pub unhandled_critical: Vec<String>,
    /// Extensions that cannot be decoded or occur twice, as dotted identifiers. OpenSSL does not
    /// use such a certificate as an issuer or below one.
    pub invalid: Vec<String>,
    /// All of them: dotted identifier and criticality.
    pub all: Vec<(String, bool)>,
}

impl Extensions {
    pub(crate) fn read(extensions: &[X509Extension<'_>]) -> Self {
        let mut read = Self::default();
        for extension in extensions {
            let id = extension.oid.to_id_string();
            if extension.critical && !HANDLED.contains(&id.as_str()) {
                read.unhandled_critical.push(id.clone());
            }
            let twice = read.all.iter().any(|(earlier, _)| *earlier == id);
            if read.decode(&id, extension, twice).is_none() {
                read.invalid.push(id.clone());
            }
            read.all.push((id, extension.critical));
        }
        // A proxy certificate must not be a CA nor have alternative names (RFC 3820 section 3).
        if read.proxy && (read.is_ca() || read.alternative_names.is_some()) {
            read.invalid.push(oid::PROXY_INFO.to_owned());
        }
        read
    }

    /// `None` when the value does not decode, or is one of those that must not occur twice and does.
    fn decode(&mut self, id: &str, extension: &X509Extension<'_>, twice: bool) -> Option<()> {
        let value = || Element::only(extension.value);
        match id {
            oid::BASIC_CONSTRAINTS if !twice => {
                self.basic_constraints = Some(basic_constraints(&value()?, extension.critical)?);
            }
            oid::KEY_USAGE if !twice => self.key_usage = Some(key_usage(&value()?)?),
            oid::EXTENDED_KEY_USAGE if !twice => {
                self.extended_key_usage = Some(
                    value()?
                        .sequence()?
                        .iter()
                        .map(Element::oid)
                        .collect::<Option<_>>()?,
                );
            }
            oid::SUBJECT_KEY_ID if !twice => {
                let value = value()?;
                self.subject_key_id = value
                    .is(tag::OCTET_STRING)
                    .then(|| Some(value.content.to_vec()))?;
            }
            oid::AUTHORITY_KEY_ID if !twice => {
                self.authority_key_id = Some(authority_key_id(&value()?)?)
            }
            oid::SUBJECT_ALT_NAME if !twice => {
                self.alternative_names = Some(
                    value()?
                        .sequence()?
                        .iter()
                        .map(GeneralName::read)
                        .collect::<Option<_>>()?,
                );
            }
            oid::NAME_CONSTRAINTS if !twice => {
                self.name_constraints = Some(name_constraints(&value()?)?)
            }
            oid::NETSCAPE_TYPE if !twice => {
                self.netscape_type = Some(
                    value()
                        .filter(|bits| bits.is(tag::BIT_STRING))?
                        .content
                        .get(1)
                        .copied()
                        .unwrap_or(0),
                );
            }
            oid::PROXY_INFO if !twice => {
                value()?.sequence()?;
                self.proxy = true;
            }
            oid::CRL_POINTS if !twice => {
                if matches!(
                    extension.parsed_extension(),
                    ParsedExtension::ParseError { .. }
                ) {
                    return None;
                }
            }
            oid::BASIC_CONSTRAINTS
            | oid::KEY_USAGE
            | oid::EXTENDED_KEY_USAGE
            | oid::SUBJECT_KEY_ID
            | oid::AUTHORITY_KEY_ID
            | oid::SUBJECT_ALT_NAME
            | oid::NAME_CONSTRAINTS
            | oid::NETSCAPE_TYPE
            | oid::PROXY_INFO
            | oid::CRL_POINTS => return None,
            oid::AUTHORITY_INFO => self.ca_issuers = ca_issuers(extension).unwrap_or_default(),
            _ => {}
        }
        Some(())
    }

    /// Whether basicConstraints says CA.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.basic_constraints
            .is_some_and(|constraints| constraints.ca)
    }

    /// The DNS names among the alternative names.
    pub fn dns_names(&self) -> impl Iterator<Item = &str> {
        self.alternative_names
            .iter()
            .flatten()
            .filter_map(|name| match name {
                GeneralName::Dns(dns) => Some(dns.as_str()),
                _ => None,
            })
    }

    /// The IP addresses among the alternative names, as octets.
    pub fn addresses(&self) -> impl Iterator<Item = &[u8]> {
        self.alternative_names
            .iter()
            .flatten()
            .filter_map(|name| match name {
                GeneralName::Ip(octets) => Some(octets.as_slice()),
                _ => None,
            })
    }
}

fn boolean(element: &Element<'_>) -> Option<bool> {
    match element.content {
        [octet] if element.is(tag::BOOLEAN) => Some(*octet != 0),
        _ => None,
    }
}

fn basic_constraints(value: &Element<'_>, critical: bool) -> Option<BasicConstraints> {
    let fields = value.sequence()?;
    let mut fields = fields.iter().peekable();
    let ca = match fields.next_if(|field| field.is(tag::BOOLEAN)) {
        Some(flag) => boolean(flag)?,
        None => false,
    };
    let path_length = match fields.next_if(|field| field.is(tag::INTEGER)) {
        // A negative length makes the extension invalid; a huge one limits nothing.
        Some(number) => Some(
            number
                .content
                .first()
                .filter(|first| **first & 0x80 == 0)
                .map(|_| {
                    number
                        .content
                        .iter()
                        .try_fold(0i64, |sum, octet| {
                            sum.checked_mul(256)?.checked_add(i64::from(*octet))
                        })
                        .unwrap_or(i64::MAX)
                })?,
        ),
        None => None,
    };
    fields.next().is_none().then_some(BasicConstraints {
        ca,
        path_length,
        critical,
    })
}

/// Bit 0 of the result is digitalSignature. An empty key usage is invalid (RFC 5280 section 4.2.1.3).
fn key_usage(value: &Element<'_>) -> Option<KeyUsage> {
    let (unused, octets) = value
        .is(tag::BIT_STRING)
        .then(|| value.content.split_first())??;
    let significant = (octets.len() * 8).saturating_sub(usize::from(*unused));
    let bits = octets
        .iter()
        .take(2)
        .flat_map(|octet| (0..8).map(move |bit| octet & (0x80 >> bit) != 0))
        .take(significant.min(9))
        .enumerate()
        .fold(
            0u16,
            |bits, (position, set)| if set { bits | 1 << position } else { bits },
        );
    (bits != 0).then_some(KeyUsage(bits))
}

fn authority_key_id(value: &Element<'_>) -> Option<AuthorityKeyId> {
    let mut id = AuthorityKeyId::default();
    for field in value.sequence()? {
        match field.context()? {
            0 => id.key_id = Some(field.content.to_vec()),
            1 => {
                let names: Vec<GeneralName> = field
                    .children()?
                    .iter()
                    .map(GeneralName::read)
                    .collect::<Option<_>>()?;
                id.issuer = names.into_iter().find_map(|name| match name {
                    GeneralName::Directory(name) => Some(name),
                    _ => None,
                });
            }
            2 => id.serial = Some(field.content.to_vec()),
            _ => return None,
        }
    }
    Some(id)
}

fn name_constraints(value: &Element<'_>) -> Option<NameConstraints> {
    let mut constraints = NameConstraints::default();
    for field in value.sequence()? {
        let subtrees = field
            .children()?
            .iter()
            .map(subtree)
            .collect::<Option<Vec<_>>>()?;
        match field.context()? {
            0 => constraints.permitted = subtrees,
            1 => constraints.excluded = subtrees,
            _ => return None,
        }
    }
    Some(constraints)
}

fn subtree(element: &Element<'_>) -> Option<Subtree> {
    let fields = element.sequence()?;
    let (base, limits) = fields.split_first()?;
    let plain = limits
        .iter()
        .all(|limit| limit.context() == Some(0) && limit.content.iter().all(|octet| *octet == 0));
    Some(Subtree {
        base: GeneralName::read(base)?,
        plain,
    })
}

fn ca_issuers(extension: &X509Extension<'_>) -> Option<Vec<String>> {
    let mut urls = Vec::new();
    for access in Element::only(extension.value)?.sequence()? {
        let [method, location] = access.sequence()?.try_into().ok()?;
        if method.oid()? == "1.3.6.1.5.5.7.48.2"
            && let Some(GeneralName::Uri(url)) = GeneralName::read(&location)
        {
            urls.push(url);
        }
    }
    Some(urls)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_usage_bits_count_from_the_left() {
        let encoded = [0x03, 0x02, 0x01, 0x06];
        let usage = key_usage(&Element::only(&encoded).unwrap()).unwrap();
        assert_eq!(
            usage.names().collect::<Vec<_>>(),
            ["keyCertSign", "cRLSign"]
        );
        assert!(usage.cert_sign() && !usage.tls_server());
        assert!(key_usage(&Element::only(&[0x03, 0x02, 0x07, 0x00]).unwrap()).is_none());
    }

    #[test]
    fn a_path_length_without_ca_is_kept_and_a_negative_one_is_not() {
        let kept = basic_constraints(&Element::only(&[0x30, 3, 2, 1, 0]).unwrap(), false).unwrap();
        assert_eq!((kept.ca, kept.path_length), (false, Some(0)));
        assert!(
            basic_constraints(
                &Element::only(&[0x30, 6, 1, 1, 0xff, 2, 1, 0xff]).unwrap(),
                false
            )
            .is_none()
        );
    }

    #[test]
    fn addresses_are_shown_as_people_write_them() {
        assert_eq!(GeneralName::Ip(vec![10, 0, 0, 4]).shown(), "10.0.0.4");
        assert_eq!(
            GeneralName::Ip(vec![10, 0, 0, 0, 255, 0, 0, 0]).shown(),
            "10.0.0.0/255.0.0.0"
        );
        assert_eq!(GeneralName::Ip(vec![1, 2, 3]).shown(), "010203");
    }
}
