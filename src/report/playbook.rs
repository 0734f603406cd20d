//! One topic's page as text, for a terminal.

use super::wrap::Page;
use crate::gateway::Cloud;
use crate::guide::command::Command;
use crate::guide::source::Cite;
use crate::guide::step::{Block, Entry, Next, Stage, Statement, Step};
use crate::language::report::{common, playbook as say};

/// Writes a whole entry, wrapped at that many columns. Names stand as `<gateway>` and so on.
pub fn write(entry: &Entry, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph("", "", &format!("{} [{}]", entry.title, entry.topic.id()));
    if !entry.documented_heading.is_empty() {
        let text = say::documented_as(entry.documented_heading);
        page.paragraph("", "", &text);
    }
    page.paragraph("", "", stage(entry.stage));
    page.blank();
    blocks(&mut page, "", entry.meaning);
    page.heading(&say::clients_see(entry.clients_see));
    statements(&mut page, say::CAUSES, entry.causes);
    statements(&mut page, say::TWINS, entry.twins);
    statements(&mut page, say::DISAGREEMENTS, entry.disagreements);
    if !entry.steps.is_empty() {
        page.heading(say::STEPS);
    }
    for (number, step) in entry.steps.iter().enumerate() {
        write_step(&mut page, entry, number + 1, step);
    }
    if !entry.links.is_empty() {
        page.heading(say::READ_ON);
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
        page.heading(say::SOURCES);
    }
    for cite in sources {
        let mut text = cite.source.title.to_owned();
        if !cite.heading.is_empty() {
            text.push_str(&format!(", \"{}\"", cite.heading));
        }
        if !cite.source.dated.is_empty() {
            text.push_str(&say::dated(cite.source.dated));
        }
        text.push_str(&say::read(cite.source.read));
        if let Some(address) = cite.source.address(Cloud::Public) {
            text.push_str(&format!(": {address}"));
        }
        page.paragraph("  ", "    ", &text);
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Report => say::STAGE_REPORT,
        Stage::Dns => say::STAGE_DNS,
        Stage::Tcp => say::STAGE_TCP,
        Stage::Tls => say::STAGE_TLS,
        Stage::Http => say::STAGE_HTTP,
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
            page.paragraph("    ", "    ", common::UNDO);
            page.verbatim("      ", undo);
        }
    }
}

fn next(entry: &Entry, next: Next) -> String {
    match next {
        Next::Continue => say::NEXT_STEP.to_owned(),
        Next::Step(id) => match entry.steps.iter().position(|step| step.id == id) {
            Some(index) => say::step(index + 1),
            None => say::step(id),
        },
        Next::Topic(topic) => format!("appgw-doctor fault {}", topic.id()),
        Next::Verify => say::VERIFY.to_owned(),
        Next::Elsewhere => say::ELSEWHERE.to_owned(),
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
