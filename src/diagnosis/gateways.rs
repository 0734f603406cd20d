//! The gateways that the evidence names, and what had to be assumed of them.

use super::{Case, Configuration, GatewayFinding};
use crate::evidence::Content;
use crate::gateway::{Cloud, ResourceId, Sku};
use crate::language::diagnosis::gateways as say;
use crate::words::{PROBE, SETTING};

/// Every gateway, in the order pasted; what was typed in beats what was read.
pub(super) fn find(case: &Case) -> Vec<GatewayFinding> {
    let mut found: Vec<GatewayFinding> = Vec::new();
    for piece in &case.evidence {
        match &piece.content {
            Content::Health(report) => {
                for pool in &report.pools {
                    add(&mut found, &pool.id, None);
                    for setting in &pool.settings {
                        add(&mut found, &setting.setting.id, None);
                    }
                }
            }
            Content::Gateways(all) => {
                for gateway in all {
                    add(&mut found, &gateway.id, gateway.sku);
                }
            }
            Content::Probes(all) => all.iter().for_each(|part| add(&mut found, &part.id, None)),
            Content::Settings(all) => all.iter().for_each(|part| add(&mut found, &part.id, None)),
            Content::Pools(all) => all.iter().for_each(|part| add(&mut found, &part.id, None)),
            Content::Uploaded(all) => all.iter().for_each(|part| add(&mut found, &part.id, None)),
            Content::AccessLog(log) => add(&mut found, &log.gateway, None),
            Content::Metrics(metrics) => {
                for series in &metrics.series {
                    add(&mut found, &series.gateway, None);
                }
            }
            Content::Message(_)
            | Content::Response(_)
            | Content::Certificates(_)
            | Content::PrivateKey(_)
            | Content::SecurityGroups(_)
            | Content::EffectiveSecurityGroups(_)
            | Content::RouteTables(_)
            | Content::EffectiveRoutes(_)
            | Content::VirtualNetworks(_)
            | Content::Subnets(_)
            | Content::Recognised(_)
            | Content::Unreadable => {}
        }
    }
    for gateway in &mut found {
        gateway.sku = case.typed.sku.or(gateway.sku);
    }
    found
}

/// Adds a gateway, or what is new of one that is known already.
fn add(found: &mut Vec<GatewayFinding>, id: &ResourceId, sku: Option<Sku>) {
    if id.gateway.is_none() {
        return;
    }
    // Reports list up to a hundred pools of one gateway: nearly always it is the last one.
    let known = found
        .iter_mut()
        .rev()
        .find(|known| known.id.may_share_gateway(id));
    match known {
        Some(known) => {
            let fill = |slot: &mut Option<String>, new: &Option<String>| {
                if slot.is_none() {
                    slot.clone_from(new);
                }
            };
            fill(&mut known.id.resource_group, &id.resource_group);
            fill(&mut known.id.subscription, &id.subscription);
            known.sku = known.sku.or(sku);
        }
        None => found.push(GatewayFinding {
            id: ResourceId {
                child: None,
                ..id.clone()
            },
            sku,
        }),
    }
}

/// Which of the gateways an id names.
pub(super) fn index_of(gateways: &[GatewayFinding], id: &ResourceId) -> Option<usize> {
    id.gateway.as_ref()?;
    gateways
        .iter()
        .rposition(|known| known.id.may_share_gateway(id))
}

/// What was assumed, and where what was typed in beats the evidence.
pub(super) fn notes(
    case: &Case,
    configuration: &Configuration,
    gateways: &[GatewayFinding],
    cloud_read: Option<Cloud>,
) -> Vec<String> {
    let mut notes = Vec::new();
    sku(case, gateways, &mut notes);
    host(case, configuration, &mut notes);
    well_known_ca(case, configuration, &mut notes);
    cloud(case, cloud_read, &mut notes);
    notes
}

fn sku(case: &Case, gateways: &[GatewayFinding], notes: &mut Vec<String>) {
    if let Some(typed) = case.typed.sku {
        for gateway in case.gateways() {
            if let Some(read) = gateway.sku.filter(|read| *read != typed) {
                notes.push(say::you_said_sku(
                    typed.as_str(),
                    gateway.id.gateway.as_deref().unwrap_or(say::THE_GATEWAY),
                    read.as_str(),
                ));
            }
        }
        return;
    }
    let read = gateways.iter().any(|gateway| gateway.sku.is_some())
        || case.gateways().any(|gateway| gateway.sku.is_some())
        || case.evidence.iter().any(|piece| matches!(&piece.content, Content::Response(response) if response.sku().is_some()));
    let judged = case.evidence.iter().any(|piece| {
        let passed_over = matches!(
            piece.content,
            Content::Recognised(_) | Content::PrivateKey(_) | Content::Unreadable
        );
        !passed_over
    });
    if judged && !read {
        notes.push(say::V2_ASSUMED.to_owned());
    }
}

fn host(case: &Case, configuration: &Configuration, notes: &mut Vec<String>) {
    let Some(typed) = case.typed.host.as_deref() else {
        return;
    };
    let probes = configuration
        .probes()
        .map(|probe| (&PROBE, &probe.name, &probe.host));
    let settings = configuration
        .settings()
        .map(|setting| (&SETTING, &setting.name, &setting.host_name));
    for (what, name, host) in probes.chain(settings) {
        if let Some(host) = host
            .as_deref()
            .filter(|host| !host.eq_ignore_ascii_case(typed))
        {
            let name = name.as_deref().unwrap_or(say::IN_THE_EVIDENCE);
            notes.push(say::you_said_host(typed, &what.named(name), host));
        }
    }
}

fn well_known_ca(case: &Case, configuration: &Configuration, notes: &mut Vec<String>) {
    let Some(typed) = case.typed.well_known_ca else {
        return;
    };
    for setting in configuration.settings() {
        let Some(roots) = setting.trusted_roots.as_deref() else {
            continue;
        };
        if roots.is_empty() == typed {
            continue;
        }
        let says = match roots {
            [] => say::NO_ROOTS.to_owned(),
            roots => say::has_roots(roots.join(", ")),
        };
        notes.push(say::you_said_trust(
            typed,
            setting.name.as_deref().unwrap_or(say::IN_THE_EVIDENCE),
            &says,
        ));
    }
}

fn cloud(case: &Case, read: Option<Cloud>, notes: &mut Vec<String>) {
    match (case.typed.cloud, read) {
        (Some(typed), Some(read)) if typed != read => {
            notes.push(say::you_chose_cloud(typed.portal(), read.portal()))
        }
        (None, Some(read)) => notes.push(say::cloud(read.portal())),
        _ => {}
    }
}
