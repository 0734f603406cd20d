//! Name servers as plain lines, as `az network vnet show --query dhcpOptions.dnsServers -o tsv` prints
//! them. Addresses by themselves may be anybody's: the command before them has to say what they are.

use std::net::IpAddr;

use super::split::Line;
use crate::network::{NetworkId, VirtualNetwork};

/// How many name servers a network has at most, and more.
const SERVERS: usize = 100;

/// The servers below a command that asks for them, and the offset behind them.
pub(super) fn after_command(
    text: &str,
    lines: &[Line],
    index: usize,
) -> Option<(VirtualNetwork, usize)> {
    let command = lines.get(index)?.of(text);
    if !command.to_ascii_lowercase().contains("dnsservers") {
        return None;
    }
    let mut servers = Vec::new();
    let mut end = 0;
    for line in lines.get(index + 1..)?.iter().take(SERVERS) {
        let said = line.of(text).trim();
        let heading = said == "Result" || !said.is_empty() && said.bytes().all(|c| c == b'-');
        if servers.is_empty() && (said.is_empty() || heading) {
            continue;
        }
        // Tabs stand between them where the query flattens the list.
        let mut words = said.split_whitespace().peekable();
        if words.peek().is_none() || !words.clone().all(|word| word.parse::<IpAddr>().is_ok()) {
            break;
        }
        servers.extend(words.map(str::to_owned));
        end = line.end;
    }
    let argument = |names: [&str; 2]| {
        let mut words = command.split_whitespace();
        words.find(|word| names.contains(word))?;
        Some(words.next()?.trim_matches(['"', '\'']))
    };
    let name = argument(["-n", "--name"]);
    let group = argument(["-g", "--resource-group"]);
    let network = VirtualNetwork {
        name: name.map(str::to_owned),
        id: name.map_or_else(NetworkId::default, |name| {
            NetworkId::of("virtualNetworks", name, group)
        }),
        dns_servers: Some(servers),
        ..VirtualNetwork::default()
    };
    (end > 0).then_some((network, end))
}
