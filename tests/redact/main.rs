//! Redaction: nothing that is hidden leaves, and the diagnosis stays the same.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{Case, Diagnosis, diagnose};
use appgw_doctor::evidence::Content;
use appgw_doctor::gateway::field::Field;
use appgw_doctor::guide::Topic;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::picture::{Layout, Names, Picture};
use appgw_doctor::report;
use appgw_doctor::share::redact::{Class, Hidden, Redacted, redact};
use appgw_doctor::share::{
    Mark, Origin, SavedCase, SavedMark, SavedSource, file, link, problem_key,
};
use appgw_doctor::time::Timestamp;
use serde_json::{Value, json};

mod compared;
mod cut;
mod generated;
mod hostile;
mod names;

use names::names;

static ROOTS: LazyLock<Arc<RootList>> =
    LazyLock::new(|| Arc::new(RootList::parse(include_bytes!("../../data/roots.bin")).unwrap()));

fn at() -> Timestamp {
    Timestamp::parse("2026-11-21T08:00:00Z").unwrap()
}

fn case_of(name: &str, bytes: Vec<u8>) -> SavedCase {
    SavedCase {
        sources: vec![SavedSource {
            name: name.to_owned(),
            origin: Origin::File,
            bytes: bytes.into(),
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
        "pools": list("pools").iter().map(|pool| json!([pool["state"], pool["servers"], ways(pool)])).collect::<Vec<_>>(),
        "gateways": list("gateways").iter().map(|gateway| json!([gateway["sku"], gateway["managed_by"]])).collect::<Vec<_>>(),
        "metrics": list("metrics").iter().map(|history| json!([
            history["interval"], history["from"], history["to"], history["local_time"], history["state"],
            history["first_drop"], history["flapping"], history["episodes"], history["gaps"], history["because"],
        ])).collect::<Vec<_>>(),
        "access_log": traffic(&report["access_log"]),
        "healthy_but_failing": report["healthy_but_failing"].as_array().map(|steps| steps.iter().map(|step| json!([step["id"], step["state"]])).collect::<Vec<_>>()),
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

/// How many listeners, host names and paths lead to a pool.
fn ways(pool: &Value) -> Value {
    let Some(ways) = pool["reached_by"].as_array() else {
        return Value::Null;
    };
    let count = |list: &Value| list.as_array().map(Vec::len);
    let ways = ways
        .iter()
        .map(|way| json!([count(&way["host_names"]), count(&way["paths"])]));
    ways.collect()
}

/// The access log but for names.
fn traffic(log: &Value) -> Value {
    let mut log = log.clone();
    if let Some(groups) = log["failed"].as_array_mut() {
        for group in groups {
            for name in ["gateway", "pool", "setting", "server", "error_info"] {
                group.as_object_mut().unwrap().remove(name);
            }
        }
    }
    log
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
        "fixtures/network",
        "fixtures/metrics",
        "fixtures/access_log",
        "fixtures/iac",
        "fixtures/collect",
        "fixtures/found/redact",
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
                "verdict",
                "servers",
                "pools",
                "gateways",
                "metrics",
                "access_log",
                "healthy_but_failing",
                "problems",
                "checks",
                "chains",
            ] {
                if before[key] != after[key] {
                    wrong.push(format!("{name} {key}\n  {}\n  {}", before[key], after[key]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_once_differed_stays_the_same_whatever_is_shown() {
    let found = fixtures().into_iter();
    for path in found.filter(|path| path.parent().unwrap().ends_with("found/redact")) {
        let case = case_of("report.json", fs::read(&path).unwrap());
        let before = gist(&case);
        for class in Class::ALL {
            let redacted = redacted(&case, Hidden::default().with(class, false));
            assert!(redacted.left_out.is_empty(), "{}", path.display());
            let after = gist(&redacted.case);
            assert_eq!(before, after, "{} {class:?}", path.display());
        }
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
        report::short::write(&judged, &diagnosis),
    ];
    for problem in &diagnosis.problems {
        let names = Names::of(&Situation::of_problem(&judged, &diagnosis, problem));
        let picture = Picture::from_fault(problem.fault, &problem.details, &names);
        all.push(picture.draw(Layout::Wide).to_svg());
    }
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

/// What is a secret leaves in no form, even where nothing is hidden, and the reader says so.
#[test]
fn credentials_are_cut_out_when_a_source_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/share/template_with_secrets.json");
    let pieces = appgw_doctor::evidence::read("template.json", &fs::read(path).unwrap());
    let shown = format!("{pieces:?}");
    assert!(!shown.contains("Winter-4711") && !shown.contains("aB3dE5fG7hI9jK1"));
    let mut notes = pieces.iter().flat_map(|piece| &piece.notes);
    assert!(notes.any(|note| note.text.starts_with("A password, key or token")));
}

/// No fixture of what people paste holds one: what is found in them would be a false alarm.
#[test]
fn ids_and_thumbprints_are_no_credentials() {
    for path in fixtures() {
        let text = fs::read(&path).unwrap();
        let found = appgw_doctor::evidence::credential::cut(&String::from_utf8_lossy(&text));
        assert_eq!(found, None, "{}", path.display());
    }
}
