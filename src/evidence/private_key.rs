//! Private keys are taken out before anything else looks at the text.

use super::mapped::Mapped;

const BEGIN: &str = "-----BEGIN ";
const KIND: &str = "PRIVATE KEY-----";

/// A text without the private keys that it held, and where each stood, as offsets in the source.
pub(super) fn cut(source: &str) -> (Mapped, Vec<usize>) {
    let mut out = Mapped::default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = next(source, at) {
        out.push(source.get(at..start).unwrap_or_default(), at);
        found.push(start);
        at = end;
    }
    out.push(source.get(at..).unwrap_or_default(), at);
    (out, found)
}

/// Where the next private key begins and ends.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut search = from;
    loop {
        let rest = text.get(search..)?;
        let kind = search + rest.find(KIND)?;
        let after = kind + KIND.len();
        let line = text.get(search..kind)?;
        match line.rfind(BEGIN) {
            // `RSA `, `EC `, `ENCRYPTED `, or nothing stands between.
            Some(begin) if line.len() - begin < BEGIN.len() + 24 => {
                return Some((search + begin, end(text, after)));
            }
            _ => search = after,
        }
    }
}

/// The end of a key whose first line ends at `from`. Where its last line is missing, everything
/// that can be a part of it goes.
fn end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let next_begin = rest.find(BEGIN).unwrap_or(rest.len());
    let own = rest.get(..next_begin).unwrap_or_default();
    if let Some(last) = own.find("-----END ") {
        let tail = own.get(last..).unwrap_or_default();
        // Past the closing dashes, wherever the line ends.
        let dashes = tail
            .get(9..)
            .and_then(|tail| tail.find("-----"))
            .map_or(tail.len(), |dashes| dashes + 14);
        return from + last + dashes;
    }
    let mut end = from;
    for line in own.split_inclusive('\n') {
        if !may_be_key(line) {
            break;
        }
        end += line.len();
    }
    end
}

fn may_be_key(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['>', '+', '|', ' ']);
    line.starts_with("Proc-Type:")
        || line.starts_with("DEK-Info:")
        || !line.contains(' ')
            && line.chars().all(|c| {
                c.is_ascii_alphanumeric()
                    || matches!(c, '+' | '/' | '=' | '\\' | '"' | ',' | '-' | '.')
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(kind: &str) -> String {
        // Put together here so that no scanner takes the source for a leaked key.
        format!(
            "-----BEGIN {kind}PRIVATE KEY-----\nMIIBVgIBADANBg\nkqhkiG9w0BAQEF=\n-----END {kind}PRIVATE KEY-----"
        )
    }

    #[test]
    fn nothing_of_a_key_is_left() {
        for kind in ["", "RSA ", "EC ", "ENCRYPTED "] {
            let key = key(kind);
            for text in [
                format!("before\n{key}\nafter"),
                format!("before\n> {}\nafter", key.replace('\n', "\n> ")),
                format!("before {{\"key\": \"{}\"}} after", key.replace('\n', "\\n")),
                format!("before\n{}", key.split_at(key.len() - 12).0),
                format!("before\n{}\n\nafter it", key.split_at(60).0),
            ] {
                let (left, found) = cut(&text);
                assert!(!left.text.contains("MII"), "{text} -> {}", left.text);
                assert!(!left.text.contains("kqh"), "{text} -> {}", left.text);
                assert!(left.text.contains("before"));
                assert_eq!(
                    left.text.contains("after"),
                    text.contains("after"),
                    "{text}"
                );
                assert_eq!(found.len(), 1);
            }
        }
    }

    #[test]
    fn certificates_and_public_keys_stay() {
        let text = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\nPRIVATE KEY-----";
        let (left, found) = cut(text);
        assert_eq!(left.text, text);
        assert!(found.is_empty());
    }
}
