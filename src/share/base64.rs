//! Base64 to the letter: what decodes here encodes to the same text again.

/// The alphabet of RFC 4648 section 4.
const PLAIN: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// The alphabet of section 5, which may stand in an address.
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// With padding.
pub(crate) fn encode(octets: &[u8]) -> String {
    write(octets, PLAIN, true)
}

/// For an address: without padding.
pub(crate) fn encode_url(octets: &[u8]) -> String {
    write(octets, URL, false)
}

/// What [`encode`] wrote; `None` for anything that it would not write.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    read(text, PLAIN, true)
}

/// What [`encode_url`] wrote; `None` for anything that it would not write.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    read(text, URL, false)
}

fn write(octets: &[u8], alphabet: &[u8; 64], padded: bool) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3) * 4);
    for group in octets.chunks(3) {
        let octet = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = octet(0) << 16 | octet(1) << 8 | octet(2);
        for place in 0..4 {
            if place <= group.len() {
                let index = (bits >> (18 - 6 * place)) & 63;
                let letter = usize::try_from(index).ok().and_then(|at| alphabet.get(at));
                text.push(char::from(letter.copied().unwrap_or(b'A')));
            } else if padded {
                text.push('=');
            }
        }
    }
    text
}

fn read(text: &str, alphabet: &[u8; 64], padded: bool) -> Option<Vec<u8>> {
    let body = match padded {
        true => text.trim_end_matches('='),
        false => text,
    };
    let mut octets = Vec::with_capacity(body.len() / 4 * 3 + 2);
    for group in body.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for at in 0..4 {
            let value = match group.get(at) {
                Some(letter) => alphabet.iter().position(|known| known == letter)?,
                None => 0,
            };
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        let [_, all @ ..] = bits.to_be_bytes();
        octets.extend(all.into_iter().take(group.len().saturating_sub(1)));
    }
    // Bits that are left over, and wrong padding, would be lost.
    (write(&octets, alphabet, padded) == text).then_some(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_as_rfc_4648_does() {
        for (octets, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(octets.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(octets.as_bytes()));
        }
        assert_eq!(encode_url(&[0xfb, 0xff]), "-_8");
        assert_eq!(decode_url("-_8"), Some(vec![0xfb, 0xff]));
    }

    #[test]
    fn takes_only_what_it_would_write() {
        for text in [
            "Zg", "Zg=", "Zh==", "Z===", "Zm9v=", "Zm 9v", "Zm9v\n", "=", "Z",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode_url("-_9"), None);
        assert_eq!(decode_url("+/8"), None);
    }
}
