//! What the gateway says to a chain: the documented table, its exceptions, and for each problem a
//! right and a wrong certificate.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]
#![allow(
    clippy::cloned_ref_to_slice_refs,
    clippy::type_complexity,
    reason = "a table of cases reads best as it is"
)]

mod pki;

use appgw_doctor::certificate::Certificate;
use appgw_doctor::certificate::bundle::{self, Element};
use appgw_doctor::chain::{
    Fix, Input, List, Problem, Role, RootList, State, Verdict, judge, roots,
};
use appgw_doctor::fault::{Basis, Fault};
use appgw_doctor::gateway::Sku;
use appgw_doctor::time::Timestamp;
use pki::{HOST, Key, NOW, Signature, Template, dns, intermediate, leaf, root};

fn certificate(template: &Template) -> Certificate {
    Certificate::from_der(&template.der()).unwrap().0
}

fn public_root() -> Template {
    Template::root("Example Public Root", Key::P256(11))
}

fn former_root() -> Template {
    Template::root("Example Former Root", Key::P256(12))
}

fn list() -> RootList {
    let bytes = roots::encode(
        &[certificate(&public_root())],
        &[certificate(&former_root())],
        "test list of 2026-11-01",
        "test list of 2023-03-11",
    )
    .unwrap();
    RootList::parse(&bytes).unwrap()
}

/// A chain, judged at the tests' time on v2 with the host; `change` sets the rest.
fn judged(
    presented: &[Template],
    uploaded: &[Template],
    change: impl Fn(&mut Input<'_>),
) -> Verdict {
    let elements: Vec<Element> = presented
        .iter()
        .map(|template| Element::Certificate(Box::new(certificate(template))))
        .collect();
    let uploaded: Vec<Certificate> = uploaded.iter().map(certificate).collect();
    let roots = list();
    let mut input = Input::new(&elements, &roots, Timestamp::from_unix(NOW).unwrap());
    input.uploaded = &uploaded;
    input.host = Some(HOST);
    change(&mut input);
    judge(&input)
}

fn faults(presented: &[Template], uploaded: &[Template]) -> Vec<Fault> {
    judged(presented, uploaded, |_| {}).faults
}

#[test]
fn a_right_chain_is_accepted_with_and_without_its_root() {
    for presented in [
        vec![leaf(), intermediate(), root()],
        vec![leaf(), intermediate()],
    ] {
        let verdict = judged(&presented, &[root()], |_| {});
        assert_eq!(
            (verdict.state, verdict.predicted, verdict.basis),
            (State::Accepted, None, Basis::Documented)
        );
        assert_eq!(
            (verdict.openssl_code, verdict.openssl_depth),
            (Some(0), None)
        );
        assert_eq!(
            verdict.trusted_by.map(|by| (by.list, by.subject)),
            Some((
                List::Uploaded,
                "O=Contoso Ltd, CN=Contoso Root CA".to_owned()
            ))
        );
        assert_eq!(verdict.compared_name.as_deref(), Some(HOST));
        assert!(
            verdict
                .certificates
                .iter()
                .all(|judged| judged.problems.is_empty())
        );
        assert!(verdict.fixes.is_empty());
    }
    let verdict = judged(&[leaf(), intermediate(), root()], &[root()], |_| {});
    assert_eq!(
        verdict
            .certificates
            .iter()
            .map(|judged| judged.role)
            .collect::<Vec<_>>(),
        [Role::Leaf, Role::Intermediate, Role::Root]
    );
}

#[test]
fn the_documented_table() {
    use Fault::*;
    let cases: &[(&str, Vec<Template>, Vec<Template>, &[Fault], u32)] = &[
        (
            "leaf later",
            vec![intermediate(), leaf(), root()],
            vec![root()],
            &[LeafNotTopmost],
            26,
        ),
        (
            "root first",
            vec![root(), intermediate(), leaf()],
            vec![root()],
            &[LeafNotTopmost],
            26,
        ),
        (
            "no leaf",
            vec![intermediate(), root()],
            vec![root()],
            &[LeafMissing, CertificateNameMismatch],
            26,
        ),
        (
            "only a leaf, nothing uploaded",
            vec![leaf()],
            vec![],
            &[IntermediateMissing],
            20,
        ),
        (
            "only a leaf, its root uploaded",
            vec![leaf()],
            vec![root()],
            &[IntermediateMissing],
            20,
        ),
        (
            "no root, nothing uploaded",
            vec![leaf(), intermediate()],
            vec![],
            &[IntermediateNotPublicCa],
            20,
        ),
        (
            "no root, another uploaded",
            vec![leaf(), intermediate()],
            vec![public_root()],
            &[RootMismatchNoRoot],
            20,
        ),
        (
            "root, nothing uploaded",
            vec![leaf(), intermediate(), root()],
            vec![],
            &[ServerNotPublicCa],
            19,
        ),
        (
            "root, another uploaded",
            vec![leaf(), intermediate(), root()],
            vec![public_root()],
            &[RootMismatch],
            19,
        ),
        (
            "intermediate uploaded, no root sent",
            vec![leaf(), intermediate()],
            vec![intermediate()],
            &[RootMismatchNoRoot],
            2,
        ),
        (
            "intermediate uploaded, root sent",
            vec![leaf(), intermediate(), root()],
            vec![intermediate()],
            &[RootMismatch],
            2,
        ),
        (
            "leaf uploaded as root",
            vec![leaf()],
            vec![leaf()],
            &[IntermediateMissing],
            20,
        ),
        (
            "expired leaf",
            vec![
                leaf().valid("240101000000Z", "250101000000Z"),
                intermediate(),
            ],
            vec![root()],
            &[CertificateExpired],
            10,
        ),
        (
            "expired intermediate",
            vec![
                leaf(),
                intermediate().valid("240101000000Z", "250101000000Z"),
            ],
            vec![root()],
            &[CertificateExpired],
            10,
        ),
        (
            "expired uploaded root",
            vec![leaf(), intermediate()],
            vec![root().valid("240101000000Z", "250101000000Z")],
            &[CertificateExpired],
            10,
        ),
        (
            "not yet valid",
            vec![
                leaf().valid("270101000000Z", "280101000000Z"),
                intermediate(),
            ],
            vec![root()],
            &[CertificateExpired],
            9,
        ),
        (
            "another name",
            vec![
                leaf().with(pki::alternative_names(&[dns("other.contoso.com")])),
                intermediate(),
            ],
            vec![root()],
            &[CertificateNameMismatch],
            62,
        ),
        (
            "not for servers",
            vec![
                leaf().with(pki::extended_key_usage(&["1.3.6.1.5.5.7.3.2"])),
                intermediate(),
            ],
            vec![root()],
            &[VerificationFailed],
            26,
        ),
        (
            "two faults",
            vec![leaf().valid("240101000000Z", "250101000000Z")],
            vec![root()],
            &[IntermediateMissing, CertificateExpired],
            20,
        ),
    ];
    for (what, presented, uploaded, expected, code) in cases {
        let verdict = judged(presented, uploaded, |_| {});
        assert_eq!(verdict.faults, *expected, "{what}");
        assert_eq!(verdict.state, State::Refused, "{what}");
        assert_eq!(verdict.predicted, expected.first().copied(), "{what}");
        assert_eq!(verdict.openssl_code, Some(*code), "{what}");
        let basis = if expected.len() == 1 {
            Basis::Documented
        } else {
            Basis::Inferred
        };
        assert_eq!(verdict.basis, basis, "{what}");
        assert!(!verdict.fixes.is_empty(), "{what}");
    }
}

#[test]
fn the_documented_exceptions() {
    // A leaf directly under an uploaded root.
    let direct = Template::leaf(HOST, "Contoso Root CA", Key::P256(3), Key::P256(1));
    assert_eq!(faults(&[direct.clone()], &[root()]), []);
    assert_eq!(faults(&[direct.clone(), root()], &[root()]), []);
    assert_eq!(
        faults(&[direct.clone(), root()], &[]),
        [Fault::ServerNotPublicCa]
    );
    assert_eq!(faults(&[direct], &[]), [Fault::IntermediateMissing]);

    // A self-signed certificate that is no CA, also when it was uploaded.
    let alone = Template::leaf(HOST, HOST, Key::P256(3), Key::P256(3));
    for uploaded in [vec![], vec![alone.clone()], vec![root()]] {
        let verdict = judged(&[alone.clone()], &uploaded, |_| {});
        assert_eq!(verdict.predicted, Some(Fault::IntermediateMissing));
        assert_eq!(verdict.certificates[0].role, Role::SelfSignedLeaf);
        assert_eq!(verdict.fixes, [Fix::UseCa { position: 0 }]);
    }

    // A lone self-signed CA that names the host.
    let ca = Template::root(HOST, Key::P256(3))
        .with(pki::alternative_names(&[dns(HOST)]))
        .with(pki::key_usage(&[0, 2, 5]));
    assert_eq!(
        judged(&[ca.clone()], &[ca.clone()], |_| {}).state,
        State::Accepted
    );
    assert_eq!(faults(&[ca.clone()], &[]), [Fault::ServerNotPublicCa]);
    assert_eq!(faults(&[ca.clone()], &[root()]), [Fault::RootMismatch]);
    assert_eq!(
        judged(&[ca], &[], |_| {}).certificates[0].role,
        Role::SelfSignedLeaf
    );

    // A root of version 1, made as the article makes it.
    let mut old = root()
        .without("2.5.29.19")
        .without("2.5.29.15")
        .without("2.5.29.14")
        .without("2.5.29.35");
    old.version = 1;
    let below =
        Template::leaf(HOST, "Contoso Root CA", Key::P256(3), Key::P256(1)).without("2.5.29.35");
    let verdict = judged(&[below, old.clone()], &[old], |_| {});
    assert_eq!(
        (verdict.state, verdict.certificates[1].role),
        (State::Accepted, Role::Root)
    );
    assert!(
        verdict
            .warnings
            .iter()
            .any(|warning| warning.id == "version-1")
    );

    // A set has no order.
    let verdict = judged(&[root(), leaf(), intermediate()], &[root()], |input| {
        input.ordered = false
    });
    assert_eq!(
        (verdict.state, verdict.openssl_code),
        (State::Accepted, Some(0))
    );
}

#[test]
fn switches_turn_checks_off() {
    let broken = [intermediate().valid("240101000000Z", "250101000000Z")];
    let verdict = judged(&broken, &[], |input| {
        input.validate_chain_and_expiry = false
    });
    assert_eq!(verdict.faults, [Fault::CertificateNameMismatch]);
    let verdict = judged(&broken, &[], |input| {
        input.validate_chain_and_expiry = false;
        input.validate_sni = false;
    });
    assert_eq!(
        (verdict.state, verdict.compared_name),
        (State::Accepted, None)
    );
    let verdict = judged(&[leaf(), intermediate()], &[root()], |input| {
        input.sni_name = Some("api.contoso.com")
    });
    assert_eq!(
        (verdict.faults, verdict.compared_name.as_deref()),
        (
            vec![Fault::CertificateNameMismatch],
            Some("api.contoso.com")
        )
    );
    let verdict = judged(&[leaf(), intermediate()], &[root()], |input| {
        input.host = None
    });
    assert_eq!((verdict.state, verdict.predicted), (State::Unknown, None));
    let verdict = judged(&[leaf()], &[root()], |input| input.host = None);
    assert_eq!(verdict.state, State::Refused);
}

#[test]
fn which_roots_count() {
    let below = |signer: &Template| {
        let common_name = if signer.subject == public_root().subject {
            "Example Public Root"
        } else {
            "Example Former Root"
        };
        vec![
            leaf(),
            Template::intermediate("Contoso Issuing CA", common_name, Key::P256(2), signer.key),
        ]
    };
    let public = below(&public_root());
    let verdict = judged(&public, &[], |_| {});
    assert_eq!(
        (verdict.state, verdict.trusted_by.map(|by| by.list)),
        (State::Accepted, Some(List::WellKnown))
    );
    // With roots uploaded those alone count, and the remedy is to take them off.
    let verdict = judged(&public, &[root()], |_| {});
    assert_eq!(
        (verdict.faults, verdict.root_list),
        (vec![Fault::RootMismatchNoRoot], Some(List::WellKnown))
    );
    assert_eq!(verdict.fixes, [Fix::UseWellKnown]);
    assert!(
        verdict
            .warnings
            .iter()
            .any(|warning| warning.id == "public-chain-with-uploaded-root")
    );
    assert_eq!(
        judged(&public, &[root()], |input| input.well_known_ca = Some(true)).state,
        State::Accepted
    );
    assert_eq!(
        judged(&public, &[], |input| input.well_known_ca = Some(false)).faults,
        [Fault::RootMismatchNoRoot]
    );
    let verdict = judged(&below(&former_root()), &[], |_| {});
    assert_eq!(
        (verdict.state, verdict.basis, verdict.root_list),
        (State::Accepted, Basis::Inferred, Some(List::FormerlyPublic))
    );
    assert!(
        verdict
            .warnings
            .iter()
            .any(|warning| warning.id == "formerly-public-root")
    );
    let verdict = judged(&[leaf(), intermediate()], &[], |_| {});
    assert_eq!(
        (verdict.root_list, verdict.root_list_name()),
        (None, "private")
    );
}

#[test]
fn v1_compares_the_server_certificate_itself() {
    let v1 = |presented: &[Template], uploaded: &[Template]| {
        judged(presented, uploaded, |input| input.sku = Sku::V1)
    };
    assert_eq!(v1(&[leaf()], &[leaf()]).state, State::Accepted);
    let verdict = v1(&[leaf(), intermediate(), root()], &[root()]);
    assert_eq!(
        (verdict.predicted, verdict.basis),
        (
            Some(Fault::AuthenticationCertificateMismatch),
            Basis::Observed
        )
    );
    assert_eq!(verdict.fixes, [Fix::UploadLeaf { position: 0 }]);
}

#[test]
fn the_fix_makes_it_pass() {
    let corrected = |verdict: &Verdict, uploaded: &[Template], root: bool| {
        let pem = verdict.corrected_chain.clone().unwrap();
        let read = bundle::read_text(&pem);
        let elements: Vec<Element> = read
            .certificates
            .into_iter()
            .map(|found| Element::Certificate(Box::new(found.certificate)))
            .collect();
        let mut trusted: Vec<Certificate> = uploaded.iter().map(certificate).collect();
        if root {
            trusted = bundle::read_text(verdict.root.as_ref().unwrap())
                .certificates
                .into_iter()
                .map(|found| found.certificate)
                .collect();
        }
        let roots = list();
        let mut input = Input::new(&elements, &roots, Timestamp::from_unix(NOW).unwrap());
        (input.uploaded, input.host) = (&trusted, Some(HOST));
        judge(&input).state
    };
    let verdict = judged(&[root(), intermediate(), leaf()], &[root()], |_| {});
    assert_eq!(
        verdict.fixes,
        [Fix::InstallInOrder {
            order: vec![2, 1, 0]
        }]
    );
    assert_eq!(corrected(&verdict, &[root()], false), State::Accepted);
    let verdict = judged(&[leaf(), intermediate(), root()], &[], |_| {});
    let Some(Fix::UploadRoot { sha256, .. }) = verdict.fixes.first() else {
        panic!("{:?}", verdict.fixes)
    };
    assert_eq!(*sha256, Some(certificate(&root()).sha256_hex()));
    assert_eq!(corrected(&verdict, &[], true), State::Accepted);
    let verdict = judged(
        &[leaf().with(pki::extension(
            "1.3.6.1.5.5.7.1.1",
            false,
            pki::seq(&[pki::seq(&[
                pki::oid("1.3.6.1.5.5.7.48.2"),
                pki::tlv(0x86, b"http://ca.contoso.com/issuing.cer"),
            ])]),
        ))],
        &[root()],
        |_| {},
    );
    let Some(Fix::AddIssuer {
        fetch_from,
        subject,
        ..
    }) = verdict.fixes.first()
    else {
        panic!("{:?}", verdict.fixes)
    };
    assert_eq!(
        (fetch_from.as_slice(), subject.as_str()),
        (
            &["http://ca.contoso.com/issuing.cer".to_owned()][..],
            "O=Contoso Ltd, CN=Contoso Issuing CA"
        )
    );
    let verdict = judged(&[leaf(), intermediate()], &[root()], |input| {
        input.host = Some("api.contoso.com")
    });
    assert_eq!(
        verdict.fixes,
        [Fix::SetHost {
            names: vec![HOST.to_owned()]
        }]
    );
}

#[test]
fn a_rekeyed_issuer_is_named_as_the_hidden_cause() {
    let other = Template::intermediate(
        "Contoso Issuing CA",
        "Contoso Root CA",
        Key::P256(9),
        Key::P256(1),
    );
    let verdict = judged(&[leaf(), other, root()], &[root()], |_| {});
    assert_eq!(verdict.predicted, Some(Fault::IntermediateMissing));
    let Some(Fix::AddIssuer { impostors, .. }) = verdict.fixes.first() else {
        panic!("{:?}", verdict.fixes)
    };
    assert_eq!(impostors, &[1]);
}

#[test]
fn names_as_the_article_compares_them() {
    let named = |names: &[Vec<u8>], host: &str| {
        let host = host.to_owned();
        let presented = [leaf().with(pki::alternative_names(names)), intermediate()];
        judged(&presented, &[root()], move |input| {
            input.host = Some(match host.as_str() {
                "10.0.0.4" => "10.0.0.4",
                "www.contoso.com." => "www.contoso.com.",
                "bücher.contoso.com" => "bücher.contoso.com",
                "a.b.contoso.com" => "a.b.contoso.com",
                "contoso.com" => "contoso.com",
                _ => HOST,
            })
        })
    };
    let matches = |names: &[Vec<u8>], host: &str| {
        !named(names, host)
            .faults
            .contains(&Fault::CertificateNameMismatch)
    };
    assert!(matches(&[dns("*.contoso.com")], HOST));
    assert!(!matches(&[dns("*.contoso.com")], "contoso.com"));
    assert!(!matches(&[dns("*.contoso.com")], "a.b.contoso.com"));
    assert!(matches(&[dns(HOST)], "www.contoso.com."));
    assert!(matches(
        &[dns("xn--bcher-kva.contoso.com")],
        "bücher.contoso.com"
    ));
    assert!(matches(&[pki::ip(&[10, 0, 0, 4])], "10.0.0.4"));
    assert!(!matches(&[dns("10.0.0.4")], "10.0.0.4"));
    // Only an address among the alternative names: OpenSSL falls back to the common name.
    let verdict = named(&[pki::ip(&[10, 0, 0, 4])], HOST);
    assert_eq!(
        (verdict.predicted, verdict.openssl_code),
        (Some(Fault::CertificateNameMismatch), Some(0))
    );
    assert!(
        verdict
            .warnings
            .iter()
            .any(|warning| warning.id == "common-name-only")
    );
    let verdict = judged(
        &[leaf().without("2.5.29.17"), intermediate()],
        &[root()],
        |_| {},
    );
    assert_eq!(verdict.state, State::Accepted);
}

/// A right and a wrong chain for a problem, and the position at which it shows.
fn pair(problem: Problem) -> (Vec<Template>, Vec<Template>, usize) {
    let right = vec![leaf(), intermediate(), root()];
    let with_leaf = |leaf: Template| vec![leaf, intermediate(), root()];
    let with_intermediate = |intermediate: Template| vec![leaf(), intermediate, root()];
    let (wrong, position) = match problem {
        Problem::Expired => (with_leaf(leaf().valid("240101000000Z", "250101000000Z")), 0),
        Problem::NotYetValid => (with_leaf(leaf().valid("270101000000Z", "280101000000Z")), 0),
        Problem::BadSignature => {
            let mut wrong = leaf();
            wrong.corrupt = true;
            (with_leaf(wrong), 0)
        }
        Problem::NotACa => (
            with_intermediate(intermediate().with(pki::basic_constraints(false, None))),
            1,
        ),
        Problem::PathLength => {
            let limited = root().with(pki::basic_constraints(true, Some(0)));
            (vec![leaf(), intermediate(), limited], 2)
        }
        Problem::KeyUsage => (
            with_intermediate(intermediate().with(pki::key_usage(&[6]))),
            1,
        ),
        Problem::ExtendedKeyUsage => (
            with_leaf(leaf().with(pki::extended_key_usage(&["1.3.6.1.5.5.7.3.2"]))),
            0,
        ),
        Problem::NameConstraint => {
            let limited =
                intermediate().with(pki::name_constraints(&[dns("fabrikam.example")], &[]));
            (with_intermediate(limited), 0)
        }
        Problem::WeakKey => {
            let mut weak = leaf();
            weak.spki = Some(Key::short_rsa());
            (with_leaf(weak), 0)
        }
        Problem::WeakSignature => {
            let mut weak = leaf();
            weak.signature = Signature::Sha1;
            (with_leaf(weak), 0)
        }
        Problem::NameMismatch => (
            with_leaf(leaf().with(pki::alternative_names(&[dns("other.contoso.com")]))),
            0,
        ),
        Problem::OutOfOrder => (vec![leaf(), root(), intermediate()], 1),
        Problem::Unrelated => (vec![leaf(), intermediate(), former_root()], 2),
        Problem::Duplicate => (vec![leaf(), intermediate(), intermediate()], 2),
        Problem::CriticalExtension => (
            with_leaf(leaf().with(pki::extension("1.3.6.1.4.1.99999.1", true, vec![5, 0]))),
            0,
        ),
    };
    (right, wrong, position)
}

#[test]
fn every_problem_shows_where_it_is_and_nowhere_else() {
    for problem in Problem::ALL {
        let (right, wrong, position) = pair(problem);
        let trusted = if problem == Problem::PathLength {
            wrong[2].clone()
        } else {
            root()
        };
        let clean = judged(&right, &[root()], |_| {});
        assert!(
            clean
                .certificates
                .iter()
                .all(|judged| judged.problems.is_empty()),
            "{problem:?}"
        );
        let verdict = judged(&wrong, &[trusted], |_| {});
        let mut shown: Vec<(usize, Problem)> = verdict
            .certificates
            .iter()
            .flat_map(|judged| {
                judged
                    .problems
                    .iter()
                    .map(|problem| (judged.position, *problem))
            })
            .collect();
        if problem == Problem::OutOfOrder {
            // Two that are swapped are both in the wrong place.
            assert_eq!(shown.pop(), Some((2, Problem::OutOfOrder)));
        }
        assert_eq!(shown, [(position, problem)], "{problem:?}");
    }
}

#[test]
fn redacted_chains_are_judged_by_name_alone() {
    let transcript = "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = www.contoso.com\n   i:CN = Contoso Issuing CA\n-----BEGIN CERTIFICATE-----\nXXXXXXXXXXXXXXXX\n-----END CERTIFICATE-----\n 1 s:CN = Contoso Root CA\n   i:CN = Contoso Root CA\n---\nVerify return code: 21 (unable to verify the first certificate)\n";
    let read = bundle::read_text(transcript);
    let chains = read.chains();
    let roots = list();
    let mut input = Input::new(
        &chains[0].elements,
        &roots,
        Timestamp::from_unix(NOW).unwrap(),
    );
    input.host = Some(HOST);
    let verdict = judge(&input);
    assert_eq!(
        (verdict.state, verdict.predicted, verdict.openssl_code),
        (State::Unknown, None, None)
    );
    assert_eq!(verdict.faults, [Fault::IntermediateMissing]);
    assert_eq!(
        verdict
            .certificates
            .iter()
            .map(|judged| judged.role)
            .collect::<Vec<_>>(),
        [Role::Leaf, Role::Root]
    );
    assert_eq!(
        read.transcripts[0]
            .return_code
            .as_ref()
            .map(|(code, _)| *code),
        Some(21)
    );
}

#[test]
fn a_message_that_the_chain_contradicts() {
    let verdict = judged(&[leaf(), intermediate()], &[root()], |_| {});
    assert!(verdict.contradicts(Fault::IntermediateMissing));
    assert!(!verdict.contradicts(Fault::ProbeTimeout));
    let verdict = judged(&[leaf()], &[root()], |_| {});
    assert!(!verdict.contradicts(Fault::IntermediateMissing));
    assert!(verdict.contradicts(Fault::CertificateExpired));
}

#[test]
fn an_algorithm_that_is_not_implemented_is_not_called_invalid() {
    let mut unknown = leaf();
    unknown.spki = Some(pki::seq(&[
        pki::seq(&[pki::oid("2.16.840.1.101.3.4.3.18")]),
        pki::tlv(3, &[0; 1953]),
    ]));
    let verdict = judged(&[unknown, intermediate()], &[root()], |_| {});
    assert_eq!(
        (verdict.state, verdict.faults.as_slice()),
        (State::Unknown, &[][..])
    );
    assert!(
        verdict
            .warnings
            .iter()
            .any(|warning| warning.id == "not-checked")
    );
}

#[test]
fn a_hostile_number_of_certificates_is_cut_short() {
    let many: Vec<Template> = (0..120).map(|_| intermediate()).collect();
    let verdict = judged(&many, &[root()], |_| {});
    assert_eq!(
        verdict.certificates.len(),
        appgw_doctor::chain::MOST_PRESENTED
    );
    assert!(
        verdict
            .warnings
            .iter()
            .any(|warning| warning.id == "left-aside")
    );
}
