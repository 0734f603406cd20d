//! Warnings beside a verdict on a chain.

use std::fmt::Display;

pub(crate) const NAMES_ALONE: &str = "The content of certificates is missing, so only names and their order were judged: signatures, dates and usage are open. Run openssl s_client with -showcerts and paste all of it.";

pub(crate) const V1_RETIRED: &str = "The v1 SKU was retired on 28 April 2026: move to v2, which looks for the root instead of the server certificate.";
pub(crate) fn once_public(root: impl Display, source: impl Display) -> String {
    format!(
        "{root} was a public root and is not in the current list ({source}). The gateway's own list is not published: upload this root to be sure."
    )
}

pub(crate) const UPLOADED_ALONE_COUNT: &str = "The chain leads to a public root, but the setting has uploaded roots, and then only those count.";
pub(crate) const CHAIN_CHECK_OFF: &str = "validateCertChainAndExpiry is off: chain and dates are not looked at, so anyone who answers in the backend's place is believed.";
pub(crate) const NAME_CHECK_OFF: &str =
    "validateSNI is off: any name in the certificate is accepted.";
pub(crate) const UNKNOWN_ALGORITHM: &str =
    "A signature uses an algorithm that is not implemented here, so it was not checked.";
pub(crate) fn left_aside(aside: impl Display, most: impl Display) -> String {
    format!("{aside} certificates behind the first {most} were left aside.")
}

pub(crate) fn same_subject(first: impl Display, second: impl Display) -> String {
    format!(
        "Certificates {first} and {second} have the same subject. OpenSSL follows one of them and does not go back: keep the one that leads to the trusted root."
    )
}

pub(crate) const NO_ALTERNATIVE_NAME: &str = "The certificate has no subject alternative name. Browsers and newer clients do not look at the common name.";
pub(crate) const NO_NAME: &str =
    "No name to compare is known: give the host name of the probe or the backend setting.";
pub(crate) const HOST_IS_ADDRESS: &str = "The host is an IP address: no SNI is sent, and the server chooses the certificate. Use a host name.";
pub(crate) fn compared_as(name: impl Display) -> String {
    format!("The host was compared as {name}.")
}

pub(crate) const WILDCARD_INSIDE: &str =
    "The name is covered by a wildcard inside a label, which most clients refuse.";
pub(crate) const COMMON_NAME_ALONE: &str = "The host is only in the common name, beside alternative names of other kinds. OpenSSL accepts that; the article says that only alternative names count where there are any.";
pub(crate) const OPENSSL_REFUSES_NAME: &str = "OpenSSL compares the host literally and refuses it; write it without a final dot and in its ASCII form.";
pub(crate) fn expires(date: impl Display, days: impl Display) -> String {
    format!("It expires on {date}, in {days} days.")
}

pub(crate) fn short_key(bits: impl Display) -> String {
    format!("Its RSA key has {bits} bits; newer OpenSSL refuses less than 2048.")
}

pub(crate) const OLD_DIGEST: &str =
    "It is signed with an old digest. For a trusted root that does not matter.";
pub(crate) fn old_version(version: impl Display) -> String {
    format!(
        "It is a certificate of version {version}, without extensions. OpenSSL accepts it as a root; stricter checks do not (code 79)."
    )
}

pub(crate) const NO_AUTHORITY_KEY: &str =
    "It does not say which key of its issuer signed it (authority key identifier).";
pub(crate) const SERIAL_NOT_POSITIVE: &str = "Its serial number is zero or negative.";
pub(crate) const SERIAL_TOO_LONG: &str = "Its serial number is longer than 20 octets.";
pub(crate) const NO_CONSTRAINTS: &str =
    "It has no basicConstraints: make CA certificates with CA:TRUE, critical.";
pub(crate) const CONSTRAINTS_NOT_CRITICAL: &str = "Its basicConstraints is not critical.";
pub(crate) const NO_KEY_USAGE: &str = "It is a CA without key usage: it should say keyCertSign.";
pub(crate) const NO_SUBJECT_KEY: &str =
    "It is a CA without subject key identifier, by which the certificates below find it.";
pub(crate) const CA_AS_SERVER: &str =
    "It is a CA certificate used as a server certificate: give the server one of its own.";
pub(crate) const SIGNS_AS_LEAF: &str =
    "It is no CA, but its key usage allows to sign certificates.";
pub(crate) const NO_PURPOSE: &str = "It does not say what it is for: serverAuth is expected.";
pub(crate) const UNDERSCORE: &str =
    "One of its DNS names has an underscore, which host names must not have.";
