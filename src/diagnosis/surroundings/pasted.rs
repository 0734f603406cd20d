//! What was pasted more than once: the later counts, and where they differ that is told.

use std::collections::HashMap;

use super::network::subnets;
use crate::diagnosis::Case;
use crate::evidence::{Content, Evidence};
use crate::network::{NetworkId, RouteTable, SecurityGroup, SecurityRule, Subnet, VirtualNetwork};

/// What stands around a gateway and has a name.
pub(super) trait Resource: Sized {
    /// What it is called in a sentence.
    const WHAT: &'static str;
    /// Those that a piece of evidence holds.
    fn all(content: &Content) -> &[Self];
    /// Its name and its id.
    fn named(&self) -> (Option<&str>, &NetworkId);
    /// Whether it says no less than another one.
    fn says_as_much(&self, other: &Self) -> bool;
    /// What of it decides, where it differs from another one's.
    fn differs(&self, other: &Self) -> Option<&'static str>;
}

impl Resource for SecurityGroup {
    const WHAT: &'static str = "network security group";
    fn all(content: &Content) -> &[Self] {
        match content {
            Content::SecurityGroups(all) => all,
            _ => &[],
        }
    }
    fn named(&self) -> (Option<&str>, &NetworkId) {
        (self.name.as_deref(), &self.id)
    }
    fn says_as_much(&self, other: &Self) -> bool {
        self.whole || !other.whole
    }
    fn differs(&self, other: &Self) -> Option<&'static str> {
        // The default rules are those of every group, and not every dump has them.
        let own = |group: &Self| -> Vec<SecurityRule> {
            let rules = group.rules.iter().filter(|rule| !rule.is_default());
            rules.cloned().collect()
        };
        (!same(&own(self), &own(other))).then_some("rules")
    }
}

impl Resource for RouteTable {
    const WHAT: &'static str = "route table";
    fn all(content: &Content) -> &[Self] {
        match content {
            Content::RouteTables(all) => all,
            _ => &[],
        }
    }
    fn named(&self) -> (Option<&str>, &NetworkId) {
        (self.name.as_deref(), &self.id)
    }
    fn says_as_much(&self, other: &Self) -> bool {
        self.whole || !other.whole
    }
    fn differs(&self, other: &Self) -> Option<&'static str> {
        let bgp = self.bgp_disabled.is_some() && other.bgp_disabled.is_some();
        if !same(&self.routes, &other.routes) {
            Some("routes")
        } else {
            (bgp && self.bgp_disabled != other.bgp_disabled).then_some("disableBgpRoutePropagation")
        }
    }
}

impl Resource for VirtualNetwork {
    const WHAT: &'static str = "virtual network";
    fn all(content: &Content) -> &[Self] {
        match content {
            Content::VirtualNetworks(all) => all,
            _ => &[],
        }
    }
    fn named(&self) -> (Option<&str>, &NetworkId) {
        (self.name.as_deref(), &self.id)
    }
    fn says_as_much(&self, other: &Self) -> bool {
        self.dns_servers.is_some() || other.dns_servers.is_none()
    }
    fn differs(&self, other: &Self) -> Option<&'static str> {
        let known = self.dns_servers.is_some() && other.dns_servers.is_some();
        (known && self.dns_servers != other.dns_servers).then_some("DNS servers")
    }
}

/// Up to how many entries two lists are compared whatever their order.
const COMPARED: usize = 2_000;

fn same<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len()
        && (one == other || one.len() <= COMPARED && one.iter().all(|entry| other.contains(entry)))
}

/// The latest of each, in the order first pasted; notes tell where an earlier one differs.
pub(super) fn latest<'a, T: Resource>(case: &'a Case, notes: &mut Vec<String>) -> Vec<&'a T> {
    let mut kept: Vec<(&Evidence, &T)> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for piece in &case.evidence {
        for one in T::all(&piece.content) {
            let (name, id) = one.named();
            let namesakes = by_name
                .entry(name.unwrap_or_default().to_ascii_lowercase())
                .or_default();
            let known = namesakes.iter().copied().find(|at| {
                let other = kept.get(*at).map(|(_, other)| other.named());
                name.is_some() && other.is_some_and(|(_, other)| other.is_same(id))
            });
            let Some((from, earlier)) = known.and_then(|at| kept.get_mut(at)) else {
                namesakes.push(kept.len());
                kept.push((piece, one));
                continue;
            };
            let later = one.says_as_much(earlier);
            if let Some(what) = one.differs(earlier) {
                let which = if later { "later" } else { "earlier, whole" };
                notes.push(told(T::WHAT, name, what, [*from, piece], which));
            }
            if later {
                (*from, *earlier) = (piece, one);
            }
        }
    }
    kept.into_iter().map(|(_, one)| one).collect()
}

fn told(what: &str, name: Option<&str>, part: &str, places: [&Evidence; 2], used: &str) -> String {
    let [earlier, later] =
        places.map(|piece| format!("{}, line {}", piece.source, piece.position.line));
    format!(
        "The {what} {} was pasted with different {part} in {earlier}, and in {later}: the {used} one is used.",
        name.unwrap_or("without a name"),
    )
}

/// Where what was pasted twice differs.
pub fn notes(case: &Case) -> Vec<String> {
    let mut notes = Vec::new();
    latest::<SecurityGroup>(case, &mut notes);
    latest::<RouteTable>(case, &mut notes);
    latest::<VirtualNetwork>(case, &mut notes);
    let mut seen: Vec<&Subnet> = Vec::new();
    for (subnet, _) in subnets(case) {
        let same = |other: &&mut &Subnet| {
            let names = subnet.name.as_deref().zip(other.name.as_deref());
            names.is_some_and(|(a, b)| a.eq_ignore_ascii_case(b)) && subnet.id.is_same(&other.id)
        };
        let Some(earlier) = seen.iter_mut().find(same) else {
            seen.push(subnet);
            continue;
        };
        let differ =
            |one: &Option<Option<NetworkId>>, other: &Option<Option<NetworkId>>| match (one, other)
            {
                (Some(Some(one)), Some(Some(other))) => !one.is_same(other),
                (Some(one), Some(other)) => one.is_some() != other.is_some(),
                _ => false,
            };
        let part = if differ(&subnet.security_group, &earlier.security_group) {
            "network security groups"
        } else if differ(&subnet.route_table, &earlier.route_table) {
            "route tables"
        } else {
            *earlier = subnet;
            continue;
        };
        notes.push(format!(
            "The subnet {} was pasted with different {part}: the later one is used.",
            subnet.name.as_deref().unwrap_or("without a name"),
        ));
        *earlier = subnet;
    }
    notes
}
