//! What stands around a gateway: security groups and routes, evaluated as Azure evaluates them,
//! virtual networks and their subnets.
//!
//! * [`prefix`] and [`rule`] hold the nouns of a network security group.
//! * [`evaluate`] says what a group does with traffic, and which rule decides.
//! * [`route`] says where a packet goes.
//! * [`vnet`] holds virtual networks, subnets and their DNS servers.

pub mod evaluate;
mod id;
pub mod prefix;
pub mod route;
pub mod rule;
pub mod vnet;

pub use id::NetworkId;
pub use prefix::Prefix;
pub use route::{EffectiveRoutes, NextHop, Origin, Route, RouteTable};
pub use rule::{
    Access, Address, Direction, EffectiveSecurityGroup, Ports, SecurityGroup, SecurityRule,
    Transport,
};
pub use vnet::{Subnet, VirtualNetwork};
