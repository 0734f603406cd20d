//! Passwords, keys and tokens that stand in a text beside what was asked for: the password of a
//! certificate in a template, the signature of a storage link, the header of a request. They are cut
//! out before anything is kept of the text, as private keys are. Well-formed JSON is looked through only
//! where one of its strings gives reason to ([`may_hold`]): nearly none does, and there may be fifty megabytes.
//!
//! What they are called tells them; what they look like only where nothing else looks so (JSON Web
//! Tokens, client secrets of Entra ID, keys of storage accounts): thumbprints and ids are no secrets.

mod named;

use std::ops::Range;

use bulk::octets::Pairs;

use super::decode::Lines;
use super::{Evidence, Note, Position};
use crate::certificate::private_key::{Place, Removed, Secret};
use crate::order;
use named::{is_word, name_end, named, option, secure_string};

/// What stands in the text where one was, as far as there is room.
pub const MARK: &str = "[secret removed]";

/// What tokens of code hosts and chats begin with, which nothing else does.
const BEGINNINGS: [&str; 6] = ["ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-"];

/// What makes a secret of a text.
const SECURE_STRING: &str = "ConvertTo-SecureString";

/// What stands before a token in a header.
const BEARER: &str = "Bearer ";

/// The text without credentials, and where they were; `None` where there are none. All else keeps
/// its line and column.
pub fn cut(text: &str) -> Option<(String, Vec<Removed>)> {
    let mut found = find(text);
    if found.is_empty() {
        return None;
    }
    order::sort_by_key(&mut found, |range| (range.start, range.end));
    let lines = Lines::new(text);
    let mut removed: Vec<Removed> = Vec::new();
    let mut clean = String::with_capacity(text.len());
    let mut kept = 0;
    for range in found {
        if range.end <= kept {
            continue;
        }
        let start = range.start.max(kept);
        clean.push_str(text.get(kept..start).unwrap_or(""));
        let mut mark = MARK.chars();
        let secret = text.get(start..range.end).unwrap_or("");
        clean.extend(secret.chars().map(|_| mark.next().unwrap_or(' ')));
        kept = range.end;
        let position = lines.position(start);
        removed.push(Removed {
            place: Place {
                line: usize::try_from(position.line).unwrap_or(1),
                column: usize::try_from(position.column).unwrap_or(1),
            },
            secret: Secret::Credential,
        });
    }
    clean.push_str(text.get(kept..).unwrap_or(""));
    Some((clean, removed))
}

/// Tells in the first piece that they were there: once, at the place of the first of them.
pub fn tell(evidence: &mut [Evidence], removed: &[Removed]) {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if let (Some(piece), Some(first)) = (evidence.first_mut(), removed.first()) {
        let note = Note {
            position: Position {
                line: count(first.place.line),
                column: count(first.place.column),
            },
            text: first.advice().to_owned(),
        };
        piece.notes.insert(0, note);
    }
}

/// The octets at which something is looked for, with those behind them: all others are passed over.
static PAIRS: Pairs = Pairs::of(&[
    (b":=", None),
    (b"-", Some(b"-")),
    (b"C", Some(b"o")),
    (b"Bb", Some(b"Ee")),
    (b"y", Some(b"J")),
    (b"gx", Some(b"hilo")),
    (b"Q", Some(b"~")),
]);

/// Whether there may be one in a string of JSON, its quotes included, or behind the name that it may
/// be. Where [`cut`] finds one in a text, this says so of one of its strings, and is sooner told.
pub(super) fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    if name_end(bytes, bytes.len()).is_some() {
        return true;
    }
    let mut from = 0;
    while let Some(at) = PAIRS.next(bytes, from) {
        from = at + 1;
        let rest = text.get(at..).unwrap_or_default();
        let begins = |with: &str| rest.starts_with(with);
        let found = match bytes.get(at) {
            Some(b':' | b'=') => {
                name_end(bytes, at).is_some()
                    || begins("==")
                    || begins("://") && userinfo(text, at + 3).is_some()
            }
            Some(b'C') => begins(SECURE_STRING),
            Some(b'B' | b'b') => scheme(text, at),
            Some(b'g' | b'x') => BEGINNINGS.iter().any(|with| begins(with)),
            _ => true,
        };
        if found {
            return true;
        }
    }
    false
}

/// All of them in one go, so that a long text is looked through once.
fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    // Up to here all was found by names: what stands inside is told already.
    let mut named_to = 0;
    // Up to here there are no more tokens: what ends a word is no token where the whole is none.
    let (mut web_to, mut known_to) = (0, 0);
    let mut from = 0;
    while let Some(at) = PAIRS.next(bytes, from) {
        from = at + 1;
        let byte = bytes.get(at).copied().unwrap_or_default();
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let begins = |with: &str| text.get(at..).is_some_and(|rest| rest.starts_with(with));
        // `https://user:password@host`
        if (byte, next) == (b':', b'/') && begins("://") {
            found.extend(userinfo(text, at + 3));
        }
        if (byte, next) == (b'=', b'=') {
            found.extend(storage_key(text, at));
        }
        match (byte, next) {
            // Names with a value: `"password": "…"`, `AccountKey=…;`, `?sig=…&`.
            (b'=' | b':', _) if at >= named_to => {
                let end = name_end(bytes, at);
                if let Some(range) = end.and_then(|end| named(text, end, at)) {
                    named_to = range.end;
                    found.push(range);
                }
            }
            // Options of commands: `--cert-password …`.
            (b'-', b'-') if !text.get(..at).unwrap_or_default().ends_with('-') => {
                found.extend(option(text, at + 2));
            }
            (b'C', b'o') if begins(SECURE_STRING) => found.extend(secure_string(text, at)),
            // Tokens: behind their scheme, or by the form that JSON Web Tokens alone have.
            (b'B' | b'b', _) if scheme(text, at) => {
                found.extend(token(text, at + BEARER.len(), 16))
            }
            (b'y', b'J')
                if at > web_to && text.get(..at).is_some_and(|text| text.ends_with('e')) =>
            {
                web_to = word_end(text, at);
                found.extend(web_token(text, at - 1));
            }
            (b'g' | b'x', _) if at >= known_to && BEGINNINGS.iter().any(|with| begins(with)) => {
                known_to = word_end(text, at);
                let inside = text.get(..at).unwrap_or_default().ends_with(is_word);
                found.extend(token(text, at, 24).filter(|_| !inside));
            }
            (b'Q', b'~') => found.extend(client_secret(bytes, at)),
            _ => {}
        }
    }
    found
}

/// Whether the scheme of a token stands here, and a blank.
fn scheme(text: &str, at: usize) -> bool {
    let here = text.get(at..at + BEARER.len());
    here.is_some_and(|here| here.eq_ignore_ascii_case(BEARER))
}

/// The password in the address of a host that begins here.
fn userinfo(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let end = |c: char| c.is_whitespace() || "/?#\"'<>`\\".contains(c);
    let (user, _) = rest.split(end).next()?.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    let start = at + name.len() + 1;
    (!password.is_empty() && !password.starts_with('[')).then(|| start..start + password.len())
}

/// A JSON Web Token that begins here: a word of at least three parts.
fn web_token(text: &str, at: usize) -> Option<Range<usize>> {
    if text.get(..at)?.ends_with(is_word) {
        return None;
    }
    let range = token(text, at, 60)?;
    let parts = text.get(range.clone())?.split('.');
    (parts.count() >= 3).then_some(range)
}

/// A secret that Entra ID makes for a client, in which `Q~` stands here: three characters and a digit
/// before it, and some 31 behind.
fn client_secret(text: &[u8], at: usize) -> Option<Range<usize>> {
    let is_part = |c: &u8| is_word(char::from(*c)) || matches!(c, b'.' | b'~');
    let start = at.checked_sub(4)?;
    let (before, rest) = text.split_at_checked(start)?;
    let length = rest.iter().take(41).take_while(|c| is_part(c)).count();
    let digit = rest.get(3).is_some_and(u8::is_ascii_digit);
    let begins = !before.last().is_some_and(is_part);
    (begins && digit && (37..=40).contains(&length)).then(|| start..start + length)
}

/// The key of a storage account, by itself, that ends with the `==` here: 64 octets in base64. In a
/// certificate there are more.
fn storage_key(text: &str, at: usize) -> Option<Range<usize>> {
    const LENGTH: usize = 86;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '/';
    let (before, key) = text.get(..at)?.split_at_checked(at.checked_sub(LENGTH)?)?;
    // At the start of a line it may be the last of many.
    let alone = before.ends_with(['"', '\'', ' ', ':', '`', '>']);
    let ended = !text.get(at + 2..)?.starts_with(|c| is_part(c) || c == '=');
    let kinds = [
        u8::is_ascii_digit,
        u8::is_ascii_uppercase,
        u8::is_ascii_lowercase,
    ];
    let mixed = kinds.iter().all(|kind| key.bytes().any(|c| kind(&c)));
    (alone && ended && mixed && key.chars().all(is_part)).then(|| at - LENGTH..at + 2)
}

/// Where the word ends that a token may be.
fn word_end(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    start + rest.iter().take_while(|c| is_token(c)).count()
}

fn is_token(c: &u8) -> bool {
    c.is_ascii_alphanumeric() || b"-._~+/=%".contains(c)
}

/// A token of at least so many characters.
fn token(text: &str, start: usize, least: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let length = word_end(text, start) - start;
    // A long word has no digits, a long secret some.
    let digits = rest.bytes().take(length).any(|c| c.is_ascii_digit());
    (length >= least && (digits || least < 16)).then(|| start..start + length)
}

#[cfg(test)]
mod tests;
