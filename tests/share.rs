//! A case handed on: whatever form it travels in, it comes back as it was, and what is broken is
//! told, never guessed.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod pki;

use appgw_doctor::certificate::Certificate;
use appgw_doctor::certificate::private_key::{Place, Removed, Secret};
use appgw_doctor::diagnosis::Typed;
use appgw_doctor::gateway::{Cloud, Sku, UploadedCertificate};
use appgw_doctor::share::{Mark, OpenError, Origin, SavedCase, SavedMark, SavedSource, file};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("[ { \"text\": \"JSON in a text stays text\" } ]".to_owned()),
        (0_usize..3).prop_map(|count| pki::chain()[..count].concat()),
    ]
}

fn source() -> impl Strategy<Value = SavedSource> {
    let bytes = prop_oneof![
        text().prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..200),
    ];
    let origin = prop::sample::select(vec![Origin::Paste, Origin::File, Origin::Example]);
    let secrets = vec![Secret::PrivateKey, Secret::EncryptedPrivateKey, Secret::Pfx];
    let removed = (1_usize..99, 1_usize..99, prop::sample::select(secrets)).prop_map(
        |(line, column, secret)| Removed {
            place: Place { line, column },
            secret,
        },
    );
    let removed = prop::collection::vec(removed, 0..2);
    (any::<String>(), origin, bytes, removed).prop_map(|(name, origin, bytes, removed)| {
        SavedSource {
            name,
            origin,
            bytes,
            removed,
        }
    })
}

fn typed() -> impl Strategy<Value = Typed> {
    let sku = prop::option::of(prop::sample::select(vec![Sku::V1, Sku::V2]));
    let cloud = prop::option::of(prop::sample::select(Cloud::ALL.to_vec()));
    let host = prop::option::of(any::<String>());
    (sku, host, any::<Option<bool>>(), cloud, any::<bool>()).prop_map(
        |(sku, host, well_known_ca, cloud, root)| Typed {
            sku,
            host,
            well_known_ca,
            cloud,
            roots: root.then(uploaded).into_iter().collect(),
        },
    )
}

fn uploaded() -> UploadedCertificate {
    let der = pki::Template::root("Contoso Root CA", pki::Key::Ed25519(1)).der();
    UploadedCertificate {
        name: Some("contoso-root".to_owned()),
        certificates: vec![Certificate::from_der(&der).unwrap().0],
        ..UploadedCertificate::default()
    }
}

fn case() -> impl Strategy<Value = SavedCase> {
    let mark = (any::<String>(), any::<bool>()).prop_map(|(problem, done)| SavedMark {
        problem,
        step: "tcp-connect/test-port".to_owned(),
        mark: if done { Mark::Done } else { Mark::Cause },
    });
    (
        prop::collection::vec(source(), 0..4),
        prop::option::of(0_usize..4),
        typed(),
        prop::option::of(0_i64..4_000_000_000),
        prop::collection::vec(mark, 0..3),
        prop::collection::vec((any::<String>(), 0_usize..2_000), 0..3),
        any::<String>(),
    )
        .prop_map(
            |(sources, boxed, typed, as_of, marks, chosen, route)| SavedCase {
                sources,
                boxed,
                typed,
                as_of: as_of.and_then(Timestamp::from_unix),
                marks,
                chosen,
                route,
            },
        )
}

fn file_schema() -> jsonschema::Validator {
    let schema = serde_json::from_str(include_str!("case.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

proptest! {
    #[test]
    fn a_file_brings_the_case_back(case in case()) {
        let written = file::write(&case);
        prop_assert!(file_schema().is_valid(&serde_json::from_str(&written).unwrap()));
        prop_assert!(file::is_case(written.as_bytes()));
        prop_assert_eq!(file::read(written.as_bytes()), Ok(case));
    }

    #[test]
    fn a_damaged_file_is_an_error_or_a_case(
        case in case(),
        at in any::<prop::sample::Index>(),
        with in any::<u8>(),
    ) {
        let mut written = file::write(&case).into_bytes();
        let at = at.index(written.len());
        written[at] = with;
        let _ = file::read(&written);
        prop_assert!(file::read(&written[..at]).is_err());
    }
}

#[test]
fn a_file_that_is_none_says_what_is_wrong() {
    let sample = SavedCase {
        sources: vec![SavedSource {
            name: "paste 1".to_owned(),
            origin: Origin::Paste,
            bytes: b"No results.".to_vec(),
            removed: Vec::new(),
        }],
        ..SavedCase::default()
    };
    let good = file::write(&sample);
    let error = |text: &str| file::read(text.as_bytes()).unwrap_err();
    assert_eq!(error(""), OpenError::NotACase);
    assert_eq!(error("{\"backendAddressPools\":[]}"), OpenError::NotACase);
    let later = good.replace("case/1", "case/7");
    assert_eq!(
        error(&later),
        OpenError::Later("appgw-doctor/case/7".to_owned())
    );
    for (was, becomes, says) in [
        ("\"paste\"", "\"pasted\"", "`origin`"),
        ("\"paste 1\"", "1", "`name` should be a text"),
        ("\"marks\": []", "\"marks\": 3", "`marks` should be a list"),
        ("\"sources\": [", "\"sources\": [,", "line 3"),
    ] {
        assert!(good.contains(was), "{was}");
        let told = error(&good.replacen(was, becomes, 1)).to_string();
        assert!(told.contains(says), "{told}");
    }
    assert_eq!(file::read(format!("\u{feff}{good}").as_bytes()), Ok(sample));
}
