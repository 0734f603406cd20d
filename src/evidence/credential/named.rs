//! Credentials by what they are called, and where the values of names end.

use std::ops::Range;

use super::{SECURE_STRING, token};

/// How the names end whose value is a secret, without `_` and `-`.
pub(super) const NAMES: [&str; 21] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "clientsecret",
    "secretkey",
    "secrettext",
    "accountkey",
    "accesskey",
    "apikey",
    "subscriptionkey",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "authtoken",
    "sastoken",
    "sharedkey",
    "masterkey",
    "functionskey",
    "storagekey",
    "secret",
];

/// The secret behind an option of a command, whose name begins here.
pub(super) fn option(text: &str, at: usize) -> Option<Range<usize>> {
    let length = text.bytes().skip(at).take(LONGEST);
    let length = length.take_while(|c| is_word(char::from(*c))).count();
    let (name, rest) = text.get(at..)?.split_at_checked(length)?;
    (rest.starts_with(' ') && is_secret(name)).then(|| value(text, at + length, How::Word))?
}

/// What a cmdlet makes a secret of.
pub(super) fn secure_string(text: &str, at: usize) -> Option<Range<usize>> {
    let at = at + SECURE_STRING.len();
    let before = text.bytes().skip(at).take(30);
    let behind = at + before.take_while(|c| !b"\"'\n".contains(c)).count();
    value(text, behind, How::Quoted)
}

/// No name of a secret is longer.
const LONGEST: usize = 48;

/// What a name is made of.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether a name's value is a secret.
fn is_secret(name: &str) -> bool {
    let mut tail = [0; 16];
    let letters = name.bytes().rev().filter(u8::is_ascii_alphanumeric);
    for (place, letter) in tail.iter_mut().rev().zip(letters) {
        *place = letter.to_ascii_lowercase();
    }
    let last = tail.last();
    let mut ends = NAMES.iter().map(|end| end.as_bytes());
    ends.any(|end| end.last() == last && tail.ends_with(end))
}

/// Whether a name may be one behind which a secret stands, by the last letters of it: nearly no other
/// has them. `equals` where the mark behind it is `=`.
pub(super) fn may_be_secret(name: &[u8], equals: bool) -> bool {
    // What nearly every name is, without a second look.
    let last = name.last().map_or(0, u8::to_ascii_lowercase);
    if last.is_ascii_alphanumeric() && !b"degnty".contains(&last) {
        return false;
    }
    let letters = name.iter().rev().take(LONGEST);
    let letters = letters
        .take_while(|c| is_word(char::from(**c)))
        .filter(|c| c.is_ascii_alphanumeric());
    let mut end = [0; 6];
    for (place, letter) in end.iter_mut().rev().zip(letters) {
        *place = letter.to_ascii_lowercase();
    }
    matches!(
        &end,
        [.., b'w', b'o', b'r', b'd']
            | [.., b's', b's', b'w', b'd']
            | [.., b'r', b'a', b's', b'e']
            | [.., b'p', b'w', b'd']
            | [.., b'c', b'r', b'e', b't']
            | [.., b'k', b'e', b'y']
            | [.., b't', b'e', b'x', b't']
            | [.., b'o', b'k', b'e', b'n']
            | [b'z', b'a', b't', b'i', b'o', b'n']
            | [.., b'o', b'k', b'i', b'e']
    ) || equals && matches!(&end, [.., b's', b'i', b'g'] | [.., b'c', b'o', b'd', b'e'])
}

/// Where the name before a mark ends, if a secret may stand behind it.
pub(super) fn name_end(text: &[u8], mark: usize) -> Option<usize> {
    let before = text.get(..mark)?;
    let is_blank = |c: &&u8| matches!(c, b' ' | b'\t' | b'"' | b'\'' | b'`' | b'\\' | b']');
    let end = mark - before.iter().rev().take_while(is_blank).count();
    let equals = text.get(mark) == Some(&b'=');
    may_be_secret(before.get(..end)?, equals).then_some(end)
}

/// The secret behind the mark at this offset, and the name that ends before it.
pub(super) fn named(text: &str, end: usize, at: usize) -> Option<Range<usize>> {
    let equals = text.as_bytes().get(at) == Some(&b'=');
    let before = text.get(..end)?;
    let letters = before.bytes().rev().take(LONGEST);
    let length = letters.take_while(|c| is_word(char::from(*c))).count();
    let (rest, name) = before.split_at_checked(before.len() - length)?;
    let start = at + 1;
    // In JSON the mark before it may be written as its number.
    let after_mark = name.strip_prefix("u0026").filter(|_| rest.ends_with('\\'));
    let in_query = rest.ends_with(['?', '&', ';']) || after_mark.is_some();
    let name = after_mark.unwrap_or(name);
    if equals && matches!(name, "sig" | "code" | "token") && in_query {
        return token(text, start, 20);
    }
    if name.eq_ignore_ascii_case("authorization") {
        // The scheme stays: it says what was there.
        let rest = text.get(start..)?;
        let inner = rest.trim_start_matches([' ', '"', '\'', '\\']);
        let behind = inner.strip_prefix("Basic ")?;
        return token(text, start + rest.len() - behind.len(), 4);
    }
    if !equals
        && ["cookie", "set-cookie"]
            .iter()
            .any(|header| name.eq_ignore_ascii_case(header))
    {
        let (start, line) = (start, text.get(start..)?);
        let length = line
            .find(['\n', '\r', '"', '\'', '\\'])
            .unwrap_or(line.len());
        let cookies = line.get(..length)?;
        let blank = cookies.len() - cookies.trim_start().len();
        return cookies.contains('=').then(|| start + blank..start + length);
    }
    if !is_secret(name) {
        return None;
    }
    let line = rest.trim_end_matches([' ', '\t', '-', '"', '\'', '#']);
    let how = match (equals, line.is_empty() || line.ends_with('\n')) {
        (false, true) => How::Line,
        // In a sentence: "the password: it is …".
        (false, false) if line.ends_with(char::is_alphanumeric) => How::Quoted,
        _ => How::Word,
    };
    value(text, start, how)
}

/// How far a value goes.
#[derive(Clone, Copy, PartialEq)]
enum How {
    /// To the quote that closes; one without quotes is none.
    Quoted,
    /// As far, or as far as a word does.
    Word,
    /// As far, or to the end of the line.
    Line,
}

/// The value that begins behind an offset, where it is a literal: not an expression, not left empty.
fn value(text: &str, start: usize, how: How) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let inner = rest.trim_start_matches(BLANK);
    if !inner.starts_with('{') {
        return literal(text, start, how);
    }
    // A template's parameter: its value stands one level deeper.
    let close = inner.bytes().take(PARAMETER).position(|c| c == b'}')?;
    let object = inner.get(..close)?;
    let deeper = ["\"value\"", "\"defaultValue\""].iter();
    let (at, name) = deeper
        .filter_map(|name| Some((object.find(name)?, name)))
        .next()?;
    let at = at + name.len();
    let colon = object.get(at..)?.find(':')?;
    let start = start + rest.len() - inner.len();
    literal(text, start + at + colon + 1, How::Quoted)
}

/// What stands before a value.
const BLANK: [char; 3] = [' ', '\t', '\\'];

/// Octets in which a template's parameter ends.
const PARAMETER: usize = 4096;

/// Octets from which on a word is no variable and no part of a sentence.
const LONG_WORD: usize = 4096;

/// The same, where no object stands.
fn literal(text: &str, start: usize, how: How) -> Option<Range<usize>> {
    const NONE: [&str; 6] = ["null", "none", "true", "false", "undefined", "nil"];
    let rest = text.get(start..)?;
    let inner = rest.trim_start_matches(BLANK);
    let start = start + rest.len() - inner.len();
    let quote = inner.chars().next()?;
    let quoted = matches!(quote, '"' | '\'' | '`');
    let nested = rest.len() > inner.len() && text.get(..start)?.ends_with('\\');
    let (start, inner) = match quoted {
        true => (start + 1, inner.get(1..)?),
        false => (start, inner),
    };
    let length = match quoted {
        true => closing(inner, quote, nested),
        false if how == How::Quoted => return None,
        // As YAML or a list writes it.
        false if how == How::Line => inner.find(['\n', '\r', '"', '\\']).unwrap_or(inner.len()),
        false => inner
            .find(|c: char| c.is_whitespace() || ";,&\"'<>)}]\\`|".contains(c))
            .unwrap_or(inner.len()),
    };
    let secret = inner.get(..length)?.trim_end().trim_end_matches(',');
    // Not looked into, so that a text that is one long word is not looked through for every name in it.
    if secret.len() >= LONG_WORD {
        return Some(start..start + secret.len());
    }
    // Only a shell has variables; in JSON and YAML it is a password that begins with a dollar.
    let mark = text
        .get(..start)?
        .trim_end_matches(['"', '\'', '`', '\\', ' ', '\t']);
    let name = |text: &str| text.chars().all(is_word);
    let left_open = secret.starts_with('[')
        || secret.starts_with('<') && secret.ends_with('>')
        || secret.starts_with("@Microsoft.KeyVault")
        // Where it is, and not it.
        || secret.starts_with("https://")
        || secret.starts_with("/subscriptions/")
        || secret.contains("${")
        || secret.strip_prefix('$').is_some_and(name) && !mark.ends_with(':')
        || secret.chars().all(|c| "*\u{2022}.-".contains(c));
    let word = secret.to_ascii_lowercase();
    // An unquoted word may be a variable, a function, or the next words of a sentence.
    let spoken = !quoted
        && (secret.contains(['(', '{'])
            || secret.starts_with('-')
            || is_secret(secret)
            || ["var.", "local.", "data.", "module.", "each."]
                .iter()
                .any(|start| word.starts_with(start))
            || word.contains("secret")
            || word.contains("password"));
    (!secret.is_empty() && !left_open && !spoken && !NONE.contains(&word.as_str()))
        .then(|| start..start + secret.len())
}

/// How far it is to the quote that closes, or to the end of the line. In a text inside a text
/// there is a backslash before it.
fn closing(text: &str, quote: char, nested: bool) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' | '\r' => return at,
            _ if c == quote && nested && escaped => return at.saturating_sub(1),
            _ if c == quote && !escaped => return at,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}
