//! What a person pastes, in every shape it takes, read through the one public way in.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use appgw_doctor::certificate::bundle::Element;
use appgw_doctor::evidence::{
    Content, Evidence, HealthReport, Kind, Position, ReportState, read, read_message,
};
use appgw_doctor::gateway::{BackendPool, BackendSetting, GatewayConfig, Probe, Protocol, Sku};
use proptest::prelude::*;

const OK: &str = "Success. Received 200 status code";
const STATUS: &str = "Received invalid status code: 404 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.";
const TCP: &str = "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port. To learn more visit - https://aka.ms/servernotreachable.";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence")
}

fn fixture(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every fixture: its name and its text.
fn fixtures() -> &'static [(String, String)] {
    static ALL: LazyLock<Vec<(String, String)>> = LazyLock::new(read_fixtures);
    &ALL
}

fn read_fixtures() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| (name.clone(), fixture(&name)))
        .collect();
    all.sort();
    assert!(all.len() > 70);
    all
}

fn one(text: &str) -> Evidence {
    let mut found = read("paste 1", text.as_bytes());
    assert_eq!(found.len(), 1, "{found:#?}");
    let mut piece = found.remove(0);
    forget_lines(&mut piece.content);
    piece
}

/// Where a part of a gateway stands is no part of what it is.
fn forget_lines(content: &mut Content) {
    let settings = |settings: &mut Vec<BackendSetting>| {
        for setting in settings {
            assert!(setting.line.take().is_some_and(|line| line > 0));
        }
    };
    let probes = |probes: &mut Vec<Probe>| {
        for probe in probes {
            assert!(probe.line.take().is_some_and(|line| line > 0));
        }
    };
    match content {
        Content::Settings(list) => settings(list),
        Content::Probes(list) => probes(list),
        Content::Gateways(list) => {
            for gateway in list {
                settings(&mut gateway.settings);
                probes(&mut gateway.probes);
            }
        }
        _ => {}
    }
}

fn report(text: &str) -> HealthReport {
    match one(text).content {
        Content::Health(report) => Arc::unwrap_or_clone(report),
        other => panic!("{other:?}"),
    }
}

/// What the evidence says, less its places and notes: a line for each server.
fn summary(evidence: &[Evidence]) -> String {
    let mut out = String::new();
    for piece in evidence {
        let kind = piece.kind().as_str();
        match &piece.content {
            Content::Health(report) => {
                writeln!(out, "{kind} {:?}", report.state).unwrap();
                for pool in &report.pools {
                    for setting in &pool.settings {
                        let names = [&pool.id.gateway, &pool.name, &setting.setting.name]
                            .map(|name| name.as_deref().unwrap_or("?"))
                            .join("/");
                        if setting.servers.is_empty() {
                            writeln!(out, "{names} none").unwrap();
                        }
                        for server in &setting.servers {
                            writeln!(
                                out,
                                "{names} {} {} {}",
                                server.address.as_deref().unwrap_or("?"),
                                server.health.as_ref().map_or("?", |health| health.as_str()),
                                server.message.as_deref().unwrap_or("-"),
                            )
                            .unwrap();
                        }
                    }
                }
            }
            Content::Certificates(run) => {
                write!(out, "{kind} {}", run.ordered).unwrap();
                for element in &run.elements {
                    let subject = match element {
                        Element::Certificate(certificate) => certificate.subject.to_string(),
                        Element::Described(line) => line.subject.clone(),
                    };
                    write!(out, ", {subject}").unwrap();
                }
                let code = run.transcript.as_ref().map(|found| &found.errors);
                writeln!(out, " {code:?}").unwrap();
            }
            other => {
                let mut other = other.clone();
                forget_lines(&mut other);
                writeln!(out, "{kind} {other:?}").unwrap();
            }
        }
    }
    out
}

fn rows(rows: &[(&str, &str, &str, &str)]) -> String {
    let mut out = "backend-health Present\n".to_owned();
    for (names, address, health, message) in rows {
        writeln!(out, "{names} {address} {health} {message}").unwrap();
    }
    out
}

fn assert_all(names: &[&str], expected: &str) {
    for name in names {
        let found = read(name, fixture(name).as_bytes());
        assert_eq!(summary(&found), expected, "{name}");
    }
}

#[test]
fn one_report_reads_the_same_in_every_form() {
    let expected = rows(&[
        ("agw-shop/pool-web/web-https", "10.1.0.4", "healthy", OK),
        (
            "agw-shop/pool-web/web-https",
            "10.1.0.5",
            "unhealthy",
            STATUS,
        ),
        (
            "agw-shop/pool-api/api-http",
            "api.contoso.com",
            "unhealthy",
            TCP,
        ),
    ]);
    assert_all(
        &[
            "cli.json",
            "cli_min.json",
            "cli.yaml",
            "colours.txt",
            "comments_trailing_commas.jsonc",
            "console_80.txt",
            "etag_quotes.txt",
            "expanded.json",
            "jq_pools.txt",
            "missing_commas.txt",
            "rest_body_in_string.json",
            "rest_properties.json",
            "rest_spec_file.json",
            "rest_up_down.json",
            "rest_value_wrapper.json",
            "single_quotes.txt",
        ],
        &expected,
    );
    assert_all(
        &["curly_quotes.txt"],
        &expected.replace("server's", "server’s"),
    );
}

#[test]
fn curly_quotes_are_text_where_nothing_is_damaged() {
    let text = r#"{"backendAddressPools": [{"backendHttpSettingsCollection": [{"servers": [
        {"address": "10.1.0.4", "health": "Unhealthy", "healthProbeLog": "It says “no”, and \"why\""}
    ]}]}]}"#;
    let pieces = read("report.json", text.as_bytes());
    let [piece] = pieces.as_slice() else {
        panic!("{} pieces", pieces.len());
    };
    assert_eq!(piece.notes, []);
    let Content::Health(report) = &piece.content else {
        panic!("{:?}", piece.content);
    };
    let message = report.pools[0].settings[0].servers[0].message.as_deref();
    assert_eq!(message, Some("It says “no”, and \"why\""));
}

#[test]
fn powershell_says_all_but_the_message() {
    let expected = rows(&[
        ("agw-shop/pool-web/web-https", "10.1.0.4", "healthy", "-"),
        ("agw-shop/pool-web/web-https", "10.1.0.5", "unhealthy", "-"),
        (
            "agw-shop/pool-api/api-http",
            "api.contoso.com",
            "unhealthy",
            "-",
        ),
    ]);
    assert_all(
        &[
            "powershell_console.txt",
            "powershell_collapsed.txt",
            "powershell_json.json",
            "html_collapsed.txt",
        ],
        &expected,
    );
}

#[test]
fn servers_without_their_pool_are_one_report() {
    let servers = |names: &'static str| {
        rows(&[
            (names, "10.1.0.4", "healthy", OK),
            (names, "10.1.0.5", "unhealthy", STATUS),
            (names, "api.contoso.com", "unhealthy", TCP),
        ])
    };
    assert_all(
        &[
            "awk_rows.txt",
            "cli.tsv",
            "cli_table.txt",
            "cli_table_renamed.txt",
            "cli_table_console_100.txt",
            "export.csv",
            "jq_stream.txt",
            "jq_compact.txt",
            "query_servers.json",
            "query_renamed.json",
            "query_rows.json",
            "query.yaml",
        ],
        &servers("?/?/?"),
    );
    let silent = rows(&[
        ("?/?/?", "10.1.0.4", "healthy", "-"),
        ("?/?/?", "10.1.0.5", "unhealthy", "-"),
        ("?/?/?", "api.contoso.com", "unhealthy", "-"),
    ]);
    assert_all(
        &[
            "powershell_format_list.txt",
            "powershell_table.txt",
            "map_by_address.json",
        ],
        &silent,
    );
    assert_all(
        &["query_health_only.json"],
        &silent
            .replace("10.1.0.4", "?")
            .replace("10.1.0.5", "?")
            .replace("api.contoso.com", "?"),
    );
    assert_all(
        &["key_value_wrapped.txt"],
        &rows(&[
            ("?/?/?", "10.1.0.5", "unhealthy", STATUS),
            ("?/?/?", "api.contoso.com", "unhealthy", TCP),
        ]),
    );
    assert_all(
        &["one_server.json"],
        &rows(&[("?/?/?", "10.1.0.5", "unhealthy", STATUS)]),
    );
}

#[test]
fn rows_name_their_pool_and_setting() {
    let named = |web: &str, api: &str| {
        rows(&[
            (web, "10.1.0.4", "healthy", OK),
            (web, "10.1.0.5", "unhealthy", STATUS),
            (api, "api.contoso.com", "unhealthy", TCP),
        ])
    };
    assert_all(
        &[
            "portal_tabs.txt",
            "portal_tabs_no_heading.txt",
            "portal_cells.txt",
        ],
        &named("?/pool-web/web-https", "?/pool-api/api-http"),
    );
    assert_all(
        &["markdown_table.md", "map_by_pool.json"],
        &named("?/pool-web/?", "?/pool-api/?"),
    );
    let report = report(&fixture("portal_cells.txt"));
    let setting = &report.pools[0].settings[0].setting;
    assert_eq!(setting.port, Some(443));
    assert_eq!(setting.protocol, Some(Protocol::Https));
}

#[test]
fn parts_of_a_report_keep_the_names_they_have() {
    assert_all(
        &["bare_pool.json"],
        &rows(&[
            ("agw-shop/pool-web/web-https", "10.1.0.4", "healthy", OK),
            (
                "agw-shop/pool-web/web-https",
                "10.1.0.5",
                "unhealthy",
                STATUS,
            ),
        ]),
    );
    assert_all(
        &["bare_group.json"],
        &rows(&[
            ("agw-shop/?/web-https", "10.1.0.4", "healthy", OK),
            ("agw-shop/?/web-https", "10.1.0.5", "unhealthy", STATUS),
        ]),
    );
    assert_all(
        &["cut_start.txt", "cli_cut.yaml"],
        &rows(&[
            ("?/?/?", "10.1.0.4", "healthy", OK),
            ("?/?/?", "10.1.0.5", "unhealthy", STATUS),
            (
                "agw-shop/pool-api/api-http",
                "api.contoso.com",
                "unhealthy",
                TCP,
            ),
        ]),
    );
    assert_all(
        &["cut_end.txt"],
        &rows(&[
            ("agw-shop/pool-web/web-https", "10.1.0.4", "healthy", OK),
            (
                "agw-shop/pool-web/web-https",
                "10.1.0.5",
                "unhealthy",
                STATUS,
            ),
            ("agw-shop/pool-api/api-http", "api.contoso.com", "?", "-"),
        ]),
    );
    assert_all(
        &["cut_middle.txt"],
        &rows(&[
            ("?/?/?", "?", "?", STATUS),
            (
                "agw-shop/pool-api/api-http",
                "api.contoso.com",
                "unhealthy",
                TCP,
            ),
        ]),
    );
}

#[test]
fn cuts_are_told_with_their_place() {
    let end = one(&fixture("cut_end.txt"));
    assert!(end.notes[0].text.contains("cut off"));
    assert_eq!(end.notes[0].position.line, 43);
    let start = one(&fixture("cut_start.txt"));
    assert!(start.notes[0].text.contains("begins in the middle"));
    assert_eq!(
        start.notes[0].position,
        Position {
            line: 1,
            column: 11
        }
    );
}

#[test]
fn ids_name_the_whole_gateway() {
    for name in [
        "cli.json",
        "rest_up_down.json",
        "powershell_console.txt",
        "cli.yaml",
    ] {
        let report = report(&fixture(name));
        let id = &report.pools[0].id;
        assert_eq!(
            id.subscription.as_deref(),
            Some("5f0c9a1e-3b7d-4c52-9d8e-2a6b4f1c7d30"),
            "{name}"
        );
        assert_eq!(id.resource_group.as_deref(), Some("rg-shop"), "{name}");
        assert_eq!(id.gateway.as_deref(), Some("agw-shop"), "{name}");
    }
}

#[test]
fn the_expanded_report_shows_its_settings() {
    let report = report(&fixture("expanded.json"));
    let setting = &report.pools[0].settings[0].setting;
    assert_eq!(setting.port, Some(443));
    assert_eq!(setting.protocol, Some(Protocol::Https));
    assert_eq!(setting.host_name.as_deref(), Some("shop.contoso.com"));
    assert_eq!(setting.probe, Some(Some("probe-web".to_owned())));
    assert_eq!(setting.trusted_roots, Some(vec!["root-corp".to_owned()]));
    // What the older API version does not print is not known.
    assert_eq!(setting.validate_sni, None);
}

#[test]
fn error_names_and_new_health_values_are_kept() {
    let report = report(&fixture("error_name_and_new_health.json"));
    let server = &report.pools[0].settings[0].servers[1];
    assert_eq!(
        server.error_name.as_deref(),
        Some("HttpStatusCodeMismatchWithStatusCode")
    );
    let server = &report.pools[1].settings[0].servers[0];
    assert_eq!(server.health.as_ref().unwrap().as_str(), "Suspended");
}

#[test]
fn a_probe_on_demand_has_a_result_and_a_request() {
    assert_all(
        &["on_demand.json"],
        &rows(&[(
            "agw-shop/pool-web/web-https",
            "10.1.0.5",
            "unhealthy",
            STATUS,
        )])
        .replace("backend-health", "on-demand-health"),
    );
    let request = one(&fixture("on_demand_request.json"));
    assert_eq!(request.content, Content::Recognised(Kind::Probe));
    assert!(request.notes[0].text.contains("no health"));
}

#[test]
fn pools_without_servers_are_there() {
    assert_all(
        &["empty_servers.json"],
        "backend-health Present\nagw-shop/pool-new/web-https none\nagw-shop/pool-old/web-https none\n",
    );
}

#[test]
fn a_pool_that_no_setting_uses_is_one_of_a_report() {
    let id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-web/providers/Microsoft.Network/applicationGateways/agw-web/backendAddressPools/pool-spare";
    for settings in ["backendHttpSettingsCollection", "backendSettingsCollection"] {
        let text = format!(
            r#"{{"backendAddressPools": [{{"backendAddressPool": {{"id": "{id}"}}, "{settings}": []}}]}}"#
        );
        let read = report(&text);
        assert_eq!(read.pools[0].name.as_deref(), Some("pool-spare"));
        assert_eq!(read.pools[0].settings, []);
    }
}

#[test]
fn every_fixture_is_expected_to_be_something() {
    let tests = concat!(include_str!("evidence.rs"), include_str!("responses.rs"));
    for (name, _) in fixtures() {
        assert!(
            tests.contains(&format!("\"{name}\"")),
            "no test says what is read in {name}"
        );
    }
}

#[test]
fn answers_of_a_word_have_a_meaning() {
    let state = |name: &str| report(&fixture(name)).state;
    assert_eq!(state("null.json"), ReportState::Pending);
    assert_eq!(state("no_results.txt"), ReportState::NoPermission);
    assert_eq!(report("No results\r\n").state, ReportState::NoPermission);
    assert_eq!(report(&fixture("no_pools.json")).pools, []);
}

#[test]
fn a_command_that_was_refused_is_a_message() {
    let found = read("paste 1", fixture("not_authorized.txt").as_bytes());
    assert!(!found.is_empty());
    for piece in found {
        let Content::Message(message) = &piece.content else {
            panic!("{piece:?}");
        };
        assert!(message.contains("does not have authorization"), "{message}");
    }
}

#[test]
fn messages_by_themselves_are_read_whole() {
    for name in ["message.txt", "message_wrapped.txt"] {
        assert_eq!(
            one(&fixture(name)).content,
            Content::Message(TCP.to_owned()),
            "{name}"
        );
    }
    assert_eq!(
        one(&fixture("message_quoted.txt")).content,
        Content::Message(STATUS.to_owned())
    );
    let both = read("paste 1", fixture("messages.txt").as_bytes());
    assert_eq!(both.len(), 2);
    assert_eq!(both[0].content, Content::Message(STATUS.to_owned()));
    assert_eq!(both[1].content, Content::Message(TCP.to_owned()));
    assert_eq!(both[1].position, Position { line: 2, column: 1 });
}

#[test]
fn whatever_comes_as_a_message_is_one() {
    for text in ["No results.", "anything at all", "{}"] {
        let piece = read_message(text);
        assert_eq!(piece.kind(), Kind::Message);
        assert_eq!(piece.content, Content::Message(text.to_owned()));
    }
    assert_eq!(
        read_message(" \"Connection\r\n refused\" ").content,
        Content::Message("Connection refused".to_owned())
    );
}

#[test]
fn a_transcript_holds_several_pieces() {
    let found = read("session.txt", fixture("transcript.txt").as_bytes());
    let kinds: Vec<Kind> = found.iter().map(Evidence::kind).collect();
    assert_eq!(
        kinds,
        [Kind::BackendHealth, Kind::Probe, Kind::BackendSetting]
    );
    let lines: Vec<u32> = found.iter().map(|piece| piece.position.line).collect();
    assert_eq!(lines, [4, 56, 73]);
    assert!(
        found.iter().all(|piece| piece.notes.is_empty()),
        "{found:#?}"
    );
    assert!(found.iter().all(|piece| piece.source == "session.txt"));
}

#[test]
fn a_transcript_without_certificates_says_who_was_presented() {
    let Content::Certificates(run) = one(&fixture("s_client.txt")).content else {
        panic!("no certificates");
    };
    let transcript = run.transcript.unwrap();
    assert_eq!(transcript.errors[0].code, 20);
    let [presented] = transcript.chain.as_slice() else {
        panic!("{transcript:?}");
    };
    assert!(presented.subject.contains("shop.contoso.com"));
}

#[test]
fn a_report_pasted_twice_is_two() {
    let report = fixture("cli.json");
    let text = format!("Before:\n{report}\nAfter the change:\n{report}");
    let found = read("paste 1", text.as_bytes());
    let one = summary(&found[..1]);
    assert_eq!(one, summary(&read("cli.json", report.as_bytes())));
    assert_eq!(summary(&found), one.repeat(2));
}

#[test]
fn the_portals_cells_may_stand_apart_and_speak_chinese() {
    let apart = fixture("portal_cells.txt").replace('\n', "\n\n");
    assert_eq!(
        summary(&read("paste 1", apart.as_bytes())),
        summary(&read("paste 1", fixture("portal_cells.txt").as_bytes()))
    );
    let report = report("10.1.0.5\t不正常\tpool-web\tweb-https (端口 443, Https)\n");
    let setting = &report.pools[0].settings[0];
    assert_eq!(setting.setting.port, Some(443));
    assert_eq!(
        setting.servers[0].health.as_ref().unwrap().as_str(),
        "unhealthy"
    );
}

#[test]
fn a_message_behind_a_label_is_no_server() {
    for text in [
        format!("Details: {STATUS}"),
        format!("\"healthProbeLog\": \"{STATUS}\""),
    ] {
        assert_eq!(
            one(&text).content,
            Content::Message(STATUS.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn rows_behind_certificates_are_read() {
    let text = "-----BEGIN CERTIFICATE-----\nxxxx\n-----END CERTIFICATE-----\n10.1.0.5 Unhealthy Connection refused\n";
    let kinds: Vec<Kind> = read("paste 1", text.as_bytes())
        .iter()
        .map(Evidence::kind)
        .collect();
    assert_eq!(kinds, [Kind::Certificates, Kind::BackendHealth]);
}

#[test]
fn missing_quotes_lose_no_value() {
    for text in [
        "{\"address\": \"10.1.0.5, \"health\": \"Unhealthy\", \"healthProbeLog\": \"Connection refused\"}",
        "{\n \"address\": \"10.1.0.5,\n \"health\": \"Unhealthy\",\n \"healthProbeLog\": \"Connection refused\n}\n",
        "{ address: 10.1.0.5, health: Unhealthy, healthProbeLog: Connection refused }",
        "{'address': '10.1.0.5', 'health': 'Unhealthy', 'healthProbeLog': 'Connection refused', 'ipConfiguration': None}",
    ] {
        let expected = rows(&[("?/?/?", "10.1.0.5", "unhealthy", "Connection refused")]);
        assert_eq!(
            summary(&read("paste 1", text.as_bytes())),
            expected,
            "{text}"
        );
    }
}

fn gateway(name: &str) -> GatewayConfig {
    match one(&fixture(name)).content {
        Content::Gateways(mut list) if list.len() == 1 => list.remove(0),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn a_gateway_reads_the_same_in_every_form() {
    let rest = gateway("gateway_rest.json");
    assert_eq!(rest.sku, Some(Sku::V2));
    assert_eq!(rest.location.as_deref(), Some("westeurope"));
    assert_eq!(rest.operational_state.as_deref(), Some("Running"));
    assert_eq!(rest.id.gateway.as_deref(), Some("agw-shop"));
    assert_eq!(
        rest.pools[0].members,
        ["10.1.0.4", "api.contoso.com", "nic-web-1"]
    );
    assert_eq!(rest.settings[1].protocol, Some(Protocol::Tcp));
    assert_eq!(rest.settings[1].request_timeout, Some(60));
    assert_eq!(rest.probes[0].body.as_deref(), Some("ready"));
    assert_eq!(gateway("gateway_cli.json"), rest);
    assert_eq!(gateway("gateway_list.json"), rest);
}

#[test]
fn values_that_azure_does_not_take_are_told_with_their_place() {
    let text = fixture("gateway_out_of_range.json");
    let found = read("paste 1", text.as_bytes());
    let kinds: Vec<Kind> = found.iter().map(Evidence::kind).collect();
    assert_eq!(kinds, [Kind::Gateway, Kind::Nsg]);
    let notes: Vec<_> = found.iter().flat_map(|piece| &piece.notes).collect();
    for value in ["70443", "90000", "4294967296", "65200-65536"] {
        let told = notes.iter().find(|note| note.text.contains(value)).unwrap();
        let line = told.position.line as usize - 1;
        assert!(text.lines().nth(line).unwrap().contains(value), "{told:?}");
    }
}

#[test]
fn a_template_says_what_it_can() {
    let template = gateway("gateway_arm_template.json");
    assert_eq!(template.sku, Some(Sku::V2));
    // The expression stands for targets: the pool is not empty.
    assert_eq!(template.pools[0].members, ["[parameters('targets')]"]);
}

#[test]
fn parts_of_a_gateway_are_read() {
    let probes = |name: &str| -> Vec<Probe> {
        match one(&fixture(name)).content {
            Content::Probes(probes) => probes,
            other => panic!("{name}: {other:?}"),
        }
    };
    let probe = &probes("probe_rest.json")[0];
    assert_eq!(probe.name.as_deref(), Some("probe-web"));
    assert_eq!(probe.status_codes, ["200-399", "401"]);
    assert_eq!(probe.pick_host_name_from_backend_settings, Some(false));
    assert_eq!(probes("probe_list_cli.json"), probes("probe_rest.json"));
    assert_eq!(
        probes("probe_properties.json")[0].host.as_deref(),
        Some("shop.contoso.com")
    );

    let Content::Settings(settings) = one(&fixture("setting_rest.json")).content else {
        panic!("no settings");
    };
    let expected = BackendSetting {
        name: Some("web-https".to_owned()),
        id: settings[0].id.clone(),
        port: Some(443),
        protocol: Some(Protocol::Https),
        host_name: Some("shop.contoso.com".to_owned()),
        pick_host_name_from_backend_address: Some(false),
        request_timeout: Some(20),
        draining: None,
        drain_timeout: None,
        probe: Some(Some("probe-web".to_owned())),
        trusted_roots: Some(vec!["root-corp".to_owned()]),
        authentication_certificates: Some(Vec::new()),
        validate_cert_chain_and_expiry: Some(true),
        validate_sni: Some(false),
        sni_name: Some("shop.contoso.com".to_owned()),
        layer_4: false,
        client_ip_preservation: None,
        misfits: Vec::new(),
        line: None,
        cut: None,
    };
    assert_eq!(settings, [expected]);

    let Content::Pools(pools) = one(&fixture("pool_cli.json")).content else {
        panic!("no pools");
    };
    let expected = BackendPool {
        name: Some("pool-web".to_owned()),
        id: pools[0].id.clone(),
        members: vec![
            "10.1.0.4".into(),
            "api.contoso.com".into(),
            "nic-web-1".into(),
        ],
        targets: Some(3),
        cut: None,
    };
    assert_eq!(pools, [expected]);
}

#[test]
fn a_table_does_not_say_that_nothing_is_attached() {
    let found = read("paste 1", fixture("transcript.txt").as_bytes());
    let Content::Settings(settings) = &found[2].content else {
        panic!("no settings");
    };
    assert_eq!(settings[0].probe, None);
    assert_eq!(settings[0].trusted_roots, None);
}

#[test]
fn what_is_known_but_not_judged_says_so() {
    let piece = one(
        r#"{"interval":"PT1M","timespan":"a/b","value":[{"name":{"value":"CapacityUnits"},"timeseries":[]}]}"#,
    );
    assert_eq!(piece.content, Content::Recognised(Kind::Metrics));
    assert!(piece.notes[0].text.contains("not judged: CapacityUnits"));
}

#[test]
fn what_is_not_known_says_what_was_expected() {
    for text in [
        fixture("prose.txt"),
        fixture("unknown.json"),
        String::new(),
        " \n".to_owned(),
    ] {
        let piece = one(&text);
        assert_eq!(piece.content, Content::Unreadable, "{text}");
        assert_eq!(piece.notes.len(), 1, "{text}");
    }
    assert!(one("Good morning").notes[0].text.contains("Expected"));
}

#[test]
fn a_private_key_is_kept_nowhere() {
    // Put together here so that no scanner takes it for a leaked key.
    let key = format!(
        "-----BEGIN {0}-----\nMIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAwggE8AgEA\n-----END {0}-----\n",
        "PRIVATE KEY"
    );
    for text in [
        key.clone(),
        format!("{key}{}", fixture("cli.json")),
        format!("{}{key}", fixture("cli.json")),
    ] {
        let found = read("paste 1", text.as_bytes());
        let printed = format!("{found:?}");
        assert!(!printed.contains("MIIB"), "{printed}");
        let told = found
            .iter()
            .flat_map(|piece| &piece.notes)
            .any(|note| note.text.contains("replace the key"));
        assert!(told, "{printed}");
        assert_eq!(found.len(), if text == key { 1 } else { 2 }, "{printed}");
    }
}

/// What mail, editors, consoles and chat programs do to a whole text.
fn disguises(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let lines = |prefix: &str| {
        text.lines()
            .map(|line| format!("{prefix}{line}\n"))
            .collect::<String>()
    };
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
        ("CR", text.replace('\n', "\r").into_bytes()),
        ("BOM", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("UTF-16", utf16),
        ("indented", lines("    ").into_bytes()),
        ("quoted", lines("> ").into_bytes()),
        ("quoted twice", lines("> > ").into_bytes()),
        ("trailing blanks", text.replace('\n', "   \n").into_bytes()),
        ("fenced", format!("```json\n{text}\n```\n").into_bytes()),
        (
            "prose around",
            format!("Hello team,\n\nsince this morning the shop is down:\n\n{text}\n\nAny idea?\n\nBest regards,\nAda\n")
                .into_bytes(),
        ),
        ("prompt before", format!("ada@build:~$ az network application-gateway show-backend-health -g rg -n agw\n{text}").into_bytes()),
    ]
}

#[test]
fn a_disguise_changes_nothing() {
    for (name, text) in fixtures() {
        let expected = summary(&read(name, text.as_bytes()));
        for (disguise, bytes) in disguises(text) {
            assert_eq!(
                summary(&read("paste 1", &bytes)),
                expected,
                "{name}, {disguise}"
            );
        }
    }
}

#[test]
fn a_text_cut_off_anywhere_is_read() {
    for (name, text) in fixtures() {
        let bytes = text.as_bytes();
        for at in (0..bytes.len()).step_by(23) {
            let (head, tail) = bytes.split_at(at);
            for half in [head, tail] {
                let found = read(name, half);
                assert!(!found.is_empty(), "{name} cut at {at}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!read("paste 1", &bytes).is_empty());
    }

    #[test]
    fn no_text_of_signs_panics(text in "[{}\\[\\]\"':,\\\\ \n\r\tahn0.|>#-]{0,300}") {
        prop_assert!(!read("paste 1", text.as_bytes()).is_empty());
        read_message(&text);
    }

    #[test]
    fn no_change_to_a_fixture_panics(
        index in any::<proptest::sample::Index>(),
        at in any::<proptest::sample::Index>(),
        length in 0_usize..40,
        insert in "[{}\\[\\]\"':,\\\\ \n\u{1b}é|>-]{0,6}",
    ) {
        let all = fixtures();
        let (name, text) = &all[index.index(all.len())];
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len().max(1));
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, insert.bytes());
        prop_assert!(!read(name, &bytes).is_empty());
    }

    #[test]
    fn notes_and_pieces_stand_inside_the_text(
        index in any::<proptest::sample::Index>(),
        at in any::<proptest::sample::Index>(),
    ) {
        let all = fixtures();
        let (name, text) = &all[index.index(all.len())];
        let (head, _) = text.as_bytes().split_at(at.index(text.len().max(1)));
        let count = u32::try_from(String::from_utf8_lossy(head).lines().count()).unwrap() + 1;
        for piece in read(name, head) {
            prop_assert!(piece.position.line <= count);
            prop_assert!(piece.notes.iter().all(|note| note.position.line <= count));
        }
    }
}

/// The servers of a report, wherever they stand in it.
fn addresses(evidence: &[Evidence]) -> Vec<String> {
    let reports = evidence.iter().filter_map(|piece| match &piece.content {
        Content::Health(report) => Some(report),
        _ => None,
    });
    reports
        .flat_map(|report| &report.pools)
        .flat_map(|pool| &pool.settings)
        .flat_map(|setting| &setting.servers)
        .filter_map(|server| server.address.as_deref().map(str::to_owned))
        .collect()
}

#[test]
fn separators_and_marks_between_cells_change_nothing() {
    let cells = [
        ["10.1.0.4", "Healthy", OK],
        ["10.1.0.5", "Unhealthy", STATUS],
        ["2001:db8::7", "Unhealthy", TCP],
    ];
    let expected = rows(&[
        ("?/?/?", "10.1.0.4", "healthy", OK),
        ("?/?/?", "10.1.0.5", "unhealthy", STATUS),
        ("?/?/?", "2001:db8::7", "unhealthy", TCP),
    ]);
    let heading = ["Address", "Status", "Log"];
    for separator in [";", "\t", " | ", " │ "] {
        let lines: Vec<String> = cells.iter().map(|row| row.join(separator)).collect();
        let rows = lines.join("\n");
        let heading = heading.join(separator);
        for text in [
            rows.clone(),
            format!("{heading}\n{rows}"),
            format!("sep=;\n{heading}\n{rows}\n"),
            format!("+----+----+\n| {heading} |\n+----+----+\n{rows}\n+----+----+"),
            format!("┌────┬────┐\n│ {heading} │\n├────┼────┤\n{rows}\n└────┴────┘"),
        ] {
            assert_eq!(
                summary(&read("paste 1", text.as_bytes())),
                expected,
                "{text}"
            );
        }
    }
    for (mark, between) in [
        ("", " "),
        ("* ", " - "),
        ("- ", ": "),
        ("1. ", " - "),
        ("", " => "),
    ] {
        let rows: Vec<String> = cells
            .iter()
            .map(|[address, health, log]| format!("{mark}{address}{between}{health}{between}{log}"))
            .collect();
        let text = rows.join("\n");
        let found = summary(&read("paste 1", text.as_bytes()));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn the_portals_other_order_of_columns_reads_the_same() {
    let said = [
        ["10.1.0.4 (pool-web)", "443 (web-https)", "Healthy", OK],
        [
            "10.1.0.5 (pool-web)",
            "443 (web-https)",
            "Unhealthy",
            STATUS,
        ],
    ];
    let expected = rows(&[
        ("?/pool-web/web-https", "10.1.0.4", "healthy", OK),
        ("?/pool-web/web-https", "10.1.0.5", "unhealthy", STATUS),
    ]);
    let heading = "Server (backend pool)\tPort (backend setting)\tStatus\tDetails\tAction\n";
    for between in ["\t", "   ", "\n", "\n\n", "\n\t"] {
        let text: Vec<String> = said
            .iter()
            .map(|cells| format!("{}{between}Troubleshoot\n", cells.join(between)))
            .collect();
        for heading in ["".to_owned(), heading.replace('\t', between)] {
            let text = format!("{heading}{}", text.concat());
            let found = summary(&read("paste 1", text.as_bytes()));
            assert_eq!(found, expected, "{text}");
        }
    }
}

#[test]
fn escapes_of_web_pages_logs_and_tools_are_undone() {
    let text = fixture("cli.json");
    let expected = summary(&read("paste 1", text.as_bytes()));
    let one_line: String = text.lines().map(str::trim).collect();
    let page = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\'', "&#39;")
        .replace('"', "&quot;");
    let escaped = one_line.replace('"', "\\\"");
    let lines: Vec<String> = text
        .lines()
        .map(|line| format!("\"{}\"", line.replace('"', "\\\"")))
        .collect();
    for (name, text) in [
        ("page", page.clone()),
        ("page in a box", format!("<pre><code>{page}</code></pre>")),
        ("numbers", page.replace("&quot;", "&#34;")),
        ("hexadecimal", page.replace("&quot;", "&#x22;")),
        (
            "blanks and breaks",
            page.replace("  ", "&nbsp;&nbsp;").replace('\n', "<br>\n"),
        ),
        ("log", format!("INFO worker: response={escaped} in 3 s")),
        ("quoted log", format!("level=info msg=\"got {escaped}\"")),
        (
            "log with line breaks",
            format!(
                "level=info msg=\"got {}\"",
                text.replace('"', "\\\"").replace('\n', "\\n")
            ),
        ),
        (
            "lines in a list",
            format!(
                "ok: [host] => {{\n  \"out.stdout_lines\": [\n{}\n  ]\n}}",
                lines.join(",\n")
            ),
        ),
        (
            "lines beside their text",
            format!(
                "{{\"stdout\": \"{escaped}\", \"stdout_lines\": [{}]}}",
                lines.join(",")
            ),
        ),
        ("equals signs", text.replace("\":", "\" =")),
        (
            "strings in parts",
            text.replace("Received ", "Received \"\n    \""),
        ),
    ] {
        let found = read("paste 1", text.as_bytes());
        let reports: Vec<Evidence> = found
            .into_iter()
            .filter(|piece| piece.kind() == Kind::BackendHealth)
            .collect();
        assert_eq!(summary(&reports), expected, "{name}: {text}");
    }
    // Elsewhere they are what was said.
    let said =
        r#"{"address": "10.0.0.4", "health": "Unhealthy", "healthProbeLog": "&quot;\"{\"a&amp;b"}"#;
    let report = report(said);
    let server = &report.pools[0].settings[0].servers[0];
    assert_eq!(server.message.as_deref(), Some("&quot;\"{\"a&amp;b"));
}

#[test]
fn places_point_behind_escapes() {
    let page = "x &quot;y&quot;\n{&quot;address&quot;: &quot;10.0.0.4&quot;, &quot;health&quot;: &quot;Healthy&quot;}";
    let found = read("paste 1", page.as_bytes());
    let Content::Health(report) = &found[0].content else {
        panic!("{found:?}");
    };
    let position = report.pools[0].settings[0].servers[0].position;
    assert_eq!(position, Position { line: 2, column: 1 });
    let log = r#"got [{\"address\": \"10.0.0.4\", \"health\": \"Healthy\"}, {\"address\": \"10.0.0.5\", \"health\": \"Healthy\"}]"#;
    let found = read("paste 1", log.as_bytes());
    let Content::Health(report) = &found[0].content else {
        panic!("{found:?}");
    };
    let column = log.rfind('{').unwrap() + 1;
    let position = report.pools[0].settings[0].servers[1].position;
    assert_eq!(position.column as usize, column);
}

#[test]
fn a_success_does_not_hide_the_message_on_the_next_line() {
    let text = format!("web01 says {OK}\nweb02 says {STATUS}\nweb03 says {TCP}\n");
    let found = read("paste 1", text.as_bytes());
    let texts: Vec<&str> = found
        .iter()
        .map(|piece| match &piece.content {
            Content::Message(text) => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, text.lines().collect::<Vec<_>>());
}

#[test]
fn an_error_of_another_service_is_no_probes_message() {
    let text = r#"{"error": {"code": "AuthorizationFailed", "message": "The client 'x' does not have authorization to perform action"}}"#;
    assert_eq!(one(text).kind(), Kind::Unreadable);
    // Too short to be told from somebody's own word, but for the name above it.
    let success = |name: &str| one(&format!(r#"{{"{name}": "Success"}}"#)).content;
    assert_eq!(success("message"), Content::Unreadable);
    assert_eq!(
        success("healthProbeLog"),
        Content::Message("Success".to_owned())
    );
}

#[test]
fn a_report_that_lost_lines_keeps_its_servers() {
    let text = fixture("cli.json");
    let lines: Vec<&str> = text.lines().collect();
    for lost in [1, 2] {
        for from in 0..lines.len() {
            let (kept, cut): (Vec<_>, Vec<_>) = lines
                .iter()
                .enumerate()
                .partition(|(at, _)| !(from..from + lost).contains(at));
            let join = |lines: Vec<(usize, &&str)>| {
                let lines: Vec<&str> = lines.into_iter().map(|(_, line)| *line).collect();
                lines.join("\n")
            };
            let (kept, cut) = (join(kept), join(cut));
            let expected: Vec<&str> = ["10.1.0.4", "10.1.0.5", "api.contoso.com"]
                .into_iter()
                .filter(|address| !cut.contains(address))
                .collect();
            let found = addresses(&read("paste 1", kept.as_bytes()));
            assert_eq!(found, expected, "without line {from}, {lost}: {cut}");
        }
    }
}

#[test]
fn a_list_that_was_cut_off_is_not_known_to_be_empty() {
    let text = fixture("cli.json");
    for (at, _) in text.char_indices() {
        let found = read("paste 1", text.split_at(at).0.as_bytes());
        for piece in found {
            let Content::Health(report) = piece.content else {
                continue;
            };
            let settings: Vec<_> = report
                .pools
                .iter()
                .flat_map(|pool| &pool.settings)
                .collect();
            let read = settings.iter().all(|setting| !setting.servers.is_empty());
            assert!(read && !settings.is_empty(), "{}", text.split_at(at).0);
        }
    }
}

#[test]
fn words_behind_a_list_that_nothing_closes_are_no_servers() {
    let text = "\"servers\": [\n  {\n    \"address\": \"10.0.0.4\",\n    \"health\": \"Healthy\"\n  },\n\nRegards\nAda";
    assert_eq!(addresses(&read("paste 1", text.as_bytes())), ["10.0.0.4"]);
}
