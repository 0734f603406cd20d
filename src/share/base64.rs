//! Base64 to the letter: what decodes here encodes to the same text again.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// With padding.
pub(crate) fn encode(octets: &[u8]) -> String {
    STANDARD.encode(octets)
}

/// For an address: without padding.
pub(crate) fn encode_url(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// What [`encode`] wrote; `None` for anything that it would not write.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// What [`encode_url`] wrote; `None` for anything that it would not write.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
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
