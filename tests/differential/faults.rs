//! What can be wrong with a chain, one change each.

use super::pki::{
    self, Key, NOW, Signature, Template, alternative_names, authority_key_id, basic_constraints,
    dns, extended_key_usage, extension, ip, key_usage, name_constraints, oid, seq, tlv,
};

pub const HOST: &str = "www.contoso.com";

/// A chain with all that belongs to the question.
#[derive(Clone)]
pub struct Scenario {
    pub root: Template,
    pub ca1: Template,
    pub ca2: Template,
    pub leaf: Template,
    /// What is sent behind the leaf.
    pub sent: Vec<Part>,
    pub trusted: Vec<Part>,
    pub host: Option<&'static str>,
}

/// A certificate of the scenario, as it is when all changes are made.
#[derive(Clone)]
pub enum Part {
    Root,
    Ca1,
    Ca2,
    Leaf,
    Other(Box<Template>),
}

/// Which keys a scenario uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    P256,
    P384,
    P521,
    Ed25519,
    Rsa2048,
    RsaPss,
    Mixed,
}

impl Keys {
    pub const ALL: [Self; 7] = [
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Ed25519,
        Self::Rsa2048,
        Self::RsaPss,
        Self::Mixed,
    ];

    /// Root, two CAs, leaf.
    fn keys(self) -> [Key; 4] {
        match self {
            Self::P256 => [1, 2, 3, 4].map(Key::P256),
            Self::P384 => [1, 2, 3, 4].map(Key::P384),
            Self::P521 => [1, 2, 3, 4].map(Key::P521),
            Self::Ed25519 => [1, 2, 3, 4].map(Key::Ed25519),
            Self::Rsa2048 | Self::RsaPss => [
                Key::Rsa2048(0),
                Key::Rsa2048(1),
                Key::Rsa2048(2),
                Key::P256(4),
            ],
            Self::Mixed => [Key::Rsa4096, Key::Rsa3072, Key::P384(3), Key::P256(4)],
        }
    }
}

impl Scenario {
    pub fn new(keys: Keys) -> Self {
        let [root, ca1, ca2, leaf] = keys.keys();
        let mut scenario = Self {
            root: Template::root("Root", root),
            ca1: Template::intermediate("CA 1", "Root", ca1, root),
            ca2: Template::intermediate("CA 2", "CA 1", ca2, ca1),
            leaf: Template::leaf(HOST, "CA 2", leaf, ca2),
            sent: vec![Part::Ca2, Part::Ca1],
            trusted: vec![Part::Root],
            host: Some(HOST),
        };
        if keys == Keys::RsaPss {
            for template in [
                &mut scenario.root,
                &mut scenario.ca1,
                &mut scenario.ca2,
                &mut scenario.leaf,
            ] {
                template.signature = Signature::Pss { salt: 32 };
            }
        }
        scenario
    }

    pub fn der(&self, part: &Part) -> Vec<u8> {
        match part {
            Part::Root => self.root.der(),
            Part::Ca1 => self.ca1.der(),
            Part::Ca2 => self.ca2.der(),
            Part::Leaf => self.leaf.der(),
            Part::Other(template) => template.der(),
        }
    }
}

pub type Fault = (&'static str, fn(&mut Scenario));

const PAST: (&str, &str) = ("240101000000Z", "250101000000Z");
const FUTURE: (&str, &str) = ("270101000000Z", "290101000000Z");
const BASIC: &str = "2.5.29.19";
const USAGE: &str = "2.5.29.15";
const EXTENDED: &str = "2.5.29.37";
const NAMES: &str = "2.5.29.17";
const OWN_ID: &str = "2.5.29.14";
const ISSUER_ID: &str = "2.5.29.35";

fn dates(template: &mut Template, (from, to): (&str, &str)) {
    *template = template.clone().valid(from, to);
}

fn with(template: &mut Template, new: pki::Extension) {
    *template = template.clone().with(new);
}

fn without(template: &mut Template, kind: &str) {
    *template = template.clone().without(kind);
}

fn critical() -> pki::Extension {
    extension("1.3.6.1.4.1.99999.1", true, vec![5, 0])
}

fn email(name: &str) -> Vec<u8> {
    tlv(0x81, name.as_bytes())
}

fn uri(name: &str) -> Vec<u8> {
    tlv(0x86, name.as_bytes())
}

fn directory(common_name: &str) -> Vec<u8> {
    tlv(0xa4, &pki::name(common_name))
}

fn another_root() -> Part {
    Part::Other(Box::new(Template::root("Another Root", Key::P256(9))))
}

/// Another key of the same kind.
fn another(key: Key) -> Key {
    match key {
        Key::P384(_) => Key::P384(15),
        Key::P521(_) => Key::P521(15),
        Key::Ed25519(_) => Key::Ed25519(15),
        Key::Rsa2048(n) => Key::Rsa2048(n + 1),
        _ => Key::P256(15),
    }
}

/// The same name with another key.
fn impostor(of: &Template) -> Template {
    let mut other = of.clone();
    other.key = another(of.key);
    let id = other.key.id();
    with(&mut other, pki::subject_key_id(&id));
    other
}

pub const FAULTS: &[Fault] = &[
    ("nothing", |_| {}),
    // The leaf.
    ("leaf expired", |s| dates(&mut s.leaf, PAST)),
    ("leaf not yet valid", |s| dates(&mut s.leaf, FUTURE)),
    ("leaf ends now", |s| {
        dates(&mut s.leaf, ("260101000000Z", "261121000000Z"))
    }),
    ("leaf starts now", |s| {
        dates(&mut s.leaf, ("261121000000Z", "270101000000Z"))
    }),
    ("leaf without seconds", |s| {
        dates(&mut s.leaf, ("2601010000Z", "280101000000Z"))
    }),
    ("leaf with generalized time", |s| {
        dates(&mut s.leaf, ("20260101000000Z", "20280101000000Z"))
    }),
    ("leaf corrupt", |s| s.leaf.corrupt = true),
    ("leaf signed by another key", |s| {
        s.leaf.signer = another(s.leaf.signer)
    }),
    ("leaf names another algorithm inside", |s| {
        s.leaf.inner_algorithm = Some(seq(&[oid("1.2.840.10045.4.3.3")]))
    }),
    ("leaf for clients", |s| {
        with(&mut s.leaf, extended_key_usage(&["1.3.6.1.5.5.7.3.2"]))
    }),
    ("leaf for any purpose", |s| {
        with(&mut s.leaf, extended_key_usage(&["2.5.29.37.0"]))
    }),
    ("leaf for a gated server", |s| {
        with(&mut s.leaf, extended_key_usage(&["1.3.6.1.4.1.311.10.3.3"]))
    }),
    ("leaf without purposes", |s| without(&mut s.leaf, EXTENDED)),
    ("leaf without key usage", |s| without(&mut s.leaf, USAGE)),
    ("leaf only signs certificates", |s| {
        with(&mut s.leaf, key_usage(&[5]))
    }),
    ("leaf agrees on keys", |s| {
        with(&mut s.leaf, key_usage(&[4]))
    }),
    ("leaf with empty key usage", |s| {
        with(&mut s.leaf, extension(USAGE, true, vec![3, 2, 7, 0]))
    }),
    ("leaf is a CA", |s| {
        with(&mut s.leaf, basic_constraints(true, None))
    }),
    ("leaf without basic constraints", |s| {
        without(&mut s.leaf, BASIC)
    }),
    ("leaf with path length", |s| {
        with(&mut s.leaf, basic_constraints(false, Some(0)))
    }),
    ("leaf without alternative names", |s| {
        without(&mut s.leaf, NAMES)
    }),
    ("leaf with an address alone", |s| {
        with(&mut s.leaf, alternative_names(&[ip(&[10, 0, 0, 4])]))
    }),
    ("leaf with a wildcard", |s| {
        with(&mut s.leaf, alternative_names(&[dns("*.contoso.com")]))
    }),
    ("leaf with a partial wildcard", |s| {
        with(&mut s.leaf, alternative_names(&[dns("w*.contoso.com")]))
    }),
    ("leaf for another host", |s| {
        with(&mut s.leaf, alternative_names(&[dns("other.contoso.com")]))
    }),
    ("leaf with a final dot", |s| {
        with(&mut s.leaf, alternative_names(&[dns("www.contoso.com.")]))
    }),
    ("leaf with empty alternative names", |s| {
        with(&mut s.leaf, alternative_names(&[]))
    }),
    ("leaf with names that cannot be read", |s| {
        with(&mut s.leaf, extension(NAMES, false, vec![4, 1, 0]))
    }),
    ("leaf with mail and address", |s| {
        let names = [
            dns(HOST),
            email("a@contoso.com"),
            uri("https://www.contoso.com/x"),
            ip(&[10, 0, 0, 4]),
            directory("x"),
        ];
        with(&mut s.leaf, alternative_names(&names));
    }),
    ("leaf with a critical extension", |s| {
        with(&mut s.leaf, critical())
    }),
    ("leaf with an extension twice", |s| {
        let again = s.leaf.extensions[1].clone();
        s.leaf.extensions.push(again);
    }),
    ("leaf without issuer's key id", |s| {
        without(&mut s.leaf, ISSUER_ID)
    }),
    ("leaf with another issuer's key id", |s| {
        with(&mut s.leaf, authority_key_id(&[1, 2, 3]))
    }),
    ("leaf with the issuer's serial", |s| {
        let issuer = tlv(0xa1, &directory("CA 1"));
        let serial = tlv(0x82, &s.ca2.serial);
        with(
            &mut s.leaf,
            extension(ISSUER_ID, false, seq(&[issuer, serial])),
        );
    }),
    ("leaf with another issuer's serial", |s| {
        let issuer = tlv(0xa1, &directory("CA 1"));
        with(
            &mut s.leaf,
            extension(ISSUER_ID, false, seq(&[issuer, tlv(0x82, &[0x7f])])),
        );
    }),
    ("leaf of version 1", |s| {
        s.leaf.version = 1;
        s.leaf.extensions.clear();
    }),
    ("leaf with a short key", |s| {
        s.leaf.spki = Some(Key::short_rsa())
    }),
    ("leaf with an unknown key", |s| {
        s.leaf.spki = Some(seq(&[
            seq(&[oid("1.3.6.1.4.1.99999.2")]),
            tlv(3, &[0, 1, 2]),
        ]))
    }),
    ("leaf with a point off the curve", |s| {
        let algorithm = seq(&[oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")]);
        s.leaf.spki = Some(seq(&[
            algorithm,
            tlv(3, &[vec![0, 4], vec![7; 64]].concat()),
        ]));
    }),
    ("leaf for a Netscape client", |s| {
        with(
            &mut s.leaf,
            extension("2.16.840.1.113730.1.1", false, vec![3, 2, 7, 0x80]),
        )
    }),
    ("leaf is a proxy", |s| {
        without(&mut s.leaf, NAMES);
        let info = seq(&[seq(&[oid("1.3.6.1.5.5.7.21.1")])]);
        with(&mut s.leaf, extension("1.3.6.1.5.5.7.1.14", true, info));
    }),
    ("leaf with several common names", |s| {
        s.leaf.subject = pki::dn(&[
            ("2.5.4.3", 0x0c, "first"),
            ("2.5.4.3", 0x13, HOST),
            ("1.2.840.113549.1.9.1", 0x16, "a@contoso.com"),
        ]);
    }),
    ("leaf with mail in the wrong type", |s| {
        s.leaf.subject = pki::dn(&[("1.2.840.113549.1.9.1", 0x0c, "a@contoso.com")])
    }),
    ("leaf without subject", |s| s.leaf.subject = seq(&[])),
    ("leaf spells its issuer otherwise", |s| {
        s.leaf.issuer = pki::dn(&[
            ("2.5.4.10", 0x13, " CONTOSO   ltd"),
            ("2.5.4.3", 0x16, "ca 2"),
        ])
    }),
    // The CA above it.
    ("CA 2 expired", |s| dates(&mut s.ca2, PAST)),
    ("CA 2 not yet valid", |s| dates(&mut s.ca2, FUTURE)),
    ("CA 2 corrupt", |s| s.ca2.corrupt = true),
    ("CA 2 is no CA", |s| {
        with(&mut s.ca2, basic_constraints(false, None))
    }),
    ("CA 2 without basic constraints", |s| {
        without(&mut s.ca2, BASIC)
    }),
    ("CA 2 without basic constraints and key usage", |s| {
        without(&mut s.ca2, BASIC);
        without(&mut s.ca2, USAGE);
    }),
    ("CA 2 with a Netscape type instead", |s| {
        without(&mut s.ca2, BASIC);
        without(&mut s.ca2, USAGE);
        with(
            &mut s.ca2,
            extension("2.16.840.1.113730.1.1", false, vec![3, 2, 0, 0x04]),
        );
    }),
    ("CA 2 may not sign", |s| with(&mut s.ca2, key_usage(&[6]))),
    ("CA 2 without key usage", |s| without(&mut s.ca2, USAGE)),
    ("CA 2 for clients", |s| {
        with(&mut s.ca2, extended_key_usage(&["1.3.6.1.5.5.7.3.2"]))
    }),
    ("CA 2 for servers", |s| {
        with(&mut s.ca2, extended_key_usage(&["1.3.6.1.5.5.7.3.1"]))
    }),
    ("CA 2 path length 0", |s| {
        with(&mut s.ca2, basic_constraints(true, Some(0)))
    }),
    ("CA 2 with a negative path length", |s| {
        with(&mut s.ca2, basic_constraints(true, Some(0xff)))
    }),
    ("CA 2 permits the host", |s| {
        with(&mut s.ca2, name_constraints(&[dns("contoso.com")], &[]))
    }),
    ("CA 2 permits another host", |s| {
        with(
            &mut s.ca2,
            name_constraints(&[dns("fabrikam.example")], &[]),
        )
    }),
    ("CA 2 permits subdomains alone", |s| {
        with(&mut s.ca2, name_constraints(&[dns(".contoso.com")], &[]))
    }),
    ("CA 2 excludes the host", |s| {
        with(&mut s.ca2, name_constraints(&[], &[dns("www.contoso.com")]))
    }),
    ("CA 2 excludes every host", |s| {
        with(&mut s.ca2, name_constraints(&[], &[dns("")]))
    }),
    ("CA 2 permits a directory", |s| {
        let base = tlv(0xa4, &pki::dn(&[("2.5.4.10", 0x13, "contoso LTD")]));
        with(&mut s.ca2, name_constraints(&[base], &[]));
    }),
    ("CA 2 permits another directory", |s| {
        with(&mut s.ca2, name_constraints(&[directory("x")], &[]))
    }),
    ("CA 2 permits an address", |s| {
        with(
            &mut s.ca2,
            name_constraints(&[ip(&[10, 0, 0, 0, 255, 0, 0, 0])], &[]),
        )
    }),
    ("CA 2 permits another address", |s| {
        with(
            &mut s.ca2,
            name_constraints(&[ip(&[192, 0, 2, 0, 255, 255, 255, 0])], &[]),
        )
    }),
    ("CA 2 permits a short address", |s| {
        with(&mut s.ca2, name_constraints(&[ip(&[10, 0, 0, 0])], &[]))
    }),
    ("CA 2 permits mail", |s| {
        with(&mut s.ca2, name_constraints(&[email("contoso.com")], &[]))
    }),
    ("CA 2 permits other mail", |s| {
        with(
            &mut s.ca2,
            name_constraints(&[email("b@contoso.com"), email(".contoso.com")], &[]),
        )
    }),
    ("CA 2 permits a URI", |s| {
        with(&mut s.ca2, name_constraints(&[uri(".contoso.com")], &[]))
    }),
    ("CA 2 excludes a URI", |s| {
        with(&mut s.ca2, name_constraints(&[], &[uri("www.contoso.com")]))
    }),
    ("CA 2 limits with a maximum", |s| {
        let base = seq(&[dns("contoso.com"), tlv(0x81, &[1])]);
        with(
            &mut s.ca2,
            extension("2.5.29.30", true, seq(&[tlv(0xa0, &base)])),
        );
    }),
    ("CA 2 with a critical extension", |s| {
        with(&mut s.ca2, critical())
    }),
    ("CA 2 without key id", |s| without(&mut s.ca2, OWN_ID)),
    ("CA 2 signed with an old digest", |s| {
        s.ca2.signer = Key::Rsa2048(1);
        s.ca1.key = Key::Rsa2048(1);
        s.ca2.signature = Signature::Sha1;
        without(&mut s.ca2, ISSUER_ID);
    }),
    ("CA 2 signed with MD5", |s| {
        s.ca2.signer = Key::Rsa2048(1);
        s.ca1.key = Key::Rsa2048(1);
        s.ca2.signature = Signature::Md5;
        without(&mut s.ca2, ISSUER_ID);
    }),
    ("CA 2 with 1024 bits", |s| {
        s.ca2.key = Key::Rsa1024;
        s.leaf.signer = Key::Rsa1024;
        without(&mut s.leaf, ISSUER_ID);
    }),
    ("CA 2 with a short key", |s| {
        s.ca2.spki = Some(Key::short_rsa())
    }),
    ("CA 2 is self-issued", |s| {
        s.ca2.subject = s.ca1.subject.clone();
        s.leaf.issuer = s.ca1.subject.clone();
    }),
    // The CA below the root.
    ("CA 1 expired", |s| dates(&mut s.ca1, PAST)),
    ("CA 1 is no CA", |s| {
        with(&mut s.ca1, basic_constraints(false, None))
    }),
    ("CA 1 path length 0", |s| {
        with(&mut s.ca1, basic_constraints(true, Some(0)))
    }),
    ("CA 1 path length 1", |s| {
        with(&mut s.ca1, basic_constraints(true, Some(1)))
    }),
    ("CA 1 may not sign", |s| with(&mut s.ca1, key_usage(&[6]))),
    ("CA 1 for clients", |s| {
        with(&mut s.ca1, extended_key_usage(&["1.3.6.1.5.5.7.3.2"]))
    }),
    ("CA 1 permits another host", |s| {
        with(
            &mut s.ca1,
            name_constraints(&[dns("fabrikam.example")], &[]),
        )
    }),
    ("CA 1 permits another directory", |s| {
        with(&mut s.ca1, name_constraints(&[directory("x")], &[]))
    }),
    // The root.
    ("root expired", |s| dates(&mut s.root, PAST)),
    ("root corrupt", |s| s.root.corrupt = true),
    ("root is no CA", |s| {
        with(&mut s.root, basic_constraints(false, None))
    }),
    ("root without basic constraints", |s| {
        without(&mut s.root, BASIC)
    }),
    ("root without extensions", |s| s.root.extensions.clear()),
    ("root of version 1", |s| {
        s.root.version = 1;
        s.root.extensions.clear();
    }),
    ("root path length 0", |s| {
        with(&mut s.root, basic_constraints(true, Some(0)))
    }),
    ("root path length 1", |s| {
        with(&mut s.root, basic_constraints(true, Some(1)))
    }),
    ("root may not sign", |s| with(&mut s.root, key_usage(&[6]))),
    ("root for clients", |s| {
        with(&mut s.root, extended_key_usage(&["1.3.6.1.5.5.7.3.2"]))
    }),
    ("root with a critical extension", |s| {
        with(&mut s.root, critical())
    }),
    ("root with another issuer's key id", |s| {
        with(&mut s.root, authority_key_id(&[9, 9]))
    }),
    // What is sent and what is trusted.
    ("nothing is sent", |s| s.sent.clear()),
    ("CA 2 is not sent", |s| {
        s.sent.retain(|part| !matches!(part, Part::Ca2))
    }),
    ("CA 1 is not sent", |s| {
        s.sent.retain(|part| !matches!(part, Part::Ca1))
    }),
    ("root is sent", |s| s.sent.push(Part::Root)),
    ("leaf is sent again", |s| s.sent.insert(0, Part::Leaf)),
    ("everything is sent twice", |s| {
        s.sent.extend(s.sent.clone())
    }),
    ("sent in reverse", |s| s.sent.reverse()),
    ("nothing is trusted", |s| s.trusted.clear()),
    ("another root is trusted", |s| {
        s.trusted = vec![another_root()]
    }),
    ("another root is trusted too", |s| {
        s.trusted.insert(0, another_root())
    }),
    ("CA 2 is trusted too", |s| s.trusted.push(Part::Ca2)),
    ("CA 1 is trusted instead", |s| s.trusted = vec![Part::Ca1]),
    ("leaf is trusted instead", |s| s.trusted = vec![Part::Leaf]),
    ("root with another key is trusted", |s| {
        let mut other = impostor(&s.root);
        other.signer = other.key;
        let id = other.key.id();
        with(&mut other, authority_key_id(&id));
        s.trusted = vec![Part::Other(Box::new(other))];
    }),
    ("root with another key and no ids is trusted", |s| {
        let mut other = impostor(&s.root);
        other.signer = other.key;
        without(&mut other, ISSUER_ID);
        without(&mut other, OWN_ID);
        s.trusted = vec![Part::Other(Box::new(other))];
    }),
    ("renewed root is trusted", |s| {
        let mut renewed = s.root.clone();
        renewed.serial = vec![0x22];
        s.trusted = vec![Part::Other(Box::new(renewed))];
    }),
    ("expired and current root are trusted", |s| {
        let mut old = s.root.clone().valid(PAST.0, PAST.1);
        old.serial = vec![0x23];
        s.trusted.insert(0, Part::Other(Box::new(old)));
    }),
    ("impostor of CA 2 before it", |s| {
        let other = impostor(&s.ca2);
        s.sent.insert(0, Part::Other(Box::new(other)));
    }),
    ("impostor of CA 2 without id before it", |s| {
        let mut other = impostor(&s.ca2);
        without(&mut other, OWN_ID);
        s.sent.insert(0, Part::Other(Box::new(other)));
    }),
    ("expired CA 2 beside it", |s| {
        let mut old = s.ca2.clone().valid(PAST.0, PAST.1);
        old.serial = vec![0x24];
        s.sent.insert(0, Part::Other(Box::new(old)));
    }),
    ("cross-signed CA 1 before it", |s| {
        let mut cross = s.ca1.clone();
        cross.issuer = pki::name("Another Root");
        cross.signer = Key::P256(9);
        let id = Key::P256(9).id();
        with(&mut cross, authority_key_id(&id));
        s.sent.insert(0, Part::Other(Box::new(cross)));
    }),
    ("self-signed leaf", |s| {
        s.leaf.issuer = s.leaf.subject.clone();
        s.leaf.signer = s.leaf.key;
        let id = s.leaf.key.id();
        with(&mut s.leaf, authority_key_id(&id));
    }),
    ("leaf directly below the root", |s| {
        s.leaf.issuer = s.root.subject.clone();
        s.leaf.signer = s.root.key;
        let id = s.root.key.id();
        with(&mut s.leaf, authority_key_id(&id));
    }),
    // The name.
    ("no name", |s| s.host = None),
    ("another name", |s| s.host = Some("api.contoso.com")),
    ("an address", |s| s.host = Some("10.0.0.4")),
    ("a name in capitals", |s| s.host = Some("WWW.CONTOSO.COM")),
    ("a name with a final dot", |s| {
        s.host = Some("www.contoso.com.")
    }),
    ("a name that begins with a dot", |s| {
        s.host = Some(".contoso.com")
    }),
];

/// The time as OpenSSL's `-attime` takes it.
pub fn now() -> String {
    NOW.to_string()
}
