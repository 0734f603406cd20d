//! The steps for each status code.

use super::HEADING;
use crate::fault::Basis;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{BAD_GATEWAY_STEPS, HEALTH, RESPONSE_CODES};
use crate::guide::step::{Block, Branch, Next, Step};

/// The step for one code: the cause if that code came, not concerned if another did.
fn answer_code(s: &Situation<'_>, code: &str) -> Answer {
    match s.received() {
        Some(received) if received == code => {
            Answer::culprit(format!("The probe received {code}."))
        }
        Some(received) => {
            Answer::not_applicable(format!("The probe received {received}, not {code}."))
        }
        None => Answer::OPEN,
    }
}

pub(super) static RECEIVED_401: Step = Step {
    id: "status-mismatch/received-401",
    title: "401: find out whether the server wants a login",
    body: &[Block::Text(
        "A probe carries no credentials and cannot be given any. Probe a path that needs none, or accept 401 as healthy.",
    )],
    branches: &[
        Branch::new(
            "There is a path without a login",
            "Probe that one: a page that needs no login says more about the server.",
            Next::Step("status-mismatch/change-probe"),
        ),
        Branch::new(
            "Every path wants one",
            "Accept 401.",
            Next::Step("status-mismatch/accept-code"),
        ),
        Branch::new(
            "It asks for `NTLM` or `Negotiate`",
            "",
            Next::Step("status-mismatch/ntlm"),
        ),
    ],
    answer: Some(|s| answer_code(s, "401")),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

pub(super) static RECEIVED_403: Step = Step {
    id: "status-mismatch/received-403",
    title: "403: find out whether the server allows access to the path",
    body: &[Block::Text(
        "The server knows the path and forbids it: a rule of the site, a list of allowed addresses, or, on App Service, an access restriction that does not let the gateway's subnet in.",
    )],
    branches: &[
        Branch::new(
            "The gateway is not let in",
            "Allow the gateway's subnet on the server.",
            Next::Verify,
        ),
        Branch::new(
            "The path is meant to be closed",
            "Probe another.",
            Next::Step("status-mismatch/change-probe"),
        ),
    ],
    answer: Some(|s| answer_code(s, "403")),
    sources: &[HEALTH.under(HEADING), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

pub(super) static RECEIVED_404: Step = Step {
    id: "status-mismatch/received-404",
    title: "404: find out whether the probe's host and path exist on the server",
    body: &[Block::Text(
        "Either the page is not there, or the server has no site under the host that the probe sends. Change host or path to ones that exist.",
    )],
    branches: &[
        Branch::new(
            "The path is wrong",
            "",
            Next::Step("status-mismatch/change-probe"),
        ),
        Branch::new(
            "The host is wrong",
            "Where the server is an App Service, see its step; else set the host on the setting or the probe.",
            Next::Step("status-mismatch/change-probe"),
        ),
    ],
    answer: Some(answer_404),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_404(s: &Situation<'_>) -> Answer {
    let mut answer = answer_code(s, "404");
    if let (Some("404"), Some(because)) = (s.received(), answer.because.as_mut()) {
        match (s.host(), s.path()) {
            (Some(host), Some(path)) => {
                because.push_str(&format!(" It asked for host `{host}` and path `{path}`."));
            }
            (Some(host), None) => because.push_str(&format!(" It asked for host `{host}`.")),
            (None, Some(path)) => because.push_str(&format!(" It asked for path `{path}`.")),
            (None, None) => {}
        }
    }
    answer
}

pub(super) static RECEIVED_405: Step = Step {
    id: "status-mismatch/received-405",
    title: "405: allow GET on the probe's path",
    body: &[Block::Text(
        "Probes use the method `GET`, always. Allow it on that path, or probe a path that has it.",
    )],
    branches: &[
        Branch::new("GET can be allowed", "Allow it.", Next::Verify),
        Branch::new(
            "It cannot",
            "Probe another path.",
            Next::Step("status-mismatch/change-probe"),
        ),
    ],
    answer: Some(|s| answer_code(s, "405")),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

pub(super) static RECEIVED_500: Step = Step {
    id: "status-mismatch/received-500",
    title: "500: look into the application's log",
    body: &[Block::Text(
        "The server failed while answering. See whether its services run, and what its log says at the times of the probe.",
    )],
    branches: &[Branch::new(
        "An error of the application",
        "Repair it there.",
        Next::Elsewhere,
    )],
    answer: Some(|s| answer_code(s, "500")),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

pub(super) static RECEIVED_503: Step = Step {
    id: "status-mismatch/received-503",
    title: "503: see whether the server's services run",
    body: &[Block::Text(
        "The server, or something in front of the application on it, says that it cannot serve now: a stopped application pool, a starting container, an overload.",
    )],
    branches: &[Branch::new(
        "A service is stopped or overloaded",
        "Start or relieve it.",
        Next::Verify,
    )],
    answer: Some(|s| answer_code(s, "503")),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

pub(super) static RECEIVED_OTHER: Step = Step {
    id: "status-mismatch/received-other",
    title: "Another code: read what it stands for",
    body: &[Block::List(&[
        "3xx although 200 to 399 are accepted by default: the custom probe accepts less. Accept the redirect, or probe the page it leads to.",
        "400: often the Host header; some servers refuse `127.0.0.1`.",
        "421: the server has no certificate or site for the server name that the probe indicates.",
        "429: the server limits requests; exempt the gateway's subnet.",
        "502 and 504: the server is a proxy itself and its own server fails.",
    ])],
    answer: Some(|s| match s.received() {
        Some(code @ ("401" | "403" | "404" | "405" | "500" | "503")) => {
            Answer::not_applicable(format!("{code} has a step of its own."))
        }
        Some(code) => Answer::culprit(format!("The probe received {code}.")),
        None => Answer::OPEN,
    }),
    basis: Basis::Inferred,
    sources: &[RESPONSE_CODES.cite()],
    ..Step::BLANK
};
