//! Cuts private keys out of text before anything else sees it.
//!
//! The search is the one that finds certificates, so a key is found in every state in which a
//! certificate would be read: escaped, quoted, in base64 twice, as a hexadecimal dump, without its
//! last line.

use super::bundle::content::{Content, classify};
use super::bundle::scan::{Piece, scan};
use super::bundle::text::{self, Plain};
use crate::language::certificate::private_key as say;
use crate::order;
use std::ops::Range;

pub use super::bundle::content::Secret;
pub use super::bundle::text::Place;

/// What stands in the text where a key was.
pub const MARK: &str = "[private key removed]";

/// A key that was cut out. The key itself is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Where it began in the text as pasted.
    pub place: Place,
    /// What kind of secret it was.
    pub secret: Secret,
}

impl Removed {
    /// What the person has to know and do.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self.secret {
            Secret::PrivateKey => say::KEY,
            Secret::EncryptedPrivateKey => say::ENCRYPTED_KEY,
            Secret::Credential => say::CREDENTIAL,
            Secret::Pfx => say::PFX,
        }
    }
}

/// The text without private keys, and what was found. Each key is overwritten, by [`MARK`] and
/// blanks, so that everything else keeps its line and column.
#[must_use]
pub fn cut(text: &str) -> (String, Vec<Removed>) {
    let plain = Plain::new(text);
    let mut found: Vec<(Range<usize>, Removed)> = Vec::new();
    for piece in scan(&plain) {
        if let Some(secret) = secret_in(&piece) {
            let removed = Removed {
                place: plain.place(piece.range.start),
                secret,
            };
            found.push((plain.origin_range(&piece.range), removed));
        }
    }
    for range in numbers(&plain.text) {
        let removed = Removed {
            place: plain.place(range.start),
            secret: Secret::PrivateKey,
        };
        found.push((plain.origin_range(&range), removed));
    }
    order::sort_by_key(&mut found, |(range, _)| (range.start, range.end));
    let mut clean = String::with_capacity(text.len());
    let mut removed = Vec::new();
    let mut kept = 0;
    for (range, what) in found {
        if range.end <= kept {
            continue;
        }
        clean.push_str(text.get(kept..range.start).unwrap_or(""));
        let cut = text.get(range.start.max(kept)..range.end).unwrap_or("");
        let mut mark = MARK.chars();
        clean.extend(cut.chars().map(|c| match c {
            '\n' | '\r' => c,
            _ => mark.next().unwrap_or(' '),
        }));
        kept = range.end;
        removed.push(what);
    }
    clean.push_str(text.get(kept..).unwrap_or(""));
    (clean, removed)
}

fn secret_in(piece: &Piece) -> Option<Secret> {
    let labelled = piece.label.as_deref().and_then(|label| match label {
        "ENCRYPTED PRIVATE KEY" => Some(Secret::EncryptedPrivateKey),
        "PKCS12" => Some(Secret::Pfx),
        _ if label.contains("PRIVATE") => Some(Secret::PrivateKey),
        _ => None,
    });
    labelled.or_else(|| match classify(&piece.octets) {
        Content::Private(secret) => Some(secret),
        // Text in base64, of which a part is a key: the whole has to go.
        Content::Text(inner) => nested(&inner, 2),
        _ => None,
    })
}

fn nested(inner: &[u8], depth: usize) -> Option<Secret> {
    let inner = text::decode(inner);
    let plain = Plain::new(&inner);
    scan(&plain)
        .iter()
        .find_map(|piece| match classify(&piece.octets) {
            Content::Text(_) if depth == 0 => None,
            Content::Text(further) => nested(&further, depth - 1),
            _ => secret_in(piece),
        })
}

/// What stands between two marks, the second of which may be missing, where it is long enough for
/// a secret.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(start).filter_map(move |(at, _)| {
        let at = at + start.len();
        let inner = text.get(at..)?;
        let length = inner.find(end).unwrap_or(inner.len());
        (length >= 20).then_some(at..at + length)
    })
}

/// Keys that are written out number by number: `openssl rsa -text`, JSON Web Keys, .NET's
/// `RSAKeyValue`; and PuTTY's, whose private lines no PEM line announces.
fn numbers(text: &str) -> Vec<Range<usize>> {
    const LISTED: &[&str] = &[
        "privateExponent:",
        "prime1:",
        "prime2:",
        "exponent1:",
        "exponent2:",
        "coefficient:",
        "priv:",
    ];
    const NAMED: &[&str] = &[
        "\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\"",
    ];
    let mut found = Vec::new();
    if text.contains("<D>") {
        found.extend(between(text, "<RSAKeyValue>", "</RSAKeyValue>"));
    }
    found.extend(between(text, "Private-Lines:", "Private-MAC:"));
    for name in LISTED {
        for (at, _) in text.match_indices(name) {
            let start = at + name.len();
            let dump = text.get(start..).unwrap_or("");
            let length = dump
                .bytes()
                .take_while(|byte| {
                    byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || *byte == b':'
                })
                .count();
            // The next label may begin with hexadecimal digits: stop behind the last colon or digit pair.
            let dump = dump.get(..length).unwrap_or("");
            let end = dump.rfind('\n').unwrap_or(dump.len());
            if dump.bytes().filter(|byte| *byte == b':').count() >= 8 {
                found.push(start..start + end);
            }
        }
    }
    if text.contains("\"kty\"") {
        for name in NAMED {
            for (at, _) in text.match_indices(name) {
                let start = at + name.len();
                let Some(value) = text.get(start..) else {
                    continue;
                };
                let Some(value) = value
                    .trim_start()
                    .strip_prefix(':')
                    .map(str::trim_start)
                    .and_then(|value| value.strip_prefix('"'))
                else {
                    continue;
                };
                let start = value.as_ptr() as usize - text.as_ptr() as usize;
                let length = value.find('"').unwrap_or(value.len());
                if length >= 20 {
                    found.push(start..start + length);
                }
            }
        }
    }
    found
}
