//! What was looked at, and what was not.

use crate::words::Noun;

pub(crate) const NO_REPORT: &str = "Which servers fail, and why: paste what `az network application-gateway show-backend-health` prints.";
pub(crate) const NO_CONFIGURATION: &str = "Whether the gateway runs, and how its probes and settings are made: paste what `az network application-gateway show` prints.";
pub(crate) const NO_CHAINS: &str =
    "The certificates that the servers present: paste what `openssl s_client -showcerts` prints.";
pub(crate) const NO_NETWORK: &str = "Security rules and routes on the way: paste what `az network nsg show` and `az network route-table show` print.";
pub(crate) const PATH_OF_REQUEST: &str = "The path of a request: listeners, rules, the Host header that reaches the application, the request timeout. When clients see errors while every server is healthy, the access log's httpStatus, serverStatus and error_info tell where they come from.";
pub(crate) static HEALTHS: Noun = Noun("server's health", "servers' health");
pub(crate) static MESSAGES: Noun = Noun("probe message", "probe messages");
pub(crate) static SETTINGS: Noun = Noun("backend setting", "backend settings");
pub(crate) static PROBES: Noun = Noun("custom probe", "custom probes");
pub(crate) static POOLS: Noun = Noun(
    "backend pool's configuration",
    "backend pools' configuration",
);
pub(crate) static STATES: Noun = Noun("gateway's state", "gateways' state");
pub(crate) static CHAINS: Noun = Noun("chain of certificates", "chains of certificates");
pub(crate) static METRICS: Noun = Noun("pool's metrics over time", "pools' metrics over time");
pub(crate) static REQUESTS: Noun = Noun("request of the access log", "requests of the access log");
pub(crate) static GROUPS: Noun = Noun("network security group", "network security groups");
pub(crate) static TABLES: Noun = Noun("route table", "route tables");
