//! What must hold whatever the input is, one function for each target. Each fails by panicking.
//! `tests/fuzz.rs` holds the fixtures, and every input that once failed, to the same.

use std::sync::{Arc, LazyLock};

use appgw_doctor::certificate::{bundle, private_key};
use appgw_doctor::chain::{Input, RootList, judge};
use appgw_doctor::diagnosis::{Case, Diagnosis, Typed, compare, coverage, diagnose, reach_words};
use appgw_doctor::evidence::{self, Evidence, credential};
use appgw_doctor::guide::command::Shell;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::{self, Topic, collect, effective_probe, playbook};
use appgw_doctor::picture::{self, Layout, Names, Picture};
use appgw_doctor::report;
use appgw_doctor::share::redact::{Class, Hidden, redact};
use appgw_doctor::share::{OpenError, Origin, SavedCase, SavedSource, file, link};
use appgw_doctor::time::Timestamp;
use miniz_oxide::deflate::compress_to_vec_zlib;
use serde_json::{Value, json};

static ROOTS: LazyLock<Arc<RootList>> = LazyLock::new(|| {
    let octets = include_bytes!("../../data/roots.bin");
    Arc::new(RootList::parse(octets).unwrap_or_default())
});

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

/// 2026-11-21, when the certificates of the fixtures are valid.
fn at() -> Timestamp {
    Timestamp::from_unix(1_795_219_200).unwrap_or(Timestamp::EPOCH)
}

/// Every reader of evidence: pieces come in the order of their places, and each says something. What is
/// cut out of a text does not hang on who reads it.
pub fn read(octets: &[u8]) {
    let (pieces, clean) = evidence::read_telling("paste 1", octets, &|_| {});
    for piece in &pieces {
        assert!(piece.position.line >= 1 && piece.position.column >= 1);
        for note in &piece.notes {
            assert!(note.position.line >= 1 && note.position.column >= 1);
            assert!(!note.text.is_empty());
        }
    }
    if let Ok(text) = std::str::from_utf8(octets) {
        evidence::read_message(text);
        let (rest, _) = private_key::cut(text);
        assert_eq!(private_key::cut(&rest).0, rest, "a key is left");
        // Zeros make it another encoding's.
        if !octets.contains(&0) {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            assert_eq!(clean, credential::cut(text), "a credential is left");
        }
    }
}

/// Certificates in any state, and the judge.
pub fn certificates(octets: &[u8]) {
    let read = bundle::read(octets);
    for chain in read.chains() {
        for (host, roots) in [
            (None, &RootList::default()),
            (Some("www.contoso.com"), &ROOTS),
        ] {
            let mut input = Input::new(&chain.elements, roots, at());
            input.host = host;
            let verdict = judge(&input);
            let drawn = Picture::from_chain(&verdict, &input, &Names::default());
            for layout in LAYOUTS {
                drawn.draw(layout).to_svg();
            }
        }
    }
    let _: Result<RootList, _> = RootList::parse(octets);
}

/// A link, as text and as what is packed in it: what opens is written and opened again as it was.
pub fn a_link(octets: &[u8]) {
    if let Ok(text) = std::str::from_utf8(octets)
        && let Ok(case) = link::read(text)
    {
        goes_round(&case);
    }
    if let Ok(case) = link::unpack(&compress_to_vec_zlib(octets, 1)) {
        goes_round(&case);
    }
}

/// A saved case: what opens is written and opened again as it was.
pub fn a_file(octets: &[u8]) {
    if let Ok(case) = file::read(octets) {
        goes_round(&case);
        case.evidence();
    }
}

fn goes_round(case: &SavedCase) {
    assert_eq!(&file::read(file::write(case).as_bytes()).unwrap(), case);
    match link::pack(case) {
        Ok(packed) => assert_eq!(&link::read(&link::write(&packed)).unwrap(), case),
        Err(error) => assert_eq!(error, OpenError::TooLarge),
    }
}

fn judged(evidence: Vec<Evidence>, typed: Typed) -> (Case, Diagnosis) {
    let case = Case {
        evidence,
        typed,
        at: at(),
        roots: Some(ROOTS.clone()),
    };
    let diagnosis = diagnose(&case);
    (case, diagnosis)
}

/// From a paste to everything that is said and drawn of it.
pub fn diagnosed(octets: &[u8]) {
    let (case, diagnosis) = judged(evidence::read("paste 1", octets), Typed::default());
    report::text::write(&case, &diagnosis, 80);
    report::markdown::write(&case, &diagnosis);
    report::short::write(&case, &diagnosis);
    let written = report::json::write(&case, &diagnosis);
    let written: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(written["verdict"], diagnosis.verdict.as_str());
    coverage(&case, &diagnosis);
    let same = compare(&diagnosis, &diagnosis);
    report::compare::text(&same, &diagnosis, &diagnosis, 80);
    let bare = Situation::new(&case, &diagnosis);
    for topic in Topic::all() {
        guide::walk(playbook::entry(topic), &bare);
    }
    let names = collect::Names::of(&bare);
    for shell in [Shell::AzureCli, Shell::PowerShell] {
        collect::script(shell, &names);
    }
    for problem in &diagnosis.problems {
        let situation = Situation::of_problem(&case, &diagnosis, problem);
        guide::walk(playbook::entry(Topic::Fault(problem.fault)), &situation);
        drawn(&Picture::from_fault(
            problem.fault,
            &problem.details,
            &Names::of(&situation),
        ));
    }
    for pool in &diagnosis.pools {
        let situation = Situation::of_pool(&case, &diagnosis, pool);
        for topic in [
            Topic::Degraded,
            Topic::UnhealthyPool,
            Topic::HealthyButFailing,
        ] {
            guide::walk(playbook::entry(topic), &situation);
        }
        reach_words(&diagnosis, pool);
        drawn(&Picture::from_pool(
            pool.state,
            &diagnosis.servers,
            &Names::of(&situation),
        ));
    }
    for probed in &diagnosis.effective_probes {
        let situation = Situation::of_probe(&case, &diagnosis, probed);
        let address = probed.addresses.first().map(String::as_str);
        let probe = probed.of_server(&case, &diagnosis, address);
        effective_probe::rows(&case, &diagnosis, probed, &probe);
        effective_probe::readings(&probe);
        effective_probe::repeat(&situation, &probe);
    }
    for history in &diagnosis.histories {
        for layout in LAYOUTS {
            picture::plot(history, layout).to_svg();
        }
        picture::describe_plot(history);
    }
}

fn drawn(picture: &Picture) {
    for layout in LAYOUTS {
        picture.draw(layout).to_svg();
    }
    picture.describe();
}

/// Redaction: the receiver of what leaves gets the same diagnosis, and it travels in every form.
pub fn redacted(octets: &[u8]) {
    let saved = SavedCase {
        sources: vec![SavedSource {
            name: "paste 1".to_owned(),
            origin: Origin::Paste,
            bytes: octets.to_vec().into(),
            removed: Vec::new(),
        }],
        ..SavedCase::default()
    };
    let shown = redact(&saved, Hidden::NOTHING, at(), Some(&ROOTS));
    assert_eq!(shown.case.sources, saved.sources);
    // One class shown or all hidden, as the input has it, so that the same input does the same.
    let class = Class::ALL.get(octets.len() % (Class::ALL.len() + 1));
    let hidden = class.map_or_else(Hidden::default, |class| {
        Hidden::default().with(*class, false)
    });
    let redacted = redact(&saved, hidden, at(), Some(&ROOTS));
    goes_round(&redacted.case);
    if redacted.left_out.is_empty() {
        assert_eq!(gist(&redacted.case), gist(&saved));
    }
}

/// What a diagnosis says, but for names.
fn gist(saved: &SavedCase) -> Value {
    let (_, diagnosis) = judged(saved.evidence(), saved.typed.clone());
    json!({
        "verdict": diagnosis.verdict.as_str(),
        "servers": diagnosis.servers.iter().map(|one| one.fault.map(|fault| fault.id())).collect::<Vec<_>>(),
        "pools": diagnosis.pools.iter().map(|one| one.state.as_str()).collect::<Vec<_>>(),
        "problems": diagnosis.problems.iter().map(|one| {
            json!([one.fault.id(), one.severity.as_str(), one.servers])
        }).collect::<Vec<_>>(),
        "checks": diagnosis.checks.iter().map(|one| json!([one.id, one.outcome.as_str()])).collect::<Vec<_>>(),
        "chains": diagnosis.chains.iter().map(|one| {
            json!([one.verdict.openssl_code, one.verdict.certificates.len()])
        }).collect::<Vec<_>>(),
    })
}
