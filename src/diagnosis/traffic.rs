//! What the access log says of the requests that failed.

use super::configuration::belongs;
use super::servers::named;
use super::{Case, Check, Configuration, GatewayFinding, Outcome, gateways};
use crate::access_log::{self, Traffic};
use crate::evidence::Content;
use crate::fault::Basis;
use crate::gateway::ResourceId;
use crate::language::diagnosis::traffic as say;

/// What every row of the access log comes to; `None` where there is none.
pub(super) fn find(case: &Case, configuration: &Configuration) -> Option<Traffic> {
    let logs = case
        .evidence
        .iter()
        .filter_map(|piece| match &piece.content {
            Content::AccessLog(log) => Some(&**log),
            _ => None,
        });
    let timeout = |gateway: &ResourceId, name: &str| {
        // Where the row's gateway is not known, only what all settings of that name agree on counts.
        let mut timeouts = configuration
            .settings()
            .filter(|setting| named(setting.name.as_deref(), name))
            .filter(|setting| belongs(&setting.id, Some(gateway)))
            .map(|setting| setting.request_timeout);
        let first = timeouts.next()?;
        timeouts.all(|other| other == first).then_some(first)?
    };
    access_log::traffic(logs, &timeout)
}

/// Whether clients get errors of the gateway or its servers.
pub(super) fn checks(traffic: Option<&Traffic>, known: &[GatewayFinding], checks: &mut Vec<Check>) {
    let Some(traffic) = traffic else { return };
    let mut because = traffic.sentence();
    if let Some(group) = traffic.failed.first() {
        because.push_str(&say::most(group.label(), &group.because));
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
        subject: say::THE_LOG.to_owned(),
        gateway: match traffic.gateways.as_slice() {
            [one] => gateways::index_of(known, one),
            _ => None,
        },
        because,
    });
}
