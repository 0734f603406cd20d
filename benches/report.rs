//! The largest report that Azure's limits allow, and what a program that only wants its values
//! makes of it: the peer of reading.

use std::fmt::Write as _;

use appgw_doctor::share::{Origin, SavedCase, SavedSource};
use serde::Deserialize;

/// What the probes of failing servers say.
pub(crate) const FAILING: [&str; 5] = [
    "Received invalid status code: 503 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code. Either modify probe configuration or resolve backend issues.",
    "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port. To learn more visit - https://aka.ms/servernotreachable.",
    "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting. Either increase the timeout threshold in the probe setting or resolve the backend issues. To learn more visit - https://aka.ms/backendserver-timeout.",
    "The Common Name (CN) of the backend certificate does not match the host header entered in the health probe configuration. Either change the probe's host header or generate a certificate with the right name.",
    "Received response body does not contain 'ready'.",
];

/// A backend health report as Azure CLI prints it: a hundred pools, each of one setting with
/// `servers` servers (at Azure's limit 1,200), half of them failing for a few reasons.
pub(crate) fn report(pools: usize, servers: usize) -> String {
    const GATEWAY: &str = "/subscriptions/5f0c9a1e-3b7d-4c52-9d8e-2a6b4f1c7d30/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop";
    // Room for all of it at once: what growing leaves behind would blur how much reading takes.
    let mut text = String::with_capacity(pools * (servers * 300 + 1_000));
    text.push_str("{\n  \"backendAddressPools\": [");
    for pool in 0..pools {
        let comma = if pool == 0 { "" } else { "," };
        let _ = write!(
            text,
            "{comma}\n    {{\n      \"backendAddressPool\": {{\n        \"id\": \"{GATEWAY}/backendAddressPools/pool-{pool}\",\n        \"resourceGroup\": \"rg-shop\"\n      }},\n      \"backendHttpSettingsCollection\": [\n        {{\n          \"backendHttpSettings\": {{\n            \"id\": \"{GATEWAY}/backendHttpSettingsCollection/https-{pool}\",\n            \"resourceGroup\": \"rg-shop\"\n          }},\n          \"servers\": ["
        );
        for server in 0..servers {
            let comma = if server == 0 { "" } else { "," };
            let (health, message) = match FAILING.get(server % 10) {
                Some(message) => ("Unhealthy", *message),
                None => ("Healthy", "Success. Received 200 status code"),
            };
            let (high, low) = (server / 250, server % 250 + 4);
            let _ = write!(
                text,
                "{comma}\n            {{\n              \"address\": \"10.{pool}.{high}.{low}\",\n              \"health\": \"{health}\",\n              \"healthProbeLog\": \"{message}\",\n              \"ipConfiguration\": null\n            }}"
            );
        }
        text.push_str("\n          ]\n        }\n      ]\n    }");
    }
    text.push_str("\n  ]\n}\n");
    text
}

/// The values of a report, for `serde_json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "parsed, and never looked at")]
pub(crate) struct Report {
    backend_address_pools: Vec<Pool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "parsed, and never looked at")]
struct Pool {
    backend_address_pool: Resource,
    backend_http_settings_collection: Vec<Setting>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "parsed, and never looked at")]
struct Setting {
    backend_http_settings: Resource,
    servers: Vec<Server>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "parsed, and never looked at")]
struct Resource {
    id: String,
    resource_group: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "parsed, and never looked at")]
struct Server {
    address: String,
    health: String,
    health_probe_log: Option<String>,
    ip_configuration: Option<Resource>,
}

/// A case that holds a report alone.
pub(crate) fn saved(text: &str) -> SavedCase {
    SavedCase {
        sources: vec![SavedSource {
            name: "report.json".to_owned(),
            origin: Origin::File,
            bytes: text.as_bytes().to_vec().into(),
            removed: Vec::new(),
        }],
        ..SavedCase::default()
    }
}
