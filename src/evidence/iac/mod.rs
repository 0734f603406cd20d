//! Terraform and Bicep sources: the literal values of gateways, security groups, route tables and
//! virtual networks are read, and what is an expression is said to be one.

mod assigned;
mod parts;
mod reader;
mod rest;
mod scope;
mod statement;

use std::borrow::Cow;

pub(super) use assigned::assigned;

use super::parameters::Given;
use super::value::{Member, Node, Value};
use statement::Statements;

/// A resource that a source declares.
pub(super) struct Declared {
    /// Where it begins.
    pub(super) at: usize,
    /// It, as REST nests it.
    pub(super) resource: Value<'static>,
    /// Whether it is a gateway.
    pub(super) gateway: bool,
    /// Whether it is Terraform's; else it is Bicep's.
    pub(super) terraform: bool,
    /// What is to be told of values that are expressions.
    pub(super) told: Vec<(usize, String)>,
}

/// A kind of resource that is read.
struct Known {
    /// Terraform's name.
    terraform: &'static str,
    /// REST's, below `Microsoft.Network`.
    rest: &'static str,
    /// Where it is a part that stands by itself: what it is a part of, the list that holds it there,
    /// and what names the whole in Terraform.
    part_of: Option<(&'static str, &'static str, &'static str)>,
}

const KNOWN: [Known; 9] = [
    Known {
        terraform: "azurerm_application_gateway",
        rest: "applicationGateways",
        part_of: None,
    },
    Known {
        terraform: "azurerm_network_security_group",
        rest: "networkSecurityGroups",
        part_of: None,
    },
    Known {
        terraform: "azurerm_network_security_rule",
        rest: "networkSecurityGroups/securityRules",
        part_of: Some((
            "networkSecurityGroups",
            "securityRules",
            "network_security_group_name",
        )),
    },
    Known {
        terraform: "azurerm_route_table",
        rest: "routeTables",
        part_of: None,
    },
    Known {
        terraform: "azurerm_route",
        rest: "routeTables/routes",
        part_of: Some(("routeTables", "routes", "route_table_name")),
    },
    Known {
        terraform: "azurerm_virtual_network",
        rest: "virtualNetworks",
        part_of: None,
    },
    Known {
        terraform: "azurerm_subnet",
        rest: "virtualNetworks/subnets",
        part_of: Some(("virtualNetworks", "subnets", "virtual_network_name")),
    },
    Known {
        terraform: "azurerm_subnet_network_security_group_association",
        rest: parts::GROUP_OF_SUBNET,
        part_of: Some(("", "", "")),
    },
    Known {
        terraform: "azurerm_subnet_route_table_association",
        rest: parts::TABLE_OF_SUBNET,
        part_of: Some(("", "", "")),
    },
];

/// What Terraform's provider for any resource is called; its `type` tells which one it is.
const AZAPI: &str = "azapi_resource";

/// What a text declares, and the text with every declaration blanked out, so that
/// the rest of a paste can be read; `None` where it declares none.
pub(super) fn declared(text: &str, given: &Given) -> Option<(Vec<Declared>, String)> {
    let holds = |known: &Known| text.contains(known.terraform);
    if !text.contains("Microsoft.Network/") && !KNOWN.iter().any(holds) {
        return None;
    }
    let all = Statements::of(text, &|scope| scope.give(given));
    let Statements { found, blanked, .. } = all;
    if found.is_empty() {
        return None;
    }
    let rest = text.char_indices().map(|(at, c)| {
        let inside = blanked.partition_point(|(_, end)| *end <= at);
        let gone = blanked.get(inside).is_some_and(|(start, _)| *start <= at);
        if gone && c != '\n' { ' ' } else { c }
    });
    // Whatever stands for a character has to be as long as it, for the places to stay right.
    let mut out = String::with_capacity(text.len());
    for (c, original) in rest.zip(text.chars()) {
        if c == original {
            out.push(c);
        } else {
            (0..original.len_utf8()).for_each(|_| out.push(' '));
        }
    }
    Some((parts::put_together(found), out))
}

/// Puts a member in the place of whatever was called so.
fn set(resource: &mut Value<'static>, key: &'static str, node: Node<'static>) {
    let at = resource.at;
    if let Node::Object(members) = &mut resource.node {
        members.retain(|member| member.key != key);
        members.push(Member {
            key: Cow::Borrowed(key),
            value: Value { at, node },
        });
    }
}
