//! What a step may look at to answer itself, and the answer.

use crate::diagnosis::{Case, Diagnosis, PoolFinding, Problem, ServerFinding};
use crate::fault::Details;
use crate::gateway::{BackendPool, BackendSetting, Cloud, Probe, ResourceId, Sku};

/// Where a step stands. The names are public (JSON report).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The person has to look.
    Open,
    /// Evidence shows that it is in order.
    Done,
    /// Evidence shows that it is the cause.
    Culprit,
    /// Evidence that would answer it is missing.
    Needs,
    /// It does not concern this case.
    NotApplicable,
}

impl State {
    /// The public name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Culprit => "culprit",
            Self::Needs => "needs",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// What the case says of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where it stands.
    pub state: State,
    /// Why, in a sentence; for [`State::Needs`], what to paste.
    pub because: Option<String>,
}

impl Answer {
    /// Nothing is known: the person has to look.
    pub const OPEN: Self = Self {
        state: State::Open,
        because: None,
    };

    /// The person has to look, and this helps.
    pub fn open(because: impl Into<String>) -> Self {
        Self::new(State::Open, because)
    }

    /// It is in order.
    pub fn done(because: impl Into<String>) -> Self {
        Self::new(State::Done, because)
    }

    /// It is the cause.
    pub fn culprit(because: impl Into<String>) -> Self {
        Self::new(State::Culprit, because)
    }

    /// It could be answered with this.
    pub fn needs(because: impl Into<String>) -> Self {
        Self::new(State::Needs, because)
    }

    /// It does not concern this case.
    pub fn not_applicable(because: impl Into<String>) -> Self {
        Self::new(State::NotApplicable, because)
    }

    fn new(state: State, because: impl Into<String>) -> Self {
        Self {
            state,
            because: Some(because.into()),
        }
    }
}

/// A case seen from one problem of it, or from one pool, or from nothing in particular.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found in it.
    pub diagnosis: &'a Diagnosis,
    /// The problem, where it is about one.
    pub problem: Option<&'a Problem>,
    /// The server whose names are filled in: the problem's first, or the one chosen.
    pub server: Option<&'a ServerFinding>,
    /// The pool, where it is about one.
    pub pool: Option<&'a PoolFinding>,
}

impl<'a> Situation<'a> {
    /// What the problem's messages say besides which fault they stand for.
    pub fn details(&self) -> Option<&'a Details> {
        self.problem.map(|problem| &problem.details)
    }

    /// The server's address or host name, as given.
    pub fn address(&self) -> Option<&'a str> {
        self.server?.address.as_deref()
    }

    /// The name of the backend setting.
    pub fn setting_name(&self) -> Option<&'a str> {
        match (self.server, self.pool) {
            (Some(server), _) => server.setting.as_deref(),
            (None, Some(pool)) => pool.setting.as_deref(),
            (None, None) => None,
        }
    }

    /// The name of the backend pool.
    pub fn pool_name(&self) -> Option<&'a str> {
        match (self.server, self.pool) {
            (Some(server), _) => server.pool.as_deref(),
            (None, Some(pool)) => pool.pool.as_deref(),
            (None, None) => None,
        }
    }

    /// The name of the gateway.
    pub fn gateway_name(&self) -> Option<&'a str> {
        match (self.server, self.pool) {
            (Some(server), _) => server.gateway.as_deref(),
            (None, Some(pool)) => pool.gateway.as_deref(),
            (None, None) => None,
        }
    }

    /// The names of the gateway: the one concerned, or the only one there is.
    pub fn gateway(&self) -> Option<&'a ResourceId> {
        let mut ids = self.diagnosis.gateways.iter().map(|gateway| &gateway.id);
        match self.gateway_name() {
            Some(name) => ids.find(|id| is_named(id.gateway.as_deref(), name)),
            None => ids.next().filter(|_| self.diagnosis.gateways.len() == 1),
        }
    }

    /// The SKU: typed, else read; `None` where nothing says.
    pub fn sku(&self) -> Option<Sku> {
        let named = self.gateway().and_then(|id| {
            let mut all = self.diagnosis.gateways.iter();
            all.find(|gateway| gateway.id == *id)
        });
        self.case.typed.sku.or(named?.sku)
    }

    /// The configuration of the setting concerned, where the evidence holds it.
    pub fn setting(&self) -> Option<&'a BackendSetting> {
        let name = self.setting_name()?;
        let gateway = self.gateway_name();
        self.case
            .settings()
            .find(|setting| is_named(setting.name.as_deref(), name) && same(&setting.id, gateway))
    }

    /// The configuration of the custom probe attached to the setting, where the evidence holds it.
    pub fn probe(&self) -> Option<&'a Probe> {
        let setting = self.setting()?;
        let name = setting.probe.as_ref()?.as_deref()?;
        let gateway = self.gateway_name();
        self.case
            .probes()
            .find(|probe| is_named(probe.name.as_deref(), name) && same(&probe.id, gateway))
    }

    /// The configuration of the pool concerned, where the evidence holds it.
    pub fn pool_config(&self) -> Option<&'a BackendPool> {
        let name = self.pool_name()?;
        let gateway = self.gateway_name();
        self.case
            .pools()
            .find(|pool| is_named(pool.name.as_deref(), name) && same(&pool.id, gateway))
    }

    /// The cloud: typed, else read, else the public one.
    pub fn cloud(&self) -> Cloud {
        self.case.cloud()
    }
}

/// Azure's names are compared without regard to case.
fn is_named(have: Option<&str>, want: &str) -> bool {
    have.is_some_and(|have| have.eq_ignore_ascii_case(want))
}

/// Whether a part belongs to the gateway, as far as both are known.
fn same(id: &ResourceId, gateway: Option<&str>) -> bool {
    match (id.gateway.as_deref(), gateway) {
        (Some(have), Some(want)) => have.eq_ignore_ascii_case(want),
        _ => true,
    }
}
