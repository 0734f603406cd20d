//! v1: the server certificate is not among the allow-listed ones.

use super::tls::{self, presented};
use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::server_name::is_ip;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    APP_SERVICE_ENVIRONMENT, CERTIFICATES, FAQ, NOT_ALLOW_LISTED, TLS_OVERVIEW,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::AuthenticationCertificateMismatch),
    title: "v1: the server's certificate is not among those uploaded",
    documented_heading: "",
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "A v1 gateway trusts single server certificates: each backend setting has a list of them (authentication certificates), and the one that the server presents must be on it, to the byte. The certificate that the server presented is not.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement {
            id: "authentication-certificate-mismatch/cause-renewed",
            text: "The server's certificate was renewed, and the new one was not uploaded.",
            basis: Basis::Documented,
            sources: &[TLS_OVERVIEW.cite()],
        },
        Statement::documented(
            "authentication-certificate-mismatch/cause-root-uploaded",
            "The root or an intermediate was uploaded, as v2 wants it. v1 compares the server's own certificate.",
            &[TLS_OVERVIEW.cite(), CERTIFICATES.cite()],
        ),
        Statement::documented(
            "authentication-certificate-mismatch/cause-default-certificate",
            "The pool has an IP address, so no server name is sent, and the server presents its default certificate, not the one uploaded.",
            &[TLS_OVERVIEW.cite(), APP_SERVICE_ENVIRONMENT.cite()],
        ),
        Statement::inferred(
            "authentication-certificate-mismatch/cause-several",
            "The servers of the pool have different certificates, and not all of them were uploaded.",
        ),
    ],
    twins: &[
        Statement {
            id: "authentication-certificate-mismatch/twin-name",
            text: "Seen where the certificate was uploaded but its name was not the pool's entry. Once they were the same, the server was healthy.",
            basis: Basis::Observed,
            sources: &[NOT_ALLOW_LISTED.observed()],
        },
        Statement::inferred(
            "authentication-certificate-mismatch/twin-in-between",
            "Something between gateway and server ends TLS and presents a certificate of its own.",
        ),
    ],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &tls::V1_RETIRED,
        &common::CERTIFICATE_PICTURE,
        &PRESENTED_LEAF,
        &EXPORT_LEAF,
        &UPLOAD_LEAF,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[
        Link {
            label: "The portal's own link in the message",
            url: "https://aka.ms/authcertificatemismatch",
        },
        Link {
            label: "Exporting certificates for the gateway",
            url: CERTIFICATES.url,
        },
    ],
    sources: &[
        NOT_ALLOW_LISTED.observed(),
        APP_SERVICE_ENVIRONMENT.cite(),
        TLS_OVERVIEW.cite(),
        CERTIFICATES.cite(),
    ],
    ..Entry::BLANK
};

static PRESENTED_LEAF: Step = Step {
    id: "authentication-certificate-mismatch/presented-leaf",
    title: "Compare the presented certificate with the uploaded ones",
    body: &[Block::Text(
        "Ask every server of the pool as the gateway does: with the pool's name as server name, or with none where the pool has IP addresses. Compare the fingerprints.",
    )],
    commands: &[
        Command::reads(
            Shell::Posix,
            "The pool has a name",
            "openssl s_client -connect <server>:<port> -servername <server-name> </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -fingerprint",
        ),
        Command::reads(
            Shell::Posix,
            "The pool has an IP address",
            "openssl s_client -connect <server>:<port> -noservername </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -fingerprint",
        ),
        Command::reads(
            Shell::PowerShell,
            "The uploaded ones",
            with_gateway!(
                "$gw.AuthenticationCertificates | ForEach-Object {"
                "$cert = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($_.Data))"
                "'{0}  {1}  {2:u}  {3}' -f $_.Name, $cert.Subject, $cert.NotAfter, $cert.Thumbprint"
                "}"
            ),
        ),
        Command::reads(
            Shell::AzureCli,
            "Names of the uploaded ones, and those on the setting",
            "az network application-gateway auth-cert list -g <resource-group> --gateway-name <gateway> --query \"[].name\" -o tsv\naz network application-gateway http-settings show -g <resource-group> --gateway-name <gateway> -n <setting> --query \"authenticationCertificates[].id\" -o tsv",
        ),
    ],
    branches: &[
        Branch::new(
            "The fingerprint is not among them",
            "Export the presented certificate and upload it.",
            Next::Continue,
        ),
        Branch::new(
            "It is uploaded, but not on this setting",
            "Attach it.",
            Next::Step("authentication-certificate-mismatch/upload-leaf"),
        ),
        Branch::new(
            "It is uploaded and on this setting",
            "See whether it carries the pool's entry as its name.",
            Next::Topic(Topic::Fault(Fault::CertificateNameMismatch)),
        ),
        Branch::new(
            "The server resets the connection without a server name",
            "It insists on one: put the server into the pool by its name.",
            Next::Elsewhere,
        ),
    ],
    answer: Some(answer_presented_leaf),
    sources: &[TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

fn answer_presented_leaf(situation: &Situation<'_>) -> Answer {
    let attached = situation
        .setting()
        .and_then(|setting| setting.authentication_certificates.as_ref());
    if attached.is_some_and(Vec::is_empty) {
        return Answer::culprit(
            "The setting has no authentication certificate: nothing is trusted but Azure's own services.",
        );
    }
    if let Some(answer) = presented::trust(situation) {
        return answer;
    }
    match situation.address() {
        Some(address) if is_ip(address) => Answer::open(format!(
            "`{address}` is an IP address: no server name is sent, and the server's default certificate counts."
        )),
        Some(address) => Answer::open(format!("The server name sent is `{address}`.")),
        None => Answer::OPEN,
    }
}

static EXPORT_LEAF: Step = Step {
    id: "authentication-certificate-mismatch/export-leaf",
    title: "Export the server's certificate as .CER, without its key",
    body: &[
        Block::Text("On a Windows server:"),
        Block::Ordered(&[
            "Open the certificate manager (`certlm.msc` for the machine's certificates, `certmgr.msc` for the user's) and find the certificate under Personal.",
            "Right-click it: All Tasks, Export.",
            "In the wizard choose Next, then `No, do not export the private key`, then Next.",
            "Choose `Base-64 encoded X.509 (.CER)`, then Next.",
            "Choose place and file name, Next, Finish.",
            "Open the file in a plain text editor: it begins with `-----BEGIN CERTIFICATE-----`. If not, another format was chosen.",
        ]),
        Block::Text("Or take it from what the server presents, with the command below."),
    ],
    commands: &[Command::does(
        Effect::Changes,
        Shell::Posix,
        "Save what the server presents",
        "openssl s_client -connect <server>:<port> -servername <server-name> </dev/null 2>/dev/null | openssl x509 -out server.cer",
        "Delete `server.cer`",
    )],
    branches: &[Branch::new("You have the file", "", Next::Continue)],
    links: &[Link {
        label: "Exporting certificates for the gateway",
        url: CERTIFICATES.url,
    }],
    sources: &[CERTIFICATES.cite()],
    ..Step::BLANK
};

static UPLOAD_LEAF: Step = Step {
    id: "authentication-certificate-mismatch/upload-leaf",
    title: "Upload it and attach it to the backend setting",
    body: &[
        Block::Text(
            "A setting can have several; keep the old one attached until all servers present the new one. Either all HTTPS settings of a v1 gateway have authentication certificates, or none: a mixture is refused.",
        ),
        Block::Text(
            "App Service and other services of Azure are trusted by v1 without any upload.",
        ),
    ],
    commands: tls::TRUST_LEAF_V1,
    branches: &[Branch::new("The server turns healthy", "", Next::Verify)],
    portal: &[Blade::BackendSettings],
    sources: &[TLS_OVERVIEW.cite(), CERTIFICATES.cite(), FAQ.cite()],
    ..Step::BLANK
};
