//! Why a problem is thought to be one, in sentences that quote the evidence.

use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::servers::Rows;
use super::{PoolFinding, PoolState, Problem, ServerFinding, Severity};
use crate::fault::{Basis, Fault, Reading};
use crate::gateway::Health;
use crate::language::diagnosis::because as say;
use crate::order;
use crate::words;

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
        let Some(row) = rows.servers.get(index) else {
            continue;
        };
        servers.push(row);
        if rows.is_current(index) {
            current.push(row);
        }
    }
    let mut said = Vec::new();
    if current.is_empty() {
        said.extend(who(&servers, several_gateways));
    } else {
        said.extend(who(&current, several_gateways));
    }
    let quote = quote(problem, &servers, reading);
    let name = match error_names {
        [name] => Some(say::error_name(name)),
        _ => None,
    };
    let quoted = quote.into_iter().chain(name);
    said.extend(quoted.reduce(|quote, name| format!("{quote} {name}")));
    match reading {
        Some(Reading::Success { .. }) if problem.fault == Fault::NoMessage => {
            said.push(say::SPEAKS_OF_SUCCESS.to_owned())
        }
        Some(Reading::NoHealthyServer { .. }) => said.push(say::NO_HEALTHY_SERVER.to_owned()),
        Some(Reading::RequestTimedOut) => said.push(say::REQUEST_TIMED_OUT.to_owned()),
        _ => {}
    }
    if problem.basis == Basis::Inferred {
        let text = match problem.message {
            Some(_) => say::WORDING_NOT_PUBLISHED,
            None => say::ERROR_NAME_NOT_PUBLISHED,
        };
        said.push(text.to_owned());
    }
    match problem.severity {
        Severity::Info if !servers.is_empty() && current.is_empty() => {
            said.push(say::LATER_WITHOUT_FAULT.to_owned());
        }
        Severity::Warning => said.push(say::STILL_ABLE.to_owned()),
        _ => {}
    }
    said
}

/// Of each pool and setting of which some servers fail and nothing is wrong with others: its rows, which
/// follow one another, and what to say of those others. Looked for once, as there may be as many
/// problems as servers.
pub(super) fn contrasts(
    rows: &Rows<'_>,
    pools: &[PoolFinding],
) -> Vec<(RangeInclusive<usize>, String)> {
    let of = |pool: &PoolFinding| {
        let mut fine = pool.servers.iter().filter_map(|&index| {
            let row = rows.servers.get(index)?;
            let is_fine = row.health == Health::Healthy && row.fault.is_none();
            row.address
                .as_deref()
                .filter(|_| is_fine && rows.is_current(index))
        });
        let first = fine.next()?;
        let text = say::others_pass(first, 1 + fine.count());
        Some((*pool.servers.first()?..=*pool.servers.last()?, text))
    };
    // Rows without names may be of several pools.
    let degraded = |pool: &&PoolFinding| pool.state == PoolState::Degraded && pool.pool.is_some();
    pools.iter().filter(degraded).filter_map(of).collect()
}

/// That other servers pass the same probe, where all that fail are of one pool and setting.
pub(super) fn contrast<'c>(
    problem: &Problem,
    rows: &Rows<'_>,
    contrasts: &'c [(RangeInclusive<usize>, String)],
) -> Option<&'c str> {
    if problem.severity != Severity::Error {
        return None;
    }
    let servers = problem.servers.iter();
    let mut current = servers.filter(|index| rows.is_current(**index));
    let first = current.next()?;
    let (pool, text) = contrasts.iter().find(|(pool, _)| pool.contains(first))?;
    current
        .all(|index| pool.contains(index))
        .then_some(text.as_str())
}

/// Which servers, of which pool and setting, and of which gateway where there are several.
fn who(rows: &[&ServerFinding], several_gateways: bool) -> Option<String> {
    let first = rows.first()?;
    let names = rows.iter().take(LISTED).map(|row| {
        let address = row.address.as_deref();
        address.unwrap_or(say::NO_ADDRESS)
    });
    let mut text = names.collect::<Vec<_>>().join(", ");
    if rows.len() > LISTED {
        let _ = write!(text, "{}", say::and_more(rows.len() - LISTED));
    }
    let same = |row: &&ServerFinding| {
        Arc::ptr_eq(&row.place, &first.place)
            || row.pool == first.pool && row.setting == first.setting
    };
    if rows.iter().all(same) {
        let _ = match (first.pool.as_deref(), first.setting.as_deref()) {
            (Some(pool), Some(setting)) => {
                write!(text, "{}", say::of_pool_and_setting(pool, setting))
            }
            (Some(pool), None) => write!(text, "{}", say::of_pool(pool)),
            (None, Some(setting)) => write!(text, "{}", say::of_setting(setting)),
            (None, None) => Ok(()),
        };
    } else {
        let mut pools: Vec<_> = rows.iter().filter_map(|row| row.pool.as_deref()).collect();
        // Rows of one pool mostly follow one another.
        pools.dedup();
        order::sort(&mut pools);
        pools.dedup();
        if let [pool] = pools.as_slice() {
            let _ = write!(text, "{}", say::of_pool_several_settings(pool));
        } else if !pools.is_empty() {
            let _ = write!(text, "{}", say::of_pools(pools.len()));
        }
    }
    if several_gateways {
        let mut gateways: Vec<_> = rows.iter().map(|row| row.gateway.as_deref()).collect();
        gateways.dedup();
        order::sort(&mut gateways);
        gateways.dedup();
        let _ = match gateways.as_slice() {
            [Some(gateway)] => write!(text, "{}", say::of_gateway(gateway)),
            [None] => Ok(()),
            all => write!(text, "{}", say::of_gateways(all.len())),
        };
    }
    let health = &first.health;
    let one = rows.len() == 1;
    if rows.iter().any(|row| row.health != *health) {
        return Some(say::affected(&text, one));
    }
    match health {
        Health::Other(given) if given.is_empty() => Some(say::without_health(&text, one)),
        Health::Other(given) => Some(say::are(&text, one, &format!("\"{given}\""))),
        known => Some(say::are(&text, one, words::health(known))),
    }
}

/// The message, or that there is none.
fn quote(
    problem: &Problem,
    servers: &[&ServerFinding],
    reading: Option<&Reading>,
) -> Option<String> {
    let Some(message) = &problem.message else {
        return match problem.fault {
            Fault::NoPermission => Some(say::NO_RESULTS.to_owned()),
            Fault::NoMessage if reading.is_none() => Some(say::POWERSHELL.to_owned()),
            Fault::HealthUnknown => Some(say::HEALTH_ALONE.to_owned()),
            _ => None,
        };
    };
    let others = servers
        .iter()
        .filter(|row| row.message.as_deref() != Some(message.as_str()))
        .count();
    let speaker = match reading {
        Some(Reading::NoHealthyServer { .. } | Reading::RequestTimedOut) => say::THE_MESSAGE,
        // It is Azure's, not a probe's.
        _ if problem.fault == Fault::NoPermission => say::THE_MESSAGE,
        _ => say::PROBES_MESSAGE,
    };
    let mut text = format!("{speaker}: \"{message}\"");
    if others > 0 {
        let _ = write!(text, "{}", say::worded_otherwise(others));
    }
    Some(text)
}
