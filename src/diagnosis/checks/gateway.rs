//! Checks on the gateway itself.

use super::{Found, fail_or_pass};
use crate::diagnosis::{Case, Check, Outcome};
use crate::fault::Basis;
use crate::gateway::Sku;
use crate::language::checks::gateway as say;
use crate::time::Timestamp;
use crate::words::GATEWAY;

/// The day v1 was retired: 2026-04-28T00:00:00Z (v1 retirement announcement).
const V1_RETIRED: i64 = 1_777_334_400;

pub(super) fn run(case: &Case, found: Found<'_>, checks: &mut Vec<Check>) {
    let gateways = found.gateways;
    for gateway in &found.configuration.gateways {
        let operational = gateway.operational_state.as_deref();
        let provisioning = gateway.provisioning_state.as_deref();
        checks.extend(
            not_running(operational, provisioning).map(|(outcome, because)| Check {
                id: "gateway-not-running",
                outcome,
                basis: Basis::Documented,
                subject: GATEWAY.or_unnamed(gateway.id.gateway.as_deref()),
                gateway: found.gateway_of(&gateway.id),
                because,
            }),
        );
    }
    for (index, gateway) in gateways.iter().enumerate() {
        checks.extend(gateway.sku.map(|sku| Check {
            gateway: Some(index),
            ..v1_retired(
                sku,
                case.at,
                GATEWAY.or_unnamed(gateway.id.gateway.as_deref()),
            )
        }));
    }
    // A SKU typed in for a gateway that nothing names.
    if gateways.is_empty()
        && let Some(sku) = case.typed.sku
    {
        checks.push(v1_retired(sku, case.at, say::THE_GATEWAY.to_owned()));
    }
}

/// 502 article: look at the gateway's state before anything else; stopped or failed, it answers
/// every request with 502.
fn not_running(operational: Option<&str>, provisioning: Option<&str>) -> Option<(Outcome, String)> {
    let is =
        |state: Option<&str>, word| state.is_some_and(|state| state.eq_ignore_ascii_case(word));
    if let Some(state) = operational.filter(|_| !is(operational, "running")) {
        let text = say::not_running(state);
        return Some((Outcome::Fail, text));
    }
    if is(provisioning, "failed") {
        let text = say::FAILED;
        return Some((Outcome::Fail, text.to_owned()));
    }
    let state = operational?;
    Some((fail_or_pass(false), say::running(state)))
}

fn v1_retired(sku: Sku, at: Timestamp, subject: String) -> Check {
    let (outcome, because) = match sku {
        Sku::V2 => (Outcome::Pass, say::IS_V2.to_owned()),
        // It is no cause of what servers do, so it does not fail.
        Sku::V1 if at.unix() >= V1_RETIRED => (Outcome::Warn, say::V1_RETIRED.to_owned()),
        Sku::V1 => (Outcome::Warn, say::V1_RETIRES.to_owned()),
    };
    Check {
        id: "gateway-v1-retired",
        outcome,
        basis: Basis::Documented,
        subject,
        gateway: None,
        because,
    }
}
