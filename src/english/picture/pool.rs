//! A pool in the picture.

use std::fmt::Display;

pub(crate) fn not_healthy(failing: impl Display) -> String {
    format!("{failing} of them not healthy")
}

pub(crate) const POOL: &str = "Backend pool";
pub(crate) const NO_SERVERS: &str = "No servers";
pub(crate) const NO_HEALTH: &str = "no health told";
pub(crate) const NO_ADDRESS: &str = "no address";
pub(crate) const HEALTHY: &str = "Every server of the pool is healthy";
pub(crate) const HEALTHY_REMEDY: &str = "Nothing has to be done here.";
pub(crate) const DEGRADED: &str = "Some servers of the pool get no requests";
pub(crate) const DEGRADED_REMEDY: &str = "Find why the failing ones fail: each of them is a problem of its own below. The healthy ones carry the load until then.";
pub(crate) const UNHEALTHY: &str = "No server of the pool gets requests: clients see 502";
pub(crate) const UNHEALTHY_REMEDY: &str =
    "Bring one server back first: with the first healthy one, clients are served again.";
pub(crate) const UNKNOWN: &str = "The report does not tell which servers get requests";
pub(crate) const UNKNOWN_REMEDY: &str =
    "Get the report to work first; clients may well be served meanwhile.";
pub(crate) const EMPTY: &str = "The pool has no servers: clients see 502";
pub(crate) const EMPTY_REMEDY: &str = "Put the servers into the backend pool.";
