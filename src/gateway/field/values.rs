//! The values of a setting and of a probe by their fields.

use super::{Field, switch};
use crate::gateway::{BackendSetting, Probe, Protocol};

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
        let text = of_setting(self, field)?.text();
        text.or_else(|| self.misfit(field).map(str::to_owned))
    }

    fn set(&mut self, field: Field, text: &str) {
        if let Some(mut slot) = of_setting(self, field) {
            slot.set(text);
            let fits = slot.text().is_some();
            keep(&mut self.misfits, field, text, fits);
        }
    }
}

impl Fields for Probe {
    fn text(&mut self, field: Field) -> Option<String> {
        let text = of_probe(self, field)?.text();
        text.or_else(|| self.misfit(field).map(str::to_owned))
    }

    fn set(&mut self, field: Field, text: &str) {
        if let Some(mut slot) = of_probe(self, field) {
            slot.set(text);
            let fits = slot.text().is_some();
            keep(&mut self.misfits, field, text, fits);
        }
    }
}

impl BackendSetting {
    /// What stands in the place of a value, where that is nothing the field can hold.
    pub fn misfit(&self, field: Field) -> Option<&str> {
        misfit(&self.misfits, field)
    }
}

impl Probe {
    /// What stands in the place of a value, where that is nothing the field can hold.
    pub fn misfit(&self, field: Field) -> Option<&str> {
        misfit(&self.misfits, field)
    }
}

fn misfit(misfits: &[(Field, String)], field: Field) -> Option<&str> {
    let mut misfits = misfits.iter();
    let (_, text) = misfits.find(|(known, _)| *known == field)?;
    Some(text)
}

fn keep(misfits: &mut Vec<(Field, String)>, field: Field, text: &str, fits: bool) {
    misfits.retain(|(known, _)| *known != field);
    let text = text.trim();
    if !fits && !text.is_empty() {
        misfits.push((field, text.to_owned()));
    }
}

fn of_setting(setting: &mut BackendSetting, field: Field) -> Option<Slot<'_>> {
    Some(match field {
        Field::SettingProtocol => Slot::Protocol(&mut setting.protocol),
        Field::SettingPort => Slot::Port(&mut setting.port),
        Field::SettingHost => Slot::Text(&mut setting.host_name),
        Field::SettingPicksHost => Slot::Switch(&mut setting.pick_host_name_from_backend_address),
        Field::RequestTimeout => Slot::Number(&mut setting.request_timeout),
        Field::Draining => Slot::Switch(&mut setting.draining),
        Field::DrainTimeout => Slot::Number(&mut setting.drain_timeout),
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
