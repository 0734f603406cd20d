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
