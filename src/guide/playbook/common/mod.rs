//! Steps that several playbooks share: what to look at ([`look`]), the probe ([`probe`]), and what
//! to change and to verify ([`mend`]).

mod look;
mod mend;
mod probe;

pub use look::{
    BACKEND_HEALTH, CERTIFICATE_PICTURE, COLLECT_EVIDENCE, CONNECTION_TROUBLESHOOT, GATEWAY_STATE,
    RESOURCE_HEALTH,
};
pub use mend::{CONTACT_SUPPORT, RESTART_GATEWAY, UPLOAD_ROOT, VERIFY};
pub use probe::{ATTACH_PROBE, CREATE_PROBE, PROBE_ON_DEMAND, WHICH_PROBE};
