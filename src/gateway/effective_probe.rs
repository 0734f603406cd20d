//! What the gateway's probe really sends to a server, worked out from the backend setting, its
//! custom probe and the SKU, as the probe overview and the TLS overview tell it.

mod timing;

use super::field::Field;
use super::server_name::{self, Compared, Known, is_ip};
use super::{BackendSetting, Instances, Probe, Protocol, Sku};
use crate::language::gateway::effective_probe as say;

/// The default probe's interval, timeout (seconds) and threshold (probes): probe overview.
pub const DEFAULT_TIMING: (u32, u32, u32) = (30, 30, 3);

/// The host of a probe that knows none (probe overview).
pub const LOOPBACK: &str = "127.0.0.1";

/// Which probe runs: a custom one, or the default one (probe overview).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// This custom probe; its name where it has one.
    Custom(Option<&'a str>),
    /// The default probe: the evidence shows that no custom one is attached.
    Default,
    /// A custom probe of this name, which the evidence does not hold.
    NotShown(&'a str),
    /// Nothing says which one: the default probe is assumed.
    Assumed,
}

impl Kind<'_> {
    /// The public name (JSON report).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Custom(_) => "custom",
            Self::Default => "default",
            Self::NotShown(_) => "not-shown",
            Self::Assumed => "assumed-default",
        }
    }
}

/// The Host header that the probe sends (probe overview).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host<'a> {
    /// This one, and where it comes from.
    Sent(&'a str, HostFrom),
    /// The probe neither has a host nor picks one: the control plane refuses it.
    Missing,
    /// Layer 4 sends none.
    None,
    /// The evidence does not tell.
    Unknown,
}

/// Where the Host header comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostFrom {
    /// Typed in by hand.
    Typed,
    /// `host` of the custom probe.
    Probe,
    /// `hostName` of the setting.
    Setting,
    /// The pool's entry, which the setting picks.
    Entry,
    /// The default probe's own.
    Loopback,
}

impl HostFrom {
    /// Where it comes from, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Typed => say::TYPED,
            Self::Probe => say::PROBES_HOST,
            Self::Setting => say::SETTINGS_HOST,
            Self::Entry => say::POOL_ENTRY,
            Self::Loopback => say::BY_DEFAULT,
        }
    }
}

/// The server name in the TLS handshake (SNI).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerName<'a> {
    /// This one.
    Sent(&'a str),
    /// None: the name is an IP address, which RFC 6066 keeps out of it.
    None,
    /// There is no TLS.
    NoTls,
    /// The evidence, or the documents, do not tell.
    Unknown,
}

/// Another reading, of a document that says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it is about: `host` or `server-name`.
    pub about: &'static str,
    /// What it says, in a sentence.
    pub text: String,
    /// The document, with the date of the text read.
    pub source: &'static str,
}

/// What is known of a probe and its server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs<'a> {
    /// The host name typed in by hand, which wins.
    pub typed_host: Option<&'a str>,
    /// The SKU; v2 where it is not known.
    pub sku: Option<Sku>,
    /// How many instances the gateway has.
    pub instances: Option<Instances>,
    /// The pool's entry: the server's address or host name.
    pub address: Option<&'a str>,
    /// The port and protocol that a report shows of the setting.
    pub shown: (Option<u16>, Option<Protocol>),
    /// The backend setting.
    pub setting: Option<&'a BackendSetting>,
    /// The custom probe that the setting names.
    pub probe: Option<&'a Probe>,
}

/// A probe as one server gets it. What the evidence does not tell is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectiveProbe<'a> {
    /// Which probe it is.
    pub kind: Kind<'a>,
    /// The SKU that it was worked out for.
    pub sku: Sku,
    /// Whether the SKU is assumed.
    pub sku_assumed: bool,
    /// The server's address or host name.
    pub address: Option<&'a str>,
    /// The protocol.
    pub protocol: Option<Protocol>,
    /// The port.
    pub port: Option<u16>,
    /// Whether the port is the custom probe's own, not the setting's.
    pub own_port: bool,
    /// The path; none on layer 4.
    pub path: Option<&'a str>,
    /// The Host header.
    pub host: Host<'a>,
    /// The server name in TLS.
    pub server_name: ServerName<'a>,
    /// The name compared with the certificate; `None` without TLS.
    pub compared: Option<Compared<'a>>,
    /// What counts as success; empty on layer 4, where a connection does.
    pub status_codes: Vec<&'a str>,
    /// The text that the body must hold.
    pub body: Option<&'a str>,
    /// Seconds between probes.
    pub interval: Option<u32>,
    /// Seconds that a probe waits for the answer.
    pub timeout: Option<u32>,
    /// Failures in a row that make a server unhealthy.
    pub threshold: Option<u32>,
    /// How many servers count as healthy whatever the probe says.
    pub min_servers: u32,
    /// How many instances probe.
    pub instances: Option<Instances>,
    /// What other documents say.
    pub readings: Vec<Reading>,
}

impl<'a> EffectiveProbe<'a> {
    /// Works out what is sent, with what comes from where, from what is known.
    pub fn of(inputs: &Inputs<'a>) -> Self {
        let kind = kind(inputs);
        let probe = inputs.probe.filter(|_| matches!(kind, Kind::Custom(_)));
        let setting = inputs.setting;
        let sku = inputs.sku.unwrap_or(Sku::V2);
        // What is there but is none counts for nothing, and nothing else does in its place.
        let of_probe = |field| probe.is_some_and(|probe| probe.misfit(field).is_some());
        let of_setting = |field| setting.is_some_and(|setting| setting.misfit(field).is_some());
        let protocol = setting
            .and_then(|setting| setting.protocol)
            .or(inputs.shown.1)
            .or_else(|| probe?.protocol)
            .filter(|_| !of_setting(Field::SettingProtocol));
        // v1 has no port of its own on a probe.
        let own_port = probe
            .and_then(|probe| probe.port)
            .filter(|_| sku == Sku::V2);
        let misfit = match sku {
            Sku::V2 => of_probe(Field::ProbePort),
            Sku::V1 => false,
        };
        let port = own_port
            .or_else(|| setting?.port)
            .or(inputs.shown.0)
            .filter(|_| !misfit && (own_port.is_some() || !of_setting(Field::SettingPort)));
        let layer_7 = !matches!(protocol, Some(Protocol::Tcp | Protocol::Tls));
        let hidden = matches!(kind, Kind::NotShown(_));
        let host = match (layer_7, inputs.typed_host) {
            (false, _) => Host::None,
            (true, Some(typed)) => Host::Sent(typed, HostFrom::Typed),
            (true, None) if hidden => Host::Unknown,
            (true, None) => host(inputs, kind, probe),
        };
        let tls = protocol.is_none_or(Protocol::is_tls);
        let compared = tls.then(|| {
            server_name::compared(&Known {
                typed: inputs.typed_host,
                sku: Some(sku),
                address: inputs.address,
                setting,
                probe,
            })
        });
        let (interval, timeout, threshold) = DEFAULT_TIMING;
        let timing = |own: Option<u32>, field, default| match kind {
            Kind::NotShown(_) => None,
            _ if of_probe(field) => None,
            _ => Some(own.unwrap_or(default)),
        };
        let status_codes = match probe {
            _ if !layer_7 || hidden => Vec::new(),
            Some(probe) if !probe.status_codes.is_empty() => {
                probe.status_codes.iter().map(String::as_str).collect()
            }
            _ => vec!["200-399"],
        };
        let path = match probe {
            _ if !layer_7 || hidden => None,
            Some(probe) => probe.path.as_deref(),
            None => Some("/"),
        };
        let mut effective = Self {
            kind,
            sku,
            sku_assumed: inputs.sku.is_none(),
            address: inputs.address,
            protocol,
            port,
            own_port: own_port.is_some(),
            path,
            host,
            server_name: sent(compared, inputs, sku),
            compared,
            status_codes,
            body: probe.and_then(|probe| probe.body.as_deref()),
            interval: timing(
                probe.and_then(|probe| probe.interval),
                Field::Interval,
                interval,
            ),
            timeout: timing(
                probe.and_then(|probe| probe.timeout),
                Field::Timeout,
                timeout,
            ),
            threshold: timing(
                probe.and_then(|probe| probe.unhealthy_threshold),
                Field::Threshold,
                threshold,
            ),
            min_servers: probe.and_then(|probe| probe.min_servers).unwrap_or(0),
            instances: inputs.instances,
            readings: Vec::new(),
        };
        effective.readings = readings(&effective, inputs);
        effective
    }

    /// The Host header, where one is sent and known.
    pub fn host_sent(&self) -> Option<&'a str> {
        match self.host {
            Host::Sent(host, _) => Some(host),
            Host::Missing | Host::None | Host::Unknown => None,
        }
    }
}

fn kind<'a>(inputs: &Inputs<'a>) -> Kind<'a> {
    match (inputs.setting.map(|setting| &setting.probe), inputs.probe) {
        (Some(Some(None)), _) => Kind::Default,
        (_, Some(probe)) => Kind::Custom(probe.name.as_deref()),
        (Some(Some(Some(name))), None) => Kind::NotShown(name),
        (Some(None) | None, None) => Kind::Assumed,
    }
}

/// The Host header of a probe on layer 7.
fn host<'a>(inputs: &Inputs<'a>, kind: Kind<'a>, probe: Option<&'a Probe>) -> Host<'a> {
    if let Some(probe) = probe {
        if let Some(host) = probe.host.as_deref() {
            return Host::Sent(host, HostFrom::Probe);
        }
        match probe.pick_host_name_from_backend_settings {
            Some(true) => {}
            Some(false) => return Host::Missing,
            None => return Host::Unknown,
        }
    }
    let Some(setting) = inputs.setting else {
        return Host::Unknown;
    };
    if let Some(host) = setting.host_name.as_deref() {
        return Host::Sent(host, HostFrom::Setting);
    }
    match (setting.pick_host_name_from_backend_address, kind) {
        (Some(true), _) => match inputs.address {
            Some(address) => Host::Sent(address, HostFrom::Entry),
            None => Host::Unknown,
        },
        (_, Kind::Default) => Host::Sent(LOOPBACK, HostFrom::Loopback),
        (Some(false), Kind::Custom(_)) => Host::Missing,
        _ => Host::Unknown,
    }
}

fn sent<'a>(compared: Option<Compared<'a>>, inputs: &Inputs<'a>, sku: Sku) -> ServerName<'a> {
    let Some(compared) = compared else {
        return ServerName::NoTls;
    };
    match compared {
        Compared::Name(name, _) if is_ip(name) => ServerName::None,
        Compared::Name(name, _) => ServerName::Sent(name),
        Compared::NoHost | Compared::PickedIp(_) | Compared::AddressOnV1(_) => ServerName::None,
        // v1 sends the pool's entry whatever is compared.
        Compared::Nothing if sku == Sku::V1 => match inputs.address {
            Some(address) if !is_ip(address) => ServerName::Sent(address),
            Some(_) => ServerName::None,
            None => ServerName::Unknown,
        },
        Compared::Nothing | Compared::Unknown => ServerName::Unknown,
    }
}

/// Where the documents disagree on this very probe.
fn readings(probe: &EffectiveProbe<'_>, inputs: &Inputs<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    let default = matches!(probe.kind, Kind::Default);
    if let (true, Host::Sent(host, HostFrom::Setting | HostFrom::Entry)) = (default, probe.host) {
        readings.push(Reading {
            about: "host",
            text: say::every_default_probe(LOOPBACK, host),
            source: "Troubleshoot backend health issues in Application Gateway, 2026-08-28",
        });
    }
    if probe.sku == Sku::V2
        && probe.compared == Some(Compared::NoHost)
        && let Some(address) = inputs.address.filter(|address| !is_ip(address))
    {
        readings.push(Reading {
            about: "server-name",
            text: say::falls_back(address),
            source: "Overview of TLS termination and end to end TLS with Application Gateway, 2023-06-09 and 2026-02-16",
        });
    }
    if probe.compared == Some(Compared::Nothing) {
        readings.push(Reading {
            about: "server-name",
            text: say::NAME_NOT_WRITTEN_DOWN.to_owned(),
            source: "Overview of TLS termination and end to end TLS with Application Gateway, 2026-02-16",
        });
    }
    readings
}

#[cfg(test)]
mod tests;
