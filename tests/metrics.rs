//! Metrics in every shape in which people have them, and what is made of them.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::Path;

use appgw_doctor::diagnosis::{Case, Diagnosis, Outcome, Typed, diagnose};
use appgw_doctor::evidence::{self, Content, Evidence, Kind};
use appgw_doctor::guide::situation::{Situation, State as StepState};
use appgw_doctor::guide::{self, Topic, playbook};
use appgw_doctor::metrics::{History, State};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/metrics");
    std::fs::read_to_string(path.join(name)).unwrap()
}

fn case(texts: &[&str]) -> Case {
    let read = |text: &&str| evidence::read("paste 1", text.as_bytes());
    Case {
        evidence: texts.iter().flat_map(read).collect(),
        typed: Typed::default(),
        at: Timestamp::parse("2026-11-21T06:00:00Z").unwrap(),
        roots: None,
    }
}

fn read(name: &str) -> (Vec<Evidence>, Diagnosis) {
    let case = case(&[&fixture(name)]);
    let diagnosis = diagnose(&case);
    (case.evidence, diagnosis)
}

fn only(diagnosis: &Diagnosis) -> &History {
    assert_eq!(diagnosis.histories.len(), 1, "{:?}", diagnosis.histories);
    &diagnosis.histories[0]
}

fn notes(evidence: &[Evidence]) -> String {
    let notes = evidence.iter().flat_map(|piece| &piece.notes);
    notes
        .map(|note| note.text.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn azure_cli_json_per_pool_and_setting() {
    let (evidence, diagnosis) = read("cli.json");
    assert_eq!(evidence.len(), 1);
    assert_eq!(evidence[0].kind(), Kind::Metrics);
    assert_eq!(evidence[0].notes, []);
    assert_eq!(
        diagnosis.gateways[0].id.gateway.as_deref(),
        Some("agw-shop")
    );
    let [web, api] = diagnosis.histories.as_slice() else {
        panic!("{:?}", diagnosis.histories);
    };
    assert_eq!(web.label(), "pool web-pool, setting https");
    assert_eq!(web.interval, Some(3600));
    assert_eq!(
        web.first_drop().unwrap().from.to_string(),
        "2026-11-19T14:00:00Z"
    );
    assert_eq!(web.first_drop().unwrap().worst, State::Down);
    assert!(web.goes_on() && !web.is_flapping());
    assert_eq!(web.gaps.len(), 1);
    assert_eq!(web.gaps[0].from.to_string(), "2026-11-18T20:00:00Z");
    assert_eq!(web.gaps[0].to.to_string(), "2026-11-18T23:00:00Z");
    assert_eq!(api.episodes.len(), 3);
    assert!(api.is_flapping() && !api.goes_on());
    let outcomes = diagnosis
        .checks
        .iter()
        .filter(|check| check.id == "pool-history");
    let outcomes: Vec<_> = outcomes.map(|check| check.outcome).collect();
    assert_eq!(outcomes, [Outcome::Fail, Outcome::Warn]);
}

#[test]
fn without_a_dimension_and_without_an_average() {
    let (evidence, diagnosis) = read("no_dimension.json");
    let history = only(&diagnosis);
    assert_eq!(history.label(), "the whole gateway");
    assert_eq!(history.interval, Some(300));
    assert_eq!(
        history.first_drop().unwrap().from.to_string(),
        "2026-11-20T08:10:00Z"
    );
    let notes = notes(&evidence);
    for part in [
        "CapacityUnits",
        "the maximum",
        "Throttled",
        "not split by pool",
    ] {
        assert!(notes.contains(part), "{part}: {notes}");
    }
}

#[test]
fn powershell_json_with_both_spellings_of_a_time() {
    let (evidence, diagnosis) = read("powershell.json");
    assert_eq!(evidence.len(), 1, "{evidence:?}");
    let history = only(&diagnosis);
    assert_eq!(history.states, [State::Well, State::Degraded]);
}

#[test]
fn a_table_saved_for_excel_with_decimal_commas_and_days_first() {
    let (evidence, diagnosis) = read("portal_excel.csv");
    let history = only(&diagnosis);
    assert_eq!(history.label(), "pool web-pool, setting https");
    assert_eq!(history.samples.len(), 24);
    assert_eq!(
        history.first_drop().unwrap().from.to_string(),
        "2026-11-20T09:00:00Z"
    );
    assert_eq!(history.samples[9].healthy.unwrap().to_string(), "1.5");
    assert_eq!(history.gaps.len(), 1);
    assert!(history.local_time);
    assert!(history.sentences().join(" ").contains("may be local ones"));
    assert!(!notes(&evidence).contains("two ways"));
}

#[test]
fn an_american_table_whose_metric_stands_above_it() {
    let (evidence, diagnosis) = read("portal_us.csv");
    let [web, api] = diagnosis.histories.as_slice() else {
        panic!("{evidence:?}");
    };
    assert_eq!(web.label(), "pool web-pool, setting https");
    assert_eq!(
        web.first_drop().unwrap().from.to_string(),
        "2026-11-20T08:30:00Z"
    );
    assert!(api.episodes.is_empty());
}

#[test]
fn dates_that_can_be_read_two_ways_are_said_to() {
    let (evidence, diagnosis) = read("ambiguous.csv");
    let history = only(&diagnosis);
    assert!(!history.local_time);
    // The average, though the minimum stands first.
    assert_eq!(history.samples[2].healthy.unwrap().to_string(), "0.4");
    assert_eq!(history.samples[0].at.to_string(), "2026-03-11T00:00:00Z");
    let notes = notes(&evidence);
    assert!(notes.contains("month first"), "{notes}");
}

#[test]
fn a_table_of_azure_cli_in_which_a_value_is_missing() {
    let (_, diagnosis) = read("cli_table.txt");
    let [web, api] = diagnosis.histories.as_slice() else {
        panic!("{:?}", diagnosis.histories);
    };
    assert_eq!(web.states, [State::Well, State::Unknown, State::Degraded]);
    assert_eq!(api.samples.len(), 1);
}

#[test]
fn numbers_over_time_of_something_else_are_no_metrics() {
    let table = "Time,Value\n2026-11-20 08:00,1\n2026-11-20 09:00,2\n";
    for piece in evidence::read("paste 1", table.as_bytes()) {
        assert_ne!(piece.kind(), Kind::Metrics, "{piece:?}");
    }
    let other = r#"{"cost":0,"interval":"PT1M","timespan":"a/b","value":[{"name":{"value":"CapacityUnits"},"timeseries":[{"data":[{"timeStamp":"2026-11-20T08:00:00Z","average":1.0}]}]}]}"#;
    let piece = evidence::read("paste 1", other.as_bytes()).remove(0);
    assert_eq!(piece.content, Content::Recognised(Kind::Metrics));
    assert!(piece.notes[0].text.contains("CapacityUnits"));
}

const REPORT: &str = r#"{"backendAddressPools":[{"backendAddressPool":{"id":"/subscriptions/1f0c7d32-5a8e-4c11-9c54-0d6b1e1f2a34/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop/backendAddressPools/web-pool"},"backendHttpSettingsCollection":[{"backendHttpSettings":{"id":"/subscriptions/1f0c7d32-5a8e-4c11-9c54-0d6b1e1f2a34/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop/backendHttpSettingsCollection/https"},"servers":[{"address":"10.0.0.4","health":"Unhealthy","healthProbeLog":"Received invalid status code: 503 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code. Either modify probe configuration or resolve backend issues."}]}]}]}"#;

#[test]
fn a_problem_and_the_step_about_metrics_say_when_it_began() {
    let case = case(&[REPORT, &fixture("cli.json")]);
    let diagnosis = diagnose(&case);
    let because = diagnosis.problems[0].because.join(" ");
    assert!(
        because.contains("It began at 2026-11-19 14:00 UTC"),
        "{because}"
    );
    let situation = Situation::of_pool(&case, &diagnosis, &diagnosis.pools[0]);
    let steps = guide::walk(playbook::entry(Topic::UnhealthyPool), &situation);
    let step = steps
        .iter()
        .find(|one| one.step.id == "pool/metrics")
        .unwrap();
    assert_eq!(step.answer.state, StepState::Done);
    let said = step.answer.because.as_deref().unwrap();
    assert!(said.contains("2026-11-19 14:00 UTC"), "{said}");
    // Without them it says what to paste.
    let case = self::case(&[REPORT]);
    let diagnosis = diagnose(&case);
    let situation = Situation::of_pool(&case, &diagnosis, &diagnosis.pools[0]);
    let steps = guide::walk(playbook::entry(Topic::UnhealthyPool), &situation);
    let step = steps
        .iter()
        .find(|one| one.step.id == "pool/metrics")
        .unwrap();
    assert_eq!(step.answer.state, StepState::Needs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever becomes of a file, it is read without a panic, and what is read can be told.
    #[test]
    fn damage_never_panics(
        which in 0..6_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..8),
    ) {
        let names = ["no_dimension.json", "powershell.json", "portal_excel.csv", "portal_us.csv", "ambiguous.csv", "cli_table.txt"];
        let mut text: Vec<char> = fixture(names[which]).chars().collect();
        for (at, with) in edits {
            let at = at.index(text.len());
            text[at] = with;
        }
        let text: String = text.into_iter().collect();
        let diagnosis = diagnose(&case(&[&text]));
        for history in &diagnosis.histories {
            prop_assert!(!history.sentences().is_empty());
            prop_assert_eq!(history.samples.len(), history.states.len());
            let mut times = history.samples.iter().zip(history.samples.iter().skip(1));
            prop_assert!(times.all(|(one, next)| one.at < next.at));
        }
    }
}
