//! Everything that makes a case, without a browser and without what was found in it.

use std::sync::Arc;

use crate::certificate::private_key::Removed;
use crate::diagnosis::{Problem, Typed};
use crate::evidence::{self, Alone, Evidence};
use crate::guide::Topic;
use crate::time::Timestamp;

/// A case as it is saved, linked and handed on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedCase {
    /// What was given, in order.
    pub sources: Vec<SavedSource>,
    /// The source that stands in the paste box, by index.
    pub boxed: Option<usize>,
    /// What was typed in.
    pub typed: Typed,
    /// The time to judge at; `None` for the time of opening.
    pub as_of: Option<Timestamp>,
    /// What the person said of steps.
    pub marks: Vec<SavedMark>,
    /// For problems with several servers: the problem, as [`problem_key`] names it, and the index
    /// of the server whose names are filled in.
    pub chosen: Vec<(String, usize)>,
    /// The view, as the page's address names it (`#/fault/tcp-connect`); empty for the first.
    pub route: String,
    /// The case of before a change, where this is the one of after it. It has none before it.
    pub before: Option<Box<Self>>,
}

/// Something that was pasted or picked.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedSource {
    /// `paste 1`, or the file's name.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// It, as it was given, but for private keys.
    pub bytes: Arc<Vec<u8>>,
    /// The private keys that were cut out of it.
    pub removed: Vec<Removed>,
}

/// Where a source came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The paste box.
    Paste,
    /// A file.
    File,
    /// One of the page's own examples.
    Example,
}

/// What a person said of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// They did it, or looked and it is in order.
    Done,
    /// It was the cause.
    Cause,
}

/// A step and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedMark {
    /// The problem, as [`problem_key`] names it.
    pub problem: String,
    /// The step's id.
    pub step: String,
    /// What was said.
    pub mark: Mark,
}

impl SavedSource {
    /// What can be read in it, alone.
    pub fn evidence(&self) -> Vec<Evidence> {
        evidence::read_without_keys(&self.name, &self.bytes, &self.removed)
    }
}

impl SavedCase {
    /// How many bytes its sources have, and those of before it.
    pub fn size(&self) -> usize {
        let own: usize = self.sources.iter().map(|source| source.bytes.len()).sum();
        own.saturating_add(self.before.as_ref().map_or(0, |before| before.size()))
    }

    /// What can be read in all of its sources, in order.
    pub fn evidence(&self) -> Vec<Evidence> {
        self.evidence_of_each().concat()
    }

    /// What can be read in each of its sources beside the others.
    pub fn evidence_of_each(&self) -> Vec<Vec<Evidence>> {
        let sources = self.sources.iter();
        let read: Vec<Vec<Evidence>> = sources.clone().map(SavedSource::evidence).collect();
        let alone = sources.zip(&read).map(|(source, evidence)| Alone {
            name: &source.name,
            bytes: &source.bytes,
            removed: &source.removed,
            evidence,
        });
        let beside = evidence::beside(&alone.collect::<Vec<_>>());
        let all = beside.into_iter().zip(read);
        all.map(|(beside, alone)| beside.unwrap_or(alone)).collect()
    }
}

/// Which problem something belongs to. It stays the same when the evidence grows.
pub fn problem_key(topic: Topic, problem: Option<&Problem>) -> String {
    let details = problem.map(|problem| &problem.details);
    let part = |text: Option<&String>| text.cloned().unwrap_or_default();
    format!(
        "{}|{}|{}",
        topic.id(),
        part(details.and_then(|details| details.received.as_ref())),
        part(details.and_then(|details| details.expected.as_ref()))
    )
}
