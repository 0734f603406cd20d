//! The drawings in words: everything that they show, line by line.

use super::{Comparison, Entry, Mark, Picture, Presented, Side, sources_text};
use crate::language::picture::{common, twin as say};

/// A line of a drawing's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The shape that stands beside it in the drawing.
    pub mark: Option<Mark>,
    /// What it says.
    pub text: String,
}

impl Line {
    fn plain(text: String) -> Self {
        Self { mark: None, text }
    }

    fn marked(mark: Mark, text: String) -> Self {
        let mark = Some(mark);
        Self { mark, text }
    }
}

/// All lines as one text.
pub(super) fn text(lines: &[Line]) -> String {
    let each: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    each.join("\n")
}

impl Picture {
    /// What the drawing shows, in words. Lines of the probe's steps begin with `Hop`, those of
    /// certificates with `Chain`.
    pub fn describe(&self) -> Vec<Line> {
        let mut lines = vec![
            Line::plain(common::what_to_do(&self.remedy)),
            Line::plain(say::source(sources_text(self.sources), self.basis.as_str())),
        ];
        for act in &self.acts {
            let (heading, place) = (act.heading(), act.place.word());
            lines.push(Line::marked(
                Mark::Act,
                format!("{heading}, {place}: {}", act.text),
            ));
        }
        let gateway = self.gateway.label.as_deref().unwrap_or(say::GATEWAY);
        let server = self.server.label.as_deref().unwrap_or(say::SERVER);
        if let Some(control) = &self.control {
            lines.push(Line::marked(
                control.status.mark(),
                format!(
                    "{} -> {gateway}, {}: {}. {}",
                    control.who,
                    control.asks,
                    control.status.word(),
                    control.note
                ),
            ));
        }
        lines.push(Line {
            mark: self.client.mark,
            text: say::client(gateway, &self.client.sees),
        });
        lines.push(Line::plain(block(&self.gateway)));
        lines.extend(self.hop_lines(gateway, server));
        lines.push(Line::plain(block(&self.server)));
        for member in &self.members {
            let text = format!("{gateway} -> {}: {}", member.name, member.says);
            lines.push(Line::marked(member.mark, text));
        }
        lines.extend(self.chain_lines());
        lines
    }

    fn hop_lines(&self, gateway: &str, server: &str) -> Vec<Line> {
        let each = self.hops.iter().enumerate().map(|(index, hop)| {
            let to = match hop.step {
                super::Step::Resolve => "DNS",
                _ => server,
            };
            let mut text = say::hop(index + 1, gateway, to, hop.step.word(), hop.status.word());
            let notes = [&hop.note, &hop.wants, &hop.gets];
            for (index, note) in notes.into_iter().flatten().enumerate() {
                text.push_str(if index == 0 { ": " } else { "; " });
                text.push_str(note);
            }
            Line::marked(hop.status.mark(), text)
        });
        each.collect()
    }

    fn chain_lines(&self) -> Vec<Line> {
        let Some(chain) = &self.chain else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for element in &chain.elements {
            let presented = match element.presented {
                Presented::At(depth) => say::presented_at(depth),
                Presented::No => say::NOT_PRESENTED.to_owned(),
                Presented::Unknown => say::MAYBE_PRESENTED.to_owned(),
            };
            let expected = match element.expected {
                Some(depth) => say::expected_at(depth),
                None => say::NOT_EXPECTED.to_owned(),
            };
            let name = element.name.as_deref().map(|name| format!(" {name}"));
            let says = element.says.as_deref().map(|says| format!(": {says}"));
            lines.push(Line::marked(
                element.state.mark(),
                format!(
                    "{}, {}{}: {presented}, {expected}: {}{}",
                    say::CHAIN,
                    element.role.word(),
                    name.unwrap_or_default(),
                    element.state.word(),
                    says.unwrap_or_default()
                ),
            ));
        }
        let trust = &chain.trust;
        let of = trust.of.and_then(|index| chain.elements.get(index));
        let mut text = trust.anchor.word().to_owned();
        if !trust.names.is_empty() {
            text.push_str(&format!(" ({})", trust.names.join(", ")));
        }
        if let Some(of) = of {
            text.push_str(&format!(" <-> {}", of.role.word()));
        }
        text.push_str(&format!(": {}", super::trust_word(trust.status)));
        if let Some(note) = &trust.note {
            text.push_str(&format!(": {note}"));
        }
        lines.push(Line::marked(
            trust.status.mark(),
            format!("{}, {text}", say::CHAIN),
        ));
        lines.extend(chain.note.clone().map(Line::plain));
        lines
    }
}

fn block(block: &super::Block) -> String {
    let name = block.label.as_deref().unwrap_or(say::NO_NAME);
    let mut text = format!("{}: {name}", block.kind);
    for fact in &block.facts {
        text.push_str(", ");
        text.push_str(fact);
    }
    text
}

impl Comparison {
    /// What the drawing shows, in words.
    pub fn describe(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for side in [&self.left, &self.right] {
            side_lines(side, &mut lines);
        }
        lines.push(Line::plain(say::source(
            sources_text(self.sources),
            self.basis.as_str(),
        )));
        lines
    }
}

fn side_lines(side: &Side, lines: &mut Vec<Line>) {
    let (mark, verdict) = match &side.verdict {
        Some((mark, verdict)) => (Some(*mark), format!(": {verdict}")),
        None => (None, String::new()),
    };
    let text = format!("{}{verdict}", side.heading);
    lines.push(Line { mark, text });
    for entry in &side.entries {
        lines.push(entry_line(entry));
    }
}

fn entry_line(entry: &Entry) -> Line {
    let says = entry.says.iter().map(|(_, text)| text.as_str());
    let parts: Vec<&str> = entry
        .printed
        .iter()
        .map(String::as_str)
        .chain(says)
        .collect();
    let mark = entry.says.iter().find_map(|(mark, _)| *mark);
    Line {
        mark,
        text: format!("{}: {}", entry.title, parts.join("; ")),
    }
}
