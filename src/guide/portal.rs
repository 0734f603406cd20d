//! Links into the Azure portal of a person's cloud.

use super::step::Blade;
use crate::gateway::{Cloud, ResourceId};
use crate::language::guide::portal as say;

impl Blade {
    /// Where it is found, as the portal's menus name it.
    pub fn words(self) -> &'static str {
        match self {
            Self::BackendHealth => say::BACKEND_HEALTH,
            Self::ConnectionTroubleshoot => say::CONNECTION_TROUBLESHOOT,
            Self::ResourceHealth => say::RESOURCE_HEALTH,
            Self::Overview => say::OVERVIEW,
            Self::HealthProbes => say::HEALTH_PROBES,
            Self::BackendSettings => say::BACKEND_SETTINGS,
            Self::BackendPools => say::BACKEND_POOLS,
            Self::Metrics => say::METRICS,
        }
    }

    /// What the page is called.
    pub fn title(self) -> &'static str {
        self.words().rsplit(" > ").next().unwrap_or_default()
    }
}

/// The address of a page for a gateway; `None` while a part of the gateway's id is unknown.
///
/// Backend health has an address of its own (the portal's self-help article on unhealthy pools
/// names the blade). Pages that every resource has are reached by their menu id; the others
/// through the gateway's overview, where [`Blade::words`] leads on.
pub fn link(blade: Blade, gateway: &ResourceId, cloud: Cloud) -> Option<String> {
    let host = cloud.portal();
    let id = gateway.gateway_id()?;
    let resource: Vec<String> = id.split('/').map(encode).collect();
    let resource = resource.join("/");
    Some(match blade {
        Blade::BackendHealth => format!(
            "https://{host}/#blade/Microsoft_Azure_HybridNetworking/ApplicationGatewayBackendHealthGridBlade/id/{}",
            encode(&id)
        ),
        Blade::ResourceHealth => format!("https://{host}/#@/resource{resource}/resourceHealth"),
        Blade::Metrics => format!("https://{host}/#@/resource{resource}/metrics"),
        Blade::ConnectionTroubleshoot
        | Blade::Overview
        | Blade::HealthProbes
        | Blade::BackendSettings
        | Blade::BackendPools => format!("https://{host}/#@/resource{resource}/overview"),
    })
}

/// Percent-encodes all but RFC 3986's unreserved characters: a pasted name can then be nothing
/// but a part of the address.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gateway(name: &str) -> ResourceId {
        ResourceId {
            subscription: Some("1f0c7d32-5a8e-4c11-9c54-0d6b1e1f2a34".to_owned()),
            resource_group: Some("rg-shop".to_owned()),
            gateway: Some(name.to_owned()),
            child: None,
        }
    }

    #[test]
    fn backend_health_has_its_own_blade_in_every_cloud() {
        for cloud in Cloud::ALL {
            let link = link(Blade::BackendHealth, &gateway("agw-shop"), cloud).unwrap();
            let start = format!("https://{}/#blade/", cloud.portal());
            assert!(link.starts_with(&start), "{link}");
            assert!(link.ends_with(
                "/id/%2Fsubscriptions%2F1f0c7d32-5a8e-4c11-9c54-0d6b1e1f2a34%2FresourceGroups%2Frg-shop%2Fproviders%2FMicrosoft.Network%2FapplicationGateways%2Fagw-shop"
            ), "{link}");
        }
    }

    #[test]
    fn other_pages_are_reached_through_the_resource() {
        let link = link(
            Blade::ResourceHealth,
            &gateway("agw-shop"),
            Cloud::UsGovernment,
        );
        assert_eq!(
            link.as_deref(),
            Some(
                "https://portal.azure.us/#@/resource/subscriptions/1f0c7d32-5a8e-4c11-9c54-0d6b1e1f2a34/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop/resourceHealth"
            )
        );
    }

    #[test]
    fn names_cannot_leave_their_place_in_the_address() {
        let link = link(Blade::Overview, &gateway("x\"><script>#y"), Cloud::Public).unwrap();
        assert!(
            link.ends_with("applicationGateways/x%22%3E%3Cscript%3E%23y/overview"),
            "{link}"
        );
    }

    #[test]
    fn a_cut_off_id_has_no_link() {
        let mut id = gateway("agw-shop");
        id.subscription = None;
        assert_eq!(link(Blade::Metrics, &id, Cloud::Public), None);
    }
}
