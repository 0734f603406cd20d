//! What the access log says of the requests that failed.

use super::servers::named;
use super::{Case, Check, Outcome};
use crate::access_log::{self, Traffic};
use crate::evidence::Content;
use crate::fault::Basis;

/// What every row of the access log comes to; `None` where there is none.
pub(super) fn find(case: &Case) -> Option<Traffic> {
    let logs = case
        .evidence
        .iter()
        .filter_map(|piece| match &piece.content {
            Content::AccessLog(log) => Some(log),
            _ => None,
        });
    let timeout = |name: Option<&str>| {
        let name = name?;
        // Another gateway may have a setting of that name: only what all that is left agrees on counts.
        let mut timeouts = case
            .settings()
            .filter(|setting| named(setting.name.as_deref(), name))
            .filter(|setting| {
                let mut logs = logs.clone();
                logs.any(|log| log.gateway.may_share_gateway(&setting.id))
            })
            .map(|setting| setting.request_timeout);
        let first = timeouts.next()?;
        timeouts.all(|other| other == first).then_some(first)?
    };
    access_log::traffic(logs.clone(), timeout)
}

/// Whether clients get errors of the gateway or its servers.
pub(super) fn checks(traffic: Option<&Traffic>, checks: &mut Vec<Check>) {
    let Some(traffic) = traffic else { return };
    let mut because = traffic.sentence();
    if let Some(group) = traffic.failed.first() {
        because.push_str(&format!(
            " Most of them: {}. {}",
            group.label(),
            group.because
        ));
    }
    checks.push(Check {
        id: "access-log-errors",
        outcome: match (traffic.server_errors(), traffic.failed.len()) {
            (1.., _) => Outcome::Fail,
            (0, 1..) => Outcome::Warn,
            (0, 0) if traffic.requests == 0 => Outcome::Unknown,
            (0, 0) => Outcome::Pass,
        },
        basis: traffic
            .failed
            .first()
            .map_or(Basis::Documented, |group| group.basis),
        subject: "the access log".to_owned(),
        because,
    });
}
