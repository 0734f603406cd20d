//! What was looked at, and what was not because nothing pasted shows it.

use super::{Case, Diagnosis};
use crate::evidence::{Content, Kind};

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
            Self::Report => {
                "Which servers fail, and why: paste what `az network application-gateway show-backend-health` prints."
            }
            Self::Gateway => {
                "Whether the gateway runs, and how its probes and settings are made: paste what `az network application-gateway show` prints."
            }
            Self::Certificates => {
                "The certificates that the servers present: paste what `openssl s_client -showcerts` prints."
            }
            Self::Network => {
                "Security rules and routes on the way: paste what `az network nsg show` and `az network route-table show` print."
            }
            Self::RequestPath => {
                "The path of a request: listeners, rules, the Host header that reaches the application, the request timeout. When clients see errors while every server is healthy, the access log's httpStatus, serverStatus and error_info tell where they come from."
            }
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
    let count = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let messages = diagnosis.servers.iter().filter(|row| row.message.is_some());
    let checked = [
        count(
            diagnosis.servers.len(),
            "server's health",
            "servers' health",
        ),
        count(messages.count(), "probe message", "probe messages"),
        count(
            diagnosis.configuration.settings.len(),
            "backend setting",
            "backend settings",
        ),
        count(
            diagnosis.configuration.probes.len(),
            "custom probe",
            "custom probes",
        ),
        count(
            diagnosis.configuration.pools.len(),
            "backend pool's configuration",
            "backend pools' configuration",
        ),
        count(
            diagnosis.configuration.gateways.len(),
            "gateway's state",
            "gateways' state",
        ),
        count(
            diagnosis.chains.len(),
            "chain of certificates",
            "chains of certificates",
        ),
        count(
            diagnosis.histories.len(),
            "pool's metrics over time",
            "pools' metrics over time",
        ),
        count(
            diagnosis.traffic.as_ref().map_or(0, |traffic| {
                usize::try_from(traffic.requests).unwrap_or(usize::MAX)
            }),
            "request of the access log",
            "requests of the access log",
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
    let around = [
        count(groups, "network security group", "network security groups"),
        count(tables, "table of routes", "tables of routes"),
    ];
    Coverage {
        checked: checked.into_iter().chain(around).flatten().collect(),
        unchecked,
    }
}
