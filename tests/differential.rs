//! Every fault alone with every kind of key, and two faults together, judged here and by
//! `openssl verify`: the same errors, in the same order, at the same depths.
//!
//! Without OpenSSL 3.0 the recorded answers of a part of them are compared. With
//! `APPGW_DOCTOR_RECORD` set, the record is written anew.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

#[path = "differential/faults.rs"]
mod faults;
mod pki;

use appgw_doctor::certificate::Certificate;
use appgw_doctor::chain::openssl::{Host, Question, verify};
use faults::{FAULTS, Keys, Scenario};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Code and depth, one after the other.
type Errors = Vec<(u32, usize)>;

/// A chain to judge: which keys, and which faults.
#[derive(Clone, Copy)]
struct Case(Keys, usize, usize);

impl Case {
    fn id(self) -> String {
        let Self(keys, first, second) = self;
        let fault = |at: usize| FAULTS[at].0;
        if second == 0 {
            format!("{keys:?}: {}", fault(first))
        } else {
            format!("{keys:?}: {} + {}", fault(first), fault(second))
        }
    }

    fn scenario(self) -> Scenario {
        let mut scenario = Scenario::new(self.0);
        (FAULTS[self.1].1)(&mut scenario);
        (FAULTS[self.2].1)(&mut scenario);
        scenario
    }

    /// Whether its answer is recorded: every fault alone, and some in pairs.
    fn recorded(self) -> bool {
        // Thinned out alike whether or not all are judged.
        let kind = self.0 == Keys::Ed25519 || self.1.is_multiple_of(5);
        kind && (self.2 == 0 || (self.1 * 31 + self.2 * 17).is_multiple_of(40))
    }
}

/// Every fault alone with every kind of key, and pairs with the quickest kind. All of them take
/// minutes: slow kinds and pairs are thinned out unless `APPGW_DOCTOR_ALL` is set.
fn cases() -> Vec<Case> {
    let all = std::env::var_os("APPGW_DOCTOR_ALL").is_some();
    let mut cases: Vec<Case> = Vec::new();
    for keys in Keys::ALL {
        let every = if all || keys == Keys::Ed25519 { 1 } else { 5 };
        cases.extend(
            (0..FAULTS.len())
                .step_by(every)
                .map(|fault| Case(keys, fault, 0)),
        );
    }
    for first in 1..FAULTS.len() {
        let pairs = (first + 1..FAULTS.len()).map(|second| Case(Keys::Ed25519, first, second));
        cases.extend(pairs.filter(|case| all || (case.1 * 31 + case.2 * 17).is_multiple_of(5)));
    }
    cases
}

/// The errors at which `openssl verify` goes on by itself.
const GOES_ON: &[u32] = &[10, 18, 79, 37, 25, 12, 11, 34, 26];

fn ours(scenario: &Scenario) -> Option<Errors> {
    let read =
        |part| Certificate::from_der(&scenario.der(part)).map(|(certificate, _)| certificate);
    let leaf = read(&faults::Part::Leaf)?;
    let sent: Vec<Certificate> = scenario.sent.iter().map(read).collect::<Option<_>>()?;
    let trusted: Vec<Certificate> = scenario.trusted.iter().map(read).collect::<Option<_>>()?;
    let host = scenario.host.map(Host::parse);
    let answer = verify(
        &leaf,
        &sent,
        &trusted,
        &Question::of_tls_client(pki::NOW, host.as_ref()),
    );
    let mut errors: Errors = answer
        .failures
        .iter()
        .map(|failure| (failure.code, failure.depth))
        .collect();
    if let Some(stop) = errors.iter().position(|(code, _)| !GOES_ON.contains(code)) {
        errors.truncate(stop + 1);
    }
    Some(errors)
}

fn openssl_3_0() -> bool {
    let version = Command::new("openssl").arg("version").output();
    version.is_ok_and(|output| output.stdout.starts_with(b"OpenSSL 3.0."))
}

fn theirs(scenario: &Scenario, folder: &Path) -> Option<Errors> {
    let file = |name: &str, parts: &[faults::Part]| -> PathBuf {
        let path = folder.join(name);
        let text: String = parts
            .iter()
            .map(|part| pki::pem(&scenario.der(part)))
            .collect();
        std::fs::write(&path, text).unwrap();
        path
    };
    let mut command = Command::new("openssl");
    command.args([
        "verify",
        "-no-CApath",
        "-no-CAstore",
        "-purpose",
        "sslserver",
        "-auth_level",
        "1",
        "-attime",
        &faults::now(),
    ]);
    if scenario.trusted.is_empty() {
        command.arg("-no-CAfile");
    } else {
        command
            .arg("-CAfile")
            .arg(file("trusted.pem", &scenario.trusted));
    }
    if !scenario.sent.is_empty() {
        command
            .arg("-untrusted")
            .arg(file("sent.pem", &scenario.sent));
    }
    match scenario.host {
        Some(host) if host.parse::<std::net::IpAddr>().is_ok() => {
            command.args(["-verify_ip", host]);
        }
        Some(host) => {
            command.args(["-verify_hostname", host]);
        }
        None => {}
    }
    command.arg(file("leaf.pem", &[faults::Part::Leaf]));
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    if text.contains("nable to load") || text.contains("Could not read") {
        return None;
    }
    let errors = text.lines().filter_map(|line| {
        let (code, rest) = line.strip_prefix("error ")?.split_once(" at ")?;
        Some((code.parse().ok()?, rest.split_once(' ')?.0.parse().ok()?))
    });
    Some(errors.collect())
}

fn shown(errors: Option<&Errors>) -> String {
    match errors {
        None => "not read".to_owned(),
        Some(errors) if errors.is_empty() => "ok".to_owned(),
        Some(errors) => errors
            .iter()
            .map(|(code, depth)| format!("{code}@{depth}"))
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Runs a job for each case on all processors; the answers by the cases' names.
fn all(cases: &[Case], job: impl Fn(Case, &Path) -> String + Sync) -> BTreeMap<String, String> {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(BTreeMap::new());
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let (next, answers, job) = (&next, &answers, &job);
            scope.spawn(move || {
                let name = format!("appgw-doctor-{}-{run}-{worker}", std::process::id());
                let folder = std::env::temp_dir().join(name);
                std::fs::create_dir_all(&folder).unwrap();
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let answer = job(*case, &folder);
                    answers.lock().unwrap().insert(case.id(), answer);
                }
                std::fs::remove_dir_all(&folder).unwrap();
            });
        }
    });
    answers.into_inner().unwrap()
}

/// Cases in which the answer differs, each with its reason.
fn explained() -> BTreeMap<String, String> {
    let known: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(include_str!("openssl-differences.json")).unwrap();
    known["generated"].clone()
}

/// Which of the explained faults a case contains.
fn explanation<'a>(id: &str, explained: &'a BTreeMap<String, String>) -> Option<&'a String> {
    let (_, faults) = id.split_once(": ")?;
    faults
        .split(" + ")
        .find_map(|fault| explained.get_key_value(fault))
        .map(|(fault, _)| fault)
}

#[test]
fn as_openssl_does() {
    if !openssl_3_0() {
        println!("NOT RUN: there is no OpenSSL 3.0 on this machine");
        return;
    }
    let cases = cases();
    let ours = all(&cases, |case, _| shown(ours(&case.scenario()).as_ref()));
    let theirs = all(&cases, |case, folder| {
        shown(theirs(&case.scenario(), folder).as_ref())
    });
    if std::env::var_os("APPGW_DOCTOR_RECORD").is_some() {
        let lines: String = cases
            .iter()
            .filter(|case| case.recorded())
            .map(|case| format!("{}\t{}\n", case.id(), theirs[&case.id()]))
            .collect();
        std::fs::write(
            concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/differential/recorded.txt"
            ),
            lines,
        )
        .unwrap();
    }
    let explained = explained();
    let mut used = Vec::new();
    let mut new = Vec::new();
    for (id, answer) in &ours {
        if *answer != theirs[id] {
            match explanation(id, &explained) {
                Some(fault) => used.push(fault),
                None => new.push(format!("{id}: here {answer}, OpenSSL {}", theirs[id])),
            }
        }
    }
    assert!(
        new.is_empty(),
        "{} of {} differ:\n{}",
        new.len(),
        ours.len(),
        new.join("\n")
    );
    let gone: Vec<&String> = explained
        .keys()
        .filter(|fault| !used.contains(fault))
        .collect();
    assert!(
        gone.is_empty(),
        "explained, but no longer different: {gone:?}"
    );
    println!(
        "{} chains judged alike, {} explained",
        ours.len() - used.len(),
        used.len()
    );
}

#[test]
fn as_recorded() {
    let recorded: BTreeMap<&str, &str> = include_str!("differential/recorded.txt")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let cases: Vec<Case> = cases().into_iter().filter(|case| case.recorded()).collect();
    assert_eq!(
        recorded.len(),
        cases.len(),
        "write the record anew, with APPGW_DOCTOR_RECORD set and OpenSSL 3.0"
    );
    let explained = explained();
    let ours = all(&cases, |case, _| shown(ours(&case.scenario()).as_ref()));
    let differing: Vec<String> = ours
        .iter()
        .filter(|(id, answer)| {
            recorded[id.as_str()] != answer.as_str() && explanation(id, &explained).is_none()
        })
        .map(|(id, answer)| format!("{id}: here {answer}, OpenSSL {}", recorded[id.as_str()]))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
