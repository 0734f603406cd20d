//! Which name the gateway asks the server of a situation for in TLS.

use super::situation::Situation;
use crate::chain::host;
use crate::fault::Fault;
use crate::gateway::server_name::{self, Known};

pub use crate::gateway::server_name::{Compared, Origin, is_ip};

/// Which name the gateway compares with the certificate of the server.
pub fn compared<'a>(situation: &Situation<'a>) -> Compared<'a> {
    server_name::compared(&Known {
        typed: situation.case.typed.host.as_deref(),
        sku: situation.sku(),
        address: situation.address(),
        setting: situation.setting(),
        probe: situation.probe(),
    })
}

impl<'a> Situation<'a> {
    /// The server name that the probe sends in TLS; `None` where it sends none, or nothing tells.
    pub fn server_name(&self) -> Option<&'a str> {
        match compared(self) {
            Compared::Name(name, _) => Some(name).filter(|name| !is_ip(name)),
            _ => None,
        }
    }

    /// A name that the server's certificate carries or should carry: of a pasted chain the compared
    /// name, else the first of its own; without one typed, else the server name, unless the problem
    /// is that the certificate does not carry that.
    pub fn certificate_host(&self) -> Option<&'a str> {
        if let Some(name) = self.name_in_chain() {
            return Some(name);
        }
        let mismatch = self
            .problem
            .is_some_and(|problem| problem.fault == Fault::CertificateNameMismatch);
        match self.case.typed.host.as_deref() {
            Some(typed) => Some(typed),
            None if mismatch => None,
            None => self.server_name(),
        }
    }

    fn name_in_chain(&self) -> Option<&'a str> {
        let verdict = &self.chain()?.verdict;
        let certificate = verdict.bottom()?.certificate.as_ref()?;
        let compared = verdict
            .compared_name
            .as_deref()
            .filter(|name| !is_ip(name) && host::compare(certificate, name).matches);
        let mut names = host::names(certificate).into_iter();
        compared.or_else(|| names.find(|name| !name.contains('*')))
    }
}
