//! What support asks for first when a gateway is degraded: which gateway, when, which server, its
//! status, and what the probe says (backend health article, on degraded gateways).

use std::fmt::Write as _;

use crate::diagnosis::{Case, Diagnosis, ServerFinding};
use crate::gateway::Health;
use crate::language::report::{common, short as say};
use crate::words::NONE;

/// How many servers are listed before the rest is only counted.
const SERVERS: usize = 10;

/// The summary, a fact a line.
pub fn write(case: &Case, diagnosis: &Diagnosis) -> String {
    let mut out = String::new();
    let line = |out: &mut String, name: &str, value: &str| {
        // Writing into a string never fails.
        let _ = writeln!(
            out,
            "{name}: {}",
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        );
    };
    let mut gateways = diagnosis.gateways.iter().filter_map(|gateway| {
        let name = gateway.id.gateway.as_deref()?;
        Some(match gateway.id.resource_group.as_deref() {
            Some(group) => say::in_group(name, group),
            None => name.to_owned(),
        })
    });
    let first = gateways.next().unwrap_or_else(|| say::NOT_KNOWN.to_owned());
    let all = gateways.fold(first, |all, next| format!("{all}, {next}"));
    line(&mut out, say::GATEWAY, &all);
    let at = case.at.to_string();
    line(
        &mut out,
        "Time (UTC)",
        at.trim_end_matches('Z').replace('T', " ").as_str(),
    );
    let impacted: Vec<&ServerFinding> = diagnosis
        .servers
        .iter()
        .filter(|server| server.fault.is_some() || server.health == Health::Unhealthy)
        .collect();
    if impacted.is_empty() {
        line(&mut out, say::IMPACTED, say::NONE_IMPACTED);
    }
    for server in impacted.iter().take(SERVERS) {
        let address = server.address.as_deref().unwrap_or(common::NO_ADDRESS);
        let mut name = address.to_owned();
        let place = [("pool", &server.pool), ("setting", &server.setting)];
        let place = place.into_iter();
        let place: Vec<String> = place
            .filter_map(|(kind, name)| Some(format!("{kind} {}", name.as_deref()?)))
            .collect();
        if !place.is_empty() {
            name = format!("{name} ({})", place.join(", "));
        }
        out.push('\n');
        line(&mut out, say::IMPACTED, &name);
        line(&mut out, say::STATUS, server.health.as_str());
        line(
            &mut out,
            say::MESSAGE,
            server.message.as_deref().unwrap_or(NONE),
        );
    }
    let more = impacted.len().saturating_sub(SERVERS);
    if more > 0 {
        line(&mut out, say::MORE_IMPACTED, &more.to_string());
    }
    // A message by itself belongs to no server.
    let messages = diagnosis
        .problems
        .iter()
        .filter(|problem| problem.servers.is_empty());
    for message in messages.filter_map(|problem| problem.message.as_deref()) {
        line(&mut out, say::MESSAGE, message);
    }
    out
}
