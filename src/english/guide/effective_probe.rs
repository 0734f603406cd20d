//! What the probe really sends.

use std::fmt::Display;

pub(crate) const DEFAULT_PROBE: &str = "default probe";
pub(crate) const ASSUMED_PROBE: &str = "default probe, assumed";
pub(crate) const WHICH: &str = "Which probe";
pub(crate) const GENERATION: &str = "Generation";
pub(crate) const GENERATION_ASSUMED: &str = "assumed: nothing says, and v1 is retired";
pub(crate) const SENDS: &str = "Sends";
pub(crate) const PROTOCOL: &str = "Protocol";
pub(crate) const PROBES_OWN: &str = "the probe's own";
pub(crate) const OF_SETTING: &str = "the setting's";
pub(crate) const PORT: &str = "Port";
pub(crate) const PATH: &str = "Path";
pub(crate) const TYPED_IN: &str = "typed in";
pub(crate) const NO_HOST: &str =
    "none: the probe has no host and picks none, which the control plane refuses";
pub(crate) const HOST_HEADER: &str = "Host header";
pub(crate) const SERVER_NAME: &str = "Server name in TLS (SNI)";
pub(crate) const COMPARED: &str = "Name compared with the certificate";
pub(crate) fn status(codes: impl Display) -> String {
    format!("status {codes}")
}

pub(crate) const SUCCESS: &str = "Counts as success";
pub(crate) const BODY: &str = "The body must hold";
pub(crate) const INTERVAL: &str = "Interval";
pub(crate) const TIMEOUT: &str = "Timeout";
pub(crate) const THRESHOLD: &str = "Unhealthy threshold";
pub(crate) const DOWN_AFTER: &str = "Marked down after";
pub(crate) const UP_AFTER: &str = "Marked up after";
pub(crate) fn up_after(seconds: impl Display) -> String {
    format!(
        "{seconds} s at most: one success is enough; the report follows within another interval"
    )
}

pub(crate) const PROBES_EACH: &str = "Probes that reach each server";
pub(crate) const MASKED: &str = "Counted as healthy whatever happens";
pub(crate) const NOT_KNOWN: &str = "not known";
pub(crate) fn custom_probe(name: impl Display) -> String {
    format!("the custom probe `{name}`")
}

pub(crate) const A_CUSTOM_PROBE: &str = "a custom probe";
pub(crate) const THE_DEFAULT_PROBE: &str = "the default probe: no custom one is attached";
pub(crate) fn probe_not_shown(name: impl Display) -> String {
    format!("the custom probe `{name}`, which nothing pasted shows")
}

pub(crate) const DEFAULT_AS_FAR: &str = "the default probe, as far as anything here tells";
pub(crate) const EACH_SERVER: &str = "each server";
pub(crate) fn address_and_port(address: impl Display, port: impl Display) -> String {
    format!("`{address}`, port {port}")
}

pub(crate) fn connection(to: impl Display) -> String {
    format!("a TCP connection to {to}")
}

pub(crate) fn handshake(to: impl Display) -> String {
    format!("a TLS handshake to {to}")
}

pub(crate) fn get_url(
    protocol: impl Display,
    host: impl Display,
    port: impl Display,
    path: impl Display,
    to: impl Display,
) -> String {
    format!("`GET {protocol}://{host}{port}{path}` to {to}")
}

pub(crate) fn get(path: impl Display, to: impl Display) -> String {
    format!("`GET {path}` to {to}")
}

pub(crate) fn request(to: impl Display) -> String {
    format!("a request to {to}")
}

pub(crate) const HANDSHAKE_HOLDS: &str = "a TLS handshake whose certificate holds";
pub(crate) const CONNECTION_ACCEPTED: &str = "a connection that is accepted";
pub(crate) fn address_never_sent(host: impl Display) -> String {
    format!(
        "none: `{host}` is an address, which is never sent (RFC 6066); the server presents its default certificate"
    )
}

pub(crate) const NO_NAME_TO_SEND: &str =
    "none: there is no host name to send; the server presents its default certificate";
pub(crate) const NO_TLS: &str = "none: there is no TLS";
pub(crate) const NAME_CHECK_OFF: &str = "none: `validateSNI` is off";
pub(crate) const NO_NAME_KNOWN: &str =
    "no host name is known to the probe; what is compared then is not written down";
pub(crate) fn picks_address(address: impl Display) -> String {
    format!("the setting picks `{address}`, an address, which that mode does not support")
}

pub(crate) fn address_on_v1(address: impl Display) -> String {
    format!(
        "none: `{address}` is an address; on v1 the server's default certificate must be among the authentication certificates"
    )
}

pub(crate) const QUICK_SUCCESSION: &str = "v1 sends the further probes in quick succession";
pub(crate) const BY_THRESHOLD: &str = "up to one interval, then as many as the threshold";
pub(crate) fn down_after(down: impl Display, how: impl Display, hanging: impl Display) -> String {
    format!("{down} s at most ({how}); {hanging} s if it never answers (our sum)")
}

pub(crate) fn to(least: impl Display, most: impl Display) -> String {
    format!("{least} to {most}")
}

pub(crate) fn at_least(least: impl Display) -> String {
    format!("at least {least}")
}

pub(crate) fn each_instance(range: impl Display) -> String {
    format!("{range} a minute: every instance probes by itself")
}

pub(crate) fn every_instance(range: impl Display) -> String {
    format!("{range} a minute from every instance of the gateway")
}

pub(crate) const SAME_REQUEST: &str =
    "The same request, from a machine in the gateway's virtual network";
pub(crate) const SAME_REQUEST_NAMED: &str =
    "The same request with the same server name, from a machine in the gateway's virtual network";
pub(crate) const SAME_REQUEST_UNNAMED: &str =
    "The same request, without a server name too, from a machine in the gateway's virtual network";
pub(crate) const SAME_HANDSHAKE: &str =
    "The same handshake: the certificates that the server presents";
pub(crate) const SAME_HANDSHAKE_UNNAMED: &str =
    "The same handshake, without a server name: the certificates that the server presents";
pub(crate) const PORT_FROM_WINDOWS: &str = "Whether the port answers, from Windows";
