//! What a security group does with traffic, as Azure decides it: rules by priority, the first match
//! ends it.
//!
//! Traffic is a box: sources, destinations, destination ports and source ports. A rule that holds a
//! part of the box splits it, so that several rules may cover it together. Where a rule cannot be
//! judged (a service tag whose addresses are not known, an application security group, an
//! expression), both outcomes are followed.

mod traffic;

use super::prefix::{self, Span};
use super::rule::{self, Access, Address, SecurityRule, Side, Transport};
pub use traffic::{End, Flow, Peer};

/// What happens to traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// All of it passes.
    Allowed,
    /// None of it passes.
    Denied,
    /// A part of it is denied.
    PartlyDenied,
    /// The rules do not tell.
    Unknown,
}

/// What happens to traffic, and because of which rules: indices into those given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What happens.
    pub decision: Decision,
    /// Rules that let some of it pass.
    pub allowing: Vec<usize>,
    /// Rules that deny some of it.
    pub denying: Vec<usize>,
    /// Rules that may or may not concern it.
    pub doubtful: Vec<usize>,
}

/// Decides on traffic by rules in their order (see [`super::SecurityGroup::in_order`]).
pub fn evaluate(rules: &[SecurityRule], flow: &Flow) -> Answer {
    let concerned: Vec<Prepared<'_>> = rules
        .iter()
        .enumerate()
        .filter_map(|(index, rule)| Prepared::new(index, rule, flow))
        .collect();
    let mut search = Search {
        rules: &concerned,
        exact: [flow.source.exact, flow.destination.exact, true, true],
        steps: STEPS,
        answer: Answer {
            decision: Decision::Unknown,
            allowing: Vec::new(),
            denying: Vec::new(),
            doubtful: Vec::new(),
        },
    };
    let ports = Span::new(flow.ports.first.into(), flow.ports.last.into());
    let mut decision = None;
    for source in &flow.source.spans {
        let mut of_source = None;
        for destination in &flow.destination.spans {
            let whole = [*source, *destination, ports, EPHEMERAL];
            let one = search.decide(whole, 0, Possible::default(), 0);
            of_source = Some(combine(of_source, one, flow.destination.exact));
        }
        if let Some(of_source) = of_source {
            decision = Some(combine(decision, of_source, flow.source.exact));
        }
    }
    Answer {
        decision: decision.unwrap_or(Decision::Unknown),
        ..search.answer
    }
}

/// Source ports that clients choose.
const EPHEMERAL: Span = Span::new(1_024, 65_535);

/// How many rules are laid beside parts of the traffic at most, and how deep parts nest.
const STEPS: usize = 2_000_000;
const DEPTH: usize = 400;

/// Whether a rule concerns traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    No,
    Maybe,
    Yes,
}

/// One dimension of a rule: spans that it holds for sure, and what it says of the rest.
struct Extent {
    spans: Vec<Span>,
    rest: Truth,
}

/// A rule in the dimensions of the traffic.
struct Prepared<'a> {
    index: usize,
    rule: &'a SecurityRule,
    extents: [Extent; 4],
    /// Whether it concerns the traffic at all where its extents hold it.
    certain: bool,
}

impl<'a> Prepared<'a> {
    /// `None` where the rule does not concern the traffic.
    fn new(index: usize, rule: &'a SecurityRule, flow: &Flow) -> Option<Self> {
        let protocol = match (&rule.protocol, &flow.protocol) {
            (Transport::Any, _) => Truth::Yes,
            (rule, flow) if rule == flow => Truth::Yes,
            // A template's expression, not the name of another protocol.
            (Transport::Other(text), _) if text.starts_with('[') || text.is_empty() => Truth::Maybe,
            _ => Truth::No,
        };
        if protocol == Truth::No || rule.direction.is_some_and(|its| its != flow.direction) {
            return None;
        }
        let certain = protocol == Truth::Yes
            && rule.direction.is_some()
            && rule.priority.is_some()
            && rule.access.is_some();
        Some(Self {
            index,
            rule,
            extents: [
                addresses(&rule.source, flow.source.peer),
                addresses(&rule.destination, flow.destination.peer),
                ports(&rule.destination),
                ports(&rule.source),
            ],
            certain,
        })
    }
}

fn addresses(side: &Side, peer: Peer) -> Extent {
    let mut spans: Vec<Span> = side.addresses.iter().filter_map(rule::spans).collect();
    spans.extend(side.expanded.iter().map(|prefix| prefix.span()));
    let tags = side.addresses.iter().filter_map(|address| match address {
        Address::Tag(tag) => Some(of_tag(tag, peer)),
        Address::Any | Address::Prefix(_) => None,
    });
    let mut rest = tags.max().unwrap_or(Truth::No);
    if rest == Truth::Maybe && !side.expanded.is_empty() {
        // The tag's own prefixes are shown.
        rest = Truth::No;
    }
    if side.groups && matches!(peer, Peer::Network | Peer::Unknown) {
        rest = rest.max(Truth::Maybe);
    }
    if side.addresses.is_empty() && side.expanded.is_empty() && !side.groups {
        rest = Truth::Maybe;
    }
    Extent {
        spans: prefix::merged(&spans),
        rest,
    }
}

fn ports(side: &Side) -> Extent {
    let spans: Vec<Span> = side
        .ports
        .iter()
        .flatten()
        .map(|ports| Span::new(ports.first.into(), ports.last.into()))
        .collect();
    let unread = side.ports.is_empty() || side.ports.iter().any(Result::is_err);
    Extent {
        spans: prefix::merged(&spans),
        rest: if unread { Truth::Maybe } else { Truth::No },
    }
}

/// Service tags of public services: no address of a virtual network is among theirs.
const PUBLIC_TAGS: [&str; 20] = [
    "actiongroup",
    "apimanagement",
    "appconfiguration",
    "appservice",
    "azureactivedirectory",
    "azurearcinfrastructure",
    "azurebackup",
    "azurecloud",
    "azurecontainerregistry",
    "azurecosmosdb",
    "azuredevops",
    "azurefrontdoor",
    "azurekeyvault",
    "azuremonitor",
    "azureresourcemanager",
    "azuretrafficmanager",
    "eventhub",
    "servicebus",
    "sql",
    "storage",
];

/// Whether the addresses of a service tag hold those of an end (service tags overview).
fn of_tag(tag: &str, peer: Peer) -> Truth {
    use Truth::{Maybe, No, Yes};
    let (base, region) = tag.split_once('.').unwrap_or((tag, ""));
    let base = base.to_ascii_lowercase();
    match (base.as_str(), peer) {
        ("virtualnetwork", Peer::Network) => Yes,
        // The tag holds the address of the platform, too; whether such a rule stops its load
        // balancer is not documented.
        ("virtualnetwork", Peer::LoadBalancer | Peer::Unknown) => Maybe,
        ("virtualnetwork", _) => No,
        // That the tag holds Azure's own management is our reading.
        ("internet", Peer::Internet | Peer::GatewayManager) => Yes,
        ("internet", Peer::Unknown) => Maybe,
        ("internet", _) => No,
        ("azureloadbalancer", Peer::LoadBalancer) => Yes,
        ("azureloadbalancer", _) => No,
        ("gatewaymanager", Peer::GatewayManager) if region.is_empty() => Yes,
        (_, Peer::Network | Peer::LoadBalancer)
            if base == "gatewaymanager" || PUBLIC_TAGS.contains(&base.as_str()) =>
        {
            No
        }
        _ => Maybe,
    }
}

/// The outcomes that rules in doubt leave open.
#[derive(Clone, Copy, Default)]
struct Possible {
    allow: bool,
    deny: bool,
}

struct Search<'a> {
    rules: &'a [Prepared<'a>],
    exact: [bool; 4],
    steps: usize,
    answer: Answer,
}

impl Search<'_> {
    fn decide(
        &mut self,
        part: [Span; 4],
        from: usize,
        mut possible: Possible,
        depth: usize,
    ) -> Decision {
        let rules = self.rules;
        for (at, rule) in rules.iter().enumerate().skip(from) {
            let Some(left) = self.steps.checked_sub(1) else {
                return Decision::Unknown;
            };
            self.steps = left;
            let mut truth = if rule.certain {
                Truth::Yes
            } else {
                Truth::Maybe
            };
            let mut split = None;
            for (dimension, (extent, span)) in rule.extents.iter().zip(part).enumerate() {
                match extent.relation(span) {
                    Relation::All => {}
                    Relation::Rest => truth = truth.min(extent.rest),
                    Relation::Part => split = split.or(Some(dimension)),
                }
                if truth == Truth::No {
                    break;
                }
            }
            match (truth, split) {
                (Truth::No, _) => {}
                (_, Some(dimension)) => {
                    if depth >= DEPTH {
                        return Decision::Unknown;
                    }
                    return self.split(part, dimension, at, possible, depth);
                }
                (Truth::Yes, None) => {
                    let deny = rule.rule.access == Some(Access::Deny);
                    let list = match deny {
                        true => &mut self.answer.denying,
                        false => &mut self.answer.allowing,
                    };
                    note(list, rule.index);
                    possible.deny |= deny;
                    possible.allow |= !deny;
                    return possible.decision();
                }
                (Truth::Maybe, None) => {
                    note(&mut self.answer.doubtful, rule.index);
                    possible.deny |= rule.rule.access != Some(Access::Allow);
                    possible.allow |= rule.rule.access != Some(Access::Deny);
                }
            }
        }
        // The default rules end it; a dump without them all does not tell.
        Decision::Unknown
    }

    /// Decides on the parts of a part that a rule's dimension cuts it into.
    fn split(
        &mut self,
        part: [Span; 4],
        dimension: usize,
        at: usize,
        possible: Possible,
        depth: usize,
    ) -> Decision {
        let (Some(rule), Some(span)) = (self.rules.get(at), part.get(dimension).copied()) else {
            return Decision::Unknown;
        };
        let Some(extent) = rule.extents.get(dimension) else {
            return Decision::Unknown;
        };
        let exact = self.exact.get(dimension).copied().unwrap_or(true);
        let inside: Vec<Span> = extent
            .near(span)
            .iter()
            .filter_map(|its| its.common(span))
            .collect();
        let outside = prefix::subtract(&[span], &inside);
        let mut decision = None;
        for piece in inside.into_iter().chain(outside) {
            let mut smaller = part;
            if let Some(slot) = smaller.get_mut(dimension) {
                *slot = piece;
            }
            let one = self.decide(smaller, at, possible, depth + 1);
            decision = Some(combine(decision, one, exact));
        }
        decision.unwrap_or(Decision::Unknown)
    }
}

enum Relation {
    /// The spans hold all of it.
    All,
    /// The spans hold nothing of it: the rest decides.
    Rest,
    /// The spans hold some of it, and the rest is not as sure.
    Part,
}

impl Extent {
    fn relation(&self, span: Span) -> Relation {
        if self.rest == Truth::Yes {
            return Relation::All;
        }
        match self.near(span) {
            [] => Relation::Rest,
            near if near.iter().any(|its| its.contains(span)) => Relation::All,
            _ => Relation::Part,
        }
    }

    /// The spans that hold some of another.
    fn near(&self, span: Span) -> &[Span] {
        let from = self.spans.partition_point(|its| its.last < span.first);
        let to = self.spans.partition_point(|its| its.first <= span.last);
        self.spans.get(from..to).unwrap_or_default()
    }
}

impl Possible {
    fn decision(self) -> Decision {
        match (self.allow, self.deny) {
            (true, false) => Decision::Allowed,
            (false, true) => Decision::Denied,
            _ => Decision::Unknown,
        }
    }
}

fn note(list: &mut Vec<usize>, index: usize) {
    if !list.contains(&index) {
        list.push(index);
    }
}

/// What two parts come to: where all of both counts, a denied one is denied whatever the other is;
/// where it is not known which of them counts, only what is the same in both is known.
fn combine(before: Option<Decision>, one: Decision, exact: bool) -> Decision {
    use Decision::{Allowed, Denied, PartlyDenied, Unknown};
    let Some(before) = before else {
        return one;
    };
    match (before, one) {
        (a, b) if a == b => a,
        (Denied | PartlyDenied, Denied | PartlyDenied) => PartlyDenied,
        (Denied | PartlyDenied, _) | (_, Denied | PartlyDenied) if exact => PartlyDenied,
        (Allowed | Denied | PartlyDenied | Unknown, _) => Unknown,
    }
}

#[cfg(test)]
mod tests;
