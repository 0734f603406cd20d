//! A judged chain in the picture.

use std::fmt::Display;

pub(crate) const ACCEPTED: &str = "The gateway would accept this chain";
pub(crate) const ACCEPTED_REMEDY: &str = "Nothing has to be done about the certificates. If the gateway says otherwise, it sees another chain: another server, another host name, or a device in between.";
pub(crate) const UNKNOWN: &str = "Whether the gateway accepts this chain cannot be said";
pub(crate) const UNKNOWN_REMEDY: &str = "Paste the whole output of openssl s_client with -showcerts, and say which host the probe sends.";
pub(crate) const CHAIN_ACCEPTED: &str = "Chain accepted";
pub(crate) const REORDER: &str = "Install the certificates in the expected order";
pub(crate) fn install_issuer(subject: impl Display) -> String {
    format!("Install the issuer, {subject}")
}

pub(crate) fn install_right_issuer(subject: impl Display) -> String {
    format!("Install the right issuer, {subject}: the one sent has another key")
}

pub(crate) const INSTALL_LEAF: &str =
    "Install the server\u{2019}s own certificate, ahead of the others";
pub(crate) const REPLACE_SELF_SIGNED: &str =
    "Install a certificate that a CA issued, and upload that CA\u{2019}s root";
pub(crate) fn upload_root(subject: impl Display) -> String {
    format!("Upload the root to the backend setting: {subject}")
}

pub(crate) const UPLOAD_LEAF: &str =
    "Upload the server\u{2019}s certificate to the backend setting";
pub(crate) const TAKE_OFF_ROOTS: &str =
    "Take the uploaded roots off the backend setting: the chain is a public one";
pub(crate) fn renew(subject: impl Display) -> String {
    format!("Renew {subject}")
}

pub(crate) fn renew_root(subject: impl Display) -> String {
    format!("Renew the trusted root {subject}")
}

pub(crate) fn set_host(name: impl Display) -> String {
    format!("Set the host to a name on the certificate, such as {name}")
}

pub(crate) const REISSUE_FOR_HOST: &str =
    "Have the certificate reissued with the host\u{2019}s name";
pub(crate) fn openssl_code(code: impl Display) -> String {
    format!("OpenSSL code {code}")
}

pub(crate) fn reissue(subject: impl Display, why: impl Display) -> String {
    format!("Have {subject} reissued: {why}")
}

pub(crate) const EXPIRED: &str = "past its last day";
pub(crate) const NOT_YET_VALID: &str = "before its first day";
pub(crate) const BAD_SIGNATURE: &str = "signature of another key";
pub(crate) const NOT_A_CA: &str = "issued another, and is no CA";
pub(crate) const PATH_LENGTH: &str = "too many CAs below it";
pub(crate) const KEY_USAGE: &str = "key usage forbids this";
pub(crate) const EXTENDED_KEY_USAGE: &str = "not for servers";
pub(crate) const NAME_CONSTRAINT: &str = "outside its CA\u{2019}s name constraints";
pub(crate) const WEAK_KEY: &str = "key too weak";
pub(crate) const WEAK_SIGNATURE: &str = "signature too weak";
pub(crate) const NAME_MISMATCH: &str = "does not name the host";
pub(crate) const OUT_OF_ORDER: &str = "in the wrong place";
pub(crate) const UNRELATED: &str = "not of this chain";
pub(crate) const DUPLICATE: &str = "sent before";
pub(crate) const CRITICAL_EXTENSION: &str = "unknown critical extension";
pub(crate) fn not_drawn(more: usize) -> String {
    match more {
        1 => "1 more certificate is sent; it is not drawn.".to_owned(),
        _ => format!("{more} more certificates are sent; they are not drawn."),
    }
}

pub(crate) fn then(next: impl Display) -> String {
    format!("Would show next, once the first is mended: {next}.")
}

pub(crate) const ANOTHER_FORM: &str = "another form of one in the chain";
pub(crate) const NAME_ALONE: &str = "known by name alone";
pub(crate) const SELF_SIGNED: &str = "self-signed, and no CA";
pub(crate) const NOT_TRUSTED: &str = "not trusted";
pub(crate) const DOES_NOT_EXIST: &str = "looked for, and does not exist";
pub(crate) const ISSUER_OF_ONE_BEFORE: &str = "issuer of the one before";
pub(crate) const GATEWAY_HAS_IT: &str = "the gateway has it";
pub(crate) const NOT_ASKED: &str = "the setting does not ask";
pub(crate) const PUBLIC_ONCE: &str = "public once";
