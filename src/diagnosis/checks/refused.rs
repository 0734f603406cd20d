//! Checks on what a setting says by itself and with others: what the control plane refuses, and
//! what it takes but does not use.

use super::{Found, cut_off, fail_or_pass, out_of_range, refused, warn_or_pass};
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::gateway::field::Field;
use crate::gateway::server_name::is_ip;
use crate::gateway::{BackendSetting, Probe, Protocol, ResourceId, Sku};
use crate::language::checks::refused as say;
use crate::words::{GATEWAY, PROBE, SETTING, WITHOUT_A_NAME};

/// A rule's id, whether it holds, how it is known, and why.
type Rule = Option<(&'static str, Outcome, Basis, String)>;

pub(super) fn run(found: Found<'_>, checks: &mut Vec<Check>) {
    for setting in found.configuration.settings() {
        let probe = found.configuration.attached(setting);
        let rules = [
            range(setting),
            host_and_pick(setting),
            host_is_ip(setting),
            sni_name_unused(setting),
            roots_need_host(setting),
            layer_4_picks_host(setting),
            layer_4_switches(setting),
            probe.and_then(|probe| request_timeout(setting, probe)),
            probe.and_then(|probe| proxy_protocol(setting, probe)),
        ];
        let on = SETTING.or_unnamed(setting.name.as_deref());
        add(rules, &on, &setting.id, found, checks);
    }
    for probe in found.configuration.probes() {
        let mut gateways = found.gateways.iter();
        let sku = gateways
            .find(|gateway| gateway.id.may_share_gateway(&probe.id))
            .and_then(|gateway| gateway.sku);
        let on = PROBE.or_unnamed(probe.name.as_deref());
        add([port_on_v1(probe, sku)], &on, &probe.id, found, checks);
    }
    mixed(found, checks);
}

fn add(
    rules: impl IntoIterator<Item = Rule>,
    on: &str,
    gateway: &ResourceId,
    found: Found<'_>,
    checks: &mut Vec<Check>,
) {
    for (id, outcome, basis, because) in rules.into_iter().flatten() {
        checks.push(Check {
            id,
            outcome,
            basis,
            subject: on.to_owned(),
            gateway: found.gateway_of(gateway),
            because,
        });
    }
}

/// The ranges of the API's definition of a setting.
fn range(setting: &BackendSetting) -> Rule {
    let mut fields = vec![
        Field::SettingProtocol,
        Field::SettingPort,
        Field::RequestTimeout,
    ];
    // One that is off may keep whatever it had.
    if setting.draining != Some(false) {
        fields.push(Field::DrainTimeout);
    }
    let outside = out_of_range(&mut setting.clone(), &fields)?;
    if !outside.is_empty() {
        let because = say::its(refused(&outside));
        return Some(("setting-range", Outcome::Fail, Basis::Documented, because));
    }
    let timeout = setting.request_timeout?;
    let drains = setting
        .drain_timeout
        .filter(|_| setting.draining == Some(true))
        .map_or_else(String::new, say::drained);
    let most = if timeout > 240 { say::MOST } else { "" };
    Some((
        "setting-range",
        Outcome::Pass,
        Basis::Documented,
        say::request_timeout(timeout, most, &drains),
    ))
}

/// Terraform's provider documents the two as mutually exclusive.
fn host_and_pick(setting: &BackendSetting) -> Rule {
    let picks = setting.pick_host_name_from_backend_address?;
    let host = setting.host_name.as_deref()?;
    let because = if picks {
        say::host_twice(host)
    } else {
        say::host_once(host)
    };
    Some((
        "setting-host-and-pick",
        warn_or_pass(picks),
        Basis::Observed,
        because,
    ))
}

/// No server name is sent for an address (RFC 6066), so the server cannot choose the certificate.
fn host_is_ip(setting: &BackendSetting) -> Rule {
    let host = setting.host_name.as_deref()?;
    if !setting.protocol?.is_tls() {
        return None;
    }
    let address = is_ip(host);
    let because = if address {
        say::host_is_address(host)
    } else {
        say::host_is_name(host)
    };
    Some((
        "setting-host-is-ip",
        warn_or_pass(address),
        Basis::Documented,
        because,
    ))
}

/// `sniName` counts only while the name is checked (backend settings article).
fn sni_name_unused(setting: &BackendSetting) -> Rule {
    let name = setting.sni_name.as_deref()?;
    let off = !setting.validate_sni?;
    let because = if off {
        say::sni_not_compared(name)
    } else {
        say::sni_compared(name)
    };
    Some((
        "setting-sni-name-unused",
        warn_or_pass(off),
        Basis::Documented,
        because,
    ))
}

/// Azure CLI: `--root-certs` takes `--host-name` or `--host-name-from-backend-pool`.
fn roots_need_host(setting: &BackendSetting) -> Rule {
    let roots = setting.trusted_roots.as_deref()?;
    if roots.is_empty() || setting.layer_4 || !setting.protocol?.is_tls() {
        return None;
    }
    let picks = setting.pick_host_name_from_backend_address;
    let missing = setting.host_name.is_none() && !picks?;
    if missing && setting.cut.is_some() {
        let because = say::host_may_be_missing(cut_off(setting.cut));
        return Some((
            "setting-roots-need-host",
            Outcome::Unknown,
            Basis::Documented,
            because,
        ));
    }
    let because = if missing {
        say::ROOTS_WITHOUT_HOST
    } else {
        say::ROOTS_WITH_HOST
    };
    Some((
        "setting-roots-need-host",
        warn_or_pass(missing),
        Basis::Documented,
        because.to_owned(),
    ))
}

fn layer_4_picks_host(setting: &BackendSetting) -> Rule {
    if !setting.layer_4 {
        return None;
    }
    let picks = setting.pick_host_name_from_backend_address?;
    let because = if picks {
        say::LAYER_4_PICKS
    } else {
        say::LAYER_4_PICKS_NONE
    };
    Some((
        "setting-layer-4-picks-host",
        fail_or_pass(picks),
        Basis::Observed,
        because.to_owned(),
    ))
}

/// The validation switches are for layer 7 alone (backend settings article).
fn layer_4_switches(setting: &BackendSetting) -> Rule {
    if !setting.layer_4 {
        return None;
    }
    let set = setting.sni_name.is_some()
        || setting.validate_sni == Some(false)
        || setting.validate_cert_chain_and_expiry == Some(false);
    set.then(|| {
        (
            "setting-layer-4-switches",
            Outcome::Warn,
            Basis::Documented,
            say::LAYER_4_SWITCHES.to_owned(),
        )
    })
}

/// The portal's text: a probe's timeout should exceed neither its interval nor the request timeout.
fn request_timeout(setting: &BackendSetting, probe: &Probe) -> Rule {
    if setting.layer_4 {
        return None;
    }
    let (requests, probes) = (setting.request_timeout?, probe.timeout?);
    let longer = probes > requests;
    let name = probe.name.as_deref().unwrap_or(WITHOUT_A_NAME);
    let because = if longer {
        say::probe_waits_longer(name, probes, requests)
    } else {
        say::probe_waits(name, probes, requests)
    };
    Some((
        "probe-timeout-exceeds-request-timeout",
        warn_or_pass(longer),
        Basis::Documented,
        because,
    ))
}

/// With client IP preservation a header goes ahead of every connection, the probe's only if it is
/// told to (SDK); on layer 7 there is none.
fn proxy_protocol(setting: &BackendSetting, probe: &Probe) -> Rule {
    let header = probe.proxy_protocol;
    let name = probe.name.as_deref().unwrap_or(WITHOUT_A_NAME);
    let layer_7 = matches!(probe.protocol, Some(Protocol::Http | Protocol::Https));
    if layer_7 {
        return (header == Some(true)).then(|| {
            (
                "probe-proxy-protocol",
                Outcome::Warn,
                Basis::Documented,
                say::no_proxy_probe(name),
            )
        });
    }
    let preserves = setting.client_ip_preservation?;
    let differs = header? != preserves;
    let because = match (preserves, differs) {
        (true, true) => say::probe_sends_none(name),
        (false, true) => say::probe_alone_sends(name),
        (_, false) => say::proxy_agrees(name),
    };
    Some((
        "probe-proxy-protocol",
        warn_or_pass(differs),
        Basis::Inferred,
        because,
    ))
}

/// A probe has a port of its own on the v2 family alone (API's definition).
fn port_on_v1(probe: &Probe, sku: Option<Sku>) -> Rule {
    let port = probe.port?;
    let v1 = sku? == Sku::V1;
    let because = if v1 {
        say::port_on_v1(port)
    } else {
        say::own_port(port)
    };
    Some((
        "probe-port-on-v1",
        warn_or_pass(v1),
        Basis::Documented,
        because,
    ))
}

/// "Either all BackendHttpSettings must reference authentication certificate, or none of them
/// should": v1's rule on the HTTPS settings of a gateway.
fn mixed(found: Found<'_>, checks: &mut Vec<Check>) {
    for gateway in &found.configuration.gateways {
        if gateway.sku != Some(Sku::V1) {
            continue;
        }
        let mut with = Vec::new();
        let mut without = Vec::new();
        let of_gateway_alone = found.configuration.settings().filter(|setting| {
            setting.protocol == Some(Protocol::Https) && setting.id.may_share_gateway(&gateway.id)
        });
        for setting in of_gateway_alone {
            let name = setting.name.as_deref().unwrap_or(WITHOUT_A_NAME);
            match setting.authentication_certificates.as_deref() {
                Some([]) => without.push(name),
                Some(_) => with.push(name),
                None => {}
            }
        }
        if with.len() + without.len() < 2 {
            continue;
        }
        let broken = !with.is_empty() && !without.is_empty();
        let because = if broken {
            say::some_authenticate(with.join(", "), without.join(", "))
        } else {
            say::ALL_OR_NONE_AUTHENTICATE.to_owned()
        };
        let rule = Some((
            "setting-authentication-certificates-mixed",
            fail_or_pass(broken),
            Basis::Observed,
            because,
        ));
        let on = GATEWAY.or_unnamed(gateway.id.gateway.as_deref());
        checks.extend(rule.map(|(id, outcome, basis, because)| Check {
            id,
            outcome,
            basis,
            subject: on,
            gateway: found.gateway_of(&gateway.id),
            because,
        }));
    }
}
