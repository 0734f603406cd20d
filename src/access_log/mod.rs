//! The access log: who answered a request with an error, and why, as far as its row tells.
//!
//! Columns follow the monitoring reference of Application Gateway; the reading of a 502 by its
//! latency and server status follows the newer article on bad gateways.

mod group;
#[cfg(test)]
mod tests;

pub use crate::language::access_log as codes;
pub use group::{Group, Traffic, Who, traffic};

use crate::gateway::ResourceId;
use crate::metrics::Amount;
use crate::time::Timestamp;

/// One request, or as many alike as a query counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// When.
    pub at: Option<Timestamp>,
    /// How many requests the row stands for.
    pub count: u64,
    /// The status that the client got.
    pub status: Option<u16>,
    /// The status that the server gave; `None` where it gave none.
    pub server_status: Option<u16>,
    /// `error_info`, as given.
    pub error_info: Option<String>,
    /// The backend pool.
    pub pool: Option<String>,
    /// The backend setting.
    pub setting: Option<String>,
    /// The server it was sent to.
    pub server: Option<String>,
    /// `serverResponseLatency`, in seconds.
    pub latency: Option<Amount>,
    /// `timeTaken`, in seconds whatever the SKU writes.
    pub time_taken: Option<Amount>,
    /// Whether it is one of the gateway's own: the client is 127.0.0.1.
    pub internal: bool,
}

/// Rows that were read together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessLog {
    /// The gateway, where an id names it.
    pub gateway: ResourceId,
    /// The rows, in the order given.
    pub requests: Vec<Request>,
    /// Whether rows were written by a v1 gateway, which counts milliseconds.
    pub v1: bool,
}
