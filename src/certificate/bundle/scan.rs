//! Finds what may be certificates or keys in plain text: armoured blocks, and runs of base64 or
//! hexadecimal without armour.
//!
//! What the reader of certificates finds and what the remover of private keys finds is the same
//! by construction: both start from [`scan`].

use super::bare::bare;
use super::text::Plain;
use crate::language::certificate::bundle as say;
use std::ops::Range;

/// Something encoded in the text.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Where, in the plain text.
    pub(crate) range: Range<usize>,
    /// What its armour calls it; `None` without armour.
    pub(crate) label: Option<String>,
    /// The octets, as far as they could be decoded.
    pub(crate) octets: Vec<u8>,
    /// What is wrong with the form, and where.
    pub(crate) damage: Vec<(usize, String)>,
    /// Whether the body was left out or blotted out by hand.
    pub(crate) redacted: bool,
    /// Lines of the body: where each starts and how many base64 characters it holds.
    pub(crate) lines: Vec<(usize, usize)>,
}

impl Piece {
    /// Whether what looks like the start of a certificate is long enough to be one: without
    /// armour, a few octets prove nothing.
    pub(crate) fn is_cut_certificate(&self) -> bool {
        self.label.is_some() || self.octets.len() > 100
    }
}

/// A `BEGIN` or `END` line.
struct Marker {
    range: Range<usize>,
    begin: bool,
    label: String,
}

/// Finds every piece, in the order of the text.
pub(crate) fn scan(plain: &Plain<'_>) -> Vec<Piece> {
    let text = plain.text.as_str();
    let markers = markers(text);
    let mut pieces = Vec::new();
    let mut free = 0;
    let mut markers = markers.iter().peekable();
    while let Some(marker) = markers.next() {
        let next = markers.peek();
        if !marker.begin {
            // An END without BEGIN: the lines before it are its body.
            if let Some(start) = body_start(text, free, marker.range.start) {
                bare(text, free..start, &mut pieces);
                let damage = vec![(start, say::no_begin(&marker.label))];
                pieces.push(piece(
                    text,
                    start..marker.range.end,
                    start..marker.range.start,
                    Some(&marker.label),
                    damage,
                ));
            } else {
                bare(text, free..marker.range.start, &mut pieces);
            }
            free = marker.range.end;
            continue;
        }
        bare(text, free..marker.range.start, &mut pieces);
        let (body, end, damage) = match next {
            Some(end) if !end.begin => {
                let mut damage = Vec::new();
                if end.label != marker.label {
                    let said = say::another_end(&marker.label, &end.label);
                    damage.push((end.range.start, said));
                }
                (marker.range.end..end.range.start, end.range.end, damage)
            }
            _ => {
                let limit = next.map_or(text.len(), |next| next.range.start);
                let end = body_end(text, marker.range.end, limit);
                let said = say::no_end(&marker.label);
                (marker.range.end..end, end, vec![(marker.range.start, said)])
            }
        };
        if next.is_some_and(|next| !next.begin) {
            markers.next();
        }
        pieces.push(piece(
            text,
            marker.range.start..end,
            body,
            Some(&marker.label),
            damage,
        ));
        free = end;
    }
    bare(text, free..text.len(), &mut pieces);
    pieces
}

fn markers(text: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(dash) = text
        .get(from..)
        .and_then(|rest| rest.find("--"))
        .map(|at| at + from)
    {
        let run = text.get(dash..).map_or(0, |rest| {
            rest.bytes().take_while(|byte| *byte == b'-').count()
        });
        from = dash + run;
        if let Some(marker) = marker(text, dash, from) {
            from = marker.range.end;
            found.push(marker);
        }
    }
    found
}

/// A marker whose leading dashes are `dash..after`. Blanks around the words, any number of dashes
/// from two on, and missing dashes behind the label are tolerated.
fn marker(text: &str, dash: usize, after: usize) -> Option<Marker> {
    let rest = text.get(after..)?;
    let words = rest.trim_start_matches([' ', '\t']);
    let word = |word: &str| {
        words
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let (begin, length) = if word("BEGIN ") {
        (true, 6)
    } else if word("END ") {
        (false, 4)
    } else {
        return None;
    };
    let label = words.get(length..)?;
    let label_length = label
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b' ')
        .count();
    let (name, behind) = label.split_at_checked(label_length)?;
    let name = name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_uppercase();
    let known = [
        "CERTIFICATE",
        "KEY",
        "KEY BLOCK",
        "REQUEST",
        "PKCS7",
        "CMS",
        "PKCS12",
        "CRL",
        "PARAMETERS",
        "CHAIN",
        "MESSAGE",
    ];
    let dashes = behind.bytes().take_while(|byte| *byte == b'-').count();
    // Without a line end between two markers, half of the dashes belong to the next.
    let next = behind.get(dashes..).unwrap_or("").trim_start_matches(' ');
    let closing = if next.starts_with("BEGIN ") || next.starts_with("END ") {
        dashes / 2
    } else {
        dashes
    };
    if name.is_empty()
        || name.len() > 64
        || (closing < 2 && !known.iter().any(|end| name.ends_with(end)))
    {
        return None;
    }
    Some(Marker {
        range: dash..text.len() - behind.len() + closing,
        begin,
        label: name,
    })
}

/// Whether this character can be part of base64, plain or URL-safe.
pub(super) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}

/// Whether a word can be part of a body: base64 and long, or the last, short piece of one.
fn is_body_word(word: &str, after_long: bool) -> bool {
    let clean = !word.is_empty() && word.bytes().all(is_base64);
    clean
        && (word.len() >= 20
            || (after_long && (word.ends_with('=') || word.len().is_multiple_of(4))))
}

const SEPARATORS: &[char] = &[
    ' ', '\t', '\n', '"', '\'', ',', ';', '>', '|', '*', '[', ']', '{', '}', '(', ')', '#', '`',
    '\\',
];

/// How far a body without END reaches: over words of base64, header lines and decoration.
fn body_end(text: &str, start: usize, limit: usize) -> usize {
    let mut end = start;
    let mut long = false;
    for word in words(text, start..limit) {
        let content = text.get(word.clone()).unwrap_or("");
        let header = content.ends_with(':')
            || content.starts_with("4,ENCRYPTED")
            || content.contains("-CBC,");
        if is_body_word(content, long) {
            long = content.len() >= 20;
            end = word.end;
        } else if !(header || matches!(content, "+" | "//" | "-")) {
            break;
        }
    }
    end
}

/// Where the body that ends at an END without BEGIN starts.
fn body_start(text: &str, from: usize, end: usize) -> Option<usize> {
    let mut start = None;
    for word in words(text, from..end).collect::<Vec<_>>().into_iter().rev() {
        let content = text.get(word.clone()).unwrap_or("");
        // The last word may be short; all before it must be long.
        if !is_body_word(content, start.is_none()) {
            break;
        }
        start = Some(word.start);
    }
    start
}

fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = range.start;
    let part = text.get(range).unwrap_or("");
    part.split(SEPARATORS)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let at = base + (word.as_ptr() as usize - part.as_ptr() as usize);
            at..at + word.len()
        })
}

/// Reads the body of an armoured block.
fn piece(
    text: &str,
    range: Range<usize>,
    body: Range<usize>,
    label: Option<&str>,
    damage: Vec<(usize, String)>,
) -> Piece {
    let mut piece = Piece {
        range,
        label: label.map(str::to_owned),
        octets: Vec::new(),
        damage,
        redacted: false,
        lines: Vec::new(),
    };
    let content = text.get(body.clone()).unwrap_or("");
    let decoration = common_decoration(content);
    let mut encoded = String::with_capacity(content.len());
    let mut offset = body.start;
    for line in content.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let line = line.trim_end();
        // RFC 1421 headers: `Proc-Type: 4,ENCRYPTED`.
        if line.contains(": ") && !line.contains('"') {
            continue;
        }
        let line = decoration
            .and_then(|mark| line.trim_start().strip_prefix(mark))
            .unwrap_or(line);
        let before = encoded.len();
        for (at, word) in line
            .split(SEPARATORS)
            .filter(|word| !word.is_empty())
            .enumerate()
        {
            if matches!(word, "+" | "-" | "//" | "--")
                || (at == 0
                    && word.len() < 6
                    && word.bytes().all(|b| b.is_ascii_digit())
                    && line.trim_start().len() > word.len())
            {
                continue;
            }
            if let Some(strange) = word.chars().find(|c| !c.is_ascii() || !is_base64(*c as u8)) {
                piece.redacted |= matches!(strange, '.' | '…' | '<' | '[' | '*' | '█' | '•');
                piece.damage.push((start, say::not_base64(strange)));
            }
            encoded.extend(word.chars().filter(|c| c.is_ascii() && is_base64(*c as u8)));
        }
        if encoded.len() > before {
            piece.lines.push((start, encoded.len() - before));
        }
    }
    let blotted = |c: char| matches!(c, 'x' | 'X' | '-' | '_');
    piece.redacted |= encoded.chars().all(blotted);
    piece.octets = base64(&encoded);
    piece
}

/// A comment or difference mark in front of every line: `+`, `-` or `//`.
fn common_decoration(content: &str) -> Option<&'static str> {
    let lines = || {
        content
            .lines()
            .map(str::trim_start)
            .filter(|line| !line.is_empty())
    };
    ["//", "+", "-"]
        .into_iter()
        .find(|mark| lines().count() > 1 && lines().all(|line| line.starts_with(mark)))
}

/// Decodes base64 as far as it goes: plain or URL-safe, with or without padding, the last
/// character dropped where it is one too many. Empty when nothing can be decoded.
pub(crate) fn base64(encoded: &str) -> Vec<u8> {
    let mut body: String = encoded
        .trim_end_matches('=')
        .chars()
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    if let Some(padding) = body.find('=') {
        body.truncate(padding);
    }
    if body.len() % 4 == 1 {
        body.pop();
    }
    // Bits behind the last octet would be refused; a cut can leave any.
    let spare = match body.len() % 4 {
        2 => 0x0f,
        3 => 0x03,
        _ => 0,
    };
    if let Some(last) = body.pop() {
        body.push(clear_bits(last, spare));
    }
    while !body.len().is_multiple_of(4) {
        body.push('=');
    }
    let armoured = format!("-----BEGIN X-----\n{body}\n-----END X-----\n");
    pem::parse(armoured)
        .map(pem::Pem::into_contents)
        .unwrap_or_default()
}

fn clear_bits(digit: char, bits: u8) -> char {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = ALPHABET
        .iter()
        .position(|known| char::from(*known) == digit)
        .unwrap_or(0);
    ALPHABET
        .get(value & !usize::from(bits))
        .map_or(digit, |known| char::from(*known))
}
