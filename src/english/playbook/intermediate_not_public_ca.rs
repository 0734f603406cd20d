//! The intermediate leads to no public root, and none was uploaded.

use super::tls::{self, answers, chain, presented, roots};
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{HEALTH, HEALTH_2026};
use crate::guide::step::{Blade, Block, Branch, Entry, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "The Intermediate certificate is NOT signed by a publicly known CA";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::IntermediateNotPublicCa),
    title: "The intermediate comes from a private CA that the gateway was not told of",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The server sends leaf and intermediate, no root. The gateway looked for the root among the well-known ones, because the backend setting has no uploaded root, and did not find it.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "intermediate-not-public-ca/cause-private",
            "The setting says well-known CA, and no public CA signed the intermediate that the server presents.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "intermediate-not-public-ca/cause-gap",
            "One more intermediate belongs in between and isn't sent: the last one presented is signed by another intermediate, not by the public root.",
        ),
        Statement::inferred(
            "intermediate-not-public-ca/cause-formerly-public",
            "The root above it was public once and has left the lists. Which roots the gateway has is not published.",
        ),
    ],
    twins: &[Statement::inferred(
        "intermediate-not-public-ca/twin-wrong-intermediate",
        "A public leaf with the wrong intermediate beside it, such as one of a private CA left over from before.",
    )],
    disagreements: &[tls::root_store(
        "intermediate-not-public-ca/disagree-root-store",
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &roots::TRUSTED,
        &chain::PRESENTED,
        &WHO_SIGNED,
        &roots::EXPORT_ROOT,
        &common::UPLOAD_ROOT,
        &chain::INSTALL,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[HEALTH.under(HEADING), HEALTH_2026.cite()],
};

static WHO_SIGNED: Step = Step {
    id: "intermediate-not-public-ca/who-signed",
    title: "See who signed the last certificate presented",
    body: &[
        Block::Text(
            "Its `i:` line names the signer. If that is the root of a private CA, get the root from the people who run that CA, say in the backend setting that the certificate is not from a well-known CA, and upload it.",
        ),
        Block::Text(
            "Installing the root on the server as well is recommended: the chain is then easy to check. It does not replace the upload.",
        ),
    ],
    branches: &[
        Branch::new(
            "The root of a private CA",
            "Get it and upload it.",
            Next::Step("common/upload-root"),
        ),
        Branch::new(
            "Another intermediate",
            "That one is missing on the server: install it.",
            Next::Step("tls/install-chain"),
        ),
        Branch::new(
            "A public root",
            "The gateway may not have it: upload it.",
            Next::Step("common/upload-root"),
        ),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_who_signed),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_who_signed(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v2(situation) {
        return answer;
    }
    match answers::trust(situation) {
        answers::Trust::Uploaded(_) => Answer::open(
            "The setting has uploaded roots, which this message says it has not: the report is older than they are, or belongs to another setting.",
        ),
        answers::Trust::Public | answers::Trust::Unknown => {
            presented::trust(situation).unwrap_or_else(|| Answer::needs(answers::PASTE_CHAIN))
        }
    }
}
