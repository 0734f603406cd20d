//! What was looked at, and what was not because nothing pasted shows it.

use super::{Case, Diagnosis};
use crate::evidence::{Content, Kind};

/// What a diagnosis rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// What was judged, a phrase each.
    pub checked: Vec<String>,
    /// What could not be judged, and what to paste for it, a sentence each.
    pub unchecked: Vec<&'static str>,
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
    let wants: [(bool, &'static str); 4] = [
        (
            !has(&[Kind::BackendHealth, Kind::OnDemandHealth]),
            "Which servers fail, and why: paste what `az network application-gateway show-backend-health` prints.",
        ),
        (
            !has(&[Kind::Gateway]),
            "Whether the gateway runs, and how its probes and settings are made: paste what `az network application-gateway show` prints.",
        ),
        (
            diagnosis.chains.is_empty(),
            "The certificates that the servers present: paste what `openssl s_client -showcerts` prints.",
        ),
        (
            !has(&[
                Kind::Nsg,
                Kind::EffectiveNsg,
                Kind::RouteTable,
                Kind::EffectiveRoutes,
            ]),
            "Security rules and routes on the way: paste what `az network nsg show` and `az network route-table show` print.",
        ),
    ];
    let mut unchecked: Vec<&'static str> = wants
        .into_iter()
        .filter(|(missing, _)| *missing)
        .map(|(_, text)| text)
        .collect();
    // No input that is read here shows it, so this always stays open.
    unchecked.push(
        "The path of a request: listeners, rules, the Host header that reaches the application, the request timeout. When clients see errors while every server is healthy, the access log's httpStatus, serverStatus and error_info tell where they come from.",
    );
    let around = [
        count(groups, "network security group", "network security groups"),
        count(tables, "table of routes", "tables of routes"),
    ];
    Coverage {
        checked: checked.into_iter().chain(around).flatten().collect(),
        unchecked,
    }
}
