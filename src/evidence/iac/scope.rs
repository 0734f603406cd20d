//! What names stand for in Terraform and Bicep: variables with defaults, locals, parameters, and the
//! names and ids of the resources that the text itself declares.

use std::cell::Cell;
use std::collections::HashMap;

use crate::evidence::parameters::{Given, Language};
use crate::evidence::value::{Node, Value, is_marked};

/// How long a text put together from others may be.
const LONGEST: usize = 4_096;

/// How many values are written in the place of names, at most.
const BUDGET: usize = 200_000;

/// A name, and what it stands for.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) value: Value<'static>,
    pub(super) rank: Rank,
}

/// What a value is to its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// A parameter's, where none is given.
    Default,
    /// A parameter's that is given; not known, it is no default all the same.
    Given,
    /// Its own: no other can be given.
    Own,
}

#[derive(Default)]
pub(super) struct Scope {
    known: HashMap<String, Named>,
    spent: Cell<usize>,
}

impl Scope {
    pub(super) fn add(&mut self, named: Named) {
        let known = match &named.value.node {
            Node::Text(text) => !is_marked(text),
            Node::Null | Node::Gap => false,
            _ => true,
        };
        let replaces = match named.rank {
            // What is given wins over a default.
            Rank::Default => known && !self.known.contains_key(&named.name),
            Rank::Given => true,
            Rank::Own => known,
        };
        if replaces {
            let value = match known {
                true => named.value,
                false => Value::null(named.value.at),
            };
            self.known
                .insert(named.name.clone(), Named { value, ..named });
        }
    }

    /// Takes what other sources give for parameters, in the place of whatever is said of them here.
    pub(super) fn give(&mut self, given: &Given) {
        for (language, prefix) in [(Language::Azure, ""), (Language::Terraform, "var.")] {
            for (name, value) in given.of(language) {
                self.add(Named {
                    name: format!("{prefix}{name}"),
                    value: value.cloned().unwrap_or(Value::null(0)),
                    rank: Rank::Given,
                });
            }
        }
    }

    /// How many names it knows.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// What an expression is, and whether that is only a default; `None` where it is not known here.
    pub(super) fn find(&self, expression: &str) -> Option<(Value<'static>, bool)> {
        let (value, default) = self.look_up(expression.trim())?;
        self.spend(size(value))?;
        Some((value.clone(), default))
    }

    fn look_up(&self, expression: &str) -> Option<(&Value<'static>, bool)> {
        if let Some(known) = self.known.get(expression) {
            let default = known.rank == Rank::Default;
            return (!known.value.is_null()).then_some((&known.value, default));
        }
        // What follows the name picks a part of it.
        if let Some(head) = expression.strip_suffix(']') {
            let (head, index) = head.rsplit_once('[')?;
            let (value, default) = self.look_up(head)?;
            let found = match index.parse::<usize>() {
                Ok(index) => value.elements().get(index)?,
                Err(_) => value.get(index.trim_matches(['"', '\'']))?,
            };
            return Some((found, default));
        }
        let (head, member) = expression.rsplit_once('.')?;
        let (value, default) = self.look_up(head)?;
        Some((value.get(member)?, default))
    }

    /// A text with what stands in `${…}` put in its place; `None` where not all of it is known.
    pub(super) fn interpolate(&self, text: &str) -> Option<(String, bool)> {
        let mut out = String::new();
        let mut rest = text;
        let mut default = false;
        while let Some((before, after)) = rest.split_once("${") {
            let (expression, tail) = after.split_once('}')?;
            let (value, is_default) = self.look_up(expression.trim())?;
            default |= is_default;
            out.push_str(before);
            out.push_str(value.text()?);
            self.spend(out.len() / 8)?;
            if out.len() > LONGEST {
                return None;
            }
            rest = tail;
        }
        out.push_str(rest);
        (out.len() <= LONGEST).then_some((out, default))
    }

    fn spend(&self, amount: usize) -> Option<()> {
        let spent = self.spent.get().saturating_add(amount + 1);
        self.spent.set(spent);
        (spent <= BUDGET).then_some(())
    }
}

fn size(value: &Value<'_>) -> usize {
    match &value.node {
        Node::List(elements) => elements.iter().map(|one| size(one) + 1).sum(),
        Node::Object(members) => members.iter().map(|one| size(&one.value) + 1).sum(),
        _ => 1,
    }
}
