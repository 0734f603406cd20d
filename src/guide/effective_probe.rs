//! The effective probe in words, value by value, and the commands that repeat it by hand.

use super::command::{Command, FilledCommand, Shell, fill};
use super::situation::Situation;
use crate::diagnosis::{Case, Diagnosis, Origin, ProbeFinding};
use crate::gateway::effective_probe::{EffectiveProbe, Host, HostFrom, Kind, ServerName};
use crate::gateway::field::Field;
use crate::gateway::server_name::{Compared, is_ip};
use crate::gateway::{Protocol, Sku};
use crate::language::guide::effective_probe as say;

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
                Kind::Default => say::DEFAULT_PROBE,
                Kind::Assumed => say::ASSUMED_PROBE,
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
    row(say::WHICH, which(probe), None);
    row(
        say::GENERATION,
        probe.sku.as_str().to_owned(),
        probe
            .sku_assumed
            .then(|| say::GENERATION_ASSUMED.to_owned()),
    );
    row(say::SENDS, sends(probe), None);
    row(
        say::PROTOCOL,
        unknown(probe.protocol.map(|known| known.as_str().to_owned())),
        from(Field::SettingProtocol),
    );
    let port = if probe.own_port {
        (Field::ProbePort, say::PROBES_OWN)
    } else {
        (Field::SettingPort, say::OF_SETTING)
    };
    row(
        say::PORT,
        unknown(probe.port.map(|number| format!("{number}, {}", port.1))),
        from(port.0),
    );
    let layer_7 = probe.host != Host::None;
    if layer_7 {
        row(
            say::PATH,
            unknown(probe.path.map(|path| format!("`{path}`"))),
            default(Field::Path),
        );
        let (host, place) = match probe.host {
            Host::Sent(host, place) => (
                format!("`{host}`, {}", place.words()),
                match place {
                    HostFrom::Typed => Some(say::TYPED_IN.to_owned()),
                    HostFrom::Probe => from(Field::ProbeHost),
                    HostFrom::Setting => from(Field::SettingHost),
                    HostFrom::Entry => from(Field::SettingPicksHost),
                    HostFrom::Loopback => default(Field::ProbeHost),
                },
            ),
            Host::Missing => (say::NO_HOST.to_owned(), None),
            Host::None | Host::Unknown => (UNKNOWN.to_owned(), None),
        };
        row(say::HOST_HEADER, host, place);
    }
    row(say::SERVER_NAME, server_name(probe), None);
    if let Some(compared) = probe.compared {
        row(say::COMPARED, compared_words(compared), None);
    }
    if layer_7 {
        let codes = match probe.status_codes.as_slice() {
            [] => UNKNOWN.to_owned(),
            codes => say::status(codes.join(", ")),
        };
        row(say::SUCCESS, codes, default(Field::StatusCodes));
        if let Some(body) = probe.body {
            row(
                say::BODY,
                format!("`{}`", body.replace('`', "'")),
                from(Field::Body),
            );
        }
    } else {
        row(say::SUCCESS, connects(probe).to_owned(), None);
    }
    let seconds = |value: Option<u32>| unknown(value.map(|value| format!("{value} s")));
    row(
        say::INTERVAL,
        seconds(probe.interval),
        default(Field::Interval),
    );
    row(
        say::TIMEOUT,
        seconds(probe.timeout),
        default(Field::Timeout),
    );
    row(
        say::THRESHOLD,
        unknown(probe.threshold.map(|value| value.to_string())),
        default(Field::Threshold),
    );
    row(say::DOWN_AFTER, down(probe), None);
    row(
        say::UP_AFTER,
        unknown(probe.up_after().map(say::up_after)),
        None,
    );
    row(say::PROBES_EACH, load(probe), None);
    if probe.min_servers > 0 {
        row(
            say::MASKED,
            format!("{} (`minServers`)", probe.min_servers),
            from(Field::MinServers),
        );
    }
    rows
}

const UNKNOWN: &str = say::NOT_KNOWN;

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
        Kind::Custom(Some(name)) => say::custom_probe(name),
        Kind::Custom(None) => say::A_CUSTOM_PROBE.to_owned(),
        Kind::Default => say::THE_DEFAULT_PROBE.to_owned(),
        Kind::NotShown(name) => say::probe_not_shown(name),
        Kind::Assumed => say::DEFAULT_AS_FAR.to_owned(),
    }
}

/// The request, as far as it is known.
pub fn sends(probe: &EffectiveProbe<'_>) -> String {
    let address = probe.address.unwrap_or(say::EACH_SERVER);
    let to = match probe.port {
        Some(port) => say::address_and_port(address, port),
        None => format!("`{address}`"),
    };
    match (probe.protocol, probe.path, probe.host_sent()) {
        (Some(Protocol::Tcp), ..) => say::connection(&to),
        (Some(Protocol::Tls), ..) => say::handshake(&to),
        (Some(protocol), Some(path), Some(host)) => say::get_url(
            protocol.as_str().to_ascii_lowercase(),
            host,
            probe.port.map_or(String::new(), |port| format!(":{port}")),
            path,
            &to,
        ),
        (_, Some(path), _) => say::get(path, &to),
        _ => say::request(&to),
    }
}

fn connects(probe: &EffectiveProbe<'_>) -> &'static str {
    match probe.protocol {
        Some(Protocol::Tls) => say::HANDSHAKE_HOLDS,
        _ => say::CONNECTION_ACCEPTED,
    }
}

fn server_name(probe: &EffectiveProbe<'_>) -> String {
    match probe.server_name {
        ServerName::Sent(name) => format!("`{name}`"),
        ServerName::None => match probe.host_sent().filter(|host| is_ip(host)) {
            Some(host) => say::address_never_sent(host),
            None => say::NO_NAME_TO_SEND.to_owned(),
        },
        ServerName::NoTls => say::NO_TLS.to_owned(),
        ServerName::Unknown => UNKNOWN.to_owned(),
    }
}

/// What is compared with the certificate, and whence.
pub fn compared_words(compared: Compared<'_>) -> String {
    match compared {
        Compared::Name(name, origin) => format!("`{name}`, {}", origin.words()),
        Compared::Nothing => say::NAME_CHECK_OFF.to_owned(),
        Compared::NoHost => say::NO_NAME_KNOWN.to_owned(),
        Compared::PickedIp(address) => say::picks_address(address),
        Compared::AddressOnV1(address) => say::address_on_v1(address),
        Compared::Unknown => UNKNOWN.to_owned(),
    }
}

fn down(probe: &EffectiveProbe<'_>) -> String {
    let (Some(down), Some(hanging)) = (probe.down_after(), probe.down_after_hanging()) else {
        return UNKNOWN.to_owned();
    };
    let how = match probe.sku {
        Sku::V1 => say::QUICK_SUCCESSION,
        Sku::V2 => say::BY_THRESHOLD,
    };
    say::down_after(down, how, hanging)
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
            Some(most) => say::to(minute(least), minute(most)),
            None => say::at_least(minute(least)),
        };
        return say::each_instance(&range);
    }
    match probe.interval.filter(|interval| *interval > 0) {
        Some(interval) => {
            let ten = 600_u32.div_ceil(interval);
            say::every_instance(minute(ten))
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
    say::SAME_REQUEST,
    "curl -v --max-time <max-time> -H Host:<host> http://<server>:<port><path>",
);

static HTTPS_BY_ADDRESS: Command = Command::reads(
    Shell::Posix,
    say::SAME_REQUEST_NAMED,
    "curl -v -k --max-time <max-time> --resolve <server-name>:<port>:<server> -H Host:<host> https://<server-name>:<port><path>",
);

static HTTPS_BY_NAME: Command = Command::reads(
    Shell::Posix,
    say::SAME_REQUEST_NAMED,
    "curl -v -k --max-time <max-time> --connect-to <server-name>:<port>:<server>:<port> -H Host:<host> https://<server-name>:<port><path>",
);

/// curl sends no server name for an address.
static HTTPS_WITHOUT_NAME: Command = Command::reads(
    Shell::Posix,
    say::SAME_REQUEST_UNNAMED,
    "curl -v -k --max-time <max-time> --connect-to 127.0.0.1:<port>:<server>:<port> -H Host:<host> https://127.0.0.1:<port><path>",
);

static HANDSHAKE: Command = Command::reads(
    Shell::Posix,
    say::SAME_HANDSHAKE,
    "openssl s_client -connect <server>:<port> -servername <server-name> -showcerts </dev/null",
);

static HANDSHAKE_WITHOUT_NAME: Command = Command::reads(
    Shell::Posix,
    say::SAME_HANDSHAKE_UNNAMED,
    "openssl s_client -connect <server>:<port> -noservername -showcerts </dev/null",
);

static CONNECTION: Command = Command::reads(
    Shell::PowerShell,
    say::PORT_FROM_WINDOWS,
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
