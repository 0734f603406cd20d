//! One topic's page as text, for a terminal.

use super::wrap::Page;
use crate::gateway::Cloud;
use crate::guide::command::Command;
use crate::guide::source::Cite;
use crate::guide::step::{Block, Entry, Next, Stage, Statement, Step};

/// Writes a whole entry, wrapped at that many columns. Names stand as `<gateway>` and so on.
pub fn write(entry: &Entry, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph("", "", &format!("{} [{}]", entry.title, entry.topic.id()));
    if !entry.documented_heading.is_empty() {
        let text = format!("Documented as \"{}\".", entry.documented_heading);
        page.paragraph("", "", &text);
    }
    page.paragraph("", "", stage(entry.stage));
    page.blank();
    blocks(&mut page, "", entry.meaning);
    page.heading(&format!("What clients see: {}", entry.clients_see));
    statements(&mut page, "Causes, the likeliest first", entry.causes);
    statements(&mut page, "What else produces the same", entry.twins);
    statements(&mut page, "Where documents disagree", entry.disagreements);
    if !entry.steps.is_empty() {
        page.heading("Steps");
    }
    for (number, step) in entry.steps.iter().enumerate() {
        write_step(&mut page, entry, number + 1, step);
    }
    if !entry.links.is_empty() {
        page.heading("Read on");
    }
    for link in entry.links {
        page.paragraph("  ", "    ", &format!("{}: {}", link.label, link.url));
    }
    cites(&mut page, entry.sources);
    page.finish()
}

/// Where something comes from, with dates.
pub(super) fn cites(page: &mut Page, sources: &[Cite]) {
    if !sources.is_empty() {
        page.heading("Sources");
    }
    for cite in sources {
        let mut text = cite.source.title.to_owned();
        if !cite.heading.is_empty() {
            text.push_str(&format!(", \"{}\"", cite.heading));
        }
        if !cite.source.dated.is_empty() {
            text.push_str(&format!(", dated {}", cite.source.dated));
        }
        text.push_str(&format!(", read {}", cite.source.read));
        if let Some(address) = cite.source.address(Cloud::Public) {
            text.push_str(&format!(": {address}"));
        }
        page.paragraph("  ", "    ", &text);
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Report => "The report says nothing of how far the probe gets.",
        Stage::Dns => "The probe stops at resolving the server's name.",
        Stage::Tcp => "The probe stops at connecting to the port.",
        Stage::Tls => "The probe stops at the TLS handshake.",
        Stage::Http => "The probe stops at the HTTP answer.",
    }
}

fn statements(page: &mut Page, heading: &str, statements: &[Statement]) {
    if !statements.is_empty() {
        page.heading(heading);
    }
    for statement in statements {
        let text = format!("{} [{}]", statement.text, statement.basis.as_str());
        page.paragraph("  - ", "    ", &text);
    }
}

fn write_step(page: &mut Page, entry: &Entry, number: usize, step: &Step) {
    page.blank();
    page.paragraph(&format!("{number:2}. "), "    ", step.title);
    blocks(page, "    ", step.body);
    commands(page, step.commands);
    for branch in step.branches {
        let mut text = branch.outcome.trim_end_matches('.').to_owned();
        if !branch.then.is_empty() {
            text.push_str(&format!(": {}", branch.then));
        }
        let next = next(entry, branch.next);
        text = format!("{} -> {next}", text.trim_end_matches('.'));
        page.paragraph("    * ", "      ", &text);
    }
    for blade in step.portal {
        page.paragraph("    Portal: ", "      ", blade.words());
    }
    for link in step.links {
        page.paragraph("    ", "      ", &format!("{}: {}", link.label, link.url));
    }
}

/// Commands as templates, with what they do and how to undo them.
pub(super) fn commands(page: &mut Page, commands: &[Command]) {
    for command in commands {
        let (shell, effect) = (command.shell.label(), command.effect.label());
        let text = format!("{} ({shell}, {effect}):", command.purpose);
        page.paragraph("    ", "    ", &text);
        page.verbatim("      ", command.template);
        if let Some(undo) = command.undo {
            page.paragraph("    ", "    ", "To undo it:");
            page.verbatim("      ", undo);
        }
    }
}

fn next(entry: &Entry, next: Next) -> String {
    match next {
        Next::Continue => "next step".to_owned(),
        Next::Step(id) => match entry.steps.iter().position(|step| step.id == id) {
            Some(index) => format!("step {}", index + 1),
            None => format!("step {id}"),
        },
        Next::Topic(topic) => format!("appgw-doctor fault {}", topic.id()),
        Next::Verify => "verify it".to_owned(),
        Next::Elsewhere => "take it to the application's people or to support".to_owned(),
    }
}

fn blocks(page: &mut Page, indent: &str, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Text(text) => page.paragraph(indent, indent, text),
            Block::Caution(text) => {
                page.paragraph(&format!("{indent}! "), &format!("{indent}  "), text);
            }
            Block::List(points) => {
                for point in *points {
                    page.paragraph(&format!("{indent}- "), &format!("{indent}  "), point);
                }
            }
            Block::Ordered(points) => {
                for (number, point) in points.iter().enumerate() {
                    let first = format!("{indent}{}. ", number + 1);
                    page.paragraph(&first, &format!("{indent}   "), point);
                }
            }
            Block::Sample(text) => page.verbatim(&format!("{indent}  | "), text),
            Block::Table(rows) => {
                for row in *rows {
                    let text = row.join(" | ");
                    page.paragraph(&format!("{indent}  "), &format!("{indent}    "), &text);
                }
            }
        }
    }
}
