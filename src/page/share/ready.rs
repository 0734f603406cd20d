//! What is ready to leave: the case as it is written anew, and what its receiver will find in it.

use appgw_doctor::diagnosis::{Comparison, Diagnosis, compare};
use appgw_doctor::evidence::{Evidence, Kind};
use appgw_doctor::share::redact::{Class, Hidden, Redacted, Replaced, redact};
use appgw_doctor::share::{SavedCase, link};

use super::super::parts::Store;
use super::super::state::{Analysis, ReadCase, Source, judge, judge_read};
use super::super::worker::Anew;

/// What is ready to leave, and what its receiver will find in it.
pub(super) struct Ready {
    pub(super) case: SavedCase,
    /// How many different values of each class it has, hidden or not.
    pub(super) counts: Vec<(Class, usize)>,
    pub(super) left_out: Vec<Kind>,
    /// Some of the markers, and how many there are.
    pub(super) legend: Vec<Replaced>,
    pub(super) markers: usize,
    /// It for a link, where that is made already; there is none where it is too large for one.
    packed: Option<Option<Vec<u8>>>,
    pub(super) analysis: Analysis,
    /// The case of before a change, and what the change did.
    pub(super) before: Option<(Diagnosis, Comparison)>,
}

impl Ready {
    /// Written anew at once.
    pub(super) fn here(store: &Store, hidden: Hidden) -> Self {
        let roots = store.roots.list();
        let at = store.analysis.case.at;
        let redacted = redact(&store.saved_with_before(), hidden, at, roots.as_ref());
        let Redacted {
            case,
            counts,
            left_out,
            legend,
        } = redacted;
        let analysis = judge(&case, at, roots.clone());
        let before = case.before.as_ref();
        let before = before.map(|before| judge(before, at, roots).diagnosis);
        Self {
            counts,
            left_out,
            markers: legend.len(),
            legend,
            packed: None,
            before: compared(before, &analysis),
            analysis,
            case,
        }
    }

    /// It for a link; `None` where it is too large for one.
    pub(super) fn packed(&self) -> Option<Vec<u8>> {
        match &self.packed {
            Some(packed) => packed.clone(),
            None => link::pack(&self.case).ok(),
        }
    }

    /// Written anew beside the page.
    pub(super) fn beside(store: &Store, anew: Anew) -> Self {
        let roots = store.roots.list();
        let at = store.analysis.case.at;
        let whole = |(case, sources): ReadCase| SavedCase {
            sources: sources.iter().map(Source::saved).collect(),
            ..case
        };
        let analysis = judge_read(&anew.case, at, roots.clone());
        let before = anew.before.as_ref();
        let before = before.map(|before| judge_read(before, at, roots).diagnosis);
        let kinds = store.analysis.case.evidence.iter().map(Evidence::kind);
        let left_out = anew.left_out.iter();
        let left_out = left_out.filter_map(|name| kinds.clone().find(|kind| kind.as_str() == name));
        Self {
            counts: anew.counts,
            left_out: left_out.collect(),
            legend: anew.legend,
            markers: anew.markers,
            packed: Some(anew.packed),
            before: compared(before, &analysis),
            analysis,
            case: SavedCase {
                before: anew.before.map(|before| whole(before).into()),
                ..whole(anew.case)
            },
        }
    }
}

/// What a change did.
fn compared(before: Option<Diagnosis>, after: &Analysis) -> Option<(Diagnosis, Comparison)> {
    let before = before?;
    let found = compare(&before, &after.diagnosis);
    Some((before, found))
}
