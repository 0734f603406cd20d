//! The report for a terminal: what is wrong first, then the evidence for it.

use super::summary;
use super::wrap::{Page, visible};
use crate::diagnosis::{self, Case, Diagnosis, Outcome, PoolState, Severity, Verdict};
use crate::guide::command::Shell;
use crate::guide::situation::State;
use crate::guide::{GuidedStep, Topic, surer};
use crate::language::report::{common, text as say};
use crate::order;

/// How many rows of servers are listed before they are only counted.
const ROWS: usize = 40;

/// Writes the report, wrapped at that many columns.
pub fn write(case: &Case, diagnosis: &Diagnosis, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph("", "", &summary::headline(diagnosis));
    let (pools, more) = summary::failing_pools(diagnosis);
    for pool in pools {
        let topic = match pool.state {
            PoolState::Degraded => Topic::Degraded,
            _ => Topic::UnhealthyPool,
        };
        let text = say::failing_pool(
            summary::pool_name(diagnosis, pool),
            summary::clients_see(diagnosis, pool),
            topic.id(),
        );
        page.paragraph("", "  ", &text);
    }
    if more > 0 {
        page.paragraph("", "  ", &common::more_failing_pools(more));
    }
    for gateway in &diagnosis.gateways {
        let name = gateway.id.gateway.as_deref().unwrap_or("-");
        let mut text = common::gateway(name);
        if let Some(group) = &gateway.id.resource_group {
            text.push_str(&say::resource_group(group));
        }
        if let Some(subscription) = &gateway.id.subscription {
            text.push_str(&say::subscription(subscription));
        }
        if let Some(sku) = gateway.sku {
            text.push_str(&format!(", {}", sku.as_str()));
        }
        page.paragraph("", "  ", &text);
    }
    servers(&mut page, diagnosis);
    problems(&mut page, case, diagnosis);
    chains(&mut page, case, diagnosis);
    // Without a problem, the checks are what is wrong.
    if diagnosis.problems.is_empty() {
        checks(&mut page, diagnosis);
    }
    surer(&mut page, case, diagnosis);
    traffic(&mut page, diagnosis);
    histories(&mut page, diagnosis);
    probes(&mut page, case, diagnosis);
    if_clients_fail(&mut page, case, diagnosis);
    if !diagnosis.problems.is_empty() {
        checks(&mut page, diagnosis);
    }
    unread(&mut page, case);
    notes(&mut page, diagnosis);
    coverage(&mut page, case, diagnosis);
    page.blank();
    page.paragraph("", "", &common::judged_as_of(diagnosis.at));
    page.finish()
}

fn servers(page: &mut Page, diagnosis: &Diagnosis) {
    if diagnosis.servers.is_empty() {
        return;
    }
    page.heading(&format!(
        "{} ({})",
        say::SERVERS,
        summary::health_counts(diagnosis)
    ));
    let old: std::collections::HashSet<usize> = summary::superseded(diagnosis).collect();
    let current = diagnosis.servers.iter().enumerate();
    let current = current
        .filter(|(index, _)| !old.contains(index))
        .map(|(_, row)| row);
    // Those with something to say first; the sort keeps the order pasted otherwise.
    let mut rows: Vec<_> = current.collect();
    order::sort_by_key(&mut rows, |row| row.fault.is_none());
    let cells: Vec<[String; 4]> = rows
        .iter()
        .take(ROWS)
        .map(|row| {
            let place = summary::place(row.pool.as_deref(), row.setting.as_deref());
            let place = match row.gateway.as_deref() {
                Some(gateway) if diagnosis.gateways.len() > 1 => format!("{gateway}: {place}"),
                _ => place,
            };
            let place = match summary::port(row) {
                Some(port) => format!("{place} ({port})"),
                None => place,
            };
            [
                visible(row.address.as_deref().unwrap_or("-")),
                visible(summary::health(&row.health)),
                row.fault.map_or("-", |fault| fault.id()).to_owned(),
                visible(&place),
            ]
        })
        .collect();
    let mut widths = [0; 3];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width).min(40);
        }
    }
    for [address, health, fault, place] in &cells {
        let [a, h, f] = widths;
        page.verbatim(
            "  ",
            &format!("{address:a$}  {health:h$}  {fault:f$}  {place}"),
        );
    }
    if rows.len() > ROWS {
        page.verbatim("  ", &say::more_rows(rows.len() - ROWS));
    }
    if !old.is_empty() {
        let text = say::older_rows(old.len());
        page.paragraph("  ", "  ", &text);
    }
}

fn problems(page: &mut Page, case: &Case, diagnosis: &Diagnosis) {
    for (number, problem) in diagnosis.problems.iter().enumerate() {
        let label = match problem.severity {
            Severity::Error => common::PROBLEM,
            Severity::Warning => common::WARNING,
            Severity::Info => common::INFORMATION,
        };
        page.heading(&format!(
            "{label} {}: {} [{}, {}]",
            number + 1,
            super::title(problem.fault),
            problem.fault.id(),
            problem.basis.as_str(),
        ));
        for because in &problem.because {
            page.paragraph("  ", "  ", because);
        }
        for text in summary::next(diagnosis, number) {
            page.paragraph("  ", "  ", &text);
        }
        let steps = super::steps(case, diagnosis, problem);
        if problem.severity == Severity::Info || steps.is_empty() {
            continue;
        }
        for (number, guided) in steps.iter().enumerate() {
            if guided.answer.state != State::NotApplicable {
                let because = summary::because(&steps, number);
                step(page, number + 1, guided, because);
            }
        }
        if let Some(left_out) = summary::steps_left_out(&steps) {
            page.paragraph("  ", "  ", &left_out);
        }
        let id = problem.fault.id();
        page.paragraph("  ", "  ", &say::how_to_do(id));
    }
}

fn step(page: &mut Page, number: usize, guided: &GuidedStep, because: Option<String>) {
    let mark = match guided.answer.state {
        State::Open => "[ ]",
        State::Done => "[done]",
        State::Culprit => "[CAUSE]",
        State::Needs => "[needs]",
        State::NotApplicable => "[n/a]",
    };
    let first = format!("  {number:2}. {mark} ");
    let text = match because {
        Some(because) => format!("{}: {because}", guided.step.title.trim_end_matches('.')),
        None => guided.step.title.to_owned(),
    };
    page.paragraph(&first, "      ", &text);
    if guided.answer.state == State::Culprit {
        for command in &guided.commands {
            let (purpose, effect) = (command.command.purpose, command.command.effect.label());
            page.paragraph("      ", "      ", &format!("{purpose} ({effect}):"));
            page.verbatim("        ", &command.text);
            if let Some(undo) = &command.undo {
                page.paragraph("      ", "      ", &say::undo(undo));
            }
        }
    }
}

fn chains(page: &mut Page, case: &Case, diagnosis: &Diagnosis) {
    for finding in &diagnosis.chains {
        let chain = summary::chain_text(case, finding);
        page.heading(&chain.head);
        page.paragraph("  ", "  ", &chain.verdict);
        for text in &chain.why {
            page.paragraph("  ", "  ", text);
        }
        for text in &chain.certificates {
            page.paragraph("    ", "      ", text);
        }
        for text in &chain.warnings {
            page.paragraph(say::NOTE, "    ", text);
        }
        for text in &chain.fixes {
            page.paragraph(say::TO_DO, "    ", text);
        }
    }
}

/// What to paste next, and the commands that print it.
fn surer(page: &mut Page, case: &Case, diagnosis: &Diagnosis) {
    let gains = surer::surer(case, diagnosis);
    if gains.is_empty() {
        return;
    }
    page.heading(surer::TITLE);
    for gain in gains {
        page.paragraph("  ", "  ", gain.missing.sentence());
        page.verbatim("    ", &gain.script(Shell::AzureCli));
    }
}

fn traffic(page: &mut Page, diagnosis: &Diagnosis) {
    let Some(traffic) = &diagnosis.traffic else {
        return;
    };
    page.heading(common::TRAFFIC);
    page.paragraph("  ", "  ", &traffic.sentence());
    for line in summary::failed(traffic) {
        page.paragraph("  ", "    ", &line);
    }
}

fn if_clients_fail(page: &mut Page, case: &Case, diagnosis: &Diagnosis) {
    let Some(steps) = super::steps_if_healthy(case, diagnosis) else {
        return;
    };
    page.heading(common::IF_CLIENTS_FAIL);
    let steps = steps
        .iter()
        .filter(|guided| guided.answer.because.is_some());
    for guided in steps.filter(|guided| guided.answer.state != State::NotApplicable) {
        let because = guided.answer.because.as_deref().unwrap_or_default();
        let text = format!("{}: {because}", guided.step.title);
        page.paragraph(
            &format!("  {:8} ", guided.answer.state.as_str()),
            "           ",
            &text,
        );
    }
    let id = Topic::HealthyButFailing.id();
    page.paragraph("  ", "  ", &say::all_of_it(id));
}

fn histories(page: &mut Page, diagnosis: &Diagnosis) {
    if diagnosis.histories.is_empty() {
        return;
    }
    page.heading(common::WHEN_IT_BEGAN);
    for history in &diagnosis.histories {
        page.paragraph("  ", "    ", &summary::history(history));
    }
}

fn probes(page: &mut Page, case: &Case, diagnosis: &Diagnosis) {
    let (probes, more) = summary::probes(case, diagnosis);
    for (head, lines) in probes {
        page.heading(&say::what_probe_does(&head));
        for line in lines {
            page.paragraph("  ", "    ", &line);
        }
    }
    if more > 0 {
        page.paragraph("", "", &say::all_probes(more));
    }
}

fn checks(page: &mut Page, diagnosis: &Diagnosis) {
    if diagnosis.checks.is_empty() {
        return;
    }
    page.heading(common::CHECKS);
    let mut checks: Vec<_> = diagnosis.checks.iter().collect();
    order::sort_by_key(&mut checks, |check| match check.outcome {
        Outcome::Fail => 0,
        Outcome::Warn => 1,
        Outcome::Unknown => 2,
        Outcome::Pass => 3,
        Outcome::NotApplicable => 4,
    });
    let telling = |outcome| !matches!(outcome, Outcome::Pass | Outcome::NotApplicable);
    let (shown, rest): (Vec<_>, Vec<_>) =
        checks.into_iter().partition(|check| telling(check.outcome));
    for check in &shown {
        let text = say::check(
            check.id,
            &check.subject,
            &check.because,
            check.basis.as_str(),
        );
        page.paragraph(
            &format!("  {:8} ", check.outcome.as_str()),
            "           ",
            &text,
        );
    }
    let mut outcomes = shown.iter().map(|check| check.outcome);
    if outcomes.any(|outcome| matches!(outcome, Outcome::Fail | Outcome::Warn)) {
        page.paragraph("  ", "  ", say::HOW_TO_MEND);
    }
    let mut passed: Vec<(&str, usize)> = Vec::new();
    for check in rest.iter().filter(|check| check.outcome == Outcome::Pass) {
        match passed.iter_mut().find(|(id, _)| *id == check.id) {
            Some((_, count)) => *count += 1,
            None => passed.push((check.id, 1)),
        }
    }
    if !passed.is_empty() {
        let passed = passed.iter().map(|(id, count)| match count {
            1 => (*id).to_owned(),
            n => format!("{id} ({n})"),
        });
        let text = passed.collect::<Vec<_>>().join(", ");
        page.paragraph("  pass     ", "           ", &text);
    }
}

fn unread(page: &mut Page, case: &Case) {
    let mut pieces = summary::unread(case).peekable();
    if pieces.peek().is_none() {
        return;
    }
    page.heading(common::UNREAD);
    for (head, notes) in pieces {
        page.paragraph("  ", "    ", &head);
        for note in notes {
            page.paragraph("    ", "    ", &note);
        }
    }
}

fn notes(page: &mut Page, diagnosis: &Diagnosis) {
    if diagnosis.notes.is_empty() {
        return;
    }
    page.heading(common::NOTES);
    for note in &diagnosis.notes {
        page.paragraph("  ", "  ", note);
    }
}

/// What a clean report rests on, and what it does not.
fn coverage(page: &mut Page, case: &Case, diagnosis: &Diagnosis) {
    if !matches!(
        diagnosis.verdict,
        Verdict::NothingWrong | Verdict::Warnings | Verdict::Unknown
    ) {
        return;
    }
    let coverage = diagnosis::coverage(case, diagnosis);
    if !coverage.checked.is_empty() {
        page.heading(&common::looked_at(coverage.checked.join(", ")));
    }
    page.heading(common::NOT_LOOKED_AT);
    let unchecked = coverage.unchecked.iter();
    for missing in unchecked.filter(|missing| surer::nothing_prints(missing)) {
        page.paragraph("  ", "  ", missing.sentence());
    }
}
