//! Checks on what stands around a gateway, for each gateway of the case: security groups
//! ([`super::nsg`]), routes ([`super::route`]) and DNS servers ([`super::dns`]).

use super::{Found, dns, nsg, route};
use crate::diagnosis::surroundings::{Isolated, Place, Surroundings};
use crate::diagnosis::{Case, Check, Outcome};
use crate::evidence::Kind;
use crate::gateway::Sku;
use crate::language::checks::network as say;

/// How many gateways are looked at; a case is about one as a rule.
const GATEWAYS: usize = 20;

pub(super) fn run(case: &Case, found: Found<'_>, checks: &mut Vec<Check>) {
    let shows = case.evidence.iter().any(|piece| {
        matches!(
            piece.kind(),
            Kind::Nsg
                | Kind::EffectiveNsg
                | Kind::RouteTable
                | Kind::EffectiveRoutes
                | Kind::DnsServers
                | Kind::Subnet
        )
    });
    if !shows {
        return;
    }
    let configuration = found.configuration;
    let contexts: Vec<Surroundings<'_>> = match found.gateways {
        [] => vec![Surroundings::of(case, configuration, None, None)],
        gateways => gateways
            .iter()
            .take(GATEWAYS)
            .map(|gateway| Surroundings::of(case, configuration, Some(&gateway.id), gateway.sku))
            .collect(),
    };
    let several = contexts.len() > 1;
    let mut of_each: Vec<Vec<Check>> = Vec::new();
    for (index, around) in contexts.iter().enumerate() {
        let servers = found
            .servers
            .iter()
            .filter(|server| !several || server.gateway_index.is_none_or(|its| its == index));
        let rulings = [
            nsg::management_ports(around),
            nsg::load_balancer(around),
            nsg::outbound_internet(around),
            nsg::backend_port(
                around,
                configuration,
                found.gateways,
                servers,
                nsg::Way::Both,
            ),
            nsg::rule_refused(around),
            route::default_next_hop(around),
            route::bgp_propagation(around),
            dns::custom_servers(around),
        ];
        of_each.push(rulings.into_iter().flatten().collect());
    }
    for (index, of_one) in of_each.iter().enumerate() {
        for check in of_one {
            // What all gateways share is told once, of none of them.
            let shared = several && of_each.iter().all(|other| other.contains(check));
            let told = Check {
                gateway: (!shared && !found.gateways.is_empty()).then_some(index),
                ..check.clone()
            };
            if !checks.contains(&told) {
                checks.push(told);
            }
        }
    }
}

/// What is said of a group or a table that is only taken as the gateway subnet's.
pub(super) fn assumption(
    around: &Surroundings<'_>,
    place: &Place,
    isolation_matters: bool,
) -> String {
    let mut text = match place {
        Place::Assumed => say::TAKEN_AS_ITS_OWN.to_owned(),
        _ => String::new(),
    };
    if isolation_matters && around.sku != Some(Sku::V1) {
        match around.isolation {
            Isolated::Assumed => text.push_str(say::ISOLATION_OFF),
            Isolated::Possible(words) => {
                text.push_str(&say::isolation_off_although(words));
            }
            Isolated::Stated(_) | Isolated::Hinted(_) => {}
        }
    }
    text
}

/// A rule that network isolation lifts.
pub(super) fn unless_isolated(
    around: &Surroundings<'_>,
    outcome: Outcome,
    because: String,
) -> (Outcome, String) {
    match (around.isolation, outcome) {
        (Isolated::Stated(true), _) => (Outcome::NotApplicable, say::ISOLATED.to_owned()),
        (Isolated::Hinted(words), Outcome::Fail | Outcome::Warn) => {
            (Outcome::Unknown, say::maybe_isolated(&because, words))
        }
        _ => (outcome, because),
    }
}
