//! Templates of Azure Resource Manager: expressions whose value stands in the template itself, or in
//! the parameters given beside it, are put in their place. Any other is left as it is.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::config::is_expression;
use super::parameters::{self, Given};
use super::value::{Member, Node, Value, is_marked};

/// How deep expressions and values nest at most.
const DEPTH: usize = 32;

/// How many values, and octets of text, are written in the place of expressions at most.
const BUDGET: usize = 1_000_000;

/// How often a loop runs at most (Azure's own limit).
const LOOPS: usize = 800;

/// What one round of a loop costs, besides what it writes.
const ROUND: usize = 50;

/// Whether an object is a template.
fn is_template(value: &Value<'_>) -> bool {
    let schema = value.text_of("$schema").unwrap_or_default();
    value.get("resources").is_some_and(Value::is_container)
        && (schema.contains("eploymentTemplate")
            || value.has("contentVersion")
            || value.has("languageVersion"))
}

/// Whether an object is a file of parameters for a template.
pub(super) fn is_parameters(value: &Value<'_>) -> bool {
    let schema = value.text_of("$schema").unwrap_or_default();
    !value.has("resources")
        && value.get("parameters").is_some_and(Value::is_object)
        && (schema.contains("eploymentParameters") || value.has("contentVersion"))
}

/// The resources of a template, with what its expressions are known to be; `None` where it is none.
pub(super) fn resources<'a>(
    template: &Value<'a>,
    parameters: Option<&Value<'a>>,
    given: &Given,
) -> Option<Value<'a>> {
    if !is_template(template) {
        return None;
    }
    // What other sources give comes first, and is found first.
    let mut all = parameters::members(given);
    let beside = parameters.and_then(|file| file.get("parameters"));
    all.extend(beside.into_iter().flat_map(Value::members).cloned());
    let scope = Scope {
        template,
        given: all,
        budget: &Cell::new(BUDGET),
        loops: &RefCell::new(Vec::new()),
    };
    Some(scope.resolve(template.get("resources")?, 0))
}

struct Scope<'s, 'a> {
    template: &'s Value<'a>,
    /// Parameters by name, each an object with its `value`.
    given: Vec<Member<'a>>,
    budget: &'s Cell<usize>,
    /// The loops that it stands in, the innermost last: their names, and how many times before.
    loops: &'s RefCell<Vec<(String, usize)>>,
}

impl<'a> Scope<'_, 'a> {
    fn spend(&self, amount: usize) -> Option<()> {
        let left = self.budget.get().checked_sub(amount + 1);
        // Once it is spent, nothing is tried again.
        self.budget.set(left.unwrap_or(0));
        left.map(|_| ())
    }

    /// A value with the expressions inside it put in their place.
    fn resolve(&self, value: &Value<'a>, depth: usize) -> Value<'a> {
        if depth > DEPTH {
            return value.clone();
        }
        let node = match &value.node {
            Node::Text(text) if is_expression(text) && !is_marked(text) => {
                return self
                    .evaluate(text, value.at, depth)
                    .unwrap_or_else(|| value.clone());
            }
            Node::List(elements) => {
                let mut all = Vec::new();
                for one in elements {
                    let looped = one.get("copy").filter(|copy| copy.is_object());
                    match looped.and_then(|copy| self.repeat(copy, one, depth + 1)) {
                        Some(each) => all.extend(each),
                        None => all.push(self.resolve(one, depth + 1)),
                    }
                }
                Node::List(all)
            }
            Node::Object(_) if value.get("template").is_some_and(is_template) => {
                return self.nested(value, depth);
            }
            Node::Object(members) => {
                let mut all = Vec::new();
                for member in members {
                    // Each of these makes a list of its name.
                    let lists = match member.key == "copy" {
                        true => self.lists(&member.value, depth + 1),
                        false => None,
                    };
                    match lists {
                        Some(lists) => all.extend(lists),
                        None => all.push(Member {
                            key: member.key.clone(),
                            value: self.resolve(&member.value, depth + 1),
                        }),
                    }
                }
                Node::Object(all)
            }
            other => other.clone(),
        };
        Value { at: value.at, node }
    }

    /// What a loop makes of a value, as often as it says; `None` where that is not known.
    fn repeat(&self, copy: &Value<'a>, value: &Value<'a>, depth: usize) -> Option<Vec<Value<'a>>> {
        let name = copy.text_of("name")?.to_owned();
        let count = self.resolve(copy.get("count")?, depth);
        let count: usize = count.text()?.parse().ok().filter(|count| *count <= LOOPS)?;
        let mut one = value.clone();
        if let Node::Object(members) = &mut one.node {
            members.retain(|member| !(member.key == "copy" && member.value.is_object()));
        }
        self.spend(count.saturating_mul(size(&one) + ROUND))?;
        let each = (0..count).map(|index| {
            self.loops.borrow_mut().push((name.clone(), index));
            let made = self.resolve(&one, depth + 1);
            self.loops.borrow_mut().pop();
            made
        });
        Some(each.collect())
    }

    /// The lists that loops make within an object, each by its name.
    fn lists(&self, copies: &Value<'a>, depth: usize) -> Option<Vec<Member<'a>>> {
        let Node::List(copies) = &copies.node else {
            return None;
        };
        let lists = copies.iter().map(|copy| {
            let each = self.repeat(copy, copy.get("input")?, depth)?;
            Some(Member {
                key: Cow::Owned(copy.text_of("name")?.to_owned()),
                value: Value {
                    at: copy.at,
                    node: Node::List(each),
                },
            })
        });
        lists.collect()
    }

    /// The resources of a deployment within the template. Its parameters are its own only where it
    /// says so.
    fn nested(&self, deployment: &Value<'a>, depth: usize) -> Value<'a> {
        let Some(template) = deployment.get("template") else {
            return Value::null(deployment.at);
        };
        let inner = deployment
            .get("expressionEvaluationOptions")
            .and_then(|options| options.text_of("scope"))
            .is_some_and(|scope| scope.eq_ignore_ascii_case("inner"));
        let Some(resources) = template.get("resources") else {
            return Value::null(deployment.at);
        };
        if !inner {
            return self.resolve(resources, depth + 1);
        }
        let given = deployment
            .get("parameters")
            .map(|given| self.resolve(given, depth + 1));
        let scope = Scope {
            template,
            given: given
                .map(|given| given.members().to_vec())
                .unwrap_or_default(),
            budget: self.budget,
            loops: self.loops,
        };
        scope.resolve(resources, depth + 1)
    }

    /// What an expression is; `None` where the template does not tell.
    fn evaluate(&self, text: &str, at: usize, depth: usize) -> Option<Value<'a>> {
        self.spend(text.len() / 8)?;
        let inner = text.strip_prefix('[')?.strip_suffix(']')?;
        let mut rest = inner;
        let value = self.expression(&mut rest, at, depth + 1)?;
        rest.trim().is_empty().then_some(value)
    }

    /// Reads one expression off the front of a text.
    fn expression(&self, rest: &mut &str, at: usize, depth: usize) -> Option<Value<'a>> {
        if depth > DEPTH {
            return None;
        }
        *rest = rest.trim_start();
        let mut value = if rest.starts_with('\'') {
            text_value(literal(rest)?, at)
        } else {
            let word = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(word)?;
            *rest = after.trim_start();
            match rest.strip_prefix('(') {
                Some(inside) => {
                    *rest = inside;
                    let arguments = self.arguments(rest, at, depth)?;
                    self.call(name, &arguments, at, depth)?
                }
                None if !name.is_empty() && name.bytes().all(|c| c.is_ascii_digit()) => {
                    text_value(name.to_owned(), at)
                }
                None => return None,
            }
        };
        // What follows picks a part of it.
        loop {
            if let Some(after) = rest.strip_prefix('.') {
                let end = after
                    .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                    .unwrap_or(after.len());
                let (name, after) = after.split_at_checked(end)?;
                value = value.get(name)?.clone();
                *rest = after;
            } else if let Some(after) = rest.strip_prefix('[') {
                *rest = after;
                let index = self.expression(rest, at, depth + 1)?;
                *rest = rest.trim_start().strip_prefix(']')?;
                let index = index.text()?;
                value = match index.parse::<usize>() {
                    Ok(index) => value.elements().get(index)?.clone(),
                    Err(_) => value.get(index)?.clone(),
                };
            } else {
                return Some(value);
            }
        }
    }

    fn arguments(&self, rest: &mut &str, at: usize, depth: usize) -> Option<Vec<Value<'a>>> {
        let mut arguments = Vec::new();
        loop {
            *rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(')') {
                *rest = after;
                return Some(arguments);
            }
            if let Some(after) = rest.strip_prefix(',') {
                *rest = after;
                continue;
            }
            arguments.push(self.expression(rest, at, depth + 1)?);
        }
    }

    fn call(
        &self,
        name: &str,
        arguments: &[Value<'a>],
        at: usize,
        depth: usize,
    ) -> Option<Value<'a>> {
        let texts = || {
            arguments
                .iter()
                .map(Value::text)
                .collect::<Option<Vec<&str>>>()
        };
        let made = match name.to_ascii_lowercase().as_str() {
            "parameters" => {
                let name = arguments.first()?.text()?;
                self.spend(self.given.len() / 8)?;
                let value = match named(&self.given, name) {
                    // What a key vault holds is no default.
                    Some(given) => given.get("value")?.clone(),
                    None => {
                        let all = self.template.get("parameters")?;
                        self.spend(all.members().len() / 8)?;
                        let default = named(all.members(), name)?.get("defaultValue")?;
                        self.resolve(default, depth + 1)
                    }
                };
                return self.placed(value, at);
            }
            "variables" => {
                let all = self.template.get("variables")?;
                self.spend(all.members().len() / 8)?;
                let name = arguments.first()?.text()?;
                let value = match named(all.members(), name) {
                    Some(value) => self.resolve(value, depth + 1),
                    None => {
                        let lists = self.lists(named(all.members(), "copy")?, depth + 1)?;
                        named(&lists, name)?.clone()
                    }
                };
                return self.placed(value, at);
            }
            "concat"
                if arguments
                    .iter()
                    .all(|one| matches!(one.node, Node::List(_))) =>
            {
                let all = arguments.iter().flat_map(|list| list.elements().to_vec());
                let all: Vec<Value<'a>> = all.collect();
                self.spend(all.len())?;
                return Some(Value {
                    at,
                    node: Node::List(all),
                });
            }
            // How many times before, of the innermost loop or of one that is named; and what is
            // added to that.
            "copyindex" => {
                let loops = self.loops.borrow();
                let named = arguments.first().and_then(Value::text);
                let named = named.filter(|name| name.parse::<usize>().is_err());
                let mut found = loops.iter().rev();
                let (_, index) = found
                    .find(|(name, _)| named.is_none_or(|named| named.eq_ignore_ascii_case(name)))?;
                let more = arguments.get(usize::from(named.is_some()));
                let more = more.map_or(Some(0), |more| more.text()?.parse::<usize>().ok())?;
                index.checked_add(more)?.to_string()
            }
            "add" | "sub" | "mul" => {
                let words = texts()?;
                let [one, other] = words.as_slice() else {
                    return None;
                };
                let (one, other) = (one.parse::<i64>().ok()?, other.parse::<i64>().ok()?);
                let made = match name.to_ascii_lowercase().as_str() {
                    "add" => one.checked_add(other),
                    "sub" => one.checked_sub(other),
                    _ => one.checked_mul(other),
                };
                made?.to_string()
            }
            "string" | "int" => (*texts()?.first()?).to_owned(),
            "length" => match &arguments.first()?.node {
                Node::List(elements) => elements.len().to_string(),
                _ => return None,
            },
            "concat" => texts()?.concat(),
            "tolower" => texts()?.first()?.to_lowercase(),
            "toupper" => texts()?.first()?.to_uppercase(),
            "format" => {
                let words = texts()?;
                let (pattern, words) = words.split_first()?;
                let mut out = (*pattern).to_owned();
                for (index, word) in words.iter().enumerate() {
                    self.spend(out.len() + word.len())?;
                    out = out.replace(&format!("{{{index}}}"), word);
                }
                out
            }
            // The subscription and the group are those of the deployment, where none is named.
            "resourceid" => {
                let words = texts()?;
                let kind = words.iter().position(|word| word.contains('/'))?;
                let (before, after) = words.split_at_checked(kind)?;
                let (kind, names) = after.split_first()?;
                let (provider, collections) = kind.split_once('/')?;
                let mut out = match before {
                    [] => String::new(),
                    [group] => format!("/resourceGroups/{group}"),
                    [subscription, group, ..] => {
                        format!("/subscriptions/{subscription}/resourceGroups/{group}")
                    }
                };
                out.push_str("/providers/");
                out.push_str(provider);
                for (collection, name) in collections.split('/').zip(names) {
                    out.push_str(&format!("/{collection}/{name}"));
                }
                out
            }
            _ => return None,
        };
        self.spend(made.len())?;
        Some(text_value(made, at))
    }

    /// A value where an expression stood; what is an expression itself is not known.
    fn placed(&self, value: Value<'a>, at: usize) -> Option<Value<'a>> {
        if value.text().is_some_and(is_expression) {
            return None;
        }
        self.spend(size(&value))?;
        Some(value.into_owned(at))
    }
}

fn size(value: &Value<'_>) -> usize {
    match &value.node {
        Node::Bare(text) | Node::Text(text) => text.len(),
        Node::List(elements) => elements.iter().map(|one| size(one) + 1).sum(),
        Node::Object(members) => {
            let members = members.iter();
            members
                .map(|one| size(&one.value) + one.key.len() + 1)
                .sum()
        }
        Node::Null | Node::Gap => 1,
    }
}

fn text_value(text: String, at: usize) -> Value<'static> {
    Value {
        at,
        node: Node::Text(Cow::Owned(text)),
    }
}

fn named<'m, 'a>(members: &'m [Member<'a>], name: &str) -> Option<&'m Value<'a>> {
    let mut members = members.iter();
    let found = members.find(|member| member.key.eq_ignore_ascii_case(name))?;
    Some(&found.value)
}

/// Reads a text in single quotes, in which two stand for one.
fn literal(rest: &mut &str) -> Option<String> {
    let mut out = String::new();
    let mut after = rest.strip_prefix('\'')?;
    loop {
        let (text, tail) = after.split_once('\'')?;
        out.push_str(text);
        after = tail;
        match after.strip_prefix('\'') {
            Some(more) => {
                out.push('\'');
                after = more;
            }
            None => {
                *rest = after;
                return Some(out);
            }
        }
    }
}
