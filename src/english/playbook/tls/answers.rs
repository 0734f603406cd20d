//! What the evidence says of the shared steps.

use super::presented;
use crate::gateway::{Protocol, Sku};
use crate::guide::server_name::{Compared, compared, is_ip};
use crate::guide::situation::{Answer, Situation};
use crate::words;

/// What shows setting and probe.
pub(crate) const PASTE_CONFIG: &str = "Paste the gateway's configuration, as `az network application-gateway show` prints it: it shows the setting and its probe.";

/// What shows the chain.
pub(crate) const PASTE_CHAIN: &str = "What `openssl s_client -showcerts` prints shows it, taken against the server with the host name of the probe.";

/// What shows the SKU.
const SAY_SKU: &str =
    "Say which SKU it is, or paste what `az network application-gateway show` prints.";

/// Why a step for v1 does not concern a gateway; `None` where it is known to be v1.
pub(crate) fn unless_v1(situation: &Situation<'_>) -> Option<Answer> {
    match situation.sku() {
        Some(Sku::V1) => None,
        Some(Sku::V2) => Some(Answer::not_applicable("The gateway is v2; this is for v1.")),
        None => Some(Answer::not_applicable(
            "No SKU is known, so v2 is assumed: v1 is retired. This is for v1.",
        )),
    }
}

/// Why a step for v2 does not concern a gateway; `None` where it may be v2.
pub(crate) fn unless_v2(situation: &Situation<'_>) -> Option<Answer> {
    (situation.sku() == Some(Sku::V1))
        .then(|| Answer::not_applicable("The gateway is v1; this is for v2."))
}

/// For the messages that only v1 has.
pub(crate) fn is_v1(situation: &Situation<'_>) -> Answer {
    match situation.sku() {
        Some(Sku::V1) => Answer::done("It is v1."),
        Some(Sku::V2) => Answer::culprit(
            "The gateway is v2, which has no such message: it is an old one, or another gateway's.",
        ),
        None => Answer::needs(SAY_SKU),
    }
}

/// Which name to look for on the certificate.
pub(crate) fn read_names(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = presented::names(situation) {
        return answer;
    }
    match compared(situation) {
        Compared::Name(name, origin) if !is_ip(name) => {
            Answer::open(format!("Look for `{name}`: {}.", origin.words()))
        }
        _ => Answer::OPEN,
    }
}

/// Where to look for the chain.
pub(crate) fn presented_chain(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = presented::make_up(situation) {
        return answer;
    }
    paste_chain(situation)
}

/// What is to be installed on the server.
pub(crate) fn install_chain(situation: &Situation<'_>) -> Answer {
    presented::to_install(situation)
}

/// What to paste for it.
pub(crate) fn paste_chain(situation: &Situation<'_>) -> Answer {
    match (situation.address(), compared(situation)) {
        (Some(address), Compared::Name(host, _)) if !is_ip(host) => Answer::needs(format!(
            "What `openssl s_client -showcerts` prints shows it, taken against `{address}` with server name `{host}`."
        )),
        (Some(address), Compared::NoHost | Compared::PickedIp(_) | Compared::AddressOnV1(_)) => {
            Answer::needs(format!(
                "What `openssl s_client -showcerts` prints shows it, taken against `{address}` without a server name: the probe has no host name to send."
            ))
        }
        _ => Answer::needs(PASTE_CHAIN),
    }
}

/// Whether the check is on at all.
pub(crate) fn skip_chain_check(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = unless_v2(situation) {
        return answer;
    }
    let Some(setting) = situation.setting() else {
        return Answer::OPEN;
    };
    if setting.protocol == Some(Protocol::Tls) {
        return Answer::not_applicable("Settings of layer 4 have no such switch.");
    }
    match setting.validate_cert_chain_and_expiry {
        Some(false) => Answer::done(
            "`validateCertChainAndExpiry` is off already: the message is older than that, comes from the portal's Test, or belongs to another setting.",
        ),
        Some(true) => Answer::open("`validateCertChainAndExpiry` is on."),
        None => Answer::OPEN,
    }
}

/// The roots that count, or that public ones do: typed, else read.
pub(crate) enum Trust<'a> {
    /// The public ones.
    Public,
    /// Uploaded ones, by name; empty where only the fact is known.
    Uploaded(&'a [String]),
    /// The evidence does not tell.
    Unknown,
}

/// Which roots the setting trusts.
pub(crate) fn trust<'a>(situation: &Situation<'a>) -> Trust<'a> {
    let attached = situation
        .setting()
        .and_then(|setting| setting.trusted_roots.as_deref());
    match (situation.case.typed.well_known_ca, attached) {
        (Some(true), _) | (None, Some([])) => Trust::Public,
        (Some(false), attached) => Trust::Uploaded(attached.unwrap_or_default()),
        (None, Some(names)) => Trust::Uploaded(names),
        (None, None) => Trust::Unknown,
    }
}

/// Names in a sentence.
fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    words::listed(&quoted)
}

/// Says which roots the setting trusts.
pub(crate) fn trusted_roots(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = unless_v2(situation) {
        return answer;
    }
    match trust(situation) {
        Trust::Public => Answer::done("The setting has no uploaded root: only public roots count."),
        Trust::Uploaded([]) => Answer::done("Uploaded roots count, by what was typed in."),
        Trust::Uploaded(names) => Answer::done(format!(
            "The setting trusts uploaded roots: {}.",
            listed(names)
        )),
        Trust::Unknown => Answer::needs(PASTE_CONFIG),
    }
}

/// For the messages that speak of uploaded roots: which root belongs there only the chain tells.
pub(crate) fn uploaded_roots_refuse(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = unless_v2(situation) {
        return answer;
    }
    match trust(situation) {
        Trust::Public => Answer::open(
            "The setting has no uploaded root, which this message says it has: the report is older than that, or belongs to another setting.",
        ),
        Trust::Uploaded(_) | Trust::Unknown => {
            presented::trust(situation).unwrap_or_else(|| Answer::needs(PASTE_CHAIN))
        }
    }
}

/// Which roots there are to compare.
pub(crate) fn attached_roots(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = unless_v2(situation) {
        return answer;
    }
    match trust(situation) {
        Trust::Public => Answer::not_applicable("The setting has no uploaded root to compare."),
        Trust::Uploaded(_) | Trust::Unknown if presented::trust(situation).is_some() => {
            presented::trust(situation).unwrap_or(Answer::OPEN)
        }
        Trust::Uploaded([]) => Answer::OPEN,
        Trust::Uploaded(names) => Answer::open(format!("Compare these: {}.", listed(names))),
        Trust::Unknown => Answer::needs(PASTE_CONFIG),
    }
}

/// Whether there are roots to take off.
pub(crate) fn use_public_roots(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = unless_v2(situation) {
        return answer;
    }
    match trust(situation) {
        Trust::Public => Answer::not_applicable("The setting trusts the public roots already."),
        Trust::Uploaded(_) | Trust::Unknown => Answer::OPEN,
    }
}
