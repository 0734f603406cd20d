//! Passwords, keys and tokens that stand in a text beside what was asked for: the password of a
//! certificate in a template, the signature of a storage link, the header of a request. They are cut
//! out before anything else sees the text, as private keys are.
//!
//! What they are called tells them; what they look like only where nothing else looks so (JSON Web
//! Tokens, client secrets of Entra ID, keys of storage accounts): thumbprints and ids are no secrets.

use std::ops::Range;

use super::decode::Lines;
use super::{Evidence, Note, Position};
use crate::certificate::private_key::{Place, Removed, Secret};
use crate::order;

/// What stands in the text where one was, as far as there is room.
pub const MARK: &str = "[secret removed]";

/// How the names end whose value is a secret, without `_` and `-`.
const NAMES: [&str; 21] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "clientsecret",
    "secretkey",
    "secrettext",
    "accountkey",
    "accesskey",
    "apikey",
    "subscriptionkey",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "authtoken",
    "sastoken",
    "sharedkey",
    "masterkey",
    "functionskey",
    "storagekey",
    "secret",
];

/// What tokens of code hosts and chats begin with, which nothing else does.
const BEGINNINGS: [&str; 6] = ["ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-"];

/// The text without credentials, and where they were; `None` where there are none. All else keeps
/// its line and column.
pub fn cut(text: &str) -> Option<(String, Vec<Removed>)> {
    let mut found = find(text);
    if found.is_empty() {
        return None;
    }
    order::sort_by_key(&mut found, |range| (range.start, range.end));
    let lines = Lines::new(text);
    let mut removed: Vec<Removed> = Vec::new();
    let mut clean = String::with_capacity(text.len());
    let mut kept = 0;
    for range in found {
        if range.end <= kept {
            continue;
        }
        let start = range.start.max(kept);
        clean.push_str(text.get(kept..start).unwrap_or(""));
        let mut mark = MARK.chars();
        let secret = text.get(start..range.end).unwrap_or("");
        clean.extend(secret.chars().map(|_| mark.next().unwrap_or(' ')));
        kept = range.end;
        let position = lines.position(start);
        removed.push(Removed {
            place: Place {
                line: usize::try_from(position.line).unwrap_or(1),
                column: usize::try_from(position.column).unwrap_or(1),
            },
            secret: Secret::Credential,
        });
    }
    clean.push_str(text.get(kept..).unwrap_or(""));
    Some((clean, removed))
}

/// Tells in the first piece that they were there: once, at the place of the first of them.
pub fn tell(evidence: &mut [Evidence], removed: &[Removed]) {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if let (Some(piece), Some(first)) = (evidence.first_mut(), removed.first()) {
        let note = Note {
            position: Position {
                line: count(first.place.line),
                column: count(first.place.column),
            },
            text: first.advice().to_owned(),
        };
        piece.notes.insert(0, note);
    }
}

/// Whether something is looked for at such an octet: all others are passed over without a second look.
fn may_begin(octet: u8) -> bool {
    matches!(octet, b':' | b'=' | b'-' | b'C' | b'e' | b'g' | b'x' | b'Q')
}

/// All of them in one go, so that a long text is looked through once.
fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    // Up to here all was found by names: what stands inside is told already.
    let mut named_to = 0;
    // Up to here there are no more tokens: what ends a word is no token where the whole is none.
    let (mut web_to, mut known_to) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        if !may_begin(*byte) {
            continue;
        }
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let begins = |with: &str| text.get(at..).is_some_and(|rest| rest.starts_with(with));
        // `https://user:password@host`
        if (*byte, next) == (b':', b'/') && begins("://") {
            found.extend(userinfo(text, at + 3));
        }
        if (*byte, next) == (b'=', b'=') {
            found.extend(storage_key(text, at));
        }
        match (*byte, next) {
            // Names with a value: `"password": "…"`, `AccountKey=…;`, `?sig=…&`.
            (b'=' | b':', _) if at >= named_to => {
                if let Some(range) = named(text, at, *byte == b'=') {
                    named_to = range.end;
                    found.push(range);
                }
            }
            // Options of commands: `--cert-password …`.
            (b'-', b'-') if !text.get(..at).unwrap_or_default().ends_with('-') => {
                found.extend(option(text, at + 2));
            }
            (b'C', b'o') if begins("ConvertTo-SecureString") => {
                found.extend(secure_string(text, at))
            }
            // Tokens: behind their scheme, or by the form that JSON Web Tokens alone have.
            (b'e', b'a') if begins("earer ") => found.extend(token(text, at + 6, 16)),
            (b'e', b'y') if at >= web_to && begins("eyJ") => {
                web_to = word_end(text, at);
                found.extend(web_token(text, at));
            }
            (b'g' | b'x', _) if at >= known_to && BEGINNINGS.iter().any(|with| begins(with)) => {
                known_to = word_end(text, at);
                let inside = text.get(..at).unwrap_or_default().ends_with(is_word);
                found.extend(token(text, at, 24).filter(|_| !inside));
            }
            (b'Q', b'~') => found.extend(client_secret(bytes, at)),
            _ => {}
        }
    }
    found
}

/// The password in the address of a host that begins here.
fn userinfo(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let end = |c: char| c.is_whitespace() || "/?#\"'<>`\\".contains(c);
    let (user, _) = rest.split(end).next()?.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    let start = at + name.len() + 1;
    (!password.is_empty() && !password.starts_with('[')).then(|| start..start + password.len())
}

/// The secret behind an option of a command, whose name begins here.
fn option(text: &str, at: usize) -> Option<Range<usize>> {
    let length = text.bytes().skip(at).take(LONGEST);
    let length = length.take_while(|c| is_word(char::from(*c))).count();
    let (name, rest) = text.get(at..)?.split_at_checked(length)?;
    (rest.starts_with(' ') && is_secret(name)).then(|| value(text, at + length, How::Word))?
}

/// What a cmdlet makes a secret of.
fn secure_string(text: &str, at: usize) -> Option<Range<usize>> {
    let at = at + "ConvertTo-SecureString".len();
    let before = text.bytes().skip(at).take(30);
    let behind = at + before.take_while(|c| !b"\"'\n".contains(c)).count();
    value(text, behind, How::Quoted)
}

/// A JSON Web Token that begins here: a word of at least three parts.
fn web_token(text: &str, at: usize) -> Option<Range<usize>> {
    if text.get(..at)?.ends_with(is_word) {
        return None;
    }
    let range = token(text, at, 60)?;
    let parts = text.get(range.clone())?.split('.');
    (parts.count() >= 3).then_some(range)
}

/// A secret that Entra ID makes for a client, in which `Q~` stands here: three characters and a digit
/// before it, and some 31 behind.
fn client_secret(text: &[u8], at: usize) -> Option<Range<usize>> {
    let is_part = |c: &u8| is_word(char::from(*c)) || matches!(c, b'.' | b'~');
    let start = at.checked_sub(4)?;
    let (before, rest) = text.split_at_checked(start)?;
    let length = rest.iter().take(41).take_while(|c| is_part(c)).count();
    let digit = rest.get(3).is_some_and(u8::is_ascii_digit);
    let begins = !before.last().is_some_and(is_part);
    (begins && digit && (37..=40).contains(&length)).then(|| start..start + length)
}

/// The key of a storage account, by itself, that ends with the `==` here: 64 octets in base64. In a
/// certificate there are more.
fn storage_key(text: &str, at: usize) -> Option<Range<usize>> {
    const LENGTH: usize = 86;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '/';
    let (before, key) = text.get(..at)?.split_at_checked(at.checked_sub(LENGTH)?)?;
    // At the start of a line it may be the last of many.
    let alone = before.ends_with(['"', '\'', ' ', ':', '`', '>']);
    let ended = !text.get(at + 2..)?.starts_with(|c| is_part(c) || c == '=');
    let kinds = [
        u8::is_ascii_digit,
        u8::is_ascii_uppercase,
        u8::is_ascii_lowercase,
    ];
    let mixed = kinds.iter().all(|kind| key.bytes().any(|c| kind(&c)));
    (alone && ended && mixed && key.chars().all(is_part)).then(|| at - LENGTH..at + 2)
}

/// Where the word ends that a token may be.
fn word_end(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    start + rest.iter().take_while(|c| is_token(c)).count()
}

fn is_token(c: &u8) -> bool {
    c.is_ascii_alphanumeric() || b"-._~+/=%".contains(c)
}

/// No name of a secret is longer.
const LONGEST: usize = 48;

/// What a name is made of.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether a name's value is a secret.
fn is_secret(name: &str) -> bool {
    let mut tail = [0; 16];
    let letters = name.bytes().rev().filter(u8::is_ascii_alphanumeric);
    for (place, letter) in tail.iter_mut().rev().zip(letters) {
        *place = letter.to_ascii_lowercase();
    }
    let last = tail.last();
    let mut ends = NAMES.iter().map(|end| end.as_bytes());
    ends.any(|end| end.last() == last && tail.ends_with(end))
}

/// The letters that the names end with behind which a secret stands.
const LAST: &[u8] = b"degnty";

/// The secret behind a name that ends before the mark at this offset.
fn named(text: &str, at: usize, equals: bool) -> Option<Range<usize>> {
    let before = text.as_bytes().get(..at)?;
    let blanks = before
        .iter()
        .rev()
        .take_while(|c| b" \t\"'`\\]".contains(c));
    let before = text.get(..at - blanks.count())?;
    // What nearly every name is, without a second look.
    let last = before.bytes().next_back()?.to_ascii_lowercase();
    if last.is_ascii_alphanumeric() && !LAST.contains(&last) {
        return None;
    }
    let letters = before.bytes().rev().take(LONGEST);
    let length = letters.take_while(|c| is_word(char::from(*c))).count();
    let (rest, name) = before.split_at_checked(before.len() - length)?;
    let start = at + 1;
    // In JSON the mark before it may be written as its number.
    let after_mark = name.strip_prefix("u0026").filter(|_| rest.ends_with('\\'));
    let in_query = rest.ends_with(['?', '&', ';']) || after_mark.is_some();
    let name = after_mark.unwrap_or(name);
    if equals && matches!(name, "sig" | "code" | "token") && in_query {
        return token(text, start, 20);
    }
    if name.eq_ignore_ascii_case("authorization") {
        // The scheme stays: it says what was there.
        let rest = text.get(start..)?;
        let inner = rest.trim_start_matches([' ', '"', '\'', '\\']);
        let behind = inner.strip_prefix("Basic ")?;
        return token(text, start + rest.len() - behind.len(), 4);
    }
    if !equals
        && ["cookie", "set-cookie"]
            .iter()
            .any(|header| name.eq_ignore_ascii_case(header))
    {
        let (start, line) = (start, text.get(start..)?);
        let length = line
            .find(['\n', '\r', '"', '\'', '\\'])
            .unwrap_or(line.len());
        let cookies = line.get(..length)?;
        let blank = cookies.len() - cookies.trim_start().len();
        return cookies.contains('=').then(|| start + blank..start + length);
    }
    if !is_secret(name) {
        return None;
    }
    let line = rest.trim_end_matches([' ', '\t', '-', '"', '\'', '#']);
    let how = match (equals, line.is_empty() || line.ends_with('\n')) {
        (false, true) => How::Line,
        // In a sentence: "the password: it is …".
        (false, false) if line.ends_with(char::is_alphanumeric) => How::Quoted,
        _ => How::Word,
    };
    value(text, start, how)
}

/// A token of at least so many characters.
fn token(text: &str, start: usize, least: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let length = word_end(text, start) - start;
    // A long word has no digits, a long secret some.
    let digits = rest.bytes().take(length).any(|c| c.is_ascii_digit());
    (length >= least && (digits || least < 16)).then(|| start..start + length)
}

/// How far a value goes.
#[derive(Clone, Copy, PartialEq)]
enum How {
    /// To the quote that closes; one without quotes is none.
    Quoted,
    /// As far, or as far as a word does.
    Word,
    /// As far, or to the end of the line.
    Line,
}

/// The value that begins behind an offset, where it is a literal: not an expression, not left empty.
fn value(text: &str, start: usize, how: How) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let inner = rest.trim_start_matches(BLANK);
    if !inner.starts_with('{') {
        return literal(text, start, how);
    }
    // A template's parameter: its value stands one level deeper.
    let close = inner.bytes().take(PARAMETER).position(|c| c == b'}')?;
    let object = inner.get(..close)?;
    let deeper = ["\"value\"", "\"defaultValue\""].iter();
    let (at, name) = deeper
        .filter_map(|name| Some((object.find(name)?, name)))
        .next()?;
    let at = at + name.len();
    let colon = object.get(at..)?.find(':')?;
    let start = start + rest.len() - inner.len();
    literal(text, start + at + colon + 1, How::Quoted)
}

/// What stands before a value.
const BLANK: [char; 3] = [' ', '\t', '\\'];

/// Octets in which a template's parameter ends.
const PARAMETER: usize = 4096;

/// Octets from which on a word is no variable and no part of a sentence.
const LONG_WORD: usize = 4096;

/// The same, where no object stands.
fn literal(text: &str, start: usize, how: How) -> Option<Range<usize>> {
    const NONE: [&str; 6] = ["null", "none", "true", "false", "undefined", "nil"];
    let rest = text.get(start..)?;
    let inner = rest.trim_start_matches(BLANK);
    let start = start + rest.len() - inner.len();
    let quote = inner.chars().next()?;
    let quoted = matches!(quote, '"' | '\'' | '`');
    let nested = rest.len() > inner.len() && text.get(..start)?.ends_with('\\');
    let (start, inner) = match quoted {
        true => (start + 1, inner.get(1..)?),
        false => (start, inner),
    };
    let length = match quoted {
        true => closing(inner, quote, nested),
        false if how == How::Quoted => return None,
        // As YAML or a list writes it.
        false if how == How::Line => inner.find(['\n', '\r', '"', '\\']).unwrap_or(inner.len()),
        false => inner
            .find(|c: char| c.is_whitespace() || ";,&\"'<>)}]\\`|".contains(c))
            .unwrap_or(inner.len()),
    };
    let secret = inner.get(..length)?.trim_end().trim_end_matches(',');
    // Not looked into, so that a text that is one long word is not looked through for every name in it.
    if secret.len() >= LONG_WORD {
        return Some(start..start + secret.len());
    }
    // Only a shell has variables; in JSON and YAML it is a password that begins with a dollar.
    let mark = text
        .get(..start)?
        .trim_end_matches(['"', '\'', '`', '\\', ' ', '\t']);
    let name = |text: &str| text.chars().all(is_word);
    let left_open = secret.starts_with('[')
        || secret.starts_with('<') && secret.ends_with('>')
        || secret.starts_with("@Microsoft.KeyVault")
        // Where it is, and not it.
        || secret.starts_with("https://")
        || secret.starts_with("/subscriptions/")
        || secret.contains("${")
        || secret.strip_prefix('$').is_some_and(name) && !mark.ends_with(':')
        || secret.chars().all(|c| "*\u{2022}.-".contains(c));
    let word = secret.to_ascii_lowercase();
    // An unquoted word may be a variable, a function, or the next words of a sentence.
    let spoken = !quoted
        && (secret.contains(['(', '{'])
            || secret.starts_with('-')
            || is_secret(secret)
            || ["var.", "local.", "data.", "module.", "each."]
                .iter()
                .any(|start| word.starts_with(start))
            || word.contains("secret")
            || word.contains("password"));
    (!secret.is_empty() && !left_open && !spoken && !NONE.contains(&word.as_str()))
        .then(|| start..start + secret.len())
}

/// How far it is to the quote that closes, or to the end of the line. In a text inside a text
/// there is a backslash before it.
fn closing(text: &str, quote: char, nested: bool) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' | '\r' => return at,
            _ if c == quote && nested && escaped => return at.saturating_sub(1),
            _ if c == quote && !escaped => return at,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn every_name_ends_as_names_do() {
        let others = ["sig", "code", "token", "authorization", "cookie"];
        for name in NAMES.into_iter().chain(others) {
            assert!(LAST.contains(&name.as_bytes()[name.len() - 1]), "{name}");
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
            "earer ",
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
}
