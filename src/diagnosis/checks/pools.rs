//! Checks on pools, from reports, from messages and from configuration.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Found, cut_off, fail_or_pass};
use crate::diagnosis::configuration::belongs;
use crate::diagnosis::servers::named;
use crate::diagnosis::{Case, Check, Outcome, PoolFinding, PoolState};
use crate::evidence::{Content, ReportState};
use crate::fault::{self, Basis, Reading};

/// `pool-empty` and `pool-no-healthy-server`.
pub(super) fn run(case: &Case, found: Found<'_>, checks: &mut Vec<Check>) {
    reports_without_pools(case, checks);
    messages(case, checks);
    reports(found, checks);
    configuration(found, checks);
}

fn reports_without_pools(case: &Case, checks: &mut Vec<Check>) {
    for piece in &case.evidence {
        let Content::Health(report) = &piece.content else {
            continue;
        };
        if report.pools.is_empty() && report.state == ReportState::Present && !report.on_demand {
            checks.push(Check {
                id: "pool-empty",
                outcome: Outcome::Fail,
                basis: Basis::Documented,
                subject: "backendAddressPools".to_owned(),
                gateway: None,
                because: "The report lists no pool: the gateway has none that a rule uses."
                    .to_owned(),
            });
        }
    }
}

/// `pool-no-healthy-server` where the portal or a log says so in words.
fn messages(case: &Case, checks: &mut Vec<Check>) {
    for piece in &case.evidence {
        let Content::Message(text) = &piece.content else {
            continue;
        };
        if let Some(Reading::NoHealthyServer { pool }) = fault::classify(text, None) {
            checks.push(Check {
                id: "pool-no-healthy-server",
                outcome: Outcome::Fail,
                basis: Basis::Documented,
                subject: subject(pool.as_deref(), None),
                gateway: None,
                because: "The message says that no server of it can take the request.".to_owned(),
            });
        }
    }
}

/// `pool-empty` and `pool-no-healthy-server`, on the latest report of each pool.
fn reports(found: Found<'_>, checks: &mut Vec<Check>) {
    let mut seen = HashSet::new();
    let latest: Vec<&PoolFinding> = {
        let mut latest: Vec<_> = found
            .pools
            .iter()
            .rev()
            .filter(|pool| seen.insert(key(pool)))
            .collect();
        latest.reverse();
        latest
    };
    let mut counted = HashSet::new();
    for pool in &latest {
        let empty = pool.state == PoolState::Empty;
        if counted.insert((pool.gateway_index, pool.pool.as_deref())) || empty {
            checks.push(Check {
                id: "pool-empty",
                outcome: fail_or_pass(empty),
                basis: Basis::Documented,
                subject: subject(pool.pool.as_deref(), None),
                gateway: pool.gateway_index,
                because: match pool.servers.len() {
                    0 => "The report lists no server in it: requests for it get 502.".to_owned(),
                    1 => "The report lists 1 server in it.".to_owned(),
                    n => format!("The report lists {n} servers in it."),
                },
            });
        }
        if !empty {
            checks.push(no_healthy_server(found, pool));
        }
    }
}

/// Rows without the name of their pool may be a selection.
const UNNAMED: &str = " The paste does not name the pool: that holds if it lists all its servers.";

fn no_healthy_server(found: Found<'_>, pool: &PoolFinding) -> Check {
    let total = pool.servers.len();
    let of = |health: &str| {
        let all = pool
            .servers
            .iter()
            .filter_map(|&index| found.servers.get(index));
        all.filter(|server| server.health.as_str() == health)
            .count()
    };
    let healthy = of("healthy");
    let (outcome, because) = match pool.state {
        PoolState::Healthy | PoolState::Degraded | PoolState::Empty => (
            Outcome::Pass,
            format!("{healthy} of {total} servers are healthy."),
        ),
        PoolState::Unknown if pool.cut => (
            Outcome::Unknown,
            format!(
                "The report was cut off in this pool: none of the {total} servers that it still shows is healthy, but there may be more."
            ),
        ),
        PoolState::Unknown => (
            Outcome::Unknown,
            format!("The report does not know the health of any of {total} servers."),
        ),
        PoolState::Unhealthy => {
            let known = ["unhealthy", "partial", "draining", "unknown"];
            let counts: Vec<String> = known
                .into_iter()
                .map(|health| (of(health), health))
                .filter(|(count, _)| *count > 0)
                .map(|(count, health)| format!("{count} {health}"))
                .collect();
            (
                Outcome::Fail,
                format!(
                    "None of {total} is healthy ({}): requests get 502.{}",
                    counts.join(", "),
                    if pool.pool.is_none() { UNNAMED } else { "" },
                ),
            )
        }
    };
    Check {
        id: "pool-no-healthy-server",
        outcome,
        basis: Basis::Documented,
        subject: subject(pool.pool.as_deref(), pool.setting.as_deref()),
        gateway: pool.gateway_index,
        because,
    }
}

/// `pool-empty` on pools that no report shows.
fn configuration(found: Found<'_>, checks: &mut Vec<Check>) {
    for pool in &found.configuration.pools {
        let Some(name) = pool.name.as_deref() else {
            continue;
        };
        // An expression of a template is no reason to ask; what is missing is.
        if pool.targets.is_none() && pool.cut.is_none() {
            continue;
        }
        let reported = found.pools.iter().any(|known| {
            named(known.pool.as_deref(), name)
                && belongs(&pool.id, found.gateway_id(known.gateway_index))
        });
        if reported {
            continue;
        }
        checks.push(Check {
            id: "pool-empty",
            outcome: match pool.targets {
                None => Outcome::Unknown,
                Some(targets) => fail_or_pass(targets == 0),
            },
            basis: Basis::Documented,
            subject: subject(Some(name), None),
            gateway: found.gateway_of(&pool.id),
            because: match pool.targets {
                None => format!(
                    "Its targets may stand in what is missing{}: paste the whole pool.",
                    cut_off(pool.cut)
                ),
                Some(0) => "Its configuration has no target: requests for it get 502.".to_owned(),
                Some(1) => "Its configuration has 1 target.".to_owned(),
                Some(n) => format!("Its configuration has {n} targets."),
            },
        });
    }
}

type Key = (Option<usize>, Option<String>, Option<String>);

fn key(pool: &PoolFinding) -> (Key, Option<usize>) {
    let fold = |text: &Option<Arc<str>>| text.as_ref().map(|text| text.to_ascii_lowercase());
    let key = (pool.gateway_index, fold(&pool.pool), fold(&pool.setting));
    // Pools without a name are not known to be the same one.
    let unnamed = pool.pool.is_none().then(|| pool.servers.first().copied());
    (key, unnamed.flatten())
}

fn subject(pool: Option<&str>, setting: Option<&str>) -> String {
    match (pool, setting) {
        (Some(pool), Some(setting)) => format!("pool {pool}, setting {setting}"),
        (Some(pool), None) => format!("pool {pool}"),
        (None, Some(setting)) => format!("setting {setting}"),
        (None, None) => "the pool".to_owned(),
    }
}
