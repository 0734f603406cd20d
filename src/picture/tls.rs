//! The faults of the TLS stage: which certificate, where it is and where it should be.

use super::{Anchor, Chain, Element, Names, Presented, Role, State, Status, Trust};
use crate::fault::{Details, Fault};
use crate::language::picture::tls as say;

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
                leaf(At(0), Wrong, say::NOT_FOR_HOST),
                middle(Somewhere, Unknown, ""),
                root(Somewhere, Unknown, ""),
            ],
            open,
            None,
        ),
        Fault::CertificateExpired => (
            vec![
                leaf(At(0), Suspect, say::LOOK_HERE_FIRST),
                middle(Somewhere, Suspect, say::LASTS_YEARS),
                root(Somewhere, Suspect, say::LASTS_LONGEST),
            ],
            open,
            Some(say::ONE_IS_OUTSIDE),
        ),
        Fault::IntermediateMissing => (
            vec![
                leaf(At(0), InPlace, say::OR_SELF_SIGNED),
                middle(No, Missing, say::ISSUER_OF_LEAF),
                root(Somewhere, Unknown, ""),
            ],
            trust(open.anchor, Status::NotReached, None, None),
            None,
        ),
        Fault::LeafMissing => (
            vec![
                leaf(No, Missing, say::ONLY_CAS),
                middle(Somewhere, Unknown, ""),
                root(Somewhere, Unknown, ""),
            ],
            trust(open.anchor, Status::NotReached, None, None),
            None,
        ),
        Fault::LeafNotTopmost => (
            vec![
                leaf(At(1), OutOfPlace, say::AFTER_ANOTHER),
                middle(At(0), OutOfPlace, say::COMES_FIRST),
                root(Somewhere, Unknown, ""),
            ],
            trust(open.anchor, Status::NotReached, None, None),
            Some(say::ORDER_IS_EXAMPLE),
        ),
        Fault::ServerNotPublicCa => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(Somewhere, Unknown, say::IF_THERE),
                root(Somewhere, Untrusted, say::PRIVATE_CA),
            ],
            trust(
                Anchor::WellKnown,
                Status::Failed,
                Some(2),
                Some(say::NOT_AMONG_THEM),
            ),
            None,
        ),
        Fault::IntermediateNotPublicCa => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(At(1), Untrusted, say::PRIVATE_CA),
                root(No, NotSent, say::BETTER_SENT),
            ],
            trust(
                Anchor::WellKnown,
                Status::Failed,
                Some(1),
                Some(say::NONE_SIGNED_IT),
            ),
            None,
        ),
        Fault::RootMismatchNoRoot => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(At(1), Untrusted, say::BY_ANOTHER_ROOT),
                root(No, NotSent, say::BETTER_SENT),
            ],
            trust(
                Anchor::Uploaded,
                Status::Failed,
                Some(1),
                Some(say::NONE_SIGNED_IT),
            ),
            None,
        ),
        Fault::RootMismatch => (
            vec![
                leaf(At(0), InPlace, ""),
                middle(Somewhere, Unknown, say::IF_THERE),
                root(Somewhere, Untrusted, say::NOT_UPLOADED),
            ],
            trust(
                Anchor::Uploaded,
                Status::Failed,
                Some(2),
                Some(say::NOT_THE_SAME),
            ),
            None,
        ),
        Fault::AuthenticationCertificateMismatch => (
            vec![leaf(At(0), Untrusted, say::NOT_UPLOADED)],
            trust(
                Anchor::AuthenticationCertificates,
                Status::Failed,
                Some(0),
                Some(say::NOT_THE_SAME),
            ),
            Some(say::V1_COMPARES_LEAF),
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
        Some(18) => ([Untrusted, Unknown, Unknown], [say::SELF_SIGNED, "", ""]),
        // Self-signed certificate in the chain.
        Some(19) => (
            [InPlace, Unknown, Untrusted],
            ["", say::IF_THERE, say::SENT_NOT_TRUSTED],
        ),
        // Unable to get the local issuer's certificate; unable to verify the first certificate.
        Some(2 | 20 | 21) => ([InPlace, Missing, Unknown], ["", say::ISSUER_NOWHERE, ""]),
        // Host name and IP address mismatch.
        Some(62 | 64) => ([Wrong, Unknown, Unknown], [say::NOT_FOR_HOST, "", ""]),
        _ => ([Suspect; 3], [""; 3]),
    };
    if matches!(details.openssl_code, Some(18 | 19)) {
        trust.status = Status::Failed;
        trust.of = Some(if details.openssl_code == Some(18) {
            0
        } else {
            2
        });
        trust.note = Some(say::NOT_AMONG_THEM.to_owned());
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
        note: open.then(|| say::CODE_ALONE.to_owned()),
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
