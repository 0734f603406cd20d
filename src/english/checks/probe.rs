//! Checks of probes.

use std::fmt::Display;

pub(crate) fn host_is(host: impl Display) -> String {
    format!("Its host is {host}.")
}

pub(crate) const PICKS_FROM_SETTING: &str = "It picks the host name from the backend setting.";
pub(crate) fn host_may_be_missing(cut: impl Display) -> String {
    format!(
        "It does not pick the backend setting's host, and its own may stand in what is missing{cut}: paste the whole probe."
    )
}

pub(crate) const NO_HOST: &str = "It has no host and does not pick the backend setting's: the control plane refuses it (ApplicationGatewayProbeHostIsNull).";
pub(crate) fn host_is_address(host: impl Display) -> String {
    format!(
        "Its host is the address {host}: no server name is sent, and the server presents its default certificate."
    )
}

pub(crate) fn host_is_name(host: impl Display) -> String {
    format!("Its host is the name {host}.")
}

pub(crate) fn slower_than_interval(timeout: impl Display, interval: impl Display) -> String {
    format!(
        "It waits {timeout} s for an answer but probes every {interval} s: a hanging server is found late."
    )
}

pub(crate) fn fits_interval(timeout: impl Display, interval: impl Display) -> String {
    format!("Its timeout of {timeout} s fits into its interval of {interval} s.")
}

pub(crate) fn path_is(path: impl Display) -> String {
    format!("Its path is {path}.")
}

pub(crate) fn path_without_slash(path: impl Display) -> String {
    format!("Its path {path} does not begin with a slash.")
}

pub(crate) const WITHIN_RANGES: &str =
    "Interval, timeout, threshold and port are within their ranges, as far as they are known.";
pub(crate) const NOTHING_MASKED: &str = "minServers is 0: nothing is masked.";
pub(crate) const ONE_MASKED: &str = "minServers is 1: one server counts as healthy even when its probe fails, and gets requests that fail.";
pub(crate) fn masked(servers: impl Display) -> String {
    format!(
        "minServers is {servers}: {servers} servers count as healthy even when their probes fail, and get requests that fail."
    )
}

pub(crate) fn accepts(codes: impl Display) -> String {
    format!("It accepts {codes}.")
}

pub(crate) fn wrong_codes(codes: impl Display) -> String {
    format!("\"{codes}\" is no status code or range such as 200-399.")
}

pub(crate) fn host_is_pattern(host: impl Display) -> String {
    format!(
        "Its host {host} is a pattern, which is sent just as it stands. Give one concrete name that the certificate covers."
    )
}

pub(crate) fn more_than_host(host: impl Display) -> String {
    format!(
        "Its host {host} is more than a host name: give the name alone, without scheme, port or path."
    )
}

pub(crate) fn host_twice(host: impl Display) -> String {
    format!(
        "It has the host {host} and picks the backend setting's as well: only one of them can be meant."
    )
}

pub(crate) fn host_once(host: impl Display) -> String {
    format!("Its host is {host}, and it picks none.")
}

pub(crate) fn body_too_long(length: impl Display, most: impl Display) -> String {
    format!("The text that the body must hold has {length} characters, allowed are {most}.")
}

pub(crate) const BODY_IS_PATTERN: &str = "The text that the body must hold looks like a pattern: it is compared as it stands, without regular expressions or wildcards.";
pub(crate) const BODY_IS_PLAIN: &str = "The text that the body must hold is plain.";
pub(crate) const CLI_TIMING: &str = "Interval 30, timeout 120 and threshold 8 are what Azure CLI sets by itself: a dead server keeps getting requests for 270 s, a hanging one longer. The default probe's are 30, 30 and 3.";
pub(crate) const OTHER_TIMING: &str = "Its timing is not what Azure CLI sets by itself.";
