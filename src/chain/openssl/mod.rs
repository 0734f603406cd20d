//! A chain as OpenSSL 3.0 judges it: the same path, the same checks in the same order, the same
//! codes at the same depths.
//!
//! Written from RFC 5280, OpenSSL's manual pages and its answers. The question that it answers is
//! `openssl verify -purpose sslserver -auth_level 1`, with `-verify_hostname` or `-verify_ip`
//! where a name is compared: trusted certificates first, one path, no going back.

pub mod codes;
mod hostname;
mod names;
mod path;
mod signature;

pub use hostname::{Host, matches};
pub(crate) use hostname::{fits, octets as address_octets};

pub use path::{Origin, Step};
pub use signature::{SignatureCheck, check as check_signature};

use crate::certificate::{Certificate, KeyKind, oid};

/// The codes that the checks here give, by their names in `x509_vfy.h`.
pub(crate) mod code {
    pub(crate) const UNSPECIFIED: u32 = 1;
    pub(crate) const UNABLE_TO_GET_ISSUER_CERT: u32 = 2;
    pub(crate) const UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: u32 = 6;
    pub(crate) const CERT_SIGNATURE_FAILURE: u32 = 7;
    pub(crate) const CERT_NOT_YET_VALID: u32 = 9;
    pub(crate) const CERT_HAS_EXPIRED: u32 = 10;
    pub(crate) const ERROR_IN_CERT_NOT_BEFORE_FIELD: u32 = 13;
    pub(crate) const ERROR_IN_CERT_NOT_AFTER_FIELD: u32 = 14;
    pub(crate) const DEPTH_ZERO_SELF_SIGNED_CERT: u32 = 18;
    pub(crate) const SELF_SIGNED_CERT_IN_CHAIN: u32 = 19;
    pub(crate) const UNABLE_TO_GET_ISSUER_CERT_LOCALLY: u32 = 20;
    pub(crate) const UNABLE_TO_VERIFY_LEAF_SIGNATURE: u32 = 21;
    pub(crate) const CERT_CHAIN_TOO_LONG: u32 = 22;
    pub(crate) const PATH_LENGTH_EXCEEDED: u32 = 25;
    pub(crate) const INVALID_PURPOSE: u32 = 26;
    pub(crate) const KEYUSAGE_NO_CERTSIGN: u32 = 32;
    pub(crate) const UNHANDLED_CRITICAL_EXTENSION: u32 = 34;
    pub(crate) const PROXY_CERTIFICATES_NOT_ALLOWED: u32 = 40;
    pub(crate) const PERMITTED_VIOLATION: u32 = 47;
    pub(crate) const EXCLUDED_VIOLATION: u32 = 48;
    pub(crate) const SUBTREE_MINMAX: u32 = 49;
    pub(crate) const UNSUPPORTED_CONSTRAINT_TYPE: u32 = 51;
    pub(crate) const UNSUPPORTED_NAME_SYNTAX: u32 = 53;
    pub(crate) const HOSTNAME_MISMATCH: u32 = 62;
    pub(crate) const IP_ADDRESS_MISMATCH: u32 = 64;
    pub(crate) const EE_KEY_TOO_SMALL: u32 = 66;
    pub(crate) const CA_KEY_TOO_SMALL: u32 = 67;
    pub(crate) const CA_MD_TOO_WEAK: u32 = 68;
    pub(crate) const INVALID_CA: u32 = 79;
    pub(crate) const EC_KEY_EXPLICIT_PARAMS: u32 = 94;
}

/// What the certificate is to be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// No purpose is asked for.
    Any,
    /// A TLS server: what a gateway asks.
    Server,
}

/// The question put to OpenSSL.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The time, in seconds since 1970.
    pub at: i64,
    /// The host to look for in the certificate.
    pub host: Option<&'a Host>,
    /// The purpose.
    pub purpose: Purpose,
    /// The security level, 0 to 5.
    pub level: u8,
    /// How many intermediates a path may have.
    pub depth: usize,
    /// Whether any trusted certificate ends a path, not only a self-signed one.
    pub partial: bool,
}

impl<'a> Question<'a> {
    /// What a TLS client asks of a server: purpose server, level 1, OpenSSL's default depth.
    #[must_use]
    pub const fn of_tls_client(at: i64, host: Option<&'a Host>) -> Self {
        Self {
            at,
            host,
            purpose: Purpose::Server,
            level: 1,
            depth: 100,
            partial: false,
        }
    }
}

/// One error: the code and where in the path it arises; the leaf has depth 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// OpenSSL's code, see [`codes`].
    pub code: u32,
    /// The depth.
    pub depth: usize,
}

/// What OpenSSL would answer for a chain: its errors, and the path that it took.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// Every error in the order in which OpenSSL meets them when told to go on; the first is the
    /// one that it gives otherwise. Empty when it is content.
    pub failures: Vec<Failure>,
    /// The path from the leaf on.
    pub path: Vec<Step<'a>>,
    /// Depths whose signature is not checked here, because its algorithm is not implemented.
    pub not_checked: Vec<usize>,
}

impl Answer<'_> {
    /// Code and depth as `openssl verify` first reports them; code 0 when it is content.
    #[must_use]
    pub fn first(&self) -> Failure {
        self.failures
            .first()
            .copied()
            .unwrap_or(Failure { code: 0, depth: 0 })
    }
}

/// Puts the question for a leaf, the other certificates as the server sent them, and the trusted
/// ones.
#[must_use]
pub fn verify<'a>(
    leaf: &'a Certificate,
    untrusted: &'a [Certificate],
    trusted: &'a [Certificate],
    question: &Question<'_>,
) -> Answer<'a> {
    let mut run = Run {
        question,
        failures: Vec::new(),
        not_checked: Vec::new(),
    };
    if !run.strong_key(leaf) {
        run.fail(code::EE_KEY_TOO_SMALL, 0);
    }
    let built = path::build(leaf, untrusted, trusted, question);
    if let Some(failure) = built.failure {
        run.failures.push(failure);
    }
    if built.go_on {
        let chain: Vec<&Certificate> = built.path.iter().map(|step| step.certificate).collect();
        run.checks(&chain);
    }
    Answer {
        failures: run.failures,
        path: built.path,
        not_checked: run.not_checked,
    }
}

/// The most name comparisons in one run, over all pairs of certificates.
const MOST_NAME_CHECKS: usize = 1 << 23;

/// Netscape's certificate types.
const NETSCAPE_SERVER: u8 = 0x40;
const NETSCAPE_SSL_CA: u8 = 0x04;
const NETSCAPE_ANY_CA: u8 = 0x07;

/// What a certificate is good for as an issuer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Authority {
    No,
    Yes,
    /// An old root without basic constraints: version 1 and self-signed.
    OldRoot,
    /// No basic constraints, but a key usage that allows signing.
    ByKeyUsage,
    /// No basic constraints, but Netscape's type says so.
    ByNetscape,
}

fn authority(certificate: &Certificate) -> Authority {
    let extensions = &certificate.extensions;
    if !extensions.invalid.is_empty()
        || extensions.key_usage.is_some_and(|usage| !usage.cert_sign())
    {
        return Authority::No;
    }
    match extensions.basic_constraints {
        Some(constraints) if constraints.ca => Authority::Yes,
        Some(_) => Authority::No,
        None if certificate.version == 1 && certificate.is_self_signed() => Authority::OldRoot,
        None if extensions.key_usage.is_some() => Authority::ByKeyUsage,
        None if extensions
            .netscape_type
            .is_some_and(|kind| kind & NETSCAPE_ANY_CA != 0) =>
        {
            Authority::ByNetscape
        }
        None => Authority::No,
    }
}

/// Whether a certificate is fit to issue others: by basic constraints, by key usage, or as one of
/// the old roots that have neither.
#[must_use]
pub fn is_ca(certificate: &Certificate) -> bool {
    authority(certificate) != Authority::No
}

struct Run<'q> {
    question: &'q Question<'q>,
    failures: Vec<Failure>,
    not_checked: Vec<usize>,
}

impl Run<'_> {
    fn fail(&mut self, code: u32, depth: usize) {
        self.failures.push(Failure { code, depth });
    }

    /// The least security bits of the level (SSL_CTX_set_security_level).
    fn least_bits(&self) -> u32 {
        match self.question.level {
            0 => 0,
            1 => 80,
            2 => 112,
            3 => 128,
            4 => 192,
            _ => 256,
        }
    }

    fn strong_key(&self, certificate: &Certificate) -> bool {
        self.question.level == 0
            || certificate
                .key
                .security_bits()
                .is_some_and(|bits| bits >= self.least_bits())
    }

    fn strong_signature(&self, certificate: &Certificate) -> bool {
        self.question.level == 0
            || certificate
                .signature_algorithm
                .security_bits()
                .is_some_and(|bits| bits >= self.least_bits())
    }

    /// All checks behind the path, in OpenSSL's order.
    fn checks(&mut self, chain: &[&Certificate]) {
        self.extensions(chain);
        self.security_level(chain);
        self.host(chain);
        self.signatures_and_dates(chain);
        self.name_constraints(chain);
    }

    fn extensions(&mut self, chain: &[&Certificate]) {
        let mut length: i64 = 0;
        for (depth, certificate) in chain.iter().enumerate() {
            let extensions = &certificate.extensions;
            if !extensions.unhandled_critical.is_empty() {
                self.fail(code::UNHANDLED_CRITICAL_EXTENSION, depth);
            }
            if extensions.proxy {
                self.fail(code::PROXY_CERTIFICATES_NOT_ALLOWED, depth);
            }
            let issuer = depth > 0;
            let last = depth + 1 == chain.len();
            if issuer {
                let authority = authority(certificate);
                if authority == Authority::No || (!last && authority != Authority::Yes) {
                    self.fail(code::INVALID_CA, depth);
                }
            }
            if chain.len() > 1 {
                match &certificate.key.kind {
                    KeyKind::Unreadable(_) => self.fail(code::UNSPECIFIED, depth),
                    KeyKind::Ec { explicit: true, .. } => {
                        self.fail(code::EC_KEY_EXPLICIT_PARAMS, depth)
                    }
                    _ => {}
                }
            }
            if self.question.purpose == Purpose::Server && !serves(certificate, issuer) {
                self.fail(code::INVALID_PURPOSE, depth);
            }
            let allowed = extensions
                .basic_constraints
                .and_then(|constraints| constraints.path_length);
            if depth > 1 && allowed.is_some_and(|allowed| length > allowed) {
                self.fail(code::PATH_LENGTH_EXCEEDED, depth);
            }
            // Self-issued intermediates do not count (RFC 5280 section 6.1.4, step l).
            if issuer && !certificate.is_self_issued() {
                length += 1;
            }
        }
    }

    fn security_level(&mut self, chain: &[&Certificate]) {
        if self.question.level == 0 {
            return;
        }
        for (depth, certificate) in chain.iter().enumerate() {
            if depth > 0 && !self.strong_key(certificate) {
                self.fail(code::CA_KEY_TOO_SMALL, depth);
            }
            // The anchor is trusted as it is, whatever signed it.
            if depth + 1 < chain.len() && !self.strong_signature(certificate) {
                self.fail(code::CA_MD_TOO_WEAK, depth);
            }
        }
    }

    fn host(&mut self, chain: &[&Certificate]) {
        let (Some(host), Some(leaf)) = (self.question.host, chain.first()) else {
            return;
        };
        if !matches(leaf, host) {
            self.fail(
                if matches!(host, Host::Name(_)) {
                    code::HOSTNAME_MISMATCH
                } else {
                    code::IP_ADDRESS_MISMATCH
                },
                0,
            );
        }
    }

    /// From the root to the leaf; the root's own signature adds nothing and is not looked at.
    fn signatures_and_dates(&mut self, chain: &[&Certificate]) {
        let Some(last) = chain.last() else { return };
        let mut from = chain.len() - 1;
        if !last.may_be_issued_by(last) && !self.question.partial {
            if from == 0 {
                self.fail(code::UNABLE_TO_VERIFY_LEAF_SIGNATURE, 0);
            }
            // Nothing is known about a last certificate that is not self-issued, its dates included.
            from = from.saturating_sub(1);
        }
        for (depth, certificate) in chain.iter().enumerate().take(from + 1).rev() {
            if let Some(issuer) = chain.get(depth + 1) {
                if issuer
                    .extensions
                    .key_usage
                    .is_some_and(|usage| !usage.cert_sign())
                {
                    self.fail(code::KEYUSAGE_NO_CERTSIGN, depth + 1);
                }
                if matches!(issuer.key.kind, KeyKind::Unreadable(_)) {
                    self.fail(code::UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, depth + 1);
                } else {
                    match check_signature(certificate, &issuer.key) {
                        SignatureCheck::Valid => {}
                        SignatureCheck::Invalid => self.fail(code::CERT_SIGNATURE_FAILURE, depth),
                        SignatureCheck::NotChecked => self.not_checked.push(depth),
                    }
                }
            }
            self.dates(certificate, depth);
        }
    }

    fn dates(&mut self, certificate: &Certificate, depth: usize) {
        let at = self.question.at;
        let (from, to) = (certificate.not_before, certificate.not_after);
        if !from.well_formed {
            self.fail(code::ERROR_IN_CERT_NOT_BEFORE_FIELD, depth);
        } else if from.seconds > at {
            self.fail(code::CERT_NOT_YET_VALID, depth);
        }
        if !to.well_formed {
            self.fail(code::ERROR_IN_CERT_NOT_AFTER_FIELD, depth);
        } else if to.seconds <= at {
            self.fail(code::CERT_HAS_EXPIRED, depth);
        }
    }

    fn name_constraints(&mut self, chain: &[&Certificate]) {
        let mut left = MOST_NAME_CHECKS;
        for (depth, certificate) in chain.iter().enumerate().rev() {
            if depth != 0 && certificate.is_self_issued() {
                continue;
            }
            for issuer in chain.iter().skip(depth + 1).rev() {
                let Some(constraints) = &issuer.extensions.name_constraints else {
                    continue;
                };
                let cost = names::cost(certificate, constraints);
                let Some(after) = left.checked_sub(cost) else {
                    self.fail(code::UNSPECIFIED, depth);
                    return;
                };
                left = after;
                if let Some(broken) = names::check(certificate, constraints, depth == 0) {
                    self.fail(broken, depth);
                }
            }
        }
    }
}

/// Whether the extended key usage, where there is one, allows TLS servers. "Any" does not.
#[must_use]
pub fn allows_server(certificate: &Certificate) -> bool {
    let purposes = [oid::SERVER_AUTH, oid::MS_SERVER_GATED, oid::NS_SERVER_GATED];
    let usages = certificate.extensions.extended_key_usage.as_ref();
    usages.is_none_or(|usages| {
        usages
            .iter()
            .any(|usage| purposes.contains(&usage.as_str()))
    })
}

/// Whether a certificate serves the purpose of a TLS server, or as an issuer of one.
fn serves(certificate: &Certificate, issuer: bool) -> bool {
    let extensions = &certificate.extensions;
    // OpenSSL does not ask a certificate whose extensions it cannot read.
    if !extensions.invalid.is_empty() {
        return true;
    }
    if !allows_server(certificate) {
        return false;
    }
    if issuer {
        return match authority(certificate) {
            Authority::No => false,
            Authority::ByNetscape => extensions
                .netscape_type
                .is_some_and(|kind| kind & NETSCAPE_SSL_CA != 0),
            _ => true,
        };
    }
    extensions
        .netscape_type
        .is_none_or(|kind| kind & NETSCAPE_SERVER != 0)
        && extensions.key_usage.is_none_or(|usage| usage.tls_server())
}
