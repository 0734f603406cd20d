//! What was looked at, and what was not.

pub(crate) const NO_REPORT: &str = "Which servers fail, and why: paste what `az network application-gateway show-backend-health` prints.";
pub(crate) const NO_CONFIGURATION: &str = "Whether the gateway runs, and how its probes and settings are made: paste what `az network application-gateway show` prints.";
pub(crate) const NO_CHAINS: &str =
    "The certificates that the servers present: paste what `openssl s_client -showcerts` prints.";
pub(crate) const NO_NETWORK: &str = "Security rules and routes on the way: paste what `az network nsg show` and `az network route-table show` print.";
pub(crate) const PATH_OF_REQUEST: &str = "The path of a request: listeners, rules, the Host header that reaches the application, the request timeout. When clients see errors while every server is healthy, the access log's httpStatus, serverStatus and error_info tell where they come from.";
pub(crate) const HEALTH: &str = "server's health";
pub(crate) const HEALTHS: &str = "servers' health";
pub(crate) const MESSAGE: &str = "probe message";
pub(crate) const MESSAGES: &str = "probe messages";
pub(crate) const SETTING: &str = "backend setting";
pub(crate) const SETTINGS: &str = "backend settings";
pub(crate) const PROBE: &str = "custom probe";
pub(crate) const PROBES: &str = "custom probes";
pub(crate) const POOL: &str = "backend pool's configuration";
pub(crate) const POOLS: &str = "backend pools' configuration";
pub(crate) const STATE: &str = "gateway's state";
pub(crate) const STATES: &str = "gateways' state";
pub(crate) const CHAIN: &str = "chain of certificates";
pub(crate) const CHAINS: &str = "chains of certificates";
pub(crate) const METRICS: &str = "pool's metrics over time";
pub(crate) const METRICS_OF_SEVERAL: &str = "pools' metrics over time";
pub(crate) const REQUEST: &str = "request of the access log";
pub(crate) const REQUESTS: &str = "requests of the access log";
pub(crate) const GROUP: &str = "network security group";
pub(crate) const GROUPS: &str = "network security groups";
pub(crate) const TABLE: &str = "table of routes";
pub(crate) const TABLES: &str = "tables of routes";
