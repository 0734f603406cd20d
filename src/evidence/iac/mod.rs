//! Terraform and Bicep sources: the literal values of gateways, security groups, route tables and
//! virtual networks are read, and what is an expression is said to be one.

mod reader;
mod rest;

use std::borrow::Cow;

use super::value::{Member, Node, Value};
use reader::Reader;

/// A resource that a source declares.
pub(super) struct Declared {
    /// Where it begins.
    pub(super) at: usize,
    /// It, as REST nests it.
    pub(super) resource: Value<'static>,
    /// Whether it is a gateway.
    pub(super) gateway: bool,
    /// Whether it is Terraform's; else it is Bicep's.
    pub(super) terraform: bool,
    /// Properties whose value is an expression, with it.
    pub(super) expressions: Vec<(usize, String)>,
}

/// A kind of resource that is read.
struct Known {
    /// Terraform's name.
    terraform: &'static str,
    /// REST's, below `Microsoft.Network`.
    rest: &'static str,
    /// Where it is a part that stands by itself: what it is a part of, the list that holds it there,
    /// and what names the whole in Terraform.
    part_of: Option<(&'static str, &'static str, &'static str)>,
}

const KNOWN: [Known; 6] = [
    Known {
        terraform: "azurerm_application_gateway",
        rest: "applicationGateways",
        part_of: None,
    },
    Known {
        terraform: "azurerm_network_security_group",
        rest: "networkSecurityGroups",
        part_of: None,
    },
    Known {
        terraform: "azurerm_network_security_rule",
        rest: "networkSecurityGroups/securityRules",
        part_of: Some((
            "networkSecurityGroups",
            "securityRules",
            "network_security_group_name",
        )),
    },
    Known {
        terraform: "azurerm_route_table",
        rest: "routeTables",
        part_of: None,
    },
    Known {
        terraform: "azurerm_route",
        rest: "routeTables/routes",
        part_of: Some(("routeTables", "routes", "route_table_name")),
    },
    Known {
        terraform: "azurerm_virtual_network",
        rest: "virtualNetworks",
        part_of: None,
    },
];

/// What Terraform's provider for any resource is called; its `type` tells which one it is.
const AZAPI: &str = "azapi_resource";

/// What a text declares, and the text with every declaration blanked out, so that
/// the rest of a paste can be read; `None` where it declares none.
pub(super) fn declared(text: &str) -> Option<(Vec<Declared>, String)> {
    let holds = |known: &Known| text.contains(known.terraform);
    if !text.contains("Microsoft.Network/") && !KNOWN.iter().any(holds) {
        return None;
    }
    let mut found: Vec<Statement> = Vec::new();
    let mut blanked = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let at = from;
        from += line.len();
        if at < blanked.last().map_or(0, |(_, end)| *end) {
            continue;
        }
        let Some(word) = line.split_whitespace().next() else {
            continue;
        };
        if word.starts_with('#') || word.starts_with("//") {
            blanked.push((at, from));
            continue;
        }
        let known = STATEMENTS.contains(&word) || word.starts_with('@');
        if !known || line.starts_with([' ', '\t']) {
            continue;
        }
        let mut reader = Reader {
            text,
            at,
            expressions: Vec::new(),
        };
        let end = reader.statement_end();
        let head = line.split('{').next().unwrap_or_default();
        if word == "resource"
            && let Some(open) = text.get(at..end).and_then(|rest| rest.find('{'))
        {
            reader.at = at + open;
            found.extend(statement(head, at, reader));
        }
        blanked.push((at, end));
    }
    if found.is_empty() {
        return None;
    }
    let rest = text.char_indices().map(|(at, c)| {
        let inside = blanked.partition_point(|(_, end)| *end <= at);
        let gone = blanked.get(inside).is_some_and(|(start, _)| *start <= at);
        if gone && c != '\n' { ' ' } else { c }
    });
    // Whatever stands for a character has to be as long as it, for the places to stay right.
    let mut out = String::with_capacity(text.len());
    for (c, original) in rest.zip(text.chars()) {
        if c == original {
            out.push(c);
        } else {
            (0..original.len_utf8()).for_each(|_| out.push(' '));
        }
    }
    Some((put_together(found), out))
}

/// A resource as it is declared.
struct Statement {
    known: &'static Known,
    /// What others refer to it by.
    label: String,
    declared: Declared,
}

/// Reads the resource whose first line is `head`; the reader stands at its opening bracket.
fn statement(head: &str, at: usize, mut reader: Reader<'_>) -> Option<Statement> {
    let mut words = head.split_whitespace().skip(1);
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    let of_type = |text: &str| {
        let kind = text.trim_matches(['"', '\'']).split('@').next()?;
        let kind = kind.strip_prefix("Microsoft.Network/")?;
        KNOWN
            .iter()
            .find(|known| known.rest.eq_ignore_ascii_case(kind))
    };
    let quoted = first
        .strip_prefix('"')
        .and_then(|word| word.strip_suffix('"'));
    let (known, label, terraform) = match quoted {
        Some(AZAPI) => (None, second.trim_matches('"'), true),
        Some(name) => {
            let known = KNOWN.iter().find(|known| known.terraform == name)?;
            (Some(known), second.trim_matches('"'), true)
        }
        None if head.contains(" existing") => return None,
        None => (Some(of_type(second)?), first, false),
    };
    let body = reader.value(0, "");
    let known = match known {
        Some(known) => known,
        None => of_type(body.text_of("type")?)?,
    };
    let azapi = quoted == Some(AZAPI);
    let mut resource = match (azapi, terraform) {
        (true, _) => of_body(body),
        (_, true) if known.part_of.is_some() => rest::renamed(body, ""),
        (_, true) => rest::renamed(body, known.terraform),
        _ => body,
    };
    resource.at = at;
    set(
        &mut resource,
        "type",
        Node::Text(Cow::Owned(format!("Microsoft.Network/{}", known.rest))),
    );
    Some(Statement {
        known,
        label: label.to_owned(),
        declared: Declared {
            at,
            resource,
            gateway: known.rest == "applicationGateways",
            terraform,
            expressions: reader.expressions,
        },
    })
}

/// Puts a member in the place of whatever was called so.
fn set(resource: &mut Value<'static>, key: &'static str, node: Node<'static>) {
    let at = resource.at;
    if let Node::Object(members) = &mut resource.node {
        members.retain(|member| member.key != key);
        members.push(Member {
            key: Cow::Borrowed(key),
            value: Value { at, node },
        });
    }
}

/// The members of `body` beside those of the resource.
fn of_body(mut resource: Value<'static>) -> Value<'static> {
    if let Node::Object(members) = &mut resource.node
        && let Some(at) = members.iter().position(|member| member.key == "body")
        && let Node::Object(inner) = members.remove(at).value.node
    {
        members.extend(inner);
    }
    resource
}

/// Rules and routes that stand by themselves, in what they are a part of.
fn put_together(statements: Vec<Statement>) -> Vec<Declared> {
    let (parts, mut wholes): (Vec<Statement>, Vec<Statement>) = statements
        .into_iter()
        .partition(|one| one.known.part_of.is_some());
    let mut alone: Vec<Declared> = Vec::new();
    for whole in &mut wholes {
        let list = match whole.known.rest {
            "networkSecurityGroups" => "securityRules",
            "routeTables" => "routes",
            _ => continue,
        };
        if whole.declared.resource.get(list).is_none() {
            // Other files may declare what belongs to it.
            let others = Value {
                at: whole.declared.at,
                node: Node::Text(Cow::Borrowed(ELSEWHERE)),
            };
            set(&mut whole.declared.resource, list, Node::List(vec![others]));
        }
    }
    let mut searched = 0;
    for mut part in parts {
        let Some((of, list, named)) = part.known.part_of else {
            continue;
        };
        let refers = |whole: &&mut Statement| {
            let resource = &part.declared.resource;
            let by = resource
                .text_of(named)
                .or_else(|| resource.text_of("parent"));
            by.is_some_and(|by| {
                let by = by.trim_start_matches("[$").trim_end_matches(']');
                let name = whole.declared.resource.text_of("name");
                name == Some(by) || by.split('.').any(|word| word == whole.label)
            })
        };
        searched += wholes.len();
        let wholes = wholes
            .iter_mut()
            .take(if searched < SEARCHED { usize::MAX } else { 0 });
        let mut wholes = wholes.filter(|whole| whole.known.rest == of);
        let whole = wholes.find(refers).map(|whole| &mut whole.declared);
        let held = whole.and_then(|whole| {
            whole.expressions.append(&mut part.declared.expressions);
            members_of(&mut whole.resource, list)
        });
        match held {
            Some(elements) => {
                let before_last = elements.len().saturating_sub(1);
                elements.insert(before_last, part.declared.resource);
            }
            None => alone.push(part.declared),
        }
    }
    let mut all: Vec<Declared> = wholes.into_iter().map(|whole| whole.declared).collect();
    all.append(&mut alone);
    all
}

/// The elements of a list that a resource holds, under `properties` too.
fn members_of<'v>(
    resource: &'v mut Value<'static>,
    list: &str,
) -> Option<&'v mut Vec<Value<'static>>> {
    let Node::Object(members) = &mut resource.node else {
        return None;
    };
    for member in members {
        if member.key == "properties" {
            if let Some(found) = members_of(&mut member.value, list) {
                return Some(found);
            }
        } else if member.key == list
            && let Node::List(elements) = &mut member.value.node
        {
            return Some(elements);
        }
    }
    None
}

/// How often a part is laid beside what it may be a part of, at most.
const SEARCHED: usize = 1_000_000;

/// What stands in a list for what is declared elsewhere.
const ELSEWHERE: &str = "[$elsewhere]";

/// What a statement of Terraform or Bicep begins with.
const STATEMENTS: [&str; 17] = [
    "resource",
    "variable",
    "output",
    "module",
    "locals",
    "data",
    "provider",
    "terraform",
    "param",
    "var",
    "targetScope",
    "type",
    "func",
    "import",
    "metadata",
    "moved",
    "using",
];
