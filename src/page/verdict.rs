//! The whole in one line: what a person reads first.

use std::collections::BTreeSet;

use appgw_doctor::diagnosis::{Diagnosis, Outcome, PoolState, Severity};
use appgw_doctor::evidence::{Content, Kind, ReportState};
use appgw_doctor::gateway::Health;
use appgw_doctor::guide::{Topic, playbook};

use super::state::Analysis;
use super::words::count;

/// What the whole case comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something is wrong.
    Fail,
    /// Nothing fails yet.
    Warn,
    /// The report is not there.
    Pending,
    /// All that was given is in order.
    Fine,
    /// What was given says nothing of servers.
    NoReport,
    /// Nothing was recognised.
    Unreadable,
}

/// What a person reads first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// What it comes to.
    pub(crate) tone: Tone,
    /// In a few words.
    pub(crate) headline: String,
    /// More, in a sentence or two.
    pub(crate) summary: String,
}

impl Verdict {
    /// For a screen reader.
    pub(crate) fn spoken(&self) -> String {
        format!("{}. {}", self.headline, self.summary)
    }
}

/// The title of a topic.
pub(crate) fn title(topic: Topic) -> &'static str {
    playbook::entry(topic).map_or(topic.id(), |entry| entry.title)
}

/// Rows that a later row of the same server has replaced.
pub(crate) fn superseded(diagnosis: &Diagnosis) -> BTreeSet<usize> {
    let servers = diagnosis.servers.iter();
    servers.filter_map(|server| server.newer_than).collect()
}

/// The whole in one line.
pub(crate) fn of(analysis: &Analysis) -> Verdict {
    let Analysis { case, diagnosis } = analysis;
    let old = superseded(diagnosis);
    let rows = diagnosis.servers.iter().enumerate();
    let current: Vec<_> = rows
        .filter(|(index, _)| !old.contains(index))
        .map(|(_, server)| server)
        .collect();
    let failing = current
        .iter()
        .filter(|server| matches!(server.health, Health::Unhealthy | Health::Unknown | Health::Other(_)))
        .count();
    let problems = diagnosis.problems.as_slice();
    let failed = diagnosis.checks.iter().filter(|check| check.outcome == Outcome::Fail).count();
    let dead: Vec<&str> = diagnosis
        .pools
        .iter()
        .filter(|pool| matches!(pool.state, PoolState::Unhealthy | PoolState::Empty))
        .filter_map(|pool| pool.pool.as_deref())
        .collect();

    let pending = case.evidence.iter().any(|piece| {
        matches!(&piece.content, Content::Health(report) if report.state == ReportState::Pending)
    });
    let grave = problems.iter().any(|problem| problem.severity == Severity::Error);
    let tone = if grave || failed > 0 || !dead.is_empty() {
        Tone::Fail
    } else if !problems.is_empty() {
        Tone::Warn
    } else if pending && current.is_empty() {
        Tone::Pending
    } else if !current.is_empty() {
        Tone::Fine
    } else if case.evidence.iter().any(|piece| piece.kind() != Kind::Unreadable) {
        Tone::NoReport
    } else {
        Tone::Unreadable
    };

    let headline = match (tone, problems) {
        (Tone::Fail | Tone::Warn, [problem]) => title(Topic::Fault(problem.fault)).to_owned(),
        (Tone::Fail | Tone::Warn, []) if failed > 0 => match failed {
            1 => "1\u{a0}check fails".to_owned(),
            _ => format!("{failed}\u{a0}checks fail"),
        },
        (Tone::Fail | Tone::Warn, []) => "A pool has no server to send requests to".to_owned(),
        (Tone::Fail | Tone::Warn, _) => count(problems.len(), "problem"),
        (Tone::Pending, _) => "The report has not arrived yet".to_owned(),
        (Tone::Fine, _) => match current.len() {
            1 => "The server is healthy".to_owned(),
            number => format!("All {number} servers are healthy"),
        },
        (Tone::NoReport, _) => "No health report among this yet".to_owned(),
        (Tone::Unreadable, _) => "Nothing here was recognised".to_owned(),
    };

    let mut summary = Vec::new();
    if failing > 0 {
        let verb = if failing == 1 { "gets" } else { "get" };
        summary.push(match current.len() {
            1 => "The only server in the report gets no requests.".to_owned(),
            all if all == failing => format!("All {all} servers get no requests."),
            all => format!("{failing} of {all} servers {verb} no requests."),
        });
    }
    match dead.as_slice() {
        [] => {}
        [pool] => summary.push(format!("Clients of pool {pool} get 502 now.")),
        pools => summary.push(format!("Clients of {} pools get 502 now.", pools.len())),
    }
    summary.push(
        match tone {
            Tone::Warn => "Nothing fails yet.",
            Tone::Pending => "The answer is made asynchronously: run the command again in a minute and paste what it prints then.",
            Tone::Fine => "The paste shows no fault. If clients see errors all the same, look at what was not checked.",
            Tone::NoReport => "Paste what the backend health command prints, and the servers are judged too.",
            Tone::Unreadable => "What was expected is said below. The text stays as you pasted it.",
            Tone::Fail => "",
        }
        .to_owned(),
    );
    summary.retain(|sentence| !sentence.is_empty());
    Verdict {
        tone,
        headline,
        summary: summary.join(" "),
    }
}
