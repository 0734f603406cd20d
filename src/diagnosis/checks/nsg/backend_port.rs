//! Whether the probe's port is open: out of the gateway's subnet, and in at the servers.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::ruling::Ruling;
use super::{Group, subject};
use crate::diagnosis::checks::network::assumption;
use crate::diagnosis::surroundings::{Place, Surroundings};
use crate::diagnosis::{Check, Configuration, GatewayFinding, Outcome, ServerFinding};
use crate::fault::Basis;
use crate::gateway::field::Field;
use crate::language::checks::nsg as say;
use crate::network::evaluate::{Decision, End, Flow};
use crate::network::{Direction, Ports, Transport};
use crate::words::listed;

/// Which servers are probed on which port.
type Targets<'a> = BTreeMap<u16, BTreeSet<&'a str>>;

/// Which groups are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Those of the gateway's subnet, on the way out.
    Out,
    /// Those of servers, on the way in.
    In,
    /// All.
    Both,
}

/// `nsg-backend-port`: out of the gateway's subnet, and in at the server.
pub fn backend_port<'a>(
    around: &Surroundings<'_>,
    configuration: &Configuration,
    gateways: &[GatewayFinding],
    servers: impl Iterator<Item = &'a ServerFinding>,
    way: Way,
) -> Vec<Check> {
    let mut targets: Targets<'a> = BTreeMap::new();
    for server in servers {
        if let (Some(port), Some(address)) = (
            probed_port(configuration, gateways, server),
            server.address.as_deref(),
        ) {
            targets.entry(port).or_default().insert(address.trim());
        }
    }
    let mut checks = Vec::new();
    for group in &around.groups {
        for (port, addresses) in &targets {
            let ruling = match &group.place {
                Place::Gateway | Place::Assumed if way == Way::In => None,
                Place::Interface(_) | Place::Elsewhere(_) if way == Way::Out => None,
                Place::Gateway | Place::Assumed => Some(way_out(around, group, *port, addresses)),
                Place::Interface(_) | Place::Elsewhere(_) => {
                    way_in(around, group, *port, addresses)
                }
            };
            checks.extend(ruling.map(|(outcome, because)| Check {
                id: "nsg-backend-port",
                outcome,
                basis: Basis::Documented,
                subject: say::subject(subject(group), port),
                gateway: None,
                because,
            }));
        }
    }
    checks
}

/// Out of the gateway's subnet to the servers.
fn way_out(
    around: &Surroundings<'_>,
    group: &Group<'_>,
    port: u16,
    addresses: &BTreeSet<&str>,
) -> (Outcome, String) {
    let rulings = addresses.iter().map(|address| {
        let flow = Flow {
            direction: Direction::Outbound,
            protocol: Transport::Tcp,
            source: End::subnet(around.prefixes()),
            destination: server_end(address),
            ports: Ports::new(port, port),
        };
        (*address, Ruling::of(group, &flow))
    });
    let (outcome, because) = sum_up(rulings, &|who| say::out_to(port, who));
    (outcome, because + &assumption(around, &group.place, false))
}

/// In at the servers from the gateway's subnet; `None` where the group is known to have nothing to do
/// with them.
fn way_in(
    around: &Surroundings<'_>,
    group: &Group<'_>,
    port: u16,
    addresses: &BTreeSet<&str>,
) -> Option<(Outcome, String)> {
    let behind = |address: &&str| {
        let Ok(ip) = address.parse::<IpAddr>() else {
            return false;
        };
        let at = crate::network::prefix::Span::of(ip);
        group
            .prefixes
            .iter()
            .any(|prefix| prefix.span().contains(at))
    };
    let reached: BTreeSet<&str> = addresses.iter().copied().filter(|a| behind(a)).collect();
    let from = match around.prefixes() {
        [] => say::SUBNET_NOT_KNOWN,
        _ => "",
    };
    let flow = |destination| Flow {
        direction: Direction::Inbound,
        protocol: Transport::Tcp,
        source: End::subnet(around.prefixes()),
        destination,
        ports: Ports::new(port, port),
    };
    let words = &|who: &str| say::in_to(port, who);
    let interface = match &group.place {
        Place::Interface(words) => Some(words),
        _ => None,
    };
    if interface.is_none() && !reached.is_empty() {
        let rulings = reached
            .into_iter()
            .map(|address| (address, Ruling::of(group, &flow(server_end(address)))));
        let (outcome, because) = sum_up(rulings, words);
        let from = if outcome == Outcome::Unknown {
            from
        } else {
            ""
        };
        return Some((outcome, because + from));
    }
    // A subnet that holds none of the servers' addresses; behind a name may stand any.
    let elsewhere = !group.prefixes.is_empty() && reached.is_empty();
    let named = |address: &&str| address.parse::<IpAddr>().is_err();
    if elsewhere && (interface.is_none() || !addresses.iter().any(named)) {
        return None;
    }
    let ruling = Ruling::of(group, &flow(End::subnet(&group.prefixes)));
    let who = match interface {
        Some(words) => say::what_stands_at(words),
        None => say::WHAT_STANDS_BEHIND.to_owned(),
    };
    let (outcome, because) = sum_up(std::iter::once((who.as_str(), ruling)), words);
    let from = if outcome == Outcome::Unknown {
        from
    } else {
        ""
    };
    Some(match (outcome, &group.place) {
        // Whether a server of the pool stands there is not known.
        (Outcome::Fail | Outcome::Pass, Place::Elsewhere(place)) => {
            (Outcome::Unknown, say::place_not_known(&because, place))
        }
        _ => (outcome, because + from),
    })
}

/// One sentence on many servers: those that are denied before those in doubt.
fn sum_up<'s>(
    rulings: impl Iterator<Item = (&'s str, Ruling)>,
    words: &dyn Fn(&str) -> String,
) -> (Outcome, String) {
    let mut by: [(Vec<&str>, Option<Ruling>); 3] = Default::default();
    for (address, ruling) in rulings {
        let slot = match ruling.answer.decision {
            Decision::Denied | Decision::PartlyDenied => 0,
            Decision::Unknown => 1,
            Decision::Allowed => 2,
        };
        if let Some((addresses, first)) = by.get_mut(slot) {
            addresses.push(address);
            first.get_or_insert(ruling);
        }
    }
    let [denied, doubtful, allowed] = by;
    let said = |(addresses, ruling): (Vec<&str>, Option<Ruling>)| {
        let who = listed(&addresses);
        ruling.map(|ruling| (words(&who), ruling))
    };
    if let Some((what, ruling)) = said(denied) {
        (Outcome::Fail, say::does_not_let(ruling.denying(), &what))
    } else if let Some((what, ruling)) = said(doubtful) {
        (Outcome::Unknown, ruling.doubt(&what))
    } else if let Some((what, ruling)) = said(allowed) {
        (Outcome::Pass, say::lets(ruling.allowing(), &what))
    } else {
        (Outcome::Unknown, say::NO_SERVER.to_owned())
    }
}

/// A server as an end of traffic: by its address where it is given by one.
fn server_end(address: &str) -> End {
    let bare = address.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>()
        .map_or_else(|_| End::unknown(), End::address)
}

/// The port that a server is probed on: the custom probe's own, else the setting's.
fn probed_port(
    configuration: &Configuration,
    gateways: &[GatewayFinding],
    server: &ServerFinding,
) -> Option<u16> {
    let gateway = server.gateway_index.and_then(|index| gateways.get(index));
    let name = server.setting.as_deref();
    let setting =
        name.and_then(|name| configuration.setting(name, gateway.map(|gateway| &gateway.id)));
    let probe = setting.and_then(|setting| configuration.attached(setting));
    if probe.is_some_and(|probe| probe.misfit(Field::ProbePort).is_some()) {
        return None;
    }
    probe
        .and_then(|probe| probe.port)
        .or(server.port)
        .or(setting.and_then(|setting| setting.port))
}
