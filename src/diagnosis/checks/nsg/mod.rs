//! Checks on network security groups: what Azure needs on the gateway's subnet (infrastructure
//! configuration article), and whether the probe's port is open on the way to the servers.

mod backend_port;
mod refused;
mod ruling;

pub use backend_port::{Way, backend_port};
pub use refused::rule_refused;

use super::cut_off;
use super::network::{assumption, unless_isolated};
use crate::diagnosis::surroundings::{Place, Seen, Surroundings};
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::gateway::Sku;
use crate::language::checks::nsg as say;
use crate::network::evaluate::{Decision, End, Flow};
use crate::network::rule::{FIRST_PRIORITY, LAST_PRIORITY};
use crate::network::{Access, Direction, Ports, SecurityGroup, SecurityRule, Transport};
use crate::words::{SECURITY_GROUP, SUBNET};
use ruling::{Ruling, quote};

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
    let what = say::gateway_manager(ports.show());
    on_gateways_groups(around, "nsg-management-ports", |group| {
        let ruling = Ruling::of(group, &inbound(around, End::gateway_manager(), ports));
        let partly = (Outcome::Fail, say::NOT_TO_ALL);
        let (outcome, because) = ruling.lets(&what, partly);
        let because = because + &assumption(around, &group.place, true);
        let (outcome, because) = unless_isolated(around, outcome, because);
        Some((outcome, Basis::Documented, because))
    })
}

/// `nsg-load-balancer`: the platform's load balancer must reach the instances.
pub fn load_balancer(around: &Surroundings<'_>) -> Vec<Check> {
    on_gateways_groups(around, "nsg-load-balancer", |group| {
        let flow = inbound(around, End::load_balancer(), Ports::ALL);
        let partly = (Outcome::Warn, say::TO_SOME_PORTS);
        let (outcome, because) = Ruling::of(group, &flow).lets(say::LOAD_BALANCER, partly);
        let because = because + &assumption(around, &group.place, false);
        Some((outcome, Basis::Documented, because))
    })
}

/// Traffic to the gateway's instances.
fn inbound(around: &Surroundings<'_>, source: End, ports: Ports) -> Flow {
    Flow {
        direction: Direction::Inbound,
        protocol: Transport::Tcp,
        source,
        destination: End::subnet(around.prefixes()),
        ports,
    }
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
    let what = say::OUT_TO_INTERNET;
    on_gateways_groups(around, "nsg-outbound-internet", |group| {
        let ruling = Ruling::of(group, &flow);
        let denying: Vec<&SecurityRule> = ruling
            .rules
            .iter()
            .filter(|rule| rule.access == Some(Access::Deny) && !rule.is_default())
            .collect();
        let (outcome, because) = match ruling.answer.decision {
            Decision::Denied => (Outcome::Fail, say::does_not_let(ruling.denying(), what)),
            Decision::PartlyDenied => {
                (Outcome::Fail, say::does_not_let_all(ruling.denying(), what))
            }
            Decision::Unknown if denying.is_empty() || !group.what.whole => {
                (Outcome::Unknown, ruling.doubt(what))
            }
            Decision::Unknown => (
                Outcome::Warn,
                say::none_may_deny(quote(denying.into_iter()), ruling.doubt(what)),
            ),
            Decision::Allowed if denying.is_empty() && !group.what.whole => (
                Outcome::Unknown,
                say::none_may_deny_and_cut(ruling.allowing(), what, cut_off(ruling.cut)),
            ),
            Decision::Allowed if denying.is_empty() => {
                (Outcome::Pass, say::lets(ruling.allowing(), what))
            }
            Decision::Allowed => (
                Outcome::Warn,
                say::none_may_deny_and_does(ruling.allowing(), what, quote(denying.into_iter())),
            ),
        };
        let because = because + &assumption(around, &group.place, true);
        let (outcome, because) = unless_isolated(around, outcome, because);
        Some((outcome, Basis::Documented, because))
    })
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
            subject: SUBNET.or_unnamed(subnet.name.as_deref()),
            gateway: None,
            because: say::NO_GROUP.to_owned(),
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
            because: say::in_effect_elsewhere(words(&group.place)),
        });
    }
    checks
}

fn words(place: &Place) -> &str {
    match place {
        Place::Interface(words) | Place::Elsewhere(words) => words,
        Place::Gateway | Place::Assumed => say::THE_SUBNET,
    }
}

fn subject(group: &Group<'_>) -> String {
    let name = SECURITY_GROUP.or_unnamed(group.what.name.as_deref());
    match &group.place {
        Place::Interface(words) => say::in_effect_at(&name, words),
        _ => name,
    }
}
