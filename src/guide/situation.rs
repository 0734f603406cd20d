//! What a step may look at to answer itself.

use std::net::IpAddr;

pub use super::answer::{Answer, State};

use crate::diagnosis::surroundings::Surroundings;
use crate::diagnosis::{
    Case, ChainFinding, Diagnosis, PoolFinding, ProbeFinding, Problem, ServerFinding, history_of,
};
use crate::fault::Details;
use crate::gateway::{
    BackendPool, BackendSetting, Cloud, GatewayConfig, Probe, Protocol, ResourceId, Sku,
};
use crate::language::guide::situation as say;
use crate::metrics::History;

/// A case seen from one problem of it, or from one pool, or from nothing in particular.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found in it.
    pub diagnosis: &'a Diagnosis,
    /// The problem, where it is about one.
    pub problem: Option<&'a Problem>,
    /// The server whose names are filled in: the problem's first, or the one chosen.
    pub server: Option<&'a ServerFinding>,
    /// The pool, where it is about one.
    pub pool: Option<&'a PoolFinding>,
    /// The gateway, where it is about one and about none of its parts: an index.
    pub gateway: Option<usize>,
    /// The setting and the pool that are probed, where it is about those.
    pub probed: Option<&'a ProbeFinding>,
}

impl<'a> Situation<'a> {
    /// A case seen from nothing in particular.
    pub fn new(case: &'a Case, diagnosis: &'a Diagnosis) -> Self {
        Self {
            case,
            diagnosis,
            problem: None,
            server: None,
            pool: None,
            gateway: None,
            probed: None,
        }
    }

    /// A case seen from a problem and its first server.
    pub fn of_problem(case: &'a Case, diagnosis: &'a Diagnosis, problem: &'a Problem) -> Self {
        let server = problem
            .servers
            .first()
            .and_then(|index| diagnosis.servers.get(*index));
        Self {
            problem: Some(problem),
            server,
            ..Self::new(case, diagnosis)
        }
    }

    /// A case seen from what is probed.
    pub fn of_probe(case: &'a Case, diagnosis: &'a Diagnosis, probed: &'a ProbeFinding) -> Self {
        let server = probed
            .servers
            .first()
            .and_then(|index| diagnosis.servers.get(*index));
        Self {
            server,
            probed: Some(probed),
            ..Self::new(case, diagnosis)
        }
    }

    /// The finding on the probe of the server or the pool that it is about.
    pub fn effective(&self) -> Option<&'a ProbeFinding> {
        if self.probed.is_some() {
            return self.probed;
        }
        let all = &self.diagnosis.effective_probes;
        let (pool, setting) = (self.pool_name(), self.setting_name());
        if pool.is_none() && setting.is_none() {
            return only(all.iter());
        }
        let index = match (self.server, self.pool) {
            (Some(server), _) => server.gateway_index,
            (None, pool) => pool.and_then(|pool| pool.gateway_index),
        };
        all.iter().find(|found| {
            found.gateway == index
                && found.pool.as_deref() == pool
                && found.setting.as_deref() == setting
        })
    }

    /// A case seen from a pool.
    pub fn of_pool(case: &'a Case, diagnosis: &'a Diagnosis, pool: &'a PoolFinding) -> Self {
        Self {
            pool: Some(pool),
            ..Self::new(case, diagnosis)
        }
    }

    /// The chain that shows the problem, else the one that the server presents, else the only one
    /// of which nothing says whose it is.
    pub fn chain(&self) -> Option<&'a ChainFinding> {
        let chains = self.diagnosis.chains.as_slice();
        if let Some(index) = self.problem.and_then(|problem| problem.chain) {
            return chains.get(index);
        }
        let presents = |chain: &&ChainFinding| {
            let mut rows = chain.servers.iter();
            self.server.is_some_and(|server| {
                rows.any(|row| {
                    let row = self.diagnosis.servers.get(*row);
                    row.is_some_and(|row| std::ptr::eq(row, server))
                })
            })
        };
        chains
            .iter()
            .find(presents)
            .or_else(|| only(chains.iter().filter(|chain| chain.servers.is_empty())))
    }

    /// What metrics say of the pool and setting over time; where nothing says which one it is, of
    /// the only one there is.
    pub fn history(&self) -> Option<&'a History> {
        let all = self.diagnosis.histories.as_slice();
        if self.pool_name().is_none() {
            return only(all.iter());
        }
        history_of(
            all,
            self.gateway_name(),
            self.pool_name(),
            self.setting_name(),
        )
    }

    /// What the problem's messages say besides which fault they stand for.
    pub fn details(&self) -> Option<&'a Details> {
        self.problem.map(|problem| &problem.details)
    }

    /// The server's address or host name, as given.
    pub fn address(&self) -> Option<&'a str> {
        match self.server {
            Some(server) => server.address.as_deref(),
            None => self.probed?.addresses.first().map(String::as_str),
        }
    }

    /// The name of the backend setting.
    pub fn setting_name(&self) -> Option<&'a str> {
        match (self.server, self.pool) {
            (Some(server), _) => server.setting.as_deref(),
            (None, Some(pool)) => pool.setting.as_deref(),
            (None, None) => self.probed?.setting.as_deref(),
        }
    }

    /// The name of the backend pool.
    pub fn pool_name(&self) -> Option<&'a str> {
        match (self.server, self.pool) {
            (Some(server), _) => server.pool.as_deref(),
            (None, Some(pool)) => pool.pool.as_deref(),
            (None, None) => self.probed?.pool.as_deref(),
        }
    }

    /// The name of the gateway.
    pub fn gateway_name(&self) -> Option<&'a str> {
        match (self.server, self.pool) {
            (Some(server), _) => server.gateway.as_deref(),
            (None, Some(pool)) => pool.gateway.as_deref(),
            (None, None) => {
                let gateway = self.diagnosis.gateways.get(self.gateway_index()?)?;
                gateway.id.gateway.as_deref()
            }
        }
    }

    /// The gateway concerned, as an index.
    fn gateway_index(&self) -> Option<usize> {
        match (self.server, self.pool, self.probed) {
            (Some(server), _, _) => server.gateway_index,
            (None, Some(pool), _) => pool.gateway_index,
            (None, None, Some(probed)) => probed.gateway,
            (None, None, None) => self.gateway,
        }
    }

    /// The names of the gateway: the one concerned, or the only one there is.
    pub fn gateway(&self) -> Option<&'a ResourceId> {
        let mut ids = self.diagnosis.gateways.iter().map(|gateway| &gateway.id);
        match self.gateway_name() {
            Some(name) => {
                let index = self.gateway_index();
                let known = index.and_then(|index| self.diagnosis.gateways.get(index));
                match known {
                    Some(gateway) => Some(&gateway.id),
                    None => ids.find(|id| is_named(id.gateway.as_deref(), name)),
                }
            }
            None => ids.next().filter(|_| self.diagnosis.gateways.len() == 1),
        }
    }

    /// The SKU: typed, else read; `None` where nothing says.
    pub fn sku(&self) -> Option<Sku> {
        let named = self.gateway().and_then(|id| {
            let mut all = self.diagnosis.gateways.iter();
            all.find(|gateway| gateway.id == *id)
        });
        self.case.typed.sku.or(named?.sku)
    }

    /// The configuration of the setting concerned, where the evidence holds it. Where nothing says
    /// which one that is, the only one there is.
    pub fn setting(&self) -> Option<&'a BackendSetting> {
        let gateway = self.concerned();
        let configuration = &self.diagnosis.configuration;
        let Some(name) = self.setting_name() else {
            let settings = configuration.settings();
            return only(settings.filter(|setting| same(&setting.id, gateway)));
        };
        configuration.setting(name, gateway)
    }

    /// The configuration of the custom probe attached to the setting, where the evidence holds it.
    /// Where no setting says which one that is, the only one there is.
    pub fn probe(&self) -> Option<&'a Probe> {
        let gateway = self.concerned();
        let configuration = &self.diagnosis.configuration;
        let Some(attached) = self.setting().and_then(|setting| setting.probe.as_ref()) else {
            let probes = configuration.probes();
            return only(probes.filter(|probe| same(&probe.id, gateway)));
        };
        configuration.probe(attached.as_deref()?, gateway)
    }

    /// The settings of the gateway concerned, or all where nothing says which one that is.
    pub fn settings(&self) -> impl Iterator<Item = &'a BackendSetting> + use<'a> {
        let gateway = self.concerned();
        let all = self.diagnosis.configuration.settings();
        all.filter(move |part| same(&part.id, gateway))
    }

    /// The custom probes of the gateway concerned, or all where nothing says which one that is.
    pub fn probes(&self) -> impl Iterator<Item = &'a Probe> + use<'a> {
        let gateway = self.concerned();
        let all = self.diagnosis.configuration.probes();
        all.filter(move |part| same(&part.id, gateway))
    }

    /// The backend pools of the gateway concerned, or all where nothing says which one that is.
    pub fn pools(&self) -> impl Iterator<Item = &'a BackendPool> + use<'a> {
        let gateway = self.concerned();
        let all = self.diagnosis.configuration.pools.iter();
        all.filter(move |part| same(&part.id, gateway))
    }

    /// The rows of the gateway concerned, and those that name none; all where nothing says which one it is.
    pub fn servers(&self) -> impl Iterator<Item = &'a ServerFinding> + use<'a> {
        let index = self.gateway_index();
        let all = self.diagnosis.servers.iter();
        all.filter(move |row| {
            index.is_none() || row.gateway_index.is_none() || row.gateway_index == index
        })
    }

    /// Whether evidence shows that the setting has no custom probe, so that the default one runs.
    pub fn has_default_probe(&self) -> bool {
        self.setting()
            .is_some_and(|setting| setting.probe == Some(None))
    }

    /// The configuration of the pool concerned, where the evidence holds it.
    pub fn pool_config(&self) -> Option<&'a BackendPool> {
        let configuration = &self.diagnosis.configuration;
        configuration.pool(self.pool_name()?, self.concerned())
    }

    /// The whole configuration of the gateway concerned, where the evidence holds it.
    pub fn config(&self) -> Option<&'a GatewayConfig> {
        let mut gateways = self.diagnosis.configuration.gateways.iter();
        let Some(id) = self.gateway() else {
            return only(gateways);
        };
        gateways.find(|gateway| gateway.id.gateway.is_some() && same(&gateway.id, Some(id)))
    }

    /// The gateway that a server or a pool belongs to.
    fn concerned(&self) -> Option<&'a ResourceId> {
        self.gateway_name().and_then(|_| self.gateway())
    }

    /// The name of the gateway concerned, or of the only one there is.
    pub fn gateway_label(&self) -> Option<&'a str> {
        self.gateway_name()
            .or_else(|| self.gateway()?.gateway.as_deref())
    }

    /// The name of the setting concerned, or of the only one there is.
    pub fn setting_label(&self) -> Option<&'a str> {
        self.setting_name()
            .or_else(|| self.setting()?.name.as_deref())
    }

    /// The port that the probe connects to: the probe's own, else the setting's.
    pub fn port(&self) -> Option<u16> {
        self.probe()
            .and_then(|probe| probe.port)
            .or_else(|| self.server?.port)
            .or_else(|| self.setting()?.port)
    }

    /// The protocol to the server: the setting's, else the probe's, which must be the same.
    pub fn protocol(&self) -> Option<Protocol> {
        self.server
            .and_then(|server| server.protocol)
            .or_else(|| self.setting()?.protocol)
            .or_else(|| self.probe()?.protocol)
    }

    /// The host that the probe sends, as far as it is known: typed, else the custom probe's, else
    /// the setting's, else the server's name where the setting picks it. The default probe of a
    /// setting without a host sends `127.0.0.1`.
    pub fn host(&self) -> Option<&'a str> {
        if let Some(host) = self.case.typed.host.as_deref() {
            return Some(host);
        }
        let probe = self.probe();
        if let Some(host) = probe.and_then(|probe| probe.host.as_deref()) {
            return Some(host);
        }
        let setting = self.setting()?;
        if let Some(host) = setting.host_name.as_deref() {
            return Some(host);
        }
        if setting.pick_host_name_from_backend_address == Some(true) {
            return self.address();
        }
        self.has_default_probe().then_some("127.0.0.1")
    }

    /// The path that the probe asks for: the custom probe's, or the default probe's.
    pub fn path(&self) -> Option<&'a str> {
        let custom = self.probe().and_then(|probe| probe.path.as_deref());
        custom.or_else(|| self.has_default_probe().then_some("/"))
    }

    /// The text that the body should have held: the message's, else the probe's.
    pub fn expected_body(&self) -> Option<&'a str> {
        self.details()
            .and_then(|details| details.expected_body.as_deref())
            .or_else(|| self.probe()?.body.as_deref())
    }

    /// Whether the server is given by an IP address, not by a name; `None` where it is not known.
    pub fn is_ip(&self) -> Option<bool> {
        let address = self.address()?.trim();
        let bare = address
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(address);
        Some(bare.parse::<IpAddr>().is_ok())
    }

    /// Every server of the same pool and setting in the same piece of evidence, this one included.
    pub fn siblings(&self) -> impl Iterator<Item = &'a ServerFinding> {
        let here = self
            .server
            .map(|s| (s.evidence, &s.gateway, &s.pool, &s.setting))
            .or_else(|| {
                self.pool
                    .map(|p| (p.evidence, &p.gateway, &p.pool, &p.setting))
            });
        self.diagnosis.servers.iter().filter(move |server| {
            here == Some((
                server.evidence,
                &server.gateway,
                &server.pool,
                &server.setting,
            ))
        })
    }

    /// The status code that the probe received, as the message has it.
    pub fn received(&self) -> Option<&'a str> {
        self.details()?.received.as_deref()
    }

    /// Which side to look at first: a fault that all servers of a pool share, details included, has
    /// its cause in what they share. `None` where the pool has one server, or where it is not known.
    pub fn side(&self) -> Option<String> {
        let problem = self.problem?;
        let all = self.siblings().count();
        let alike = self
            .siblings()
            .filter(|server| {
                server.fault == Some(problem.fault) && *server.details == problem.details
            })
            .count();
        if all < 2 || alike == 0 {
            return None;
        }
        Some(if alike == all {
            say::all_alike(all)
        } else {
            say::some_alike(alike, all)
        })
    }

    /// What stands around the gateway concerned, or around the only one there is.
    pub fn around(&self) -> Surroundings<'a> {
        let configuration = &self.diagnosis.configuration;
        Surroundings::of(self.case, configuration, self.gateway(), self.sku())
    }

    /// The cloud: typed, else read, else the public one.
    pub fn cloud(&self) -> Cloud {
        self.case.typed.cloud.unwrap_or(self.diagnosis.cloud)
    }
}

/// The one item there is, where there is just one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// Azure's names are compared without regard to case.
fn is_named(have: Option<&str>, want: &str) -> bool {
    have.is_some_and(|have| have.eq_ignore_ascii_case(want))
}

/// Whether a part belongs to the gateway, as far as both are known.
fn same(id: &ResourceId, gateway: Option<&ResourceId>) -> bool {
    gateway.is_none_or(|gateway| id.may_share_gateway(gateway))
}
