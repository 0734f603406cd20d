//! What a gateway names but what was pasted of it does not hold. A text without brackets that ends
//! between two entries looks whole: this is how it shows.

use super::Configuration;
use super::configuration::belongs;
use crate::gateway::{GatewayConfig, UploadedCertificate};
use crate::language::diagnosis::missing as say;
use crate::words::{WITHOUT_A_NAME, listed};

/// A note for each gateway that names what is not there.
pub(super) fn notes(configuration: &Configuration) -> Vec<String> {
    let gateways = configuration.gateways.iter();
    gateways
        .filter_map(|gateway| {
            let missing = named_alone(configuration, gateway);
            let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
            let name = gateway.id.gateway.as_deref().unwrap_or(WITHOUT_A_NAME);
            match missing.len() {
                0 => None,
                1 => Some(say::names_it(name, &listed(&missing))),
                _ => Some(say::names_them(name, &listed(&missing))),
            }
        })
        .collect()
}

/// What its settings and rules name and nothing of it is called.
fn named_alone(configuration: &Configuration, gateway: &GatewayConfig) -> Vec<String> {
    let id = Some(&gateway.id);
    let mut missing: Vec<String> = Vec::new();
    let mut look = |what: fn(&str) -> String, name: &str, is_there: bool| {
        let told = what(name);
        // What a template fills in is not known, and may be anything.
        if !is_there && !name.starts_with('[') && !missing.contains(&told) {
            missing.push(told);
        }
    };
    let settings = configuration.settings();
    for setting in settings.filter(|setting| belongs(&setting.id, id)) {
        if let Some(Some(name)) = &setting.probe {
            look(say::probe, name, configuration.probe(name, id).is_some());
        }
        for name in setting.trusted_roots.iter().flatten() {
            let known = holds(&gateway.trusted_roots, name);
            look(say::trusted_root, name, known);
        }
        for name in setting.authentication_certificates.iter().flatten() {
            let known = holds(&gateway.authentication_certificates, name);
            look(say::authentication_certificate, name, known);
        }
    }
    for rule in &gateway.routing.rules {
        if let Some(name) = &rule.pool {
            look(say::pool, name, configuration.pool(name, id).is_some());
        }
        if let Some(name) = &rule.setting {
            let known = configuration.setting(name, id).is_some();
            look(say::setting, name, known);
        }
    }
    missing
}

fn holds(uploaded: &[UploadedCertificate], name: &str) -> bool {
    let mut names = uploaded.iter().filter_map(|one| one.name.as_deref());
    names.any(|known| known.eq_ignore_ascii_case(name))
}
