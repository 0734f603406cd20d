//! Routes, of a table or in effect.

use super::{Place, both, id, id_of, line, missing, references, texts};
use crate::evidence::config::{flag, name_of};
use crate::evidence::value::{Node, Value};
use crate::network::{NextHop, Origin, Prefix, Route, RouteTable};

/// Whether a route is one in effect at a network interface, not one of a table.
pub(super) fn is_effective(value: &Value<'_>) -> bool {
    value.has("source")
        || value.has("state")
        || value
            .get("addressPrefix")
            .is_some_and(|prefix| matches!(prefix.node, Node::List(_)))
}

pub(super) fn route(value: &Value<'_>) -> Route {
    let mut prefixes = Vec::new();
    let mut other = Vec::new();
    for text in both(value, "addressPrefix", "addressPrefixes") {
        match Prefix::parse(text) {
            Some(prefix) => prefixes.push(prefix),
            None => other.push(text.to_owned()),
        }
    }
    // Of a route that is not all there nothing is sure.
    let whole = value.gap_inside().is_none();
    if !whole {
        other.extend(prefixes.drain(..).map(|prefix| format!("[{prefix}]")));
    }
    let next_hop = value.text_of("nextHopType").filter(|_| whole);
    let ip = ["nextHopIpAddress", "nextHopIp", "nextHopIpAddresses"];
    let ip = ip.iter().find_map(|name| value.get(name));
    Route {
        name: value.text_of("name").map(str::to_owned),
        prefixes,
        other,
        next_hop: NextHop::parse(next_hop.unwrap_or_default()),
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
        bgp_disabled: flag(value, "disableBgpRoutePropagation"),
    }
}

/// The table that routes belong to by their ids.
pub(super) fn table_of_routes(routes: &[Value<'_>]) -> RouteTable {
    let id = routes.iter().find_map(id);
    let name = id.as_ref().and_then(|id| id.name("routeTables"));
    RouteTable {
        name: name.map(str::to_owned),
        id: id.unwrap_or_default(),
        routes: routes.iter().map(route).collect(),
        whole: true,
        ..RouteTable::default()
    }
}

pub(super) fn table(value: &Value<'_>, place: Place<'_>) -> RouteTable {
    // The name of the list may stand before the beginning of the text.
    let routes = value.get("routes").or_else(|| value.get(""));
    let elements = routes.map(Value::elements).unwrap_or_default();
    let listed = routes.is_some_and(|routes| {
        matches!(routes.node, Node::List(_)) && elements.iter().all(Value::is_object)
    });
    let cut = match routes {
        Some(routes) => missing(routes, elements).or_else(|| value.ends_with("routes")),
        None => value.gap(),
    };
    RouteTable {
        name: name_of(value),
        id: id_of(value, "routeTables"),
        routes: elements
            .iter()
            .filter(|route| route.is_object())
            .map(route)
            .collect(),
        whole: listed && cut.is_none(),
        cut: line(cut, place),
        bgp_disabled: flag(value, "disableBgpRoutePropagation"),
        subnets: references(value, "subnets"),
    }
}
