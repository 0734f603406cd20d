//! The way in: bytes, or one sentence, to evidence.

use super::clean::clean;
use super::config::Form;
use super::decode::{Lines, decode};
use super::mapped::Mapped;
use super::recognise::{self, Piece};
use super::value::Node;
use super::{Content, Evidence, Kind, Note, Position};
use super::{json, message, private_key, split};

/// How many notes a piece keeps; damage repeats itself.
const NOTES: usize = 20;

/// Reads a source: a file, a paste, standard input. Never fails: what cannot be read is a piece of
/// the kind [`Kind::Unreadable`], whose note says where and what was expected.
///
/// `source` is only a label; what the source is, its content alone tells.
pub fn read(source: &str, bytes: &[u8]) -> Vec<Evidence> {
    let (text, decoding) = decode(bytes);
    let lines = Lines::new(&text);
    let (whole, keys) = if text.contains("PRIVATE KEY-----") {
        private_key::cut(&text)
    } else {
        (Mapped::default(), Vec::new())
    };

    let mut evidence = if keys.is_empty()
        && let Some(value) = json::read_strict(&text)
        && (value.is_container() || value.node == Node::Null)
    {
        // What a tool wrote and nobody touched: no repair, no map, no second look.
        let place = |at: usize| lines.position(at);
        let mut pieces = recognise::pieces(&value, Form::Tree, &place);
        if pieces.is_empty() {
            pieces.push(split::unknown_json(value.at));
        }
        finish(source, pieces, &place)
    } else {
        let whole = if keys.is_empty() {
            Mapped::whole(&text)
        } else {
            whole
        };
        let cleaned = clean(&whole);
        let place = |at: usize| lines.position(cleaned.origin(at));
        let pieces = split::pieces(&cleaned.text, &place);
        finish(source, pieces, &place)
    };

    for at in keys {
        let position = lines.position(at);
        let key = Evidence {
            source: source.to_owned(),
            position,
            notes: vec![Note {
                position,
                text: "A private key stood here. It was left out and is kept nowhere; whoever could read this paste can use it, so replace the key and its certificate.".to_owned(),
            }],
            content: Content::Recognised(Kind::Certificates),
        };
        let index = evidence.partition_point(|piece| piece.position <= position);
        evidence.insert(index, key);
    }
    // A key alone leaves nothing else to read.
    if evidence.len() > 1 {
        evidence.retain(|piece| {
            piece.content != Content::Unreadable
                || !piece.notes.iter().any(|note| note.text == split::NOTHING)
        });
    }
    if let Some(first) = evidence.first_mut() {
        first.notes.splice(0..0, decoding);
    }
    evidence
}

/// Takes a text as a probe's message, whatever it says.
pub fn read_message(text: &str) -> Evidence {
    let cleaned = clean(&Mapped::whole(text));
    let lines: Vec<&str> = cleaned
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let joined = lines.join(" ");
    Evidence {
        source: "message".to_owned(),
        position: Position::START,
        notes: Vec::new(),
        content: Content::Message(message::bare(&joined).to_owned()),
    }
}

fn finish(source: &str, pieces: Vec<Piece>, place: &dyn Fn(usize) -> Position) -> Vec<Evidence> {
    pieces
        .into_iter()
        .map(|mut piece| {
            // Damage repeats itself: each kind is told once, at its first place.
            piece.notes.sort_by_key(|note| note.0);
            let mut told: Vec<String> = Vec::new();
            piece.notes.retain(|(_, text)| {
                let new = !told.contains(text);
                if new && told.len() <= NOTES {
                    told.push(text.clone());
                }
                new
            });
            let more = piece.notes.len().saturating_sub(NOTES);
            piece.notes.truncate(NOTES);
            let mut notes: Vec<Note> = piece
                .notes
                .into_iter()
                .map(|(at, text)| Note {
                    position: place(at),
                    text,
                })
                .collect();
            if more > 0
                && let Some(last) = notes.last()
            {
                let position = last.position;
                notes.push(Note {
                    position,
                    text: format!("{more} more notes are left out."),
                });
            }
            Evidence {
                source: source.to_owned(),
                position: place(piece.at),
                notes,
                content: piece.content,
            }
        })
        .collect()
}
