//! A diagnosis written down: [`json`] for programs, [`text`] for a terminal, [`markdown`] for a
//! ticket, [`short`] for a first word to support; [`compare`] writes two of them down side by side;
//! [`playbook`] writes one topic's page as text, [`openssl`] that of a verification code, [`check`]
//! that of a check.
//!
//! Whatever was pasted is shown as it is, but never acted on: the terminal gets no control
//! characters, a ticket no mark-up, out of a paste.

pub mod check;
pub mod compare;
mod effective;
pub mod json;
pub mod markdown;
pub mod openssl;
pub mod playbook;
pub mod short;
mod summary;
pub mod text;
mod wrap;

use crate::diagnosis::{Case, Diagnosis, Problem};
use crate::fault::Fault;
use crate::guide::situation::Situation;
use crate::guide::{self, GuidedStep, Topic};

/// The title of a fault in our words.
fn title(fault: Fault) -> &'static str {
    guide::playbook::entry(Topic::Fault(fault)).title
}

/// The steps for clients that see errors although every server is healthy; `None` where a server
/// is not, or nothing is known of servers and requests.
fn steps_if_healthy(case: &Case, diagnosis: &Diagnosis) -> Option<Vec<GuidedStep>> {
    if !diagnosis.may_fail_though_healthy() {
        return None;
    }
    let entry = guide::playbook::entry(Topic::HealthyButFailing);
    let situation = match diagnosis.pools.as_slice() {
        [pool] => Situation::of_pool(case, diagnosis, pool),
        _ => Situation::new(case, diagnosis),
    };
    Some(guide::walk(entry, &situation))
}

/// The steps of a problem, as the case answers them.
fn steps(case: &Case, diagnosis: &Diagnosis, problem: &Problem) -> Vec<GuidedStep> {
    let situation = Situation::of_problem(case, diagnosis, problem);
    guide::walk(
        guide::playbook::entry(Topic::Fault(problem.fault)),
        &situation,
    )
}
