//! What each verification code of OpenSSL means for a gateway's backend, and what to do. What OpenSSL
//! calls it and prints of it is in `src/chain/openssl/codes.rs`.

/// Said of codes of revocation lists.
const REVOCATION: (&str, &str) = (
    "It concerns revocation lists, which the checks of a backend certificate are not known to use.",
    "Make sure that the gateway subnet reaches the CRL addresses named in the certificates; if it stays, tell support the code.",
);

/// Said of codes of OpenSSL itself.
const NOT_THE_CERTIFICATE: (&str, &str) = (
    "OpenSSL was called in a way that it does not expect, or ran out of something. The certificate is not at fault.",
    "Try again; if it stays, tell support the code.",
);

/// Said of codes of proxy certificates.
const PROXY_CERTIFICATES: (&str, &str) = (
    "It belongs to proxy certificates (RFC 3820), which no TLS server should present.",
    "Install an ordinary server certificate on the backend.",
);

/// Said of codes of Suite B.
const SUITE_B: (&str, &str) = (
    "It belongs to Suite B, a profile that a gateway does not ask for.",
    "Not expected from a gateway: tell support the code.",
);

/// Said of codes of OCSP.
const OCSP: (&str, &str) = (
    "It belongs to OCSP, by which a server proves that its certificate is not revoked.",
    "Turn OCSP stapling off on the backend to see whether it is the cause; otherwise tell support the code.",
);

/// Meaning and action of each code, at its number.
pub(crate) static MEANINGS: [(&str, &str); 105] = [
    // 0: ok
    (
        "The chain leads to a trusted root and nothing is wrong with it.",
        "Nothing.",
    ),
    // 1: unspecified certificate verification error
    (
        "OpenSSL stopped without a better reason: a key that it cannot read, or more names and constraints than it is willing to compare.",
        "Look at the newest certificate in the chain: reissue it with an RSA or EC key and a short list of names.",
    ),
    // 2: unable to get issuer certificate
    (
        "A trusted certificate was found, but it is no root: its own issuer is missing. Typical when an intermediate was uploaded in place of the root.",
        "Upload the root certificate itself: the one whose subject and issuer are the same.",
    ),
    // 3: unable to get certificate CRL
    REVOCATION,
    // 4: unable to decrypt certificate's signature
    (
        "The signature cannot even be decoded with the issuer's key.",
        "Reissue the certificate from the CA whose certificate stands above it.",
    ),
    // 5: unable to decrypt CRL's signature
    REVOCATION,
    // 6: unable to decode issuer public key
    (
        "The issuer's public key cannot be read.",
        "Replace the issuer's certificate by one with an RSA or EC key.",
    ),
    // 7: certificate signature failure
    (
        "The certificate was changed after it was signed, or another key of the same name signed it. Typical after a CA was given a new key under its old name.",
        "Install the intermediate that really signed the certificate, or reissue the certificate.",
    ),
    // 8: CRL signature failure
    REVOCATION,
    // 9: certificate is not yet valid or the system clock is incorrect
    (
        "The certificate's first day is in the future, or a clock is wrong.",
        "Wait, correct the backend's clock, or install a certificate that is already valid.",
    ),
    // 10: certificate has expired
    (
        "The certificate's last day has passed. It may be the server's, an intermediate or the root.",
        "Renew the expired certificate and install the complete chain; upload the root anew only where it changed.",
    ),
    // 11: CRL is not yet valid
    REVOCATION,
    // 12: CRL has expired
    REVOCATION,
    // 13: format error in certificate's notBefore field
    (
        "The start date is not written as certificates must write it.",
        "Reissue the certificate with current software.",
    ),
    // 14: format error in certificate's notAfter field
    (
        "The end date is not written as certificates must write it.",
        "Reissue the certificate with current software.",
    ),
    // 15: format error in CRL's lastUpdate field
    REVOCATION,
    // 16: format error in CRL's nextUpdate field
    REVOCATION,
    // 17: out of memory
    NOT_THE_CERTIFICATE,
    // 18: self-signed certificate
    (
        "The server presents one certificate that issued itself, and it is not trusted.",
        "Use a certificate from a CA and upload that CA's root, or upload this certificate where it is a CA of its own.",
    ),
    // 19: self-signed certificate in certificate chain
    (
        "The chain ends in a root, but not in one that the gateway trusts.",
        "Upload the root that the server really uses to the backend setting, or present a chain that leads to the uploaded root.",
    ),
    // 20: unable to get local issuer certificate
    (
        "The issuer of a certificate is neither in the chain nor among the trusted roots. At depth 0 the intermediate is missing; at depth 1 or more the root is not trusted.",
        "At depth 0 install the intermediate on the backend, behind the server certificate. At depth 1 or more upload the root.",
    ),
    // 21: unable to verify the first certificate
    (
        "Only one certificate was presented and its issuer is not known. It follows code 20 as a rule.",
        "Install the intermediates on the backend, behind the server certificate.",
    ),
    // 22: certificate chain too long
    (
        "The chain has more certificates than OpenSSL follows.",
        "Remove certificates that do not belong to the chain.",
    ),
    // 23: certificate revoked
    (
        "The CA has revoked the certificate.",
        "Get a new certificate with a new key.",
    ),
    // 24: issuer certificate doesn't have a public key
    (
        "In OpenSSL 3 the issuer's certificate has no usable public key; up to 1.1.1 the same number means that a certificate which is not a CA, or not marked as one, issued another.",
        "Reissue the CA certificate with basicConstraints CA:TRUE and keyUsage keyCertSign, then the certificates below it.",
    ),
    // 25: path length constraint exceeded
    (
        "A CA has more CAs below it than it allows.",
        "Have the server certificate issued by a CA that stands higher, or have the limit raised where the CA is your own.",
    ),
    // 26: unsuitable certificate purpose
    (
        "A certificate must not be used for this: the server's lacks server authentication, or a CA above it is limited to something else.",
        "Reissue the certificate with the extended key usage serverAuth, or without that extension.",
    ),
    // 27: certificate not trusted
    (
        "The root is not trusted for this purpose.",
        "Upload the root to the backend setting.",
    ),
    // 28: certificate rejected
    (
        "The root is marked as rejected for this purpose.",
        "Use a certificate under another root.",
    ),
    // 29: subject issuer mismatch
    (
        "A certificate was looked at as issuer that has another name.",
        "Put the chain in order: server certificate, intermediates, root.",
    ),
    // 30: authority and subject key identifier mismatch
    (
        "A certificate of the right name but with another key was looked at as issuer.",
        "Install the intermediate whose subject key identifier is the authority key identifier of the certificate below it.",
    ),
    // 31: authority and issuer serial number mismatch
    (
        "A certificate of the right name but with another serial number was looked at as issuer.",
        "Install the very CA certificate that the certificate below it names.",
    ),
    // 32: key usage does not include certificate signing
    (
        "The issuer's key usage does not allow it to sign certificates.",
        "Reissue the CA certificate with keyUsage keyCertSign.",
    ),
    // 33: unable to get CRL issuer certificate
    REVOCATION,
    // 34: unhandled critical extension
    (
        "A certificate has a critical extension that OpenSSL does not know, and it must then refuse it.",
        "Reissue the certificate without that extension, or not critical.",
    ),
    // 35: key usage does not include CRL signing
    REVOCATION,
    // 36: unhandled critical CRL extension
    REVOCATION,
    // 37: invalid non-CA certificate (has CA markings)
    (
        "A certificate that must not be a CA is marked as one.",
        "Install a server certificate that is not a CA.",
    ),
    // 38: proxy path length constraint exceeded
    PROXY_CERTIFICATES,
    // 39: key usage does not include digital signature
    (
        "The key usage does not allow digital signatures.",
        "Reissue the certificate with keyUsage digitalSignature.",
    ),
    // 40: proxy certificates not allowed, please set the appropriate flag
    PROXY_CERTIFICATES,
    // 41: invalid or inconsistent certificate extension
    (
        "Extensions contradict each other or cannot be decoded.",
        "Reissue the certificate.",
    ),
    // 42: invalid or inconsistent certificate policy extension
    (
        "The certificate policies contradict each other or cannot be decoded.",
        "Reissue the certificate.",
    ),
    // 43: no explicit policy
    (
        "A policy was demanded and the chain does not give it. A gateway does not demand any.",
        "Not expected from a gateway: tell support the code.",
    ),
    // 44: different CRL scope
    REVOCATION,
    // 45: unsupported extension feature
    (
        "An extension uses a feature that OpenSSL does not support.",
        "Reissue the certificate without it.",
    ),
    // 46: RFC 3779 resource not subset of parent's resources
    (
        "Address resources (RFC 3779) are not part of the issuer's. Server certificates do not have any.",
        "Reissue the certificate without these extensions.",
    ),
    // 47: permitted subtree violation
    (
        "The name constraints of a CA above do not permit a name of this certificate.",
        "Reissue the certificate with names that the CA may certify, or use another CA.",
    ),
    // 48: excluded subtree violation
    (
        "The name constraints of a CA above exclude a name of this certificate.",
        "Reissue the certificate without the excluded name, or use another CA.",
    ),
    // 49: name constraints minimum and maximum not supported
    (
        "The name constraints of a CA use a minimum or maximum, which nobody supports.",
        "Reissue the CA certificate with plain name constraints.",
    ),
    // 50: application verification failure
    (
        "The program that called OpenSSL refused the chain for a reason of its own.",
        "Look at the gateway's other messages; tell support the code.",
    ),
    // 51: unsupported name constraint type
    (
        "The name constraints of a CA limit a type of name that OpenSSL cannot compare.",
        "Reissue the CA certificate without that constraint.",
    ),
    // 52: unsupported or invalid name constraint syntax
    (
        "The name constraints of a CA are not well-formed.",
        "Reissue the CA certificate with correct constraints.",
    ),
    // 53: unsupported or invalid name syntax
    (
        "A name in a certificate is not well-formed and cannot be held against the name constraints.",
        "Reissue the certificate with correct names.",
    ),
    // 54: CRL path validation error
    REVOCATION,
    // 55: path loop
    (
        "The issuers lead round in a circle.",
        "Remove cross-signed certificates that are not needed from the chain.",
    ),
    // 56: Suite B: certificate version invalid
    SUITE_B,
    // 57: Suite B: invalid public key algorithm
    SUITE_B,
    // 58: Suite B: invalid ECC curve
    SUITE_B,
    // 59: Suite B: invalid signature algorithm
    SUITE_B,
    // 60: Suite B: curve not allowed for this LOS
    SUITE_B,
    // 61: Suite B: cannot sign P-384 with P-256
    SUITE_B,
    // 62: hostname mismatch
    (
        "No name in the certificate is the host name that was asked for. The gateway reports this by its own message about the common name.",
        "Set the host name of the probe and the backend setting to a name in the certificate, or reissue the certificate with that name.",
    ),
    // 63: email address mismatch
    (
        "No e-mail address in the certificate is the one that was asked for. A gateway does not ask for one.",
        "Not expected from a gateway: tell support the code.",
    ),
    // 64: IP address mismatch
    (
        "No address in the certificate is the one that was asked for. An address in the common name or written as a DNS name does not count.",
        "Use a host name in probe and setting, or reissue the certificate with the address as an IP name.",
    ),
    // 65: no matching DANE TLSA records
    (
        "It belongs to DANE, which a gateway does not use.",
        "Not expected from a gateway: tell support the code.",
    ),
    // 66: EE certificate key too weak
    (
        "The server's key is too short, or of a kind that OpenSSL cannot read.",
        "Make a new key, RSA of 2048 bits or more or EC P-256, and a new certificate.",
    ),
    // 67: CA certificate key too weak
    (
        "The key of a CA in the chain is too short.",
        "Use a CA with an RSA key of 2048 bits or more.",
    ),
    // 68: CA signature digest algorithm too weak
    (
        "A certificate is signed with MD5 or SHA-1.",
        "Have it reissued with SHA-256.",
    ),
    // 69: invalid certificate verification context
    NOT_THE_CERTIFICATE,
    // 70: issuer certificate lookup error
    NOT_THE_CERTIFICATE,
    // 71: Certificate Transparency required, but no valid SCTs found
    (
        "Certificate Transparency was demanded and the certificate proves none. A gateway is not known to demand it.",
        "Not expected from a gateway: tell support the code.",
    ),
    // 72: proxy subject name violation
    PROXY_CERTIFICATES,
    // 73: OCSP verification needed
    OCSP,
    // 74: OCSP verification failed
    OCSP,
    // 75: OCSP unknown cert
    OCSP,
    // 76: Cannot find certificate signature algorithm
    (
        "The signature algorithm is unknown to OpenSSL.",
        "Have the certificate reissued with RSA or ECDSA and SHA-256.",
    ),
    // 77: subject signature algorithm and issuer public key algorithm mismatch
    (
        "The signature is of another kind than the issuer's key.",
        "Install the CA certificate that really issued the certificate.",
    ),
    // 78: cert info signature and signature algorithm mismatch
    (
        "The two places that name the signature algorithm differ. Only strict checking reports it.",
        "Reissue the certificate.",
    ),
    // 79: invalid CA certificate
    (
        "A certificate that issued another is no CA: basicConstraints says CA:FALSE or is missing, or its key usage lacks keyCertSign. Up to OpenSSL 1.1.1 this is code 24.",
        "Reissue the CA certificate with basicConstraints CA:TRUE and keyUsage keyCertSign, then the certificates below it.",
    ),
    // 80: Path length invalid for non-CA cert
    (
        "A path length is given for a certificate that is no CA. Only strict checking reports it.",
        "Reissue the certificate without a path length.",
    ),
    // 81: Path length given without key usage keyCertSign
    (
        "A path length is given without the key usage keyCertSign. Only strict checking reports it.",
        "Reissue the CA certificate with keyUsage keyCertSign.",
    ),
    // 82: Key usage keyCertSign invalid for non-CA cert
    (
        "A certificate that is no CA has the key usage keyCertSign. Only strict checking reports it.",
        "Reissue the certificate without keyCertSign.",
    ),
    // 83: Issuer name empty
    (
        "The certificate does not name its issuer. Only strict checking reports it.",
        "Reissue the certificate.",
    ),
    // 84: Subject name empty
    (
        "A CA has no name. Only strict checking reports it.",
        "Reissue the CA certificate with a subject.",
    ),
    // 85: Missing Authority Key Identifier
    (
        "The authority key identifier is missing. Only strict checking reports it.",
        "Reissue the certificate with it.",
    ),
    // 86: Missing Subject Key Identifier
    (
        "A CA lacks the subject key identifier. Only strict checking reports it.",
        "Reissue the CA certificate with it.",
    ),
    // 87: Empty Subject Alternative Name extension
    (
        "The alternative names are there but empty. Only strict checking reports it.",
        "Reissue the certificate with its DNS names.",
    ),
    // 88: Subject empty and Subject Alt Name extension not critical
    (
        "The subject is empty and the alternative names are not critical. Only strict checking reports it.",
        "Reissue the certificate with a subject, or with critical alternative names.",
    ),
    // 89: Basic Constraints of CA cert not marked critical
    (
        "A CA's basicConstraints is not critical. Only strict checking reports it.",
        "Reissue the CA certificate with critical basicConstraints.",
    ),
    // 90: Authority Key Identifier marked critical
    (
        "The authority key identifier is critical. Only strict checking reports it.",
        "Reissue the certificate with it not critical.",
    ),
    // 91: Subject Key Identifier marked critical
    (
        "The subject key identifier is critical. Only strict checking reports it.",
        "Reissue the certificate with it not critical.",
    ),
    // 92: CA cert does not include key usage extension
    (
        "A CA has no key usage. Only strict checking reports it.",
        "Reissue the CA certificate with keyUsage keyCertSign.",
    ),
    // 93: Using cert extension requires at least X509v3
    (
        "A certificate of version 1 or 2 has extensions. Only strict checking reports it.",
        "Reissue the certificate as version 3.",
    ),
    // 94: Certificate public key has explicit ECC parameters
    (
        "A key spells its elliptic curve out instead of naming it.",
        "Make a new key with a named curve such as P-256, and a new certificate.",
    ),
    // 95: Raw public key untrusted, no trusted keys configured
    (
        "The server presents a bare key instead of a certificate.",
        "Install a certificate on the backend.",
    ),
    // 96: OCSP response(s) invalid
    OCSP,
    // 97: OCSP response signature verification failure
    OCSP,
    // 98: OCSP response not yet valid (contains a date in the future)
    OCSP,
    // 99: OCSP response has expired
    OCSP,
    // 100: no OCSP response available for certificate
    OCSP,
    // 101: unknown certificate verification error
    REVOCATION,
    // 102: unknown certificate verification error
    (
        "The authority key identifier is empty. Only strict checking reports it.",
        "Reissue the certificate with the issuer's key identifier.",
    ),
    // 103: unknown certificate verification error
    (
        "The authority key identifier has only one of issuer and serial number. Only strict checking reports it.",
        "Reissue the certificate with the issuer's key identifier.",
    ),
    // 104: unknown certificate verification error
    REVOCATION,
];

/// Which releases have a code that OpenSSL 3.0 does not have.
pub(crate) const LATER_RELEASES: &str = "releases after OpenSSL 3.0";
