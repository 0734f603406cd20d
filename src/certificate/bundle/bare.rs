//! Certificates and keys without armour: runs of base64, and dumps of octets in hexadecimal.

use super::scan::{Piece, base64, is_base64};
use std::ops::Range;

/// What base64 without armour starts with here: DER's SEQUENCE (`MI`), a PEM line in base64
/// (`LS0t`, with a mark or as UTF-16), an OpenSSH key.
const STARTS: &[&str] = &[
    "MI",
    "MHc",
    "LS0t",
    "77u/LS0t",
    "//4tAC0A",
    "LQAtAC0A",
    "b3BlbnNzaC1rZXktdjE",
];

/// The shortest run that is looked at: shorter ones hold neither a certificate nor a key.
const SHORTEST: usize = 60;

/// Finds base64 and hexadecimal without armour.
pub(super) fn bare(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    let mut at = range.start;
    while let Some(rest) = text.get(at..range.end) {
        let Some(start) = rest.bytes().position(is_base64).map(|skip| at + skip) else {
            break;
        };
        let length = text.get(start..range.end).map_or(0, |rest| {
            rest.bytes().take_while(|byte| is_base64(*byte)).count()
        });
        let word = text.get(start..start + length).unwrap_or("");
        at = start + length.max(1);
        if let Some(end) = hexadecimal(text, start..range.end, pieces) {
            at = end;
        } else if let Some(skip) = encoded_start(word) {
            let (encoded, end, lines) = join(text, start + skip, start + length, range.end);
            if encoded.len() >= SHORTEST {
                pieces.push(Piece {
                    range: start + skip..end,
                    label: None,
                    octets: base64(&encoded),
                    damage: Vec::new(),
                    redacted: false,
                    lines,
                });
                at = end;
            }
        }
    }
}

/// Where in a word encoded data starts: at its start, or behind an `=` or `/` that belongs to what
/// stands before (`data=MII…`).
fn encoded_start(word: &str) -> Option<usize> {
    if word.len() < 16 {
        return None;
    }
    let starts = |at: usize| {
        word.get(at..)
            .is_some_and(|rest| STARTS.iter().any(|start| rest.starts_with(start)))
    };
    if starts(0) {
        return Some(0);
    }
    let behind = word.find('=')? + 1;
    starts(behind).then_some(behind)
}

type Joined = (String, usize, Vec<(usize, usize)>);

/// Joins the words of following lines as long as each fills its line.
fn join(text: &str, start: usize, word_end: usize, limit: usize) -> Joined {
    let mut encoded = text.get(start..word_end).unwrap_or("").to_owned();
    let mut lines = vec![(start, encoded.len())];
    let mut end = word_end;
    let width = encoded.len();
    while width >= 40 && !encoded.ends_with('=') {
        let rest = text.get(end..limit).unwrap_or("");
        let Some(line) = rest
            .trim_start_matches([' ', '\t', '"', '\'', '+', ','])
            .strip_prefix('\n')
        else {
            break;
        };
        let line = line.trim_start_matches([' ', '\t', '\n', '>', '|', '"', '\'', '#', '*']);
        let length = line.bytes().take_while(|byte| is_base64(*byte)).count();
        let (word, behind) = line.split_at_checked(length).unwrap_or((line, ""));
        let fills = behind
            .trim_start_matches([' ', '\t', '"', '\'', ',', '+', ']', '}'])
            .starts_with('\n')
            || behind.trim().is_empty()
            || behind.starts_with(['"', '\'']);
        // Lines longer than any wrapping hold one item each.
        let another = width > 80 && encoded_start(word) == Some(0);
        if word.is_empty() || word.len() > width || !fills || another || word.starts_with("--") {
            break;
        }
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        encoded.push_str(word);
        lines.push((at, word.len()));
        end = at + word.len();
        if word.len() < width {
            break;
        }
    }
    (encoded, end, lines)
}

/// Reads a dump of octets in hexadecimal that starts as DER does, in any of the usual forms:
/// `30 82 03 9e`, `30:82`, `3082039e`, with offsets before and characters behind. Returns its end.
fn hexadecimal(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) -> Option<usize> {
    let start = range.start;
    let here = text.get(start..range.end)?;
    if !(here.starts_with("30")
        || here.starts_with("0x30")
        || here.starts_with("000")
        || here.starts_with("x30"))
    {
        return None;
    }
    // Most numbers are none: the first few octets tell, without a look at the rest of the line.
    let is_start = |dump: &Dump| dump.octets.len() >= 4 && starts_as_der(&dump.octets);
    dump_line(first_line(here, 32), None).filter(is_start)?;
    let first = first_line(here, 1 << 17);
    let dump = dump_line(first, None).filter(is_start)?;
    let (offsets, mut octets) = (dump.offset, dump.octets);
    let mut lines = vec![(start, octets.len())];
    let mut end = start + first.len();
    while let Some(line) = text
        .get(end + 1..range.end)
        .and_then(|rest| rest.split('\n').next())
    {
        match dump_line(line, Some(offsets)) {
            Some(next) if !next.octets.is_empty() => {
                lines.push((end + 1, next.octets.len()));
                octets.extend(next.octets);
                end += 1 + line.len();
            }
            _ => break,
        }
    }
    if octets.len() < SHORTEST / 2 {
        return None;
    }
    pieces.push(Piece {
        range: start..end,
        label: None,
        octets,
        damage: Vec::new(),
        redacted: false,
        lines,
    });
    Some(end)
}

/// The first line, as far as it stands within that many octets.
fn first_line(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or(text);
    head.split_once('\n').map_or(head, |(line, _)| line)
}

fn starts_as_der(octets: &[u8]) -> bool {
    matches!(
        octets,
        [0x30, 0x80..=0x83, ..] | [0x30, 0x77, 0x02, 0x01, ..]
    )
}

struct Dump {
    offset: bool,
    octets: Vec<u8>,
}

/// One line of a dump. `offset` says whether the dump has offsets, once that is known.
fn dump_line(line: &str, offset: Option<bool>) -> Option<Dump> {
    let line = line
        .trim_start_matches([' ', '\t', '>', '"', '\''])
        .trim_end();
    let (head, rest) = line.split_once([':', ' ', '\t']).unwrap_or((line, ""));
    let is_offset = (4..=8).contains(&head.len())
        && head.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !rest.is_empty()
        && !head.starts_with("308");
    let (with, body) = match offset {
        Some(true) | None if is_offset => (true, rest),
        Some(true) => return None,
        _ => (false, line),
    };
    let mut octets = Vec::new();
    let body = body.split('|').next().unwrap_or(body);
    for group in body
        .split([' ', ':', '\t', ',', '-', '"', '\'', '\\'])
        .filter(|group| !group.is_empty())
    {
        let group = group
            .strip_prefix("0x")
            .or_else(|| group.strip_prefix('x'))
            .unwrap_or(group);
        let digits = group.len() % 2 == 0 && group.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !digits || (with && octets.len() >= 16) {
            if with || offset.is_none() {
                break;
            }
            return (!octets.is_empty()).then_some(Dump {
                offset: with,
                octets,
            });
        }
        octets.extend(
            (0..group.len())
                .step_by(2)
                .filter_map(|at| u8::from_str_radix(group.get(at..at + 2)?, 16).ok()),
        );
    }
    Some(Dump {
        offset: with,
        octets,
    })
}
