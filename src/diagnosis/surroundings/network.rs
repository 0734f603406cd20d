//! Which subnet and which virtual network are the gateway's.

use super::pasted::latest;
use crate::diagnosis::Case;
use crate::evidence::Content;
use crate::network::{NetworkId, Subnet, VirtualNetwork};

/// Every subnet of the evidence, with its network where it stands in one.
pub(super) fn subnets(case: &Case) -> impl Iterator<Item = (&Subnet, Option<&VirtualNetwork>)> {
    let pieces = case.evidence.iter();
    pieces.flat_map(|piece| subnets_of(&piece.content))
}

/// Those of one piece.
pub(super) fn subnets_of(
    content: &Content,
) -> impl Iterator<Item = (&Subnet, Option<&VirtualNetwork>)> {
    let (alone, networks) = match content {
        Content::Subnets(subnets) => (subnets.as_slice(), &[][..]),
        Content::VirtualNetworks(networks) => (&[][..], networks.as_slice()),
        _ => (&[][..], &[][..]),
    };
    let alone = alone.iter().map(|subnet| (subnet, None));
    alone.chain(networks.iter().flat_map(|network| {
        let subnets = network.subnets.iter();
        subnets.map(move |subnet| (subnet, Some(network)))
    }))
}

pub(super) fn is_subnet(subnet: &Subnet, id: &NetworkId) -> bool {
    let name = subnet.id.subnet().or(subnet.name.as_deref());
    match (name, id.subnet()) {
        (Some(name), Some(other)) => name.eq_ignore_ascii_case(other) && subnet.id.is_same(id),
        // A query that names no subnet: it was asked for this one.
        (None, Some(_)) => true,
        _ => false,
    }
}

/// The subnet that is likely the gateway's where no configuration names it: the one that is
/// delegated to application gateways, or the only one that was pasted by itself.
pub(super) fn likely_subnet(case: &Case) -> Option<(&Subnet, Option<&VirtualNetwork>)> {
    let mut delegated = subnets(case).filter(|(subnet, _)| subnet.is_delegated());
    if let (Some(one), None) = (delegated.next(), delegated.next()) {
        return Some(one);
    }
    let mut alone = subnets(case).filter(|(_, network)| network.is_none());
    match (alone.next(), alone.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

pub(super) fn network<'a>(
    case: &'a Case,
    subnet: Option<&NetworkId>,
) -> Option<&'a VirtualNetwork> {
    let vnet = subnet.and_then(NetworkId::vnet);
    latest::<VirtualNetwork>(case, &mut Vec::new())
        .into_iter()
        .filter(|network| match (vnet, network.name.as_deref()) {
            (Some(vnet), Some(name)) => vnet.eq_ignore_ascii_case(name),
            _ => true,
        })
        // A list of servers by itself may stand beside the network that it was asked of.
        .max_by_key(|network| (network.dns_servers.is_some(), network.name.is_some()))
}
