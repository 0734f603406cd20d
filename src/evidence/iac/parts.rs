//! Rules, routes and subnets that are declared by themselves, in what they are a part of; and what is
//! attached to a subnet by a resource of its own.

use std::borrow::Cow;

use super::scope::Scope;
use super::statement::Statement;
use super::{Declared, Known, set};
use crate::evidence::value::{Node, Value, is_marked, marked, unmarked};
use crate::network::NetworkId;

/// What attaches a security group to a subnet, in Terraform alone.
pub(super) const GROUP_OF_SUBNET: &str = "subnetNetworkSecurityGroupAssociations";

/// What attaches a route table to a subnet, in Terraform alone.
pub(super) const TABLE_OF_SUBNET: &str = "subnetRouteTableAssociations";

/// The id that a resource will have, as far as its text tells it.
pub(super) fn id(known: &Known, body: &Value<'_>, scope: &Scope) -> Option<String> {
    let literal = |name: &str| body.text_of(name).filter(|text| !is_marked(text));
    let name = literal("name")?;
    let group = literal("resource_group_name").or_else(|| literal("resourceGroup"));
    let start = match group {
        Some(group) => format!("/resourceGroups/{group}"),
        None => String::new(),
    };
    let Some((collection, part)) = known.rest.split_once('/') else {
        return Some(format!(
            "{start}/providers/Microsoft.Network/{}/{name}",
            known.rest
        ));
    };
    let (_, _, named) = known.part_of?;
    let placed = match literal(named) {
        Some(whole) => Some((whole, name)),
        None => name.split_once('/'),
    };
    if let Some((whole, name)) = placed {
        return Some(format!(
            "{start}/providers/Microsoft.Network/{collection}/{whole}/{part}/{name}"
        ));
    }
    let parent = unmarked(body.text_of("parent")?);
    let (parent, _) = scope.find(&format!("{parent}.id"))?;
    Some(format!("{}/{part}/{name}", parent.text()?))
}

/// Attaches groups and tables to the subnets that are declared beside them.
fn link(statements: &mut [Statement], links: &[Statement]) {
    let mut searched = 0;
    for link in links {
        let resource = &link.declared.resource;
        let id = |name: &str| resource.text_of(name).and_then(NetworkId::parse);
        let (key, of_other) = match link.known.rest == GROUP_OF_SUBNET {
            true => ("networkSecurityGroup", "network_security_group_id"),
            false => ("routeTable", "routeTable"),
        };
        let (Some(subnet), Some(other)) = (id("subnet"), resource.text_of(of_other)) else {
            continue;
        };
        searched += statements.len();
        if searched > SEARCHED {
            return;
        }
        let mut subnets = statements.iter_mut();
        let its = subnets.find(|one| {
            let known = one.declared.resource.text_of("id");
            known
                .and_then(NetworkId::parse)
                .is_some_and(|id| id.is_same(&subnet))
        });
        if let Some(its) = its {
            let other = Node::Text(Cow::Owned(other.to_owned()));
            set(&mut its.declared.resource, key, other);
        }
    }
}

/// Rules and routes that stand by themselves, in what they are a part of.
pub(super) fn put_together(statements: Vec<Statement>) -> Vec<Declared> {
    let (links, statements): (Vec<Statement>, Vec<Statement>) = statements
        .into_iter()
        .partition(|one| [GROUP_OF_SUBNET, TABLE_OF_SUBNET].contains(&one.known.rest));
    let mut statements = statements;
    link(&mut statements, &links);
    let (parts, mut wholes): (Vec<Statement>, Vec<Statement>) = statements
        .into_iter()
        .partition(|one| one.known.part_of.is_some());
    let mut alone: Vec<Declared> = Vec::new();
    for whole in &mut wholes {
        let list = match whole.known.rest {
            "networkSecurityGroups" => "securityRules",
            "routeTables" => "routes",
            "virtualNetworks" => "subnets",
            _ => continue,
        };
        if whole.declared.resource.get(list).is_none() {
            // Other files may declare what belongs to it.
            let others = Value {
                at: whole.declared.at,
                node: Node::Text(Cow::Owned(marked("elsewhere"))),
            };
            set(&mut whole.declared.resource, list, Node::List(vec![others]));
        }
    }
    let mut searched = 0;
    for mut part in parts {
        let Some((of, list, named)) = part.known.part_of else {
            continue;
        };
        let refers = |whole: &&mut Statement| {
            let resource = &part.declared.resource;
            let by = resource
                .text_of(named)
                .or_else(|| resource.text_of("parent"));
            by.is_some_and(|by| {
                let by = unmarked(by);
                let name = whole.declared.resource.text_of("name");
                name == Some(by) || by.split('.').any(|word| word == whole.label)
            })
        };
        searched += wholes.len();
        let wholes = wholes
            .iter_mut()
            .take(if searched < SEARCHED { usize::MAX } else { 0 });
        let mut wholes = wholes.filter(|whole| whole.known.rest == of);
        let whole = wholes.find(refers).map(|whole| &mut whole.declared);
        let held = whole.and_then(|whole| {
            whole.told.append(&mut part.declared.told);
            members_of(&mut whole.resource, list)
        });
        match held {
            Some(elements) => {
                let before_last = elements.len().saturating_sub(1);
                elements.insert(before_last, part.declared.resource);
            }
            None => alone.push(part.declared),
        }
    }
    let mut all: Vec<Declared> = wholes.into_iter().map(|whole| whole.declared).collect();
    all.append(&mut alone);
    all
}

/// The elements of a list that a resource holds, under `properties` too.
fn members_of<'v>(
    resource: &'v mut Value<'static>,
    list: &str,
) -> Option<&'v mut Vec<Value<'static>>> {
    let Node::Object(members) = &mut resource.node else {
        return None;
    };
    for member in members {
        if member.key == "properties" {
            if let Some(found) = members_of(&mut member.value, list) {
                return Some(found);
            }
        } else if member.key == list
            && let Node::List(elements) = &mut member.value.node
        {
            return Some(elements);
        }
    }
    None
}

/// How often a part is laid beside what it may be a part of, at most.
const SEARCHED: usize = 1_000_000;
