//! Checks on listeners and rules.

use super::{Found, cut_off, fail_or_pass, warn_or_pass};
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::gateway::{GatewayConfig, Protocol};
use crate::language::checks::routing as say;
use crate::words::{LISTENER, SETTING};

pub(super) fn run(found: Found<'_>, checks: &mut Vec<Check>) {
    for gateway in &found.configuration.gateways {
        unused(gateway, found, checks);
        ports(gateway, found, checks);
    }
}

/// A custom probe runs only while a rule uses its setting (backend settings article).
fn unused(gateway: &GatewayConfig, found: Found<'_>, checks: &mut Vec<Check>) {
    if gateway.routing.rules.is_empty() {
        return;
    }
    for setting in &gateway.settings {
        let Some(name) = setting.name.as_deref() else {
            continue;
        };
        let used = gateway.routing.rules.iter().any(|rule| {
            rule.setting
                .as_deref()
                .is_some_and(|used| used.eq_ignore_ascii_case(name))
        });
        let open = !used && gateway.cut.is_some();
        let because = match (used, &setting.probe) {
            _ if open => say::none_here(cut_off(gateway.cut)),
            (true, _) => say::USED.to_owned(),
            (false, Some(Some(probe))) => say::probe_does_not_run(probe),
            (false, _) => say::NOT_USED.to_owned(),
        };
        checks.push(Check {
            id: "setting-unused",
            outcome: if open {
                Outcome::Unknown
            } else {
                warn_or_pass(!used)
            },
            basis: Basis::Documented,
            subject: SETTING.or_unnamed(Some(name)),
            gateway: found.gateway_of(&gateway.id),
            because,
        });
    }
}

/// The control plane refuses plain HTTP on 443 (`ApplicationGatewayPortNotValidForProtocol`).
fn ports(gateway: &GatewayConfig, found: Found<'_>, checks: &mut Vec<Check>) {
    for listener in &gateway.routing.listeners {
        let (Some(protocol), Some(port)) = (listener.protocol, listener.port) else {
            continue;
        };
        let broken = protocol == Protocol::Http && port == 443;
        let because = if broken {
            say::HTTP_ON_443.to_owned()
        } else {
            say::speaks(protocol.as_str(), port)
        };
        checks.push(Check {
            id: "listener-port-protocol",
            outcome: fail_or_pass(broken),
            basis: Basis::Documented,
            subject: LISTENER.or_unnamed(listener.name.as_deref()),
            gateway: found.gateway_of(&gateway.id),
            because,
        });
    }
}
