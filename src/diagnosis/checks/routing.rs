//! Checks on listeners and rules.

use super::{Found, cut_off, fail_or_pass, subject, warn_or_pass};
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::gateway::{GatewayConfig, Protocol};

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
            _ if open => format!(
                "No rule that is here uses it, but not all of the gateway is here{}: paste the whole gateway.",
                cut_off(gateway.cut)
            ),
            (true, _) => "A rule uses it.".to_owned(),
            (false, Some(Some(probe))) => {
                format!("No rule uses it: its custom probe {probe} does not run.")
            }
            (false, _) => "No rule uses it: nothing is probed with it.".to_owned(),
        };
        checks.push(Check {
            id: "setting-unused",
            outcome: if open {
                Outcome::Unknown
            } else {
                warn_or_pass(!used)
            },
            basis: Basis::Documented,
            subject: subject("setting", Some(name)),
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
            "It speaks Http on port 443: the control plane refuses that (ApplicationGatewayPortNotValidForProtocol).".to_owned()
        } else {
            format!("It speaks {} on port {port}.", protocol.as_str())
        };
        checks.push(Check {
            id: "listener-port-protocol",
            outcome: fail_or_pass(broken),
            basis: Basis::Documented,
            subject: subject("listener", listener.name.as_deref()),
            gateway: found.gateway_of(&gateway.id),
            because,
        });
    }
}
