//! A walk over DER, for the parts that the certificate parser keeps to itself.

use x509_parser::asn1_rs::{Any, Class, FromBer};

/// Universal tags (X.680 section 8) that certificates use.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u32 = 1;
    pub(crate) const INTEGER: u32 = 2;
    pub(crate) const BIT_STRING: u32 = 3;
    pub(crate) const OCTET_STRING: u32 = 4;
    pub(crate) const OID: u32 = 6;
    pub(crate) const UTF8_STRING: u32 = 12;
    pub(crate) const SEQUENCE: u32 = 16;
    pub(crate) const SET: u32 = 17;
    pub(crate) const PRINTABLE_STRING: u32 = 19;
    pub(crate) const T61_STRING: u32 = 20;
    pub(crate) const IA5_STRING: u32 = 22;
    pub(crate) const UTC_TIME: u32 = 23;
    pub(crate) const GENERALIZED_TIME: u32 = 24;
    pub(crate) const VISIBLE_STRING: u32 = 26;
    pub(crate) const UNIVERSAL_STRING: u32 = 28;
    pub(crate) const BMP_STRING: u32 = 30;
}

/// One element: its tag, what is inside, and the whole of it as encoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    class: Class,
    number: u32,
    pub(crate) content: &'a [u8],
    pub(crate) raw: &'a [u8],
}

impl<'a> Element<'a> {
    /// Reads the first element of `input` and what follows it. Indefinite lengths, which some
    /// PKCS#7 writers use, are read too.
    pub(crate) fn read(input: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (rest, any) = Any::from_ber(input).ok()?;
        let raw = input.get(..input.len().checked_sub(rest.len())?)?;
        Some((
            Self {
                class: any.class(),
                number: any.tag().0,
                content: any.data,
                raw,
            },
            rest,
        ))
    }

    /// Reads an element that must fill `input`.
    pub(crate) fn only(input: &'a [u8]) -> Option<Self> {
        let (element, rest) = Self::read(input)?;
        rest.is_empty().then_some(element)
    }

    /// The elements inside, or `None` when one of them is malformed.
    pub(crate) fn children(&self) -> Option<Vec<Element<'a>>> {
        let mut rest = self.content;
        let mut found = Vec::new();
        while !rest.is_empty() {
            let (element, after) = Self::read(rest)?;
            found.push(element);
            rest = after;
        }
        Some(found)
    }

    /// The elements inside a SEQUENCE.
    pub(crate) fn sequence(&self) -> Option<Vec<Element<'a>>> {
        self.is(tag::SEQUENCE).then(|| self.children())?
    }

    /// Whether it has this universal tag.
    pub(crate) fn is(&self, number: u32) -> bool {
        self.class == Class::Universal && self.number == number
    }

    /// The number of a context-specific tag.
    pub(crate) fn context(&self) -> Option<u32> {
        (self.class == Class::ContextSpecific).then_some(self.number)
    }

    /// The number of a universal tag.
    pub(crate) fn universal(&self) -> Option<u32> {
        (self.class == Class::Universal).then_some(self.number)
    }

    /// An object identifier in dotted form.
    pub(crate) fn oid(&self) -> Option<String> {
        self.is(tag::OID).then(|| dotted(self.content))?
    }

    /// A BIT STRING without unused bits, as keys and signatures are.
    pub(crate) fn octets_of_bit_string(&self) -> Option<&'a [u8]> {
        if !self.is(tag::BIT_STRING) {
            return None;
        }
        match self.content.split_first() {
            Some((0, octets)) => Some(octets),
            _ => None,
        }
    }
}

/// Dotted form of an encoded object identifier.
pub(crate) fn dotted(encoded: &[u8]) -> Option<String> {
    let mut arcs: Vec<u64> = Vec::new();
    let mut arc: u64 = 0;
    for (position, octet) in encoded.iter().enumerate() {
        if arc.leading_zeros() < 8 {
            return None;
        }
        arc = (arc << 7) | u64::from(octet & 0x7f);
        if octet & 0x80 != 0 {
            if position + 1 == encoded.len() {
                return None;
            }
            continue;
        }
        if arcs.is_empty() {
            let first = (arc / 40).min(2);
            arcs.push(first);
            arcs.push(arc - first * 40);
        } else {
            arcs.push(arc);
        }
        arc = 0;
    }
    if arcs.is_empty() {
        return None;
    }
    Some(
        arcs.iter()
            .map(u64::to_string)
            .collect::<Vec<_>>()
            .join("."),
    )
}

/// Encodes one element. `identifier` is the tag octet.
pub(crate) fn encode(identifier: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![identifier];
    let length = content.len();
    if length < 0x80 {
        out.push(u8::try_from(length).unwrap_or_default());
    } else {
        let octets = length.to_be_bytes();
        let significant: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
        out.push(0x80 | u8::try_from(significant.len()).unwrap_or_default());
        out.extend(significant);
    }
    out.extend_from_slice(content);
    out
}

/// An unsigned INTEGER's octets without the leading zeros; `None` when it is negative or empty.
pub(crate) fn unsigned(content: &[u8]) -> Option<&[u8]> {
    if content.first()? & 0x80 != 0 {
        return None;
    }
    let zeros = content.iter().take_while(|octet| **octet == 0).count();
    content.get(zeros..)
}

/// Number of significant bits of an unsigned big-endian number.
pub(crate) fn bit_length(number: &[u8]) -> u32 {
    let mut significant = number.iter().skip_while(|octet| **octet == 0);
    let Some(first) = significant.next() else {
        return 0;
    };
    let rest = u32::try_from(significant.count()).unwrap_or(u32::MAX / 16);
    rest * 8 + (8 - first.leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_identifiers_in_dotted_form() {
        assert_eq!(dotted(&[0x55, 0x04, 0x03]).as_deref(), Some("2.5.4.3"));
        assert_eq!(
            dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]).as_deref(),
            Some("1.2.840.113549.1.1.11")
        );
        assert_eq!(dotted(&[0x88, 0x37, 0x03]).as_deref(), Some("2.999.3"));
        assert_eq!(dotted(&[]), None);
        assert_eq!(dotted(&[0x55, 0x84]), None);
    }

    #[test]
    fn long_lengths_are_encoded_in_the_long_form() {
        let encoded = encode(0x30, &[0; 300]);
        assert_eq!(encoded.get(..4), Some(&[0x30, 0x82, 0x01, 0x2c][..]));
        assert_eq!(
            Element::only(&encoded).map(|element| element.content.len()),
            Some(300)
        );
    }

    #[test]
    fn bits_are_counted_from_the_first_that_is_set() {
        assert_eq!(bit_length(&[]), 0);
        assert_eq!(bit_length(&[0, 0, 1, 0]), 9);
        assert_eq!(bit_length(&[0x80, 0]), 16);
    }
}
