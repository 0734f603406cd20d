//! Blocks, lists and values of Terraform and Bicep, which are close enough to be read alike.

use std::borrow::Cow;

use super::scope::Scope;
use crate::evidence::value::{Member, Node, Value, marked};
use crate::language::evidence as say;

/// How deep blocks are followed.
const DEPTH: usize = 24;

/// What Terraform turns a value into JSON by.
const JSON: &str = "jsonencode(";

/// What stands for the blocks that a `dynamic` one makes.
pub(super) const DYNAMIC: &str = "dynamic";

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// What names stand for.
    pub(super) scope: &'t Scope,
    /// What is to be told of values that are expressions.
    pub(super) told: Vec<(usize, String)>,
    /// Resources that are declared within the one that is read.
    pub(super) inner: Vec<Inner>,
}

/// A resource that is declared within another one, as Bicep allows.
pub(super) struct Inner {
    pub(super) at: usize,
    pub(super) end: usize,
    /// Its first line, up to its opening bracket.
    pub(super) head: String,
    pub(super) body: Value<'static>,
    /// Those within it.
    pub(super) inner: Vec<Self>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, at: usize, scope: &'t Scope) -> Self {
        Self {
            text,
            at,
            scope,
            told: Vec::new(),
            inner: Vec::new(),
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Blanks, commas and comments; line breaks too.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
            self.at += skipped;
            let rest = self.rest();
            let comment = if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else if rest.starts_with('#') || rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else {
                return;
            };
            self.at += comment;
        }
    }

    /// Blanks of a line.
    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// Passes over a text in quotes that begins here; whether it is closed.
    fn quoted(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let quote = ["'''", "\"", "'"]
            .into_iter()
            .find(|quote| rest.starts_with(quote))?;
        self.at += quote.len();
        let start = self.at;
        while self.at < self.text.len() {
            let rest = self.rest();
            if rest.starts_with(quote) {
                let inner = self.text.get(start..self.at);
                self.at += quote.len();
                return inner;
            }
            if rest.starts_with('\\') {
                self.bump();
            } else if rest.starts_with('\n') && quote.len() == 1 {
                break;
            }
            self.bump();
        }
        self.text.get(start..self.at)
    }

    /// Where the statement that begins here ends: with its line, or with the brackets it opens.
    pub(super) fn statement_end(&mut self) -> usize {
        let start = self.at;
        self.balanced(|c| c == '\n');
        let end = self.at;
        self.at = start;
        end
    }

    /// Goes on to a character that ends it, brackets and texts passed over.
    fn balanced(&mut self, ends: impl Fn(char) -> bool) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '"' | '\'' => {
                    self.quoted();
                    continue;
                }
                '{' | '[' | '(' => depth += 1,
                '}' | ']' | ')' if depth == 0 => return,
                '}' | ']' | ')' => depth -= 1,
                _ if depth == 0 && ends(c) => return,
                _ => {}
            }
            self.bump();
        }
    }

    pub(super) fn value(&mut self, depth: usize, key: &str) -> Value<'static> {
        let at = self.at;
        let node = match self.peek() {
            _ if depth > DEPTH => {
                self.balanced(|c| c == '\n' || c == ',');
                Node::Null
            }
            Some('{') => {
                self.bump();
                Node::Object(self.members(depth))
            }
            // What Terraform hands over as JSON is written as a value of its own.
            Some('j') if self.rest().starts_with(JSON) => {
                self.at += JSON.len();
                self.blank();
                let inner = self.value(depth + 1, key);
                self.balanced(|_| false);
                self.bump();
                return inner;
            }
            Some('[') => {
                self.bump();
                let mut elements = Vec::new();
                loop {
                    self.blank();
                    match self.peek() {
                        None => break,
                        Some(']') => {
                            self.bump();
                            break;
                        }
                        Some('}' | ')') => {
                            self.bump();
                        }
                        Some(_) => elements.push(self.value(depth + 1, key)),
                    }
                }
                Node::List(elements)
            }
            _ => self.scalar(key),
        };
        Value { at, node }
    }

    fn members(&mut self, depth: usize) -> Vec<Member<'static>> {
        let mut members = Vec::new();
        loop {
            self.blank();
            let key = match self.peek() {
                None => break,
                Some('}') => {
                    self.bump();
                    break;
                }
                Some('"' | '\'') => self.quoted().unwrap_or_default().to_owned(),
                Some(_) => {
                    let rest = self.rest();
                    let word = rest
                        .find(|c: char| !(c.is_alphanumeric() || "_-$".contains(c)))
                        .unwrap_or(rest.len());
                    if word == 0 {
                        self.bump();
                        continue;
                    }
                    self.at += word;
                    rest.get(..word).unwrap_or_default().to_owned()
                }
            };
            self.skip_blanks();
            if key == "resource" && self.resource(depth) {
                continue;
            }
            // A label of a block, as in `dynamic "probe" {`.
            let at = self.at;
            let mut label = None;
            while matches!(self.peek(), Some('"')) {
                label = self.quoted();
                self.skip_blanks();
            }
            if key == DYNAMIC
                && let Some(label) = label
            {
                // As many of them as an expression has elements, and of what it says.
                self.balanced(|c| c == '\n');
                self.told.push((at, say::dynamic_block(label)));
                members.push(Member {
                    key: Cow::Owned(label.to_owned()),
                    value: Value {
                        at,
                        node: Node::Text(Cow::Owned(marked(DYNAMIC))),
                    },
                });
                continue;
            }
            if matches!(self.peek(), Some('=' | ':')) {
                self.bump();
                self.skip_blanks();
            }
            let value = self.value(depth + 1, &key);
            members.push(Member {
                key: Cow::Owned(key),
                value,
            });
        }
        members
    }

    /// Reads a resource that is declared here, its first word passed; whether it is one.
    fn resource(&mut self, depth: usize) -> bool {
        let rest = self.rest();
        let line = rest.lines().next().unwrap_or_default();
        let Some((head, _)) = line.split_once('{') else {
            return false;
        };
        if !rest.starts_with(char::is_alphabetic) || !head.contains('\'') || !head.contains('=') {
            return false;
        }
        let at = self.at;
        self.at += head.len();
        let outer = std::mem::take(&mut self.inner);
        let body = self.value(depth + 1, "");
        let inner = std::mem::replace(&mut self.inner, outer);
        self.inner.push(Inner {
            at,
            end: self.at,
            head: format!("resource {head}"),
            body,
            inner,
        });
        true
    }

    fn scalar(&mut self, key: &str) -> Node<'static> {
        let start = self.at;
        let literal = match self.peek() {
            Some('"' | '\'') => self.quoted(),
            _ => None,
        };
        let tail = self.rest();
        let ends = tail
            .trim_start_matches([' ', '\t', '\r'])
            .chars()
            .next()
            .is_none_or(|c| matches!(c, '\n' | ',' | '}' | ']' | '#' | '/'));
        if let Some(text) = literal.filter(|_| ends) {
            let plain = text.replace("\\'", "'").replace("\\\"", "\"");
            if !text.contains("${") {
                return Node::Text(Cow::Owned(plain));
            }
            if let Some((text, default)) = self.scope.interpolate(&plain) {
                self.tell_of_default(start, key, &plain, default);
                return Node::Text(Cow::Owned(text));
            }
        }
        self.at = start;
        self.balanced(|c| matches!(c, '\n' | ',' | '#'));
        let raw = self.text.get(start..self.at).unwrap_or_default().trim();
        let plain = raw.bytes().all(|byte| byte.is_ascii_digit()) && !raw.is_empty();
        match raw {
            "true" | "false" => Node::Bare(Cow::Owned(raw.to_owned())),
            "null" | "" => {
                if self.at == start {
                    self.bump();
                }
                Node::Null
            }
            _ if plain => Node::Bare(Cow::Owned(raw.to_owned())),
            _ => match self.scope.find(raw) {
                Some((value, default)) => {
                    self.tell_of_default(start, key, raw, default);
                    value.node
                }
                None => {
                    // What a part belongs to is no value of it, and of an id its name is read.
                    if !matches!(key, "parent" | "id" | "location") {
                        let text = say::expression(key, &shown(raw));
                        self.told.push((start, text));
                    }
                    Node::Text(Cow::Owned(marked(raw)))
                }
            },
        }
    }

    fn tell_of_default(&mut self, at: usize, key: &str, expression: &str, default: bool) {
        if default {
            let text = say::by_default(key, &shown(expression));
            self.told.push((at, text));
        }
    }
}

/// An expression as it is quoted.
fn shown(expression: &str) -> String {
    let mut shown: String = expression.chars().take(60).collect();
    if shown.len() < expression.len() {
        shown.push('\u{2026}');
    }
    shown.replace('`', "'")
}
