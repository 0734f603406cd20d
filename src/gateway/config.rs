//! A gateway's configuration, as far as the evidence shows it: every field may be unknown.

use super::ResourceId;
use super::field::Field;
use super::routing::{Owner, Routing};
use crate::certificate::Certificate;
use crate::network::NetworkId;

/// The generation of a gateway. v1 was retired on 2026-04-28, so v2 is assumed where nothing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sku {
    /// `Standard_Small` to `WAF_Large`.
    V1,
    /// `Standard_v2`, `WAF_v2` and the `Basic` family, whose probes work as v2's do.
    V2,
}

impl Sku {
    /// Reads a SKU's name or tier (`WAF_v2`, `Standard_Medium`), or `v1` and `v2`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        match text.as_str() {
            "v1" => Some(Self::V1),
            "v2" | "basic" => Some(Self::V2),
            _ if text.ends_with("_v2") => Some(Self::V2),
            _ if text.starts_with("standard") || text.starts_with("waf") => Some(Self::V1),
            _ => None,
        }
    }

    /// `v1` or `v2`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
        }
    }
}

/// The protocol of a probe or a backend setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// `Http`.
    Http,
    /// `Https`.
    Https,
    /// `Tcp`, layer 4.
    Tcp,
    /// `Tls`, layer 4.
    Tls,
}

impl Protocol {
    /// Reads a protocol in any case.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "http" => Some(Self::Http),
            "https" => Some(Self::Https),
            "tcp" => Some(Self::Tcp),
            "tls" => Some(Self::Tls),
            _ => None,
        }
    }

    /// The name as REST spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Http => "Http",
            Self::Https => "Https",
            Self::Tcp => "Tcp",
            Self::Tls => "Tls",
        }
    }

    /// Whether the gateway makes a TLS handshake with the server.
    pub fn is_tls(self) -> bool {
        matches!(self, Self::Https | Self::Tls)
    }
}

/// `sku.capacity`, or `autoscaleConfiguration` with `minCapacity` and `maxCapacity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instances {
    /// The fewest.
    pub least: u32,
    /// The most; `None` where it scales without a limit of its own.
    pub most: Option<u32>,
}

/// A gateway as `az network application-gateway show` prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GatewayConfig {
    /// Its id, with the names that are known of it.
    pub id: ResourceId,
    /// Its SKU.
    pub sku: Option<Sku>,
    /// How many instances it has, each of which probes.
    pub instances: Option<Instances>,
    /// The region, such as `westeurope` or `usgovvirginia`.
    pub location: Option<String>,
    /// `Running`, `Stopped`, `Starting` or `Stopping`.
    pub operational_state: Option<String>,
    /// `Succeeded`, `Failed`, `Updating` and so on.
    pub provisioning_state: Option<String>,
    /// `gatewayIPConfigurations[].subnet.id`: the subnet that it stands in.
    pub subnet: Option<NetworkId>,
    /// What it shows of network isolation.
    pub isolation: Isolation,
    /// Its listeners and rules.
    pub routing: Routing,
    /// Who writes it, where tags or names tell.
    pub owner: Option<Owner>,
    /// Its backend pools.
    pub pools: Vec<BackendPool>,
    /// Its backend settings, of layer 7 and layer 4.
    pub settings: Vec<BackendSetting>,
    /// Its custom probes.
    pub probes: Vec<Probe>,
    /// `trustedRootCertificates[]`, which settings refer to by name (v2).
    pub trusted_roots: Vec<UploadedCertificate>,
    /// `authenticationCertificates[]`, which settings refer to by name (v1).
    pub authentication_certificates: Vec<UploadedCertificate>,
    /// The line at which what was pasted is cut off inside it, so that parts may be missing.
    pub cut: Option<u32>,
}

/// What a gateway's configuration shows of network isolation. No property is documented to say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Isolation {
    /// `networkIsolationEnabled`, which documents name in prose alone.
    pub stated: Option<bool>,
    /// It has frontends, and none of them is public. On v2 that takes isolation.
    pub private_only: bool,
    /// It has the tag `EnhancedNetworkControl`, which anybody can edit.
    pub tagged: bool,
}

/// `trustedRootCertificates[]` or `authenticationCertificates[]`: what was uploaded to a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadedCertificate {
    /// Its name.
    pub name: Option<String>,
    /// The gateway it belongs to.
    pub id: ResourceId,
    /// What `data` holds: one certificate as a rule; none where it is left out or cannot be read.
    pub certificates: Vec<Certificate>,
    /// Whether it is kept in a key vault (`keyVaultSecretId`), so that no `data` is shown.
    pub key_vault: bool,
}

/// `backendAddressPools[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackendPool {
    /// Its name.
    pub name: Option<String>,
    /// The gateway it belongs to.
    pub id: ResourceId,
    /// Addresses and host names, as configured.
    pub members: Vec<String>,
    /// How many targets it has, network interfaces included; `None` where the evidence does not
    /// say.
    pub targets: Option<usize>,
    /// The line at which what was pasted is cut off inside it.
    pub cut: Option<u32>,
}

/// `backendHttpSettingsCollection[]` or, on layer 4, `backendSettingsCollection[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackendSetting {
    /// Its name.
    pub name: Option<String>,
    /// The gateway it belongs to.
    pub id: ResourceId,
    /// The port on the server.
    pub port: Option<u16>,
    /// The protocol to the server.
    pub protocol: Option<Protocol>,
    /// `hostName`: the host that replaces the client's; empty counts as none.
    pub host_name: Option<String>,
    /// `pickHostNameFromBackendAddress`.
    pub pick_host_name_from_backend_address: Option<bool>,
    /// `requestTimeout`, in seconds.
    pub request_timeout: Option<u32>,
    /// `connectionDraining.enabled`.
    pub draining: Option<bool>,
    /// `connectionDraining.drainTimeoutInSec`, in seconds.
    pub drain_timeout: Option<u32>,
    /// The name of the custom probe attached; `Some(None)` where the evidence shows that there is none.
    pub probe: Option<Option<String>>,
    /// Names of the trusted root certificates attached; `None` where the evidence does not say.
    pub trusted_roots: Option<Vec<String>>,
    /// Names of the v1 authentication certificates attached; `None` where the evidence does not say.
    pub authentication_certificates: Option<Vec<String>>,
    /// `validateCertChainAndExpiry`; the service's default is true.
    pub validate_cert_chain_and_expiry: Option<bool>,
    /// `validateSNI`; the service's default is true.
    pub validate_sni: Option<bool>,
    /// `sniName`.
    pub sni_name: Option<String>,
    /// Whether it stands in `backendSettingsCollection[]`, layer 4.
    pub layer_4: bool,
    /// `enableL4ClientIpPreservation`: a proxy protocol header goes ahead of each connection.
    pub client_ip_preservation: Option<bool>,
    /// What the source has where a number or a protocol is wanted, and is none: a port beyond 65535.
    pub misfits: Vec<(Field, String)>,
    /// The line of its source where it begins.
    pub line: Option<u32>,
    /// The line at which what was pasted is cut off inside it.
    pub cut: Option<u32>,
}

/// `probes[]`: a custom probe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Probe {
    /// Its name.
    pub name: Option<String>,
    /// The gateway it belongs to.
    pub id: ResourceId,
    /// The protocol it probes with.
    pub protocol: Option<Protocol>,
    /// `host`; empty counts as none.
    pub host: Option<String>,
    /// `path`.
    pub path: Option<String>,
    /// `port`; absent means the setting's.
    pub port: Option<u16>,
    /// `interval`, in seconds.
    pub interval: Option<u32>,
    /// `timeout`, in seconds.
    pub timeout: Option<u32>,
    /// `unhealthyThreshold`, in probes.
    pub unhealthy_threshold: Option<u32>,
    /// `minServers`.
    pub min_servers: Option<u32>,
    /// `pickHostNameFromBackendHttpSettings` (layer 4: `pickHostNameFromBackendSettings`).
    pub pick_host_name_from_backend_settings: Option<bool>,
    /// `match.statusCodes`, as configured.
    pub status_codes: Vec<String>,
    /// `match.body`; empty counts as none.
    pub body: Option<String>,
    /// `enableProbeProxyProtocolHeader`, layer 4.
    pub proxy_protocol: Option<bool>,
    /// What the source has where a number or a protocol is wanted, and is none: a port beyond 65535.
    pub misfits: Vec<(Field, String)>,
    /// The line of its source where it begins.
    pub line: Option<u32>,
    /// The line at which what was pasted is cut off inside it.
    pub cut: Option<u32>,
}

/// Names of App Service, in whatever cloud: they answer only to what is bound to the app.
pub(crate) fn is_app_service(address: &str) -> bool {
    let name = address.trim().trim_end_matches('.').to_ascii_lowercase();
    [
        ".azurewebsites.net",
        ".azurewebsites.us",
        ".chinacloudsites.cn",
        ".appserviceenvironment.net",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}
