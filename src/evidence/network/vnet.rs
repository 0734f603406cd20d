//! Virtual networks and subnets.

use super::{attached, both, id, id_of, texts, words};
use crate::evidence::config::{Form, name_of};
use crate::evidence::recognise::is_type;
use crate::evidence::value::{Node, Value};
use crate::network::{Prefix, Subnet, VirtualNetwork};

pub(super) fn is_subnet(value: &Value<'_>) -> bool {
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

fn prefixes(value: &Value<'_>, singular: &str, plural: &str) -> Vec<Prefix> {
    both(value, singular, plural)
        .into_iter()
        .filter_map(Prefix::parse)
        .collect()
}

pub(super) fn network(value: &Value<'_>) -> VirtualNetwork {
    let servers = value
        .get("dhcpOptions")
        .and_then(|options| options.get("dnsServers"))
        .or_else(|| value.get("dnsServers"));
    let space = value.get("addressSpace");
    // A whole network shows by their absence that no servers are set; other code may hold more of it.
    let subnets = value.get("subnets");
    let all_here = |list: &Value<'_>| list.elements().iter().all(Value::is_object);
    let whole = space.is_some()
        && (subnets.is_some_and(all_here) || value.has("provisioningState"))
        && value.gap().is_none();
    let none = || whole.then(Vec::new);
    VirtualNetwork {
        name: name_of(value),
        id: id_of(value, "virtualNetworks"),
        prefixes: space
            .map(|space| prefixes(space, "addressPrefix", "addressPrefixes"))
            .unwrap_or_default(),
        dns_servers: match servers.map(|servers| (servers, &servers.node)) {
            Some((_, Node::Null)) | None => none(),
            // A server that is missing changes nothing but the list: those that are there count.
            Some((list, Node::List(_))) if list.gap().is_none() || !list.elements().is_empty() => {
                Some(words(list.elements()))
            }
            Some((_, Node::List(_))) => None,
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

pub(super) fn subnet(value: &Value<'_>, form: Form) -> Subnet {
    let whole = form == Form::Tree
        && value.gap_inside().is_none()
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
