//! Pictures of pasted chains: every certificate where it is presented and where it belongs.

use appgw_doctor::certificate::Certificate;
use appgw_doctor::certificate::bundle::Element;
use appgw_doctor::chain::{Input, RootList, judge, roots};
use appgw_doctor::fault::Fault;
use appgw_doctor::gateway::Sku;
use appgw_doctor::picture::{
    Anchor, Layout, Names, Picture, Place, Presented, Role, State, Status, Step,
};
use appgw_doctor::time::Timestamp;

use crate::pki::{HOST, Key, NOW, Template, intermediate, leaf, root};

fn certificate(template: &Template) -> Certificate {
    Certificate::from_der(&template.der()).unwrap().0
}

fn stranger() -> Template {
    Template::root("Fabrikam Root CA", Key::P256(9))
}

fn roots() -> RootList {
    let public = [certificate(&Template::root(
        "Example Public Root",
        Key::P256(11),
    ))];
    RootList::parse(&roots::encode(&public, &[], "a list", "another").unwrap()).unwrap()
}

/// The picture of a chain on v2 with the host. It is checked as all pictures are.
fn drawn(
    presented: &[Template],
    uploaded: &[Template],
    change: impl Fn(&mut Input<'_>),
) -> Picture {
    let boxed = |template| Element::Certificate(Box::new(certificate(template)));
    let elements: Vec<Element> = presented.iter().map(boxed).collect();
    let uploaded: Vec<Certificate> = uploaded.iter().map(certificate).collect();
    let roots = roots();
    let mut input = Input::new(&elements, &roots, Timestamp::from_unix(NOW).unwrap());
    input.uploaded = &uploaded;
    input.host = Some(HOST);
    change(&mut input);
    let picture = Picture::from_chain(&judge(&input), &input, &Names::default());
    for layout in [Layout::Wide, Layout::Narrow] {
        crate::geometry::check(&picture.title, layout, &picture.draw(layout));
    }
    crate::check_words(&picture.title, &picture);
    picture
}

/// Each element: what it is, where it is presented, where it belongs, and its state.
fn elements(picture: &Picture) -> Vec<(Role, Presented, Option<usize>, State)> {
    let elements = &picture.chain.as_ref().unwrap().elements;
    let each = elements
        .iter()
        .map(|e| (e.role, e.presented, e.expected, e.state));
    each.collect()
}

fn places(picture: &Picture) -> Vec<Place> {
    picture.acts.iter().map(|act| act.place).collect()
}

#[test]
fn an_accepted_chain_is_all_in_place() {
    let picture = drawn(&[leaf(), intermediate()], &[root()], |_| {});
    assert_eq!(
        elements(&picture),
        [
            (Role::Leaf, Presented::At(0), Some(0), State::InPlace),
            (
                Role::Intermediate,
                Presented::At(1),
                Some(1),
                State::InPlace
            ),
            (Role::Root, Presented::No, Some(2), State::NotSent),
        ]
    );
    let trust = &picture.chain.as_ref().unwrap().trust;
    assert_eq!(
        (trust.anchor, trust.status),
        (Anchor::Uploaded, Status::Passed)
    );
    assert_eq!(trust.names, ["Contoso Root CA"]);
    assert_eq!(picture.hops.len(), 1);
    assert_eq!(
        (picture.hops[0].step, picture.hops[0].status),
        (Step::Tls, Status::Passed)
    );
    assert!(picture.acts.is_empty());
}

#[test]
fn a_wrong_order_crosses() {
    let picture = drawn(&[root(), intermediate(), leaf()], &[root()], |_| {});
    assert_eq!(
        elements(&picture),
        [
            (Role::Root, Presented::At(0), Some(2), State::OutOfPlace),
            (
                Role::Intermediate,
                Presented::At(1),
                Some(1),
                State::InPlace
            ),
            (Role::Leaf, Presented::At(2), Some(0), State::OutOfPlace),
        ]
    );
    assert_eq!(places(&picture), [Place::Server]);
    assert_eq!(picture.hops[0].status, Status::Failed);
}

#[test]
fn a_gap_has_the_name_of_what_is_missing() {
    let picture = drawn(&[leaf(), root()], &[root()], |_| {});
    let chain = picture.chain.as_ref().unwrap();
    let missing = chain
        .elements
        .iter()
        .find(|e| e.state == State::Missing)
        .unwrap();
    assert_eq!(
        (missing.presented, missing.expected),
        (Presented::No, Some(1))
    );
    assert!(
        missing
            .name
            .as_ref()
            .unwrap()
            .contains("Contoso Issuing CA")
    );
    assert_eq!(chain.trust.status, Status::NotReached);
    assert_eq!(places(&picture), [Place::Server]);

    let picture = drawn(&[intermediate(), root()], &[root()], |_| {});
    assert!(elements(&picture).contains(&(Role::Leaf, Presented::No, Some(0), State::Missing)));
    assert!(
        elements(&picture)
            .iter()
            .any(|e| e.0 == Role::Intermediate && e.2 == Some(1))
    );
}

#[test]
fn a_chain_without_a_trusted_root_is_to_be_mended_at_the_gateway() {
    for (presented, uploaded, at) in [
        (vec![leaf(), intermediate(), root()], vec![stranger()], 2),
        (vec![leaf(), intermediate()], vec![stranger()], 1),
        (vec![leaf(), intermediate(), root()], vec![], 2),
        (vec![leaf(), intermediate()], vec![], 1),
    ] {
        let picture = drawn(&presented, &uploaded, |_| {});
        let trust = &picture.chain.as_ref().unwrap().trust;
        assert_eq!((trust.status, trust.of), (Status::Failed, Some(at)));
        assert_eq!(elements(&picture)[at].3, State::Untrusted);
        assert_eq!(places(&picture), [Place::Gateway]);
    }
}

#[test]
fn a_self_signed_certificate_has_no_issuer_to_find() {
    let template = Template::leaf(HOST, HOST, Key::P256(5), Key::P256(5));
    let picture = drawn(&[template], &[], |_| {});
    assert_eq!(
        elements(&picture),
        [
            (Role::SelfSigned, Presented::At(0), Some(0), State::Wrong),
            (Role::Intermediate, Presented::No, Some(1), State::Missing),
        ]
    );
}

#[test]
fn what_does_not_belong_has_no_place() {
    let picture = drawn(
        &[leaf(), stranger(), intermediate(), leaf()],
        &[root()],
        |_| {},
    );
    let all = elements(&picture);
    assert_eq!(
        all[1],
        (Role::Other, Presented::At(1), None, State::Surplus)
    );
    assert_eq!(all[2].2, Some(1));
    assert_eq!(all[3], (Role::Leaf, Presented::At(3), None, State::Surplus));
}

#[test]
fn what_is_wrong_is_said_of_its_certificate() {
    let old = leaf().valid("240101000000Z", "250101000000Z");
    let picture = drawn(&[old, intermediate()], &[root()], |input| {
        input.host = Some("other.contoso.com");
    });
    let chain = picture.chain.as_ref().unwrap();
    let says = chain.elements[0].says.as_deref().unwrap();
    assert!(says.contains("past its last day") && says.contains("does not name the host"));
    let note = chain.note.as_deref().unwrap();
    assert!(note.contains(Fault::CertificateNameMismatch.id()), "{note}");
    assert_eq!(places(&picture), [Place::Server, Place::Gateway]);
}

#[test]
fn v1_compares_the_leaf() {
    let picture = drawn(&[leaf(), intermediate()], &[stranger()], |input| {
        input.sku = Sku::V1
    });
    let trust = &picture.chain.as_ref().unwrap().trust;
    assert_eq!(trust.anchor, Anchor::AuthenticationCertificates);
    assert_eq!((trust.status, trust.of), (Status::Failed, Some(0)));
    assert_eq!(elements(&picture)[0].3, State::Untrusted);
}

#[test]
fn a_bundle_is_cut_off_and_counted() {
    let bundle: Vec<Template> = std::iter::once(leaf())
        .chain((0..40).map(|number| Template::root(&format!("Root {number}"), Key::P256(20))))
        .collect();
    let picture = drawn(&bundle, &[], |_| {});
    let chain = picture.chain.as_ref().unwrap();
    assert!(chain.elements.len() <= 9);
    assert!(chain.note.as_deref().unwrap().contains("33 more"));
}

#[test]
fn nothing_presented_is_nothing_known() {
    let picture = drawn(&[], &[], |_| {});
    assert_eq!(picture.hops[0].status, Status::Unknown);
    assert_eq!(picture.chain, None);
}
