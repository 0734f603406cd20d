//! The values of a backend setting and of its custom probe, one by one and as text: what a form
//! asks for, what two pastes may disagree about, and where each value comes from.

mod values;

pub use values::Fields;

use super::Protocol;

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

/// What a field takes.
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
        "Protocol",
        Takes::Protocol,
    ),
    described(
        Field::SettingPort,
        "setting-port",
        "port",
        "Port",
        Takes::Number(1, 65_535),
    ),
    described(
        Field::SettingHost,
        "setting-host",
        "hostName",
        "Host name override",
        Takes::Text,
    ),
    described(
        Field::SettingPicksHost,
        "setting-picks-host",
        "pickHostNameFromBackendAddress",
        "Pick host name from backend target",
        Takes::Switch,
    ),
    described(
        Field::RequestTimeout,
        "request-timeout",
        "requestTimeout",
        "Request timeout (s)",
        Takes::Number(1, 86_400),
    ),
    described(
        Field::Draining,
        "draining",
        "connectionDraining.enabled",
        "Connection draining",
        Takes::Switch,
    ),
    described(
        Field::DrainTimeout,
        "drain-timeout",
        "connectionDraining.drainTimeoutInSec",
        "Drain timeout (s)",
        Takes::Number(1, 3_600),
    ),
    described(
        Field::ChainCheck,
        "chain-check",
        "validateCertChainAndExpiry",
        "Validate chain and expiry",
        Takes::Switch,
    ),
    described(
        Field::NameCheck,
        "name-check",
        "validateSNI",
        "Validate the certificate\u{2019}s name",
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
        "Client IP preservation (layer 4)",
        Takes::Switch,
    ),
    described(
        Field::ProbeProtocol,
        "probe-protocol",
        "protocol",
        "Protocol",
        Takes::Protocol,
    ),
    described(Field::ProbeHost, "probe-host", "host", "Host", Takes::Text),
    described(
        Field::ProbePicksHost,
        "probe-picks-host",
        "pickHostNameFromBackendHttpSettings",
        "Pick host name from backend setting",
        Takes::Switch,
    ),
    described(Field::Path, "path", "path", "Path", Takes::Text),
    described(
        Field::ProbePort,
        "probe-port",
        "port",
        "Port",
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
        "Unhealthy threshold",
        Takes::Number(1, 20),
    ),
    described(
        Field::StatusCodes,
        "status-codes",
        "match.statusCodes",
        "Accepted status codes",
        Takes::Codes,
    ),
    described(
        Field::Body,
        "body",
        "match.body",
        "Text that the body must hold",
        Takes::Text,
    ),
    described(
        Field::MinServers,
        "min-servers",
        "minServers",
        "Minimum healthy servers",
        Takes::Number(0, 1_000),
    ),
    described(
        Field::ProxyProtocol,
        "proxy-protocol",
        "enableProbeProxyProtocolHeader",
        "Proxy protocol header (layer 4)",
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
            Self::ProbePort => "the setting's",
            Self::ProbeProtocol => "the setting's",
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
                .then(|| "Http, Https, Tcp or Tls".to_owned()),
            Takes::Switch => switch(text).is_none().then(|| "true or false".to_owned()),
            Takes::Number(low, high) => {
                let number = text.parse().ok();
                let fits = number.is_some_and(|number: u32| (low..=high).contains(&number));
                (!fits).then(|| format!("a whole number from {low} to {high}"))
            }
            Takes::Codes => (!text.split(',').all(is_code_or_range))
                .then(|| "codes or ranges such as 200-399, with commas between".to_owned()),
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
