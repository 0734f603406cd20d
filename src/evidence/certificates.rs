//! Certificates in text: where they stand, with what `openssl` prints around them, and how they
//! become evidence. Reading them is the work of [`bundle`].

use std::ops::Range;

use super::attempts;
use super::lines;
use super::message::LINES;
use super::recognise::Piece;
use super::split::Line;
use super::table;
use super::{Certificates, Content, Kind, Note, Position};
pub(super) use crate::certificate::bundle::transcript::{goes_on, is_s_client};
use crate::certificate::bundle::{self, Bundle, text::Place};
use crate::certificate::private_key::Removed;
use crate::language::evidence as say;
use crate::order;

const STARTS: [&str; 8] = [
    "Can't use SSL_get_servername",
    "Connecting to ",
    "CONNECTED(",
    "depth=",
    "Certificate chain",
    "verify error:num=",
    "Server certificate",
    "connect:errno=",
];

/// The offset behind the output of `openssl` that begins in a line; `None` where none does.
pub(super) fn output(text: &str, list: &[Line], index: usize) -> Option<usize> {
    let line = list.get(index)?.of(text).trim();
    if !begins(line) && !begins_text(text, list, index) {
        return None;
    }
    let mut end = index;
    let mut in_body = false;
    for (at, entry) in list.iter().enumerate().skip(index) {
        let line = entry.of(text).trim();
        if line.contains("-----BEGIN ") {
            in_body = true;
        }
        if line.contains("-----END ") {
            in_body = false;
        }
        if !in_body && at > index {
            let other = lines::is_command(line)
                || line.starts_with('{')
                || line.starts_with("[{")
                || line == "["
                || line.starts_with("```")
                || table::bare_row(line, 0).is_some();
            if other {
                break;
            }
            // A blank line ends the output unless it goes on behind it.
            let more = || {
                list.get(at + 1..)
                    .unwrap_or_default()
                    .iter()
                    .map(|line| line.of(text).trim())
                    .find(|line| !line.is_empty())
                    .is_some_and(|line| begins(line) || is_output(line))
            };
            if line.is_empty() && !more() {
                break;
            }
        }
        end = at;
    }
    list.get(end).map(|line| line.end)
}

fn begins(line: &str) -> bool {
    STARTS.iter().any(|start| line.starts_with(start))
        || line.contains(":error:") && line.contains("routines") | line.contains("system library")
}

/// `openssl x509 -text` begins with a heading of its own.
fn begins_text(text: &str, list: &[Line], index: usize) -> bool {
    let line = |at: usize| list.get(at).map_or("", |line| line.of(text).trim());
    line(index) == "Certificate:" && line(index + 1) == "Data:"
}

/// Lines that `openssl` prints between certificates.
fn is_output(line: &str) -> bool {
    const OUTPUT: [&str; 15] = [
        "---",
        "-----BEGIN ",
        "subject=",
        "issuer=",
        "No client certificate",
        "Peer ",
        "SSL handshake",
        "Verification",
        "Verify return code",
        "New, TLS",
        "SSL-Session",
        "Post-Handshake",
        "read R BLOCK",
        "DONE",
        "closed",
    ];
    OUTPUT.iter().any(|start| line.starts_with(start)) || line.starts_with("Start Time:")
}

/// The evidence in a part of a source that holds certificates or what `openssl` prints: one piece
/// for each run of certificates. `start` is where the part begins in its source, `at` its offset
/// in the text that was cleaned.
pub(super) fn pieces(part: &str, start: Position, at: usize) -> Vec<Piece> {
    let bundle = bundle::read_text(part);
    let mut pieces = of_bundle(bundle, start, at);
    if pieces.is_empty() {
        let mut piece = Piece::new(at, Content::Recognised(Kind::Certificates));
        piece.placed.push(Note {
            position: start,
            text: if part.trim_start().starts_with("Certificate:") {
                say::ONLY_DESCRIBED
            } else {
                say::NO_CERTIFICATE
            }
            .to_owned(),
        });
        pieces.push(piece);
    }
    let none = |piece: &Piece| matches!(piece.content, Content::Recognised(_));
    if pieces.iter().all(none) {
        let attempts: Vec<Piece> = attempts(part, start, at).collect();
        if !attempts.is_empty() {
            return attempts;
        }
    }
    pieces
}

/// What `openssl` says of a connection that brought no certificate to look at.
fn attempts(part: &str, start: Position, at: usize) -> impl Iterator<Item = Piece> {
    let lines: Vec<&str> = part.lines().take(LINES).map(str::trim).collect();
    let found = attempts::find(&lines).into_iter();
    found.map(move |(index, told)| {
        let place = Place {
            line: index + 1,
            column: 1,
        };
        let mut piece = Piece::new(at, Content::Message(told));
        piece.position = Some(position(start, place));
        piece
    })
}

/// One piece for each run of certificates; one that says why, where there are only remarks; none
/// where there is nothing.
pub(super) fn of_bundle(bundle: Bundle, start: Position, at: usize) -> Vec<Piece> {
    let chains = bundle.chains();
    let mut pieces: Vec<Piece> = Vec::new();
    for chain in chains {
        let transcript = chain.transcript.and_then(|at| bundle.transcripts.get(at));
        let content = Content::Certificates(Box::new(Certificates {
            elements: chain.elements,
            ordered: chain.ordered,
            transcript: transcript.cloned(),
        }));
        let mut piece = Piece::new(at, content);
        piece.position = Some(position(start, chain.place));
        pieces.push(piece);
    }
    order::sort_by_key(&mut pieces, |piece| piece.position);
    if pieces.is_empty() && !bundle.notes.is_empty() {
        let mut piece = Piece::new(at, Content::Recognised(Kind::Certificates));
        piece.position = Some(start);
        pieces.push(piece);
    }
    for note in bundle.notes {
        let position = position(start, note.place);
        let owner = pieces
            .partition_point(|piece| piece.position <= Some(position))
            .saturating_sub(1);
        if let Some(piece) = pieces.get_mut(owner) {
            piece.placed.push(Note {
                position,
                text: sentence(&note.text),
            });
        }
    }
    pieces
}

/// What is left of private keys: that they were there.
pub(super) fn removed(keys: &[Removed], start: Position) -> Vec<Piece> {
    keys.iter()
        .map(|removed| {
            let position = position(start, removed.place);
            let mut piece = Piece::new(0, Content::PrivateKey(removed.secret));
            piece.position = Some(position);
            piece.placed.push(Note {
                position,
                text: removed.advice().to_owned(),
            });
            piece
        })
        .collect()
}

/// A place in a part of a source as a place in the source.
fn position(start: Position, place: Place) -> Position {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (line, column) = (count(place.line).max(1), count(place.column).max(1));
    if line == 1 {
        return Position {
            line: start.line,
            column: start.column.saturating_add(column - 1),
        };
    }
    Position {
        line: start.line.saturating_add(line - 1),
        column,
    }
}

/// Remarks on certificates are said as sentences here, as all notes are.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let end = if text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{end}", chars.as_str())
}

/// The first span that begins in a range or goes on into it.
pub(super) fn first_in(spans: &[Range<usize>], range: Range<usize>) -> Option<&Range<usize>> {
    let from = spans.partition_point(|span| span.end <= range.start);
    spans.get(from).filter(|span| span.start < range.end)
}
