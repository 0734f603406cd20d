//! A verdict in words: what the gateway would say, why, and what to change.

use crate::certificate::Certificate;
use crate::chain::Fix;
use crate::chain::openssl::codes;
use crate::chain::roots::List;
use crate::chain::{Judged, Problem, Role, Verdict};
use crate::fault::Fault;

/// What a v2 gateway says of a fault that a chain causes (a v1 gateway of the one that only v1
/// has), as the backend-health article has it, `{errorCode}` standing for the code; `None` for
/// other faults.
#[must_use]
pub const fn message(fault: Fault) -> Option<&'static str> {
    Some(match fault {
        Fault::LeafNotTopmost => {
            "The Leaf certificate isn't the topmost certificate in the chain presented by the backend server. Ensure the certificate chain is correctly ordered on the backend server."
        }
        Fault::LeafMissing => {
            "The Leaf certificate is missing from the certificate chain presented by the backend server. Ensure the chain is complete and correctly ordered on the backend server."
        }
        Fault::IntermediateMissing => {
            "The Intermediate certificate is missing from the certificate chain presented by the backend server. Ensure the certificate chain is complete and correctly ordered on the backend server."
        }
        Fault::IntermediateNotPublicCa => {
            "The Intermediate certificate isn't signed by a well-known Certificate Authority (CA). Ensure the certificate chain is complete and correctly ordered on the backend server."
        }
        Fault::RootMismatchNoRoot => {
            "The Intermediate certificate not signed by any Root certificates uploaded to the application gateway. Ensure the certificate chain is complete and correctly ordered on the backend server."
        }
        Fault::ServerNotPublicCa => {
            "The backend Server certificate isn't signed by a well-known Certificate Authority (CA). To use unknown CA certificates, its Root certificate must be uploaded to the Backend Setting of the application gateway."
        }
        Fault::RootMismatch => {
            "The root certificate of the server certificate used by the backend doesn't match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to the allowlist for the backend."
        }
        Fault::AuthenticationCertificateMismatch => {
            "Backend server certificate is not whitelisted with Application Gateway."
        }
        Fault::CertificateExpired => {
            "Backend certificate is invalid. Current date isn't within the \"Valid from\" and \"Valid to\" date range on the certificate."
        }
        Fault::CertificateNameMismatch => {
            "The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting hostname of the application gateway."
        }
        Fault::VerificationFailed => {
            "The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with error code {errorCode}"
        }
        _ => return None,
    })
}

impl Problem {
    /// What it is, as a phrase about a certificate.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Expired => "has expired",
            Self::NotYetValid => "is not valid yet",
            Self::BadSignature => "was not signed by the issuer that is there, or was altered",
            Self::NotACa => "issued another one but is no CA (no CA:TRUE)",
            Self::PathLength => "has more CAs below it than it allows",
            Self::KeyUsage => "has a key usage that forbids what it does here",
            Self::ExtendedKeyUsage => {
                "is not meant for servers (no serverAuth in its extended key usage)"
            }
            Self::NameConstraint => "breaks the name constraints of a CA above it",
            Self::WeakKey => "has a key that OpenSSL finds too weak",
            Self::WeakSignature => "is signed with a digest that is too weak (MD5 or SHA-1)",
            Self::NameMismatch => "is not for the host that is compared",
            Self::OutOfOrder => "stands in the wrong place",
            Self::Unrelated => "has nothing to do with the server certificate",
            Self::Duplicate => "was presented before",
            Self::CriticalExtension => {
                "has a critical extension that OpenSSL does not know, or one that cannot be read"
            }
        }
    }
}

impl Judged {
    /// A short name: the common name, else the whole subject.
    #[must_use]
    pub fn short(&self) -> String {
        match &self.certificate {
            Some(certificate) => certificate.subject.short(),
            None => self.subject.clone(),
        }
    }
}

impl Role {
    /// What it is called in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Leaf => "the server certificate",
            Self::Intermediate => "an intermediate",
            Self::Root => "a root",
            Self::SelfSignedLeaf => "a self-signed certificate",
        }
    }
}

impl Verdict {
    /// The server certificate, or what stands lowest where there is none.
    #[must_use]
    pub fn bottom(&self) -> Option<&Judged> {
        let lowest = self.certificates.iter().find(|one| one.place == Some(0));
        lowest.or_else(|| self.certificates.first())
    }

    /// The highest certificate of the path that is presented.
    #[must_use]
    pub fn top(&self) -> Option<&Judged> {
        let placed = self.certificates.iter().filter(|one| one.place.is_some());
        placed.max_by_key(|one| one.place)
    }

    /// The host names and addresses in the server certificate.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let bottom = self.bottom().and_then(|one| one.certificate.as_ref());
        bottom
            .map(crate::chain::host::suggestions)
            .unwrap_or_default()
    }

    /// What OpenSSL says, with its code and depth; `None` where it is content or cannot be asked.
    #[must_use]
    pub fn openssl(&self) -> Option<String> {
        let number = self.openssl_code.filter(|code| *code != 0)?;
        let text = codes::code(number).map_or("unknown", |code| code.text);
        Some(match self.openssl_depth {
            Some(depth) => format!("OpenSSL: error {number} at depth {depth}, {text}."),
            None => format!("OpenSSL: error {number}, {text}."),
        })
    }

    /// What the chain shows of a fault, in sentences. `uploaded` are the roots that count.
    #[must_use]
    pub fn shows(&self, fault: Fault, uploaded: &[Certificate]) -> Vec<String> {
        let Some(bottom) = self.bottom() else {
            return Vec::new();
        };
        let Some(top) = self.top().or(Some(bottom)) else {
            return Vec::new();
        };
        match fault {
            Fault::LeafNotTopmost => vec![format!(
                "The server certificate {} is presented at position {}; it must come first, at 0.",
                bottom.short(),
                bottom.position
            )],
            Fault::LeafMissing => vec![format!(
                "No server certificate is presented, only CA certificates: the first is {}.",
                bottom.short()
            )],
            Fault::IntermediateMissing if bottom.role == Role::SelfSignedLeaf => vec![format!(
                "{} issued itself and is no CA: the gateway takes it for a server certificate and looks for its issuer.",
                bottom.short()
            )],
            Fault::IntermediateMissing => vec![format!(
                "{} was issued by \"{}\", which is not presented, and no trusted root has issued it either.",
                bottom.short(),
                bottom.issuer
            )],
            Fault::IntermediateNotPublicCa => vec![format!(
                "The chain ends at {}, issued by \"{}\": that is no public root.",
                top.short(),
                top.issuer
            )],
            Fault::RootMismatchNoRoot => {
                let mut said = vec![format!(
                    "The chain ends at {}, issued by \"{}\": none of the uploaded roots has issued it.",
                    top.short(),
                    top.issuer
                )];
                said.extend(listed(uploaded));
                said.extend(self.namesake(&top.issuer, uploaded, None));
                said
            }
            Fault::ServerNotPublicCa => vec![format!(
                "The chain leads to {}, which is no public root.",
                named(top)
            )],
            Fault::RootMismatch => {
                let mut said = vec![format!(
                    "The chain leads to {}, which is not among the uploaded roots.",
                    named(top)
                )];
                said.extend(listed(uploaded));
                said.extend(self.namesake(&top.subject, uploaded, top.certificate.as_ref()));
                said
            }
            Fault::AuthenticationCertificateMismatch => {
                let mut said = vec![format!(
                    "v1 compares the server certificate itself: {} is not among the uploaded ones.",
                    named(bottom)
                )];
                said.extend(listed(uploaded));
                said
            }
            Fault::CertificateExpired => self.dates(uploaded),
            Fault::CertificateNameMismatch => {
                let names = self.names();
                let names = if names.is_empty() {
                    "no host name".to_owned()
                } else {
                    names.join(", ")
                };
                vec![format!(
                    "The gateway compares {}; the certificate is for {names}.",
                    self.compared_name.as_deref().unwrap_or("no name")
                )]
            }
            Fault::VerificationFailed => self.others(),
            _ => Vec::new(),
        }
    }

    fn dates(&self, uploaded: &[Certificate]) -> Vec<String> {
        let mut said: Vec<String> = self
            .certificates
            .iter()
            .filter(|one| one.place.is_some())
            .filter_map(|one| {
                if one.problems.contains(&Problem::Expired) {
                    Some(format!("{} expired on {}.", one.short(), one.not_after?))
                } else if one.problems.contains(&Problem::NotYetValid) {
                    Some(format!(
                        "{} is not valid before {}.",
                        one.short(),
                        one.not_before?
                    ))
                } else {
                    None
                }
            })
            .collect();
        // The chain may lead to a root that was not sent.
        if said.is_empty()
            && let Some(by) = &self.trusted_by
        {
            let root = uploaded.iter().find(|root| root.sha256_hex() == by.sha256);
            said.push(match root {
                Some(root) => format!(
                    "The trusted root {} is valid from {} to {}.",
                    by.subject, root.not_before, root.not_after
                ),
                None => format!("The trusted root {} is outside its dates.", by.subject),
            });
        }
        said
    }

    /// What has no message of its own.
    fn others(&self) -> Vec<String> {
        let own = [
            Problem::Expired,
            Problem::NotYetValid,
            Problem::NameMismatch,
            Problem::OutOfOrder,
            Problem::Unrelated,
            Problem::Duplicate,
        ];
        let mut said = Vec::new();
        for one in &self.certificates {
            for problem in one.problems.iter().filter(|problem| !own.contains(problem)) {
                said.push(format!("{} {}.", one.short(), problem.words()));
            }
        }
        said
    }

    /// That a root of the right name is there with another key, or another one of the same key.
    fn namesake(
        &self,
        wanted: &str,
        uploaded: &[Certificate],
        root: Option<&Certificate>,
    ) -> Option<String> {
        let same = uploaded
            .iter()
            .find(|other| other.subject.to_string() == wanted)?;
        let key = root.is_some_and(|root| root.key.spki == same.key.spki);
        Some(if key {
            "An uploaded root has the same name and the same key: the CA's certificate was renewed."
                .to_owned()
        } else {
            "An uploaded root has the same name but another key: the CA was made anew under its old name.".to_owned()
        })
    }
}

/// A certificate with its fingerprint.
fn named(one: &Judged) -> String {
    match &one.certificate {
        Some(certificate) => format!(
            "{} (SHA-256 {})",
            certificate.subject.short(),
            certificate.sha256_hex()
        ),
        None => one.subject.clone(),
    }
}

/// How many uploaded certificates are listed.
const LISTED: usize = 5;

fn listed(uploaded: &[Certificate]) -> Option<String> {
    if uploaded.is_empty() {
        return Some("No uploaded certificate is known.".to_owned());
    }
    let shown = uploaded
        .iter()
        .take(LISTED)
        .map(|root| format!("{} (SHA-256 {})", root.subject.short(), root.sha256_hex()));
    let mut text = format!("Uploaded: {}", shown.collect::<Vec<_>>().join(", "));
    if uploaded.len() > LISTED {
        text.push_str(&format!(" and {} more", uploaded.len() - LISTED));
    }
    text.push('.');
    Some(text)
}

impl Fix {
    /// What to do, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::InstallInOrder { order } => {
                let order: Vec<String> = order.iter().map(ToString::to_string).collect();
                format!(
                    "Install the chain on the server in this order of the presented positions: {}.",
                    order.join(", ")
                )
            }
            Self::AddIssuer {
                subject,
                fetch_from,
                impostors,
                ..
            } => {
                let mut text =
                    format!("Install the issuing certificate \"{subject}\" behind the server certificate");
                if !fetch_from.is_empty() {
                    text.push_str(&format!(" (the certificate names {})", fetch_from.join(", ")));
                }
                text.push('.');
                if !impostors.is_empty() {
                    text.push_str(" One of that name is presented, but its key is another: it did not issue this certificate.");
                }
                text
            }
            Self::AddLeaf => {
                "Install the server's own certificate, before the CA certificates.".to_owned()
            }
            Self::UseCa { .. } => {
                "Make a root CA and a server certificate under it: install the server certificate, and upload the root to the backend setting.".to_owned()
            }
            Self::UploadRoot { subject, sha256 } => match sha256 {
                Some(sha256) => format!(
                    "Upload the root \"{subject}\" (SHA-256 {sha256}) to the backend setting."
                ),
                None => format!("Upload the root \"{subject}\" to the backend setting."),
            },
            Self::UploadLeaf { .. } => {
                "Upload the server certificate to the backend setting (v1).".to_owned()
            }
            Self::UseWellKnown => {
                "Take the uploaded roots off the backend setting (well-known CA: yes): the chain is a public one. Or upload its root too.".to_owned()
            }
            Self::Renew { subject, position } => match position {
                Some(_) => format!("Renew \"{subject}\" and install it on the server."),
                None => format!("Replace the uploaded \"{subject}\" by its renewed certificate."),
            },
            Self::SetHost { names } if names.is_empty() => {
                "Have the certificate reissued with the host's name: it has none.".to_owned()
            }
            Self::SetHost { names } => format!(
                "Have probe and backend setting use a name of the certificate ({}), or have the certificate reissued with the host's name.",
                names.join(", ")
            ),
            Self::Reissue {
                subject,
                problem,
                code,
                ..
            } => match problem {
                Some(problem) => format!("Have \"{subject}\" reissued: it {}.", problem.words()),
                None => format!("Have \"{subject}\" reissued (OpenSSL code {code})."),
            },
        }
    }
}

impl List {
    /// What it is called in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Uploaded => "an uploaded root",
            Self::WellKnown => "a public root",
            Self::FormerlyPublic => "a root that was public once",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Reading, classify};

    #[test]
    fn every_message_is_recognised_as_its_fault() {
        let mut said = 0;
        for fault in Fault::ALL {
            assert_eq!(message(fault).is_some(), crate::chain::causes(fault));
            if let Some(text) = message(fault) {
                said += 1;
                let text = text.replace("{errorCode}", "20");
                assert!(
                    matches!(classify(&text, None), Some(Reading::Fault(read, _)) if read == fault),
                    "{text}"
                );
            }
        }
        assert_eq!(said, crate::chain::facts::TABLE.len());
    }
}
