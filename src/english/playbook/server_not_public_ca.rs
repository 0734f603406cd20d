//! The presented root is not a public one, and none was uploaded.

use super::tls::{self, answers, chain, presented, roots};
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{HEALTH, HEALTH_2026};
use crate::guide::step::{Blade, Block, Branch, Entry, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "Server certificate is not issued by a publicly known CA";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::ServerNotPublicCa),
    title: "The server's certificate comes from a private CA that the gateway was not told of",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The server sends a chain with its root, and that root is none that the gateway knows. The backend setting has no uploaded root, which means: trust the well-known CAs only.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "server-not-public-ca/cause-private",
            "The setting says well-known CA, and the root that the server presents is private.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "server-not-public-ca/cause-other-setting",
            "The root was uploaded, but attached to another setting, or to none: each setting has a list of its own.",
        ),
        Statement::inferred(
            "server-not-public-ca/cause-formerly-public",
            "The root was public once and has left the lists. Which roots the gateway has is not published.",
        ),
        Statement::inferred(
            "server-not-public-ca/cause-inspection",
            "Something in between, such as a firewall that inspects TLS, presents a certificate of its own.",
        ),
    ],
    twins: &[Statement::inferred(
        "server-not-public-ca/twin-self-signed",
        "A single self-signed certificate that is a CA and names the host is leaf and root in one: the same message until it is uploaded as root.",
    )],
    disagreements: &[tls::root_store("server-not-public-ca/disagree-root-store")],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &roots::TRUSTED,
        &chain::PRESENTED,
        &PRIVATE_OR_PUBLIC,
        &roots::EXPORT_ROOT,
        &common::UPLOAD_ROOT,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[HEALTH.under(HEADING), HEALTH_2026.cite()],
};

static PRIVATE_OR_PUBLIC: Step = Step {
    id: "server-not-public-ca/private-or-public",
    title: "See whose root it is, and tell the setting",
    body: &[
        Block::Text(
            "The last certificate of the presented chain is the root, or its issuer is. If it is your organisation's or your own, open the backend setting, say that the certificate is not from a well-known CA, and upload that root. The root of the CA, never the server's own certificate: on v2 renewals then need nothing.",
        ),
        Block::Text(
            "If you expected a public CA, find out who put this certificate there before trusting it.",
        ),
    ],
    branches: &[
        Branch::new(
            "Your organisation's CA, or one you made",
            "Get its root and upload it.",
            Next::Step("common/upload-root"),
        ),
        Branch::new(
            "A public CA",
            "An old or rare root: upload it, or get a certificate from another CA.",
            Next::Step("common/upload-root"),
        ),
        Branch::new(
            "A firewall's or proxy's",
            "It opens TLS between gateway and server. Exempt this connection there.",
            Next::Elsewhere,
        ),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_private_or_public),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_private_or_public(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v2(situation) {
        return answer;
    }
    if let Some(answer) = presented::trust(situation) {
        return answer;
    }
    match answers::trust(situation) {
        answers::Trust::Public => Answer::culprit(
            "The setting has no uploaded root, so only public ones count, and the presented one is none of them.",
        ),
        answers::Trust::Uploaded(_) => Answer::open(
            "The setting has uploaded roots, which this message says it has not: the report is older than they are, or belongs to another setting.",
        ),
        answers::Trust::Unknown => Answer::needs(answers::PASTE_CONFIG),
    }
}
