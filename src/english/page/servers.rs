//! The table of servers.

use std::fmt::Display;

pub(crate) const TITLE: &str = "Servers";
pub(crate) const NO_MATCH: &str = "No server matches the filter. ";
pub(crate) const SHOW_ALL: &str = "Show all";
pub(crate) const PAGES: &str = "Rows of the table";
pub(crate) const FIRST: &str = "First";
pub(crate) const EARLIER: &str = "Earlier";
pub(crate) fn rows(first: impl Display, last: impl Display, found: impl Display) -> String {
    format!("Rows {first} to {last} of {found}")
}

pub(crate) const LATER: &str = "Later";
pub(crate) const LAST: &str = "Last";
pub(crate) const ALL: &str = "All";
pub(crate) const FILTERS: &str = "Filter the servers";
pub(crate) const FILTER: &str = "Filter";
pub(crate) const FILTER_HINT: &str = "Address, pool, setting, message";
pub(crate) const STATUS: &str = "Status";
pub(crate) const GROUP_BY: &str = "Group by";
pub(crate) const OLDER: &str = " An older report: a later row shows this server again.";

pub(crate) const SERVER: &str = "Server";
pub(crate) const POOL: &str = "Backend pool";
pub(crate) const SETTING: &str = "Backend setting";
pub(crate) const DETAILS: &str = "Details";
pub(crate) const NO_GROUPS: &str = "Nothing";
pub(crate) const FAULT: &str = "Fault";
pub(crate) const NO_POOL: &str = "No pool named";
pub(crate) const NO_SETTING: &str = "No setting named";
pub(crate) const NO_FAULT: &str = "No fault";
