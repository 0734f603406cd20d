//! Which names a certificate carries, and which one the gateway compares.

use std::net::IpAddr;

use super::answers;
use crate::gateway::{Protocol, Sku};
use crate::guide::command::{Command, Shell};
use crate::guide::situation::Situation;
use crate::guide::source::{HEALTH, RFC_6125};
use crate::guide::step::{Block, Branch, Link, Next, Step};

/// The name that the gateway compares with the certificate when it probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compared<'a> {
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
pub(crate) enum Origin<'a> {
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
    pub(crate) fn words(self) -> String {
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
pub(crate) fn compared<'a>(situation: &Situation<'a>) -> Compared<'a> {
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
pub(crate) fn is_ip(host: &str) -> bool {
    let bare = host.trim().trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok()
}

/// Finds the names on the server's certificate.
pub(crate) static READ_NAMES: Step = Step {
    id: "tls/read-names",
    title: "Find the names on the server's certificate",
    body: &[
        Block::Text(
            "Ask the server itself, not the gateway, and with the host name that the probe sends: a server with several sites chooses the certificate by it.",
        ),
        Block::Text("With a browser:"),
        Block::Ordered(&[
            "Open the server's own address.",
            "Select the padlock in the address bar and open the certificate.",
            "The common name stands under `Issued To`; alternative names are among the details.",
        ]),
        Block::Text("On a Windows server:"),
        Block::Ordered(&[
            "Sign in to the machine that runs the application.",
            "Press Win+R, or right-click Start and choose Run.",
            "Type `certlm.msc` and press Enter; searching Start for the certificate manager finds it too.",
            "Open the certificate, usually in `Certificates - Local Computer\\Personal\\Certificates`.",
            "On the Details tab, read Subject and Subject Alternative Name.",
        ]),
        Block::Text(
            "On a Linux server, print the file that the web server is configured with; the article's short form is `openssl x509 -in certificate.crt -subject -noout`.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Ask the server over the network",
            "openssl s_client -connect <address>:<port> -servername <host> </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -ext subjectAltName",
        ),
        Command::reads(
            Shell::Posix,
            "Read the file on a Linux server",
            "openssl x509 -in <certificate-file> -noout -subject -dates -ext subjectAltName",
        ),
        Command::reads(
            Shell::PowerShell,
            "Read the store on a Windows server",
            "Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject, DnsNameList, NotBefore, NotAfter, Thumbprint",
        ),
    ],
    branches: &[
        Branch::new(
            "It has alternative names",
            "Only they count. The common name is not looked at, whatever the message calls it.",
            Next::Continue,
        ),
        Branch::new(
            "It has none",
            "The common name counts. Better have it reissued with alternative names: current clients accept nothing else.",
            Next::Continue,
        ),
        Branch::new(
            "Browser and openssl show different certificates",
            "The server chooses by server name. What counts is the answer to the name that the gateway sends.",
            Next::Continue,
        ),
    ],
    links: &[
        Link {
            label: "RFC 6125, section 6.4.4: when the common name counts",
            url: RFC_6125.url,
        },
        super::TLS_LINK,
    ],
    answer: Some(answers::read_names),
    sources: &[
        HEALTH.under("Common Name (CN) doesn't match"),
        RFC_6125.under("6.4.4"),
    ],
    ..Step::BLANK
};

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
