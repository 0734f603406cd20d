//! What clients get from each pool.

use std::sync::Arc;

use super::gateways;
use super::servers::{gateway_index, gateway_name};
use super::{Case, GatewayFinding, PoolFinding, PoolState, ServerFinding};
use crate::evidence::Content;
use crate::gateway::Health;

/// Every pool of every report with every setting it is used with, in the order pasted.
pub(super) fn find(
    case: &Case,
    gateways: &[GatewayFinding],
    servers: &[ServerFinding],
) -> Vec<PoolFinding> {
    let mut found = Vec::new();
    // Findings stand in the order of the rows, so each pool's are the next ones.
    let mut next = 0;
    for (evidence, piece) in case.evidence.iter().enumerate() {
        let Content::Health(report) = &piece.content else {
            continue;
        };
        for pool in &report.pools {
            for setting in &pool.settings {
                let indices: Vec<usize> = (next..next + setting.servers.len()).collect();
                next += setting.servers.len();
                let healths = indices
                    .iter()
                    .filter_map(|&index| servers.get(index))
                    .map(|server| &server.health);
                found.push(PoolFinding {
                    evidence,
                    gateway: gateway_name(pool, setting).map(Arc::from),
                    gateway_index: gateway_index(gateways, pool, setting),
                    pool: pool.name.as_deref().map(Arc::from),
                    setting: setting.setting.name.as_deref().map(Arc::from),
                    cut: setting.cut,
                    state: state(healths, setting.cut),
                    servers: indices,
                });
            }
            // A pool without targets may come without the settings it is used with.
            if pool.settings.is_empty() {
                found.push(PoolFinding {
                    evidence,
                    gateway: pool.id.gateway.as_deref().map(Arc::from),
                    gateway_index: gateways::index_of(gateways, &pool.id),
                    pool: pool.name.as_deref().map(Arc::from),
                    setting: None,
                    servers: Vec::new(),
                    cut: false,
                    state: PoolState::Empty,
                });
            }
        }
    }
    found
}

fn state<'a>(healths: impl Iterator<Item = &'a Health>, cut: bool) -> PoolState {
    let (mut all, mut healthy, mut unknown) = (0, 0, 0);
    for health in healths {
        all += 1;
        match health {
            Health::Healthy => healthy += 1,
            // No document says whether a partial one gets requests.
            Health::Unknown | Health::Other(_) | Health::Partial => unknown += 1,
            // A draining one gets no new ones.
            Health::Unhealthy | Health::Draining => {}
        }
    }
    match (all, healthy) {
        (0, _) => PoolState::Empty,
        _ if healthy == all => PoolState::Healthy,
        // A server that the text does not reach may be healthy.
        (_, 0) if unknown == all || cut => PoolState::Unknown,
        (_, 0) => PoolState::Unhealthy,
        _ => PoolState::Degraded,
    }
}
