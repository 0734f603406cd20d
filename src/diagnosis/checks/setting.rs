//! Checks on backend settings, and on what a setting and its probe say together.

use std::collections::HashSet;

use super::{Found, cut_off, fail_or_pass, warn_or_pass};
use crate::diagnosis::configuration::belongs;
use crate::diagnosis::servers::named;
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::gateway::server_name::is_ip;
use crate::gateway::{BackendSetting, Probe, Protocol, is_app_service};
use crate::language::checks::setting as say;
use crate::words::{SETTING, WITHOUT_A_NAME};

pub(super) fn run(found: Found<'_>, checks: &mut Vec<Check>) {
    for setting in found.configuration.settings() {
        let probe = found.configuration.attached(setting);
        let rules = [
            probe.and_then(|probe| protocol_mismatch(setting, probe)),
            probe.and_then(|probe| host_missing(setting, probe)),
            host_unknown_to_target(setting, probe, found),
            pick_host_with_ip_target(setting, found),
            trusted_root_on_http(setting),
            switched_off(setting, ChainOrName::Chain),
            switched_off(setting, ChainOrName::Name),
        ];
        for (id, outcome, because) in rules.into_iter().flatten() {
            checks.push(Check {
                id,
                outcome,
                basis: Basis::Documented,
                subject: SETTING.or_unnamed(setting.name.as_deref()),
                gateway: found.gateway_of(&setting.id),
                because,
            });
        }
    }
}

/// A rule's id, whether it holds, and why; `None` where the evidence has no bearing on it.
type Rule = Option<(&'static str, Outcome, String)>;

fn probe_name(probe: &Probe) -> &str {
    probe.name.as_deref().unwrap_or(WITHOUT_A_NAME)
}

/// The control plane refuses it
/// (`ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol`).
fn protocol_mismatch(setting: &BackendSetting, probe: &Probe) -> Rule {
    let (own, probes) = (setting.protocol?, probe.protocol?);
    let name = probe_name(probe);
    let because = if own == probes {
        say::both_use(name, own.as_str())
    } else {
        say::protocols_differ(own.as_str(), name, probes.as_str())
    };
    Some((
        "probe-protocol-mismatch",
        fail_or_pass(own != probes),
        because,
    ))
}

/// The control plane refuses a probe that picks the host of a setting that has none
/// (`ApplicationGatewayBackendHttpSettingsIncompatibleProbeSettingPickHostName`).
fn host_missing(setting: &BackendSetting, probe: &Probe) -> Rule {
    if probe.pick_host_name_from_backend_settings != Some(true) {
        return None;
    }
    let name = probe_name(probe);
    let (outcome, because) = match (
        &setting.host_name,
        setting.pick_host_name_from_backend_address,
    ) {
        (Some(host), _) => (Outcome::Pass, say::picks_host(name, host)),
        (None, Some(true)) => (Outcome::Pass, say::picks_from_target(name)),
        (None, Some(false)) if setting.cut.is_some() => (
            Outcome::Unknown,
            say::host_may_be_missing(name, cut_off(setting.cut)),
        ),
        (None, Some(false)) => (Outcome::Fail, say::no_host_to_pick(name)),
        (None, None) => return None,
    };
    Some(("setting-host-missing", outcome, because))
}

/// A server that serves by host name gets the client's own where the setting says none (the steps for
/// bad gateway errors).
fn host_unknown_to_target(
    setting: &BackendSetting,
    probe: Option<&Probe>,
    found: Found<'_>,
) -> Rule {
    let picks_from_setting =
        |probe: &Probe| probe.pick_host_name_from_backend_settings == Some(true);
    if setting.host_name.is_some()
        || setting.pick_host_name_from_backend_address != Some(false)
        || setting.cut.is_some()
        || probe.is_some_and(picks_from_setting)
    {
        return None;
    }
    let mut targets = targets(setting, found)?.into_iter();
    let app = targets.find(|target| is_app_service(target))?;
    Some((
        "setting-host-missing",
        Outcome::Warn,
        say::clients_host(app),
    ))
}

/// What requests go to with a setting: the rows of reports, and the members of its pools.
fn targets<'a>(setting: &BackendSetting, found: Found<'a>) -> Option<Vec<&'a str>> {
    let name = setting.name.as_deref()?;
    let rows = found.servers.iter().filter(|row| {
        named(row.setting.as_deref(), name)
            && belongs(&setting.id, found.gateway_id(row.gateway_index))
    });
    let pools = found.configuration.pools_with(setting);
    let members = pools.into_iter().flat_map(|pool| &pool.members);
    let rows = rows.filter_map(|row| row.address.as_deref());
    Some(rows.chain(members.map(String::as_str)).collect())
}

/// Picking the host name from the target needs targets that are names (TLS overview).
fn pick_host_with_ip_target(setting: &BackendSetting, found: Found<'_>) -> Rule {
    if setting.pick_host_name_from_backend_address != Some(true) {
        return None;
    }
    let mut targets = targets(setting, found)?.into_iter().peekable();
    targets.peek()?;
    let mut seen = HashSet::new();
    let addresses: Vec<&str> = targets
        .filter(|target| is_ip(target) && seen.insert(*target))
        .collect();
    let because = match addresses.as_slice() {
        [] => say::TARGETS_ARE_NAMES.to_owned(),
        [one] => say::one_address(one),
        [one, rest @ ..] => say::some_addresses(one, rest.len()),
    };
    let outcome = fail_or_pass(!addresses.is_empty());
    Some(("setting-pick-host-with-ip-target", outcome, because))
}

/// The control plane refuses it (`ApplicationGatewayBackendHttpSettingsCannotHaveTrustedRootCertificate`).
fn trusted_root_on_http(setting: &BackendSetting) -> Rule {
    let roots = setting
        .trusted_roots
        .as_deref()
        .filter(|roots| !roots.is_empty())?;
    let protocol = setting.protocol?;
    let http = protocol == Protocol::Http;
    let because = say::roots_attached(protocol.as_str(), &roots.join(", "), http);
    Some(("setting-trusted-root-on-http", fail_or_pass(http), because))
}

enum ChainOrName {
    Chain,
    Name,
}

/// Switched off, the gateway takes what it should refuse (backend HTTP settings article).
fn switched_off(setting: &BackendSetting, which: ChainOrName) -> Rule {
    if !setting.protocol?.is_tls() {
        return None;
    }
    let (id, switch, on, what) = match which {
        ChainOrName::Chain => (
            "setting-chain-check-off",
            "validateCertChainAndExpiry",
            setting.validate_cert_chain_and_expiry?,
            say::NO_CHAIN_CHECK,
        ),
        ChainOrName::Name => (
            "setting-name-check-off",
            "validateSNI",
            setting.validate_sni?,
            say::NO_NAME_CHECK,
        ),
    };
    let because = if on {
        say::on(switch)
    } else {
        say::off(switch, what)
    };
    Some((id, warn_or_pass(!on), because))
}
