//! A probe's message by itself: one sentence, or several, with or without prose around.

use crate::fault;

use super::Content;
use super::recognise::Piece;
use super::split::Line;
use super::wrap::{self, Width};

/// How many lines a broken message spans at most.
const SPAN: usize = 8;

/// How many lines of prose of one source are searched: classifying is slow beside reading.
pub(super) const LINES: usize = 2_000;

/// Finds the messages in lines of prose. Every line that is part of none is left out.
pub(super) fn pieces(text: &str, prose: &[Line], width: Width) -> Vec<Piece> {
    let mut found = Vec::new();
    let lines: Vec<(usize, &str)> = prose
        .iter()
        .map(|line| {
            let raw = line.of(text);
            let trimmed = raw.trim();
            (line.start + (raw.len() - raw.trim_start().len()), trimmed)
        })
        .collect();
    let mut first = 0;
    let mut last = 0;
    while last < lines.len() {
        let run = shortest_run(&lines, first, last, width);
        let Some(mut start) = run else {
            last += 1;
            continue;
        };
        // The sentence may have begun on lines before and may go on after.
        while start > first
            && let Some((_, line)) = lines.get(start)
            && line.starts_with(|c: char| c.is_lowercase())
            && let Some((_, before)) = lines.get(start - 1)
            && !before.is_empty()
            && !ends_sentence(before)
        {
            start -= 1;
        }
        while let Some((_, line)) = lines.get(last)
            && let Some((_, next)) = lines.get(last + 1)
            && !next.is_empty()
            && last - start < SPAN
            && goes_on(line, next)
            && !contradicts(
                &join(lines.get(start..=last).unwrap_or_default(), width),
                next,
            )
        {
            last += 1;
        }
        let run = lines.get(start..=last).unwrap_or_default();
        if let Some((at, _)) = run.first() {
            found.push(Piece::new(
                *at,
                Content::Message(bare(&join(run, width)).to_owned()),
            ));
        }
        last += 1;
        first = last;
    }
    found
}

/// Where the shortest run of lines begins that ends in a line and reads as a message.
fn shortest_run(lines: &[(usize, &str)], first: usize, last: usize, width: Width) -> Option<usize> {
    let is_message = |start: usize| {
        let joined = join(lines.get(start..=last).unwrap_or_default(), width);
        is_known(&joined)
    };
    if is_message(last) {
        return Some(last);
    }
    // A blank line ends a paragraph.
    let longest = (first..last)
        .rev()
        .take(SPAN)
        .take_while(|start| lines.get(*start).is_some_and(|(_, line)| !line.is_empty()))
        .last()?;
    // What the longest run does not hold, no shorter one does.
    if lines.get(last)?.1.is_empty() || !is_message(longest) {
        return None;
    }
    (longest..last).rev().find(|start| is_message(*start))
}

/// Whether a message goes on in the next line: in the middle of a sentence, or with its link.
fn goes_on(line: &str, next: &str) -> bool {
    // Lines shorter than this were ended, not broken.
    let broken = line.chars().count() >= 30 && !ends_sentence(line);
    next.starts_with(|c: char| c.is_lowercase())
        || next.starts_with("- http")
        || broken && !(begins_message(next) && is_known(next))
}

/// Whether the next line is a message by itself that says something else.
fn contradicts(message: &str, next: &str) -> bool {
    let next = fault::classify(bare(next), None);
    next.is_some() && next != fault::classify(bare(message), None)
}

/// Whether a line begins with a word that the gateway's messages begin with.
fn begins_message(line: &str) -> bool {
    const FIRST: [&str; 16] = [
        "Application",
        "Backend",
        "Body",
        "Cannot",
        "Connection",
        "Failed",
        "HTTPS",
        "Https",
        "Probe",
        "Received",
        "Status",
        "Success",
        "The",
        "Time",
        "Unable",
        "Verify",
    ];
    let first = line.split(|c: char| !c.is_alphanumeric()).next();
    first.is_some_and(|word| FIRST.contains(&word))
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', '}'])
}

fn join(lines: &[(usize, &str)], width: Width) -> String {
    let mut joined = String::new();
    for (_, line) in lines {
        let before = joined.lines().last().map_or(0, |line| line.chars().count());
        if wrap::needs_space(&joined, line, before, width) || joins_sentences(&joined) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

fn joins_sentences(before: &str) -> bool {
    before.ends_with(['.', ':', ',', ';']) && before.contains(' ') && !before.ends_with("aka.")
}

/// A message without the quotes and list marks that somebody put around it.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    let text = text
        .strip_prefix("- ")
        .or_else(|| text.strip_prefix("* "))
        .or_else(|| text.strip_prefix("• "))
        .unwrap_or(text);
    for (open, close) in [('"', '"'), ('“', '”'), ('\'', '\''), ('`', '`')] {
        if let Some(inner) = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close))
            && !inner.contains(open)
        {
            return inner.trim();
        }
    }
    text
}

/// Whether some catalogue entry, or success, is what a sentence says.
pub(super) fn is_known(text: &str) -> bool {
    // The shortest known message is `Connection refused`; a page of text is none.
    (12..4_000).contains(&text.len()) && fault::classify(bare(text), None).is_some()
}
