//! What was pasted may be cut off anywhere: what is left is used, and no verdict rests on what is gone.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use appgw_doctor::diagnosis::{Case, Check, Diagnosis, Outcome, Typed, diagnose};
use appgw_doctor::evidence::{Content, read};
use appgw_doctor::network::Access;
use appgw_doctor::time::Timestamp;

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn diagnosed(texts: &[&str]) -> Diagnosis {
    let evidence = texts
        .iter()
        .flat_map(|text| read("paste 1", text.as_bytes()));
    diagnose(&Case {
        evidence: evidence.collect(),
        typed: Typed::default(),
        at: Timestamp::EPOCH,
        roots: None,
    })
}

fn judge(texts: &[&str]) -> Vec<Check> {
    diagnosed(texts).checks
}

/// What each check of these comes to.
fn outcome(checks: &[Check], id: &str) -> Option<Outcome> {
    let mut of_id = checks.iter().filter(|check| check.id == id);
    let first = of_id.next()?;
    assert!(of_id.next().is_none(), "{id}: {checks:?}");
    Some(first.outcome)
}

/// The checks that rest on what is cut in these tests.
const CHECKS: [&str; 6] = [
    "nsg-management-ports",
    "nsg-load-balancer",
    "nsg-outbound-internet",
    "nsg-backend-port",
    "route-default-next-hop",
    "route-bgp-propagation",
];

/// Cuts a text at every few octets, at its end and at its beginning: each verdict on what is left is
/// that of the whole, or none. How many there are.
fn holds_however_it_is_cut(beside: &[&str], text: &str) -> usize {
    let judged = |text: &str| {
        let mut all = beside.to_vec();
        all.push(text);
        judge(&all)
    };
    let whole = judged(text);
    let mut decided = 0;
    for at in (1..text.len()).step_by(5) {
        for part in [&text[..at], &text[at..]] {
            let checks = judged(part);
            for id in CHECKS {
                match outcome(&checks, id) {
                    None | Some(Outcome::Unknown) => {}
                    known => {
                        decided += 1;
                        assert_eq!(
                            known,
                            outcome(&whole, id),
                            "{id} at {at}: {part}\n{checks:#?}"
                        );
                    }
                }
            }
        }
    }
    decided
}

const SUBNET: &str = r#"{"id":"/subscriptions/7c2e4b10-9d3f-4a86-b1c5-8e0f6d2a9b47/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/snet-agw","name":"snet-agw","addressPrefix":"10.1.0.0/24","delegations":[]}"#;

fn rule(
    name: &str,
    priority: u32,
    direction: &str,
    access: &str,
    source: &str,
    ports: &str,
) -> String {
    format!(
        r#"{{"name":"{name}","priority":{priority},"direction":"{direction}","access":"{access}","protocol":"*","sourceAddressPrefix":"{source}","sourcePortRange":"*","destinationAddressPrefix":"*","destinationPortRange":"{ports}"}}"#
    )
}

fn group(rules: &[String]) -> String {
    format!(
        r#"{{"name":"nsg-agw","provisioningState":"Succeeded","securityRules":[{}],"type":"Microsoft.Network/networkSecurityGroups"}}"#,
        rules.join(",")
    )
}

#[test]
fn a_security_group() {
    // The rule that decides stands last, and first.
    let allow = rule(
        "AllowManager",
        4000,
        "Inbound",
        "Allow",
        "GatewayManager",
        "65200-65535",
    );
    let balancer = rule(
        "AllowBalancer",
        4001,
        "Inbound",
        "Allow",
        "AzureLoadBalancer",
        "*",
    );
    let deny = rule("DenyAll", 4010, "Inbound", "Deny", "*", "*");
    let outbound = rule("DenyOut", 200, "Outbound", "Deny", "*", "0-65535");
    for rules in [
        vec![
            allow.clone(),
            balancer.clone(),
            deny.clone(),
            outbound.clone(),
        ],
        vec![outbound, deny, balancer, allow],
    ] {
        assert!(holds_however_it_is_cut(&[SUBNET], &group(&rules)) > 0);
        holds_however_it_is_cut(&[SUBNET], &format!("[{}]", rules.join(",\n")));
    }
    let pretty = fixture("network/nsg_cli.json");
    holds_however_it_is_cut(&[SUBNET], &pretty);
}

#[test]
fn effective_rules() {
    let health = fixture("evidence/cli.json");
    holds_however_it_is_cut(
        &[SUBNET, &health],
        &fixture("network/effective_nsg_cli.json"),
    );
}

#[test]
fn a_route_table() {
    holds_however_it_is_cut(&[SUBNET], &fixture("network/route_table_cli.json"));
    let table = |routes: &str| {
        format!(
            r#"{{"disableBgpRoutePropagation":false,"name":"rt-agw","provisioningState":"Succeeded","routes":[{routes}],"subnets":[]}}"#
        )
    };
    let route = |name: &str, prefix: &str, hop: &str| {
        format!(r#"{{"addressPrefix":"{prefix}","name":"{name}","nextHopType":"{hop}"}}"#)
    };
    // Only together these lead away, and the last ones lead back.
    let routes = [
        route("a", "0.0.0.0/1", "VirtualAppliance"),
        route("b", "128.0.0.0/1", "VirtualAppliance"),
        route("c", "0.0.0.0/2", "Internet"),
        route("d", "64.0.0.0/2", "Internet"),
        route("e", "128.0.0.0/2", "Internet"),
        route("f", "192.0.0.0/2", "Internet"),
    ];
    holds_however_it_is_cut(&[SUBNET], &table(&routes.join(",")));
    let away = [
        route("a", "10.0.0.0/8", "VirtualAppliance"),
        route("b", "0.0.0.0/0", "VirtualAppliance"),
    ];
    holds_however_it_is_cut(&[SUBNET], &table(&away.join(",")));
}

#[test]
fn effective_routes() {
    let table = fixture("network/route_table_cli.json").replace("true", "false");
    let table = table.replace("0.0.0.0/0", "10.9.0.0/16");
    holds_however_it_is_cut(
        &[SUBNET, &table],
        &fixture("network/effective_routes_cli.json"),
    );
}

#[test]
fn a_gateway() {
    const OF_GATEWAYS: [&str; 8] = [
        "pool-empty",
        "setting-unused",
        "probe-host-missing",
        "setting-host-missing",
        "setting-roots-need-host",
        "probe-timeout-exceeds-interval",
        "probe-range",
        "setting-range",
    ];
    let text = r#"{"name":"agw-shop","id":"/subscriptions/7c2e4b10-9d3f-4a86-b1c5-8e0f6d2a9b47/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop",
"probes":[{"name":"p","pickHostNameFromBackendHttpSettings":false,"interval":300,"timeout":120,"unhealthyThreshold":12,"provisioningState":"Succeeded","protocol":"Https","host":"www.contoso.com"}],
"backendAddressPools":[{"name":"web","backendAddresses":[],"backendIPConfigurations":[{"id":"/subscriptions/7c2e4b10-9d3f-4a86-b1c5-8e0f6d2a9b47/resourceGroups/rg-shop/providers/Microsoft.Network/networkInterfaces/nic-1/ipConfigurations/a"}]}],
"backendHttpSettingsCollection":[{"name":"https","provisioningState":"Succeeded","port":443,"protocol":"Https","pickHostNameFromBackendAddress":false,"probe":{"id":"/x/probes/p"},"trustedRootCertificates":[{"id":"/x/trustedRootCertificates/root"}],"requestTimeout":20,"hostName":"www.contoso.com"}],
"requestRoutingRules":[{"name":"r1","backendHttpSettings":{"id":"/x/backendHttpSettingsCollection/other"}},{"name":"r2","backendHttpSettings":{"id":"/x/backendHttpSettingsCollection/https"}}],
"operationalState":"Running"}"#;
    let whole = judge(&[text]);
    let mut unknown = 0;
    for at in 1..text.len() {
        let checks = judge(&[&text[..at]]);
        for id in OF_GATEWAYS {
            match outcome(&checks, id) {
                None => {}
                Some(Outcome::Unknown) => {
                    unknown += 1;
                    let because = &checks.iter().find(|check| check.id == id).unwrap().because;
                    assert!(
                        because.contains("cut off, or leaves something out, at line"),
                        "{because}"
                    );
                }
                known => assert_eq!(known, outcome(&whole, id), "{id}: {}", &text[..at]),
            }
        }
    }
    assert!(unknown > 0);
}

#[test]
fn the_place_is_told() {
    let rules = [
        rule(
            "AllowManager",
            100,
            "Inbound",
            "Allow",
            "GatewayManager",
            "65200-65535",
        ),
        rule("DenyAll", 4010, "Inbound", "Deny", "*", "*"),
    ];
    let text = format!(
        "{{\"name\":\"nsg-agw\",\n\"securityRules\":[\n{},\n{}",
        rules[0],
        &rules[1][..60]
    );
    let evidence = read("paste 1", text.as_bytes());
    let Content::SecurityGroups(groups) = &evidence[0].content else {
        panic!("{evidence:?}");
    };
    assert_eq!((groups[0].whole, groups[0].cut), (false, Some(4)));
    // What was read is kept; of the last rule nothing is sure.
    let access: Vec<Option<Access>> = groups[0].rules.iter().map(|rule| rule.access).collect();
    assert_eq!(access, [Some(Access::Allow), None]);
    let checks = judge(&[&text]);
    // No rule may stand before one of priority 100.
    assert_eq!(
        outcome(&checks, "nsg-management-ports"),
        Some(Outcome::Pass)
    );
    let balancer = checks
        .iter()
        .find(|check| check.id == "nsg-load-balancer")
        .unwrap();
    assert_eq!(balancer.outcome, Outcome::Unknown);
    assert!(
        balancer.because.contains("at line 4)"),
        "{}",
        balancer.because
    );
}

#[test]
fn a_table_whose_last_row_is_short_is_cut() {
    for (name, id) in [
        ("network/nsg_rule_table.txt", "nsg-management-ports"),
        ("network/routes_table.txt", "route-default-next-hop"),
    ] {
        let text = fixture(name);
        let lines: Vec<&str> = text.lines().collect();
        let last = lines.last().unwrap();
        let short = format!("{}\n{}", lines.join("\n"), &last[..last.len() / 4]);
        let checks = judge(&[SUBNET, &short]);
        let check = checks.iter().find(|check| check.id == id).unwrap();
        match check.outcome {
            Outcome::Unknown => assert!(check.because.contains("cut off"), "{}", check.because),
            // Decided by what no other row can change.
            known => assert_eq!(Some(known), outcome(&judge(&[SUBNET, &text]), id)),
        }
        let evidence = read("paste 1", short.as_bytes());
        let cut = match &evidence[0].content {
            Content::SecurityGroups(groups) => groups[0].cut,
            Content::RouteTables(tables) => tables[0].cut,
            other => panic!("{other:?}"),
        };
        assert_eq!(cut, Some(u32::try_from(lines.len()).unwrap() + 1), "{name}");
    }
}

#[test]
fn what_is_snipped_in_the_middle_is_missing_too() {
    let allow = rule(
        "AllowManager",
        4000,
        "Inbound",
        "Allow",
        "GatewayManager",
        "65200-65535",
    );
    let deny = rule("DenyAll", 4010, "Inbound", "Deny", "*", "*");
    for snip in ["...", "… snipped …", "<snip>"] {
        let text = format!(
            "{{\"name\":\"nsg-agw\",\"provisioningState\":\"Succeeded\",\"securityRules\":[\n{deny},\n{snip}\n]}}"
        );
        let checks = judge(&[SUBNET, &text]);
        assert_eq!(
            outcome(&checks, "nsg-management-ports"),
            Some(Outcome::Unknown),
            "{snip}: {checks:?}"
        );
        let whole = text.replace(snip, &allow);
        assert_eq!(
            outcome(&judge(&[SUBNET, &whole]), "nsg-management-ports"),
            Some(Outcome::Pass)
        );
    }
}

#[test]
fn of_what_was_pasted_twice_the_later_counts_and_it_is_told() {
    let notes = |texts: &[&str]| {
        let found = diagnosed(texts);
        let told = found
            .notes
            .into_iter()
            .filter(|note| note.contains("was pasted with"));
        (told.collect::<Vec<String>>(), found.checks)
    };
    let allow = group(&[rule(
        "AllowManager",
        4000,
        "Inbound",
        "Allow",
        "GatewayManager",
        "*",
    )]);
    let deny = group(&[rule(
        "DenyManager",
        4000,
        "Inbound",
        "Deny",
        "GatewayManager",
        "*",
    )]);
    let (told, checks) = notes(&[&allow, &allow]);
    assert_eq!(told, [] as [&str; 0]);
    assert_eq!(
        outcome(&checks, "nsg-management-ports"),
        Some(Outcome::Pass)
    );
    let (told, checks) = notes(&[&allow, &deny]);
    assert_eq!(
        told,
        [
            "The network security group nsg-agw was pasted with different rules in paste 1, line 1, and in paste 1, line 1: the later one is used."
        ]
    );
    assert_eq!(
        outcome(&checks, "nsg-management-ports"),
        Some(Outcome::Fail)
    );
    // One that is cut says less than one that is whole.
    let (told, checks) = notes(&[&allow, &deny[..deny.len() - 60]]);
    assert!(
        told[0].ends_with("the earlier, whole one is used."),
        "{told:?}"
    );
    assert_eq!(
        outcome(&checks, "nsg-management-ports"),
        Some(Outcome::Pass)
    );

    let table = |hop: &str| {
        format!(
            r#"{{"name":"rt-agw","disableBgpRoutePropagation":true,"provisioningState":"Succeeded","routes":[{{"name":"default","addressPrefix":"0.0.0.0/0","nextHopType":"{hop}"}}]}}"#
        )
    };
    let (told, checks) = notes(&[&table("VirtualAppliance"), &table("Internet")]);
    assert!(told[0].contains("route table rt-agw"), "{told:?}");
    assert_eq!(
        outcome(&checks, "route-default-next-hop"),
        Some(Outcome::Pass)
    );

    let network = |server: &str| {
        format!(
            r#"{{"name":"vnet-shop","addressSpace":{{"addressPrefixes":["10.1.0.0/16"]}},"dhcpOptions":{{"dnsServers":["{server}"]}},"subnets":[]}}"#
        )
    };
    let (told, checks) = notes(&[&network("168.63.129.16"), &network("10.9.0.10")]);
    assert!(told[0].contains("virtual network vnet-shop"), "{told:?}");
    assert_eq!(outcome(&checks, "dns-custom-servers"), Some(Outcome::Warn));
}

/// A group as Azure CLI prints it in YAML, whose own rules come near the end.
const GROUP_IN_YAML: &str = "defaultSecurityRules: []
etag: W/\"1d2c\"
id: /subscriptions/3d1f0c6a-5b7e-4a52-9d0e-6f8a1c2b4e70/resourceGroups/rg-net/providers/Microsoft.Network/networkSecurityGroups/nsg-agw
name: nsg-agw
provisioningState: Succeeded
resourceGroup: rg-net
securityRules:
- access: Allow
  destinationAddressPrefix: '*'
  destinationPortRange: 65200-65535
  direction: Inbound
  name: AllowManagement
  priority: 200
  protocol: Tcp
  sourceAddressPrefix: GatewayManager
  sourcePortRange: '*'
";

#[test]
fn a_text_without_brackets_that_ends_between_two_entries_is_not_whole() {
    let denies = "- access: Deny
  destinationAddressPrefix: '*'
  destinationPortRange: '*'
  direction: Inbound
  name: DenyAll
  priority: 100
  protocol: '*'
  sourceAddressPrefix: '*'
  sourcePortRange: '*'
";
    let end = "tags: {}\ntype: Microsoft.Network/networkSecurityGroups\n";
    let of = |text: &str| outcome(&judge(&[text]), "nsg-management-ports");
    assert_eq!(
        of(&format!("{GROUP_IN_YAML}{denies}{end}")),
        Some(Outcome::Fail)
    );
    assert_eq!(of(&format!("{GROUP_IN_YAML}{end}")), Some(Outcome::Pass));
    assert_eq!(of(GROUP_IN_YAML), Some(Outcome::Unknown));

    let table = "disableBgpRoutePropagation: true
etag: W/\"1d2c\"
name: rt-agw
provisioningState: Succeeded
routes:
- addressPrefix: 10.9.0.0/16
  name: hub
  nextHopIpAddress: 10.9.0.4
  nextHopType: VirtualAppliance
";
    let of = |text: &str| outcome(&judge(&[text]), "route-default-next-hop");
    let end = "subnets: []\ntype: Microsoft.Network/routeTables\n";
    assert_eq!(of(&format!("{table}{end}")), Some(Outcome::Pass));
    assert_eq!(of(table), Some(Outcome::Unknown));
}

#[test]
fn what_a_gateway_names_and_the_text_does_not_hold_is_told() {
    let text = "name: agw-shop
type: Microsoft.Network/applicationGateways
backendAddressPools:
- name: web
  backendAddresses:
  - ipAddress: 10.1.0.4
backendHttpSettingsCollection:
- name: https
  port: 443
  protocol: Https
  requestTimeout: 30
  probe:
    id: /providers/x/probes/deep
  trustedRootCertificates:
  - id: /providers/x/trustedRootCertificates/root-corp
requestRoutingRules:
- name: shop
  backendAddressPool:
    id: /providers/x/backendAddressPools/web
  backendHttpSettings:
    id: /providers/x/backendHttpSettingsCollection/https
- name: api
  backendAddressPool:
    id: /providers/x/backendAddressPools/api
  backendHttpSettings:
    id: /providers/x/backendHttpSettingsCollection/https
";
    let notes = diagnosed(&[text]).notes;
    assert!(
        notes.iter().any(|note| note
            == "The gateway agw-shop names the probe deep, the trusted root certificate root-corp, the pool api, but the text does not hold them: it may be cut."),
        "{notes:#?}"
    );
    let rest = "probes:
- name: deep
  protocol: Https
  host: shop.contoso.com
  path: /
trustedRootCertificates:
- name: ROOT-CORP
";
    let whole = text.replace(
        "backendHttpSettingsCollection:\n",
        "- name: api\n  backendAddresses:\n  - ipAddress: 10.1.0.5\nbackendHttpSettingsCollection:\n",
    ) + rest;
    let notes = diagnosed(&[&whole]).notes;
    assert!(
        !notes.iter().any(|note| note.contains("it may be cut")),
        "{notes:#?}"
    );
}
