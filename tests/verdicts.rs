//! Gateways whose right verdict is known, pasted as people paste them.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use appgw_doctor::diagnosis::{Case, Check, Diagnosis, Outcome, Typed, diagnose};
use appgw_doctor::evidence;
use appgw_doctor::gateway::Sku;
use appgw_doctor::gateway::server_name::{Compared, Origin};
use appgw_doctor::guide::check::{entry, situation_of};
use appgw_doctor::guide::situation::{Answer, Situation, State};
use appgw_doctor::guide::{self, Topic, playbook};
use appgw_doctor::time::Timestamp;
use serde_json::{Value, json};

const SUBSCRIPTION: &str = "/subscriptions/3d1f0c6a-5b7e-4a52-9d0e-6f8a1c2b4e70";

fn gateway_id(name: &str) -> String {
    format!(
        "{SUBSCRIPTION}/resourceGroups/rg-web/providers/Microsoft.Network/applicationGateways/{name}"
    )
}

fn part(gateway: &str, collection: &str, name: &str) -> Value {
    json!({ "id": format!("{}/{collection}/{name}", gateway_id(gateway)) })
}

/// A v2 gateway with these settings, probes and pools, each with its name and what it has.
fn gateway(name: &str, settings: Value, probes: Value, pools: Value) -> Value {
    let parts = |collection: &str, all: &Value| -> Vec<Value> {
        let named = all.as_object().unwrap().iter();
        named
            .map(|(part_name, has)| {
                let mut one = part(name, collection, part_name);
                one["name"] = json!(part_name);
                one["provisioningState"] = json!("Succeeded");
                for (key, value) in has.as_object().unwrap() {
                    one[key] = value.clone();
                }
                one
            })
            .collect()
    };
    json!({
        "id": gateway_id(name),
        "name": name,
        "type": "Microsoft.Network/applicationGateways",
        "operationalState": "Running",
        "provisioningState": "Succeeded",
        "sku": { "name": "Standard_v2", "tier": "Standard_v2" },
        "backendHttpSettingsCollection": parts("backendHttpSettingsCollection", &settings),
        "probes": parts("probes", &probes),
        "backendAddressPools": parts("backendAddressPools", &pools),
    })
}

/// Rules of a gateway: each leads to a pool with a setting.
fn with_rules(mut gateway: Value, rules: &[(&str, &str)]) -> Value {
    let name = gateway["name"].as_str().unwrap().to_owned();
    let rules = rules.iter().enumerate().map(|(at, (pool, setting))| {
        let mut rule = part(&name, "requestRoutingRules", &format!("rule-{at}"));
        rule["name"] = json!(format!("rule-{at}"));
        rule["ruleType"] = json!("Basic");
        rule["httpListener"] = part(&name, "httpListeners", "https");
        rule["backendAddressPool"] = part(&name, "backendAddressPools", pool);
        rule["backendHttpSettings"] = part(&name, "backendHttpSettingsCollection", setting);
        rule
    });
    gateway["requestRoutingRules"] = rules.collect();
    gateway
}

fn members(all: &[&str]) -> Value {
    let one = |member: &&str| match member.parse::<std::net::IpAddr>() {
        Ok(_) => json!({ "ipAddress": member }),
        Err(_) => json!({ "fqdn": member }),
    };
    json!({ "backendAddresses": all.iter().map(one).collect::<Vec<_>>() })
}

fn case(pastes: &[Value]) -> Case {
    let text: Vec<String> = pastes.iter().map(Value::to_string).collect();
    Case {
        evidence: evidence::read("paste 1", text.join("\n\n").as_bytes()),
        typed: Typed::default(),
        at: Timestamp::parse("2026-11-21T06:00:00Z").unwrap(),
        roots: None,
    }
}

fn judge(pastes: &[Value]) -> Diagnosis {
    diagnose(&case(pastes))
}

/// Every check of that id, as subject and outcome.
fn outcomes(diagnosis: &Diagnosis, id: &str) -> Vec<(String, Outcome)> {
    assert!(entry(id).is_some(), "{id}");
    let all = diagnosis.checks.iter().filter(|check| check.id == id);
    all.map(|check| (check.subject.clone(), check.outcome))
        .collect()
}

fn check<'d>(diagnosis: &'d Diagnosis, id: &str) -> &'d Check {
    let mut all = diagnosis.checks.iter().filter(|check| check.id == id);
    let first = all.next().unwrap();
    assert_eq!(all.next(), None, "{id} is there twice");
    first
}

/// What a step of the topic on healthy pools answers by itself.
fn healthy_step(case: &Case, id: &str) -> Answer {
    let diagnosis = diagnose(case);
    let situation = Situation::new(case, &diagnosis);
    let steps = guide::walk(playbook::entry(Topic::HealthyButFailing), &situation);
    let step = steps.into_iter().find(|guided| guided.step.id == id);
    step.unwrap().answer
}

fn health(gateway: &str, pool: &str, setting: &str, address: &str) -> Value {
    json!({ "backendAddressPools": [{
        "backendAddressPool": part(gateway, "backendAddressPools", pool),
        "backendHttpSettingsCollection": [{
            "backendHttpSettings": part(gateway, "backendHttpSettingsCollection", setting),
            "servers": [{ "address": address, "health": "Healthy", "healthProbeLog": "Success. Received 200 status code" }]
        }]
    }]})
}

fn log_row(gateway: &str, setting: &str, status: u16, latency: &str) -> Value {
    json!({
        "Category": "ApplicationGatewayAccessLog",
        "ResourceId": gateway_id(gateway).to_uppercase(),
        "TimeGenerated": "2026-11-20T08:00:01Z",
        "httpStatus_d": status,
        "serverStatus_s": "",
        "serverResponseLatency_s": latency,
        "error_info_s": "",
        "backendSettingName_s": setting,
        "clientIP_s": "198.51.100.7",
    })
}

/// Two gateways with a setting of one name, which wait differently long and treat the host differently.
fn two_gateways() -> [Value; 2] {
    let one = gateway(
        "agw-one",
        json!({ "https": { "port": 443, "protocol": "Https", "requestTimeout": 120, "pickHostNameFromBackendAddress": false } }),
        json!({}),
        json!({ "vms": members(&["10.1.0.4"]) }),
    );
    let two = gateway(
        "agw-two",
        json!({ "https": { "port": 443, "protocol": "Https", "requestTimeout": 20, "pickHostNameFromBackendAddress": true } }),
        json!({}),
        json!({ "app": members(&["shop.azurewebsites.net"]) }),
    );
    [one, two]
}

#[test]
fn the_timeout_is_that_of_the_rows_own_gateway() {
    let [one, two] = two_gateways();
    let slow = json!([log_row("agw-two", "https", 502, "19.9")]);
    let found = judge(&[one.clone(), two.clone(), slow]);
    let group = &found.traffic.as_ref().unwrap().failed[0];
    assert_eq!(group.who.as_str(), "slow-server", "{}", group.because);
    assert!(group.because.contains("timeout of 20 s"));
    // The other gateway waits longer for the same latency.
    let quick = json!([log_row("agw-one", "https", 502, "19.9")]);
    let found = judge(&[one, two, quick]);
    let group = &found.traffic.as_ref().unwrap().failed[0];
    assert_eq!(group.who.as_str(), "unknown", "{}", group.because);
}

#[test]
fn a_later_paste_of_a_timeout_is_the_one_that_counts() {
    let of = |timeout: u32| {
        gateway(
            "agw-one",
            json!({ "https": { "port": 443, "protocol": "Https", "requestTimeout": timeout } }),
            json!({}),
            json!({ "vms": members(&["10.1.0.4"]) }),
        )
    };
    let rows = json!([log_row("agw-one", "https", 504, "58")]);
    let found = judge(&[of(20), of(60), rows]);
    let group = &found.traffic.as_ref().unwrap().failed[0];
    assert!(
        group.because.contains("timeout of 60 s"),
        "{}",
        group.because
    );
}

#[test]
fn the_app_service_step_looks_at_the_settings_that_lead_there() {
    let id = "healthy-but-failing/app-service-host";
    let [one, two] = two_gateways();
    // The setting that lets the client's host through leads to virtual machines of another gateway.
    let answer = healthy_step(&case(&[one.clone(), two.clone()]), id);
    assert_eq!(answer.state, State::Done, "{:?}", answer.because);
    let report = health("agw-two", "app", "https", "shop.azurewebsites.net");
    let answer = healthy_step(&case(&[one, two.clone(), report.clone()]), id);
    assert_eq!(answer.state, State::Done, "{:?}", answer.because);
    let mut passing = two;
    passing["backendHttpSettingsCollection"][0]["pickHostNameFromBackendAddress"] = json!(false);
    let answer = healthy_step(&case(&[passing, report]), id);
    assert_eq!(answer.state, State::Culprit, "{:?}", answer.because);
}

#[test]
fn checks_name_their_gateway_where_there_are_several() {
    let [one, two] = two_gateways();
    let rows = json!([
        log_row("agw-two", "https", 503, "0"),
        log_row("agw-one", "https", 200, "0.1"),
        log_row("agw-two", "https", 503, "0"),
    ]);
    let metric = |gateway: &str, pool: &str| {
        json!({ "value": [{
            "id": format!("{}/providers/Microsoft.Insights/metrics/UnhealthyHostCount", gateway_id(gateway)),
            "name": { "value": "UnhealthyHostCount" },
            "timeseries": [{
                "metadatavalues": [{ "name": { "value": "backendsettingspool" }, "value": pool }],
                "data": [
                    { "timeStamp": "2026-11-20T08:00:00Z", "average": 0.0 },
                    { "timeStamp": "2026-11-20T08:01:00Z", "average": 1.0 }
                ]
            }]
        }]})
    };
    let found = judge(&[
        one,
        two,
        rows,
        metric("agw-one", "web~https"),
        metric("agw-two", "web~https"),
    ]);
    let subjects: Vec<String> = outcomes(&found, "pool-history")
        .into_iter()
        .map(|(subject, _)| subject)
        .collect();
    assert_eq!(
        subjects,
        [
            "pool web, setting https of gateway agw-one",
            "pool web, setting https of gateway agw-two"
        ]
    );
    assert_eq!(
        found.histories[1].label(),
        "pool web, setting https of gateway agw-two"
    );
    // Rows of both stand in one paste, in any order.
    let traffic = found.traffic.as_ref().unwrap();
    assert_eq!(traffic.gateways.len(), 2);
    assert_eq!(traffic.failed.len(), 1);
    let group = &traffic.failed[0];
    assert!(
        group.label().ends_with("gateway AGW-TWO"),
        "{}",
        group.label()
    );
    assert_eq!(group.who.as_str(), "no-server", "{}", group.because);
}

#[test]
fn a_checks_commands_are_for_its_own_gateway() {
    let settings = |timeout: u32| json!({ "https": { "port": 443, "protocol": "Https", "requestTimeout": timeout } });
    let of = |name: &str, timeout: u32| {
        gateway(
            name,
            settings(timeout),
            json!({}),
            json!({ "web": members(&["10.1.0.4"]) }),
        )
    };
    let case = case(&[of("agw-one", 30), of("agw-two", 90_000)]);
    let found = diagnose(&case);
    let mut all = found
        .checks
        .iter()
        .filter(|check| check.id == "setting-range");
    let broken = all.find(|check| check.outcome == Outcome::Fail).unwrap();
    assert_eq!(broken.subject, "setting https of gateway agw-two");
    let situation = situation_of(&case, &found, Some(broken));
    let commands = entry("setting-range").unwrap().filled(&situation);
    assert!(!commands.is_empty());
    for command in commands {
        let text = command.text;
        assert!(
            text.contains("agw-two") && !text.contains("agw-one"),
            "{text}"
        );
    }
}

/// A rule of a group, as Azure CLI prints it.
fn rule(
    name: &str,
    priority: u32,
    direction: &str,
    access: &str,
    ends: [&str; 2],
    ports: &str,
) -> Value {
    json!({
        "name": name,
        "priority": priority,
        "direction": direction,
        "access": access,
        "protocol": "*",
        "sourceAddressPrefix": ends[0],
        "sourcePortRange": "*",
        "destinationAddressPrefix": ends[1],
        "destinationPortRange": ports,
    })
}

/// A group of one's own rules, with Azure's behind them.
fn group(rules: &[Value]) -> Value {
    let any = ["*", "*"];
    let network = ["VirtualNetwork", "VirtualNetwork"];
    json!({
        "name": "nsg-gateway",
        "id": format!("{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/networkSecurityGroups/nsg-gateway"),
        "securityRules": rules,
        "defaultSecurityRules": [
            rule("AllowVnetInBound", 65_000, "Inbound", "Allow", network, "*"),
            rule("AllowAzureLoadBalancerInBound", 65_001, "Inbound", "Allow", ["AzureLoadBalancer", "*"], "*"),
            rule("DenyAllInBound", 65_500, "Inbound", "Deny", any, "*"),
            rule("AllowVnetOutBound", 65_000, "Outbound", "Allow", network, "*"),
            rule("AllowInternetOutBound", 65_001, "Outbound", "Allow", ["*", "Internet"], "*"),
            rule("DenyAllOutBound", 65_500, "Outbound", "Deny", any, "*"),
        ],
    })
}

#[test]
fn an_outbound_deny_to_a_service_tag_warns() {
    let outcome = |rules: &[Value]| check(&judge(&[group(rules)]), "nsg-outbound-internet").clone();
    for tag in [
        "Storage",
        "AzureMonitor",
        "Sql.WestEurope",
        "VirtualNetwork",
    ] {
        let deny = rule("deny-tag", 200, "Outbound", "Deny", ["*", tag], "443");
        let found = outcome(&[deny]);
        assert_eq!(found.outcome, Outcome::Warn, "{tag}: {}", found.because);
        assert!(found.because.contains("deny-tag"), "{}", found.because);
    }
    let allow = rule(
        "allow-tag",
        200,
        "Outbound",
        "Allow",
        ["*", "Storage"],
        "443",
    );
    assert_eq!(outcome(&[allow]).outcome, Outcome::Pass);
    let all = rule("deny-all", 200, "Outbound", "Deny", ["*", "*"], "*");
    assert_eq!(outcome(&[all]).outcome, Outcome::Fail);
}

#[test]
fn a_probes_host_has_no_port_and_its_codes_are_those_of_http() {
    let of = |host: &str, codes: &str| {
        judge(&[json!([{
            "name": "deep", "protocol": "Https", "host": host, "path": "/", "interval": 30,
            "timeout": 30, "unhealthyThreshold": 3, "match": { "statusCodes": [codes] }
        }])])
    };
    for (host, outcome) in [
        ("www.contoso.com", Outcome::Pass),
        ("www.contoso.com:8443", Outcome::Fail),
        ("2001:db8::4", Outcome::Pass),
        ("[2001:db8::4]", Outcome::Pass),
        ("[2001:db8::4]:443", Outcome::Fail),
        ("https://www.contoso.com", Outcome::Fail),
    ] {
        let found = of(host, "200-399");
        assert_eq!(
            check(&found, "probe-host-invalid").outcome,
            outcome,
            "{host}"
        );
    }
    for (codes, outcome) in [
        ("200-399", Outcome::Pass),
        ("200,204,401", Outcome::Pass),
        ("599", Outcome::Pass),
        ("600", Outcome::Fail),
        ("200-600", Outcome::Fail),
        ("99", Outcome::Fail),
        ("399-200", Outcome::Fail),
    ] {
        let found = of("www.contoso.com", codes);
        assert_eq!(
            check(&found, "probe-status-codes-invalid").outcome,
            outcome,
            "{codes}"
        );
    }
}

/// Two pools, each with a setting of its own that picks the host name from the target.
fn picking(api: &[&str], shop: &[&str]) -> Value {
    let setting = json!({ "port": 443, "protocol": "Https", "requestTimeout": 30, "pickHostNameFromBackendAddress": true });
    let all = gateway(
        "agw-one",
        json!({ "api-https": setting, "shop-https": setting }),
        json!({}),
        json!({ "api": members(api), "shop": members(shop) }),
    );
    with_rules(all, &[("api", "api-https"), ("shop", "shop-https")])
}

#[test]
fn a_picked_host_that_is_an_address_fails_without_a_report() {
    let found = judge(&[picking(&["10.1.0.4"], &["shop.contoso.com"])]);
    let told = |name: &str, outcome| (format!("setting {name}"), outcome);
    assert_eq!(
        outcomes(&found, "setting-pick-host-with-ip-target"),
        [
            told("api-https", Outcome::Fail),
            told("shop-https", Outcome::Pass)
        ]
    );
    // A report that shows the same server tells it once.
    let report = health("agw-one", "api", "api-https", "10.1.0.4");
    let found = judge(&[picking(&["10.1.0.4"], &["shop.contoso.com"]), report]);
    let all = found.checks.iter();
    let mut all = all.filter(|check| check.id == "setting-pick-host-with-ip-target");
    let because = &all.next().unwrap().because;
    assert!(because.contains("but 10.1.0.4 is an address"), "{because}");
}

#[test]
fn a_probe_knows_its_members_by_the_rules_without_a_report() {
    let found = judge(&[picking(
        &["api.contoso.com"],
        &["shop.contoso.com", "10.1.0.9"],
    )]);
    let told: Vec<(Option<&str>, Vec<&str>)> = found
        .effective_probes
        .iter()
        .map(|probe| {
            let addresses = probe.addresses.iter().map(String::as_str);
            (probe.pool.as_deref(), addresses.collect())
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("api"), vec!["api.contoso.com"]),
            (Some("shop"), vec!["shop.contoso.com", "10.1.0.9"])
        ]
    );
}

/// A route table of the gateway's subnet.
fn table(routes: &[(&str, &str)]) -> Value {
    let routes = routes.iter().enumerate().map(|(at, (prefix, hop))| {
        let ip = (*hop == "VirtualAppliance").then_some("10.9.0.4");
        json!({
            "name": format!("route-{at}"), "addressPrefix": prefix, "nextHopType": hop,
            "nextHopIpAddress": ip, "hasBgpOverride": false,
        })
    });
    json!({
        "name": "rt-gateway",
        "id": format!("{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/routeTables/rt-gateway"),
        "type": "Microsoft.Network/routeTables",
        "disableBgpRoutePropagation": true,
        "routes": routes.collect::<Vec<_>>(),
    })
}

#[test]
fn a_default_route_to_an_appliance_is_refused_even_where_longer_ones_overrule_it() {
    let halves = [("0.0.0.0/1", "Internet"), ("128.0.0.0/1", "Internet")];
    let outcome =
        |routes: &[(&str, &str)]| check(&judge(&[table(routes)]), "route-default-next-hop").outcome;
    assert_eq!(outcome(&halves), Outcome::Pass);
    let with = |hop| [halves[0], halves[1], ("0.0.0.0/0", hop)];
    assert_eq!(outcome(&with("VirtualAppliance")), Outcome::Fail);
    assert_eq!(outcome(&with("None")), Outcome::Fail);
    assert_eq!(outcome(&with("Internet")), Outcome::Pass);
    // v1 takes it: no packet goes there.
    let mut case = case(&[table(&with("VirtualAppliance"))]);
    case.typed.sku = Some(Sku::V1);
    let found = diagnose(&case);
    assert_eq!(
        check(&found, "route-default-next-hop").outcome,
        Outcome::Pass
    );
}

#[test]
fn a_rule_gets_a_priority_that_is_free_and_takes_effect() {
    let priority = |rules: &[Value]| {
        let case = case(&[group(rules)]);
        let found = diagnose(&case);
        let situation = Situation::new(&case, &found);
        let commands = entry("nsg-management-ports").unwrap().filled(&situation);
        let mut all = commands.into_iter().map(|command| command.text);
        let text = all.find(|text| text.contains("rule create")).unwrap();
        let (_, after) = text.split_once("--priority ").unwrap();
        after.split(' ').next().unwrap().to_owned()
    };
    let deny = |name: &str, priority: u32| rule(name, priority, "Inbound", "Deny", ["*", "*"], "*");
    let allow = |name: &str, priority: u32| {
        rule(
            name,
            priority,
            "Inbound",
            "Allow",
            ["10.0.0.0/8", "*"],
            "443",
        )
    };
    assert_eq!(priority(&[]), "100");
    assert_eq!(priority(&[allow("web", 100)]), "101");
    assert_eq!(priority(&[deny("all", 100)]), "<manager-priority>");
    assert_eq!(priority(&[deny("all", 4000)]), "3999");
    assert_eq!(priority(&[allow("web", 199), deny("all", 200)]), "198");
    // What denies something else does not stand in the way.
    let other = rule("telnet", 100, "Inbound", "Deny", ["*", "*"], "23");
    assert_eq!(priority(&[other, deny("all", 300)]), "299");
    // Outbound rules have priorities of their own.
    let out = rule("out", 299, "Outbound", "Deny", ["*", "*"], "*");
    assert_eq!(priority(&[out, deny("all", 300)]), "299");
}

#[test]
fn v1_compares_no_address() {
    let mut all = gateway(
        "agw-one",
        json!({ "https": { "port": 443, "protocol": "Https", "requestTimeout": 30 } }),
        json!({}),
        json!({ "web": members(&["10.1.0.4", "web.contoso.com"]) }),
    );
    all["sku"] = json!({ "name": "Standard_Medium", "tier": "Standard" });
    let case = case(&[all]);
    let found = diagnose(&case);
    let probe = &found.effective_probes[0];
    let of = |address| {
        probe
            .of_server(&case, &found, Some(address))
            .compared
            .unwrap()
    };
    assert_eq!(of("10.1.0.4"), Compared::AddressOnV1("10.1.0.4"));
    assert_eq!(
        of("web.contoso.com"),
        Compared::Name("web.contoso.com", Origin::EntryOnV1)
    );
}

#[test]
fn a_server_that_drops_its_answers_is_the_culprit() {
    let subnet = json!({
        "name": "snet-gateway",
        "id": format!("{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet-gateway"),
        "addressPrefix": "10.0.0.0/24",
        "delegations": [{ "serviceName": "Microsoft.Network/applicationGateways" }],
    });
    let routes = |hop: &str| {
        json!({ "value": [
            { "source": "Default", "state": "Active", "addressPrefix": ["0.0.0.0/0"], "nextHopType": "Internet", "nextHopIpAddress": [] },
            { "source": "User", "state": "Active", "addressPrefix": ["10.0.0.0/24"], "nextHopType": hop, "nextHopIpAddress": [] },
        ]})
    };
    let mut report = health("agw-one", "web", "https", "10.1.0.4");
    let server =
        &mut report["backendAddressPools"][0]["backendHttpSettingsCollection"][0]["servers"][0];
    server["health"] = json!("Unhealthy");
    server["healthProbeLog"] = json!(
        "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting. Either increase the timeout threshold in the probe setting or resolve the backend issues."
    );
    let answers = |hop: &str| {
        let case = case(&[report.clone(), subnet.clone(), routes(hop)]);
        let found = diagnose(&case);
        let problem = &found.problems[0];
        let situation = Situation::of_problem(&case, &found, problem);
        let steps = guide::walk(playbook::entry(Topic::Fault(problem.fault)), &situation);
        let culprits = steps
            .into_iter()
            .filter(|guided| guided.answer.state == State::Culprit);
        culprits
            .filter_map(|guided| guided.answer.because)
            .collect::<Vec<_>>()
    };
    let dropped = answers("None");
    assert!(
        dropped.iter().any(|because| because.contains("is dropped")),
        "{dropped:?}"
    );
    assert!(
        !answers("VnetLocal")
            .iter()
            .any(|because| because.contains("is dropped"))
    );
}

#[test]
fn a_port_of_zero_is_out_of_range() {
    let of = |port: u32| {
        let all = gateway(
            "agw-one",
            json!({ "https": { "port": port, "protocol": "Https", "requestTimeout": 30, "probe": part("agw-one", "probes", "deep") } }),
            json!({ "deep": { "port": port, "protocol": "Https", "host": "www.contoso.com", "path": "/", "interval": 30, "timeout": 30, "unhealthyThreshold": 3 } }),
            json!({ "web": members(&["10.1.0.4"]) }),
        );
        let found = judge(&[all]);
        [
            check(&found, "setting-range").outcome,
            check(&found, "probe-range").outcome,
        ]
    };
    assert_eq!(of(443), [Outcome::Pass; 2]);
    assert_eq!(of(0), [Outcome::Fail; 2]);
}

#[test]
fn what_is_no_number_does_not_drop_out() {
    let text = |change: &dyn Fn(&mut Value)| {
        let mut all = gateway(
            "agw-one",
            json!({ "https": {
                "port": 443, "protocol": "Https", "requestTimeout": 30, "probe": part("agw-one", "probes", "deep"),
                "connectionDraining": { "enabled": true, "drainTimeoutInSec": 60 },
            } }),
            json!({ "deep": { "port": 8443, "protocol": "Https", "host": "www.contoso.com", "path": "/", "interval": 30, "timeout": 30, "unhealthyThreshold": 3 } }),
            json!({ "web": members(&["10.1.0.4"]) }),
        );
        change(&mut all);
        all
    };
    let said = |change: &dyn Fn(&mut Value), id: &str| {
        let found = judge(&[text(change)]);
        let check = check(&found, id);
        (check.outcome, check.because.clone())
    };
    let (outcome, because) = said(&|_| (), "setting-range");
    assert_eq!(outcome, Outcome::Pass);
    assert!(because.contains("drained for 60 s"), "{because}");
    let setting = |key: &'static str, value: Value| {
        said(
            &move |all| all["backendHttpSettingsCollection"][0][key] = value.clone(),
            "setting-range",
        )
    };
    for (key, value, shown) in [
        (
            "port",
            json!(70_000),
            "port is 70000, allowed are 1 to 65535",
        ),
        ("port", json!("https"), "port is https, allowed"),
        ("requestTimeout", json!(-5), "requestTimeout is -5, allowed"),
        (
            "protocol",
            json!("Htps"),
            "protocol is Htps, allowed are Http, Https",
        ),
        (
            "connectionDraining",
            json!({ "enabled": true, "drainTimeoutInSec": 3_601 }),
            "drainTimeoutInSec is 3601 s, allowed are 1 to 3600 s",
        ),
        (
            "connectionDraining",
            json!({ "enabled": true, "drainTimeoutInSec": "1h" }),
            "drainTimeoutInSec is 1h, allowed are 1 to 3600 s",
        ),
    ] {
        let (outcome, because) = setting(key, value);
        assert_eq!(outcome, Outcome::Fail, "{because}");
        assert!(because.contains(shown), "{because}");
        assert!(
            because.contains("the control plane would refuse it"),
            "{because}"
        );
    }
    // Where it is off, what it would be says nothing.
    let off = json!({ "enabled": false, "drainTimeoutInSec": 0 });
    assert_eq!(setting("connectionDraining", off).0, Outcome::Pass);

    let probe = |key: &'static str, value: Value| {
        said(
            &move |all| all["probes"][0][key] = value.clone(),
            "probe-range",
        )
    };
    assert_eq!(probe("port", json!(65_535)).0, Outcome::Pass);
    for (key, value, shown) in [
        (
            "port",
            json!(65_536),
            "port is 65536, allowed are 1 to 65535",
        ),
        (
            "interval",
            json!(4_294_967_296_u64),
            "interval is 4294967296 s, allowed",
        ),
        ("timeout", json!("thirty"), "timeout is thirty, allowed"),
        ("minServers", json!("none"), "minServers is none, allowed"),
    ] {
        let (outcome, because) = probe(key, value);
        assert_eq!(outcome, Outcome::Fail, "{because}");
        assert!(because.contains(shown), "{because}");
    }
}

#[test]
fn a_port_that_is_none_is_told_with_its_place_and_nothing_is_probed_in_its_stead() {
    let text = r#"{
  "name": "deep", "protocol": "Https", "host": "www.contoso.com", "path": "/",
  "interval": 30, "timeout": 30, "unhealthyThreshold": 3,
  "port": 84430
}"#;
    let found = evidence::read("probe.json", text.as_bytes());
    let note = &found[0].notes[0];
    assert_eq!((note.position.line, note.position.column), (4, 11));
    assert!(note.text.contains("`port` is `84430`"), "{}", note.text);
    assert!(note.text.contains("from 1 to 65535"), "{}", note.text);

    let all = gateway(
        "agw-one",
        json!({ "https": { "port": 443, "protocol": "Https", "requestTimeout": 30, "probe": part("agw-one", "probes", "deep") } }),
        json!({ "deep": { "port": 84_430, "protocol": "Https", "host": "www.contoso.com", "path": "/", "interval": "often", "timeout": 30, "unhealthyThreshold": 3 } }),
        json!({ "web": members(&["10.1.0.4"]) }),
    );
    let all = with_rules(all, &[("web", "https")]);
    let case = case(&[all]);
    let found = diagnose(&case);
    let probe = found.effective_probes[0].of_server(&case, &found, None);
    assert_eq!((probe.port, probe.interval), (None, None));
}

#[test]
fn a_rule_that_azure_does_not_take_is_named() {
    let of = |rules: &[Value]| {
        let found = judge(&[group(rules)]);
        let check = check(&found, "nsg-rule-refused");
        (check.outcome, check.because.clone())
    };
    let allow = |name: &str, priority: u32, ports: &str| {
        rule(name, priority, "Inbound", "Allow", ["*", "*"], ports)
    };
    let right = [allow("web", 100, "443"), allow("all", 4_096, "0-65535")];
    assert_eq!(of(&right).0, Outcome::Pass);
    let outward = rule("out", 100, "Outbound", "Allow", ["*", "*"], "443");
    assert_eq!(of(&[allow("web", 100, "443"), outward]).0, Outcome::Pass);
    for (rules, shown) in [
        (
            vec![allow("web", 100, "70000")],
            "`web` has the ports `70000`",
        ),
        (
            vec![allow("web", 100, "https")],
            "`web` has the ports `https`",
        ),
        (
            vec![allow("web", 100, "90-80")],
            "`web` has the ports `90-80`",
        ),
        (
            vec![allow("web", 99, "443")],
            "priority 99, allowed are 100 to 4096",
        ),
        (vec![allow("web", 4_097, "443")], "priority 4097, allowed"),
        (
            vec![allow("web", 100, "443"), allow("more", 100, "80")],
            "`web` and `more` have the same direction and priority 100",
        ),
    ] {
        let (outcome, because) = of(&rules);
        assert_eq!(outcome, Outcome::Fail, "{because}");
        assert!(because.contains(shown), "{because}");
        assert!(
            because.contains("The control plane would refuse it."),
            "{because}"
        );
    }
}

#[test]
fn draining_is_read_in_every_spelling() {
    for text in [
        r#"{ "name": "https", "port": 443, "protocol": "Https", "cookieBasedAffinity": "Disabled",
             "connectionDraining": { "enabled": true, "drainTimeoutInSec": 90 } }"#,
        r#"[{ "Name": "https", "Port": 443, "Protocol": "Https", "CookieBasedAffinity": "Disabled",
             "ConnectionDraining": { "Enabled": true, "DrainTimeoutInSec": 90 } }]"#,
        "resource \"azurerm_application_gateway\" \"it\" {\n  name = \"agw\"\n  backend_http_settings {\n    name = \"https\"\n    port = 443\n    protocol = \"Https\"\n    connection_draining {\n      enabled = true\n      drain_timeout_sec = 90\n    }\n  }\n}\n",
        "resource agw 'Microsoft.Network/applicationGateways@2024-05-01' = {\n  name: 'agw'\n  properties: {\n    backendHttpSettingsCollection: [\n      {\n        name: 'https'\n        properties: {\n          port: 443\n          protocol: 'Https'\n          connectionDraining: {\n            enabled: true\n            drainTimeoutInSec: 90\n          }\n        }\n      }\n    ]\n  }\n}\n",
    ] {
        let found = judge_text(text);
        let setting = found.configuration.settings().next().unwrap();
        assert_eq!(
            (setting.draining, setting.drain_timeout),
            (Some(true), Some(90)),
            "{text}"
        );
    }
}

fn judge_text(text: &str) -> Diagnosis {
    diagnose(&Case {
        evidence: evidence::read("paste 1", text.as_bytes()),
        ..case(&[])
    })
}

#[test]
fn a_probe_names_its_gateway_where_there_are_several() {
    let of = |name: &str| {
        let all = gateway(
            name,
            json!({ "https": { "port": 443, "protocol": "Https", "requestTimeout": 30 } }),
            json!({}),
            json!({ "web": members(&["10.1.0.4"]) }),
        );
        with_rules(all, &[("web", "https")])
    };
    let labels = |found: &Diagnosis| -> Vec<String> {
        let all = found.effective_probes.iter();
        all.map(|probe| probe.label(found)).collect()
    };
    assert_eq!(
        labels(&judge(&[of("agw-one"), of("agw-two")])),
        [
            "pool web with setting https of gateway agw-one",
            "pool web with setting https of gateway agw-two"
        ]
    );
    assert_eq!(
        labels(&judge(&[of("agw-one")])),
        ["pool web with setting https"]
    );
}

#[test]
fn a_group_stands_where_a_subnet_says_that_it_does() {
    let id = |kind: &str| {
        format!("{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/{kind}")
    };
    let mut agw = gateway(
        "agw-one",
        json!({}),
        json!({}),
        json!({ "web": members(&["10.1.2.4"]) }),
    );
    agw["gatewayIPConfigurations"] = json!([{
        "name": "ip",
        "subnet": { "id": id("virtualNetworks/vnet-shop/subnets/snet-agw") },
    }]);
    let subnet = |name: &str, prefix: &str| {
        json!({
            "name": name,
            "id": id(&format!("virtualNetworks/vnet-shop/subnets/{name}")),
            "addressPrefix": prefix,
            "networkSecurityGroup": { "id": id("networkSecurityGroups/nsg-gateway") },
        })
    };
    let deny = group(&[rule("d", 100, "Inbound", "Deny", ["*", "*"], "*")]);
    let of = |subnet: Value| {
        let found = judge(&[agw.clone(), subnet, deny.clone()]);
        outcomes(&found, "nsg-management-ports")
    };
    // A group that is known to stand before servers is not taken for the gateway's.
    assert_eq!(of(subnet("snet-web", "10.1.2.0/24")), []);
    let [(_, outcome)] = of(subnet("snet-agw", "10.1.0.0/24")).try_into().unwrap();
    assert_eq!(outcome, Outcome::Fail);
}

/// A gateway in a subnet of its own.
fn in_subnet(name: &str, subnet: &str) -> Value {
    let mut all = gateway(
        name,
        json!({}),
        json!({}),
        json!({ "web": members(&["10.1.2.4"]) }),
    );
    all["gatewayIPConfigurations"] = json!([{
        "name": "ip",
        "subnet": { "id": subnet_id(subnet) },
    }]);
    all
}

fn subnet_id(name: &str) -> String {
    format!(
        "{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/{name}"
    )
}

#[test]
fn rules_for_the_load_balancer_and_for_servers_get_a_free_priority_too() {
    let deny = |priority: u32| rule("all", priority, "Inbound", "Deny", ["*", "*"], "*");
    let allow = |priority: u32| {
        rule(
            "web",
            priority,
            "Inbound",
            "Allow",
            ["10.9.0.0/24", "*"],
            "80",
        )
    };
    let priority = |check: &str, name: &str, subnet: &str, rules: &[Value]| {
        let mut its = group(rules);
        its["subnets"] = json!([{ "id": subnet_id(subnet) }]);
        let case = case(&[in_subnet("agw-one", "snet-agw"), its]);
        let found = diagnose(&case);
        let situation = Situation::new(&case, &found);
        let commands = entry(check).unwrap().filled(&situation);
        let mut all = commands.into_iter().map(|command| command.text);
        let text = all.find(|text| text.contains("rule create")).unwrap();
        assert!(text.contains(name), "{text}");
        let (_, after) = text.split_once("--priority ").unwrap();
        after.split(' ').next().unwrap().to_owned()
    };
    let balancer = |rules: &[Value]| {
        priority(
            "nsg-load-balancer",
            "AllowAzureLoadBalancer",
            "snet-agw",
            rules,
        )
    };
    assert_eq!(balancer(&[]), "100");
    assert_eq!(balancer(&[allow(100)]), "101");
    assert_eq!(balancer(&[deny(300)]), "299");
    assert_eq!(balancer(&[allow(299), deny(300)]), "298");
    assert_eq!(balancer(&[deny(100)]), "<balancer-priority>");
    let server = |rules: &[Value]| {
        priority(
            "nsg-backend-port",
            "AllowApplicationGateway",
            "snet-web",
            rules,
        )
    };
    assert_eq!(server(&[]), "100");
    assert_eq!(server(&[allow(100), deny(300)]), "299");
    assert_eq!(server(&[deny(100)]), "<server-priority>");
}

#[test]
fn a_check_on_the_network_names_its_gateway() {
    let mut its = group(&[rule("all", 100, "Inbound", "Deny", ["*", "*"], "*")]);
    its["subnets"] = json!([{ "id": subnet_id("snet-two") }]);
    let table = table(&[("0.0.0.0/0", "VirtualAppliance")]);
    let found = judge(&[
        in_subnet("agw-one", "snet-one"),
        in_subnet("agw-two", "snet-two"),
        its,
        table,
    ]);
    assert_eq!(
        outcomes(&found, "nsg-management-ports"),
        [(
            "network security group nsg-gateway of gateway agw-two".to_owned(),
            Outcome::Fail
        )]
    );
    // What nothing says the place of is said of both at once, and names none.
    let [(subject, outcome)] = outcomes(&found, "route-default-next-hop")
        .try_into()
        .unwrap();
    assert!(!subject.contains("of gateway"), "{subject}");
    assert_eq!(outcome, Outcome::Fail);
}
