//! Rows that share a fault become one problem, the most useful first.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::because;
use super::servers::Row;
use super::{Case, PoolFinding, PoolState, Problem, Severity};
use crate::evidence::{Content, Evidence, ReportState};
use crate::fault::{self, Basis, Details, Fault, Reading, Recognition};

/// A problem, with what ranks it.
struct Ranked {
    problem: Problem,
    /// Whether a pool of its servers has no healthy one.
    blocks_pool: bool,
    /// What its first message was read as.
    reading: Option<Reading>,
    error_names: Vec<String>,
}

/// Every problem, the gravest first.
pub(super) fn find(case: &Case, rows: &[Row], pools: &[PoolFinding]) -> Vec<Problem> {
    let mut found = group(rows, &blocked(pools));
    for piece in &case.evidence {
        found.extend(alone(piece));
    }
    for ranked in &mut found {
        let reading = ranked.reading.as_ref();
        ranked.problem.because =
            because::sentences(&ranked.problem, rows, reading, &ranked.error_names);
    }
    found.sort_by_key(|ranked| {
        let problem = &ranked.problem;
        (
            problem.severity,
            says_little(problem.fault),
            !ranked.blocks_pool,
            Reverse(problem.servers.len()),
        )
    });
    found.into_iter().map(|ranked| ranked.problem).collect()
}

/// Faults that only say that something is not known.
fn says_little(fault: Fault) -> bool {
    matches!(fault, Fault::NoMessage | Fault::Unrecognised)
}

/// Servers of pools that have no healthy one.
fn blocked(pools: &[PoolFinding]) -> HashSet<usize> {
    let dead = pools
        .iter()
        .filter(|pool| matches!(pool.state, PoolState::Unhealthy | PoolState::Unknown));
    dead.flat_map(|pool| &pool.servers).copied().collect()
}

/// One problem for each fault, its parameters and how bad it is.
fn group(rows: &[Row], blocked: &HashSet<usize>) -> Vec<Ranked> {
    type Key<'a> = (Fault, &'a Details, Severity, Option<&'a str>);
    let mut places: HashMap<Key<'_>, usize> = HashMap::new();
    let mut found: Vec<Ranked> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(fault) = row.finding.fault else {
            continue;
        };
        let severity = severity(row, rows);
        // Two messages that no rule knows are not known to mean the same.
        let text = (fault == Fault::Unrecognised)
            .then_some(row.finding.message.as_deref())
            .flatten();
        let place = *places
            .entry((fault, &row.finding.details, severity, text))
            .or_insert(found.len());
        if place == found.len() {
            found.push(Ranked {
                problem: Problem {
                    fault,
                    details: row.finding.details.clone(),
                    severity,
                    basis: row.basis,
                    servers: Vec::new(),
                    message: row.finding.message.clone(),
                    because: Vec::new(),
                },
                blocks_pool: false,
                reading: row.reading.clone(),
                error_names: Vec::new(),
            });
        }
        let Some(ranked) = found.get_mut(place) else {
            continue;
        };
        ranked.problem.servers.push(index);
        ranked.blocks_pool |= blocked.contains(&index);
        if let Some(name) = &row.error_name
            && !ranked.error_names.contains(name)
        {
            ranked.error_names.push(name.clone());
        }
    }
    found
}

/// How bad a row's fault is; past, where a later report shows the same server without it.
fn severity(row: &Row, rows: &[Row]) -> Severity {
    let newest = row.newest.and_then(|index| rows.get(index));
    match newest.map(|newest| &newest.finding) {
        Some(newest)
            if newest.fault != row.finding.fault || newest.details != row.finding.details =>
        {
            Severity::Info
        }
        _ => row.severity,
    }
}

/// The problem of a piece of evidence that has no servers.
fn alone(piece: &Evidence) -> Option<Ranked> {
    let (fault, details, basis, message, reading) = match &piece.content {
        Content::Health(report) if report.state == ReportState::NoPermission => {
            let basis = Basis::Documented;
            (Fault::NoPermission, Details::default(), basis, None, None)
        }
        Content::Message(text) => match fault::recognise(text, None) {
            Some(Recognition { reading, basis }) => {
                let (fault, details) = match &reading {
                    Reading::Success { .. } => return None,
                    Reading::Fault(fault, details) => (*fault, details.clone()),
                    Reading::NoHealthyServer { .. } => (Fault::NoMessage, Details::default()),
                    Reading::RequestTimedOut => (Fault::Unrecognised, Details::default()),
                };
                (fault, details, basis, Some(text.clone()), Some(reading))
            }
            None => {
                let details = Details::default();
                let message = Some(text.clone());
                (Fault::Unrecognised, details, Basis::Observed, message, None)
            }
        },
        _ => return None,
    };
    Some(Ranked {
        problem: Problem {
            fault,
            details,
            severity: Severity::Error,
            basis,
            servers: Vec::new(),
            message,
            because: Vec::new(),
        },
        blocks_pool: false,
        reading,
        error_names: Vec::new(),
    })
}
