//! v1: the TLS handshake failed.

use super::tls::{self, answers};
use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::gateway::{Protocol, Sku};
use crate::guide::Topic;
use crate::guide::command::{Command, Shell};
use crate::guide::server_name::is_ip;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    APACHE_MOD_SSL, EXPIRED_FOR_CIPHER, FAQ, NGINX_HTTPS, TLS_OVERVIEW, TLS_POLICY, TLS_RETIREMENT,
};
use crate::guide::step::{Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::TlsHandshake),
    title: "The TLS handshake with the server fails",
    documented_heading: "",
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The port answers, but gateway and server do not agree on TLS: version, cipher suite, or server name. It fails before any certificate is judged. The message `Https probe connection error` is v1's; v2 was seen to report the same trouble as a failed connection.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "tls-handshake/cause-version",
            "No TLS version in common. Towards servers v1 speaks TLS 1.2 only; v2 prefers 1.3 and takes 1.2. A server that allows only 1.0 or 1.1, or with v1 only 1.3, is out.",
            &[TLS_RETIREMENT.cite()],
        ),
        Statement::documented(
            "tls-handshake/cause-cipher",
            "No cipher suite in common. On v1 the gateway's TLS policy also governs the connection to the server; on v2 it does not.",
            &[TLS_OVERVIEW.cite(), TLS_POLICY.cite()],
        ),
        Statement::documented(
            "tls-handshake/cause-server-name",
            "The server insists on a server name and gets none, because its pool entry (v1) or the host (v2) is an IP address; it resets the connection.",
            &[TLS_OVERVIEW.cite()],
        ),
        Statement::inferred(
            "tls-handshake/cause-not-tls",
            "The port does not speak TLS at all: plain HTTP, or another service.",
        ),
        Statement::documented(
            "tls-handshake/cause-client-certificate",
            "The server demands a client certificate. The gateway never presents one.",
            &[FAQ.cite()],
        ),
    ],
    twins: &[
        Statement::observed(
            "tls-handshake/twin-tcp-connect",
            "On v2 a server that allowed only TLS 1.3 was reported as `Cannot connect to backend server`, with advice on security groups and routes.",
        ),
        Statement {
            id: "tls-handshake/twin-expired",
            text: "On v1 a key that fitted no cipher suite of the TLS policy was reported as an expired certificate.",
            basis: Basis::Observed,
            sources: &[EXPIRED_FOR_CIPHER.observed()],
        },
    ],
    disagreements: &[Statement::documented(
        "tls-handshake/disagree-versions",
        "Which TLS versions the gateway uses towards servers: the page on the retirement of 1.0 and 1.1 says 1.2 at least, with 1.3 preferred on v2; the TLS overview still says 1.0 to 1.2, the policy page 1.3 down to 1.0. The first is the newest rule: offer 1.2 and 1.3.",
        &[
            TLS_RETIREMENT.cite(),
            TLS_OVERVIEW.cite(),
            TLS_POLICY.cite(),
        ],
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &tls::V1_RETIRED,
        &common::CERTIFICATE_PICTURE,
        &SPEAKS_TLS,
        &VERSION,
        &CIPHER,
        &SERVER_NAME,
        &CLIENT_CERTIFICATE,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[
        TLS_RETIREMENT.cite(),
        TLS_OVERVIEW.cite(),
        TLS_POLICY.cite(),
    ],
};

static SPEAKS_TLS: Step = Step {
    id: "tls-handshake/speaks-tls",
    title: "See whether the port speaks TLS at all",
    body: &[Block::Text(
        "`wrong version number` usually means that plain HTTP answers: then the setting's protocol or port is wrong.",
    )],
    commands: &[Command::reads(
        Shell::Posix,
        "A handshake, in short",
        "openssl s_client -brief -connect <server>:<port> -servername <server-name> </dev/null",
    )],
    branches: &[
        Branch::new(
            "`CONNECTION ESTABLISHED`, with protocol and cipher suite",
            "It works from here. Try with the gateway's versions.",
            Next::Continue,
        ),
        Branch::new(
            "`wrong version number`",
            "No TLS on that port: correct port or protocol of the setting.",
            Next::Elsewhere,
        ),
        Branch::new(
            "`alert protocol version` or `alert handshake failure`",
            "No version or cipher suite in common.",
            Next::Continue,
        ),
        Branch::new(
            "Refused, or no answer",
            "It does not get as far as TLS.",
            Next::Topic(Topic::Fault(Fault::TcpConnect)),
        ),
    ],
    answer: Some(answer_speaks_tls),
    basis: Basis::Inferred,
    sources: &[TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

fn answer_speaks_tls(situation: &Situation<'_>) -> Answer {
    match situation.protocol() {
        Some(Protocol::Http | Protocol::Tcp) => Answer::culprit(
            "The evidence shows a setting without TLS: the message belongs to another setting, or this one was changed since.",
        ),
        _ => Answer::OPEN,
    }
}

static VERSION: Step = Step {
    id: "tls-handshake/version",
    title: "Have the server allow TLS 1.2, and 1.3 beside it",
    body: &[
        Block::Text(
            "TLS 1.2 is the one version that both generations of the gateway speak. If the server refuses it, allow it there:",
        ),
        Block::Table(&[
            &["Server", "Where"],
            &[
                "IIS and other Windows services",
                "`SCHANNEL\\Protocols\\TLS 1.2\\Server` in the registry: `Enabled` 1, `DisabledByDefault` 0; then restart the machine",
            ],
            &["NGINX", "`ssl_protocols TLSv1.2 TLSv1.3;`"],
            &["Apache", "`SSLProtocol -all +TLSv1.2 +TLSv1.3`"],
            &["App Service", "Minimum inbound TLS version: 1.2, not 1.3"],
        ]),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "A handshake with TLS 1.2 only",
            "openssl s_client -brief -tls1_2 -connect <server>:<port> -servername <server-name> </dev/null",
        ),
        Command::reads(
            Shell::Posix,
            "A handshake with TLS 1.3 only",
            "openssl s_client -brief -tls1_3 -connect <server>:<port> -servername <server-name> </dev/null",
        ),
    ],
    branches: &[
        Branch::new("1.2 works", "The version is not it.", Next::Continue),
        Branch::new(
            "Only 1.3 works",
            "v1 cannot connect, and v2 was seen to fail: allow 1.2 on the server.",
            Next::Verify,
        ),
        Branch::new(
            "Neither works",
            "Allow 1.2 on the server, or look at ciphers and server name.",
            Next::Continue,
        ),
    ],
    links: &[
        Link {
            label: "The retirement of TLS 1.0 and 1.1",
            url: TLS_RETIREMENT.url,
        },
        Link {
            label: "NGINX: ssl_protocols",
            url: NGINX_HTTPS.url,
        },
        Link {
            label: "Apache: SSLProtocol",
            url: APACHE_MOD_SSL.url,
        },
    ],
    answer: Some(answer_version),
    sources: &[TLS_RETIREMENT.cite()],
    ..Step::BLANK
};

fn answer_version(situation: &Situation<'_>) -> Answer {
    match situation.sku() {
        Some(Sku::V1) => Answer::open("v1: the server must take TLS 1.2."),
        Some(Sku::V2) => Answer::open("v2: the server must take TLS 1.2 or 1.3."),
        None => Answer::OPEN,
    }
}

static CIPHER: Step = Step {
    id: "tls-handshake/cipher",
    title: "On v1: find a cipher suite that both sides have",
    body: &[
        Block::Text(
            "v1 offers the server the suites of its own TLS policy, the one made for clients. The key of the server's certificate must fit: an EC key needs suites with `ECDSA`, an RSA key those with `RSA`. v2 ignores the policy towards servers.",
        ),
        Block::Caution(
            "Changing the policy changes it for the gateway's clients too. Prefer to change the server.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "The gateway's policy: suites, or the name of a predefined one",
            "az network application-gateway ssl-policy show -g <resource-group> --gateway-name <gateway>",
        ),
        Command::reads(
            Shell::AzureCli,
            "What the predefined ones hold",
            "az network application-gateway ssl-policy predefined list",
        ),
        Command::reads(
            Shell::PowerShell,
            "The gateway's policy",
            with_gateway!("Get-AzApplicationGatewaySslPolicy -ApplicationGateway $gw"),
        ),
        Command::reads(
            Shell::Posix,
            "Try one suite of the policy, by OpenSSL's name",
            "openssl s_client -brief -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -connect <server>:<port> -servername <server-name> </dev/null",
        ),
    ],
    branches: &[
        Branch::new(
            "A suite of the policy works",
            "The ciphers are not it.",
            Next::Continue,
        ),
        Branch::new(
            "None works",
            "Allow one on the server, or get a certificate with the other kind of key.",
            Next::Verify,
        ),
    ],
    links: &[Link {
        label: "TLS policies and their cipher suites",
        url: TLS_POLICY.url,
    }],
    answer: Some(answer_cipher),
    sources: &[TLS_OVERVIEW.cite(), TLS_POLICY.cite()],
    ..Step::BLANK
};

fn answer_cipher(situation: &Situation<'_>) -> Answer {
    match situation.sku() {
        Some(Sku::V2) => Answer::not_applicable(
            "The gateway is v2, whose TLS policy has no say towards servers.",
        ),
        Some(Sku::V1) | None => Answer::OPEN,
    }
}

static SERVER_NAME: Step = Step {
    id: "tls-handshake/server-name",
    title: "See whether the server needs a server name",
    body: &[Block::Text(
        "Without a server name, as with IP addresses, a server may present a default certificate or reset the connection. Give it a default certificate, or have the gateway send a name: on v1 put the server into the pool by name, on v2 give setting or probe a host name.",
    )],
    commands: &[Command::reads(
        Shell::Posix,
        "A handshake without a server name",
        "openssl s_client -brief -connect <server>:<port> -noservername </dev/null",
    )],
    branches: &[
        Branch::new(
            "It works without",
            "The server name is not it.",
            Next::Continue,
        ),
        Branch::new(
            "It works only with one",
            "Have the gateway send it.",
            Next::Topic(Topic::Fault(Fault::CertificateNameMismatch)),
        ),
    ],
    answer: Some(answer_server_name),
    sources: &[TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

fn answer_server_name(situation: &Situation<'_>) -> Answer {
    if situation.sku() != Some(Sku::V1) {
        return answers::read_names(situation);
    }
    match situation.address() {
        Some(address) if is_ip(address) => Answer::open(format!(
            "v1, and the pool's entry `{address}` is an IP address: no server name is sent."
        )),
        Some(address) => Answer::done(format!("v1 sends the pool's entry `{address}`.")),
        None => Answer::OPEN,
    }
}

static CLIENT_CERTIFICATE: Step = Step {
    id: "tls-handshake/client-certificate",
    title: "Make sure that the server demands no client certificate",
    body: &[Block::Text(
        "The gateway never presents one. A server that requires it ends the handshake. Make it optional for the gateway's addresses, or at least for the probe's path and the requests that come through the gateway.",
    )],
    commands: &[Command::reads(
        Shell::Posix,
        "Look for `Acceptable client certificate CA names` or `alert certificate required`",
        "openssl s_client -connect <server>:<port> -servername <server-name> </dev/null",
    )],
    branches: &[
        Branch::new("It asks, but goes on without", "Fine.", Next::Continue),
        Branch::new(
            "It ends the handshake",
            "Switch the requirement off for the gateway.",
            Next::Verify,
        ),
    ],
    sources: &[FAQ.cite()],
    ..Step::BLANK
};
