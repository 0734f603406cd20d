//! Checks on routes of the gateway's subnet (infrastructure configuration article).

use super::cut_off;
use super::network::{assumption, unless_isolated};
use crate::diagnosis::surroundings::{Isolated, Seen, Surroundings};
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::gateway::Sku;
use crate::language::checks::route as say;
use crate::network::route::{DefaultRoute, default_route};
use crate::network::{NextHop, Origin, Route, RouteTable};
use crate::words::{self, ROUTE_TABLE, SUBNET};

/// `route-default-next-hop`: the default route must lead to the Internet.
pub fn default_next_hop(around: &Surroundings<'_>) -> Vec<Check> {
    const ID: &str = "route-default-next-hop";
    let mut checks: Vec<Check> = gateways_tables(around)
        .map(|table| {
            let (outcome, because) = judge_default(around, table.what);
            let because = because + &assumption(around, &table.place, true);
            let (outcome, because) = unless_isolated(around, outcome, because);
            Check {
                id: ID,
                outcome,
                basis: Basis::Documented,
                subject: subject(table.what),
                gateway: None,
                because,
            }
        })
        .collect();
    if checks.is_empty() {
        checks.extend(without_table(around).map(|subject| Check {
            id: ID,
            outcome: Outcome::Pass,
            basis: Basis::Documented,
            subject,
            gateway: None,
            because: say::NO_TABLE.to_owned(),
        }));
    }
    let users = around
        .effective_routes
        .iter()
        .copied()
        .filter(|route| route.origin == Origin::User);
    if checks.is_empty()
        && let Some(because) = leads_away(&default_route(users))
    {
        checks.push(Check {
            id: ID,
            outcome: Outcome::Unknown,
            basis: Basis::Documented,
            subject: say::IN_EFFECT.to_owned(),
            gateway: None,
            because: say::in_effect_elsewhere(&because),
        });
    }
    checks
}

fn judge_default(around: &Surroundings<'_>, table: &RouteTable) -> (Outcome, String) {
    let found = default_route(table.routes.iter());
    if let Some(because) = leads_away(&found) {
        let unread = |route: &Route| matches!(&route.next_hop, NextHop::Other(_));
        let outcome = match &found {
            DefaultRoute::Elsewhere(route) if unread(route) => Outcome::Unknown,
            DefaultRoute::Partly(_) if !table.whole => Outcome::Unknown,
            DefaultRoute::Partly(_) => Outcome::Warn,
            // A longer prefix to the Internet may be among those that are missing.
            DefaultRoute::Together(_) if !table.whole => Outcome::Unknown,
            // v1 takes it where the packets come back unchanged.
            _ if around.sku == Some(Sku::V1) => Outcome::Warn,
            _ => Outcome::Fail,
        };
        let because = match outcome {
            Outcome::Unknown if !table.whole => say::not_all(&because, cut_off(table.cut)),
            _ => because,
        };
        return (outcome, because);
    }
    // Longer routes overrule it, and the control plane refuses it all the same.
    let refused = table.routes.iter().find(|route| {
        let fixed = !matches!(route.next_hop, NextHop::Internet | NextHop::Other(_));
        let mut prefixes = route.prefixes.iter();
        fixed && prefixes.any(|prefix| prefix.length == 0 && prefix.address.is_ipv4())
    });
    if let Some(route) = refused.filter(|_| around.sku != Some(Sku::V1)) {
        let text = say::overruled(route.describe());
        return (Outcome::Fail, text);
    }
    let unread = table.routes.iter().find(|route| {
        route.prefixes.is_empty() || route.other.iter().any(|text| text.starts_with('['))
    });
    if !table.whole {
        let text = say::not_all_of_table(cut_off(table.cut));
        return (Outcome::Unknown, text);
    }
    if let Some(route) = unread.filter(|route| route.next_hop != NextHop::Internet) {
        let text = say::no_literal(route.describe());
        return (Outcome::Unknown, text);
    }
    let because = match found {
        DefaultRoute::Explicit(route) => say::to_internet(route.describe()),
        _ => say::NONE_ELSEWHERE.to_owned(),
    };
    (Outcome::Pass, because)
}

/// The first of some routes, in words.
fn few(routes: &[&Route]) -> String {
    let shown = routes.iter().take(3).map(|route| route.describe());
    words::and(&shown.collect::<Vec<_>>())
}

/// What leads the default route elsewhere; `None` where nothing does.
fn leads_away(found: &DefaultRoute<'_>) -> Option<String> {
    match found {
        DefaultRoute::Internet | DefaultRoute::Explicit(_) => None,
        DefaultRoute::Elsewhere(route) => Some(say::elsewhere(route.describe())),
        DefaultRoute::Together(routes) => Some(say::together_elsewhere(few(routes))),
        DefaultRoute::Partly(routes) => Some(say::wide_part(&few(routes), routes.len() == 1)),
    }
}

/// `route-bgp-propagation`: no default route that ExpressRoute or VPN advertises.
pub fn bgp_propagation(around: &Surroundings<'_>) -> Vec<Check> {
    const ID: &str = "route-bgp-propagation";
    let isolated = matches!(around.isolation, Isolated::Stated(true));
    let advertised = advertised_default(around);
    let check = |outcome, basis, subject: String, because: String| {
        let (outcome, because) = unless_isolated(around, outcome, because);
        Check {
            id: ID,
            outcome,
            basis,
            subject,
            gateway: None,
            because,
        }
    };
    let mut checks: Vec<Check> = gateways_tables(around)
        .map(|table| {
            let (outcome, basis, because) = judge_bgp(around, table.what, &advertised);
            let because = because + &assumption(around, &table.place, !isolated);
            check(outcome, basis, subject(table.what), because)
        })
        .collect();
    if !checks.is_empty() {
        return checks;
    }
    match (without_table(around), advertised) {
        (Some(subject), Advertised::Yes(route)) => checks.push(check(
            v1_warns(around),
            Basis::Inferred,
            subject,
            say::no_table_and_learnt(&route),
        )),
        (Some(subject), Advertised::No) => checks.push(check(
            Outcome::Pass,
            Basis::Inferred,
            subject,
            say::NOT_LEARNT.to_owned(),
        )),
        (Some(subject), Advertised::Cut(cut)) => checks.push(check(
            Outcome::Unknown,
            Basis::Documented,
            subject,
            say::no_table_and_not_all(cut),
        )),
        (Some(subject), Advertised::Unknown) => checks.push(check(
            Outcome::Unknown,
            Basis::Documented,
            subject,
            say::no_table_takes(),
        )),
        (None, Advertised::Yes(route)) => checks.push(check(
            Outcome::Warn,
            Basis::Inferred,
            say::IN_EFFECT.to_owned(),
            say::learnt(&route),
        )),
        (None, _) => {}
    }
    checks
}

fn judge_bgp(
    around: &Surroundings<'_>,
    table: &RouteTable,
    advertised: &Advertised,
) -> (Outcome, Basis, String) {
    if table.bgp_disabled == Some(true) {
        let text = say::PROPAGATION_OFF;
        return (Outcome::Pass, Basis::Documented, text.to_owned());
    }
    // A user-defined route wins over one of the same length that is learnt.
    if let DefaultRoute::Explicit(route) = default_route(table.routes.iter()) {
        let text = say::wins(route.describe());
        return (Outcome::Pass, Basis::Documented, text);
    }
    let state = match table.bgp_disabled {
        Some(_) => say::PROPAGATION_ON,
        None => say::PROPAGATION_UNKNOWN,
    };
    match advertised {
        Advertised::Yes(route) if table.bgp_disabled == Some(false) => (
            v1_warns(around),
            Basis::Inferred,
            say::state_and_learnt(state, route),
        ),
        Advertised::Yes(route) => (
            Outcome::Warn,
            Basis::Inferred,
            say::state_and_learnt(state, route),
        ),
        Advertised::No => (Outcome::Pass, Basis::Inferred, say::NOT_LEARNT.to_owned()),
        Advertised::Cut(cut) => (
            Outcome::Unknown,
            Basis::Documented,
            say::state_and_not_all(state, cut),
        ),
        Advertised::Unknown if table.bgp_disabled.is_none() => {
            (Outcome::Unknown, Basis::Documented, say::paste_table(state))
        }
        Advertised::Unknown => (
            Outcome::Unknown,
            Basis::Documented,
            format!("{state}: {}", say::TAKES),
        ),
    }
}

/// Whether a default route is advertised, as effective routes show it.
enum Advertised {
    Yes(String),
    No,
    /// Not all of them are there, in these words.
    Cut(String),
    Unknown,
}

fn advertised_default(around: &Surroundings<'_>) -> Advertised {
    let routes = &around.effective_routes;
    let learnt = routes
        .iter()
        .copied()
        .filter(|route| route.origin == Origin::VirtualNetworkGateway);
    match default_route(learnt) {
        DefaultRoute::Elsewhere(route) => Advertised::Yes(route.describe()),
        DefaultRoute::Together(routes) => Advertised::Yes(few(&routes)),
        _ if around.effective_cut.is_some() => Advertised::Cut(cut_off(around.effective_cut)),
        _ if routes.iter().any(|route| route.bgp_disabled == Some(false)) => Advertised::No,
        _ => Advertised::Unknown,
    }
}

/// v1 takes such a route where the packets come back unchanged.
fn v1_warns(around: &Surroundings<'_>) -> Outcome {
    match around.sku {
        Some(Sku::V1) => Outcome::Warn,
        Some(Sku::V2) | None => Outcome::Fail,
    }
}

fn gateways_tables<'s, 'a>(
    around: &'s Surroundings<'a>,
) -> impl Iterator<Item = &'s Seen<'a, RouteTable>> {
    around
        .tables
        .iter()
        .filter(|table| table.place.is_gateways())
}

/// The gateway's subnet, where it is known to have no route table.
fn without_table(around: &Surroundings<'_>) -> Option<String> {
    let subnet = around.subnet?;
    (subnet.route_table == Some(None)).then(|| SUBNET.or_unnamed(subnet.name.as_deref()))
}

fn subject(table: &RouteTable) -> String {
    ROUTE_TABLE.or_unnamed(table.name.as_deref())
}
