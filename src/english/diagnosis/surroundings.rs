//! What stands around a gateway.

use std::fmt::Display;

pub(crate) const PRIVATE_FRONTENDS: &str = "the gateway has private frontends alone";
pub(crate) const HAS_TAG: &str = "the gateway has the tag EnhancedNetworkControl";
pub(crate) const DELEGATED: &str =
    "its subnet is delegated to Microsoft.Network/applicationGateways";

pub(crate) const DNS_SERVERS: &str = "DNS servers";
pub(crate) fn piece(source: impl Display, line: impl Display) -> String {
    format!("{source}, line {line}")
}

/// A resource that was pasted twice, by what it differs.
pub(crate) fn later_counts(what: &str, part: &str, earlier: &str, later: &str) -> String {
    format!(
        "The {what} was pasted with different {part} in {earlier}, and in {later}: the later one is used."
    )
}

/// The same, where the later one does not say all that the earlier one does.
pub(crate) fn earlier_counts(what: &str, part: &str, earlier: &str, later: &str) -> String {
    format!(
        "The {what} was pasted with different {part} in {earlier}, and in {later}: the earlier, whole one is used."
    )
}

pub(crate) const GROUPS: &str = "network security groups";
pub(crate) const TABLES: &str = "route tables";
pub(crate) fn subnet_has(name: impl Display) -> String {
    format!("the gateway's subnet has {name}")
}

pub(crate) const SUBNET_HAS_NONE: &str = "the gateway's subnet has none";
pub(crate) fn stands_on(names: impl Display) -> String {
    format!("it stands on {names}")
}

pub(crate) const AT_INTERFACES: &str = "it stands at network interfaces alone";
pub(crate) fn interface_and_subnet(interface: impl Display, subnet: impl Display) -> String {
    format!("network interface {interface} and its subnet {subnet}")
}

pub(crate) fn interface(interface: impl Display) -> String {
    format!("network interface {interface}")
}

pub(crate) fn interface_in(subnet: impl Display) -> String {
    format!("a network interface in subnet {subnet}")
}

pub(crate) const AN_INTERFACE: &str = "a network interface";
pub(crate) const ANOTHER_GROUP: &str = "another security group is that of the gateway's subnet";
pub(crate) const ANOTHER_TABLE: &str = "another route table is that of the gateway's subnet";

pub(crate) const ANOTHER_ONE: &str = "another one";
