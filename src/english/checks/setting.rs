//! Checks of settings with their probes.

use std::fmt::Display;

pub(crate) fn both_use(name: impl Display, protocol: impl Display) -> String {
    format!("It and its probe {name} both use {protocol}.")
}

pub(crate) fn protocols_differ(
    own: impl Display,
    name: impl Display,
    probes: impl Display,
) -> String {
    format!(
        "It uses {own}, its probe {name} {probes}: the control plane refuses that (ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol, spelt so)."
    )
}

pub(crate) fn picks_host(name: impl Display, host: impl Display) -> String {
    format!("Its probe {name} picks its host {host}.")
}

pub(crate) fn picks_from_target(name: impl Display) -> String {
    format!("Its probe {name} picks the host that it picks from the target.")
}

pub(crate) fn host_may_be_missing(name: impl Display, cut: impl Display) -> String {
    format!(
        "Its probe {name} picks the host from it, which may stand in what is missing{cut}: paste the whole setting."
    )
}

pub(crate) fn no_host_to_pick(name: impl Display) -> String {
    format!(
        "Its probe {name} picks the host from it, but it has none and picks none from the target: the control plane refuses that (ApplicationGatewayBackendHttpSettingsIncompatibleProbeSettingPickHostName)."
    )
}

pub(crate) fn clients_host(app: impl Display) -> String {
    format!(
        "It neither has a host name nor picks one, and `{app}` is an App Service: that gets the client's own Host header, and answers only if the name is bound to the app."
    )
}

pub(crate) const TARGETS_ARE_NAMES: &str = "It picks the host name from targets that are names.";
pub(crate) fn one_address(one: impl Display) -> String {
    format!("It picks the host name from the target, but {one} is an address.")
}

pub(crate) fn some_addresses(one: impl Display, more: usize) -> String {
    format!("It picks the host name from the target, but {one} and {more} more are addresses.")
}

pub(crate) const NO_CHAIN_CHECK: &str =
    "no chain and no date is checked: any certificate is taken, an expired one too";
pub(crate) const NO_NAME_CHECK: &str = "no name is compared: a certificate for any host is taken";
pub(crate) fn on(switch: impl Display) -> String {
    format!("{switch} is on.")
}

pub(crate) fn off(switch: impl Display, what: impl Display) -> String {
    format!("{switch} is off: {what}.")
}

pub(crate) fn roots_attached(protocol: &str, roots: &str, refused: bool) -> String {
    format!(
        "It uses {protocol} and has trusted root certificates attached ({roots}){}.",
        if refused {
            ": the control plane refuses that (ApplicationGatewayBackendHttpSettingsCannotHaveTrustedRootCertificate)"
        } else {
            ""
        }
    )
}
