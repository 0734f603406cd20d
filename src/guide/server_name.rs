//! Which name the gateway asks a server for in TLS, and compares with its certificate.

use std::net::IpAddr;

use super::situation::Situation;
use crate::fault::Fault;
use crate::gateway::{Protocol, Sku};

/// The name that the gateway compares with the certificate when it probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared<'a> {
    /// This one.
    Name(&'a str, Origin<'a>),
    /// None: `validateSNI` is off.
    Nothing,
    /// There is no host name: the default probe sends `127.0.0.1`, and no server name in TLS.
    NoHost,
    /// The setting picks the name from the pool's entry, and that is an IP address.
    PickedIp(&'a str),
    /// The evidence does not tell.
    Unknown,
}

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// Typed in by hand.
    Typed,
    /// `sniName` of the setting.
    SniName,
    /// The host of the custom probe with this name.
    Probe(&'a str),
    /// `hostName` of the setting.
    Setting,
    /// The pool's entry, which the setting picks.
    PickedEntry,
    /// The pool's entry, as always on v1.
    EntryOnV1,
}

impl Origin<'_> {
    /// Where it comes from, after "the" or a comma.
    pub fn words(self) -> String {
        match self {
            Self::Typed => "as typed in".to_owned(),
            Self::SniName => "`sniName` of the backend setting".to_owned(),
            Self::Probe(name) => format!("the host of custom probe `{name}`"),
            Self::Setting => "the host name of the backend setting".to_owned(),
            Self::PickedEntry => {
                "the pool's entry, which the backend setting picks as host name".to_owned()
            }
            Self::EntryOnV1 => "the pool's entry, which v1 compares".to_owned(),
        }
    }
}

/// Which name the gateway compares, by the TLS overview's table: on v2 `sniName`, else the custom
/// probe's host, else the setting's; on v1 the pool's entry.
pub fn compared<'a>(situation: &Situation<'a>) -> Compared<'a> {
    if let Some(typed) = situation.case.typed.host.as_deref() {
        return Compared::Name(typed, Origin::Typed);
    }
    if situation.sku() == Some(Sku::V1) {
        return match situation.address() {
            Some(address) => Compared::Name(address, Origin::EntryOnV1),
            None => Compared::Unknown,
        };
    }
    let Some(setting) = situation.setting() else {
        return Compared::Unknown;
    };
    // Layer 4 has none of the switches.
    if setting.protocol != Some(Protocol::Tls) {
        if setting.validate_sni == Some(false) {
            return Compared::Nothing;
        }
        if let Some(name) = setting.sni_name.as_deref() {
            return Compared::Name(name, Origin::SniName);
        }
    }
    match &setting.probe {
        None => return Compared::Unknown,
        Some(None) => {}
        Some(Some(name)) => match situation.probe() {
            None => return Compared::Unknown,
            Some(probe) => {
                if let Some(host) = probe.host.as_deref() {
                    return Compared::Name(host, Origin::Probe(name));
                }
            }
        },
    }
    if let Some(host) = setting.host_name.as_deref() {
        return Compared::Name(host, Origin::Setting);
    }
    if setting.pick_host_name_from_backend_address != Some(true) {
        return Compared::NoHost;
    }
    match situation.address() {
        None => Compared::Unknown,
        Some(address) if is_ip(address) => Compared::PickedIp(address),
        Some(address) => Compared::Name(address, Origin::PickedEntry),
    }
}

/// Whether it is an IP address, with or without brackets.
pub fn is_ip(host: &str) -> bool {
    let bare = host.trim().trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok()
}

impl<'a> Situation<'a> {
    /// The server name that the probe sends in TLS; `None` where it sends none, or nothing tells.
    pub fn server_name(&self) -> Option<&'a str> {
        match compared(self) {
            Compared::Name(name, _) => Some(name).filter(|name| !is_ip(name)),
            _ => None,
        }
    }

    /// A name that the server's certificate carries or should carry: typed, else the server name,
    /// unless the problem is that the certificate does not carry that.
    pub fn certificate_host(&self) -> Option<&'a str> {
        let mismatch = self
            .problem
            .is_some_and(|problem| problem.fault == Fault::CertificateNameMismatch);
        match self.case.typed.host.as_deref() {
            Some(typed) => Some(typed),
            None if mismatch => None,
            None => self.server_name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_names() {
        for ip in ["10.0.0.4", "2001:db8::4", "[2001:db8::4]", " 127.0.0.1 "] {
            assert!(is_ip(ip), "{ip}");
        }
        for name in ["www.contoso.com", "10.0.0.4.example", "localhost", ""] {
            assert!(!is_ip(name), "{name}");
        }
    }
}
