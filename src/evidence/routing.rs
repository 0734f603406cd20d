//! From a tree to a gateway's listeners and rules, and to who owns it.

use super::config::name_of;
use super::value::Value;
use crate::gateway::routing::{Listener, Owner, Routing, Rule};
use crate::gateway::{BackendPool, Protocol};

/// Listeners and rules of layer 7 and layer 4.
pub(super) fn routing(gateway: &Value<'_>) -> Routing {
    let parts = |name: &str| {
        let parts = gateway.get(name).map(Value::elements).unwrap_or_default();
        parts.iter().filter(|part| part.is_object())
    };
    let named = |part: &Value<'_>, name: &str| part.get(name).and_then(name_of);
    let listeners = parts("httpListeners").chain(parts("listeners"));
    let listeners = listeners.map(|part| {
        let port = named(part, "frontendPort");
        let port = parts("frontendPorts")
            .find(|known| name_of(known) == port)
            .and_then(|known| known.text_of("port")?.parse().ok());
        let mut host_names: Vec<String> = part
            .get("hostNames")
            .map(Value::elements)
            .unwrap_or_default()
            .iter()
            .filter_map(|host| host.text().map(str::to_owned))
            .collect();
        if let Some(host) = part.text_of("hostName")
            && !host_names.iter().any(|known| known == host)
        {
            host_names.push(host.to_owned());
        }
        Listener {
            name: name_of(part),
            host_names,
            protocol: part.text_of("protocol").and_then(Protocol::parse),
            port,
        }
    });
    let listeners = listeners.collect();
    let mut rules = Vec::new();
    for part in parts("requestRoutingRules").chain(parts("routingRules")) {
        let way = |of: &Value<'_>, paths: Vec<String>, default: bool| {
            let name =
                |plain: &str, of_default: &str| named(of, if default { of_default } else { plain });
            Rule {
                name: name_of(part),
                listener: named(part, "httpListener").or_else(|| named(part, "listener")),
                paths,
                pool: name("backendAddressPool", "defaultBackendAddressPool"),
                setting: name("backendHttpSettings", "defaultBackendHttpSettings")
                    .or_else(|| named(of, "backendSettings")),
                redirect: name("redirectConfiguration", "defaultRedirectConfiguration"),
            }
        };
        let map = named(part, "urlPathMap");
        let map = parts("urlPathMaps").find(|known| map.is_some() && name_of(known) == map);
        let Some(map) = map else {
            rules.push(way(part, Vec::new(), false));
            continue;
        };
        let path_rules = map
            .get("pathRules")
            .map(Value::elements)
            .unwrap_or_default();
        for path_rule in path_rules {
            let paths = path_rule
                .get("paths")
                .map(Value::elements)
                .unwrap_or_default();
            let paths = paths
                .iter()
                .filter_map(|path| path.text().map(str::to_owned));
            rules.push(way(path_rule, paths.collect(), false));
        }
        rules.push(way(map, Vec::new(), true));
    }
    Routing { listeners, rules }
}

/// Who writes the gateway, by its tags, or by the names that the ingress controller gives.
pub(super) fn owner(gateway: &Value<'_>, pools: &[BackendPool]) -> Option<Owner> {
    let tags = gateway.get("tags").or_else(|| gateway.get("tag"));
    for tag in tags.map(Value::members).unwrap_or_default() {
        let key = tag.key.to_ascii_lowercase();
        if key.starts_with("managed-by-k8s-ingress") || key.starts_with("ingress-for-aks-cluster") {
            return Some(Owner::Agic);
        }
        let value = tag.value.text().unwrap_or_default().to_ascii_lowercase();
        if key.contains("terraform") || value.contains("terraform") {
            return Some(Owner::Terraform);
        }
        if key.contains("bicep") || value.contains("bicep") {
            return Some(Owner::Template);
        }
    }
    // `pool-<namespace>-<service>-<port>-bp-<port>`
    let of_ingress = |pool: &BackendPool| {
        let name = pool.name.as_deref().unwrap_or_default();
        let port = name.rsplit_once("-bp-").map(|(_, port)| port);
        name.starts_with("pool-")
            && port.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    };
    pools.iter().any(of_ingress).then_some(Owner::Agic)
}
