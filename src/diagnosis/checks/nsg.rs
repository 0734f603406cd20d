//! Checks on network security groups: what Azure needs on the gateway's subnet (infrastructure
//! configuration article), and whether the probe's port is open on the way to the servers.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::cut_off;
use super::network::{assumption, unless_isolated};
use crate::diagnosis::surroundings::{Place, Seen, Surroundings};
use crate::diagnosis::{Check, Configuration, GatewayFinding, Outcome, ServerFinding};
use crate::fault::Basis;
use crate::gateway::Sku;
use crate::network::evaluate::{Answer, Decision, End, Flow, evaluate};
use crate::network::rule::{FIRST_PRIORITY, LAST_PRIORITY};
use crate::network::{Access, Direction, Ports, SecurityGroup, SecurityRule, Transport};
use crate::words::listed;

type Group<'a> = Seen<'a, SecurityGroup>;

/// The ports over which Azure manages a gateway's instances.
pub fn management_range(sku: Option<Sku>) -> Ports {
    match sku {
        Some(Sku::V1) => Ports::new(65_503, 65_534),
        Some(Sku::V2) | None => Ports::new(65_200, 65_535),
    }
}

/// What a rule is to let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetsIn {
    /// `GatewayManager`, at the gateway's subnet.
    Management,
    /// `AzureLoadBalancer`, at the gateway's subnet.
    Balancer,
    /// The gateway's subnet, at a server.
    Gateway,
}

/// A priority for a rule that is to let something in: free, and before every rule that denies it.
/// `None` where the group is not here as a whole, or has no such priority left.
pub fn free_priority(around: &Surroundings<'_>, what: LetsIn) -> Option<u32> {
    let group = match what {
        LetsIn::Gateway => around.server_group(),
        LetsIn::Management | LetsIn::Balancer => around.group(),
    };
    let group = group.filter(|group| group.what.whole)?;
    let (source, ports) = match what {
        LetsIn::Management => (End::gateway_manager(), management_range(around.sku)),
        LetsIn::Balancer => (End::load_balancer(), Ports::ALL),
        LetsIn::Gateway => (End::subnet(around.prefixes()), Ports::ALL),
    };
    let destination = match what {
        LetsIn::Gateway => End::subnet(&group.prefixes),
        LetsIn::Management | LetsIn::Balancer => End::subnet(around.prefixes()),
    };
    let flow = Flow {
        direction: Direction::Inbound,
        protocol: Transport::Tcp,
        source,
        destination,
        ports,
    };
    let ruling = Ruling::of(group, &flow);
    let before = [&ruling.answer.denying, &ruling.answer.doubtful];
    let before = before.into_iter().flatten();
    let before = before.filter_map(|index| ruling.rules.get(*index));
    let before = before.filter(|rule| rule.access != Some(Access::Allow));
    let first = before.filter_map(|rule| rule.priority).min();
    let free = |priority: &u32| {
        let mut rules = ruling.rules.iter();
        !rules.any(|rule| rule.priority == Some(*priority))
    };
    match first.filter(|first| *first <= LAST_PRIORITY) {
        // Next to it, so that what stands before it stays as it is.
        Some(first) => (FIRST_PRIORITY..first).rev().find(free),
        None => (FIRST_PRIORITY..=LAST_PRIORITY).find(free),
    }
}

/// `nsg-management-ports`: `GatewayManager` must reach the instances.
pub fn management_ports(around: &Surroundings<'_>) -> Vec<Check> {
    let ports = management_range(around.sku);
    let flow = Flow {
        direction: Direction::Inbound,
        protocol: Transport::Tcp,
        source: End::gateway_manager(),
        destination: End::subnet(around.prefixes()),
        ports,
    };
    let what = format!("GatewayManager in to ports {}", ports.show());
    on_gateways_groups(around, "nsg-management-ports", |group| {
        let ruling = Ruling::of(group, &flow);
        let (outcome, because) = match ruling.answer.decision {
            Decision::Allowed => (Outcome::Pass, format!("{} lets {what}.", ruling.allowing())),
            Decision::Denied => (
                Outcome::Fail,
                format!("{} does not let {what}.", ruling.denying()),
            ),
            Decision::PartlyDenied => (
                Outcome::Fail,
                format!(
                    "{} does not let {what}: not to all of them.",
                    ruling.denying()
                ),
            ),
            Decision::Unknown => (Outcome::Unknown, ruling.doubt(&what)),
        };
        let because = because + &assumption(around, &group.place, true);
        let (outcome, because) = unless_isolated(around, outcome, because);
        Some((outcome, Basis::Documented, because))
    })
}

/// `nsg-load-balancer`: the platform's load balancer must reach the instances.
pub fn load_balancer(around: &Surroundings<'_>) -> Vec<Check> {
    let flow = Flow {
        direction: Direction::Inbound,
        protocol: Transport::Tcp,
        source: End::load_balancer(),
        destination: End::subnet(around.prefixes()),
        ports: Ports::ALL,
    };
    let what = "AzureLoadBalancer in";
    on_gateways_groups(around, "nsg-load-balancer", |group| {
        let ruling = Ruling::of(group, &flow);
        let (outcome, because) = match ruling.answer.decision {
            Decision::Allowed => (Outcome::Pass, format!("{} lets {what}.", ruling.allowing())),
            Decision::Denied => (
                Outcome::Fail,
                format!("{} does not let {what}.", ruling.denying()),
            ),
            Decision::PartlyDenied => (
                Outcome::Warn,
                format!(
                    "{} does not let {what} to some ports; it must be let in to all.",
                    ruling.denying()
                ),
            ),
            Decision::Unknown => (Outcome::Unknown, ruling.doubt(what)),
        };
        let because = because + &assumption(around, &group.place, false);
        Some((outcome, Basis::Documented, because))
    })
}

/// `nsg-outbound-internet`: the instances must reach the Internet, and no outbound rule may deny.
pub fn outbound_internet(around: &Surroundings<'_>) -> Vec<Check> {
    let flow = Flow {
        direction: Direction::Outbound,
        protocol: Transport::Tcp,
        source: End::subnet(around.prefixes()),
        destination: End::internet(),
        ports: Ports::ALL,
    };
    let what = "the gateway's subnet out to the Internet";
    on_gateways_groups(around, "nsg-outbound-internet", |group| {
        let ruling = Ruling::of(group, &flow);
        let denying: Vec<&SecurityRule> = ruling
            .rules
            .iter()
            .filter(|rule| rule.access == Some(Access::Deny) && !rule.is_default())
            .collect();
        let (outcome, because) = match ruling.answer.decision {
            Decision::Denied => (
                Outcome::Fail,
                format!("{} does not let {what}.", ruling.denying()),
            ),
            Decision::PartlyDenied => (
                Outcome::Fail,
                format!("{} does not let all of {what}.", ruling.denying()),
            ),
            Decision::Unknown if denying.is_empty() || !group.what.whole => {
                (Outcome::Unknown, ruling.doubt(what))
            }
            Decision::Unknown => (
                Outcome::Warn,
                format!(
                    "{} denies something on the way out, and no outbound rule of this subnet may. {}",
                    quote(denying.into_iter()),
                    ruling.doubt(what)
                ),
            ),
            Decision::Allowed if denying.is_empty() && !group.what.whole => (
                Outcome::Unknown,
                format!(
                    "{} lets {what}, but no outbound rule of this subnet may deny anything, and not all rules of the group are here{}: paste the whole group.",
                    ruling.allowing(),
                    cut_off(ruling.cut)
                ),
            ),
            Decision::Allowed if denying.is_empty() => {
                (Outcome::Pass, format!("{} lets {what}.", ruling.allowing()))
            }
            Decision::Allowed => (
                Outcome::Warn,
                format!(
                    "{} lets {what}, but no outbound rule of this subnet may deny anything, and {} does.",
                    ruling.allowing(),
                    quote(denying.into_iter())
                ),
            ),
        };
        let because = because + &assumption(around, &group.place, true);
        let (outcome, because) = unless_isolated(around, outcome, because);
        Some((outcome, Basis::Documented, because))
    })
}

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
                subject: format!("{}, port {port}", subject(group)),
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
    let (outcome, because) = sum_up(rulings, &|who| {
        format!("the gateway's subnet out to port {port} of {who}")
    });
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
        [] => " The gateway's subnet is not known: paste it, and its addresses count.",
        _ => "",
    };
    let flow = |destination| Flow {
        direction: Direction::Inbound,
        protocol: Transport::Tcp,
        source: End::subnet(around.prefixes()),
        destination,
        ports: Ports::new(port, port),
    };
    let words = &|who: &str| format!("the gateway's subnet in to port {port} of {who}");
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
        Some(words) => format!("what stands at {words}"),
        None => "what stands behind it".to_owned(),
    };
    let (outcome, because) = sum_up(std::iter::once((who.as_str(), ruling)), words);
    let from = if outcome == Outcome::Unknown {
        from
    } else {
        ""
    };
    Some(match (outcome, &group.place) {
        // Whether a server of the pool stands there is not known.
        (Outcome::Fail | Outcome::Pass, Place::Elsewhere(place)) => (
            Outcome::Unknown,
            format!("{because} Whether these servers stand there is not known: {place}."),
        ),
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
        (
            Outcome::Fail,
            format!("{} does not let {what}.", ruling.denying()),
        )
    } else if let Some((what, ruling)) = said(doubtful) {
        (Outcome::Unknown, ruling.doubt(&what))
    } else if let Some((what, ruling)) = said(allowed) {
        (Outcome::Pass, format!("{} lets {what}.", ruling.allowing()))
    } else {
        (Outcome::Unknown, "No server is known.".to_owned())
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
    setting
        .and_then(|setting| configuration.attached(setting)?.port)
        .or(server.port)
        .or(setting.and_then(|setting| setting.port))
}

/// A check on every group of the gateway's subnet, and that it has none where that is known.
fn on_gateways_groups(
    around: &Surroundings<'_>,
    id: &'static str,
    judge: impl Fn(&Group<'_>) -> Option<(Outcome, Basis, String)>,
) -> Vec<Check> {
    let mut checks: Vec<Check> = around
        .groups
        .iter()
        .filter(|group| group.place.is_gateways())
        .filter_map(|group| {
            let (outcome, basis, because) = judge(group)?;
            Some(Check {
                id,
                outcome,
                basis,
                subject: subject(group),
                gateway: None,
                because,
            })
        })
        .collect();
    if checks.is_empty()
        && let Some(subnet) = around.subnet
        && subnet.security_group == Some(None)
    {
        checks.push(Check {
            id,
            outcome: Outcome::Pass,
            basis: Basis::Documented,
            subject: super::subject("subnet", subnet.name.as_deref()),
            gateway: None,
            because: "It has no network security group, so nothing is denied there.".to_owned(),
        });
    }
    // Only what is somebody else's was pasted: that is no answer, and the person should know.
    if checks.is_empty()
        && let Some(group) = around
            .groups
            .iter()
            .find(|group| matches!(group.place, Place::Interface(_)))
    {
        checks.push(Check {
            id,
            outcome: Outcome::Unknown,
            basis: Basis::Documented,
            subject: subject(group),
            gateway: None,
            because: format!(
                "These rules are those in effect at {}, not at the gateway's subnet, which has no interface to ask: paste what `az network nsg show` prints of its group.",
                words(&group.place)
            ),
        });
    }
    checks
}

fn words(place: &Place) -> &str {
    match place {
        Place::Interface(words) | Place::Elsewhere(words) => words,
        Place::Gateway | Place::Assumed => "the gateway's subnet",
    }
}

fn subject(group: &Group<'_>) -> String {
    let name = super::subject("network security group", group.what.name.as_deref());
    match &group.place {
        Place::Interface(words) => format!("{name} in effect at {words}"),
        _ => name,
    }
}

/// What a group does with traffic.
struct Ruling {
    rules: Vec<SecurityRule>,
    answer: Answer,
    /// The line at which what was pasted of the group is cut off.
    cut: Option<u32>,
}

impl Ruling {
    fn of(group: &Group<'_>, flow: &Flow) -> Self {
        let rules = group.what.in_order(flow.direction);
        let answer = evaluate(&rules, flow);
        Self {
            rules,
            answer,
            cut: group.what.cut,
        }
    }

    fn quote(&self, indices: &[usize]) -> String {
        quote(indices.iter().filter_map(|index| self.rules.get(*index)))
    }

    fn allowing(&self) -> String {
        self.quote(&self.answer.allowing)
    }

    fn denying(&self) -> String {
        self.quote(&self.answer.denying)
    }

    fn doubt(&self, what: &str) -> String {
        let doubtful = &self.answer.doubtful;
        let mut rules = doubtful.iter().filter_map(|index| self.rules.get(*index));
        if rules.any(SecurityRule::is_missing) {
            return format!(
                "Not all rules of the group are here{}, and one that is missing may decide first, so whether {what} is let cannot be told: paste the whole group.",
                cut_off(self.cut)
            );
        }
        if !doubtful.is_empty() {
            return format!(
                "Whether {} concerns it is not known (a service tag, an application security group, or a value that is no literal), so whether {what} is let cannot be told.",
                self.quote(doubtful)
            );
        }
        let denying = self.custom(&self.answer.denying);
        if !denying.is_empty() {
            return format!(
                "{} may keep a part of it away: which addresses it comes from is not known, so whether {what} is let cannot be told.",
                quote(denying.into_iter())
            );
        }
        format!(
            "Not all rules of the group are here{}, so whether {what} is let cannot be told: paste the whole group.",
            cut_off(self.cut)
        )
    }

    fn custom(&self, indices: &[usize]) -> Vec<&SecurityRule> {
        let rules = indices.iter().filter_map(|index| self.rules.get(*index));
        rules.filter(|rule| !rule.is_default()).collect()
    }
}

/// A few rules in words.
fn quote<'r>(rules: impl Iterator<Item = &'r SecurityRule>) -> String {
    let all: Vec<String> = rules.map(SecurityRule::describe).collect();
    let mut text = all
        .iter()
        .take(2)
        .cloned()
        .collect::<Vec<_>>()
        .join(" with ");
    if all.len() > 2 {
        text.push_str(&format!(" and {} more", all.len() - 2));
    }
    if text.is_empty() {
        "No rule".to_owned()
    } else {
        // A sentence begins with it.
        let mut chars = text.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => text,
        }
    }
}
