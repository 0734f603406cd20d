//! What the text and the ticket say in the same words.

use std::collections::HashSet;

use crate::access_log::Traffic;
use crate::chain::{self, Fix, Judged, words};
use crate::diagnosis::{
    self, Case, ChainFinding, Diagnosis, Outcome, PoolFinding, PoolState, ServerFinding, Severity,
    Verdict,
};
use crate::evidence::Content;
use crate::gateway::{Health, Protocol};
use crate::guide::situation::State;
use crate::guide::{GuidedStep, effective_probe};
use crate::language::report::summary as say;
use crate::metrics::History;
use crate::order;
use crate::words::{Noun, counted};

/// The whole in a sentence or two.
pub(super) fn headline(diagnosis: &Diagnosis) -> String {
    let some = |count: usize, noun: &Noun| (count > 0).then(|| counted(count, noun));
    let of = |severity| {
        let mut count = 0;
        for problem in &diagnosis.problems {
            count += usize::from(problem.severity == severity);
        }
        count
    };
    let checks = |outcome| {
        let all = diagnosis.checks.iter();
        all.filter(|check| check.outcome == outcome).count()
    };
    let list = |parts: [Option<String>; 4]| {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(", ")
    };
    match diagnosis.verdict {
        Verdict::Problems | Verdict::Warnings => {
            let counts = list([
                some(of(Severity::Error), &say::PROBLEMS),
                some(checks(Outcome::Fail), &say::FAILED_CHECKS),
                some(of(Severity::Warning), &say::WARNINGS),
                some(checks(Outcome::Warn), &say::CHECKS_THAT_WARN),
            ]);
            match diagnosis.verdict {
                Verdict::Problems => say::problems(&counts),
                _ => say::warnings(&counts),
            }
        }
        Verdict::Unknown => say::UNKNOWN.to_owned(),
        Verdict::NothingWrong => say::NOTHING_WRONG.to_owned(),
        Verdict::Pending => say::PENDING.to_owned(),
        Verdict::NothingJudged => say::NOTHING_JUDGED.to_owned(),
        Verdict::NothingReadable => say::NOTHING_READABLE.to_owned(),
    }
}

/// How many pools are named before they are only counted.
const POOLS: usize = 10;

/// Pools that have servers that fail, as the latest report of each shows them: those that serve
/// nobody first; and how many more there are.
pub(super) fn failing_pools(diagnosis: &Diagnosis) -> (Vec<&PoolFinding>, usize) {
    let old: HashSet<usize> = superseded(diagnosis).collect();
    let is_current = |pool: &&PoolFinding| {
        pool.servers.is_empty() || !pool.servers.iter().all(|row| old.contains(row))
    };
    let mut pools: Vec<&PoolFinding> = diagnosis
        .pools
        .iter()
        .filter(|pool| {
            matches!(
                pool.state,
                PoolState::Unhealthy | PoolState::Empty | PoolState::Degraded
            )
        })
        .filter(is_current)
        .collect();
    order::sort_by_key(&mut pools, |pool| pool.state == PoolState::Degraded);
    let more = pools.len().saturating_sub(POOLS);
    pools.truncate(POOLS);
    (pools, more)
}

/// What a pool is called; with its gateway, where there are several.
pub(super) fn pool_name(diagnosis: &Diagnosis, pool: &PoolFinding) -> String {
    let name = match (pool.pool.as_deref(), pool.setting.as_deref()) {
        (None, None) => say::THE_POOL.to_owned(),
        (name, setting) => say::pool(place(name, setting)),
    };
    match pool.gateway.as_deref() {
        Some(gateway) if diagnosis.gateways.len() > 1 => say::of_gateway(&name, gateway),
        _ => name,
    }
}

/// How many servers of a pool fail, and what clients see of it.
pub(super) fn clients_see(diagnosis: &Diagnosis, pool: &PoolFinding) -> String {
    let rows = pool
        .servers
        .iter()
        .filter_map(|&row| diagnosis.servers.get(row));
    let healthy = rows.filter(|row| row.health == Health::Healthy).count();
    let mut text = match pool.state {
        PoolState::Degraded => {
            let total = pool.servers.len();
            let tells = pool.state.clients_see();
            say::healthy_of(healthy, total, tells)
        }
        state => state.clients_see().to_owned(),
    };
    if let Some(reached) = diagnosis::reach_words(diagnosis, pool) {
        text.push(' ');
        text.push_str(&reached);
    }
    text
}

/// Why a step is answered as it is. What it needs is said once, of the first step that needs it.
pub(super) fn because(steps: &[GuidedStep], index: usize) -> Option<String> {
    let answer = &steps.get(index)?.answer;
    let earlier = steps.iter().take(index).position(|earlier| {
        answer.state == State::Needs
            && earlier.answer.state == State::Needs
            && earlier.answer.because == answer.because
    });
    match earlier {
        Some(earlier) => Some(say::as_step(earlier + 1)),
        None => answer.because.clone(),
    }
}

/// That some steps are left out because they do not apply.
pub(super) fn steps_left_out(steps: &[GuidedStep]) -> Option<String> {
    let out = steps
        .iter()
        .filter(|guided| guided.answer.state == State::NotApplicable)
        .count();
    match out {
        0 => None,
        1 => Some(say::ONE_STEP_LEFT_OUT.to_owned()),
        n => Some(say::steps_left_out(n)),
    }
}

/// What metrics say of a pool over time.
pub(super) fn history(history: &History) -> String {
    format!("{}: {}", history.title(), history.sentences().join(" "))
}

/// What failed in the access log, a line each, and how many more there are.
pub(super) fn failed(traffic: &Traffic) -> Vec<String> {
    const GROUPS: usize = 10;
    let shown = traffic.failed.iter().take(GROUPS).map(|group| {
        format!(
            "{}: {} [{}]",
            group.label(),
            group.because,
            group.basis.as_str()
        )
    });
    let mut lines: Vec<String> = shown.collect();
    let more = traffic.failed.len().saturating_sub(GROUPS);
    if more > 0 {
        lines.push(say::more_failed_requests(more));
    }
    lines
}

/// Rows that a later report replaces.
pub(super) fn superseded(diagnosis: &Diagnosis) -> impl Iterator<Item = usize> {
    diagnosis.servers.iter().filter_map(|row| row.newer_than)
}

/// A pool's name and the setting it is used with.
pub(super) fn place(pool: Option<&str>, setting: Option<&str>) -> String {
    match (pool, setting) {
        (Some(pool), Some(setting)) => format!("{pool} / {setting}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "-".to_owned(),
    }
}

/// The port and protocol of a row's setting, as far as they are known.
pub(super) fn port(row: &ServerFinding) -> Option<String> {
    match (row.port, row.protocol.map(Protocol::as_str)) {
        (Some(port), Some(protocol)) => Some(format!("{protocol} {port}")),
        (Some(port), None) => Some(port.to_string()),
        (None, Some(protocol)) => Some(protocol.to_owned()),
        (None, None) => None,
    }
}

/// A health, or that there is none.
pub(super) fn health(health: &Health) -> &str {
    match crate::words::health(health) {
        "" => "-",
        given => given,
    }
}

/// A chain in lines for text and ticket: what the gateway would say and why; what stands at each
/// position; what would come next; what to change.
pub(super) struct ChainText {
    /// Where it stands and what it was judged for.
    pub(super) head: String,
    /// What the gateway would say, and how that is known.
    pub(super) verdict: String,
    /// Why, a sentence each.
    pub(super) why: Vec<String>,
    /// One line for each certificate.
    pub(super) certificates: Vec<String>,
    /// What is worth knowing, the verdict aside.
    pub(super) warnings: Vec<String>,
    /// What would make it pass, in order.
    pub(super) fixes: Vec<String>,
}

/// Puts a chain into words.
pub(super) fn chain_text(case: &Case, finding: &ChainFinding) -> ChainText {
    let verdict = &finding.verdict;
    let basis = verdict.basis.as_str();
    let said = match (verdict.state, verdict.predicted) {
        (chain::State::Accepted, _) => {
            let by = verdict.trusted_by.as_ref().map_or(String::new(), |by| {
                say::trusted_by(by.list.words(), &by.subject)
            });
            say::would_accept(&by, basis)
        }
        (chain::State::Refused, Some(fault)) => {
            let message = words::message(fault).unwrap_or_default();
            let code = verdict
                .openssl_code
                .map_or_else(|| "?".to_owned(), |code| code.to_string());
            say::would_refuse(fault.id(), basis, message.replace("{errorCode}", &code))
        }
        _ if verdict.faults.is_empty() => say::cannot_be_said(basis),
        _ => {
            let faults: Vec<&str> = verdict.faults.iter().map(|fault| fault.id()).collect();
            say::cannot_be_said_but(basis, faults.join(", "))
        }
    };
    let mut why: Vec<String> = match (verdict.predicted, verdict.state) {
        (Some(fault), _) => verdict.shows(fault, &finding.setup.uploaded),
        (None, chain::State::Unknown) => verdict
            .faults
            .iter()
            .flat_map(|fault| verdict.shows(*fault, &finding.setup.uploaded))
            .collect(),
        _ => Vec::new(),
    };
    why.extend(verdict.openssl());
    let next = verdict.next_faults();
    if verdict.state == chain::State::Refused && !next.is_empty() {
        let next: Vec<&str> = next.iter().map(|fault| fault.id()).collect();
        why.push(say::then(next.join(", ")));
    }
    ChainText {
        head: format!("{}.", diagnosis::chain_subject(case, finding)),
        verdict: said,
        why,
        certificates: verdict.certificates.iter().map(certificate).collect(),
        warnings: verdict
            .warnings
            .iter()
            .map(|warning| match warning.position {
                Some(position) => format!("{position}: {}", warning.text),
                None => warning.text.clone(),
            })
            .collect(),
        fixes: verdict.fixes.iter().map(Fix::sentence).collect(),
    }
}

fn certificate(judged: &Judged) -> String {
    let mut text = say::certificate(
        judged.position,
        judged.role.as_str(),
        &judged.subject,
        &judged.issuer,
    );
    if let (Some(from), Some(to)) = (judged.not_before, judged.not_after) {
        text.push_str(&say::valid(from, to));
    }
    if !judged.problems.is_empty() {
        let problems: Vec<&str> = judged
            .problems
            .iter()
            .map(|problem| problem.as_str())
            .collect();
        text.push_str(&format!(" ({})", problems.join(", ")));
    }
    text
}

/// What will show once a problem is fixed, a sentence each.
pub(super) fn next(diagnosis: &Diagnosis, problem: usize) -> Vec<String> {
    let all = diagnosis.next.iter().filter(|next| next.problem == problem);
    all.map(|next| {
        let because = next.because.replace('`', "");
        match next.fault {
            Some(fault) => say::comes_next(
                super::title(fault),
                fault.id(),
                next.basis.as_str(),
                &because,
            ),
            None => format!("{because} [{}]", next.basis.as_str()),
        }
    })
    .collect()
}

/// How many probes are told before they are only counted.
const PROBES: usize = 12;

/// The effective probes in lines: a head, and what each of them does; and how many more there are.
pub(super) fn probes(case: &Case, diagnosis: &Diagnosis) -> (Vec<(String, Vec<String>)>, usize) {
    let all = &diagnosis.effective_probes;
    let told = all.iter().take(PROBES).map(|finding| {
        let address = finding.addresses.first().map(String::as_str);
        let probe = finding.of_server(case, diagnosis, address);
        let mut head = finding.label(diagnosis);
        if let Some(first) = head.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let rows = effective_probe::rows(case, diagnosis, finding, &probe);
        let mut lines: Vec<String> = rows
            .into_iter()
            .map(|row| {
                let value = row.value.replace('`', "");
                match row.from {
                    Some(from) => format!("{}: {value} [{from}]", row.label),
                    None => format!("{}: {value}", row.label),
                }
            })
            .collect();
        if finding.addresses.len() > 1 {
            lines.push(say::as_first_server_gets_it(finding.addresses.len()));
        }
        let other = effective_probe::readings(&probe);
        lines.extend(other.iter().map(|text| text.replace('`', "")));
        (head, lines)
    });
    (told.collect(), all.len().saturating_sub(PROBES))
}

/// How many rows have each health, the worst first.
pub(super) fn health_counts(diagnosis: &Diagnosis) -> String {
    let mut counts: Vec<(u8, &str, usize)> = Vec::new();
    for row in &diagnosis.servers {
        let word = health(&row.health);
        match counts.iter_mut().find(|(_, known, _)| *known == word) {
            Some((_, _, count)) => *count += 1,
            None => {
                let rank = match row.health {
                    Health::Unhealthy => 0,
                    Health::Unknown => 1,
                    Health::Other(_) => 2,
                    Health::Partial | Health::Draining => 3,
                    Health::Healthy => 4,
                };
                counts.push((rank, word, 1));
            }
        }
    }
    order::sort_by_key(&mut counts, |(rank, _, _)| *rank);
    let shown = counts.iter().take(6).map(|(_, word, count)| match *word {
        "-" => say::without_health(*count),
        word => say::with_health(*count, word),
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// Pieces that are not judged: where they stand, and why.
pub(super) fn unread(case: &Case) -> impl Iterator<Item = (String, Vec<String>)> {
    case.evidence.iter().filter_map(|piece| {
        let what = match piece.content {
            Content::Unreadable => say::NOT_RECOGNISED,
            Content::Recognised(kind) => kind.as_str(),
            _ if piece.notes.is_empty() => return None,
            _ => piece.kind().as_str(),
        };
        let head = say::piece(
            &piece.source,
            piece.position.line,
            piece.position.column,
            what,
        );
        let notes = piece
            .notes
            .iter()
            .map(|note| say::note(note.position.line, note.position.column, &note.text));
        Some((head, notes.collect()))
    })
}
