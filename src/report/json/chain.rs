//! A chain of certificates, and what is said of each.

use serde::Serialize;

use crate::chain::{Fix, Judged};
use crate::diagnosis::{Case, ChainFinding};

#[derive(Debug, Serialize)]
pub(super) struct ChainJson<'a> {
    source: &'a str,
    /// The piece of evidence that it is: an index into `evidence`.
    evidence: usize,
    /// The rows of the server that presented it: indices into `servers`.
    servers: &'a [usize],
    verdict: &'static str,
    predicted: Option<&'static str>,
    basis: &'static str,
    faults: Vec<&'static str>,
    openssl_code: Option<u32>,
    openssl_depth: Option<usize>,
    trusted_by: Option<TrustedByJson<'a>>,
    /// `null` where the list that would tell is not there.
    root_list: Option<&'static str>,
    compared_name: Option<&'a str>,
    certificates: Vec<CertificateJson<'a>>,
    warnings: Vec<WarningJson<'a>>,
    /// What would make it pass, in order.
    fixes: Vec<String>,
    /// The chain as it should be installed, in PEM, as far as it is there.
    corrected_chain: Option<&'a str>,
    /// The root to upload, in PEM, where it is there.
    root: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct TrustedByJson<'a> {
    list: &'static str,
    subject: &'a str,
    sha256: &'a str,
}

#[derive(Debug, Serialize)]
struct CertificateJson<'a> {
    position: usize,
    /// Where it belongs: 0 the server certificate, then its issuer, and so on.
    place: Option<usize>,
    role: &'static str,
    subject: &'a str,
    issuer: &'a str,
    not_before: Option<String>,
    not_after: Option<String>,
    sha256: Option<String>,
    problems: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct WarningJson<'a> {
    id: &'static str,
    position: Option<usize>,
    text: &'a str,
}

impl<'a> ChainJson<'a> {
    pub(super) fn of(case: &'a Case, finding: &'a ChainFinding) -> Self {
        let verdict = &finding.verdict;
        let source = case.evidence.get(finding.evidence);
        Self {
            source: source.map_or("", |piece| piece.source.as_str()),
            evidence: finding.evidence,
            servers: &finding.servers,
            verdict: verdict.state.as_str(),
            predicted: verdict.predicted.map(|fault| fault.id()),
            basis: verdict.basis.as_str(),
            faults: verdict.faults.iter().map(|fault| fault.id()).collect(),
            openssl_code: verdict.openssl_code,
            openssl_depth: verdict.openssl_depth,
            trusted_by: verdict.trusted_by.as_ref().map(|by| TrustedByJson {
                list: by.list.as_str(),
                subject: &by.subject,
                sha256: &by.sha256,
            }),
            root_list: (!finding.trust_open || verdict.root_list.is_some())
                .then(|| verdict.root_list_name()),
            compared_name: verdict.compared_name.as_deref(),
            certificates: verdict.certificates.iter().map(certificate).collect(),
            warnings: verdict
                .warnings
                .iter()
                .map(|warning| WarningJson {
                    id: warning.id,
                    position: warning.position,
                    text: &warning.text,
                })
                .collect(),
            fixes: verdict.fixes.iter().map(Fix::sentence).collect(),
            corrected_chain: verdict.corrected_chain.as_deref(),
            root: verdict.root.as_deref(),
        }
    }
}

fn certificate(judged: &Judged) -> CertificateJson<'_> {
    CertificateJson {
        position: judged.position,
        place: judged.place,
        role: judged.role.as_str(),
        subject: &judged.subject,
        issuer: &judged.issuer,
        not_before: judged.not_before.map(|time| time.to_string()),
        not_after: judged.not_after.map(|time| time.to_string()),
        sha256: judged.certificate.as_ref().map(|one| one.sha256_hex()),
        problems: judged
            .problems
            .iter()
            .map(|problem| problem.as_str())
            .collect(),
    }
}
