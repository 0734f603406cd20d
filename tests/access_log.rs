//! The access log in every shape in which people have it, and who answered.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::Path;

use appgw_doctor::access_log::{Traffic, Who};
use appgw_doctor::diagnosis::{Case, Diagnosis, Outcome, Typed, diagnose};
use appgw_doctor::evidence::{self, Kind};
use appgw_doctor::guide::situation::{Situation, State};
use appgw_doctor::guide::{self, Topic, playbook};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;

fn file(folder: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read_to_string(path.join(folder).join(name)).unwrap()
}

fn case(text: &str) -> Case {
    Case {
        evidence: evidence::read("paste 1", text.as_bytes()),
        typed: Typed::default(),
        at: Timestamp::parse("2026-11-21T06:00:00Z").unwrap(),
        roots: None,
    }
}

fn read(name: &str) -> (Diagnosis, Traffic) {
    let case = case(&file("access_log", name));
    let kinds: Vec<Kind> = case.evidence.iter().map(|piece| piece.kind()).collect();
    assert_eq!(kinds, [Kind::AccessLog], "{name}: {:?}", case.evidence);
    let diagnosis = diagnose(&case);
    let traffic = diagnosis.traffic.clone().unwrap();
    (diagnosis, traffic)
}

#[test]
fn rows_of_azure_diagnostics() {
    let (diagnosis, traffic) = read("azure_diagnostics.json");
    assert_eq!((traffic.requests, traffic.internal), (2, 1));
    let group = &traffic.failed[0];
    assert_eq!((group.count, group.who), (1, Who::NoServer));
    assert_eq!(group.pool.as_deref(), Some("web-pool"));
    assert_eq!(group.span.unwrap().0.to_string(), "2026-11-20T08:00:01Z");
    let check = diagnosis
        .checks
        .iter()
        .find(|check| check.id == "access-log-errors");
    assert_eq!(check.unwrap().outcome, Outcome::Fail);
}

#[test]
fn tables_of_agw_access_logs() {
    let (_, traffic) = read("agw_access_logs.json");
    assert_eq!(traffic.failed[0].count, 2);
    assert_eq!(traffic.failed[0].who, Who::SlowServer);
    assert_eq!(traffic.failed[0].time_taken.unwrap().to_string(), "40.011");
    assert_eq!(traffic.failed[1].who, Who::Client);
    assert_eq!(traffic.server_errors(), 2);
}

#[test]
fn lines_and_records_as_storage_holds_them() {
    for name in ["storage.jsonl", "records.json"] {
        let (diagnosis, traffic) = read(name);
        assert_eq!(traffic.requests, 3, "{name}");
        let who: Vec<Who> = traffic.failed.iter().map(|group| group.who).collect();
        assert_eq!(who, [Who::ClosedByServer, Who::Server], "{name}");
        assert_eq!(diagnosis.gateways.len(), 1, "{name}");
    }
}

#[test]
fn a_v1_row_hides_the_server_in_its_query_and_counts_milliseconds() {
    let (_, traffic) = read("v1.json");
    let group = &traffic.failed[0];
    assert_eq!(group.server.as_deref(), Some("10.0.0.4"));
    assert_eq!(group.time_taken.unwrap().to_string(), "20.031");
}

#[test]
fn a_table_saved_by_the_portal() {
    let (_, traffic) = read("export.csv");
    assert_eq!(traffic.requests, 2);
    let who: Vec<Who> = traffic.failed.iter().map(|group| group.who).collect();
    assert_eq!(who, [Who::NoServer, Who::Server]);
    assert_eq!(traffic.span.unwrap().1.to_string(), "2026-11-20T08:00:05Z");
}

#[test]
fn what_a_query_counted_counts() {
    let (_, traffic) = read("summarised.json");
    assert_eq!((traffic.requests, traffic.server_errors()), (9439, 418));
}

#[test]
fn all_healthy_with_errors_is_walked() {
    let text = file("examples", "healthy-but-failing.json");
    let case = case(&text);
    let diagnosis = diagnose(&case);
    assert!(diagnosis.may_fail_though_healthy());
    let situation = Situation::of_pool(&case, &diagnosis, &diagnosis.pools[0]);
    let steps = guide::walk(playbook::entry(Topic::HealthyButFailing), &situation);
    let answer = |id: &str| {
        let step = steps.iter().find(|guided| guided.step.id == id).unwrap();
        (
            step.answer.state,
            step.answer.because.clone().unwrap_or_default(),
        )
    };
    let (state, because) = answer("healthy-but-failing/app-service-host");
    assert_eq!(state, State::Culprit);
    assert!(because.contains("shop-app.azurewebsites.net") && because.contains("app-https"));
    let (state, because) = answer("healthy-but-failing/request-timeout");
    assert_eq!(state, State::Culprit);
    assert!(
        because.contains("at a request timeout of 20 s"),
        "{because}"
    );
    assert_eq!(answer("healthy-but-failing/who-answers").0, State::Done);
}

#[test]
fn a_setting_with_a_host_of_its_own_is_in_order() {
    let text = file("examples", "healthy-but-failing.json").replace(
        "\"pickHostNameFromBackendAddress\": false",
        "\"pickHostNameFromBackendAddress\": true",
    );
    let case = case(&text);
    let diagnosis = diagnose(&case);
    let situation = Situation::of_pool(&case, &diagnosis, &diagnosis.pools[0]);
    let steps = guide::walk(playbook::entry(Topic::HealthyButFailing), &situation);
    let step = steps
        .iter()
        .find(|guided| guided.step.id == "healthy-but-failing/app-service-host");
    assert_eq!(step.unwrap().answer.state, State::Done);
}

#[test]
fn a_report_with_a_failing_server_is_not_all_healthy() {
    let text = file("examples", "healthy-but-failing.json").replace("\"Healthy\"", "\"Unhealthy\"");
    assert!(!diagnose(&case(&text)).may_fail_though_healthy());
    assert!(!diagnose(&case("null")).may_fail_though_healthy());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever becomes of a log, it is read without a panic, and no request is counted twice.
    #[test]
    fn damage_never_panics(
        which in 0..7_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..8),
    ) {
        let names = ["azure_diagnostics.json", "agw_access_logs.json", "storage.jsonl", "records.json", "v1.json", "export.csv", "summarised.json"];
        let mut text: Vec<char> = file("access_log", names[which]).chars().collect();
        for (at, with) in edits {
            let at = at.index(text.len());
            text[at] = with;
        }
        let text: String = text.into_iter().collect();
        if let Some(traffic) = diagnose(&case(&text)).traffic {
            let failed: u64 = traffic.failed.iter().fold(0, |sum, group| sum.saturating_add(group.count));
            prop_assert!(failed <= traffic.requests);
            prop_assert!(traffic.failed.iter().all(|group| !group.because.is_empty()));
        }
    }
}
