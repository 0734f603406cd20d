//! Before and after, written down: for a terminal, for a ticket, for programs.

use serde_json::{Value, json};

use super::markdown::{cell, escape};
use super::wrap::Page;
use super::{summary, title};
use crate::diagnosis::{Change, Comparison, Diagnosis, ServerFinding};
use crate::language::report::{common, compare as say};

/// How many servers are listed before they are only counted.
const ROWS: usize = 100;

/// What `schema` says in the JSON form.
pub const SCHEMA: &str = "appgw-doctor/comparison/1";

/// One server before and after, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub change: Change,
    /// Its address, with pool and setting.
    pub server: String,
    /// How it was; `-` where the first report does not name it.
    pub before: String,
    /// How it is; `-` where the second report does not name it.
    pub after: String,
}

/// A change in a word or two.
pub fn word(change: Change) -> &'static str {
    match change {
        Change::Worse => say::WORSE,
        Change::Changed => say::CHANGED,
        Change::StillFails => say::STILL_FAILS,
        Change::New => say::NEW,
        Change::Gone => say::GONE,
        Change::Fixed => say::FIXED,
        Change::StillHealthy => say::STILL_HEALTHY,
    }
}

/// What it all comes to, in a sentence.
pub fn headline(found: &Comparison) -> String {
    if found.servers.is_empty() {
        return say::NO_SERVERS.to_owned();
    }
    let counts = Change::ALL.iter().filter_map(|&change| {
        let count = found.count(change);
        let what = match change {
            Change::Worse => say::IS_WORSE,
            Change::Changed => say::WITH_ANOTHER_FAULT,
            Change::StillFails => say::FAILING_AS_BEFORE,
            Change::New => say::IS_NEW,
            Change::Gone => say::NOT_IN_SECOND,
            Change::Fixed => say::IS_FIXED,
            Change::StillHealthy => say::HEALTHY_AS_BEFORE,
        };
        (count > 0).then(|| say::counted_as(count, what))
    });
    say::servers(counts.collect::<Vec<_>>().join(", "))
}

/// The servers that a person has to look at, those that stayed healthy aside: at most that many.
pub fn lines(found: &Comparison, before: &Diagnosis, after: &Diagnosis, most: usize) -> Vec<Line> {
    let told = found.servers.iter();
    told.filter(|server| server.change != Change::StillHealthy)
        .take(most)
        .map(|server| {
            let then = server.before.and_then(|row| before.servers.get(row));
            let now = server.after.and_then(|row| after.servers.get(row));
            Line {
                change: server.change,
                server: now.or(then).map_or_else(String::new, name),
                before: then.map_or_else(|| "-".to_owned(), state),
                after: now.map_or_else(|| "-".to_owned(), state),
            }
        })
        .collect()
}

/// How many servers [`lines`] has at most.
fn to_look_at(found: &Comparison) -> usize {
    found.servers.len() - found.count(Change::StillHealthy)
}

/// The faults that came, stayed and went, a sentence each.
pub fn faults(found: &Comparison) -> Vec<String> {
    let servers = |count: usize| match count {
        0 => String::new(),
        count => say::of_servers(count),
    };
    let sentence = |problem: &crate::diagnosis::ProblemChange| {
        let title = title(problem.fault);
        let id = problem.fault.id();
        match (problem.before, problem.after) {
            (None, after) => say::fault_is_new(title, servers(after.unwrap_or_default()), id),
            (Some(before), None) => say::fault_is_gone(title, servers(before), id),
            (Some(before), Some(after)) if before == after => {
                say::fault_as_before(title, servers(after), id)
            }
            (Some(before), Some(after)) => say::fault_before_and_after(title, before, after, id),
        }
    };
    found.problems.iter().map(sentence).collect()
}

/// The checks that have another outcome, a sentence each.
pub fn checks(found: &Comparison) -> Vec<String> {
    let sentence = |check: &crate::diagnosis::CheckChange| {
        say::check_before_and_after(
            check.id,
            &check.subject,
            check.before.as_str(),
            check.after.as_str(),
        )
    };
    found.checks.iter().map(sentence).collect()
}

fn name(row: &ServerFinding) -> String {
    let address = row.address.as_deref().unwrap_or("-");
    match summary::place(row.pool.as_deref(), row.setting.as_deref()).as_str() {
        "-" => address.to_owned(),
        place => format!("{address} ({place})"),
    }
}

fn state(row: &ServerFinding) -> String {
    let health = summary::health(&row.health);
    match row.fault {
        Some(fault) => format!("{health}: {}", title(fault)),
        None => health.to_owned(),
    }
}

/// For a terminal, wrapped at that many columns.
pub fn text(found: &Comparison, before: &Diagnosis, after: &Diagnosis, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph("", "", &headline(found));
    let mut last = None;
    for line in lines(found, before, after, ROWS) {
        if last.replace(line.change) != Some(line.change) {
            page.heading(word(line.change));
        }
        let tells = format!("{}: {} → {}", line.server, line.before, line.after);
        page.paragraph("  ", "    ", &tells);
    }
    if to_look_at(found) > ROWS {
        let more = to_look_at(found) - ROWS;
        page.paragraph("  ", "    ", &common::and_more_servers(more));
    }
    for (heading, sentences) in sections(found) {
        page.heading(heading);
        for sentence in sentences {
            page.paragraph("  ", "    ", &sentence);
        }
    }
    page.finish()
}

/// The comparison for a ticket, as Markdown.
pub fn markdown(found: &Comparison, before: &Diagnosis, after: &Diagnosis) -> String {
    let mut out = format!("# {}\n\n**{}**\n", say::TITLE, escape(&headline(found)));
    let lines = lines(found, before, after, ROWS);
    if !lines.is_empty() {
        out.push_str(say::TABLE);
    }
    for line in &lines {
        let texts = [&line.server, &line.before, &line.after].map(|text| cell(&escape(text)));
        let [server, then, now] = texts;
        let change = word(line.change);
        out.push_str(&format!("| {change} | {server} | {then} | {now} |\n"));
    }
    if to_look_at(found) > ROWS {
        let more = to_look_at(found) - ROWS;
        out.push_str(&format!("\n{}\n", common::and_more_servers(more)));
    }
    for (heading, sentences) in sections(found) {
        out.push_str(&format!("\n## {heading}\n\n"));
        for sentence in sentences {
            out.push_str(&format!("- {}\n", escape(&sentence)));
        }
    }
    out
}

/// What is said besides servers.
fn sections(found: &Comparison) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let sections = [(say::FAULTS, faults(found)), (say::CHECKS, checks(found))];
    sections
        .into_iter()
        .filter(|(_, sentences)| !sentences.is_empty())
}

/// For programs. Every server is in it.
pub fn json(found: &Comparison, before: &Diagnosis, after: &Diagnosis) -> String {
    let row = |diagnosis: &Diagnosis, row: Option<usize>| -> Value {
        let row = row.and_then(|row| diagnosis.servers.get(row));
        row.map_or(Value::Null, |row| {
            json!({
                "gateway": row.gateway.as_deref(), "pool": row.pool.as_deref(),
                "setting": row.setting.as_deref(), "address": row.address.as_deref(),
                "health": row.health.as_str(), "fault": row.fault.map(crate::fault::Fault::id),
            })
        })
    };
    let servers = found.servers.iter().map(|server| {
        json!({
            "change": server.change.as_str(),
            "before": row(before, server.before),
            "after": row(after, server.after),
        })
    });
    let problems = found.problems.iter().map(|problem| {
        json!({ "fault": problem.fault.id(), "before": problem.before, "after": problem.after })
    });
    let checks = found.checks.iter().map(|check| {
        json!({
            "id": check.id, "subject": check.subject,
            "before": check.before.as_str(), "after": check.after.as_str(),
        })
    });
    let report = json!({
        "schema": SCHEMA,
        "before": before.at.to_string(),
        "after": after.at.to_string(),
        "servers": servers.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
        "checks": checks.collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}
