//! How a gateway leads requests to its pools, written anew.

use serde_json::{Map, Value};

use super::write::{Writer, object};
use crate::gateway::routing::{Listener, Routing, Rule};

impl Writer<'_, '_, '_> {
    /// Listeners, their ports, rules and URL path maps, each as the list that REST has of them.
    pub(super) fn routing(&mut self, routing: &Routing) -> [Value; 4] {
        let mut ports: Vec<u16> = Vec::new();
        let listeners = routing.listeners.iter().map(|listener| {
            let Listener {
                name,
                host_names,
                protocol,
                port,
            } = listener;
            if let Some(port) = port.filter(|port| !ports.contains(port)) {
                ports.push(port);
            }
            let hosts = host_names.iter().map(|host| self.markers.host(host).into());
            let hosts: Vec<Value> = hosts.collect();
            object([
                ("name", self.name("LISTENER", name.as_ref())),
                ("hostNames", (!hosts.is_empty()).then(|| hosts.into())),
                (
                    "protocol",
                    protocol.map(|protocol| protocol.as_str().into()),
                ),
                (
                    "frontendPort",
                    port.map(|port| object([("name", Some(port_name(port).into()))])),
                ),
            ])
        });
        let listeners = listeners.collect();
        let ports = ports.into_iter().map(|port| {
            object([
                ("name", Some(port_name(port).into())),
                ("port", Some(port.into())),
            ])
        });
        let ports = ports.collect();
        let (mut rules, mut maps): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
        let mut waiting: Vec<Value> = Vec::new();
        let mut all = routing.rules.iter().peekable();
        while let Some(rule) = all.next() {
            let same = |next: &&Rule| next.name == rule.name && next.listener == rule.listener;
            let goes_on = !rule.paths.is_empty() && all.peek().is_some_and(same);
            if !rule.paths.is_empty() {
                let paths = rule.paths.iter().map(|path| self.markers.path(path).into());
                let paths: Vec<Value> = paths.collect();
                let mut way = self.way(rule, false);
                way.insert("paths".to_owned(), paths.into());
                waiting.push(way.into());
            }
            if goes_on {
                continue;
            }
            let mut members = Map::new();
            let mut put = |key: &str, value: Option<Value>| {
                if let Some(value) = value {
                    members.insert(key.to_owned(), value);
                }
            };
            put("name", self.name("RULE", rule.name.as_ref()));
            let listener = rule.listener.as_ref();
            put("httpListener", self.named("LISTENER", listener));
            if waiting.is_empty() {
                members.extend(self.way(rule, false));
            } else {
                // The path rules of one map stand together, the default of the map behind them.
                let name = format!("map-{}", maps.len() + 1);
                put(
                    "urlPathMap",
                    Some(object([("name", Some(name.as_str().into()))])),
                );
                let mut map = match rule.paths.is_empty() {
                    true => self.way(rule, true),
                    false => Map::new(),
                };
                map.insert("name".to_owned(), name.into());
                map.insert("pathRules".to_owned(), std::mem::take(&mut waiting).into());
                maps.push(map.into());
            }
            rules.push(members.into());
        }
        [listeners, ports, rules.into(), maps.into()]
    }

    pub(super) fn named(&mut self, kind: &'static str, name: Option<&String>) -> Option<Value> {
        let name = self.name(kind, name)?;
        Some(object([("name", Some(name))]))
    }

    /// Where a rule, or the default of a map, leads.
    fn way(&mut self, rule: &Rule, default: bool) -> Map<String, Value> {
        let Rule {
            name: _,
            listener: _,
            paths: _,
            pool,
            setting,
            redirect,
        } = rule;
        let parts = [
            (
                "backendAddressPool",
                "defaultBackendAddressPool",
                "POOL",
                pool,
            ),
            (
                "backendHttpSettings",
                "defaultBackendHttpSettings",
                "SETTING",
                setting,
            ),
            (
                "redirectConfiguration",
                "defaultRedirectConfiguration",
                "REDIRECT",
                redirect,
            ),
        ];
        let parts = parts
            .into_iter()
            .filter_map(|(plain, of_default, kind, name)| {
                let key = if default { of_default } else { plain };
                Some((key.to_owned(), self.named(kind, name.as_ref())?))
            });
        parts.collect()
    }
}

fn port_name(port: u16) -> String {
    format!("port-{port}")
}
