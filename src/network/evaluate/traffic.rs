//! The traffic in question: where it comes from, where it goes, and on which ports.

use std::net::IpAddr;

use crate::network::prefix::{self, Span};
use crate::network::rule::{self, Direction, Ports, Transport};

/// What is known of one end of the traffic, besides its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Azure's management of gateways, the service tag `GatewayManager`.
    GatewayManager,
    /// The platform's load balancer, `168.63.129.16`.
    LoadBalancer,
    /// Every address of the Internet.
    Internet,
    /// In the virtual network, in one peered with it, or on premises.
    Network,
    /// Nothing.
    Unknown,
}

/// One end of the traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// What it is.
    pub peer: Peer,
    /// Its addresses.
    pub spans: Vec<Span>,
    /// Whether all these addresses count; else some of them do, and which is not known.
    pub exact: bool,
}

impl End {
    /// The management of gateways: somewhere on the Internet.
    pub fn gateway_manager() -> Self {
        Self {
            peer: Peer::GatewayManager,
            spans: prefix::public(),
            exact: false,
        }
    }

    /// The platform's load balancer, 168.63.129.16 (tag `AzureLoadBalancer`).
    pub fn load_balancer() -> Self {
        Self {
            peer: Peer::LoadBalancer,
            spans: vec![rule::platform()],
            exact: true,
        }
    }

    /// All of the Internet.
    pub fn internet() -> Self {
        Self {
            peer: Peer::Internet,
            spans: prefix::public(),
            exact: true,
        }
    }

    /// A subnet; without prefixes one whose addresses are not known.
    pub fn subnet(prefixes: &[prefix::Prefix]) -> Self {
        Self {
            peer: Peer::Network,
            spans: if prefixes.is_empty() {
                vec![Span::ALL_V4]
            } else {
                prefixes.iter().map(|prefix| prefix.span()).collect()
            },
            exact: !prefixes.is_empty(),
        }
    }

    /// One address. A private one is taken as reached by the virtual network.
    pub fn address(address: IpAddr) -> Self {
        let peer = if prefix::is_private(address) {
            Peer::Network
        } else {
            Peer::Internet
        };
        Self {
            peer,
            spans: vec![Span::of(address)],
            exact: true,
        }
    }

    /// A server given by name, whose address is not known.
    pub fn unknown() -> Self {
        Self {
            peer: Peer::Unknown,
            spans: vec![Span::ALL_V4],
            exact: false,
        }
    }
}

/// Traffic of which is asked whether a group lets it pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Into the subnet or out of it.
    pub direction: Direction,
    /// TCP or UDP.
    pub protocol: Transport,
    /// Where it comes from.
    pub source: End,
    /// Where it goes.
    pub destination: End,
    /// The destination's ports; all of them count.
    pub ports: Ports,
}
