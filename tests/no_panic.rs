//! Whatever is pasted, nothing panics: real inputs with random damage.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod pki;

use appgw_doctor::certificate::bundle::{self, Element};
use appgw_doctor::certificate::{Certificate, private_key};
use appgw_doctor::chain::{Input, RootList, host, judge, roots};
use appgw_doctor::time::Timestamp;
use pki::{Key, NOW, Template};
use proptest::prelude::*;
use std::hint::black_box;

/// A change to some octets of an input.
type Edit = (prop::sample::Index, u8, u8);

fn edited(mut octets: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for (at, how, value) in edits {
        if octets.is_empty() {
            break;
        }
        let at = at.index(octets.len());
        match how % 4 {
            0 => octets[at] = *value,
            1 => octets.insert(at, *value),
            2 => drop(octets.remove(at)),
            _ => octets.truncate(at),
        }
    }
    octets
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(
        (any::<prop::sample::Index>(), any::<u8>(), any::<u8>()),
        0..6,
    )
}

/// Inputs that reach every part of the reader.
fn inputs() -> Vec<Vec<u8>> {
    let chain = pki::chain().concat();
    let der = Template::root("Contoso Root CA", Key::Ed25519(1)).der();
    let transcript = format!(
        "depth=0 CN = www.contoso.com\nverify error:num=20:unable to get local issuer certificate\nCONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = www.contoso.com\n   i:CN = CA\n   a:PKEY: rsaEncryption, 2048 (bit); sigalg: RSA-SHA256\n   v:NotBefore: Nov 21 00:49:11 2026 GMT; NotAfter: Nov 21 00:49:11 2027 GMT\n{}---\nServer certificate\nsubject=CN = www.contoso.com\n---\nVerify return code: 20 (x)\n",
        pki::chain()[0]
    );
    vec![
        chain.replace('\n', "\\n").into_bytes(),
        chain.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        chain.replace('\n', "&lt;br&gt;").replace("--", "–").into_bytes(),
        chain.into_bytes(),
        der.iter().map(|octet| format!("{octet:02x}:")).collect::<String>().into_bytes(),
        der,
        transcript.into_bytes(),
        b"{\"kty\":\"RSA\",\"d\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"} privateExponent: 00:11:22:33:44:55:66:77:88:99".to_vec(),
    ]
}

fn look_at(octets: &[u8]) {
    let read = bundle::read(octets);
    let list = RootList::default();
    for chain in read.chains() {
        for host in [
            None,
            Some("www.contoso.com"),
            Some("10.0.0.4"),
            Some("bücher.example."),
        ] {
            let mut input = Input::new(&chain.elements, &list, Timestamp::from_unix(NOW).unwrap());
            input.host = host;
            let verdict = judge(&input);
            assert_eq!(verdict.certificates.len(), chain.elements.len().min(50));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pastes(which in any::<prop::sample::Index>(), edits in edits()) {
        let inputs = inputs();
        look_at(&edited(inputs[which.index(inputs.len())].clone(), &edits));
    }

    #[test]
    fn damaged_certificates(edits in edits()) {
        let octets = edited(Template::leaf("www.contoso.com", "CA", Key::Ed25519(3), Key::Ed25519(2)).der(), &edits);
        if let Some((leaf, _)) = Certificate::from_der(&octets) {
            let list = RootList::default();
            let elements = [Element::Certificate(Box::new(leaf.clone()))];
            let uploaded = [leaf];
            let mut input = Input::new(&elements, &list, Timestamp::from_unix(NOW).unwrap());
            input.uploaded = &uploaded;
            black_box(judge(&input));
        }
    }

    #[test]
    fn any_text(text in "\\PC*") {
        let (clean, _) = private_key::cut(&text);
        prop_assert_eq!(private_key::cut(&clean).0, clean);
        black_box((bundle::read_text(&text), host::ascii(&text)));
    }

    #[test]
    fn any_octets(octets in prop::collection::vec(any::<u8>(), 0..400)) {
        look_at(&octets);
        let _: Result<RootList, _> = RootList::parse(&octets);
    }

    #[test]
    fn damaged_root_lists(edits in edits()) {
        let root = Certificate::from_der(&Template::root("R", Key::Ed25519(1)).der()).unwrap().0;
        let list = roots::encode(&[root], &[], "a", "b").unwrap();
        let _: Result<RootList, _> = RootList::parse(&edited(list, &edits));
    }
}
