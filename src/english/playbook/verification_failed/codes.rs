//! The codes that a server's certificate may well earn, and what each says.

use crate::guide::situation::{Answer, Situation};

/// Codes of one kind, and what a server's certificate must have done to earn each.
pub(super) type Codes = &'static [(u32, &'static str)];

/// Dates.
pub(super) const DATE_CODES: Codes = &[
    (9, "a certificate isn't valid yet"),
    (10, "a certificate has expired"),
];

/// An issuer that is missing or not trusted.
pub(super) const ISSUER_CODES: Codes = &[
    (
        2,
        "an issuer was not found, above a certificate that the gateway trusts",
    ),
    (18, "the certificate is self-signed and not trusted"),
    (19, "the server sends a root that is not trusted"),
    (
        20,
        "the issuer of a certificate was neither sent nor uploaded",
    ),
    (
        21,
        "the server sends one certificate only, and its issuer is unknown",
    ),
    (27, "the certificate is not trusted for this use"),
    (28, "the certificate is rejected for this use"),
];

/// What a certificate may be used for.
pub(super) const CA_CODES: Codes = &[
    (
        24,
        "an issuer is no CA (older OpenSSL), or has no public key (3.0 and later)",
    ),
    (25, "there are more CAs below one than it allows"),
    (
        26,
        "a certificate is not meant for servers, by its extended key usage, or an issuer is no CA",
    ),
    (
        32,
        "an issuer's key usage does not allow signing certificates",
    ),
    (37, "a certificate that is no CA is marked as one"),
    (79, "an issuer is no CA: it lacks `CA:TRUE`"),
];

/// Names.
pub(super) const NAME_CODES: Codes = &[
    (62, "the certificate is for another name"),
    (64, "the certificate is for another IP address"),
];

/// Signatures and keys.
pub(super) const STRENGTH_CODES: Codes = &[
    (4, "a signature could not be decrypted"),
    (6, "an issuer's public key could not be read"),
    (
        7,
        "a signature doesn't fit: the issuer's key is another, or the certificate was altered",
    ),
    (66, "the server's key is too weak"),
    (67, "a CA's key is too weak"),
    (
        68,
        "a signature uses a digest that is too weak, such as SHA-1",
    ),
    (76, "a signature algorithm is not supported"),
    (77, "signature algorithm and issuer's key do not fit"),
    (78, "a certificate names two different signature algorithms"),
];

/// Unusual parts.
pub(super) const EXTENSION_CODES: Codes = &[
    (22, "the chain is longer than allowed"),
    (
        34,
        "a certificate has a critical extension that OpenSSL does not know",
    ),
    (41, "an extension is invalid"),
    (47, "the name is outside those that a CA may sign for"),
    (48, "the name is among those that a CA may not sign for"),
    (
        51,
        "a CA's name constraint is of a kind that is not supported",
    ),
    (53, "a name has a form that is not supported"),
    (
        94,
        "an EC key spells out its parameters instead of naming a curve",
    ),
];

/// Revocation.
pub(super) const REVOCATION_CODES: Codes = &[
    (3, "the CA's revocation list could not be had"),
    (11, "a revocation list isn't valid yet"),
    (12, "a revocation list has expired"),
    (23, "a certificate is revoked"),
];

/// Every code that is said here, by kind.
const GROUPS: [Codes; 7] = [
    DATE_CODES,
    ISSUER_CODES,
    CA_CODES,
    NAME_CODES,
    STRENGTH_CODES,
    EXTENSION_CODES,
    REVOCATION_CODES,
];

/// What the code stands for, where it is one of those.
pub(super) fn meaning(code: u32) -> Option<&'static str> {
    GROUPS
        .into_iter()
        .flatten()
        .find(|(known, _)| *known == code)
        .map(|(_, meaning)| *meaning)
}

/// The code in the message.
pub(super) fn code(situation: &Situation<'_>) -> Option<u32> {
    situation.details()?.openssl_code
}

/// Answers a step on codes of one kind by the code in the message.
pub(super) fn by_code(situation: &Situation<'_>, group: Codes) -> Answer {
    match code(situation) {
        None if situation.problem.is_some() => Answer::needs(
            "The message as pasted has no code: paste it whole, or run OpenSSL on the chain.",
        ),
        None => Answer::OPEN,
        Some(code) => match group.iter().find(|(known, _)| *known == code) {
            Some((_, meaning)) => {
                Answer::culprit(format!("The message has code {code}: {meaning}."))
            }
            None => Answer::not_applicable(format!("The message has code {code}.")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_said_twice() {
        let mut codes: Vec<u32> = GROUPS
            .into_iter()
            .flatten()
            .map(|(code, _)| *code)
            .collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
