//! A step for each kind of code.

use super::codes::{
    CA_CODES, DATE_CODES, EXTENSION_CODES, ISSUER_CODES, NAME_CODES, REVOCATION_CODES,
    STRENGTH_CODES, by_code, code,
};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Shell};
use crate::guide::server_name::{Compared, compared};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{INVALID_CA, OPENSSL_CODES};
use crate::guide::step::{Block, Branch, Next, Step};

/// Codes on dates.
pub(super) static DATES: Step = Step {
    id: "verification-failed/dates",
    title: "9, 10: check the dates of the whole chain",
    body: &[Block::Text(
        "Leaf, intermediates, and the uploaded root as well: OpenSSL checks from the root down and stops at the first. An old cross-signed intermediate that has expired counts too; take it out of the chain.",
    )],
    branches: &[Branch::new(
        "One is outside its dates",
        "",
        Next::Topic(Topic::Fault(Fault::CertificateExpired)),
    )],
    answer: Some(|situation| by_code(situation, DATE_CODES)),
    sources: &[OPENSSL_CODES.cite()],
    ..Step::BLANK
};

/// Codes on issuers.
pub(super) static ISSUER: Step = Step {
    id: "verification-failed/issuer",
    title: "2, 18 to 21: find the issuer that is missing or not trusted",
    body: &[Block::List(&[
        "20 or 21 with a single certificate presented: the intermediates are not sent.",
        "20 with intermediates presented: the root above them isn't uploaded, or is public and not among the gateway's.",
        "20 although the issuer is there: its name fits and its key doesn't; compare Authority Key Identifier and Subject Key Identifier.",
        "19: the root presented is not the one uploaded.",
        "18: a single self-signed certificate. Make a root, and a certificate under it.",
        "2: what was uploaded is no root, but a certificate that has an issuer of its own.",
    ])],
    branches: &[
        Branch::new(
            "An intermediate is missing",
            "",
            Next::Topic(Topic::Fault(Fault::IntermediateMissing)),
        ),
        Branch::new(
            "The root is not the uploaded one",
            "",
            Next::Step("tls/compare-root"),
        ),
        Branch::new("Self-signed", "", Next::Step("tls/self-signed")),
    ],
    answer: Some(|situation| by_code(situation, ISSUER_CODES)),
    sources: &[OPENSSL_CODES.cite()],
    ..Step::BLANK
};

/// Codes on what a certificate may be used for.
pub(super) static CA_MARKS: Step = Step {
    id: "verification-failed/ca-marks",
    title: "24, 25, 26, 32, 79: check what each certificate may be used for",
    body: &[
        Block::Text("Print the constraints of every certificate in the chain. They must say:"),
        Block::Table(&[
            &[
                "Certificate",
                "Basic constraints",
                "Key usage",
                "Extended key usage",
            ],
            &["Root", "`CA:TRUE`", "`Certificate Sign`, or none", "None"],
            &[
                "Intermediate",
                "`CA:TRUE`, path length enough for the CAs below",
                "`Certificate Sign`, or none",
                "None, or with server authentication",
            ],
            &[
                "Leaf",
                "`CA:FALSE`, or none",
                "`Digital Signature`",
                "Server authentication, or none",
            ],
        ]),
        Block::Text(
            "A root made with `openssl x509 -req -signkey` lacks `CA:TRUE`. OpenSSL may let it pass as a version 1 certificate and refuse it as version 3; at least one was refused by the gateway.",
        ),
    ],
    commands: &[Command::reads(
        Shell::Posix,
        "The marks of one certificate",
        "openssl x509 -in <certificate-file> -noout -subject -issuer -ext basicConstraints,keyUsage,extendedKeyUsage",
    )],
    branches: &[
        Branch::new(
            "The root or an intermediate lacks `CA:TRUE`",
            "Have it reissued; one of your own, make anew.",
            Next::Step("tls/self-signed"),
        ),
        Branch::new(
            "The leaf lacks server authentication",
            "It was issued for something else: have it reissued for servers.",
            Next::Elsewhere,
        ),
    ],
    answer: Some(|situation| by_code(situation, CA_CODES)),
    sources: &[OPENSSL_CODES.cite(), INVALID_CA.observed()],
    ..Step::BLANK
};

/// Codes on names.
pub(super) static NAME: Step = Step {
    id: "verification-failed/name",
    title: "62, 64: compare the name",
    body: &[Block::Text(
        "The certificate does not carry the host that the gateway asks for. Names have a message of their own as a rule; the steps are the same.",
    )],
    branches: &[Branch::new(
        "The name isn't on the certificate",
        "",
        Next::Topic(Topic::Fault(Fault::CertificateNameMismatch)),
    )],
    answer: Some(answer_name),
    sources: &[OPENSSL_CODES.cite()],
    ..Step::BLANK
};

fn answer_name(situation: &Situation<'_>) -> Answer {
    let mut answer = by_code(situation, NAME_CODES);
    if let (Some(because), Compared::Name(name, origin)) = (
        answer
            .because
            .as_mut()
            .filter(|_| code(situation).is_some_and(|code| matches!(code, 62 | 64))),
        compared(situation),
    ) {
        because.push_str(&format!(
            " The gateway asks for `{name}`: {}.",
            origin.words()
        ));
    }
    answer
}

/// Codes on signatures and keys.
pub(super) static STRENGTH: Step = Step {
    id: "verification-failed/strength",
    title: "7, 66 to 68, 76: check signatures and keys",
    body: &[Block::List(&[
        "7: the issuer has this name but another key, or a file was damaged when it was copied. Get leaf and intermediates from the CA again, together.",
        "66, 67: RSA under 2048 bits, or an old curve. Have it reissued with RSA 2048 or more, or EC P-256 or P-384.",
        "68: signed with SHA-1 or MD5. Have it reissued with SHA-256. A root's own signature does not count.",
        "76 to 78: an algorithm that OpenSSL does not know or that doesn't fit the key: have it reissued.",
    ])],
    commands: &[Command::reads(
        Shell::Posix,
        "Algorithm and key of one certificate",
        "openssl x509 -in <certificate-file> -noout -text | grep -E 'Signature Algorithm|Public-Key|Public Key Algorithm'",
    )],
    branches: &[
        Branch::new(
            "Weak, or signed with SHA-1",
            "Have it reissued and install it.",
            Next::Verify,
        ),
        Branch::new(
            "All strong",
            "A wrong issuer of the same name: compare the roots.",
            Next::Step("tls/compare-root"),
        ),
    ],
    answer: Some(|situation| by_code(situation, STRENGTH_CODES)),
    sources: &[OPENSSL_CODES.cite()],
    ..Step::BLANK
};

/// Codes on unusual parts.
pub(super) static EXTENSIONS: Step = Step {
    id: "verification-failed/extensions",
    title: "22, 34, 41, 47, 48: look for unusual parts",
    body: &[Block::List(&[
        "22: leave out certificates that do not belong to the chain.",
        "34: a critical extension that OpenSSL does not know; have it reissued without, or with the extension not critical.",
        "41, 53: an extension or a name is wrongly encoded.",
        "47, 48, 51: a CA above has name constraints: it may sign only for certain names, or not for some. The common name counts too where there are no alternative DNS names.",
        "94: an EC key with explicit parameters: make it anew with a named curve.",
    ])],
    commands: &[Command::reads(
        Shell::Posix,
        "Everything in one certificate",
        "openssl x509 -in <certificate-file> -noout -text",
    )],
    branches: &[Branch::new(
        "You found it",
        "Have that certificate reissued.",
        Next::Verify,
    )],
    answer: Some(|situation| by_code(situation, EXTENSION_CODES)),
    sources: &[OPENSSL_CODES.cite()],
    ..Step::BLANK
};

/// Codes on revocation.
pub(super) static REVOCATION: Step = Step {
    id: "verification-failed/revocation",
    title: "3, 11, 12, 23: look at revocation",
    body: &[Block::Text(
        "23: the CA has revoked the certificate; get a new one. The others: the revocation list could not be fetched or is out of date; see whether the gateway's subnet reaches the CA's addresses, as for an unknown health.",
    )],
    commands: &[Command::reads(
        Shell::Posix,
        "Where the certificate's revocation is published",
        "openssl x509 -in <certificate-file> -noout -ext crlDistributionPoints,authorityInfoAccess",
    )],
    branches: &[
        Branch::new("Revoked", "Get a new certificate.", Next::Verify),
        Branch::new(
            "The list can't be reached",
            "",
            Next::Topic(Topic::Fault(Fault::HealthUnknown)),
        ),
    ],
    answer: Some(|situation| by_code(situation, REVOCATION_CODES)),
    sources: &[OPENSSL_CODES.cite()],
    ..Step::BLANK
};
