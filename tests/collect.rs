//! What the scripts that gather everything write, pasted whole, is read whole.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use appgw_doctor::diagnosis::{Case, Typed, diagnose};
use appgw_doctor::evidence::{self, Kind};
use appgw_doctor::guide::collect::{Names, script};
use appgw_doctor::guide::command::Shell;
use appgw_doctor::time::Timestamp;

fn output(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/collect");
    std::fs::read_to_string(path.join(name)).unwrap()
}

#[test]
fn every_section_is_recognised() {
    for (name, shell) in [
        ("azure-cli.txt", Shell::AzureCli),
        ("powershell.txt", Shell::PowerShell),
    ] {
        let text = output(name);
        let found = evidence::read("paste 1", text.as_bytes());
        let kinds: Vec<Kind> = found.iter().map(evidence::Evidence::kind).collect();
        let expected = [
            Kind::Gateway,
            Kind::BackendHealth,
            Kind::Subnet,
            Kind::Nsg,
            Kind::RouteTable,
            Kind::DnsServers,
            Kind::Metrics,
            Kind::EffectiveRoutes,
        ];
        assert_eq!(kinds, expected, "{name}");
        // The headings are those that the script prints.
        let script = script(shell, &Names::default());
        for heading in text.lines().filter_map(|line| line.strip_prefix("### ")) {
            let heading = heading.trim().split(" of rg-web").next().unwrap();
            assert!(script.contains(heading), "{name}: {heading}");
        }
    }
}

#[test]
fn the_parts_answer_each_other() {
    for name in ["azure-cli.txt", "powershell.txt"] {
        let case = Case {
            evidence: evidence::read("paste 1", output(name).as_bytes()),
            typed: Typed::default(),
            at: Timestamp::parse("2026-11-21T06:00:00Z").unwrap(),
            roots: None,
        };
        let diagnosis = diagnose(&case);
        assert_eq!(
            diagnosis.gateways.len(),
            1,
            "{name}: {:?}",
            diagnosis.gateways
        );
        let because: Vec<&String> = diagnosis
            .problems
            .iter()
            .flat_map(|one| &one.because)
            .collect();
        assert!(
            because
                .iter()
                .any(|text| text.contains("It began at 2026-11-20 09:00 UTC")),
            "{name}: {because:?}"
        );
        let checked = |id: &str| diagnosis.checks.iter().any(|check| check.id == id);
        for id in [
            "nsg-management-ports",
            "route-default-next-hop",
            "dns-custom-servers",
            "pool-history",
        ] {
            assert!(checked(id), "{name}: {id}");
        }
    }
}
