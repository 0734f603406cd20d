//! What is wrong with pasted certificates, and what is none. A place stands before each of these.

pub(crate) const KEY_STORE: &str =
    "this is a Java key store; export the certificates with keytool -exportcert -rfc";
pub(crate) const PUBLIC_KEY: &str = "this is a public key without a certificate";
pub(crate) const REQUEST: &str =
    "this is a certificate request: the CA's answer to it is needed, not the request";
pub(crate) const REVOCATION_LIST: &str = "this is a revocation list, not a certificate";

pub(crate) fn only_the_first(most: usize) -> String {
    format!("only the first {most} certificates are read")
}

pub(crate) const NO_CERTIFICATE: &str =
    "the server sent no certificate: the handshake did not come that far";
pub(crate) const TRUST_SETTINGS: &str =
    "OpenSSL's own trust settings behind this certificate are left aside";
pub(crate) const LEFT_OUT: &str = "the certificate's content was left out here, so its signature and dates cannot be checked; the chain lines around it are used";
pub(crate) const NOT_A_CERTIFICATE: &str = "what stands between BEGIN and END is no certificate";

pub(crate) fn not_complete(there: usize) -> String {
    format!("the certificate ends early: after {there} octets it is not complete")
}

pub(crate) fn ends_early(expected: usize, there: usize) -> String {
    format!(
        "the certificate ends early: it is {expected} octets long, and {there} of them are here"
    )
}

/// What is wrong with a block, and the line of it to look at.
pub(crate) fn see_line(wrong: &str, line: &str) -> String {
    format!("{wrong}; {line}")
}

pub(crate) const NOTHING_BETWEEN: &str = "there is nothing between BEGIN and END";
pub(crate) fn uneven_line(length: usize, usual: usize) -> String {
    format!("this line has {length} characters where the others have {usual}: copy it again")
}

pub(crate) const LAST_LINE: &str = "this is its last line: copy the whole block again";

pub(crate) fn no_begin(label: &str) -> String {
    format!("the line -----BEGIN {label}----- is missing before this")
}

pub(crate) fn another_end(begin: &str, end: &str) -> String {
    format!("the block begins as {begin} but ends as {end}")
}

pub(crate) fn no_end(label: &str) -> String {
    format!("the block that begins here has no line -----END {label}-----")
}

pub(crate) fn not_base64(strange: char) -> String {
    format!("the character {strange:?} is no part of base64")
}
