//! A certificate is outside its dates.

use super::tls::{self, answers, chain, presented, roots};
use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::gateway::Protocol;
use crate::guide::Topic;
use crate::guide::command::{Command, Shell};
use crate::guide::situation::{Answer, Situation, State};
use crate::guide::source::{
    BACKEND_SETTINGS, CERTIFICATES, EXPIRED_FOR_CIPHER, HEALTH, HEALTH_2026, TLS_OVERVIEW,
};
use crate::guide::step::{Block, Branch, Entry, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "Backend certificate has expired";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::CertificateExpired),
    title: "A certificate of the server has expired or isn't valid yet",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The gateway takes no certificate outside its dates, so it counts the server as unhealthy. The message does not say which one: it may be the server's own, an intermediate, or the root.",
        ),
        Block::Text(
            "All dates in certificates are UTC. A certificate that was issued for a later start gives the same message until then.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "certificate-expired/cause-leaf",
            "The server's own certificate has expired.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "certificate-expired/cause-issuer",
            "An intermediate or the root has expired. They last a decade or two, so nobody watches them.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "certificate-expired/cause-not-reloaded",
            "It was renewed, but the server still presents the old one: not reloaded, another binding, or another machine of the pool.",
        ),
        Statement::documented(
            "certificate-expired/cause-not-yet-valid",
            "It isn't valid yet: the start lies ahead.",
            &[HEALTH.under(HEADING)],
        ),
    ],
    twins: &[
        Statement {
            id: "certificate-expired/twin-cipher",
            text: "Seen on v1 for a certificate well within its dates: its key fitted no cipher suite of the gateway's TLS policy. Reissued with another kind of key, it was taken.",
            basis: Basis::Observed,
            sources: &[EXPIRED_FOR_CIPHER.observed()],
        },
        Statement::inferred(
            "certificate-expired/twin-default-certificate",
            "The certificate you look at is good, but without the right server name the server presents another, expired one.",
        ),
    ],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &WHICH_PART,
        &RENEW_LEAF,
        &RENEW_ISSUER,
        &chain::INSTALL,
        &ROOT_CHANGED,
        &roots::EXPORT_ROOT,
        &common::UPLOAD_ROOT,
        &UPLOAD_LEAF_V1,
        &DATES_ARE_GOOD,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[tls::TLS_LINK],
    sources: &[HEALTH.under(HEADING), HEALTH_2026.cite()],
    ..Entry::BLANK
};

static WHICH_PART: Step = Step {
    id: "certificate-expired/which-part",
    title: "Find out which certificate of the chain is outside its dates",
    body: &[
        Block::Text(
            "Print the dates of all that the server presents, with the server name that the probe sends. From OpenSSL 3.0 on `s_client` prints them itself, in the lines with `v:`. The root may not be among them: print the uploaded file too.",
        ),
        Block::Text("Do it for every server of the pool: each has its own copy."),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Dates of all certificates presented, leaf first",
            "openssl s_client -connect <server>:<port> -servername <server-name> -showcerts </dev/null 2>/dev/null | openssl crl2pkcs7 -nocrl -certfile /dev/stdin | openssl pkcs7 -print_certs -text -noout | grep -E 'Subject:|Not (Before|After)'",
        ),
        Command::reads(
            Shell::Posix,
            "Dates of a root that you have as a file",
            "openssl x509 -in <root-file> -noout -subject -dates",
        ),
        Command::reads(
            Shell::PowerShell,
            "Dates of the certificates on a Windows server",
            "Get-ChildItem Cert:\\LocalMachine\\My, Cert:\\LocalMachine\\CA | Sort-Object NotAfter | Format-Table NotBefore, NotAfter, Subject",
        ),
        Command::reads(
            Shell::PowerShell,
            "Dates of the roots uploaded to the gateway",
            with_gateway!(
                "$gw.TrustedRootCertificates | Where-Object Data | ForEach-Object {"
                "$cert = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($_.Data))"
                "'{0}  {1:u}  {2:u}  {3}' -f $_.Name, $cert.NotBefore, $cert.NotAfter, $cert.Subject"
                "}"
            ),
        ),
    ],
    branches: &[
        Branch::new(
            "The leaf (depth 0)",
            "Renew it.",
            Next::Step("certificate-expired/renew-leaf"),
        ),
        Branch::new(
            "An intermediate or the root",
            "Get the renewed ones from the CA.",
            Next::Step("certificate-expired/renew-issuer"),
        ),
        Branch::new(
            "All are within their dates",
            "Then the message has another reason.",
            Next::Step("certificate-expired/dates-are-good"),
        ),
    ],
    answer: Some(answer_which_part),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_which_part(situation: &Situation<'_>) -> Answer {
    presented::dates(situation).unwrap_or_else(|| answers::paste_chain(situation))
}

static RENEW_LEAF: Step = Step {
    id: "certificate-expired/renew-leaf",
    title: "The leaf has expired: renew it and install it with its chain",
    body: &[
        Block::Text(
            "Renew it with the provider that issued it and install the new one on every server of the pool, with the whole chain: leaf, intermediates, root. Intermediates may have changed since: take those that came with it.",
        ),
        Block::List(&[
            "Public CA, no roots on the setting: nothing to do on the gateway.",
            "Private CA: compare the root that signs it now with the uploaded one. If it has changed, upload the new one to the backend setting.",
        ]),
    ],
    branches: &[
        Branch::new(
            "Public CA",
            "Nothing to do on the gateway.",
            Next::Step("tls/install-chain"),
        ),
        Branch::new(
            "Private CA",
            "Has its root changed?",
            Next::Step("certificate-expired/root-changed"),
        ),
    ],
    answer: Some(answer_renew_leaf),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_renew_leaf(situation: &Situation<'_>) -> Answer {
    presented::to_renew(situation, true).unwrap_or(Answer::OPEN)
}

static RENEW_ISSUER: Step = Step {
    id: "certificate-expired/renew-issuer",
    title: "An intermediate or the root has expired: get the renewed ones",
    body: &[
        Block::Text(
            "Ask the provider for the renewed intermediate or root and replace the chain on every server. The leaf may stay if the renewed intermediate has the same name and key; otherwise have it reissued.",
        ),
        Block::List(&[
            "Public CA, or root unchanged: nothing to do on the gateway.",
            "Private CA with a new root, or an intermediate that a new root signed: upload that root to the backend setting.",
        ]),
        Block::Caution(
            "An expired extra certificate, such as an old cross-signed intermediate, is best taken out of the chain altogether.",
        ),
    ],
    branches: &[
        Branch::new(
            "Public CA, or the root is the same",
            "Nothing to do on the gateway.",
            Next::Step("tls/install-chain"),
        ),
        Branch::new(
            "Private CA, and the root has changed",
            "Upload it.",
            Next::Step("certificate-expired/root-changed"),
        ),
    ],
    answer: Some(answer_renew_issuer),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_renew_issuer(situation: &Situation<'_>) -> Answer {
    presented::to_renew(situation, false).unwrap_or(Answer::OPEN)
}

static ROOT_CHANGED: Step = Step {
    id: "certificate-expired/root-changed",
    title: "With a private CA: see whether its root has changed",
    body: &[Block::Text(
        "The same name is not enough; compare the fingerprint of the root that the new chain leads to with that of the uploaded one. A changed root, and an uploaded root that has itself expired, must be uploaded anew; keep the old one beside it until all servers have moved.",
    )],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Fingerprint of the root that you have as a file",
            "openssl x509 -in <root-file> -noout -subject -dates -fingerprint -sha256",
        ),
        Command::reads(
            Shell::AzureCli,
            "Fingerprint of an uploaded root",
            "az network application-gateway root-cert show -g <resource-group> --gateway-name <gateway> -n <root-name> --query data -o tsv | base64 -d | openssl x509 -noout -subject -dates -fingerprint -sha256",
        ),
    ],
    branches: &[
        Branch::new("The same", "Nothing to upload.", Next::Verify),
        Branch::new(
            "Different, or expired",
            "Export the new root and upload it.",
            Next::Step("common/upload-root"),
        ),
    ],
    answer: Some(answer_root_changed),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_root_changed(situation: &Situation<'_>) -> Answer {
    match answers::trust(situation) {
        answers::Trust::Public => answers::unless_v2(situation).unwrap_or_else(|| {
            Answer::not_applicable(
                "The setting has no uploaded root: it trusts the public ones, and a renewal needs nothing on the gateway.",
            )
        }),
        _ => answers::attached_roots(situation),
    }
}

static UPLOAD_LEAF_V1: Step = Step {
    id: "certificate-expired/upload-leaf-v1",
    title: "On v1: upload the renewed leaf",
    body: &[Block::Text(
        "v1 trusts single server certificates, not roots. Renew the leaf with the CA, install it, and upload the same certificate (`.cer`, Base-64, without its key) to the backend setting. Upload it before the server changes over and keep both attached meanwhile: then nothing fails in between.",
    )],
    commands: tls::TRUST_LEAF_V1,
    branches: &[Branch::new("The server turns healthy", "", Next::Verify)],
    answer: Some(answer_upload_leaf_v1),
    sources: &[HEALTH.under(HEADING), CERTIFICATES.cite()],
    ..Step::BLANK
};

fn answer_upload_leaf_v1(situation: &Situation<'_>) -> Answer {
    answers::unless_v1(situation).unwrap_or(Answer::OPEN)
}

static DATES_ARE_GOOD: Step = Step {
    id: "certificate-expired/dates-are-good",
    title: "All dates are good: look for what else gives this message",
    body: &[Block::List(&[
        "Ask without a server name (`-noservername`) and with the probe's: the server may have an expired default certificate.",
        "Ask every server of the pool by its own address, not the name they share.",
        "See whether the report is from before the renewal: it changes with the next probe, not with the page.",
        "On v1, compare the kind of key (RSA or EC) with the cipher suites of the gateway's TLS policy.",
    ])],
    commands: &[
        Command::reads(
            Shell::Posix,
            "The certificate without a server name",
            "openssl s_client -connect <server>:<port> -noservername </dev/null 2>/dev/null | openssl x509 -noout -subject -dates",
        ),
        Command::reads(
            Shell::AzureCli,
            "The gateway's TLS policy",
            "az network application-gateway ssl-policy show -g <resource-group> --gateway-name <gateway>",
        ),
    ],
    branches: &[
        Branch::new(
            "Without a server name it is another certificate",
            "The gateway sends no name, or another than you did.",
            Next::Topic(Topic::Fault(Fault::CertificateNameMismatch)),
        ),
        Branch::new(
            "v1, and no cipher suite fits the key",
            "TLS fails, whatever the message says.",
            Next::Topic(Topic::Fault(Fault::TlsHandshake)),
        ),
    ],
    answer: Some(answer_dates_are_good),
    basis: Basis::Observed,
    sources: &[
        EXPIRED_FOR_CIPHER.observed(),
        TLS_OVERVIEW.cite(),
        BACKEND_SETTINGS.cite(),
    ],
    ..Step::BLANK
};

fn answer_dates_are_good(situation: &Situation<'_>) -> Answer {
    if let Some(dates) = presented::dates(situation) {
        return match dates.state {
            State::Culprit => Answer::not_applicable("Not all dates are good."),
            _ => Answer {
                state: State::Open,
                ..dates
            },
        };
    }
    let Some(setting) = situation.setting() else {
        return Answer::OPEN;
    };
    match setting.validate_cert_chain_and_expiry {
        Some(false) if setting.protocol != Some(Protocol::Tls) => Answer::open(
            "`validateCertChainAndExpiry` is off, so dates are not checked: the message is older than that, comes from the portal's Test, or belongs to another setting.",
        ),
        _ => Answer::OPEN,
    }
}
