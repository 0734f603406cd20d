//! What was found.

use std::fmt::Display;

use super::words::{Noun, count};

pub(crate) const JUDGED_AS_OF: &str = "Judged as of ";
pub(crate) const EXPECTED: &str = "What was expected";
pub(crate) fn gateway(name: impl Display) -> String {
    format!("Gateway {name} \u{b7} ")
}

pub(crate) fn gateways(names: impl Display) -> String {
    format!("Gateways {names} \u{b7} ")
}

pub(crate) const CLIENTS_SEE: &str = "What clients see now";
static MORE_POOLS: Noun = Noun("more pool that fails", "more pools that fail");

pub(crate) fn more_pools_fail(more: usize) -> String {
    let pools = count(more, &MORE_POOLS);
    format!("and {pools}: group the table of servers by pool")
}

static HEALTHY_POOLS: Noun = Noun("pool that is healthy", "pools that are healthy");

pub(crate) fn more_pools_healthy(more: usize) -> String {
    format!("and {}", count(more, &HEALTHY_POOLS))
}

pub(crate) fn healthy_of(well: impl Display, servers: impl Display) -> String {
    format!("{well} of {servers} healthy")
}

pub(crate) fn about_pool(pool: impl Display) -> String {
    format!(" about pool {pool}")
}

pub(crate) const ONE_PROBLEM: &str = "What the gateway says, and what to do";
pub(crate) const PROBLEMS: &str = "Problems, the gravest first";
pub(crate) fn and_more_servers(more: impl Display) -> String {
    format!(" and {more} more")
}

pub(crate) const COMES_NEXT: &str = "Once this is fixed, the next thing will be";
pub(crate) const NEXT: &str = "Next: ";
pub(crate) fn see_all(steps: impl Display) -> String {
    format!("See all {steps}")
}

pub(crate) fn for_fault(title: impl Display) -> String {
    format!(" for: {title}")
}

pub(crate) const CHECKED: &str = "What was checked";
pub(crate) const ASSUMED: &str = "What was assumed";
pub(crate) const NOT_CHECKED: &str = "What was not checked";
pub(crate) const IF_CLIENTS_SEE_ERRORS: &str = "If clients see errors all the same";
pub(crate) const HEALTHY_BUT_FAILING: &str = " walks the way of a request that a probe does not take: the rule, the Host header, the timeout, the capacity.";
pub(crate) const FORBIDDEN: &str = "Often the web application firewall: see its log.";
pub(crate) const NOT_FOUND: &str = "Often the host name: the setting may send another one to the server than the client asked for.";
pub(crate) const ONLY_SOMETIMES: &str =
    "Only sometimes? The report shows the latest probe alone. Read ";
pub(crate) const PASTE_WHEN_FAILING: &str = " and paste a report from a moment when it fails.";
