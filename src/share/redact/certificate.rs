//! Stand-ins: certificates with the facts of others and without what they name.
//!
//! A stand-in is a certificate for every reader. Dates, key types and sizes, purposes, CA flags,
//! algorithms and the order of names stay; names, serial numbers, keys and key identifiers are
//! replaced, equal ones by equal ones. Instead of a signature it holds the fingerprint of the key
//! that made the one it stands for, as verified before: see [`crate::certificate::STAND_IN`].
//! Roots that are public stay as they are.

use std::collections::BTreeMap;

use sha2::Digest as _;

use super::Given;
use super::markers::Markers;
use crate::certificate::bundle::Element as Presented;
use crate::certificate::der::{Element, encode};
use crate::certificate::{
    Certificate, GeneralName, KeyKind, Name, PublicKey, STAND_IN, Subtree, oid,
};
use crate::chain::RootList;
use crate::chain::openssl::{SignatureCheck, check_signature};
use crate::evidence::Content;
use crate::order;

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const UTF8_STRING: u8 = 0x0c;

/// The object identifiers of the attributes that a stand-in's names have: CN, OU, emailAddress.
const CN: &[u8] = &[0x06, 0x03, 0x55, 0x04, 0x03];
const OU: &[u8] = &[0x06, 0x03, 0x55, 0x04, 0x0b];

pub(super) struct StandIns<'r> {
    roots: Option<&'r RootList>,
    /// Every certificate of the case, as candidates for having signed another.
    known: Vec<Certificate>,
    /// Stand-ins made, by the fingerprint of what they stand for.
    made: BTreeMap<[u8; 32], Option<Certificate>>,
    /// Keys, key identifiers and serial numbers, by what they were.
    numbers: BTreeMap<Vec<u8>, u32>,
    names: BTreeMap<Vec<String>, u32>,
}

impl<'r> StandIns<'r> {
    pub(super) fn new(given: &[Given<'_>], roots: Option<&'r RootList>) -> Self {
        let mut known: Vec<Certificate> = Vec::new();
        let mut add = |certificate: &Certificate| {
            if !known.contains(certificate) {
                known.push(certificate.clone());
            }
        };
        for piece in given
            .iter()
            .flat_map(|given| given.evidence.iter().flatten())
        {
            match &piece.content {
                Content::Certificates(run) => {
                    let elements = run.elements.iter().filter_map(Presented::certificate);
                    elements.for_each(&mut add);
                }
                Content::Uploaded(uploaded) => {
                    uploaded
                        .iter()
                        .flat_map(|one| &one.certificates)
                        .for_each(&mut add);
                }
                Content::Gateways(gateways) => {
                    let uploaded = gateways.iter().flat_map(|one| {
                        one.trusted_roots
                            .iter()
                            .chain(&one.authentication_certificates)
                    });
                    uploaded
                        .flat_map(|one| &one.certificates)
                        .for_each(&mut add);
                }
                _ => {}
            }
        }
        given
            .iter()
            .flat_map(|given| &given.case.typed.roots)
            .flat_map(|one| &one.certificates)
            .for_each(&mut add);
        Self {
            roots,
            known,
            made: BTreeMap::new(),
            numbers: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// How many certificates the case has.
    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// What stands for certificates; themselves where nothing hides them.
    pub(super) fn all(&mut self, all: &[Certificate], markers: &mut Markers) -> Vec<Certificate> {
        all.iter()
            .filter_map(|one| self.one(one, markers))
            .collect()
    }

    /// What stands for a certificate. `None` where it cannot be taken apart.
    pub(super) fn one(
        &mut self,
        certificate: &Certificate,
        markers: &mut Markers,
    ) -> Option<Certificate> {
        if !markers.hidden.hides_certificates() || self.is_public(certificate) {
            return Some(certificate.clone());
        }
        if let Some(made) = self.made.get(&certificate.sha256) {
            return made.clone();
        }
        let made = self
            .make(certificate, markers)
            .and_then(|der| Certificate::from_der(&der).map(|(made, _)| made));
        self.made.insert(certificate.sha256, made.clone());
        made
    }

    fn is_public(&self, certificate: &Certificate) -> bool {
        let mut all = self.roots.map(RootList::all).unwrap_or_default().iter();
        all.any(|root| root.sha256 == certificate.sha256)
    }

    fn is_public_name(&self, name: &Name) -> bool {
        let mut all = self.roots.map(RootList::all).unwrap_or_default().iter();
        all.any(|root| root.subject == *name)
    }

    fn make(&mut self, certificate: &Certificate, markers: &mut Markers) -> Option<Vec<u8>> {
        let outer = Element::only(certificate.der()?)?.sequence()?;
        let [signed, algorithm, _] = outer.as_slice() else {
            return None;
        };
        let fields = signed.sequence()?;
        let version = fields.first().filter(|first| first.context() == Some(0));
        let rest = fields.get(usize::from(version.is_some())..)?;
        let [_, inner_algorithm, _, validity, _, spki, others @ ..] = rest else {
            return None;
        };
        let mut content = version
            .map(|version| version.raw.to_vec())
            .unwrap_or_default();
        content.extend(encode(INTEGER, &self.serial(&certificate.serial)));
        content.extend(inner_algorithm.raw);
        content.extend(self.name(&certificate.issuer, markers));
        content.extend(validity.raw);
        content.extend(self.name(&certificate.subject, markers));
        content.extend(self.key(spki, &certificate.key)?);
        for other in others.iter().filter(|other| other.context() == Some(3)) {
            let mut list = Vec::new();
            for extension in Element::only(other.content)?.sequence()? {
                list.extend(
                    self.extension(&extension, certificate, markers)
                        .unwrap_or_default(),
                );
            }
            if !list.is_empty() {
                content.extend(encode(0xa3, &encode(SEQUENCE, &list)));
            }
        }
        let signature = [&[0], STAND_IN, &self.signer(certificate)].concat();
        let whole = [
            encode(SEQUENCE, &content),
            algorithm.raw.to_vec(),
            encode(BIT_STRING, &signature),
        ];
        Some(encode(SEQUENCE, &whole.concat()))
    }

    /// The fingerprint of the key that signed it; zeros where none is known that did, and one octet
    /// more where that could not be checked.
    fn signer(&mut self, certificate: &Certificate) -> Vec<u8> {
        let public = self.roots.map(RootList::all).unwrap_or_default();
        let candidates = self.known.iter().chain(public);
        let mut unchecked = false;
        let mut found = None;
        for candidate in candidates.filter(|one| one.subject == certificate.issuer) {
            match check_signature(certificate, &candidate.key) {
                SignatureCheck::Valid => {
                    found = Some(candidate.clone());
                    break;
                }
                SignatureCheck::NotChecked => unchecked = true,
                SignatureCheck::Invalid => {}
            }
        }
        match found {
            Some(signer) if self.is_public(&signer) => fingerprint(&signer.key.spki),
            Some(signer) => {
                let key = Element::only(&signer.key.spki);
                let key = key.and_then(|spki| self.key(&spki, &signer.key));
                fingerprint(&key.unwrap_or_default())
            }
            None if unchecked => vec![0; 33],
            None => vec![0; 32],
        }
    }

    fn number(&mut self, kind: u8, octets: &[u8]) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX) + 1;
        *self
            .numbers
            .entry([&[kind], octets].concat())
            .or_insert(next)
    }

    /// A serial number as long as the other, and negative or zero where that is.
    fn serial(&mut self, serial: &[u8]) -> Vec<u8> {
        let significant: Vec<u8> = serial
            .iter()
            .copied()
            .skip_while(|octet| *octet == 0)
            .collect();
        if significant.is_empty() {
            return serial.to_vec();
        }
        let negative = serial.first().is_some_and(|first| first & 0x80 != 0);
        let number = self.number(b's', &significant).to_be_bytes();
        let mut octets = vec![if negative { 0x81 } else { 0x01 }];
        octets.resize(serial.len().max(5) - number.len(), 0x55);
        octets.extend(number);
        octets
    }

    /// A key of the same kind and size.
    fn key(&mut self, spki: &Element<'_>, key: &PublicKey) -> Option<Vec<u8>> {
        let [algorithm, octets] = spki.sequence()?.try_into().ok()?;
        let number = self.number(b'k', &key.spki).to_be_bytes();
        let filled = |length: usize| {
            let mut octets = [STAND_IN, &[0x55; 16]].concat();
            octets.resize(length.saturating_sub(number.len()), 0x55);
            octets.extend(number);
            octets.truncate(length);
            octets
        };
        let content = match &key.kind {
            KeyKind::Rsa {
                modulus, exponent, ..
            } => {
                let mut octets = filled(modulus.len());
                if let (Some(to), Some(from)) = (octets.first_mut(), modulus.first()) {
                    // As many bits as before: the highest stays where it is.
                    *to = 0xff_u8.checked_shr(from.leading_zeros()).unwrap_or(0);
                }
                let positive = |octets: &[u8]| {
                    let sign = octets.first().is_some_and(|first| first & 0x80 != 0);
                    encode(
                        INTEGER,
                        &[if sign { &[0][..] } else { &[] }, octets].concat(),
                    )
                };
                encode(SEQUENCE, &[positive(&octets), positive(exponent)].concat())
            }
            KeyKind::Ec { point, .. } => {
                let form = point.first().copied().unwrap_or(4);
                [&[form][..], &filled(point.len().saturating_sub(1))].concat()
            }
            _ => {
                let length = octets.octets_of_bit_string().map_or(0, <[u8]>::len);
                vec![0x55; length.saturating_sub(number.len())]
                    .into_iter()
                    .chain(number)
                    .collect()
            }
        };
        let bits = encode(BIT_STRING, &[&[0], content.as_slice()].concat());
        Some(encode(SEQUENCE, &[algorithm.raw, &bits].concat()))
    }

    /// A name that equals another as before, with its host names as hosts.
    fn name(&mut self, name: &Name, markers: &mut Markers) -> Vec<u8> {
        if name.is_empty() || self.is_public_name(name) {
            return name.der().to_vec();
        }
        let mut parts: Vec<String> = name
            .attributes
            .iter()
            .map(|attribute| format!("{}={}", attribute.label(), attribute.value).to_lowercase())
            .collect();
        order::sort(&mut parts);
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX) + 1;
        let number = *self.names.entry(parts).or_insert(next);
        let hosts: Vec<&str> = name.common_names().filter(|name| is_host(name)).collect();
        let mut sets = Vec::new();
        let mut push = |kind: &[u8], value: &str| {
            let pair = [kind, &encode(UTF8_STRING, value.as_bytes())].concat();
            sets.extend(encode(SET, &encode(SEQUENCE, &pair)));
        };
        let whole = markers.subject(&name.to_string());
        let label = match markers.hidden.has(super::Class::Certificates) {
            true => whole,
            false => format!("{} ({number})", whole.replace(['=', ',', '"'], " ")),
        };
        if !hosts.is_empty() {
            push(OU, &label);
            for host in hosts {
                push(CN, &markers.host(host));
            }
        } else {
            push(CN, &label);
        }
        encode(SEQUENCE, &sets)
    }

    /// An extension with its names replaced; `None` for one that decides nothing.
    fn extension(
        &mut self,
        extension: &Element<'_>,
        certificate: &Certificate,
        markers: &mut Markers,
    ) -> Option<Vec<u8>> {
        let parts = extension.sequence()?;
        let id = parts.first()?;
        let dotted = id.oid()?;
        let critical = parts.len() > 2;
        let facts = &certificate.extensions;
        let value = if facts.invalid.contains(&dotted) {
            // It does not decode, and must not.
            vec![SEQUENCE, 5]
        } else {
            match dotted.as_str() {
                oid::BASIC_CONSTRAINTS
                | oid::KEY_USAGE
                | oid::EXTENDED_KEY_USAGE
                | oid::NETSCAPE_TYPE
                | "2.5.29.36"
                | "2.5.29.54"
                | "1.3.6.1.5.5.7.1.24"
                | "1.3.6.1.5.5.7.48.1.5" => parts.last()?.content.to_vec(),
                oid::SUBJECT_KEY_ID => {
                    encode(OCTET_STRING, &self.key_id(facts.subject_key_id.as_deref()?))
                }
                oid::AUTHORITY_KEY_ID => {
                    let wanted = facts.authority_key_id.as_ref()?;
                    let mut fields = Vec::new();
                    if let Some(key) = &wanted.key_id {
                        fields.extend(encode(0x80, &self.key_id(key)));
                    }
                    if let Some(name) = &wanted.issuer {
                        let name = encode(0xa4, &self.name(name, markers));
                        fields.extend(encode(0xa1, &name));
                    }
                    if let Some(serial) = &wanted.serial {
                        fields.extend(encode(0x82, &self.serial(serial)));
                    }
                    encode(SEQUENCE, &fields)
                }
                oid::SUBJECT_ALT_NAME => {
                    let names = facts.alternative_names.as_ref()?;
                    let names: Vec<Vec<u8>> = names
                        .iter()
                        .map(|name| self.general(name, markers))
                        .collect();
                    encode(SEQUENCE, &names.concat())
                }
                oid::NAME_CONSTRAINTS => {
                    let limits = facts.name_constraints.as_ref()?;
                    let mut fields = Vec::new();
                    for (tag, trees) in [(0xa0, &limits.permitted), (0xa1, &limits.excluded)] {
                        if !trees.is_empty() {
                            let trees: Vec<Vec<u8>> = trees
                                .iter()
                                .map(|tree| self.subtree(tree, markers))
                                .collect();
                            fields.extend(encode(tag, &trees.concat()));
                        }
                    }
                    encode(SEQUENCE, &fields)
                }
                oid::PROXY_INFO => encode(SEQUENCE, &[]),
                // Any policy.
                "2.5.29.32" if critical => encode(
                    SEQUENCE,
                    &encode(SEQUENCE, &[0x06, 0x04, 0x55, 0x1d, 0x20, 0x00]),
                ),
                _ if critical => vec![0x05, 0x00],
                _ => return None,
            }
        };
        let mut content = id.raw.to_vec();
        if critical {
            content.extend(parts.get(1)?.raw);
        }
        content.extend(encode(OCTET_STRING, &value));
        Some(encode(SEQUENCE, &content))
    }

    fn key_id(&mut self, id: &[u8]) -> Vec<u8> {
        let public = self.roots.map(RootList::all).unwrap_or_default();
        let is_public = |root: &Certificate| root.extensions.subject_key_id.as_deref() == Some(id);
        if public.iter().any(is_public) {
            return id.to_vec();
        }
        let number = self.number(b'i', id);
        format!("KEY-{number}").into_bytes()
    }

    fn subtree(&mut self, tree: &Subtree, markers: &mut Markers) -> Vec<u8> {
        let mut content = self.general(&tree.base, markers);
        if !tree.plain {
            content.extend([0x80, 1, 1]);
        }
        encode(SEQUENCE, &content)
    }

    fn general(&mut self, name: &GeneralName, markers: &mut Markers) -> Vec<u8> {
        match name {
            GeneralName::Dns(name) => encode(0x82, markers.host(name).as_bytes()),
            GeneralName::Email(address) => {
                let (user, host) = match address.rsplit_once('@') {
                    Some((user, host)) => (format!("{}@", markers.text(user)), host),
                    None => (String::new(), address.as_str()),
                };
                encode(0x81, format!("{user}{}", markers.host(host)).as_bytes())
            }
            GeneralName::Uri(address) => {
                let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                let host = markers.host(host);
                match scheme {
                    "" => encode(0x86, host.as_bytes()),
                    _ => encode(0x86, format!("https://{host}/").as_bytes()),
                }
            }
            GeneralName::Ip(octets) => encode(0x87, &markers.octets(octets)),
            GeneralName::Directory(name) => encode(0xa4, &self.name(name, markers)),
            GeneralName::Other(_, _) => {
                // The type with the value: 1.3.6.1.5.5.7.8.4, a name that nobody here compares.
                let value = encode(0xa0, &encode(UTF8_STRING, b"NAME"));
                let kind: &[u8] = &[0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 8, 4];
                encode(0xa0, &[kind, &value].concat())
            }
            GeneralName::Unsupported(tag) => encode(0x80 | u8::try_from(*tag).unwrap_or(8), &[]),
        }
    }

    /// A name as `openssl` prints it, for the lines of a transcript.
    pub(super) fn line(&mut self, shown: &str, markers: &mut Markers) -> String {
        let wanted = crate::certificate::bundle::transcript::comparable_name(shown);
        let same = |name: &Name| {
            crate::certificate::bundle::transcript::comparable_name(&name.to_string()) == wanted
        };
        let public = self.roots.map(RootList::all).unwrap_or_default();
        let mut all = self.known.iter().chain(public);
        let known = all.find_map(|one| {
            [&one.subject, &one.issuer]
                .into_iter()
                .find(|name| same(name))
                .cloned()
        });
        match known {
            Some(name) => {
                let der = self.name(&name, markers);
                Name::read(&der).map_or_else(String::new, |name| name.to_string())
            }
            None => {
                let common = wanted.iter().find_map(|part| part.strip_prefix("cn="));
                let host = common
                    .filter(|name| is_host(name))
                    .map(|host| markers.host(host));
                let whole = markers.subject(&wanted.join(", ")).replace([',', '='], " ");
                match host {
                    Some(host) => format!("OU={whole}, CN={host}"),
                    None => format!("CN={whole}"),
                }
            }
        }
    }
}

fn fingerprint(spki: &[u8]) -> Vec<u8> {
    sha2::Sha256::digest(spki).to_vec()
}

/// Whether a common name is a host's, and not an organisation's.
fn is_host(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.*:".contains(c))
}
