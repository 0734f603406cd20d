//! A case handed on: whatever form it travels in, it comes back as it was, and what is broken is
//! told, never guessed.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod pki;

use appgw_doctor::certificate::Certificate;
use appgw_doctor::certificate::private_key::{Place, Removed, Secret};
use appgw_doctor::diagnosis::{Typed, TypedValue};
use appgw_doctor::gateway::field::Field;
use appgw_doctor::gateway::{Cloud, Sku, UploadedCertificate};
use appgw_doctor::share::{
    Mark, OpenError, Origin, ROUNDS, SavedCase, SavedMark, SavedSource, Sealed, file, link,
};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;
use std::sync::LazyLock;

static CHAIN: LazyLock<Vec<String>> = LazyLock::new(|| pki::chain().to_vec());
static ROOT: LazyLock<Vec<u8>> =
    LazyLock::new(|| pki::Template::root("Contoso Root CA", pki::Key::Ed25519(1)).der());

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("[ { \"text\": \"JSON in a text stays text\" } ]".to_owned()),
        (0_usize..3).prop_map(|count| CHAIN[..count].concat()),
    ]
}

fn source() -> impl Strategy<Value = SavedSource> {
    let bytes = prop_oneof![
        text().prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..200),
    ];
    let origin = prop::sample::select(vec![Origin::Paste, Origin::File, Origin::Example]);
    let secrets = vec![
        Secret::PrivateKey,
        Secret::EncryptedPrivateKey,
        Secret::Pfx,
        Secret::Credential,
    ];
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
            bytes: bytes.into(),
            removed,
        }
    })
}

fn typed() -> impl Strategy<Value = Typed> {
    let sku = prop::option::of(prop::sample::select(vec![Sku::V1, Sku::V2]));
    let cloud = prop::option::of(prop::sample::select(Cloud::ALL.to_vec()));
    let host = prop::option::of(any::<String>());
    let field = prop::sample::select(Field::all().collect::<Vec<_>>());
    let value = (prop::option::of(any::<String>()), field, any::<String>());
    let value = value.prop_map(|(setting, field, text)| TypedValue {
        setting,
        field,
        text,
    });
    let values = prop::collection::vec(value, 0..3);
    (
        sku,
        host,
        any::<Option<bool>>(),
        cloud,
        any::<bool>(),
        values,
    )
        .prop_map(|(sku, host, well_known_ca, cloud, root, values)| Typed {
            sku,
            host,
            well_known_ca,
            cloud,
            roots: root.then(uploaded).into_iter().collect(),
            values,
        })
}

fn uploaded() -> UploadedCertificate {
    UploadedCertificate {
        name: Some("contoso-root".to_owned()),
        certificates: vec![Certificate::from_der(&ROOT).unwrap().0],
        ..UploadedCertificate::default()
    }
}

fn case() -> impl Strategy<Value = SavedCase> {
    (one(), prop::option::of(one())).prop_map(|(after, before)| SavedCase {
        before: before.map(Box::new),
        ..after
    })
}

fn one() -> impl Strategy<Value = SavedCase> {
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
                before: None,
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
        // Without its line break it is whole.
        let at = at.index(written.len() - 1);
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
            bytes: b"No results.".to_vec().into(),
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

proptest! {
    #[test]
    fn a_link_brings_the_case_back(case in case()) {
        let fragment = link::write(&link::pack(&case).unwrap());
        prop_assert!(fragment[1..].bytes().all(|c| c.is_ascii_alphanumeric() || b"-_:".contains(&c)));
        prop_assert!(link::is_link(&fragment));
        prop_assert_eq!(link::read(&fragment), Ok(case));
    }

    #[test]
    fn a_damaged_link_is_an_error_or_a_case(
        case in case(),
        at in any::<prop::sample::Index>(),
        with in any::<char>(),
    ) {
        let fragment = link::write(&link::pack(&case).unwrap());
        let mut letters: Vec<char> = fragment.chars().collect();
        let at = at.index(letters.len());
        letters[at] = with;
        let _ = link::read(&letters.iter().collect::<String>());
        prop_assert!(link::read(&fragment[..at]).is_err());
    }

    #[test]
    fn any_octets_are_an_error_or_a_case(octets in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = link::unpack(&octets);
        let _ = link::unpack(&deflated(&octets));
    }
}

fn deflated(octets: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(octets, 9)
}

/// A link that holds these octets as they are.
fn holding(octets: &[u8]) -> String {
    link::write(&deflated(octets))
}

#[test]
fn hostile_links_are_refused_quickly() {
    // The fewest octets of a case: nothing in any field.
    let empty = [0; 11];
    assert_eq!(link::read(&holding(&empty)), Ok(SavedCase::default()));
    let cases: [(&str, String); 11] = [
        ("a bomb", holding(&vec![0; 40 * 1024 * 1024])),
        (
            "a huge count of sources",
            holding(&[0xff, 0xff, 0xff, 0x7f, 0, 0]),
        ),
        ("a count without end", holding(&[0xff; 40])),
        (
            "a number in two spellings",
            holding(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ),
        ("a text longer than all", holding(&[1, 0xff, 0x7f, b'a'])),
        (
            "an origin that there is none of",
            holding(&[1, 1, b'a', 9, 0, 0, 0, 0, 0, 0, 0, 0]),
        ),
        ("base64 in lines of one character", {
            let mut octets = vec![1, 1, b'a', 0, 1, 1, 1, 0xff, 0x7f];
            octets.extend([0; 0x3fff]);
            octets.extend(empty);
            holding(&octets)
        }),
        (
            "a certificate that is none",
            holding(&[0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 9, 0, 0, 0, 0]),
        ),
        (
            "a time out of range",
            holding(&[
                0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 127, 0, 0, 0,
            ]),
        ),
        ("something behind the end", holding(&[0; 12])),
        ("a wrong checksum", {
            let mut packed = deflated(&empty);
            *packed.last_mut().unwrap() ^= 1;
            link::write(&packed)
        }),
    ];
    for (what, fragment) in cases {
        let refused = link::read(&fragment);
        assert!(
            matches!(refused, Err(OpenError::Damaged(_) | OpenError::TooLarge)),
            "{what}: {refused:?}"
        );
    }
    let long = format!("#c1:{}", "A".repeat(3 * 1024 * 1024));
    assert_eq!(link::read(&long), Err(OpenError::TooLarge));
    for other in [
        "",
        "#/",
        "#/fault/tcp-connect",
        "#main",
        "#c:",
        "#c1",
        "#cx:AAAA",
    ] {
        assert_eq!(link::read(other), Err(OpenError::NotACase), "{other}");
    }
    for later in ["#c2:AAAA", "#c10:", "c7%3Axyz"] {
        assert!(
            matches!(link::read(later), Err(OpenError::Later(_))),
            "{later}"
        );
    }
    for empty in [
        "#c1:",
        "#c1:A",
        "#c1:AA",
        "#c1:%%%%",
        "#c0:AAAA",
        "#c01:AAAA",
        "#C1:AAAA",
        "#c4711:AAAA",
    ] {
        assert!(
            matches!(link::read(empty), Err(OpenError::Damaged(_))),
            "{empty}"
        );
    }
}

/// Links that were given out must open for good: this one never changes.
#[test]
fn old_links_keep_working() {
    let old = include_str!("fixtures/share/link-c1.txt").trim();
    let read = link::read(old).unwrap();
    let file = include_str!("fixtures/share/case-1.appgw-case.json");
    assert_eq!(file::read(file.as_bytes()).unwrap(), read);
    assert_eq!(read.sources.len(), 3);
    assert_eq!(read.typed.cloud, Some(Cloud::China));
    // What programs put around a link in a sentence does no harm.
    let body = old.strip_prefix("#c1:").unwrap();
    for around in [
        format!("#c1%3A{body}"),
        format!("{old})."),
        format!(" {old}\n"),
    ] {
        assert_eq!(link::read(&around).as_ref(), Ok(&read));
    }
}

/// The same for one that holds the report of before a change, too.
#[test]
fn old_links_of_a_comparison_keep_working() {
    let read = link::read(include_str!("fixtures/share/link-c1-compared.txt").trim()).unwrap();
    let file = include_str!("fixtures/share/case-1-compared.appgw-case.json");
    assert_eq!(file::read(file.as_bytes()).unwrap(), read);
    assert!(file_schema().is_valid(&serde_json::from_str(file).unwrap()));
    let before = read.before.as_ref().unwrap();
    assert!(before.before.is_none());
    assert_ne!(before.sources, read.sources);
    // A case inside that of before is no part of the format.
    let deeper = file.replacen("\"before\": {", "\"before\": { \"before\": {},", 1);
    assert_eq!(file::read(deeper.as_bytes()).as_ref(), Ok(&read));
    assert!(!file_schema().is_valid(&serde_json::from_str(&deeper).unwrap()));
    let broken = file.replacen("\"before\": {", "\"before\": 7, \"was\": {", 1);
    let told = file::read(broken.as_bytes()).unwrap_err().to_string();
    assert!(told.contains("`before`"), "{told}");
}

#[test]
fn certificates_travel_as_their_octets() {
    let case = |text: String| SavedCase {
        sources: vec![SavedSource {
            name: "chain.pem".to_owned(),
            origin: Origin::File,
            bytes: text.into_bytes().into(),
            removed: Vec::new(),
        }],
        ..SavedCase::default()
    };
    let pem = CHAIN.concat();
    let packed = link::pack(&case(pem.clone())).unwrap();
    assert!(
        packed.len() * 4 < pem.len() * 3,
        "{} of {}",
        packed.len(),
        pem.len()
    );
}

#[test]
fn an_envelope_travels_as_link_and_file() {
    let sealed = Sealed {
        salt: [7; 16],
        iv: [9; 12],
        rounds: ROUNDS,
        data: (0..40).collect(),
    };
    let link = link::write_sealed(&sealed);
    let file = file::write_sealed(&sealed);
    let expected = Err(OpenError::Sealed(Box::new(sealed.clone())));
    assert_eq!(link::read(&link), expected);
    assert!(file::is_case(file.as_bytes()));
    assert_eq!(file::read(file.as_bytes()), expected);
    // Too few rounds protect nothing, too many only keep the machine busy.
    for rounds in [0, ROUNDS - 1, u32::MAX] {
        let weak = Sealed {
            rounds,
            ..sealed.clone()
        };
        let refused =
            |read: Result<SavedCase, OpenError>| matches!(read, Err(OpenError::Damaged(_)));
        assert!(refused(link::read(&link::write_sealed(&weak))), "{rounds}");
        assert!(
            refused(file::read(file::write_sealed(&weak).as_bytes())),
            "{rounds}"
        );
    }
    for cut in 4..link.len() {
        let _ = link::read(&link[..cut]);
    }
}
