//! The report for a ticket, as Markdown. Pasted text stands in code spans or is escaped: nothing
//! in it becomes a heading, a link, a mention, a table's bar or HTML.

use std::fmt::Write as _;

use super::{summary, wrap::visible};
use crate::diagnosis::{self, Case, Diagnosis, Outcome, Severity, Verdict};
use crate::guide::GuidedStep;
use crate::guide::situation::State;
use crate::order;

/// How many rows a table has before they are only counted.
const ROWS: usize = 100;

/// Writes the report.
pub fn write(case: &Case, diagnosis: &Diagnosis) -> String {
    let mut out = String::from("# Application Gateway backend health\n\n");
    let _ = writeln!(out, "**{}**", escape(&summary::headline(diagnosis)));
    let _ = writeln!(out, "\nJudged as of {}.", diagnosis.at);
    for gateway in &diagnosis.gateways {
        let part = |label: &str, value: Option<&str>| {
            value.map_or(String::new(), |value| format!(", {label} {}", code(value)))
        };
        let _ = writeln!(
            out,
            "\nGateway {}{}{}{}",
            code(gateway.id.gateway.as_deref().unwrap_or("-")),
            part("resource group", gateway.id.resource_group.as_deref()),
            part("subscription", gateway.id.subscription.as_deref()),
            part("SKU", gateway.sku.map(|sku| sku.as_str())),
        );
    }
    let (pools, more) = summary::failing_pools(diagnosis);
    if !pools.is_empty() {
        out.push_str("\n## What clients see now\n\n");
    }
    for pool in &pools {
        let (place, tells) = (
            summary::pool_name(diagnosis, pool),
            summary::clients_see(diagnosis, pool),
        );
        let _ = writeln!(out, "- {}: {}", code(&place), escape(&tells));
    }
    if more > 0 {
        let _ = writeln!(out, "- {more} more pools have servers that fail.");
    }
    problems(&mut out, case, diagnosis);
    chains(&mut out, case, diagnosis);
    servers(&mut out, diagnosis);
    if let Some(traffic) = &diagnosis.traffic {
        let _ = writeln!(
            out,
            "\n## What the access log says\n\n{}\n",
            escape(&traffic.sentence())
        );
        for line in summary::failed(traffic) {
            let _ = writeln!(out, "- {}", escape(&line));
        }
    }
    if let Some(steps) = super::steps_if_healthy(case, diagnosis) {
        out.push_str("\n## If clients get 502 or 504 although every server is healthy\n\n");
        for (number, guided) in steps.iter().enumerate() {
            if guided.answer.state != State::NotApplicable {
                step(&mut out, number + 1, guided);
            }
        }
    }
    if !diagnosis.histories.is_empty() {
        out.push_str("\n## When it began\n\n");
    }
    for history in &diagnosis.histories {
        let _ = writeln!(out, "- {}", escape(&summary::history(history)));
    }
    probes(&mut out, case, diagnosis);
    checks(&mut out, diagnosis);
    let mut unread = summary::unread(case).peekable();
    if unread.peek().is_some() {
        out.push_str("\n## Not read, or read with a remark\n\n");
    }
    for (head, notes) in unread {
        let _ = writeln!(out, "- {}", escape(&head));
        for note in notes {
            let _ = writeln!(out, "  - {}", escape(&note));
        }
    }
    if !diagnosis.notes.is_empty() {
        out.push_str("\n## Notes\n\n");
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
        out.push_str("\n## What the probe does\n");
    }
    for (head, lines) in probes {
        let _ = writeln!(out, "\n{}:\n", escape(&head));
        for line in lines {
            let _ = writeln!(out, "- {}", escape(&line));
        }
    }
    if more > 0 {
        let _ = writeln!(out, "\n{more} more are left out.");
    }
}

fn problems(out: &mut String, case: &Case, diagnosis: &Diagnosis) {
    for (number, problem) in diagnosis.problems.iter().enumerate() {
        let label = match problem.severity {
            Severity::Error => "Problem",
            Severity::Warning => "Warning",
            Severity::Info => "For information",
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
            out.push_str("\n### Steps\n\n");
        }
        for (number, guided) in steps.iter().enumerate() {
            if guided.answer.state != State::NotApplicable {
                step(out, number + 1, guided);
            }
        }
        if let Some(left_out) = summary::steps_left_out(&steps) {
            let _ = writeln!(out, "\n{left_out}");
        }
    }
}

fn step(out: &mut String, number: usize, guided: &GuidedStep) {
    let state = match guided.answer.state {
        State::Open => "",
        State::Done => "**Done.** ",
        State::Culprit => "**This is the cause.** ",
        State::Needs => "**Needs more.** ",
        State::NotApplicable => "**Does not apply.** ",
    };
    let because = guided.answer.because.as_deref();
    let _ = writeln!(
        out,
        "{number}. {state}{}{}",
        escape(guided.step.title),
        because.map_or(String::new(), |because| format!(" ({})", escape(because))),
    );
    if guided.answer.state == State::Culprit {
        for command in &guided.commands {
            let (purpose, effect) = (command.command.purpose, command.command.effect.label());
            let _ = writeln!(out, "\n   {} ({effect}):\n", escape(purpose));
            fence(out, &command.text, "   ");
            if let Some(undo) = &command.undo {
                out.push_str("   To undo it:\n\n");
                fence(out, undo, "   ");
            }
        }
    }
}

fn chains(out: &mut String, case: &Case, diagnosis: &Diagnosis) {
    if !diagnosis.chains.is_empty() {
        out.push_str("\n## Certificates\n");
    }
    for finding in &diagnosis.chains {
        let chain = summary::chain_text(case, finding);
        let _ = writeln!(out, "\n{}\n", escape(&chain.head));
        let _ = writeln!(out, "**{}**\n", escape(&chain.verdict));
        for text in &chain.why {
            let _ = writeln!(out, "- {}", escape(text));
        }
        if !chain.certificates.is_empty() {
            out.push_str("\nPresented:\n\n");
        }
        for text in &chain.certificates {
            let _ = writeln!(out, "- {}", escape(text));
        }
        if !chain.warnings.is_empty() {
            out.push_str("\nWorth knowing:\n\n");
        }
        for text in &chain.warnings {
            let _ = writeln!(out, "- {}", escape(text));
        }
        if !chain.fixes.is_empty() {
            out.push_str("\nTo make it pass:\n\n");
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
    let _ = writeln!(
        out,
        "\n## Servers\n\n{}\n",
        escape(&summary::health_counts(diagnosis))
    );
    out.push_str(
        "| Server | Health | Pool | Setting | Fault | Message |\n|---|---|---|---|---|---|\n",
    );
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
                    format!("{} of {}", cell(row.pool.as_deref()), cell(Some(gateway))),
                _ => cell(row.pool.as_deref()),
            },
            row.fault.map_or("", |fault| fault.id()),
            cell(row.message.as_deref()),
        );
    }
    if rows.len() > ROWS {
        let _ = writeln!(out, "\nAnd {} more.", rows.len() - ROWS);
    }
}

fn checks(out: &mut String, diagnosis: &Diagnosis) {
    if diagnosis.checks.is_empty() {
        return;
    }
    out.push_str("\n## Checks\n\n| Check | Outcome | On | Why | Basis |\n|---|---|---|---|---|\n");
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
        let _ = writeln!(out, "\nAnd {} more.", checks.len() - ROWS);
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
        let _ = writeln!(out, "\nLooked at: {}.", coverage.checked.join(", "));
    }
    out.push_str("\n## Not looked at\n\n");
    for missing in coverage.unchecked {
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
