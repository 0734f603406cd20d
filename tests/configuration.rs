//! Configuration that is pasted more than once, of several gateways, in a report, or typed in.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use appgw_doctor::diagnosis::{Case, Diagnosis, Origin, Outcome, PoolState, Typed, diagnose};
use appgw_doctor::evidence::read;
use appgw_doctor::gateway::field::Field;
use appgw_doctor::time::Timestamp;

fn case(pastes: &[&str]) -> Case {
    let evidence = pastes.iter().enumerate();
    let evidence =
        evidence.flat_map(|(index, text)| read(&format!("paste {}", index + 1), text.as_bytes()));
    Case {
        evidence: evidence.collect(),
        typed: Typed::default(),
        at: Timestamp::parse("2026-11-21T00:00:00Z").unwrap(),
        roots: None,
    }
}

fn found(pastes: &[&str]) -> Diagnosis {
    diagnose(&case(pastes))
}

fn gateway(group: &str, rest: &str) -> String {
    format!(
        r#"{{"id": "/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/{group}/providers/Microsoft.Network/applicationGateways/agw",
            "name": "agw", "sku": {{"name": "Standard_v2", "tier": "Standard_v2", "capacity": 2}}, {rest}}}"#
    )
}

fn probe(group: &str, interval: u32) -> String {
    format!(
        r#"{{"id": "/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/{group}/providers/Microsoft.Network/applicationGateways/agw/probes/deep",
            "name": "deep", "protocol": "Https", "host": "www.contoso.com", "path": "/", "interval": {interval}, "timeout": 30, "unhealthyThreshold": 3}}"#
    )
}

fn outcomes(found: &Diagnosis, id: &str) -> Vec<(String, Outcome)> {
    let checks = found.checks.iter().filter(|check| check.id == id);
    checks
        .map(|check| (check.subject.clone(), check.outcome))
        .collect()
}

#[test]
fn of_what_is_pasted_twice_the_last_counts_and_both_are_told() {
    let whole = gateway(
        "rg-shop",
        &format!(
            r#""operationalState": "Running", "probes": [{}]"#,
            probe("rg-shop", 60)
        ),
    );
    let alone = probe("rg-shop", 20);
    for (pastes, interval, outcome) in [
        ([&*whole, &*alone], 20, Outcome::Warn),
        ([&*alone, &*whole], 60, Outcome::Pass),
    ] {
        let found = found(&pastes);
        assert_eq!(found.configuration.probes.len(), 1);
        let part = &found.configuration.probes[0];
        assert_eq!(part.value.interval, Some(interval));
        assert!(matches!(
            part.origin(Field::Interval),
            Some(Origin::Read { evidence: 1, .. })
        ));
        let note = found.notes.iter().find(|note| note.contains("interval"));
        let note = note.unwrap();
        assert!(note.contains("20") && note.contains("60"), "{note}");
        assert!(
            note.contains("paste 1") && note.contains("paste 2"),
            "{note}"
        );
        assert_eq!(
            outcomes(&found, "probe-timeout-exceeds-interval"),
            [("probe deep".to_owned(), outcome)]
        );
    }
    assert!(
        found(&[&alone, &alone])
            .notes
            .iter()
            .all(|note| !note.contains("interval"))
    );
}

#[test]
fn a_later_paste_that_does_not_say_leaves_what_was_known() {
    let bare = r#"[{"id": "/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw/probes/deep", "name": "deep", "unhealthyThreshold": 5}]"#;
    let found = found(&[&probe("rg-shop", 20), bare]);
    let probe = &found.configuration.probes[0].value;
    assert_eq!(probe.interval, Some(20));
    assert_eq!(probe.unhealthy_threshold, Some(5));
}

#[test]
fn gateways_of_one_name_in_two_groups_stay_apart() {
    let with = |group: &str, interval| {
        gateway(
            group,
            &format!(
                r#""operationalState": "Running", "probes": [{}]"#,
                probe(group, interval)
            ),
        )
    };
    let found = found(&[&with("rg-east", 20), &with("rg-west", 60)]);
    assert_eq!(found.gateways.len(), 2);
    let intervals: Vec<_> = found
        .configuration
        .probes()
        .map(|probe| probe.interval)
        .collect();
    assert_eq!(intervals, [Some(20), Some(60)]);
    assert!(
        found.notes.iter().all(|note| !note.contains("interval")),
        "{:?}",
        found.notes
    );
    let checks = outcomes(&found, "probe-timeout-exceeds-interval");
    assert_eq!(
        checks,
        [
            (
                "probe deep of gateway agw in rg-east".to_owned(),
                Outcome::Warn
            ),
            (
                "probe deep of gateway agw in rg-west".to_owned(),
                Outcome::Pass
            ),
        ]
    );
}

#[test]
fn servers_of_gateways_of_one_name_find_their_own_setting() {
    let setting = |group: &str, port: u16| {
        format!(
            r#"{{"id": "/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/{group}/providers/Microsoft.Network/applicationGateways/agw/backendHttpSettingsCollection/https",
                "name": "https", "port": {port}, "protocol": "Https", "cookieBasedAffinity": "Disabled", "requestTimeout": 20}}"#
        )
    };
    let health = |group: &str| {
        let id = format!(
            "/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/{group}/providers/Microsoft.Network/applicationGateways/agw"
        );
        format!(
            r#"{{"backendAddressPools": [{{"backendAddressPool": {{"id": "{id}/backendAddressPools/web"}},
                "backendHttpSettingsCollection": [{{"backendHttpSettings": {{"id": "{id}/backendHttpSettingsCollection/https"}},
                "servers": [{{"address": "10.0.0.4", "health": "Healthy"}}]}}]}}]}}"#
        )
    };
    let found = found(&[
        &setting("rg-east", 8443),
        &setting("rg-west", 9443),
        &health("rg-west"),
        &health("rg-east"),
    ]);
    let ports: Vec<_> = found.servers.iter().map(|row| row.port).collect();
    assert_eq!(ports, [Some(9443), Some(8443)]);
    // They are two servers, neither of them an older row of the other.
    assert!(found.servers.iter().all(|row| row.newer_than.is_none()));
}

#[test]
fn what_a_later_gateway_no_longer_has_is_left_out() {
    let with = |probes: &str| {
        gateway(
            "rg-shop",
            &format!(
                r#""operationalState": "Running", "backendAddressPools": [{{"name": "web", "backendAddresses": [{{"ipAddress": "10.0.0.4"}}]}}],
                   "backendHttpSettingsCollection": [{{"name": "https", "port": 443, "protocol": "Https"}}], "probes": [{probes}]"#
            ),
        )
    };
    let found = found(&[&with(&probe("rg-shop", 20)), &with("")]);
    assert!(found.configuration.probes.is_empty());
    assert!(found.notes.iter().any(|note| note.contains("probe deep")));
}

#[test]
fn settings_expanded_in_a_report_are_used_like_others() {
    let id = "/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw";
    let text = format!(
        r#"{{"backendAddressPools": [{{"backendAddressPool": {{"id": "{id}/backendAddressPools/web"}},
            "backendHttpSettingsCollection": [{{"backendHttpSettings": {{"id": "{id}/backendHttpSettingsCollection/https",
              "name": "https", "port": 8443, "protocol": "Https", "requestTimeout": 20, "pickHostNameFromBackendAddress": true}},
            "servers": [{{"address": "10.0.0.4", "health": "Healthy"}}]}}]}}]}}"#
    );
    let found = found(&[&text]);
    assert_eq!(found.configuration.settings.len(), 1);
    assert_eq!(
        outcomes(&found, "setting-pick-host-with-ip-target"),
        [("setting https".to_owned(), Outcome::Fail)]
    );
}

#[test]
fn a_report_that_was_cut_off_does_not_say_that_no_server_is_healthy() {
    let row = |address: &str, health: &str| {
        format!(r#"{{"address": "{address}", "health": "{health}", "healthProbeLog": ""}}"#)
    };
    let head = r#"{"backendAddressPools": [{"backendAddressPool": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw/backendAddressPools/web"}, "backendHttpSettingsCollection": [{"backendHttpSettings": {"id": "/x/applicationGateways/agw/backendHttpSettingsCollection/https"}, "servers": ["#;
    let state = |text: &str| {
        let found = found(&[text]);
        let outcome = outcomes(&found, "pool-no-healthy-server")[0].1;
        (found.pools[0].state, outcome)
    };
    let down = row("10.0.0.4", "Unhealthy");
    let up = row("10.0.0.5", "Healthy");
    assert_eq!(
        state(&format!("{head}{down}, ")),
        (PoolState::Unknown, Outcome::Unknown)
    );
    assert_eq!(
        state(&format!("{head}{down}, {up}, ")),
        (PoolState::Degraded, Outcome::Pass)
    );
    // Only the closing brackets are missing: the list itself is whole.
    assert_eq!(
        state(&format!("{head}{down}]")),
        (PoolState::Unhealthy, Outcome::Fail)
    );
    assert_eq!(
        state(&format!("{head}{down}]}}]}}]}}")),
        (PoolState::Unhealthy, Outcome::Fail)
    );
}

#[test]
fn what_is_typed_wins_is_told_and_makes_what_nothing_shows() {
    let mut alone = case(&[]);
    alone.typed.set_value(None, Field::SettingPort, "8443");
    alone.typed.set_value(None, Field::Path, "healthz");
    alone.typed.set_value(None, Field::Interval, "soon");
    let made = diagnose(&alone);
    assert_eq!(made.configuration.settings[0].value.port, Some(8443));
    assert_eq!(outcomes(&made, "probe-path-invalid")[0].1, Outcome::Fail);
    assert!(made.notes.iter().any(|note| note.contains("\"soon\"")));

    let setting = r#"{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw/backendHttpSettingsCollection/https", "name": "https", "port": 443, "protocol": "Https", "requestTimeout": 20, "probe": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw/probes/deep"}}"#;
    let mut both = case(&[setting]);
    both.typed = alone.typed.clone();
    let found = diagnose(&both);
    let part = &found.configuration.settings[0];
    assert_eq!(part.value.port, Some(8443));
    assert_eq!(part.origin(Field::SettingPort), Some(Origin::Typed));
    assert!(matches!(
        part.origin(Field::RequestTimeout),
        Some(Origin::Read {
            evidence: 0,
            line: 1
        })
    ));
    let note = found
        .notes
        .iter()
        .find(|note| note.contains("8443"))
        .unwrap();
    assert!(note.contains("443 ") || note.contains("says 443"), "{note}");
    // Its probe keeps its name.
    let probe = found.configuration.probes().next().unwrap();
    assert_eq!(probe.name.as_deref(), Some("deep"));

    both.typed.set_value(None, Field::SettingPort, " ");
    assert_eq!(
        diagnose(&both).configuration.settings[0].value.port,
        Some(443)
    );
}

const ID: &str = "/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw";

fn health(message: &str, address: &str) -> String {
    format!(
        r#"{{"backendAddressPools": [{{"backendAddressPool": {{"id": "{ID}/backendAddressPools/web"}},
            "backendHttpSettingsCollection": [{{"backendHttpSettings": {{"id": "{ID}/backendHttpSettingsCollection/https"}},
            "servers": [{{"address": "{address}", "health": "Unhealthy", "healthProbeLog": "{message}"}}]}}]}}]}}"#
    )
}

const REFUSED: &str = "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port.";

/// A gateway with one pool, one setting, two rules, and whatever else the test wants of it.
fn routed(setting: &str, rest: &str) -> String {
    gateway(
        "rg-shop",
        &format!(
            r#""operationalState": "Running",
            "backendAddressPools": [{{"id": "{ID}/backendAddressPools/web", "name": "web", "backendAddresses": [{{"ipAddress": "10.0.0.4"}}]}}],
            "backendHttpSettingsCollection": [{{"id": "{ID}/backendHttpSettingsCollection/https", "name": "https", "port": 443, "protocol": "Https", "etag": "x", {setting}}}],
            "frontendPorts": [{{"name": "p443", "port": 443}}],
            "httpListeners": [{{"name": "shop", "protocol": "Https", "hostNames": ["shop.contoso.com"], "frontendPort": {{"id": "{ID}/frontendPorts/p443"}}}},
                {{"name": "any", "protocol": "Http", "frontendPort": {{"id": "{ID}/frontendPorts/p443"}}}}],
            "requestRoutingRules": [
                {{"name": "by-path", "httpListener": {{"id": "{ID}/httpListeners/shop"}}, "urlPathMap": {{"id": "{ID}/urlPathMaps/map"}}}},
                {{"name": "to-https", "httpListener": {{"id": "{ID}/httpListeners/any"}}, "redirectConfiguration": {{"id": "{ID}/redirectConfigurations/up"}}}}],
            "urlPathMaps": [{{"name": "map", "defaultRedirectConfiguration": {{"id": "{ID}/redirectConfigurations/up"}},
                "pathRules": [{{"name": "api", "paths": ["/api/*"], "backendAddressPool": {{"id": "{ID}/backendAddressPools/web"}}, "backendHttpSettings": {{"id": "{ID}/backendHttpSettingsCollection/https"}}}}]}}]
            {rest}"#
        ),
    )
}

#[test]
fn who_is_hit_and_who_owns_it() {
    use appgw_doctor::diagnosis::reach_words;
    use appgw_doctor::gateway::routing::Owner;
    let report = health(REFUSED, "10.0.0.4");
    let hit = found(&[&report, &routed(r#""requestTimeout": 20"#, "")]);
    let words = reach_words(&hit, &hit.pools[0]).unwrap();
    assert_eq!(
        words,
        "Reached by listener shop (Https 443, shop.contoso.com), rule by-path, paths /api/*."
    );
    assert_eq!(
        outcomes(&hit, "listener-port-protocol")
            .iter()
            .map(|(_, outcome)| *outcome)
            .collect::<Vec<_>>(),
        [Outcome::Pass, Outcome::Fail]
    );
    assert_eq!(outcomes(&hit, "setting-unused")[0].1, Outcome::Pass);
    let text = routed(r#""requestTimeout": 20"#, "").replace(
        "/backendHttpSettingsCollection/https\"}}]}]",
        "/backendHttpSettingsCollection/other\"}}]}]",
    );
    let unused = found(&[&report, &text]);
    assert_eq!(outcomes(&unused, "setting-unused")[0].1, Outcome::Warn);
    assert!(
        reach_words(&unused, &unused.pools[0])
            .unwrap()
            .contains("No rule")
    );
    assert_eq!(reach_words(&found(&[&report]), &hit.pools[0]), None);

    for (tags, owner) in [
        (
            r#", "tags": {"managed-by-k8s-ingress": "1.7.2"}"#,
            Some(Owner::Agic),
        ),
        (
            r#", "tags": {"ManagedBy": "Terraform"}"#,
            Some(Owner::Terraform),
        ),
        (
            r#", "tags": {"deployed-with": "bicep"}"#,
            Some(Owner::Template),
        ),
        (r#", "tags": {"team": "shop"}"#, None),
    ] {
        let owned = found(&[&routed(r#""requestTimeout": 20"#, tags)]);
        assert_eq!(owned.configuration.gateways[0].owner, owner, "{tags}");
        let told = owned.notes.iter().any(|note| note.contains("by hand"));
        assert_eq!(told, owner.is_some());
    }
    let by_name =
        routed(r#""requestTimeout": 20"#, "").replace("\"web\"", "\"pool-shop-web-80-bp-8080\"");
    let owned = found(&[&by_name]);
    assert_eq!(owned.configuration.gateways[0].owner, Some(Owner::Agic));
}

#[test]
fn what_comes_next_is_told_behind_the_problem_and_is_none_of_them() {
    use appgw_doctor::fault::Fault;
    let next = |setting: &str, address: &str, message: &str| {
        let found = found(&[&health(message, address), &routed(setting, "")]);
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
        let next = found.next.into_iter();
        next.map(|next| next.fault).collect::<Vec<_>>()
    };
    let default = r#""requestTimeout": 20, "pickHostNameFromBackendAddress": false"#;
    let picks = r#""requestTimeout": 20, "pickHostNameFromBackendAddress": true"#;
    let named = r#""requestTimeout": 20, "hostName": "shop.contoso.com""#;
    assert_eq!(
        next(default, "10.0.0.4", REFUSED),
        [Some(Fault::CertificateNameMismatch)]
    );
    assert_eq!(
        next(picks, "10.0.0.4", REFUSED),
        [Some(Fault::CertificateNameMismatch)]
    );
    assert_eq!(
        next(default, "shop.azurewebsites.net", REFUSED),
        [
            Some(Fault::CertificateNameMismatch),
            Some(Fault::StatusMismatch)
        ]
    );
    assert!(next(named, "10.0.0.4", REFUSED).is_empty());
    // What is behind the probe already is not ahead of it.
    let answered = "Received invalid status code: 404 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.";
    assert!(next(default, "10.0.0.4", answered).is_empty());
    let roots = r#""requestTimeout": 20, "hostName": "a.contoso.com", "protocol": "Http", "trustedRootCertificates": [{"id": "/x/trustedRootCertificates/root"}]"#;
    let http = routed(roots, "").replace("\"protocol\": \"Https\", \"etag\"", "\"etag\"");
    let refused = found(&[&health(REFUSED, "10.0.0.4"), &http]);
    assert!(
        refused
            .next
            .iter()
            .any(|next| next.fault.is_none() && next.because.contains("refused"))
    );
}

/// What Terraform, Bicep and a template say of the same gateway.
#[test]
fn a_gateway_as_code_is_read_where_its_values_are_literal() {
    use appgw_doctor::evidence::Content;
    use appgw_doctor::gateway::routing::Owner;
    for (name, owner) in [
        ("gateway.tf", Some(Owner::Terraform)),
        ("gateway.bicep", Some(Owner::Template)),
        ("template.json", None),
    ] {
        let path = format!("{}/tests/fixtures/iac/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let evidence = read(name, text.as_bytes());
            assert_eq!(evidence.len(), 1, "{name}: {evidence:#?}");
            let told = evidence[0]
                .notes
                .iter()
                .find(|note| note.text.contains("`host` is an expression"));
            assert!(
                told.is_some_and(|note| note.position.line > 10),
                "{name}: {:?}",
                evidence[0].notes
            );
            let Content::Gateways(gateways) = &evidence[0].content else {
                panic!("{name}");
            };
            let gateway = &gateways[0];
            assert_eq!(gateway.id.gateway.as_deref(), Some("agw-shop"), "{name}");
            assert_eq!(gateway.owner, owner, "{name}");
            assert_eq!(
                gateway.instances.map(|count| count.least),
                Some(2),
                "{name}"
            );
            assert_eq!(gateway.pools[0].members, ["10.0.0.4", "10.0.0.5"], "{name}");
            let setting = &gateway.settings[0];
            assert_eq!(setting.request_timeout, Some(20), "{name}");
            assert_eq!(setting.probe, Some(Some("deep".to_owned())), "{name}");
            let probe = &gateway.probes[0];
            // What is an expression is not known, and no host name.
            assert_eq!(probe.host, None, "{name}");
            assert_eq!(probe.path.as_deref(), Some("/healthz"), "{name}");
            assert_eq!(probe.status_codes, ["200-399", "401"], "{name}");

            let found = found(&[&text]);
            assert_eq!(
                outcomes(&found, "probe-protocol-mismatch")[0].1,
                Outcome::Fail
            );
            assert_eq!(outcomes(&found, "probe-cli-defaults")[0].1, Outcome::Warn);
        }
    }
}

#[test]
fn what_stands_beside_code_is_read_too() {
    let code = "resource \"azurerm_application_gateway\" \"x\" {\n  name = \"agw\"\n}\n";
    let text = format!("{code}\n{}", health(REFUSED, "10.0.0.4"));
    let found = found(&[&text]);
    assert_eq!(found.servers.len(), 1);
    assert_eq!(found.configuration.gateways.len(), 1);
}

#[test]
fn code_that_breaks_off_anywhere_is_read_as_far_as_it_goes() {
    for name in ["gateway.tf", "gateway.bicep"] {
        let path = format!("{}/tests/fixtures/iac/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        for (at, _) in text.char_indices() {
            let (head, tail) = text.split_at(at);
            assert!(!read(name, head.as_bytes()).is_empty());
            if at % 7 == 0 {
                read(name, format!("{head}\u{e9}\"'{{[{tail}").as_bytes());
            }
        }
    }
    let deep = format!(
        "resource \"azurerm_application_gateway\" \"x\" {{ a = {}",
        "[".repeat(100_000)
    );
    assert!(!read("deep.tf", deep.as_bytes()).is_empty());
}

#[test]
fn of_a_what_if_the_state_after_the_change_counts() {
    let side = |interval| {
        routed(
            r#""requestTimeout": 20"#,
            &format!(r#", "probes": [{}]"#, probe("rg-shop", interval)),
        )
    };
    let text = format!(
        r#"{{"status": "Succeeded", "changes": [{{"resourceId": "{ID}", "changeType": "Modify", "before": {}, "after": {}}}]}}"#,
        side(20),
        side(60)
    );
    let found = found(&[&text]);
    assert_eq!(found.configuration.probes[0].value.interval, Some(60));
    assert!(
        found
            .notes
            .iter()
            .any(|note| note.contains("20") && note.contains("60"))
    );
}
