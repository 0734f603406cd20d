//! What clients got from the gateway, and who answered them.
//!
//! What each status of the gateway's own stands for follows the article on its response codes. That
//! the gateway names itself in the field `Server`, and hands on what a server says of itself, was
//! observed.

use super::{Case, Check, Outcome, PoolFinding, PoolState};
use crate::evidence::Content;
use crate::fault::Basis;
use crate::gateway::HttpResponse;
use crate::language::diagnosis::responses as say;

/// Whether clients get errors, and whose they are; equal answers count once.
pub(super) fn checks(case: &Case, pools: &[PoolFinding], checks: &mut Vec<Check>) {
    let mut seen: Vec<&HttpResponse> = Vec::new();
    for piece in &case.evidence {
        let Content::Response(response) = &piece.content else {
            continue;
        };
        if seen.contains(&response) {
            continue;
        }
        seen.push(response);
        let (outcome, basis, because) = judge(response, pools);
        checks.push(Check {
            id: "response-errors",
            outcome,
            basis,
            subject: say::subject(response.status),
            gateway: None,
            because,
        });
    }
}

fn judge(response: &HttpResponse, pools: &[PoolFinding]) -> (Outcome, Basis, String) {
    let HttpResponse { status, server } = response;
    let status = *status;
    // An error of the 400s that is not the gateway's may be the server's right answer.
    let others = match status {
        ..400 => return (Outcome::Pass, Basis::Documented, say::no_error(status)),
        400..500 => Outcome::Warn,
        _ => Outcome::Fail,
    };
    match (response.is_gateways(), server) {
        (Some(true), _) => {
            let mut because = say::by_gateway(status);
            let unhealthy =
                |pool: &PoolFinding| matches!(pool.state, PoolState::Unhealthy | PoolState::Empty);
            let healthy = |pool: &PoolFinding| pool.state == PoolState::Healthy;
            if matches!(status, 502..=504) && !pools.is_empty() && pools.iter().all(healthy) {
                because.push_str(say::ALL_HEALTHY);
            } else if status == 502 {
                because.push_str(say::READ_HEALTH);
            }
            if matches!(status, 502 | 503) && pools.iter().any(unhealthy) {
                because.push_str(say::NO_HEALTHY_SERVER);
            }
            (Outcome::Fail, Basis::Documented, because)
        }
        (Some(false), Some(server)) => {
            let server = server.replace('`', "'");
            (others, Basis::Observed, say::by_other(server, status))
        }
        _ => (others, Basis::Observed, say::by_nobody_known(status)),
    }
}
