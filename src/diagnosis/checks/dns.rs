//! The DNS servers of the gateway's virtual network.

use std::net::IpAddr;

use crate::diagnosis::surroundings::Surroundings;
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::language::checks::dns as say;
use crate::network::evaluate::{Decision, End, Flow, evaluate};
use crate::network::{Direction, Ports, Transport};

/// Azure's own resolver.
const AZURE_DNS: &str = "168.63.129.16";

/// `dns-custom-servers`: a custom server must resolve public names, too, and be reached; after a
/// change of the list the gateway must be stopped and started (DNS article).
pub fn custom_servers(around: &Surroundings<'_>) -> Vec<Check> {
    let Some(network) = around.network else {
        return Vec::new();
    };
    let Some(servers) = network.dns_servers.as_deref() else {
        return Vec::new();
    };
    let custom: Vec<&str> = servers
        .iter()
        .map(String::as_str)
        .filter(|server| *server != AZURE_DNS)
        .collect();
    let (outcome, because) = if custom.is_empty() {
        (Outcome::Pass, say::AZURE.to_owned())
    } else if let Some(because) = custom.iter().find_map(|server| unreachable(around, server)) {
        (Outcome::Fail, because)
    } else {
        (Outcome::Warn, say::custom(&custom))
    };
    vec![Check {
        id: "dns-custom-servers",
        outcome,
        basis: Basis::Documented,
        subject: match network.name.as_deref() {
            Some(name) => say::network(name),
            None => say::THE_NETWORK.to_owned(),
        },
        gateway: None,
        because,
    }]
}

/// What keeps the gateway's subnet from a server's port 53, over UDP, which is asked first.
fn unreachable(around: &Surroundings<'_>, server: &str) -> Option<String> {
    let address: IpAddr = server.parse().ok()?;
    let group = around.group()?;
    let rules = group.what.in_order(Direction::Outbound);
    let answer = evaluate(
        &rules,
        &Flow {
            direction: Direction::Outbound,
            protocol: Transport::Udp,
            source: End::subnet(around.prefixes()),
            destination: End::address(address),
            ports: Ports::new(53, 53),
        },
    );
    let rule = rules.get(*answer.denying.first()?)?;
    (answer.decision == Decision::Denied).then(|| say::kept_from(rule.describe(), server))
}
