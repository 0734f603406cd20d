//! The effective probe in words, value by value, and the commands that repeat it by hand.

use super::command::{Command, FilledCommand, Shell, fill};
use super::situation::Situation;
use crate::diagnosis::{Case, Diagnosis, Origin, ProbeFinding};
use crate::gateway::effective_probe::{EffectiveProbe, Host, HostFrom, Kind, ServerName};
use crate::gateway::field::Field;
use crate::gateway::server_name::{Compared, is_ip};
use crate::gateway::{Protocol, Sku};

/// One value of a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub label: &'static str,
    /// The value, in a few words; `backticks` mark what is sent to the letter.
    pub value: String,
    /// Where it comes from.
    pub from: Option<String>,
}

/// Every value of the probe that a server gets.
pub fn rows(
    case: &Case,
    diagnosis: &Diagnosis,
    finding: &ProbeFinding,
    probe: &EffectiveProbe<'_>,
) -> Vec<Row> {
    let from = |field: Field| whence(case, diagnosis, finding, field);
    let default = |field: Field| {
        from(field).or_else(|| {
            let stands = match probe.kind {
                Kind::Default => "default probe",
                Kind::Assumed => "default probe, assumed",
                Kind::NotShown(_) => return None,
                Kind::Custom(_) => "default",
            };
            Some(stands.to_owned())
        })
    };
    let mut rows = Vec::new();
    let mut row = |label, value: String, from: Option<String>| {
        rows.push(Row { label, value, from });
    };
    row("Which probe", which(probe), None);
    row(
        "Generation",
        probe.sku.as_str().to_owned(),
        probe
            .sku_assumed
            .then(|| "assumed: nothing says, and v1 is retired".to_owned()),
    );
    row("Sends", sends(probe), None);
    row(
        "Protocol",
        unknown(probe.protocol.map(|known| known.as_str().to_owned())),
        from(Field::SettingProtocol),
    );
    let port = if probe.own_port {
        (Field::ProbePort, "the probe's own")
    } else {
        (Field::SettingPort, "the setting's")
    };
    row(
        "Port",
        unknown(probe.port.map(|number| format!("{number}, {}", port.1))),
        from(port.0),
    );
    let layer_7 = probe.host != Host::None;
    if layer_7 {
        row(
            "Path",
            unknown(probe.path.map(|path| format!("`{path}`"))),
            default(Field::Path),
        );
        let (host, place) = match probe.host {
            Host::Sent(host, place) => (
                format!("`{host}`, {}", place.words()),
                match place {
                    HostFrom::Typed => Some("typed in".to_owned()),
                    HostFrom::Probe => from(Field::ProbeHost),
                    HostFrom::Setting => from(Field::SettingHost),
                    HostFrom::Entry => from(Field::SettingPicksHost),
                    HostFrom::Loopback => default(Field::ProbeHost),
                },
            ),
            Host::Missing => (
                "none: the probe has no host and picks none, which the control plane refuses"
                    .to_owned(),
                None,
            ),
            Host::None | Host::Unknown => (UNKNOWN.to_owned(), None),
        };
        row("Host header", host, place);
    }
    row("Server name in TLS (SNI)", server_name(probe), None);
    if let Some(compared) = probe.compared {
        row(
            "Name compared with the certificate",
            compared_words(compared),
            None,
        );
    }
    if layer_7 {
        let codes = match probe.status_codes.as_slice() {
            [] => UNKNOWN.to_owned(),
            codes => format!("status {}", codes.join(", ")),
        };
        row("Counts as success", codes, default(Field::StatusCodes));
        if let Some(body) = probe.body {
            row(
                "The body must hold",
                format!("`{}`", body.replace('`', "'")),
                from(Field::Body),
            );
        }
    } else {
        row("Counts as success", connects(probe).to_owned(), None);
    }
    let seconds = |value: Option<u32>| unknown(value.map(|value| format!("{value} s")));
    row(
        "Interval",
        seconds(probe.interval),
        default(Field::Interval),
    );
    row("Timeout", seconds(probe.timeout), default(Field::Timeout));
    row(
        "Unhealthy threshold",
        unknown(probe.threshold.map(|value| value.to_string())),
        default(Field::Threshold),
    );
    row("Marked down after", down(probe), None);
    row(
        "Marked up after",
        unknown(probe.up_after().map(|seconds| {
            format!("{seconds} s at most: one success is enough; the report follows within another interval")
        })),
        None,
    );
    row("Probes that reach each server", load(probe), None);
    if probe.min_servers > 0 {
        row(
            "Counted as healthy whatever happens",
            format!("{} (`minServers`)", probe.min_servers),
            from(Field::MinServers),
        );
    }
    rows
}

const UNKNOWN: &str = "not known";

fn unknown(value: Option<String>) -> String {
    value.unwrap_or_else(|| UNKNOWN.to_owned())
}

/// Where a value was read or typed, as in "gateway.json, line 12".
pub fn whence(
    case: &Case,
    diagnosis: &Diagnosis,
    finding: &ProbeFinding,
    field: Field,
) -> Option<String> {
    let configuration = &diagnosis.configuration;
    let origin: Option<Origin> = if field.is_of_probe() {
        let probe = finding.probe_of(diagnosis)?;
        configuration.probe_part(probe)?.origin(field)
    } else {
        let setting = finding.setting_of(diagnosis)?;
        configuration.setting_part(setting)?.origin(field)
    };
    origin.map(|origin| origin.words(case))
}

/// Which probe runs, in a sentence's part.
pub fn which(probe: &EffectiveProbe<'_>) -> String {
    match probe.kind {
        Kind::Custom(Some(name)) => format!("the custom probe `{name}`"),
        Kind::Custom(None) => "a custom probe".to_owned(),
        Kind::Default => "the default probe: no custom one is attached".to_owned(),
        Kind::NotShown(name) => {
            format!("the custom probe `{name}`, which nothing pasted shows")
        }
        Kind::Assumed => "the default probe, as far as anything here tells".to_owned(),
    }
}

/// The request, as far as it is known.
pub fn sends(probe: &EffectiveProbe<'_>) -> String {
    let address = probe.address.unwrap_or("each server");
    let to = match probe.port {
        Some(port) => format!("`{address}`, port {port}"),
        None => format!("`{address}`"),
    };
    match (probe.protocol, probe.path, probe.host_sent()) {
        (Some(Protocol::Tcp), ..) => format!("a TCP connection to {to}"),
        (Some(Protocol::Tls), ..) => format!("a TLS handshake to {to}"),
        (Some(protocol), Some(path), Some(host)) => format!(
            "`GET {}://{host}{}{path}` to {to}",
            protocol.as_str().to_ascii_lowercase(),
            probe.port.map_or(String::new(), |port| format!(":{port}")),
        ),
        (_, Some(path), _) => format!("`GET {path}` to {to}"),
        _ => format!("a request to {to}"),
    }
}

fn connects(probe: &EffectiveProbe<'_>) -> &'static str {
    match probe.protocol {
        Some(Protocol::Tls) => "a TLS handshake whose certificate holds",
        _ => "a connection that is accepted",
    }
}

fn server_name(probe: &EffectiveProbe<'_>) -> String {
    match probe.server_name {
        ServerName::Sent(name) => format!("`{name}`"),
        ServerName::None => match probe.host_sent().filter(|host| is_ip(host)) {
            Some(host) => format!(
                "none: `{host}` is an address, which is never sent (RFC 6066); the server presents its default certificate"
            ),
            None => {
                "none: there is no host name to send; the server presents its default certificate"
                    .to_owned()
            }
        },
        ServerName::NoTls => "none: there is no TLS".to_owned(),
        ServerName::Unknown => UNKNOWN.to_owned(),
    }
}

/// What is compared with the certificate, and whence.
pub fn compared_words(compared: Compared<'_>) -> String {
    match compared {
        Compared::Name(name, origin) => format!("`{name}`, {}", origin.words()),
        Compared::Nothing => "none: `validateSNI` is off".to_owned(),
        Compared::NoHost => {
            "no host name is known to the probe; what is compared then is not written down"
                .to_owned()
        }
        Compared::PickedIp(address) => {
            format!("the setting picks `{address}`, an address, which that mode does not support")
        }
        Compared::AddressOnV1(address) => format!(
            "none: `{address}` is an address; on v1 the server's default certificate must be among the authentication certificates"
        ),
        Compared::Unknown => UNKNOWN.to_owned(),
    }
}

fn down(probe: &EffectiveProbe<'_>) -> String {
    let (Some(down), Some(hanging)) = (probe.down_after(), probe.down_after_hanging()) else {
        return UNKNOWN.to_owned();
    };
    let how = match probe.sku {
        Sku::V1 => "v1 sends the further probes in quick succession",
        Sku::V2 => "up to one interval, then as many as the threshold",
    };
    format!("{down} s at most ({how}); {hanging} s if it never answers (our sum)")
}

fn load(probe: &EffectiveProbe<'_>) -> String {
    let minute = |ten: u32| {
        if ten.is_multiple_of(10) {
            (ten / 10).to_string()
        } else {
            format!("{}.{}", ten / 10, ten % 10)
        }
    };
    if let Some((least, most)) = probe.probes_in_ten_minutes() {
        let range = match most {
            Some(most) if most == least => minute(least),
            Some(most) => format!("{} to {}", minute(least), minute(most)),
            None => format!("at least {}", minute(least)),
        };
        return format!("{range} a minute: every instance probes by itself");
    }
    match probe.interval.filter(|interval| *interval > 0) {
        Some(interval) => {
            let ten = 600_u32.div_ceil(interval);
            format!(
                "{} a minute from every instance of the gateway",
                minute(ten)
            )
        }
        None => UNKNOWN.to_owned(),
    }
}

/// What other documents say of it, each with the document.
pub fn readings(probe: &EffectiveProbe<'_>) -> Vec<String> {
    let readings = probe.readings.iter();
    readings
        .map(|other| format!("{} ({})", other.text, other.source))
        .collect()
}

static HTTP: Command = Command::reads(
    Shell::Posix,
    "The same request, from a machine in the gateway's virtual network",
    "curl -v --max-time <max-time> -H Host:<host> http://<server>:<port><path>",
);

static HTTPS_BY_ADDRESS: Command = Command::reads(
    Shell::Posix,
    "The same request with the same server name, from a machine in the gateway's virtual network",
    "curl -v -k --max-time <max-time> --resolve <server-name>:<port>:<server> -H Host:<host> https://<server-name>:<port><path>",
);

static HTTPS_BY_NAME: Command = Command::reads(
    Shell::Posix,
    "The same request with the same server name, from a machine in the gateway's virtual network",
    "curl -v -k --max-time <max-time> --connect-to <server-name>:<port>:<server>:<port> -H Host:<host> https://<server-name>:<port><path>",
);

/// curl sends no server name for an address.
static HTTPS_WITHOUT_NAME: Command = Command::reads(
    Shell::Posix,
    "The same request, without a server name too, from a machine in the gateway's virtual network",
    "curl -v -k --max-time <max-time> --connect-to 127.0.0.1:<port>:<server>:<port> -H Host:<host> https://127.0.0.1:<port><path>",
);

static HANDSHAKE: Command = Command::reads(
    Shell::Posix,
    "The same handshake: the certificates that the server presents",
    "openssl s_client -connect <server>:<port> -servername <server-name> -showcerts </dev/null",
);

static HANDSHAKE_WITHOUT_NAME: Command = Command::reads(
    Shell::Posix,
    "The same handshake, without a server name: the certificates that the server presents",
    "openssl s_client -connect <server>:<port> -noservername -showcerts </dev/null",
);

static CONNECTION: Command = Command::reads(
    Shell::PowerShell,
    "Whether the port answers, from Windows",
    "Test-NetConnection -ComputerName <address> -Port <port>",
);

/// Every command here.
pub static COMMANDS: &[&Command] = &[
    &HTTP,
    &HTTPS_BY_ADDRESS,
    &HTTPS_BY_NAME,
    &HTTPS_WITHOUT_NAME,
    &HANDSHAKE,
    &HANDSHAKE_WITHOUT_NAME,
    &CONNECTION,
];

/// The commands that repeat the probe of a situation's server by hand.
pub fn repeat(situation: &Situation<'_>, probe: &EffectiveProbe<'_>) -> Vec<FilledCommand> {
    let named = matches!(probe.server_name, ServerName::Sent(_) | ServerName::Unknown);
    let by_address = probe.address.is_none_or(is_ip);
    let request = match probe.protocol {
        Some(Protocol::Http) => Some(&HTTP),
        Some(Protocol::Tcp | Protocol::Tls) => None,
        _ if !named => Some(&HTTPS_WITHOUT_NAME),
        _ if by_address => Some(&HTTPS_BY_ADDRESS),
        _ => Some(&HTTPS_BY_NAME),
    };
    let handshake = match probe.protocol {
        Some(Protocol::Http | Protocol::Tcp) => None,
        _ if named => Some(&HANDSHAKE),
        _ => Some(&HANDSHAKE_WITHOUT_NAME),
    };
    [request, handshake, Some(&CONNECTION)]
        .into_iter()
        .flatten()
        .map(|command| fill(command, situation))
        .collect()
}
