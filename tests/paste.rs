//! One chain in every state in which people paste chains: it is read completely, or it is said why
//! it cannot be. And the same for a private key: it is cut out in every one of them.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod pki;

use appgw_doctor::certificate::bundle::{self, Bundle};
use appgw_doctor::certificate::private_key::{self, Secret};
use appgw_doctor::evidence::{self, Content};
use pki::{Key, Template, pem_labelled, seq, tlv};

/// What the chain says, for comparison.
fn expected() -> Vec<String> {
    ["www.contoso.com", "Contoso Issuing CA", "Contoso Root CA"]
        .map(str::to_owned)
        .to_vec()
}

fn names(bundle: &Bundle) -> Vec<String> {
    bundle
        .certificates
        .iter()
        .map(|found| found.certificate.subject.short())
        .collect()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = if mark { vec![0xfeff] } else { vec![] };
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

fn base64(octets: &[u8]) -> String {
    let block = pem_labelled("X", octets);
    block
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect()
}

fn each_line(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(|line| change(line) + "\n").collect()
}

fn hex_dump(octets: &[u8]) -> String {
    octets
        .chunks(16)
        .enumerate()
        .map(|(row, chunk)| {
            let pairs: Vec<String> = chunk
                .chunks(2)
                .map(|pair| pair.iter().map(|octet| format!("{octet:02x}")).collect())
                .collect();
            let shown: String = chunk
                .iter()
                .map(|octet| {
                    if octet.is_ascii_graphic() {
                        char::from(*octet)
                    } else {
                        '.'
                    }
                })
                .collect();
            format!("{:08x}: {:<39}  {shown}\n", row * 16, pairs.join(" "))
        })
        .collect()
}

fn hex(octets: &[u8], between: &str) -> String {
    octets
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect::<Vec<_>>()
        .join(between)
}

/// Every state: its name, and how a text of PEM blocks comes to be in it. The blocks' labels and
/// octets are given beside the text.
type State = (&'static str, fn(&str, &[(String, Vec<u8>)]) -> Vec<u8>);

const STATES: &[State] = &[
    ("as it should be", |text, _| text.into()),
    ("CRLF", |text, _| text.replace('\n', "\r\n").into()),
    ("CR alone", |text, _| text.replace('\n', "\r").into()),
    ("UTF-8 with mark", |text, _| {
        format!("\u{feff}{text}").into()
    }),
    ("UTF-16LE with mark", |text, _| {
        utf16(text, u16::to_le_bytes, true)
    }),
    ("UTF-16LE without mark", |text, _| {
        utf16(text, u16::to_le_bytes, false)
    }),
    ("UTF-16BE with mark", |text, _| {
        utf16(text, u16::to_be_bytes, true)
    }),
    ("indented", |text, _| {
        each_line(text, |line| format!("    {line}")).into()
    }),
    ("indented by tabs, blanks at the end", |text, _| {
        each_line(text, |line| format!("\t{line}  ")).into()
    }),
    ("quoted", |text, _| {
        each_line(text, |line| format!("> {line}")).into()
    }),
    ("quoted twice", |text, _| {
        each_line(text, |line| format!(">> {line}")).into()
    }),
    ("blank lines between", |text, _| {
        each_line(text, |line| format!("{line}\n")).into()
    }),
    ("one line, blanks for line ends", |text, _| {
        text.replace('\n', " ").into()
    }),
    ("one line, nothing for line ends", |text, _| {
        text.replace('\n', "").into()
    }),
    ("literal \\n", |text, _| text.replace('\n', "\\n").into()),
    ("literal \\r\\n", |text, _| {
        text.replace('\n', "\\r\\n").into()
    }),
    ("literal \\\\n", |text, _| {
        text.replace('\n', "\\\\n").into()
    }),
    ("JSON string", |text, _| {
        serde_json::json!({ "chain": text, "n": 1 })
            .to_string()
            .into()
    }),
    ("JSON string with escaped slashes", |text, _| {
        serde_json::json!({ "chain": text })
            .to_string()
            .replace('/', "\\/")
            .into()
    }),
    ("JSON array of lines", |text, _| {
        serde_json::json!(text.lines().collect::<Vec<_>>())
            .to_string()
            .into()
    }),
    ("JSON array of blocks, printed over lines", |text, _| {
        let blocks: Vec<&str> = text.split_inclusive("CERTIFICATE-----\n").collect();
        serde_json::to_string_pretty(&blocks).unwrap().into()
    }),
    ("shell or code strings, joined by plus", |text, _| {
        each_line(text, |line| format!("    \"{line}\\n\" +")).into()
    }),
    ("HTML escaped", |text, _| {
        text.replace('+', "&#43;")
            .replace('/', "&#x2F;")
            .replace('=', "&equals;")
            .replace('\n', "&#10;")
            .into()
    }),
    ("<br> for line ends", |text, _| {
        text.replace('\n', "<br>").into()
    }),
    ("escaped <br />", |text, _| {
        text.replace('\n', "&lt;br /&gt;\n").into()
    }),
    ("zero-width characters", |text, _| {
        each_line(text, |line| format!("\u{200b}{line}\u{feff}")).into()
    }),
    ("no-break spaces in the markers", |text, _| {
        text.replace("BEGIN ", "BEGIN\u{a0}")
            .replace("END ", "END\u{a0}")
            .into()
    }),
    ("smart dashes", |text, _| {
        text.replace("-----", "–––").into()
    }),
    ("long dashes", |text, _| text.replace("-----", "——-").into()),
    ("four dashes", |text, _| {
        text.replace("-----", "----").into()
    }),
    ("six dashes", |text, _| {
        text.replace("-----", "------").into()
    }),
    ("blanks inside the markers", |text, _| {
        text.replace("-----BEGIN ", "----- BEGIN ")
            .replace("-----END ", "----- END ")
            .into()
    }),
    ("Markdown escapes", |text, _| {
        each_line(text, |line| format!("{}\\", line.replace("--", "\\-\\-"))).into()
    }),
    ("Markdown fence, text before and after", |text, _| {
        format!("The chain:\n\n```pem\n{text}```\n\nThanks, all best\n").into()
    }),
    ("YAML block", |text, _| {
        format!(
            "tls:\n  chain: |\n{}  next: 1\n",
            each_line(text, |line| format!("    {line}"))
        )
        .into()
    }),
    ("difference marks", |text, _| {
        each_line(text, |line| format!("+{line}")).into()
    }),
    ("comment marks", |text, _| {
        each_line(text, |line| format!("# {line}")).into()
    }),
    ("line numbers", |text, _| {
        text.lines()
            .enumerate()
            .map(|(at, line)| format!("{:6}\t{line}\n", at + 1))
            .collect::<String>()
            .into()
    }),
    ("URL encoded", |text, _| {
        text.replace('\n', "%0A")
            .replace(' ', "%20")
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D")
            .into()
    }),
    ("terminal colours", |text, _| {
        each_line(text, |line| format!("\u{1b}[32m{line}\u{1b}[0m")).into()
    }),
    ("no line end at the end", |text, _| text.trim_end().into()),
    ("no END lines", |text, _| {
        text.lines()
            .filter(|line| !line.contains("END"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
            .into()
    }),
    ("no last END line", |text, _| {
        text.trim_end().rsplit_once('\n').unwrap().0.into()
    }),
    ("no first BEGIN line", |text, _| {
        text.split_once('\n').unwrap().1.into()
    }),
    ("bare base64, wrapped", |_, blocks| {
        blocks
            .iter()
            .map(|(label, octets)| {
                let block = pem_labelled(label, octets);
                block
                    .lines()
                    .filter(|line| !line.starts_with('-'))
                    .map(|line| format!("{line}\n"))
                    .collect::<String>()
                    + "\n"
            })
            .collect::<String>()
            .into()
    }),
    ("bare base64, one line each", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| base64(octets) + "\n")
            .collect::<String>()
            .into()
    }),
    ("URL-safe base64", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| {
                base64(octets)
                    .replace('+', "-")
                    .replace('/', "_")
                    .replace('=', "")
                    + "\n"
            })
            .collect::<String>()
            .into()
    }),
    ("JSON Web Key, x5c", |_, blocks| {
        let x5c: Vec<String> = blocks.iter().map(|(_, octets)| base64(octets)).collect();
        serde_json::json!({ "kty": "EC", "x5c": x5c })
            .to_string()
            .into()
    }),
    ("Kubernetes secret: base64 of PEM", |text, _| {
        format!(
            "apiVersion: v1\ndata:\n  tls.crt: {}\nkind: Secret\n",
            base64(text.as_bytes())
        )
        .into()
    }),
    ("data URI", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| {
                format!(
                    "data:application/x-x509-ca-cert;base64,{}\n",
                    base64(octets)
                )
            })
            .collect::<String>()
            .into()
    }),
    ("assignment", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| format!("cert={}\n", base64(octets)))
            .collect::<String>()
            .into()
    }),
    ("xxd", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| hex_dump(octets) + "\n")
            .collect::<String>()
            .into()
    }),
    ("hexadecimal, colons", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| hex(octets, ":") + "\n\n")
            .collect::<String>()
            .into()
    }),
    ("hexadecimal, one word", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| hex(octets, "") + "\n\n")
            .collect::<String>()
            .into()
    }),
    ("hexadecimal, upper case", |_, blocks| {
        blocks
            .iter()
            .map(|(_, octets)| hex(octets, " ").to_uppercase() + "\n\n")
            .collect::<String>()
            .into()
    }),
];

fn blocks() -> Vec<(String, Vec<u8>)> {
    pki::chain()
        .iter()
        .map(|pem| {
            (
                "CERTIFICATE".to_owned(),
                ::pem::parse(pem).unwrap().into_contents(),
            )
        })
        .collect()
}

#[test]
fn a_chain_is_read_in_every_state() {
    let text = pki::chain().concat();
    let blocks = blocks();
    for (state, change) in STATES {
        let read = bundle::read(&change(&text, &blocks));
        assert_eq!(names(&read), expected(), "{state}: {:?}", read.notes);
        assert!(read.private_keys.is_empty(), "{state}");
    }
}

/// The same through the reader of everything else that is pasted: one run of certificates, in
/// order, and nothing besides it.
#[test]
fn a_chain_is_evidence_in_every_state() {
    let text = pki::chain().concat();
    let blocks = blocks();
    for (state, change) in STATES {
        let read = evidence::read("paste 1", &change(&text, &blocks));
        let [only] = read.as_slice() else {
            panic!("{state}: {read:#?}");
        };
        let Content::Certificates(run) = &only.content else {
            panic!("{state}: {only:#?}");
        };
        let names: Vec<String> = run
            .elements
            .iter()
            .map(|element| element.certificate().unwrap().subject.short())
            .collect();
        assert_eq!(names, expected(), "{state}: {:?}", only.notes);
    }
}

#[test]
fn other_containers_are_read_too() {
    let blocks = blocks();
    let joined: Vec<u8> = blocks
        .iter()
        .flat_map(|(_, octets)| octets.clone())
        .collect();
    assert_eq!(names(&bundle::read(&joined)), expected(), "DER, joined");
    let set: Vec<u8> = joined.clone();
    let signed = seq(&[
        vec![2, 1, 1],
        tlv(0x31, &[]),
        seq(&[pki::oid("1.2.840.113549.1.7.1")]),
        tlv(0xa0, &set),
        tlv(0x31, &[]),
    ]);
    let pkcs7 = seq(&[pki::oid("1.2.840.113549.1.7.2"), tlv(0xa0, &signed)]);
    for (state, bytes) in [
        ("PKCS#7 in DER", pkcs7.clone()),
        ("PKCS#7 in PEM", pem_labelled("PKCS7", &pkcs7).into_bytes()),
        (
            "PKCS#7 where a certificate belongs",
            pem_labelled("CERTIFICATE", &pkcs7).into_bytes(),
        ),
        ("PKCS#7 in bare base64", base64(&pkcs7).into_bytes()),
    ] {
        let read = bundle::read(&bytes);
        assert_eq!(names(&read), expected(), "{state}");
        assert!(read.chains().iter().all(|chain| !chain.ordered), "{state}");
    }
    for label in ["TRUSTED CERTIFICATE", "X509 CERTIFICATE"] {
        let mut octets = blocks[0].1.clone();
        if label.starts_with("TRUSTED") {
            octets.extend(seq(&[tlv(0x0c, b"alias")]));
        }
        assert_eq!(
            names(&bundle::read(pem_labelled(label, &octets).as_bytes())),
            ["www.contoso.com"],
            "{label}"
        );
    }
}

/// PKCS#8, SEC 1 and PKCS#1, as far as their structure matters.
fn keys() -> Vec<(String, Vec<u8>)> {
    let filler = |n: usize| (0..n).map(|at| (at * 37 + 11) as u8).collect::<Vec<_>>();
    let pkcs8 = seq(&[
        vec![2, 1, 0],
        seq(&[pki::oid("1.2.840.113549.1.1.1"), vec![5, 0]]),
        tlv(4, &filler(1190)),
    ]);
    let sec1 = seq(&[
        vec![2, 1, 1],
        tlv(4, &filler(32)),
        tlv(0xa0, &pki::oid("1.2.840.10045.3.1.7")),
        tlv(0xa1, &tlv(3, &filler(66))),
    ]);
    let pkcs1 = seq(&[
        vec![2, 1, 0],
        tlv(2, &[vec![0], vec![0x99; 256]].concat()),
        vec![2, 3, 1, 0, 1],
        tlv(2, &filler(256)),
    ]);
    let scheme = seq(&[
        pki::oid("1.2.840.113549.1.5.13"),
        seq(&[tlv(4, &filler(40))]),
    ]);
    let encrypted = seq(&[scheme, tlv(4, &filler(1200))]);
    let openssh = [b"openssh-key-v1\0\0\0\0\x04none".to_vec(), filler(300)].concat();
    [
        ("PRIVATE KEY", pkcs8),
        ("EC PRIVATE KEY", sec1),
        ("RSA PRIVATE KEY", pkcs1),
        ("ENCRYPTED PRIVATE KEY", encrypted),
        ("OPENSSH PRIVATE KEY", openssh),
    ]
    .into_iter()
    .map(|(label, octets)| (label.to_owned(), octets))
    .collect()
}

/// Whether any part of the key, in any of its encodings, is still there.
fn leaks(text: &str, octets: &[u8]) -> bool {
    let squeezed: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let encoded: String = base64(octets)
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect();
    let digits = hex(octets, "");
    let twice = encoded
        .as_bytes()
        .windows(24)
        .any(|window| squeezed.contains(std::str::from_utf8(window).unwrap()));
    twice
        || digits.as_bytes().windows(24).any(|window| {
            squeezed
                .to_ascii_lowercase()
                .contains(std::str::from_utf8(window).unwrap())
        })
}

#[test]
fn a_private_key_is_cut_out_in_every_state() {
    for key in keys() {
        for (state, change) in STATES {
            // These lose their marker, or do not start as anything in DER does.
            let foreign = key.0.starts_with("OPENSSH") && state.starts_with("hexadecimal")
                || key.0.starts_with("OPENSSH") && *state == "xxd";
            let text = pki::chain()[0].clone() + &pem_labelled(&key.0, &key.1);
            let blocks = vec![blocks()[0].clone(), key.clone()];
            let pasted = bundle::text::decode(&change(&text, &blocks));
            let (clean, found) = private_key::cut(&pasted);
            if foreign {
                continue;
            }
            assert_eq!(found.len(), 1, "{}: {state}", key.0);
            assert!(!leaks(&clean, &key.1), "{}: {state}:\n{clean}", key.0);
            let (again, more) = private_key::cut(&clean);
            assert_eq!((again, more.len()), (clean, 0), "{}: {state}", key.0);
        }
    }
}

#[test]
fn the_rest_of_the_text_stays_as_it_is() {
    let key = pem_labelled("PRIVATE KEY", &keys()[0].1);
    let chain = pki::chain().concat();
    let (clean, found) = private_key::cut(&format!("before\n{key}after\n{chain}"));
    assert_eq!((found[0].place.line, found[0].place.column), (2, 1));
    // Overwritten, so that everything else keeps its place.
    let mut lines = clean.lines().map(str::trim_end);
    assert_eq!(lines.next(), Some("before"));
    assert_eq!(lines.next(), Some(private_key::MARK));
    assert!(lines.take(key.lines().count() - 1).all(str::is_empty));
    assert!(clean.ends_with(&format!("\nafter\n{chain}")));
    assert_eq!(
        clean.lines().count(),
        1 + key.lines().count() + 1 + chain.lines().count()
    );
    let (same, none) = private_key::cut(&chain);
    assert_eq!((same, none.len()), (chain, 0));
}

#[test]
fn a_key_cut_short_is_cut_out_to_its_end() {
    for (label, octets) in keys() {
        let block = pem_labelled(&label, &octets);
        let lines: Vec<&str> = block.lines().collect();
        let short = lines[..lines.len() / 2].join("\n");
        for text in [
            short.clone(),
            format!("{short}\nand then the rest\n"),
            short.replace('\n', "\\n"),
            short.replace('\n', " "),
        ] {
            let (clean, found) = private_key::cut(&text);
            assert_eq!(found.len(), 1, "{text}");
            assert!(!leaks(&clean, &octets), "{clean}");
        }
    }
}

#[test]
fn keys_written_out_in_numbers_are_cut_out() {
    let jwk =
        r#"{"kty":"EC","crv":"P-256","x":"abc","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}"#;
    let (clean, found) = private_key::cut(jwk);
    assert_eq!(found.len(), 1);
    assert!(!clean.contains("870MB6"));
    let listed = "modulus:\n    00:aa:bb\nprivateExponent:\n    5f:ab:cd:ef:01:23:45:67:89:ab:\n    cd:ef:01\nprime1:\n    00:ff:ee:dd:cc:bb:aa:99:88:77:66\npublicExponent: 65537\n";
    let (clean, found) = private_key::cut(listed);
    assert_eq!(found.len(), 2);
    assert!(
        !clean.contains("5f:ab")
            && !clean.contains("ff:ee")
            && clean.contains("publicExponent: 65537")
    );
    let net = "<RSAKeyValue><Modulus>vGIBAQ8xZJ4HtUnUvYMyJpr5</Modulus><Exponent>AQAB</Exponent><P>7Xp2mJ0rG3sB5yN1cWq8dEtA</P><D>Zk9hQ2xvY2tNb3VzZVRhYmxl</D></RSAKeyValue>";
    let (clean, found) = private_key::cut(net);
    assert_eq!(found.len(), 1);
    assert!(!clean.contains("7Xp2") && !clean.contains("Zk9h"));
    let public = "<RSAKeyValue><Modulus>vGIBAQ8xZJ4HtUnUvYMyJpr5</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>";
    assert_eq!(private_key::cut(public).1, []);
    let putty = "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: build\nPublic-Lines: 1\nAAAAB3NzaC1yc2EAAAADAQAB\nPrivate-Lines: 2\nQmxhY2tiaXJkU2luZ2luZ0lu\nVGhlRGVhZE9mTmlnaHQ0NDQ0\nPrivate-MAC: 00aa\n";
    for putty in [putty.to_owned(), putty.replace('\n', "\r\n")] {
        let (clean, found) = private_key::cut(&putty);
        assert_eq!(found.len(), 1, "{clean}");
        assert!(
            !clean.contains("Qmxh") && !clean.contains("VGhl") && clean.contains("Private-MAC")
        );
    }
}

#[test]
fn a_pfx_is_explained() {
    let pfx = seq(&[
        vec![2, 1, 3],
        seq(&[
            pki::oid("1.2.840.113549.1.7.1"),
            tlv(0xa0, &tlv(4, &[0x55; 2000])),
        ]),
    ]);
    for bytes in [
        pfx.clone(),
        base64(&pfx).into_bytes(),
        pem_labelled("PKCS12", &pfx).into_bytes(),
    ] {
        let read = bundle::read(&bytes);
        assert_eq!(read.private_keys[0].secret, Secret::Pfx);
        assert!(
            read.notes[0].text.contains("openssl pkcs12"),
            "{:?}",
            read.notes
        );
    }
}

#[test]
fn what_is_damaged_is_named_with_its_line() {
    let [leaf, intermediate, _] = pki::chain();
    let note = |text: &str| {
        let read = bundle::read(text.as_bytes());
        read.notes
            .iter()
            .map(|note| format!("{}:{} {}", note.place.line, note.place.column, note.text))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let lines: Vec<&str> = leaf.lines().collect();
    let mut short = lines.clone();
    short[4] = &lines[4][..40];
    let said = note(&short.join("\n"));
    assert!(
        said.starts_with("5:1 ") && said.contains("40 characters"),
        "{said}"
    );
    let mut less = lines.clone();
    less.truncate(6);
    let said = note(&format!("{}\n{intermediate}", less.join("\n")));
    assert!(
        said.contains("1:1 the block that begins here has no line -----END CERTIFICATE-----"),
        "{said}"
    );
    assert!(said.contains("6:1 the certificate ends early"), "{said}");
    let said = note(&leaf.replace("-----END CERTIFICATE-----", "-----END X509 CRL-----"));
    assert!(
        said.contains("begins as CERTIFICATE but ends as X509 CRL"),
        "{said}"
    );
    let blotted = "-----BEGIN CERTIFICATE-----\nXXXXXXXXXXXXXXXXXXXX\n-----END CERTIFICATE-----\n";
    assert!(note(blotted).contains("left out"));
    let request = Template::leaf("www.contoso.com", "x", Key::P256(1), Key::P256(1));
    let request = seq(&[
        seq(&[
            vec![2, 1, 0],
            request.subject.clone(),
            Key::P256(1).spki(),
            tlv(0xa0, &[]),
        ]),
        seq(&[pki::oid("1.2.840.10045.4.3.2")]),
        tlv(3, &[0; 70]),
    ]);
    let said = note(&pem_labelled("CERTIFICATE REQUEST", &request));
    assert!(said.contains("request"), "{said}");
}

#[test]
fn ordinary_text_is_neither_certificate_nor_key() {
    for text in [
        "",
        "0 s:nothing",
        "-- begin transaction --",
        "MIIB",
        "30 apples",
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg",
    ] {
        let read = bundle::read(text.as_bytes());
        assert!(
            read.certificates.is_empty() && read.private_keys.is_empty() && read.notes.is_empty(),
            "{text}: {read:?}"
        );
    }
}

/// The chain lines of s_client in the style of each release.
const STYLES: &[(&str, &str)] = &[
    ("OpenSSL 1.0 and LibreSSL", "/C=US/O=Contoso Ltd/CN="),
    ("OpenSSL 1.1.1", "C = US, O = Contoso Ltd, CN = "),
    ("OpenSSL 3.2", "C=US, O=Contoso Ltd, CN="),
];

fn transcript(dn: &str, bodies: &[String], repeated: bool) -> String {
    let names = ["www.contoso.com", "Contoso Issuing CA", "Contoso Root CA"];
    let mut text = String::from(
        "$ openssl s_client -connect 10.0.0.4:443 -servername www.contoso.com\ndepth=2 CN = Contoso Root CA\nverify error:num=19:self-signed certificate in certificate chain\nverify return:1\nCONNECTED(00000003)\n---\nCertificate chain\n",
    );
    for (at, subject) in names.iter().enumerate() {
        let issuer = names[(at + 1).min(2)];
        text += &format!(
            " {at} s:{dn}{subject}\n   i:{dn}{issuer}\n   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256\n   v:NotBefore: Jan  1 00:00:00 2026 GMT; NotAfter: Jan  1 00:00:00 2028 GMT\n"
        );
        text += bodies.get(at).map_or("", String::as_str);
    }
    text += "---\nServer certificate\n";
    if repeated {
        text += &pki::chain()[0];
    }
    text + "subject=x\nissuer=y\n---\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\nVerify return code: 19 (self-signed certificate in certificate chain)\n---\nDONE\n"
}

#[test]
fn transcripts_of_every_style_are_read() {
    for (release, dn) in STYLES {
        let text = transcript(dn, &pki::chain(), true);
        for text in [
            text.clone(),
            each_line(&text, |line| format!("> {line}")),
            text.replace('\n', "\r\n"),
            text.replace('\n', "\\n"),
        ] {
            let read = bundle::read_text(&text);
            let chains = read.chains();
            assert_eq!(chains.len(), 1, "{release}");
            // The leaf that is printed twice counts once.
            assert_eq!(chains[0].elements.len(), 3, "{release}");
            assert!(
                chains[0]
                    .elements
                    .iter()
                    .all(|element| element.certificate().is_some()),
                "{release}"
            );
            let said = &read.transcripts[0];
            assert_eq!(
                said.return_code.as_ref().map(|(code, _)| *code),
                Some(19),
                "{release}"
            );
            assert_eq!(said.errors[0].code, 19);
            assert_eq!(said.errors[0].depth, Some(2));
            assert_eq!(said.protocol.as_deref(), Some("TLSv1.3"));
            assert_eq!(said.server_name.as_deref(), Some("www.contoso.com"));
            assert_eq!(said.connect.as_deref(), Some("10.0.0.4:443"));
            assert!(
                said.chain[1]
                    .validity
                    .as_deref()
                    .is_some_and(|validity| validity.contains("2028"))
            );
        }
    }
}

#[test]
fn without_showcerts_only_the_leaf_has_content() {
    for (release, dn) in STYLES {
        let read = bundle::read_text(&transcript(dn, &[], true));
        let chains = read.chains();
        let there: Vec<bool> = chains[0]
            .elements
            .iter()
            .map(|element| element.certificate().is_some())
            .collect();
        assert_eq!(there, [true, false, false], "{release}");
    }
}

#[test]
fn names_compare_alike_in_every_style() {
    use appgw_doctor::certificate::bundle::transcript::comparable_name;
    let names: Vec<Vec<String>> = STYLES
        .iter()
        .map(|(_, dn)| comparable_name(&format!("{dn}Contoso Root CA")))
        .collect();
    assert_eq!(names[0], names[1]);
    assert_eq!(names[1], names[2]);
    let url = comparable_name("/C=US/OU=http://certs.contoso.com/repository//CN=CA");
    assert_eq!(
        url,
        ["c=us", "ou=http://certs.contoso.com/repository/", "cn=ca"]
    );
    assert_eq!(
        comparable_name("O = \"Contoso, Inc.\", CN = x"),
        ["o=contoso, inc.", "cn=x"]
    );
}

#[test]
fn two_transcripts_are_two_chains() {
    let text = transcript(STYLES[1].1, &pki::chain(), false).repeat(2);
    let chains = bundle::read_text(&text).chains();
    assert_eq!(
        chains
            .iter()
            .map(|chain| chain.elements.len())
            .collect::<Vec<_>>(),
        [3, 3]
    );
}

#[test]
fn a_handshake_without_certificate_is_said() {
    let text = "CONNECTED(00000003)\n---\nno peer certificate available\n---\nVerify return code: 0 (ok)\n";
    let read = bundle::read_text(text);
    assert!(read.transcripts[0].no_certificate && read.chains().is_empty());
    assert!(read.notes[0].text.contains("no certificate"));
    // `-verify_return_error` breaks off and says the same, but the chain was sent.
    let refused = transcript(STYLES[1].1, &pki::chain(), false).replace(
        "New, TLSv1.3",
        "no peer certificate available\n---\nNew, TLSv1.3",
    );
    let read = bundle::read_text(&refused);
    assert_eq!(read.chains()[0].elements.len(), 3);
    assert_eq!(read.notes, []);
}
