//! JSON as it reaches us: as printed, or damaged by consoles, mail, web pages and hands.
//!
//! Well-formed text has a reader of its own, which borrows everything and never looks back. The other
//! repairs what it meets beyond the grammar, and notes each kind of repair once.

mod document;
mod fold;
mod nested;
mod strict;
mod string;

pub(super) use document::{begins_json, is_member};
pub(super) use fold::merge_text_members;
use strict::Strict;

use std::borrow::Cow;

use bulk::octets::blank_length;

use super::lines;
use super::recognise::Told;
use super::value::{Member, Node, Value};
use super::wrap::Width;
use crate::language::evidence::json as say;

/// The depth at which reading stops, as deep as `serde_json` goes.
const DEPTH: usize = 128;

/// How much that fits nowhere is passed over inside one document.
const JUNK: usize = 64;

/// How much of a line is looked at to tell what it is.
const NEAR: usize = 200;

/// What was read from one place on.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// The values, one after the other; several where objects follow each other without an array.
    pub(super) values: Vec<Value<'a>>,
    /// Where the JSON ends.
    pub(super) end: usize,
    /// What was repaired: offset and sentence.
    pub(super) notes: Vec<Told>,
    /// Whether reading stopped before everything was closed.
    pub(super) cut: bool,
}

/// A text that is one well-formed value, and what may stand in it.
pub(super) struct WellFormed<'a> {
    pub(super) value: Value<'a>,
    /// Whether there may be a password or a token.
    pub(super) credential: bool,
    /// Whether there may be a key, or a certificate that no known name announces: a word is long enough,
    /// and no id.
    pub(super) encoded: bool,
}

/// Reads a text that is one well-formed JSON value and nothing else.
pub(super) fn read_strict(text: &str) -> Option<Value<'_>> {
    Some(read_strict_telling(text, &|_| {})?.value)
}

/// The same with all that is known of it, telling now and then up to which octet it has come.
pub(super) fn read_strict_telling<'a>(
    text: &'a str,
    told: &dyn Fn(usize),
) -> Option<WellFormed<'a>> {
    let mut reader = Strict::new(text, told);
    let mut value = reader.document()?;
    if reader.folded {
        fold::unfold_all(&mut value);
    }
    Some(WellFormed {
        value,
        credential: reader.credential,
        encoded: reader.encoded,
    })
}

/// Reads JSON from an offset on, until what follows is none. `width` is the whole text's.
pub(super) fn read(text: &str, from: usize, width: Width) -> Document<'_> {
    let mut reader = Reader::new(text, from);
    reader.width = width;
    let mut values = reader.document();
    let end = reader.at.max(reader.consumed);
    if reader.folded {
        values.iter_mut().for_each(fold::unfold_all);
    }
    Document {
        values,
        end,
        cut: reader.stopped,
        notes: reader.notes,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The end of the last thing read for sure.
    consumed: usize,
    /// Set where nothing more can be read: the end, another command, too deep, too much junk.
    stopped: bool,
    open: Vec<u8>,
    junk: usize,
    /// Where something was passed over in the innermost list or object that is open.
    passed: Option<usize>,
    notes: Vec<Told>,
    /// Which repairs are noted already: each is told once.
    told: Vec<&'static str>,
    width: Width,
    /// Whether some string holds JSON itself.
    folded: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        Self {
            text,
            at,
            consumed: at,
            stopped: false,
            open: Vec::new(),
            junk: 0,
            passed: None,
            notes: Vec::new(),
            told: Vec::new(),
            width: Width::default(),
            folded: false,
        }
    }

    // Called for nearly every octet of a text: where size comes before speed, it would stay a call.
    #[inline(always)]
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Notes a repair.
    fn repair(&mut self, at: usize, text: &'static str) {
        if !self.told.contains(&text) {
            self.told.push(text);
            self.notes.push((at, text.to_owned()));
        }
    }

    fn stop(&mut self, text: &'static str) {
        if !self.stopped {
            self.repair(self.at, text);
            self.stopped = true;
        }
    }

    /// Passes over white space and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += blank_length(rest);
            match self.peek() {
                Some(b'/' | b'#' | b'\\') | Some(0x80..) => {
                    if !self.skip_comment() {
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    /// Passes over a comment or a white-space character outside ASCII, if there is one here.
    fn skip_comment(&mut self) -> bool {
        let rest = self.rest();
        let length = if rest.starts_with("//") || rest.starts_with('#') {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(inner) = rest.strip_prefix("/*") {
            inner.find("*/").map_or(rest.len(), |end| end + 4)
        } else if rest.starts_with("\\\n") || rest.starts_with("\\[") || rest.starts_with("\\{") {
            // Markdown and shells leave backslashes at line ends and before brackets.
            1
        } else {
            match rest.chars().next() {
                Some(c) if c.is_whitespace() => c.len_utf8(),
                _ => return false,
            }
        };
        self.at += length;
        true
    }

    fn value(&mut self) -> Option<Value<'a>> {
        let at = self.at;
        let node = match self.peek()? {
            b'{' => {
                let (mut members, gap) = self.nested(b'{', Self::object);
                members.extend(gap.map(Member::gap));
                Node::Object(members)
            }
            b'[' => {
                let (mut elements, gap) = self.nested(b'[', Self::list);
                self.folded |= fold::is_lines(&elements);
                elements.extend(gap.map(Value::gap_at));
                Node::List(elements)
            }
            b'"' => Node::Text(self.string(false)),
            _ if self.begins_string() => Node::Text(self.string(false)),
            _ => self.bare()?,
        };
        Some(Value { at, node })
    }

    fn begins_key(&self) -> bool {
        match self.peek() {
            Some(b'"') => true,
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => {
                let name = self.bare_key();
                let after = self.text.get(self.at + name.len()..).unwrap_or_default();
                let after = after.trim_start_matches([' ', '\t']);
                after.starts_with(':') || after.starts_with('=')
            }
            _ => self.begins_string(),
        }
    }

    fn bare_key(&self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .bytes()
            .take(80)
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')))
            .unwrap_or(80);
        rest.get(..end).unwrap_or_default()
    }

    fn key(&mut self) -> Cow<'a, str> {
        if self.begins_string() {
            return self.string(true);
        }
        let name = self.bare_key();
        self.repair(self.at, say::NAMES);
        self.at += name.len();
        Cow::Borrowed(name)
    }

    /// A number or a word: `true`, `None`, or a value that lost its quotes.
    fn bare(&mut self) -> Option<Node<'a>> {
        let rest = self.rest();
        let end = rest
            .bytes()
            .position(|byte| {
                matches!(
                    byte,
                    b',' | b'}' | b']' | b'{' | b'[' | b'\n' | b'\r' | b'"'
                )
            })
            .unwrap_or(rest.len());
        let word = rest.get(..end)?.trim_end();
        if word.is_empty() {
            return None;
        }
        let known = matches!(word, "null" | "true" | "false")
            || word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && word.parse::<f64>().is_ok();
        if !known {
            if lines::is_noise(word) {
                return None;
            }
            let comment = word.find(" //").or_else(|| word.find(" #"));
            let word = word.get(..comment.unwrap_or(word.len()))?.trim_end();
            if word.is_empty() || !word.starts_with(|c: char| c.is_alphanumeric()) {
                return None;
            }
            self.at += word.len();
            return Some(match word {
                "None" | "undefined" | "nil" => Node::Null,
                "True" => Node::Bare(Cow::Borrowed("true")),
                "False" => Node::Bare(Cow::Borrowed("false")),
                _ => {
                    self.repair(self.at, say::VALUES);
                    Node::Bare(Cow::Borrowed(word))
                }
            });
        }
        self.at += word.len();
        Some(match word {
            "null" => Node::Null,
            _ => Node::Bare(Cow::Borrowed(word)),
        })
    }

    /// Passes over something that is no JSON, inside a value.
    fn pass_junk(&mut self) {
        self.junk += 1;
        self.passed.get_or_insert(self.at);
        if self.junk > JUNK {
            self.stop(say::TOO_MUCH);
            return;
        }
        // A line may be the whole text: its beginning tells what it is.
        let rest = self.rest();
        let near = (0..4).find_map(|back| rest.get(..rest.len().min(NEAR).checked_sub(back)?));
        let line = near
            .and_then(|near| near.lines().next())
            .unwrap_or_default();
        if lines::is_command(line) {
            self.stop(say::CUT_OFF);
            return;
        }
        if !lines::is_noise(line) {
            self.repair(self.at, say::PASSED_OVER);
        }
        let skip = if lines::is_noise(line) {
            line.len()
        } else {
            // At least one character, then to whatever may go on.
            let first = line.chars().next().map_or(1, char::len_utf8);
            line.get(first..)
                .and_then(|rest| rest.find(['"', '{', '}', '[', ']', ',']))
                .map_or(line.len().max(first), |next| next + first)
        };
        self.at = (self.at + skip.max(1)).min(self.text.len());
    }
}
