//! What of a paste stands around a gateway: which security groups and route tables are those of its
//! subnet, and which are somebody else's.
//!
//! No output says so by itself. A group or a table that is not known to belong elsewhere is taken as
//! the gateway subnet's, and what is said of it tells that. What is in effect at a network interface
//! is that of a server: a gateway's subnet has no interface to ask.

mod network;
mod pasted;
mod place;

pub use pasted::notes;
pub use place::{Place, Seen};

use super::{Case, Configuration};
use crate::evidence::Content;
use crate::gateway::{GatewayConfig, ResourceId, Sku};
use crate::language::diagnosis::surroundings as say;
use crate::network::route::{DefaultRoute, default_route};
use crate::network::{
    Access, Direction, NetworkId, Prefix, Route, RouteTable, SecurityGroup, Subnet, VirtualNetwork,
};
use network::{is_subnet, likely_subnet, network, subnets};
use place::pick;

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
    /// The line at which what was pasted of them is cut off.
    pub effective_cut: Option<u32>,
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
            // Of what was pasted twice the later counts, where it says as much.
            Some(id) => subnets()
                .filter(|(subnet, _)| is_subnet(subnet, id))
                .max_by_key(|(subnet, _)| {
                    (
                        subnet.security_group.is_some(),
                        subnet.route_table.is_some(),
                    )
                }),
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
            effective_cut: None,
            interface: case.evidence.iter().find_map(|piece| match &piece.content {
                Content::EffectiveSecurityGroups(groups) => {
                    groups.iter().find_map(|one| one.interface.as_ref())
                }
                _ => None,
            }),
        };
        around.groups = around.groups_in(case);
        around.tables = around.tables_in(case);
        for piece in &case.evidence {
            if let Content::EffectiveRoutes(all) = &piece.content {
                around.effective_routes.extend(&all.routes);
                around.effective_cut = around.effective_cut.or(all.cut);
            }
        }
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
}

fn isolated(config: Option<&GatewayConfig>, subnet: Option<&Subnet>, sku: Option<Sku>) -> Isolated {
    if sku == Some(Sku::V1) {
        return Isolated::Stated(false);
    }
    let shown = config.map(|config| config.isolation).unwrap_or_default();
    if let Some(stated) = shown.stated {
        Isolated::Stated(stated)
    } else if shown.private_only {
        Isolated::Hinted(say::PRIVATE_FRONTENDS)
    } else if shown.tagged {
        Isolated::Hinted(say::HAS_TAG)
    } else if subnet.is_some_and(Subnet::is_delegated) {
        Isolated::Possible(say::DELEGATED)
    } else {
        Isolated::Assumed
    }
}
