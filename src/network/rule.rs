//! Network security groups: their rules as Azure names them.

mod group;

pub use group::{EffectiveSecurityGroup, SecurityGroup, default_rules};

use super::prefix::{Prefix, Span};
use crate::language::network as say;
use crate::words;

/// The way that traffic takes, seen from the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Into the subnet or the network interface.
    Inbound,
    /// Out of it.
    Outbound,
}

impl Direction {
    /// The name as REST spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "Inbound",
            Self::Outbound => "Outbound",
        }
    }
}

/// What a rule does to traffic that it fits: `access`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Lets traffic pass.
    Allow,
    /// Drops it.
    Deny,
}

impl Access {
    /// The name as REST spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// The protocol of a rule, or of traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// `*`, or `All` in effective rules.
    Any,
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// ICMP, ESP, AH: none of it has ports.
    Other(String),
}

impl Transport {
    /// Reads a protocol in any case, or its number.
    pub fn parse(text: &str) -> Self {
        match text.trim().to_ascii_lowercase().as_str() {
            "*" | "all" | "any" => Self::Any,
            "tcp" | "6" => Self::Tcp,
            "udp" | "17" => Self::Udp,
            _ => Self::Other(text.trim().to_owned()),
        }
    }

    /// The name as REST spells it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Any => say::ANY_PROTOCOL,
            Self::Tcp => "Tcp",
            Self::Udp => "Udp",
            Self::Other(text) if text.is_empty() => "?",
            Self::Other(text) => text,
        }
    }
}

/// Ports from the first to the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ports {
    /// The first port.
    pub first: u16,
    /// The last port.
    pub last: u16,
}

impl Ports {
    /// Every port.
    pub const ALL: Self = Self {
        first: 0,
        last: u16::MAX,
    };

    /// Both ends of a range.
    pub const fn new(first: u16, last: u16) -> Self {
        Self { first, last }
    }

    /// Reads `443`, `65200-65535` or `*`; anything else is given back as it stands.
    pub fn read(text: &str) -> Result<Self, String> {
        Self::parse(text).ok_or_else(|| text.to_owned())
    }

    /// Reads `443`, `65200-65535` or `*`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "*" || text.eq_ignore_ascii_case("any") {
            return Some(Self::ALL);
        }
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let ports = Self::new(first.trim().parse().ok()?, last.trim().parse().ok()?);
        (ports.first <= ports.last).then_some(ports)
    }

    /// As a person writes it.
    pub fn show(self) -> String {
        match self {
            Self::ALL => "*".to_owned(),
            Self { first, last } if first == last => first.to_string(),
            Self { first, last } => format!("{first}-{last}"),
        }
    }
}

/// One address of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// `*`.
    Any,
    /// A prefix or a single address.
    Prefix(Prefix),
    /// A service tag, or a name that may be one.
    Tag(String),
}

impl Address {
    /// Reads an address, a prefix, a tag or `*`.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if text == "*" || text.eq_ignore_ascii_case("any") {
            return Self::Any;
        }
        Prefix::parse(text).map_or_else(|| Self::Tag(text.to_owned()), Self::Prefix)
    }

    fn show(&self) -> String {
        match self {
            Self::Any => "*".to_owned(),
            Self::Prefix(prefix) if prefix.span().first == prefix.span().last => {
                prefix.address.to_string()
            }
            Self::Prefix(prefix) => prefix.to_string(),
            Self::Tag(tag) => tag.clone(),
        }
    }
}

/// One end of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Addresses, in the singular or the plural field.
    pub addresses: Vec<Address>,
    /// What the tags among them stand for, where effective rules show it.
    pub expanded: Vec<Prefix>,
    /// Port ranges; one that is none, such as `70000` or a template's expression, stays as it was
    /// written.
    pub ports: Vec<Result<Ports, String>>,
    /// Whether application security groups stand here instead of addresses.
    pub groups: bool,
}

impl Side {
    /// Any address, any port.
    fn any() -> Self {
        Self {
            addresses: vec![Address::Any],
            ports: vec![Ok(Ports::ALL)],
            ..Self::default()
        }
    }
}

/// A rule of a network security group, custom or default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityRule {
    /// Its name.
    pub name: String,
    /// Its priority, the lowest first; `None` where it cannot be read.
    pub priority: Option<u32>,
    /// Its direction; `None` where it cannot be read.
    pub direction: Option<Direction>,
    /// What it does; `None` where it cannot be read.
    pub access: Option<Access>,
    /// Its protocol.
    pub protocol: Transport,
    /// Where traffic comes from.
    pub source: Side,
    /// Where it goes.
    pub destination: Side,
}

/// The priority from which on rules are Azure's own: custom ones have 100 to 4096.
pub const DEFAULT_PRIORITY: u32 = 65_000;

/// The lowest priority that a custom rule may have.
pub const FIRST_PRIORITY: u32 = 100;

/// The last priority of a custom rule.
pub const LAST_PRIORITY: u32 = 4_096;

impl SecurityRule {
    /// Whether it stands for rules that are missing (see [`SecurityGroup::in_order`]).
    pub fn is_missing(&self) -> bool {
        self.name == say::MISSING_RULE
    }

    /// Whether it is one of the rules that every group has.
    pub fn is_default(&self) -> bool {
        self.priority
            .is_some_and(|priority| priority >= DEFAULT_PRIORITY)
    }

    /// The rule in a few words: its name, its priority, and what it says.
    pub fn describe(&self) -> String {
        let priority = self.priority.map_or_else(
            || say::UNKNOWN_PRIORITY.to_owned(),
            |number| number.to_string(),
        );
        let side = |side: &Side| {
            let addresses = side.addresses.iter().map(Address::show);
            let addresses: Vec<String> = match side.groups {
                true => vec![say::APPLICATION_GROUPS.to_owned()],
                false => addresses.collect(),
            };
            listed(&addresses)
        };
        let ports: Vec<String> = self
            .destination
            .ports
            .iter()
            .map(|ports| match ports {
                Ok(ports) => ports.show(),
                // A template's expression.
                Err(text) if text.starts_with('[') => "?".to_owned(),
                Err(text) => text.clone(),
            })
            .collect();
        let mut what = say::rules_traffic(
            self.access.map_or("?", Access::as_str),
            self.protocol.as_str(),
            &side(&self.source),
            &side(&self.destination),
        );
        if !ports.is_empty() {
            what = say::at_ports(&what, &listed(&ports));
        }
        let text = say::rule(plain(&self.name), &priority, &what);
        match self.is_default() {
            true => say::default_rule(&text),
            false => text,
        }
    }
}

/// The rule's own name: effective rules write `securityRules/AllowWeb`.
pub fn plain(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A few of some words.
fn listed(words: &[String]) -> String {
    if words.is_empty() {
        return "?".to_owned();
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words::listed(&words)
}

/// The addresses of a rule's side as spans, where it is made of addresses alone.
pub(super) fn spans(address: &Address) -> Option<Span> {
    match address {
        Address::Any => Some(Span::ALL),
        Address::Prefix(prefix) => Some(prefix.span()),
        Address::Tag(_) => None,
    }
}

/// Addresses of the platform: `168.63.129.16`, from where its load balancer probes and where its
/// DNS answers.
pub fn platform() -> Span {
    Span::of([168, 63, 129, 16].into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ports_and_addresses() {
        assert_eq!(Ports::parse("*"), Some(Ports::ALL));
        assert_eq!(Ports::parse("0-65535"), Some(Ports::ALL));
        assert_eq!(Ports::parse("443"), Some(Ports::new(443, 443)));
        assert_eq!(
            Ports::parse("65200 - 65535"),
            Some(Ports::new(65_200, 65_535))
        );
        for text in ["", "-1", "80-", "90-80", "70000", "[parameters('port')]"] {
            assert_eq!(Ports::parse(text), None, "{text}");
        }
        assert_eq!(Address::parse("Any"), Address::Any);
        assert_eq!(
            Address::parse("GatewayManager"),
            Address::Tag("GatewayManager".to_owned())
        );
    }

    #[test]
    fn a_rule_is_quoted_in_a_few_words() {
        let [_, rule, _] = default_rules(Direction::Inbound);
        assert_eq!(
            rule.describe(),
            "default rule `AllowAzureLoadBalancerInBound` (priority 65001: Allow any protocol from AzureLoadBalancer to * port *)"
        );
    }
}
