//! Security groups: their rules in the order in which Azure looks at them.

use super::{
    Access, Address, DEFAULT_PRIORITY, Direction, FIRST_PRIORITY, SecurityRule, Side, Transport,
};
use crate::language::network as say;
use crate::network::NetworkId;
use crate::order;

/// A network security group, or single rules of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityGroup {
    /// Its name.
    pub name: Option<String>,
    /// Its id.
    pub id: NetworkId,
    /// Its rules, the default ones too where the evidence shows them.
    pub rules: Vec<SecurityRule>,
    /// Whether all its rules are there; a single rule by itself is not the group.
    pub whole: bool,
    /// The line at which what was pasted is cut off inside its rules.
    pub cut: Option<u32>,
    /// The subnets it is attached to; `None` where the evidence does not say.
    pub subnets: Option<Vec<NetworkId>>,
    /// The network interfaces it is attached to; `None` where the evidence does not say.
    pub interfaces: Option<Vec<NetworkId>>,
}

/// One group of the effective rules that a network interface shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectiveSecurityGroup {
    /// The group.
    pub group: SecurityGroup,
    /// `association.subnet`.
    pub subnet: Option<NetworkId>,
    /// `association.networkInterface`.
    pub interface: Option<NetworkId>,
}

/// The rules that every group has behind its own (network security groups overview). Azure shows
/// them under `defaultSecurityRules`; many dumps leave them out.
pub fn default_rules(direction: Direction) -> [SecurityRule; 3] {
    let rule = |name: &str, priority, access, source: &str, destination: &str| {
        let side = |address: &str| Side {
            addresses: vec![Address::parse(address)],
            ..Side::any()
        };
        SecurityRule {
            name: name.to_owned(),
            priority: Some(priority),
            direction: Some(direction),
            access: Some(access),
            protocol: Transport::Any,
            source: side(source),
            destination: side(destination),
        }
    };
    const NETWORK: &str = "VirtualNetwork";
    match direction {
        Direction::Inbound => [
            rule("AllowVnetInBound", 65_000, Access::Allow, NETWORK, NETWORK),
            rule(
                "AllowAzureLoadBalancerInBound",
                65_001,
                Access::Allow,
                "AzureLoadBalancer",
                "*",
            ),
            rule("DenyAllInBound", 65_500, Access::Deny, "*", "*"),
        ],
        Direction::Outbound => [
            rule("AllowVnetOutBound", 65_000, Access::Allow, NETWORK, NETWORK),
            rule(
                "AllowInternetOutBound",
                65_001,
                Access::Allow,
                "*",
                "Internet",
            ),
            rule("DenyAllOutBound", 65_500, Access::Deny, "*", "*"),
        ],
    }
}

impl SecurityGroup {
    /// Its rules in a direction, in the order in which Azure looks at them, with the default ones
    /// where the evidence leaves them out. A rule whose priority cannot be read comes first.
    ///
    /// Where not all rules are there, one stands for those that are missing, as early as any of them
    /// may: no two rules of a direction have the same priority.
    pub fn in_order(&self, direction: Direction) -> Vec<SecurityRule> {
        let mut rules: Vec<SecurityRule> = self
            .rules
            .iter()
            .filter(|rule| rule.direction.is_none_or(|its| its == direction))
            .cloned()
            .collect();
        if !self.whole {
            let taken = |priority| {
                let mut rules = self.rules.iter();
                rules.any(|rule| {
                    rule.priority == Some(priority)
                        && rule.direction == Some(direction)
                        && rule.access.is_some()
                })
            };
            let free = (FIRST_PRIORITY..DEFAULT_PRIORITY).find(|priority| !taken(*priority));
            rules.push(SecurityRule {
                name: say::MISSING_RULE.to_owned(),
                priority: free,
                direction: Some(direction),
                access: None,
                protocol: Transport::Any,
                source: Side::any(),
                destination: Side::any(),
            });
        }
        for rule in default_rules(direction) {
            let known = rules
                .iter()
                .any(|known| known.priority == rule.priority && known.direction == rule.direction);
            if !known {
                rules.push(rule);
            }
        }
        order::sort_by_key(&mut rules, |rule| rule.priority);
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_rules_stand_behind_where_a_dump_lacks_them() {
        let group = SecurityGroup {
            whole: true,
            ..SecurityGroup::default()
        };
        let names = |direction| -> Vec<String> {
            let rules = group.in_order(direction);
            rules.into_iter().map(|rule| rule.name).collect()
        };
        assert_eq!(
            names(Direction::Inbound),
            [
                "AllowVnetInBound",
                "AllowAzureLoadBalancerInBound",
                "DenyAllInBound"
            ]
        );
        assert_eq!(
            names(Direction::Outbound),
            [
                "AllowVnetOutBound",
                "AllowInternetOutBound",
                "DenyAllOutBound"
            ]
        );
    }

    #[test]
    fn one_rule_stands_for_those_that_are_missing_as_early_as_any_may() {
        let mut group = SecurityGroup::default();
        let places = |group: &SecurityGroup| -> Vec<(Option<u32>, bool)> {
            let rules = group.in_order(Direction::Inbound);
            let places = rules.iter();
            places
                .map(|rule| (rule.priority, rule.is_missing()))
                .take(3)
                .collect()
        };
        assert_eq!(places(&group)[0], (Some(100), true));
        let [rule, ..] = default_rules(Direction::Inbound);
        group.rules = [100, 101, 110]
            .map(|priority| SecurityRule {
                priority: Some(priority),
                ..rule.clone()
            })
            .to_vec();
        assert_eq!(
            places(&group),
            [(Some(100), false), (Some(101), false), (Some(102), true)]
        );
        // One whose action is not known may be shorter than it was.
        group.rules[0].access = None;
        assert_eq!(places(&group)[1], (Some(100), true));
    }
}
