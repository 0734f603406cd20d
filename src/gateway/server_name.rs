//! Which name the gateway asks a server for in TLS, and compares with its certificate.

use std::net::IpAddr;

use super::{BackendSetting, Probe, Protocol, Sku};
use crate::language::gateway::server_name as say;

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
    /// v1, and the pool's entry is an IP address: no server name is sent, and the server's default
    /// certificate must be among the authentication certificates.
    AddressOnV1(&'a str),
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
            Self::Typed => say::TYPED.to_owned(),
            Self::SniName => say::SNI_NAME.to_owned(),
            Self::Probe(name) => say::host_of_probe(name),
            Self::Setting => say::HOST_OF_SETTING.to_owned(),
            Self::PickedEntry => say::POOL_ENTRY.to_owned(),
            Self::EntryOnV1 => say::POOL_ENTRY_ON_V1.to_owned(),
        }
    }
}

/// What decides which name is compared, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The host name typed in by hand, which wins.
    pub typed: Option<&'a str>,
    /// The SKU; v2 where it is not known.
    pub sku: Option<Sku>,
    /// The pool's entry: the server's address or host name.
    pub address: Option<&'a str>,
    /// The backend setting.
    pub setting: Option<&'a BackendSetting>,
    /// The custom probe that the setting names.
    pub probe: Option<&'a Probe>,
}

/// Which name the gateway compares, by the TLS overview's table: on v2 `sniName`, else the custom
/// probe's host, else the setting's; on v1 the pool's entry.
pub fn compared<'a>(known: &Known<'a>) -> Compared<'a> {
    if let Some(typed) = known.typed {
        return Compared::Name(typed, Origin::Typed);
    }
    if known.sku == Some(Sku::V1) {
        return match known.address {
            Some(address) if is_ip(address) => Compared::AddressOnV1(address),
            Some(address) => Compared::Name(address, Origin::EntryOnV1),
            None => Compared::Unknown,
        };
    }
    let Some(setting) = known.setting else {
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
        Some(Some(name)) => match known.probe {
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
    match known.address {
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
