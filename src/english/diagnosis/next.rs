//! What shows once a problem is fixed.

use std::fmt::Display;

pub(crate) const CHAIN_SHOWS_IT: &str = "The chain that the server presents shows it.";
pub(crate) fn no_host(loopback: impl Display) -> String {
    format!(
        "The probe has no host name to compare: it sends `{loopback}` as host and no server name, so the server presents its default certificate, which rarely names that."
    )
}

pub(crate) fn picks_address(address: impl Display) -> String {
    format!("The setting picks the host name from the target, and `{address}` is an address.")
}

pub(crate) fn name_is_address(name: impl Display) -> String {
    format!(
        "The name to compare is the address `{name}`: no server name is sent, and certificates rarely name addresses."
    )
}

pub(crate) fn host_header_alone(address: impl Display, host: impl Display) -> String {
    format!(
        "`{address}` answers by its Host header alone, and the probe sends `{host}`: expect 404."
    )
}

pub(crate) fn with_gateway(subject: impl Display) -> String {
    format!("{subject} of gateway")
}

pub(crate) fn refused(subject: impl Display, because: impl Display) -> String {
    format!("The next change of the gateway will be refused. On {subject}: {because}")
}

pub(crate) fn on(subject: impl Display, because: impl Display) -> String {
    format!("On {subject}: {because}")
}

pub(crate) fn trusted_root(root: impl Display) -> String {
    format!("trusted root {root}")
}
