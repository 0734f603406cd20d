//! Where JSON begins and ends in a text: several values in a row, and text that begins in the middle.

use std::borrow::Cow;

use super::super::value::{Member, Node, Value};
use super::Reader;
use crate::language::evidence as say;

/// What stands at the top of a document: a fragment has members there, too.
enum Item<'a> {
    Value(Value<'a>),
    Member(Member<'a>),
}

impl<'a> Reader<'a> {
    /// Everything up to where no JSON follows. Text that begins in the middle is read as what is
    /// left of the values around it.
    pub(super) fn document(&mut self) -> Vec<Value<'a>> {
        let start = self.at;
        let mut items: Vec<Item<'a>> = Vec::new();
        while !self.stopped {
            let before = self.at;
            self.blank();
            let at = self.at;
            let Some(byte) = self.peek() else { break };
            match byte {
                b'{' | b'[' if items.is_empty() || self.looks_like_json() => {
                    let Some(value) = self.value() else { break };
                    items.push(Item::Value(value));
                }
                b'}' | b']' if !items.is_empty() => {
                    self.at += 1;
                    self.repair(start, say::MIDDLE);
                    let inner = std::mem::take(&mut items);
                    let node = if byte == b'}' {
                        Node::Object(members(inner, start))
                    } else {
                        let mut elements = elements(inner, start);
                        elements.push(Value::gap_at(start));
                        Node::List(elements)
                    };
                    items.push(Item::Value(Value { at: start, node }));
                }
                b',' if !items.is_empty() => self.at += 1,
                _ if self.begins_string() && (items.is_empty() || self.looks_like_member()) => {
                    let text = self.string(true);
                    self.blank();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        let value = self.member_value();
                        items.push(Item::Member(Member { key: text, value }));
                    } else {
                        items.push(Item::Value(Value {
                            at,
                            node: Node::Text(text),
                        }));
                    }
                }
                _ => {
                    self.at = before;
                    break;
                }
            }
            self.consumed = self.at;
        }
        self.at = self.consumed;
        if items.iter().any(|item| matches!(item, Item::Member(_))) {
            self.repair(start, say::MIDDLE);
            return vec![Value {
                at: start,
                node: Node::Object(members(items, start)),
            }];
        }
        elements(items, start)
    }

    /// Whether a bracket opens JSON rather than stands in prose.
    fn looks_like_json(&self) -> bool {
        begins_json(self.rest())
    }

    fn looks_like_member(&self) -> bool {
        is_member(self.rest())
    }
}

/// What is left of an object whose beginning is missing.
fn members(items: Vec<Item<'_>>, at: usize) -> Vec<Member<'_>> {
    items
        .into_iter()
        .map(|item| match item {
            Item::Member(member) => member,
            Item::Value(value) => Member {
                key: Cow::Borrowed(""),
                value,
            },
        })
        .chain([Member::gap(at)])
        .collect()
}

/// Members among elements are what is left of an object whose opening bracket is missing.
fn elements(items: Vec<Item<'_>>, at: usize) -> Vec<Value<'_>> {
    let mut values = Vec::new();
    let mut loose = Vec::new();
    for item in items {
        match item {
            Item::Value(value) => values.push(value),
            Item::Member(member) => loose.push(member),
        }
    }
    if !loose.is_empty() {
        loose.push(Member::gap(at));
        values.push(Value {
            at,
            node: Node::Object(loose),
        });
    }
    values
}

/// Whether a text begins with a bracket that opens JSON.
pub(in crate::evidence) fn begins_json(text: &str) -> bool {
    let mut chars = text.chars();
    let open = chars.next();
    let inner = chars.as_str().trim_start();
    let next = inner.chars().next();
    match (open, next) {
        (Some('{'), Some('"' | '“' | '”' | '}' | '\'')) => true,
        (Some('{'), Some(c)) if c.is_ascii_alphabetic() => {
            // A name without quotes, on its own line or right here.
            let name_end = inner
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(inner.len());
            let after = inner.get(name_end..).unwrap_or_default();
            after.starts_with(':') && !after.starts_with("://")
        }
        (Some('['), Some('{' | '[' | ']' | '"' | '“' | '\'')) => true,
        (Some('['), Some('.' | '…')) => chars.as_str().contains('{'),
        (Some('['), Some(c)) => c.is_ascii_digit() && inner.find([',', ']']).is_some(),
        // Cut off right after the bracket.
        (Some('{' | '['), None) => true,
        _ => false,
    }
}

/// Whether a text begins with a name in quotes and a colon.
pub(in crate::evidence) fn is_member(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['"', '\'', '“', '”', '‘', '’']) else {
        return false;
    };
    let Some(end) = rest.find(['"', '\'', '“', '”', '‘', '’', '\n']) else {
        return false;
    };
    let (name, after) = rest.split_at_checked(end).unwrap_or_default();
    let mut after = after.chars();
    after.next() != Some('\n')
        && !name.is_empty()
        && name.len() <= 80
        && after
            .as_str()
            .trim_start_matches([' ', '\t'])
            .starts_with(':')
}
