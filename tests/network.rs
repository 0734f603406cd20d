//! What stands around a gateway: every shape of it is read, and judged as Azure judges it.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use appgw_doctor::evidence::{Content, Kind, read};

fn fixture(name: &str) -> String {
    let path = format!(
        "{}/tests/fixtures/network/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).unwrap()
}

/// What a fixture says, in lines short enough to compare.
fn told(content: &Content) -> Vec<String> {
    match content {
        Content::SecurityGroups(groups) => groups
            .iter()
            .flat_map(|group| {
                let name = group.name.as_deref().unwrap_or("-");
                let subnets = group.subnets.as_ref().map_or(0, Vec::len);
                let head = format!("{name} whole {} subnets {subnets}", group.whole);
                let rules = group.rules.iter().map(|rule| rule.describe());
                [head].into_iter().chain(rules).collect::<Vec<_>>()
            })
            .collect(),
        Content::EffectiveSecurityGroups(groups) => groups
            .iter()
            .flat_map(|one| {
                let head = format!(
                    "{} of {} and {}",
                    one.group.name.as_deref().unwrap_or("-"),
                    one.subnet
                        .as_ref()
                        .and_then(|id| id.subnet())
                        .unwrap_or("-"),
                    one.interface
                        .as_ref()
                        .and_then(|id| id.last())
                        .unwrap_or("-"),
                );
                let rules = one.group.rules.iter().map(|rule| rule.describe());
                [head].into_iter().chain(rules).collect::<Vec<_>>()
            })
            .collect(),
        Content::RouteTables(tables) => tables
            .iter()
            .flat_map(|table| {
                let head = format!(
                    "{} whole {} bgp disabled {:?}",
                    table.name.as_deref().unwrap_or("-"),
                    table.whole,
                    table.bgp_disabled
                );
                let routes = table.routes.iter().map(|route| route.describe());
                [head].into_iter().chain(routes).collect::<Vec<_>>()
            })
            .collect(),
        Content::EffectiveRoutes(routes) => routes
            .iter()
            .map(|route| format!("{} active {}", route.describe(), route.active))
            .collect(),
        Content::VirtualNetworks(networks) => networks
            .iter()
            .flat_map(|network| {
                let head = format!(
                    "{} dns {:?}",
                    network.name.as_deref().unwrap_or("-"),
                    network.dns_servers
                );
                let subnets = network.subnets.iter().map(subnet);
                [head].into_iter().chain(subnets).collect::<Vec<_>>()
            })
            .collect(),
        Content::Subnets(subnets) => subnets.iter().map(subnet).collect(),
        other => vec![format!("{other:?}")],
    }
}

fn subnet(subnet: &appgw_doctor::network::Subnet) -> String {
    let name = |id: &Option<Option<appgw_doctor::network::NetworkId>>| match id {
        None => "?".to_owned(),
        Some(None) => "none".to_owned(),
        Some(Some(id)) => id.last().unwrap_or("-").to_owned(),
    };
    format!(
        "{} {:?} nsg {} routes {} delegated {}",
        subnet.name.as_deref().unwrap_or("-"),
        subnet
            .prefixes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        name(&subnet.security_group),
        name(&subnet.route_table),
        subnet.is_delegated(),
    )
}

const MANAGER: &str =
    "`AllowGatewayManager` (priority 100: Allow Tcp from GatewayManager to * port 65200-65535)";
const DENY_ALL: &str =
    "default rule `DenyAllInBound` (priority 65500: Deny any protocol from * to * port *)";
const VNET_HTTPS: &str =
    "`AllowVnetHttps` (priority 200: Allow Tcp from VirtualNetwork to 0.0.0.0/0 port 443)";
const TO_APPLIANCE: &str = "`default` (0.0.0.0/0, user-defined, to VirtualAppliance 10.9.0.4)";
const ADVERTISED: &str =
    "(0.0.0.0/0, learnt over BGP, to VirtualNetworkGateway 10.1.255.4) active true";

#[test]
fn every_shape_is_read() {
    let cases: &[(&str, Kind, &[&str])] = &[
        (
            "nsg_cli.json",
            Kind::Nsg,
            &[
                "nsg-agw whole true subnets 1",
                "`AllowGatewayManager` (priority 100: Allow Tcp from GatewayManager to * port 65200-65400, 65401-65535)",
                "default rule `AllowVnetInBound` (priority 65000: Allow any protocol from VirtualNetwork to VirtualNetwork port *)",
                "default rule `AllowAzureLoadBalancerInBound` (priority 65001: Allow any protocol from AzureLoadBalancer to * port *)",
                DENY_ALL,
            ],
        ),
        (
            "nsg_rest.json",
            Kind::Nsg,
            &["nsg-agw whole true subnets 0", MANAGER],
        ),
        (
            "nsg_rule_list.json",
            Kind::Nsg,
            &["nsg-agw whole true subnets 0", MANAGER, DENY_ALL],
        ),
        (
            "nsg_rule_table.txt",
            Kind::Nsg,
            &[
                "- whole true subnets 0",
                MANAGER,
                "`AllowWeb` (priority 110: Allow Tcp from Internet to 10.1.0.0/24 port 80, 443)",
                DENY_ALL,
            ],
        ),
        (
            "nsg_powershell.txt",
            Kind::Nsg,
            &["nsg-agw whole true subnets 1", MANAGER],
        ),
        (
            "effective_nsg_cli.json",
            Kind::EffectiveNsg,
            &[
                "nsg-web of snet-web and nic-web-1",
                VNET_HTTPS,
                "`DenyRest` (priority 4096: Deny any protocol from 0.0.0.0/0 to 0.0.0.0/0 port *)",
            ],
        ),
        (
            "effective_nsg_powershell.txt",
            Kind::EffectiveNsg,
            &["nsg-web of snet-web and nic-web-1", VNET_HTTPS],
        ),
        (
            "route_table_cli.json",
            Kind::RouteTable,
            &[
                "rt-agw whole true bgp disabled Some(true)",
                TO_APPLIANCE,
                "`aks-nodepool1-11111111-vmss000000` (10.244.0.0/24, user-defined, to VirtualAppliance 10.1.4.4)",
            ],
        ),
        (
            "route_table_powershell.txt",
            Kind::RouteTable,
            &["rt-agw whole true bgp disabled Some(false)", TO_APPLIANCE],
        ),
        (
            "routes_table.txt",
            Kind::RouteTable,
            &["- whole true bgp disabled None", TO_APPLIANCE],
        ),
        (
            "effective_routes_cli.json",
            Kind::EffectiveRoutes,
            &[
                "(10.1.0.0/16, Azure's own, to VnetLocal) active true",
                "(0.0.0.0/0, Azure's own, to Internet) active false",
                "(0.0.0.0/0, 10.20.0.0/16, learnt over BGP, to VirtualNetworkGateway 10.1.255.4) active true",
            ],
        ),
        (
            "effective_routes_table.txt",
            Kind::EffectiveRoutes,
            &[
                "(10.1.0.0/16, Azure's own, to VnetLocal) active true",
                "(0.0.0.0/0, Azure's own, to Internet) active false",
                ADVERTISED,
            ],
        ),
        (
            "effective_routes_powershell.txt",
            Kind::EffectiveRoutes,
            &[
                "(10.1.0.0/16, Azure's own, to VnetLocal) active true",
                ADVERTISED,
            ],
        ),
        (
            "vnet_cli.json",
            Kind::DnsServers,
            &[
                "vnet-shop dns Some([\"10.9.0.10\", \"10.9.0.11\"])",
                "snet-agw [\"10.1.0.0/24\"] nsg nsg-agw routes rt-agw delegated true",
                "snet-web [\"10.1.2.0/24\"] nsg none routes none delegated false",
            ],
        ),
        (
            "vnet_powershell.txt",
            Kind::DnsServers,
            &[
                "vnet-shop dns Some([\"10.9.0.10\"])",
                "snet-agw [\"10.1.0.0/24\"] nsg nsg-agw routes none delegated false",
            ],
        ),
        (
            "dns_query.json",
            Kind::DnsServers,
            &["- dns Some([\"10.9.0.10\", \"10.9.0.11\"])"],
        ),
        (
            "subnet_cli.json",
            Kind::Subnet,
            &["snet-agw [\"10.1.0.0/24\"] nsg nsg-agw routes none delegated false"],
        ),
        (
            "brief_others.json",
            Kind::Nsg,
            &["nsg-gw whole true subnets 0"],
        ),
        (
            "brief_effective_nsg.json",
            Kind::EffectiveNsg,
            &[
                "- of - and -",
                "`a` (priority unknown: Allow ? from ? to ?)",
            ],
        ),
        (
            "brief_route_table.json",
            Kind::RouteTable,
            &[
                "rt-gw whole true bgp disabled Some(false)",
                "`default` (0.0.0.0/0, user-defined, to VirtualAppliance)",
            ],
        ),
        (
            "brief_effective_routes.json",
            Kind::EffectiveRoutes,
            &["(0.0.0.0/0, user-defined, to VirtualAppliance 10.9.0.4) active true"],
        ),
        (
            "brief_dns_servers.json",
            Kind::DnsServers,
            &["- dns Some([\"10.9.0.10\"])"],
        ),
        (
            "subnet_query.json",
            Kind::Subnet,
            &["- [\"10.1.0.0/24\"] nsg nsg-agw routes none delegated false"],
        ),
    ];
    for (name, kind, expected) in cases {
        let pieces = read(name, fixture(name).as_bytes());
        let [piece] = pieces.as_slice() else {
            panic!("{name}: {} pieces", pieces.len());
        };
        assert_eq!(piece.kind(), *kind, "{name}");
        assert_eq!(told(&piece.content), *expected, "{name}");
    }
}

#[test]
fn the_shapes_of_templates_are_read_as_far_as_they_are_literal() {
    let pieces = read("template.json", fixture("template.json").as_bytes());
    let told: Vec<String> = pieces
        .iter()
        .flat_map(|piece| told(&piece.content))
        .collect();
    assert_eq!(
        told,
        [
            "nsg-agw whole true subnets 0",
            "`AllowGatewayManager` (priority 100: Allow Tcp from GatewayManager to * port ?)",
            "rt-agw whole true bgp disabled Some(true)",
            "`default` (0.0.0.0/0, user-defined, to Internet)",
            "vnet-shop dns None",
            "snet-agw [\"10.1.0.0/24\"] nsg ? routes none delegated false",
        ]
    );
}

#[test]
fn outputs_one_after_the_other_are_read_each() {
    let names = [
        "nsg_powershell.txt",
        "effective_routes_table.txt",
        "vnet_cli.json",
    ];
    let text: Vec<String> = names.iter().map(|name| fixture(name)).collect();
    let pieces = read("paste 1", text.join("\n").as_bytes());
    let kinds: Vec<Kind> = pieces.iter().map(|piece| piece.kind()).collect();
    assert_eq!(kinds, [Kind::Nsg, Kind::EffectiveRoutes, Kind::DnsServers]);
}

#[test]
fn a_rule_by_itself_is_not_its_group() {
    let text = r#"{"name":"AllowGatewayManager","access":"Allow","direction":"Inbound","priority":100,"protocol":"Tcp","sourceAddressPrefix":"GatewayManager","sourcePortRange":"*","destinationAddressPrefix":"*","destinationPortRange":"65200-65535"}"#;
    let pieces = read("paste 1", text.as_bytes());
    assert_eq!(
        told(&pieces[0].content),
        ["- whole false subnets 0", MANAGER]
    );
}
