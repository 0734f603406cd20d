//! No uploaded root is the root that the server sends.

use super::tls::{self, answers, chain, roots};
use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::guide::Topic;
use crate::guide::source::{HEALTH, HEALTH_2026, ROOT_REFUSED, SELF_SIGNED_AS_ROOT};
use crate::guide::step::{Block, Branch, Entry, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str =
    "Trusted root certificate mismatch (Root certificate is available on the backend server)";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::RootMismatch),
    title: "The server's root is none of those uploaded",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The backend setting has roots of its own, and the root that the server sends is not one of them. That concerns private CAs and self-made certificates.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "root-mismatch/cause-other-root",
            "None of the roots uploaded to the setting is the root on the server.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "root-mismatch/cause-renewed-root",
            "The CA has renewed its root: the name is the same, the certificate is not.",
        ),
        Statement::inferred(
            "root-mismatch/cause-not-a-root",
            "What was uploaded is the server's certificate, as v1 wanted it, or an intermediate.",
        ),
        Statement::inferred(
            "root-mismatch/cause-other-setting",
            "The right root is on the gateway, but not attached to this setting.",
        ),
    ],
    twins: &[
        Statement {
            id: "root-mismatch/twin-root-not-sent",
            text: "Seen with the right root uploaded: the server did not send its root. Once it was configured to present the whole chain, the message was gone.",
            basis: Basis::Observed,
            sources: &[ROOT_REFUSED.observed()],
        },
        Statement {
            id: "root-mismatch/twin-public",
            text: "Seen for a certificate from a public CA, after a root had been uploaded to the setting. The server also sent the root before the intermediate, so order may have been the reason.",
            basis: Basis::Observed,
            sources: &[ROOT_REFUSED.observed()],
        },
        Statement {
            id: "root-mismatch/twin-self-signed",
            text: "Seen for a single self-signed certificate that had been uploaded as its own root. Make a root, and a certificate under it.",
            basis: Basis::Observed,
            sources: &[SELF_SIGNED_AS_ROOT.observed()],
        },
    ],
    disagreements: &[
        tls::root_store("root-mismatch/disagree-root-store"),
        Statement {
            id: "root-mismatch/disagree-root-needed",
            text: "Whether the server must send its root: the article recommends it and has another message for servers that don't; a report says that this message went away when the server began to send it.",
            basis: Basis::Observed,
            sources: &[HEALTH.under(HEADING), ROOT_REFUSED.observed()],
        },
    ],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &roots::TRUSTED,
        &chain::PRESENTED,
        &roots::COMPARE,
        &WHICH_ROOT,
        &roots::EXPORT_ROOT,
        &common::UPLOAD_ROOT,
        &roots::USE_PUBLIC,
        &chain::INSTALL,
        &chain::SELF_SIGNED_RIGHTLY,
        &chain::OPENSSL_VERIFIES,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[HEALTH.under(HEADING), HEALTH_2026.cite()],
};

static WHICH_ROOT: Step = Step {
    id: "root-mismatch/which-root",
    title: "Decide which root belongs on the setting",
    body: &[
        Block::Text(
            "The root that the server sends is the last certificate of the presented chain, with subject and issuer the same. That one, and no other, must be on the setting: identify it, export it, upload it.",
        ),
        Block::Text(
            "If the servers of a pool come from different CAs, all their roots go on the setting.",
        ),
    ],
    branches: &[
        Branch::new(
            "A private CA's or a self-made root",
            "Export it and upload it.",
            Next::Step("tls/export-root"),
        ),
        Branch::new(
            "A public root",
            "Trust the public roots, or upload this one too.",
            Next::Step("tls/use-public-roots"),
        ),
        Branch::new(
            "The very root that is uploaded",
            "Then the chain is the problem: complete it and put it in order.",
            Next::Step("tls/install-chain"),
        ),
        Branch::new(
            "One certificate only, its own issuer",
            "Make a root, and a certificate under it.",
            Next::Step("tls/self-signed"),
        ),
    ],
    answer: Some(answers::uploaded_roots_refuse),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};
