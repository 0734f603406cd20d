//! What was found of each gateway, server, pool and chain, and what is wrong with them.

use std::ops::Deref;
use std::sync::Arc;

use crate::certificate::Certificate;
use crate::chain;
use crate::evidence::Position;
use crate::fault::{Basis, Details, Fault};
use crate::gateway::{Health, Protocol, ResourceId, Sku};
use crate::language::diagnosis as say;

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
