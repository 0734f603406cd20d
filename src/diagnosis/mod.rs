//! From a case to what is wrong: problems, checks, and what clients see.

mod attempts;
mod because;
mod case;
mod chains;
pub mod checks;
mod compare;
mod configuration;
mod coverage;
mod effective;
mod finding;
mod gateways;
mod histories;
mod missing;
mod next;
mod pools;
mod problems;
mod reach;
mod responses;
mod servers;
pub mod surroundings;
mod traffic;

pub use case::{Case, Typed, TypedValue};
pub use chains::subject as chain_subject;
pub use compare::{Change, CheckChange, Comparison, ProblemChange, ServerChange, compare};
pub use configuration::{Configuration, Origin, Part};
pub use coverage::{Coverage, Missing, coverage};
pub use effective::ProbeFinding;
pub use finding::{
    ChainFinding, Check, GatewayFinding, Outcome, PoolFinding, PoolState, Problem, ServerFinding,
    ServerPlace, Setup, Severity,
};
pub use histories::of as history_of;
pub use next::NextFinding;
pub use reach::{Reach, reach, reach_words};

use crate::access_log::Traffic;
use crate::chain;
use crate::evidence::{Content, Kind, ReportState};
use crate::gateway::Cloud;
use crate::language::diagnosis as say;
use crate::metrics::History;
use crate::time::Timestamp;
use servers::Rows;

/// Everything that was found in a case: a pure function of the case and its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// The time it was judged at.
    pub at: Timestamp,
    /// The cloud: typed, else read, else the public one.
    pub cloud: Cloud,
    /// The gateways that the evidence names.
    pub gateways: Vec<GatewayFinding>,
    /// One for each row of evidence, in the order pasted.
    pub servers: Vec<ServerFinding>,
    /// The gateways' configuration, put together from all that was pasted and typed in.
    pub configuration: Configuration,
    /// The pools that the evidence names, in the order pasted.
    pub pools: Vec<PoolFinding>,
    /// Which probes run, pool by pool and setting by setting.
    pub effective_probes: Vec<ProbeFinding>,
    /// What will show behind the problems, once they are fixed.
    pub next: Vec<NextFinding>,
    /// Faults seen in the evidence, the gravest first.
    pub problems: Vec<Problem>,
    /// One for each run of certificates in the evidence, in the order pasted.
    pub chains: Vec<ChainFinding>,
    /// Healthy and unhealthy servers over time, of each pool and setting that metrics are of.
    pub histories: Vec<History>,
    /// What the access log comes to, where there is one.
    pub traffic: Option<Traffic>,
    /// Rules that the evidence bears on.
    pub checks: Vec<Check>,
    /// What else a reader has to know: what was assumed, where what was typed in beats evidence.
    pub notes: Vec<String>,
    /// What it all comes to.
    pub verdict: Verdict,
}

impl Diagnosis {
    /// What is found where nothing was given, at that time.
    pub fn of_nothing(at: Timestamp) -> Self {
        Self {
            at,
            cloud: Cloud::default(),
            gateways: Vec::new(),
            servers: Vec::new(),
            configuration: Configuration::default(),
            pools: Vec::new(),
            effective_probes: Vec::new(),
            next: Vec::new(),
            problems: Vec::new(),
            chains: Vec::new(),
            histories: Vec::new(),
            traffic: None,
            checks: Vec::new(),
            notes: Vec::new(),
            verdict: Verdict::NothingReadable,
        }
    }
}

/// What a diagnosis comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A fault keeps servers from requests, or a check fails.
    Problems,
    /// Nothing fails yet.
    Warnings,
    /// Nothing wrong was found, but whether the gateway would accept a chain cannot be said.
    Unknown,
    /// What was given was judged, and is in order.
    NothingWrong,
    /// The report is `null`: the asynchronous answer has not arrived, and there is nothing else.
    Pending,
    /// Some of it was recognised, but nothing in it is judged here.
    NothingJudged,
    /// Nothing was recognised.
    NothingReadable,
}

impl Verdict {
    /// The public name (JSON report).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Problems => "problems",
            Self::Warnings => "warnings",
            Self::Unknown => "unknown",
            Self::NothingWrong => "nothing-wrong",
            Self::Pending => "pending",
            Self::NothingJudged => "nothing-judged",
            Self::NothingReadable => "nothing-readable",
        }
    }
}

impl Diagnosis {
    /// Whether clients that see errors have to look past the servers' health: every server of every
    /// report is healthy, or there is no report, and the access log holds server errors.
    pub fn may_fail_though_healthy(&self) -> bool {
        let errors = self
            .traffic
            .as_ref()
            .is_some_and(|traffic| traffic.server_errors() > 0);
        let mut pools = self.pools.iter();
        let all_healthy = pools.all(|pool| pool.state == PoolState::Healthy);
        all_healthy && (errors || !self.pools.is_empty())
    }
}

/// Judges a case: a pure function of it. No input makes it fail; what cannot be told is said to be so.
pub fn diagnose(case: &Case) -> Diagnosis {
    let gateways = gateways::find(case);
    let configuration = Configuration::of(case);
    let (servers, marks, messages) = servers::find(case, &gateways, &configuration);
    let cloud = case.cloud_read();
    let pools = pools::find(case, &gateways, &servers);
    let effective_probes = effective::find(&configuration, &gateways, &servers, &pools);
    let chains = chains::find(case, &configuration, &gateways, &servers);
    let histories = histories::find(case);
    let mut problems = problems::find(
        case,
        &Rows {
            servers: &servers,
            marks: &marks,
            messages: &messages,
        },
        &pools,
        &chains,
    );
    let traffic = traffic::find(case, &configuration);
    histories::explain(&histories, &servers, &mut problems);
    for problem in &mut problems {
        if checks::contradicts(case, problem, &chains) {
            problem.because.push(say::CONTRADICTED.to_owned());
        }
    }
    let checks = checks::run(
        case,
        checks::Found {
            histories: &histories,
            traffic: traffic.as_ref(),
            gateways: &gateways,
            configuration: &configuration,
            servers: &servers,
            pools: &pools,
            problems: &problems,
            chains: &chains,
        },
    );
    let mut notes = gateways::notes(case, &configuration, &gateways, cloud);
    notes.extend(configuration.notes.iter().cloned());
    notes.extend(missing::notes(&configuration));
    notes.extend(surroundings::notes(case));
    notes.extend(configuration.gateways.iter().filter_map(|gateway| {
        let name = gateway.id.gateway.as_deref().unwrap_or(say::PASTED);
        let owner = gateway.owner?;
        Some(owner.advice(&say::gateway(name)))
    }));
    if chains.is_empty() {
        notes.extend(case.typed.roots.iter().map(|root| {
            say::root_not_used(root.name.as_deref().unwrap_or(crate::words::WITHOUT_A_NAME))
        }));
    }
    let mut diagnosis = Diagnosis {
        at: case.at,
        cloud: case.typed.cloud.or(cloud).unwrap_or_default(),
        gateways,
        servers,
        configuration,
        pools,
        effective_probes,
        next: Vec::new(),
        problems,
        chains,
        histories,
        traffic,
        checks,
        notes,
        verdict: Verdict::NothingReadable,
    };
    diagnosis.next = next::find(case, &diagnosis);
    diagnosis.verdict = verdict(case, &diagnosis);
    diagnosis
}

fn verdict(case: &Case, diagnosis: &Diagnosis) -> Verdict {
    let problem = |severity| {
        let mut problems = diagnosis.problems.iter();
        problems.any(|problem| problem.severity == severity)
    };
    let check = |outcome| {
        diagnosis
            .checks
            .iter()
            .any(|check| check.outcome == outcome)
    };
    let report = |state| {
        case.evidence.iter().any(|piece| match &piece.content {
            Content::Health(report) => report.state == state,
            _ => false,
        })
    };
    // What is read into the gateway's nouns is judged, even where no rule bears on it.
    let judged = case.evidence.iter().any(|piece| match &piece.content {
        Content::Health(report) => report.state == ReportState::Present,
        Content::Recognised(_) | Content::Unreadable => false,
        _ => true,
    });
    let judged = judged || !case.typed.values.is_empty();
    let recognised = case.evidence.iter().any(|e| e.kind() != Kind::Unreadable);
    if problem(Severity::Error) || check(Outcome::Fail) {
        Verdict::Problems
    } else if problem(Severity::Warning) || check(Outcome::Warn) {
        Verdict::Warnings
    } else if diagnosis
        .chains
        .iter()
        .any(|chain| chain.verdict.state == chain::State::Unknown)
    {
        Verdict::Unknown
    } else if judged {
        Verdict::NothingWrong
    } else if report(ReportState::Pending) {
        Verdict::Pending
    } else if recognised {
        Verdict::NothingJudged
    } else {
        Verdict::NothingReadable
    }
}

#[cfg(test)]
mod tests;
