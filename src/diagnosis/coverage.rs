//! What was looked at, and what was not because nothing pasted shows it.

use super::{Case, Diagnosis};
use crate::evidence::{Content, Kind};
use crate::language::diagnosis::coverage as say;
use crate::words::{Noun, counted};

/// What a diagnosis rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// What was judged, a phrase each.
    pub checked: Vec<String>,
    /// What could not be judged, because nothing pasted shows it.
    pub unchecked: Vec<Missing>,
}

/// Something that nothing pasted shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The backend health report.
    Report,
    /// The gateway's configuration.
    Gateway,
    /// The certificates that the servers present.
    Certificates,
    /// Security rules and routes.
    Network,
    /// The way of a client's request. No input that is read here shows all of it.
    RequestPath,
}

impl Missing {
    /// What can't be judged without it, and what to paste for it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Report => say::NO_REPORT,
            Self::Gateway => say::NO_CONFIGURATION,
            Self::Certificates => say::NO_CHAINS,
            Self::Network => say::NO_NETWORK,
            Self::RequestPath => say::PATH_OF_REQUEST,
        }
    }
}

/// Says what a diagnosis rests on: what a person has to know before trusting a clean one.
pub fn coverage(case: &Case, diagnosis: &Diagnosis) -> Coverage {
    let has = |kinds: &[Kind]| {
        case.evidence
            .iter()
            .any(|piece| kinds.contains(&piece.kind()))
    };
    let count = |n: usize, noun: &Noun| (n > 0).then(|| counted(n, noun));
    let messages = diagnosis.servers.iter().filter(|row| row.message.is_some());
    let checked = [
        count(diagnosis.servers.len(), &say::HEALTHS),
        count(messages.count(), &say::MESSAGES),
        count(diagnosis.configuration.settings.len(), &say::SETTINGS),
        count(diagnosis.configuration.probes.len(), &say::PROBES),
        count(diagnosis.configuration.pools.len(), &say::POOLS),
        count(diagnosis.configuration.gateways.len(), &say::STATES),
        count(diagnosis.chains.len(), &say::CHAINS),
        count(diagnosis.histories.len(), &say::METRICS),
        count(
            diagnosis.traffic.as_ref().map_or(0, |traffic| {
                usize::try_from(traffic.requests).unwrap_or(usize::MAX)
            }),
            &say::REQUESTS,
        ),
    ];
    let network = case.evidence.iter().map(|piece| match &piece.content {
        Content::SecurityGroups(groups) => (groups.len(), 0),
        Content::EffectiveSecurityGroups(groups) => (groups.len(), 0),
        Content::RouteTables(tables) => (0, tables.len()),
        Content::EffectiveRoutes(_) => (0, 1),
        _ => (0, 0),
    });
    let (groups, tables) = network.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let wants = [
        (
            !has(&[Kind::BackendHealth, Kind::OnDemandHealth]),
            Missing::Report,
        ),
        (!has(&[Kind::Gateway]), Missing::Gateway),
        (diagnosis.chains.is_empty(), Missing::Certificates),
        (
            !has(&[
                Kind::Nsg,
                Kind::EffectiveNsg,
                Kind::RouteTable,
                Kind::EffectiveRoutes,
            ]),
            Missing::Network,
        ),
        (true, Missing::RequestPath),
    ];
    let unchecked = wants
        .into_iter()
        .filter_map(|(missing, what)| missing.then_some(what))
        .collect();
    let around = [count(groups, &say::GROUPS), count(tables, &say::TABLES)];
    Coverage {
        checked: checked.into_iter().chain(around).flatten().collect(),
        unchecked,
    }
}
