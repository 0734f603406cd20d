//! From a case to what is wrong: problems, checks, and what clients see.

mod because;
mod case;
mod chains;
pub mod checks;
mod compare;
mod configuration;
mod coverage;
mod effective;
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
pub use histories::of as history_of;
pub use next::NextFinding;
pub use reach::{Reach, reach, reach_words};

use std::ops::Deref;
use std::sync::Arc;

use crate::access_log::Traffic;
use crate::certificate::Certificate;
use crate::chain;
use crate::evidence::{Content, Kind, Position, ReportState};
use crate::fault::{Basis, Details, Fault};
use crate::gateway::{Cloud, Health, Protocol, ResourceId, Sku};
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

/// Judges a case.
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

/// A gateway as far as the evidence names it.
#[derive(Clone, Debug, PartialEq)]
pub struct GatewayFinding {
    /// Its names.
    pub id: ResourceId,
    /// Its SKU, typed or read; `None` where nothing says and v2 is assumed.
    pub sku: Option<Sku>,
}

/// One server as one row of evidence shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerFinding {
    /// What it shares with the other rows of its pool and setting. All of it can be asked of the
    /// finding: that it stands once for a hundred thousand rows is nobody's concern.
    pub place: Arc<ServerPlace>,
    /// Where the row begins.
    pub position: Position,
    /// Its address or host name, as given.
    pub address: Option<Arc<str>>,
    /// Its health; [`Health::Other`] with nothing in it where the row has none.
    pub health: Health,
    /// The probe's message, whole.
    pub message: Option<Arc<str>>,
    /// What the row stands for; `None` where nothing is wrong.
    pub fault: Option<Fault>,
    /// What the message says besides.
    pub details: Arc<Details>,
    /// The row of the same server that is older than this one: an index into the diagnosis's.
    pub newer_than: Option<usize>,
}

impl Deref for ServerFinding {
    type Target = ServerPlace;

    fn deref(&self) -> &ServerPlace {
        &self.place
    }
}

/// The pool and setting that rows of one report stand under.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServerPlace {
    /// The evidence they stand in: an index into the case's.
    pub evidence: usize,
    /// The gateway, where ids name it.
    pub gateway: Option<Arc<str>>,
    /// The same as an index into the diagnosis's: gateways in two resource groups may share a name.
    pub gateway_index: Option<usize>,
    /// The pool's name.
    pub pool: Option<Arc<str>>,
    /// The backend setting's name.
    pub setting: Option<Arc<str>>,
    /// The setting's port, where some evidence shows it.
    pub port: Option<u16>,
    /// The setting's protocol, where some evidence shows it.
    pub protocol: Option<Protocol>,
}

/// One run of certificates, as the gateway of the case would judge it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainFinding {
    /// The evidence it stands in: an index into the case's.
    pub evidence: usize,
    /// The rows of the server that presented it: indices into the diagnosis's. Empty where the
    /// evidence does not tell which one that was.
    pub servers: Vec<usize>,
    /// Where the compared name comes from, as in "the host name of the backend setting".
    pub name_from: Option<String>,
    /// How the gateway was taken to be set up.
    pub setup: Setup,
    /// Whether the chain's trust is open because roots that count are not known here.
    pub trust_open: bool,
    /// What the gateway would say.
    pub verdict: chain::Verdict,
}

/// How a gateway is set up, as far as it decides on a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// The SKU.
    pub sku: Sku,
    /// The name that is compared, where it is known.
    pub host: Option<String>,
    /// The uploaded certificates that count, those typed in first.
    pub uploaded: Vec<Certificate>,
    /// Names of uploaded certificates whose content the evidence does not show.
    pub hidden: Vec<String>,
    /// Overrides which list counts: `Some(true)` the well-known one, `Some(false)` the uploaded
    /// ones, even when there are none.
    pub well_known_ca: Option<bool>,
    /// `validateCertChainAndExpiry` of the setting.
    pub validate_chain_and_expiry: bool,
    /// `validateSNI` of the setting.
    pub validate_sni: bool,
    /// `sniName` of the setting, where `host` is not already made of it.
    pub sni_name: Option<String>,
}

/// A pool with one backend setting, and what clients get from it.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolFinding {
    /// The evidence it stands in: an index into the case's.
    pub evidence: usize,
    /// The gateway, where ids name it.
    pub gateway: Option<Arc<str>>,
    /// The same as an index into the diagnosis's.
    pub gateway_index: Option<usize>,
    /// The pool's name.
    pub pool: Option<Arc<str>>,
    /// The backend setting's name.
    pub setting: Option<Arc<str>>,
    /// Its servers: indices into the diagnosis's.
    pub servers: Vec<usize>,
    /// Whether the report ends inside the list of its servers, so that there may be more.
    pub cut: bool,
    /// What clients see now.
    pub state: PoolState,
}

/// What clients see from a pool now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolState {
    /// Every server is healthy.
    Healthy,
    /// Some servers are healthy, some are not: the Degraded article.
    Degraded,
    /// No server is healthy: clients get 502 (one document says 503). The Unhealthy pool article.
    Unhealthy,
    /// No server is healthy, and none is known to be unhealthy: the report says nothing.
    Unknown,
    /// The pool has no targets.
    Empty,
}

impl PoolState {
    /// The public name (JSON report).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Degraded => "degraded",
            Self::Unhealthy => "unhealthy",
            Self::Unknown => "unknown",
            Self::Empty => "empty",
        }
    }

    /// What clients see now, in a sentence.
    pub fn clients_see(self) -> &'static str {
        match self {
            Self::Healthy => say::HEALTHY,
            Self::Degraded => say::DEGRADED,
            Self::Unhealthy => say::UNHEALTHY,
            Self::Unknown => say::UNKNOWN,
            Self::Empty => say::EMPTY,
        }
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Servers get no requests because of it.
    Error,
    /// Nothing fails yet.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The public name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A fault that one or more servers share.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The fault.
    pub fault: Fault,
    /// What the messages say besides: the same for all its servers.
    pub details: Details,
    /// How bad it is.
    pub severity: Severity,
    /// How the reading of the message is known.
    pub basis: Basis,
    /// Its servers: indices into the diagnosis's; empty for a message by itself.
    pub servers: Vec<usize>,
    /// The chain that shows it: an index into the diagnosis's.
    pub chain: Option<usize>,
    /// The message as first seen, whole.
    pub message: Option<String>,
    /// Why it is thought to be so, a sentence each.
    pub because: Vec<String>,
}

/// Whether a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// It is broken.
    Fail,
    /// It is not broken, but will do harm.
    Warn,
    /// The evidence does not tell.
    Unknown,
    /// It does not concern this gateway.
    NotApplicable,
}

impl Outcome {
    /// The public name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// A rule that the evidence bears on, and whether it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The public id, such as `pool-empty`.
    pub id: &'static str,
    /// Whether it holds.
    pub outcome: Outcome,
    /// How the rule is known.
    pub basis: Basis,
    /// What it was checked on: the name of a pool, a setting, a rule; with its gateway's name where
    /// the evidence names several gateways.
    pub subject: String,
    /// The gateway it was checked on: an index into the diagnosis's.
    pub gateway: Option<usize>,
    /// Why, in a sentence.
    pub because: String,
}

#[cfg(test)]
mod tests;
