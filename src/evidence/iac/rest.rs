//! Terraform's names under REST's.

use std::borrow::Cow;

use super::reader::DYNAMIC;
use crate::evidence::value::{Member, Node, Value, unmarked};

/// Terraform's blocks and arguments under REST's names. A block that stands once or several times
/// is a list there.
pub(super) fn renamed(value: Value<'static>, block: &str) -> Value<'static> {
    let Node::Object(members) = value.node else {
        return value;
    };
    let mut out: Vec<Member<'static>> = Vec::new();
    let mut addresses = Vec::new();
    for member in members {
        let key = member.key.into_owned();
        let at = member.value.at;
        if block == "backend_address_pool" && (key == "ip_addresses" || key == "fqdns") {
            if let Node::List(elements) = member.value.node {
                addresses.extend(elements);
            }
            continue;
        }
        let dynamic = member.value.text().map(unmarked) == Some(DYNAMIC);
        if let Some((_, name)) = BLOCKS.iter().find(|(block, _)| *block == key)
            && (dynamic || matches!(member.value.node, Node::Object(_)))
        {
            let part = renamed(member.value, &key);
            match out.iter_mut().find(|known| known.key == *name) {
                Some(known) => {
                    if let Node::List(parts) = &mut known.value.node {
                        parts.push(part);
                    }
                }
                None => out.push(Member {
                    key: Cow::Borrowed(name),
                    value: Value {
                        at,
                        node: Node::List(vec![part]),
                    },
                }),
            }
            continue;
        }
        // What it is delegated to stands a block deeper.
        if block == "delegation" && key == "service_delegation" {
            let service = member.value.text_of("name").map(str::to_owned);
            out.extend(service.map(|service| Member {
                key: Cow::Borrowed("serviceName"),
                value: Value {
                    at,
                    node: Node::Text(Cow::Owned(service)),
                },
            }));
            continue;
        }
        // The newer name says the opposite.
        if key == "bgp_route_propagation_enabled" {
            let text = member.value.text().map(str::to_owned);
            let not = match text.as_deref() {
                Some("true") => "false",
                Some("false") => "true",
                _ => continue,
            };
            out.push(Member {
                key: Cow::Borrowed("disableBgpRoutePropagation"),
                value: Value {
                    at,
                    node: Node::Bare(Cow::Borrowed(not)),
                },
            });
            continue;
        }
        let name = ARGUMENTS.iter().find(|(argument, _)| *argument == key);
        let key = name.map_or(Cow::Owned(key), |(_, name)| Cow::Borrowed(*name));
        out.push(Member {
            key,
            value: renamed(member.value, ""),
        });
    }
    // Whatever is not written in a setting is not there.
    if block == "backend_http_settings" {
        out.push(Member {
            key: Cow::Borrowed("properties"),
            value: Value {
                at: value.at,
                node: Node::Object(Vec::new()),
            },
        });
    }
    if block == "backend_address_pool" {
        out.push(Member {
            key: Cow::Borrowed("backendAddresses"),
            value: Value {
                at: value.at,
                node: Node::List(addresses),
            },
        });
    }
    Value {
        at: value.at,
        node: Node::Object(out),
    }
}

const BLOCKS: [(&str, &str); 16] = [
    ("gateway_ip_configuration", "gatewayIPConfigurations"),
    ("delegation", "delegations"),
    ("security_rule", "securityRules"),
    ("route", "routes"),
    ("subnet", "subnets"),
    ("backend_address_pool", "backendAddressPools"),
    ("backend_http_settings", "backendHttpSettingsCollection"),
    ("probe", "probes"),
    ("http_listener", "httpListeners"),
    ("request_routing_rule", "requestRoutingRules"),
    ("url_path_map", "urlPathMaps"),
    ("path_rule", "pathRules"),
    ("frontend_port", "frontendPorts"),
    ("frontend_ip_configuration", "frontendIPConfigurations"),
    ("trusted_root_certificate", "trustedRootCertificates"),
    ("authentication_certificate", "authenticationCertificates"),
];

const ARGUMENTS: [(&str, &str); 21] = [
    ("subnet_id", "subnet"),
    ("public_ip_address_id", "publicIPAddress"),
    ("drain_timeout_sec", "drainTimeoutInSec"),
    ("next_hop_in_ip_address", "nextHopIpAddress"),
    ("security_group", "networkSecurityGroup"),
    ("route_table_id", "routeTable"),
    ("probe_name", "probe"),
    ("trusted_root_certificate_names", "trustedRootCertificates"),
    ("status_code", "statusCodes"),
    ("minimum_servers", "minServers"),
    ("http_listener_name", "httpListener"),
    ("backend_address_pool_name", "backendAddressPool"),
    ("backend_http_settings_name", "backendHttpSettings"),
    (
        "default_backend_address_pool_name",
        "defaultBackendAddressPool",
    ),
    (
        "default_backend_http_settings_name",
        "defaultBackendHttpSettings",
    ),
    ("redirect_configuration_name", "redirectConfiguration"),
    (
        "default_redirect_configuration_name",
        "defaultRedirectConfiguration",
    ),
    ("url_path_map_name", "urlPathMap"),
    ("frontend_port_name", "frontendPort"),
    ("autoscale_configuration", "autoscaleConfiguration"),
    ("resource_group_name", "resourceGroup"),
];
