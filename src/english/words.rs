//! Words that several parts of a sentence are made of.

use crate::gateway::Health;

/// How many of a list a sentence names.
const LISTED: usize = 4;

/// A few of some words, and how many more there are; nothing where there is none.
pub(crate) fn listed(words: &[&str]) -> String {
    let (shown, more) = words.split_at(words.len().min(LISTED));
    let shown = shown.join(", ");
    match more.len() {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// All of some words, the last of them behind an "and".
pub(crate) fn and(words: &[String]) -> String {
    words.join(" and ")
}

/// A noun as it stands behind 1, and behind any other number. Another language may have more forms:
/// [`counted`] alone looks into it.
pub(crate) struct Noun(pub(crate) &'static str, pub(crate) &'static str);

pub(crate) static SERVER: Noun = Noun("server", "servers");

/// `1 server`, `2 servers`.
pub(crate) fn counted(number: usize, noun: &Noun) -> String {
    let noun = if number == 1 { noun.0 } else { noun.1 };
    format!("{number} {noun}")
}

/// What a part of a configuration is called: before its name, where it has none, and where there is
/// no other it could be.
pub(crate) struct Term {
    before_name: &'static str,
    unnamed: &'static str,
    only: &'static str,
}

impl Term {
    const fn new(before_name: &'static str, unnamed: &'static str, only: &'static str) -> Self {
        Self {
            before_name,
            unnamed,
            only,
        }
    }

    /// `probe web-probe`.
    pub(crate) fn named(&self, name: &str) -> String {
        format!("{} {name}", self.before_name)
    }

    /// `probe web-probe`, or `a probe without a name`.
    pub(crate) fn or_unnamed(&self, name: Option<&str>) -> String {
        name.map_or_else(|| self.unnamed.to_owned(), |name| self.named(name))
    }

    /// `probe web-probe`, or `the probe`.
    pub(crate) fn or_only(&self, name: Option<&str>) -> String {
        name.map_or_else(|| self.only.to_owned(), |name| self.named(name))
    }
}

pub(crate) static GATEWAY: Term = Term::new("gateway", "a gateway without a name", "the gateway");
pub(crate) static LISTENER: Term =
    Term::new("listener", "a listener without a name", "the listener");
pub(crate) static POOL: Term = Term::new("pool", "a pool without a name", "the pool");
pub(crate) static SETTING: Term = Term::new("setting", "a setting without a name", "the setting");
pub(crate) static PROBE: Term = Term::new("probe", "a probe without a name", "the probe");
pub(crate) static TRUSTED_ROOT: Term = Term::new(
    "trusted root",
    "a trusted root without a name",
    "the trusted root",
);
pub(crate) static NETWORK: Term = Term::new(
    "virtual network",
    "a virtual network without a name",
    "the virtual network",
);
pub(crate) static SUBNET: Term = Term::new("subnet", "a subnet without a name", "the subnet");
pub(crate) static SECURITY_GROUP: Term = Term::new(
    "network security group",
    "a network security group without a name",
    "the network security group",
);
pub(crate) static ROUTE_TABLE: Term = Term::new(
    "route table",
    "a route table without a name",
    "the route table",
);

/// A server's health in the middle of a sentence.
pub(crate) fn health(health: &Health) -> &str {
    match health {
        Health::Healthy => "healthy",
        Health::Unhealthy => "unhealthy",
        Health::Unknown => "unknown",
        Health::Partial => "partial",
        Health::Draining => "draining",
        Health::Other(given) => given,
    }
}

/// What stands for a value that is not set, and for a list that is empty.
pub(crate) const NONE: &str = "none";

/// What stands for a name that is not known.
pub(crate) const WITHOUT_A_NAME: &str = "without a name";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_short() {
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["a", "b", "c", "d"]), "a, b, c, d");
        assert_eq!(
            listed(&["a", "b", "c", "d", "e", "f"]),
            "a, b, c, d and 2 more"
        );
    }
}
