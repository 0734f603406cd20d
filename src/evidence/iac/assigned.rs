//! Files that give values for parameters: Bicep's `.bicepparam`, and Terraform's `.tfvars`.

use super::scope::Rank;
use super::statement::{self, Statements};
use crate::evidence::parameters::{Assigned, Language};
use crate::evidence::value::{is_marked, same_key};
use crate::evidence::{lines, message};

/// What a text gives for parameters, where it does nothing else.
pub(in crate::evidence) fn assigned(text: &str) -> Option<(Language, Vec<Assigned>)> {
    let mut lines = text.lines().filter(|line| !says_nothing(line));
    let first = lines.next()?;
    let word = first.split_whitespace().next()?;
    let language = match ["using", "param"].contains(&word) {
        true => Language::Azure,
        false => Language::Terraform,
    };
    // A template, whose first statement tells it already, is not read for this.
    if !gives(language, first) {
        return None;
    }
    let all = Statements::of(text, &|_| {});
    // All of the text belongs to its statements, and all of them give something, or help to.
    let mut from = 0;
    for (start, end) in &all.blanked {
        let between = text.get(from..*start)?;
        let stated = text.get(*start..*end)?;
        if !gives(language, stated) || !between.lines().all(says_nothing) {
            return None;
        }
        from = *end;
    }
    if !text.get(from..)?.lines().all(says_nothing) {
        return None;
    }
    let given = all.named.into_iter().filter(|one| one.rank == Rank::Given);
    let mut values = Vec::new();
    for one in given {
        let name = one
            .name
            .strip_prefix("var.")
            .unwrap_or(&one.name)
            .to_owned();
        let unknown = one.value.text().is_some_and(is_marked);
        // A row of a report, or its message, may be written so.
        let of_report =
            same_key(&name, "health") || one.value.text().is_some_and(message::is_known);
        if of_report {
            return None;
        }
        // Terraform takes nothing but values here: another language's word is none.
        if unknown && language == Language::Terraform {
            return None;
        }
        let known = !unknown && !one.value.is_null();
        values.push((name, known.then_some(one.value)));
    }
    (!values.is_empty()).then_some((language, values))
}

/// Whether a statement gives something, or helps to; a parameter that has a type is one of a template.
fn gives(language: Language, stated: &str) -> bool {
    let word = stated.split_whitespace().next().unwrap_or_default();
    match (language, word) {
        (Language::Azure, "using" | "extends" | "var" | "type" | "func" | "import") => true,
        (Language::Azure, "param") => {
            let head = stated.split('=').next().unwrap_or_default();
            head.split_whitespace().count() == 2
        }
        (Language::Azure, _) => says_nothing(word),
        (Language::Terraform, "targetScope") => false,
        (Language::Terraform, _) => says_nothing(word) || statement::assigned(stated).is_some(),
    }
}

/// Whether a line is blank, a comment, or the command that printed the others.
fn says_nothing(line: &str) -> bool {
    let line = line.trim();
    line.is_empty()
        || line.starts_with(['#', '@'])
        || line.starts_with("//")
        || lines::is_command(line)
}
