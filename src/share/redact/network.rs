//! What stands around a gateway, written anew: security groups, routes, virtual networks.

use serde_json::{Map, Value};

use super::gateway::is_number;
use super::write::{LEFT_OUT, Writer, object};
use crate::evidence::marked;
use crate::network::rule::{Side, default_rules};
use crate::network::{
    Address, Direction, EffectiveRoutes, EffectiveSecurityGroup, NetworkId, NextHop, Origin,
    Prefix, Route, RouteTable, SecurityGroup, SecurityRule, Subnet, Transport, VirtualNetwork,
};

/// Stands for a template's expression.
const EXPRESSION: &str = "[parameters('ports')]";

/// Service tags that decide something here; any other is taken as a name.
const TAGS: [&str; 6] = [
    "VirtualNetwork",
    "AzureLoadBalancer",
    "Internet",
    "GatewayManager",
    "AzureCloud",
    "AzureTrafficManager",
];

/// Whether a rule is one that every group has, by its name.
fn is_azures(name: &str) -> bool {
    let name = name.strip_prefix("defaultSecurityRules/").unwrap_or(name);
    let mut all = [Direction::Inbound, Direction::Outbound]
        .into_iter()
        .flat_map(default_rules);
    all.any(|rule| rule.name.eq_ignore_ascii_case(name))
}

/// Whether a rule is one that every group has, by its name or, where that is damaged, by a priority that
/// no other may have.
fn is_default(rule: &SecurityRule) -> bool {
    is_azures(&rule.name) || rule.priority.is_some_and(|priority| priority >= 65_000)
}

/// A protocol without ports that Azure lists, or a number.
fn is_protocol(text: &str) -> bool {
    let listed = ["icmp", "icmpv6", "esp", "ah"];
    let number = text.len() <= 3 && text.bytes().all(|c| c.is_ascii_digit());
    number || listed.iter().any(|known| known.eq_ignore_ascii_case(text))
}

/// What stands in a list that is not whole: where it is known to be cut, or else, as by names alone,
/// that it has more.
fn mark_of_gap(whole: bool, cut: Option<u32>) -> Option<Value> {
    let mark = match cut {
        Some(_) => LEFT_OUT,
        None => "one more, not shown",
    };
    (!whole).then(|| mark.into())
}

/// Whether a list of rules looks cut: the last lacks something that each one before it has.
fn looks_cut(rules: &[Value]) -> bool {
    const NEEDED: [&str; 5] = [
        "access",
        "direction",
        "priority",
        "protocol",
        "destinationPortRanges",
    ];
    let has = |rule: &Value, key: &str| match rule.get(key) {
        Some(Value::Array(list)) => !list.is_empty(),
        value => value.is_some(),
    };
    rules.split_last().is_some_and(|(last, before)| {
        let lacks = |key: &&str| !has(last, key) && before.iter().all(|rule| has(rule, key));
        !before.is_empty() && NEEDED.iter().any(lacks)
    })
}

impl Writer<'_, '_, '_> {
    /// An id, with the kinds of its parts.
    pub(super) fn network_id(&mut self, id: &NetworkId) -> Option<Value> {
        let mut text = String::new();
        if let Some(subscription) = &id.subscription {
            text = format!("/subscriptions/{}", self.markers.subscription(subscription));
        }
        if let Some(group) = &id.resource_group {
            text = format!(
                "{text}/resourceGroups/{}",
                self.markers.name("GROUP", group)
            );
        }
        if text.is_empty() && id.segments().is_empty() {
            return None;
        }
        text.push_str("/providers/Microsoft.Network");
        for (collection, name) in id.segments() {
            let kind = match collection.to_ascii_lowercase().as_str() {
                "virtualnetworks" => "VNET",
                "subnets" => "SUBNET",
                "networksecuritygroups" => "NSG",
                "routetables" => "ROUTE-TABLE",
                "networkinterfaces" => "NIC",
                "securityrules" | "defaultsecurityrules" => "RULE",
                "routes" => "ROUTE",
                _ => {
                    // A kind that is damaged: the name of a thing that is known is that one's.
                    let known = self.markers.known_name(name);
                    let name = known.unwrap_or_else(|| self.markers.name("NAME", name));
                    text = format!("{text}/parts/{name}");
                    continue;
                }
            };
            text = format!("{text}/{collection}/{}", self.markers.name(kind, name));
        }
        Some(text.into())
    }

    fn reference(&mut self, id: &NetworkId) -> Value {
        object([("id", self.network_id(id))])
    }

    fn references(&mut self, ids: Option<&Vec<NetworkId>>) -> Option<Value> {
        ids.map(|ids| ids.iter().map(|id| self.reference(id)).collect())
    }

    fn prefix(&mut self, prefix: Prefix) -> String {
        let full = if prefix.address.is_ipv4() { 32 } else { 128 };
        match prefix.length == full {
            true => self.markers.address(prefix.address),
            false => self.markers.prefix(prefix.address, prefix.length),
        }
    }

    fn prefixes(&mut self, prefixes: &[Prefix]) -> Vec<Value> {
        let prefixes = prefixes.iter();
        prefixes.map(|prefix| self.prefix(*prefix).into()).collect()
    }

    fn tag(&mut self, tag: &str) -> Value {
        let (base, region) = tag.split_once('.').unwrap_or((tag, ""));
        let known = TAGS.iter().any(|known| known.eq_ignore_ascii_case(base));
        match (known, region) {
            (true, "") => tag.into(),
            (true, region) => format!("{base}.{}", self.markers.name("REGION", region)).into(),
            (false, _) if tag.starts_with('[') => marked(&self.markers.name("TAG", tag)).into(),
            (false, _) => self.markers.name("TAG", tag).into(),
        }
    }

    fn rule(&mut self, rule: &SecurityRule) -> Value {
        let SecurityRule {
            name,
            priority,
            direction,
            access,
            protocol,
            source,
            destination,
        } = rule;
        let shown = match is_azures(name) {
            true => name.clone(),
            false => self.markers.name("RULE", name),
        };
        let mut members = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                members.insert(key.to_owned(), value);
            }
        };
        put("name", Some(shown.into()));
        put("priority", priority.map(Value::from));
        put(
            "direction",
            direction.map(|direction| direction.as_str().into()),
        );
        put("access", access.map(|access| access.as_str().into()));
        put(
            "protocol",
            match protocol {
                Transport::Any => Some("*".into()),
                Transport::Other(text) if text.is_empty() => None,
                Transport::Other(text) if is_protocol(text) => Some(text.as_str().into()),
                Transport::Other(text) => Some(self.markers.text_or_expression(text).into()),
                protocol => Some(protocol.as_str().into()),
            },
        );
        for (end, side) in [("source", source), ("destination", destination)] {
            let Side {
                addresses,
                expanded,
                ports,
                groups,
            } = side;
            let addresses = addresses.iter().map(|address| match address {
                Address::Any => "*".into(),
                Address::Prefix(prefix) => self.prefix(*prefix).into(),
                Address::Tag(tag) => self.tag(tag),
            });
            let addresses: Vec<Value> = addresses.collect();
            let ports = ports.iter().map(|ports| match ports {
                Ok(ports) => ports.show(),
                Err(text) if is_number(text) => text.clone(),
                Err(text) if text.starts_with('[') => EXPRESSION.to_owned(),
                Err(text) => self.markers.text(text),
            });
            put(&format!("{end}AddressPrefixes"), Some(addresses.into()));
            put(&format!("{end}PortRanges"), Some(ports.collect::<Value>()));
            if !expanded.is_empty() {
                let key = match end {
                    "source" => "expandedSourceAddressPrefix",
                    _ => "expandedDestinationAddressPrefix",
                };
                put(key, Some(self.prefixes(expanded).into()));
            }
            if *groups {
                let group = object([("id", Some("a group".into()))]);
                let key = format!("{end}ApplicationSecurityGroups");
                put(&key, Some(Value::Array(vec![group])));
            }
        }
        Value::Object(members)
    }

    pub(super) fn security_group(&mut self, group: &SecurityGroup) -> Value {
        let SecurityGroup {
            name,
            id,
            rules,
            whole,
            cut,
            subnets,
            interfaces,
        } = group;
        // Each in its list: what Azure's own lack says nothing of whether all is there.
        let (azures, own): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| is_default(rule));
        let mut rules: Vec<Value> = own.into_iter().map(|rule| self.rule(rule)).collect();
        let mut azures: Vec<Value> = azures.into_iter().map(|rule| self.rule(rule)).collect();
        if *whole && looks_cut(&rules) {
            azures.splice(..0, std::mem::take(&mut rules));
        }
        rules.extend(mark_of_gap(*whole, *cut));
        object([
            (
                "type",
                Some("Microsoft.Network/networkSecurityGroups".into()),
            ),
            ("name", self.name("NSG", name.as_ref())),
            ("id", self.network_id(id)),
            ("securityRules", Some(rules.into())),
            (
                "defaultSecurityRules",
                (!azures.is_empty()).then(|| azures.into()),
            ),
            ("subnets", self.references(subnets.as_ref())),
            ("networkInterfaces", self.references(interfaces.as_ref())),
        ])
    }

    pub(super) fn effective_group(&mut self, effective: &EffectiveSecurityGroup) -> Value {
        let rules = effective.group.rules.iter();
        let mut rules: Vec<Value> = rules.map(|rule| self.rule(rule)).collect();
        rules.extend(mark_of_gap(effective.group.whole, effective.group.cut));
        let association = object([
            (
                "subnet",
                effective.subnet.as_ref().map(|id| self.reference(id)),
            ),
            (
                "networkInterface",
                effective.interface.as_ref().map(|id| self.reference(id)),
            ),
        ]);
        object([
            (
                "networkSecurityGroup",
                Some(self.reference(&effective.group.id)),
            ),
            ("association", Some(association)),
            ("effectiveSecurityRules", Some(rules.into())),
        ])
    }

    fn hop(&mut self, hop: &NextHop) -> Value {
        match hop {
            NextHop::Other(text) if !text.is_empty() => self.markers.text(text).into(),
            known => known.as_str().into(),
        }
    }

    /// A route of a table; one in effect says where it is from.
    fn route(&mut self, route: &Route, effective: bool) -> Value {
        let Route {
            name,
            prefixes,
            other,
            next_hop,
            next_hop_ip,
            origin,
            active,
            bgp_disabled,
        } = route;
        let mut all = self.prefixes(prefixes);
        all.extend(other.iter().map(|tag| self.tag(tag)));
        let all = Some(Value::Array(all));
        let origin = match origin {
            Origin::User => "User",
            Origin::VirtualNetworkGateway => "VirtualNetworkGateway",
            Origin::Default => "Default",
            Origin::Unknown => "Unknown",
        };
        let (listed, alone) = if effective { (None, all) } else { (all, None) };
        object([
            ("name", self.name("ROUTE", name.as_ref())),
            ("source", effective.then(|| origin.into())),
            (
                "state",
                (effective || !active).then(|| if *active { "Active" } else { "Invalid" }.into()),
            ),
            ("addressPrefix", alone),
            ("addressPrefixes", listed),
            ("nextHopType", Some(self.hop(next_hop))),
            ("nextHopIpAddress", self.host(next_hop_ip.as_deref())),
            ("disableBgpRoutePropagation", bgp_disabled.map(Value::from)),
        ])
    }

    pub(super) fn effective_routes(&mut self, all: &EffectiveRoutes) -> Value {
        let EffectiveRoutes { routes, cut } = all;
        let mut routes: Vec<Value> = routes.iter().map(|one| self.route(one, true)).collect();
        if cut.is_some() {
            routes.push(LEFT_OUT.into());
        }
        routes.into()
    }

    pub(super) fn route_table(&mut self, table: &RouteTable) -> Value {
        let RouteTable {
            name,
            id,
            routes,
            whole,
            cut,
            bgp_disabled,
            subnets,
        } = table;
        let mut routes: Vec<Value> = routes.iter().map(|one| self.route(one, false)).collect();
        routes.extend(mark_of_gap(*whole, *cut));
        object([
            ("type", Some("Microsoft.Network/routeTables".into())),
            ("name", self.name("ROUTE-TABLE", name.as_ref())),
            ("id", self.network_id(id)),
            ("routes", Some(routes.into())),
            ("disableBgpRoutePropagation", bgp_disabled.map(Value::from)),
            ("subnets", self.references(subnets.as_ref())),
        ])
    }

    pub(super) fn virtual_network(&mut self, network: &VirtualNetwork) -> Value {
        let VirtualNetwork {
            name,
            id,
            prefixes,
            dns_servers,
            subnets,
        } = network;
        let servers = match dns_servers {
            Some(servers) => {
                let servers = servers.iter();
                servers
                    .map(|server| self.markers.host(server))
                    .collect::<Value>()
            }
            // As a template has it: there may be some. Empty brackets would be read as a list where another
            // text has quotes and brackets, too.
            None => Value::from(marked("servers")),
        };
        let subnets: Vec<Value> = subnets.iter().map(|one| self.subnet(one)).collect();
        let space = object([("addressPrefixes", Some(self.prefixes(prefixes).into()))]);
        object([
            ("type", Some("Microsoft.Network/virtualNetworks".into())),
            ("name", self.name("VNET", name.as_ref())),
            ("id", self.network_id(id)),
            ("addressSpace", Some(space)),
            ("dhcpOptions", Some(object([("dnsServers", Some(servers))]))),
            ("subnets", (!subnets.is_empty()).then(|| subnets.into())),
        ])
    }

    pub(super) fn subnet(&mut self, subnet: &Subnet) -> Value {
        let Subnet {
            name,
            id,
            prefixes,
            security_group,
            route_table,
            delegations,
        } = subnet;
        let attached = |with: &mut Self, id: &Option<Option<NetworkId>>| {
            id.as_ref().map(|id| match id {
                Some(id) => with.reference(id),
                None => Value::Null,
            })
        };
        let delegations = delegations.iter().map(|service| {
            let service =
                match service.eq_ignore_ascii_case("Microsoft.Network/applicationGateways") {
                    true => service.clone(),
                    false => self.markers.text(service),
                };
            object([("serviceName", Some(service.into()))])
        });
        let delegations: Vec<Value> = delegations.collect();
        object([
            (
                "type",
                Some("Microsoft.Network/virtualNetworks/subnets".into()),
            ),
            ("name", self.name("SUBNET", name.as_ref())),
            ("id", self.network_id(id)),
            ("addressPrefixes", Some(self.prefixes(prefixes).into())),
            ("networkSecurityGroup", attached(self, security_group)),
            ("routeTable", attached(self, route_table)),
            (
                "delegations",
                (!delegations.is_empty()).then(|| delegations.into()),
            ),
        ])
    }
}
