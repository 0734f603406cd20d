//! What a chain was judged for.

use std::fmt::Display;

use crate::words::Noun;

pub(crate) const PROBES_HOST: &str = "the probe's host";
pub(crate) const SERVERNAME: &str = "`-servername` of the transcript";
pub(crate) const NO_ROOTS: &str =
    "The list of public roots is not loaded, so whether this chain leads to one is open.";
pub(crate) fn roots_not_shown(names: impl Display) -> String {
    format!(
        "The evidence names uploaded certificates ({names}) but does not show them, so whether the chain leads to one is open: paste what `az network application-gateway show` prints, or give the file."
    )
}

pub(crate) static CERTIFICATE: Noun = Noun("certificate", "certificates");
pub(crate) const THE_CHAIN: &str = "The chain";
pub(crate) fn the_chain_in(source: impl Display, line: impl Display) -> String {
    format!("The chain in {source}, line {line}")
}

pub(crate) fn judged_for_from(name: impl Display, from: impl Display) -> String {
    format!(", judged for {name} ({from})")
}

pub(crate) fn judged_for(name: impl Display) -> String {
    format!(", judged for {name}")
}
