//! PowerShell's lists: `Name : value`, values going on below their column, JSON inside.

use std::borrow::Cow;

use super::config::Form;
use super::recognise::Told;
use super::split::{Found, Line};
use super::value::{Member, Node, Value};
use super::wrap::{self, Width};
use super::{json, lines};

/// How many names of an object are compared with the next one's.
const NAMES: usize = 64;

/// Reads the list that begins in a line; `None` where none does.
pub(super) fn read<'a>(
    text: &'a str,
    list: &[Line],
    index: usize,
    width: Width,
) -> Option<Found<'a>> {
    let first = list.get(index)?;
    let (name, colon, _) = entry(first.of(text))?;
    let spaced = first
        .of(text)
        .get(..colon)
        .is_some_and(|before| before.ends_with(' '));
    if !spaced && !name.ends_with("Text") {
        return None;
    }
    let mut objects: Vec<Value<'a>> = Vec::new();
    let mut members: Vec<Member<'a>> = Vec::new();
    let mut notes: Vec<Told> = Vec::new();
    let mut column = colon;
    let mut start = first.start;
    let mut after_blank = false;
    let mut end = first.start;
    let mut at = index;
    while let Some(line) = list.get(at).copied() {
        let raw = line.of(text);
        let content = raw.trim();
        if content.is_empty() {
            after_blank = true;
            at += 1;
            continue;
        }
        if lines::is_command(content) || content.starts_with("```") {
            break;
        }
        let indent = raw.len() - raw.trim_start().len();
        let parsed = entry(raw).filter(|(_, colon, _)| {
            (indent < column || *colon <= column)
                && (raw
                    .get(..*colon)
                    .is_some_and(|before| before.ends_with([' ', '\t']))
                    || *colon == column
                    || raw
                        .get(*colon + 1..)
                        .is_some_and(|rest| rest.trim().is_empty()))
        });
        if let Some((name, colon, value)) = parsed {
            if after_blank && members.iter().take(NAMES).any(|member| member.key == name) {
                objects.push(object(start, std::mem::take(&mut members)));
            }
            if members.is_empty() {
                start = line.start + indent;
            }
            after_blank = false;
            column = colon;
            let offset = line.start + (raw.len() - raw.trim_end().len().min(raw.len()));
            let offset = if value.is_empty() {
                offset.max(line.start)
            } else {
                line.start
                    + raw.find(':').map_or(0, |colon| colon + 1)
                    + leading(raw.get(colon + 1..).unwrap_or_default())
            };
            end = line.end;
            at += 1;
            // The value may begin on the next line that says something.
            let collection = collection(value, offset);
            let json_at = if collection.is_some() {
                None
            } else if json::begins_json(value) {
                Some(offset)
            } else if value.is_empty() {
                list.get(at..)
                    .unwrap_or_default()
                    .iter()
                    .find(|line| !line.of(text).trim().is_empty())
                    .filter(|line| json::begins_json(line.of(text).trim()))
                    .map(|line| line.start + leading(line.of(text)))
            } else {
                None
            };
            if let Some(json_at) = json_at {
                let document = json::read(text, json_at, width);
                if document.end > json_at {
                    end = document.end;
                    while list.get(at).is_some_and(|line| line.start < end) {
                        at += 1;
                    }
                    notes.extend(document.notes);
                    if let Some(value) = document.values.into_iter().next() {
                        members.push(Member {
                            key: Cow::Borrowed(name),
                            value,
                        });
                    }
                    continue;
                }
            }
            let node = match collection {
                Some(names) => Node::List(names),
                None if value == "null" => Node::Null,
                None => Node::Text(Cow::Borrowed(value)),
            };
            members.push(Member {
                key: Cow::Borrowed(name),
                value: Value { at: offset, node },
            });
            continue;
        }
        // A line that goes on: below the value's column, or the rest of a broken value.
        let goes_on = indent >= column || content.starts_with('{') && !after_blank;
        let Some(last) = members.last_mut().filter(|_| goes_on && !after_blank) else {
            break;
        };
        if let Node::Text(value) = &mut last.value.node {
            let length = value.chars().count() + column + 2;
            let space = wrap::needs_space(value, content, length, width)
                // PowerShell breaks sentences between words.
                || value.contains(' ') && !value.starts_with('/') && !value.ends_with(['-', '/']);
            let value = value.to_mut();
            if space {
                value.push(' ');
            }
            value.push_str(content);
        }
        end = line.end;
        at += 1;
    }
    if !members.is_empty() {
        objects.push(object(start, members));
    }
    objects.iter_mut().for_each(json::merge_text_members);
    let values = match objects.len() {
        0 => return None,
        1 => objects,
        _ => vec![Value {
            at: objects.first().map_or(0, |object| object.at),
            node: Node::List(objects),
        }],
    };
    Some(Found {
        values,
        end,
        notes,
        form: Form::Tree,
    })
}

fn object(at: usize, members: Vec<Member<'_>>) -> Value<'_> {
    Value {
        at,
        node: Node::Object(members),
    }
}

/// PowerShell shows a list as `{a, b}`, by names or types.
fn collection(value: &str, at: usize) -> Option<Vec<Value<'_>>> {
    let inner = value.strip_prefix('{')?.strip_suffix('}')?;
    if inner.contains(['"', ':', '{']) {
        return None;
    }
    let names = inner.split(',').map(str::trim);
    Some(
        names
            .filter(|name| !name.is_empty() && !name.starts_with("Microsoft.Azure"))
            .map(|name| Value {
                at,
                node: Node::Text(Cow::Borrowed(name)),
            })
            .collect(),
    )
}

fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// A name, where its colon stands, and the value.
fn entry(line: &str) -> Option<(&str, usize, &str)> {
    let colon = line.find(':')?;
    let (name, rest) = line.split_at_checked(colon)?;
    let name = name.trim();
    let value = rest.get(1..)?;
    let plain = !name.is_empty()
        && name.len() <= 60
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let separated = value.is_empty() || value.starts_with([' ', '\t', '{', '[']);
    (plain && separated).then(|| (name, colon, value.trim()))
}
