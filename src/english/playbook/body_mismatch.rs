//! The answer's body lacks the expected text.

use super::common::commands;
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{FAQ, HEALTH, PROBES};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "HTTP response body mismatch";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::BodyMismatch),
    title: "The answer to the probe lacks the expected text",
    documented_heading: HEADING,
    stage: Stage::Http,
    meaning: &[
        Block::Text(
            "The custom probe names a text that the answer must contain. The server answered with an accepted status code, and its answer does not contain that text.",
        ),
        Block::Text(
            "The text may be anything: with `unauthorized` a server counts as healthy only if its answer contains that word.",
        ),
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "body-mismatch/cause-content",
            "The page on the probe's path does not hold the text, or no longer does.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "body-mismatch/cause-string",
            "The text in the probe differs from what the server sends: case, blanks, a wildcard, which is taken as it stands.",
            &[FAQ.cite()],
        ),
    ],
    twins: &[Statement::inferred(
        "body-mismatch/twin-other-page",
        "A redirect, a login page or an error page sent with an accepted code fails the same way: the page is not the one you think of.",
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::WHICH_PROBE,
        &READ_BODY,
        &COMPARE,
        &common::PROBE_ON_DEMAND,
        &CHANGE_STRING,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    sources: &[HEALTH.under(HEADING), PROBES.under("Probe matching")],
    ..Entry::BLANK
};

static READ_BODY: Step = Step {
    id: "body-mismatch/read-body",
    title: "Read what the server answers on the probe's path",
    body: &[Block::Text(
        "On the server itself or from a client in the same virtual network, with the probe's host and path, without credentials and without following redirects.",
    )],
    commands: &[
        commands::ASK_OVER_HTTP,
        commands::ASK_OVER_HTTPS,
        Command::reads(
            Shell::PowerShell,
            "Over HTTP (PowerShell 7)",
            "(Invoke-WebRequest -SkipHttpErrorCheck -MaximumRedirection 0 -Headers @{ Host = <host> } -Uri ('http://{0}:{1}{2}' -f <server>, <port>, <path>)).Content",
        ),
    ],
    branches: &[
        Branch::new(
            "The text is not there, and should be",
            "Correct the page, or find out why another one is sent.",
            Next::Elsewhere,
        ),
        Branch::new("The page is as it should be", "", Next::Continue),
    ],
    answer: Some(answer_read_body),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_read_body(s: &Situation<'_>) -> Answer {
    match s.expected_body() {
        Some(body) => Answer::open(format!("The answer must contain `{body}`.")),
        None => Answer::OPEN,
    }
}

static COMPARE: Step = Step {
    id: "body-mismatch/compare",
    title: "Compare the text in the probe with the answer, letter by letter",
    body: &[Block::List(&[
        "It is a plain text, found anywhere in the answer: no wildcard, no regular expression.",
        "It may have up to 4090 characters.",
        "Line breaks, case and entities such as `&amp;` count.",
    ])],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "What the probe expects",
            "az network application-gateway probe show -g <resource-group> --gateway-name <gateway> -n <probe> --query match -o json",
        ),
        Command::reads(
            Shell::PowerShell,
            "What the probe expects",
            with_gateway!(
                "(Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>).Match"
            ),
        ),
    ],
    portal: &[Blade::HealthProbes],
    answer: Some(answer_compare),
    sources: &[
        HEALTH.under(HEADING),
        PROBES.under("Probe matching"),
        FAQ.cite(),
    ],
    ..Step::BLANK
};

fn answer_compare(s: &Situation<'_>) -> Answer {
    let said = s
        .details()
        .and_then(|details| details.expected_body.as_deref());
    let configured = s.probe().and_then(|probe| probe.body.as_deref());
    match (said, configured) {
        (Some(said), Some(configured)) if said == configured => Answer::open(format!(
            "Message and probe agree: `{configured}` is expected. Look for it in the answer."
        )),
        (Some(said), Some(configured)) => Answer::open(format!(
            "The message expects `{said}`, the probe as pasted `{configured}`: the report is older than that, or comes from another probe."
        )),
        (Some(said), None) => Answer::open(format!("The message expects `{said}`.")),
        (None, Some(configured)) => Answer::open(format!("The probe expects `{configured}`.")),
        (None, None) => {
            Answer::needs("Paste the probe or the gateway: it shows the text that is expected.")
        }
    }
}

static CHANGE_STRING: Step = Step {
    id: "body-mismatch/change-string",
    title: "Put the right text into the probe",
    body: &[Block::Text(
        "Choose a short text that is there whenever the application is well and never on its error pages. An empty text (`--match-body ''`) expects none.",
    )],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Change the expected text",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --match-body <new-body>",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --match-body <body>",
        ),
        Command::does(
            Effect::ReplacesObject,
            Shell::PowerShell,
            "Change the expected text: text and codes are replaced together",
            with_gateway!(
                "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>"
                "$probe.Match = New-AzApplicationGatewayProbeHealthResponseMatch -StatusCode <status-codes> -Body <new-body>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with -Body <body>",
        ),
    ],
    branches: &[Branch::new("Changed", "", Next::Verify)],
    portal: &[Blade::HealthProbes],
    links: &[Link {
        label: "What a probe accepts",
        url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview#probe-matching",
    }],
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};
