//! From a tree to what stands around a gateway: security groups, route tables, virtual networks, as
//! REST nests them, as Azure CLI flattens them, as PowerShell spells them.
//!
//! The same names carry other types in every tool: `sourceAddressPrefix` is a text in REST, a list
//! in PowerShell, and stands in the plural where there are several.

mod routes;
mod rules;
mod vnet;

use super::config::{Form, name_of};
use super::recognise::is_type;
use super::value::{Node, Value};
use super::{Content, Position};
use crate::gateway::Isolation;
use crate::network::{EffectiveRoutes, EffectiveSecurityGroup, NetworkId, VirtualNetwork};

/// Where an offset stands in the source.
type Place<'p> = &'p dyn Fn(usize) -> Position;

/// What an object is, where it is one of these.
pub(super) fn object(value: &Value<'_>, form: Form, place: Place<'_>) -> Option<Content> {
    let any = |names: &[&str]| names.iter().any(|name| value.has(name));
    if value.has("effectiveSecurityRules") {
        let group = rules::effective_group(value, place);
        return Some(Content::EffectiveSecurityGroups(vec![group]));
    }
    if rules::is_rule(value) {
        // By itself, so its group may hold others.
        let mut group = rules::group_of_rules(std::slice::from_ref(value));
        group.whole = false;
        return Some(Content::SecurityGroups(vec![group]));
    }
    if any(&["securityRules", "defaultSecurityRules"]) || is_type(value, "networkSecurityGroups") {
        return Some(Content::SecurityGroups(vec![rules::group(value, place)]));
    }
    if value.has("nextHopType") {
        if routes::is_effective(value) {
            return Some(Content::EffectiveRoutes(EffectiveRoutes {
                routes: vec![routes::route(value)],
                cut: line(value.gap(), place),
            }));
        }
        let mut table = routes::table_of_routes(std::slice::from_ref(value));
        table.whole = false;
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
        return Some(Content::RouteTables(vec![routes::table(value, place)]));
    }
    if any(&["dhcpOptions", "dnsServers"])
        || value.has("addressSpace") && any(&["subnets", "virtualNetworkPeerings"])
        || is_type(value, "virtualNetworks")
    {
        return Some(Content::VirtualNetworks(vec![vnet::network(value)]));
    }
    if vnet::is_subnet(value) {
        return Some(Content::Subnets(vec![vnet::subnet(value, form)]));
    }
    None
}

/// What a list is whose elements say so only together: the rules of a group, the routes of a table,
/// and addresses alone, as the query for a network's name servers prints them.
pub(super) fn list(value: &Value<'_>, place: Place<'_>) -> Option<Content> {
    let mut known = value.elements();
    if value.gap_inside().is_some() {
        // An element that hardly began, or that is but a mark of what is left out, tells nothing.
        let tells = |element: &Value<'_>| rules::is_rule(element) || element.has("nextHopType");
        while let [first, rest @ ..] = known
            && !tells(first)
        {
            known = rest;
        }
        while let [rest @ .., last] = known
            && !tells(last)
        {
            known = rest;
        }
    }
    if known.is_empty() {
        return None;
    }
    let gap = missing(value, known);
    if known.iter().all(rules::is_rule) {
        let mut groups = rules::by_group(known);
        if let (Some(last), Some(at)) = (groups.last_mut(), gap) {
            last.whole = false;
            last.cut = line(Some(at), place);
        }
        if known.iter().any(rules::is_effective) {
            let alone = |group| EffectiveSecurityGroup {
                group,
                ..EffectiveSecurityGroup::default()
            };
            let groups = groups.into_iter().map(alone);
            return Some(Content::EffectiveSecurityGroups(groups.collect()));
        }
        return Some(Content::SecurityGroups(groups));
    }
    if known.iter().all(|element| element.has("nextHopType")) {
        if known.iter().any(routes::is_effective) {
            return Some(Content::EffectiveRoutes(EffectiveRoutes {
                routes: known.iter().map(routes::route).collect(),
                cut: line(gap, place),
            }));
        }
        let mut table = routes::table_of_routes(known);
        table.whole = gap.is_none();
        table.cut = line(gap, place);
        return Some(Content::RouteTables(vec![table]));
    }
    let is_ip = |element: &Value<'_>| {
        element
            .text()
            .is_some_and(|text| text.parse::<std::net::IpAddr>().is_ok())
    };
    known.iter().all(is_ip).then(|| {
        Content::VirtualNetworks(vec![VirtualNetwork {
            dns_servers: Some(words(known)),
            ..VirtualNetwork::default()
        }])
    })
}

/// Where something of a list of rules or routes is missing. A table or a text without brackets does
/// not say so: its last entry lacks then what every other one has.
fn missing(list: &Value<'_>, elements: &[Value<'_>]) -> Option<usize> {
    list.gap_inside().or_else(|| {
        let (last, before) = elements.split_last()?;
        const NEEDED: [&[&str]; 7] = [
            &["access"],
            &["direction"],
            &["priority"],
            &["protocol"],
            &["destinationPortRange", "destinationPortRanges"],
            &["nextHopType"],
            &["addressPrefix", "addressPrefixes"],
        ];
        let said = |element: &Value<'_>, names: &[&str]| {
            let mut found = names
                .iter()
                .filter_map(|name| Some((*name, element.get(name)?)));
            // `None` is a next hop: the packet is dropped.
            found.any(|(name, value)| {
                !texts(value).is_empty()
                    || name == "nextHopType"
                        && value.text().is_some_and(|text| !text.trim().is_empty())
            })
        };
        let lacks =
            |names: &&[&str]| !said(last, names) && before.iter().all(|one| said(one, names));
        let cut = last.is_object() && !before.is_empty() && NEEDED.iter().any(lacks);
        cut.then_some(last.at)
    })
}

/// The line of a gap.
fn line(gap: Option<usize>, place: Place<'_>) -> Option<u32> {
    gap.map(|at| place(at).line)
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
    let whole = gateway
        .get("frontendIPConfigurations")
        .and_then(Value::gap_inside)
        .is_none();
    let is_private = |part: &Value<'_>| {
        part.is_object()
            && part.get("publicIPAddress").is_none_or(|ip| ip.is_null())
            && (part.has("subnet") || part.has("privateIPAddress"))
    };
    Isolation {
        stated: super::config::flag(gateway, "networkIsolationEnabled"),
        // One that is missing may be public.
        private_only: whole && !frontends.is_empty() && frontends.iter().all(is_private),
        tagged: gateway
            .get("tags")
            .and_then(|tags| super::config::flag(tags, "EnhancedNetworkControl"))
            .unwrap_or(false),
    }
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
            .or_else(|| value.text_of("resourceGroupName"))
            .filter(|group| !group.starts_with('['));
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
        // That it is attached elsewhere as well may stand in what is missing.
        _ if list.gap_inside().is_some() => None,
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
