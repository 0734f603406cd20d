//! What was pasted more than once: the later counts, and where they differ that is told.

use std::collections::HashMap;

use super::network::subnets_of;
use crate::diagnosis::Case;
use crate::evidence::{Content, Evidence};
use crate::language::diagnosis::surroundings as say;
use crate::network::{NetworkId, RouteTable, SecurityGroup, SecurityRule, Subnet, VirtualNetwork};
use crate::words::{self, Term};

/// What stands around a gateway and has a name.
pub(super) trait Resource: Sized {
    /// What it is called in a sentence.
    const WHAT: &'static Term;
    /// Those that a piece of evidence holds.
    fn all(content: &Content) -> Vec<&Self>;
    /// Its name and its id.
    fn named(&self) -> (Option<&str>, &NetworkId);
    /// Whether it says no less than another one.
    fn says_as_much(&self, other: &Self) -> bool;
    /// What of it decides, where it differs from another one's.
    fn differs(&self, other: &Self) -> Option<&'static str>;
}

impl Resource for SecurityGroup {
    const WHAT: &'static Term = &words::SECURITY_GROUP;
    fn all(content: &Content) -> Vec<&Self> {
        match content {
            Content::SecurityGroups(all) => all.iter().collect(),
            _ => Vec::new(),
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
    const WHAT: &'static Term = &words::ROUTE_TABLE;
    fn all(content: &Content) -> Vec<&Self> {
        match content {
            Content::RouteTables(all) => all.iter().collect(),
            _ => Vec::new(),
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
    const WHAT: &'static Term = &words::NETWORK;
    fn all(content: &Content) -> Vec<&Self> {
        match content {
            Content::VirtualNetworks(all) => all.iter().collect(),
            _ => Vec::new(),
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
        (known && self.dns_servers != other.dns_servers).then_some(say::DNS_SERVERS)
    }
}

impl Resource for Subnet {
    const WHAT: &'static Term = &words::SUBNET;
    fn all(content: &Content) -> Vec<&Self> {
        subnets_of(content).map(|(subnet, _)| subnet).collect()
    }
    fn named(&self) -> (Option<&str>, &NetworkId) {
        (self.name.as_deref(), &self.id)
    }
    fn says_as_much(&self, _: &Self) -> bool {
        true
    }
    fn differs(&self, other: &Self) -> Option<&'static str> {
        if leads_elsewhere(&self.security_group, &other.security_group) {
            Some(say::GROUPS)
        } else {
            let tables = leads_elsewhere(&self.route_table, &other.route_table);
            tables.then_some(say::TABLES)
        }
    }
}

/// Whether two subnets name different resources, or one names none; what is not shown differs from nothing.
fn leads_elsewhere(one: &Option<Option<NetworkId>>, other: &Option<Option<NetworkId>>) -> bool {
    match (one, other) {
        (Some(Some(one)), Some(Some(other))) => !one.is_same(other),
        (Some(one), Some(other)) => one.is_some() != other.is_some(),
        _ => false,
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
                notes.push(told(T::WHAT, name, what, [*from, piece], later));
            }
            if later {
                (*from, *earlier) = (piece, one);
            }
        }
    }
    kept.into_iter().map(|(_, one)| one).collect()
}

fn told(
    what: &Term,
    name: Option<&str>,
    part: &str,
    places: [&Evidence; 2],
    later_counts: bool,
) -> String {
    let [earlier, later] = places.map(|piece| say::piece(&piece.source, piece.position.line));
    let what = what.named(name.unwrap_or(words::WITHOUT_A_NAME));
    match later_counts {
        true => say::later_counts(&what, part, &earlier, &later),
        false => say::earlier_counts(&what, part, &earlier, &later),
    }
}

/// Where what was pasted twice differs.
pub fn notes(case: &Case) -> Vec<String> {
    let mut notes = Vec::new();
    latest::<SecurityGroup>(case, &mut notes);
    latest::<RouteTable>(case, &mut notes);
    latest::<VirtualNetwork>(case, &mut notes);
    latest::<Subnet>(case, &mut notes);
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::Typed;
    use crate::evidence;
    use crate::time::Timestamp;

    fn notes_of(tables: [&str; 2]) -> Vec<String> {
        const NETWORK: &str = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-shop/providers/Microsoft.Network";
        let subnet = |table: &str| {
            format!(
                r#"{{"id":"{NETWORK}/virtualNetworks/vnet-shop/subnets/snet-agw","name":"snet-agw","addressPrefix":"10.1.0.0/24","routeTable":{{"id":"{NETWORK}/routeTables/{table}"}}}}"#
            )
        };
        let text = tables.map(subnet);
        notes(&Case {
            evidence: text
                .iter()
                .flat_map(|text| evidence::read("paste 1", text.as_bytes()))
                .collect(),
            typed: Typed::default(),
            at: Timestamp::EPOCH,
            roots: None,
        })
    }

    #[test]
    fn a_subnet_pasted_twice_counts_as_pasted_last() {
        assert_eq!(notes_of(["rt-agw", "RT-AGW"]), [""; 0]);
        assert_eq!(
            notes_of(["rt-agw", "rt-other"]),
            [
                "The subnet snet-agw was pasted with different route tables in paste 1, line 1, and in paste 1, line 1: the later one is used."
            ]
        );
    }
}
