//! What tools printed that tried a server from some other machine, line by line.

use super::Content;
use super::recognise::Piece;
use super::split::Line;
use super::value::Value;
use crate::fault::{self, Attempt};

/// How far above or below a line the name and the port stand that it is about.
const NEAR: usize = 12;

/// Finds the attempts in lines of prose. What is said several times of one attempt is taken once.
pub(super) fn pieces(text: &str, prose: &[Line]) -> Vec<Piece> {
    let lines: Vec<&str> = prose.iter().map(|line| line.of(text).trim()).collect();
    let found = find(&lines).into_iter();
    found
        .filter_map(|(index, told)| {
            let at = prose.get(index)?.start;
            Some(Piece::new(at, Content::Message(told)))
        })
        .collect()
}

/// Whether a text tells of an attempt, or of a change that was refused.
pub(super) fn is_one(text: &str) -> bool {
    fault::refusal(text).is_some() || fault::attempt(text).is_some()
}

/// The lines that tell of an attempt or of a change that was refused, as an index and what is told.
pub(super) fn find(lines: &[&str]) -> Vec<(usize, String)> {
    let mut seen: Vec<Attempt> = Vec::new();
    let mut found: Vec<(usize, String)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some((code, _)) = fault::refusal(line) {
            if !found.iter().any(|(_, told)| told == code) {
                found.push((index, code.to_owned()));
            }
            continue;
        }
        let Some(attempt) = fault::attempt(line) else {
            continue;
        };
        if seen.contains(&attempt) || fault::classify(line, None).is_some() {
            continue;
        }
        seen.push(attempt);
        found.push((index, told(lines, index, attempt)));
    }
    found
}

/// A line with what stands around it of the name and the port.
fn told(lines: &[&str], index: usize, attempt: Attempt) -> String {
    let line = lines.get(index).copied().unwrap_or_default();
    // curl marks what it does.
    let line = words(line.strip_prefix("* ").unwrap_or(line));
    let about: &[&str] = match attempt {
        Attempt::Connected | Attempt::NoAnswer => &["ComputerName", "RemotePort"],
        Attempt::Resolved => &["Name:", "Address:", "Addresses:"],
        _ => return line,
    };
    // What nslookup prints before its answer is about the server that was asked.
    let from = match attempt {
        Attempt::Resolved => index + 1,
        _ => index.saturating_sub(NEAR),
    };
    let near = lines.get(from..).unwrap_or_default().iter().take(2 * NEAR);
    let is_about = |line: &&&str| about.iter().any(|start| line.starts_with(start));
    let around = near.filter(is_about).take(about.len());
    let all = std::iter::once(line).chain(around.map(|line| words(line)));
    let marks = [':', ',', ' '];
    let all: Vec<String> = all
        .map(|line| line.trim_end_matches(marks).to_owned())
        .collect();
    all.join(", ")
}

fn words(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many issues of Connection troubleshoot are told.
const ISSUES: usize = 5;

/// What Network Watcher's Connection troubleshoot answered, as one line; `None` where a tree is none of
/// its answers.
pub(super) fn troubleshoot(value: &Value<'_>) -> Option<String> {
    let status = value.text_of("connectionStatus")?;
    let hops = value.get("hops")?.elements();
    let mut told = vec![format!("ConnectionStatus : {status}")];
    let last = hops.last().and_then(|hop| hop.text_of("address"));
    told.extend(last.map(str::to_owned));
    for hop in hops {
        let issues = hop.get("issues").map(Value::elements).unwrap_or_default();
        for issue in issues.iter().take(ISSUES.saturating_sub(told.len())) {
            let context = issue
                .get("context")
                .map(Value::elements)
                .unwrap_or_default();
            let values = context.iter().filter_map(|one| one.text_of("value"));
            let kind = issue.text_of("type").into_iter();
            told.push(kind.chain(values.take(2)).collect::<Vec<_>>().join(" "));
        }
    }
    let told = told.join(", ");
    (told.len() <= 1_000).then_some(told)
}
