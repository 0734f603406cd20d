//! A certificate authority for tests: every field can be set, rightly or wrongly. Keys and
//! signatures are deterministic, so the same chain comes out on every machine.

#![allow(dead_code, reason = "each test program uses its own part")]
#![allow(
    unreachable_pub,
    reason = "shared by test programs, each a crate of its own"
)]

pub mod keys;

pub use keys::Key;

/// Encodes one element.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        short @ 0..0x80 => out.push(short as u8),
        long => {
            let octets: Vec<u8> = long
                .to_be_bytes()
                .into_iter()
                .skip_while(|octet| *octet == 0)
                .collect();
            out.push(0x80 | octets.len() as u8);
            out.extend(octets);
        }
    }
    out.extend_from_slice(content);
    out
}

/// Encodes a SEQUENCE of parts.
pub fn seq(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

/// Encodes an object identifier.
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
    let mut content = Vec::new();
    for arc in std::iter::once(arcs[0] * 40 + arcs[1]).chain(arcs[2..].iter().copied()) {
        let mut septets = vec![(arc & 0x7f) as u8];
        let mut rest = arc >> 7;
        while rest > 0 {
            septets.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        content.extend(septets.into_iter().rev());
    }
    tlv(6, &content)
}

/// Encodes a name of common names: `["Contoso", "www"]` gives O and CN.
pub fn name(common_name: &str) -> Vec<u8> {
    dn(&[
        ("2.5.4.10", 0x0c, "Contoso Ltd"),
        ("2.5.4.3", 0x0c, common_name),
    ])
}

/// Encodes a name of typed attributes.
pub fn dn(attributes: &[(&str, u8, &str)]) -> Vec<u8> {
    let sets: Vec<Vec<u8>> = attributes
        .iter()
        .map(|(kind, tag, value)| tlv(0x31, &seq(&[oid(kind), tlv(*tag, value.as_bytes())])))
        .collect();
    seq(&sets)
}

/// An alternative name as encoded.
pub fn dns(name: &str) -> Vec<u8> {
    tlv(0x82, name.as_bytes())
}

/// An address as alternative name.
pub fn ip(octets: &[u8]) -> Vec<u8> {
    tlv(0x87, octets)
}

/// An extension: identifier, criticality, value.
#[derive(Clone, Debug)]
pub struct Extension(pub String, pub bool, pub Vec<u8>);

pub fn extension(kind: &str, critical: bool, value: Vec<u8>) -> Extension {
    Extension(kind.to_owned(), critical, value)
}

pub fn basic_constraints(ca: bool, path_length: Option<u8>) -> Extension {
    let mut parts = Vec::new();
    if ca {
        parts.push(vec![1, 1, 0xff]);
    }
    if let Some(length) = path_length {
        parts.push(vec![2, 1, length]);
    }
    extension("2.5.29.19", true, seq(&parts))
}

/// Key usage by its bits, digitalSignature being bit 0.
pub fn key_usage(bits: &[u8]) -> Extension {
    let value = bits.iter().fold(0u8, |value, bit| value | 0x80 >> bit);
    extension(
        "2.5.29.15",
        true,
        tlv(3, &[value.trailing_zeros().min(7) as u8, value]),
    )
}

pub fn extended_key_usage(purposes: &[&str]) -> Extension {
    extension(
        "2.5.29.37",
        false,
        seq(&purposes
            .iter()
            .map(|purpose| oid(purpose))
            .collect::<Vec<_>>()),
    )
}

pub fn alternative_names(names: &[Vec<u8>]) -> Extension {
    extension("2.5.29.17", false, seq(names))
}

pub fn subject_key_id(id: &[u8]) -> Extension {
    extension("2.5.29.14", false, tlv(4, id))
}

pub fn authority_key_id(id: &[u8]) -> Extension {
    extension("2.5.29.35", false, seq(&[tlv(0x80, id)]))
}

pub fn name_constraints(permitted: &[Vec<u8>], excluded: &[Vec<u8>]) -> Extension {
    let subtrees = |tag: u8, bases: &[Vec<u8>]| {
        let all: Vec<Vec<u8>> = bases
            .iter()
            .map(|base| seq(std::slice::from_ref(base)))
            .collect();
        if all.is_empty() {
            Vec::new()
        } else {
            tlv(tag, &all.concat())
        }
    };
    extension(
        "2.5.29.30",
        true,
        seq(&[subtrees(0xa0, permitted), subtrees(0xa1, excluded)]),
    )
}

/// 2026-11-21T00:00:00Z, the time of all tests.
pub const NOW: i64 = 1_795_219_200;

/// A certificate to be.
#[derive(Clone, Debug)]
pub struct Template {
    pub subject: Vec<u8>,
    pub issuer: Vec<u8>,
    pub serial: Vec<u8>,
    pub not_before: String,
    pub not_after: String,
    pub key: Key,
    pub signer: Key,
    pub signature: Signature,
    /// What the signed part names as algorithm, where that is to differ.
    pub inner_algorithm: Option<Vec<u8>>,
    pub version: u8,
    pub extensions: Vec<Extension>,
    /// Flips a bit of the signature.
    pub corrupt: bool,
    /// SubjectPublicKeyInfo to use instead of the key's.
    pub spki: Option<Vec<u8>>,
}

/// How to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// The key's usual algorithm.
    Usual,
    Sha1,
    Md5,
    Pss {
        salt: usize,
    },
}

impl Template {
    pub fn new(subject: &str, issuer: &str, key: Key, signer: Key) -> Self {
        Self {
            subject: name(subject),
            issuer: name(issuer),
            serial: vec![0x11, subject.len() as u8, key.number() + 1],
            not_before: "260101000000Z".into(),
            not_after: "280101000000Z".into(),
            key,
            signer,
            signature: Signature::Usual,
            inner_algorithm: None,
            version: 3,
            extensions: Vec::new(),
            corrupt: false,
            spki: None,
        }
    }

    /// A root with all that belongs to it.
    pub fn root(subject: &str, key: Key) -> Self {
        let mut template = Self::new(subject, subject, key, key);
        template.extensions = vec![
            basic_constraints(true, None),
            key_usage(&[5, 6]),
            subject_key_id(&key.id()),
            authority_key_id(&key.id()),
        ];
        template
    }

    /// An intermediate with all that belongs to it.
    pub fn intermediate(subject: &str, issuer: &str, key: Key, signer: Key) -> Self {
        let mut template = Self::new(subject, issuer, key, signer);
        template.extensions = vec![
            basic_constraints(true, None),
            key_usage(&[5, 6]),
            subject_key_id(&key.id()),
            authority_key_id(&signer.id()),
        ];
        template
    }

    /// A server certificate for a host name.
    pub fn leaf(host: &str, issuer: &str, key: Key, signer: Key) -> Self {
        let mut template = Self::new(host, issuer, key, signer);
        template.extensions = vec![
            basic_constraints(false, None),
            key_usage(&[0, 2]),
            extended_key_usage(&["1.3.6.1.5.5.7.3.1"]),
            alternative_names(&[dns(host)]),
            subject_key_id(&key.id()),
            authority_key_id(&signer.id()),
        ];
        template
    }

    /// Replaces the extension of the same kind, or adds it.
    #[must_use]
    pub fn with(mut self, new: Extension) -> Self {
        self.extensions.retain(|extension| extension.0 != new.0);
        self.extensions.push(new);
        self
    }

    /// Leaves an extension out.
    #[must_use]
    pub fn without(mut self, kind: &str) -> Self {
        self.extensions.retain(|extension| extension.0 != kind);
        self
    }

    /// Sets the dates.
    #[must_use]
    pub fn valid(mut self, from: &str, to: &str) -> Self {
        (self.not_before, self.not_after) = (from.into(), to.into());
        self
    }

    /// The signed certificate in DER.
    pub fn der(&self) -> Vec<u8> {
        let algorithm = self.signer.algorithm(self.signature);
        let time = |time: &str| tlv(if time.len() == 15 { 0x18 } else { 0x17 }, time.as_bytes());
        let mut parts = Vec::new();
        if self.version > 1 {
            parts.push(tlv(0xa0, &[2, 1, self.version - 1]));
        }
        parts.push(tlv(2, &self.serial));
        parts.push(
            self.inner_algorithm
                .clone()
                .unwrap_or_else(|| algorithm.clone()),
        );
        parts.push(self.issuer.clone());
        parts.push(seq(&[time(&self.not_before), time(&self.not_after)]));
        parts.push(self.subject.clone());
        parts.push(self.spki.clone().unwrap_or_else(|| self.key.spki()));
        if !self.extensions.is_empty() {
            let all: Vec<Vec<u8>> = self
                .extensions
                .iter()
                .map(|Extension(kind, critical, value)| {
                    let critical = if *critical {
                        vec![1, 1, 0xff]
                    } else {
                        Vec::new()
                    };
                    seq(&[oid(kind), critical, tlv(4, value)])
                })
                .collect();
            parts.push(tlv(0xa3, &seq(&all)));
        }
        let signed = seq(&parts);
        let mut signature = self.signer.sign(self.signature, &signed);
        if self.corrupt {
            let last = signature.len() - 1;
            signature[last] ^= 1;
        }
        seq(&[signed, algorithm, tlv(3, &[vec![0], signature].concat())])
    }

    /// The signed certificate in PEM.
    pub fn pem(&self) -> String {
        pem(&self.der())
    }
}

/// A PEM block.
pub fn pem(der: &[u8]) -> String {
    pem_labelled("CERTIFICATE", der)
}

/// A PEM block with a label.
pub fn pem_labelled(label: &str, der: &[u8]) -> String {
    ::pem::encode_config(
        &::pem::Pem::new(label, der),
        ::pem::EncodeConfig::new().set_line_ending(::pem::LineEnding::LF),
    )
}

/// Leaf, intermediate and root as they should be, in PEM.
pub fn chain() -> [String; 3] {
    [
        Template::leaf(
            "www.contoso.com",
            "Contoso Issuing CA",
            Key::P256(3),
            Key::P256(2),
        )
        .pem(),
        Template::intermediate(
            "Contoso Issuing CA",
            "Contoso Root CA",
            Key::P256(2),
            Key::P256(1),
        )
        .pem(),
        Template::root("Contoso Root CA", Key::P256(1)).pem(),
    ]
}

/// The host that the usual chain is for.
pub const HOST: &str = "www.contoso.com";

/// The usual chain's root, which is no public one.
pub fn root() -> Template {
    Template::root("Contoso Root CA", Key::P256(1))
}

/// What that root signed.
pub fn intermediate() -> Template {
    Template::intermediate(
        "Contoso Issuing CA",
        "Contoso Root CA",
        Key::P256(2),
        Key::P256(1),
    )
}

/// The server's certificate, signed by that intermediate.
pub fn leaf() -> Template {
    Template::leaf(HOST, "Contoso Issuing CA", Key::P256(3), Key::P256(2))
}
