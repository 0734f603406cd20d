//! A report whose brackets no longer match: lines were cut out of it, so that its parts stand
//! beside or inside each other. Their order is still that of the report.

use std::sync::Arc;

use super::config::{self, Form};
use super::row;
use super::value::{Member, Value, same_key};
use super::{HealthReport, PoolHealth, Position, ServerHealth, SettingHealth};
use crate::gateway::{BackendSetting, Health, ResourceId};

/// Reads the servers of damaged trees in the order in which they stand, each under the pool and
/// setting named last before it.
pub(super) fn read(values: &[Value<'_>], place: &dyn Fn(usize) -> Position) -> HealthReport {
    let mut salvage = Salvage {
        report: HealthReport::default(),
        place,
        named_pool: false,
        named_setting: false,
    };
    for value in values {
        salvage.walk(value);
    }
    salvage.report
}

/// How much a report tells: how many servers it holds, and how many names of theirs.
pub(super) fn told(report: &HealthReport) -> (usize, usize) {
    let (mut servers, mut names) = (0, 0);
    for pool in &report.pools {
        for setting in &pool.settings {
            let known = [&pool.id.gateway, &pool.name, &setting.setting.name];
            servers += setting.servers.len();
            names += setting.servers.len() * known.into_iter().flatten().count();
        }
    }
    (servers, names)
}

struct Salvage<'p> {
    report: HealthReport,
    place: &'p dyn Fn(usize) -> Position,
    /// Whether the last pool was named, and no list of settings followed yet.
    named_pool: bool,
    /// Whether the last setting was named, and no list of servers followed yet.
    named_setting: bool,
}

impl Salvage<'_> {
    fn walk(&mut self, value: &Value<'_>) {
        self.name(value);
        // Where the brackets between two servers are lost, one object holds both.
        let mut rest = value.members();
        while !rest.is_empty() {
            let is_address = |member: &Member<'_>| same_key(&member.key, "address");
            let first = rest.iter().position(is_address).map_or(0, |at| at + 1);
            let next = rest.iter().skip(first).position(is_address);
            let (one, more) = rest
                .split_at_checked(next.map_or(rest.len(), |next| first + next))
                .unwrap_or_default();
            let at = one.first().map_or(value.at, |member| member.value.at);
            let at = if one.len() == value.members().len() {
                value.at
            } else {
                at
            };
            if let Some(server) = self.server(one, at) {
                self.add_server(server);
            }
            rest = more;
        }
        for member in value.members() {
            // A list whose own name was cut out belongs to nobody that is known.
            if same_key(&member.key, "backendHttpSettingsCollection")
                && !std::mem::take(&mut self.named_pool)
            {
                self.report.pools.push(PoolHealth::default());
            }
            if same_key(&member.key, "servers") && !std::mem::take(&mut self.named_setting) {
                self.add_setting(BackendSetting::default());
            }
            self.walk(&member.value);
        }
        if !value.is_object() {
            value
                .elements()
                .iter()
                .for_each(|element| self.walk(element));
        }
    }

    /// Takes over the name of the pool or the setting that an object is.
    fn name(&mut self, value: &Value<'_>) {
        let id = value.members().iter().find(|member| member.key == "id");
        let Some(id) = id
            .and_then(|id| id.value.text())
            .and_then(ResourceId::parse)
        else {
            return;
        };
        let collection = id.child.as_ref().map(|(collection, _)| collection.as_str());
        let is = |name: &str| collection.is_some_and(|collection| same_key(collection, name));
        if is("backendAddressPools") {
            self.report.pools.push(PoolHealth {
                name: config::name_of(value),
                id,
                settings: Vec::new(),
            });
            self.named_pool = true;
        } else if is("backendHttpSettingsCollection") || is("backendSettingsCollection") {
            self.add_setting(config::setting(value, Form::Tree, self.place));
            self.named_setting = true;
        }
    }

    fn server(&self, members: &[Member<'_>], at: usize) -> Option<ServerHealth> {
        let text = |name: &str| {
            let found = members.iter().find(|member| same_key(&member.key, name));
            found.and_then(|member| member.value.text())
        };
        let (address, health) = (text("address"), text("health"));
        let message = text("healthProbeLog");
        let known = [address, health, message].iter().flatten().count();
        (known >= 2 || address.is_some_and(row::is_address)).then(|| ServerHealth {
            address: address.map(|text| row::without_blanks(text).into()),
            health: health.map(|health| Health::parse(&row::joined_health(health))),
            message: message.map(Arc::from),
            error_name: text("healthProbeErrorName").map(Arc::from),
            position: (self.place)(at),
        })
    }

    fn add_setting(&mut self, setting: BackendSetting) {
        if self.report.pools.is_empty() {
            self.report.pools.push(PoolHealth::default());
        }
        if let Some(pool) = self.report.pools.last_mut() {
            if pool.id.gateway.is_none() {
                pool.id = ResourceId {
                    child: pool.id.child.take(),
                    ..setting.id.clone()
                };
            }
            pool.settings.push(SettingHealth {
                setting,
                servers: Vec::new(),
                cut: false,
            });
        }
    }

    fn add_server(&mut self, server: ServerHealth) {
        let last = self.report.pools.last();
        if last.is_none_or(|pool| pool.settings.is_empty()) {
            self.add_setting(BackendSetting::default());
        }
        let pool = self.report.pools.last_mut();
        if let Some(setting) = pool.and_then(|pool| pool.settings.last_mut()) {
            setting.servers.push(server);
        }
    }
}
