//! From what was pasted or dropped to plain text: encodings, escapes, and what editors, mail and
//! web pages do to it. Every character keeps its place in the original.

use super::transcript::goes_on;
use std::ops::Range;

/// Text from bytes: UTF-8 or UTF-16, with or without a byte order mark (Windows PowerShell's `>`
/// writes UTF-16). Octets that fit neither become U+FFFD.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match zeros(bytes) {
            (_, odd) if odd => utf16(bytes, u16::from_le_bytes),
            (even, _) if even => utf16(bytes, u16::from_be_bytes),
            _ => String::from_utf8_lossy(bytes).into_owned(),
        },
    }
}

/// Whether most even, or most odd, octets at the start are zero: Latin text in UTF-16.
fn zeros(bytes: &[u8]) -> (bool, bool) {
    let (pairs, _) = bytes
        .get(..bytes.len().min(512))
        .unwrap_or(bytes)
        .as_chunks::<2>();
    let mostly = |count: usize| pairs.len() >= 4 && count * 4 > pairs.len() * 3;
    (
        mostly(
            pairs
                .iter()
                .filter(|[even, odd]| *even == 0 && *odd != 0)
                .count(),
        ),
        mostly(
            pairs
                .iter()
                .filter(|[even, odd]| *odd == 0 && *even != 0)
                .count(),
        ),
    )
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// A place in the original text, both counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// Plain text, and where each part of it comes from.
#[derive(Debug)]
pub(crate) struct Plain<'a> {
    pub(crate) text: String,
    original: &'a str,
    /// From this offset on in `text`, the original is this far in. Both ascend.
    origins: Vec<(usize, usize)>,
    /// Where each line of the original starts.
    lines: Vec<usize>,
}

impl<'a> Plain<'a> {
    pub(crate) fn new(original: &'a str) -> Self {
        let mut plain = Self {
            text: String::with_capacity(original.len()),
            original,
            origins: Vec::new(),
            lines: std::iter::once(0).chain(line_starts(original)).collect(),
        };
        let mut rest = original;
        while !rest.is_empty() {
            let ordinary = rest.bytes().position(is_special).unwrap_or(rest.len());
            let (before, special) = rest.split_at_checked(ordinary).unwrap_or((rest, ""));
            plain.push(before, original.len() - rest.len());
            rest = special;
            if let Some((replacement, length)) = replace(special) {
                let (itself, after) = special.split_at_checked(length).unwrap_or((special, ""));
                plain.push(
                    replacement.as_str().unwrap_or(itself),
                    original.len() - rest.len(),
                );
                rest = after;
            }
        }
        plain
    }

    fn push(&mut self, text: &str, origin: usize) {
        if !text.is_empty() {
            self.origins.push((self.text.len(), origin));
            self.text.push_str(text);
        }
    }

    /// Where in the original the character at this offset of the plain text comes from.
    pub(crate) fn origin(&self, offset: usize) -> usize {
        let after = self.origins.partition_point(|(plain, _)| *plain <= offset);
        let Some((plain, origin)) = after.checked_sub(1).and_then(|at| self.origins.get(at)) else {
            return 0;
        };
        let end = self
            .origins
            .get(after)
            .map_or(self.original.len(), |(_, origin)| *origin);
        (origin + (offset - plain)).min(end)
    }

    /// The range of the original that a range of the plain text stands for.
    pub(crate) fn origin_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.origin(range.start);
        let last = self.origin(range.end.saturating_sub(1));
        let mut end = self
            .original
            .get(last..)
            .and_then(|rest| rest.chars().next())
            .map_or(last, |c| last + c.len_utf8());
        // A replaced sequence is as long as the way to the next part.
        let next = self
            .origins
            .partition_point(|(plain, _)| *plain < range.end);
        if let Some((plain, origin)) = self.origins.get(next)
            && *plain == range.end
        {
            end = end.max(*origin);
        }
        start..end.max(start)
    }

    /// Whether a line of the plain text, given with its end, is that of a command which goes on in
    /// the next line. The mark that says so may be gone from the plain text.
    pub(crate) fn line_goes_on(&self, line: Range<usize>) -> bool {
        let range = self.origin_range(&line);
        self.original.get(range).is_some_and(goes_on)
    }

    /// Line and column of an offset of the plain text.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let origin = self.origin(offset);
        let line = self.lines.partition_point(|start| *start <= origin);
        let start = line
            .checked_sub(1)
            .and_then(|at| self.lines.get(at))
            .copied()
            .unwrap_or(0);
        let column = self
            .original
            .get(start..origin)
            .map_or(0, |before| before.chars().count());
        Place {
            line,
            column: column + 1,
        }
    }
}

/// Offsets just behind each line end: LF, CRLF or a lone CR.
fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .enumerate()
        .filter_map(move |(at, byte)| match byte {
            b'\n' => Some(at + 1),
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => Some(at + 1),
            _ => None,
        })
}

fn is_special(byte: u8) -> bool {
    byte >= 0x80 || matches!(byte, b'\\' | b'&' | b'<' | b'%' | b'\r' | b'`' | 0x1b | 0)
}

/// What stands in for the start of `text`, and how much of it that is.
enum Replacement {
    Itself,
    Nothing,
    One(char),
    Dashes,
}

impl Replacement {
    fn as_str(&self) -> Option<&'static str> {
        match self {
            Self::Itself => None,
            Self::Nothing => Some(""),
            Self::Dashes => Some("--"),
            Self::One(c) => Some(single(*c)),
        }
    }
}

/// An ASCII character as text.
fn single(c: char) -> &'static str {
    const PRINTABLE: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    match u32::from(c) {
        0x20..=0x7e => {
            let at = (u32::from(c) - 0x20) as usize;
            PRINTABLE.get(at..=at).unwrap_or(" ")
        }
        0x0a => "\n",
        0..0x80 => " ",
        _ => "\u{fffd}",
    }
}

fn replace(text: &str) -> Option<(Replacement, usize)> {
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..)?;
    let (replacement, more) = match first {
        '\\' => backslash(rest),
        '`' => powershell(rest),
        '&' => entity(rest),
        '<' => tag(rest),
        '%' => percent(rest),
        '\r' => (Replacement::One('\n'), usize::from(rest.starts_with('\n'))),
        '\u{1b}' => (Replacement::Nothing, control_sequence(rest)),
        '\0' => (Replacement::Nothing, 0),
        other => (character(other), 0),
    };
    Some((replacement, first.len_utf8() + more))
}

/// Characters that look like others, or like nothing.
fn character(c: char) -> Replacement {
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{180e}' => Replacement::Nothing,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Replacement::One(' ')
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' => Replacement::One('\n'),
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
            Replacement::One('-')
        }
        // Editors join several hyphens into one of these.
        '\u{2012}'..='\u{2015}' => Replacement::Dashes,
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => Replacement::One('"'),
        '\u{2018}'..='\u{201b}' => Replacement::One('\''),
        other if other.is_ascii() => Replacement::One(other),
        _ => Replacement::Itself,
    }
}

/// JSON, shell and Markdown escapes, however often they have been escaped themselves.
fn backslash(rest: &str) -> (Replacement, usize) {
    let more = rest.bytes().take_while(|byte| *byte == b'\\').count();
    let after = rest.get(more..).unwrap_or("");
    let (replacement, length) = match after.bytes().next() {
        Some(b'n') => (Replacement::One('\n'), 1),
        Some(b'r') => (
            Replacement::One(if after.starts_with("r\\n") { ' ' } else { '\n' }),
            1,
        ),
        Some(b't') => (Replacement::One(' '), 1),
        Some(b'"') => (Replacement::One('"'), 1),
        Some(b'/') => (Replacement::One('/'), 1),
        Some(b'-') => (Replacement::One('-'), 1),
        Some(b'u') => match after
            .get(1..5)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32)
        {
            Some(c) => (character(c), 5),
            None => (Replacement::Nothing, 0),
        },
        _ => (Replacement::Nothing, 0),
    };
    (replacement, more + length)
}

fn powershell(rest: &str) -> (Replacement, usize) {
    match rest.bytes().next() {
        Some(b'n') => (Replacement::One('\n'), 1),
        Some(b'r') => (Replacement::One(' '), 1),
        _ => (Replacement::One('`'), 0),
    }
}

fn entity(rest: &str) -> (Replacement, usize) {
    let Some((name, _)) = rest
        .get(..rest.len().min(12))
        .or_else(|| rest.get(..2))
        .and_then(|start| start.split_once(';'))
    else {
        return (Replacement::One('&'), 0);
    };
    let length = name.len() + 1;
    let numeric = name
        .strip_prefix('#')
        .and_then(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        });
    if let Some(c) = numeric.and_then(char::from_u32) {
        return (character(c), length);
    }
    match name {
        "lt" => {
            let after = rest.get(length..).unwrap_or("");
            match after.split_once("&gt;") {
                Some((inside, _)) if is_tag(inside) => {
                    (Replacement::One('\n'), length + inside.len() + 4)
                }
                _ => (Replacement::One('<'), length),
            }
        }
        "gt" => (Replacement::One('>'), length),
        "amp" => {
            // Escaped twice: what follows is an entity of its own.
            let (inner, more) = entity(rest.get(length..).unwrap_or(""));
            if more > 0 {
                (inner, length + more)
            } else {
                (Replacement::One('&'), length)
            }
        }
        "quot" => (Replacement::One('"'), length),
        "apos" => (Replacement::One('\''), length),
        "nbsp" => (Replacement::One(' '), length),
        "NewLine" => (Replacement::One('\n'), length),
        "plus" => (Replacement::One('+'), length),
        "sol" => (Replacement::One('/'), length),
        "equals" => (Replacement::One('='), length),
        "hyphen" | "dash" => (Replacement::One('-'), length),
        "ndash" | "mdash" => (Replacement::Dashes, length),
        "shy" | "ZeroWidthSpace" => (Replacement::Nothing, length),
        _ => (Replacement::One('&'), 0),
    }
}

/// A tag of a web page separates lines.
fn tag(rest: &str) -> (Replacement, usize) {
    match rest.split_once('>') {
        Some((inside, _)) if is_tag(inside) => (Replacement::One('\n'), inside.len() + 1),
        _ => (Replacement::One('<'), 0),
    }
}

fn is_tag(inside: &str) -> bool {
    const NAMES: &[&str] = &[
        "br",
        "p",
        "div",
        "span",
        "pre",
        "code",
        "td",
        "tr",
        "li",
        "b",
        "i",
        "wbr",
        "font",
        "cert",
        "certificate",
    ];
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let name = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or("");
    inside.len() <= 200 && NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Proxies hand certificates on in URL encoding.
fn percent(rest: &str) -> (Replacement, usize) {
    let c = match rest.get(..2).map(str::to_ascii_uppercase).as_deref() {
        Some("0A") => '\n',
        Some("0D" | "20" | "09") => ' ',
        Some("2B") => '+',
        Some("2F") => '/',
        Some("3D") => '=',
        Some("2D") => '-',
        _ => return (Replacement::One('%'), 0),
    };
    (Replacement::One(c), 2)
}

/// Colours of a terminal: `[` parameters, a letter.
fn control_sequence(rest: &str) -> usize {
    let Some(parameters) = rest.strip_prefix('[') else {
        return 0;
    };
    let length = parameters
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
        .count();
    let end = parameters
        .as_bytes()
        .get(length)
        .is_some_and(u8::is_ascii_alphabetic);
    1 + length + usize::from(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        Plain::new(text).text
    }

    #[test]
    fn every_escape_becomes_what_it_stands_for() {
        assert_eq!(plain(r"a\nb\\nc\u002bd\/e\r\nf"), "a\nb\nc+d/e \nf");
        assert_eq!(plain("a&#10;b&amp;#43;c&lt;br&gt;d<br/>e"), "a\nb+c\nd\ne");
        assert_eq!(plain("a%0Ab%2Bc"), "a\nb+c");
        assert_eq!(plain("–—-a\u{200b}b\u{a0}c\r\nd\re"), "-----ab c\nd\ne");
        assert_eq!(plain("\u{1b}[31mred\u{1b}[0m a < b & c"), "red a < b & c");
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = Plain::new("one\r\nt\u{200b}wo\\nthree");
        assert_eq!(text.text, "one\ntwo\nthree");
        assert_eq!(text.place(0), Place { line: 1, column: 1 });
        assert_eq!(text.place(5), Place { line: 2, column: 3 });
        assert_eq!(text.place(8), Place { line: 2, column: 7 });
        assert_eq!(text.origin_range(&(4..7)), 5..11);
        assert_eq!(text.origin_range(&(4..8)), 5..13);
    }

    #[test]
    fn utf16_is_recognised_without_a_mark() {
        let text = "-----BEGIN CERTIFICATE-----";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little), text);
        assert_eq!(decode(&big), text);
        assert_eq!(decode(&[&[0xff, 0xfe], little.as_slice()].concat()), text);
        assert_eq!(decode(text.as_bytes()), text);
    }
}
