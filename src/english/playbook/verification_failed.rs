//! OpenSSL refused the certificate, with a code.

mod codes;
mod kinds;

use super::tls::{self, answers, chain, roots};
use super::{CLIENTS_SEE, common};
use crate::chain::openssl;
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{HEALTH, HEALTH_2026, OPENSSL_CODES, OPENSSL_VERIFY};
use crate::guide::step::{Block, Branch, Entry, Link, Next, Stage, Statement, Step};
use codes::{by_code, code, meaning};

/// The article's heading.
const HEADING: &str = "Certificate verification failed";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::VerificationFailed),
    title: "OpenSSL, inside the gateway, refuses the certificate",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The gateway could not verify the server's certificate for a reason that has no message of its own. The number at the end of the message is OpenSSL's verification code and says why.",
        ),
        Block::Text(
            "The usual reasons have messages of their own (name, dates, missing issuer, unknown root), so with this one expect a certificate that is wrongly made.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "verification-failed/cause-unverifiable",
            "The gateway cannot verify the certificate; the article says no more than that.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::inferred(
            "verification-failed/cause-wrongly-made",
            "A certificate of the chain was not made properly: no CA mark on an issuer, wrong key usage, a weak key or digest, a signature that doesn't fit.",
        ),
        Statement::inferred(
            "verification-failed/cause-wrong-upload",
            "The uploaded file is not the root: an intermediate, the leaf, or a damaged copy.",
        ),
    ],
    twins: &[Statement::inferred(
        "verification-failed/twin-own-messages",
        "Codes 10, 20, 19, 18 and 62 mean what other messages say in words: expired, issuer missing, root not trusted, self-signed, name. Follow those playbooks.",
    )],
    disagreements: &[Statement::documented(
        "verification-failed/disagree-code-24",
        "24 depends on the version: up to OpenSSL 1.1.1 it means an invalid CA certificate, from 3.0 on an issuer without public key, and the invalid CA is 79. Which version the gateway has is not published: read both.",
        &[OPENSSL_CODES.cite()],
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &READ_CODE,
        &common::CERTIFICATE_PICTURE,
        &chain::PRESENTED,
        &kinds::DATES,
        &kinds::ISSUER,
        &kinds::CA_MARKS,
        &kinds::NAME,
        &kinds::STRENGTH,
        &kinds::EXTENSIONS,
        &kinds::REVOCATION,
        &MADE_PROPERLY,
        &chain::OPENSSL_VERIFIES,
        &chain::SELF_SIGNED_RIGHTLY,
        &roots::COMPARE,
        &common::UPLOAD_ROOT,
        &tls::SKIP_CHAIN_CHECK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[
        tls::TLS_LINK,
        Link {
            label: "OpenSSL's verification codes",
            url: OPENSSL_CODES.url,
        },
    ],
    sources: &[
        HEALTH.under(HEADING),
        HEALTH_2026.cite(),
        OPENSSL_CODES.cite(),
    ],
};

static READ_CODE: Step = Step {
    id: "verification-failed/read-code",
    title: "Read the code at the end of the message",
    body: &[Block::Table(&[
        &["Code", "OpenSSL says", "On a server behind the gateway"],
        &[
            "2",
            "unable to get issuer certificate",
            "An intermediate was uploaded in place of the root",
        ],
        &[
            "7",
            "certificate signature failure",
            "The CA has a new key under its old name, or a file is damaged",
        ],
        &["9", "certificate is not yet valid", "The start lies ahead"],
        &[
            "10",
            "certificate has expired",
            "Leaf, intermediate or root has expired",
        ],
        &[
            "18",
            "self-signed certificate",
            "A single self-signed certificate that the gateway does not trust",
        ],
        &[
            "19",
            "self-signed certificate in certificate chain",
            "The server sends its root, and that is not the uploaded one",
        ],
        &[
            "20",
            "unable to get local issuer certificate",
            "An intermediate isn't sent, or the root isn't known",
        ],
        &[
            "21",
            "unable to verify the first certificate",
            "Only the leaf is sent",
        ],
        &[
            "24",
            "invalid CA certificate (up to 1.1.1), issuer certificate doesn't have a public key (from 3.0 on)",
            "As 79",
        ],
        &[
            "25",
            "path length constraint exceeded",
            "A CA stands below one that allows none",
        ],
        &[
            "26",
            "unsuitable certificate purpose",
            "No `serverAuth` on the leaf, or a signer that is no CA",
        ],
        &[
            "32",
            "key usage does not include certificate signing",
            "A CA without `keyCertSign`",
        ],
        &[
            "34",
            "unhandled critical extension",
            "An unusual certificate: have it reissued without",
        ],
        &[
            "47, 48",
            "permitted or excluded subtree violation",
            "The CA may not sign for this name",
        ],
        &[
            "62, 64",
            "hostname mismatch, IP address mismatch",
            "Another name than the one asked for",
        ],
        &[
            "66, 67",
            "EE or CA certificate key too weak",
            "An RSA key that is too short",
        ],
        &[
            "68",
            "CA signature digest algorithm too weak",
            "SHA-1 or MD5 in a signature",
        ],
        &[
            "79",
            "invalid CA certificate",
            "The root or an intermediate lacks `CA:TRUE`",
        ],
    ])],
    branches: &[
        Branch::new("9 or 10", "", Next::Step("verification-failed/dates")),
        Branch::new(
            "2, 18, 19, 20, 21",
            "",
            Next::Step("verification-failed/issuer"),
        ),
        Branch::new(
            "24, 25, 26, 32, 79",
            "",
            Next::Step("verification-failed/ca-marks"),
        ),
        Branch::new("62 or 64", "", Next::Step("verification-failed/name")),
        Branch::new(
            "7, 66, 67, 68",
            "",
            Next::Step("verification-failed/strength"),
        ),
        Branch::new(
            "22, 34, 41, 47, 48",
            "",
            Next::Step("verification-failed/extensions"),
        ),
        Branch::new(
            "3, 11, 12, 23",
            "",
            Next::Step("verification-failed/revocation"),
        ),
        Branch::new(
            "Another, or none at all",
            "Let OpenSSL judge the chain, and read its text.",
            Next::Step("tls/openssl-verify"),
        ),
    ],
    links: &[Link {
        label: "OpenSSL's verification codes",
        url: OPENSSL_CODES.url,
    }],
    answer: Some(answer_read_code),
    sources: &[HEALTH.under(HEADING), OPENSSL_CODES.cite()],
    ..Step::BLANK
};

fn answer_read_code(situation: &Situation<'_>) -> Answer {
    let Some(code) = code(situation) else {
        return by_code(situation, &[]);
    };
    match (meaning(code), openssl::codes::code(code)) {
        (Some(meaning), _) => Answer::done(format!("It is {code}: {meaning}.")),
        (None, Some(known)) => Answer::done(format!(
            "It is {code}, \"{}\": {} {}",
            known.text,
            known.meaning(),
            known.action()
        )),
        (None, None) => Answer::open(format!(
            "It is {code}, which OpenSSL's list does not have: read the message again."
        )),
    }
}

static MADE_PROPERLY: Step = Step {
    id: "verification-failed/made-properly",
    title: "Make sure that the certificate was made properly, and upload it again",
    body: &[Block::Text(
        "Check leaf, intermediates and root with OpenSSL, as in the next step. If one is wrong, have it made anew. If all are right, the uploaded copy may not be: export the root again as Base-64 X.509 and upload it to the backend setting anew.",
    )],
    branches: &[
        Branch::new(
            "OpenSSL finds a fault",
            "Repair that certificate.",
            Next::Step("tls/openssl-verify"),
        ),
        Branch::new(
            "OpenSSL finds none",
            "Upload the root again.",
            Next::Step("common/upload-root"),
        ),
    ],
    links: &[Link {
        label: "openssl verify",
        url: OPENSSL_VERIFY.url,
    }],
    answer: Some(answer_made_properly),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_made_properly(situation: &Situation<'_>) -> Answer {
    answers::unless_v2(situation).unwrap_or(Answer::OPEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_table_leads_to_a_group() {
        let Block::Table(rows) = &READ_CODE.body[0] else {
            panic!("no table");
        };
        for row in &rows[1..] {
            for code in row[0].split(", ") {
                let code = code.parse().unwrap();
                assert!(meaning(code).is_some(), "{code}");
            }
        }
    }
}
