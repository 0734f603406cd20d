//! Checks on pools, from reports, from messages and from configuration.

use std::collections::HashSet;

use super::{Found, cut_off, fail_or_pass};
use crate::diagnosis::configuration::belongs;
use crate::diagnosis::servers::{folded, named};
use crate::diagnosis::{Case, Check, Outcome, PoolFinding, PoolState};
use crate::evidence::{Content, ReportState};
use crate::fault::{self, Basis, Reading};
use crate::gateway::Health;
use crate::language::checks::pools as say;
use crate::words;

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
                because: say::NO_POOL.to_owned(),
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
                because: say::MESSAGE.to_owned(),
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
                    0 => say::EMPTY.to_owned(),
                    1 => say::ONE_SERVER.to_owned(),
                    n => say::servers(n),
                },
            });
        }
        if !empty {
            checks.push(no_healthy_server(found, pool));
        }
    }
}

fn no_healthy_server(found: Found<'_>, pool: &PoolFinding) -> Check {
    let total = pool.servers.len();
    let of = |health: &Health| {
        let all = pool
            .servers
            .iter()
            .filter_map(|&index| found.servers.get(index));
        all.filter(|server| server.health == *health).count()
    };
    let healthy = of(&Health::Healthy);
    let (outcome, because) = match pool.state {
        PoolState::Healthy | PoolState::Degraded | PoolState::Empty => {
            (Outcome::Pass, say::healthy_of(healthy, total))
        }
        PoolState::Unknown if pool.cut => (Outcome::Unknown, say::cut_off(total)),
        PoolState::Unknown if of(&Health::Partial) > 0 => (Outcome::Warn, say::PARTIAL.to_owned()),
        PoolState::Unknown => (Outcome::Unknown, say::not_known(total)),
        PoolState::Unhealthy => {
            let known = [
                Health::Unhealthy,
                Health::Partial,
                Health::Draining,
                Health::Unknown,
            ];
            let counts: Vec<String> = known
                .iter()
                .map(|health| (of(health), words::health(health)))
                .filter(|(count, _)| *count > 0)
                .map(|(count, health)| format!("{count} {health}"))
                .collect();
            (
                Outcome::Fail,
                say::none_healthy(
                    total,
                    counts.join(", "),
                    if pool.pool.is_none() {
                        say::UNNAMED
                    } else {
                        ""
                    },
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
                None => say::targets_may_be_missing(cut_off(pool.cut)),
                Some(0) => say::NO_TARGET.to_owned(),
                Some(1) => say::ONE_TARGET.to_owned(),
                Some(n) => say::targets(n),
            },
        });
    }
}

type Key = (Option<usize>, Option<String>, Option<String>);

fn key(pool: &PoolFinding) -> (Key, Option<usize>) {
    let key = (
        pool.gateway_index,
        folded(&pool.pool),
        folded(&pool.setting),
    );
    // Pools without a name are not known to be the same one.
    let unnamed = pool.pool.is_none().then(|| pool.servers.first().copied());
    (key, unnamed.flatten())
}

fn subject(pool: Option<&str>, setting: Option<&str>) -> String {
    match (pool, setting) {
        (Some(pool), Some(setting)) => say::pool_and_setting(pool, setting),
        (Some(pool), None) => say::pool(pool),
        (None, Some(setting)) => say::setting(setting),
        (None, None) => say::THE_POOL.to_owned(),
    }
}
