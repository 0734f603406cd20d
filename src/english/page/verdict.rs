//! The headline, and the sentence below it.

use std::fmt::Display;

use appgw_doctor::diagnosis::Outcome;

use super::words::{CHECK, count};

pub(crate) const PENDING: &str = "The report has not arrived yet";
pub(crate) const UNKNOWN: &str = "Not all of it can be judged";
pub(crate) const NOTHING_WRONG: &str = "Nothing wrong in what was given";
pub(crate) const ONE_HEALTHY: &str = "The server is healthy";
pub(crate) fn all_healthy(servers: impl Display) -> String {
    format!("All {servers} servers are healthy")
}

pub(crate) const NOTHING_JUDGED: &str = "No health report among this yet";
pub(crate) const NOTHING_READABLE: &str = "Nothing here was recognised";
pub(crate) const ONLY_ONE_FAILS: &str = "The only server in the report gets no requests.";
pub(crate) fn all_fail(servers: impl Display) -> String {
    format!("All {servers} servers get no requests.")
}

pub(crate) fn pool_down(pool: impl Display) -> String {
    format!("Clients of pool {pool} get 502 now.")
}

pub(crate) fn pools_down(pools: usize) -> String {
    format!("Clients of {pools} pools get 502 now.")
}

pub(crate) const NOTHING_FAILS_YET: &str = "Nothing fails yet.";
pub(crate) const PENDING_HINT: &str = "The answer is made asynchronously: run the command again in a minute and paste what it prints then.";
pub(crate) const NOTHING_WRONG_HINT: &str =
    "The paste shows no fault. If clients see errors all the same, look at what was not checked.";
pub(crate) const UNKNOWN_HINT: &str = "Nothing wrong was found, but whether the gateway would accept the certificates cannot be said from this.";
pub(crate) const NOTHING_JUDGED_HINT: &str =
    "Paste what the backend health command prints, and the servers are judged too.";
pub(crate) const NOTHING_READABLE_HINT: &str =
    "What was expected is said below. The text stays as you pasted it.";

pub(crate) fn some_fail(failing: usize, all: usize) -> String {
    let verb = if failing == 1 { "gets" } else { "get" };
    format!("{failing} of {all} servers {verb} no requests.")
}

/// One check fails, or warns, whose own sentence is too long for a headline.
pub(crate) fn a_check(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fail => "A check fails",
        _ => "A check warns",
    }
}

/// Several fail, or warn.
pub(crate) fn checks(number: usize, outcome: Outcome) -> String {
    match outcome {
        Outcome::Fail => format!("{} fail", count(number, &CHECK)),
        _ => format!("{} warn", count(number, &CHECK)),
    }
}
