//! Steps that several playbooks share: what to look at ([`look`]) and what to change ([`mend`]).

mod look;
mod mend;

pub use look::{
    BACKEND_HEALTH, COLLECT_EVIDENCE, CONNECTION_TROUBLESHOOT, GATEWAY_STATE, PROBE_ON_DEMAND,
    RESOURCE_HEALTH, WHICH_PROBE,
};
pub use mend::{ATTACH_PROBE, CONTACT_SUPPORT, CREATE_PROBE, RESTART_GATEWAY, UPLOAD_ROOT, VERIFY};
