//! The whole in one line: what a person reads first.

use std::collections::BTreeSet;

use appgw_doctor::diagnosis::{Check, Diagnosis, Outcome, PoolState, Verdict as Tone};
use appgw_doctor::gateway::Health;
use appgw_doctor::guide::{Topic, playbook};

use super::language::verdict as say;
use super::words::{PROBLEM, count};

/// What a person reads first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// What it comes to.
    pub(crate) tone: Tone,
    /// In a few words.
    pub(crate) headline: String,
    /// More, in a sentence or two.
    pub(crate) summary: String,
}

impl Verdict {
    /// For a screen reader.
    pub(crate) fn spoken(&self) -> String {
        format!("{}. {}", self.headline, self.summary)
    }
}

/// The title of a topic.
pub(crate) fn title(topic: Topic) -> &'static str {
    playbook::entry(topic).title
}

/// Rows that a later row of the same server has replaced.
pub(crate) fn superseded(diagnosis: &Diagnosis) -> BTreeSet<usize> {
    let servers = diagnosis.servers.iter();
    servers.filter_map(|server| server.newer_than).collect()
}

/// The whole in one line. Rows that are superseded do not count.
pub(crate) fn of(diagnosis: &Diagnosis, superseded: &BTreeSet<usize>) -> Verdict {
    let (mut current, mut failing) = (0_usize, 0_usize);
    for (index, server) in diagnosis.servers.iter().enumerate() {
        if superseded.contains(&index) {
            continue;
        }
        current += 1;
        failing += usize::from(matches!(
            server.health,
            Health::Unhealthy | Health::Unknown | Health::Other(_)
        ));
    }
    let problems = diagnosis.problems.as_slice();
    // Where no server fails, the checks are the verdict: those that fail, else those that warn.
    let of = |outcome| -> Vec<&Check> {
        let checks = diagnosis.checks.iter();
        checks.filter(|check| check.outcome == outcome).collect()
    };
    let (gravest, outcome) = match of(Outcome::Fail) {
        failing if failing.is_empty() => (of(Outcome::Warn), Outcome::Warn),
        failing => (failing, Outcome::Fail),
    };
    let dead: Vec<&str> = diagnosis
        .pools
        .iter()
        .filter(|pool| matches!(pool.state, PoolState::Unhealthy | PoolState::Empty))
        .filter_map(|pool| pool.pool.as_deref())
        .collect();

    let tone = diagnosis.verdict;
    let headline = match (tone, problems) {
        (Tone::Problems | Tone::Warnings, [problem]) => {
            title(Topic::Fault(problem.fault)).to_owned()
        }
        (Tone::Problems | Tone::Warnings, []) => match gravest.as_slice() {
            [check] => headline_of(check, outcome),
            several => say::checks(several.len(), outcome),
        },
        (Tone::Problems | Tone::Warnings, _) => count(problems.len(), &PROBLEM),
        (Tone::Pending, _) => say::PENDING.to_owned(),
        (Tone::Unknown, _) => say::UNKNOWN.to_owned(),
        (Tone::NothingWrong, _) => match current {
            0 => say::NOTHING_WRONG.to_owned(),
            1 => say::ONE_HEALTHY.to_owned(),
            number => say::all_healthy(number),
        },
        (Tone::NothingJudged, _) => say::NOTHING_JUDGED.to_owned(),
        (Tone::NothingReadable, _) => say::NOTHING_READABLE.to_owned(),
    };

    let mut summary = Vec::new();
    if failing > 0 {
        summary.push(match current {
            1 => say::ONLY_ONE_FAILS.to_owned(),
            all if all == failing => say::all_fail(all),
            all => say::some_fail(failing, all),
        });
    }
    match dead.as_slice() {
        [] => {}
        [pool] => summary.push(say::pool_down(pool)),
        pools => summary.push(say::pools_down(pools.len())),
    }
    summary.push(
        match tone {
            Tone::Warnings => say::NOTHING_FAILS_YET,
            Tone::Pending => say::PENDING_HINT,
            Tone::NothingWrong => say::NOTHING_WRONG_HINT,
            Tone::Unknown => say::UNKNOWN_HINT,
            Tone::NothingJudged => say::NOTHING_JUDGED_HINT,
            Tone::NothingReadable => say::NOTHING_READABLE_HINT,
            Tone::Problems => "",
        }
        .to_owned(),
    );
    summary.retain(|sentence| !sentence.is_empty());
    Verdict {
        tone,
        headline,
        summary: summary.join(" "),
    }
}

/// The most characters of a sentence that still reads as a headline.
const HEADLINE: usize = 90;

/// What a check found, in its first sentence where that is short.
fn headline_of(check: &Check, outcome: Outcome) -> String {
    let found = match check.because.split_once(". ") {
        Some((first, _)) => first,
        None => check.because.trim_end_matches('.'),
    };
    if found.chars().count() <= HEADLINE && !found.contains('`') {
        found.to_owned()
    } else {
        say::a_check(outcome).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use appgw_doctor::diagnosis::{Case, Typed, diagnose};
    use appgw_doctor::evidence;
    use appgw_doctor::time::Timestamp;

    fn verdict(text: &str) -> Verdict {
        let case = Case {
            evidence: evidence::read("paste 1", text.as_bytes()),
            typed: Typed::default(),
            at: Timestamp::EPOCH,
            roots: None,
        };
        of(&diagnose(&case), &BTreeSet::new())
    }

    #[test]
    fn one_problem_is_named() {
        let verdict = verdict(include_str!(
            "../../tests/fixtures/examples/tcp-connect.json"
        ));
        assert_eq!(verdict.tone, Tone::Problems);
        assert_eq!(
            verdict.headline,
            title(Topic::Fault(appgw_doctor::fault::Fault::TcpConnect))
        );
        assert!(
            verdict.summary.starts_with("2 of 3 servers"),
            "{}",
            verdict.summary
        );
    }

    #[test]
    fn several_problems_are_counted_and_dead_pools_named() {
        let verdict = verdict(include_str!(
            "../../tests/fixtures/examples/status-mismatch.json"
        ));
        assert_eq!(verdict.headline, "2\u{a0}problems");
        assert!(
            verdict.summary.contains("pool api-pool get 502"),
            "{}",
            verdict.summary
        );
    }

    #[test]
    fn without_a_problem_the_check_that_fails_is_named() {
        let verdict = verdict(include_str!(
            "../../tests/fixtures/access_log/agw_access_logs.json"
        ));
        assert_eq!(verdict.tone, Tone::Problems);
        assert!(
            verdict.headline.ends_with("requests got a server error"),
            "{}",
            verdict.headline
        );
    }

    #[test]
    fn a_clean_report_a_missing_one_and_none_differ() {
        let healthy = r#"[{"address":"10.0.0.4","health":"Healthy","healthProbeLog":"Success. Received 200 status code"}]"#;
        assert_eq!(verdict(healthy).headline, "The server is healthy");
        assert_eq!(verdict("null").tone, Tone::Pending);
        assert_eq!(verdict("good morning").tone, Tone::NothingReadable);
    }
}
