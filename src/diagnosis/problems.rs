//! Rows that share a fault become one problem, the most useful first.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::because;
use super::chains;
use super::servers::{Mark, Message, Rows};
use super::{Case, ChainFinding, PoolFinding, PoolState, Problem, ServerFinding, Severity};
use crate::evidence::{Content, Evidence, ReportState};
use crate::fault::{self, Basis, Details, Fault, Reading, Recognition};
use crate::order;

/// A problem, with what ranks and explains it.
struct Ranked {
    problem: Problem,
    /// Whether a pool of its servers has no healthy one.
    blocks_pool: bool,
    /// What its first message was read as.
    reading: Option<Reading>,
    error_names: Vec<String>,
}

/// Every problem, the gravest first.
pub(super) fn find(
    case: &Case,
    rows: &Rows<'_>,
    pools: &[PoolFinding],
    chains: &[ChainFinding],
) -> Vec<Problem> {
    let mut found = group(rows, &blocked(pools, rows.servers.len()));
    for ranked in case.evidence.iter().filter_map(alone) {
        // Quoted twice, or beside the report that it is from, it is the same problem still.
        let new = &ranked.problem;
        let told = found.iter().any(|Ranked { problem, .. }| {
            problem.fault == new.fault
                && problem.details == new.details
                && problem.severity == new.severity
                && (problem.message == new.message || !says_little(new.fault))
        });
        if !told {
            found.push(ranked);
        }
    }
    let several = pools.iter().any(|pool| {
        let first = pools.first().and_then(|first| first.gateway.as_deref());
        pool.gateway.as_deref() != first
    });
    let contrasts = because::contrasts(rows, pools);
    for ranked in &mut found {
        let reading = ranked.reading.as_ref();
        let problem = &mut ranked.problem;
        problem.because = because::sentences(problem, rows, reading, &ranked.error_names, several);
        let contrast = because::contrast(problem, rows, &contrasts);
        problem.because.extend(contrast.map(str::to_owned));
    }
    for (index, chain) in chains.iter().enumerate() {
        refused(case, index, chain, &mut found);
    }
    order::sort_by_key(&mut found, |ranked| {
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

/// Adds the fault for which a chain would be refused: to the problem that a message reports, or
/// as one of its own.
fn refused(case: &Case, index: usize, chain: &ChainFinding, found: &mut Vec<Ranked>) {
    let Some(fault) = chain.verdict.predicted else {
        return;
    };
    let because = chains::because(case, chain, fault);
    let reported = found
        .iter_mut()
        .map(|ranked| &mut ranked.problem)
        .find(|problem| {
            problem.fault == fault
                && problem.chain.is_none()
                && problem.severity != Severity::Info
                && problem
                    .details
                    .openssl_code
                    .is_none_or(|code| chain.verdict.openssl_code == Some(code))
                && chains::concerns(chain, &problem.servers)
        });
    if let Some(problem) = reported {
        problem.chain = Some(index);
        problem.because.extend(because);
        return;
    }
    let openssl_code = (fault == Fault::VerificationFailed)
        .then_some(chain.verdict.openssl_code)
        .flatten();
    found.push(Ranked {
        problem: Problem {
            fault,
            details: Details {
                openssl_code,
                ..Details::default()
            },
            severity: Severity::Error,
            basis: chain.verdict.basis,
            servers: chain.servers.clone(),
            chain: Some(index),
            message: None,
            because,
        },
        blocks_pool: false,
        reading: None,
        error_names: Vec::new(),
    });
}

/// Faults that only say that something is not known.
fn says_little(fault: Fault) -> bool {
    matches!(fault, Fault::NoMessage | Fault::Unrecognised)
}

/// Whether each row's pool has no healthy server.
fn blocked(pools: &[PoolFinding], rows: usize) -> Vec<bool> {
    let mut blocked = vec![false; rows];
    let dead = pools
        .iter()
        .filter(|pool| matches!(pool.state, PoolState::Unhealthy | PoolState::Unknown));
    for &row in dead.flat_map(|pool| &pool.servers) {
        if let Some(blocked) = blocked.get_mut(row) {
            *blocked = true;
        }
    }
    blocked
}

/// One problem for each fault, its parameters and how bad it is.
fn group(rows: &Rows<'_>, blocked: &[bool]) -> Vec<Ranked> {
    // Rows with the same message are alike; different messages may still mean the same.
    let mut of_message: HashMap<(usize, Fault, Severity), usize> = HashMap::new();
    type Key<'a> = (Fault, &'a Details, Severity, Option<&'a str>);
    let mut of_meaning: HashMap<Key<'_>, usize> = HashMap::new();
    let mut found: Vec<Ranked> = Vec::new();
    let all = rows.servers.iter().zip(rows.marks).enumerate();
    for (index, (row, mark)) in all {
        let Some(fault) = row.fault else {
            continue;
        };
        let severity = severity(row, mark, rows.servers);
        let place = *of_message
            .entry((mark.message, fault, severity))
            .or_insert_with(|| {
                // Two messages that no rule knows are not known to mean the same.
                let text = row
                    .message
                    .as_deref()
                    .filter(|_| fault == Fault::Unrecognised);
                *of_meaning
                    .entry((fault, &*row.details, severity, text))
                    .or_insert(found.len())
            });
        let message = rows.messages.get(mark.message);
        if place == found.len() {
            found.push(Ranked {
                problem: Problem {
                    fault,
                    details: (*row.details).clone(),
                    severity,
                    basis: mark.basis,
                    servers: Vec::new(),
                    chain: None,
                    message: row.message.as_deref().map(str::to_owned),
                    because: Vec::new(),
                },
                blocks_pool: false,
                reading: message.and_then(Message::reading).cloned(),
                error_names: Vec::new(),
            });
        }
        let Some(ranked) = found.get_mut(place) else {
            continue;
        };
        ranked.problem.servers.push(index);
        ranked.blocks_pool |= blocked.get(index).copied().unwrap_or_default();
        if let Some(name) = message.and_then(|message| message.error_name)
            && !ranked.error_names.iter().any(|known| known == name)
        {
            ranked.error_names.push(name.to_owned());
        }
    }
    found
}

/// How bad a row's fault is; past, where a later report shows the same server without it.
fn severity(row: &ServerFinding, mark: &Mark, servers: &[ServerFinding]) -> Severity {
    match mark.newest.and_then(|index| servers.get(index)) {
        Some(newest) if newest.fault != row.fault || newest.details != row.details => {
            Severity::Info
        }
        _ => mark.severity,
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
            // It is no probe's: a check tells of it.
            None if fault::refusal(text).is_some() || fault::attempt(text).is_some() => {
                return None;
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
            chain: None,
            message,
            because: Vec::new(),
        },
        blocks_pool: false,
        reading,
        error_names: Vec::new(),
    })
}
