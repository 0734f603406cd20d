//! Virtual networks, their subnets and their DNS servers.

use super::NetworkId;
use super::prefix::Prefix;

/// A virtual network, or what a paste shows of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VirtualNetwork {
    /// Its name.
    pub name: Option<String>,
    /// Its id.
    pub id: NetworkId,
    /// `addressSpace.addressPrefixes`.
    pub prefixes: Vec<Prefix>,
    /// `dhcpOptions.dnsServers`: empty where Azure's own DNS answers, `None` where the evidence does
    /// not say.
    pub dns_servers: Option<Vec<String>>,
    /// Its subnets.
    pub subnets: Vec<Subnet>,
}

/// A subnet of a virtual network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subnet {
    /// Its name.
    pub name: Option<String>,
    /// Its id.
    pub id: NetworkId,
    /// `addressPrefix` or `addressPrefixes`.
    pub prefixes: Vec<Prefix>,
    /// Its security group; `Some(None)` where it is known to have none.
    pub security_group: Option<Option<NetworkId>>,
    /// Its route table; `Some(None)` where it is known to have none.
    pub route_table: Option<Option<NetworkId>>,
    /// The services it is delegated to, such as `Microsoft.Network/applicationGateways`.
    pub delegations: Vec<String>,
}

impl Subnet {
    /// Whether it is delegated to application gateways, as network isolation needs it.
    pub fn is_delegated(&self) -> bool {
        let service = "Microsoft.Network/applicationGateways";
        let mut delegations = self.delegations.iter();
        delegations.any(|name| name.eq_ignore_ascii_case(service))
    }
}
