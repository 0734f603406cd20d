//! The configuration of the gateways of a case, put together from all that was pasted: of what is
//! there twice the last counts, value by value, and what was typed in wins.

mod merge;
mod typed;

use super::Case;
use crate::evidence::{Content, Evidence, HealthReport};
use crate::gateway::field::Field;
use crate::gateway::{BackendPool, BackendSetting, GatewayConfig, Probe, ResourceId};
use crate::language::diagnosis::configuration as say;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A piece of evidence, and the line of its source.
    Read {
        /// An index into the case's evidence.
        evidence: usize,
        /// The line, from 1.
        line: u32,
    },
    /// Typed in by hand.
    Typed,
}

impl Origin {
    /// Where it comes from, as in "gateway.json, line 12".
    pub fn words(self, case: &Case) -> String {
        match self {
            Self::Typed => say::TYPED_IN.to_owned(),
            Self::Read { evidence, line } => match case.evidence.get(evidence) {
                Some(piece) => say::piece(&piece.source, line),
                None => say::line(line),
            },
        }
    }
}

/// A setting or a probe, and where each of its values comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part<T> {
    /// It.
    pub value: T,
    /// Where its values come from, as far as they are known.
    pub from: Vec<(Field, Origin)>,
}

impl<T> Part<T> {
    /// Where a value comes from; `None` where it is not known.
    pub fn origin(&self, field: Field) -> Option<Origin> {
        let known = self.from.iter().find(|(known, _)| *known == field)?;
        Some(known.1)
    }
}

/// The configuration of every gateway of a case. A part that the evidence shows several times is
/// there once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configuration {
    /// The gateways; their lists of parts are those of the last paste.
    pub gateways: Vec<GatewayConfig>,
    /// Backend settings, of layer 7 and layer 4.
    pub settings: Vec<Part<BackendSetting>>,
    /// Custom probes.
    pub probes: Vec<Part<Probe>>,
    /// Backend pools.
    pub pools: Vec<BackendPool>,
    /// Where pastes, or what was typed in, disagree.
    pub notes: Vec<String>,
}

impl Configuration {
    /// Puts a case's configuration together.
    pub fn of(case: &Case) -> Self {
        let mut all = Self::default();
        for (evidence, piece) in case.evidence.iter().enumerate() {
            match &piece.content {
                Content::Settings(settings) => {
                    for setting in settings {
                        all.setting_read(case, setting, origin(evidence, piece, setting.line));
                    }
                }
                Content::Probes(probes) => {
                    for probe in probes {
                        all.probe_read(case, probe, origin(evidence, piece, probe.line));
                    }
                }
                Content::Pools(pools) => pools.iter().for_each(|pool| all.pool_read(pool)),
                Content::Gateways(gateways) => {
                    for gateway in gateways {
                        all.gateway_read(case, gateway, evidence, piece);
                    }
                }
                Content::Health(report) => {
                    for setting in expanded(report) {
                        all.setting_read(case, setting, origin(evidence, piece, setting.line));
                    }
                }
                _ => {}
            }
        }
        all.type_in(case, &case.typed);
        all
    }

    /// The backend settings of all gateways, each once.
    pub fn settings(&self) -> impl Iterator<Item = &BackendSetting> {
        self.settings.iter().map(|part| &part.value)
    }

    /// The custom probes of all gateways, each once.
    pub fn probes(&self) -> impl Iterator<Item = &Probe> {
        self.probes.iter().map(|part| &part.value)
    }

    /// The setting of that name on that gateway.
    pub fn setting(&self, name: &str, gateway: Option<&ResourceId>) -> Option<&BackendSetting> {
        self.settings()
            .find(|part| named(part.name.as_deref(), name) && belongs(&part.id, gateway))
    }

    /// The probe of that name on that gateway.
    pub fn probe(&self, name: &str, gateway: Option<&ResourceId>) -> Option<&Probe> {
        self.probes()
            .find(|part| named(part.name.as_deref(), name) && belongs(&part.id, gateway))
    }

    /// The custom probe that a setting names, where the evidence holds it.
    pub fn attached(&self, setting: &BackendSetting) -> Option<&Probe> {
        self.probe(setting.probe.as_ref()?.as_deref()?, Some(&setting.id))
    }

    /// The pool of that name on that gateway.
    pub fn pool(&self, name: &str, gateway: Option<&ResourceId>) -> Option<&BackendPool> {
        self.pools
            .iter()
            .find(|part| named(part.name.as_deref(), name) && belongs(&part.id, gateway))
    }

    /// The pools that a rule leads to with a setting; where the evidence shows no rules, the only pool
    /// that its gateway has.
    pub fn pools_with(&self, setting: &BackendSetting) -> Vec<&BackendPool> {
        let rules = self.gateway(&setting.id).map(|known| &known.routing.rules);
        let rules = rules.filter(|rules| !rules.is_empty());
        let (Some(rules), Some(name)) = (rules, setting.name.as_deref()) else {
            let mut pools = self.pools.iter();
            let mut pools = pools
                .by_ref()
                .filter(|pool| belongs(&pool.id, Some(&setting.id)));
            let first = pools.next();
            return first
                .filter(|_| pools.next().is_none())
                .into_iter()
                .collect();
        };
        let mut found: Vec<&BackendPool> = Vec::new();
        for rule in rules
            .iter()
            .filter(|rule| named(rule.setting.as_deref(), name))
        {
            let pool = rule.pool.as_deref();
            let pool = pool.and_then(|pool| self.pool(pool, Some(&setting.id)));
            if let Some(pool) = pool
                && !found.iter().any(|known| std::ptr::eq(*known, pool))
            {
                found.push(pool);
            }
        }
        found
    }

    /// The gateway with these names.
    pub fn gateway(&self, id: &ResourceId) -> Option<&GatewayConfig> {
        let mut gateways = self.gateways.iter();
        gateways.find(|known| known.id.gateway.is_some() && known.id.may_share_gateway(id))
    }

    /// The setting whose values those are, with where they come from.
    pub fn setting_part(&self, setting: &BackendSetting) -> Option<&Part<BackendSetting>> {
        let mut parts = self.settings.iter();
        parts.find(|part| std::ptr::eq(&part.value, setting))
    }

    /// The probe whose values those are, with where they come from.
    pub fn probe_part(&self, probe: &Probe) -> Option<&Part<Probe>> {
        let mut parts = self.probes.iter();
        parts.find(|part| std::ptr::eq(&part.value, probe))
    }
}

fn mark<T>(part: &mut Part<T>, field: Field, from: Origin) {
    part.from.retain(|(known, _)| *known != field);
    part.from.push((field, from));
}

fn origin(evidence: usize, piece: &Evidence, line: Option<u32>) -> Origin {
    Origin::Read {
        evidence,
        line: line.unwrap_or(piece.position.line),
    }
}

/// Settings that a report shows in full (`$expand`), not by their names alone.
fn expanded(report: &HealthReport) -> impl Iterator<Item = &BackendSetting> {
    let settings = report.pools.iter().flat_map(|pool| &pool.settings);
    settings
        .map(|setting| &setting.setting)
        .filter(|setting| setting.probe.is_some() || setting.request_timeout.is_some())
}

/// Azure's names are compared without regard to case.
fn named(have: Option<&str>, want: &str) -> bool {
    have.is_some_and(|have| have.eq_ignore_ascii_case(want))
}

/// Whether a part belongs to the gateway, as far as both are known.
pub(super) fn belongs(id: &ResourceId, gateway: Option<&ResourceId>) -> bool {
    gateway.is_none_or(|gateway| id.may_share_gateway(gateway))
}
