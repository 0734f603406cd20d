//! Lists and objects, whatever is missing in them.

use std::borrow::Cow;

use super::{DEPTH, NEAR, Reader, is_member};
use crate::evidence::value::{Member, Node, Value};
use crate::language::evidence::json as say;

impl<'a> Reader<'a> {
    /// What stands between brackets, and where something of it is missing.
    pub(super) fn nested<T>(
        &mut self,
        bracket: u8,
        read: fn(&mut Self) -> Vec<T>,
    ) -> (Vec<T>, Option<usize>) {
        if self.open.len() >= DEPTH {
            self.stop(say::TOO_DEEP);
            return (Vec::new(), Some(self.at));
        }
        self.at += 1;
        self.open.push(bracket);
        let outer = self.passed.take();
        let inner = read(self);
        self.open.pop();
        let passed = std::mem::replace(&mut self.passed, outer);
        (inner, self.stopped.then_some(self.at).or(passed))
    }

    pub(super) fn object(&mut self) -> Vec<Member<'a>> {
        let mut members = Vec::new();
        let mut after_comma = false;
        while !self.stopped {
            self.blank();
            let at = self.at;
            match self.peek() {
                Some(b'}') => {
                    if after_comma {
                        self.repair(at, say::COMMA_BEFORE_CLOSE);
                    }
                    self.at += 1;
                    return members;
                }
                Some(b',') if members.is_empty() || after_comma => {
                    self.repair(at, say::LONE_COMMA);
                    self.at += 1;
                    continue;
                }
                Some(b']') if self.open.contains(&b'[') => {
                    self.repair(at, say::BRACE_BEFORE_BRACKET);
                    self.passed.get_or_insert(at);
                    return members;
                }
                Some(b'{') if !members.is_empty() && self.open.ends_with(b"[{") => {
                    self.repair(at, say::BRACE_BEFORE_BRACE);
                    self.passed.get_or_insert(at);
                    return members;
                }
                Some(_) if self.begins_key() => {
                    let key = self.key();
                    self.blank();
                    match self.peek() {
                        Some(b':') => self.at += 1,
                        Some(b'=') => {
                            self.repair(at, say::COLON_AFTER_NAME);
                            self.at += if self.byte(self.at + 1) == Some(b'>') {
                                2
                            } else {
                                1
                            };
                        }
                        _ => {
                            self.repair(at, say::COLON_AFTER_THIS);
                            continue;
                        }
                    }
                    let value = self.member_value();
                    if self.is_half(&value) {
                        continue;
                    }
                    members.push(Member { key, value });
                }
                Some(_) => {
                    self.pass_junk();
                    continue;
                }
                None => {
                    self.stop(say::CUT_OFF);
                    return members;
                }
            }
            after_comma = self.comma(b'}');
        }
        members
    }

    pub(super) fn list(&mut self) -> Vec<Value<'a>> {
        let mut elements = Vec::new();
        let mut after_comma = false;
        while !self.stopped {
            self.blank();
            let at = self.at;
            match self.peek() {
                Some(b']') => {
                    if after_comma {
                        self.repair(at, say::COMMA_BEFORE_CLOSE);
                    }
                    self.at += 1;
                    return elements;
                }
                Some(b',') => {
                    self.repair(at, say::LONE_COMMA);
                    self.at += 1;
                    continue;
                }
                Some(b'}') if self.open.contains(&b'{') => {
                    self.repair(at, say::BRACKET_BEFORE_BRACE);
                    self.passed.get_or_insert(at);
                    return elements;
                }
                Some(_) if self.begins_string() && is_member(self.rest()) => {
                    self.repair(at, say::BRACE_BEFORE_NAME);
                    self.open.push(b'{');
                    let node = Node::Object(self.object());
                    self.open.pop();
                    elements.push(Value { at, node });
                }
                Some(_) => match self.value() {
                    Some(value) if self.is_half(&value) => continue,
                    Some(value) => elements.push(value),
                    None => {
                        self.pass_junk();
                        continue;
                    }
                },
                None => {
                    self.stop(say::CUT_OFF);
                    return elements;
                }
            }
            after_comma = self.comma(b']');
        }
        elements
    }

    /// What follows a name and its colon.
    pub(super) fn member_value(&mut self) -> Value<'a> {
        self.blank();
        let at = self.at;
        if let Some(b',' | b'}' | b']') | None = self.peek() {
            if self.peek().is_some() {
                self.repair(at, say::A_VALUE);
            } else {
                self.stop(say::CUT_OFF);
            }
            return Value::null(at);
        }
        let mut value = self.value().unwrap_or_else(|| {
            self.repair(at, say::A_VALUE);
            Value::null(at)
        });
        if let Node::Text(text) = &mut value.node {
            self.more_text(text);
        }
        value
    }

    /// Whether the text ends in the middle of a number or a name, so that it may be another one. Of a
    /// sentence what is left still tells.
    fn is_half(&self, value: &Value<'_>) -> bool {
        match &value.node {
            Node::Bare(_) => self.rest().len() < NEAR && self.rest().trim().is_empty(),
            Node::Text(text) => self.stopped && !text.contains(' '),
            Node::Null => self.stopped,
            _ => false,
        }
    }

    /// Python breaks long strings into several, one a line.
    fn more_text(&mut self, text: &mut Cow<'a, str>) {
        while !self.stopped {
            let before = self.at;
            self.blank();
            if !self.begins_string() || is_member(self.rest()) {
                self.at = before;
                return;
            }
            self.repair(before, say::STRINGS_JOINED);
            let more = self.string(false);
            text.to_mut().push_str(&more);
        }
    }

    /// Passes over the comma after an element; a missing one is noted.
    fn comma(&mut self, close: u8) -> bool {
        self.blank();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                true
            }
            Some(byte) if byte != close && !matches!(byte, b'}' | b']') => {
                if self.begins_string() || matches!(byte, b'{' | b'[') {
                    self.repair(self.at, say::A_COMMA);
                }
                false
            }
            _ => false,
        }
    }
}
