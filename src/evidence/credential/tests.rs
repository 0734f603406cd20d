//! What is a credential, and what is none.

use super::named::{NAMES, may_be_secret};
use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What is cut out of a text.
fn cuts(text: &str) -> Vec<&str> {
    let mut found = find(text);
    found.sort_by_key(|range| range.start);
    found
        .into_iter()
        .map(|range| text.get(range).unwrap())
        .collect()
}

#[test]
fn credentials_go_whatever_they_stand_in() {
    const JWT: &str =
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwIiwiZXhwIjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJlMQ";
    let jwt = format!("token is {JWT}, ok");
    let bearer = format!("authorization: bearer {JWT}");
    for (text, secret) in [
        (
            r#"{"name": "cert", "password": "Winter-4711!", "port": 443}"#,
            "Winter-4711!",
        ),
        (
            r#"{\"password\": \"Winter-4711!\", \"port\": 443}"#,
            "Winter-4711!",
        ),
        (r#"{"password": "a\"b"}"#, r#"a\"b"#),
        (
            r#""certPassword": { "type": "securestring", "defaultValue": "hunter2" }"#,
            "hunter2",
        ),
        (r#""password": "$ecret-1""#, "$ecret-1"),
        (r#""password": "$ecret""#, "$ecret"),
        (
            r#""sslCertificatePassword": {"value": "hunter2"}"#,
            "hunter2",
        ),
        ("  password = \"hunter2\"", "hunter2"),
        ("  client_secret       = \"q8Z~made.up\"", "q8Z~made.up"),
        ("password: hunter2\nport: 443", "hunter2"),
        ("Password                : hunter2\r\nName : x", "hunter2"),
        ("password: two words\n", "two words"),
        (
            "https://x.blob.core.windows.net/c/h.json?sv=2024-11-04&se=2026-01-01&sig=aB3%2Fde5678901234567890%3D&sp=r",
            "aB3%2Fde5678901234567890%3D",
        ),
        (
            "https://f.azurewebsites.net/api/health?code=aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA==",
            "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA==",
        ),
        (
            "AccountName=shop;AccountKey=bWFkZSB1cCwgb2YgY291cnNl==;EndpointSuffix=core",
            "bWFkZSB1cCwgb2YgY291cnNl==",
        ),
        (
            "Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=bWFkZSB1cA==",
            "bWFkZSB1cA==",
        ),
        (
            "Server=tcp:sql;User ID=app;Password=hunter2;Encrypt=True",
            "hunter2",
        ),
        (
            "az network application-gateway ssl-cert create --cert-password hunter2 -n c",
            "hunter2",
        ),
        ("--client-secret='q8Z~made.up' --tenant t", "q8Z~made.up"),
        (
            "ConvertTo-SecureString -String \"hunter2\" -AsPlainText -Force",
            "hunter2",
        ),
        (
            "curl -H 'Authorization: Basic YWRtaW46eA==' x",
            "YWRtaW46eA==",
        ),
        ("curl https://admin:hunter2@10.0.0.4/health", "hunter2"),
        (
            "Ocp-Apim-Subscription-Key: 0123456789abcdef",
            "0123456789abcdef",
        ),
        (r#"{"sharedKey": "psk-4711-made-up"}"#, "psk-4711-made-up"),
        (
            "x-functions-key: aB3dE5fG7hI9jK1lM3nO5pQ7",
            "aB3dE5fG7hI9jK1lM3nO5pQ7",
        ),
        (
            "curl -H 'Cookie: ARRAffinity=4711; session=q1w2e3' x",
            "ARRAffinity=4711; session=q1w2e3",
        ),
        (
            "Set-Cookie: session=q1w2e3; Path=/\r\nServer: nginx",
            "session=q1w2e3; Path=/",
        ),
        (
            r#"{"url":"https://x.blob.core.windows.net/c?sv=2024-11-04\u0026sig=aB3%2Fde5678901234567890%3D"}"#,
            "aB3%2Fde5678901234567890%3D",
        ),
        (
            "the secret is abc8Q~aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW, valid for a year",
            "abc8Q~aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW",
        ),
        (
            "key1   Full   aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zAaB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA0123456789==\n",
            "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zAaB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA0123456789==",
        ),
        (
            "git clone with ghp_aB3dE5fG7hI9jK1lM3nO5pQ7rS9t",
            "ghp_aB3dE5fG7hI9jK1lM3nO5pQ7rS9t",
        ),
        (&jwt, JWT),
        (&bearer, JWT),
    ] {
        assert_eq!(cuts(text).first(), Some(&secret), "{text}");
        let (clean, removed) = cut(text).unwrap();
        assert!(!clean.contains(secret), "{clean}");
        assert_eq!(clean.chars().count(), text.chars().count());
        assert!(!removed.is_empty());
        assert_eq!(cut(&clean), None, "{clean}");
    }
}

#[test]
fn every_token_begins_with_a_pair() {
    for beginning in BEGINNINGS
        .iter()
        .chain(&["://", "==", "yJ", "Bearer ", "bearer "])
    {
        assert_eq!(PAIRS.next(beginning.as_bytes(), 0), Some(0));
    }
}

#[test]
fn every_name_ends_as_names_do() {
    let others = [
        "sig",
        "code",
        "token",
        "authorization",
        "cookie",
        "client_secret-",
    ];
    for name in NAMES.into_iter().chain(others) {
        assert!(may_be_secret(name.as_bytes(), true), "{name}");
    }
}

#[test]
fn what_only_looks_like_one_stays() {
    for text in [
        r#""password": null, "certPassword": "[parameters('certPassword')]""#,
        r#""certPassword": { "type": "securestring" }, "password": """#,
        "password = var.cert_password",
        "password = random_password.cert.result",
        "password: certPassword",
        "param certPassword string",
        "--password $PASSWORD --cert-password \"$pw\" --client-secret <secret>",
        "Thumbprint: A1B2C3D4E5F60718293A4B5C6D7E8F9012345678",
        r#""keyVaultSecretId": "https://v.vault.azure.net/secrets/cert/0123456789abcdef0123456789abcdef""#,
        "a:PKEY: rsaEncryption, 2048 (bit); sigalg: RSA-SHA256",
        "/subscriptions/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/resourceGroups/rg",
        "Received invalid status code: 401. The bearer authentication of the backend server",
        "https://aka.ms/appgw?code=404&sig=none, user@contoso.com, http://[::1]:8080/",
        "etag: W/\"0123456789abcdef0123456789abcdef\", password: ********",
        r#""secret": "https://v.vault.azure.net/secrets/cert", "cookie": "Disabled", "affinityCookieName": "ApplicationGatewayAffinity""#,
        "cookieBasedAffinity: Enabled, see the secret: it is in the vault",
        "pool==backend, a1Q~b, Q~, 0Q~",
        "Remember the password: it is the one of the certificate",
    ] {
        assert_eq!(cuts(text), [""; 0], "{text}");
    }
}

#[test]
fn no_text_is_looked_through_again_and_again() {
    for part in [
        "pwd=",
        "pwd:",
        "eyJ",
        "--a",
        "-",
        "password:{",
        "{\"value\":",
        "\"",
        "Bearer ",
        "://a:",
        "e.y=",
        "ConvertTo-SecureString",
        "?sig=",
        "password=$",
        "/eyJ",
        "/ghp_",
        "aQ~",
        "cookie:",
        "1==",
    ] {
        let text = format!("{{\"password\": {}", part.repeat(60_000 / part.len()));
        let begun = std::time::Instant::now();
        cut(&text);
        // A fraction of a second, where each part is looked at a few times.
        assert!(begun.elapsed().as_secs() < 10, "{part}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_keeps_its_places(text in "([\\PC\n]|password|: |=|\"|\\\\|sig=|://|@|\\{\"value\"|Bearer |eyJ){0,60}") {
        if let Some((clean, removed)) = cut(&text) {
            proptest::prop_assert_eq!(clean.chars().count(), text.chars().count());
            proptest::prop_assert_eq!(clean.matches('\n').count(), text.matches('\n').count());
            proptest::prop_assert!(!removed.is_empty());
        }
    }
}

proptest! {
    // Of well-formed JSON the reader asks each string by itself whether the text has to be looked through.
    #[test]
    fn what_is_cut_from_json_is_told_by_one_of_its_strings(
        strings in vec(vec(select(PARTS), 0..4), 1..6),
        joints in vec(select(&[": ", ":", ", ", ",\n  ", " :\n", ": {\n", "}, ", "[", "], "][..]), 6),
    ) {
        let mut text = "{".to_owned();
        for (string, joint) in strings.iter().zip(joints) {
            text += &format!("\"{}\"{joint}", string.concat());
        }
        let may = |string: &Vec<&str>| may_hold(&format!("\"{}\"", string.concat()));
        if let Some((clean, _)) = cut(&text) {
            prop_assert!(strings.iter().any(may), "{text} {clean}");
        }
    }
}

/// What strings with credentials are made of, as JSON writes it.
const PARTS: &[&str] = &[
    "password",
    "Secret",
    "client_",
    "-key",
    "token",
    "code",
    "sig",
    "authorization",
    "Set-Cookie",
    "a",
    "health",
    "server",
    "4711",
    " ",
    "=",
    ":",
    "==",
    "://",
    "@",
    "?",
    "&",
    ";",
    "--",
    "\\\"",
    "\\n",
    "\\\\",
    "\\u0026",
    "'",
    "`",
    "]",
    "{",
    "value",
    "Bearer ",
    "Basic ",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOjF9",
    ".c2lnbmF0dXJlMQc2lnbmF0dXJlMQ",
    "ghp_0123456789abcdef01234567",
    "ConvertTo-SecureString",
    "abc8Q~",
    "0123456789abcdefghijklmnopqrst_",
    "Winter-4711!",
    "https",
    "AbCdEfGh0123456789AbCdEfGh0123456789AbCdEfGh0123456789AbCdEfGh0123456789AbCdEfGh012345",
];
