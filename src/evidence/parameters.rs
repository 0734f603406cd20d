//! Values for the parameters of templates, which stand in sources of their own.
//!
//! Each source is read by itself first. Where one of them holds parameters, those that mention them are
//! read once more with their values; of a parameter that is given twice, the later value counts.

use std::collections::BTreeMap;

use super::decode::decode;
use super::read::{clean_text, read_with};
use super::value::{Member, Node, Value};
use super::{Content, Evidence, Kind, Position, iac, json, template, wrap};
use crate::certificate::private_key::Removed;
use crate::language::evidence::parameters as say;

/// How long a file of parameters is at most; Azure takes no more than 4 MB of a template.
const LONGEST: usize = 4 * 1024 * 1024;

/// A source that was read by itself.
#[derive(Clone, Copy, Debug)]
pub struct Alone<'s> {
    /// What it is called.
    pub name: &'s str,
    /// It, as it was given, but for what was cut out of it.
    pub bytes: &'s [u8],
    /// That.
    pub removed: &'s [Removed],
    /// What was read in it.
    pub evidence: &'s [Evidence],
}

/// What is read in each source beside the others; `None` where that is the same as alone.
pub fn beside(sources: &[Alone<'_>]) -> Vec<Option<Vec<Evidence>>> {
    let mut read: Vec<Option<Vec<Evidence>>> = sources.iter().map(|_| None).collect();
    let mut given = Given::default();
    for (index, source) in sources.iter().enumerate() {
        if source.evidence.iter().any(is_parameters) {
            given.take(index, source);
        }
    }
    if given.0.is_empty() {
        return read;
    }
    for (source, read) in sources.iter().zip(&mut read) {
        // What gives values only gives them.
        let asks = !source.evidence.iter().all(is_parameters);
        if asks && given.taken_by(source.name, &decode(source.bytes).0) {
            *read = Some(read_with(source.name, source.bytes, source.removed, &given));
        }
    }
    for (index, (source, read)) in sources.iter().zip(&mut read).enumerate() {
        let told = given.told(index);
        if !told.is_empty() {
            let read = read.get_or_insert_with(|| source.evidence.to_vec());
            for piece in read.iter_mut().filter(|piece| is_parameters(piece)) {
                let position = piece.position;
                let note = |text: &String| super::Note {
                    position,
                    text: text.clone(),
                };
                piece.notes = told.iter().map(note).collect();
            }
        }
    }
    read
}

fn is_parameters(piece: &Evidence) -> bool {
    piece.content == Content::Recognised(Kind::Parameters)
}

/// Whose parameters they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Language {
    /// Templates of Azure, as JSON and as Bicep.
    Azure,
    /// Terraform's variables.
    Terraform,
}

impl Language {
    /// Whether a text may ask for any parameter: what is long rarely does.
    fn may_be_in(self, text: &str) -> bool {
        let marks: &[&str] = match self {
            Self::Azure => &["arameters('", "param "],
            Self::Terraform => &["var.", "variable "],
        };
        marks.iter().any(|mark| text.contains(mark))
    }

    /// Whether a text asks for the value of a parameter.
    fn is_asked_for(self, text: &str, name: &str) -> bool {
        let calls: &[String] = &match self {
            Self::Azure => [format!("arameters('{name}')"), format!("param {name}")],
            Self::Terraform => [format!("var.{name}"), format!("variable \"{name}\"")],
        };
        calls.iter().any(|call| {
            let mut found = text.match_indices(call.as_str());
            found.any(|(at, _)| {
                let behind = text.get(at + call.len()..).unwrap_or_default();
                !behind.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-')
            })
        })
    }
}

/// A value of a parameter; `None` where it is not known here, as a secret of a key vault is not.
pub(super) type Assigned = (String, Option<Value<'static>>);

/// A parameter that is given.
#[derive(Clone, Debug)]
struct One {
    name: String,
    value: Option<Value<'static>>,
    /// The number of the source that gives it.
    from: usize,
    /// The source of the value before it, which does not count.
    instead_of: Vec<usize>,
    /// What the sources are called that take it.
    taken: Vec<String>,
}

/// What is given for the parameters of templates.
#[derive(Clone, Debug, Default)]
pub(super) struct Given(BTreeMap<(Language, String), One>);

impl Given {
    /// What is given in a language.
    pub(super) fn of(
        &self,
        language: Language,
    ) -> impl Iterator<Item = (&str, Option<&Value<'static>>)> {
        let all = self.0.iter().filter(move |((of, _), _)| *of == language);
        all.map(|(_, one)| (one.name.as_str(), one.value.as_ref()))
    }

    /// Takes what a source gives.
    fn take(&mut self, from: usize, source: &Alone<'_>) {
        let text = clean_text(source.bytes);
        for piece in source.evidence.iter().filter(|piece| is_parameters(piece)) {
            let Some((language, values)) = assigned(&text, piece.position) else {
                continue;
            };
            for (name, value) in values {
                let key = match language {
                    Language::Azure => name.to_ascii_lowercase(),
                    Language::Terraform => name.clone(),
                };
                let key = (language, key);
                let mut one = One {
                    name,
                    value,
                    from,
                    instead_of: Vec::new(),
                    taken: Vec::new(),
                };
                if let Some(earlier) = self.0.remove(&key) {
                    one.instead_of = earlier.instead_of;
                    if !alike(earlier.value.as_ref(), one.value.as_ref()) {
                        one.instead_of.push(earlier.from);
                    }
                }
                self.0.insert(key, one);
            }
        }
    }

    /// Notes which of them a source takes; whether it takes any.
    fn taken_by(&mut self, source: &str, text: &str) -> bool {
        let mut any = false;
        let languages = [Language::Azure, Language::Terraform].into_iter();
        let languages: Vec<Language> = languages.filter(|one| one.may_be_in(text)).collect();
        // Azure knows a parameter in any case.
        let lower = match languages.contains(&Language::Azure) {
            true => text.to_ascii_lowercase(),
            false => String::new(),
        };
        for ((language, name), one) in &mut self.0 {
            let text = match language {
                Language::Azure => lower.as_str(),
                Language::Terraform => text,
            };
            if languages.contains(language) && language.is_asked_for(text, name) {
                one.taken.push(source.to_owned());
                any = true;
            }
        }
        any
    }

    /// What is to be told of the parameters that a source gives; nothing where no other takes any.
    fn told(&self, source: usize) -> Vec<String> {
        let of_source = |one: &&One| one.from == source;
        let all = self.0.values().filter(of_source).count();
        let taken = self
            .0
            .values()
            .filter(of_source)
            .filter(|one| !one.taken.is_empty());
        let mut takers: Vec<&str> = Vec::new();
        let mut count = 0;
        for one in taken {
            count += 1;
            for taker in &one.taken {
                if !takers.contains(&taker.as_str()) {
                    takers.push(taker);
                }
            }
        }
        let mut told = Vec::new();
        if count > 0 {
            told.push(say::taken(count, all, &takers));
        }
        let replaced = self
            .0
            .values()
            .filter(|one| one.instead_of.contains(&source));
        let replaced: Vec<&str> = replaced.map(|one| one.name.as_str()).collect();
        if !replaced.is_empty() {
            told.push(say::later_counts(&replaced));
        }
        told
    }
}

/// Whether two values are the same, wherever they stand.
fn alike(one: Option<&Value<'_>>, other: Option<&Value<'_>>) -> bool {
    let placeless = |value: Option<&Value<'_>>| value.map(|value| value.clone().into_owned(0));
    placeless(one) == placeless(other)
}

/// The values of the parameters that begin at a place of a text.
fn assigned(text: &str, begins: Position) -> Option<(Language, Vec<Assigned>)> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some(read) = iac::assigned(text) {
        return Some(read);
    }
    let line = usize::try_from(begins.line).ok()?;
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = before.map(str::len).sum();
    let from = start + text.get(start..)?.find('{')?;
    let rest = text.get(from..)?;
    let file = match json::read_strict(rest) {
        Some(file) => file,
        None => {
            let read = json::read(rest, 0, wrap::Width::of(rest));
            read.values.into_iter().find(template::is_parameters)?
        }
    };
    let file = file.into_owned(0);
    let values = file.get("parameters")?.members().iter();
    let values = values.map(|member| (member.key.to_string(), member.value.get("value").cloned()));
    Some((Language::Azure, values.collect()))
}

/// Parameters as a file of them holds them, for a template.
pub(super) fn members(given: &Given) -> Vec<Member<'static>> {
    let all = given.of(Language::Azure);
    let members = all.map(|(name, value)| {
        let value = value.cloned().map(|value| Member {
            key: "value".into(),
            value,
        });
        Member {
            key: name.to_owned().into(),
            value: Value {
                at: 0,
                node: Node::Object(value.into_iter().collect()),
            },
        }
    });
    members.collect()
}
