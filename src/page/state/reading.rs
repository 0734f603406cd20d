//! Reading what is given, and judging it.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use appgw_doctor::certificate::bundle;
use appgw_doctor::certificate::private_key::{self, Removed};
use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{Case, Typed, diagnose};
use appgw_doctor::evidence::{self, Alone, Content, Evidence, credential};
use appgw_doctor::share::{Origin, SavedCase, SavedSource};
use appgw_doctor::time::Timestamp;

use super::super::source::Lines;
use super::super::table::{self, Listing};
use super::super::verdict;
use super::{Analysis, BOX_LIMIT};

/// Something pasted or picked.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What it is called in evidence and on the page: `paste 1`, or the file's name.
    pub(crate) name: Rc<str>,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// It, as it was given, but for private keys, passwords and tokens.
    pub(crate) bytes: Arc<Vec<u8>>,
    /// Where its lines stand.
    pub(crate) lines: Rc<Lines>,
    /// What was cut out of it.
    pub(crate) removed: Vec<Removed>,
    /// What was read in it, alone.
    pub(crate) evidence: Rc<[Evidence]>,
}

impl Source {
    /// Reads a source.
    pub(crate) fn new(name: &str, origin: Origin, bytes: Vec<u8>) -> Self {
        Self::new_telling(name, origin, bytes, &|_| {})
    }

    /// The same, telling now and then which part of it is done, from 0 to 1.
    pub(crate) fn new_telling(
        name: &str,
        origin: Origin,
        bytes: Vec<u8>,
        told: &dyn Fn(f64),
    ) -> Self {
        // The reader cuts out keys, too, and says that they were there.
        let (evidence, cleaned) = evidence::read_telling(name, &bytes, told);
        let (bytes, credentials) = match cleaned {
            Some((clean, removed)) => (clean.into_bytes(), removed),
            None => (bytes, Vec::new()),
        };
        let is_key = |piece: &Evidence| matches!(piece.content, Content::PrivateKey(_));
        let (bytes, mut removed) = if evidence.iter().any(is_key) {
            without_keys(&bytes)
        } else {
            (bytes, Vec::new())
        };
        removed.extend(credentials);
        let saved = SavedSource {
            name: name.to_owned(),
            origin,
            bytes: bytes.into(),
            removed,
        };
        let mut lines = Lines::default();
        lines.add(&saved.bytes);
        Self::read_already(saved, lines, evidence)
    }

    /// A source, and what was read in it.
    pub(crate) fn read_already(saved: SavedSource, lines: Lines, evidence: Vec<Evidence>) -> Self {
        Self {
            name: saved.name.into(),
            origin: saved.origin,
            lines: lines.into(),
            bytes: saved.bytes,
            removed: saved.removed,
            evidence: evidence.into(),
        }
    }

    /// The source as it was saved.
    pub(crate) fn restored(saved: SavedSource) -> Self {
        // A file may be made by hand: no key comes in this way either.
        let mut source = Self::new(&saved.name, saved.origin, Arc::unwrap_or_clone(saved.bytes));
        if !saved.removed.is_empty() {
            let known = saved.removed.iter().copied();
            let fresh = std::mem::take(&mut source.removed).into_iter();
            source.removed = known.chain(fresh).collect();
            source.evidence =
                evidence::read_without_keys(&saved.name, &source.bytes, &source.removed).into();
        }
        source
    }

    pub(crate) fn saved(&self) -> SavedSource {
        SavedSource {
            name: self.name.to_string(),
            origin: self.origin,
            bytes: self.bytes.clone(),
            removed: self.removed.clone(),
        }
    }

    /// Its text as it can be shown.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// Whether it is short enough for the paste box, and text.
    pub(crate) fn fits_box(&self) -> bool {
        self.bytes.len() <= BOX_LIMIT && std::str::from_utf8(&self.bytes).is_ok()
    }
}

/// A text without keys, passwords and tokens.
pub(crate) fn without_secrets(text: &str) -> String {
    let (bytes, _) = without_either(text.as_bytes().to_vec());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A case without them, made by hand as it may be.
pub(crate) fn case_without_secrets(mut saved: SavedCase) -> SavedCase {
    for source in &mut saved.sources {
        let (bytes, removed) = without_either(source.bytes.to_vec());
        source.removed.extend(removed);
        source.bytes = bytes.into();
    }
    saved.before = saved
        .before
        .map(|before| case_without_secrets(*before).into());
    saved
}

/// The bytes without secrets of either kind, and which there were. Credentials go first: where a key
/// was cut out, nothing is left of the name of what stood beside it.
fn without_either(bytes: Vec<u8>) -> (Vec<u8>, Vec<Removed>) {
    let (bytes, credentials) = without_credentials(bytes);
    let (bytes, keys) = without_keys(&bytes);
    (bytes, keys.into_iter().chain(credentials).collect())
}

/// The bytes without passwords and tokens, and where there were some.
fn without_credentials(bytes: Vec<u8>) -> (Vec<u8>, Vec<Removed>) {
    let found = match std::str::from_utf8(&bytes) {
        // Zeros are octets of UTF-16.
        Ok(text) if !text.contains('\0') => credential::cut(text),
        _ if bundle::read_binary(&bytes).is_some() => None,
        _ => credential::cut(&bundle::text::decode(&bytes)),
    };
    match found {
        Some((clean, removed)) => (clean.into_bytes(), removed),
        None => (bytes, Vec::new()),
    }
}

/// The bytes without private keys, and which there were. What holds none stays as it was given.
fn without_keys(bytes: &[u8]) -> (Vec<u8>, Vec<Removed>) {
    if let Some(found) = bundle::read_binary(bytes) {
        return match found.private_keys {
            keys if keys.is_empty() => (bytes.to_vec(), keys),
            keys => (private_key::MARK.as_bytes().to_vec(), keys),
        };
    }
    match private_key::cut(&bundle::text::decode(bytes)) {
        (_, removed) if removed.is_empty() => (bytes.to_vec(), removed),
        (clean, removed) => (clean.into_bytes(), removed),
    }
}

/// What was read in the sources, each beside the others.
pub(super) fn evidence_of(sources: &[Source]) -> Vec<Evidence> {
    let alone = sources.iter().map(|source| Alone {
        name: &source.name,
        bytes: &source.bytes,
        removed: &source.removed,
        evidence: &source.evidence,
    });
    let alone: Vec<Alone<'_>> = alone.collect();
    let beside = evidence::beside(&alone).into_iter().zip(sources);
    let all = beside.map(|(beside, source)| beside.unwrap_or_else(|| source.evidence.to_vec()));
    all.flatten().collect()
}

/// A case, and its sources as they were read.
pub(crate) type ReadCase = (SavedCase, Vec<Source>);

/// Reads the sources of a case, which then stand beside it.
pub(crate) fn read_case(mut saved: SavedCase) -> ReadCase {
    let mut sources: Vec<Source> = Vec::new();
    for mut source in std::mem::take(&mut saved.sources) {
        // A file made by hand may name two alike.
        let wanted = source.name.clone();
        let mut number = 1;
        while sources.iter().any(|other| *other.name == *source.name) {
            number += 1;
            source.name = format!("{wanted} ({number})");
        }
        sources.push(Source::restored(source));
    }
    (saved, sources)
}

/// What is found in a saved case, as its receiver sees it.
pub(crate) fn judge(saved: &SavedCase, now: Timestamp, roots: Option<Arc<RootList>>) -> Analysis {
    let at = saved.as_of.unwrap_or(now);
    analyse(saved.evidence(), saved.typed.clone(), at, roots)
}

/// The same for one whose sources are read already.
pub(crate) fn judge_read(
    (saved, sources): &ReadCase,
    now: Timestamp,
    roots: Option<Arc<RootList>>,
) -> Analysis {
    let at = saved.as_of.unwrap_or(now);
    analyse(evidence_of(sources), saved.typed.clone(), at, roots)
}

/// Judges a case. What every drawing of the page needs of its rows is counted here, once.
pub(super) fn analyse(
    evidence: Vec<Evidence>,
    typed: Typed,
    at: Timestamp,
    roots: Option<Arc<RootList>>,
) -> Analysis {
    let case = Case {
        evidence,
        typed,
        at,
        roots,
    };
    let diagnosis = diagnose(&case);
    let superseded = verdict::superseded(&diagnosis);
    Analysis {
        verdict: verdict::of(&diagnosis, &superseded),
        healths: table::healths(&diagnosis),
        listing: Listing::default(),
        superseded,
        case,
        diagnosis,
    }
}
