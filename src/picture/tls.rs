//! The faults of the TLS stage: which certificate, where it is and where it should be.

use super::fault::Reading;
use super::{Anchor, Chain, Element, Names, Place, Presented, Role, State, Status, Step, Trust};
use crate::fault::{Basis, Details, Fault};
use crate::guide::source::{
    CERTIFICATES, HEALTH, NOT_ALLOW_LISTED as ISSUE_NOT_ALLOW_LISTED, OPENSSL_CODES,
};

const ROOT_SENT: &str =
    "Trusted root certificate mismatch (Root certificate is available on the backend server)";
const ROOT_NOT_SENT: &str =
    "Trusted root certificate mismatch (no Root certificate on the backend server)";

/// The chain as a fault's message shows it; none where the fault is not about certificates.
pub(super) fn chain(fault: Fault, details: &Details, names: &Names) -> Option<Chain> {
    use Presented::{At, No, Unknown as Somewhere};
    use Role::{Intermediate, Leaf, Root};
    use State::{InPlace, Missing, NotSent, OutOfPlace, Suspect, Unknown, Untrusted, Wrong};

    let leaf = |presented, state, says| element(Leaf, presented, 0, state, says);
    let middle = |presented, state, says| element(Intermediate, presented, 1, state, says);
    let root = |presented, state, says| element(Root, presented, 2, state, says);
    let known = names
        .trusted_roots
        .as_ref()
        .map(|roots| match roots.is_empty() {
            true => Anchor::WellKnown,
            false => Anchor::Uploaded,
        });
    let open = trust(
        known.unwrap_or(Anchor::Unknown),
        Status::Unknown,
        None,
        None,
    );

    let (elements, trust, note) = match fault {
        Fault::CertificateNameMismatch => (
            vec![
                leaf(At(0), Wrong, "does not name the host"),
                middle(Somewhere, Unknown, ""),
                root(Somewhere, Unknown, ""),
            ],
            open,
            None,
        ),
        Fault::CertificateExpired => (
            vec![
                leaf(At(0), Suspect, "look here first: it lasts shortest"),
                middle(Somewhere, Suspect, "lasts years"),
                root(Somewhere, Suspect, "lasts longest"),
            ],
            open,
            Some("One is outside its dates; the message does not say which."),
        ),
        Fault::IntermediateMissing => (
            vec![
                leaf(
                    At(0),
                    InPlace,
                    "or self-signed and no CA, which reads the same",
                ),
                middle(No, Missing, "issuer of the leaf"),
                root(Somewhere, Unknown, ""),
            ],
            trust(open.anchor, Status::NotReached, None, None),
            None,
        ),
        Fault::LeafMissing => (
            vec![
                leaf(No, Missing, "only certificates of CAs are sent"),
                middle(Somewhere, Unknown, ""),
                root(Somewhere, Unknown, ""),
            ],
            trust(open.anchor, Status::NotReached, None, None),
            None,
        ),
        Fault::LeafNotTopmost => (
            vec![
                leaf(At(1), OutOfPlace, "comes after another"),
                middle(At(0), OutOfPlace, "comes first"),
                root(Somewhere, Unknown, ""),
            ],
            trust(open.anchor, Status::NotReached, None, None),
            Some("An example: the message does not tell the order sent."),
        ),
        Fault::ServerNotPublicCa => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(Somewhere, Unknown, "if there is one"),
                root(Somewhere, Untrusted, "of a private CA"),
            ],
            trust(
                Anchor::WellKnown,
                Status::Failed,
                Some(2),
                Some("not among them"),
            ),
            None,
        ),
        Fault::IntermediateNotPublicCa => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(At(1), Untrusted, "of a private CA"),
                root(No, NotSent, "better sent too"),
            ],
            trust(
                Anchor::WellKnown,
                Status::Failed,
                Some(1),
                Some("none signed it"),
            ),
            None,
        ),
        Fault::RootMismatchNoRoot => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(At(1), Untrusted, "signed by another root"),
                root(No, NotSent, "better sent too"),
            ],
            trust(
                Anchor::Uploaded,
                Status::Failed,
                Some(1),
                Some("none signed it"),
            ),
            None,
        ),
        Fault::RootMismatch => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(Somewhere, Unknown, "if there is one"),
                root(Somewhere, Untrusted, "not the one uploaded"),
            ],
            trust(
                Anchor::Uploaded,
                Status::Failed,
                Some(2),
                Some("not the same"),
            ),
            None,
        ),
        Fault::AuthenticationCertificateMismatch => (
            vec![leaf(At(0), Untrusted, "not the one uploaded")],
            trust(
                Anchor::AuthenticationCertificates,
                Status::Failed,
                Some(0),
                Some("not the same"),
            ),
            Some("v1 compares the leaf alone."),
        ),
        Fault::VerificationFailed => return Some(verification(details, open)),
        _ => return None,
    };
    let mut trust = trust;
    if trust.anchor == Anchor::Uploaded {
        trust.names = names.trusted_roots.clone().unwrap_or_default();
    }
    Some(Chain {
        elements,
        trust,
        note: note.map(str::to_owned),
    })
}

/// OpenSSL's codes that point at a certificate; the others leave it open which one it is.
fn verification(details: &Details, mut trust: Trust) -> Chain {
    use State::{InPlace, Missing, Suspect, Unknown, Untrusted, Wrong};
    let (states, says): ([State; 3], [&str; 3]) = match details.openssl_code {
        // Depth zero self-signed certificate.
        Some(18) => (
            [Untrusted, Unknown, Unknown],
            ["self-signed, and not trusted", "", ""],
        ),
        // Self-signed certificate in the chain.
        Some(19) => (
            [InPlace, Unknown, Untrusted],
            ["", "if there is one", "sent, and not trusted"],
        ),
        // Unable to get the local issuer's certificate; unable to verify the first certificate.
        Some(2 | 20 | 21) => (
            [InPlace, Missing, Unknown],
            ["", "an issuer is not sent, nor among the trusted roots", ""],
        ),
        // Host name and IP address mismatch.
        Some(62 | 64) => (
            [Wrong, Unknown, Unknown],
            ["does not name the host", "", ""],
        ),
        _ => ([Suspect; 3], [""; 3]),
    };
    if matches!(details.openssl_code, Some(18 | 19)) {
        trust.status = Status::Failed;
        trust.of = Some(if details.openssl_code == Some(18) {
            0
        } else {
            2
        });
        trust.note = Some("not among them".to_owned());
    }
    let roles = [Role::Leaf, Role::Intermediate, Role::Root];
    let elements = roles.into_iter().zip(states).zip(says).enumerate();
    let elements = elements.map(|(depth, ((role, state), says))| {
        let presented = match (depth, state) {
            (_, Missing) => Presented::No,
            (0, _) => Presented::At(0),
            _ => Presented::Unknown,
        };
        element(role, presented, depth, state, says)
    });
    let open = !matches!(details.openssl_code, Some(2 | 18 | 19 | 20 | 21 | 62 | 64));
    Chain {
        elements: elements.collect(),
        trust,
        note: open.then(|| "The code alone does not say which certificate it is.".to_owned()),
    }
}

fn element(role: Role, presented: Presented, expected: usize, state: State, says: &str) -> Element {
    Element {
        role,
        name: None,
        presented,
        expected: Some(expected),
        state,
        says: (!says.is_empty()).then(|| says.to_owned()),
    }
}

fn trust(anchor: Anchor, status: Status, of: Option<usize>, note: Option<&str>) -> Trust {
    Trust {
        anchor,
        names: Vec::new(),
        status,
        of,
        note: note.map(str::to_owned),
    }
}

pub(super) static NAME_MISMATCH: Reading = Reading {
    title: "The server\u{2019}s certificate is for another name",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Give the custom probe, or the backend setting, a host that the certificate names (v1: give the pool that name), or install a certificate that names the host. Where it has alternative names, only these count.",
    acts: &[
        (
            Place::Gateway,
            false,
            "Host of the probe, else of the backend setting",
        ),
        (Place::Server, false, "The names on its certificate"),
    ],
    sources: &[HEALTH.under("Common Name (CN) doesn't match")],
};

pub(super) static EXPIRED: Reading = Reading {
    title: "A certificate of the server is outside its dates",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Renew the one that is outside its dates and install the whole chain, leaf first. Only if a private root changed, upload the new root to the backend setting; on v1, upload the renewed leaf.",
    acts: &[
        (
            Place::Server,
            true,
            "Renew the certificate, install the whole chain",
        ),
        (
            Place::Gateway,
            false,
            "Whether a private root changed with it",
        ),
    ],
    sources: &[HEALTH.under("Backend certificate has expired")],
};

pub(super) static INTERMEDIATE_MISSING: Reading = Reading {
    title: "The server does not send the certificate that issued its own",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Get the intermediate certificates from the CA and install them on the server behind the leaf, the root last. A self-signed certificate has to be made anew, as a CA with a server certificate under it.",
    acts: &[(Place::Server, true, "Install the intermediate certificates")],
    sources: &[HEALTH.under("The intermediate certificate was not found")],
};

pub(super) static LEAF_MISSING: Reading = Reading {
    title: "The server does not send a certificate of its own",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Install the server\u{2019}s own certificate at the head of the chain, then the intermediates, then the root.",
    acts: &[(Place::Server, true, "Install the leaf, ahead of the others")],
    sources: &[HEALTH.under("The leaf or server certificate was not found")],
};

pub(super) static LEAF_NOT_TOPMOST: Reading = Reading {
    title: "The server sends its certificates in the wrong order",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Install the chain again in this order: the server\u{2019}s own certificate, each issuer after what it issued, the root last.",
    acts: &[(Place::Server, true, "Put the leaf first")],
    sources: &[HEALTH.under("Leaf must be topmost in chain")],
};

pub(super) static SERVER_NOT_PUBLIC: Reading = Reading {
    title: "The server\u{2019}s root is not a public one, and the setting trusts only those",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "In the backend setting, say that the certificate is not of a well-known CA, and upload the private root as a .CER file.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the private root to the backend setting",
    )],
    sources: &[HEALTH.under("Server certificate is not issued by a publicly known CA")],
};

pub(super) static INTERMEDIATE_NOT_PUBLIC: Reading = Reading {
    title: "The intermediate leads to no public root, and the setting trusts only those",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Get the root from the private CA, say in the backend setting that it is not a well-known one, and upload the root as a .CER file. Sending the root too makes the chain easier to check.",
    acts: &[
        (
            Place::Gateway,
            true,
            "Upload the private root to the backend setting",
        ),
        (
            Place::Server,
            false,
            "Whether it sends the right intermediates",
        ),
    ],
    sources: &[HEALTH.under("The Intermediate certificate is NOT signed by a publicly known CA.")],
};

pub(super) static ROOT_MISMATCH_NO_ROOT: Reading = Reading {
    title: "No uploaded root signed the server\u{2019}s intermediate",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Get the root that signed this intermediate from the private CA and upload it to the backend setting as a .CER file.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the root that signed the intermediate",
    )],
    sources: &[HEALTH.under(ROOT_NOT_SENT)],
};

pub(super) static ROOT_MISMATCH: Reading = Reading {
    title: "The root that the server sends is none of those uploaded",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Export the root of the server\u{2019}s chain as a Base-64 .CER file and upload it to the backend setting. Compare fingerprints: two roots may have the same name.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the root that the server sends",
    )],
    sources: &[HEALTH.under(ROOT_SENT)],
};

pub(super) static VERIFICATION_FAILED: Reading = Reading {
    title: "The server\u{2019}s certificates do not stand OpenSSL\u{2019}s checks",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Look the code up, check the presented chain with openssl verify, and correct what it names on the server; or upload the right root to the backend setting.",
    acts: &[
        (
            Place::Server,
            false,
            "The certificate that the code is about",
        ),
        (Place::Gateway, false, "The uploaded roots"),
    ],
    sources: &[
        HEALTH.under("Certificate verification failed"),
        OPENSSL_CODES.cite(),
    ],
};

pub(super) static NOT_ALLOW_LISTED: Reading = Reading {
    title: "The server\u{2019}s certificate is none of those uploaded (v1)",
    basis: Basis::Observed,
    failed: Some(Step::Tls),
    remedy: "Export the server\u{2019}s own certificate, without its key, and upload it as an authentication certificate to the backend setting. Better, move to v2, which trusts the root instead.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the server\u{2019}s certificate to the backend setting",
    )],
    sources: &[CERTIFICATES.cite(), ISSUE_NOT_ALLOW_LISTED.observed()],
};
