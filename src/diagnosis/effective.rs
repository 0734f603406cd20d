//! Which probes run, pool by pool and setting by setting.

use super::checks::of_gateway;
use super::configuration::belongs;
use super::servers::named;
use super::{Case, Configuration, Diagnosis, GatewayFinding, PoolFinding, ServerFinding, gateways};
use crate::gateway::effective_probe::{EffectiveProbe, Inputs};
use crate::gateway::{BackendSetting, Probe, ResourceId};
use crate::language::diagnosis::effective as say;

/// How many addresses of a pool are kept.
const ADDRESSES: usize = 100;

/// A backend setting with a pool that it is used with: what is probed, and with which probe.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProbeFinding {
    /// The gateway: an index into the diagnosis's.
    pub gateway: Option<usize>,
    /// The pool's name, where it is known which one the setting is used with.
    pub pool: Option<String>,
    /// The setting's name.
    pub setting: Option<String>,
    /// The custom probe's name, where no setting is known to have it.
    pub probe: Option<String>,
    /// The pool's servers: indices into the diagnosis's. Empty where no report shows them.
    pub servers: Vec<usize>,
    /// Their addresses and host names, each once, at most a hundred.
    pub addresses: Vec<String>,
    /// The setting in the configuration: an index.
    setting_at: Option<usize>,
    /// The custom probe in the configuration: an index.
    probe_at: Option<usize>,
}

impl ProbeFinding {
    /// The setting, as it is configured.
    pub fn setting_of<'a>(&self, diagnosis: &'a Diagnosis) -> Option<&'a BackendSetting> {
        let part = diagnosis.configuration.settings.get(self.setting_at?)?;
        Some(&part.value)
    }

    /// The custom probe, where there is one and the evidence holds it.
    pub fn probe_of<'a>(&self, diagnosis: &'a Diagnosis) -> Option<&'a Probe> {
        let part = diagnosis.configuration.probes.get(self.probe_at?)?;
        Some(&part.value)
    }

    /// The probe as the server of that address gets it; `None` for what all of them share.
    pub fn of_server<'a>(
        &'a self,
        case: &'a Case,
        diagnosis: &'a Diagnosis,
        address: Option<&'a str>,
    ) -> EffectiveProbe<'a> {
        let gateway = self.gateway.and_then(|index| diagnosis.gateways.get(index));
        let configuration = &diagnosis.configuration;
        let config = match gateway {
            Some(gateway) => configuration.gateway(&gateway.id),
            None => configuration.gateways.first(),
        };
        let row = self.servers.first();
        let row = row.and_then(|index| diagnosis.servers.get(*index));
        EffectiveProbe::of(&Inputs {
            typed_host: case.typed.host.as_deref(),
            sku: case
                .typed
                .sku
                .or_else(|| gateway?.sku)
                .or_else(|| config?.sku),
            instances: config.and_then(|config| config.instances),
            address,
            shown: row.map_or((None, None), |row| (row.port, row.protocol)),
            setting: self.setting_of(diagnosis),
            probe: self.probe_of(diagnosis),
        })
    }

    /// What it is called: pool and setting, and the gateway where there are several.
    pub fn label(&self, diagnosis: &Diagnosis) -> String {
        let what = match (self.pool.as_deref(), self.setting.as_deref()) {
            (Some(pool), Some(setting)) => say::pool_with_setting(pool, setting),
            (None, Some(setting)) => say::setting(setting),
            (Some(pool), None) => say::pool(pool),
            (None, None) => match self.probe.as_deref() {
                Some(probe) => say::probe(probe),
                None => say::THE_SETTING.to_owned(),
            },
        };
        what + &of_gateway(self.gateway, &diagnosis.gateways)
    }
}

/// Every pool that a report shows with a setting whose configuration is known; every other setting;
/// custom probes alone where there is no setting.
pub(super) fn find(
    configuration: &Configuration,
    known: &[GatewayFinding],
    servers: &[ServerFinding],
    pools: &[PoolFinding],
) -> Vec<ProbeFinding> {
    let mut found: Vec<ProbeFinding> = Vec::new();
    for pool in pools {
        let id = pool
            .gateway_index
            .and_then(|index| known.get(index))
            .map(|gateway| &gateway.id);
        let Some(at) = setting_at(configuration, pool.setting.as_deref(), id) else {
            continue;
        };
        let mut finding = ProbeFinding {
            gateway: pool.gateway_index,
            pool: pool.pool.as_deref().map(str::to_owned),
            setting: pool.setting.as_deref().map(str::to_owned),
            probe: None,
            servers: pool.servers.clone(),
            addresses: Vec::new(),
            setting_at: Some(at),
            probe_at: probe_at(configuration, at),
        };
        let rows = pool.servers.iter().filter_map(|row| servers.get(*row));
        add_addresses(&mut finding, rows.filter_map(|row| row.address.as_deref()));
        // A later report of the same pool takes the place of an earlier one.
        let same = |known: &ProbeFinding| {
            known.gateway == finding.gateway
                && known.pool == finding.pool
                && known.setting == finding.setting
                && known.pool.is_some()
        };
        match found.iter_mut().find(|known| same(known)) {
            Some(known) => *known = finding,
            None => found.push(finding),
        }
    }
    for (at, part) in configuration.settings.iter().enumerate() {
        if found.iter().any(|known| known.setting_at == Some(at)) {
            continue;
        }
        let id = &part.value.id;
        let finding = ProbeFinding {
            gateway: gateways::index_of(known, id),
            setting: part.value.name.clone(),
            setting_at: Some(at),
            probe_at: probe_at(configuration, at),
            ..ProbeFinding::default()
        };
        let pools = configuration.pools_with(&part.value);
        if pools.is_empty() {
            found.push(finding);
            continue;
        }
        for pool in pools {
            let mut of_pool = finding.clone();
            of_pool.pool.clone_from(&pool.name);
            add_addresses(&mut of_pool, pool.members.iter().map(String::as_str));
            found.push(of_pool);
        }
    }
    if configuration.settings.is_empty() {
        for (at, part) in configuration.probes.iter().enumerate() {
            found.push(ProbeFinding {
                gateway: gateways::index_of(known, &part.value.id),
                probe: part.value.name.clone(),
                probe_at: Some(at),
                ..ProbeFinding::default()
            });
        }
    }
    found
}

fn add_addresses<'a>(finding: &mut ProbeFinding, addresses: impl Iterator<Item = &'a str>) {
    for address in addresses {
        if finding.addresses.len() >= ADDRESSES {
            return;
        }
        if !finding.addresses.iter().any(|known| known == address) {
            finding.addresses.push(address.to_owned());
        }
    }
}

fn setting_at(
    configuration: &Configuration,
    name: Option<&str>,
    gateway: Option<&ResourceId>,
) -> Option<usize> {
    let name = name?;
    configuration.settings.iter().position(|part| {
        named(part.value.name.as_deref(), name) && belongs(&part.value.id, gateway)
    })
}

fn probe_at(configuration: &Configuration, setting: usize) -> Option<usize> {
    let setting = &configuration.settings.get(setting)?.value;
    let name = setting.probe.as_ref()?.as_deref()?;
    configuration.probes.iter().position(|part| {
        named(part.value.name.as_deref(), name) && belongs(&part.value.id, Some(&setting.id))
    })
}
