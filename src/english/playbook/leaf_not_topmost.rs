//! The server certificate does not come first.

use super::tls::{self, answers, chain};
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::source::{HEALTH, HEALTH_2026, NGINX_HTTPS};
use crate::guide::step::{Block, Branch, Entry, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "Leaf must be topmost in chain";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::LeafNotTopmost),
    title: "The server's certificates are in the wrong order",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The server presents its own certificate, but not first. The chain must begin with it, then each intermediate that signed the one before, then the root.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "leaf-not-topmost/cause-order",
            "The certificates were installed on the server in the wrong order.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "leaf-not-topmost/cause-bundle",
            "The files were joined root first, or the CA's bundle, which begins with the root, was put before the leaf.",
        ),
    ],
    twins: &[Statement::inferred(
        "leaf-not-topmost/twin-intermediates",
        "Intermediates out of order behind a leaf that stands first are another matter: OpenSSL sorts them, and whether the gateway does is not documented. Put them in order all the same.",
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &chain::PRESENTED,
        &REORDER,
        &chain::INSTALL,
        &chain::OPENSSL_VERIFIES,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[HEALTH.under(HEADING), HEALTH_2026.cite()],
    ..Entry::BLANK
};

static REORDER: Step = Step {
    id: "leaf-not-topmost/reorder",
    title: "Put the certificates in order: leaf, intermediates, root",
    body: &[
        Block::Text(
            "Print what the server's file holds, then join it anew. The one whose name is the host's comes first; then, each time, the one whose subject is the issuer of the one before; the root, whose subject and issuer are the same, last. Leave out what fits nowhere, and doubles.",
        ),
        Block::Text(
            "NGINX does not start with a file in the wrong order (`key values mismatch`). If it runs, another file is in use, or something else ends TLS.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Print what the file holds, in order",
            "openssl crl2pkcs7 -nocrl -certfile <certificate-file> | openssl pkcs7 -print_certs -noout",
        ),
        Command::does(
            Effect::Changes,
            Shell::Posix,
            "Join the files, leaf first",
            "cat leaf.crt intermediate.crt root.crt > chain.pem",
            "Configure the old file again",
        ),
    ],
    branches: &[Branch::new(
        "The file begins with the leaf",
        "Install it and reload the server.",
        Next::Step("tls/install-chain"),
    )],
    answer: Some(answers::presented_chain),
    sources: &[HEALTH.under(HEADING), NGINX_HTTPS.cite()],
    ..Step::BLANK
};
