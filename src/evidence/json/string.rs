//! Strings: where they end is the question that damage raises most.

use std::borrow::Cow;

use bulk::octets::plain_length;

use super::super::lines;
use super::super::wrap;
use super::{Reader, is_member};
use crate::language::evidence::{self, json as say};

/// How many lines a broken string may span before it counts as never closed.
const LINES: usize = 60;

const DOUBLE: [char; 4] = ['"', '“', '”', '„'];
const SINGLE: [char; 3] = ['\'', '‘', '’'];

impl<'a> Reader<'a> {
    /// Whether a string begins here, in whatever quotes.
    pub(super) fn begins_string(&self) -> bool {
        match self.peek() {
            Some(b'"') => true,
            Some(b'\'' | 0x80..) => self
                .rest()
                .starts_with(|c| DOUBLE.contains(&c) || SINGLE.contains(&c)),
            _ => false,
        }
    }

    /// Reads a string, its opening quote first.
    pub(super) fn string(&mut self, key: bool) -> Cow<'a, str> {
        let quote = match self.peek() {
            Some(b'"') => '"',
            _ => self.rest().chars().next().unwrap_or('"'),
        };
        let start = self.at + quote.len_utf8();
        if quote == '"' {
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            let end = plain_length(rest).map(|length| start + length);
            if let Some(end) = end
                && self.byte(end) == Some(b'"')
                && self.closes(end + 1, key)
            {
                self.at = end + 1;
                return Cow::Borrowed(self.text.get(start..end).unwrap_or_default());
            }
        } else if quote == '\'' {
            self.repair(self.at, say::SINGLE_QUOTES);
        } else {
            self.repair(self.at, say::CURLY_QUOTES);
        }
        Cow::Owned(self.damaged(start, quote, key))
    }

    /// Whether what follows a quote shows that it closes the string.
    fn closes(&self, after: usize, key: bool) -> bool {
        let rest = self.text.get(after..).unwrap_or_default();
        let next = rest.trim_start_matches([' ', '\t', '\\']);
        if key && next.trim_start().starts_with([':', '=']) {
            return true;
        }
        // A line that ends after a quote ends the string: a missing comma is likelier than a break
        // exactly there.
        if next.is_empty() || next.starts_with([',', '}', ']', '\n', '\r', '#']) {
            return true;
        }
        if next.starts_with("//") || next.starts_with("/*") {
            return true;
        }
        // Lines were joined, and a comma is missing.
        !key && next.len() < rest.len() && is_member(next)
    }

    /// A string with escapes, line breaks or quotes inside.
    fn damaged(&mut self, start: usize, quote: char, key: bool) -> String {
        let family: &[char] = if SINGLE.contains(&quote) {
            &SINGLE
        } else {
            &DOUBLE
        };
        let mut out = String::new();
        let mut at = start;
        let mut escaped = false;
        let mut lines_read = 0;
        // The last quote taken as part of the text: where it stands in the text, and in `out`.
        let mut inner: Option<(usize, usize)> = None;
        let text = self.text;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let after = at + c.len_utf8();
            match c {
                _ if c == quote || (family.contains(&c) && !(c == '’' && quote == '\'')) => {
                    if self.closes(after, key) {
                        self.at = after;
                        return self.finish(out, escaped);
                    }
                    // `"10.0.0.4, "health":` – the quote before this one opened the next name.
                    if !key
                        && let Some((opened, length)) = inner
                        && is_member(text.get(opened..).unwrap_or_default())
                        && text
                            .get(opened..after)
                            .is_some_and(|name| !name.contains(' '))
                    {
                        self.repair(opened, say::QUOTE_BEFORE);
                        self.at = opened;
                        out.truncate(length);
                        return out.trim_end().trim_end_matches(',').to_owned();
                    }
                    self.repair(at, say::QUOTES_INSIDE);
                    inner = Some((at, out.len()));
                    out.push(c);
                }
                '\\' => {
                    escaped = true;
                    let (character, next) = self.escape(after);
                    if let Some(character) = character {
                        out.push(character);
                    }
                    at = next;
                    continue;
                }
                '\n' | '\r' => {
                    lines_read += 1;
                    let rest = text.get(after..).unwrap_or_default();
                    let next = rest.trim_start();
                    let line = next.lines().next().unwrap_or_default();
                    let closed = matches!(
                        line.trim_end(),
                        "}" | "]" | "}," | "]," | "{" | "[" | "}]" | "]}" | "},{"
                    );
                    // No console puts an empty line inside a value.
                    let skipped = rest.get(..rest.len() - next.len()).unwrap_or_default();
                    if next.is_empty() || skipped.contains('\n') || lines::is_command(line) {
                        self.at = at;
                        self.stop(say::CUT_OFF_IN_STRING);
                        return self.finish(out.trim_end().to_owned(), escaped);
                    }
                    if closed || is_member(next) || lines_read > LINES {
                        self.repair(at, say::QUOTE_BEFORE_END);
                        self.at = at;
                        return self
                            .finish(out.trim_end().trim_end_matches(',').to_owned(), escaped);
                    }
                    self.repair(
                        start.saturating_sub(quote.len_utf8()),
                        evidence::BROKEN_VALUE,
                    );
                    // One blank at the break is the sentence's; more are padding.
                    if out.ends_with("  ") {
                        out.truncate(out.trim_end().len());
                    }
                    let line_start = text
                        .get(..at)
                        .and_then(|before| before.rfind('\n'))
                        .map_or(0, |newline| newline + 1);
                    let length = text
                        .get(line_start..at)
                        .map_or(0, |line| line.chars().count());
                    if wrap::needs_space(&out, next, length, self.width) {
                        out.push(' ');
                    }
                    at = after + (rest.len() - next.len());
                    continue;
                }
                _ => {
                    // A run of plain characters at once.
                    let run = text
                        .get(at..)
                        .and_then(|rest| {
                            rest.find(|c: char| {
                                c == '\\'
                                    || c == '\n'
                                    || c == '\r'
                                    || family.contains(&c)
                                    || c == quote
                            })
                        })
                        .map_or(text.len(), |length| at + length);
                    out.push_str(text.get(at..run).unwrap_or_default());
                    at = run.max(after);
                    continue;
                }
            }
            at = after;
        }
        self.at = text.len();
        self.stop(say::CUT_OFF_IN_STRING);
        self.finish(out, escaped)
    }

    fn finish(&mut self, out: String, escaped: bool) -> String {
        if escaped && out.trim_start().starts_with(['{', '[']) {
            self.folded = true;
        }
        out
    }

    /// What stands after a backslash, and where the text goes on.
    fn escape(&mut self, at: usize) -> (Option<char>, usize) {
        let rest = self.text.get(at..).unwrap_or_default();
        let Some(c) = rest.chars().next() else {
            return (None, at);
        };
        let next = at + c.len_utf8();
        let character = match c {
            '"' | '\\' | '/' => c,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(next),
            // A console broke the line between the backslash and what it stands before.
            '\n' | '\r' => {
                let after = rest.trim_start();
                return self.escape_after_break(at + (rest.len() - after.len()));
            }
            // Markdown puts backslashes before its own signs.
            _ if c.is_ascii_punctuation() => {
                self.repair(at, say::BACKSLASH_PASSED);
                c
            }
            _ => {
                self.repair(at, say::BACKSLASH_TAKEN);
                return (Some('\\'), at);
            }
        };
        (Some(character), next)
    }

    fn escape_after_break(&mut self, at: usize) -> (Option<char>, usize) {
        let c = self.text.get(at..).and_then(|rest| rest.chars().next());
        match c {
            Some(c @ ('"' | '\\' | '/')) => (Some(c), at + 1),
            Some('n') => (Some('\n'), at + 1),
            _ => (None, at),
        }
    }

    fn unicode(&mut self, at: usize) -> (Option<char>, usize) {
        match unicode(self.text, at) {
            Some((character, next)) => (Some(character), next),
            None => {
                self.repair(at, say::BACKSLASH_TAKEN);
                (Some('\u{fffd}'), at)
            }
        }
    }
}

/// The character whose number stands behind `\u`, in one part or two, and where the text goes on.
pub(super) fn unicode(text: &str, at: usize) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at.checked_add(4)?)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(at)?;
    let second = text.get(at + 4..at + 6).filter(|escape| *escape == "\\u");
    if (0xd800..0xdc00).contains(&first)
        && let Some(second) = second.and_then(|_| unit(at + 6))
        && let Some(Ok(character)) = char::decode_utf16([first, second]).next()
    {
        return Some((character, at + 10));
    }
    let character = char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((character, at + 4))
}
