//! Distinguished names: how they are shown and how they are compared.

use super::der::{self, Element, tag};
use crate::language::certificate as say;
use crate::order;
use std::fmt;

const COMMON_NAME: &str = "2.5.4.3";
const EMAIL: &str = "1.2.840.113549.1.9.1";

/// A distinguished name (RFC 5280 section 4.1.2.4).
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// Its attributes in the order of the certificate.
    pub attributes: Vec<Attribute>,
    der: Vec<u8>,
    canonical: Vec<u8>,
}

/// One attribute of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The type in dotted form.
    pub oid: String,
    /// The value as text.
    pub value: String,
    /// Whether the value is an IA5String, as an e-mail address must be.
    pub(crate) ia5: bool,
    /// Whether it shares a relative name with the attribute before it.
    joined: bool,
}

impl Attribute {
    /// The short name that OpenSSL and the portal show (`CN`), or the dotted form.
    #[must_use]
    pub fn label(&self) -> &str {
        SHORT_NAMES
            .iter()
            .find(|(oid, _)| *oid == self.oid)
            .map_or(self.oid.as_str(), |(_, short)| short)
    }
}

const SHORT_NAMES: &[(&str, &str)] = &[
    (COMMON_NAME, "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.42", "GN"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.97", "organizationIdentifier"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    (EMAIL, "emailAddress"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
];

impl Name {
    /// Reads a name from its encoding. `None` when it is not a sequence of sets of attributes.
    pub(crate) fn read(encoded: &[u8]) -> Option<Self> {
        let mut name = Name {
            der: encoded.to_vec(),
            ..Name::default()
        };
        for set in Element::only(encoded)?.sequence()? {
            if !set.is(tag::SET) {
                return None;
            }
            let mut canonical = Vec::new();
            for (position, pair) in set.children()?.iter().enumerate() {
                let [kind, value] = pair.sequence()?.try_into().ok()?;
                let text = text(&value);
                canonical.push(canonical_pair(&kind, &value, text.as_deref()));
                name.attributes.push(Attribute {
                    oid: kind.oid()?,
                    value: text.unwrap_or_else(|| hex(value.content)),
                    ia5: value.is(tag::IA5_STRING),
                    joined: position > 0,
                });
            }
            order::sort(&mut canonical);
            name.canonical
                .extend(der::encode(0x31, &canonical.concat()));
        }
        Some(name)
    }

    /// The name as encoded (DER), from which equal names are told.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whether it has no attribute.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// Every common name, in the order of the certificate.
    pub fn common_names(&self) -> impl Iterator<Item = &str> {
        self.values(COMMON_NAME)
            .map(|attribute| attribute.value.as_str())
    }

    /// The e-mail addresses in it.
    pub(crate) fn emails(&self) -> impl Iterator<Item = &Attribute> {
        self.values(EMAIL)
    }

    /// What to call the holder in a sentence: the last common name, else the whole name.
    #[must_use]
    pub fn short(&self) -> String {
        match self.common_names().last() {
            Some(common_name) => common_name.to_owned(),
            None => self.to_string(),
        }
    }

    /// The relative names one after the other in the form in which OpenSSL compares them: UTF-8,
    /// lower case (ASCII), blanks trimmed and single.
    pub(crate) fn canonical(&self) -> &[u8] {
        &self.canonical
    }

    fn values(&self, oid: &'static str) -> impl Iterator<Item = &Attribute> {
        self.attributes
            .iter()
            .filter(move |attribute| attribute.oid == oid)
    }
}

/// Two names are equal when they compare equal in their canonical form (RFC 5280 section 7.1,
/// as OpenSSL does it).
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for Name {}

impl fmt::Display for Name {
    /// In the order of the certificate: `C=US, O=Contoso Ltd, CN=www.contoso.com`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str(say::EMPTY_NAME);
        }
        for (position, attribute) in self.attributes.iter().enumerate() {
            match (position, attribute.joined) {
                (0, _) => {}
                (_, true) => f.write_str(" + ")?,
                (_, false) => f.write_str(", ")?,
            }
            write!(f, "{}=", attribute.label())?;
            let value = &attribute.value;
            if value.contains([',', '+', '"']) || value.trim() != value {
                write!(f, "\"{}\"", value.replace('"', "\\\""))?;
            } else {
                f.write_str(value)?;
            }
        }
        Ok(())
    }
}

/// The text of a string type; `None` for other types and for wrong encodings.
pub(crate) fn text(value: &Element<'_>) -> Option<String> {
    let content = value.content;
    match value.universal()? {
        tag::UTF8_STRING => Some(String::from_utf8_lossy(content).into_owned()),
        tag::PRINTABLE_STRING | tag::T61_STRING | tag::IA5_STRING | tag::VISIBLE_STRING | 18 => {
            Some(content.iter().map(|octet| char::from(*octet)).collect())
        }
        tag::BMP_STRING => {
            let (units, rest) = content.as_chunks::<2>();
            rest.is_empty().then_some(())?;
            char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit)))
                .collect::<Result<_, _>>()
                .ok()
        }
        tag::UNIVERSAL_STRING => {
            let (units, rest) = content.as_chunks::<4>();
            rest.is_empty().then_some(())?;
            units
                .iter()
                .map(|unit| char::from_u32(u32::from_be_bytes(*unit)))
                .collect()
        }
        _ => None,
    }
}

fn canonical_pair(kind: &Element<'_>, value: &Element<'_>, text: Option<&str>) -> Vec<u8> {
    // NumericString (18) is shown as text but compared as it is encoded.
    let value = match text {
        Some(text) if !value.is(18) => {
            let words: Vec<&str> = text
                .split(is_blank)
                .filter(|word| !word.is_empty())
                .collect();
            der::encode(0x0c, words.join(" ").to_ascii_lowercase().as_bytes())
        }
        _ => value.raw.to_vec(),
    };
    der::encode(0x30, &[kind.raw, &value].concat())
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// Lower-case hexadecimal.
pub(crate) fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(attributes: &[(&[u8], u8, &str)]) -> Name {
        let sets: Vec<u8> = attributes
            .iter()
            .flat_map(|(oid, identifier, value)| {
                let pair = [
                    der::encode(6, oid),
                    der::encode(*identifier, value.as_bytes()),
                ]
                .concat();
                der::encode(0x31, &der::encode(0x30, &pair))
            })
            .collect();
        Name::read(&der::encode(0x30, &sets)).unwrap()
    }

    #[test]
    fn shown_in_the_order_of_the_certificate() {
        let shown = name(&[
            (&[0x55, 4, 6], 0x13, "US"),
            (&[0x55, 4, 10], 0x0c, "Contoso, Ltd"),
            (&[0x55, 4, 3], 0x0c, "www"),
        ]);
        assert_eq!(shown.to_string(), "C=US, O=\"Contoso, Ltd\", CN=www");
        assert_eq!(shown.short(), "www");
    }

    #[test]
    fn case_blanks_and_string_type_do_not_matter() {
        let a = name(&[(&[0x55, 4, 3], 0x13, "Contoso  Root CA ")]);
        let b = name(&[(&[0x55, 4, 3], 0x0c, "contoso root ca")]);
        let c = name(&[(&[0x55, 4, 3], 0x0c, "contoso rootca")]);
        assert_eq!(a, b);
        assert_ne!(a, c);
    }
}
