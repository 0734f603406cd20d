//! From a case to what is wrong: problems, checks, and what clients see.

mod case;

pub use case::{Case, Typed};

use crate::evidence::Position;
use crate::fault::{Basis, Details, Fault};
use crate::gateway::{Health, Protocol, ResourceId, Sku};
use crate::time::Timestamp;

/// Everything that was found in a case: a pure function of the case and its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// The time it was judged at.
    pub at: Timestamp,
    /// The gateways that the evidence names.
    pub gateways: Vec<GatewayFinding>,
    /// One for each row of evidence, in the order pasted.
    pub servers: Vec<ServerFinding>,
    /// The pools that the evidence names, in the order pasted.
    pub pools: Vec<PoolFinding>,
    /// Faults seen in the evidence, the gravest first.
    pub problems: Vec<Problem>,
    /// Rules that the evidence bears on.
    pub checks: Vec<Check>,
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
    /// The evidence it stands in: an index into the case's.
    pub evidence: usize,
    /// Where the row begins.
    pub position: Position,
    /// The gateway, where ids name it.
    pub gateway: Option<String>,
    /// The pool's name.
    pub pool: Option<String>,
    /// The backend setting's name.
    pub setting: Option<String>,
    /// The setting's port, where some evidence shows it.
    pub port: Option<u16>,
    /// The setting's protocol, where some evidence shows it.
    pub protocol: Option<Protocol>,
    /// Its address or host name, as given.
    pub address: Option<String>,
    /// Its health.
    pub health: Health,
    /// The probe's message, whole.
    pub message: Option<String>,
    /// What the row stands for; `None` where nothing is wrong.
    pub fault: Option<Fault>,
    /// What the message says besides.
    pub details: Details,
    /// The row of the same server that is older than this one: an index into the diagnosis's.
    pub newer_than: Option<usize>,
}

/// A pool with one backend setting, and what clients get from it.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolFinding {
    /// The evidence it stands in: an index into the case's.
    pub evidence: usize,
    /// The gateway, where ids name it.
    pub gateway: Option<String>,
    /// The pool's name.
    pub pool: Option<String>,
    /// The backend setting's name.
    pub setting: Option<String>,
    /// Its servers: indices into the diagnosis's.
    pub servers: Vec<usize>,
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

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// What it was checked on: the name of a pool, a setting, a rule.
    pub subject: String,
    /// Why, in a sentence.
    pub because: String,
}
