//! Rules and routes in a few words.

pub(crate) const BY_USER: &str = "user-defined";
pub(crate) const BY_BGP: &str = "learnt over BGP";
pub(crate) const BY_AZURE: &str = "Azure's own";
pub(crate) const BY_UNKNOWN: &str = "of unknown source";
/// What stands in the brackets behind a route's name.
pub(crate) fn route(prefixes: &str, origin: &str, next_hop: &str) -> String {
    format!("{prefixes}, {origin}, to {next_hop}")
}

pub(crate) const ANY_PROTOCOL: &str = "any protocol";
/// It has a blank, which no name in Azure has.
pub(crate) const MISSING_RULE: &str = "a rule that is not here";
pub(crate) const UNKNOWN_PRIORITY: &str = "unknown";
pub(crate) const APPLICATION_GROUPS: &str = "application security groups";
pub(crate) fn rule(name: &str, priority: &str, what: &str) -> String {
    format!("`{name}` (priority {priority}: {what})")
}

pub(crate) fn default_rule(rule: &str) -> String {
    format!("default rule {rule}")
}

pub(crate) fn rules_traffic(
    access: &str,
    protocol: &str,
    source: &str,
    destination: &str,
) -> String {
    format!("{access} {protocol} from {source} to {destination}")
}

pub(crate) fn at_ports(traffic: &str, ports: &str) -> String {
    format!("{traffic} port {ports}")
}
