//! JSON inside JSON: strings that hold whole documents, and PowerShell's lists as text.

use std::borrow::Cow;

use super::super::value::{Member, Node, Value};
use super::super::wrap::Width;
use super::{begins_json, read, read_strict};

/// How many members are looked at for names ending in `Text`.
const NAMES: usize = 256;

/// Opens strings that hold JSON: PowerShell repeats lists as text under names ending in `Text`, logs
/// hold whole answers in a string.
pub(super) fn unfold_all(value: &mut Value<'_>) {
    unfold(value);
    merge_text_members(value);
}

/// Reads the strings that hold JSON, and puts what they hold in their place.
fn unfold(value: &mut Value<'_>) {
    match &mut value.node {
        Node::Text(text) => {
            if let Some(tree) = document(text, value.at) {
                value.node = tree;
            }
        }
        Node::List(elements) if is_lines(elements) => {
            let lines: Vec<&str> = elements.iter().filter_map(Value::text).collect();
            if let Some(tree) = document(&lines.join("\n"), value.at) {
                value.node = tree;
            }
        }
        Node::List(elements) => elements.iter_mut().for_each(unfold),
        Node::Object(members) => {
            // Ansible repeats `stdout` as `stdout_lines`.
            if members.iter().any(|member| member.key == "stdout") {
                members.retain(|member| member.key != "stdout_lines");
            }
            for member in members {
                unfold(&mut member.value);
            }
        }
        Node::Null | Node::Bare(_) | Node::Gap => {}
    }
}

/// The document that a text is.
fn document(text: &str, at: usize) -> Option<Node<'static>> {
    let inner = text.trim_start();
    if !inner.starts_with(['{', '[']) || !begins_json(inner) {
        return None;
    }
    let tree = read_strict(inner)
        .or_else(|| read(inner, 0, Width::default()).values.into_iter().next())?;
    Some(tree.into_owned(at).node)
}

/// Whether a list holds the lines of a document, as Ansible's `stdout_lines` does.
pub(super) fn is_lines(elements: &[Value<'_>]) -> bool {
    elements.len() > 1
        && elements
            .first()
            .and_then(Value::text)
            .is_some_and(|first| matches!(first, "{" | "["))
}

/// Lets `BackendAddressPoolsText` stand for `BackendAddressPools`: PowerShell prints the list as
/// text whole, while the list itself is cut at a depth of two or shown as type names.
pub(in crate::evidence) fn merge_text_members(value: &mut Value<'_>) {
    match &mut value.node {
        Node::List(elements) => elements.iter_mut().for_each(merge_text_members),
        Node::Object(members) => {
            let mut at = 0;
            // No object of PowerShell's has more: each name is looked for among the others.
            for _ in 0..NAMES {
                let Some(member) = members.get(at) else {
                    break;
                };
                let name = member.key.strip_suffix("Text").map(str::to_owned);
                let whole = member.value.is_container() || member.value.is_null();
                let (Some(name), true) = (name.filter(|name| !name.is_empty()), whole) else {
                    at += 1;
                    continue;
                };
                let text = members.remove(at);
                match members
                    .iter_mut()
                    .find(|member| member.key.eq_ignore_ascii_case(&name))
                {
                    Some(member) => member.value = text.value,
                    None => {
                        members.insert(
                            at,
                            Member {
                                key: Cow::Owned(name),
                                value: text.value,
                            },
                        );
                        at += 1;
                    }
                }
            }
            members
                .iter_mut()
                .for_each(|member| merge_text_members(&mut member.value));
        }
        Node::Null | Node::Bare(_) | Node::Text(_) | Node::Gap => {}
    }
}
