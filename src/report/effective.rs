//! The effective probes in the JSON report.

use serde::Serialize;

use crate::diagnosis::{Case, Diagnosis, Origin, ProbeFinding};
use crate::gateway::effective_probe::{Kind, Reading, ServerName};
use crate::gateway::field::{Field, Fields};
use crate::gateway::server_name::Compared;
use crate::gateway::{BackendSetting, Probe};

/// A pool with a setting, and the probe that its servers get.
#[derive(Debug, Serialize)]
pub(super) struct EffectiveJson<'a> {
    gateway: Option<&'a str>,
    pool: Option<&'a str>,
    setting: Option<&'a str>,
    /// `custom`, `default`, `not-shown`, `assumed-default`.
    kind: &'static str,
    probe: Option<&'a str>,
    sku: &'static str,
    protocol: Option<&'static str>,
    port: Option<u16>,
    path: Option<&'a str>,
    status_codes: Vec<&'a str>,
    body: Option<&'a str>,
    interval: Option<u32>,
    timeout: Option<u32>,
    unhealthy_threshold: Option<u32>,
    min_servers: u32,
    /// In seconds.
    down_after: Option<u32>,
    down_after_hanging: Option<u32>,
    up_after: Option<u32>,
    /// In ten minutes, at one server.
    probes_in_ten_minutes: Option<LoadJson>,
    servers: Vec<TargetJson<'a>>,
    values: Vec<ValueJson<'a>>,
}

#[derive(Debug, Serialize)]
struct LoadJson {
    least: u32,
    most: Option<u32>,
}

#[derive(Debug, Serialize)]
struct TargetJson<'a> {
    address: Option<&'a str>,
    host: Option<&'a str>,
    /// `null` where none is sent, or it is not known.
    server_name: Option<&'a str>,
    compared_name: Option<&'a str>,
    readings: Vec<ReadingJson>,
}

#[derive(Debug, Serialize)]
struct ReadingJson {
    about: &'static str,
    text: String,
    source: &'static str,
}

/// A value that was read or typed in.
#[derive(Debug, Serialize)]
struct ValueJson<'a> {
    field: &'static str,
    value: String,
    /// `typed` or `read`.
    origin: &'static str,
    source: Option<&'a str>,
    line: Option<u32>,
}

/// One finding.
pub(super) fn of<'a>(
    case: &'a Case,
    diagnosis: &'a Diagnosis,
    finding: &'a ProbeFinding,
) -> EffectiveJson<'a> {
    let shared = finding.of_server(case, diagnosis, None);
    let mut addresses: Vec<Option<&str>> = finding
        .addresses
        .iter()
        .map(|one| Some(one.as_str()))
        .collect();
    if addresses.is_empty() {
        addresses.push(None);
    }
    let gateway = finding
        .gateway
        .and_then(|index| diagnosis.gateways.get(index));
    let mut values = Vec::new();
    if let Some(setting) = finding.setting_of(diagnosis) {
        let part = diagnosis.configuration.setting_part(setting);
        let from = part.map(|part| part.from.as_slice()).unwrap_or_default();
        let mut copy: BackendSetting = setting.clone();
        values.extend(value(case, from, |field| copy.text(field)));
    }
    if let Some(probe) = finding.probe_of(diagnosis) {
        let part = diagnosis.configuration.probe_part(probe);
        let from = part.map(|part| part.from.as_slice()).unwrap_or_default();
        let mut copy: Probe = probe.clone();
        values.extend(value(case, from, |field| copy.text(field)));
    }
    EffectiveJson {
        gateway: gateway.and_then(|gateway| gateway.id.gateway.as_deref()),
        pool: finding.pool.as_deref(),
        setting: finding.setting.as_deref(),
        kind: shared.kind.as_str(),
        probe: match shared.kind {
            Kind::Custom(name) => name,
            Kind::NotShown(name) => Some(name),
            Kind::Default | Kind::Assumed => None,
        },
        sku: shared.sku.as_str(),
        protocol: shared.protocol.map(|protocol| protocol.as_str()),
        port: shared.port,
        path: shared.path,
        body: shared.body,
        interval: shared.interval,
        timeout: shared.timeout,
        unhealthy_threshold: shared.threshold,
        min_servers: shared.min_servers,
        down_after: shared.down_after(),
        down_after_hanging: shared.down_after_hanging(),
        up_after: shared.up_after(),
        probes_in_ten_minutes: shared
            .probes_in_ten_minutes()
            .map(|(least, most)| LoadJson { least, most }),
        status_codes: shared.status_codes,
        servers: addresses
            .into_iter()
            .map(|address| target(case, diagnosis, finding, address))
            .collect(),
        values,
    }
}

fn target<'a>(
    case: &'a Case,
    diagnosis: &'a Diagnosis,
    finding: &'a ProbeFinding,
    address: Option<&'a str>,
) -> TargetJson<'a> {
    let probe = finding.of_server(case, diagnosis, address);
    TargetJson {
        address,
        host: probe.host_sent(),
        server_name: match probe.server_name {
            ServerName::Sent(name) => Some(name),
            ServerName::None | ServerName::NoTls | ServerName::Unknown => None,
        },
        compared_name: match probe.compared {
            Some(Compared::Name(name, _)) => Some(name),
            _ => None,
        },
        readings: probe
            .readings
            .into_iter()
            .map(
                |Reading {
                     about,
                     text,
                     source,
                 }| ReadingJson {
                    about,
                    text,
                    source,
                },
            )
            .collect(),
    }
}

fn value<'a>(
    case: &'a Case,
    from: &[(Field, Origin)],
    mut text: impl FnMut(Field) -> Option<String>,
) -> Vec<ValueJson<'a>> {
    let known = from
        .iter()
        .filter_map(|(field, origin)| Some((field, origin, text(*field)?)));
    known
        .map(|(field, origin, value)| {
            let (origin, source, line) = match *origin {
                Origin::Typed => ("typed", None, None),
                Origin::Read { evidence, line } => {
                    let piece = case.evidence.get(evidence);
                    ("read", piece.map(|piece| piece.source.as_str()), Some(line))
                }
            };
            ValueJson {
                field: field.id(),
                value,
                origin,
                source,
                line,
            }
        })
        .collect()
}
