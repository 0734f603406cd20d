//! The chain lacks the leaf's issuer.

use super::tls::{self, answers, chain};
use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{HEALTH, HEALTH_2026, SELF_SIGNED, WINDOWS_CHAINS};
use crate::guide::step::{Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "The intermediate certificate was not found";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::IntermediateMissing),
    title: "The server does not send the intermediate certificate",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The gateway got a server certificate but not the certificate that signed it, so it cannot follow the chain up to a root. It takes what the server sends and nothing else: it downloads no issuers, and keeps no intermediates as Windows and browsers do.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "intermediate-missing/cause-not-installed",
            "The intermediate certificates are not installed on the server: only the leaf is.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "intermediate-missing/cause-self-signed",
            "The certificate is self-signed and no CA. The gateway takes it for a leaf and looks for the intermediate that signed it.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "intermediate-missing/cause-wrong-intermediate",
            "An intermediate is sent, but not the one that signed this leaf: a former one of the CA, or one of the same name with another key.",
        ),
    ],
    twins: &[
        Statement::documented(
            "intermediate-missing/twin-self-signed",
            "A lone self-signed certificate without the CA mark gives this message although no intermediate exists, and uploading that certificate does not help.",
            &[HEALTH.under(HEADING)],
        ),
        Statement {
            id: "intermediate-missing/twin-browser-is-fine",
            text: "In a browser or on Windows the chain looks complete: they fill the gap from their stores or the network. That proves nothing for the gateway.",
            basis: Basis::Observed,
            sources: &[WINDOWS_CHAINS.observed()],
        },
        Statement::inferred(
            "intermediate-missing/twin-private-root",
            "The leaf comes straight from a private root that isn't uploaded. There is no intermediate to install then: upload the root.",
        ),
    ],
    disagreements: &[Statement::documented(
        "intermediate-missing/disagree-two-tier",
        "The article wants leaf, intermediate and root installed. Microsoft's own guide to self-made certificates installs the leaf alone under an uploaded root that signed it, and is healthy: no intermediate is needed there.",
        &[HEALTH.under(HEADING), SELF_SIGNED.cite()],
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &chain::PRESENTED,
        &WHICH_CASE,
        &GET_INTERMEDIATE,
        &chain::INSTALL,
        &chain::SELF_SIGNED_RIGHTLY,
        &UPLOAD_ISSUING_ROOT,
        &common::UPLOAD_ROOT,
        &chain::OPENSSL_VERIFIES,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[HEALTH.under(HEADING), HEALTH_2026.cite()],
};

static WHICH_CASE: Step = Step {
    id: "intermediate-missing/which-case",
    title: "Tell a missing intermediate from a self-signed certificate",
    body: &[
        Block::Text("Look at subject and issuer of depth 0:"),
        Block::Table(&[
            &["Issuer of the leaf", "What it is", "What to do"],
            &[
                "An intermediate of a CA",
                "The intermediate is missing",
                "Install it",
            ],
            &[
                "A root (a self-signed CA certificate)",
                "A chain of two: no intermediate exists",
                "Upload that root, if it is private",
            ],
            &[
                "The certificate itself",
                "Self-signed, and no CA",
                "Make a root and a certificate under it",
            ],
        ]),
    ],
    commands: &[Command::reads(
        Shell::Posix,
        "Subject, issuer and constraints of the leaf",
        "openssl s_client -connect <server>:<port> -servername <server-name> </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -ext basicConstraints,authorityInfoAccess",
    )],
    branches: &[
        Branch::new(
            "The issuer is an intermediate",
            "",
            Next::Step("intermediate-missing/get-intermediate"),
        ),
        Branch::new(
            "The issuer is a root",
            "",
            Next::Step("intermediate-missing/upload-issuing-root"),
        ),
        Branch::new(
            "Subject and issuer are the same",
            "",
            Next::Step("tls/self-signed"),
        ),
    ],
    answer: Some(answers::presented_chain),
    sources: &[HEALTH.under(HEADING), SELF_SIGNED.cite()],
    ..Step::BLANK
};

static GET_INTERMEDIATE: Step = Step {
    id: "intermediate-missing/get-intermediate",
    title: "Get the intermediate from the CA",
    body: &[
        Block::Text(
            "The CA that issued the certificate offers it for download, often as a bundle or \"chain\". The certificate itself may tell: `CA Issuers` under Authority Information Access is the address of its issuer's certificate. On Windows, the Certification Path tab shows it and can export it.",
        ),
        Block::Text(
            "The right one's subject is the leaf's issuer, and its Subject Key Identifier is the leaf's Authority Key Identifier. There may be more than one above it; stop below the root.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "What the leaf wants",
            "openssl x509 -in <certificate-file> -noout -issuer -ext authorityKeyIdentifier,authorityInfoAccess",
        ),
        Command::does(
            Effect::Changes,
            Shell::Posix,
            "Turn a downloaded binary (DER) file into PEM",
            "openssl x509 -inform der -in intermediate.cer -out intermediate.crt",
            "Delete `intermediate.crt`",
        ),
    ],
    branches: &[Branch::new(
        "You have it",
        "Install it after the leaf.",
        Next::Step("tls/install-chain"),
    )],
    links: &[Link {
        label: "An example of a right chain",
        url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting#leaf-must-be-topmost-in-chain",
    }],
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static UPLOAD_ISSUING_ROOT: Step = Step {
    id: "intermediate-missing/upload-issuing-root",
    title: "A root signed the leaf itself: upload that root",
    body: &[Block::Text(
        "A chain of leaf and root is fine. The root must be known to the gateway: as a public one, or uploaded to the backend setting. It must be a CA (`CA:TRUE`), and its name must differ from the leaf's.",
    )],
    branches: &[
        Branch::new(
            "The root is private and not uploaded",
            "Export it and upload it.",
            Next::Step("common/upload-root"),
        ),
        Branch::new(
            "It is uploaded",
            "Compare the fingerprints: it may be another of the same name.",
            Next::Topic(Topic::Fault(Fault::RootMismatch)),
        ),
    ],
    answer: Some(answer_upload_issuing_root),
    sources: &[SELF_SIGNED.cite()],
    ..Step::BLANK
};

fn answer_upload_issuing_root(situation: &Situation<'_>) -> Answer {
    match roots_attached(situation) {
        Some(text) => Answer::open(text),
        None => Answer::OPEN,
    }
}

/// What the setting trusts, in a sentence, where that is known.
fn roots_attached(situation: &Situation<'_>) -> Option<String> {
    match answers::trust(situation) {
        answers::Trust::Public => {
            Some("The setting has no uploaded root: a private root is not trusted.".to_owned())
        }
        answers::Trust::Uploaded(_) => answers::attached_roots(situation).because,
        answers::Trust::Unknown => None,
    }
}
