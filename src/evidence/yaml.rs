//! Block YAML as Azure CLI prints it, and lines of `name: value` that somebody copied.
//!
//! Not a YAML reader: what `az -o yaml` never prints (anchors, tags, complex keys) is not known, and
//! what no YAML reader takes (values wrapped at the margin, a beginning in the middle) is.

use std::borrow::Cow;

use super::config::Form;
use super::recognise::Told;
use super::split::{Found, Line};
use super::value::{Member, Node, Value};
use super::wrap::{self, Width};
use super::{json, lines};
use crate::language::evidence as say;

/// How many names of a record are compared with the next one's.
const NAMES: usize = 64;

/// How deep blocks nest at most.
const DEPTH: usize = 64;

/// Reads the block that begins in a line; `None` where none does.
pub(super) fn read<'a>(
    text: &'a str,
    list: &[Line],
    index: usize,
    width: Width,
) -> Option<Found<'a>> {
    let first = list.get(index)?.of(text);
    if !begins(first.trim()) {
        return None;
    }
    let mut reader = Reader {
        text,
        rows: Vec::new(),
        at: 0,
        width,
        notes: Vec::new(),
        depth: 0,
    };
    for line in list.get(index..).unwrap_or_default() {
        let raw = line.of(text);
        let content = raw.trim();
        if lines::is_command(content)
            || content.starts_with("```")
            || json::begins_json(content) && !raw.starts_with(' ') && reader.rows.is_empty()
        {
            break;
        }
        let comment = content.starts_with("# ") || content.starts_with("WARNING:");
        reader.rows.push(Row {
            indent: raw.len() - raw.trim_start().len(),
            start: line.start + (raw.len() - raw.trim_start().len()),
            content: if comment || content == "---" {
                ""
            } else {
                content
            },
            end: line.end,
        });
    }
    let values = reader.top();
    let end = reader
        .at
        .checked_sub(1)
        .and_then(|last| reader.rows.get(last))
        .map(|row| row.end)?;
    let values = match values.len() {
        0 => return None,
        1 => values,
        _ => vec![Value {
            at: values.first().map_or(0, |value| value.at),
            node: Node::List(values),
        }],
    };
    Some(Found {
        values,
        end,
        notes: reader.notes,
        form: Form::Tree,
    })
}

/// A line: `content` without its indentation; empty where it says nothing.
#[derive(Clone, Copy)]
struct Row<'a> {
    indent: usize,
    start: usize,
    content: &'a str,
    end: usize,
}

struct Reader<'a> {
    text: &'a str,
    rows: Vec<Row<'a>>,
    at: usize,
    width: Width,
    notes: Vec<Told>,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// The next line that says something.
    fn peek(&mut self) -> Option<Row<'a>> {
        while let Some(row) = self.rows.get(self.at) {
            if !row.content.is_empty() {
                return Some(*row);
            }
            self.at += 1;
        }
        None
    }

    /// Blocks one after the other: a text that begins in the middle dedents more than once.
    fn top(&mut self) -> Vec<Value<'a>> {
        let mut values: Vec<Value<'a>> = Vec::new();
        let mut consumed = 0;
        while let Some(row) = self.peek() {
            if !begins(row.content) {
                break;
            }
            // A list that something follows at a lesser depth lost what it belongs to.
            if values.len() == 1
                && let Some(Node::List(_)) = values.first().map(|value| &value.node)
            {
                self.notes.push((
                    values.first().map_or(0, |value| value.at),
                    say::MIDDLE.to_owned(),
                ));
            }
            let before = self.at;
            values.push(self.block(row.indent));
            consumed = self.at;
            if self.at == before {
                break;
            }
        }
        self.at = consumed;
        values
    }

    fn block(&mut self, indent: usize) -> Value<'a> {
        let Some(row) = self.peek() else {
            return Value::null(0);
        };
        self.depth += 1;
        let value = if self.depth > DEPTH {
            self.at += 1;
            Value::null(row.start)
        } else if is_item(row.content) {
            self.sequence(indent)
        } else if key(row.content).is_some() {
            self.mapping(indent)
        } else {
            self.at += 1;
            self.scalar(row.content, row.start, indent)
        };
        self.depth -= 1;
        value
    }

    fn sequence(&mut self, indent: usize) -> Value<'a> {
        let at = self.peek().map_or(0, |row| row.start);
        let mut elements = Vec::new();
        while let Some(row) = self.peek() {
            if row.indent != indent || !is_item(row.content) {
                break;
            }
            let rest = row.content.get(1..).unwrap_or_default();
            let inner = rest.trim_start();
            if inner.is_empty() {
                self.at += 1;
                match self.peek() {
                    Some(next) if next.indent > indent => elements.push(self.block(next.indent)),
                    _ => elements.push(Value::null(row.start)),
                }
                continue;
            }
            // What follows the dash is a block of its own, indented by where it stands.
            let moved = row.content.len() - inner.len();
            if let Some(slot) = self.rows.get_mut(self.at) {
                *slot = Row {
                    indent: indent + moved,
                    start: row.start + moved,
                    content: inner,
                    end: row.end,
                };
            }
            elements.push(self.block(indent + moved));
        }
        Value {
            at,
            node: Node::List(elements),
        }
    }

    fn mapping(&mut self, indent: usize) -> Value<'a> {
        let at = self.peek().map_or(0, |row| row.start);
        let mut members: Vec<Member<'a>> = Vec::new();
        while let Some(row) = self.peek() {
            let Some((name, rest)) = key(row.content).filter(|_| row.indent == indent) else {
                break;
            };
            // Records printed one after the other repeat their names, the first of them first.
            if self.depth == 1 && members.iter().take(NAMES).any(|member| member.key == name) {
                break;
            }
            self.at += 1;
            let offset = row.start + (row.content.len() - rest.len());
            let value = if rest.is_empty() {
                match self.peek() {
                    Some(next) if next.indent > indent => self.block(next.indent),
                    Some(next) if next.indent == indent && is_item(next.content) => {
                        self.sequence(indent)
                    }
                    _ => Value::null(offset),
                }
            } else {
                self.scalar(rest, offset, indent)
            };
            members.push(Member {
                key: Cow::Borrowed(name),
                value,
            });
        }
        Value {
            at,
            node: Node::Object(members),
        }
    }

    /// A scalar whose first line is read already; it may go on.
    fn scalar(&mut self, first: &'a str, at: usize, indent: usize) -> Value<'a> {
        let quote = first.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let node = if let Some(quote) = quote {
            Node::Text(self.quoted(first, quote, indent))
        } else if matches!(first, "|" | "|-" | "|+" | ">" | ">-" | ">+") {
            Node::Text(Cow::Owned(self.literal(indent)))
        } else if json::begins_json(first) {
            self.at = self.at.saturating_sub(1);
            return self.flow(at);
        } else {
            let whole = self.plain(first, at, indent);
            match whole.as_ref() {
                "null" | "~" => Node::Null,
                "true" | "false" => Node::Bare(whole),
                _ => Node::Text(whole),
            }
        };
        Value { at, node }
    }

    fn flow(&mut self, at: usize) -> Value<'a> {
        let document = json::read(self.text, at, self.width);
        self.notes.extend(document.notes);
        let end = document.end;
        // At least the line that it begins in is read.
        self.at += 1;
        while self.rows.get(self.at).is_some_and(|row| row.start < end) {
            self.at += 1;
        }
        let mut values = document.values.into_iter();
        values.next().unwrap_or_else(|| Value::null(at))
    }

    fn plain(&mut self, first: &'a str, at: usize, indent: usize) -> Cow<'a, str> {
        let mut whole = Cow::Borrowed(first);
        let mut before = first;
        while let Some(next) = self.rows.get(self.at).copied() {
            let deeper = next.indent > indent;
            let goes_on = if next.content.is_empty() {
                false
            } else if deeper {
                true
            } else {
                // Wrapped at the margin: only a long line is.
                key(next.content).is_none()
                    && !is_item(next.content)
                    && before.chars().count() >= 25
                    && !lines::is_noise(next.content)
                    && !json::begins_json(next.content)
            };
            if !goes_on {
                break;
            }
            if !deeper {
                self.note(at);
            }
            let length = before.chars().count() + indent;
            let space = if deeper {
                whole.contains(' ') || !whole.starts_with('/')
            } else {
                wrap::needs_space(&whole, next.content, length, self.width)
            };
            let whole = whole.to_mut();
            if space {
                whole.push(' ');
            }
            whole.push_str(next.content);
            before = next.content;
            self.at += 1;
        }
        whole
    }

    fn note(&mut self, at: usize) {
        let text = say::BROKEN_VALUE;
        if !self.notes.iter().any(|(_, known)| known == text) {
            self.notes.push((at, text.to_owned()));
        }
    }

    /// `'it''s'` or `"it's"`, over one line or several.
    fn quoted(&mut self, first: &'a str, quote: char, indent: usize) -> Cow<'a, str> {
        let inner = first.get(1..).unwrap_or_default();
        if let Some(end) = closing(inner, quote)
            && inner
                .get(..end)
                .is_some_and(|text| !text.contains(['\'', '\\']))
        {
            return Cow::Borrowed(inner.get(..end).unwrap_or_default());
        }
        let mut whole = inner.to_owned();
        while closing(&whole, quote).is_none() {
            let Some(next) = self.rows.get(self.at).copied() else {
                break;
            };
            // A new name at the same depth: the closing quote is missing.
            if next.indent <= indent && (key(next.content).is_some() || is_item(next.content)) {
                break;
            }
            self.at += 1;
            if next.content.is_empty() {
                continue;
            }
            if let Some(stripped) = whole.strip_suffix('\\') {
                whole.truncate(stripped.len());
            } else if next.indent > indent || wrap::needs_space(&whole, next.content, 0, self.width)
            {
                whole.push(' ');
            }
            whole.push_str(next.content.strip_prefix("\\ ").unwrap_or(next.content));
        }
        let end = closing(&whole, quote).unwrap_or(whole.len());
        whole.truncate(end);
        Cow::Owned(if quote == '\'' {
            whole.replace("''", "'")
        } else {
            whole
                .replace("\\\"", "\"")
                .replace("\\n", "\n")
                .replace("\\\\", "\\")
        })
    }

    /// A block scalar: every deeper line.
    fn literal(&mut self, indent: usize) -> String {
        let mut whole = String::new();
        while let Some(next) = self.rows.get(self.at).copied() {
            if !next.content.is_empty() && next.indent <= indent {
                break;
            }
            if !whole.is_empty() && !next.content.is_empty() {
                whole.push(' ');
            }
            whole.push_str(next.content);
            self.at += 1;
        }
        whole
    }
}

/// Where a quoted text ends.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at);
            }
        }
    }
    None
}

fn is_item(content: &str) -> bool {
    content == "-" || content.starts_with("- ")
}

fn begins(content: &str) -> bool {
    let mut content = content;
    while let Some(rest) = content.strip_prefix("- ") {
        content = rest.trim_start();
    }
    key(content).is_some()
}

/// A name and what follows its colon. Words that sentences put before colons are no names.
pub(super) fn key(content: &str) -> Option<(&str, &str)> {
    let (name, rest) = content.split_once(':')?;
    if !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let name = name.trim();
    if name.starts_with('"') != name.ends_with('"') {
        // What is left of JSON.
        return None;
    }
    let name = name.trim_matches(['\'', '"', '*', '`']);
    let plain = name.len() <= 60
        && name.chars().next().is_some_and(char::is_alphanumeric)
        && name.split(' ').count() <= 3
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/'));
    let sentence = [
        "note", "hi", "hello", "warning", "error", "expected", "received",
    ]
    .iter()
    .any(|word| name.eq_ignore_ascii_case(word));
    (plain && !sentence).then(|| (name, rest.trim().trim_start_matches("** ")))
}
