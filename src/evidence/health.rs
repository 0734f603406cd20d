//! From a tree to a backend health report, at whatever level of it the text begins.

mod server;

use std::collections::HashMap;
use std::sync::Arc;

use super::{HealthReport, PoolHealth, Position, ServerHealth, SettingHealth};
use crate::gateway::{BackendSetting, Protocol, ResourceId};

use super::config::{self, Form};
use super::row::{self, Field};
use super::value::{Node, Value, same_key};
use server::{Messages, api_server};

/// How deep a map made by hand may wrap the report.
const DEPTH: usize = 12;

/// Reads a report, a part of one, servers, or a map that somebody made of them. `None` where the
/// tree holds no health.
pub(super) fn read(value: &Value<'_>, place: &dyn Fn(usize) -> Position) -> Option<HealthReport> {
    let mut builder = Builder {
        report: HealthReport::default(),
        place,
        found: false,
        pools: HashMap::new(),
        rows: HashMap::new(),
        messages: Messages::default(),
    };
    builder.walk(value, None, 0);
    builder.found.then_some(builder.report)
}

/// Whether the names in a tree are those of a backend health report, so that no other kind of
/// evidence is meant.
pub(super) fn is_report(value: &Value<'_>) -> bool {
    is_report_at(value, 0)
}

fn is_report_at(value: &Value<'_>, depth: usize) -> bool {
    if depth > DEPTH {
        return false;
    }
    match &value.node {
        Node::List(elements) => elements
            .iter()
            .any(|element| is_report_at(element, depth + 1)),
        Node::Object(members) => {
            is_pool(value)
                || members.iter().any(|member| {
                    let key = member.key.as_ref();
                    same_key(key, "servers")
                        || same_key(key, "healthProbeLog")
                        || same_key(key, "backendHealthHttpSettings")
                        || same_key(key, "health") && !member.value.is_container()
                        || is_report_at(&member.value, depth + 1)
                })
        }
        _ => false,
    }
}

/// A pool of a report, though it be used with no setting: a gateway's rule names one setting, not
/// a list of them.
fn is_pool(value: &Value<'_>) -> bool {
    value.has("backendAddressPool")
        && (value.has("backendHttpSettingsCollection") || value.has("backendSettingsCollection"))
}

struct Builder<'p> {
    report: HealthReport,
    place: &'p dyn Fn(usize) -> Position,
    found: bool,
    /// The pools that rows named, by name: an index into the report's.
    pools: HashMap<Option<String>, usize>,
    messages: Messages,
    /// Where the rows of one pool and setting stand: pool, then setting.
    rows: HashMap<RowKey, (usize, usize)>,
}

/// What rows of one setting share: pool, setting, port and protocol.
type RowKey = (
    Option<String>,
    Option<String>,
    Option<u16>,
    Option<Protocol>,
);

impl Builder<'_> {
    /// Finds the report's parts in a tree. `label` is the name under which the value stands.
    fn walk(&mut self, value: &Value<'_>, label: Option<&str>, depth: usize) {
        if depth > DEPTH {
            return;
        }
        match &value.node {
            Node::List(elements) => self.list(elements, value.at, label, depth),
            Node::Object(members) => {
                if let Some(pools) = value
                    .get("backendAddressPools")
                    .filter(|pools| pools.is_container())
                {
                    self.found = true;
                    pools.elements().iter().for_each(|pool| self.pool(pool));
                } else if value.has("backendHealthHttpSettings") {
                    self.report.on_demand = true;
                    self.pool(value);
                } else if value.has("backendHttpSettingsCollection")
                    || value.has("backendSettingsCollection")
                    || value.has("backendAddressPool")
                        && !value.has("servers")
                        && !value.has("health")
                {
                    self.pool(value);
                } else if value.has("servers") || is_group(value) {
                    let pool = value
                        .get("backendAddressPool")
                        .or_else(|| value.get("pool"));
                    let at = self.new_pool(pool);
                    if let Some(name) = label
                        && let Some(pool) = self.report.pools.get_mut(at)
                        && pool.name.is_none()
                    {
                        pool.name = Some(name.to_owned());
                    }
                    self.setting(at, value);
                } else if let Some(server) = (!is_map_by_address(value))
                    .then(|| self.server(value))
                    .flatten()
                {
                    self.add_row(server, label);
                } else {
                    for member in members {
                        if let Some(health) = member.value.text() {
                            // `"10.0.0.4": "Healthy"`
                            if row::is_address(&member.key) && row::is_plain_health(health) {
                                let cells = [
                                    Field {
                                        name: "address",
                                        value: &member.key,
                                    },
                                    Field {
                                        name: "health",
                                        value: health,
                                    },
                                ];
                                if let Some(server) =
                                    row::read(&cells, (self.place)(member.value.at))
                                {
                                    self.add_row(server, label);
                                }
                            }
                            continue;
                        }
                        let known = KNOWN_LABELS
                            .iter()
                            .any(|known| same_key(&member.key, known));
                        let label =
                            (!known && !member.key.is_empty()).then_some(member.key.as_ref());
                        self.walk(&member.value, label, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, elements: &[Value<'_>], at: usize, label: Option<&str>, depth: usize) {
        // `--query "[].[address, health]"` prints rows without names, one column of it words.
        let cells: Vec<Field<'_>> = elements
            .iter()
            .filter_map(Value::text)
            .map(|value| Field { name: "", value })
            .collect();
        if !cells.is_empty() && cells.iter().all(|cell| row::is_plain_health(cell.value)) {
            for element in elements {
                if let Some(server) = row::read(
                    &[Field {
                        name: "health",
                        value: element.text().unwrap_or_default(),
                    }],
                    (self.place)(element.at),
                ) {
                    self.add_row(server, label);
                }
            }
            return;
        }
        if !cells.is_empty() {
            if let Some(server) = row::read(&cells, (self.place)(at)) {
                self.add_row(server, label);
            }
            return;
        }
        for element in elements {
            self.walk(element, label, depth + 1);
        }
    }

    fn new_pool(&mut self, pool: Option<&Value<'_>>) -> usize {
        self.found = true;
        let mut entry = PoolHealth::default();
        if let Some(pool) = pool {
            entry.name = config::name_of(pool);
            entry.id = match pool.text() {
                Some(id) => ResourceId::parse(id).unwrap_or_default(),
                None => config::id_of(pool),
            };
        }
        self.report.pools.push(entry);
        self.report.pools.len() - 1
    }

    fn pool(&mut self, value: &Value<'_>) {
        let at = self.new_pool(value.get("backendAddressPool"));
        if let Some(pool) = self.report.pools.get_mut(at)
            && pool.name.is_none()
            && !value.has("backendAddressPool")
        {
            pool.name = config::name_of(value);
            pool.id = config::id_of(value);
        }
        for name in [
            "backendHttpSettingsCollection",
            "backendSettingsCollection",
            "backendHealthHttpSettings",
        ] {
            let groups = value.get(name).map(Value::elements).unwrap_or_default();
            for group in groups {
                self.setting(at, group);
            }
        }
    }

    fn setting(&mut self, pool: usize, group: &Value<'_>) {
        let of_setting = [
            "backendHttpSettings",
            "backendSettings",
            "setting",
            "httpSettings",
        ]
        .iter()
        .find_map(|name| group.get(name));
        let setting = match of_setting {
            Some(value) if value.is_object() => config::setting(value, Form::Tree, self.place),
            Some(value) => BackendSetting {
                name: config::name_of(value),
                id: value.text().and_then(ResourceId::parse).unwrap_or_default(),
                ..BackendSetting::default()
            },
            None => BackendSetting::default(),
        };
        let listed = match group.get("servers") {
            Some(servers) => servers.elements(),
            // The text begins inside the list: its name is missing.
            None => group
                .members()
                .iter()
                .find(|member| member.key.is_empty())
                .map(|member| member.value.elements())
                .unwrap_or_default(),
        };
        let servers = listed
            .iter()
            .filter_map(|server| match self.server(server) {
                Some(row) => Some(row.server),
                None => self.bare_server(server),
            })
            .collect();
        let Some(entry) = self.report.pools.get_mut(pool) else {
            return;
        };
        if entry.id.gateway.is_none() {
            // The pool's id is missing or damaged: the setting's names the same gateway.
            let child = entry.id.child.take();
            entry.id = ResourceId {
                child,
                ..setting.id.clone()
            };
        }
        entry.settings.push(SettingHealth {
            setting,
            servers,
            cut: false,
        });
    }

    /// A server that has no health and no message: an address, or a name in quotes.
    fn bare_server(&self, value: &Value<'_>) -> Option<ServerHealth> {
        let address = match value.text() {
            Some(address) if is_name(value, address) => Some(address),
            None if !value.members().is_empty() => value.text_of("address"),
            _ => return None,
        };
        Some(ServerHealth {
            address: address.map(|text| row::without_blanks(text).into()),
            health: None,
            message: None,
            error_name: None,
            position: (self.place)(value.at),
        })
    }

    fn server(&mut self, value: &Value<'_>) -> Option<row::Row> {
        if !value.is_object() {
            return None;
        }
        let position = (self.place)(value.at);
        if let Some(server) = api_server(value, position, &mut self.messages) {
            return Some(row::Row {
                server,
                pool: None,
                setting: None,
                port: None,
                protocol: None,
            });
        }
        let fields: Vec<Field<'_>> = value
            .members()
            .iter()
            .filter_map(|member| {
                Some(Field {
                    name: member.key.as_ref(),
                    value: member.value.text()?,
                })
            })
            .collect();
        row::read(&fields, position).map(|row| self.with_names(row, value))
    }

    /// A projection may put pool and setting beside the server.
    fn with_names(&self, mut row: row::Row, value: &Value<'_>) -> row::Row {
        for member in value.members() {
            let key = member.key.as_ref();
            let named = || match member.value.text() {
                Some(text) if text.contains('/') => config::name_of(&member.value),
                Some(text) => Some(text.to_owned()),
                None if member.value.is_object() => config::name_of(&member.value),
                None => None,
            };
            if contains_ignoring_case(key, "server") {
                // `Server (backend pool)` holds the server first: the row has read both.
            } else if contains_ignoring_case(key, "pool") {
                row.pool = named().or(row.pool);
            } else if contains_ignoring_case(key, "setting") && row.port.is_none() {
                row.setting = named().or(row.setting);
            }
        }
        row
    }

    /// Adds a server that stands by itself to the pool and setting that it names, or that the map
    /// around it does.
    fn add_row(&mut self, mut row: row::Row, label: Option<&str>) {
        self.found = true;
        // A map by address: the name is the server's.
        let (address, pool) = match label {
            Some(label) if row::is_address(label) => (Some(label), None),
            label => (None, label),
        };
        if row.server.address.is_none() {
            row.server.address = address.map(Arc::from);
        }
        let pool_name = row.pool.or_else(|| pool.map(str::to_owned));
        let key = (pool_name, row.setting, row.port, row.protocol);
        if let Some((pool, setting)) = self.rows.get(&key)
            && let Some(pool) = self.report.pools.get_mut(*pool)
            && let Some(setting) = pool.settings.get_mut(*setting)
        {
            setting.servers.push(row.server);
            return;
        }
        let at = match self.pools.get(&key.0) {
            Some(at) => *at,
            None => {
                self.report.pools.push(PoolHealth {
                    name: key.0.clone(),
                    ..PoolHealth::default()
                });
                self.report.pools.len() - 1
            }
        };
        self.pools.insert(key.0.clone(), at);
        if let Some(pool) = self.report.pools.get_mut(at) {
            pool.settings.push(SettingHealth {
                setting: BackendSetting {
                    name: key.1.clone(),
                    port: key.2,
                    protocol: key.3,
                    ..BackendSetting::default()
                },
                servers: vec![row.server],
                cut: false,
            });
            self.rows.insert(key, (at, pool.settings.len() - 1));
        }
    }
}

/// Names under which reports stand in answers and logs; any other is somebody's own.
const KNOWN_LABELS: [&str; 14] = [
    "properties",
    "value",
    "body",
    "responses",
    "200",
    "result",
    "results",
    "response",
    "output",
    "data",
    "backendHealth",
    "health",
    "content",
    "servers",
];

/// Whether the names are servers and the values their health.
fn is_map_by_address(value: &Value<'_>) -> bool {
    value.members().iter().any(|member| {
        row::is_address(&member.key) && member.value.text().is_some_and(row::is_plain_health)
    })
}

/// Whether an element of a list of servers names one: words that stand behind a list which nothing
/// closes do not.
fn is_name(value: &Value<'_>, text: &str) -> bool {
    let quoted = matches!(value.node, Node::Text(_));
    row::is_address(text) || quoted && !text.contains(['"', '{', '}']) && !text.contains(": ")
}

/// What is left of a setting's group whose list of servers lost its name.
fn is_group(value: &Value<'_>) -> bool {
    value.has("backendHttpSettings")
        && value
            .members()
            .iter()
            .any(|member| member.key.is_empty() && member.value.is_container())
}

fn contains_ignoring_case(text: &str, part: &str) -> bool {
    text.as_bytes()
        .windows(part.len())
        .any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}
