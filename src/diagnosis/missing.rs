//! What a gateway names but what was pasted of it does not hold. A text without brackets that ends
//! between two entries looks whole: this is how it shows.

use super::Configuration;
use super::configuration::belongs;
use crate::gateway::{GatewayConfig, UploadedCertificate};
use crate::words::listed;

/// A note for each gateway that names what is not there.
pub(super) fn notes(configuration: &Configuration) -> Vec<String> {
    let gateways = configuration.gateways.iter();
    gateways
        .filter_map(|gateway| {
            let missing = named_alone(configuration, gateway);
            let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
            (!missing.is_empty()).then(|| {
                format!(
                    "The gateway {} names {}, but the text does not hold {}: it may be cut.",
                    gateway
                        .id
                        .gateway
                        .as_deref()
                        .unwrap_or(crate::words::WITHOUT_A_NAME),
                    listed(&missing),
                    if missing.len() == 1 { "it" } else { "them" },
                )
            })
        })
        .collect()
}

/// What its settings and rules name and nothing of it is called.
fn named_alone(configuration: &Configuration, gateway: &GatewayConfig) -> Vec<String> {
    let id = Some(&gateway.id);
    let mut missing: Vec<String> = Vec::new();
    let mut look = |what: &str, name: &str, is_there: bool| {
        let told = format!("the {what} {name}");
        // What a template fills in is not known, and may be anything.
        if !is_there && !name.starts_with('[') && !missing.contains(&told) {
            missing.push(told);
        }
    };
    let settings = configuration.settings();
    for setting in settings.filter(|setting| belongs(&setting.id, id)) {
        if let Some(Some(name)) = &setting.probe {
            look("probe", name, configuration.probe(name, id).is_some());
        }
        for name in setting.trusted_roots.iter().flatten() {
            let root = "trusted root certificate";
            look(root, name, holds(&gateway.trusted_roots, name));
        }
        for name in setting.authentication_certificates.iter().flatten() {
            let known = holds(&gateway.authentication_certificates, name);
            look("authentication certificate", name, known);
        }
    }
    for rule in &gateway.routing.rules {
        if let Some(name) = &rule.pool {
            look("pool", name, configuration.pool(name, id).is_some());
        }
        if let Some(name) = &rule.setting {
            look(
                "backend setting",
                name,
                configuration.setting(name, id).is_some(),
            );
        }
    }
    missing
}

fn holds(uploaded: &[UploadedCertificate], name: &str) -> bool {
    let mut names = uploaded.iter().filter_map(|one| one.name.as_deref());
    names.any(|known| known.eq_ignore_ascii_case(name))
}
