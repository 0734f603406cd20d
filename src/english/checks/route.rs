//! Checks of routes.

use std::fmt::Display;

pub(crate) const NO_TABLE: &str =
    "It has no route table: no user-defined route leads its traffic elsewhere.";
pub(crate) fn in_effect_elsewhere(because: impl Display) -> String {
    format!(
        "{because} These routes are in effect at a server's network interface; the gateway's subnet has none to ask: paste its route table, which `az network route-table show` prints."
    )
}

pub(crate) const IN_EFFECT: &str = "routes in effect at a network interface";
pub(crate) fn not_all(because: impl Display, cut: impl Display) -> String {
    format!(
        "{because} Not all routes of the table are here{cut}, and those that are missing may lead it back: paste the whole table."
    )
}

pub(crate) fn overruled(route: impl Display) -> String {
    format!(
        "{route} is overruled by longer routes to the Internet, but the control plane refuses a route for 0.0.0.0/0 to anything else than Internet (ApplicationGatewaySubnetUserDefinedRouteNotAllowed)."
    )
}

pub(crate) fn not_all_of_table(cut: impl Display) -> String {
    format!("Not all routes of the table are here{cut}: paste the whole table.")
}

pub(crate) fn no_literal(route: impl Display) -> String {
    format!("The prefix of {route} is no literal: whether it is the default route cannot be told.")
}

pub(crate) fn to_internet(route: impl Display) -> String {
    format!("{route} leads the default route to the Internet.")
}

pub(crate) const NONE_ELSEWHERE: &str = "No route of the table takes the Internet's addresses elsewhere: Azure's own default route leads there.";
pub(crate) fn elsewhere(route: impl Display) -> String {
    format!("{route} leads the default route elsewhere than to the Internet.")
}

pub(crate) fn together_elsewhere(routes: impl Display) -> String {
    format!("{routes} together cover the default route and lead it elsewhere than to the Internet.")
}

pub(crate) fn wide_part(routes: &str, one: bool) -> String {
    let lead = if one { "leads" } else { "lead" };
    format!(
        "{routes} {lead} a wide part of the Internet's addresses elsewhere; only routes for particular prefixes are allowed."
    )
}

pub(crate) fn no_table_and_learnt(route: impl Display) -> String {
    format!(
        "It has no route table, so that it takes what is advertised, and a server's network interface has learnt {route}."
    )
}

pub(crate) fn learnt(route: impl Display) -> String {
    format!(
        "A server's network interface has learnt {route}. The gateway's subnet learns it too, unless its route table disables propagation: paste that table."
    )
}

pub(crate) const TAKES: &str = "it takes a default route that ExpressRoute or VPN advertises. Whether one is, the effective routes of a server's network interface show, or Connection troubleshoot.";
pub(crate) const NOT_LEARNT: &str = "A server's network interface takes routes learnt over BGP and shows no default route among them; the gateway's subnet is taken to be in the same network.";
pub(crate) const NOT_ALL: &str = "not all routes in effect at a server's network interface are here, among which a default route learnt over BGP may be";
pub(crate) const PROPAGATION_OFF: &str =
    "disableBgpRoutePropagation is true: nothing learnt over BGP is taken.";
pub(crate) fn wins(route: impl Display) -> String {
    format!("{route} wins over a default route that is learnt over BGP.")
}

pub(crate) const PROPAGATION_ON: &str = "disableBgpRoutePropagation is false";
pub(crate) const PROPAGATION_UNKNOWN: &str =
    "Whether disableBgpRoutePropagation is set is not shown";
pub(crate) fn state_and_learnt(state: impl Display, route: impl Display) -> String {
    format!("{state}, and a server's network interface has learnt {route}.")
}

pub(crate) fn paste_table(state: impl Display) -> String {
    format!("{state}: paste what `az network route-table show` prints.")
}

pub(crate) fn no_table_and_not_all(cut: impl Display) -> String {
    format!("It has no route table, and {NOT_ALL}{cut}.")
}

pub(crate) fn no_table_takes() -> String {
    format!("It has no route table: {TAKES}")
}

pub(crate) fn state_and_not_all(state: impl Display, cut: impl Display) -> String {
    format!("{state}, and {NOT_ALL}{cut}.")
}
