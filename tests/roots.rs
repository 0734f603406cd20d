//! The list of public roots in the program.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use appgw_doctor::certificate::Certificate;
use appgw_doctor::chain::roots::{BUILT_IN, List, RootList};

fn current() -> Vec<Certificate> {
    let all = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    all.map(|der| Certificate::from_der(der).unwrap().0)
        .collect()
}

#[test]
fn it_holds_every_current_root_as_its_certificate_says() {
    let list = RootList::parse(BUILT_IN).unwrap();
    assert_eq!(list.well_known().len(), current().len());
    for root in current() {
        let kept = list
            .well_known()
            .iter()
            .find(|kept| **kept == root)
            .unwrap();
        assert_eq!(kept.subject, root.subject);
        assert_eq!(kept.key.spki, root.key.spki);
        assert_eq!(
            (kept.not_before, kept.not_after),
            (root.not_before, root.not_after)
        );
        assert_eq!(
            kept.extensions.subject_key_id,
            root.extensions.subject_key_id
        );
        assert!(kept.is_self_signed(), "{}", root.subject);
        // Whatever it signed, the short form is found and verifies as the long one does.
        assert!(root.may_be_issued_by(kept), "{}", root.subject);
        assert_eq!(
            appgw_doctor::chain::openssl::check_signature(&root, &kept.key),
            appgw_doctor::chain::openssl::SignatureCheck::Valid,
            "{}",
            root.subject
        );
    }
}

#[test]
fn roots_that_were_public_once_stand_apart() {
    let list = RootList::parse(BUILT_IN).unwrap();
    assert!(
        list.formerly_public()
            .iter()
            .all(|root| !list.well_known().contains(root))
    );
    let names: Vec<String> = list
        .formerly_public()
        .iter()
        .map(|root| root.subject.short())
        .collect();
    for name in [
        "DigiCert Global Root CA",
        "Baltimore CyberTrust Root",
        "GlobalSign Root CA",
    ] {
        assert!(names.iter().any(|known| known == name), "{name}");
    }
    assert_eq!(list.tier(0), List::WellKnown);
    assert_eq!(list.tier(list.well_known().len()), List::FormerlyPublic);
    assert!(list.current_source.contains("2026") && list.former_source.contains("2023"));
}
