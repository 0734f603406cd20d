//! Undoing the escapes of web pages and of logs that hold whole documents.

use super::mapped::Mapped;

/// What a page writes for a character, and the character.
const ENTITIES: [(&str, &str); 7] = [
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
    ("#xa0", " "),
];

/// The longest entity that is read, less its `&` and `;`.
const LONGEST: usize = 8;

/// How far behind a bracket its first quote may stand.
const AHEAD: usize = 200;

/// Undoes HTML's escapes where the text is a page's: no tool's output has quotes or blanks in them.
pub(super) fn of_pages(source: &Mapped) -> Mapped {
    const TELLING: [&str; 6] = ["&quot;", "&#34;", "&#x22;", "&#39;", "&nbsp;", "&#160;"];
    if !TELLING.iter().any(|entity| source.text.contains(entity)) {
        return source.clone();
    }
    let text = source.text.as_str();
    let mut out = Mapped::default();
    let mut start = 0;
    for (at, _) in text.match_indices(['&', '<']) {
        let rest = text.get(at..).unwrap_or_default();
        let Some((character, length)) = entity(rest).or_else(|| line_break(rest)) else {
            continue;
        };
        out.push_range(source, start..at);
        let mut buffer = [0; 4];
        out.push(character.encode_utf8(&mut buffer), source.origin(at));
        start = at + length;
    }
    out.push_range(source, start..text.len());
    out
}

/// The character that an entity at the beginning of a text stands for, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let end = inner
        .bytes()
        .take(LONGEST + 1)
        .position(|byte| byte == b';')?;
    let name = inner.get(..end)?;
    let length = end + 2;
    if let Some((_, character)) = ENTITIES.iter().find(|(known, _)| *known == name) {
        return Some((character.chars().next()?, length));
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    let character = char::from_u32(code).filter(|c| !c.is_control())?;
    Some((
        if character == '\u{a0}' {
            ' '
        } else {
            character
        },
        length,
    ))
}

/// `<br>` at the beginning of a text: the page's own line break may follow it.
fn line_break(text: &str) -> Option<(char, usize)> {
    let tag = ["<br>", "<br/>", "<br />"].into_iter().find(|tag| {
        text.get(..tag.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(tag))
    })?;
    let length = tag.len();
    let follows = text
        .get(length..)
        .is_some_and(|rest| rest.starts_with('\n'));
    Some(('\n', length + usize::from(follows)))
}

/// Undoes the escapes of JSON that a log has inside a line: `response={\"health\":…}`. A string that
/// is part of JSON itself is its reader's business.
pub(super) fn of_logs(source: &Mapped) -> Mapped {
    if !source.text.contains("\\\"") {
        return source.clone();
    }
    let mut out = Mapped::default();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let end = at + line.len();
        match escaped(line) {
            Some(range) => {
                out.push_range(source, at..at + range.start);
                unescape(source, at + range.start..at + range.end, &mut out);
                out.push_range(source, at + range.end..end);
            }
            None => out.push_range(source, at..end),
        }
        at = end;
    }
    out
}

/// Where in a line the escaped JSON stands.
fn escaped(line: &str) -> Option<std::ops::Range<usize>> {
    let bytes = line.as_bytes();
    let opens = |at: usize| {
        matches!(bytes.get(at), Some(b'{' | b'['))
            && bytes.get(at + 1..).is_some_and(begins_escaped)
    };
    let start = (0..bytes.len()).find(|at| opens(*at))?;
    let before = line.get(..start)?.trim_end();
    if let Some(outside) = before.strip_suffix('"') {
        let outside = outside.trim_end();
        if outside.is_empty() || outside.ends_with(['[', ',']) || outside.ends_with("\":") {
            return None;
        }
    }
    let mut backslash = false;
    for (at, c) in line.get(start..)?.char_indices() {
        if c == '"' && !backslash {
            return Some(start..start + at);
        }
        backslash = c == '\\' && !backslash;
    }
    Some(start..line.trim_end_matches('\n').len())
}

/// Whether an escaped quote comes next, behind brackets, blanks and line breaks.
fn begins_escaped(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(..bytes.len().min(AHEAD)).unwrap_or_default();
    loop {
        rest = match rest {
            [b'\\', b'"', ..] => return true,
            [b'\\', b'n' | b'r' | b't', rest @ ..] | [b' ' | b'{' | b'[', rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// Adds a range of the source without its backslashes.
fn unescape(source: &Mapped, range: std::ops::Range<usize>, out: &mut Mapped) {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let mut start = 0;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let replacement = match chars.next() {
            Some((_, 'n')) => "\n",
            Some((_, 'r')) => "",
            Some((_, 't')) => " ",
            Some((_, '"')) => "\"",
            Some((_, '\\')) => "\\",
            _ => continue,
        };
        out.push_range(source, range.start + start..range.start + at);
        out.push(replacement, source.origin(range.start + at));
        start = at + 2;
    }
    out.push_range(source, range.start + start..range.end);
}
