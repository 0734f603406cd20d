//! Agreement with OpenSSL on two outside test suites: verdict, first code and depth, and the whole
//! list that it gives when told to go on.
//!
//! The suites are not part of the project. They are looked for in `APPGW_DOCTOR_SUITES`, else in
//! `../shared/suites`; without them these tests say that they were not run.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use appgw_doctor::certificate::{Certificate, bundle};
use appgw_doctor::chain::openssl::{Answer, Host, Purpose, Question, verify};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Cases in which the answer differs, each with its reason. It fails when one no longer does.
const DIFFERENCES: &str = include_str!("openssl-differences.json");

/// The time at which the suites' answers were recorded, for cases without one of their own.
const RECORDED: i64 = 1_795_219_200;

fn suite(file: &str) -> Option<Vec<Value>> {
    let folder = std::env::var_os("APPGW_DOCTOR_SUITES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/suites"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        println!("NOT RUN: {file} is not in {}", folder.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

fn certificates(pems: &Value) -> Vec<Certificate> {
    let pems: Vec<&str> = match pems {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    pems.iter()
        .flat_map(|pem| bundle::read_text(pem).certificates)
        .map(|found| found.certificate)
        .collect()
}

fn listed(answer: &Answer<'_>) -> Vec<(u64, u64)> {
    answer
        .failures
        .iter()
        .map(|failure| (u64::from(failure.code), failure.depth as u64))
        .collect()
}

fn pairs(list: &Value) -> Vec<(u64, u64)> {
    let number = |pair: &Value, at: usize| pair[at].as_u64().unwrap();
    list.as_array()
        .unwrap()
        .iter()
        .map(|pair| (number(pair, 0), number(pair, 1)))
        .collect()
}

/// Compares all cases with the list of differences.
fn settle(suite: &str, differing: BTreeMap<String, String>, total: usize) {
    let known: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(DIFFERENCES).unwrap();
    let known = &known[suite];
    let new: Vec<String> = differing
        .iter()
        .filter(|(id, _)| !known.contains_key(*id))
        .map(|(id, how)| format!("{id}: {how}"))
        .collect();
    let gone: Vec<&String> = known
        .keys()
        .filter(|id| !differing.contains_key(*id))
        .collect();
    assert!(
        new.is_empty(),
        "{} of {total} differ and are not explained:\n{}",
        new.len(),
        new.join("\n")
    );
    assert!(
        gone.is_empty(),
        "explained, but no longer different: {gone:?}"
    );
    println!(
        "{} of {total} agree, {} differences are explained",
        total - differing.len(),
        differing.len()
    );
}

fn unix(time: &Value) -> i64 {
    time.as_str().map_or(RECORDED, |text| {
        let format = time::format_description::well_known::Rfc3339;
        time::OffsetDateTime::parse(text, &format)
            .unwrap()
            .unix_timestamp()
    })
}

#[test]
fn x509_limbo() {
    let Some(cases) = suite("x509-limbo-core.json") else {
        return;
    };
    let mut differing = BTreeMap::new();
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let host = case["name"]["value"].as_str().map(Host::parse);
        let leaf = certificates(&case["leaf"]);
        let (untrusted, trusted) = (
            certificates(&case["untrusted"]),
            certificates(&case["trusted"]),
        );
        let Some(leaf) = leaf.first() else {
            differing.insert(id.to_owned(), "the leaf cannot be read".to_owned());
            continue;
        };
        let answer = verify(
            leaf,
            &untrusted,
            &trusted,
            &Question::of_tls_client(unix(&case["time"]), host.as_ref()),
        );
        let (mut ours, mut theirs) = (listed(&answer), pairs(&case["openssl"]["all"]));
        let first = (u64::from(answer.first().code), answer.first().depth as u64);
        let recorded = pairs(&serde_json::json!([[
            case["openssl"]["code"],
            case["openssl"]["depth"]
        ]]))[0];
        // The recorded list is in no particular order.
        ours.sort_unstable();
        theirs.sort_unstable();
        if first != recorded || ours != theirs {
            differing.insert(id.to_owned(), format!("here {ours:?}, OpenSSL {theirs:?}"));
        }
    }
    settle("x509-limbo-core.json", differing, cases.len());
}

/// The errors at which `openssl verify` goes on by itself.
const GOES_ON: &[u64] = &[10, 18, 79, 37, 25, 12, 11, 34, 26];

#[test]
fn openssl_verify() {
    let Some(cases) = suite("openssl-verify.json") else {
        return;
    };
    let mut differing = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        let count = seen
            .entry(case["id"].as_str().unwrap().to_owned())
            .or_default();
        *count += 1;
        let id = format!("{}#{count}", case["id"].as_str().unwrap());
        let options: Vec<&str> = case["opts"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let value = |name: &str| {
            options
                .iter()
                .position(|option| *option == name)
                .map(|at| options[at + 1])
        };
        let number = |name: &str| value(name).map(|text| text.parse::<i64>().unwrap());
        let question = Question {
            at: number("-attime").unwrap_or(RECORDED),
            host: None,
            purpose: if case["purpose"] == "sslserver" {
                Purpose::Server
            } else {
                Purpose::Any
            },
            level: number("-auth_level").map_or(1, |level| level as u8),
            depth: number("-verify_depth").map_or(100, |depth| depth as usize),
            partial: options.contains(&"-partial_chain"),
        };
        let leaf = certificates(&case["leaf"]);
        let (untrusted, trusted) = (
            certificates(&case["untrusted"]),
            certificates(&case["trusted"]),
        );
        let Some(leaf) = leaf.first() else {
            differing.insert(id, "the leaf cannot be read".to_owned());
            continue;
        };
        let answer = verify(leaf, &untrusted, &trusted, &question);
        let mut ours = listed(&answer);
        if let Some(stop) = ours.iter().position(|(code, _)| !GOES_ON.contains(code)) {
            ours.truncate(stop + 1);
        }
        let theirs = pairs(&case["openssl_3_0_19"]["errors"]);
        if ours != theirs {
            differing.insert(
                id,
                format!(
                    "here {ours:?}, OpenSSL {theirs:?}, {} {options:?}",
                    case["purpose"]
                ),
            );
        }
    }
    settle("openssl-verify.json", differing, cases.len());
}
