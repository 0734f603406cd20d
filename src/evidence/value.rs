//! The tree that every reader builds: JSON, YAML, tables and PowerShell's lists alike.

use std::borrow::Cow;

use bulk::octets::same;

/// A value and where it begins, as an offset in the text that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value<'a> {
    pub(super) at: usize,
    pub(super) node: Node<'a>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'a> {
    Null,
    /// A number, `true`, `false`, or a word without quotes.
    Bare(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    /// In order, with duplicate keys: PowerShell prints some.
    Object(Vec<Member<'a>>),
    /// Something is missing here: the text was cut, or something was passed over. It stands last in
    /// a list or an object, whose elements and members do not show it.
    Gap,
}

/// How redaction, and people who shorten, write that something is left out.
const LEFT_OUT: [&str; 2] = ["...", "…"];

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member<'a> {
    /// Empty where the text begins after the key.
    pub(super) key: Cow<'a, str>,
    pub(super) value: Value<'a>,
}

impl Member<'_> {
    /// What stands for members that are missing.
    pub(super) fn gap(at: usize) -> Self {
        Self {
            key: Cow::Borrowed(""),
            value: Value::gap_at(at),
        }
    }
}

/// What an expression of Terraform or Bicep begins with where its value is not known here; a template's
/// own expression begins with the bracket alone.
const MARK: &str = "[$";

/// An expression of Terraform or Bicep as it stands in the place of its value.
pub(crate) fn marked(expression: &str) -> String {
    format!("{MARK}{expression}]")
}

/// Whether a text is such an expression.
pub(super) fn is_marked(text: &str) -> bool {
    text.starts_with(MARK)
}

/// The expression that is marked so; any other text as it is.
pub(super) fn unmarked(text: &str) -> &str {
    text.strip_prefix(MARK)
        .map_or(text, |inner| inner.strip_suffix(']').unwrap_or(inner))
}

impl<'a> Value<'a> {
    /// What stands for elements that are missing.
    pub(super) fn gap_at(at: usize) -> Self {
        Self {
            at,
            node: Node::Gap,
        }
    }

    pub(super) fn null(at: usize) -> Self {
        Self {
            at,
            node: Node::Null,
        }
    }

    // A comparison with `==` looks into both, and takes its time.
    pub(super) fn is_null(&self) -> bool {
        matches!(self.node, Node::Null)
    }

    pub(super) fn is_gap(&self) -> bool {
        matches!(self.node, Node::Gap)
    }

    /// The members; none where it is no object.
    pub(super) fn members(&self) -> &[Member<'a>] {
        match &self.node {
            Node::Object(members) => match members.split_last() {
                Some((last, before)) if last.value.is_gap() => before,
                _ => members,
            },
            _ => &[],
        }
    }

    /// The elements; a single object counts as a list of one, as `--query` and PowerShell unroll
    /// such lists.
    pub(super) fn elements(&self) -> &[Value<'a>] {
        match &self.node {
            Node::List(elements) => match elements.split_last() {
                Some((last, before)) if last.is_gap() => before,
                _ => elements,
            },
            Node::Object(_) => std::slice::from_ref(self),
            _ => &[],
        }
    }

    /// Where something of this list or object itself is missing.
    pub(super) fn gap(&self) -> Option<usize> {
        let left_out = |text: &str| LEFT_OUT.contains(&text.trim());
        match &self.node {
            Node::List(elements) => {
                let last = elements.last()?;
                let gone = last.is_gap() || last.text().is_some_and(left_out);
                gone.then_some(last.at)
            }
            Node::Object(members) => {
                let mut members = members.iter().rev();
                let gone = members.find(|member| member.value.is_gap() || left_out(&member.key))?;
                Some(gone.value.at)
            }
            _ => None,
        }
    }

    /// Where the list of that name ends, if the whole ends with it. What a tool prints has an `etag`,
    /// and goes on behind each of its lists.
    pub(super) fn ends_with(&self, name: &str) -> Option<usize> {
        let last = self.members().last()?;
        let list = same_key(&last.key, name) && self.has("etag") && !self.has("type");
        list.then(|| {
            last.value
                .elements()
                .last()
                .map_or(last.value.at, |one| one.at)
        })
    }

    /// Where something is missing in it, however deep.
    pub(super) fn gap_inside(&self) -> Option<usize> {
        self.gap().or_else(|| match &self.node {
            Node::List(elements) => elements.iter().rev().find_map(Self::gap_inside),
            Node::Object(members) => {
                let mut members = members.iter().rev();
                members.find_map(|member| member.value.gap_inside())
            }
            _ => None,
        })
    }

    pub(super) fn is_container(&self) -> bool {
        matches!(self.node, Node::List(_) | Node::Object(_))
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self.node, Node::Object(_))
    }

    /// The member of that name, here or under `properties`, the first that is not null.
    pub(super) fn get(&self, name: &str) -> Option<&Value<'a>> {
        let mut null = None;
        for member in self.members() {
            if same_key(&member.key, name) {
                if !member.value.is_null() {
                    return Some(&member.value);
                }
                null = Some(&member.value);
            }
        }
        for member in self.members() {
            if same_key(&member.key, "properties")
                && let Some(found) = member
                    .value
                    .members()
                    .iter()
                    .find(|inner| same_key(&inner.key, name))
            {
                return Some(&found.value);
            }
        }
        null
    }

    /// Whether there is such a member, whatever it holds.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A scalar as text; empty counts as none.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.node {
            Node::Bare(text) | Node::Text(text) => {
                let text = trimmed(text);
                (!text.is_empty()).then_some(text)
            }
            _ => None,
        }
    }

    /// The member of that name as text.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The same value without a tie to the text it was read from; `at` replaces every offset.
    pub(super) fn into_owned(self, at: usize) -> Value<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        let node = match self.node {
            Node::Null => Node::Null,
            Node::Gap => Node::Gap,
            Node::Bare(text) => Node::Bare(owned(text)),
            Node::Text(text) => Node::Text(owned(text)),
            Node::List(elements) => Node::List(
                elements
                    .into_iter()
                    .map(|element| element.into_owned(at))
                    .collect(),
            ),
            Node::Object(members) => Node::Object(
                members
                    .into_iter()
                    .map(|member| Member {
                        key: owned(member.key),
                        value: member.value.into_owned(at),
                    })
                    .collect(),
            ),
        };
        Value { at, node }
    }
}

/// A text without the blanks around it, of which nearly none has any: two octets tell.
fn trimmed(text: &str) -> &str {
    let ends = [text.bytes().next(), text.bytes().next_back()];
    match ends.iter().flatten().all(u8::is_ascii_graphic) {
        true => text,
        false => text.trim(),
    }
}

/// Whether two names are the same whatever their case and what stands between their words: REST
/// writes `healthProbeLog`, PowerShell `HealthProbeLog`, a table's heading `Health probe log`.
pub(super) fn same_key(key: &str, name: &str) -> bool {
    // Nearly all that differ do so in their length or their first letter, which is quickest told.
    let first = |text: &str| text.bytes().next().unwrap_or_default();
    let begins = first(key);
    if key.len() < name.len()
        || begins.is_ascii_alphabetic() && !begins.eq_ignore_ascii_case(&first(name))
    {
        return false;
    }
    if key.len() == name.len() {
        return same(key.as_bytes(), name.as_bytes()) || key.eq_ignore_ascii_case(name);
    }
    let mut name = name.bytes().map(|byte| byte.to_ascii_lowercase());
    let mut key = key
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'_' | b'-' | b'\n'))
        .map(|byte| byte.to_ascii_lowercase());
    loop {
        match (key.next(), name.next()) {
            (None, None) => return true,
            (a, b) if a == b => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_in_case_and_word_breaks_only() {
        for key in [
            "healthProbeLog",
            "HealthProbeLog",
            "health probe log",
            "health_probe-log",
        ] {
            assert!(same_key(key, "healthprobelog"), "{key}");
        }
        for key in ["healthProbeLogs", "health", "", "healthprobelo_"] {
            assert!(!same_key(key, "healthprobelog"), "{key}");
        }
    }
}
