//! What a person pastes, in every shape it takes, read through the one public way in.

use appgw_doctor::evidence::{
    Content, Evidence, HealthReport, Kind, ReportState, read, read_message,
};

fn one(text: &str) -> Evidence {
    let mut found = read("paste 1", text.as_bytes());
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn report(text: &str) -> HealthReport {
    match one(text).content {
        Content::Health(report) => report,
        other => panic!("{other:?}"),
    }
}

#[test]
fn answers_of_a_word_have_a_meaning() {
    assert_eq!(report("null").state, ReportState::Pending);
    assert_eq!(report("No results.").state, ReportState::NoPermission);
    assert_eq!(report("No results\r\n").state, ReportState::NoPermission);
    assert_eq!(report("{\"backendAddressPools\": []}").pools, []);
}

#[test]
fn whatever_comes_as_a_message_is_one() {
    for text in ["No results.", "anything at all", "{}"] {
        let piece = read_message(text);
        assert_eq!(piece.kind(), Kind::Message);
        assert_eq!(piece.content, Content::Message(text.to_owned()));
    }
}
