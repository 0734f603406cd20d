//! The drawings: every fault has one, its words say all that it shows, and nothing in it runs into
//! anything else.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod chain;
mod geometry;
#[path = "../pki/mod.rs"]
mod pki;
mod plot;

use appgw_doctor::diagnosis::{Case, Diagnosis, PoolState, Typed, diagnose};
use appgw_doctor::evidence;
use appgw_doctor::fault::{Details, Fault};
use appgw_doctor::gateway::{Protocol, Sku};
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::picture::{
    Comparison, Layout, Line, Mark, Names, Picture, Presented, Status, Step, order, self_signed,
};
use appgw_doctor::time::Timestamp;
use geometry::check;
use proptest::prelude::*;

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

fn names() -> Names {
    Names {
        gateway: Some("agw-shop".to_owned()),
        sku: Some(Sku::V2),
        pool: Some("web".to_owned()),
        setting: Some("https-443".to_owned()),
        server: Some("backend.shop.contoso.com".to_owned()),
        server_is_ip: Some(false),
        port: Some(443),
        protocol: Some(Protocol::Https),
        host: Some("www.contoso.com".to_owned()),
        path: Some("/healthz".to_owned()),
        timeout: Some(30),
        trusted_roots: Some(vec!["contoso-root-2024".to_owned()]),
        pool_state: Some(PoolState::Unhealthy),
    }
}

/// Names as long as Azure and DNS allow, and then some.
fn long_names() -> Names {
    let long = |length: usize| Some("x".repeat(length));
    Names {
        gateway: long(80),
        pool: long(80),
        setting: Some("setting-".repeat(10)),
        server: Some("a-rather-long-label.".repeat(12)),
        host: Some("W".repeat(63)),
        path: Some("/path/".repeat(200)),
        trusted_roots: Some(vec!["root".repeat(20); 100]),
        ..names()
    }
}

fn details() -> Details {
    Details {
        received: Some("404".to_owned()),
        expected: Some("200-399".to_owned()),
        expected_body: Some("ready".to_owned()),
        openssl_code: Some(19),
    }
}

fn pictures() -> Vec<(String, Picture)> {
    let mut all = Vec::new();
    for fault in Fault::ALL {
        for (kind, details, names) in [
            ("named", details(), names()),
            ("bare", Details::default(), Names::default()),
            ("long", details(), long_names()),
        ] {
            let picture = Picture::from_fault(fault, &details, &names);
            all.push((format!("{fault}, {kind}"), picture));
        }
    }
    for code in [2, 10, 18, 19, 20, 21, 26, 62, 64] {
        let details = Details {
            openssl_code: Some(code),
            ..details()
        };
        let picture = Picture::from_fault(Fault::VerificationFailed, &details, &names());
        all.push((format!("code {code}"), picture));
    }
    all.extend(pools());
    all
}

/// A report on a pool of that many servers, every third of them healthy.
fn report(servers: usize) -> Diagnosis {
    let server = |index: usize| match index % 3 {
        0 => format!(r#"{{"address": "10.0.0.{index}", "health": "Healthy"}}"#),
        1 => format!(
            r#"{{"address": "10.0.0.{index}", "health": "Unhealthy", "healthProbeLog": "Received invalid status code: 404 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code."}}"#
        ),
        _ => format!(r#"{{"address": "2001:db8::{index}", "health": "Draining"}}"#),
    };
    let servers: Vec<String> = (0..servers).map(server).collect();
    let text = format!(
        r#"{{"backendAddressPools": [{{"backendAddressPool": {{"id": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw-shop/backendAddressPools/web"}},
        "backendHttpSettingsCollection": [{{"backendHttpSettings": {{"id": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw-shop/backendHttpSettingsCollection/https-443"}}, "servers": [{}]}}]}}]}}"#,
        servers.join(",")
    );
    diagnose(&case(&text))
}

fn case(text: &str) -> Case {
    Case {
        evidence: evidence::read("health.json", text.as_bytes()),
        typed: Typed::default(),
        at: Timestamp::parse("2026-11-21T00:00:00Z").unwrap(),
        roots: None,
    }
}

fn pools() -> Vec<(String, Picture)> {
    let mut all = Vec::new();
    for state in [
        PoolState::Healthy,
        PoolState::Degraded,
        PoolState::Unhealthy,
        PoolState::Unknown,
        PoolState::Empty,
    ] {
        for servers in [0, 1, 3, 6, 7, 200] {
            let report = report(servers);
            for names in [Names::default(), names(), long_names()] {
                let picture = Picture::from_pool(state, &report.servers, &names);
                all.push((format!("{state:?}, {servers} servers"), picture));
            }
        }
    }
    all
}

#[test]
fn a_pool_shows_those_that_fail_first_and_counts_the_rest() {
    let report = report(200);
    let pool = &report.pools[0];
    let case = case("");
    let names = Names::of(&Situation::of_pool(&case, &report, pool));
    assert_eq!(names.gateway.as_deref(), Some("agw-shop"));
    assert_eq!(names.pool_state, Some(PoolState::Degraded));
    let picture = Picture::from_pool(pool.state, &report.servers, &names);
    assert_eq!(picture.members.len(), 6);
    assert!(
        picture.members[..5]
            .iter()
            .all(|member| member.mark != Mark::Ok)
    );
    assert!(picture.members[0].says.contains("status-mismatch"));
    // 67 of the 200 are healthy.
    assert_eq!(picture.members[5].name, "and 195 more");
    assert_eq!(picture.members[5].says, "128 of them not healthy");
}

fn comparisons() -> Vec<Comparison> {
    let chain = |subjects: &[(&str, &str)]| -> Vec<(String, String)> {
        let owned = subjects
            .iter()
            .map(|(s, i)| ((*s).to_owned(), (*i).to_owned()));
        owned.collect()
    };
    let bundle = vec![("CN = one of many".to_owned(), "CN = itself not".to_owned()); 150];
    vec![
        self_signed(),
        order(&[]),
        order(&chain(&[("root", "root"), ("ca", "root"), ("www", "ca")])),
        order(&chain(&[
            ("www", "ca"),
            ("stray", "nobody"),
            ("ca", "root"),
        ])),
        order(&bundle),
        order(&[("W".repeat(3_000), "i".repeat(3_000))]),
    ]
}

#[test]
fn exactly_the_failing_step_is_marked() {
    for fault in Fault::ALL {
        let picture = Picture::from_fault(fault, &details(), &names());
        let failed: Vec<Step> = picture
            .hops
            .iter()
            .filter(|hop| hop.status == Status::Failed)
            .map(|hop| hop.step)
            .collect();
        let wanted: &[Step] = match fault {
            Fault::ProbeTimeout | Fault::StatusMismatch | Fault::BodyMismatch => &[Step::Http],
            Fault::DnsResolution => &[Step::Resolve],
            Fault::TcpConnect => &[Step::Connect],
            Fault::ProxyProtocol => &[Step::ProxyHeader],
            Fault::HealthUnknown | Fault::NoPermission | Fault::NoMessage | Fault::Unrecognised => {
                &[]
            }
            _ => &[Step::Tls],
        };
        assert_eq!(failed, wanted, "{fault}");
        let control = picture.control.is_some();
        let unread = matches!(fault, Fault::HealthUnknown | Fault::NoPermission);
        assert_eq!(control, unread, "{fault}");
        // What comes before passed, what comes after was not reached.
        for hop in &picture.hops {
            let expected = match wanted {
                [] => Status::Unknown,
                [failed] if hop.step < *failed => Status::Passed,
                [failed] if hop.step == *failed => Status::Failed,
                _ => Status::NotReached,
            };
            assert_eq!(hop.status, expected, "{fault}: {:?}", hop.step);
        }
    }
}

#[test]
fn a_step_that_the_probe_does_without_is_not_passed() {
    let plain = Names {
        server: Some("10.0.0.4".to_owned()),
        server_is_ip: Some(true),
        protocol: Some(Protocol::Http),
        ..names()
    };
    let picture = Picture::from_fault(Fault::StatusMismatch, &details(), &plain);
    let each: Vec<Status> = picture.hops.iter().map(|hop| hop.status).collect();
    let wanted = [
        Status::NotNeeded,
        Status::Passed,
        Status::NotNeeded,
        Status::Failed,
    ];
    assert_eq!(each, wanted);
}

#[test]
fn certificates_are_where_the_message_has_them() {
    let chain = |fault| Picture::from_fault(fault, &details(), &names()).chain;
    let missing = chain(Fault::IntermediateMissing).unwrap();
    assert_eq!(missing.elements[1].presented, Presented::No);
    assert_eq!(missing.elements[1].expected, Some(1));
    let order = chain(Fault::LeafNotTopmost).unwrap();
    assert_ne!(order.elements[0].presented, Presented::At(0));
    assert_eq!(order.elements[0].expected, Some(0));
    let root = chain(Fault::RootMismatch).unwrap();
    assert_eq!(root.trust.status, Status::Failed);
    assert_eq!(root.trust.of, Some(2));
    assert_eq!(root.trust.names, ["contoso-root-2024"]);
    for fault in [
        Fault::TcpConnect,
        Fault::StatusMismatch,
        Fault::HealthUnknown,
    ] {
        assert_eq!(chain(fault), None, "{fault}");
    }
}

#[test]
fn every_place_to_act_has_its_remedy_and_source() {
    for (name, picture) in pictures() {
        assert!(
            !picture.title.is_empty() && !picture.remedy.is_empty(),
            "{name}"
        );
        assert!(!picture.sources.is_empty(), "{name}");
    }
    for fault in Fault::ALL {
        let picture = Picture::from_fault(fault, &details(), &names());
        let silent = matches!(fault, Fault::NoMessage | Fault::Unrecognised);
        assert_eq!(picture.acts.is_empty(), silent, "{fault}");
    }
}

#[test]
fn the_words_say_all_that_is_drawn() {
    for (name, picture) in pictures() {
        check_words(&name, &picture);
    }
}

/// That the text twin lacks nothing of the picture.
fn check_words(name: &str, picture: &Picture) {
    let said = all(&picture.describe());
    let mut wanted = vec![
        picture.remedy.clone(),
        picture.client.sees.clone(),
        picture.basis.as_str().to_owned(),
        picture.gateway.kind.to_owned(),
        picture.server.kind.to_owned(),
    ];
    for block in [&picture.gateway, &picture.server] {
        wanted.extend(block.label.clone());
        wanted.extend(block.facts.clone());
    }
    for cite in picture.sources {
        wanted.push(cite.source.title.to_owned());
        wanted.push(cite.heading.to_owned());
    }
    for act in &picture.acts {
        wanted.push(format!(
            "{}, {}: {}",
            act.heading(),
            act.place.word(),
            act.text
        ));
    }
    if let Some(control) = &picture.control {
        wanted.extend([control.who, control.asks, control.note].map(str::to_owned));
    }
    for (index, hop) in picture.hops.iter().enumerate() {
        wanted.push(format!("Hop {}: ", index + 1));
        wanted.push(format!("{}: {}", hop.step.word(), hop.status.word()));
        wanted.extend(
            [&hop.note, &hop.wants, &hop.gets]
                .into_iter()
                .flatten()
                .cloned(),
        );
    }
    for member in &picture.members {
        wanted.push(format!("{}: {}", member.name, member.says));
    }
    if let Some(chain) = &picture.chain {
        wanted.extend(chain.note.clone());
        wanted.push(chain.trust.anchor.word().to_owned());
        wanted.extend(chain.trust.names.iter().cloned());
        wanted.extend(chain.trust.note.clone());
        for element in &chain.elements {
            wanted.push(format!("Chain, {}", element.role.word()));
            wanted.push(format!(": {}", element.state.word()));
            wanted.extend(element.name.clone());
            wanted.extend(element.says.clone());
        }
    }
    for text in wanted {
        assert!(said.contains(&text), "{name}: {text:?} is not in:\n{said}");
    }
}

fn all(lines: &[Line]) -> String {
    let each: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    each.join("\n")
}

#[test]
fn nothing_runs_into_anything_else() {
    for (name, picture) in pictures() {
        for layout in LAYOUTS {
            check(
                &format!("{name}, {layout:?}"),
                layout,
                &picture.draw(layout),
            );
        }
    }
    for comparison in comparisons() {
        for layout in LAYOUTS {
            let name = format!("{}, {layout:?}", comparison.title);
            check(&name, layout, &comparison.draw(layout));
        }
    }
}

#[test]
fn every_status_has_a_shape_of_its_own() {
    let marks = [
        Mark::Ok,
        Mark::Fail,
        Mark::Suspect,
        Mark::Unknown,
        Mark::Pending,
        Mark::Skipped,
        Mark::Act,
    ];
    for (index, mark) in marks.iter().enumerate() {
        for other in &marks[..index] {
            assert_ne!(mark.path(), other.path());
        }
    }
}

proptest! {
    #[test]
    fn any_names_give_a_well_formed_file(
        name in any::<String>(),
        port in any::<u16>(),
        fault in prop::sample::select(Fault::ALL.to_vec()),
    ) {
        let names = Names {
            server: Some(name.clone()),
            gateway: Some(name.clone()),
            host: Some(name.clone()),
            trusted_roots: Some(vec![name.clone()]),
            port: Some(port),
            ..Names::default()
        };
        let details = Details { expected_body: Some(name), ..Details::default() };
        let picture = Picture::from_fault(fault, &details, &names);
        for layout in LAYOUTS {
            let svg = picture.draw(layout).to_svg();
            let parsed = roxmltree::Document::parse(&svg);
            prop_assert!(parsed.is_ok(), "{:?}", parsed.err());
        }
    }
}
