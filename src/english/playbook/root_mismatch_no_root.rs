//! No uploaded root signed the intermediate; the server sends no root.

use super::tls::{self, answers, chain, roots};
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::source::{HEALTH, HEALTH_2026};
use crate::guide::step::{Block, Branch, Entry, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str =
    "Trusted root certificate mismatch (no Root certificate on the backend server)";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::RootMismatchNoRoot),
    title: "The server's intermediate was signed by none of the roots uploaded",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The backend setting has roots of its own. The server sends leaf and intermediate, no root, and none of the uploaded roots is the one that signed the intermediate. Sending no root is allowed; the right one must then be uploaded.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "root-mismatch-no-root/cause-other-root",
            "The intermediate on the server was signed by none of the roots uploaded to the setting, and the server has only leaf and intermediate installed.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "root-mismatch-no-root/cause-renewed-root",
            "The CA has a new root of the same name with another key: the uploaded one looks right and isn't.",
        ),
        Statement::inferred(
            "root-mismatch-no-root/cause-not-a-root",
            "What was uploaded is the intermediate or the server's certificate, not the root.",
        ),
        Statement::inferred(
            "root-mismatch-no-root/cause-gap",
            "The right root is uploaded, but one more intermediate between them isn't sent.",
        ),
    ],
    twins: &[Statement::inferred(
        "root-mismatch-no-root/twin-public",
        "The server's certificate is public, and a private root on the same setting may shut the public ones out.",
    )],
    disagreements: &[tls::root_store("root-mismatch-no-root/disagree-root-store")],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &roots::TRUSTED,
        &chain::PRESENTED,
        &RIGHT_ROOT,
        &roots::COMPARE,
        &roots::EXPORT_ROOT,
        &common::UPLOAD_ROOT,
        &roots::USE_PUBLIC,
        &chain::INSTALL,
        &chain::OPENSSL_VERIFIES,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[HEALTH.under(HEADING), HEALTH_2026.cite()],
};

static RIGHT_ROOT: Step = Step {
    id: "root-mismatch-no-root/right-root",
    title: "Get the root that signed the server's intermediate",
    body: &[Block::Text(
        "The leaf was signed by the intermediate, the intermediate by the root: the `i:` line of the last certificate presented names it. Ask the people who run your private CA for exactly that root, as Base-64 X.509 (`.cer`), and upload it to the backend setting. Since the server does not send it, it cannot be taken from there.",
    )],
    branches: &[
        Branch::new(
            "You have the root",
            "Compare it with the uploaded ones, then upload it.",
            Next::Step("tls/compare-root"),
        ),
        Branch::new(
            "The signer is another intermediate",
            "It is missing on the server.",
            Next::Step("tls/install-chain"),
        ),
        Branch::new(
            "The signer is a public CA",
            "Trust the public roots, or upload this one too.",
            Next::Step("tls/use-public-roots"),
        ),
    ],
    answer: Some(answers::uploaded_roots_refuse),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};
