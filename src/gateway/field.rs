//! The values of a backend setting and of its custom probe, one by one and as text: what a form
//! asks for, what two pastes may disagree about, and where each value comes from.

use super::{BackendSetting, Probe, Protocol};

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

/// Where a field's value stands.
enum Slot<'a> {
    Protocol(&'a mut Option<Protocol>),
    Port(&'a mut Option<u16>),
    Number(&'a mut Option<u32>),
    Switch(&'a mut Option<bool>),
    Text(&'a mut Option<String>),
    Codes(&'a mut Vec<String>),
}

impl Slot<'_> {
    fn text(&self) -> Option<String> {
        match self {
            Self::Protocol(value) => value.map(|known| known.as_str().to_owned()),
            Self::Port(value) => value.map(|known| known.to_string()),
            Self::Number(value) => value.map(|known| known.to_string()),
            Self::Switch(value) => value.map(|known| known.to_string()),
            Self::Text(value) => (**value).clone(),
            Self::Codes(value) => (!value.is_empty()).then(|| value.join(", ")),
        }
    }

    fn set(&mut self, text: &str) {
        let text = text.trim();
        match self {
            Self::Protocol(value) => **value = Protocol::parse(text),
            Self::Port(value) => **value = text.parse().ok(),
            Self::Number(value) => **value = text.parse().ok(),
            Self::Switch(value) => **value = switch(text),
            Self::Text(value) => **value = (!text.is_empty()).then(|| text.to_owned()),
            Self::Codes(value) => {
                let codes = text.split(',').map(str::trim);
                **value = codes
                    .filter(|code| !code.is_empty())
                    .map(str::to_owned)
                    .collect();
            }
        }
    }
}

/// Something that has fields.
pub trait Fields {
    /// The field's value as text; `None` where it is not known or not of this.
    fn text(&mut self, field: Field) -> Option<String>;
    /// Sets a field to what the text says, or to nothing where it says nothing.
    fn set(&mut self, field: Field, text: &str);
}

impl Fields for BackendSetting {
    fn text(&mut self, field: Field) -> Option<String> {
        of_setting(self, field)?.text()
    }

    fn set(&mut self, field: Field, text: &str) {
        if let Some(mut slot) = of_setting(self, field) {
            slot.set(text);
        }
    }
}

impl Fields for Probe {
    fn text(&mut self, field: Field) -> Option<String> {
        of_probe(self, field)?.text()
    }

    fn set(&mut self, field: Field, text: &str) {
        if let Some(mut slot) = of_probe(self, field) {
            slot.set(text);
        }
    }
}

fn of_setting(setting: &mut BackendSetting, field: Field) -> Option<Slot<'_>> {
    Some(match field {
        Field::SettingProtocol => Slot::Protocol(&mut setting.protocol),
        Field::SettingPort => Slot::Port(&mut setting.port),
        Field::SettingHost => Slot::Text(&mut setting.host_name),
        Field::SettingPicksHost => Slot::Switch(&mut setting.pick_host_name_from_backend_address),
        Field::RequestTimeout => Slot::Number(&mut setting.request_timeout),
        Field::ChainCheck => Slot::Switch(&mut setting.validate_cert_chain_and_expiry),
        Field::NameCheck => Slot::Switch(&mut setting.validate_sni),
        Field::SniName => Slot::Text(&mut setting.sni_name),
        Field::ClientIpPreservation => Slot::Switch(&mut setting.client_ip_preservation),
        _ => return None,
    })
}

fn of_probe(probe: &mut Probe, field: Field) -> Option<Slot<'_>> {
    Some(match field {
        Field::ProbeProtocol => Slot::Protocol(&mut probe.protocol),
        Field::ProbeHost => Slot::Text(&mut probe.host),
        Field::ProbePicksHost => Slot::Switch(&mut probe.pick_host_name_from_backend_settings),
        Field::Path => Slot::Text(&mut probe.path),
        Field::ProbePort => Slot::Port(&mut probe.port),
        Field::Interval => Slot::Number(&mut probe.interval),
        Field::Timeout => Slot::Number(&mut probe.timeout),
        Field::Threshold => Slot::Number(&mut probe.unhealthy_threshold),
        Field::StatusCodes => Slot::Codes(&mut probe.status_codes),
        Field::Body => Slot::Text(&mut probe.body),
        Field::MinServers => Slot::Number(&mut probe.min_servers),
        Field::ProxyProtocol => Slot::Switch(&mut probe.proxy_protocol),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
