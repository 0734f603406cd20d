//! JSON as RFC 8259 has it and nothing else: what a tool wrote and nobody touched. There may be fifty
//! megabytes of it.

use std::borrow::Cow;

use bulk::octets::{Class, blank_length, has_run, plain_length, same};

use super::super::credential;
use super::super::value::{Member, Node, Value};
use super::string::unicode;
use super::{DEPTH, fold};

/// Reads a text that is one value.
pub(super) struct Strict<'a, 'p> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Whether some string holds JSON itself.
    pub(super) folded: bool,
    /// Whether a password or a token may be somewhere in it.
    pub(super) credential: bool,
    /// Whether a word somewhere is long enough to be a key or a certificate.
    pub(super) encoded: bool,
    /// Strings that were looked at already: a large report repeats a few of them a hundred thousand times.
    seen: [&'a str; SEEN],
    /// Who is told how far it has come, and from where on again.
    told: &'p dyn Fn(usize),
    tell_at: usize,
}

/// Strings that are kept in mind.
const SEEN: usize = 64;

/// No word of a report or of a configuration is as long, ids aside; lines of encoded data are.
const LONGEST_WORD: usize = 40;

/// What encoded data, keys and certificates are written with, as it is and inside other text.
static IN_WORD: Class =
    Class::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_\\");

/// Octets from one word of how far reading has come to the next.
const STEP: usize = 1024 * 1024;

impl<'a, 'p> Strict<'a, 'p> {
    pub(super) fn new(text: &'a str, told: &'p dyn Fn(usize)) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            folded: false,
            credential: false,
            encoded: false,
            seen: [""; SEEN],
            told,
            tell_at: STEP,
        }
    }

    /// The one value; `None` where there is anything else.
    pub(super) fn document(&mut self) -> Option<Value<'a>> {
        self.blank();
        let value = self.value()?;
        self.blank();
        (self.at == self.text.len()).then_some(value)
    }

    // Called for nearly every octet of a text: where size comes before speed, these would stay calls.
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    fn blank(&mut self) {
        if matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += blank_length(rest);
        }
    }

    #[inline(always)]
    fn take(&mut self, octet: u8) -> Option<()> {
        (self.peek()? == octet).then(|| self.at += 1)
    }

    fn value(&mut self) -> Option<Value<'a>> {
        let at = self.at;
        let node = match self.peek()? {
            b'"' => Node::Text(self.string()?),
            b'{' => self.nested(Self::object)?,
            b'[' => self.nested(Self::list)?,
            _ => self.bare()?,
        };
        Some(Value { at, node })
    }

    /// What stands between brackets.
    fn nested(&mut self, read: fn(&mut Self) -> Option<Node<'a>>) -> Option<Node<'a>> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        self.blank();
        let inner = read(self)?;
        self.depth -= 1;
        if self.at >= self.tell_at {
            self.tell_at = self.at + STEP;
            (self.told)(self.at);
        }
        Some(inner)
    }

    fn object(&mut self) -> Option<Node<'a>> {
        let mut members = Vec::new();
        if self.take(b'}').is_some() {
            return Some(Node::Object(members));
        }
        loop {
            let key = self.string()?;
            self.blank();
            self.take(b':')?;
            self.blank();
            let value = self.value()?;
            members.push(Member { key, value });
            if !self.goes_on(b'}')? {
                return Some(Node::Object(members));
            }
        }
    }

    fn list(&mut self) -> Option<Node<'a>> {
        let mut elements = Vec::new();
        if self.take(b']').is_some() {
            return Some(Node::List(elements));
        }
        loop {
            elements.push(self.value()?);
            if !self.goes_on(b']')? {
                self.folded |= fold::is_lines(&elements);
                return Some(Node::List(elements));
            }
        }
    }

    /// Whether a comma follows, or what closes.
    #[inline(always)]
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        self.blank();
        let next = self.peek()?;
        self.at += 1;
        match next {
            b',' => self.blank(),
            _ if next == close => return Some(false),
            _ => return None,
        }
        Some(true)
    }

    /// A number, `true`, `false` or `null`.
    fn bare(&mut self) -> Option<Node<'a>> {
        let rest = self.text.get(self.at..)?;
        let is_part = |octet: &u8| octet.is_ascii_alphanumeric() || b"+-.".contains(octet);
        let length = rest.bytes().take_while(is_part).count();
        let word = rest.get(..length)?;
        self.at += length;
        match word {
            "null" => Some(Node::Null),
            "true" | "false" => Some(Node::Bare(Cow::Borrowed(word))),
            _ => is_number(word.as_bytes()).then_some(Node::Bare(Cow::Borrowed(word))),
        }
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        self.at += plain_length(rest)?;
        let plain = self.text.get(start..self.at)?;
        let string = match self.take(b'"') {
            Some(()) => Cow::Borrowed(plain),
            None => Cow::Owned(self.escaped(plain.to_owned())?),
        };
        self.look(self.text.get(start - 1..self.at)?);
        Some(string)
    }

    /// Looks for what must not be kept in a string, its quotes included.
    fn look(&mut self, string: &'a str) {
        let middle = string.as_bytes().get(string.len() / 2);
        let place = (string.len() * 31 + usize::from(*middle.unwrap_or(&0))) % SEEN;
        let Some(seen) = self
            .seen
            .get_mut(place)
            .filter(|seen| !same(seen.as_bytes(), string.as_bytes()))
        else {
            return;
        };
        *seen = string;
        self.credential = self.credential || credential::may_hold(string);
        self.encoded = self.encoded
            || !string.starts_with("\"/subscriptions/")
                && has_run(string.as_bytes(), &IN_WORD, LONGEST_WORD);
    }

    /// What is left of a string, from its first escape on. A tab counts as a character: some tools
    /// write it so.
    fn escaped(&mut self, mut out: String) -> Option<String> {
        loop {
            let octet = self.peek()?;
            self.at += 1;
            match octet {
                b'"' => break,
                b'\t' => out.push('\t'),
                b'\\' => {
                    let (character, next) = escape(self.text, self.at)?;
                    out.push(character);
                    self.at = next;
                }
                _ => return None,
            }
            let plain = self.text.get(self.at..)?;
            let length = plain_length(plain.as_bytes())?;
            out.push_str(plain.get(..length)?);
            self.at += length;
        }
        self.folded |= out.trim_start().starts_with(['{', '[']);
        Some(out)
    }
}

/// What stands behind a backslash, and where the text goes on.
fn escape(text: &str, at: usize) -> Option<(char, usize)> {
    let character = match text.as_bytes().get(at)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return unicode(text, at + 1),
        _ => return None,
    };
    Some((character, at + 1))
}

/// RFC 8259, section 6.
fn is_number(word: &[u8]) -> bool {
    let digits = |word: &[u8]| word.iter().take_while(|c| c.is_ascii_digit()).count();
    let mut rest = word.strip_prefix(b"-").unwrap_or(word);
    let mut whole = digits(rest);
    if rest.first() == Some(&b'0') {
        whole = 1;
    }
    if whole == 0 {
        return false;
    }
    rest = rest.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = fraction.get(length..).unwrap_or_default();
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', digits @ ..] => digits,
            digits => digits,
        };
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::read_strict;
    use super::*;
    use proptest::prelude::*;

    /// The same tree as `serde_json` has it; numbers as they are written.
    fn theirs(value: &Value<'_>) -> String {
        let list = |parts: Vec<String>| parts.join(",");
        match &value.node {
            Node::Null | Node::Gap => "null".to_owned(),
            Node::Bare(word) => word.to_string(),
            Node::Text(text) => serde_json::to_string(text).unwrap(),
            Node::List(elements) => format!("[{}]", list(elements.iter().map(theirs).collect())),
            Node::Object(members) => {
                let member = |member: &Member<'_>| {
                    format!(
                        "{}:{}",
                        serde_json::to_string(&member.key).unwrap(),
                        theirs(&member.value)
                    )
                };
                format!("{{{}}}", list(members.iter().map(member).collect()))
            }
        }
    }

    proptest! {
        #[test]
        fn reads_what_serde_json_reads(text in r#"([\[\]{},: \n]|"[a{\[é\\nu0"]{0,3}"?|-?[0-9.eE+-]{1,4}|null|true|fal?se){1,12}"#) {
            let their_value = serde_json::from_str::<serde_json::value::Value>(&text);
            prop_assert_eq!(read_strict(&text).is_some(), their_value.is_ok(), "{}", text);
        }

        #[test]
        fn reads_the_same_values(tree in tree(), pretty: bool) {
            let text = match pretty {
                true => serde_json::to_string_pretty(&tree).unwrap(),
                false => tree.to_string(),
            };
            prop_assert_eq!(theirs(&read_strict(&text).unwrap()), tree.to_string());
        }
    }

    fn tree() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            // Text that is JSON itself is opened elsewhere.
            "[a-z \"\\\\/\u{8}\u{c}\n\r\té\u{1f600}\u{1}]{0,12}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                proptest::collection::vec(("[a-z]{0,6}", inner), 0..5).prop_map(|members| members
                    .into_iter()
                    .collect::<serde_json::Map<_, _>>()
                    .into()),
            ]
        })
    }
}
