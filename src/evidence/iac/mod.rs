//! Terraform and Bicep sources: the literal values of gateways, security groups, route tables and
//! virtual networks are read, and what is an expression is said to be one.

mod parts;
mod reader;
mod rest;
mod scope;

use std::borrow::Cow;

use super::value::{Member, Node, Value, is_marked};
use reader::Reader;
use scope::{Named, Scope};

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
    /// What is to be told of values that are expressions.
    pub(super) told: Vec<(usize, String)>,
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

const KNOWN: [Known; 9] = [
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
    Known {
        terraform: "azurerm_subnet",
        rest: "virtualNetworks/subnets",
        part_of: Some(("virtualNetworks", "subnets", "virtual_network_name")),
    },
    Known {
        terraform: "azurerm_subnet_network_security_group_association",
        rest: parts::GROUP_OF_SUBNET,
        part_of: Some(("", "", "")),
    },
    Known {
        terraform: "azurerm_subnet_route_table_association",
        rest: parts::TABLE_OF_SUBNET,
        part_of: Some(("", "", "")),
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
    // Each time those names are known whose values take the names that were known before.
    let mut scope = Scope::default();
    let mut all = statements(text, &scope);
    let mut before = (0, 0);
    for _ in 0..ROUNDS {
        let mut known = Scope::default();
        all.named.drain(..).for_each(|one| known.add(one));
        let now = (known.len(), all.open);
        if now == before {
            break;
        }
        before = now;
        scope = known;
        all = statements(text, &scope);
    }
    let Statements { found, blanked, .. } = all;
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
    Some((parts::put_together(found), out))
}

/// What a text declares.
#[derive(Default)]
struct Statements {
    /// Resources.
    found: Vec<Statement>,
    /// Where each declaration begins and ends.
    blanked: Vec<(usize, usize)>,
    /// Names, and what they stand for.
    named: Vec<Named>,
    /// How many expressions in the values of names are not known.
    open: usize,
}

/// Reads every declaration of a text.
fn statements(text: &str, scope: &Scope) -> Statements {
    let mut all = Statements::default();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let at = from;
        from += line.len();
        if at < all.blanked.last().map_or(0, |(_, end)| *end) {
            continue;
        }
        let Some(word) = line.split_whitespace().next() else {
            continue;
        };
        if word.starts_with('#') || word.starts_with("//") {
            all.blanked.push((at, from));
            continue;
        }
        let known = STATEMENTS.contains(&word) || word.starts_with('@');
        if !known || line.starts_with([' ', '\t']) {
            continue;
        }
        let mut reader = Reader {
            text,
            at,
            scope,
            told: Vec::new(),
        };
        let end = reader.statement_end();
        all.blanked.push((at, end));
        let head = line.split('{').next().unwrap_or_default();
        let open = text.get(at..end).and_then(|rest| rest.find('{'));
        match word {
            "resource" | "data" => {
                if let Some(open) = open {
                    reader.at = at + open;
                    all.resource(head, at, reader);
                }
            }
            "variable" | "locals" => {
                if let Some(open) = open {
                    reader.at = at + open;
                    all.block(head, reader);
                }
            }
            "param" | "var" => {
                if let Some(equals) = line.find('=') {
                    reader.at = at + equals + 1;
                    all.assignment(head, reader);
                }
            }
            _ => {}
        }
    }
    all
}

/// A resource as it is declared.
struct Statement {
    known: &'static Known,
    /// What others refer to it by.
    label: String,
    declared: Declared,
}

impl Statements {
    /// `variable "name" {` with its default, or `locals {`.
    fn block(&mut self, head: &str, mut reader: Reader<'_>) {
        let mut words = head.split_whitespace();
        let local = words.next() == Some("locals");
        let name = words
            .next()
            .unwrap_or_default()
            .trim_matches('"')
            .to_owned();
        let Node::Object(members) = reader.value(0, "").node else {
            return;
        };
        self.open += reader.told.len();
        for member in members {
            let name = match local {
                true => format!("local.{}", member.key),
                false if member.key == "default" => format!("var.{name}"),
                false => continue,
            };
            let value = member.value;
            self.named.push(Named {
                name,
                value,
                default: !local,
            });
        }
    }

    /// `param name type = value`, or `var name = value`; without a type a parameter is given.
    fn assignment(&mut self, head: &str, mut reader: Reader<'_>) {
        let head = head.split('=').next().unwrap_or_default();
        let words: Vec<&str> = head.split_whitespace().collect();
        let Some(name) = words.get(1).map(|name| (*name).to_owned()) else {
            return;
        };
        reader.skip_blanks();
        let value = reader.value(0, "");
        self.open += reader.told.len();
        let default = words.first() == Some(&"param") && words.len() > 2;
        self.named.push(Named {
            name,
            value,
            default,
        });
    }

    /// Reads the resource whose first line is `head`; the reader stands at its opening bracket.
    fn resource(&mut self, head: &str, at: usize, mut reader: Reader<'_>) {
        let mut words = head.split_whitespace();
        let data = words.next() == Some("data");
        let (Some(first), second) = (words.next(), words.next().unwrap_or_default()) else {
            return;
        };
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
        let azapi = quoted == Some(AZAPI);
        let label = match quoted {
            Some(_) => second.trim_matches('"'),
            None => first,
        };
        let mut known = match quoted {
            Some(name) => KNOWN.iter().find(|known| known.terraform == name),
            None => of_type(second),
        };
        if quoted.is_none() && known.is_none() {
            return;
        }
        let body = reader.value(0, "");
        if azapi {
            known = body.text_of("type").and_then(of_type);
        }
        let reference = match quoted {
            Some(name) if data => format!("data.{name}.{label}"),
            Some(name) => format!("{name}.{label}"),
            None => label.to_owned(),
        };
        if let Some(name) = body.text_of("name").filter(|name| !is_marked(name)) {
            let id = known.and_then(|known| parts::id(known, &body, reader.scope));
            let texts = [("name", Some(name.to_owned())), ("id", id)];
            for (member, text) in texts {
                self.named.extend(text.map(|text| Named {
                    name: format!("{reference}.{member}"),
                    value: Value {
                        at,
                        node: Node::Text(Cow::Owned(text)),
                    },
                    default: false,
                }));
            }
        }
        let Some(known) = known.filter(|_| !data && !head.contains(" existing")) else {
            return;
        };
        let id = parts::id(known, &body, reader.scope);
        let mut resource = match (azapi, quoted.is_some()) {
            (true, _) => of_body(body),
            (_, true) if known.part_of.is_some() => rest::renamed(body, ""),
            (_, true) => rest::renamed(body, known.terraform),
            _ => body,
        };
        resource.at = at;
        let kind = format!("Microsoft.Network/{}", known.rest);
        set(&mut resource, "type", Node::Text(Cow::Owned(kind)));
        if known.rest.ends_with("/subnets") {
            if let Some(id) = id {
                set(&mut resource, "id", Node::Text(Cow::Owned(id)));
            }
            // Bicep names it with its network where it does not stand in it.
            let name = resource
                .text_of("name")
                .and_then(|name| name.split_once('/'));
            if let Some((_, name)) = name.map(|(a, b)| (a, b.to_owned())) {
                set(&mut resource, "name", Node::Text(Cow::Owned(name)));
            }
        }
        self.found.push(Statement {
            known,
            label: label.to_owned(),
            declared: Declared {
                at,
                resource,
                gateway: known.rest == "applicationGateways",
                terraform: quoted.is_some(),
                told: reader.told,
            },
        });
    }
}

/// How often names are put in the place of names: so deep may they build on each other.
const ROUNDS: usize = 8;

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
