//! Two reports, of before a change and after it, redacted with one set of markers.

use std::fs;

use appgw_doctor::diagnosis::{Comparison, compare};
use appgw_doctor::report::compare as words;
use appgw_doctor::share::SavedCase;
use appgw_doctor::share::redact::{Class, Hidden, redact};
use serde_json::Value;

use crate::names::names;

/// What a comparison finds, but for names, by which checks are in order.
fn found(comparison: &Comparison) -> impl PartialEq + std::fmt::Debug + use<> {
    let checks = comparison.checks.iter();
    let mut checks: Vec<_> = checks
        .map(|check| (check.id, check.before.as_str(), check.after.as_str()))
        .collect();
    checks.sort_unstable();
    (
        comparison.servers.clone(),
        comparison.problems.clone(),
        checks,
    )
}

#[test]
fn what_a_change_did_is_the_same_and_names_nothing() {
    let schema = serde_json::from_str(include_str!("../comparison.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut servers = 0;
    for path in crate::fixtures() {
        let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) else {
            continue;
        };
        // What failed is well now, and the other way round; one server has another address.
        let changed = text
            .replace("Unhealthy", "\u{1}")
            .replace("Healthy", "Unhealthy");
        let changed = changed
            .replace('\u{1}', "Healthy")
            .replacen(".0.4", ".0.44", 1);
        let before = crate::case_of("report.json", text.into_bytes());
        let after = crate::case_of("report.json", changed.into_bytes());
        let whole = compare(&crate::judged(&before).1, &crate::judged(&after).1);
        let both = SavedCase {
            before: Some(Box::new(before.clone())),
            ..after.clone()
        };
        servers += whole.servers.len();
        for hidden in [
            Hidden::default(),
            Hidden::default().with(Class::Text, false),
        ] {
            let redacted = redact(&both, hidden, crate::at(), Some(&crate::ROOTS));
            let (then, now) = (
                crate::judged(redacted.case.before.as_ref().unwrap()).1,
                crate::judged(&redacted.case).1,
            );
            let hidden_too = compare(&then, &now);
            assert_eq!(found(&hidden_too), found(&whole), "{}", path.display());
            let json = words::json(&hidden_too, &then, &now);
            let parsed: Value = serde_json::from_str(&json).unwrap();
            assert!(schema.is_valid(&parsed), "{}: {json}", path.display());
            let text = [
                json,
                words::text(&hidden_too, &then, &now, 100),
                words::markdown(&hidden_too, &then, &now),
            ];
            let text = text.join("\n").to_lowercase();
            for name in names(&before).iter().chain(&names(&after)) {
                assert!(!crate::stands_in(&text, name), "{}: {name}", path.display());
            }
        }
    }
    assert!(servers > 100, "{servers}");
}
