//! Rules that the evidence bears on, and whether they hold.

mod chains;
pub mod dns;
mod gateway;
mod network;
pub mod nsg;
mod pools;
mod probe;
mod refused;
pub mod route;
mod routing;
mod setting;

use super::{
    Case, ChainFinding, Check, Configuration, GatewayFinding, Outcome, PoolFinding, Problem,
    ServerFinding, gateways,
};
use crate::access_log::Traffic;
use crate::gateway::ResourceId;
use crate::gateway::field::{Field, Fields, Takes};
use crate::language::checks::common as say;
use crate::metrics::History;
use crate::order;
use crate::words::GATEWAY;

/// Every check by its public id, in the order that reports list them.
pub const CHECKS: &[&str] = &[
    "nsg-management-ports",
    "nsg-load-balancer",
    "nsg-outbound-internet",
    "nsg-backend-port",
    "nsg-rule-refused",
    "route-default-next-hop",
    "route-bgp-propagation",
    "dns-custom-servers",
    "gateway-not-running",
    "gateway-v1-retired",
    "pool-empty",
    "pool-no-healthy-server",
    "pool-history",
    "access-log-errors",
    "response-errors",
    "probe-protocol-mismatch",
    "probe-host-missing",
    "probe-host-is-ip",
    "probe-timeout-exceeds-interval",
    "probe-path-invalid",
    "probe-range",
    "probe-min-servers-masks",
    "probe-status-codes-invalid",
    "probe-host-invalid",
    "probe-host-and-pick",
    "probe-timeout-exceeds-request-timeout",
    "probe-body-too-long",
    "probe-body-is-pattern",
    "probe-cli-defaults",
    "probe-port-on-v1",
    "probe-proxy-protocol",
    "setting-host-missing",
    "setting-pick-host-with-ip-target",
    "setting-trusted-root-on-http",
    "setting-chain-check-off",
    "setting-name-check-off",
    "setting-range",
    "setting-host-and-pick",
    "setting-host-is-ip",
    "setting-sni-name-unused",
    "setting-roots-need-host",
    "setting-layer-4-picks-host",
    "setting-layer-4-switches",
    "setting-authentication-certificates-mixed",
    "setting-unused",
    "listener-port-protocol",
    "trusted-root-not-ca",
    "trusted-root-is-leaf",
    "trusted-root-expired",
    "message-contradicts-chain",
    "private-key-pasted",
];

pub(super) use chains::contradicts;

/// What the checks look at besides the case.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) gateways: &'a [GatewayFinding],
    pub(super) configuration: &'a Configuration,
    pub(super) servers: &'a [ServerFinding],
    pub(super) pools: &'a [PoolFinding],
    pub(super) problems: &'a [Problem],
    pub(super) chains: &'a [ChainFinding],
    pub(super) histories: &'a [History],
    pub(super) traffic: Option<&'a Traffic>,
}

impl<'a> Found<'a> {
    /// The names of the gateway with that index.
    fn gateway_id(&self, index: Option<usize>) -> Option<&'a ResourceId> {
        let gateway = self.gateways.get(index?)?;
        Some(&gateway.id)
    }

    /// The gateway that an id names, as an index.
    fn gateway_of(&self, id: &ResourceId) -> Option<usize> {
        gateways::index_of(self.gateways, id)
    }
}

/// Every check that something in the case asks for.
pub(super) fn run(case: &Case, found: Found<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    network::run(case, found, &mut checks);
    gateway::run(case, found, &mut checks);
    pools::run(case, found, &mut checks);
    super::traffic::checks(found.traffic, found.gateways, &mut checks);
    super::responses::checks(case, found.pools, &mut checks);
    super::attempts::checks(case, found, &mut checks);
    super::histories::checks(found.histories, found.gateways, found.pools, &mut checks);
    probe::run(found, &mut checks);
    setting::run(found, &mut checks);
    refused::run(found, &mut checks);
    routing::run(found, &mut checks);
    chains::run(case, found, &mut checks);
    for check in &mut checks {
        name_gateway(check, found.gateways);
    }
    let order = |id: &str| CHECKS.iter().position(|known| *known == id);
    order::sort_by_key(&mut checks, |check| order(check.id));
    checks
}

fn fail_or_pass(broken: bool) -> Outcome {
    if broken { Outcome::Fail } else { Outcome::Pass }
}

fn warn_or_pass(broken: bool) -> Outcome {
    if broken { Outcome::Warn } else { Outcome::Pass }
}

/// Those values of a part that lie outside the API's definition, each with what is allowed; `None`
/// where none of the fields is known.
fn out_of_range(part: &mut dyn Fields, fields: &[Field]) -> Option<Vec<String>> {
    let mut known = false;
    let mut outside = Vec::new();
    for field in fields {
        let Some(text) = part.text(*field) else {
            continue;
        };
        known = true;
        // The limit that a form sets to it is none of the API's.
        let any_number = *field == Field::MinServers && text.parse::<u32>().is_ok();
        if any_number || field.refuses(&text).is_none() {
            continue;
        }
        let unit = field.unit();
        let allowed = match field.takes() {
            Takes::Number(..) if *field == Field::MinServers => say::NUMBERS.to_owned(),
            Takes::Number(low, high) => say::range(low, high, unit),
            _ => say::PROTOCOLS.to_owned(),
        };
        let number = text.bytes().all(|c| c.is_ascii_digit());
        let unit = if number { unit } else { "" };
        outside.push(say::not_allowed(
            field.property(),
            text.replace('`', "'"),
            unit,
            &allowed,
        ));
    }
    known.then_some(outside)
}

/// What is said of values that [`out_of_range`] found. No document gives the error's code.
fn refused(outside: &[String]) -> String {
    say::would_be_refused(outside.join("; "))
}

/// Where what was pasted of something ends, to be put into a sentence; nothing where it is not cut.
pub fn cut_off(line: Option<u32>) -> String {
    line.map_or_else(String::new, say::cut_off)
}

/// Adds to a check's subject whose it is, where the evidence names several gateways.
fn name_gateway(check: &mut Check, gateways: &[GatewayFinding]) {
    let whose = of_gateway(check.gateway, gateways);
    let itself = check.gateway.and_then(|index| gateways.get(index));
    let itself = itself.map(|gateway| GATEWAY.or_unnamed(gateway.id.gateway.as_deref()));
    match itself {
        // It is about the gateway as a whole: its group alone may be missing.
        Some(name) if name == check.subject => {
            if let Some((_, group)) = whose.split_once(&name) {
                check.subject.push_str(group);
            }
        }
        _ => check.subject.push_str(&whose),
    }
}

/// ` of gateway agw`, with its group where another one has its name; nothing where the evidence
/// names one gateway alone.
pub(crate) fn of_gateway(gateway: Option<usize>, gateways: &[GatewayFinding]) -> String {
    let Some(id) = gateway
        .and_then(|index| gateways.get(index))
        .map(|gateway| &gateway.id)
        .filter(|_| gateways.len() > 1)
    else {
        return String::new();
    };
    let namesakes = gateways
        .iter()
        .filter(|known| known.id.gateway == id.gateway);
    let name = id.gateway.as_deref().unwrap_or_default();
    match (namesakes.count(), &id.resource_group) {
        (2.., Some(group)) => say::of_gateway_in(name, group),
        _ => say::of_gateway(name),
    }
}

#[cfg(test)]
mod tests;
