//! What the page does with its state.

use appgw_doctor::guide::Topic;
use appgw_doctor::share::SavedSource;

use super::*;

const MESSAGE: &str = "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server.";

fn now() -> Timestamp {
    Timestamp::parse("2026-11-21T00:00:00Z").unwrap()
}

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    let start = Rc::new(State::new(now()));
    actions
        .into_iter()
        .fold(start, |state, action| state.reduce(action))
}

fn typed(text: &str) -> Action {
    Action::Type(text.to_owned(), false, now())
}

fn names(state: &State) -> Vec<&str> {
    state.sources.iter().map(|source| &*source.name).collect()
}

#[test]
fn typing_makes_one_source_and_judges_it() {
    let state = after([typed("Cannot connect"), typed(MESSAGE)]);
    assert_eq!(names(&state), ["paste 1"]);
    assert_eq!(state.analysis.diagnosis.problems.len(), 1);
    assert_eq!(state.box_text(), MESSAGE);
    assert!(
        state
            .announcement
            .contains(&state.analysis.verdict.headline)
    );
}

#[test]
fn a_state_begins_with_what_is_found_in_nothing() {
    let empty = State::new(now());
    let judged = reading::analyse(Vec::new(), Typed::default(), now(), None);
    assert_eq!(empty.analysis.diagnosis, judged.diagnosis);
    assert_eq!(empty.analysis.case, judged.case);
}

#[test]
fn what_is_given_too_early_waits_in_its_order() {
    let mut state = State::new(now());
    state.postpone(Action::AddPaste(MESSAGE.to_owned(), now()));
    state.postpone(Action::SetTheme(Theme::Dark));
    state.postpone(Action::AddPaste("No results.".to_owned(), now()));
    assert!(!state.has_case());
    assert_eq!(state.theme, Theme::Dark, "colours need nothing read");
    let texts: Vec<_> = state.postponed_texts().collect();
    assert_eq!(texts, [MESSAGE, "No results."]);

    let state = Rc::new(state).reduce(Action::Begin);
    assert_eq!(names(&state), ["paste 1", "paste 2"]);
    assert!(state.analysis.problem(Fault::TcpConnect, 1).is_some());
    assert!(state.begun && state.postponed.is_empty());
}

#[test]
fn parameters_in_a_source_of_their_own_fill_a_template() {
    const TEMPLATE: &str = include_str!("../../../tests/fixtures/iac/given/network.bicep");
    const WRONG: &str = include_str!("../../../tests/fixtures/iac/given/wrong.bicepparam");
    let file = |name: &str, text: &str| Action::AddFile(name.to_owned(), text.into(), now());
    let alone = after([file("network.bicep", TEMPLATE)]);
    let both = after([
        file("given.bicepparam", WRONG),
        file("network.bicep", TEMPLATE),
    ]);
    assert_ne!(alone.analysis.verdict.tone, Tone::Problems);
    assert_eq!(both.analysis.verdict.tone, Tone::Problems);
    // What they give goes with them.
    let without = both.reduce(Action::Remove("given.bicepparam".into()));
    assert_eq!(without.analysis.diagnosis, alone.analysis.diagnosis);
}

#[test]
fn private_keys_are_kept_nowhere() {
    let text = "before\n-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\nafter";
    let state = after([typed(text)]);
    let boxed = state.box_text();
    assert!(boxed.contains("before") && boxed.contains("after"));
    assert!(!format!("{state:?}").contains("c2VjcmV0"));
    assert_eq!(state.keys_removed, 1);
    assert_eq!(boxed.lines().count(), 5);

    let state = state.reduce(typed(&format!("{boxed} more")));
    assert_eq!(state.keys_removed, 1, "told once");
    assert_eq!(state.sources[0].removed.len(), 1, "and not forgotten");
}

#[test]
fn an_emptied_box_takes_its_source_along() {
    let state = after([typed(MESSAGE), typed("  \n")]);
    assert!(!state.has_case());
    assert_eq!(state.analysis.diagnosis.problems.len(), 0);
}

#[test]
fn pastes_and_files_accumulate() {
    let file = |name: &str| Action::AddFile(name.to_owned(), MESSAGE.into(), now());
    let state = after([
        typed(MESSAGE),
        Action::KeepBox,
        typed("No results."),
        Action::AddPaste(MESSAGE.to_owned(), now()),
        file("health.json"),
        file("health.json"),
    ]);
    let expected = [
        "paste 1",
        "paste 2",
        "paste 3",
        "health.json",
        "health.json (2)",
    ];
    assert_eq!(names(&state), expected);
    assert_eq!(state.box_text(), "No results.");
    let mut evidence = state.analysis.case.evidence.iter();
    assert!(evidence.any(|piece| piece.source == "health.json (2)"));
}

#[test]
fn a_source_goes_back_into_the_box_and_keeps_its_name() {
    let edit = Action::Edit("paste 1".into());
    let state = after([
        typed(MESSAGE),
        Action::KeepBox,
        typed("No results."),
        edit,
        typed("x"),
    ]);
    assert_eq!(names(&state), ["paste 1", "paste 2"]);
    assert_eq!(state.box_text(), "x");
    assert_eq!(state.source("paste 2").unwrap().text(), "No results.");
}

#[test]
fn what_is_too_long_or_no_text_is_not_edited() {
    let long = "x".repeat(BOX_LIMIT + 1);
    let state = after([
        Action::AddPaste(long, now()),
        Action::AddFile("chain.p7b".to_owned(), vec![0x30, 0x82, 0xff], now()),
        Action::Edit("paste 1".into()),
        Action::Edit("chain.p7b".into()),
    ]);
    assert_eq!(state.boxed, None);
}

#[test]
fn addresses_lose_nothing() {
    let state = after([
        typed(MESSAGE),
        Action::Navigate(Route::parse("#/fault/tcp-connect")),
        Action::Navigate(Route::parse("#/nowhere")),
        Action::Navigate(Route::Start),
    ]);
    assert_eq!(names(&state), ["paste 1"]);
    assert_eq!(state.box_text(), MESSAGE);
}

#[test]
fn an_example_never_mixes_with_what_is_the_persons_own() {
    let example = || Action::AddExample("example: a".to_owned(), MESSAGE, now());
    assert_eq!(names(&after([example(), example()])), ["example: a"]);
    assert_eq!(names(&after([example(), typed(MESSAGE)])), ["paste 1"]);
}

#[test]
fn what_is_typed_in_counts_and_can_be_taken_back() {
    let typed_in = Typed {
        host: Some("www.contoso.com".to_owned()),
        ..Typed::default()
    };
    let state = after([
        Action::SetTyped(typed_in),
        Action::AsOf(Timestamp::from_unix(0)),
    ]);
    assert_eq!(state.analysis.case.at, Timestamp::EPOCH);
    assert_eq!(
        state.analysis.case.typed.host.as_deref(),
        Some("www.contoso.com")
    );
    let state = state.reduce(Action::AsOf(None)).reduce(Action::Clear);
    assert_eq!(state.analysis.case.at, now());
    assert_eq!(state.typed, Typed::default());
}

#[test]
fn what_was_said_of_a_step_outlives_more_evidence() {
    let problem_of = |state: &State| state.analysis.diagnosis.problems.first().cloned();
    let topic = Topic::Fault(Fault::TcpConnect);
    let state = after([typed(MESSAGE)]);
    let key = (
        problem_key(topic, problem_of(&state).as_ref()),
        "tcp-connect/test-port",
    );
    let state = state.reduce(Action::SetMark(key.clone(), Some(Mark::Cause)));
    let state = state.reduce(Action::AddPaste(MESSAGE.to_owned(), now()));
    let again = (
        problem_key(topic, problem_of(&state).as_ref()),
        "tcp-connect/test-port",
    );
    assert_eq!(state.marks.get(&again), Some(&Mark::Cause));
    assert!(state.reduce(Action::SetMark(key, None)).marks.is_empty());
}

#[test]
fn a_file_that_fails_is_told_until_it_is_read() {
    let failed = Action::FileFailed("a.json".to_owned(), "too large".to_owned());
    let state = after([failed]);
    assert_eq!(state.failures.len(), 1);
    let read = Action::AddFile("a.json".to_owned(), Vec::new(), now());
    assert!(state.reduce(read).failures.is_empty());
}

#[test]
fn a_saved_case_comes_back_as_it_was() {
    let key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
    let topic = Topic::Fault(Fault::TcpConnect);
    let state = after([
        typed(&format!("{key}{MESSAGE}")),
        Action::AddFile("der".to_owned(), vec![0xff, 0xfe, 0x00], now()),
        Action::SetTyped(Typed {
            host: Some("www.contoso.com".to_owned()),
            ..Typed::default()
        }),
        Action::AsOf(Timestamp::from_unix(86_400)),
        Action::Navigate(Route::Topic(topic, 1)),
    ]);
    let problem = state.analysis.diagnosis.problems.first();
    let key = (problem_key(topic, problem), "tcp-connect/test-port");
    let state = state
        .reduce(Action::SetMark(key.clone(), Some(Mark::Cause)))
        .reduce(Action::Choose(key.0.clone(), 3));
    let file = file::write(&state.saved());
    let restored = after([Action::AddFile("a".to_owned(), file.into_bytes(), now())]);
    assert_eq!(restored.saved(), state.saved());
    assert_eq!(restored.analysis.case, state.analysis.case);
    assert_eq!(restored.route, state.route);
    assert_eq!(restored.marks, state.marks);
    assert_eq!(restored.box_text(), state.box_text());
    assert!(restored.failures.is_empty());
}

#[test]
fn a_saved_case_never_pushes_out_what_is_there_by_itself() {
    let file = file::write(&after([typed("No results.")]).saved());
    let open = || Action::AddFile("a.json".to_owned(), file.clone().into_bytes(), now());
    let state = after([typed(MESSAGE), open()]);
    assert_eq!(state.box_text(), MESSAGE);
    assert!(state.offered.is_some());
    let kept = state.clone().reduce(Action::DropOffer);
    assert_eq!((kept.box_text().as_str(), &kept.offered), (MESSAGE, &None));
    let (_, saved) = state.offered.clone().unwrap();
    let taken = state.reduce(Action::Restore(saved, now()));
    assert_eq!(taken.box_text(), "No results.");

    let damaged = file.replace("\"paste\"", "7");
    let broken = Action::AddFile("a.json".to_owned(), damaged.into_bytes(), now());
    let state = after([typed(MESSAGE), broken]);
    assert_eq!(state.box_text(), MESSAGE);
    assert_eq!(state.failures.len(), 1);
}

#[test]
fn the_view_that_goes_along_is_the_one_before_sharing() {
    let walk = Route::Topic(Topic::Fault(Fault::TcpConnect), 1);
    let state = after([
        typed(MESSAGE),
        Action::Navigate(walk.clone()),
        Action::Navigate(Route::Share),
    ]);
    assert_eq!(state.saved().route, walk.to_string());
}

#[test]
fn a_long_text_waits_to_be_read_and_is_not_lost_when_it_is_stopped() {
    let long = "a line\n".repeat(20_000);
    let state = after([
        Action::Type("No results.".to_owned(), true, now()),
        Action::AddPaste(long.clone(), now()),
    ]);
    assert_eq!(names(&state), ["paste 1"], "nothing of it is here yet");
    let [waiting] = state.incoming.as_slice() else {
        panic!("it does not wait");
    };
    assert_eq!(waiting.name, "paste 2");
    let id = waiting.id;

    let halted = state.reduce(Action::Halt(id, "stopped".to_owned()));
    let What::Text(text) = &halted.incoming[0].what else {
        panic!("the text is gone");
    };
    assert_eq!(**text, long);
    let again = halted.reduce(Action::ReadAgain(id));
    assert!(again.incoming[0].halted.is_none());

    let arrived = Rc::new(Arrived {
        case: None,
        sources: vec![Source::new("paste 2", Origin::Paste, long.into_bytes())],
        before: None,
    });
    let state = again.reduce(Action::Arrived(id, arrived.clone(), now()));
    assert_eq!(names(&state), ["paste 1", "paste 2"]);
    assert!(state.incoming.is_empty());
    // What was given up since comes too late.
    let state = state.reduce(Action::Arrived(id, arrived, now()));
    assert_eq!(names(&state), ["paste 1", "paste 2"]);
}

#[test]
fn what_was_prepared_holds_for_the_state_that_it_was_prepared_for() {
    let paste = |text: &str| Action::Type(text.to_owned(), true, now());
    let state = after([paste("No results.")]);
    let prepared = state.after(Action::KeepBox);
    assert!(state.clone().reduce(prepared.clone()).boxed.is_none());
    let later = state.reduce(paste("null")).reduce(prepared);
    assert!(later.boxed.is_none());
    assert_eq!(
        &**later.sources[0].bytes, b"null",
        "the change between is kept"
    );
}

#[test]
fn a_long_case_is_read_before_it_takes_the_place_of_another() {
    let source = |bytes: &str| SavedSource {
        name: "report.json".to_owned(),
        origin: Origin::File,
        bytes: bytes.as_bytes().to_vec().into(),
        removed: Vec::new(),
    };
    let long = SavedCase {
        sources: vec![source(&"a line\n".repeat(20_000)), source("No results.")],
        ..SavedCase::default()
    };
    let state = after([
        Action::Type("null".to_owned(), true, now()),
        Action::Restore(Rc::new(long.clone()), now()),
    ]);
    assert_eq!(names(&state), ["paste 1"], "it is still here");
    let id = state.incoming[0].id;
    let (case, sources) = read_case(long);
    let arrived = Rc::new(Arrived {
        case: Some(case),
        sources,
        before: None,
    });
    let state = state.reduce(Action::Arrived(id, arrived, now()));
    assert_eq!(names(&state), ["report.json", "report.json (2)"]);
}

/// A template holds the PFX of a listener and its password, and a probe's path a key.
#[test]
fn passwords_and_tokens_are_kept_nowhere() {
    let text = include_str!("../../../tests/fixtures/share/template_with_secrets.json");
    let state = after([typed(text)]);
    let pfx = text.split("\"data\": \"").nth(1).unwrap();
    let pfx = pfx.get(..40).unwrap();
    let saved = state.saved();
    let kept = String::from_utf8_lossy(&saved.sources[0].bytes).into_owned();
    for secret in ["Winter-4711", "aB3dE5fG7hI9jK1", pfx] {
        assert!(text.contains(secret));
        for shown in [&kept, &state.box_text(), &format!("{:?}", state.analysis)] {
            assert!(!shown.contains(secret), "{secret}");
        }
    }
    assert_eq!(state.keys_removed, 1);
    let gateways = state.analysis.case.gateways();
    assert_eq!(gateways.count(), 1, "the rest is read");
    // What is said once is not forgotten when the text in the box changes.
    let boxed = state.box_text();
    let removed = state.sources[0].removed.len();
    let state = state.reduce(typed(&format!("{boxed}\n")));
    assert_eq!(state.keys_removed, 1);
    assert_eq!(state.sources[0].removed.len(), removed);
}

/// As PowerShell's `>` writes it, but for the mark at the front, which an editor may have taken away.
#[test]
fn a_password_in_utf_16_is_kept_nowhere_either() {
    let text = r#"{"name": "cert", "password": "Winter-4711!", "port": 443}"#;
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let state = after([Action::AddFile("cert.json".to_owned(), bytes, now())]);
    let source = &state.sources[0];
    assert_eq!(source.removed.len(), 1);
    let kept = String::from_utf8_lossy(&source.bytes).replace('\0', "");
    assert!(!kept.contains("Winter"), "{kept}");
    assert!(kept.contains("cert"), "{kept}");
}
