//! Who is hit by a pool that fails: the listeners, host names and rules that lead to it.

use super::{Diagnosis, PoolFinding};
use crate::gateway::routing::{Listener, Rule};
use crate::language::diagnosis::reach as say;

/// One way by which requests reach a pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Its listener, where the evidence holds it.
    pub listener: Option<&'a Listener>,
}

impl Reach<'_> {
    /// The way in a sentence's part, as in "listener https (Https 443, www.contoso.com), rule web,
    /// paths /api/*".
    pub fn words(&self) -> String {
        let name = self
            .rule
            .listener
            .as_deref()
            .unwrap_or(crate::words::WITHOUT_A_NAME);
        let mut text = say::listener(name);
        if let Some(listener) = self.listener {
            let mut of_it = Vec::new();
            let port = listener.port.map(|port| format!(" {port}"));
            if let Some(protocol) = listener.protocol {
                let port = port.unwrap_or_default();
                of_it.push(format!("{}{port}", protocol.as_str()));
            }
            match listener.host_names.as_slice() {
                [] => of_it.push(say::ANY_HOST.to_owned()),
                hosts => of_it.push(hosts.join(", ")),
            }
            text.push_str(&format!(" ({})", of_it.join(", ")));
        }
        if let Some(rule) = &self.rule.name {
            text.push_str(&say::rule(rule));
        }
        if !self.rule.paths.is_empty() {
            text.push_str(&say::paths(self.rule.paths.join(", ")));
        }
        text
    }
}

/// The ways that lead to a pool with its setting; `None` where the evidence shows no rules.
pub fn reach<'a>(diagnosis: &'a Diagnosis, pool: &PoolFinding) -> Option<Vec<Reach<'a>>> {
    let gateways = &diagnosis.configuration.gateways;
    let gateway = match pool
        .gateway_index
        .and_then(|index| diagnosis.gateways.get(index))
    {
        Some(known) => diagnosis.configuration.gateway(&known.id),
        None if gateways.len() == 1 => gateways.first(),
        None => None,
    }?;
    let name = pool.pool.as_deref()?;
    let routing = &gateway.routing;
    if routing.rules.is_empty() {
        return None;
    }
    let same = |have: &Option<String>, want: &str| {
        have.as_deref()
            .is_some_and(|have| have.eq_ignore_ascii_case(want))
    };
    let leads = |rule: &&Rule| {
        let setting = pool.setting.as_deref();
        same(&rule.pool, name) && setting.is_none_or(|setting| same(&rule.setting, setting))
    };
    let ways = routing.rules.iter().filter(leads).map(|rule| Reach {
        rule,
        listener: routing
            .listeners
            .iter()
            .find(|listener| listener.name.is_some() && listener.name == rule.listener),
    });
    Some(ways.collect())
}

/// Who is hit, in a sentence; `None` where the evidence shows no rules.
pub fn reach_words(diagnosis: &Diagnosis, pool: &PoolFinding) -> Option<String> {
    /// How many ways are named before they are only counted.
    const WAYS: usize = 4;
    let ways = reach(diagnosis, pool)?;
    if ways.is_empty() {
        return Some(say::NO_RULE.to_owned());
    }
    let mut text: Vec<String> = ways.iter().take(WAYS).map(Reach::words).collect();
    if ways.len() > WAYS {
        text.push(say::and_more(ways.len() - WAYS));
    }
    Some(say::reached_by(text.join("; ")))
}
