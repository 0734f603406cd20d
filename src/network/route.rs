//! Routes, and which of them a packet takes.

use std::net::IpAddr;

use super::NetworkId;
use super::prefix::{self, Prefix, Span};
use crate::language::network as say;
use crate::order;

/// Who made a route. Among equally long prefixes the first of these wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A user-defined route.
    User,
    /// Learnt over BGP from a virtual network gateway.
    VirtualNetworkGateway,
    /// One of Azure's own.
    Default,
    /// `Unknown`, or a value that no document lists.
    Unknown,
}

impl Origin {
    /// Reads `source` in any case.
    pub fn parse(text: &str) -> Self {
        match text.trim().to_ascii_lowercase().as_str() {
            "user" => Self::User,
            "virtualnetworkgateway" => Self::VirtualNetworkGateway,
            "default" => Self::Default,
            _ => Self::Unknown,
        }
    }

    /// What made it, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::User => say::BY_USER,
            Self::VirtualNetworkGateway => say::BY_BGP,
            Self::Default => say::BY_AZURE,
            Self::Unknown => say::BY_UNKNOWN,
        }
    }
}

/// Where a route leads: `nextHopType`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextHop {
    /// `Internet`.
    Internet,
    /// `VirtualAppliance`; its address is the route's `next_hop_ip`.
    VirtualAppliance,
    /// `VirtualNetworkGateway`.
    VirtualNetworkGateway,
    /// `VnetLocal`.
    VnetLocal,
    /// `None`: dropped.
    None,
    /// Another one, such as `VNetPeering`: real output holds more than the schema lists.
    Other(String),
}

impl NextHop {
    /// Reads `nextHopType` in any case; the portal writes it in words.
    pub fn parse(text: &str) -> Self {
        let word: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        match word.to_ascii_lowercase().as_str() {
            "internet" => Self::Internet,
            "virtualappliance" | "virtualapplianceecmp" => Self::VirtualAppliance,
            "virtualnetworkgateway" => Self::VirtualNetworkGateway,
            "vnetlocal" | "virtualnetwork" => Self::VnetLocal,
            "none" => Self::None,
            _ => Self::Other(text.trim().to_owned()),
        }
    }

    /// The name as REST spells it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Internet => "Internet",
            Self::VirtualAppliance => "VirtualAppliance",
            Self::VirtualNetworkGateway => "VirtualNetworkGateway",
            Self::VnetLocal => "VnetLocal",
            Self::None => "None",
            Self::Other(text) => text,
        }
    }
}

/// A route, of a table or in effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its name.
    pub name: Option<String>,
    /// Its prefixes: one in a table, a list among effective routes.
    pub prefixes: Vec<Prefix>,
    /// What stands where a prefix is expected and is none: a service tag, a template's expression.
    pub other: Vec<String>,
    /// Where it leads.
    pub next_hop: NextHop,
    /// The appliance's address, where it leads to one.
    pub next_hop_ip: Option<String>,
    /// Who made it.
    pub origin: Origin,
    /// Whether it is in effect; what is `Invalid` is not.
    pub active: bool,
    /// `disableBgpRoutePropagation` as effective routes repeat it.
    pub bgp_disabled: Option<bool>,
}

impl Route {
    /// The route in a few words.
    pub fn describe(&self) -> String {
        let mut prefixes: Vec<String> = self
            .prefixes
            .iter()
            .take(3)
            .map(Prefix::to_string)
            .collect();
        prefixes.extend(self.other.iter().take(1).cloned());
        let mut next_hop = self.next_hop.as_str().to_owned();
        if let Some(ip) = self.next_hop_ip.as_deref() {
            next_hop.push(' ');
            next_hop.push_str(ip);
        }
        let what = say::route(&prefixes.join(", "), self.origin.words(), &next_hop);
        match self.name.as_deref() {
            Some(name) => format!("`{name}` ({what})"),
            None => format!("({what})"),
        }
    }
}

/// The routes in effect at a network interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectiveRoutes {
    /// They.
    pub routes: Vec<Route>,
    /// The line at which what was pasted is cut off inside them, so that there may be more.
    pub cut: Option<u32>,
}

/// A route table, or single routes of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RouteTable {
    /// Its name.
    pub name: Option<String>,
    /// Its id.
    pub id: NetworkId,
    /// Its routes.
    pub routes: Vec<Route>,
    /// Whether all its routes are there; a route by itself is not the table.
    pub whole: bool,
    /// The line at which what was pasted is cut off inside its routes.
    pub cut: Option<u32>,
    /// `disableBgpRoutePropagation`.
    pub bgp_disabled: Option<bool>,
    /// The subnets it is attached to; `None` where the evidence does not say.
    pub subnets: Option<Vec<NetworkId>>,
}

/// The route that a packet to an address takes: the longest prefix, among equals a user-defined
/// route, then BGP, then Azure's own (routes overview). `None` where none of these holds it.
pub fn choose(routes: &[Route], address: IpAddr) -> Option<(&Route, Prefix)> {
    let at = Span::of(address);
    let mut best: Option<(&Route, Prefix)> = None;
    for route in routes.iter().filter(|route| route.active) {
        for prefix in &route.prefixes {
            let fits = prefix.address.is_ipv4() == address.is_ipv4() && prefix.span().contains(at);
            let better = |(other, length): (&Route, Prefix)| {
                prefix.length > length.length
                    || prefix.length == length.length && route.origin < other.origin
            };
            if fits && best.is_none_or(better) {
                best = Some((route, *prefix));
            }
        }
    }
    best
}

/// What routes do with the default route of IPv4.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultRoute<'a> {
    /// No route takes the Internet's addresses elsewhere.
    Internet,
    /// A route for 0.0.0.0/0 to the Internet.
    Explicit(&'a Route),
    /// This one leads them elsewhere.
    Elsewhere(&'a Route),
    /// These lead them elsewhere together.
    Together(Vec<&'a Route>),
    /// These lead a wide part of them elsewhere.
    Partly(Vec<&'a Route>),
}

/// The prefixes as long as these are particular ones, as AKS and peerings add them.
const PARTICULAR: u8 = 8;

/// Where the Internet's addresses go by routes that somebody made or advertised; Azure's own lead
/// to the Internet where nothing else does.
pub fn default_route<'a>(routes: impl Iterator<Item = &'a Route>) -> DefaultRoute<'a> {
    let mut all: Vec<(Prefix, &Route)> = routes
        .filter(|route| route.active)
        .flat_map(|route| route.prefixes.iter().map(move |prefix| (*prefix, route)))
        .filter(|(prefix, _)| prefix.address.is_ipv4())
        .collect();
    // Of equal prefixes the route that wins stays.
    order::sort_by_key(&mut all, |(prefix, route)| {
        (prefix.span().first, prefix.length, route.origin)
    });
    all.dedup_by_key(|(prefix, _)| *prefix);
    let mut away: Vec<(Prefix, &Route, Vec<Span>)> = Vec::new();
    let mut explicit = None;
    for (prefix, route, spans) in territories(&all) {
        if prefix.length == 0 && route.next_hop == NextHop::Internet {
            explicit = Some(route);
        }
        let elsewhere = match route.next_hop {
            NextHop::Internet => false,
            // Ranges of the network's own may be public ones; all of the Internet is none of them.
            NextHop::VnetLocal => prefix.length < PARTICULAR,
            _ => true,
        };
        if !elsewhere || route.origin == Origin::Default {
            continue;
        }
        let public = prefix::subtract(&spans, &prefix::not_public());
        if public.is_empty() {
            continue;
        }
        if prefix.length == 0 {
            return DefaultRoute::Elsewhere(route);
        }
        away.push((prefix, route, public));
    }
    let covered: Vec<Span> = away
        .iter()
        .flat_map(|(_, _, spans)| spans.iter().copied())
        .collect();
    let wide: Vec<&Route> = away
        .iter()
        .filter(|(prefix, _, _)| prefix.length < PARTICULAR)
        .map(|(_, route, _)| *route)
        .collect();
    if !away.is_empty() && prefix::subtract(&prefix::public(), &covered).is_empty() {
        return DefaultRoute::Together(if wide.is_empty() {
            away.iter().map(|(_, route, _)| *route).collect()
        } else {
            wide
        });
    }
    if !wide.is_empty() {
        return DefaultRoute::Partly(wide);
    }
    explicit.map_or(DefaultRoute::Internet, DefaultRoute::Explicit)
}

/// What each prefix really decides on: its addresses less those of longer prefixes inside it. The
/// prefixes come in order of their first address, shorter ones first.
fn territories<'a>(all: &[(Prefix, &'a Route)]) -> Vec<(Prefix, &'a Route, Vec<Span>)> {
    let mut out: Vec<(Prefix, &Route, Vec<Span>)> = Vec::with_capacity(all.len());
    // Prefixes nest: the open ones, with the first address that is not given away yet.
    let mut open: Vec<(usize, u128)> = Vec::new();
    let close = |out: &mut Vec<(Prefix, &Route, Vec<Span>)>, (index, from): (usize, u128)| {
        if let Some((prefix, _, spans)) = out.get_mut(index) {
            let last = prefix.span().last;
            if from <= last {
                spans.push(Span::new(from, last));
            }
        }
    };
    for (prefix, route) in all {
        let span = prefix.span();
        while let Some(top) = open.last().copied() {
            let ends = out
                .get(top.0)
                .is_none_or(|(p, _, _)| p.span().last < span.first);
            if !ends {
                break;
            }
            open.pop();
            close(&mut out, top);
        }
        if let Some((index, from)) = open.last_mut() {
            if *from < span.first
                && let Some((_, _, spans)) = out.get_mut(*index)
            {
                spans.push(Span::new(*from, span.first - 1));
            }
            *from = span.last.saturating_add(1);
        }
        open.push((out.len(), span.first));
        out.push((*prefix, *route, Vec::new()));
    }
    while let Some(top) = open.pop() {
        close(&mut out, top);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::net::Ipv4Addr;

    fn route(prefix: &str, origin: Origin, next_hop: NextHop) -> Route {
        Route {
            name: Some(prefix.to_owned()),
            prefixes: Prefix::parse(prefix).into_iter().collect(),
            other: Vec::new(),
            next_hop,
            next_hop_ip: None,
            origin,
            active: true,
            bgp_disabled: None,
        }
    }

    fn user(prefix: &str, next_hop: NextHop) -> Route {
        route(prefix, Origin::User, next_hop)
    }

    #[test]
    fn the_default_route_is_found_in_all_its_forms() {
        use NextHop::{Internet, VirtualAppliance, VirtualNetworkGateway};
        let of = |routes: &[Route]| -> String {
            match default_route(routes.iter()) {
                DefaultRoute::Internet => "internet".to_owned(),
                DefaultRoute::Explicit(_) => "explicit".to_owned(),
                DefaultRoute::Elsewhere(route) => format!("elsewhere {}", route.next_hop.as_str()),
                DefaultRoute::Together(routes) => format!("together {}", routes.len()),
                DefaultRoute::Partly(routes) => format!("partly {}", routes.len()),
            }
        };
        assert_eq!(of(&[]), "internet");
        assert_eq!(of(&[user("0.0.0.0/0", Internet)]), "explicit");
        assert_eq!(
            of(&[user("0.0.0.0/0", VirtualAppliance)]),
            "elsewhere VirtualAppliance"
        );
        assert_eq!(of(&[user("0.0.0.0/0", NextHop::None)]), "elsewhere None");
        let halves = [
            user("0.0.0.0/1", VirtualAppliance),
            user("128.0.0.0/1", VirtualAppliance),
        ];
        assert_eq!(of(&halves), "together 2");
        assert_eq!(of(&halves[..1]), "partly 1");
        // Longer prefixes to the Internet win over the default route.
        let shadowed = [
            user("0.0.0.0/0", VirtualAppliance),
            user("0.0.0.0/1", Internet),
            user("128.0.0.0/1", Internet),
        ];
        assert_eq!(of(&shadowed), "internet");
        // AKS with kubenet, peers and on-premises networks.
        let particular = [
            user("10.244.0.0/24", VirtualAppliance),
            user("203.0.113.0/24", VirtualAppliance),
            user("10.0.0.0/8", VirtualNetworkGateway),
        ];
        assert_eq!(of(&particular), "internet");
        // A user-defined default route wins over one that is advertised.
        let advertised = route(
            "0.0.0.0/0",
            Origin::VirtualNetworkGateway,
            VirtualNetworkGateway,
        );
        assert_eq!(
            of(std::slice::from_ref(&advertised)),
            "elsewhere VirtualNetworkGateway"
        );
        assert_eq!(of(&[advertised, user("0.0.0.0/0", Internet)]), "explicit");
        // What is not in effect counts for nothing.
        let invalid = Route {
            active: false,
            ..user("0.0.0.0/0", VirtualAppliance)
        };
        assert_eq!(of(&[invalid]), "internet");
    }

    /// A few addresses and prefixes close together, so that they meet.
    fn prefixes() -> impl Strategy<Value = Prefix> {
        (0_u32..64, 24_u8..=32).prop_map(|(host, length)| {
            let address = Ipv4Addr::from(0x0a00_0000 + host);
            Prefix::parse(&format!("{address}/{length}")).unwrap()
        })
    }

    fn routes() -> impl Strategy<Value = Vec<Route>> {
        let one = (
            proptest::collection::vec(prefixes(), 1..3),
            0..4_u8,
            any::<bool>(),
        );
        let one = one.prop_map(|(prefixes, origin, active)| Route {
            prefixes,
            active,
            origin: match origin {
                0 => Origin::User,
                1 => Origin::VirtualNetworkGateway,
                2 => Origin::Default,
                _ => Origin::Unknown,
            },
            ..user("10.0.0.0/24", NextHop::VnetLocal)
        });
        proptest::collection::vec(one, 0..8)
    }

    /// Whether a prefix holds an address, bit by bit.
    fn holds(prefix: Prefix, address: Ipv4Addr) -> bool {
        let bits = |ip: Ipv4Addr| -> Vec<u32> {
            let number = u32::from(ip);
            (0..32).map(|bit| (number >> (31 - bit)) & 1).collect()
        };
        let IpAddr::V4(base) = prefix.address else {
            return false;
        };
        let length = usize::from(prefix.length);
        bits(base)[..length] == bits(address)[..length]
    }

    proptest! {
        /// The route chosen is the one that laying every route beside every other would choose.
        #[test]
        fn the_longest_prefix_wins_then_the_origin(routes in routes(), host in 0_u32..70) {
            let address = Ipv4Addr::from(0x0a00_0000 + host);
            let chosen = choose(&routes, address.into());
            let fitting: Vec<(&Route, Prefix)> = routes
                .iter()
                .filter(|route| route.active)
                .flat_map(|route| route.prefixes.iter().map(move |prefix| (route, *prefix)))
                .filter(|(_, prefix)| holds(*prefix, address))
                .collect();
            match chosen {
                None => prop_assert!(fitting.is_empty()),
                Some((route, prefix)) => {
                    prop_assert!(fitting.iter().any(|(r, p)| *r == route && *p == prefix));
                    for (other, length) in fitting {
                        prop_assert!(length.length <= prefix.length);
                        if length.length == prefix.length {
                            prop_assert!(route.origin <= other.origin);
                        }
                    }
                }
            }
        }

        /// What each prefix decides on is what choosing address by address gives it.
        #[test]
        fn territories_agree_with_choosing(routes in routes()) {
            let mut all: Vec<(Prefix, &Route)> = routes
                .iter()
                .filter(|route| route.active)
                .flat_map(|route| route.prefixes.iter().map(move |prefix| (*prefix, route)))
                .collect();
            all.sort_by_key(|(prefix, route)| (prefix.span().first, prefix.length, route.origin));
            all.dedup_by_key(|(prefix, _)| *prefix);
            let territories = territories(&all);
            for host in 0_u32..300 {
                let address = IpAddr::from(Ipv4Addr::from(0x0a00_0000 + host));
                let owners: Vec<_> = territories
                    .iter()
                    .filter(|(_, _, spans)| spans.iter().any(|s| s.contains(Span::of(address))))
                    .collect();
                match choose(&routes, address) {
                    None => prop_assert!(owners.is_empty()),
                    Some((route, prefix)) => {
                        prop_assert_eq!(owners.len(), 1);
                        prop_assert_eq!(owners[0].0, prefix);
                        prop_assert_eq!(owners[0].1.origin, route.origin);
                    }
                }
            }
        }
    }
}
