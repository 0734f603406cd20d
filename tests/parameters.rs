//! Files of parameters beside the templates that take them.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;

use appgw_doctor::diagnosis::{Case, Diagnosis, Outcome, Typed, Verdict, diagnose};
use appgw_doctor::evidence::{Content, Evidence, Kind};
use appgw_doctor::share::redact::{Hidden, redact};
use appgw_doctor::share::{Origin, SavedCase, SavedSource};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;

const PAIRS: [(&str, &str); 3] = [
    ("network.json", "parameters.json"),
    ("network.bicep", "bicepparam"),
    ("network.tf", "tfvars"),
];

fn fixture(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/iac/given");
    fs::read_to_string(format!("{folder}/{name}")).unwrap()
}

fn case(sources: &[(&str, &str)]) -> SavedCase {
    let source = |(name, text): &(&str, &str)| SavedSource {
        name: (*name).to_owned(),
        origin: Origin::File,
        bytes: text.as_bytes().to_vec().into(),
        removed: Vec::new(),
    };
    SavedCase {
        sources: sources.iter().map(source).collect(),
        ..SavedCase::default()
    }
}

fn judged(case: &SavedCase) -> Diagnosis {
    diagnose(&Case {
        evidence: case.evidence(),
        typed: Typed::default(),
        at: Timestamp::EPOCH,
        roots: None,
    })
}

/// What was read, but for parameters, and without places and notes.
fn contents(case: &SavedCase) -> Vec<Content> {
    let pieces = case.evidence().into_iter();
    let templates = pieces.filter(|piece| piece.kind() != Kind::Parameters);
    templates.map(|piece| piece.content).collect()
}

fn notes(evidence: &[Evidence]) -> Vec<&str> {
    let all = evidence.iter().flat_map(|piece| &piece.notes);
    all.map(|note| note.text.as_str()).collect()
}

fn outcome(diagnosis: &Diagnosis, id: &str) -> Option<Outcome> {
    let check = diagnosis.checks.iter().find(|check| check.id == id);
    check.map(|check| check.outcome)
}

#[test]
fn parameters_alone_are_known_as_such() {
    for (_, ending) in PAIRS {
        let text = fixture(&format!("right.{ending}"));
        for text in [text.clone(), format!("$ cat right.{ending}\n{text}")] {
            let case = case(&[("paste 1", &text)]);
            let evidence = case.evidence();
            assert_eq!(evidence.len(), 1, "{ending}: {evidence:?}");
            assert_eq!(evidence[0].kind(), Kind::Parameters, "{ending}");
            assert!(notes(&evidence)[0].contains("Add the template"), "{ending}");
            assert_eq!(judged(&case).verdict, Verdict::NothingJudged);
        }
    }
}

#[test]
fn what_parameters_say_decides() {
    for (template, ending) in PAIRS {
        let template = fixture(template);
        for (kind, expected) in [("right", Outcome::Pass), ("wrong", Outcome::Fail)] {
            let given = fixture(&format!("{kind}.{ending}"));
            let one = case(&[("template", &template), ("given", &given)]);
            let other = case(&[("given", &given), ("template", &template)]);
            assert_eq!(contents(&one), contents(&other));
            let diagnosis = judged(&one);
            assert_eq!(
                outcome(&diagnosis, "nsg-management-ports"),
                Some(expected),
                "{kind}.{ending}"
            );
            assert_eq!(
                outcome(&diagnosis, "dns-custom-servers"),
                Some(Outcome::Warn),
                "{kind}.{ending}"
            );
            let evidence = one.evidence();
            let notes = notes(&evidence);
            assert!(
                notes.contains(&"3 of 3 parameters fill template."),
                "{notes:?}"
            );
            assert!(
                !notes
                    .iter()
                    .any(|note| note.contains("expression") || note.contains("default")),
                "{notes:?}"
            );
            let Content::SecurityGroups(groups) = &evidence[0].content else {
                panic!("{evidence:?}");
            };
            assert_eq!(groups[0].name.as_deref(), Some("nsg-prod"));
        }
    }
}

#[test]
fn the_later_value_counts() {
    for (template, ending) in PAIRS {
        let template = fixture(template);
        let [right, wrong] = ["right", "wrong"].map(|kind| fixture(&format!("{kind}.{ending}")));
        let both = case(&[("a", &wrong), ("template", &template), ("b", &right)]);
        let one = case(&[("template", &template), ("b", &right)]);
        assert_eq!(contents(&both), contents(&one), "{ending}");
        let evidence = both.evidence();
        let told = notes(&evidence)[0];
        assert!(
            told.contains("later source") && told.contains("anagement"),
            "{told}"
        );
        assert!(!told.contains("nvironment"), "{told}");
    }
}

#[test]
fn parameters_of_another_language_or_name_change_nothing() {
    for (template, ending) in PAIRS {
        let template = fixture(template);
        let alone = contents(&case(&[("template", &template)]));
        let others = PAIRS.iter().filter(|(_, other)| {
            let azure = |ending: &str| ending != "tfvars";
            azure(other) != azure(ending)
        });
        for (_, other) in others {
            let given = fixture(&format!("right.{other}"));
            let both = case(&[("template", &template), ("given", &given)]);
            assert_eq!(contents(&both), alone, "{ending} {other}");
            assert!(
                notes(&both.evidence())
                    .iter()
                    .any(|note| note.contains("Add the template"))
            );
        }
    }
    // Azure takes either form for either of its languages.
    let bicep = fixture("network.bicep");
    let [json, own] =
        ["parameters.json", "bicepparam"].map(|ending| fixture(&format!("right.{ending}")));
    assert_eq!(
        contents(&case(&[("template", &bicep), ("given", &json)])),
        contents(&case(&[("template", &bicep), ("given", &own)])),
    );
}

#[test]
fn a_secret_of_a_key_vault_is_no_default() {
    let given = r#"{
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
        "parameters": { "environment": { "reference": { "keyVault": { "id": "x" }, "secretName": "y" } } }
    }"#;
    let expression = "param environment = readEnvironmentVariable('STAGE')\n";
    for template in ["network.json", "network.bicep"] {
        for given in [given, expression] {
            let all = case(&[("template", &fixture(template)), ("given", given)]);
            let Content::SecurityGroups(groups) = &contents(&all)[0] else {
                panic!("{template}");
            };
            assert_ne!(groups[0].name.as_deref(), Some("nsg-test"), "{template}");
        }
    }
}

#[test]
fn what_leaves_of_a_filled_template_is_filled() {
    for (template, ending) in PAIRS {
        let given = fixture(&format!("wrong.{ending}"));
        let case = case(&[("template", &fixture(template)), ("given", &given)]);
        let redacted = redact(&case, Hidden::default(), Timestamp::EPOCH, None);
        assert_eq!(redacted.left_out, [Kind::Parameters]);
        let (before, after) = (judged(&case), judged(&redacted.case));
        assert_eq!(before.verdict, after.verdict);
        let checks = |diagnosis: &Diagnosis| {
            let checks = diagnosis.checks.iter();
            checks
                .map(|check| (check.id, check.outcome))
                .collect::<Vec<_>>()
        };
        assert_eq!(checks(&before), checks(&after), "{ending}");
        for source in &redacted.case.sources {
            assert!(!String::from_utf8_lossy(&source.bytes).contains("10.9.0.1"));
        }
    }
}

#[test]
fn other_lists_of_names_and_values_are_none() {
    for text in [
        "Name = nsg-agw\nLocation = westeurope\n",
        "address = 10.0.0.4\nhealth = Unhealthy\n",
        "health: \"Unhealthy\"\n",
        "x = \"1\"\nand prose\n",
        "param name string\n",
        "a == \"b\"\n",
        "using it\n",
        "address = \"10.0.0.4\"\nhealth = \"Unhealthy\"\n",
        "healthProbeLog = \"Received invalid status code: 404 in the backend server's HTTP response.\"\n",
        "{ \"probe_port\": 8443 }",
    ] {
        let case = case(&[("it", text)]);
        assert!(
            case.evidence()
                .iter()
                .all(|piece| piece.kind() != Kind::Parameters),
            "{text}"
        );
    }
}

/// A value as each of the languages writes it.
fn written(value: &str) -> [String; 3] {
    [
        format!(
            "{{\"$schema\": \"https://x/deploymentParameters.json#\", \"parameters\": {{\"managementPorts\": {{\"value\": \"{value}\"}}}}}}"
        ),
        format!("using 'it'\nparam managementPorts = '{value}'\n"),
        format!("management_ports = \"{value}\"\n"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_given_value_is_as_if_it_stood_there(value in "[a-zA-Z0-9*][a-zA-Z0-9 _.,*-]{0,20}[a-zA-Z0-9*]") {
        for ((template, _), given) in PAIRS.iter().zip(written(&value)) {
            let template = fixture(template);
            let filled = contents(&case(&[("template", &template), ("given", &given)]));
            let literal = template
                .replace("\"[parameters('managementPorts')]\"", &format!("\"{value}\""))
                .replace("destinationPortRange: managementPorts", &format!("destinationPortRange: '{value}'"))
                .replace("= var.management_ports", &format!("= \"{value}\""));
            prop_assert_ne!(&literal, &template);
            prop_assert_eq!(filled, contents(&case(&[("template", &literal)])));
        }
    }

    #[test]
    fn whatever_is_given_is_read(given in "(?s).{0,200}", cut in 0.0..1.0_f64) {
        for (template, ending) in PAIRS {
            let template = fixture(template);
            let whole = fixture(&format!("right.{ending}"));
            let end = (whole.len() as f64 * cut) as usize;
            let part = String::from_utf8_lossy(&whole.as_bytes()[..end]).into_owned();
            for given in [&given, &part, &format!("{part}{given}")] {
                judged(&case(&[("template", &template), ("given", given)]));
            }
        }
    }
}

#[test]
fn what_is_huge_deep_or_leads_to_itself_is_read() {
    let deep = format!("a = {}\n", "[".repeat(20_000));
    let wide = (0..20_000)
        .map(|n| format!("v{n} = \"{n}\"\n"))
        .collect::<String>();
    let itself = "using 'x'\nparam environment = '${environment}${environment}'\nparam managementPorts = environment\n";
    let many = format!("management_ports = [{}]\n", "\"1\", ".repeat(10_000));
    for given in [deep.as_str(), &wide, itself, &many] {
        for (template, _) in PAIRS {
            judged(&case(&[("template", &fixture(template)), ("given", given)]));
        }
    }
}
