//! Checks of chains, of uploaded roots, and of what must not be pasted.

use std::fmt::Display;

pub(crate) fn place(source: impl Display, line: impl Display) -> String {
    format!("{source}, line {line}")
}

pub(crate) fn shows(chain: impl Display) -> String {
    format!("{chain} shows what the message says.")
}

pub(crate) fn not_all_judged(chain: impl Display) -> String {
    format!("{chain} does not show what the message says, but not all of it could be judged.")
}

pub(crate) fn message_of(fault: impl Display) -> String {
    format!("message of {fault}")
}

pub(crate) const THE_CHAIN: &str = "The chain";
pub(crate) fn the_chain_in(source: impl Display, line: impl Display) -> String {
    format!("The chain in {source}, line {line}")
}

pub(crate) const WOULD_BE_ACCEPTED: &str = "it would be accepted";
pub(crate) fn would_be_refused(fault: impl Display) -> String {
    format!("it would be refused as {fault}")
}

pub(crate) const NOTHING_WRONG: &str = "it shows no such fault";
pub(crate) const ALSO_HANDSHAKE: &str = " This message was also seen where the TLS handshake failed for another reason, such as no cipher in common.";
pub(crate) const ALSO_UNTRUSTED: &str = " The portal's Test of a probe was seen to give this message for certificates that are not trusted, whatever the name.";
pub(crate) const ALSO_ROOT_NOT_SENT: &str = " This message was also seen with the right root uploaded, where the server did not send the root or sent it out of order.";
pub(crate) const OTHERS_FILL_IN: &str = " Windows and browsers fill in an intermediate that the server does not send: make sure that the chain comes from s_client.";
pub(crate) fn does_not_show(
    chain: impl Display,
    instead: impl Display,
    special: impl Display,
) -> String {
    format!(
        "{chain} does not show what the message says: {instead}. Likely reasons: the message is older than the chain (the report is renewed once a probe interval); the chain comes from another server, port or server name than the probe's, or from a machine for which something on the way ends TLS; what is uploaded to the setting, or the time, is not what was judged here.{special}"
    )
}

pub(crate) fn certificate(on: impl Display, number: impl Display) -> String {
    format!("{on}, certificate {number}")
}

pub(crate) const NO_SETTING_HAS_IT: &str = " No backend setting has it.";
pub(crate) const NOT_READ: &str = "Its data is left out or cannot be read.";
pub(crate) fn is_ca(name: impl Display) -> String {
    format!("{name} is a CA certificate.")
}

pub(crate) fn is_no_ca(name: impl Display) -> String {
    format!(
        "{name} is no CA certificate (it lacks CA:TRUE, or its key usage forbids to sign): the gateway trusts no chain that ends in it."
    )
}

pub(crate) fn issued_itself(name: impl Display) -> String {
    format!("{name} issued itself, as a root does.")
}

pub(crate) fn server_certificate(name: impl Display, issuer: impl Display) -> String {
    format!(
        "{name} is a server certificate, issued by \"{issuer}\". A v2 gateway needs the root above it; only v1 compared server certificates."
    )
}

pub(crate) fn intermediate(name: impl Display, issuer: impl Display) -> String {
    format!(
        "{name} is an intermediate, issued by \"{issuer}\", and no root: upload the root above it."
    )
}

pub(crate) fn expired(name: impl Display, date: impl Display) -> String {
    format!("{name} expired on {date}.")
}

pub(crate) fn not_valid_before(name: impl Display, date: impl Display) -> String {
    format!("{name} is not valid before {date}.")
}

pub(crate) fn expires_in(name: impl Display, date: impl Display, days: i64) -> String {
    match days {
        1 => format!("{name} expires on {date}, in 1 day."),
        _ => format!("{name} expires on {date}, in {days} days."),
    }
}

pub(crate) fn valid_until(name: impl Display, date: impl Display) -> String {
    format!("{name} is valid until {date}.")
}

pub(crate) const KEY: &str = "A private key was pasted. It was cut out and is kept nowhere; replace the key and its certificate.";
pub(crate) const ENCRYPTED_KEY: &str = "An encrypted private key was pasted. It was cut out and is kept nowhere; it is as safe as its passphrase.";
pub(crate) const PFX: &str = "A PFX file was given, which usually holds a private key. It was not opened and is kept nowhere.";
