//! The report for a ticket, as Markdown. Pasted text stands in code spans or is escaped: nothing
//! in it becomes a heading, a link, a mention, a table's bar or HTML.

use std::fmt::Write as _;

use super::{summary, wrap::visible};
use crate::diagnosis::{self, Case, Diagnosis, Outcome, Severity, Verdict};
use crate::guide::command::Shell;
use crate::guide::situation::State;
use crate::guide::{GuidedStep, surer};
use crate::language::report::{common, markdown as say};
use crate::order;

/// How many rows a table has before they are only counted.
const ROWS: usize = 100;

fn heading(out: &mut String, text: &str) {
    out.push_str("\n## ");
    out.push_str(text);
    out.push_str("\n\n");
}

/// Writes the report for a ticket, as Markdown; pasted text in it does nothing.
pub fn write(case: &Case, diagnosis: &Diagnosis) -> String {
    let mut out = String::from("# ") + say::TITLE + "\n\n";
    let _ = writeln!(out, "**{}**", escape(&summary::headline(diagnosis)));
    let _ = writeln!(out, "\n{}", common::judged_as_of(diagnosis.at));
    for gateway in &diagnosis.gateways {
        let part = |label: &str, value: Option<&str>| {
            value.map_or(String::new(), |value| format!(", {label} {}", code(value)))
        };
        let _ = writeln!(
            out,
            "\n{}{}{}{}",
            common::gateway(code(gateway.id.gateway.as_deref().unwrap_or("-"))),
            part(say::RESOURCE_GROUP, gateway.id.resource_group.as_deref()),
            part(say::SUBSCRIPTION, gateway.id.subscription.as_deref()),
            part("SKU", gateway.sku.map(|sku| sku.as_str())),
        );
    }
    let (pools, more) = summary::failing_pools(diagnosis);
    if !pools.is_empty() {
        heading(&mut out, say::CLIENTS_SEE);
    }
    for pool in &pools {
        let (place, tells) = (
            summary::pool_name(diagnosis, pool),
            summary::clients_see(diagnosis, pool),
        );
        let _ = writeln!(out, "- {}: {}", code(&place), escape(&tells));
    }
    if more > 0 {
        let _ = writeln!(out, "- {}", common::more_failing_pools(more));
    }
    problems(&mut out, case, diagnosis);
    chains(&mut out, case, diagnosis);
    // Without a problem, the checks are what is wrong.
    if diagnosis.problems.is_empty() {
        checks(&mut out, diagnosis);
    }
    surer(&mut out, case, diagnosis);
    servers(&mut out, diagnosis);
    if let Some(traffic) = &diagnosis.traffic {
        heading(&mut out, common::TRAFFIC);
        let _ = writeln!(out, "{}\n", escape(&traffic.sentence()));
        for line in summary::failed(traffic) {
            let _ = writeln!(out, "- {}", escape(&line));
        }
    }
    if let Some(steps) = super::steps_if_healthy(case, diagnosis) {
        heading(&mut out, common::IF_CLIENTS_FAIL);
        for (number, guided) in steps.iter().enumerate() {
            if guided.answer.state != State::NotApplicable {
                let because = summary::because(&steps, number);
                step(&mut out, number + 1, guided, because);
            }
        }
    }
    if !diagnosis.histories.is_empty() {
        heading(&mut out, common::WHEN_IT_BEGAN);
    }
    for history in &diagnosis.histories {
        let _ = writeln!(out, "- {}", escape(&summary::history(history)));
    }
    probes(&mut out, case, diagnosis);
    if !diagnosis.problems.is_empty() {
        checks(&mut out, diagnosis);
    }
    let mut unread = summary::unread(case).peekable();
    if unread.peek().is_some() {
        heading(&mut out, common::UNREAD);
    }
    for (head, notes) in unread {
        let _ = writeln!(out, "- {}", escape(&head));
        for note in notes {
            let _ = writeln!(out, "  - {}", escape(&note));
        }
    }
    if !diagnosis.notes.is_empty() {
        heading(&mut out, common::NOTES);
    }
    for note in &diagnosis.notes {
        let _ = writeln!(out, "- {}", escape(note));
    }
    coverage(&mut out, case, diagnosis);
    out
}

fn probes(out: &mut String, case: &Case, diagnosis: &Diagnosis) {
    let (probes, more) = summary::probes(case, diagnosis);
    if !probes.is_empty() {
        let _ = writeln!(out, "\n## {}", say::WHAT_PROBE_DOES);
    }
    for (head, lines) in probes {
        let _ = writeln!(out, "\n{}:\n", escape(&head));
        for line in lines {
            let _ = writeln!(out, "- {}", escape(&line));
        }
    }
    if more > 0 {
        let _ = writeln!(out, "\n{}", say::left_out(more));
    }
}

/// What to paste next, and the commands that print it.
fn surer(out: &mut String, case: &Case, diagnosis: &Diagnosis) {
    let gains = surer::surer(case, diagnosis);
    if !gains.is_empty() {
        heading(out, surer::TITLE);
    }
    for gain in gains {
        let _ = writeln!(out, "- {}\n", escape(gain.missing.sentence()));
        fence(out, &gain.script(Shell::AzureCli), "  ");
    }
}

fn problems(out: &mut String, case: &Case, diagnosis: &Diagnosis) {
    for (number, problem) in diagnosis.problems.iter().enumerate() {
        let label = match problem.severity {
            Severity::Error => common::PROBLEM,
            Severity::Warning => common::WARNING,
            Severity::Info => common::INFORMATION,
        };
        let _ = writeln!(
            out,
            "\n## {label} {}: {}\n\n`{}`, {}\n",
            number + 1,
            escape(super::title(problem.fault)),
            problem.fault.id(),
            problem.basis.as_str(),
        );
        for because in &problem.because {
            let _ = writeln!(out, "- {}", escape(because));
        }
        for text in summary::next(diagnosis, number) {
            let _ = writeln!(out, "- {}", escape(&text));
        }
        if problem.severity == Severity::Info {
            continue;
        }
        let steps = super::steps(case, diagnosis, problem);
        if !steps.is_empty() {
            let _ = writeln!(out, "\n### {}\n", say::STEPS);
        }
        for (number, guided) in steps.iter().enumerate() {
            if guided.answer.state != State::NotApplicable {
                let because = summary::because(&steps, number);
                step(out, number + 1, guided, because);
            }
        }
        if let Some(left_out) = summary::steps_left_out(&steps) {
            let _ = writeln!(out, "\n{left_out}");
        }
    }
}

fn step(out: &mut String, number: usize, guided: &GuidedStep, because: Option<String>) {
    let state = match guided.answer.state {
        State::Open => "",
        State::Done => say::DONE,
        State::Culprit => say::CULPRIT,
        State::Needs => say::NEEDS,
        State::NotApplicable => say::NOT_APPLICABLE,
    };
    let _ = writeln!(
        out,
        "{number}. {state}{}{}",
        escape(guided.step.title),
        because.map_or(String::new(), |because| format!(" ({})", escape(&because))),
    );
    if guided.answer.state == State::Culprit {
        for command in &guided.commands {
            let (purpose, effect) = (command.command.purpose, command.command.effect.label());
            let _ = writeln!(out, "\n   {} ({effect}):\n", escape(purpose));
            fence(out, &command.text, "   ");
            if let Some(undo) = &command.undo {
                let _ = writeln!(out, "   {}\n", common::UNDO);
                fence(out, undo, "   ");
            }
        }
    }
}

fn chains(out: &mut String, case: &Case, diagnosis: &Diagnosis) {
    if !diagnosis.chains.is_empty() {
        let _ = writeln!(out, "\n## {}", say::CERTIFICATES);
    }
    for finding in &diagnosis.chains {
        let chain = summary::chain_text(case, finding);
        let _ = writeln!(out, "\n{}\n", escape(&chain.head));
        let _ = writeln!(out, "**{}**\n", escape(&chain.verdict));
        for text in &chain.why {
            let _ = writeln!(out, "- {}", escape(text));
        }
        if !chain.certificates.is_empty() {
            let _ = writeln!(out, "\n{}\n", say::PRESENTED);
        }
        for text in &chain.certificates {
            let _ = writeln!(out, "- {}", escape(text));
        }
        if !chain.warnings.is_empty() {
            let _ = writeln!(out, "\n{}\n", say::WORTH_KNOWING);
        }
        for text in &chain.warnings {
            let _ = writeln!(out, "- {}", escape(text));
        }
        if !chain.fixes.is_empty() {
            let _ = writeln!(out, "\n{}\n", say::FIXES);
        }
        for (number, text) in chain.fixes.iter().enumerate() {
            let _ = writeln!(out, "{}. {}", number + 1, escape(text));
        }
    }
}

fn servers(out: &mut String, diagnosis: &Diagnosis) {
    if diagnosis.servers.is_empty() {
        return;
    }
    heading(out, say::SERVERS);
    let counts = summary::health_counts(diagnosis);
    let _ = writeln!(out, "{}\n", escape(&counts));
    out.push_str(say::SERVERS_COLUMNS);
    out.push_str("\n|---|---|---|---|---|---|\n");
    let mut rows: Vec<_> = diagnosis.servers.iter().collect();
    order::sort_by_key(&mut rows, |row| row.fault.is_none());
    let cell = |text: Option<&str>| text.map_or(String::new(), |text| cell(&code(text)));
    for row in rows.iter().take(ROWS) {
        let setting = match (row.setting.as_deref(), summary::port(row)) {
            (Some(setting), Some(port)) => format!("{} ({port})", cell(Some(setting))),
            (setting, None) => cell(setting),
            (None, Some(port)) => port,
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {setting} | {} | {} |",
            cell(row.address.as_deref()),
            super::markdown::cell(&escape(summary::health(&row.health))),
            match row.gateway.as_deref() {
                Some(gateway) if diagnosis.gateways.len() > 1 =>
                    say::pool_of(cell(row.pool.as_deref()), cell(Some(gateway))),
                _ => cell(row.pool.as_deref()),
            },
            row.fault.map_or("", |fault| fault.id()),
            cell(row.message.as_deref()),
        );
    }
    if rows.len() > ROWS {
        let _ = writeln!(out, "\n{}", say::and_more(rows.len() - ROWS));
    }
}

fn checks(out: &mut String, diagnosis: &Diagnosis) {
    if diagnosis.checks.is_empty() {
        return;
    }
    heading(out, common::CHECKS);
    out.push_str(say::CHECKS_COLUMNS);
    out.push_str("\n|---|---|---|---|---|\n");
    let mut checks: Vec<_> = diagnosis.checks.iter().collect();
    order::sort_by_key(&mut checks, |check| match check.outcome {
        Outcome::Fail => 0,
        Outcome::Warn => 1,
        Outcome::Unknown => 2,
        Outcome::Pass => 3,
        Outcome::NotApplicable => 4,
    });
    for check in checks.iter().take(ROWS) {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            check.id,
            check.outcome.as_str(),
            cell(&escape(&check.subject)),
            cell(&escape(&check.because)),
            check.basis.as_str(),
        );
    }
    if checks.len() > ROWS {
        let _ = writeln!(out, "\n{}", say::and_more(checks.len() - ROWS));
    }
}

fn coverage(out: &mut String, case: &Case, diagnosis: &Diagnosis) {
    if !matches!(
        diagnosis.verdict,
        Verdict::NothingWrong | Verdict::Warnings | Verdict::Unknown
    ) {
        return;
    }
    let coverage = diagnosis::coverage(case, diagnosis);
    if !coverage.checked.is_empty() {
        let _ = writeln!(out, "\n{}", common::looked_at(coverage.checked.join(", ")));
    }
    heading(out, common::NOT_LOOKED_AT);
    let unchecked = coverage.unchecked.iter();
    for missing in unchecked.filter(|missing| surer::nothing_prints(missing)) {
        let _ = writeln!(out, "- {}", escape(missing.sentence()));
    }
}

/// Text with every character that Markdown or HTML would act on escaped; what stands between
/// backticks becomes a code span. Line breaks are blanks.
pub(super) fn escape(text: &str) -> String {
    let text = visible(text);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd backtick at the end opens nothing.
    let paired = parts.len() - usize::from(parts.len().is_multiple_of(2));
    let mut out = String::with_capacity(text.len());
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 1 && index < paired {
            out.push_str(&code(part));
            continue;
        }
        if index >= paired {
            out.push_str("\\`");
        }
        escape_plain(part, &mut out);
    }
    out
}

/// Text without code spans.
fn escape_plain(text: &str, out: &mut String) {
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            // A mention would call somebody; an invisible blank keeps the sign readable.
            '@' => out.push_str("@\u{200b}"),
            // Addresses become links by themselves.
            ':' if rest.as_str().starts_with("//") => out.push_str("\\:"),
            '.' if out.ends_with("www") || out.ends_with("WWW") => out.push_str("\\."),
            // At the start of a line these make lists and headings.
            '-' | '+' | '=' if out.is_empty() => out.extend(['\\', c]),
            '.' | ')'
                if rest.as_str().starts_with(' ')
                    && !out.is_empty()
                    && out.bytes().all(|b| b.is_ascii_digit()) =>
            {
                out.extend(['\\', c]);
            }
            _ if "\\*_{}[]<>|#~&!$".contains(c) => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
}

/// A code span that holds the text whatever backticks are in it.
fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let marks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        " "
    } else {
        ""
    };
    format!("{marks}{pad}{text}{pad}{marks}")
}

/// In a table a bar ends the cell, even inside a code span.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// A code block, indented to stand in a list.
fn fence(out: &mut String, text: &str, indent: &str) {
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let marks = "`".repeat(longest.max(2) + 1);
    let _ = writeln!(out, "{indent}{marks}");
    for line in text.lines() {
        let _ = writeln!(out, "{indent}{}", visible(line));
    }
    let _ = writeln!(out, "{indent}{marks}\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_stays_text() {
        assert_eq!(
            escape("<b>*x*</b> [a](b) | @me"),
            "\\<b\\>\\*x\\*\\</b\\> \\[a\\](b) \\| @\u{200b}me"
        );
        assert_eq!(escape("run `a|b` and `c"), "run `a|b` and \\`c");
        assert_eq!(escape("a\n# b"), "a \\# b");
        assert_eq!(escape("1. x"), "1\\. x");
        assert_eq!(escape("10.0.0.4 is"), "10.0.0.4 is");
        assert_eq!(
            escape("- x https://a.example www.b.example"),
            "\\- x https\\://a.example www\\.b.example"
        );
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(cell(&code("a|b")), "`a\\|b`");
        assert_eq!(cell(&escape("a|b")), "a\\|b");
    }
}
