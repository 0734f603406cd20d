//! Certificates in text: PEM blocks and what `openssl s_client` and `openssl x509` print.

use super::lines;
use super::recognise::Told;
use super::split::Line;
use super::table;

const STARTS: [&str; 13] = [
    "Can't use SSL_get_servername",
    "Connecting to ",
    "-----BEGIN CERTIFICATE",
    "\\-----BEGIN CERTIFICATE",
    "-----BEGIN X509",
    "-----BEGIN TRUSTED CERTIFICATE",
    "-----BEGIN PKCS7",
    "CONNECTED(",
    "depth=",
    "Certificate chain",
    "verify error:num=",
    "Server certificate",
    "connect:errno=",
];

/// The offset behind the certificates that begin in a line; `None` where none do.
pub(super) fn region(text: &str, list: &[Line], index: usize) -> Option<usize> {
    let line = list.get(index)?.of(text).trim();
    if !begins(line) && !begins_text(text, list, index) {
        return None;
    }
    let mut end = index;
    let mut in_body = false;
    for (at, entry) in list.iter().enumerate().skip(index) {
        let line = entry.of(text).trim();
        if line.contains("-----BEGIN ") {
            in_body = true;
        }
        if line.contains("-----END ") {
            in_body = false;
        }
        if !in_body && at > index {
            let other = lines::is_command(line)
                || line.starts_with('{')
                || line.starts_with("[{")
                || line == "["
                || line.starts_with("```")
                || table::bare_row(line, 0).is_some();
            if other {
                break;
            }
            // A blank line ends the region unless certificates go on behind it.
            let more = || {
                list.get(at + 1..)
                    .unwrap_or_default()
                    .iter()
                    .map(|line| line.of(text).trim())
                    .find(|line| !line.is_empty())
                    .is_some_and(|line| begins(line) || is_output(line))
            };
            if line.is_empty() && !more() {
                break;
            }
        }
        end = at;
    }
    list.get(end).map(|line| line.end)
}

fn begins(line: &str) -> bool {
    STARTS.iter().any(|start| line.starts_with(start))
        || line.contains(":error:") && line.contains("routines") | line.contains("system library")
}

/// `openssl x509 -text` begins with a heading of its own.
fn begins_text(text: &str, list: &[Line], index: usize) -> bool {
    let line = |at: usize| list.get(at).map_or("", |line| line.of(text).trim());
    line(index) == "Certificate:" && line(index + 1) == "Data:"
}

/// Lines that `openssl` prints between certificates.
fn is_output(line: &str) -> bool {
    const OUTPUT: [&str; 14] = [
        "---",
        "subject=",
        "issuer=",
        "No client certificate",
        "Peer ",
        "SSL handshake",
        "Verification",
        "Verify return code",
        "New, TLS",
        "SSL-Session",
        "Post-Handshake",
        "read R BLOCK",
        "DONE",
        "closed",
    ];
    OUTPUT.iter().any(|start| line.starts_with(start)) || line.starts_with("Start Time:")
}

/// What is worth telling of a region: that it holds no certificate at all.
pub(super) fn notes(region: &str, at: usize) -> Vec<Told> {
    if region.contains("BEGIN ") || region.contains("Certificate chain") {
        return Vec::new();
    }
    vec![(
        at,
        "No certificate stands here: the connection may have failed before one was sent."
            .to_owned(),
    )]
}
