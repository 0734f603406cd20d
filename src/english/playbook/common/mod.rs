//! Steps that several playbooks share: what to look at ([`look`]), the way to the server
//! ([`network`], answered by what stands [`around`]), the probe ([`probe`]), and what to change and to verify ([`mend`]); and single
//! [`commands`] that stand in several steps.

pub mod around;
pub mod commands;
mod look;
mod mend;
mod network;
mod probe;

pub use look::{
    BACKEND_HEALTH, CERTIFICATE_PICTURE, COLLECT_EVIDENCE, CONNECTION_TROUBLESHOOT, GATEWAY_STATE,
    RESOURCE_HEALTH,
};
pub use mend::{CONTACT_SUPPORT, RESTART_GATEWAY, UPLOAD_ROOT, VERIFY};
pub use network::{AZURE_FIREWALL, PRIVATE_ZONE, RETURN_PATH, side, unless_ip};
pub use probe::{ATTACH_PROBE, CREATE_PROBE, PROBE_ON_DEMAND, WHICH_PROBE};
