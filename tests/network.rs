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
        Content::EffectiveRoutes(all) => all
            .routes
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
            "snet-agw [\"10.1.0.0/24\"] nsg nsg-agw routes none delegated false",
        ]
    );
}

fn told_of_code(name: &str) -> (Vec<String>, Vec<String>) {
    let text = fixture(&format!("../iac/{name}"));
    let pieces = read(name, text.as_bytes());
    let notes = pieces.iter().flat_map(|piece| &piece.notes);
    (
        pieces
            .iter()
            .flat_map(|piece| told(&piece.content))
            .collect(),
        notes.map(|note| note.text.clone()).collect(),
    )
}

#[test]
fn what_bicep_declares_within_a_resource_is_a_part_of_it() {
    let (told, notes) = told_of_code("nested.bicep");
    assert_eq!(
        told[..4],
        [
            "nsg-agw whole false subnets 0",
            MANAGER,
            "vnet-shop dns None",
            "snet-agw [\"10.1.0.0/24\"] nsg nsg-agw routes none delegated false",
        ]
    );
    // The gateway names its subnet through the network that holds it.
    assert!(told[4].contains("snet-agw"), "{}", told[4]);
    // What is declared in a table that exists is a part of it that stands by itself.
    assert_eq!(
        told[5..],
        [
            "- whole false bgp disabled None",
            "`default` (0.0.0.0/0, user-defined, to Internet)",
        ]
    );
    let [note] = notes.as_slice() else {
        panic!("{notes:?}");
    };
    assert!(
        note.starts_with("`addressPrefix` is `prefix`, whose default is used"),
        "{note}"
    );
}

#[test]
fn terraform_and_bicep_are_read_where_their_values_are_literal() {
    let (told, notes) = told_of_code("network.tf");
    assert_eq!(
        told[..9],
        [
            "nsg-agw whole true subnets 0",
            MANAGER,
            "`DenyAll` (priority 4000: Deny any protocol from * to [$var.prefix] port *)",
            // Other files may hold more of its rules.
            "nsg-web whole false subnets 0",
            "`AllowHttps` (priority 100: Allow Tcp from 10.1.0.0/24 to * port 443)",
            "rt-agw whole false bgp disabled Some(true)",
            TO_APPLIANCE,
            "vnet-shop dns Some([\"10.9.0.10\"])",
            told[8].as_str(),
        ]
    );
    assert!(told[8].contains("deep") && told[8].contains("interval: Some(30)"));
    for expected in [
        "`destination_address_prefix` is an expression (`var.prefix`)",
        "`route` is a dynamic block",
        "`host` is an expression (`var.host`)",
    ] {
        assert!(
            notes.iter().any(|note| note.starts_with(expected)),
            "{expected}: {notes:?}"
        );
    }
    let (told, notes) = told_of_code("network.bicep");
    assert_eq!(
        told,
        [
            "nsg-agw whole true subnets 0",
            "`AllowGatewayManager` (priority 100: Allow Tcp from GatewayManager to * port ?)",
            "rt-agw whole false bgp disabled Some(true)",
            "`default` (0.0.0.0/0, user-defined, to Internet)",
        ]
    );
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("`destinationPortRange` is an expression"))
    );
}

#[test]
fn expressions_of_a_template_are_what_the_template_says_they_are() {
    let (told, notes) = told_of_code("parameters.json");
    assert_eq!(
        told[..7],
        [
            "nsg-shop whole true subnets 0",
            MANAGER,
            "`Other` (priority 200: Allow Tcp from [reference('something').address] to * port 443)",
            "rt-agw whole true bgp disabled Some(true)",
            "`default` (0.0.0.0/0, user-defined, to Internet)",
            "vnet-shop dns Some([\"10.9.0.10\"])",
            "snet-agw [\"10.1.0.0/24\"] nsg nsg-shop routes none delegated false",
        ]
    );
    // What nothing says stays an expression, and is said to be one.
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes[1].starts_with("`backendAddresses` is an expression (`[parameters('targets')]`)")
    );
    // Parameters pasted beside the template win over its defaults.
    let given = r#"{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0","parameters":{"name":{"value":"other"},"targets":{"value":[{"ipAddress":"10.0.0.4"}]}}}"#;
    let text = format!("{given}\n{}", fixture("../iac/parameters.json"));
    let pieces = read("paste 1", text.as_bytes());
    let Content::SecurityGroups(groups) = &pieces[0].content else {
        panic!("{pieces:?}");
    };
    assert_eq!(groups[0].name.as_deref(), Some("nsg-other"));
    let gateway = pieces.iter().find_map(|piece| match &piece.content {
        Content::Gateways(gateways) => gateways.first(),
        _ => None,
    });
    assert_eq!(gateway.unwrap().pools[0].members, ["10.0.0.4"]);
}

#[test]
fn variables_locals_and_names_of_resources_are_what_the_code_says_they_are() {
    for (name, subnets) in [("linked.tf", "rt-shop"), ("linked.bicep", "rt-shop")] {
        let (told, notes) = told_of_code(name);
        let has = |expected: &str| {
            assert!(
                told.iter().any(|one| one.contains(expected)),
                "{name}: {expected}: {told:#?}"
            );
        };
        has("nsg-shop-prod whole true");
        has("vnet-shop-prod");
        has(&format!(
            "snet-agw [\"10.1.0.0/24\"] nsg nsg-shop-prod routes {subnets}"
        ));
        let told_default = notes
            .iter()
            .any(|note| note.contains("whose default is used here"));
        assert!(told_default, "{name}: {notes:#?}");
        let unknown = notes
            .iter()
            .filter(|note| note.contains("robe_host") || note.contains("probeHost"));
        assert_eq!(unknown.count(), 1, "{name}: {notes:#?}");
        let text = fixture(&format!("../iac/{name}"));
        let pieces = read(name, text.as_bytes());
        let gateway = pieces.iter().find_map(|piece| match &piece.content {
            Content::Gateways(gateways) => gateways.first(),
            _ => None,
        });
        let gateway = gateway.unwrap();
        assert_eq!(gateway.id.gateway.as_deref(), Some("agw-shop-prod"));
        let subnet = gateway.subnet.as_ref().unwrap();
        assert_eq!(
            (subnet.vnet(), subnet.subnet()),
            (Some("vnet-shop-prod"), Some("snet-agw"))
        );
        assert!(!gateway.isolation.private_only);
        let probe = &gateway.probes[0];
        assert_eq!(
            (probe.host.as_deref(), probe.path.as_deref()),
            (None, Some("/healthz"))
        );
    }
}

#[test]
fn names_that_go_round_or_grow_end() {
    let mut text = String::from("locals {\n  a0 = \"aaaaaaaaaaaaaaaa\"\n");
    for at in 1..60 {
        text.push_str(&format!(
            "  a{at} = \"${{local.a{0}}}${{local.a{0}}}\"\n",
            at - 1
        ));
    }
    text.push_str("  x = local.y\n  y = local.x\n  z = [local.z, local.z]\n}\n");
    text.push_str("resource \"azurerm_route_table\" \"it\" {\n  name = local.a59\n  resource_group_name = local.x\n  tags = local.z\n}\n");
    let pieces = read("main.tf", text.as_bytes());
    assert!(
        matches!(pieces[0].content, Content::RouteTables(_)),
        "{pieces:?}"
    );
}

#[test]
fn loops_of_a_template_are_run_as_often_as_they_say() {
    let (told, notes) = told_of_code("copies.json");
    assert_eq!(
        told[..4],
        [
            "nsg-0 whole true subnets 0",
            "`Allow443` (priority 100: Allow Tcp from * to * port 443)",
            "`Allow8443` (priority 101: Allow Tcp from * to * port 8443)",
            "`Allow70000` (priority 102: Allow Tcp from * to * port 70000)",
        ]
    );
    assert_eq!(told[4], "nsg-1 whole true subnets 0");
    assert_eq!(told[8], "rt-shop whole false bgp disabled None");
    assert!(
        notes.iter().any(|note| note
            == "What `copy` routes repeats is not here: its count (`[parameters('others')]`) is not known, or too many."),
        "{notes:#?}"
    );
    let pieces = read("it", fixture("../iac/copies.json").as_bytes());
    let Some(Content::Gateways(gateways)) = pieces.last().map(|piece| &piece.content) else {
        panic!("{pieces:?}");
    };
    let pools = gateways[0].pools.iter();
    let pools: Vec<(&str, &str)> = pools
        .map(|pool| (pool.name.as_deref().unwrap(), pool.members[0].as_str()))
        .collect();
    assert_eq!(pools, [("web-1", "10.1.2.4"), ("web-2", "10.1.2.5")]);
    let hosts = gateways[0].probes.iter();
    let hosts: Vec<Option<&str>> = hosts.map(|probe| probe.host.as_deref()).collect();
    assert_eq!(
        hosts,
        [Some("shop0.contoso.com"), Some("shop1.contoso.com")]
    );
}

#[test]
fn of_a_what_if_in_text_the_state_after_the_change_counts() {
    let text = fixture("../iac/what_if.txt");
    let coloured = text.replace("  ~ ", "  \u{1b}[38;5;141m~\u{1b}[0m ");
    for text in [text, coloured] {
        let pieces = read("paste 1", text.as_bytes());
        let told: Vec<String> = pieces
            .iter()
            .flat_map(|piece| told(&piece.content))
            .collect();
        assert_eq!(
            told,
            [
                "nsg-agw whole true subnets 0",
                MANAGER,
                "rt-agw whole false bgp disabled Some(true)",
                // Of a route that changes only the change is shown.
                "(, user-defined, to )",
                TO_APPLIANCE,
            ]
        );
        let notes: Vec<&str> = pieces
            .iter()
            .flat_map(|piece| &piece.notes)
            .map(|note| note.text.as_str())
            .collect();
        assert!(
            notes.contains(
                &"The deployment changes `properties.nextHopType` from \"Internet\" to \"VirtualAppliance\": the later one counts."
            ),
            "{notes:?}"
        );
    }
    let hostile = "  ~ Microsoft.Network/routeTables/a [1]\n".repeat(5_000)
        + &(0..5_000)
            .map(|at| format!("{}~ a.b.c{at}: [\n", " ".repeat(6 + at % 900)))
            .collect::<String>();
    read("paste 1", hostile.as_bytes());
}

#[test]
fn name_servers_as_lines_are_read_where_a_command_asks_for_them() {
    let of = |text: &str| -> Vec<String> {
        let pieces = read("paste 1", text.as_bytes());
        pieces
            .iter()
            .flat_map(|piece| told(&piece.content))
            .collect()
    };
    let command = "$ az network vnet show -g rg-net -n vnet-shop --query dhcpOptions.dnsServers";
    for answer in [
        "-o tsv\n10.9.0.10\n10.9.0.11\n",
        "-o tsv\n10.9.0.10\t10.9.0.11\n",
        "-o table\nResult\n----------\n10.9.0.10\n10.9.0.11\n",
    ] {
        assert_eq!(
            of(&format!("{command} {answer}\n$ az account show\n")),
            ["vnet-shop dns Some([\"10.9.0.10\", \"10.9.0.11\"])"]
        );
    }
    // By themselves they may be anybody's.
    assert!(of("10.9.0.10\n10.9.0.11\n")[0].contains("Unreadable"));
    assert!(of("$ az vm list-ip-addresses -o tsv\n10.9.0.10\n")[0].contains("Unreadable"));
}

#[test]
fn hostile_templates_and_code_end_in_time() {
    let many: String = (0..40)
        .map(|at| {
            format!(
                "\"v{at}\":\"[concat(variables('v{}'),variables('v{}'))]\",",
                at + 1,
                at + 1
            )
        })
        .collect();
    let text = format!(
        r#"{{"contentVersion":"1","variables":{{{many}"v40":"x","loop":"[variables('loop')]"}},"resources":[{{"type":"Microsoft.Network/networkSecurityGroups","name":"[variables('v0')]","location":"[variables('loop')]","tags":"[{}]","securityRules":[]}}]}}"#,
        "concat(".repeat(50_000)
    );
    assert_eq!(read("paste 1", text.as_bytes()).len(), 1);
    let code = format!(
        "resource \"azapi_resource\" \"x\" {{\n  type = \"Microsoft.Network/routeTables@1\"\n  body = {}",
        "jsonencode(".repeat(50_000)
    );
    read("paste 1", code.as_bytes());
    let rules = "resource \"azurerm_network_security_rule\" \"r\" {\n  access = \"Deny\"\n}\n"
        .repeat(20_000);
    assert!(!read("paste 1", rules.as_bytes()).is_empty());
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

mod checks {
    //! Each check broken and in order, in the words that a person pastes.

    use super::*;
    use appgw_doctor::diagnosis::checks::CHECKS;
    use appgw_doctor::diagnosis::{Case, Check, Typed, diagnose};
    use appgw_doctor::gateway::Sku;
    use appgw_doctor::time::Timestamp;

    const NET: &str = "/subscriptions/7c2e4b10-9d3f-4a86-b1c5-8e0f6d2a9b47/resourceGroups/rg-net/providers/Microsoft.Network";

    fn judge(texts: &[String], sku: Option<Sku>) -> Vec<Check> {
        let evidence = texts
            .iter()
            .flat_map(|text| read("paste 1", text.as_bytes()));
        let case = Case {
            evidence: evidence.collect(),
            typed: Typed {
                sku,
                ..Typed::default()
            },
            at: Timestamp::EPOCH,
            roots: None,
        };
        diagnose(&case).checks
    }

    /// What a check says, `outcome: because`, of all that were pasted.
    fn said(texts: &[String], id: &str, sku: Option<Sku>) -> Vec<(String, String)> {
        assert!(CHECKS.contains(&id), "{id}");
        let checks = judge(texts, sku);
        let of_id = checks.iter().filter(|check| check.id == id);
        of_id
            .map(|check| {
                assert!(check.because.ends_with('.'), "{}", check.because);
                (check.outcome.as_str().to_owned(), check.because.clone())
            })
            .collect()
    }

    fn outcome(texts: &[String], id: &str) -> (String, String) {
        let mut all = said(texts, id, None);
        assert_eq!(all.len(), 1, "{id}: {all:?}");
        all.remove(0)
    }

    /// A rule: name, priority, direction, access, protocol, source, destination, ports.
    fn rule(words: &str) -> String {
        let parts: Vec<&str> = words.split_whitespace().collect();
        let [
            name,
            priority,
            direction,
            access,
            protocol,
            source,
            destination,
            ports,
        ] = parts.as_slice()
        else {
            panic!("{words}");
        };
        format!(
            r#"{{"name":"{name}","priority":{priority},"direction":"{direction}","access":"{access}","protocol":"{protocol}","sourceAddressPrefix":"{source}","sourcePortRange":"*","destinationAddressPrefix":"{destination}","destinationPortRange":"{ports}"}}"#
        )
    }

    fn group_on(subnet: Option<&str>, rules: &[&str]) -> String {
        let rules: Vec<String> = rules.iter().map(|words| rule(words)).collect();
        let subnets = subnet.map_or(String::new(), |subnet| {
            format!(r#","subnets":[{{"id":"{NET}/virtualNetworks/vnet-shop/subnets/{subnet}"}}]"#)
        });
        format!(
            r#"{{"name":"nsg-{}","id":"{NET}/networkSecurityGroups/nsg-{}","securityRules":[{}]{subnets}}}"#,
            subnet.unwrap_or("any"),
            subnet.unwrap_or("any"),
            rules.join(",")
        )
    }

    fn group(rules: &[&str]) -> String {
        group_on(None, rules)
    }

    fn table(bgp_disabled: bool, routes: &[(&str, &str, &str)]) -> String {
        let routes: Vec<String> = routes
            .iter()
            .map(|(name, prefix, hop)| {
                format!(r#"{{"name":"{name}","addressPrefix":"{prefix}","nextHopType":"{hop}"}}"#)
            })
            .collect();
        format!(
            r#"{{"name":"rt-agw","id":"{NET}/routeTables/rt-agw","disableBgpRoutePropagation":{bgp_disabled},"routes":[{}]}}"#,
            routes.join(",")
        )
    }

    fn gateway(more: &str) -> String {
        format!(
            r#"{{"name":"agw-shop","id":"{NET}/applicationGateways/agw-shop","sku":{{"tier":"Standard_v2"}},"operationalState":"Running","gatewayIPConfigurations":[{{"subnet":{{"id":"{NET}/virtualNetworks/vnet-shop/subnets/snet-agw"}}}}]{more}}}"#
        )
    }

    const HEALTH: &str = r#"{"backendAddressPools":[{"backendAddressPool":{"id":"/subscriptions/7c2e4b10-9d3f-4a86-b1c5-8e0f6d2a9b47/resourceGroups/rg-net/providers/Microsoft.Network/applicationGateways/agw-shop/backendAddressPools/web"},"backendHttpSettingsCollection":[{"backendHttpSettings":{"id":"/subscriptions/7c2e4b10-9d3f-4a86-b1c5-8e0f6d2a9b47/resourceGroups/rg-net/providers/Microsoft.Network/applicationGateways/agw-shop/backendHttpSettingsCollection/https","port":8443,"protocol":"Https","name":"https"},"servers":[{"address":"10.1.2.4","health":"Unhealthy","healthProbeLog":"Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server."}]}]}]}"#;
    const ALLOW_MANAGER: &str =
        "AllowGatewayManager 100 Inbound Allow Tcp GatewayManager * 65200-65535";

    #[test]
    fn each_check_has_a_case_that_passes_and_one_that_does_not() {
        let health = HEALTH.to_owned();
        let vnet = |servers: &str| {
            format!(
                r#"{{"name":"vnet-shop","id":"{NET}/virtualNetworks/vnet-shop","addressSpace":{{"addressPrefixes":["10.1.0.0/16"]}},"dhcpOptions":{{"dnsServers":[{servers}]}},"subnets":[]}}"#
            )
        };
        let cases: Vec<(&str, &str, Vec<String>, &str)> = vec![
            (
                "nsg-management-ports",
                "pass",
                vec![group(&[ALLOW_MANAGER])],
                "`AllowGatewayManager` (priority 100: Allow Tcp from GatewayManager to * port 65200-65535) lets GatewayManager in to ports 65200-65535. It is taken as that of the gateway's subnet: nothing here says otherwise. Network isolation is taken as off.",
            ),
            (
                "nsg-management-ports",
                "fail",
                vec![group(&["DenyRest 90 Inbound Deny * * * *", ALLOW_MANAGER])],
                "`DenyRest` (priority 90: Deny any protocol from * to * port *) does not let",
            ),
            (
                "nsg-management-ports",
                "fail",
                vec![group(&[])],
                "Default rule `DenyAllInBound`",
            ),
            (
                "nsg-management-ports",
                "fail",
                vec![group(&[
                    "AllowV1 100 Inbound Allow Tcp GatewayManager * 65503-65534",
                ])],
                "only to some of them",
            ),
            (
                "nsg-management-ports",
                "unknown",
                vec![group(&[
                    "Strange 100 Inbound Deny Tcp SomethingNew * *",
                    ALLOW_MANAGER,
                ])],
                "`Strange`",
            ),
            (
                "nsg-management-ports",
                "unknown",
                vec![rule(&ALLOW_MANAGER.replace("100", "200"))],
                "Not all rules",
            ),
            (
                "nsg-load-balancer",
                "pass",
                vec![group(&[])],
                "Default rule `AllowAzureLoadBalancerInBound` (priority 65001",
            ),
            (
                "nsg-load-balancer",
                "fail",
                vec![group(&["DenyRest 4096 Inbound Deny * * * *"])],
                "`DenyRest`",
            ),
            (
                "nsg-load-balancer",
                "warn",
                vec![group(&["DenySsh 200 Inbound Deny Tcp * * 22"])],
                "to some ports",
            ),
            (
                "nsg-outbound-internet",
                "pass",
                vec![group(&[])],
                "`AllowInternetOutBound`",
            ),
            (
                "nsg-outbound-internet",
                "fail",
                vec![group(&["DenyInternet 200 Outbound Deny * * Internet *"])],
                "`DenyInternet`",
            ),
            (
                "nsg-outbound-internet",
                "fail",
                vec![group(&["DenyMail 200 Outbound Deny Tcp * Internet 25"])],
                "not let all of",
            ),
            (
                "nsg-outbound-internet",
                "warn",
                vec![group(&["DenyPeer 200 Outbound Deny * * 10.7.0.0/16 *"])],
                "`DenyPeer`",
            ),
            (
                "nsg-backend-port",
                "pass",
                vec![health.clone(), group(&[])],
                "`AllowVnetOutBound` (priority 65000: Allow any protocol from VirtualNetwork to VirtualNetwork port *) lets the gateway's subnet out to port 8443 of 10.1.2.4.",
            ),
            (
                "nsg-backend-port",
                "fail",
                vec![
                    health.clone(),
                    group(&["DenyServers 200 Outbound Deny Tcp * 10.1.2.0/24 8000-9000"]),
                ],
                "`DenyServers`",
            ),
            (
                "nsg-backend-port",
                "fail",
                vec![health.clone(), fixture("effective_nsg_cli.json")],
                "`DenyRest`",
            ),
            (
                "route-default-next-hop",
                "pass",
                vec![table(true, &[("default", "0.0.0.0/0", "Internet")])],
                "`default` (0.0.0.0/0, user-defined, to Internet) leads the default route to the Internet.",
            ),
            (
                "route-default-next-hop",
                "pass",
                vec![table(
                    true,
                    &[("aks-nodepool1", "10.244.0.0/24", "VirtualAppliance")],
                )],
                "Azure's own default route",
            ),
            (
                "route-default-next-hop",
                "fail",
                vec![fixture("route_table_cli.json")],
                "`default` (0.0.0.0/0, user-defined, to VirtualAppliance 10.9.0.4) leads the default route elsewhere",
            ),
            (
                "route-default-next-hop",
                "fail",
                vec![table(
                    true,
                    &[
                        ("low", "0.0.0.0/1", "VirtualAppliance"),
                        ("high", "128.0.0.0/1", "VirtualAppliance"),
                    ],
                )],
                "together cover the default route",
            ),
            (
                "route-default-next-hop",
                "warn",
                vec![table(true, &[("low", "0.0.0.0/1", "VirtualAppliance")])],
                "a wide part",
            ),
            (
                "route-bgp-propagation",
                "pass",
                vec![table(true, &[])],
                "disableBgpRoutePropagation is true",
            ),
            (
                "route-bgp-propagation",
                "pass",
                vec![table(false, &[("default", "0.0.0.0/0", "Internet")])],
                "wins over",
            ),
            (
                "route-bgp-propagation",
                "fail",
                vec![
                    table(false, &[]),
                    fixture("effective_routes_powershell.txt"),
                ],
                "has learnt (0.0.0.0/0, learnt over BGP",
            ),
            (
                "route-bgp-propagation",
                "unknown",
                vec![table(false, &[])],
                "disableBgpRoutePropagation is false",
            ),
            (
                "dns-custom-servers",
                "pass",
                vec![vnet("")],
                "Azure's own DNS",
            ),
            (
                "dns-custom-servers",
                "warn",
                vec![fixture("dns_query.json")],
                "10.9.0.10, 10.9.0.11 are custom DNS servers.",
            ),
            (
                "dns-custom-servers",
                "fail",
                vec![
                    vnet(r#""10.9.0.10""#),
                    group(&["DenyDns 200 Outbound Deny * * * 53"]),
                ],
                "`DenyDns`",
            ),
        ];
        for (id, expected, texts, words) in cases {
            let (outcome, because) = outcome(&texts, id);
            assert_eq!(outcome, expected, "{id}: {because}");
            assert!(because.contains(words), "{id}: {because}");
        }
    }

    #[test]
    fn v1_has_ports_of_its_own_and_routes_may_lead_elsewhere() {
        let v1 = Some(Sku::V1);
        let rules = [group(&[
            "AllowV1 100 Inbound Allow Tcp Internet * 65503-65534",
        ])];
        assert_eq!(said(&rules, "nsg-management-ports", v1)[0].0, "pass");
        let routes = [fixture("route_table_cli.json")];
        assert_eq!(said(&routes, "route-default-next-hop", v1)[0].0, "warn");
    }

    #[test]
    fn what_is_in_effect_at_a_server_is_not_the_gateways() {
        let texts = [HEALTH.to_owned(), fixture("effective_nsg_cli.json")];
        let (found, because) = outcome(&texts, "nsg-management-ports");
        assert_eq!(found, "unknown");
        assert!(
            because.contains("network interface nic-web-1 and its subnet snet-web"),
            "{because}"
        );
        let away = r#"{"value":[{"source":"User","state":"Active","addressPrefix":["0.0.0.0/0"],"nextHopType":"VirtualAppliance","nextHopIpAddress":["10.9.0.4"]}]}"#;
        let (found, because) = outcome(&[away.to_owned()], "route-default-next-hop");
        assert_eq!(found, "unknown");
        assert!(because.contains("server's network interface"), "{because}");
    }

    #[test]
    fn a_group_that_stands_elsewhere_is_not_the_gateways() {
        let elsewhere = group_on(Some("snet-web"), &["DenyAll 100 Inbound Deny * * * *"]);
        let texts = [gateway(""), elsewhere.clone()];
        assert!(said(&texts, "nsg-management-ports", None).is_empty());
        let own = group_on(Some("snet-agw"), &[ALLOW_MANAGER]);
        let texts = [gateway(""), elsewhere.clone(), own];
        let (found, because) = outcome(&texts, "nsg-management-ports");
        assert_eq!(found, "pass");
        assert!(!because.contains("taken as that of"), "{because}");
        // What the gateway's own subnet refers to counts before everything else.
        let texts = [fixture("subnet_cli.json"), elsewhere, group(&[])];
        assert!(said(&texts, "nsg-management-ports", None).is_empty());
    }

    #[test]
    fn a_server_behind_a_group_of_its_own_is_judged_by_its_address() {
        let vnet = fixture("vnet_cli.json");
        let web = group_on(
            Some("snet-web"),
            &["DenyGateway 100 Inbound Deny Tcp 10.1.0.0/24 * 8443"],
        );
        let texts = [gateway(""), HEALTH.to_owned(), vnet.clone(), web];
        let (found, because) = outcome(&texts, "nsg-backend-port");
        assert_eq!(found, "fail");
        assert!(
            because.contains("`DenyGateway`") && because.contains("10.1.2.4"),
            "{because}"
        );
        // The same rule for another subnet than the gateway's.
        let web = group_on(
            Some("snet-web"),
            &["DenyOther 100 Inbound Deny Tcp 10.1.9.0/24 * 8443"],
        );
        let texts = [gateway(""), HEALTH.to_owned(), vnet, web];
        assert_eq!(outcome(&texts, "nsg-backend-port").0, "pass");
    }

    #[test]
    fn groups_and_tables_of_one_name_in_two_resource_groups_stay_apart() {
        let own = group_on(Some("snet-agw"), &["DenyAll 100 Inbound Deny * * * *"]);
        let other = group_on(Some("snet-agw"), &[]).replace("rg-net", "rg-hub");
        for texts in [[own.clone(), other.clone()], [other, own]] {
            let texts = [vec![gateway("")], texts.to_vec()].concat();
            assert_eq!(outcome(&texts, "nsg-management-ports").0, "fail");
        }
        let own = table(true, &[("away", "0.0.0.0/0", "VirtualAppliance")]);
        let other = table(true, &[]).replace("rg-net", "rg-hub");
        let said = said(&[own, other], "route-default-next-hop", None);
        assert!(said.iter().any(|(found, _)| found == "fail"), "{said:?}");
    }

    #[test]
    fn a_group_that_is_not_known_to_stand_before_the_servers_proves_nothing() {
        let lets_in = group_on(Some("snet-db"), &["AllowAll 100 Inbound Allow * * * *"]);
        let texts = [gateway(""), HEALTH.to_owned(), lets_in];
        assert_eq!(outcome(&texts, "nsg-backend-port").0, "unknown");
    }

    #[test]
    fn the_default_prefix_of_ipv6_decides_on_no_ipv4_address() {
        let texts = [group(&[
            "DenySix 90 Inbound Deny * ::/0 * *",
            ALLOW_MANAGER,
        ])];
        assert_eq!(outcome(&texts, "nsg-management-ports").0, "pass");
    }

    #[test]
    fn a_default_route_into_the_network_leads_away_from_the_internet() {
        let texts = [table(true, &[("inward", "0.0.0.0/0", "VnetLocal")])];
        assert_eq!(outcome(&texts, "route-default-next-hop").0, "fail");
        // Public addresses may be a network's own.
        let texts = [table(true, &[("own", "203.0.113.0/24", "VnetLocal")])];
        assert_eq!(outcome(&texts, "route-default-next-hop").0, "pass");
    }

    #[test]
    fn a_subnet_without_a_group_or_a_table_denies_nothing() {
        let subnet = format!(
            r#"{{"name":"snet-agw","id":"{NET}/virtualNetworks/vnet-shop/subnets/snet-agw","addressPrefix":"10.1.0.0/24","delegations":[],"provisioningState":"Succeeded"}}"#
        );
        let texts = [gateway(""), subnet];
        for (id, expected) in [
            ("nsg-management-ports", "pass"),
            ("nsg-load-balancer", "pass"),
            ("nsg-outbound-internet", "pass"),
            ("route-default-next-hop", "pass"),
            ("route-bgp-propagation", "unknown"),
        ] {
            assert_eq!(outcome(&texts, id).0, expected, "{id}");
        }
    }

    #[test]
    fn network_isolation_lifts_rules_where_it_is_stated_and_doubts_them_where_it_is_hinted_at() {
        let private = r#","frontendIPConfigurations":[{"name":"private","privateIPAddress":"10.1.0.9","subnet":{"id":"x"}}]"#;
        let own = || {
            group_on(
                Some("snet-agw"),
                &[
                    "DenyRest 4096 Inbound Deny * * * *",
                    "DenyOut 4096 Outbound Deny * * * *",
                ],
            )
        };
        for (more, expected) in [
            (r#","networkIsolationEnabled":true"#, "not-applicable"),
            (private, "unknown"),
            ("", "fail"),
        ] {
            let texts = [
                gateway(more),
                own(),
                table(false, &[("default", "0.0.0.0/0", "VirtualAppliance")]),
            ];
            for id in [
                "nsg-management-ports",
                "nsg-outbound-internet",
                "route-default-next-hop",
            ] {
                assert_eq!(outcome(&texts, id).0, expected, "{id} {more}");
            }
            // The load balancer is needed always.
            assert_eq!(outcome(&texts, "nsg-load-balancer").0, "fail", "{more}");
        }
    }

    #[test]
    fn hostile_rules_and_routes_are_judged_without_harm() {
        let odd = [
            r#"[{"access":null,"direction":7,"priority":-1,"name":""}]"#.to_owned(),
            r#"{"securityRules":[{"access":"Allow","direction":"Inbound","priority":99999999999,"protocol":[],"destinationPortRange":"9-1","sourceAddressPrefix":{}}]}"#.to_owned(),
            r#"{"routes":[{"addressPrefix":"0.0.0.0/99","nextHopType":""},{"addressPrefix":"::/0","nextHopType":"None"}],"etag":1}"#.to_owned(),
            r#"{"value":[{"addressPrefix":[],"nextHopType":null,"source":3,"state":{}}]}"#.to_owned(),
            r#"{"dhcpOptions":{"dnsServers":["","not an address",null]}}"#.to_owned(),
            r#"{"effectiveSecurityRules":{},"association":[]}"#.to_owned(),
        ];
        judge(&odd, None);
        judge(&[gateway(""), odd.join("\n")], Some(Sku::V2));
    }
}

mod walk {
    //! The playbooks' steps on the network answer themselves from what was pasted.

    use super::*;
    use appgw_doctor::diagnosis::{Case, Diagnosis, Typed, diagnose};
    use appgw_doctor::fault::Fault;
    use appgw_doctor::guide::playbook::entry;
    use appgw_doctor::guide::situation::Situation;
    use appgw_doctor::guide::{Topic, walk};
    use appgw_doctor::time::Timestamp;

    const GATEWAY: &str = include_str!("fixtures/network/walk_gateway.json");

    fn case(texts: &[String]) -> (Case, Diagnosis) {
        let case = Case {
            evidence: texts
                .iter()
                .flat_map(|text| read("paste 1", text.as_bytes()))
                .collect(),
            typed: Typed::default(),
            at: Timestamp::EPOCH,
            roots: None,
        };
        let diagnosis = diagnose(&case);
        (case, diagnosis)
    }

    /// Where a step stands, why, and its commands.
    fn step(texts: &[String], fault: Fault, id: &str) -> (&'static str, String, Vec<String>) {
        let (case, diagnosis) = case(texts);
        let problem = diagnosis
            .problems
            .iter()
            .find(|problem| problem.fault == fault)
            .unwrap();
        let situation = Situation::of_problem(&case, &diagnosis, problem);
        let steps = walk(entry(Topic::Fault(fault)), &situation);
        let step = steps.into_iter().find(|step| step.step.id == id).unwrap();
        let commands = step
            .commands
            .into_iter()
            .map(|command| command.text)
            .collect();
        (
            step.answer.state.as_str(),
            step.answer.because.unwrap_or_default(),
            commands,
        )
    }

    fn unknown(more: &[String]) -> Vec<String> {
        let report = fixture("walk_unknown.json");
        [report].into_iter().chain(more.iter().cloned()).collect()
    }

    const STEPS: [&str; 8] = [
        "health-unknown/find-subnet",
        "health-unknown/control-ports",
        "health-unknown/default-route",
        "health-unknown/bgp-default-route",
        "health-unknown/custom-dns",
        "health-unknown/virtual-hub",
        "health-unknown/revocation-lists",
        "health-unknown/isolation",
    ];

    #[test]
    fn unknown_asks_for_the_command_to_run_next() {
        let texts = unknown(&[]);
        for id in STEPS {
            let (state, because, _) = step(&texts, Fault::HealthUnknown, id);
            assert_eq!(state, "needs", "{id}: {because}");
            assert!(because.contains("`az network "), "{id}: {because}");
            assert!(!because.contains('<'), "{id}: {because}");
        }
        // With the gateway's configuration the network is known, and its servers can be asked for.
        let texts = unknown(&[GATEWAY.to_owned()]);
        let (_, because, _) = step(&texts, Fault::HealthUnknown, "health-unknown/custom-dns");
        assert!(
            because.contains("az network vnet show -g rg-net -n vnet-shop --query"),
            "{because}"
        );
        // With the subnet, the group by its name.
        let texts = unknown(&[GATEWAY.to_owned(), fixture("vnet_cli.json")]);
        let (state, because, _) =
            step(&texts, Fault::HealthUnknown, "health-unknown/control-ports");
        assert_eq!(state, "needs");
        assert!(
            because.contains("az network nsg rule list -g rg-net --nsg-name nsg-agw"),
            "{because}"
        );
    }

    #[test]
    fn unknown_answers_itself_from_group_routes_and_dns() {
        let around = |group: &str, routes: &str, dns: &str| {
            unknown(&[
                GATEWAY.to_owned(),
                fixture(group),
                fixture(routes),
                fixture("vnet_cli.json").replace(r#"["10.9.0.10", "10.9.0.11"]"#, dns),
            ])
        };
        let texts = around("walk_nsg_blocks.json", "route_table_cli.json", "[]");
        let expected = [
            (
                "health-unknown/find-subnet",
                "done",
                "security group `nsg-agw`, route table `rt-agw`",
            ),
            (
                "health-unknown/control-ports",
                "culprit",
                "`DenyInternet` (priority 200",
            ),
            (
                "health-unknown/default-route",
                "culprit",
                "`default` (0.0.0.0/0, user-defined, to VirtualAppliance 10.9.0.4)",
            ),
            (
                "health-unknown/bgp-default-route",
                "done",
                "disableBgpRoutePropagation is true",
            ),
            ("health-unknown/custom-dns", "done", "Azure's own DNS"),
            (
                "health-unknown/revocation-lists",
                "culprit",
                "VirtualAppliance",
            ),
        ];
        for (id, want, words) in expected {
            let (state, because, _) = step(&texts, Fault::HealthUnknown, id);
            assert_eq!(state, want, "{id}: {because}");
            assert!(because.contains(words), "{id}: {because}");
        }
        // The repair is there with the person's names.
        let (_, _, commands) = step(&texts, Fault::HealthUnknown, "health-unknown/control-ports");
        let create = commands
            .iter()
            .find(|text| text.contains("rule create"))
            .unwrap();
        assert!(create.contains("-g rg-net --nsg-name nsg-agw"), "{create}");
        let (_, _, commands) = step(&texts, Fault::HealthUnknown, "health-unknown/default-route");
        let create = commands
            .iter()
            .find(|text| text.contains("route create"))
            .unwrap();
        assert!(
            create.contains(
                "-g rg-net --route-table-name rt-agw -n default --address-prefix 0.0.0.0/0"
            ),
            "{create}"
        );

        let texts = around(
            "nsg_cli.json",
            "walk_routes_in_order.json",
            r#"["10.9.0.10"]"#,
        );
        for (id, want) in [
            ("health-unknown/control-ports", "done"),
            ("health-unknown/default-route", "done"),
            ("health-unknown/bgp-default-route", "done"),
            ("health-unknown/custom-dns", "open"),
            ("health-unknown/revocation-lists", "done"),
        ] {
            let (state, because, _) = step(&texts, Fault::HealthUnknown, id);
            assert_eq!(state, want, "{id}: {because}");
        }
        let (_, _, commands) = step(&texts, Fault::HealthUnknown, "health-unknown/custom-dns");
        assert!(
            commands
                .iter()
                .any(|text| text == "nslookup crl.microsoft.com 10.9.0.10")
        );
    }

    #[test]
    fn a_tcp_error_is_answered_by_the_rules_on_both_sides() {
        let report = fixture("walk_unknown.json")
            .replace("\"Unknown\"", "\"Unhealthy\"")
            .replace(
                "The backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway subnet is blocking traffic on ports 65503-65534 in case of v1 SKU, and ports 65200-65535 in case of the v2 SKU or if the FQDN configured in the backend pool could not be resolved to an IP address.",
                "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port.",
            );
        let texts = |more: &[&str]| -> Vec<String> {
            let more = more.iter().map(|name| fixture(name));
            [report.clone(), GATEWAY.to_owned()]
                .into_iter()
                .chain(more)
                .collect()
        };
        let bare = texts(&[]);
        let (state, because, _) = step(&bare, Fault::TcpConnect, "tcp-connect/server-nsg");
        assert_eq!(state, "needs");
        assert!(
            because.contains("az network nic list-effective-nsg"),
            "{because}"
        );
        let all = texts(&[
            "effective_nsg_cli.json",
            "nsg_cli.json",
            "vnet_cli.json",
            "walk_routes_in_order.json",
            "effective_routes_cli.json",
        ]);
        for (id, want, words) in [
            ("tcp-connect/server-nsg", "done", "nic-web-1"),
            (
                "tcp-connect/gateway-subnet-nsg",
                "done",
                "port 443 of 10.1.2.4",
            ),
            (
                "tcp-connect/routes",
                "open",
                "10.1.2.4: what stands there must pass it on",
            ),
            ("tcp-connect/effective-rules", "done", "1 groups"),
            ("common/return-path", "culprit", "The two ways differ"),
        ] {
            let (state, because, _) = step(&all, Fault::TcpConnect, id);
            assert_eq!(state, want, "{id}: {because}");
            assert!(because.contains(words), "{id}: {because}");
        }
        // Azure's own route for the network is longer than the default route.
        let direct = texts(&[
            "vnet_cli.json",
            "route_table_cli.json",
            "effective_routes_cli.json",
        ]);
        for (id, words) in [
            ("tcp-connect/routes", "to VnetLocal) takes 10.1.2.4."),
            ("common/return-path", "back to 10.1.0.0 by (10.1.0.0/16"),
        ] {
            let (state, because, _) = step(&direct, Fault::TcpConnect, id);
            assert_eq!(state, "done", "{id}: {because}");
            assert!(because.contains(words), "{id}: {because}");
        }
        // The server's group is changed, not the gateway's.
        let (_, _, commands) = step(&all, Fault::TcpConnect, "tcp-connect/server-nsg");
        assert!(
            commands[0].contains("--nsg-name nsg-web") && commands[0].contains("10.1.0.0/24"),
            "{}",
            commands[0]
        );
    }
}
