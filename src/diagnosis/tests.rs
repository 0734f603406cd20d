//! What rows, messages and configuration come to, on cases built by hand.

use std::sync::Arc;

use super::*;
use crate::evidence::{Evidence, HealthReport, PoolHealth, Position, ServerHealth, SettingHealth};
use crate::fault::{Basis, Fault};
use crate::gateway::{BackendSetting, GatewayConfig, Health, Protocol, ResourceId, Sku};

pub(super) const OK: &str = "Success. Received 200 status code";
pub(super) const REFUSED: &str = "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port.";
pub(super) const NOT_FOUND: &str = "Received invalid status code: 404 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.";
pub(super) const FORBIDDEN: &str = "Received invalid status code: 403 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.";

pub(super) fn case(content: impl IntoIterator<Item = Content>) -> Case {
    let piece = |content| Evidence {
        source: "paste 1".to_owned(),
        position: Position::START,
        notes: Vec::new(),
        content,
    };
    Case {
        evidence: content.into_iter().map(piece).collect(),
        typed: Typed::default(),
        at: Timestamp::parse("2026-11-21T00:00:00Z").unwrap(),
        roots: None,
    }
}

pub(super) fn id(kind: &str, name: &str) -> ResourceId {
    ResourceId::parse(&format!(
        "/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop/{kind}/{name}"
    ))
    .unwrap()
}

/// A row: address, health, message.
type Row = (&'static str, &'static str, &'static str);

fn pool(name: &str, setting: &str, rows: &[Row]) -> PoolHealth {
    let server = |(address, health, message): &Row| ServerHealth {
        address: Some((*address).into()),
        health: (!health.is_empty()).then(|| Health::parse(health)),
        message: (!message.is_empty()).then(|| (*message).into()),
        error_name: None,
        position: Position::START,
    };
    PoolHealth {
        name: Some(name.to_owned()),
        id: id("backendAddressPools", name),
        settings: vec![SettingHealth {
            setting: BackendSetting {
                name: Some(setting.to_owned()),
                id: id("backendHttpSettingsCollection", setting),
                ..BackendSetting::default()
            },
            servers: rows.iter().map(server).collect(),
            cut: false,
        }],
    }
}

pub(super) fn report(pools: Vec<PoolHealth>) -> Content {
    Content::Health(Arc::new(HealthReport {
        pools,
        ..HealthReport::default()
    }))
}

pub(super) fn one_pool(rows: &[Row]) -> Content {
    report(vec![pool("web", "https", rows)])
}

fn one_row(health: &'static str, message: &'static str) -> Diagnosis {
    diagnose(&case([one_pool(&[("10.0.0.4", health, message)])]))
}

fn check<'a>(diagnosis: &'a Diagnosis, id: &str) -> Vec<&'a Check> {
    diagnosis
        .checks
        .iter()
        .filter(|check| check.id == id)
        .collect()
}

#[test]
fn what_a_row_stands_for() {
    use Severity::{Error, Info, Warning};
    let rows = [
        ("Healthy", OK, None),
        ("Healthy", "", None),
        ("Up", "", None),
        ("Partial", "", None),
        ("Draining", OK, None),
        ("Healthy", NOT_FOUND, Some((Fault::StatusMismatch, Warning))),
        ("Partial", REFUSED, Some((Fault::TcpConnect, Warning))),
        (
            "Healthy",
            "A new sentence.",
            Some((Fault::Unrecognised, Info)),
        ),
        ("Unhealthy", "", Some((Fault::NoMessage, Error))),
        ("Down", REFUSED, Some((Fault::TcpConnect, Error))),
        ("Unhealthy", OK, Some((Fault::NoMessage, Error))),
        (
            "Unhealthy",
            "A new sentence.",
            Some((Fault::Unrecognised, Error)),
        ),
        ("Unknown", "", Some((Fault::HealthUnknown, Error))),
        ("Unknown", REFUSED, Some((Fault::TcpConnect, Error))),
        ("Wobbly", "", None),
        ("Wobbly", REFUSED, Some((Fault::TcpConnect, Error))),
        ("", "", None),
        ("", NOT_FOUND, Some((Fault::StatusMismatch, Error))),
    ];
    for (health, message, expected) in rows {
        let diagnosis = one_row(health, message);
        let row = format!("{health} / {message}");
        let server = &diagnosis.servers[0];
        assert_eq!(server.fault, expected.map(|(fault, _)| fault), "{row}");
        match (expected, diagnosis.problems.as_slice()) {
            (None, []) => {}
            (Some((fault, severity)), [problem]) => {
                assert_eq!(
                    (problem.fault, problem.severity),
                    (fault, severity),
                    "{row}"
                );
                assert_eq!(problem.servers, [0], "{row}");
                assert!(!problem.because.is_empty(), "{row}");
            }
            (_, other) => panic!("{row}: {other:?}"),
        }
    }
}

#[test]
fn servers_share_a_problem_by_fault_and_parameters() {
    let rows = [
        ("10.0.0.4", "Unhealthy", NOT_FOUND),
        ("10.0.0.5", "Unhealthy", FORBIDDEN),
        ("10.0.0.6", "Unhealthy", NOT_FOUND),
        ("10.0.0.7", "Healthy", NOT_FOUND),
        ("10.0.0.8", "Healthy", OK),
    ];
    let found = diagnose(&case([one_pool(&rows)]));
    let groups: Vec<_> = found
        .problems
        .iter()
        .map(|p| (p.servers.clone(), p.severity))
        .collect();
    assert_eq!(
        groups,
        [
            (vec![0, 2], Severity::Error),
            (vec![1], Severity::Error),
            (vec![3], Severity::Warning)
        ]
    );
    let problem = &found.problems[0];
    assert_eq!(problem.details.received.as_deref(), Some("404"));
    assert_eq!(problem.details.expected.as_deref(), Some("200-399"));
    assert_eq!(problem.message.as_deref(), Some(NOT_FOUND));
    assert_eq!(
        problem.because,
        [
            "10.0.0.4, 10.0.0.6 (pool web, setting https) are unhealthy.".to_owned(),
            format!("The probe's message: \"{NOT_FOUND}\""),
            "10.0.0.8 passes the same probe through the same setting: look at what is different at the servers that fail, or on the way to them.".to_owned(),
        ]
    );
}

#[test]
fn messages_that_no_rule_knows_stay_apart() {
    let rows = [
        ("10.0.0.4", "Unhealthy", "A new sentence."),
        ("10.0.0.5", "Unhealthy", "Another new sentence."),
        ("10.0.0.6", "Unhealthy", "A new sentence."),
    ];
    let found = diagnose(&case([one_pool(&rows)]));
    let groups: Vec<_> = found.problems.iter().map(|p| p.servers.clone()).collect();
    assert_eq!(groups, [vec![0, 2], vec![1]]);
    assert!(
        found
            .problems
            .iter()
            .all(|p| p.fault == Fault::Unrecognised)
    );
}

#[test]
fn a_pool_without_a_healthy_server_comes_first() {
    let found = diagnose(&case([report(vec![
        pool(
            "big",
            "https",
            &[
                ("10.0.0.4", "Unhealthy", NOT_FOUND),
                ("10.0.0.5", "Unhealthy", NOT_FOUND),
                ("10.0.0.6", "Healthy", OK),
            ],
        ),
        pool("small", "https", &[("10.0.1.4", "Unhealthy", REFUSED)]),
        pool("silent", "https", &[("10.0.2.4", "Unhealthy", "")]),
    ])]));
    let faults: Vec<_> = found.problems.iter().map(|p| p.fault).collect();
    assert_eq!(
        faults,
        [Fault::TcpConnect, Fault::StatusMismatch, Fault::NoMessage]
    );
    let states: Vec<_> = found.pools.iter().map(|pool| pool.state).collect();
    assert_eq!(
        states,
        [
            PoolState::Degraded,
            PoolState::Unhealthy,
            PoolState::Unhealthy
        ]
    );
    assert_eq!(found.pools[1].servers, [3]);
    let outcomes: Vec<_> = check(&found, "pool-no-healthy-server")
        .iter()
        .map(|check| check.outcome)
        .collect();
    assert_eq!(outcomes, [Outcome::Pass, Outcome::Fail, Outcome::Fail]);
}

#[test]
fn servers_that_pass_beside_those_that_fail_are_told() {
    let passes = |rows: &[Row]| {
        let found = diagnose(&case([one_pool(rows)]));
        let [problem] = found.problems.as_slice() else {
            panic!("{:?}", found.problems);
        };
        let because = problem.because.iter();
        let mut told = because.filter(|text| text.contains("the same probe through"));
        told.next().cloned()
    };
    let fails = ("10.0.0.4", "Unhealthy", REFUSED);
    let (one, two) = (("10.0.0.5", "Healthy", OK), ("10.0.0.6", "Healthy", ""));
    let told = passes(&[fails, one]).unwrap();
    assert!(told.starts_with("10.0.0.5 passes "), "{told}");
    let told = passes(&[one, fails, two]).unwrap();
    assert!(
        told.starts_with("10.0.0.5 and another server pass "),
        "{told}"
    );
    assert_eq!(passes(&[fails]), None);
    // Kept in service by the probe's least number of servers, whatever it answers.
    let kept = ("10.0.0.7", "Healthy", REFUSED);
    let found = diagnose(&case([one_pool(&[fails, kept])]));
    let mut because = found.problems.iter().flat_map(|one| &one.because);
    assert!(!because.any(|text| text.contains("the same probe through")));
    // Servers of two settings that fail alike: what differs is not in either.
    let found = diagnose(&case([report(vec![
        pool("web", "https", &[fails, one]),
        pool("web", "http", &[fails, one]),
    ])]));
    let mut because = found.problems.iter().flat_map(|one| &one.because);
    assert!(!because.any(|text| text.contains("the same probe through")));
}

#[test]
fn what_counts_as_a_healthy_server() {
    for (healths, state, outcome) in [
        (
            &["Healthy", "Up"][..],
            PoolState::Healthy,
            Some(Outcome::Pass),
        ),
        (
            &["Healthy", "Partial"],
            PoolState::Degraded,
            Some(Outcome::Pass),
        ),
        (&["Partial"], PoolState::Unknown, Some(Outcome::Warn)),
        (
            &["Draining", "Unknown"],
            PoolState::Unhealthy,
            Some(Outcome::Fail),
        ),
        (
            &["Unhealthy", "Unknown"],
            PoolState::Unhealthy,
            Some(Outcome::Fail),
        ),
        (
            &["Unknown", "Unknown"],
            PoolState::Unknown,
            Some(Outcome::Unknown),
        ),
        (&[], PoolState::Empty, None),
    ] {
        let rows: Vec<Row> = healths
            .iter()
            .map(|health| ("10.0.0.4", *health, ""))
            .collect();
        let found = diagnose(&case([one_pool(&rows)]));
        assert_eq!(found.pools[0].state, state, "{healths:?}");
        let healthy = check(&found, "pool-no-healthy-server");
        assert_eq!(
            healthy.first().map(|check| check.outcome),
            outcome,
            "{healths:?}"
        );
        let empty = check(&found, "pool-empty")[0].outcome;
        assert_eq!(empty == Outcome::Fail, healths.is_empty(), "{healths:?}");
    }
}

#[test]
fn a_report_without_pools_is_an_empty_gateway() {
    let found = diagnose(&case([report(Vec::new())]));
    assert_eq!(check(&found, "pool-empty")[0].outcome, Outcome::Fail);
    assert_eq!(found.verdict, Verdict::Problems);
}

#[test]
fn a_later_report_of_the_same_server_is_newer() {
    let before = [
        ("10.0.0.4", "Unhealthy", REFUSED),
        ("10.0.0.5", "Unhealthy", REFUSED),
    ];
    let after = [
        ("10.0.0.4", "Healthy", OK),
        ("10.0.0.5", "Unhealthy", REFUSED),
    ];
    let found = diagnose(&case([one_pool(&before), one_pool(&after)]));
    let newer: Vec<_> = found
        .servers
        .iter()
        .map(|server| server.newer_than)
        .collect();
    assert_eq!(newer, [None, None, Some(0), Some(1)]);
    let groups: Vec<_> = found
        .problems
        .iter()
        .map(|p| (p.servers.clone(), p.severity))
        .collect();
    assert_eq!(
        groups,
        [(vec![1, 3], Severity::Error), (vec![0], Severity::Info)]
    );
    assert!(found.problems[0].because[0].starts_with("10.0.0.5 ("));

    let fixed = [("10.0.0.4", "Healthy", OK), ("10.0.0.5", "Healthy", OK)];
    let found = diagnose(&case([
        one_pool(&before),
        one_pool(&after),
        one_pool(&fixed),
    ]));
    assert_eq!(found.verdict, Verdict::NothingWrong);
    assert!(
        found
            .problems
            .iter()
            .all(|problem| problem.severity == Severity::Info)
    );
}

#[test]
fn rows_of_one_report_that_look_alike_are_not_newer() {
    let rows = [
        ("10.0.0.4", "Healthy", OK),
        ("10.0.0.4", "Unhealthy", REFUSED),
    ];
    let found = diagnose(&case([one_pool(&rows)]));
    assert!(
        found
            .servers
            .iter()
            .all(|server| server.newer_than.is_none())
    );
    assert_eq!(found.verdict, Verdict::Problems);
}

#[test]
fn a_message_by_itself_is_a_problem_without_servers() {
    for (text, fault) in [
        (NOT_FOUND, Fault::StatusMismatch),
        ("A new sentence.", Fault::Unrecognised),
        ("The request to the backend timed out", Fault::Unrecognised),
        (
            "Backend pool [web] has no healthy servers that can handle the request",
            Fault::NoMessage,
        ),
    ] {
        let found = diagnose(&case([Content::Message(text.to_owned())]));
        let problem = &found.problems[0];
        assert_eq!(problem.fault, fault, "{text}");
        assert!(
            problem.servers.is_empty() && found.servers.is_empty(),
            "{text}"
        );
        assert_eq!(problem.message.as_deref(), Some(text));
        assert!(problem.because[0].contains(text), "{text}");
        assert_eq!(found.verdict, Verdict::Problems);
    }
    let found = diagnose(&case([Content::Message(OK.to_owned())]));
    assert!(found.problems.is_empty());
    assert_eq!(found.verdict, Verdict::NothingWrong);
}

#[test]
fn a_message_said_twice_is_one_problem() {
    let message = |text: &str| Content::Message(text.to_owned());
    let rows = report(vec![pool(
        "web",
        "https",
        &[("10.0.0.4", "Unhealthy", NOT_FOUND)],
    )]);
    let found = diagnose(&case([
        rows,
        message(NOT_FOUND),
        message(FORBIDDEN),
        message(FORBIDDEN),
        message("A new sentence."),
        message("Another one."),
        message("Another one."),
    ]));
    let problems: Vec<_> = found
        .problems
        .iter()
        .map(|problem| (problem.fault, problem.servers.len()))
        .collect();
    assert_eq!(
        problems,
        [
            (Fault::StatusMismatch, 1),
            (Fault::StatusMismatch, 0),
            (Fault::Unrecognised, 0),
            (Fault::Unrecognised, 0),
        ]
    );
}

#[test]
fn a_log_that_names_a_dead_pool_fails_its_check() {
    let text = "Backend pool [web] has no healthy servers that can handle the request";
    let found = diagnose(&case([Content::Message(text.to_owned())]));
    let check = check(&found, "pool-no-healthy-server")[0];
    assert_eq!(
        (check.outcome, check.subject.as_str()),
        (Outcome::Fail, "pool web")
    );
}

#[test]
fn reports_that_are_not_there() {
    let state = |state| {
        let report = HealthReport {
            state,
            ..HealthReport::default()
        };
        diagnose(&case([Content::Health(report.into())]))
    };
    let found = state(ReportState::NoPermission);
    assert_eq!(found.problems[0].fault, Fault::NoPermission);
    assert_eq!(found.problems[0].basis, Basis::Documented);
    assert_eq!(found.verdict, Verdict::Problems);
    let found = state(ReportState::Pending);
    assert!(found.problems.is_empty() && found.checks.is_empty());
    assert_eq!(found.verdict, Verdict::Pending);
}

#[test]
fn what_a_diagnosis_comes_to() {
    let verdict = |content: Vec<Content>| diagnose(&case(content)).verdict;
    assert_eq!(verdict(vec![]), Verdict::NothingReadable);
    assert_eq!(verdict(vec![Content::Unreadable]), Verdict::NothingReadable);
    assert_eq!(
        verdict(vec![Content::Recognised(Kind::Nsg)]),
        Verdict::NothingJudged
    );
    assert_eq!(
        verdict(vec![Content::Settings(vec![BackendSetting::default()])]),
        Verdict::NothingWrong
    );
    assert_eq!(
        verdict(vec![one_pool(&[("10.0.0.4", "Healthy", OK)])]),
        Verdict::NothingWrong
    );
    assert_eq!(
        verdict(vec![one_pool(&[("10.0.0.4", "Healthy", REFUSED)])]),
        Verdict::Warnings
    );
    assert_eq!(
        verdict(vec![
            Content::Unreadable,
            one_pool(&[("10.0.0.4", "Down", "")])
        ]),
        Verdict::Problems
    );
}

#[test]
fn what_is_typed_in_beats_the_evidence_and_is_told() {
    let gateway = GatewayConfig {
        id: ResourceId {
            child: None,
            ..id("x", "y")
        },
        sku: Some(Sku::V2),
        location: Some("usgovvirginia".to_owned()),
        settings: vec![BackendSetting {
            name: Some("https".to_owned()),
            id: id("backendHttpSettingsCollection", "https"),
            port: Some(8443),
            protocol: Some(Protocol::Https),
            host_name: Some("www.contoso.com".to_owned()),
            trusted_roots: Some(vec!["contoso-root".to_owned()]),
            ..BackendSetting::default()
        }],
        ..GatewayConfig::default()
    };
    let rows = one_pool(&[("10.0.0.4", "Healthy", OK)]);
    let mut case = case([rows, Content::Gateways(vec![gateway])]);
    let found = diagnose(&case);
    assert_eq!(found.gateways.len(), 1);
    assert_eq!(found.gateways[0].sku, Some(Sku::V2));
    assert_eq!(
        (found.servers[0].port, found.servers[0].protocol),
        (Some(8443), Some(Protocol::Https))
    );
    assert_eq!(found.cloud, Cloud::UsGovernment);
    assert_eq!(found.notes.len(), 2, "{:?}", found.notes);
    assert!(found.notes[0].contains("portal.azure.us"));

    case.typed = Typed {
        sku: Some(Sku::V1),
        host: Some("shop.contoso.com".to_owned()),
        well_known_ca: Some(true),
        cloud: Some(Cloud::China),
        ..Typed::default()
    };
    let found = diagnose(&case);
    assert_eq!(found.gateways[0].sku, Some(Sku::V1));
    assert_eq!((found.cloud, case.cloud()), (Cloud::China, Cloud::China));
    let told = |part: &str| found.notes.iter().any(|note| note.contains(part));
    assert!(told("SKU is v1") && told("www.contoso.com") && told("contoso-root"));
    assert!(told("portal.azure.us"));
}

#[test]
fn a_sku_that_nothing_says_is_told() {
    let told = |case: &Case| {
        diagnose(case)
            .notes
            .iter()
            .any(|note| note.contains("v2 is assumed"))
    };
    let mut case = case([one_pool(&[("10.0.0.4", "Healthy", OK)])]);
    assert!(told(&case));
    case.typed.sku = Some(Sku::V2);
    assert!(!told(&case));
}
