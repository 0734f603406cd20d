//! What the network around the gateway answers of a step, and what to run where it is not known.

use std::net::IpAddr;

use super::commands;
use crate::diagnosis::checks::nsg::{self, Way};
use crate::diagnosis::checks::{cut_off, dns, route};
use crate::diagnosis::surroundings::{Place, Surroundings};
use crate::diagnosis::{Check, Outcome};
use crate::guide::command::{Command, fill};
use crate::guide::situation::{Answer, Situation, State};
use crate::network::prefix;
use crate::network::route::choose;
use crate::network::{NetworkId, NextHop, Origin, Route};

/// The answer of some checks together, the gravest first; `None` where there is none.
pub fn of_checks(checks: &[Check]) -> Option<Answer> {
    let rank = |check: &&Check| match check.outcome {
        Outcome::Fail => 0,
        Outcome::Warn => 1,
        Outcome::Unknown => 2,
        Outcome::Pass => 3,
        Outcome::NotApplicable => 4,
    };
    let gravest = checks.iter().min_by_key(rank)?;
    let because = format!("{}: {}", capital(&gravest.subject), gravest.because);
    Some(match gravest.outcome {
        Outcome::Fail => Answer::culprit(because),
        Outcome::Warn => Answer::open(because),
        Outcome::Unknown if gravest.because.contains("paste") => Answer::needs(because),
        Outcome::Unknown => Answer::open(because),
        Outcome::Pass => Answer::done(because),
        Outcome::NotApplicable => Answer::not_applicable(because),
    })
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// What to run next: this command where all its names are known, else the one that tells them.
pub fn ask(s: &Situation<'_>, command: &'static Command) -> Answer {
    let wanted = fill(command, s);
    if wanted.missing.is_empty() {
        return Answer::needs(format!("Paste what `{}` prints.", wanted.text));
    }
    let first = fill(&commands::SUBNET, s);
    Answer::needs(format!(
        "Paste what `{}` prints: it names what stands on the gateway's subnet.",
        first.text
    ))
}

/// The management ports, the load balancer and the way out.
pub fn control_ports(s: &Situation<'_>) -> Answer {
    let around = s.around();
    let mut checks = nsg::management_ports(&around);
    checks.extend(nsg::load_balancer(&around));
    checks.extend(nsg::outbound_internet(&around));
    of_checks(&checks).unwrap_or_else(|| ask(s, &commands::NSG_RULES))
}

/// The default route.
pub fn default_route(s: &Situation<'_>) -> Answer {
    let checks = route::default_next_hop(&s.around());
    of_checks(&checks).unwrap_or_else(|| ask(s, &commands::ROUTE_TABLE))
}

/// A default route that is advertised.
pub fn bgp(s: &Situation<'_>) -> Answer {
    let checks = route::bgp_propagation(&s.around());
    of_checks(&checks).unwrap_or_else(|| ask(s, &commands::ROUTE_TABLE))
}

/// The DNS servers.
pub fn dns(s: &Situation<'_>) -> Answer {
    let checks = dns::custom_servers(&s.around());
    of_checks(&checks).unwrap_or_else(|| ask(s, &commands::DNS_SERVERS))
}

/// Which subnet, group and table the gateway has.
pub fn subnet(s: &Situation<'_>) -> Answer {
    let around = s.around();
    let known = |id: Option<&NetworkId>| id.and_then(NetworkId::last).map(str::to_owned);
    let Some(subnet) = around.subnet else {
        return ask(s, &commands::SUBNET);
    };
    let part = |what: &str, own: &Option<Option<NetworkId>>, name: Option<String>| match (own, name)
    {
        (Some(None), _) => format!("no {what}"),
        (_, Some(name)) => format!("{what} `{name}`"),
        (_, None) => format!("a {what} that is not shown"),
    };
    Answer::done(format!(
        "Subnet `{}`: {}, {}.",
        subnet.name.as_deref().unwrap_or("without a name"),
        part(
            "security group",
            &subnet.security_group,
            known(around.group_id())
        ),
        part("route table", &subnet.route_table, known(around.table_id())),
    ))
}

/// The two routes that a secured virtual hub needs.
pub fn virtual_hub(s: &Situation<'_>) -> Answer {
    let around = s.around();
    let Some(table) = around.table() else {
        return match around.subnet {
            Some(subnet) if subnet.route_table == Some(None) => Answer::open(
                "The gateway's subnet has no route table: with such a hub both routes are missing.",
            ),
            _ => ask(s, &commands::ROUTE_TABLE),
        };
    };
    let to_internet = table
        .what
        .routes
        .iter()
        .find(|route| route.next_hop == NextHop::Internet && is_default(route));
    let to_server = server_address(s)
        .and_then(|address| choose(&table.what.routes, address))
        .filter(|(route, _)| route.next_hop == NextHop::VirtualAppliance);
    match (to_internet, to_server) {
        (Some(internet), Some((server, _))) => Answer::done(format!(
            "Both are there: {} and {}.",
            internet.describe(),
            server.describe()
        )),
        (Some(internet), None) => Answer::open(format!(
            "{} is there; with such a hub a route for the servers' subnet through the firewall belongs beside it.",
            internet.describe()
        )),
        (None, _) if !table.what.whole => not_all(table.what.cut),
        (None, _) => Answer::open(
            "The table has no route for 0.0.0.0/0 to the Internet: with such a hub it must have one.",
        ),
    }
}

fn is_default(route: &Route) -> bool {
    route.prefixes.iter().any(|prefix| prefix.length == 0)
}

/// Whether the way out to the revocation lists is open by group and route.
pub fn way_to_internet(s: &Situation<'_>) -> Answer {
    let around = s.around();
    let group = nsg::outbound_internet(&around);
    let routes = route::default_next_hop(&around);
    match (of_checks(&group), of_checks(&routes)) {
        (Some(found), _) | (_, Some(found)) if found.state == State::Culprit => found,
        (Some(group), Some(routes))
            if group.state == State::Done && routes.state == State::Done =>
        {
            Answer::done(format!(
                "{} {}",
                group.because.unwrap_or_default(),
                routes.because.unwrap_or_default()
            ))
        }
        (None, _) => ask(s, &commands::NSG_RULES),
        (_, None) => ask(s, &commands::ROUTE_TABLE),
        (Some(found), Some(other)) => match found.state {
            State::Done => other,
            _ => found,
        },
    }
}

/// The probe's port on one side of the way: out of the gateway's subnet, or in at the server.
pub fn backend_port(s: &Situation<'_>, way: Way) -> Answer {
    let around = s.around();
    let diagnosis = s.diagnosis;
    let checks = nsg::backend_port(
        &around,
        &diagnosis.configuration,
        &diagnosis.gateways,
        s.server.into_iter(),
        way,
    );
    if let Some(found) = of_checks(&checks) {
        return found;
    }
    let groups = around.groups.iter();
    let there = groups
        .filter(|group| group.place.is_gateways() == (way == Way::Out))
        .count();
    if s.server.is_some() && there > 0 && s.port().is_none() {
        return Answer::needs(
            "The rules are here; which port is probed, the gateway's configuration or the report shows: paste it.",
        );
    }
    match (way, around.subnet) {
        (Way::Out, Some(subnet)) if subnet.security_group == Some(None) => {
            Answer::done("The gateway's subnet has no network security group.")
        }
        (Way::Out, _) => ask(s, &commands::NSG_RULES),
        (Way::In | Way::Both, _) => {
            let wanted = fill(&commands::EFFECTIVE_NSG, s);
            Answer::needs(format!(
                "Paste what `{}` prints for the server's network interface.",
                wanted.text
            ))
        }
    }
}

/// Where the gateway's packets to the server go.
pub fn route_to_server(s: &Situation<'_>) -> Answer {
    let around = s.around();
    let Some(table) = around.table() else {
        return match around.subnet {
            Some(subnet) if subnet.route_table == Some(None) => {
                Answer::done("The gateway's subnet has no route table: Azure's own routes apply.")
            }
            _ => ask(s, &commands::ROUTE_TABLE),
        };
    };
    let Some(address) = server_address(s) else {
        return Answer::open(
            "The server is given by a name: compare the routes with the address that it resolves to.",
        );
    };
    let routes = with_azures_own(&around, &table.what.routes);
    let Some((route, prefix)) = choose(&routes, address) else {
        if !table.what.whole {
            return not_all(table.what.cut);
        }
        return Answer::done(format!(
            "No route of the gateway subnet's table takes {address} away: Azure's own routes apply."
        ));
    };
    if !table.what.whole {
        return not_all(table.what.cut);
    }
    let takes = format!("{} takes {address}", route.describe());
    if prefix.length == 0 && prefix::is_private(address) {
        return Answer::open(format!(
            "{takes} only where it stands neither in the gateway's virtual network nor in one peered with it: Azure's own routes for these are longer."
        ));
    }
    match route.next_hop {
        NextHop::None => Answer::culprit(format!("{takes}, and drops it.")),
        NextHop::Internet | NextHop::VnetLocal => Answer::done(format!("{takes}.")),
        _ => Answer::open(format!(
            "{takes}: what stands there must pass it on, and let the answer back the same way."
        )),
    }
}

/// Of a table that is not all there no route is known to be the longest.
fn not_all(cut: Option<u32>) -> Answer {
    Answer::needs(format!(
        "Not all routes of the table are here{}: paste the whole table.",
        cut_off(cut)
    ))
}

/// The routes of a table with those that Azure has by itself for the virtual network.
fn with_azures_own(around: &Surroundings<'_>, routes: &[Route]) -> Vec<Route> {
    let mut all = routes.to_vec();
    let prefixes = around.network.map(|network| network.prefixes.clone());
    all.push(Route {
        name: None,
        prefixes: prefixes.unwrap_or_default(),
        other: Vec::new(),
        next_hop: NextHop::VnetLocal,
        next_hop_ip: None,
        origin: Origin::Default,
        active: true,
        bgp_disabled: None,
    });
    all
}

/// Whether request and answer take the same way.
pub fn return_path(s: &Situation<'_>) -> Option<Answer> {
    let around = s.around();
    let address = server_address(s)?;
    // A longer prefix may be among those that are missing.
    if around.effective_routes.is_empty() || around.effective_cut.is_some() {
        return None;
    }
    let back: Vec<Route> = around
        .effective_routes
        .iter()
        .map(|route| (*route).clone())
        .collect();
    let own = around.prefixes().first()?.address;
    let (back, _) = choose(&back, own)?;
    // Whichever way the request takes.
    if back.next_hop == NextHop::None {
        return Some(Answer::culprit(format!(
            "The answer of {address} to {own} takes {}, and is dropped.",
            back.describe()
        )));
    }
    let table = around.table();
    if table.is_some_and(|table| !table.what.whole) {
        return None;
    }
    let without = around
        .subnet
        .is_some_and(|subnet| subnet.route_table == Some(None));
    if table.is_none() && !without {
        return Some(ask(s, &commands::ROUTE_TABLE));
    }
    let routes = table.map(|table| table.what.routes.as_slice());
    let routes = with_azures_own(&around, routes.unwrap_or_default());
    let there = choose(&routes, address);
    let through = |route: Option<&Route>| {
        route
            .filter(|route| route.next_hop == NextHop::VirtualAppliance)
            .map(|route| route.next_hop_ip.clone().unwrap_or_default())
    };
    let (out, home) = (through(there.map(|(route, _)| route)), through(Some(back)));
    let there_length = there.map(|(_, prefix)| prefix.length);
    let there = match there {
        Some((route, _)) => route.describe(),
        None => "Azure's own routes".to_owned(),
    };
    let both = format!(
        "To {address} by {there}, back to {own} by {}.",
        back.describe()
    );
    // A peering's own route would be longer than the default one.
    let certain = there_length.is_none_or(|length| length > 0 || !prefix::is_private(address));
    let known = certain
        && around
            .table()
            .is_none_or(|table| table.place == Place::Gateway);
    Some(if out == home {
        Answer::done(both)
    } else if known {
        Answer::culprit(format!("{both} The two ways differ."))
    } else {
        Answer::open(format!(
            "{both} The two ways differ, if that route table is the gateway subnet's and no peering has a route of its own."
        ))
    })
}

/// What was pasted of the server's network interface.
pub fn effective(s: &Situation<'_>) -> Answer {
    let around = s.around();
    let groups = around
        .groups
        .iter()
        .filter(|group| matches!(group.place, Place::Interface(_)))
        .count();
    let routes = around
        .effective_routes
        .iter()
        .filter(|route| route.active && route.origin != Origin::Unknown)
        .count();
    match (groups, routes) {
        (0, 0) => ask_interface(s),
        (0, routes) => Answer::open(format!(
            "{routes} routes in effect are here; the rules in effect are not."
        )),
        (groups, 0) => Answer::open(format!(
            "The rules in effect of {groups} groups are here; the routes in effect are not."
        )),
        (groups, routes) => Answer::done(format!(
            "The rules in effect of {groups} groups are here, and {routes} routes in effect: the steps before use them."
        )),
    }
}

fn ask_interface(s: &Situation<'_>) -> Answer {
    let wanted = fill(&commands::EFFECTIVE_NSG, s);
    Answer::needs(format!(
        "Paste what `{}` prints, and the same with `show-effective-route-table`.",
        wanted.text
    ))
}

/// The server's address, where it is given by one.
fn server_address(s: &Situation<'_>) -> Option<IpAddr> {
    let address = s.address()?.trim();
    let bare = address.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok()
}
