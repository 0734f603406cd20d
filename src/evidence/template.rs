//! Templates of Azure Resource Manager: expressions whose value stands in the template itself, or in
//! the parameters given beside it, are put in their place. Any other is left as it is.

use std::borrow::Cow;
use std::cell::Cell;

use super::config::is_expression;
use super::value::{Member, Node, Value};

/// How deep expressions and values nest at most.
const DEPTH: usize = 32;

/// How many values, and octets of text, are written in the place of expressions at most.
const BUDGET: usize = 1_000_000;

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
) -> Option<Value<'a>> {
    if !is_template(template) {
        return None;
    }
    let given = parameters.and_then(|file| file.get("parameters"));
    let scope = Scope {
        template,
        given: given
            .map(|given| given.members().to_vec())
            .unwrap_or_default(),
        budget: &Cell::new(BUDGET),
    };
    Some(scope.resolve(template.get("resources")?, 0))
}

struct Scope<'s, 'a> {
    template: &'s Value<'a>,
    /// Parameters by name, each an object with its `value`.
    given: Vec<Member<'a>>,
    budget: &'s Cell<usize>,
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
            Node::Text(text) if is_expression(text) && !text.starts_with("[$") => {
                return self
                    .evaluate(text, value.at, depth)
                    .unwrap_or_else(|| value.clone());
            }
            Node::List(elements) => {
                let elements = elements.iter();
                Node::List(elements.map(|one| self.resolve(one, depth + 1)).collect())
            }
            Node::Object(_) if value.get("template").is_some_and(is_template) => {
                return self.nested(value, depth);
            }
            Node::Object(members) => Node::Object(
                members
                    .iter()
                    .map(|member| Member {
                        key: member.key.clone(),
                        value: self.resolve(&member.value, depth + 1),
                    })
                    .collect(),
            ),
            other => other.clone(),
        };
        Value { at: value.at, node }
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
                let given = named(&self.given, name).and_then(|given| given.get("value"));
                let value = match given {
                    Some(value) => value.clone(),
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
                let value = named(all.members(), arguments.first()?.text()?)?;
                return self.placed(self.resolve(value, depth + 1), at);
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
