//! Every name in a case, as the evidence has it.

use std::collections::BTreeSet;

use appgw_doctor::certificate::Certificate;
use appgw_doctor::evidence::Content;
use appgw_doctor::gateway::{BackendSetting, Probe, ResourceId};
use appgw_doctor::share::SavedCase;

/// Every name of a kind that is hidden, in the evidence of a case.
pub(crate) fn names(saved: &SavedCase) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |name: Option<&String>| names.extend(name.map(|name| name.to_lowercase()));
    for piece in saved.evidence() {
        match &piece.content {
            Content::Health(report) => {
                for pool in &report.pools {
                    add(pool.name.as_ref());
                    id(&pool.id, &mut add);
                    for group in &pool.settings {
                        setting(&group.setting, &mut add);
                        for server in &group.servers {
                            add(server.address.as_deref().map(str::to_owned).as_ref());
                        }
                    }
                }
            }
            Content::Gateways(all) => {
                for one in all {
                    id(&one.id, &mut add);
                    for pool in &one.pools {
                        add(pool.name.as_ref());
                        pool.members.iter().for_each(|member| add(Some(member)));
                    }
                    one.settings.iter().for_each(|one| setting(one, &mut add));
                    one.probes.iter().for_each(|one| probe(one, &mut add));
                    let roots = one
                        .trusted_roots
                        .iter()
                        .chain(&one.authentication_certificates);
                    for root in roots {
                        add(root.name.as_ref());
                        root.certificates
                            .iter()
                            .for_each(|one| certificate(one, &mut add));
                    }
                }
            }
            Content::Settings(all) => all.iter().for_each(|one| setting(one, &mut add)),
            Content::Probes(all) => all.iter().for_each(|one| probe(one, &mut add)),
            Content::Pools(all) => {
                for pool in all {
                    add(pool.name.as_ref());
                    pool.members.iter().for_each(|member| add(Some(member)));
                }
            }
            Content::Certificates(run) => {
                for element in &run.elements {
                    if let Some(one) = element.certificate() {
                        certificate(one, &mut add);
                    }
                }
                if let Some(transcript) = &run.transcript {
                    add(transcript.server_name.as_ref());
                    add(transcript.connect.as_ref());
                }
            }
            _ => {}
        }
    }
    // What the gateway's messages and Azure's addresses are made of anyway, and what says nothing.
    let common = [
        "127.0.0.1",
        "localhost",
        "default",
        "backend",
        "web",
        "app",
        "api",
        "http",
        "https",
        "probe",
        "pool",
    ];
    names.retain(|name| name.len() > 3 && !common.contains(&name.as_str()));
    names
}

type Add<'a> = dyn FnMut(Option<&String>) + 'a;

fn id(id: &ResourceId, add: &mut Add<'_>) {
    add(id.subscription.as_ref());
    add(id.resource_group.as_ref());
    add(id.gateway.as_ref());
    add(id.child.as_ref().map(|(_, name)| name));
}

fn setting(one: &BackendSetting, add: &mut Add<'_>) {
    id(&one.id, add);
    add(one.name.as_ref());
    add(one.host_name.as_ref());
    add(one.sni_name.as_ref());
    add(one.probe.as_ref().and_then(|probe| probe.as_ref()));
}

fn probe(one: &Probe, add: &mut Add<'_>) {
    id(&one.id, add);
    add(one.name.as_ref());
    add(one.host.as_ref());
    add(one.body.as_ref());
    add(one.path.as_ref());
}

fn certificate(one: &Certificate, add: &mut Add<'_>) {
    for attribute in &one.subject.attributes {
        // A country is one of two hundred.
        if attribute.value.len() > 3 {
            add(Some(&attribute.value));
        }
    }
    add(Some(&one.serial_hex()));
    add(Some(&one.sha256_hex()));
    for name in one.extensions.alternative_names.iter().flatten() {
        add(Some(&name.shown()));
    }
}
