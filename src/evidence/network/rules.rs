//! Security rules, and the groups that they belong to.

use super::{Place, both, id, id_of, line, missing, reference, references, texts};
use crate::evidence::config::name_of;
use crate::evidence::recognise::is_type;
use crate::evidence::value::{Node, Value};
use crate::network::rule::Side;
use crate::network::{
    Access, Address, Direction, EffectiveSecurityGroup, NetworkId, Ports, Prefix, SecurityGroup,
    SecurityRule, Transport,
};
use crate::words::WITHOUT_A_NAME;

pub(super) fn is_rule(value: &Value<'_>) -> bool {
    ["access", "direction"].iter().all(|name| value.has(name))
        && ["priority", "protocol", "sourceAddressPrefix", "name"]
            .iter()
            .any(|name| value.has(name))
        || is_type(value, "securityRules") && value.has("access")
}

fn rule(value: &Value<'_>) -> SecurityRule {
    let side = |names: [&str; 7]| {
        let [
            address,
            addresses,
            port,
            ports,
            groups,
            table_groups,
            expanded,
        ] = names;
        let ports = both(value, port, ports);
        let has_groups = |name: &str| {
            value
                .get(name)
                .is_some_and(|groups| !texts(groups).is_empty() || !groups.elements().is_empty())
        };
        Side {
            addresses: both(value, address, addresses)
                .into_iter()
                .map(Address::parse)
                .collect(),
            expanded: value
                .get(expanded)
                .map(texts)
                .unwrap_or_default()
                .into_iter()
                .filter_map(Prefix::parse)
                .collect(),
            ports: ports.into_iter().map(Ports::read).collect(),
            groups: has_groups(groups) || has_groups(table_groups),
        }
    };
    let word = |name: &str| value.text_of(name).map(str::to_ascii_lowercase);
    SecurityRule {
        name: name_of(value).unwrap_or_else(|| WITHOUT_A_NAME.to_owned()),
        priority: value
            .text_of("priority")
            .and_then(|priority| priority.parse().ok()),
        direction: match word("direction").as_deref() {
            Some("inbound") => Some(Direction::Inbound),
            Some("outbound") => Some(Direction::Outbound),
            _ => None,
        },
        access: match word("access").as_deref() {
            // Of a rule that is not all there nothing is sure.
            _ if value.gap_inside().is_some() => None,
            Some("allow") => Some(Access::Allow),
            Some("deny") => Some(Access::Deny),
            _ => None,
        },
        protocol: value
            .text_of("protocol")
            .map_or(Transport::Other(String::new()), Transport::parse),
        source: side([
            "sourceAddressPrefix",
            "sourceAddressPrefixes",
            "sourcePortRange",
            "sourcePortRanges",
            "sourceApplicationSecurityGroups",
            "sourceASG",
            "expandedSourceAddressPrefix",
        ]),
        destination: side([
            "destinationAddressPrefix",
            "destinationAddressPrefixes",
            "destinationPortRange",
            "destinationPortRanges",
            "destinationApplicationSecurityGroups",
            "destinationASG",
            "expandedDestinationAddressPrefix",
        ]),
    }
}

/// The lists that hold a group's rules. The name of one may stand before the beginning of the text.
const LISTS: [&str; 3] = ["securityRules", "defaultSecurityRules", ""];

pub(super) fn group(value: &Value<'_>, place: Place<'_>) -> SecurityGroup {
    let lists: Vec<&Value<'_>> = LISTS.iter().filter_map(|name| value.get(name)).collect();
    let rules = lists
        .iter()
        .flat_map(|list| list.elements())
        .filter(|rule| rule.is_object())
        .map(rule)
        .collect();
    // PowerShell's summary shows rules by name alone, a template may fill them in by an expression.
    let own = value.get("securityRules");
    let listed = own.is_none_or(|rules| match &rules.node {
        Node::List(_) => rules.elements().iter().all(Value::is_object),
        Node::Text(text) => text.trim().is_empty(),
        _ => true,
    });
    // Where its own rules are not there at all, they may be what is missing.
    let cut = match own {
        Some(rules) => {
            missing(rules, rules.elements()).or_else(|| value.ends_with("securityRules"))
        }
        None => value.gap(),
    };
    SecurityGroup {
        name: name_of(value),
        id: id_of(value, "networkSecurityGroups"),
        rules,
        whole: listed && cut.is_none() && (own.is_some() || value.has("provisioningState")),
        cut: line(cut, place),
        subnets: references(value, "subnets"),
        interfaces: references(value, "networkInterfaces"),
    }
}

/// The group that rules belong to by their ids.
pub(super) fn group_of_rules(rules: &[Value<'_>]) -> SecurityGroup {
    let id = rules.iter().find_map(id);
    let name = id.as_ref().and_then(|id| id.name("networkSecurityGroups"));
    let resource_group = id.as_ref().and_then(|id| id.resource_group.clone());
    let beside = || {
        let first = rules.first()?;
        first.text_of("resourceGroup").map(str::to_owned)
    };
    SecurityGroup {
        name: name.map(str::to_owned),
        id: match name {
            Some(name) => NetworkId::of(
                "networkSecurityGroups",
                name,
                resource_group.or_else(beside).as_deref(),
            ),
            None => NetworkId::default(),
        },
        rules: rules.iter().map(rule).collect(),
        whole: true,
        cut: None,
        subnets: None,
        interfaces: None,
    }
}

/// Whether a rule is one in effect at a network interface: those show what tags stand for, and name
/// their list.
pub(super) fn is_effective(rule: &Value<'_>) -> bool {
    let of_list = |name: &str| {
        name.starts_with("securityRules/") || name.starts_with("defaultSecurityRules/")
    };
    rule.has("expandedSourceAddressPrefix")
        || rule.has("expandedDestinationAddressPrefix")
        || rule.text_of("name").is_some_and(of_list)
}

/// Rules that were listed for several groups at once, each with its own.
pub(super) fn by_group(rules: &[Value<'_>]) -> Vec<SecurityGroup> {
    let mut groups: Vec<SecurityGroup> = Vec::new();
    for value in rules {
        let one = group_of_rules(std::slice::from_ref(value));
        match groups.iter_mut().find(|group| group.name == one.name) {
            Some(group) => group.rules.extend(one.rules),
            None => groups.push(one),
        }
    }
    groups
}

pub(super) fn effective_group(value: &Value<'_>, place: Place<'_>) -> EffectiveSecurityGroup {
    let rules = value.get("effectiveSecurityRules");
    let all = rules.map(Value::elements).unwrap_or_default();
    let cut = rules.and_then(|rules| missing(rules, all));
    let id = value
        .get("networkSecurityGroup")
        .and_then(reference)
        .unwrap_or_default();
    let association = value.get("association");
    let of = |name: &str| association.and_then(|association| association.get(name));
    EffectiveSecurityGroup {
        group: SecurityGroup {
            name: id.name("networkSecurityGroups").map(str::to_owned),
            id,
            rules: all
                .iter()
                .filter(|rule| rule.is_object())
                .map(rule)
                .collect(),
            whole: all.iter().all(Value::is_object) && cut.is_none(),
            cut: line(cut, place),
            subnets: None,
            interfaces: None,
        },
        subnet: of("subnet").and_then(reference),
        interface: of("networkInterface").and_then(reference),
    }
}
