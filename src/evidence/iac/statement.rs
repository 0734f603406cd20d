//! What stands at the top of a source of Terraform or Bicep: resources, and names with their values.

use std::borrow::Cow;

use super::reader::{Inner, Reader};
use super::scope::{Named, Rank, Scope};
use super::{AZAPI, Declared, KNOWN, Known, parts, rest, set};
use crate::evidence::value::{Node, Value, is_marked, marked};

/// A resource as it is declared.
pub(super) struct Statement {
    pub(super) known: &'static Known,
    /// What others refer to it by.
    pub(super) label: String,
    pub(super) declared: Declared,
}

/// What a text declares.
#[derive(Default)]
pub(super) struct Statements {
    /// Resources.
    pub(super) found: Vec<Statement>,
    /// Where each declaration begins and ends.
    pub(super) blanked: Vec<(usize, usize)>,
    /// Names, and what they stand for.
    pub(super) named: Vec<Named>,
    /// How many expressions in the values of names are not known.
    pub(super) open: usize,
}

/// How often names are put in the place of names: so deep may they build on each other.
const ROUNDS: usize = 8;

impl Statements {
    /// Reads every declaration of a text, with what names stand for; `given` is what parameters are
    /// said to be elsewhere.
    pub(super) fn of(text: &str, given: &dyn Fn(&mut Scope)) -> Self {
        // Each time those names are known whose values take the names that were known before.
        let mut scope = Scope::default();
        given(&mut scope);
        let mut all = Self::with(text, &scope);
        let mut before = (0, 0);
        for _ in 0..ROUNDS {
            let mut known = Scope::default();
            all.named.iter().for_each(|one| known.add(one.clone()));
            given(&mut known);
            let now = (known.len(), all.open);
            if now == before {
                break;
            }
            before = now;
            scope = known;
            all = Self::with(text, &scope);
        }
        all
    }

    fn with(text: &str, scope: &Scope) -> Self {
        let mut all = Self::default();
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
            let variable = assigned(line);
            if !known && variable.is_none() || line.starts_with([' ', '\t']) {
                continue;
            }
            let mut reader = Reader::new(text, at, scope);
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
                _ => {
                    if let (false, Some(name), Some(equals)) = (known, variable, line.find('=')) {
                        reader.at = at + equals + 1;
                        all.value_of(format!("var.{name}"), Rank::Given, reader);
                    }
                }
            }
        }
        all
    }

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
            let (name, rank) = match local {
                true => (format!("local.{}", member.key), Rank::Own),
                false if member.key == "default" => (format!("var.{name}"), Rank::Default),
                false => continue,
            };
            let value = member.value;
            self.named.push(Named { name, value, rank });
        }
    }

    /// `param name type = value`, or `var name = value`; without a type a parameter is given.
    fn assignment(&mut self, head: &str, reader: Reader<'_>) {
        let head = head.split('=').next().unwrap_or_default();
        let words: Vec<&str> = head.split_whitespace().collect();
        let (rank, name) = match words.as_slice() {
            ["param", name] => (Rank::Given, *name),
            ["param", name, ..] => (Rank::Default, *name),
            [_, name, ..] => (Rank::Own, *name),
            _ => return,
        };
        self.value_of(name.to_owned(), rank, reader);
    }

    /// Reads the value of a name, at which the reader stands.
    fn value_of(&mut self, name: String, rank: Rank, mut reader: Reader<'_>) {
        reader.skip_blanks();
        let value = reader.value(0, "");
        self.open += reader.told.len();
        self.named.push(Named { name, value, rank });
    }

    /// Reads the resource whose first line is `head`; the reader stands at its opening bracket.
    fn resource(&mut self, head: &str, at: usize, mut reader: Reader<'_>) {
        let Some(head) = Head::of(head) else {
            return;
        };
        if head.terraform.is_none() && !head.kind.starts_with(NETWORK) {
            return;
        }
        let body = reader.value(0, "");
        let read = Read {
            at,
            body,
            told: reader.told,
            inner: reader.inner,
        };
        self.declare(&head, read, reader.scope);
    }

    /// Takes a resource, and those that are declared within it.
    fn declare(&mut self, head: &Head<'_>, read: Read, scope: &Scope) {
        let Read {
            at,
            body,
            mut told,
            inner,
        } = read;
        for inner in inner {
            let Inner {
                at,
                end,
                head: line,
                mut body,
                inner,
            } = inner;
            let Some(of_inner) = Head::of(&line) else {
                continue;
            };
            let (own, others) = told
                .into_iter()
                .partition(|(place, _)| (at..end).contains(place));
            told = others;
            // Within another one it is called by the name of its type alone, and belongs to that.
            let kind = format!("{}/{}", head.kind, of_inner.kind);
            let of_inner = Head {
                kind: &kind,
                within: Some(head.label),
                ..of_inner
            };
            set(
                &mut body,
                "parent",
                Node::Text(Cow::Owned(marked(head.label))),
            );
            let read = Read {
                at,
                body,
                told: own,
                inner,
            };
            self.declare(&of_inner, read, scope);
        }
        let azapi = head.terraform == Some(AZAPI);
        let known = match head.terraform {
            Some(_) if azapi => body.text_of("type").and_then(of_type),
            Some(name) => KNOWN.iter().find(|known| known.terraform == name),
            None => of_type(head.kind),
        };
        let id = known.and_then(|known| parts::id(known, &body, scope));
        if let Some(name) = body.text_of("name").filter(|name| !is_marked(name)) {
            for reference in head.references() {
                let texts = [("name", Some(name)), ("id", id.as_deref())];
                for (member, text) in texts {
                    self.named.extend(text.map(|text| Named {
                        name: format!("{reference}.{member}"),
                        value: Value {
                            at,
                            node: Node::Text(Cow::Owned(text.to_owned())),
                        },
                        rank: Rank::Own,
                    }));
                }
            }
        }
        let Some(known) = known.filter(|_| !head.exists) else {
            return;
        };
        let mut resource = match head.terraform {
            Some(_) if azapi => of_body(body),
            Some(_) if known.part_of.is_some() => rest::renamed(body, ""),
            Some(_) => rest::renamed(body, known.terraform),
            None => body,
        };
        resource.at = at;
        let kind = format!("{NETWORK}{}", known.rest);
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
            label: head.label.to_owned(),
            declared: Declared {
                at,
                resource,
                gateway: known.rest == "applicationGateways",
                terraform: head.terraform.is_some(),
                told,
            },
        });
    }
}

/// The provider whose resources are read.
const NETWORK: &str = "Microsoft.Network/";

/// A resource as it was read.
struct Read {
    at: usize,
    body: Value<'static>,
    told: Vec<(usize, String)>,
    inner: Vec<Inner>,
}

/// What the first line of a resource says.
#[derive(Clone, Copy)]
struct Head<'l> {
    /// The type, where it is Terraform's.
    terraform: Option<&'l str>,
    /// The type, where it is Bicep's, without its version.
    kind: &'l str,
    /// What others refer to it by.
    label: &'l str,
    /// What the one is referred to by in which it is declared.
    within: Option<&'l str>,
    /// Whether it is only referred to, and declared elsewhere.
    exists: bool,
}

impl<'l> Head<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let data = words.next() == Some("data");
        let (first, second) = (words.next()?, words.next().unwrap_or_default());
        let terraform = first
            .strip_prefix('"')
            .and_then(|word| word.strip_suffix('"'));
        let kind = second.trim_matches(['"', '\'']);
        Some(Self {
            terraform,
            kind: kind.split_once('@').map_or(kind, |(kind, _)| kind),
            label: match terraform {
                Some(_) => second.trim_matches('"'),
                None => first,
            },
            within: None,
            exists: data || line.contains(" existing"),
        })
    }

    /// What others may write for it.
    fn references(&self) -> Vec<String> {
        let label = self.label;
        match (self.terraform, self.within) {
            (Some(kind), _) if self.exists => vec![format!("data.{kind}.{label}")],
            (Some(kind), _) => vec![format!("{kind}.{label}")],
            (None, Some(within)) => vec![label.to_owned(), format!("{within}::{label}")],
            (None, None) => vec![label.to_owned()],
        }
    }
}

/// The kind of that type of Azure's.
fn of_type(text: &str) -> Option<&'static Known> {
    let kind = text.split('@').next()?.strip_prefix(NETWORK)?;
    KNOWN
        .iter()
        .find(|known| known.rest.eq_ignore_ascii_case(kind))
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

/// The name that a line of Terraform's gives a value.
pub(super) fn assigned(line: &str) -> Option<&str> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim_end();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (is_name && name.chars().all(plain) && !value.starts_with(['=', '>'])).then_some(name)
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
