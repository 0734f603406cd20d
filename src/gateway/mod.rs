//! The domain's nouns, as Azure's REST API names them.

mod cloud;
mod config;
pub mod effective_probe;
pub mod field;
mod health;
mod resource_id;
pub(crate) mod response;
pub mod routing;
pub mod server_name;

pub use cloud::Cloud;
pub(crate) use config::is_app_service;
pub use config::{
    BackendPool, BackendSetting, GatewayConfig, Instances, Isolation, Probe, Protocol, Sku,
    UploadedCertificate,
};
pub use health::Health;
pub use resource_id::ResourceId;
pub(crate) use resource_id::agree;
pub use response::HttpResponse;
