//! Where a security group or a route table stands: on the gateway's subnet, or elsewhere.

use super::Surroundings;
use super::network::{is_subnet, subnets};
use super::pasted::latest;
use crate::diagnosis::Case;
use crate::evidence::Content;
use crate::language::diagnosis::surroundings as say;
use crate::network::{
    Address, Direction, NetworkId, Ports, Prefix, RouteTable, SecurityGroup, SecurityRule, Subnet,
};

/// A group or a table, and where it stands.
#[derive(Clone, Debug)]
pub struct Seen<'a, T> {
    /// The group or the table.
    pub what: &'a T,
    /// Where it stands.
    pub place: Place,
    /// Prefixes of the subnets that it is known to stand on.
    pub prefixes: Vec<Prefix>,
}

/// Where a group or a table stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the gateway's subnet: the evidence says so.
    Gateway,
    /// Taken as on the gateway's subnet, since nothing says otherwise.
    Assumed,
    /// At this network interface, in these words.
    Interface(String),
    /// Elsewhere, in these words.
    Elsewhere(String),
}

impl Place {
    /// Whether it counts as the gateway subnet's.
    pub fn is_gateways(&self) -> bool {
        matches!(self, Self::Gateway | Self::Assumed)
    }
}

impl<'a> Surroundings<'a> {
    pub(super) fn groups_in(&self, case: &'a Case) -> Vec<Seen<'a, SecurityGroup>> {
        let groups = latest::<SecurityGroup>(case, &mut Vec::new());
        let mut seen: Vec<Seen<'a, SecurityGroup>> = groups
            .into_iter()
            .map(|group| {
                let referred = self.subnet.map(|subnet| &subnet.security_group);
                let on = stands_on(case, group.subnets.as_deref(), &group.id, |subnet| {
                    &subnet.security_group
                });
                let subnets = Some(on.as_slice());
                let place = self.place(referred, &group.id, subnets, group.interfaces.as_deref());
                Seen {
                    prefixes: self.prefixes_of(case, &place, subnets),
                    what: group,
                    place,
                }
            })
            .collect();
        for piece in &case.evidence {
            let Content::EffectiveSecurityGroups(groups) = &piece.content else {
                continue;
            };
            let interface = groups.iter().find_map(|one| one.interface.as_ref());
            for one in groups {
                let place = self.place_of_effective(
                    one.interface.as_ref().or(interface),
                    one.subnet.as_ref(),
                    &one.group.rules,
                );
                let on = one.subnet.as_ref().map(std::slice::from_ref);
                seen.push(Seen {
                    prefixes: self.prefixes_of(case, &place, on),
                    what: &one.group,
                    place,
                });
            }
        }
        only_known(&mut seen, say::ANOTHER_GROUP);
        seen
    }

    pub(super) fn tables_in(&self, case: &'a Case) -> Vec<Seen<'a, RouteTable>> {
        let tables = latest::<RouteTable>(case, &mut Vec::new());
        let mut seen: Vec<Seen<'a, RouteTable>> = tables
            .into_iter()
            .map(|table| {
                let referred = self.subnet.map(|subnet| &subnet.route_table);
                let on = stands_on(case, table.subnets.as_deref(), &table.id, |subnet| {
                    &subnet.route_table
                });
                let subnets = Some(on.as_slice());
                let place = self.place(referred, &table.id, subnets, None);
                Seen {
                    prefixes: self.prefixes_of(case, &place, subnets),
                    what: table,
                    place,
                }
            })
            .collect();
        only_known(&mut seen, say::ANOTHER_TABLE);
        seen
    }

    /// Where a group or a table stands: by what the gateway's subnet refers to, else by what it is
    /// attached to.
    fn place(
        &self,
        referred: Option<&Option<Option<NetworkId>>>,
        id: &NetworkId,
        subnets: Option<&[NetworkId]>,
        interfaces: Option<&[NetworkId]>,
    ) -> Place {
        match referred.and_then(Option::as_ref) {
            Some(Some(own)) if own.is_same(id) && id.last().is_some() => return Place::Gateway,
            Some(Some(own)) if id.last().is_some() => {
                return Place::Elsewhere(say::subnet_has(own.last().unwrap_or(say::ANOTHER_ONE)));
            }
            Some(None) if id.last().is_some() => {
                return Place::Elsewhere(say::SUBNET_HAS_NONE.to_owned());
            }
            _ => {}
        }
        let subnets = subnets.unwrap_or_default();
        match (self.subnet_id, subnets) {
            (Some(own), [_, ..]) => {
                if subnets.iter().any(|subnet| subnet.is_same(own)) {
                    return Place::Gateway;
                }
                let names: Vec<&str> = subnets
                    .iter()
                    .filter_map(NetworkId::subnet)
                    .take(3)
                    .collect();
                Place::Elsewhere(say::stands_on(names.join(", ")))
            }
            (_, []) if interfaces.is_some_and(|interfaces| !interfaces.is_empty()) => {
                Place::Elsewhere(say::AT_INTERFACES.to_owned())
            }
            _ => Place::Assumed,
        }
    }

    /// Where rules in effect stand: at a server's interface, unless they name the gateway's subnet
    /// or are made for a gateway.
    fn place_of_effective(
        &self,
        interface: Option<&NetworkId>,
        subnet: Option<&NetworkId>,
        rules: &[SecurityRule],
    ) -> Place {
        match (self.subnet_id, subnet) {
            (Some(own), Some(subnet)) if own.is_same(subnet) => return Place::Gateway,
            (None, _) if interface.is_none() && rules.iter().any(is_for_gateway) => {
                return Place::Assumed;
            }
            _ => {}
        }
        let words = match (
            interface.and_then(NetworkId::last),
            subnet.and_then(NetworkId::subnet),
        ) {
            (Some(interface), Some(subnet)) => say::interface_and_subnet(interface, subnet),
            (Some(interface), None) => say::interface(interface),
            (None, Some(subnet)) => say::interface_in(subnet),
            (None, None) => say::AN_INTERFACE.to_owned(),
        };
        Place::Interface(words)
    }

    fn prefixes_of(&self, case: &Case, place: &Place, on: Option<&[NetworkId]>) -> Vec<Prefix> {
        if *place == Place::Gateway || *place == Place::Assumed && on.is_none_or(<[_]>::is_empty) {
            return self.prefixes().to_vec();
        }
        let on = on.unwrap_or_default();
        subnets(case)
            .filter(|(subnet, _)| on.iter().any(|id| is_subnet(subnet, id)))
            .flat_map(|(subnet, _)| subnet.prefixes.iter().copied())
            .collect()
    }
}

/// The subnets that a group or a table says it stands on; where it names none, those that refer to it.
fn stands_on(
    case: &Case,
    said: Option<&[NetworkId]>,
    id: &NetworkId,
    of: fn(&Subnet) -> &Option<Option<NetworkId>>,
) -> Vec<NetworkId> {
    match said {
        Some(said @ [_, ..]) => said.to_vec(),
        _ if id.last().is_none() => Vec::new(),
        _ => subnets(case)
            .filter(|(subnet, _)| {
                let refers = of(subnet).as_ref().and_then(Option::as_ref);
                refers.is_some_and(|its| its.is_same(id)) && subnet.id.subnet().is_some()
            })
            .map(|(subnet, _)| subnet.id.clone())
            .collect(),
    }
}

/// The one that is known, else the first that is taken.
pub(super) fn pick<'s, 'a, T>(seen: &'s [Seen<'a, T>]) -> Option<&'s Seen<'a, T>> {
    let known = seen.iter().find(|one| one.place == Place::Gateway);
    known.or_else(|| seen.iter().find(|one| one.place == Place::Assumed))
}

/// Where one is known to be the gateway subnet's, the others are not: a subnet has one.
fn only_known<T>(seen: &mut [Seen<'_, T>], why: &str) {
    if seen.iter().any(|one| one.place == Place::Gateway) {
        for one in seen.iter_mut().filter(|one| one.place == Place::Assumed) {
            one.place = Place::Elsewhere(why.to_owned());
        }
    }
}

/// Whether a rule is one that only a gateway's subnet needs.
fn is_for_gateway(rule: &SecurityRule) -> bool {
    let manager = |address: &Address| match address {
        Address::Tag(tag) => tag
            .get(.."GatewayManager".len())
            .is_some_and(|head| head.eq_ignore_ascii_case("GatewayManager")),
        Address::Any | Address::Prefix(_) => false,
    };
    let management = |ports: &Result<Ports, String>| {
        ports
            .as_ref()
            .is_ok_and(|ports| ports.first >= 65_200 && ports.last >= 65_200)
    };
    rule.direction != Some(Direction::Outbound)
        && (rule.source.addresses.iter().any(manager)
            || rule.destination.ports.iter().any(management))
}
