//! The chain has no server certificate.

use super::tls::{self, answers, chain};
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Shell};
use crate::guide::source::{HEALTH, HEALTH_2026};
use crate::guide::step::{Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "The leaf or server certificate was not found";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::LeafMissing),
    title: "The server does not send its own certificate",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The server presents CA certificates only. Its own, the leaf, which carries the host's name, is not among them.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "leaf-missing/cause-not-installed",
            "The server's own certificate is not in the chain that is installed on the server.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "leaf-missing/cause-ca-configured",
            "A CA certificate with its key was configured as the server's, or the wrong one was chosen in the site's binding.",
        ),
    ],
    twins: &[Statement::inferred(
        "leaf-missing/twin-order",
        "The leaf is there, but further down: then the order is wrong.",
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &chain::PRESENTED,
        &GET_LEAF,
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

static GET_LEAF: Step = Step {
    id: "leaf-missing/get-leaf",
    title: "Get the server's certificate and install it with all that signed it",
    body: &[
        Block::Text(
            "The CA that the server's certificate was ordered from has it. It must belong to the private key on the server and carry the host's name. Install it first in the chain, then the intermediates, then the root; installing the root too is recommended.",
        ),
        Block::Text(
            "Certificate and key belong together when both commands print the same. If the key is lost, order a new certificate.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "The public key of the certificate",
            "openssl x509 -in <certificate-file> -noout -pubkey | openssl sha256",
        ),
        Command::reads(
            Shell::Posix,
            "The public key of the private key",
            "openssl pkey -in server.key -pubout | openssl sha256",
        ),
        Command::reads(
            Shell::PowerShell,
            "Certificates with a key on a Windows server",
            "Get-ChildItem Cert:\\LocalMachine\\My | Where-Object HasPrivateKey | Format-List Subject, Issuer, DnsNameList, NotAfter, Thumbprint",
        ),
    ],
    branches: &[
        Branch::new(
            "You have the certificate that belongs to the key",
            "Install it with its chain.",
            Next::Step("tls/install-chain"),
        ),
        Branch::new(
            "The leaf is in the chain, but not first",
            "",
            Next::Topic(Topic::Fault(Fault::LeafNotTopmost)),
        ),
    ],
    links: &[Link {
        label: "An example of a right chain",
        url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting#leaf-must-be-topmost-in-chain",
    }],
    answer: Some(answers::presented_chain),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};
