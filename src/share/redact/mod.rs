//! Redaction: a case without the names in it that still gets the same diagnosis.
//!
//! Nothing is struck out of the text as pasted: each source is written anew from the typed
//! evidence, field by field, and a field that no line here writes stays behind. Values that name
//! something go through [`markers`], which gives equal things equal markers.
//!
//! * [`markers`] holds the markers; [`host`] and [`address`] keep what a diagnosis needs of names
//!   and addresses: labels, known suffixes, which prefix holds which address.
//! * [`message`] goes through a probe's message word by word.
//! * [`certificate`] makes a certificate into a stand-in: its facts without what it names.
//! * [`mod@write`], [`gateway`], [`routing`], [`network`] and [`over_time`] write the evidence, for the reader that
//!   reads any other paste.

mod address;
mod certificate;
mod gateway;
mod host;
mod markers;
mod message;
mod network;
mod over_time;
mod routing;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Origin, SavedCase, SavedMark, SavedSource, problem_key};
use crate::chain::RootList;
use crate::diagnosis::{Case, Typed, TypedValue, diagnose};
use crate::evidence::{Evidence, Kind};
use crate::gateway::UploadedCertificate;
use crate::gateway::field::{Field, Takes};
use crate::guide::Topic;
use crate::time::Timestamp;
use certificate::StandIns;
use markers::Markers;

/// What can be hidden, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Subscription and tenant ids.
    Subscriptions,
    /// Names of resources: resource groups, gateways, pools, settings, probes, networks.
    Resources,
    /// Host names.
    Hosts,
    /// IP addresses.
    Addresses,
    /// Certificates: subjects, issuers, serial numbers, keys, fingerprints.
    Certificates,
    /// E-mail addresses, paths, expected bodies, file names, and all that was not understood.
    Text,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 6] = [
        Self::Subscriptions,
        Self::Resources,
        Self::Hosts,
        Self::Addresses,
        Self::Certificates,
        Self::Text,
    ];
}

/// Which classes are hidden; all of them by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden([bool; Class::ALL.len()]);

impl Default for Hidden {
    fn default() -> Self {
        Self([true; Class::ALL.len()])
    }
}

impl Hidden {
    /// None of them: the case leaves as it was pasted.
    pub const NOTHING: Self = Self([false; Class::ALL.len()]);

    /// Whether a class is hidden.
    pub fn has(&self, class: Class) -> bool {
        let places = Class::ALL.into_iter().zip(self.0);
        places.into_iter().any(|(each, on)| each == class && on)
    }

    /// The same with one class hidden or shown.
    #[must_use]
    pub fn with(mut self, class: Class, hidden: bool) -> Self {
        for (each, on) in Class::ALL.into_iter().zip(&mut self.0) {
            if each == class {
                *on = hidden;
            }
        }
        self
    }

    /// Whether a certificate's octets have to stay behind: they hold names of all these classes.
    pub fn hides_certificates(&self) -> bool {
        [
            Class::Certificates,
            Class::Hosts,
            Class::Addresses,
            Class::Text,
        ]
        .into_iter()
        .any(|class| self.has(class))
    }
}

/// A marker and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The class of what is hidden.
    pub class: Class,
    /// What is shown in its place.
    pub marker: String,
    /// What it was.
    pub value: String,
}

/// A case that is ready to leave.
#[derive(Clone, Debug, PartialEq)]
pub struct Redacted {
    /// It, with the one of before a change where there is one.
    pub case: SavedCase,
    /// How many different values of each class it has, hidden or not.
    pub counts: Vec<(Class, usize)>,
    /// Evidence that stays behind whole, because nothing here can write it without its names.
    pub left_out: Vec<Kind>,
    /// The markers and what they stand for, to be shown to the one who shares; never shared.
    pub legend: Vec<Replaced>,
}

/// Makes a case ready to leave: judged at `at` and with these roots, as its owner sees it. With
/// nothing hidden it stays as it is. It and the case of before a change get the same markers, so that
/// what is equal in both stays equal.
pub fn redact(
    case: &SavedCase,
    hidden: Hidden,
    at: Timestamp,
    roots: Option<&Arc<RootList>>,
) -> Redacted {
    // The earlier one first: what came later is numbered later.
    let given: Vec<Given<'_>> = case
        .before
        .as_deref()
        .into_iter()
        .chain([case])
        .map(Given::new)
        .collect();
    let mut with = With {
        markers: Markers::new(hidden),
        certificates: StandIns::new(&given, roots.map(AsRef::as_ref)),
        left_out: Vec::new(),
    };
    for given in &given {
        for piece in given.evidence.iter().flatten() {
            write::learn(&piece.content, &mut with.markers, &mut with.certificates);
        }
        with.typed(&given.case.typed);
    }
    let written = given.iter().map(|given| {
        let written = with.case(given);
        let as_of = Some(given.case.as_of.unwrap_or(at));
        if hidden == Hidden::NOTHING {
            with.left_out.clear();
            return SavedCase {
                as_of,
                before: None,
                ..given.case.clone()
            };
        }
        with_marks(given.case, SavedCase { as_of, ..written }, roots)
    });
    let mut written: Vec<SavedCase> = written.collect();
    let mut case = written.pop().unwrap_or_default();
    case.before = written.pop().map(Box::new);
    let (counts, legend) = with.markers.finish(with.certificates.count());
    Redacted {
        case,
        counts,
        left_out: with.left_out,
        legend,
    }
}

/// A case and what can be read in each of its sources.
struct Given<'c> {
    case: &'c SavedCase,
    evidence: Vec<Vec<Evidence>>,
}

impl<'c> Given<'c> {
    fn new(case: &'c SavedCase) -> Self {
        Self {
            evidence: case.evidence_of_each(),
            case,
        }
    }
}

/// What a case is written anew with.
struct With<'r> {
    markers: Markers,
    certificates: StandIns<'r>,
    left_out: Vec<Kind>,
}

impl With<'_> {
    /// All of a case but for what was said of its steps.
    fn case(&mut self, given: &Given<'_>) -> SavedCase {
        let mut sources = Vec::new();
        for (source, pieces) in given.case.sources.iter().zip(&given.evidence) {
            let name = self.markers.source(&source.name);
            let several = pieces.len() > 1;
            for (index, piece) in pieces.iter().enumerate() {
                let written =
                    write::content(&piece.content, &mut self.markers, &mut self.certificates);
                let Some((bytes, removed)) = written else {
                    self.left_out.push(piece.kind());
                    continue;
                };
                let name = match several {
                    true => format!("{name}, part {}", index + 1),
                    false => name.clone(),
                };
                sources.push(SavedSource {
                    name,
                    origin: match source.origin {
                        Origin::Paste if several => Origin::File,
                        origin => origin,
                    },
                    bytes: bytes.into(),
                    removed,
                });
            }
        }
        SavedCase {
            sources,
            boxed: None,
            typed: self.typed(&given.case.typed),
            as_of: None,
            marks: Vec::new(),
            chosen: Vec::new(),
            route: view(&given.case.route),
            before: None,
        }
    }

    fn typed(&mut self, typed: &Typed) -> Typed {
        // Each by its name, so that a new one cannot leave by being forgotten here.
        let Typed {
            sku,
            host,
            well_known_ca,
            cloud,
            roots,
            values,
        } = typed;
        let (markers, certificates) = (&mut self.markers, &mut self.certificates);
        Typed {
            sku: *sku,
            host: host.as_deref().map(|host| markers.host(host)),
            well_known_ca: *well_known_ca,
            cloud: *cloud,
            roots: roots
                .iter()
                .map(|root| UploadedCertificate {
                    name: root.name.as_deref().map(|name| markers.name("CERT", name)),
                    certificates: certificates.all(&root.certificates, markers),
                    ..UploadedCertificate::default()
                })
                .collect(),
            values: values
                .iter()
                .map(|value| typed_value(value, markers))
                .collect(),
        }
    }
}

/// A redacted case with what was said of the steps of the other.
fn with_marks(
    case: &SavedCase,
    mut redacted: SavedCase,
    roots: Option<&Arc<RootList>>,
) -> SavedCase {
    if case.marks.is_empty() && case.chosen.is_empty() {
        return redacted;
    }
    let keys = keys(case, &redacted, roots);
    let key = |key: &String| keys.get(key).cloned();
    let marks = case.marks.iter();
    redacted.marks = marks
        .filter_map(|mark| {
            Some(SavedMark {
                problem: key(&mark.problem)?,
                ..mark.clone()
            })
        })
        .collect();
    let chosen = case.chosen.iter();
    redacted.chosen = chosen
        .filter_map(|(problem, server)| Some((key(problem)?, *server)))
        .collect();
    redacted
}

/// A value that was typed, for a setting that has a marker by now. What its field does not take may
/// be anything.
fn typed_value(value: &TypedValue, markers: &mut Markers) -> TypedValue {
    let text = match (value.field, value.field.takes()) {
        (Field::SettingHost | Field::ProbeHost | Field::SniName, _) => markers.host(&value.text),
        (Field::Path, _) => markers.path(&value.text),
        (_, Takes::Text) => markers.text(&value.text),
        _ if value.field.refuses(&value.text).is_some() => markers.text(&value.text),
        _ => value.text.clone(),
    };
    TypedValue {
        setting: value
            .setting
            .as_deref()
            .map(|name| markers.name("SETTING", name)),
        field: value.field,
        text,
    }
}

/// A view that says nothing of the paste; a place in a source is another one now.
fn view(route: &str) -> String {
    match route.starts_with("#/source/") {
        true => String::new(),
        false => route.to_owned(),
    }
}

/// What the problems' keys become. Both cases have the same problems in the same order.
fn keys(
    case: &SavedCase,
    redacted: &SavedCase,
    roots: Option<&Arc<RootList>>,
) -> BTreeMap<String, String> {
    let judged = |saved: &SavedCase| {
        diagnose(&Case {
            evidence: saved.evidence(),
            typed: saved.typed.clone(),
            at: redacted.as_of.unwrap_or(Timestamp::EPOCH),
            roots: roots.cloned(),
        })
    };
    let (before, after) = (judged(case), judged(redacted));
    let pairs = before.problems.iter().zip(&after.problems);
    let mut keys: BTreeMap<String, String> = pairs
        .filter(|(before, after)| before.fault == after.fault)
        .map(|(before, after)| {
            let topic = Topic::Fault(before.fault);
            (
                problem_key(topic, Some(before)),
                problem_key(topic, Some(after)),
            )
        })
        .collect();
    // Pools are told apart by number.
    for key in case
        .marks
        .iter()
        .map(|mark| &mark.problem)
        .chain(case.chosen.iter().map(|(key, _)| key))
    {
        let (id, number) = key.split_once('|').unwrap_or_default();
        let pools = [Topic::Degraded, Topic::UnhealthyPool];
        if pools.iter().any(|topic| topic.id() == id) && number.parse::<u32>().is_ok() {
            keys.insert(key.clone(), key.clone());
        }
    }
    keys
}
