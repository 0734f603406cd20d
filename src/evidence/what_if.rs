//! The text that `az deployment group what-if` prints: resources with a mark each, and below them
//! their properties, or those that change.
//!
//! What counts is the state after the change. Of a resource that is modified only what changes is
//! shown, so the rest of it is missing.

use std::borrow::Cow;

use super::config::Form;
use super::recognise::Told;
use super::split::{Found, Line};
use super::value::{Member, Node, Value};
use super::wrap::Width;
use crate::language::evidence as say;

/// How deep lists and objects nest at most.
const DEPTH: usize = 24;

/// How many lines are read at most.
const ROWS: usize = 20_000;

/// The longest name of a property.
const NAME: usize = 120;

/// How far above the first resource its scope may stand, in lines.
const ABOVE: usize = 4;

/// Reads the resources from a line on; `None` where none begins there.
pub(super) fn read<'a>(text: &'a str, list: &[Line], index: usize, _: Width) -> Option<Found<'a>> {
    resource(row(text, *list.get(index)?)?)?;
    let above = list
        .get(index.saturating_sub(ABOVE)..index)
        .unwrap_or_default();
    let mut above = above.iter().rev().map(|line| line.of(text).trim());
    let scope = above.find_map(|line| line.strip_prefix("Scope: "));
    let mut reader = Reader {
        rows: Vec::new(),
        at: 0,
        notes: Vec::new(),
    };
    let mut end = list.get(index)?.end;
    for line in list.get(index..).unwrap_or_default().iter().take(ROWS) {
        if line.of(text).trim().is_empty() {
            continue;
        }
        let Some(row) = row(text, *line) else { break };
        let begins = resource(row).is_some();
        let column = reader.rows.first().map_or(row.column, |first| first.column);
        if !begins && row.column <= column {
            break;
        }
        end = line.end;
        reader.rows.push(row);
    }
    let mut values = Vec::new();
    while let Some(head) = reader.next() {
        let Some((kind, name)) = resource(head) else {
            continue;
        };
        let mut members = reader.members(head.column, 0);
        match head.mark {
            Some('+' | '~') => {}
            Some('-') => {
                let text = say::deleted(&name);
                reader.notes.push((head.at, text));
                continue;
            }
            // What stays as it is shows nothing of what it is.
            _ => continue,
        }
        let text_member = |key: &'static str, text: String| Member {
            key: Cow::Borrowed(key),
            value: Value {
                at: head.at,
                node: Node::Text(Cow::Owned(text)),
            },
        };
        members.retain(|member| !matches!(member.key.as_ref(), "id" | "type" | "name"));
        members.push(text_member("name", last(&name).to_owned()));
        members.push(text_member("type", kind));
        if let Some(scope) = scope {
            members.push(text_member("id", format!("{scope}/providers/{name}")));
        }
        if head.mark == Some('~') {
            members.push(Member::gap(head.at));
        }
        values.push(Value {
            at: head.at,
            node: Node::Object(members),
        });
    }
    Some(Found {
        values,
        end,
        notes: reader.notes,
        form: Form::Tree,
    })
}

/// A line: its mark, where what follows it stands, and what that says.
#[derive(Clone, Copy)]
struct Row<'a> {
    mark: Option<char>,
    /// How far it is indented, its mark left aside.
    column: usize,
    at: usize,
    content: &'a str,
}

fn row(text: &str, line: Line) -> Option<Row<'_>> {
    let raw = line.of(text);
    let content = raw.trim();
    let mut column = raw.len() - raw.trim_start().len();
    let mark = content
        .chars()
        .next()
        .filter(|c| "+-~=*!x".contains(*c) && content.get(1..2) == Some(" "));
    let mut said = content;
    if mark.is_some() {
        said = content.get(1..)?.trim_start();
        column += content.len() - said.len();
    }
    let at = line.start + column;
    (!said.is_empty()).then_some(Row {
        mark,
        column,
        at,
        content: said,
    })
}

/// A resource's type, and its name below its provider:
/// `Microsoft.Network/networkSecurityGroups/nsg [2024-05-01]`.
fn resource(row: Row<'_>) -> Option<(String, String)> {
    row.mark?;
    let (path, version) = row.content.split_once(" [").unwrap_or((row.content, ""));
    if !path.starts_with("Microsoft.") || path.contains([':', ' ']) {
        return None;
    }
    if !version.is_empty() && !version.ends_with(']') {
        return None;
    }
    let mut parts = path.split('/');
    let mut kind = parts.next()?.to_owned();
    for collection in parts.step_by(2) {
        kind.push('/');
        kind.push_str(collection);
    }
    (path.matches('/').count() >= 2).then(|| (kind, path.to_owned()))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

struct Reader<'a> {
    rows: Vec<Row<'a>>,
    at: usize,
    notes: Vec<Told>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Row<'a>> {
        let row = self.rows.get(self.at).copied()?;
        self.at += 1;
        Some(row)
    }

    /// The next line, where it belongs below that column.
    fn below(&self, column: usize) -> Option<Row<'a>> {
        let row = self.rows.get(self.at).copied()?;
        (row.column > column).then_some(row)
    }

    /// Everything below a column as members of an object; lists have their index as key.
    fn members(&mut self, column: usize, depth: usize) -> Vec<Member<'a>> {
        let mut members = Vec::new();
        while let Some(row) = self.below(column) {
            self.at += 1;
            let Some((key, rest)) = row.content.split_once(':') else {
                continue;
            };
            if key.len() > NAME {
                continue;
            }
            let rest = rest.trim();
            let value = self.value(row, key, rest, depth);
            // What is taken away is not there afterwards.
            if row.mark != Some('-')
                && let Some(value) = value
            {
                put(&mut members, key, value);
            }
        }
        members
    }

    fn value(&mut self, row: Row<'a>, key: &str, rest: &'a str, depth: usize) -> Option<Value<'a>> {
        let (before, after) = match rest.split_once(" => ") {
            Some((before, after)) => (Some(before), after.trim()),
            None => (None, rest),
        };
        if let Some(before) = before {
            let text = say::changed(key, before, after);
            self.notes.push((row.at, text));
        }
        let node = match after {
            "" | "[" | "{" => {
                let members = match depth < DEPTH {
                    true => self.members(row.column, depth + 1),
                    false => Vec::new(),
                };
                self.close(row.column);
                let is_index = |member: &Member<'_>| member.key.bytes().all(|c| c.is_ascii_digit());
                if after == "[" || !members.is_empty() && members.iter().all(is_index) {
                    let mut elements: Vec<Value<'a>> =
                        members.into_iter().map(|member| member.value).collect();
                    // Only what changes is shown.
                    if row.mark == Some('~') {
                        elements.push(Value::gap_at(row.at));
                    }
                    Node::List(elements)
                } else {
                    let mut members = members;
                    if row.mark == Some('~') {
                        members.push(Member::gap(row.at));
                    }
                    Node::Object(members)
                }
            }
            "[]" => Node::List(Vec::new()),
            "{}" => Node::Object(Vec::new()),
            "null" => Node::Null,
            text => match text
                .strip_prefix('"')
                .and_then(|text| text.strip_suffix('"'))
            {
                Some(inner) => Node::Text(Cow::Borrowed(inner)),
                None => Node::Bare(Cow::Borrowed(text)),
            },
        };
        Some(Value { at: row.at, node })
    }

    /// Passes over the bracket that closes a list or an object.
    fn close(&mut self, column: usize) {
        let closes = self.rows.get(self.at).is_some_and(|row| {
            matches!(row.content, "]" | "}") && row.column.abs_diff(column) <= 2
        });
        self.at += usize::from(closes);
    }
}

/// Puts a value under a path such as `properties.match.statusCodes`.
fn put<'a>(members: &mut Vec<Member<'a>>, path: &str, value: Value<'a>) {
    let (head, rest) = match path.split_once('.') {
        Some((head, rest)) => (head, Some(rest)),
        None => (path, None),
    };
    let Some(rest) = rest else {
        members.push(Member {
            key: Cow::Owned(head.trim().to_owned()),
            value,
        });
        return;
    };
    let known = members.iter_mut().find(|member| member.key == head);
    if let Some(Node::Object(inner)) = known.map(|member| &mut member.value.node) {
        return put(inner, rest, value);
    }
    let at = value.at;
    let mut inner = Vec::new();
    put(&mut inner, rest, value);
    members.push(Member {
        key: Cow::Owned(head.to_owned()),
        value: Value {
            at,
            node: Node::Object(inner),
        },
    });
}
