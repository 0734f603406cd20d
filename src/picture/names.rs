//! The person's own names, for the blocks of a picture.

use crate::diagnosis::PoolState;
use crate::gateway::{Protocol, Sku};
use crate::guide::situation::Situation;

/// What is known of gateway, setting and server. A picture does without any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The gateway's name.
    pub gateway: Option<String>,
    /// The gateway's SKU.
    pub sku: Option<Sku>,
    /// The backend pool's name.
    pub pool: Option<String>,
    /// The backend setting's name.
    pub setting: Option<String>,
    /// The server's address or host name.
    pub server: Option<String>,
    /// Whether that is an IP address.
    pub server_is_ip: Option<bool>,
    /// The port that the probe connects to.
    pub port: Option<u16>,
    /// The protocol to the server.
    pub protocol: Option<Protocol>,
    /// The host that the probe sends and the certificate has to name.
    pub host: Option<String>,
    /// The probe's path.
    pub path: Option<String>,
    /// The probe's timeout, in seconds.
    pub timeout: Option<u32>,
    /// The names of the trusted roots on the setting; empty: the well-known ones.
    pub trusted_roots: Option<Vec<String>>,
    /// What clients of the pool get.
    pub pool_state: Option<PoolState>,
}

impl Names {
    /// The names that a situation knows, for the blocks of its picture.
    pub fn of(situation: &Situation<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let probe = situation.probe();
        let pool = situation.pool.or_else(|| {
            let server = situation.server?;
            situation.diagnosis.pools.iter().find(|pool| {
                pool.evidence == server.evidence
                    && pool.gateway == server.gateway
                    && pool.pool == server.pool
                    && pool.setting == server.setting
            })
        });
        let well_known = situation.case.typed.well_known_ca == Some(true);
        let uploaded = || situation.setting()?.trusted_roots.clone();
        Self {
            gateway: owned(situation.gateway_label()),
            sku: situation.sku(),
            pool: owned(situation.pool_name()),
            setting: owned(situation.setting_label()),
            server: owned(situation.address()),
            server_is_ip: situation.is_ip(),
            port: situation.port(),
            protocol: situation.protocol(),
            host: owned(situation.host()),
            path: owned(probe.and_then(|probe| probe.path.as_deref())),
            timeout: probe.and_then(|probe| probe.timeout),
            trusted_roots: if well_known {
                Some(Vec::new())
            } else {
                uploaded()
            },
            pool_state: pool.map(|pool| pool.state),
        }
    }

    /// The server's address with the port, as far as both are known.
    pub(super) fn endpoint(&self) -> Option<String> {
        let server = self.server.as_deref()?;
        Some(match self.port {
            Some(port) if server.contains(':') && !server.starts_with('[') => {
                format!("[{server}]:{port}")
            }
            Some(port) => format!("{server}:{port}"),
            None => server.to_owned(),
        })
    }
}
