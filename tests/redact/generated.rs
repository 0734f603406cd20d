//! Generated cases keep their diagnosis and lose their names.

use appgw_doctor::share::redact::{Class, Hidden};
use proptest::prelude::*;
use serde_json::json;

/// A word that stands nowhere by itself in messages or in what Azure prints.
fn made_up() -> impl Strategy<Value = String> {
    "[a-z]{3}[0-9][a-z0-9]{3,9}"
}

fn address() -> impl Strategy<Value = String> {
    let four = any::<[u8; 3]>().prop_map(|[a, b, c]| format!("10.{a}.{b}.{c}"));
    let public = any::<u8>().prop_map(|last| format!("203.0.113.{last}"));
    let six =
        any::<u16>().prop_map(|last| format!("2001:db8::{:x}", (u32::from(last) + 0x1_0000) >> 1));
    prop_oneof![four, public, six]
}

fn host() -> impl Strategy<Value = String> {
    let suffix = prop::sample::select(vec!["com", "azurewebsites.net", "local", "de"]);
    (made_up(), made_up(), suffix).prop_map(|(a, b, suffix)| format!("{a}.{b}.{suffix}"))
}

fn message(host: String, address: String, name: String) -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        format!("Cannot connect to server {address}:443. Check any NSG/UDR/Firewall."),
        format!(
            "The Common Name (CN) of the backend certificate does not match the host header {host}."
        ),
        format!("The FQDN of the backend {host} was not entered correctly."),
        "Received invalid status code: 503 in the backend server's HTTP response.".to_owned(),
        format!("Received response body does not contain {name} welcomes you."),
        format!(
            "{name} says: mail kim@{host} or call {address}, subscription 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
        ),
        String::new(),
    ])
}

/// A gateway and the health of its servers, with made-up names everywhere, and those names by class.
fn generated() -> impl Strategy<Value = (String, Vec<(Class, String)>)> {
    let names = prop::collection::vec(made_up(), 8);
    (names, host(), host(), address(), any::<bool>(), 0_u32..3)
        .prop_flat_map(|(names, first, second, ip, v2, kind)| {
            let text = message(second.clone(), ip.clone(), names[7].clone());
            (Just((names, first, second, ip, v2, kind)), text)
        })
        .prop_map(|((names, first, second, ip, v2, kind), text)| {
            let subscription = "1a2b3c4d-0000-4111-8222-93f4a5b6c7d8";
            let base = format!(
                "/subscriptions/{subscription}/resourceGroups/{}/providers/Microsoft.Network/applicationGateways/{}",
                names[0], names[1]
            );
            let health = ["Unhealthy", "Healthy", "Unknown"][kind as usize];
            let setting = json!({
                "name": names[3], "id": format!("{base}/backendHttpSettingsCollection/{}", names[3]),
                "port": 443, "protocol": "Https", "hostName": second, "requestTimeout": 20,
                "pickHostNameFromBackendAddress": kind == 1,
                "probe": { "id": format!("{base}/probes/{}", names[4]) },
                "trustedRootCertificates": [ { "id": format!("{base}/trustedRootCertificates/{}", names[5]) } ],
                "provisioningState": "Succeeded",
            });
            let probe = json!({
                "name": names[4], "id": format!("{base}/probes/{}", names[4]), "protocol": "Https",
                "host": if kind == 2 { &ip } else { &second }, "path": format!("/{}/ready", names[6]), "interval": 30, "timeout": 40,
                "unhealthyThreshold": 3, "minServers": 0, "match": { "body": format!("{} welcomes you", names[7]), "statusCodes": ["200-399"] },
            });
            let evidence = json!([
                { "id": base, "name": names[1], "type": "Microsoft.Network/applicationGateways", "location": "westeurope",
                  "sku": { "name": if v2 { "WAF_v2" } else { "WAF_Medium" } }, "operationalState": "Running",
                  "backendAddressPools": [ { "name": names[2], "id": format!("{base}/backendAddressPools/{}", names[2]),
                    "backendAddresses": [ { "fqdn": first }, { "ipAddress": ip } ] } ],
                  "backendHttpSettingsCollection": [setting], "probes": [probe] },
                { "backendAddressPools": [ {
                    "backendAddressPool": { "id": format!("{base}/backendAddressPools/{}", names[2]) },
                    "backendHttpSettingsCollection": [ { "backendHttpSettings": setting, "servers": [
                        { "address": first, "health": health, "healthProbeLog": text },
                        { "address": ip, "health": "Healthy" } ] } ] } ] },
            ]);
            let of = |class: Class| move |token: String| (class, token);
            let (resources, texts) = names.split_at(6);
            let mut tokens: Vec<(Class, String)> = resources.iter().cloned().map(of(Class::Resources)).collect();
            tokens.extend(texts.iter().cloned().map(of(Class::Text)));
            tokens.extend([first, second].map(of(Class::Hosts)));
            tokens.push((Class::Addresses, ip));
            let tenant = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
            tokens.extend([subscription, tenant].map(str::to_owned).map(of(Class::Subscriptions)));
            tokens.push((Class::Text, "kim-contoso".to_owned()));
            (evidence.to_string(), tokens)
        })
}

proptest! {
    #[test]
    fn generated_cases_keep_their_diagnosis_and_lose_their_names((text, tokens) in generated(), switches in 0_u8..64) {
        let case = crate::case_of("kim-contoso.json", text.into_bytes());
        // Every combination of switches.
        let mut hidden = Hidden::NOTHING;
        for (place, class) in Class::ALL.into_iter().enumerate() {
            hidden = hidden.with(class, switches >> place & 1 == 1);
        }
        let redacted = crate::redacted(&case, hidden);
        prop_assert!(redacted.left_out.is_empty());
        prop_assert_eq!(crate::gist(&redacted.case), crate::gist(&case));
        let text = crate::outputs(&redacted.case);
        for (class, token) in tokens.iter().filter(|(class, _)| hidden.has(*class)) {
            prop_assert!(!text.contains(token.as_str()), "{:?} {} in {}", class, token, text);
        }
    }
}
