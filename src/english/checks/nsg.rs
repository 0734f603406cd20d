//! Checks of security groups.

use std::fmt::Display;

pub(crate) fn subject(group: impl Display, port: impl Display) -> String {
    format!("{group}, port {port}")
}

pub(crate) fn out_to(port: impl Display, who: impl Display) -> String {
    format!("the gateway's subnet out to port {port} of {who}")
}

pub(crate) const SUBNET_NOT_KNOWN: &str =
    " The gateway's subnet is not known: paste it, and its addresses count.";
pub(crate) fn in_to(port: impl Display, who: impl Display) -> String {
    format!("the gateway's subnet in to port {port} of {who}")
}

pub(crate) fn what_stands_at(place: impl Display) -> String {
    format!("what stands at {place}")
}

pub(crate) const WHAT_STANDS_BEHIND: &str = "what stands behind it";
pub(crate) fn place_not_known(because: impl Display, place: impl Display) -> String {
    format!("{because} Whether these servers stand there is not known: {place}.")
}

pub(crate) fn does_not_let(rules: impl Display, what: impl Display) -> String {
    format!("{rules} does not let {what}.")
}

pub(crate) fn lets(rules: impl Display, what: impl Display) -> String {
    format!("{rules} lets {what}.")
}

pub(crate) const NO_SERVER: &str = "No server is known.";

pub(crate) fn gateway_manager(ports: impl Display) -> String {
    format!("GatewayManager in to ports {ports}")
}

pub(crate) const NOT_TO_ALL: &str = ": only to some of them, and it needs all.";
pub(crate) const TO_SOME_PORTS: &str = " to some ports; it must be let in to all.";
pub(crate) const LOAD_BALANCER: &str = "AzureLoadBalancer in";
pub(crate) const OUT_TO_INTERNET: &str = "the gateway's subnet out to the Internet";
pub(crate) fn does_not_let_all(rules: impl Display, what: impl Display) -> String {
    format!("{rules} does not let all of {what}.")
}

pub(crate) fn none_may_deny(rules: impl Display, doubt: impl Display) -> String {
    format!(
        "{rules} denies something on the way out, and no outbound rule of this subnet may. {doubt}"
    )
}

pub(crate) fn none_may_deny_and_cut(
    rules: impl Display,
    what: impl Display,
    cut: impl Display,
) -> String {
    format!(
        "{rules} lets {what}, but no outbound rule of this subnet may deny anything, and not all rules of the group are here{cut}: paste the whole group."
    )
}

pub(crate) fn none_may_deny_and_does(
    rules: impl Display,
    what: impl Display,
    denying: impl Display,
) -> String {
    format!(
        "{rules} lets {what}, but no outbound rule of this subnet may deny anything, and {denying} does."
    )
}

pub(crate) const NO_GROUP: &str = "It has no network security group, so nothing is denied there.";
pub(crate) fn in_effect_elsewhere(place: impl Display) -> String {
    format!(
        "These rules are those in effect at {place}, not at the gateway's subnet, which has no interface to ask: paste what `az network nsg show` prints of its group."
    )
}

pub(crate) const THE_SUBNET: &str = "the gateway's subnet";
pub(crate) fn in_effect_at(name: impl Display, words: impl Display) -> String {
    format!("{name} in effect at {words}")
}

pub(crate) const WITHIN_RANGES: &str =
    "Ports and priorities of its rules are what a group can have.";
pub(crate) fn refused_and_more(wrong: impl Display, more: impl Display) -> String {
    format!("{wrong}; and {more} more. The control plane would refuse it.")
}

pub(crate) fn refused(wrong: impl Display) -> String {
    format!("{wrong}. The control plane would refuse it.")
}

pub(crate) fn wrong_ports(name: impl Display, ports: impl Display) -> String {
    format!(
        "Rule `{name}` has the ports `{ports}`, allowed are * and numbers or ranges from 0 to 65535"
    )
}

pub(crate) fn wrong_priority(
    name: impl Display,
    priority: impl Display,
    first: impl Display,
    last: impl Display,
) -> String {
    format!("Rule `{name}` has the priority {priority}, allowed are {first} to {last}")
}

pub(crate) fn same_priority(
    other: impl Display,
    name: impl Display,
    priority: impl Display,
) -> String {
    format!(
        "Rules `{other}` and `{name}` have the same direction and priority {priority}, of which one rule alone can be"
    )
}

pub(crate) fn does_not_let_partly(
    rules: impl Display,
    what: impl Display,
    partly: impl Display,
) -> String {
    format!("{rules} does not let {what}{partly}")
}

pub(crate) fn cut_before(cut: impl Display, what: impl Display) -> String {
    format!(
        "Not all rules of the group are here{cut}, and one that is missing may decide first, so whether {what} is let cannot be told: paste the whole group."
    )
}

pub(crate) fn not_known(rules: impl Display, what: impl Display) -> String {
    format!(
        "Whether {rules} concerns it is not known (a service tag, an application security group, or a value that is no literal), so whether {what} is let cannot be told."
    )
}

pub(crate) fn may_keep_part(rules: impl Display, what: impl Display) -> String {
    format!(
        "{rules} may keep a part of it away: which addresses it comes from is not known, so whether {what} is let cannot be told."
    )
}

pub(crate) fn cut(cut: impl Display, what: impl Display) -> String {
    format!(
        "Not all rules of the group are here{cut}, so whether {what} is let cannot be told: paste the whole group."
    )
}

pub(crate) const WITH: &str = " with ";
pub(crate) fn and_more(more: impl Display) -> String {
    format!(" and {more} more")
}

pub(crate) const NO_RULE: &str = "No rule";
