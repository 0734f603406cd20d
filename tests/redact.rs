//! Redaction: nothing that is hidden leaves, and the diagnosis stays the same.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use appgw_doctor::certificate::Certificate;
use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{Case, Diagnosis, diagnose};
use appgw_doctor::evidence::Content;
use appgw_doctor::gateway::field::Field;
use appgw_doctor::gateway::{BackendSetting, Probe, ResourceId};
use appgw_doctor::guide::Topic;
use appgw_doctor::report;
use appgw_doctor::share::redact::{Class, Hidden, Redacted, redact};
use appgw_doctor::share::{
    Mark, Origin, SavedCase, SavedMark, SavedSource, file, link, problem_key,
};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

static ROOTS: LazyLock<Arc<RootList>> =
    LazyLock::new(|| Arc::new(RootList::parse(include_bytes!("../data/roots.bin")).unwrap()));

fn at() -> Timestamp {
    Timestamp::parse("2026-11-21T08:00:00Z").unwrap()
}

fn case_of(name: &str, bytes: Vec<u8>) -> SavedCase {
    SavedCase {
        sources: vec![SavedSource {
            name: name.to_owned(),
            origin: Origin::File,
            bytes,
            removed: Vec::new(),
        }],
        ..SavedCase::default()
    }
}

fn judged(saved: &SavedCase) -> (Case, Diagnosis) {
    let case = Case {
        evidence: saved.evidence(),
        typed: saved.typed.clone(),
        at: saved.as_of.unwrap_or(at()),
        roots: Some(ROOTS.clone()),
    };
    let diagnosis = diagnose(&case);
    (case, diagnosis)
}

fn redacted(saved: &SavedCase, hidden: Hidden) -> Redacted {
    redact(saved, hidden, at(), Some(&ROOTS))
}

/// What a diagnosis says, but for names.
fn gist(saved: &SavedCase) -> Value {
    let (case, diagnosis) = judged(saved);
    let report: Value = serde_json::from_str(&report::json::write(&case, &diagnosis)).unwrap();
    let list = |key: &str| report[key].as_array().unwrap().clone();
    json!({
        "verdict": report["verdict"],
        "servers": list("servers").iter().map(|server| json!([
            server["fault"], known_health(&server["health"]), server["details"]["received"], server["details"]["openssl_code"],
        ])).collect::<Vec<_>>(),
        "pools": list("pools").iter().map(|pool| json!([pool["state"], pool["servers"]])).collect::<Vec<_>>(),
        "problems": list("problems").iter().map(|problem| json!([
            problem["fault"], problem["severity"], problem["basis"], problem["servers"], problem["chain"],
            problem["steps"].as_array().unwrap().iter().map(|step| json!([step["id"], step["state"]])).collect::<Vec<_>>(),
        ])).collect::<Vec<_>>(),
        "checks": list("checks").iter().map(|check| json!([check["id"], check["outcome"], check["basis"]])).collect::<Vec<_>>(),
        "chains": list("chains").iter().map(|chain| json!([
            chain["verdict"], chain["predicted"], chain["basis"], chain["faults"], chain["openssl_code"],
            chain["openssl_depth"], chain["root_list"],
            chain["certificates"].as_array().unwrap().iter().map(|one| json!([
                one["position"], one["role"], one["not_after"], one["problems"],
            ])).collect::<Vec<_>>(),
        ])).collect::<Vec<_>>(),
    })
}

/// A value that no document lists is somebody's own text.
fn known_health(health: &Value) -> Value {
    let known = ["healthy", "unhealthy", "unknown", "partial", "draining"];
    match health.as_str() {
        Some(text) if !known.contains(&text) => json!("another"),
        _ => health.clone(),
    }
}

fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [
        "fixtures/evidence",
        "fixtures/examples",
        "fixtures/chains",
        "cli",
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_diagnosis_stays_the_same() {
    let mut wrong = Vec::new();
    for path in fixtures() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let case = case_of(&name, fs::read(&path).unwrap());
        let redacted = redacted(&case, Hidden::default());
        let (before, after) = (gist(&case), gist(&redacted.case));
        if before != after && redacted.left_out.is_empty() {
            for key in [
                "verdict", "servers", "pools", "problems", "checks", "chains",
            ] {
                if before[key] != after[key] {
                    wrong.push(format!("{name} {key}\n  {}\n  {}", before[key], after[key]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Every name of a kind that is hidden, in the evidence of a case.
fn names(saved: &SavedCase) -> BTreeSet<String> {
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

/// Everything that leaves, in every form.
fn outputs(case: &SavedCase) -> String {
    let (judged, diagnosis) = judged(case);
    let mut all = vec![
        file::write(case),
        file::write(&link::read(&link::write(&link::pack(case).unwrap())).unwrap()),
        report::json::write(&judged, &diagnosis),
        report::text::write(&judged, &diagnosis, 100),
        report::markdown::write(&judged, &diagnosis),
    ];
    // Certificates are looked into, too: their texts stand in them as they are.
    for piece in case.evidence() {
        if let Content::Certificates(run) = &piece.content {
            let ders = run
                .elements
                .iter()
                .filter_map(|one| one.certificate()?.der());
            all.extend(ders.map(|der| String::from_utf8_lossy(der).into_owned()));
        }
    }
    all.join("\n").to_lowercase()
}

/// Whether a name stands in a text as a word of its own.
fn stands_in(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap().chars().next_back();
        let behind = text.get(at + name.len()..).unwrap().chars().next();
        !before.is_some_and(part) && !behind.is_some_and(part)
    })
}

#[test]
fn no_name_leaves() {
    let mut wrong = Vec::new();
    for path in fixtures() {
        let case = case_of("contoso-report.json", fs::read(&path).unwrap());
        let text = outputs(&redacted(&case, Hidden::default()).case);
        for name in names(&case)
            .iter()
            .chain([&"contoso-report.json".to_owned()])
        {
            if stands_in(&text, name) {
                wrong.push(format!("{}: {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names made of the gateway's own words are names all the same.
#[test]
fn names_of_common_words_do_not_stay_in_a_message() {
    let message = "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to backend.internal, gateway.local and private-pool.";
    let report = json!({ "backendAddressPools": [{
        "backendAddressPool": { "id": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw/backendAddressPools/private-pool" },
        "backendHttpSettingsCollection": [{ "servers": [
            { "address": "10.0.0.4", "health": "Unhealthy", "healthProbeLog": message }
        ]}]
    }]});
    let case = case_of("report.json", report.to_string().into_bytes());
    let hidden = redacted(&case, Hidden::default()).case;
    let text = outputs(&hidden);
    for name in ["backend.internal", "gateway.local", "private-pool"] {
        assert!(!text.contains(name), "{name}");
    }
    assert_eq!(gist(&hidden), gist(&case));
}

/// What was typed by hand is somebody's as much as what was pasted.
#[test]
fn nothing_typed_leaves_with_its_names() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence/gateway_cli.json");
    let mut case = case_of("gateway.json", fs::read(path).unwrap());
    let setting = judged(&case).0.settings().find_map(|one| one.name.clone());
    case.typed.host = Some("typed-host.fabrikam.example".to_owned());
    for field in Field::all() {
        let typed = format!("typed-{}.fabrikam.example", field.id());
        case.typed.set_value(setting.as_deref(), field, &typed);
    }
    let other = Some("typed-setting");
    case.typed.set_value(other, Field::Path, "/typed/path");
    case.typed
        .set_value(setting.as_deref(), Field::Interval, "45");
    let hidden = redacted(&case, Hidden::default()).case;
    let text = outputs(&hidden);
    assert!(!text.contains("typed-") && !text.contains("fabrikam") && !text.contains("/typed"));
    assert_eq!(hidden.typed.values.len(), case.typed.values.len());
    assert_eq!(gist(&hidden), gist(&case));
    let known = hidden.typed.values.iter().find(|value| value.text == "45");
    let renamed = judged(&hidden)
        .0
        .settings()
        .find_map(|one| one.name.clone());
    assert_eq!(known.unwrap().setting, renamed);
}

/// What is looked for above is there as long as nothing hides it.
#[test]
fn with_nothing_hidden_all_of_it_leaves() {
    let mut found = 0;
    for path in fixtures() {
        let case = case_of("contoso-report.json", fs::read(&path).unwrap());
        let shown = redacted(&case, Hidden::NOTHING);
        assert_eq!(shown.case.sources, case.sources);
        let text = outputs(&shown.case);
        found += names(&case)
            .iter()
            .filter(|name| stands_in(&text, name))
            .count();
    }
    assert!(found > 300, "{found}");
}

#[test]
fn each_class_by_itself_leaves_the_diagnosis_as_it_is() {
    for path in fixtures() {
        let case = case_of("report.json", fs::read(&path).unwrap());
        let before = gist(&case);
        for class in Class::ALL {
            for hidden in [
                Hidden::NOTHING.with(class, true),
                Hidden::default().with(class, false),
            ] {
                let redacted = redacted(&case, hidden);
                if redacted.left_out.is_empty() {
                    assert_eq!(gist(&redacted.case), before, "{} {class:?}", path.display());
                }
            }
        }
    }
}

#[test]
fn what_was_said_of_steps_goes_along() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/examples/body-mismatch.txt");
    let mut case = case_of("a.txt", fs::read(path).unwrap());
    let (_, diagnosis) = judged(&case);
    let problem = diagnosis.problems.first().unwrap();
    let key = problem_key(Topic::Fault(problem.fault), Some(problem));
    case.marks.push(SavedMark {
        problem: key.clone(),
        step: "body-mismatch/look".to_owned(),
        mark: Mark::Done,
    });
    case.chosen.push((key, 0));
    let redacted = redacted(&case, Hidden::default()).case;
    let (_, diagnosis) = judged(&redacted);
    let problem = diagnosis.problems.first().unwrap();
    let key = problem_key(Topic::Fault(problem.fault), Some(problem));
    assert_eq!(redacted.marks[0].problem, key);
    assert_eq!(redacted.chosen, [(key, 0)]);
}

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

/// A gateway and the health of its servers, with made-up names everywhere, and those names.
fn generated() -> impl Strategy<Value = (String, Vec<String>)> {
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
            let mut tokens = names;
            tokens.extend([first, second, ip, subscription.to_owned(), "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0".to_owned()]);
            (evidence.to_string(), tokens)
        })
}

proptest! {
    #[test]
    fn generated_cases_keep_their_diagnosis_and_lose_their_names((text, tokens) in generated(), shown in 0_usize..12) {
        let case = case_of("kim-contoso.json", text.into_bytes());
        let hidden = match Class::ALL.get(shown) {
            Some(class) => Hidden::default().with(*class, false),
            None => Hidden::default(),
        };
        let redacted = redacted(&case, hidden);
        prop_assert!(redacted.left_out.is_empty());
        prop_assert_eq!(gist(&redacted.case), gist(&case));
        if hidden == Hidden::default() {
            let text = outputs(&redacted.case);
            for token in tokens.iter().chain([&"kim-contoso".to_owned()]) {
                prop_assert!(!text.contains(token.as_str()), "{} in {}", token, text);
            }
        }
    }
}
