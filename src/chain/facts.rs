//! The conditions that the gateway's messages stand for, found in a chain.

use super::openssl::{self, Answer, Question, code};
use super::verdict::Role;
use super::{Input, host};
use crate::certificate::Certificate;
use crate::fault::Fault;
use crate::gateway::Sku;
use crate::order;

/// The faults that a chain can cause, in the order of the documented table.
pub(crate) const TABLE: &[Fault] = &[
    Fault::LeafNotTopmost,
    Fault::LeafMissing,
    Fault::IntermediateMissing,
    Fault::IntermediateNotPublicCa,
    Fault::RootMismatchNoRoot,
    Fault::ServerNotPublicCa,
    Fault::RootMismatch,
    Fault::AuthenticationCertificateMismatch,
    Fault::CertificateExpired,
    Fault::CertificateNameMismatch,
    Fault::VerificationFailed,
];

/// A presented chain with what was found out about it.
pub(super) struct Facts<'a> {
    pub(super) input: &'a Input<'a>,
    /// The certificates as presented.
    pub(super) presented: &'a [Certificate],
    pub(super) roles: Vec<Role>,
    /// The position of the server certificate; without any, of the first one.
    pub(super) bottom: usize,
    /// Whether there is a server certificate.
    pub(super) has_leaf: bool,
    /// Those above the bottom, as handed to OpenSSL, and their positions.
    pub(super) others: &'a [Certificate],
    /// The trusted ones.
    pub(super) trusted: &'a [Certificate],
    /// OpenSSL's answer for the server certificate, without a name.
    pub(super) answer: Answer<'a>,
}

/// What each presented certificate is.
pub(super) fn roles(presented: &[Certificate], compared: Option<&str>) -> Vec<Role> {
    let issues = |at: usize, issuer: &Certificate| {
        presented.iter().enumerate().any(|(other, certificate)| {
            other != at && certificate != issuer && certificate.may_be_issued_by(issuer)
        })
    };
    let serves = |certificate: &Certificate| {
        let purpose = certificate.extensions.extended_key_usage.as_ref();
        let server = purpose.is_some_and(|usages| {
            usages
                .iter()
                .any(|usage| usage == crate::certificate::oid::SERVER_AUTH)
        });
        let named = compared.is_some_and(|name| host::compare(certificate, name).matches);
        named || (server && certificate.extensions.dns_names().next().is_some())
    };
    presented
        .iter()
        .enumerate()
        .map(|(at, certificate)| {
            let above = issues(at, certificate);
            let ca = openssl::is_ca(certificate);
            // A CA certificate that names the host and stands above nothing is used as a server's.
            let as_server = !above && serves(certificate);
            match (certificate.is_self_signed(), ca || above) {
                (true, true) if !as_server => Role::Root,
                (true, _) => Role::SelfSignedLeaf,
                (false, true) if !as_server || (at > 0 && ca) => Role::Intermediate,
                (false, _) => Role::Leaf,
            }
        })
        .collect()
}

/// Where the chain under the bottom breaks off.
enum Top {
    /// It leads to a trusted root.
    Trusted,
    /// The bottom's issuer is neither presented nor trusted.
    NoIssuer,
    /// It ends in a presented root.
    Root,
    /// It ends below a root that is not presented.
    BelowRoot,
}

impl<'a> Facts<'a> {
    /// The presented leaf, or the lowest certificate where there is none.
    pub(super) fn bottom(&self) -> Option<&'a Certificate> {
        self.presented.get(self.bottom)
    }

    fn role(&self) -> Option<Role> {
        self.roles.get(self.bottom).copied()
    }

    fn top(&self) -> Top {
        let path = &self.answer.path;
        let anchored = !self
            .answer
            .failures
            .iter()
            .any(|failure| is_path_code(failure.code));
        if anchored {
            return Top::Trusted;
        }
        let Some(last) = path.last().map(|step| step.certificate) else {
            return Top::NoIssuer;
        };
        if last.is_self_signed() {
            return Top::Root;
        }
        // A root of the right name counts as presented, even when it is another of that name.
        if self
            .presented
            .iter()
            .any(|other| other.is_self_issued() && other.subject == last.issuer && other != last)
        {
            return Top::Root;
        }
        if path.len() == 1 && self.has_leaf {
            Top::NoIssuer
        } else {
            Top::BelowRoot
        }
    }

    /// Whether the path stops at an algorithm that is not implemented, though a certificate of the
    /// issuer's name is there.
    pub(super) fn stops_unchecked(&self) -> bool {
        let unreadable = |certificate: &Certificate| {
            matches!(
                certificate.signature_algorithm,
                crate::certificate::SignatureAlgorithm::Unknown(_)
            ) || matches!(
                certificate.key.kind,
                crate::certificate::KeyKind::Unreadable(_)
            )
        };
        let on_path = || {
            self.answer
                .path
                .iter()
                .any(|step| unreadable(step.certificate))
        };
        let above = || {
            let Some(last) = self.answer.path.last() else {
                return false;
            };
            self.others
                .iter()
                .chain(self.trusted)
                .any(|other| other.subject == last.certificate.issuer && unreadable(other))
        };
        !self.answer.not_checked.is_empty() || on_path() || above()
    }

    /// Every fault that holds, in the order of the table.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Vec::new();
        let input = self.input;
        if input.validate_chain_and_expiry {
            if input.ordered && self.has_leaf && self.bottom != 0 {
                faults.push(Fault::LeafNotTopmost);
            }
            if !self.has_leaf {
                faults.push(Fault::LeafMissing);
            }
            if input.sku == Sku::V1 {
                faults.extend(self.not_allow_listed());
            } else if !self.stops_unchecked() {
                faults.extend(self.untrusted());
            }
            if self
                .answer
                .path
                .iter()
                .any(|step| out_of_date(step.certificate, input.at.unix()))
            {
                faults.push(Fault::CertificateExpired);
            }
            if self.other_failure().is_some() {
                faults.push(Fault::VerificationFailed);
            }
        }
        if let (Some(name), Some(bottom)) = (input.compared(), self.bottom())
            && !host::compare(bottom, name).matches
        {
            faults.push(Fault::CertificateNameMismatch);
        }
        order::sort_by_key(&mut faults, |fault| {
            TABLE.iter().position(|known| known == fault)
        });
        faults
    }

    /// v1 knows the server certificates themselves, or a public root.
    fn not_allow_listed(&self) -> Option<Fault> {
        let listed = self
            .bottom()
            .is_some_and(|bottom| self.input.uploaded.contains(bottom));
        let public = self.input.uses_well_known() && matches!(self.top(), Top::Trusted);
        (!listed && !public).then_some(Fault::AuthenticationCertificateMismatch)
    }

    fn untrusted(&self) -> Option<Fault> {
        // The gateway takes a self-signed certificate that is no CA for a leaf, whatever is
        // uploaded, and looks for its issuer.
        if self.role() == Some(Role::SelfSignedLeaf)
            && self.bottom().is_some_and(|bottom| !openssl::is_ca(bottom))
        {
            return Some(Fault::IntermediateMissing);
        }
        let public = self.input.uses_well_known();
        match self.top() {
            Top::Trusted => None,
            Top::NoIssuer => Some(Fault::IntermediateMissing),
            Top::Root if public => Some(Fault::ServerNotPublicCa),
            Top::Root => Some(Fault::RootMismatch),
            Top::BelowRoot if public => Some(Fault::IntermediateNotPublicCa),
            Top::BelowRoot => Some(Fault::RootMismatchNoRoot),
        }
    }

    /// The first failure for which no other message stands.
    pub(super) fn other_failure(&self) -> Option<openssl::Failure> {
        if self.input.sku == Sku::V1 {
            return None;
        }
        self.answer.failures.iter().copied().find(|failure| {
            let unchecked = matches!(
                failure.code,
                code::EE_KEY_TOO_SMALL
                    | code::CA_KEY_TOO_SMALL
                    | code::CA_MD_TOO_WEAK
                    | code::UNSPECIFIED
                    | code::UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY
            ) && self.stops_unchecked();
            // Without a server certificate its purpose says nothing.
            let missing =
                !self.has_leaf && failure.depth == 0 && failure.code == code::INVALID_PURPOSE;
            !unchecked
                && !missing
                && !is_path_code(failure.code)
                && !matches!(
                    failure.code,
                    code::CERT_NOT_YET_VALID | code::CERT_HAS_EXPIRED
                )
        })
    }
}

/// OpenSSL's answer for the bottom of a chain, without a name.
pub(super) fn ask<'a>(
    bottom: &'a Certificate,
    others: &'a [Certificate],
    trusted: &'a [Certificate],
    at: i64,
) -> Answer<'a> {
    openssl::verify(bottom, others, trusted, &Question::of_tls_client(at, None))
}

fn out_of_date(certificate: &Certificate, at: i64) -> bool {
    certificate.not_before.seconds > at || certificate.not_after.seconds <= at
}

/// Codes that say that the path leads to no trusted root.
pub(super) const fn is_path_code(code: u32) -> bool {
    matches!(
        code,
        code::UNABLE_TO_GET_ISSUER_CERT
            | code::DEPTH_ZERO_SELF_SIGNED_CERT
            | code::SELF_SIGNED_CERT_IN_CHAIN
            | code::UNABLE_TO_GET_ISSUER_CERT_LOCALLY
            | code::UNABLE_TO_VERIFY_LEAF_SIGNATURE
    )
}
