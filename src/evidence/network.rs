//! From a tree to what stands around a gateway: security groups, route tables, virtual networks, as
//! REST nests them, as Azure CLI flattens them, as PowerShell spells them.
//!
//! The same names carry other types in every tool: `sourceAddressPrefix` is a text in REST, a list
//! in PowerShell, and stands in the plural where there are several.

use super::Content;
use super::config::{Form, name_of};
use super::recognise::is_type;
use super::value::{Node, Value};
use crate::gateway::Isolation;
use crate::network::rule::Side;
use crate::network::{
    Access, Address, Direction, EffectiveSecurityGroup, NetworkId, NextHop, Origin, Ports, Prefix,
    Route, RouteTable, SecurityGroup, SecurityRule, Subnet, Transport, VirtualNetwork,
};

/// What an object is, where it is one of these.
pub(super) fn object(value: &Value<'_>, form: Form) -> Option<Content> {
    let any = |names: &[&str]| names.iter().any(|name| value.has(name));
    if value.has("effectiveSecurityRules") {
        return Some(Content::EffectiveSecurityGroups(vec![effective_group(
            value,
        )]));
    }
    if is_rule(value) {
        // By itself, so its group may hold others.
        let mut group = group_of_rules(std::slice::from_ref(value));
        group.whole = false;
        return Some(Content::SecurityGroups(vec![group]));
    }
    if any(&["securityRules", "defaultSecurityRules"]) || is_type(value, "networkSecurityGroups") {
        return Some(Content::SecurityGroups(vec![group(value)]));
    }
    if value.has("nextHopType") {
        let route = route(value);
        if is_effective(value) {
            return Some(Content::EffectiveRoutes(vec![route]));
        }
        let id = id(value);
        let table = RouteTable {
            name: id
                .as_ref()
                .and_then(|id| id.name("routeTables"))
                .map(str::to_owned),
            id: id.unwrap_or_default(),
            routes: vec![route],
            ..RouteTable::default()
        };
        return Some(Content::RouteTables(vec![table]));
    }
    if value.has("routes")
        && any(&[
            "disableBgpRoutePropagation",
            "subnets",
            "etag",
            "provisioningState",
        ])
        || is_type(value, "routeTables")
    {
        return Some(Content::RouteTables(vec![table(value)]));
    }
    if any(&["dhcpOptions", "dnsServers"])
        || value.has("addressSpace") && any(&["subnets", "virtualNetworkPeerings"])
        || is_type(value, "virtualNetworks")
    {
        return Some(Content::VirtualNetworks(vec![network(value)]));
    }
    if is_subnet(value) {
        return Some(Content::Subnets(vec![subnet(value, form)]));
    }
    None
}

/// What a list is whose elements say so only together: the rules of a group, the routes of a table,
/// and addresses alone, as the query for a network's name servers prints them.
pub(super) fn list(elements: &[Value<'_>]) -> Option<Content> {
    let first = elements.first()?;
    if elements.iter().all(is_rule) {
        return Some(Content::SecurityGroups(by_group(elements)));
    }
    if elements.iter().all(|element| element.has("nextHopType")) {
        if elements.iter().any(is_effective) {
            return Some(Content::EffectiveRoutes(
                elements.iter().map(route).collect(),
            ));
        }
        let id = id(first);
        return Some(Content::RouteTables(vec![RouteTable {
            name: id
                .as_ref()
                .and_then(|id| id.name("routeTables"))
                .map(str::to_owned),
            id: id.unwrap_or_default(),
            routes: elements.iter().map(route).collect(),
            whole: true,
            ..RouteTable::default()
        }]));
    }
    let is_ip = |element: &Value<'_>| {
        element
            .text()
            .is_some_and(|text| text.parse::<std::net::IpAddr>().is_ok())
    };
    elements.iter().all(is_ip).then(|| {
        Content::VirtualNetworks(vec![VirtualNetwork {
            dns_servers: Some(words(elements)),
            ..VirtualNetwork::default()
        }])
    })
}

/// The subnet that a gateway stands in.
pub(super) fn gateway_subnet(gateway: &Value<'_>) -> Option<NetworkId> {
    let configurations = gateway.get("gatewayIPConfigurations")?.elements();
    configurations
        .iter()
        .filter_map(|part| reference(part.get("subnet")?))
        .find(|id| id.subnet().is_some())
}

/// What a gateway shows of network isolation.
pub(super) fn isolation(gateway: &Value<'_>) -> Isolation {
    let frontends = gateway.get("frontendIPConfigurations");
    let frontends = frontends.map(Value::elements).unwrap_or_default();
    let is_private = |part: &Value<'_>| {
        part.is_object()
            && part
                .get("publicIPAddress")
                .is_none_or(|ip| ip.node == Node::Null)
            && (part.has("subnet") || part.has("privateIPAddress"))
    };
    Isolation {
        stated: super::config::flag(gateway, "networkIsolationEnabled"),
        private_only: !frontends.is_empty() && frontends.iter().all(is_private),
        tagged: gateway
            .get("tags")
            .and_then(|tags| super::config::flag(tags, "EnhancedNetworkControl"))
            .unwrap_or(false),
    }
}

fn is_rule(value: &Value<'_>) -> bool {
    ["access", "direction"].iter().all(|name| value.has(name))
        && ["priority", "protocol", "sourceAddressPrefix", "name"]
            .iter()
            .any(|name| value.has(name))
        || is_type(value, "securityRules") && value.has("access")
}

/// Whether a route is one in effect at a network interface, not one of a table.
fn is_effective(value: &Value<'_>) -> bool {
    value.has("source")
        || value.has("state")
        || value
            .get("addressPrefix")
            .is_some_and(|prefix| matches!(prefix.node, Node::List(_)))
}

fn is_subnet(value: &Value<'_>) -> bool {
    const PARTS: [&str; 8] = [
        "networkSecurityGroup",
        "routeTable",
        "delegations",
        "serviceEndpoints",
        "privateEndpointNetworkPolicies",
        "privateLinkServiceNetworkPolicies",
        "natGateway",
        "defaultOutboundAccess",
    ];
    let prefixed = ["addressPrefix", "addressPrefixes", "prefix", "prefixes"]
        .iter()
        .any(|name| value.has(name));
    let parts = PARTS.iter().filter(|name| value.has(name)).count();
    let queried = value.has("nsg") && value.has("rt");
    is_type(value, "subnets")
        || prefixed && (parts > 0 || queried || id(value).is_some_and(|id| id.subnet().is_some()))
}

fn id(value: &Value<'_>) -> Option<NetworkId> {
    NetworkId::parse(
        value
            .text_of("id")
            .or_else(|| value.text_of("resourceId"))?,
    )
}

/// The id of a resource; where it has none, as in a template, its name and what stands beside it.
fn id_of(value: &Value<'_>, collection: &str) -> NetworkId {
    id(value).unwrap_or_else(|| {
        let group = value
            .text_of("resourceGroup")
            .or_else(|| value.text_of("resourceGroupName"));
        match name_of(value) {
            Some(name) => NetworkId::of(collection, &name, group),
            None => NetworkId::default(),
        }
    })
}

/// The id of a resource that another one refers to.
fn reference(value: &Value<'_>) -> Option<NetworkId> {
    NetworkId::parse(value.text().or_else(|| value.text_of("id"))?)
}

/// Ids in a list of references; `None` where the list is not there.
fn references(value: &Value<'_>, name: &str) -> Option<Vec<NetworkId>> {
    let list = value.get(name)?;
    match &list.node {
        Node::Null => None,
        // Names alone, as PowerShell shows them, say where but not in which group.
        _ => Some(list.elements().iter().filter_map(reference).collect()),
    }
}

/// What a part of a resource refers to: `Some(None)` where it is known to refer to nothing.
fn attached(value: &Value<'_>, names: [&str; 2], whole: bool) -> Option<Option<NetworkId>> {
    let found = names.iter().find_map(|name| value.get(name));
    match found.map(|found| (found, &found.node)) {
        Some((_, Node::Null)) => Some(None),
        Some((_, Node::Text(text))) if text.trim().is_empty() || text.trim() == "null" => {
            Some(None)
        }
        Some((found, _)) => reference(found).map(Some),
        None => whole.then_some(None),
    }
}

/// The texts of a value: one, several, or several in one, between commas or in braces as
/// PowerShell's tables show them.
fn texts<'v>(value: &'v Value<'_>) -> Vec<&'v str> {
    let one = |text: &'v str| {
        text.trim_matches(['{', '}'])
            .split([',', ' '])
            .map(str::trim)
            .filter(|part| !part.is_empty() && *part != "None")
    };
    match &value.node {
        Node::List(elements) => elements
            .iter()
            .filter_map(Value::text)
            .flat_map(one)
            .collect(),
        // An expression of a template may hold commas.
        _ => match value.text() {
            Some(text) if text.starts_with("[") => vec![text],
            Some(text) => one(text).collect(),
            None => Vec::new(),
        },
    }
}

fn words(elements: &[Value<'_>]) -> Vec<String> {
    elements.iter().flat_map(texts).map(str::to_owned).collect()
}

/// Texts under the singular and the plural of a name: Azure fills either.
fn both<'v>(value: &'v Value<'_>, singular: &str, plural: &str) -> Vec<&'v str> {
    let mut found: Vec<&str> = Vec::new();
    for name in [plural, singular] {
        for text in value.get(name).map(texts).unwrap_or_default() {
            if !found.contains(&text) {
                found.push(text);
            }
        }
    }
    found
}

fn prefixes(value: &Value<'_>, singular: &str, plural: &str) -> Vec<Prefix> {
    both(value, singular, plural)
        .into_iter()
        .filter_map(Prefix::parse)
        .collect()
}

fn rule(value: &Value<'_>) -> SecurityRule {
    let side = |names: [&str; 7]| {
        let [
            address,
            addresses,
            port,
            ports,
            groups,
            table_groups,
            expanded,
        ] = names;
        let ports = both(value, port, ports);
        let has_groups = |name: &str| {
            value
                .get(name)
                .is_some_and(|groups| !texts(groups).is_empty() || !groups.elements().is_empty())
        };
        Side {
            addresses: both(value, address, addresses)
                .into_iter()
                .map(Address::parse)
                .collect(),
            expanded: value
                .get(expanded)
                .map(texts)
                .unwrap_or_default()
                .into_iter()
                .filter_map(Prefix::parse)
                .collect(),
            ports: ports.into_iter().map(Ports::parse).collect(),
            groups: has_groups(groups) || has_groups(table_groups),
        }
    };
    let word = |name: &str| value.text_of(name).map(str::to_ascii_lowercase);
    SecurityRule {
        name: name_of(value).unwrap_or_else(|| "without a name".to_owned()),
        priority: value
            .text_of("priority")
            .and_then(|priority| priority.parse().ok()),
        direction: match word("direction").as_deref() {
            Some("inbound") => Some(Direction::Inbound),
            Some("outbound") => Some(Direction::Outbound),
            _ => None,
        },
        access: match word("access").as_deref() {
            Some("allow") => Some(Access::Allow),
            Some("deny") => Some(Access::Deny),
            _ => None,
        },
        protocol: value
            .text_of("protocol")
            .map_or(Transport::Other(String::new()), Transport::parse),
        source: side([
            "sourceAddressPrefix",
            "sourceAddressPrefixes",
            "sourcePortRange",
            "sourcePortRanges",
            "sourceApplicationSecurityGroups",
            "sourceASG",
            "expandedSourceAddressPrefix",
        ]),
        destination: side([
            "destinationAddressPrefix",
            "destinationAddressPrefixes",
            "destinationPortRange",
            "destinationPortRanges",
            "destinationApplicationSecurityGroups",
            "destinationASG",
            "expandedDestinationAddressPrefix",
        ]),
    }
}

fn group(value: &Value<'_>) -> SecurityGroup {
    let rules = ["securityRules", "defaultSecurityRules"]
        .iter()
        .filter_map(|name| value.get(name))
        .flat_map(Value::elements)
        .filter(|rule| rule.is_object())
        .map(rule)
        .collect();
    // PowerShell's summary shows rules by name alone, a template may fill them in by an expression.
    let listed = value
        .get("securityRules")
        .is_none_or(|rules| match &rules.node {
            Node::List(rules) => rules.iter().all(Value::is_object),
            Node::Text(text) => text.trim().is_empty(),
            _ => true,
        });
    SecurityGroup {
        name: name_of(value),
        id: id_of(value, "networkSecurityGroups"),
        rules,
        whole: listed && (value.has("securityRules") || value.has("provisioningState")),
        subnets: references(value, "subnets"),
        interfaces: references(value, "networkInterfaces"),
    }
}

/// The group that rules belong to by their ids.
fn group_of_rules(rules: &[Value<'_>]) -> SecurityGroup {
    let id = rules.iter().find_map(id);
    let name = id.as_ref().and_then(|id| id.name("networkSecurityGroups"));
    let resource_group = id.as_ref().and_then(|id| id.resource_group.clone());
    let beside = || {
        let first = rules.first()?;
        first.text_of("resourceGroup").map(str::to_owned)
    };
    SecurityGroup {
        name: name.map(str::to_owned),
        id: match name {
            Some(name) => NetworkId::of(
                "networkSecurityGroups",
                name,
                resource_group.or_else(beside).as_deref(),
            ),
            None => NetworkId::default(),
        },
        rules: rules.iter().map(rule).collect(),
        whole: true,
        subnets: None,
        interfaces: None,
    }
}

/// Rules that were listed for several groups at once, each with its own.
fn by_group(rules: &[Value<'_>]) -> Vec<SecurityGroup> {
    let mut groups: Vec<SecurityGroup> = Vec::new();
    for value in rules {
        let one = group_of_rules(std::slice::from_ref(value));
        match groups.iter_mut().find(|group| group.name == one.name) {
            Some(group) => group.rules.extend(one.rules),
            None => groups.push(one),
        }
    }
    groups
}

fn effective_group(value: &Value<'_>) -> EffectiveSecurityGroup {
    let rules = value.get("effectiveSecurityRules");
    let id = value
        .get("networkSecurityGroup")
        .and_then(reference)
        .unwrap_or_default();
    let association = value.get("association");
    let of = |name: &str| association.and_then(|association| association.get(name));
    EffectiveSecurityGroup {
        group: SecurityGroup {
            name: id.name("networkSecurityGroups").map(str::to_owned),
            id,
            rules: rules
                .map(Value::elements)
                .unwrap_or_default()
                .iter()
                .map(rule)
                .collect(),
            whole: true,
            subnets: None,
            interfaces: None,
        },
        subnet: of("subnet").and_then(reference),
        interface: of("networkInterface").and_then(reference),
    }
}

fn route(value: &Value<'_>) -> Route {
    let mut prefixes = Vec::new();
    let mut other = Vec::new();
    for text in both(value, "addressPrefix", "addressPrefixes") {
        match Prefix::parse(text) {
            Some(prefix) => prefixes.push(prefix),
            None => other.push(text.to_owned()),
        }
    }
    let ip = ["nextHopIpAddress", "nextHopIp", "nextHopIpAddresses"];
    let ip = ip.iter().find_map(|name| value.get(name));
    Route {
        name: value.text_of("name").map(str::to_owned),
        prefixes,
        other,
        next_hop: NextHop::parse(value.text_of("nextHopType").unwrap_or_default()),
        next_hop_ip: ip
            .map(texts)
            .and_then(|ips| ips.first().map(|ip| (*ip).to_owned())),
        origin: match value.text_of("source") {
            Some(source) => Origin::parse(source),
            // A table holds what somebody made.
            None => Origin::User,
        },
        active: value
            .text_of("state")
            .is_none_or(|state| !state.eq_ignore_ascii_case("Invalid")),
        bgp_disabled: super::config::flag(value, "disableBgpRoutePropagation"),
    }
}

fn table(value: &Value<'_>) -> RouteTable {
    let routes = value.get("routes");
    let whole = routes.is_some_and(|routes| match &routes.node {
        Node::List(routes) => routes.iter().all(Value::is_object),
        _ => false,
    });
    RouteTable {
        name: name_of(value),
        id: id_of(value, "routeTables"),
        routes: routes
            .map(Value::elements)
            .unwrap_or_default()
            .iter()
            .filter(|route| route.is_object())
            .map(route)
            .collect(),
        whole,
        bgp_disabled: super::config::flag(value, "disableBgpRoutePropagation"),
        subnets: references(value, "subnets"),
    }
}

fn network(value: &Value<'_>) -> VirtualNetwork {
    let servers = value
        .get("dhcpOptions")
        .and_then(|options| options.get("dnsServers"))
        .or_else(|| value.get("dnsServers"));
    let space = value.get("addressSpace");
    // A whole network shows by their absence that no servers are set.
    let whole = space.is_some() && (value.has("subnets") || value.has("provisioningState"));
    let none = || whole.then(Vec::new);
    VirtualNetwork {
        name: name_of(value),
        id: id_of(value, "virtualNetworks"),
        prefixes: space
            .map(|space| prefixes(space, "addressPrefix", "addressPrefixes"))
            .unwrap_or_default(),
        dns_servers: match servers.map(|servers| (servers, &servers.node)) {
            Some((_, Node::Null)) | None => none(),
            Some((_, Node::List(servers))) => Some(words(servers)),
            // What a template fills in is not known.
            Some((_, Node::Text(text))) if text.starts_with('[') => None,
            Some((servers, _)) => Some(texts(servers).into_iter().map(str::to_owned).collect()),
        },
        subnets: value
            .get("subnets")
            .map(Value::elements)
            .unwrap_or_default()
            .iter()
            .filter(|part| part.is_object())
            .map(|part| subnet(part, Form::Tree))
            .collect(),
    }
}

fn subnet(value: &Value<'_>, form: Form) -> Subnet {
    let whole = form == Form::Tree
        && ["provisioningState", "etag", "properties"]
            .iter()
            .any(|name| value.has(name));
    let delegations = value.get("delegations").map(Value::elements);
    Subnet {
        name: name_of(value),
        id: id_of(value, "subnets"),
        prefixes: [("addressPrefix", "addressPrefixes"), ("prefix", "prefixes")]
            .iter()
            .flat_map(|(singular, plural)| prefixes(value, singular, plural))
            .collect(),
        security_group: attached(value, ["networkSecurityGroup", "nsg"], whole),
        route_table: attached(value, ["routeTable", "rt"], whole),
        delegations: delegations
            .unwrap_or_default()
            .iter()
            .filter_map(|delegation| delegation.text_of("serviceName"))
            .map(str::to_owned)
            .collect(),
    }
}
