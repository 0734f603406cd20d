//! The values of a backend setting and of its custom probe, one by one and as text: what a form
//! asks for, what two pastes may disagree about, and where each value comes from.

mod values;

pub use values::Fields;

use super::Protocol;
use crate::language::gateway::field as say;

/// One value. The names are public (JSON report).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `protocol` of the setting.
    SettingProtocol,
    /// `port` of the setting.
    SettingPort,
    /// `hostName` of the setting.
    SettingHost,
    /// `pickHostNameFromBackendAddress`.
    SettingPicksHost,
    /// `requestTimeout`, on layer 4 `timeout`.
    RequestTimeout,
    /// `connectionDraining.enabled`.
    Draining,
    /// `connectionDraining.drainTimeoutInSec`.
    DrainTimeout,
    /// `validateCertChainAndExpiry`.
    ChainCheck,
    /// `validateSNI`.
    NameCheck,
    /// `sniName`.
    SniName,
    /// `enableL4ClientIpPreservation`.
    ClientIpPreservation,
    /// `protocol` of the probe.
    ProbeProtocol,
    /// `host`.
    ProbeHost,
    /// `pickHostNameFromBackendHttpSettings`.
    ProbePicksHost,
    /// `path`.
    Path,
    /// `port` of the probe.
    ProbePort,
    /// `interval`.
    Interval,
    /// `timeout`.
    Timeout,
    /// `unhealthyThreshold`.
    Threshold,
    /// `match.statusCodes`.
    StatusCodes,
    /// `match.body`.
    Body,
    /// `minServers`.
    MinServers,
    /// `enableProbeProxyProtocolHeader`.
    ProxyProtocol,
}

/// What values a field takes, as the API defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// `Http`, `Https`, `Tcp` or `Tls`.
    Protocol,
    /// True or false.
    Switch,
    /// A whole number within these limits.
    Number(u32, u32),
    /// Any text.
    Text,
    /// Status codes and ranges, with commas between.
    Codes,
}

/// A field's description.
struct Described {
    field: Field,
    id: &'static str,
    property: &'static str,
    label: &'static str,
    takes: Takes,
}

const fn described(
    field: Field,
    id: &'static str,
    property: &'static str,
    label: &'static str,
    takes: Takes,
) -> Described {
    Described {
        field,
        id,
        property,
        label,
        takes,
    }
}

/// Every field, those of the setting first. The limits are those of the API's definition.
static FIELDS: &[Described] = &[
    described(
        Field::SettingProtocol,
        "setting-protocol",
        "protocol",
        say::PROTOCOL,
        Takes::Protocol,
    ),
    described(
        Field::SettingPort,
        "setting-port",
        "port",
        say::PORT,
        Takes::Number(1, 65_535),
    ),
    described(
        Field::SettingHost,
        "setting-host",
        "hostName",
        say::HOST_OVERRIDE,
        Takes::Text,
    ),
    described(
        Field::SettingPicksHost,
        "setting-picks-host",
        "pickHostNameFromBackendAddress",
        say::PICK_FROM_TARGET,
        Takes::Switch,
    ),
    described(
        Field::RequestTimeout,
        "request-timeout",
        "requestTimeout",
        say::REQUEST_TIMEOUT,
        Takes::Number(1, 86_400),
    ),
    described(
        Field::Draining,
        "draining",
        "connectionDraining.enabled",
        say::DRAINING,
        Takes::Switch,
    ),
    described(
        Field::DrainTimeout,
        "drain-timeout",
        "connectionDraining.drainTimeoutInSec",
        say::DRAIN_TIMEOUT,
        Takes::Number(1, 3_600),
    ),
    described(
        Field::ChainCheck,
        "chain-check",
        "validateCertChainAndExpiry",
        say::CHAIN_AND_EXPIRY,
        Takes::Switch,
    ),
    described(
        Field::NameCheck,
        "name-check",
        "validateSNI",
        say::CERTIFICATE_NAME,
        Takes::Switch,
    ),
    described(
        Field::SniName,
        "sni-name",
        "sniName",
        "Specific SNI",
        Takes::Text,
    ),
    described(
        Field::ClientIpPreservation,
        "client-ip-preservation",
        "enableL4ClientIpPreservation",
        say::CLIENT_IP,
        Takes::Switch,
    ),
    described(
        Field::ProbeProtocol,
        "probe-protocol",
        "protocol",
        say::PROTOCOL,
        Takes::Protocol,
    ),
    described(
        Field::ProbeHost,
        "probe-host",
        "host",
        say::HOST,
        Takes::Text,
    ),
    described(
        Field::ProbePicksHost,
        "probe-picks-host",
        "pickHostNameFromBackendHttpSettings",
        say::PICK_FROM_SETTING,
        Takes::Switch,
    ),
    described(Field::Path, "path", "path", say::PATH, Takes::Text),
    described(
        Field::ProbePort,
        "probe-port",
        "port",
        say::PORT,
        Takes::Number(1, 65_535),
    ),
    described(
        Field::Interval,
        "interval",
        "interval",
        "Interval (s)",
        Takes::Number(1, 86_400),
    ),
    described(
        Field::Timeout,
        "timeout",
        "timeout",
        "Timeout (s)",
        Takes::Number(1, 86_400),
    ),
    described(
        Field::Threshold,
        "threshold",
        "unhealthyThreshold",
        say::UNHEALTHY_THRESHOLD,
        Takes::Number(1, 20),
    ),
    described(
        Field::StatusCodes,
        "status-codes",
        "match.statusCodes",
        say::STATUS_CODES,
        Takes::Codes,
    ),
    described(Field::Body, "body", "match.body", say::BODY, Takes::Text),
    described(
        Field::MinServers,
        "min-servers",
        "minServers",
        say::MIN_SERVERS,
        Takes::Number(0, 1_000),
    ),
    described(
        Field::ProxyProtocol,
        "proxy-protocol",
        "enableProbeProxyProtocolHeader",
        say::PROXY_HEADER,
        Takes::Switch,
    ),
];

impl Field {
    /// Every field, those of the setting first.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|known| known.field)
    }

    fn described(self) -> Option<&'static Described> {
        FIELDS.iter().find(|known| known.field == self)
    }

    /// The public id.
    pub fn id(self) -> &'static str {
        self.described().map_or("", |known| known.id)
    }

    /// The field with that id.
    pub fn from_id(id: &str) -> Option<Self> {
        let known = FIELDS.iter().find(|known| known.id == id)?;
        Some(known.field)
    }

    /// The property's name in REST.
    pub fn property(self) -> &'static str {
        self.described().map_or("", |known| known.property)
    }

    /// What a form calls it.
    pub fn label(self) -> &'static str {
        self.described().map_or("", |known| known.label)
    }

    /// What counts where nothing is configured (API's definition, probe overview); for a probe,
    /// the default probe's value.
    pub fn default_value(self) -> Option<&'static str> {
        Some(match self {
            Self::RequestTimeout => "20",
            Self::ChainCheck | Self::NameCheck => "true",
            Self::SettingPicksHost
            | Self::ProbePicksHost
            | Self::Draining
            | Self::ClientIpPreservation
            | Self::ProxyProtocol => "false",
            Self::Path => "/",
            Self::Interval | Self::Timeout => "30",
            Self::Threshold => "3",
            Self::StatusCodes => "200-399",
            Self::MinServers => "0",
            Self::ProbePort => say::OF_SETTING,
            Self::ProbeProtocol => say::OF_SETTING,
            _ => return None,
        })
    }

    /// What it takes.
    pub fn takes(self) -> Takes {
        self.described().map_or(Takes::Text, |known| known.takes)
    }

    /// Whether it is the custom probe's, not the setting's.
    pub fn is_of_probe(self) -> bool {
        self >= Self::ProbeProtocol
    }

    /// ` s` where it is a number of seconds.
    pub fn unit(self) -> &'static str {
        match self {
            Self::RequestTimeout | Self::DrainTimeout | Self::Interval | Self::Timeout => " s",
            _ => "",
        }
    }

    /// What was expected of a text that the field does not take; `None` where it takes it.
    pub fn refuses(self, text: &str) -> Option<String> {
        let text = text.trim();
        match self.takes() {
            Takes::Text => None,
            Takes::Protocol => Protocol::parse(text)
                .is_none()
                .then(|| say::PROTOCOLS.to_owned()),
            Takes::Switch => switch(text)
                .is_none()
                .then(|| say::TRUE_OR_FALSE.to_owned()),
            Takes::Number(low, high) => {
                let number = text.parse().ok();
                let fits = number.is_some_and(|number: u32| (low..=high).contains(&number));
                (!fits).then(|| say::whole_number(low, high))
            }
            Takes::Codes => (!text.split(',').all(is_code_or_range)).then(|| say::CODES.to_owned()),
        }
    }
}

fn switch(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Whether it is a status code, or an inclusive range of them.
pub fn is_code_or_range(text: &str) -> bool {
    let code = |text: &str| {
        let digits = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|code: &u16| digits && (100..=599).contains(code))
    };
    let text = text.trim();
    match text.split_once('-') {
        Some((low, high)) => match (code(low.trim()), code(high.trim())) {
            (Some(low), Some(high)) => low <= high,
            _ => false,
        },
        None => code(text).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::{BackendSetting, Probe};

    #[test]
    fn every_field_keeps_what_it_takes() {
        for field in Field::all() {
            let text = match field.takes() {
                Takes::Protocol => "Https",
                Takes::Switch => "false",
                Takes::Number(..) => "17",
                Takes::Text => "www.contoso.com",
                Takes::Codes => "200-399, 401",
            };
            assert_eq!(field.refuses(text), None, "{field:?}");
            let mut both = (BackendSetting::default(), Probe::default());
            both.0.set(field, text);
            both.1.set(field, text);
            let kept = [both.0.text(field), both.1.text(field)];
            let at = usize::from(field.is_of_probe());
            assert_eq!(kept[at].as_deref(), Some(text), "{field:?}");
            assert_eq!(kept[1 - at], None, "{field:?}");
            assert_eq!(Field::from_id(field.id()), Some(field));
        }
    }

    #[test]
    fn says_what_it_expected() {
        for (field, text) in [
            (Field::SettingPort, "0"),
            (Field::SettingPort, "65536"),
            (Field::SettingPort, "https"),
            (Field::Threshold, "21"),
            (Field::SettingProtocol, "ftp"),
            (Field::NameCheck, "maybe"),
            (Field::StatusCodes, "2xx"),
            (Field::Interval, "-1"),
        ] {
            assert!(field.refuses(text).is_some(), "{field:?} {text}");
        }
    }
}
