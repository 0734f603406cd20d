//! All that is known of one incident: the evidence, what was typed in, and the time.

use std::sync::Arc;

use crate::chain::RootList;
use crate::evidence::{Content, Evidence};
use crate::gateway::field::Field;
use crate::gateway::{
    BackendPool, BackendSetting, Cloud, GatewayConfig, Probe, Sku, UploadedCertificate,
};
use crate::time::Timestamp;

/// What the person said by hand. It wins over the evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The gateway's SKU.
    pub sku: Option<Sku>,
    /// The host name that the probe sends and the certificate must cover.
    pub host: Option<String>,
    /// Whether the setting trusts well-known CAs rather than uploaded roots.
    pub well_known_ca: Option<bool>,
    /// The cloud.
    pub cloud: Option<Cloud>,
    /// Roots uploaded to the backend setting, beside those that the evidence shows. On v1, server
    /// certificates.
    pub roots: Vec<UploadedCertificate>,
    /// Values of backend settings and their probes, as typed, each field of a setting once.
    pub values: Vec<TypedValue>,
}

/// One value of a backend setting or of its probe, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedValue {
    /// The setting's name; `None` for the only one, or for one that nothing else shows.
    pub setting: Option<String>,
    /// Which value.
    pub field: Field,
    /// What was typed, even where the field does not take it.
    pub text: String,
}

impl Typed {
    /// What was typed for a field of the setting.
    pub fn value(&self, setting: Option<&str>, field: Field) -> Option<&str> {
        let mut values = self.values.iter();
        let typed =
            values.find(|value| value.field == field && value.setting.as_deref() == setting)?;
        Some(&typed.text)
    }

    /// Keeps what was typed for a field of the setting; nothing typed takes it back.
    pub fn set_value(&mut self, setting: Option<&str>, field: Field, text: &str) {
        self.values
            .retain(|value| value.field != field || value.setting.as_deref() != setting);
        if !text.trim().is_empty() {
            self.values.push(TypedValue {
                setting: setting.map(str::to_owned),
                field,
                text: text.to_owned(),
            });
        }
    }
}

/// One incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Everything that was read, in the order pasted.
    pub evidence: Vec<Evidence>,
    /// What was typed in.
    pub typed: Typed,
    /// The time to judge at.
    pub at: Timestamp,
    /// The public roots; `None` while they are not there. What hangs on them is not known then.
    pub roots: Option<Arc<RootList>>,
}

impl Case {
    /// The gateways whose configuration the evidence holds.
    pub fn gateways(&self) -> impl Iterator<Item = &GatewayConfig> {
        self.evidence
            .iter()
            .filter_map(|piece| match &piece.content {
                Content::Gateways(gateways) => Some(gateways),
                _ => None,
            })
            .flatten()
    }

    /// Every custom probe in the evidence, by itself or in a gateway, as pasted.
    pub fn probes(&self) -> impl Iterator<Item = &Probe> {
        let single = self
            .evidence
            .iter()
            .filter_map(|piece| match &piece.content {
                Content::Probes(probes) => Some(probes),
                _ => None,
            });
        single
            .flatten()
            .chain(self.gateways().flat_map(|gateway| &gateway.probes))
    }

    /// Every backend setting whose configuration is in the evidence, by itself or in a gateway, as
    /// pasted.
    pub fn settings(&self) -> impl Iterator<Item = &BackendSetting> {
        let single = self
            .evidence
            .iter()
            .filter_map(|piece| match &piece.content {
                Content::Settings(settings) => Some(settings),
                _ => None,
            });
        single
            .flatten()
            .chain(self.gateways().flat_map(|gateway| &gateway.settings))
    }

    /// Every certificate uploaded to a gateway that the evidence shows, of those that count for the
    /// SKU: trusted roots on v2, authentication certificates on v1.
    pub fn uploaded(&self, sku: Sku) -> impl Iterator<Item = &UploadedCertificate> {
        let single = self
            .evidence
            .iter()
            .filter_map(|piece| match &piece.content {
                Content::Uploaded(uploaded) => Some(uploaded),
                _ => None,
            });
        let of_gateways = self.gateways().map(move |gateway| match sku {
            Sku::V1 => &gateway.authentication_certificates,
            Sku::V2 => &gateway.trusted_roots,
        });
        single.chain(of_gateways).flatten()
    }

    /// Every backend pool whose configuration is in the evidence, by itself or in a gateway.
    pub fn pools(&self) -> impl Iterator<Item = &BackendPool> {
        let single = self
            .evidence
            .iter()
            .filter_map(|piece| match &piece.content {
                Content::Pools(pools) => Some(pools),
                _ => None,
            });
        single
            .flatten()
            .chain(self.gateways().flat_map(|gateway| &gateway.pools))
    }

    /// The cloud: typed, else read, else the public one. A diagnosis holds it; this reads all the
    /// evidence again.
    pub fn cloud(&self) -> Cloud {
        let cloud = self.typed.cloud.or_else(|| self.cloud_read());
        cloud.unwrap_or_default()
    }

    /// The cloud that regions and host names in the evidence belong to, where they say.
    pub fn cloud_read(&self) -> Option<Cloud> {
        let mut regions = self
            .gateways()
            .filter_map(|gateway| gateway.location.as_deref());
        let rows = self
            .evidence
            .iter()
            .filter_map(|piece| match &piece.content {
                Content::Health(report) => Some(report),
                _ => None,
            })
            .flat_map(|report| &report.pools)
            .flat_map(|pool| &pool.settings)
            .flat_map(|setting| &setting.servers);
        let members = self.pools().flat_map(|pool| &pool.members);
        let mut hosts = rows
            .filter_map(|row| row.address.as_deref())
            .chain(members.map(String::as_str))
            .chain(
                self.settings()
                    .filter_map(|setting| setting.host_name.as_deref()),
            )
            .chain(self.probes().filter_map(|probe| probe.host.as_deref()))
            .chain(self.typed.host.as_deref());
        regions
            .find_map(Cloud::of_location)
            .or_else(|| hosts.find_map(Cloud::of_host))
    }
}
