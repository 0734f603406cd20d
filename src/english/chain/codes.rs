//! Every verification code of OpenSSL with its meaning for a gateway's backend.
//!
//! Numbers from `include/openssl/x509_vfy.h.in`, texts from `crypto/x509/x509_txt.c`. The OpenSSL
//! version in a gateway is not published, so where tables differ both meanings are given.

/// One verification code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number.
    pub number: u32,
    /// Its name in `x509_vfy.h`.
    pub name: &'static str,
    /// The text that OpenSSL 3 prints.
    pub text: &'static str,
    /// Name and text in OpenSSL 1.1.1 and before, where they differ.
    pub older: Option<(&'static str, &'static str)>,
    /// What it means for a backend's certificate.
    pub meaning: &'static str,
    /// What to do.
    pub action: &'static str,
}

impl Code {
    /// The releases in which the number has a meaning, where it is not all of them.
    #[must_use]
    pub const fn since(&self) -> Option<&'static str> {
        match self.number {
            0..=75 => None,
            76..=94 => Some("OpenSSL 3.0"),
            _ => Some("releases after OpenSSL 3.0"),
        }
    }
}

/// The code of this number.
#[must_use]
pub fn code(number: u32) -> Option<&'static Code> {
    CODES.get(usize::try_from(number).ok()?)
}

/// The code that a line of a log means: by number where it has one, else by its text, hyphenated
/// or not (`self signed`, `self-signed`).
#[must_use]
pub fn by_text(text: &str) -> Option<&'static Code> {
    let plain = |text: &str| text.to_ascii_lowercase().replace('-', " ");
    let wanted = plain(text.trim().trim_matches(['(', ')', '.']));
    CODES.iter().find(|code| {
        plain(code.text) == wanted || code.older.is_some_and(|(_, older)| plain(older) == wanted)
    })
}

const fn entry(
    number: u32,
    name: &'static str,
    text: &'static str,
    older: Option<(&'static str, &'static str)>,
    meaning: &'static str,
    action: &'static str,
) -> Code {
    Code {
        number,
        name,
        text,
        older,
        meaning,
        action,
    }
}

/// All codes, each at its own number.
pub const CODES: &[Code] = &[
    entry(
        0,
        "X509_V_OK",
        "ok",
        None,
        "The chain leads to a trusted root and nothing is wrong with it.",
        "Nothing.",
    ),
    entry(
        1,
        "X509_V_ERR_UNSPECIFIED",
        "unspecified certificate verification error",
        None,
        "OpenSSL stopped without a better reason: a key that it cannot read, or more names and constraints than it is willing to compare.",
        "Look at the newest certificate in the chain: reissue it with an RSA or EC key and a short list of names.",
    ),
    entry(
        2,
        "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT",
        "unable to get issuer certificate",
        None,
        "A trusted certificate was found, but it is no root: its own issuer is missing. Typical when an intermediate was uploaded in place of the root.",
        "Upload the root certificate itself: the one whose subject and issuer are the same.",
    ),
    entry(
        3,
        "X509_V_ERR_UNABLE_TO_GET_CRL",
        "unable to get certificate CRL",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        4,
        "X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE",
        "unable to decrypt certificate's signature",
        None,
        "The signature cannot even be decoded with the issuer's key.",
        "Reissue the certificate from the CA whose certificate stands above it.",
    ),
    entry(
        5,
        "X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE",
        "unable to decrypt CRL's signature",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        6,
        "X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
        "unable to decode issuer public key",
        None,
        "The issuer's public key cannot be read.",
        "Replace the issuer's certificate by one with an RSA or EC key.",
    ),
    entry(
        7,
        "X509_V_ERR_CERT_SIGNATURE_FAILURE",
        "certificate signature failure",
        None,
        "The certificate was changed after it was signed, or another key of the same name signed it. Typical after a CA was given a new key under its old name.",
        "Install the intermediate that really signed the certificate, or reissue the certificate.",
    ),
    entry(
        8,
        "X509_V_ERR_CRL_SIGNATURE_FAILURE",
        "CRL signature failure",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        9,
        "X509_V_ERR_CERT_NOT_YET_VALID",
        "certificate is not yet valid or the system clock is incorrect",
        Some((
            "X509_V_ERR_CERT_NOT_YET_VALID",
            "certificate is not yet valid",
        )),
        "The certificate's first day is in the future, or a clock is wrong.",
        "Wait, correct the backend's clock, or install a certificate that is already valid.",
    ),
    entry(
        10,
        "X509_V_ERR_CERT_HAS_EXPIRED",
        "certificate has expired",
        None,
        "The certificate's last day has passed. It may be the server's, an intermediate or the root.",
        "Renew the expired certificate and install the complete chain; upload the root anew only where it changed.",
    ),
    entry(
        11,
        "X509_V_ERR_CRL_NOT_YET_VALID",
        "CRL is not yet valid",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        12,
        "X509_V_ERR_CRL_HAS_EXPIRED",
        "CRL has expired",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        13,
        "X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD",
        "format error in certificate's notBefore field",
        None,
        "The start date is not written as certificates must write it.",
        "Reissue the certificate with current software.",
    ),
    entry(
        14,
        "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
        "format error in certificate's notAfter field",
        None,
        "The end date is not written as certificates must write it.",
        "Reissue the certificate with current software.",
    ),
    entry(
        15,
        "X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD",
        "format error in CRL's lastUpdate field",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        16,
        "X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD",
        "format error in CRL's nextUpdate field",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        17,
        "X509_V_ERR_OUT_OF_MEM",
        "out of memory",
        None,
        "OpenSSL was called in a way that it does not expect, or ran out of something. The certificate is not at fault.",
        "Try again; if it stays, tell support the code.",
    ),
    entry(
        18,
        "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT",
        "self-signed certificate",
        Some((
            "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT",
            "self signed certificate",
        )),
        "The server presents one certificate that issued itself, and it is not trusted.",
        "Use a certificate from a CA and upload that CA's root, or upload this certificate where it is a CA of its own.",
    ),
    entry(
        19,
        "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN",
        "self-signed certificate in certificate chain",
        Some((
            "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN",
            "self signed certificate in certificate chain",
        )),
        "The chain ends in a root, but not in one that the gateway trusts.",
        "Upload the root that the server really uses to the backend setting, or present a chain that leads to the uploaded root.",
    ),
    entry(
        20,
        "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "unable to get local issuer certificate",
        None,
        "The issuer of a certificate is neither in the chain nor among the trusted roots. At depth 0 the intermediate is missing; at depth 1 or more the root is not trusted.",
        "At depth 0 install the intermediate on the backend, behind the server certificate. At depth 1 or more upload the root.",
    ),
    entry(
        21,
        "X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        "unable to verify the first certificate",
        None,
        "Only one certificate was presented and its issuer is not known. It follows code 20 as a rule.",
        "Install the intermediates on the backend, behind the server certificate.",
    ),
    entry(
        22,
        "X509_V_ERR_CERT_CHAIN_TOO_LONG",
        "certificate chain too long",
        None,
        "The chain has more certificates than OpenSSL follows.",
        "Remove certificates that do not belong to the chain.",
    ),
    entry(
        23,
        "X509_V_ERR_CERT_REVOKED",
        "certificate revoked",
        None,
        "The CA has revoked the certificate.",
        "Get a new certificate with a new key.",
    ),
    entry(
        24,
        "X509_V_ERR_NO_ISSUER_PUBLIC_KEY",
        "issuer certificate doesn't have a public key",
        Some(("X509_V_ERR_INVALID_CA", "invalid CA certificate")),
        "In OpenSSL 3 the issuer's certificate has no usable public key; up to 1.1.1 the same number means that a certificate which is not a CA, or not marked as one, issued another.",
        "Reissue the CA certificate with basicConstraints CA:TRUE and keyUsage keyCertSign, then the certificates below it.",
    ),
    entry(
        25,
        "X509_V_ERR_PATH_LENGTH_EXCEEDED",
        "path length constraint exceeded",
        None,
        "A CA has more CAs below it than it allows.",
        "Have the server certificate issued by a CA that stands higher, or have the limit raised where the CA is your own.",
    ),
    entry(
        26,
        "X509_V_ERR_INVALID_PURPOSE",
        "unsuitable certificate purpose",
        None,
        "A certificate must not be used for this: the server's lacks server authentication, or a CA above it is limited to something else.",
        "Reissue the certificate with the extended key usage serverAuth, or without that extension.",
    ),
    entry(
        27,
        "X509_V_ERR_CERT_UNTRUSTED",
        "certificate not trusted",
        None,
        "The root is not trusted for this purpose.",
        "Upload the root to the backend setting.",
    ),
    entry(
        28,
        "X509_V_ERR_CERT_REJECTED",
        "certificate rejected",
        None,
        "The root is marked as rejected for this purpose.",
        "Use a certificate under another root.",
    ),
    entry(
        29,
        "X509_V_ERR_SUBJECT_ISSUER_MISMATCH",
        "subject issuer mismatch",
        None,
        "A certificate was looked at as issuer that has another name.",
        "Put the chain in order: server certificate, intermediates, root.",
    ),
    entry(
        30,
        "X509_V_ERR_AKID_SKID_MISMATCH",
        "authority and subject key identifier mismatch",
        None,
        "A certificate of the right name but with another key was looked at as issuer.",
        "Install the intermediate whose subject key identifier is the authority key identifier of the certificate below it.",
    ),
    entry(
        31,
        "X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH",
        "authority and issuer serial number mismatch",
        None,
        "A certificate of the right name but with another serial number was looked at as issuer.",
        "Install the very CA certificate that the certificate below it names.",
    ),
    entry(
        32,
        "X509_V_ERR_KEYUSAGE_NO_CERTSIGN",
        "key usage does not include certificate signing",
        None,
        "The issuer's key usage does not allow it to sign certificates.",
        "Reissue the CA certificate with keyUsage keyCertSign.",
    ),
    entry(
        33,
        "X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER",
        "unable to get CRL issuer certificate",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        34,
        "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION",
        "unhandled critical extension",
        None,
        "A certificate has a critical extension that OpenSSL does not know, and it must then refuse it.",
        "Reissue the certificate without that extension, or not critical.",
    ),
    entry(
        35,
        "X509_V_ERR_KEYUSAGE_NO_CRL_SIGN",
        "key usage does not include CRL signing",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        36,
        "X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION",
        "unhandled critical CRL extension",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        37,
        "X509_V_ERR_INVALID_NON_CA",
        "invalid non-CA certificate (has CA markings)",
        None,
        "A certificate that must not be a CA is marked as one.",
        "Install a server certificate that is not a CA.",
    ),
    entry(
        38,
        "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED",
        "proxy path length constraint exceeded",
        None,
        "It belongs to proxy certificates (RFC 3820), which no TLS server should present.",
        "Install an ordinary server certificate on the backend.",
    ),
    entry(
        39,
        "X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE",
        "key usage does not include digital signature",
        None,
        "The key usage does not allow digital signatures.",
        "Reissue the certificate with keyUsage digitalSignature.",
    ),
    entry(
        40,
        "X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED",
        "proxy certificates not allowed, please set the appropriate flag",
        None,
        "It belongs to proxy certificates (RFC 3820), which no TLS server should present.",
        "Install an ordinary server certificate on the backend.",
    ),
    entry(
        41,
        "X509_V_ERR_INVALID_EXTENSION",
        "invalid or inconsistent certificate extension",
        None,
        "Extensions contradict each other or cannot be decoded.",
        "Reissue the certificate.",
    ),
    entry(
        42,
        "X509_V_ERR_INVALID_POLICY_EXTENSION",
        "invalid or inconsistent certificate policy extension",
        None,
        "The certificate policies contradict each other or cannot be decoded.",
        "Reissue the certificate.",
    ),
    entry(
        43,
        "X509_V_ERR_NO_EXPLICIT_POLICY",
        "no explicit policy",
        None,
        "A policy was demanded and the chain does not give it. A gateway does not demand any.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        44,
        "X509_V_ERR_DIFFERENT_CRL_SCOPE",
        "different CRL scope",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        45,
        "X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE",
        "unsupported extension feature",
        None,
        "An extension uses a feature that OpenSSL does not support.",
        "Reissue the certificate without it.",
    ),
    entry(
        46,
        "X509_V_ERR_UNNESTED_RESOURCE",
        "RFC 3779 resource not subset of parent's resources",
        None,
        "Address resources (RFC 3779) are not part of the issuer's. Server certificates do not have any.",
        "Reissue the certificate without these extensions.",
    ),
    entry(
        47,
        "X509_V_ERR_PERMITTED_VIOLATION",
        "permitted subtree violation",
        None,
        "The name constraints of a CA above do not permit a name of this certificate.",
        "Reissue the certificate with names that the CA may certify, or use another CA.",
    ),
    entry(
        48,
        "X509_V_ERR_EXCLUDED_VIOLATION",
        "excluded subtree violation",
        None,
        "The name constraints of a CA above exclude a name of this certificate.",
        "Reissue the certificate without the excluded name, or use another CA.",
    ),
    entry(
        49,
        "X509_V_ERR_SUBTREE_MINMAX",
        "name constraints minimum and maximum not supported",
        None,
        "The name constraints of a CA use a minimum or maximum, which nobody supports.",
        "Reissue the CA certificate with plain name constraints.",
    ),
    entry(
        50,
        "X509_V_ERR_APPLICATION_VERIFICATION",
        "application verification failure",
        None,
        "The program that called OpenSSL refused the chain for a reason of its own.",
        "Look at the gateway's other messages; tell support the code.",
    ),
    entry(
        51,
        "X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE",
        "unsupported name constraint type",
        None,
        "The name constraints of a CA limit a type of name that OpenSSL cannot compare.",
        "Reissue the CA certificate without that constraint.",
    ),
    entry(
        52,
        "X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX",
        "unsupported or invalid name constraint syntax",
        None,
        "The name constraints of a CA are not well-formed.",
        "Reissue the CA certificate with correct constraints.",
    ),
    entry(
        53,
        "X509_V_ERR_UNSUPPORTED_NAME_SYNTAX",
        "unsupported or invalid name syntax",
        None,
        "A name in a certificate is not well-formed and cannot be held against the name constraints.",
        "Reissue the certificate with correct names.",
    ),
    entry(
        54,
        "X509_V_ERR_CRL_PATH_VALIDATION_ERROR",
        "CRL path validation error",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        55,
        "X509_V_ERR_PATH_LOOP",
        "path loop",
        None,
        "The issuers lead round in a circle.",
        "Remove cross-signed certificates that are not needed from the chain.",
    ),
    entry(
        56,
        "X509_V_ERR_SUITE_B_INVALID_VERSION",
        "Suite B: certificate version invalid",
        None,
        "It belongs to Suite B, a profile that a gateway does not ask for.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        57,
        "X509_V_ERR_SUITE_B_INVALID_ALGORITHM",
        "Suite B: invalid public key algorithm",
        None,
        "It belongs to Suite B, a profile that a gateway does not ask for.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        58,
        "X509_V_ERR_SUITE_B_INVALID_CURVE",
        "Suite B: invalid ECC curve",
        None,
        "It belongs to Suite B, a profile that a gateway does not ask for.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        59,
        "X509_V_ERR_SUITE_B_INVALID_SIGNATURE_ALGORITHM",
        "Suite B: invalid signature algorithm",
        None,
        "It belongs to Suite B, a profile that a gateway does not ask for.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        60,
        "X509_V_ERR_SUITE_B_LOS_NOT_ALLOWED",
        "Suite B: curve not allowed for this LOS",
        None,
        "It belongs to Suite B, a profile that a gateway does not ask for.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        61,
        "X509_V_ERR_SUITE_B_CANNOT_SIGN_P_384_WITH_P_256",
        "Suite B: cannot sign P-384 with P-256",
        None,
        "It belongs to Suite B, a profile that a gateway does not ask for.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        62,
        "X509_V_ERR_HOSTNAME_MISMATCH",
        "hostname mismatch",
        None,
        "No name in the certificate is the host name that was asked for. The gateway reports this by its own message about the common name.",
        "Set the host name of the probe and the backend setting to a name in the certificate, or reissue the certificate with that name.",
    ),
    entry(
        63,
        "X509_V_ERR_EMAIL_MISMATCH",
        "email address mismatch",
        None,
        "No e-mail address in the certificate is the one that was asked for. A gateway does not ask for one.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        64,
        "X509_V_ERR_IP_ADDRESS_MISMATCH",
        "IP address mismatch",
        None,
        "No address in the certificate is the one that was asked for. An address in the common name or written as a DNS name does not count.",
        "Use a host name in probe and setting, or reissue the certificate with the address as an IP name.",
    ),
    entry(
        65,
        "X509_V_ERR_DANE_NO_MATCH",
        "no matching DANE TLSA records",
        None,
        "It belongs to DANE, which a gateway does not use.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        66,
        "X509_V_ERR_EE_KEY_TOO_SMALL",
        "EE certificate key too weak",
        None,
        "The server's key is too short, or of a kind that OpenSSL cannot read.",
        "Make a new key, RSA of 2048 bits or more or EC P-256, and a new certificate.",
    ),
    entry(
        67,
        "X509_V_ERR_CA_KEY_TOO_SMALL",
        "CA certificate key too weak",
        None,
        "The key of a CA in the chain is too short.",
        "Use a CA with an RSA key of 2048 bits or more.",
    ),
    entry(
        68,
        "X509_V_ERR_CA_MD_TOO_WEAK",
        "CA signature digest algorithm too weak",
        None,
        "A certificate is signed with MD5 or SHA-1.",
        "Have it reissued with SHA-256.",
    ),
    entry(
        69,
        "X509_V_ERR_INVALID_CALL",
        "invalid certificate verification context",
        None,
        "OpenSSL was called in a way that it does not expect, or ran out of something. The certificate is not at fault.",
        "Try again; if it stays, tell support the code.",
    ),
    entry(
        70,
        "X509_V_ERR_STORE_LOOKUP",
        "issuer certificate lookup error",
        None,
        "OpenSSL was called in a way that it does not expect, or ran out of something. The certificate is not at fault.",
        "Try again; if it stays, tell support the code.",
    ),
    entry(
        71,
        "X509_V_ERR_NO_VALID_SCTS",
        "Certificate Transparency required, but no valid SCTs found",
        None,
        "Certificate Transparency was demanded and the certificate proves none. A gateway is not known to demand it.",
        "Not expected from a gateway: tell support the code.",
    ),
    entry(
        72,
        "X509_V_ERR_PROXY_SUBJECT_NAME_VIOLATION",
        "proxy subject name violation",
        None,
        "It belongs to proxy certificates (RFC 3820), which no TLS server should present.",
        "Install an ordinary server certificate on the backend.",
    ),
    entry(
        73,
        "X509_V_ERR_OCSP_VERIFY_NEEDED",
        "OCSP verification needed",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        74,
        "X509_V_ERR_OCSP_VERIFY_FAILED",
        "OCSP verification failed",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        75,
        "X509_V_ERR_OCSP_CERT_UNKNOWN",
        "OCSP unknown cert",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        76,
        "X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM",
        "Cannot find certificate signature algorithm",
        None,
        "The signature algorithm is unknown to OpenSSL.",
        "Have the certificate reissued with RSA or ECDSA and SHA-256.",
    ),
    entry(
        77,
        "X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH",
        "subject signature algorithm and issuer public key algorithm mismatch",
        None,
        "The signature is of another kind than the issuer's key.",
        "Install the CA certificate that really issued the certificate.",
    ),
    entry(
        78,
        "X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY",
        "cert info signature and signature algorithm mismatch",
        None,
        "The two places that name the signature algorithm differ. Only strict checking reports it.",
        "Reissue the certificate.",
    ),
    entry(
        79,
        "X509_V_ERR_INVALID_CA",
        "invalid CA certificate",
        None,
        "A certificate that issued another is no CA: basicConstraints says CA:FALSE or is missing, or its key usage lacks keyCertSign. Up to OpenSSL 1.1.1 this is code 24.",
        "Reissue the CA certificate with basicConstraints CA:TRUE and keyUsage keyCertSign, then the certificates below it.",
    ),
    entry(
        80,
        "X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA",
        "Path length invalid for non-CA cert",
        None,
        "A path length is given for a certificate that is no CA. Only strict checking reports it.",
        "Reissue the certificate without a path length.",
    ),
    entry(
        81,
        "X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN",
        "Path length given without key usage keyCertSign",
        None,
        "A path length is given without the key usage keyCertSign. Only strict checking reports it.",
        "Reissue the CA certificate with keyUsage keyCertSign.",
    ),
    entry(
        82,
        "X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA",
        "Key usage keyCertSign invalid for non-CA cert",
        None,
        "A certificate that is no CA has the key usage keyCertSign. Only strict checking reports it.",
        "Reissue the certificate without keyCertSign.",
    ),
    entry(
        83,
        "X509_V_ERR_ISSUER_NAME_EMPTY",
        "Issuer name empty",
        None,
        "The certificate does not name its issuer. Only strict checking reports it.",
        "Reissue the certificate.",
    ),
    entry(
        84,
        "X509_V_ERR_SUBJECT_NAME_EMPTY",
        "Subject name empty",
        None,
        "A CA has no name. Only strict checking reports it.",
        "Reissue the CA certificate with a subject.",
    ),
    entry(
        85,
        "X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER",
        "Missing Authority Key Identifier",
        None,
        "The authority key identifier is missing. Only strict checking reports it.",
        "Reissue the certificate with it.",
    ),
    entry(
        86,
        "X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER",
        "Missing Subject Key Identifier",
        None,
        "A CA lacks the subject key identifier. Only strict checking reports it.",
        "Reissue the CA certificate with it.",
    ),
    entry(
        87,
        "X509_V_ERR_EMPTY_SUBJECT_ALT_NAME",
        "Empty Subject Alternative Name extension",
        None,
        "The alternative names are there but empty. Only strict checking reports it.",
        "Reissue the certificate with its DNS names.",
    ),
    entry(
        88,
        "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL",
        "Subject empty and Subject Alt Name extension not critical",
        None,
        "The subject is empty and the alternative names are not critical. Only strict checking reports it.",
        "Reissue the certificate with a subject, or with critical alternative names.",
    ),
    entry(
        89,
        "X509_V_ERR_CA_BCONS_NOT_CRITICAL",
        "Basic Constraints of CA cert not marked critical",
        None,
        "A CA's basicConstraints is not critical. Only strict checking reports it.",
        "Reissue the CA certificate with critical basicConstraints.",
    ),
    entry(
        90,
        "X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL",
        "Authority Key Identifier marked critical",
        None,
        "The authority key identifier is critical. Only strict checking reports it.",
        "Reissue the certificate with it not critical.",
    ),
    entry(
        91,
        "X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL",
        "Subject Key Identifier marked critical",
        None,
        "The subject key identifier is critical. Only strict checking reports it.",
        "Reissue the certificate with it not critical.",
    ),
    entry(
        92,
        "X509_V_ERR_CA_CERT_MISSING_KEY_USAGE",
        "CA cert does not include key usage extension",
        None,
        "A CA has no key usage. Only strict checking reports it.",
        "Reissue the CA certificate with keyUsage keyCertSign.",
    ),
    entry(
        93,
        "X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3",
        "Using cert extension requires at least X509v3",
        None,
        "A certificate of version 1 or 2 has extensions. Only strict checking reports it.",
        "Reissue the certificate as version 3.",
    ),
    entry(
        94,
        "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS",
        "Certificate public key has explicit ECC parameters",
        None,
        "A key spells its elliptic curve out instead of naming it.",
        "Make a new key with a named curve such as P-256, and a new certificate.",
    ),
    entry(
        95,
        "X509_V_ERR_RPK_UNTRUSTED",
        "Raw public key untrusted, no trusted keys configured",
        None,
        "The server presents a bare key instead of a certificate.",
        "Install a certificate on the backend.",
    ),
    entry(
        96,
        "X509_V_ERR_OCSP_RESP_INVALID",
        "OCSP response(s) invalid",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        97,
        "X509_V_ERR_OCSP_SIGNATURE_FAILURE",
        "OCSP response signature verification failure",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        98,
        "X509_V_ERR_OCSP_NOT_YET_VALID",
        "OCSP response not yet valid (contains a date in the future)",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        99,
        "X509_V_ERR_OCSP_HAS_EXPIRED",
        "OCSP response has expired",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        100,
        "X509_V_ERR_OCSP_NO_RESPONSE",
        "no OCSP response available for certificate",
        None,
        "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
        "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
    ),
    entry(
        101,
        "X509_V_ERR_CRL_VERIFY_FAILED",
        "unknown certificate verification error",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
    entry(
        102,
        "X509_V_ERR_EMPTY_AUTHORITY_KEY_IDENTIFIER",
        "unknown certificate verification error",
        None,
        "The authority key identifier is empty. Only strict checking reports it.",
        "Reissue the certificate with the issuer's key identifier.",
    ),
    entry(
        103,
        "X509_V_ERR_AKID_ISSUER_SERIAL_NOT_PAIRED",
        "unknown certificate verification error",
        None,
        "The authority key identifier has only one of issuer and serial number. Only strict checking reports it.",
        "Reissue the certificate with the issuer's key identifier.",
    ),
    entry(
        104,
        "X509_V_ERR_IDP_ONLY_USER_CA_ATTR_EXCLUSIVE",
        "unknown certificate verification error",
        None,
        "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
        "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_number_has_its_place_and_says_something() {
        assert_eq!(CODES.len(), 105);
        let mut names = HashSet::new();
        for (place, code) in CODES.iter().enumerate() {
            assert_eq!(code.number as usize, place);
            assert!(names.insert(code.name), "{}", code.name);
            assert!(
                code.meaning.ends_with('.') && code.action.ends_with('.'),
                "{}",
                code.name
            );
        }
    }

    #[test]
    fn code_24_has_two_meanings() {
        let code = code(24).unwrap();
        assert_eq!(code.name, "X509_V_ERR_NO_ISSUER_PUBLIC_KEY");
        assert_eq!(
            code.older,
            Some(("X509_V_ERR_INVALID_CA", "invalid CA certificate"))
        );
        assert!(super::code(105).is_none());
    }

    #[test]
    fn texts_of_any_release_are_found() {
        for text in [
            "self signed certificate in certificate chain",
            "self-signed certificate in certificate chain",
        ] {
            assert_eq!(by_text(text).map(|code| code.number), Some(19));
        }
        assert_eq!(
            by_text("certificate is not yet valid").map(|code| code.number),
            Some(9)
        );
        assert_eq!(by_text("something else"), None);
    }
}
