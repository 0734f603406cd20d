//! The page's examples: each leads to what it is an example of. Their names are their topics'.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;

use appgw_doctor::diagnosis::{Case, Diagnosis, PoolState, Typed, diagnose};
use appgw_doctor::evidence::{self, Kind};
use appgw_doctor::guide::Topic;
use appgw_doctor::time::Timestamp;

fn examples() -> Vec<(Topic, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/examples");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let topic = Topic::from_id(stem).unwrap_or_else(|| panic!("{stem} is no topic"));
        let case = Case {
            evidence: evidence::read("example", &fs::read(&path).unwrap()),
            typed: Typed::default(),
            at: Timestamp::parse("2026-11-21T00:00:00Z").unwrap(),
            roots: None,
        };
        found.push((topic, case));
    }
    found
}

fn shows(diagnosis: &Diagnosis, topic: Topic) -> bool {
    let pool = |state| diagnosis.pools.iter().any(|pool| pool.state == state);
    match topic {
        Topic::Fault(fault) => diagnosis
            .problems
            .iter()
            .any(|problem| problem.fault == fault),
        Topic::Degraded => pool(PoolState::Degraded),
        Topic::UnhealthyPool => pool(PoolState::Unhealthy),
        Topic::HealthyButFailing => diagnosis.may_fail_though_healthy(),
    }
}

#[test]
fn every_topic_has_an_example_that_shows_it() {
    let examples = examples();
    for topic in Topic::all() {
        let found = examples.iter().filter(|(shown, _)| *shown == topic).count();
        assert_eq!(found, 1, "{}", topic.id());
    }
    for (topic, case) in &examples {
        let diagnosis = diagnose(case);
        assert!(shows(&diagnosis, *topic), "{}: {diagnosis:#?}", topic.id());
    }
}

#[test]
fn an_example_of_a_fault_shows_no_other() {
    for (topic, case) in examples() {
        let Topic::Fault(fault) = topic else {
            continue;
        };
        for problem in diagnose(&case).problems {
            assert_eq!(problem.fault, fault);
        }
    }
}

#[test]
fn nothing_in_an_example_is_left_unread() {
    for (topic, case) in examples() {
        for piece in &case.evidence {
            assert_ne!(piece.kind(), Kind::Unreadable, "{}: {piece:?}", topic.id());
        }
    }
}
