//! What of a paste stands around a gateway: which security groups and route tables are those of its
//! subnet, and which are somebody else's.
//!
//! No output says so by itself. A group or a table that is not known to belong elsewhere is taken as
//! the gateway subnet's, and what is said of it tells that. What is in effect at a network interface
//! is that of a server: a gateway's subnet has no interface to ask.

use super::{Case, Configuration};
use crate::evidence::Content;
use crate::gateway::{GatewayConfig, ResourceId, Sku};
use crate::network::route::{DefaultRoute, default_route};
use crate::network::{
    Access, Address, Direction, NetworkId, Ports, Prefix, Route, RouteTable, SecurityGroup,
    SecurityRule, Subnet, VirtualNetwork,
};

/// What stands around one gateway, as far as the evidence shows it.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// The gateway's name, where it is known.
    pub gateway: Option<&'a str>,
    /// Its SKU, where it is known.
    pub sku: Option<Sku>,
    /// Whether it has network isolation.
    pub isolation: Isolated,
    /// The id of its subnet.
    pub subnet_id: Option<&'a NetworkId>,
    /// Its subnet.
    pub subnet: Option<&'a Subnet>,
    /// Its virtual network, where it is known to be, or the only one there is.
    pub network: Option<&'a VirtualNetwork>,
    /// Security groups, of network interfaces too.
    pub groups: Vec<Seen<'a, SecurityGroup>>,
    /// Route tables.
    pub tables: Vec<Seen<'a, RouteTable>>,
    /// Routes in effect at a server's network interface.
    pub effective_routes: Vec<&'a Route>,
    /// The network interface whose rules in effect were pasted first.
    pub interface: Option<&'a NetworkId>,
}

/// Whether a gateway has network isolation, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolated {
    /// Nothing speaks for it: it is taken to have none.
    Assumed,
    /// `networkIsolationEnabled` says so.
    Stated(bool),
    /// This hints at it, so that what it makes needless may be missing on purpose.
    Hinted(&'static str),
    /// This is needed for it, and proves nothing.
    Possible(&'static str),
}

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
    /// What stands around the gateway of that name, or around the only one there is.
    pub fn of(
        case: &'a Case,
        configuration: &'a Configuration,
        gateway: Option<&'a ResourceId>,
        sku: Option<Sku>,
    ) -> Self {
        let name = gateway.and_then(|id| id.gateway.as_deref());
        let mut gateways = configuration.gateways.iter();
        let config = match gateway {
            Some(id) => gateways.find(|one| one.id.may_share_gateway(id)),
            None => gateways.next(),
        };
        let subnets = || subnets(case);
        let stated = config.and_then(|config| config.subnet.as_ref());
        let subnet = match stated {
            Some(id) => subnets().find(|(subnet, _)| is_subnet(subnet, id)),
            None => likely_subnet(case),
        };
        let subnet_id = stated.or_else(|| {
            let (subnet, _) = subnet?;
            subnet.id.subnet().is_some().then_some(&subnet.id)
        });
        let subnet = subnet.map(|(subnet, _)| subnet);
        let mut around = Self {
            gateway: name,
            sku: case.typed.sku.or(sku),
            isolation: isolated(config, subnet, case.typed.sku.or(sku)),
            subnet_id,
            subnet,
            network: network(case, subnet_id),
            groups: Vec::new(),
            tables: Vec::new(),
            effective_routes: Vec::new(),
            interface: case.evidence.iter().find_map(|piece| match &piece.content {
                Content::EffectiveSecurityGroups(groups) => {
                    groups.iter().find_map(|one| one.interface.as_ref())
                }
                _ => None,
            }),
        };
        around.groups = around.groups_in(case);
        around.tables = around.tables_in(case);
        around.effective_routes = case
            .evidence
            .iter()
            .filter_map(|piece| match &piece.content {
                Content::EffectiveRoutes(routes) => Some(routes),
                _ => None,
            })
            .flatten()
            .collect();
        around
    }

    /// The prefixes of the gateway's subnet; none where they are not known.
    pub fn prefixes(&self) -> &'a [Prefix] {
        self.subnet
            .map(|subnet| subnet.prefixes.as_slice())
            .unwrap_or_default()
    }

    /// The group of the gateway's subnet: known, else taken as it.
    pub fn group(&self) -> Option<&Seen<'a, SecurityGroup>> {
        pick(&self.groups)
    }

    /// The route table of the gateway's subnet: known, else taken as it.
    pub fn table(&self) -> Option<&Seen<'a, RouteTable>> {
        pick(&self.tables)
    }

    /// The group's id, from the subnet or from the group itself.
    pub fn group_id(&self) -> Option<&'a NetworkId> {
        self.subnet
            .and_then(|subnet| subnet.security_group.as_ref()?.as_ref())
            .or_else(|| Some(&self.group()?.what.id))
            .filter(|id| id.last().is_some())
    }

    /// The table's id, from the subnet or from the table itself.
    pub fn table_id(&self) -> Option<&'a NetworkId> {
        self.subnet
            .and_then(|subnet| subnet.route_table.as_ref()?.as_ref())
            .or_else(|| Some(&self.table()?.what.id))
            .filter(|id| id.last().is_some())
    }

    /// The group of a server, where just one was pasted that is not the gateway's.
    pub fn server_group(&self) -> Option<&Seen<'a, SecurityGroup>> {
        let mut others = self
            .groups
            .iter()
            .filter(|group| !group.place.is_gateways());
        let first = others.next()?;
        others.next().is_none().then_some(first)
    }

    /// The name that a placeholder of a command stands for; `None` where it is not known.
    pub fn value(&self, placeholder: &str) -> Option<Vec<String>> {
        let vnet = || self.network.map(|network| &network.id);
        let text = match placeholder {
            "vnet" => self
                .subnet_id
                .and_then(NetworkId::vnet)
                .or_else(|| self.network?.name.as_deref()),
            "vnet-resource-group" => self
                .subnet_id
                .and_then(|id| id.resource_group.as_deref())
                .or_else(|| vnet()?.resource_group.as_deref()),
            "subnet" => self.subnet_id.and_then(NetworkId::subnet),
            "nsg" => self.group_id().and_then(NetworkId::last),
            "nsg-resource-group" => self.group_id()?.resource_group.as_deref(),
            "nsg-rule" => self.denying_rule(),
            "server-nsg" => self.server_group()?.what.name.as_deref(),
            "server-nsg-resource-group" => self.server_group()?.what.id.resource_group.as_deref(),
            "route-table" => self.table_id().and_then(NetworkId::last),
            "route-table-resource-group" => self.table_id()?.resource_group.as_deref(),
            "route" => self.leading_away()?.name.as_deref(),
            "firewall-ip" => self.leading_away()?.next_hop_ip.as_deref(),
            "dns-server" => {
                let servers = self.network?.dns_servers.as_deref()?;
                servers.first().map(String::as_str)
            }
            "nic" => self.interface?.last(),
            "nic-resource-group" => self.interface?.resource_group.as_deref(),
            "gateway-prefix" => {
                let prefixes = self.prefixes();
                let shown: Vec<String> = prefixes.iter().map(ToString::to_string).collect();
                return (!shown.is_empty()).then_some(shown);
            }
            _ => None,
        };
        text.map(|text| vec![text.to_owned()])
    }

    /// The first rule of one's own that denies something on the way out of the gateway's subnet.
    fn denying_rule(&self) -> Option<&'a str> {
        let group = self.group()?.what;
        let mut rules = group.rules.iter();
        let rule = rules.find(|rule| {
            rule.direction == Some(Direction::Outbound)
                && rule.access == Some(Access::Deny)
                && !rule.is_default()
        })?;
        Some(&rule.name)
    }

    /// The route that leads the default route elsewhere.
    fn leading_away(&self) -> Option<&'a Route> {
        let table = self.table()?.what;
        match default_route(table.routes.iter()) {
            DefaultRoute::Elsewhere(route) => Some(route),
            _ => None,
        }
    }

    fn groups_in(&self, case: &'a Case) -> Vec<Seen<'a, SecurityGroup>> {
        let mut seen: Vec<Seen<'a, SecurityGroup>> = Vec::new();
        for piece in &case.evidence {
            match &piece.content {
                Content::SecurityGroups(groups) => {
                    for group in groups {
                        let place = self.place(
                            self.subnet.map(|subnet| &subnet.security_group),
                            &group.id,
                            group.subnets.as_deref(),
                            group.interfaces.as_deref(),
                        );
                        let prefixes = self.prefixes_of(case, &place, group.subnets.as_deref());
                        // The same group pasted again, in another shape or later.
                        let known = seen.iter_mut().find(|other| {
                            group.name.is_some()
                                && other.what.name == group.name
                                && other.what.id.is_same(&group.id)
                        });
                        let new = Seen {
                            what: group,
                            place,
                            prefixes,
                        };
                        match known {
                            Some(known) if group.whole || !known.what.whole => *known = new,
                            Some(_) => {}
                            None => seen.push(new),
                        }
                    }
                }
                Content::EffectiveSecurityGroups(groups) => {
                    let interface = groups.iter().find_map(|one| one.interface.as_ref());
                    for one in groups {
                        let place = self.place_of_effective(
                            one.interface.as_ref().or(interface),
                            one.subnet.as_ref(),
                            &one.group.rules,
                        );
                        let prefixes = self.prefixes_of(
                            case,
                            &place,
                            one.subnet.as_ref().map(std::slice::from_ref),
                        );
                        seen.push(Seen {
                            what: &one.group,
                            place,
                            prefixes,
                        });
                    }
                }
                _ => {}
            }
        }
        only_known(&mut seen, "security group");
        seen
    }

    fn tables_in(&self, case: &'a Case) -> Vec<Seen<'a, RouteTable>> {
        let mut seen: Vec<Seen<'a, RouteTable>> = Vec::new();
        for piece in &case.evidence {
            let Content::RouteTables(tables) = &piece.content else {
                continue;
            };
            for table in tables {
                let place = self.place(
                    self.subnet.map(|subnet| &subnet.route_table),
                    &table.id,
                    table.subnets.as_deref(),
                    None,
                );
                let known = seen.iter_mut().find(|other| {
                    table.name.is_some()
                        && other.what.name == table.name
                        && other.what.id.is_same(&table.id)
                });
                let prefixes = self.prefixes_of(case, &place, table.subnets.as_deref());
                let new = Seen {
                    what: table,
                    place,
                    prefixes,
                };
                match known {
                    Some(known) if table.whole || !known.what.whole => *known = new,
                    Some(_) => {}
                    None => seen.push(new),
                }
            }
        }
        only_known(&mut seen, "route table");
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
                return Place::Elsewhere(format!(
                    "the gateway's subnet has {}",
                    own.last().unwrap_or("another one")
                ));
            }
            Some(None) if id.last().is_some() => {
                return Place::Elsewhere("the gateway's subnet has none".to_owned());
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
                Place::Elsewhere(format!("it stands on {}", names.join(", ")))
            }
            (_, []) if interfaces.is_some_and(|interfaces| !interfaces.is_empty()) => {
                Place::Elsewhere("it stands at network interfaces alone".to_owned())
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
            (Some(interface), Some(subnet)) => {
                format!("network interface {interface} and its subnet {subnet}")
            }
            (Some(interface), None) => format!("network interface {interface}"),
            (None, Some(subnet)) => format!("a network interface in subnet {subnet}"),
            (None, None) => "a network interface".to_owned(),
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

/// The one that is known, else the first that is taken.
fn pick<'s, 'a, T>(seen: &'s [Seen<'a, T>]) -> Option<&'s Seen<'a, T>> {
    let known = seen.iter().find(|one| one.place == Place::Gateway);
    known.or_else(|| seen.iter().find(|one| one.place == Place::Assumed))
}

/// Where one is known to be the gateway subnet's, the others are not: a subnet has one.
fn only_known<T>(seen: &mut [Seen<'_, T>], what: &str) {
    if seen.iter().any(|one| one.place == Place::Gateway) {
        for one in seen.iter_mut().filter(|one| one.place == Place::Assumed) {
            one.place = Place::Elsewhere(format!("another {what} is that of the gateway's subnet"));
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
    let management = |ports: &Option<Ports>| {
        ports.is_some_and(|ports| ports.first >= 65_200 && ports.last >= 65_200)
    };
    rule.direction != Some(Direction::Outbound)
        && (rule.source.addresses.iter().any(manager)
            || rule.destination.ports.iter().any(management))
}

/// Every subnet of the evidence, with its network where it stands in one.
fn subnets(case: &Case) -> impl Iterator<Item = (&Subnet, Option<&VirtualNetwork>)> {
    case.evidence.iter().flat_map(|piece| {
        let (alone, networks) = match &piece.content {
            Content::Subnets(subnets) => (subnets.as_slice(), &[][..]),
            Content::VirtualNetworks(networks) => (&[][..], networks.as_slice()),
            _ => (&[][..], &[][..]),
        };
        let alone = alone.iter().map(|subnet| (subnet, None));
        alone.chain(networks.iter().flat_map(|network| {
            network
                .subnets
                .iter()
                .map(move |subnet| (subnet, Some(network)))
        }))
    })
}

fn is_subnet(subnet: &Subnet, id: &NetworkId) -> bool {
    let name = subnet.id.subnet().or(subnet.name.as_deref());
    match (name, id.subnet()) {
        (Some(name), Some(other)) => name.eq_ignore_ascii_case(other) && subnet.id.is_same(id),
        // A query that names no subnet: it was asked for this one.
        (None, Some(_)) => true,
        _ => false,
    }
}

/// The subnet that is likely the gateway's where no configuration names it: the one that is
/// delegated to application gateways, or the only one that was pasted by itself.
fn likely_subnet(case: &Case) -> Option<(&Subnet, Option<&VirtualNetwork>)> {
    let mut delegated = subnets(case).filter(|(subnet, _)| subnet.is_delegated());
    if let (Some(one), None) = (delegated.next(), delegated.next()) {
        return Some(one);
    }
    let mut alone = subnets(case).filter(|(_, network)| network.is_none());
    match (alone.next(), alone.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

fn network<'a>(case: &'a Case, subnet: Option<&NetworkId>) -> Option<&'a VirtualNetwork> {
    let vnet = subnet.and_then(NetworkId::vnet);
    case.evidence
        .iter()
        .filter_map(|piece| match &piece.content {
            Content::VirtualNetworks(networks) => Some(networks),
            _ => None,
        })
        .flatten()
        .filter(|network| match (vnet, network.name.as_deref()) {
            (Some(vnet), Some(name)) => vnet.eq_ignore_ascii_case(name),
            _ => true,
        })
        // A list of servers by itself may stand beside the network that it was asked of.
        .max_by_key(|network| (network.dns_servers.is_some(), network.name.is_some()))
}

fn isolated(config: Option<&GatewayConfig>, subnet: Option<&Subnet>, sku: Option<Sku>) -> Isolated {
    if sku == Some(Sku::V1) {
        return Isolated::Stated(false);
    }
    let shown = config.map(|config| config.isolation).unwrap_or_default();
    if let Some(stated) = shown.stated {
        Isolated::Stated(stated)
    } else if shown.private_only {
        Isolated::Hinted("the gateway has private frontends alone")
    } else if shown.tagged {
        Isolated::Hinted("the gateway has the tag EnhancedNetworkControl")
    } else if subnet.is_some_and(Subnet::is_delegated) {
        Isolated::Possible("its subnet is delegated to Microsoft.Network/applicationGateways")
    } else {
        Isolated::Assumed
    }
}
