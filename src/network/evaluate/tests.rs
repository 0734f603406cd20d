//! The decisions, by example and against a brute-force evaluator that goes packet by packet.

use super::*;
use crate::network::SecurityGroup;
use crate::network::prefix::Prefix;
use crate::network::{Direction, Ports};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr};

fn side(addresses: &[&str], ports: &[&str]) -> Side {
    Side {
        addresses: addresses.iter().map(|text| Address::parse(text)).collect(),
        ports: ports.iter().map(|text| Ports::read(text)).collect(),
        ..Side::default()
    }
}

fn inbound(priority: u32, access: Access, from: &[&str], ports: &[&str]) -> SecurityRule {
    SecurityRule {
        name: format!("rule-{priority}"),
        priority: Some(priority),
        direction: Some(Direction::Inbound),
        access: Some(access),
        protocol: Transport::Tcp,
        source: side(from, &["*"]),
        destination: side(&["*"], ports),
    }
}

fn management(rules: &[SecurityRule]) -> Answer {
    let group = SecurityGroup {
        rules: rules.to_vec(),
        whole: true,
        ..SecurityGroup::default()
    };
    evaluate(
        &group.in_order(Direction::Inbound),
        &Flow {
            direction: Direction::Inbound,
            protocol: Transport::Tcp,
            source: End::gateway_manager(),
            destination: End::subnet(&[]),
            ports: Ports::new(65_200, 65_535),
        },
    )
}

#[test]
fn several_rules_may_cover_a_range_together() {
    use Access::Allow;
    let answer = management(&[
        inbound(100, Allow, &["GatewayManager"], &["65200-65400"]),
        inbound(110, Allow, &["Internet"], &["65401-65535"]),
    ]);
    assert_eq!(answer.decision, Decision::Allowed);
    assert_eq!(answer.allowing, [0, 1]);
    let answer = management(&[
        inbound(100, Allow, &["GatewayManager"], &["65200-65400"]),
        inbound(110, Allow, &["GatewayManager"], &["65402-65535"]),
    ]);
    assert_eq!(answer.decision, Decision::PartlyDenied);
}

#[test]
fn the_first_match_ends_it() {
    use Access::{Allow, Deny};
    let deny = inbound(100, Deny, &["*"], &["65300"]);
    let allow = inbound(110, Allow, &["GatewayManager"], &["65200-65535"]);
    let answer = management(&[deny.clone(), allow.clone()]);
    assert_eq!(answer.decision, Decision::PartlyDenied);
    assert_eq!(answer.denying, [0]);
    let later = SecurityRule {
        priority: Some(120),
        ..deny
    };
    assert_eq!(management(&[later, allow]).decision, Decision::Allowed);
}

#[test]
fn addresses_that_a_tag_may_hold_are_not_known() {
    use Access::{Allow, Deny};
    let allow = inbound(200, Allow, &["GatewayManager"], &["65200-65535"]);
    for (source, decision) in [
        ("203.0.113.0/24", Decision::Unknown),
        ("10.0.0.0/8", Decision::Allowed),
        ("VirtualNetwork", Decision::Allowed),
        ("AzureCloud", Decision::Unknown),
        ("SomethingNew", Decision::Unknown),
        ("Internet", Decision::Denied),
        ("0.0.0.0/0", Decision::Denied),
    ] {
        let rules = [inbound(100, Deny, &[source], &["*"]), allow.clone()];
        assert_eq!(management(&rules).decision, decision, "{source}");
    }
    let halves = inbound(100, Allow, &["0.0.0.0/1", "128.0.0.0/1"], &["*"]);
    assert_eq!(management(&[halves]).decision, Decision::Allowed);
}

#[test]
fn what_cannot_be_read_leaves_both_outcomes_open() {
    let mut rule = inbound(100, Access::Deny, &["*"], &["[parameters('port')]"]);
    let allow = inbound(200, Access::Allow, &["*"], &["*"]);
    assert_eq!(
        management(&[rule.clone(), allow.clone()]).decision,
        Decision::Unknown
    );
    rule.access = None;
    assert_eq!(
        management(&[rule, allow.clone()]).decision,
        Decision::Unknown
    );
    // In doubt or not, both would let it pass.
    let same = inbound(100, Access::Allow, &["SomethingNew"], &["*"]);
    assert_eq!(management(&[same, allow]).decision, Decision::Allowed);
}

#[test]
fn a_group_without_a_rule_for_it_denies() {
    let answer = management(&[]);
    assert_eq!(answer.decision, Decision::Denied);
    assert_eq!(answer.denying.len(), 1);
}

#[test]
fn many_overlapping_rules_end_in_time() {
    let rules: Vec<SecurityRule> = (0..1_000_u32)
        .map(|n| {
            let from = format!("{}.{}.0.0/16", 11 + n / 250, n % 250);
            let first = 1_000 + n * 7;
            let ports = format!("{}-{}", first, first + 500);
            let access = if n % 2 == 0 {
                Access::Allow
            } else {
                Access::Deny
            };
            inbound(100 + n, access, &[from.as_str()], &[ports.as_str()])
        })
        .collect();
    let group = SecurityGroup {
        rules,
        whole: true,
        ..SecurityGroup::default()
    };
    let flow = Flow {
        direction: Direction::Inbound,
        protocol: Transport::Tcp,
        source: End::internet(),
        destination: End::subnet(&[]),
        ports: Ports::ALL,
    };
    let answer = evaluate(&group.in_order(Direction::Inbound), &flow);
    assert_ne!(answer.decision, Decision::Allowed);
}

/// Small worlds, so that every packet can be tried: sixteen addresses at each end, ports 1024 to
/// 1039 at the destination, and three source ports.
const BASE: u32 = 0x0a00_0000;
const HOSTS: u32 = 16;
const PORTS: Ports = Ports::new(1_024, 1_039);

fn small_address() -> impl Strategy<Value = Address> {
    prop_oneof![
        1 => Just(Address::Any),
        1 => Just(Address::Tag("VirtualNetwork".to_owned())),
        1 => Just(Address::Tag("Internet".to_owned())),
        4 => (0..HOSTS, 28_u8..=32).prop_map(|(host, length)| {
            let text = format!("{}/{length}", Ipv4Addr::from(BASE + host));
            Address::Prefix(Prefix::parse(&text).unwrap())
        }),
    ]
}

fn small_ports() -> impl Strategy<Value = Result<Ports, String>> {
    prop_oneof![
        1 => Just(Ok(Ports::ALL)),
        3 => (1_020_u16..1_044, 0_u16..8).prop_map(|(first, more)| Ok(Ports::new(first, first + more))),
    ]
}

fn small_side(source: bool) -> impl Strategy<Value = Side> {
    let ports = if source {
        prop_oneof![
            4 => Just(vec![Ok(Ports::ALL)]),
            1 => Just(vec![Ok(Ports::new(1_024, 40_000))]),
        ]
        .boxed()
    } else {
        proptest::collection::vec(small_ports(), 1..3).boxed()
    };
    (proptest::collection::vec(small_address(), 1..3), ports).prop_map(|(addresses, ports)| Side {
        addresses,
        ports,
        ..Side::default()
    })
}

fn small_rule() -> impl Strategy<Value = SecurityRule> {
    let protocol = prop_oneof![
        Just(Transport::Any),
        Just(Transport::Tcp),
        Just(Transport::Udp)
    ];
    let parts = (
        100_u32..200,
        any::<bool>(),
        any::<bool>(),
        protocol,
        small_side(true),
        small_side(false),
    );
    parts.prop_map(
        |(priority, deny, outbound, protocol, source, destination)| SecurityRule {
            name: format!("rule-{priority}"),
            priority: Some(priority),
            direction: Some(if outbound {
                Direction::Outbound
            } else {
                Direction::Inbound
            }),
            access: Some(if deny { Access::Deny } else { Access::Allow }),
            protocol,
            source,
            destination,
        },
    )
}

fn small_prefix() -> impl Strategy<Value = Prefix> {
    (0..HOSTS, 28_u8..=32).prop_map(|(host, length)| {
        let text = format!("{}/{length}", Ipv4Addr::from(BASE + host));
        Prefix::parse(&text).unwrap()
    })
}

/// What one packet between two addresses of the virtual network meets, rule by rule.
fn passes(rules: &[SecurityRule], from: u32, to: u32, port: u16, source_port: u16) -> bool {
    let holds = |side: &Side, host: u32, port: u16| {
        let address = side.addresses.iter().any(|address| match address {
            Address::Any => true,
            Address::Tag(tag) => tag == "VirtualNetwork",
            Address::Prefix(prefix) => {
                let IpAddr::V4(base) = prefix.address else {
                    return false;
                };
                let mask = u32::MAX
                    .checked_shl(32 - u32::from(prefix.length))
                    .unwrap_or(0);
                (u32::from(base) & mask) == (host & mask)
            }
        });
        let mut ports = side.ports.iter().flatten();
        address && ports.any(|its| its.first <= port && port <= its.last)
    };
    let mut in_order: Vec<&SecurityRule> = rules
        .iter()
        .filter(|rule| rule.direction == Some(Direction::Inbound))
        .filter(|rule| rule.protocol != Transport::Udp)
        .collect();
    in_order.sort_by_key(|rule| rule.priority);
    for rule in in_order {
        if holds(&rule.source, from, source_port) && holds(&rule.destination, to, port) {
            return rule.access == Some(Access::Allow);
        }
    }
    // The first default rule lets everything of the virtual network in.
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// All, none or a part of the traffic passes, as trying every packet shows.
    #[test]
    fn it_agrees_with_trying_every_packet(
        rules in proptest::collection::vec(small_rule(), 0..8),
        from in small_prefix(),
        to in small_prefix(),
    ) {
        let hosts = |prefix: Prefix| {
            let IpAddr::V4(base) = prefix.address else { panic!("IPv4 alone") };
            let first = u32::from(base);
            first..first + (1 << (32 - prefix.length))
        };
        let group = SecurityGroup { rules: rules.clone(), whole: true, ..SecurityGroup::default() };
        let answer = evaluate(&group.in_order(Direction::Inbound), &Flow {
            direction: Direction::Inbound,
            protocol: Transport::Tcp,
            source: End::subnet(&[from]),
            destination: End::subnet(&[to]),
            ports: PORTS,
        });
        let (mut allowed, mut denied) = (0, 0);
        for source in hosts(from) {
            for destination in hosts(to) {
                for port in PORTS.first..=PORTS.last {
                    for source_port in [1_024, 40_000, 40_001, 65_535] {
                        match passes(&rules, source, destination, port, source_port) {
                            true => allowed += 1,
                            false => denied += 1,
                        }
                    }
                }
            }
        }
        let expected = match (allowed, denied) {
            (_, 0) => Decision::Allowed,
            (0, _) => Decision::Denied,
            _ => Decision::PartlyDenied,
        };
        prop_assert_eq!(answer.decision, expected);
    }

    /// Of traffic whose addresses are not known, what is said holds for each that it may have.
    #[test]
    fn what_is_said_of_unknown_addresses_holds_for_each(
        rules in proptest::collection::vec(small_rule(), 0..8),
        to in small_prefix(),
        host in 0..HOSTS,
    ) {
        let group = SecurityGroup { rules, whole: true, ..SecurityGroup::default() };
        let rules = group.in_order(Direction::Inbound);
        let flow = |source: End| Flow {
            direction: Direction::Inbound,
            protocol: Transport::Tcp,
            source,
            destination: End::subnet(&[to]),
            ports: PORTS,
        };
        let unknown = evaluate(&rules, &flow(End::subnet(&[]))).decision;
        let address = Ipv4Addr::from(BASE + host);
        let known = evaluate(&rules, &flow(End::address(address.into()))).decision;
        match unknown {
            Decision::Allowed => prop_assert_eq!(known, Decision::Allowed),
            Decision::Denied => prop_assert_eq!(known, Decision::Denied),
            Decision::PartlyDenied => prop_assert_ne!(known, Decision::Allowed),
            Decision::Unknown => {}
        }
    }
}
