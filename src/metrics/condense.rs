//! Long histories made short: fewer points for a drawing, fewer rows for a table.

use std::collections::BTreeSet;

use super::{Amount, History, State};
use crate::time::Timestamp;

/// Intervals that follow each other with the same values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The beginning of the first.
    pub from: Timestamp,
    /// The beginning of the last.
    pub last: Timestamp,
    /// Healthy servers.
    pub healthy: Option<Amount>,
    /// Unhealthy servers.
    pub unhealthy: Option<Amount>,
    /// How the pool was.
    pub state: State,
}

impl History {
    /// The samples, those that follow each other with the same values as one.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (sample, state) in self.samples.iter().zip(&self.states) {
            match runs.last_mut() {
                Some(run) if run.healthy == sample.healthy && run.unhealthy == sample.unhealthy => {
                    run.last = sample.at;
                }
                _ => runs.push(Run {
                    from: sample.at,
                    last: sample.at,
                    healthy: sample.healthy,
                    unhealthy: sample.unhealthy,
                    state: *state,
                }),
            }
        }
        runs
    }

    /// Which samples a drawing of so many columns has to show: in each column the first, the last,
    /// the fewest healthy and the most unhealthy servers; and every sample at which servers begin
    /// to fail, or stop. What is left looks the same and lacks no drop, however short.
    pub fn condensed(&self, columns: usize) -> Vec<usize> {
        let count = self.samples.len();
        let (Some(first), Some(last)) = (self.samples.first(), self.samples.last()) else {
            return Vec::new();
        };
        if count <= columns.saturating_mul(2) {
            return (0..count).collect();
        }
        let columns = i128::try_from(columns.max(1)).unwrap_or(1);
        let start = i128::from(first.at.unix());
        let span = (i128::from(last.at.unix()) - start).max(1);
        let column = |at: Timestamp| (i128::from(at.unix()) - start) * columns / span;
        let mut kept: BTreeSet<usize> = BTreeSet::new();
        // Of one column: its number, and the indices of first, last, fewest and most.
        let mut open: Option<(i128, [usize; 4])> = None;
        for (index, sample) in self.samples.iter().enumerate() {
            let here = column(sample.at);
            match &mut open {
                Some((number, [_, latest, fewest, most])) if *number == here => {
                    *latest = index;
                    let at = |index: usize| self.samples.get(index);
                    let least = at(*fewest).and_then(|sample| sample.healthy);
                    if sample.healthy.is_some() && (least.is_none() || sample.healthy < least) {
                        *fewest = index;
                    }
                    if sample.unhealthy > at(*most).and_then(|sample| sample.unhealthy) {
                        *most = index;
                    }
                }
                _ => {
                    kept.extend(open.iter().flat_map(|(_, indices)| *indices));
                    open = Some((here, [index; 4]));
                }
            }
        }
        kept.extend(open.iter().flat_map(|(_, indices)| *indices));
        let turns = self.episodes.iter();
        let turns = turns.flat_map(|one| [Some(one.from), one.well_before, one.until]);
        for turn in turns.flatten() {
            if let Ok(index) = self.samples.binary_search_by_key(&turn, |sample| sample.at) {
                kept.insert(index);
            }
        }
        kept.into_iter().collect()
    }
}
