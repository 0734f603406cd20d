//! When it began: what metrics say of each pool, and which problem that concerns.

use super::{
    Case, Check, GatewayFinding, Outcome, PoolFinding, PoolState, Problem, ServerFinding, Severity,
    gateways,
};
use crate::evidence::Content;
use crate::fault::Basis;
use crate::language::diagnosis::histories as say;
use crate::metrics::{self, History};

/// The history of every pool and setting that metrics were given of.
pub(super) fn find(case: &Case) -> Vec<History> {
    let all = case
        .evidence
        .iter()
        .filter_map(|piece| match &piece.content {
            Content::Metrics(metrics) => Some(metrics),
            _ => None,
        });
    metrics::histories(all)
}

/// The history of a pool and setting: its own, else the pool's, else that of the gateway as a whole.
pub fn of<'a>(
    histories: &'a [History],
    gateway: Option<&str>,
    pool: Option<&str>,
    setting: Option<&str>,
) -> Option<&'a History> {
    // What is not known of one may be the other's.
    let may = |one: Option<&str>, other: Option<&str>| match (one, other) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => true,
    };
    let is = |one: Option<&str>, other: Option<&str>| one.is_some() && may(one, other);
    let mut here = histories
        .iter()
        .filter(|history| may(history.gateway.gateway.as_deref(), gateway));
    let own = here.clone().find(|history| {
        is(history.pool.as_deref(), pool) && may(history.setting.as_deref(), setting)
    });
    own.or_else(|| here.find(|history| history.pool.is_none()))
}

/// Tells each problem when it began, as far as metrics know.
pub(super) fn explain(histories: &[History], servers: &[ServerFinding], problems: &mut [Problem]) {
    if histories.is_empty() {
        return;
    }
    for problem in problems {
        if problem.severity == Severity::Info {
            continue;
        }
        let mut told: Vec<&History> = Vec::new();
        for server in problem
            .servers
            .iter()
            .filter_map(|index| servers.get(*index))
        {
            let history = of(
                histories,
                server.gateway.as_deref(),
                server.pool.as_deref(),
                server.setting.as_deref(),
            );
            if let Some(history) = history
                && !told.iter().any(|known| std::ptr::eq(*known, history))
            {
                told.push(history);
            }
        }
        for history in told.into_iter().take(NAMED) {
            if history.episodes.is_empty() {
                continue;
            }
            let said = history.sentences();
            let story = said.first().map(String::as_str).unwrap_or_default();
            problem
                .because
                .push(say::metrics_of(history.label(), story));
        }
    }
}

/// How many pools a problem names with their history.
const NAMED: usize = 3;

/// Whether servers fail where the metrics end, or did before.
pub(super) fn checks(
    histories: &[History],
    known: &[GatewayFinding],
    pools: &[PoolFinding],
    checks: &mut Vec<Check>,
) {
    for history in histories {
        let reported_well = pools.iter().any(|pool| {
            let names = (pool.pool.as_deref(), pool.setting.as_deref());
            pool.state == PoolState::Healthy
                && of(
                    std::slice::from_ref(history),
                    pool.gateway.as_deref(),
                    names.0,
                    names.1,
                )
                .is_some()
        });
        let outcome = if history.latest().is_none() {
            Outcome::Unknown
        } else if history.goes_on() && !reported_well {
            Outcome::Fail
        } else if history.episodes.is_empty() {
            Outcome::Pass
        } else {
            Outcome::Warn
        };
        checks.push(Check {
            id: "pool-history",
            outcome,
            basis: match history.healthy_alone && !history.episodes.is_empty() {
                true => Basis::Inferred,
                false => Basis::Documented,
            },
            subject: history.subject(),
            gateway: gateways::index_of(known, &history.gateway),
            // The rest is told where the history is.
            because: history.sentences().into_iter().next().unwrap_or_default(),
        });
    }
}
