//! Checks of what the control plane refuses, and of settings beside their probes.

use std::fmt::Display;

pub(crate) fn its(refused: impl Display) -> String {
    format!("Its {refused}")
}

pub(crate) fn drained(drains: impl Display) -> String {
    format!(" Connections are drained for {drains} s.")
}

pub(crate) const MOST: &str = "; a server on the Internet gets 240 s at most";
pub(crate) fn request_timeout(
    timeout: impl Display,
    most: impl Display,
    drains: impl Display,
) -> String {
    format!("Its request timeout is {timeout} s{most}.{drains}")
}

pub(crate) fn host_twice(host: impl Display) -> String {
    format!(
        "It has the host name {host} and picks the target's as well: only one of them can be meant."
    )
}

pub(crate) fn host_once(host: impl Display) -> String {
    format!("Its host name is {host}, and it picks none.")
}

pub(crate) fn host_is_address(host: impl Display) -> String {
    format!(
        "Its host name is the address {host}: no server name is sent, and the server presents its default certificate."
    )
}

pub(crate) fn host_is_name(host: impl Display) -> String {
    format!("Its host name is the name {host}.")
}

pub(crate) fn sni_not_compared(name: impl Display) -> String {
    format!(
        "It names {name} as `sniName`, but validateSNI is off: the name is not compared with anything."
    )
}

pub(crate) fn sni_compared(name: impl Display) -> String {
    format!("It names {name} as `sniName`, and validateSNI is on.")
}

pub(crate) fn host_may_be_missing(cut: impl Display) -> String {
    format!(
        "It has trusted roots; its host name may stand in what is missing{cut}: paste the whole setting."
    )
}

pub(crate) const ROOTS_WITHOUT_HOST: &str = "It has trusted roots but neither a host name nor picks one from the target, as Azure CLI asks of such a setting: the name to compare must then come from the probe, and live requests are compared with the client's own Host header.";
pub(crate) const ROOTS_WITH_HOST: &str =
    "It has trusted roots and a host name for them to vouch for.";
pub(crate) const LAYER_4_PICKS: &str = "It is a layer 4 setting and picks the host name from the target: the control plane refuses that (ApplicationGatewayBackendSettingsPickHostNameFromBackendAddressNotAllowed).";
pub(crate) const LAYER_4_PICKS_NONE: &str = "It is a layer 4 setting and picks no host name.";
pub(crate) const LAYER_4_SWITCHES: &str = "It is a layer 4 setting: validateCertChainAndExpiry, validateSNI and sniName are not supported there; `hostName` is its server name.";
pub(crate) fn probe_waits_longer(
    name: impl Display,
    probes: impl Display,
    requests: impl Display,
) -> String {
    format!(
        "Its probe {name} waits {probes} s, its requests only {requests} s: a server that answers in between is healthy, and every request to it times out."
    )
}

pub(crate) fn probe_waits(
    name: impl Display,
    probes: impl Display,
    requests: impl Display,
) -> String {
    format!("Its probe {name} waits {probes} s, its requests {requests} s.")
}

pub(crate) fn no_proxy_probe(name: impl Display) -> String {
    format!(
        "Its probe {name} is to send a proxy protocol header, which only Tcp and Tls probes do."
    )
}

pub(crate) fn probe_sends_none(name: impl Display) -> String {
    format!(
        "It preserves the client's address, so that requests begin with a proxy protocol header, but its probe {name} sends none: the two see different servers."
    )
}

pub(crate) fn probe_alone_sends(name: impl Display) -> String {
    format!(
        "It sends no proxy protocol header, but its probe {name} does: a server that does not expect it fails the probe alone."
    )
}

pub(crate) fn proxy_agrees(name: impl Display) -> String {
    format!("It and its probe {name} agree on the proxy protocol header.")
}

pub(crate) fn port_on_v1(port: impl Display) -> String {
    format!(
        "It has the port {port} of its own, which v1 does not know: the setting's port is probed."
    )
}

pub(crate) fn own_port(port: impl Display) -> String {
    format!("It has the port {port} of its own.")
}

pub(crate) fn some_authenticate(with: impl Display, without: impl Display) -> String {
    format!(
        "{with} have authentication certificates, {without} have none: the control plane refuses that (\"Either all BackendHttpSettings must reference authentication certificate, or none of them should\")."
    )
}

pub(crate) const ALL_OR_NONE_AUTHENTICATE: &str =
    "All of its HTTPS settings have authentication certificates, or none has.";
