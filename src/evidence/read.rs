//! The way in: bytes, or one sentence, to evidence.

use std::ops::Range;

use super::clean::clean;
use super::config::{self, Form};
use super::decode::{Lines, decode};
use super::mapped::Mapped;
use super::parameters::Given;
use super::recognise::{self, Piece};
use super::{Content, Evidence, Note, Position};
use super::{certificates, credential, iac, json, message, network, split};
use crate::certificate::bundle;
use crate::certificate::private_key::{self, Removed, Secret};
use crate::gateway::routing::Owner;
use crate::language::evidence as say;
use crate::order;

/// How many notes a piece keeps; damage repeats itself.
const NOTES: usize = 20;

/// Reads a source: a file, a paste, standard input. Never fails: what cannot be read is a piece of
/// the kind [`Unreadable`](super::Kind::Unreadable), whose note says where and what was expected.
///
/// `source` is only a label; what the source is, its content alone tells.
pub fn read(source: &str, bytes: &[u8]) -> Vec<Evidence> {
    read_telling(source, bytes, &|_| {}).0
}

/// What was read, and the text without credentials, and where they were; `None` where there are none.
pub type Cleaned = (Vec<Evidence>, Option<(String, Vec<Removed>)>);

/// The same, telling now and then which part of it is done, from 0 to 1. Whoever keeps the source
/// keeps what is left of it without credentials.
pub fn read_telling(source: &str, bytes: &[u8], told: &dyn Fn(f64)) -> Cleaned {
    read_given(source, bytes, told, &Given::default())
}

/// The same with what is given for the parameters of templates.
fn read_given(source: &str, bytes: &[u8], told: &dyn Fn(f64), given: &Given) -> Cleaned {
    if let Some(bundle) = bundle::read_binary(bytes) {
        let keys = certificates::removed(&bundle.private_keys, Position::START);
        let mut pieces = if keys.is_empty() || !bundle.certificates.is_empty() {
            certificates::of_bundle(bundle, Position::START, 0)
        } else {
            Vec::new()
        };
        pieces.extend(keys);
        return (finish(source, pieces, &|_| Position::START), None);
    }
    let (text, decoding) = decode(bytes);
    let whole = text.len().max(1) as f64;
    let mut strict = json::read_strict_telling(&text, &|at| told(JSON * at as f64 / whole));
    let may_hold = strict.as_ref().is_none_or(|read| read.credential);
    let cleaned = may_hold.then(|| credential::cut(&text)).flatten();
    let text = match &cleaned {
        Some((clean, _)) => {
            strict = json::read_strict_telling(clean, &|_| {});
            clean
        }
        None => text.as_ref(),
    };
    let strict = strict.filter(|read| !read.encoded).map(|read| read.value);
    let strict = strict.filter(|value| value.is_container() || value.is_null());
    let mut evidence = match strict {
        // What a tool wrote and nobody touched: no repair, no map, no second look.
        Some(value) => {
            let lines = Lines::new(text);
            let place = |at: usize| lines.position(at);
            let mut pieces = recognise::pieces(&value, Form::Tree, &place, given);
            if pieces.is_empty() {
                pieces.push(split::unknown_json(value.at));
            }
            finish(source, pieces, &place)
        }
        None => read_text(source, text, given),
    };
    if let Some(first) = evidence.first_mut() {
        first.notes.splice(0..0, decoding);
    }
    let removed = cleaned.as_ref().map(|(_, removed)| removed.as_slice());
    credential::tell(&mut evidence, removed.unwrap_or_default());
    (evidence, cleaned)
}

/// The part of the time of reading that parsing JSON takes. What is left goes to understanding it.
const JSON: f64 = 0.6;

/// Reads a source out of which private keys were cut before, and says that they were there.
pub fn read_without_keys(source: &str, bytes: &[u8], removed: &[Removed]) -> Vec<Evidence> {
    read_with(source, bytes, removed, &Given::default())
}

/// The same with what is given for the parameters of templates.
pub(super) fn read_with(
    source: &str,
    bytes: &[u8],
    removed: &[Removed],
    given: &Given,
) -> Vec<Evidence> {
    let (credentials, keys): (Vec<Removed>, Vec<Removed>) = removed
        .iter()
        .partition(|removed| removed.secret == Secret::Credential);
    let keys = certificates::removed(&keys, Position::START);
    let keys = finish(source, keys, &|_| Position::START);
    let text = String::from_utf8_lossy(bytes);
    if !keys.is_empty() && text.replace(private_key::MARK, "").trim().is_empty() {
        return keys;
    }
    let (mut evidence, _) = read_given(source, bytes, &|_| {}, given);
    credential::tell(&mut evidence, &credentials);
    insert(&mut evidence, keys);
    evidence
}

/// The text of a source as it is read: without passwords, tokens and private keys.
pub(super) fn clean_text(bytes: &[u8]) -> String {
    let (text, _) = decode(bytes);
    let clean = credential::cut(&text).map(|(clean, _)| clean);
    private_key::cut(clean.as_deref().unwrap_or(&text)).0
}

/// Puts the pieces that tell of keys where the keys were.
fn insert(evidence: &mut Vec<Evidence>, keys: Vec<Evidence>) {
    for key in keys {
        let index = evidence.partition_point(|piece| piece.position <= key.position);
        evidence.insert(index, key);
    }
}

/// What Terraform or Bicep declares.
fn iac_pieces(
    source: &str,
    declared: Vec<iac::Declared>,
    place: &dyn Fn(usize) -> Position,
) -> Vec<Evidence> {
    let pieces = declared.into_iter().filter_map(|found| {
        let content = if found.gateway {
            let mut gateway = config::gateway(&found.resource, Form::Tree, place);
            gateway.owner = Some(if found.terraform {
                Owner::Terraform
            } else {
                Owner::Template
            });
            Content::Gateways(vec![gateway])
        } else {
            network::object(&found.resource, Form::Tree, place)?
        };
        let mut piece = Piece::new(found.at, content);
        piece.notes.extend(found.told);
        recognise::tell_of_values(&found.resource, 0, &mut piece.notes);
        Some(piece)
    });
    finish(source, pieces.collect(), place)
}

/// Reads text that may hold anything. Private keys go before anything else sees it.
fn read_text(source: &str, text: &str, given: &Given) -> Vec<Evidence> {
    let (text, keys) = private_key::cut(text);
    let lines = Lines::new(&text);
    let place = |at: usize| lines.position(at);
    let removed = finish(
        source,
        certificates::removed(&keys, Position::START),
        &place,
    );
    if !keys.is_empty() && text.replace(private_key::MARK, "").trim().is_empty() {
        return removed;
    }
    if iac::assigned(&text).is_some() {
        let parameters = finish(source, vec![recognise::parameters(0)], &place);
        return [removed, parameters].concat();
    }
    let (declared, text) = match iac::declared(&text, given) {
        Some((declared, rest)) => (iac_pieces(source, declared, &place), rest),
        None => (Vec::new(), text.clone()),
    };
    if !declared.is_empty() && text.trim().is_empty() {
        return [removed, declared].concat();
    }
    let removed = [removed, declared].concat();
    let strict = json::read_strict(&text)
        .filter(|value| value.is_container() || value.is_null())
        .map(|value| recognise::pieces(&value, Form::Tree, &place, given))
        .filter(|pieces| !pieces.is_empty());
    let mut evidence = if let Some(pieces) = strict {
        finish(source, pieces, &place)
    } else {
        let cleaned = clean(&Mapped::whole(&text));
        let place = |at: usize| lines.position(cleaned.origin(at));
        let spans = bundle::spans(&text)
            .into_iter()
            .map(|span| cleaned.at(span.start)..cleaned.at(span.end))
            .filter(|span| !span.is_empty())
            .collect();
        let certificates = |range: Range<usize>| {
            let start = cleaned.origin(range.start);
            let last = (range.start..range.end)
                .rev()
                .find(|at| cleaned.text.is_char_boundary(*at))
                .map_or(start, |at| cleaned.origin(at));
            let end = text
                .get(last..)
                .and_then(|rest| rest.chars().next())
                .map_or(last, |c| last + c.len_utf8());
            let part = text.get(start..end).unwrap_or_default();
            certificates::pieces(part, lines.position(start), range.start)
        };
        let pieces = split::pieces(&cleaned.text, &place, spans, &certificates, given);
        finish(source, pieces, &place)
    };
    insert(&mut evidence, removed);
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
            order::sort_by_key(&mut piece.notes, |note| note.0);
            let mut told: Vec<String> = Vec::new();
            piece.notes.retain(|(_, text)| {
                let new = !told.contains(text);
                if new && told.len() <= NOTES {
                    told.push(text.clone());
                }
                new
            });
            let mut notes: Vec<Note> = piece
                .notes
                .into_iter()
                .map(|(at, text)| Note {
                    position: place(at),
                    text,
                })
                .collect();
            notes.extend(piece.placed);
            let more = notes.len().saturating_sub(NOTES);
            notes.truncate(NOTES);
            if more > 0
                && let Some(last) = notes.last()
            {
                let position = last.position;
                notes.push(Note {
                    position,
                    text: say::more_notes(more),
                });
            }
            Evidence {
                source: source.to_owned(),
                position: piece.position.unwrap_or_else(|| place(piece.at)),
                notes,
                content: piece.content,
            }
        })
        .collect()
}
