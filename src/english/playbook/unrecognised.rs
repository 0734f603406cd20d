//! A message that no rule knows.

use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::guide::Topic;
use crate::guide::source::HEALTH;
use crate::guide::step::{Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::Unrecognised),
    title: "A message that is not known here",
    documented_heading: "",
    stage: Stage::Report,
    meaning: &[Block::Text(
        "It matches none of the known messages, so nothing is guessed from it. It is shown whole, as pasted.",
    )],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::inferred(
            "unrecognised/cause-new",
            "Azure has a new wording, or a translated one.",
        ),
        Statement::inferred(
            "unrecognised/cause-cut",
            "The message was cut off or changed on its way here.",
        ),
    ],
    steps: &[
        &READ_WHOLE,
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::GATEWAY_STATE,
        &common::WHICH_PROBE,
        &common::CONNECTION_TROUBLESHOOT,
        &common::CERTIFICATE_PICTURE,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
        &common::CONTACT_SUPPORT,
    ],
    sources: &[HEALTH.under("Error messages")],
    ..Entry::BLANK
};

static READ_WHOLE: Step = Step {
    id: "unrecognised/read-whole",
    title: "Read the message whole and compare it with the article",
    body: &[Block::List(&[
        "Copy it from Azure CLI, where it is English and complete (`healthProbeLog`).",
        "A time: see the fault on timeouts. A port or a firewall: TCP. A status code: HTTP. A certificate: TLS.",
        "A link in it (`https://aka.ms/...`) leads to the matching part of the article.",
    ])],
    branches: &[
        Branch::new(
            "It speaks of time",
            "",
            Next::Topic(Topic::Fault(Fault::ProbeTimeout)),
        ),
        Branch::new(
            "It speaks of connecting or of a port",
            "",
            Next::Topic(Topic::Fault(Fault::TcpConnect)),
        ),
        Branch::new(
            "It speaks of a status code",
            "",
            Next::Topic(Topic::Fault(Fault::StatusMismatch)),
        ),
        Branch::new("None of these", "", Next::Continue),
    ],
    links: &[Link {
        label: "Every message with its cause",
        url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting",
    }],
    basis: Basis::Inferred,
    sources: &[HEALTH.under("Error messages")],
    ..Step::BLANK
};
