//! Host names in place of host names, label by label: how many labels there are, which of them
//! two names share, and what a wildcard covers decide about certificates.

use std::collections::BTreeMap;

use crate::gateway::Cloud;

/// Domains of Azure's services, which steps look for; each cloud's own besides.
const KEPT: [&str; 12] = [
    "azurewebsites.net",
    "azurewebsites.us",
    "cloudapp.azure.com",
    "cloudapp.net",
    "azure-api.net",
    "azurecontainerapps.io",
    "appserviceenvironment.net",
    "azurestaticapps.net",
    "azurefd.net",
    "trafficmanager.net",
    "windows.net",
    "localhost",
];

/// Last labels that say nothing of whose a name is.
const COMMON: [&str; 14] = [
    "com", "net", "org", "edu", "gov", "io", "dev", "app", "cloud", "local", "lan", "internal",
    "example", "test",
];

#[derive(Debug, Default)]
pub(super) struct Hosts {
    labels: BTreeMap<String, usize>,
}

impl Hosts {
    /// The name that stands for another. Case does not matter.
    pub(super) fn map(&mut self, host: &str) -> String {
        let lower = host.to_ascii_lowercase();
        let (rest, suffix) = split_suffix(&lower);
        let labels: Vec<String> = rest.split('.').map(|label| self.label(label)).collect();
        match (rest, suffix) {
            ("", suffix) => suffix.to_owned(),
            (_, "") => labels.join("."),
            (_, suffix) => format!("{}.{suffix}", labels.join(".")),
        }
    }

    fn label(&mut self, label: &str) -> String {
        if label.is_empty() || label == "*" {
            return label.to_owned();
        }
        // A wildcard covers no label of this form.
        let form = if label.starts_with("xn--") {
            "xn--"
        } else {
            ""
        };
        let next = self.labels.len() + 1;
        let number = self.labels.entry(label.to_owned()).or_insert(next);
        format!("{form}HOST-{number}")
    }
}

/// A name less the part at its end that everybody may know.
fn split_suffix(host: &str) -> (&str, &str) {
    let bare = host.strip_suffix('.').unwrap_or(host);
    let dot = host.get(bare.len()..).unwrap_or_default();
    let known = KEPT.into_iter().chain(Cloud::domains());
    for suffix in known.chain(COMMON) {
        if let Some(rest) = bare.strip_suffix(suffix)
            && (rest.is_empty() || rest.ends_with('.'))
        {
            let at = rest.len();
            let (rest, suffix) = host.split_at_checked(at).unwrap_or((host, ""));
            return (rest.strip_suffix('.').unwrap_or(rest), suffix);
        }
    }
    match dot {
        "" => (host, ""),
        _ => (host, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stay_apart_and_equal() {
        let mut hosts = Hosts::default();
        assert_eq!(hosts.map("www.contoso.com"), "HOST-1.HOST-2.com");
        assert_eq!(hosts.map("*.Contoso.com"), "*.HOST-2.com");
        assert_eq!(hosts.map("api.contoso.com."), "HOST-3.HOST-2.com.");
        assert_eq!(hosts.map(".contoso.com"), ".HOST-2.com");
        assert_eq!(hosts.map("contoso"), "HOST-2");
        assert_eq!(
            hosts.map("shop.azurewebsites.net"),
            "HOST-4.azurewebsites.net"
        );
        assert_eq!(
            hosts.map("shop.azurewebsites.us"),
            "HOST-4.azurewebsites.us"
        );
        assert_eq!(hosts.map("srv.corp.fabrikam"), "HOST-5.HOST-6.HOST-7");
        assert_eq!(hosts.map("localhost"), "localhost");
        assert_eq!(hosts.map("xn--bcher-kva.example"), "xn--HOST-8.example");
    }
}
