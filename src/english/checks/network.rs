//! Checks of the network around a gateway.

use std::fmt::Display;

pub(crate) const TAKEN_AS_ITS_OWN: &str =
    " It is taken as that of the gateway's subnet: nothing here says otherwise.";
pub(crate) const ISOLATION_OFF: &str = " Network isolation is taken as off.";
pub(crate) fn isolation_off_although(words: impl Display) -> String {
    format!(" Network isolation is taken as off, although {words}, as it needs.")
}

pub(crate) const ISOLATED: &str =
    "`networkIsolationEnabled` is true: a gateway with network isolation does not need this.";
pub(crate) fn maybe_isolated(because: impl Display, words: impl Display) -> String {
    format!(
        "{because} A gateway with network isolation does not need this, and {words}, which hints at it."
    )
}
