//! Sentences that the report says in every form.

use std::fmt::Display;

use crate::words::{Noun, counted};

pub(crate) static FAILED_CHECKS: Noun = Noun("failed check", "failed checks");
pub(crate) static CHECKS_THAT_WARN: Noun = Noun("check that warns", "checks that warn");
pub(crate) fn problems(counts: impl Display) -> String {
    format!("Something is wrong: {counts}.")
}

pub(crate) fn warnings(counts: impl Display) -> String {
    format!("Nothing fails yet, but there is {counts}.")
}

pub(crate) const UNKNOWN: &str = "Nothing wrong was found, but whether the gateway would accept the certificates cannot be said.";
pub(crate) const NOTHING_WRONG: &str = "Nothing wrong was found in what was given.";
pub(crate) const PENDING: &str =
    "The report is null: the asynchronous answer has not arrived. Ask for it again in a minute.";
pub(crate) const NOTHING_JUDGED: &str =
    "What was given was recognised, but nothing in it is judged.";
pub(crate) const NOTHING_READABLE: &str = "Nothing in what was given was recognised.";
pub(crate) const THE_POOL: &str = "The pool";
pub(crate) fn pool(setting: impl Display) -> String {
    format!("Pool {setting}")
}

pub(crate) fn of_gateway(name: impl Display, gateway: impl Display) -> String {
    format!("{name} of gateway {gateway}")
}

pub(crate) fn healthy_of(
    healthy: impl Display,
    total: impl Display,
    tells: impl Display,
) -> String {
    format!("{healthy} of {total} servers are healthy. {tells}")
}

pub(crate) const ONE_STEP_LEFT_OUT: &str = "1 step is left out: it does not apply.";
pub(crate) fn steps_left_out(steps: impl Display) -> String {
    format!("{steps} steps are left out: they do not apply.")
}

static FAILED_REQUESTS: Noun = Noun(
    "more kind of failed requests",
    "more kinds of failed requests",
);
pub(crate) fn more_failed_requests(more: usize) -> String {
    format!("{}.", counted(more, &FAILED_REQUESTS))
}

pub(crate) fn trusted_by(list: impl Display, subject: impl Display) -> String {
    format!(", trusted by {list}: {subject}")
}

pub(crate) fn would_accept(by: impl Display, basis: impl Display) -> String {
    format!("The gateway would accept it{by} [{basis}].")
}

pub(crate) fn would_refuse(
    fault: impl Display,
    basis: impl Display,
    message: impl Display,
) -> String {
    format!("The gateway would refuse it [{fault}, {basis}] and say: \"{message}\"")
}

pub(crate) fn cannot_be_said(basis: impl Display) -> String {
    format!("Whether the gateway would accept it cannot be said [{basis}].")
}

pub(crate) fn cannot_be_said_but(basis: impl Display, faults: impl Display) -> String {
    format!(
        "Whether the gateway would accept it cannot be said [{basis}]; by its names alone it shows {faults}."
    )
}

pub(crate) fn then(faults: impl Display) -> String {
    format!("Once that is mended, next: {faults}.")
}

pub(crate) fn certificate(
    position: impl Display,
    role: impl Display,
    subject: impl Display,
    issuer: impl Display,
) -> String {
    format!("{position} {role}: {subject}, issued by {issuer}")
}

pub(crate) fn valid(from: impl Display, to: impl Display) -> String {
    format!(", valid {from} to {to}")
}

pub(crate) fn comes_next(
    title: impl Display,
    fault: impl Display,
    basis: impl Display,
    because: impl Display,
) -> String {
    format!("Once this is fixed, next: {title} [{fault}, {basis}]. {because}")
}

pub(crate) fn as_step(number: usize) -> String {
    format!("as step {number}")
}

pub(crate) fn as_first_server_gets_it(servers: usize) -> String {
    format!("As its first server gets it; it has {servers}.")
}

/// How many servers have a health, in a list of such.
pub(crate) fn with_health(count: usize, health: &str) -> String {
    format!("{count} {health}")
}

pub(crate) fn without_health(count: usize) -> String {
    format!("{count} without a health")
}

pub(crate) const NOT_RECOGNISED: &str = "not recognised";
pub(crate) fn piece(
    source: impl Display,
    line: impl Display,
    column: impl Display,
    what: impl Display,
) -> String {
    format!("{source}, line {line}, column {column}: {what}")
}

pub(crate) fn note(line: impl Display, column: impl Display, text: impl Display) -> String {
    format!("line {line}, column {column}: {text}")
}

pub(crate) static PROBLEMS: Noun = Noun("problem", "problems");
pub(crate) static WARNINGS: Noun = Noun("warning", "warnings");
