//! Why a problem is thought to be one, in sentences that quote the evidence.

use std::fmt::Write as _;
use std::sync::Arc;

use super::servers::Rows;
use super::{Problem, ServerFinding, Severity};
use crate::fault::{Basis, Fault, Reading};
use crate::gateway::Health;
use crate::order;

/// How many names a sentence lists before it only counts.
const LISTED: usize = 5;

/// A few sentences, the evidence first.
pub(super) fn sentences(
    problem: &Problem,
    rows: &Rows<'_>,
    reading: Option<&Reading>,
    error_names: &[String],
    several_gateways: bool,
) -> Vec<String> {
    let mut servers = Vec::with_capacity(problem.servers.len());
    // The same server pasted twice counts once.
    let mut current = Vec::with_capacity(problem.servers.len());
    for &index in &problem.servers {
        let (Some(row), Some(mark)) = (rows.servers.get(index), rows.marks.get(index)) else {
            continue;
        };
        servers.push(row);
        if mark.newest.is_none() {
            current.push(row);
        }
    }
    let mut said = Vec::new();
    if current.is_empty() {
        said.extend(who(&servers, several_gateways));
    } else {
        said.extend(who(&current, several_gateways));
    }
    said.extend(quote(problem, &servers, reading));
    if let [name] = error_names {
        said.push(format!("healthProbeErrorName is \"{name}\"."));
    }
    match reading {
        Some(Reading::Success { .. }) if problem.fault == Fault::NoMessage => said.push(
            "That message speaks of success, so it does not tell why the server is unhealthy: get the report again."
                .to_owned(),
        ),
        Some(Reading::NoHealthyServer { .. }) => said.push(
            "That is what a request is answered when a pool has no healthy server; why it has none is in the probe's message, which the backend health report shows."
                .to_owned(),
        ),
        Some(Reading::RequestTimedOut) => said.push(
            "That is about a request, not about a probe: a server took longer than the backend setting's request timeout. Clients get 504 from a v2 gateway, 502 from a v1."
                .to_owned(),
        ),
        _ => {}
    }
    if problem.basis == Basis::Inferred {
        said.push(format!(
            "Microsoft publishes no such {}: that it stands for this fault is our reading.",
            if problem.message.is_some() {
                "wording"
            } else {
                "error name"
            },
        ));
    }
    match problem.severity {
        Severity::Info if !servers.is_empty() && current.is_empty() => {
            said.push("A later report shows the same without this fault.".to_owned());
        }
        Severity::Warning => said.push(
            "The report still counts that as able to serve; once as many probes in a row fail as the probe's unhealthy threshold says, requests stop."
                .to_owned(),
        ),
        _ => {}
    }
    said
}

/// Which servers, of which pool and setting, and of which gateway where there are several.
fn who(rows: &[&ServerFinding], several_gateways: bool) -> Option<String> {
    let first = rows.first()?;
    let names = rows.iter().take(LISTED).map(|row| {
        let address = row.address.as_deref();
        address.unwrap_or("a server without an address")
    });
    let mut text = names.collect::<Vec<_>>().join(", ");
    if rows.len() > LISTED {
        let _ = write!(text, " and {} more", rows.len() - LISTED);
    }
    let same = |row: &&ServerFinding| {
        Arc::ptr_eq(&row.place, &first.place)
            || row.pool == first.pool && row.setting == first.setting
    };
    if rows.iter().all(same) {
        let _ = match (first.pool.as_deref(), first.setting.as_deref()) {
            (Some(pool), Some(setting)) => write!(text, " (pool {pool}, setting {setting})"),
            (Some(pool), None) => write!(text, " (pool {pool})"),
            (None, Some(setting)) => write!(text, " (setting {setting})"),
            (None, None) => Ok(()),
        };
    } else {
        let mut pools: Vec<_> = rows.iter().filter_map(|row| row.pool.as_deref()).collect();
        // Rows of one pool mostly follow one another.
        pools.dedup();
        order::sort(&mut pools);
        pools.dedup();
        if let [pool] = pools.as_slice() {
            let _ = write!(text, " (pool {pool}, several settings)");
        } else if !pools.is_empty() {
            let _ = write!(text, " ({} pools)", pools.len());
        }
    }
    if several_gateways {
        let mut gateways: Vec<_> = rows.iter().map(|row| row.gateway.as_deref()).collect();
        gateways.dedup();
        order::sort(&mut gateways);
        gateways.dedup();
        let _ = match gateways.as_slice() {
            [Some(gateway)] => write!(text, " of gateway {gateway}"),
            [None] => Ok(()),
            all => write!(text, " of {} gateways", all.len()),
        };
    }
    let health = &first.health;
    let verb = if rows.len() == 1 { "is" } else { "are" };
    if rows.iter().any(|row| row.health != *health) {
        return Some(format!("{text} {verb} affected."));
    }
    match health {
        Health::Other(given) if given.is_empty() => {
            Some(format!("{text} {verb} listed without a health."))
        }
        Health::Other(given) => Some(format!("{text} {verb} \"{given}\".")),
        known => Some(format!("{text} {verb} {}.", known.as_str())),
    }
}

/// The message, or that there is none.
fn quote(
    problem: &Problem,
    servers: &[&ServerFinding],
    reading: Option<&Reading>,
) -> Option<String> {
    if problem.fault == Fault::NoPermission {
        return Some(
            "The report says \"No results.\": whoever asked for it may not read backend health."
                .to_owned(),
        );
    }
    let Some(message) = &problem.message else {
        return match problem.fault {
            Fault::NoMessage if reading.is_none() => Some(
                "The paste holds no probe message, which PowerShell never prints: the cause is not in it."
                    .to_owned(),
            ),
            Fault::HealthUnknown => {
                Some("The paste holds no probe message: only the health says so.".to_owned())
            }
            _ => None,
        };
    };
    let others = servers
        .iter()
        .filter(|row| row.message.as_deref() != Some(message.as_str()))
        .count();
    let speaker = match reading {
        Some(Reading::NoHealthyServer { .. } | Reading::RequestTimedOut) => "The message",
        _ => "The probe's message",
    };
    let mut text = format!("{speaker}: \"{message}\"");
    if others > 0 {
        let _ = write!(
            text,
            " (worded otherwise for {others} of them, with the same meaning)"
        );
    }
    Some(text)
}
