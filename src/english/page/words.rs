//! What the page calls things: the words for the core's terms, in one place.

use appgw_doctor::diagnosis::{Outcome, PoolState, Severity};
use appgw_doctor::evidence::{Kind, Position};
use appgw_doctor::fault::Basis;
use appgw_doctor::gateway::{Cloud, Health};
use appgw_doctor::guide::situation::State;
use appgw_doctor::guide::step::Stage;

use crate::page::parts::Icon;

/// The product.
pub(crate) const PRODUCT: &str = "Application Gateway Doctor";

/// Said until all of the program is there.
pub(crate) const ON_ITS_WAY: &str = "The rest of the page is on its way.";

/// Said where something was given before all of the program was there.
pub(crate) const POSTPONED: &str =
    "The rest of the program is on its way. What you gave is read the moment it is here.";

/// Said when the last source is gone.
pub(crate) const NOTHING_LEFT: &str = "Nothing pasted any more.";

/// `2026-11-21T08:05:00Z` for people.
pub(crate) fn moment(rfc3339: &str) -> String {
    let text = rfc3339.replace('T', " ");
    text.trim_end_matches('Z').to_owned() + " UTC"
}

/// The kind of a piece of evidence.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::BackendHealth => "Backend health report",
        Kind::OnDemandHealth => "Result of a probe on demand",
        Kind::Gateway => "Gateway configuration",
        Kind::Probe => "Health probe",
        Kind::BackendSetting => "Backend setting",
        Kind::BackendPool => "Backend pool",
        Kind::Certificates => "Certificates",
        Kind::Nsg => "Network security group",
        Kind::EffectiveNsg => "Effective security rules",
        Kind::RouteTable => "Route table",
        Kind::EffectiveRoutes => "Effective routes",
        Kind::DnsServers => "Virtual network or its DNS servers",
        Kind::Subnet => "Subnet",
        Kind::Metrics => "Metrics",
        Kind::AccessLog => "Access log",
        Kind::HttpResponse => "Answer to a client",
        Kind::Parameters => "Parameters of a template",
        Kind::Message => "Probe message",
        Kind::Unreadable => "Not recognised",
    }
}

/// What a tool on another machine printed, or Azure of a change: no probe's.
pub(crate) const ANOTHER_TOOLS: &str = "Another tool's message";

/// A server's health, as the portal spells it.
pub(crate) fn health(health: &Health) -> (&'static str, Icon, String) {
    let (tone, icon, word) = match health {
        Health::Healthy => ("ok", Icon::Ok, "Healthy"),
        Health::Unhealthy => ("error", Icon::Error, "Unhealthy"),
        Health::Unknown => ("unknown", Icon::Unknown, "Unknown"),
        Health::Partial => ("warning", Icon::Warning, "Partial"),
        Health::Draining => ("warning", Icon::Warning, "Draining"),
        Health::Other(text) => return ("unknown", Icon::Unknown, text.clone()),
    };
    (tone, icon, word.to_owned())
}

/// How bad a problem is.
pub(crate) fn severity(severity: Severity) -> (&'static str, Icon, &'static str) {
    match severity {
        Severity::Error => ("error", Icon::Error, "Error"),
        Severity::Warning => ("warning", Icon::Warning, "Warning"),
        Severity::Info => ("info", Icon::Info, "For information"),
    }
}

/// Whether a check holds.
pub(crate) fn outcome(outcome: Outcome) -> (&'static str, Icon, &'static str) {
    match outcome {
        Outcome::Pass => ("ok", Icon::Ok, "In order"),
        Outcome::Fail => ("error", Icon::Error, "Fails"),
        Outcome::Warn => ("warning", Icon::Warning, "Warning"),
        Outcome::Unknown => ("unknown", Icon::Unknown, "Can\u{2019}t tell"),
        Outcome::NotApplicable => ("muted", Icon::Dash, "Not applicable"),
    }
}

/// Where a step stands.
pub(crate) fn step_state(state: State) -> (&'static str, Icon, &'static str) {
    match state {
        State::Open => ("open", Icon::Open, "To check"),
        State::Done => ("ok", Icon::Ok, "In order"),
        State::Culprit => ("error", Icon::Error, "Confirmed"),
        State::Needs => ("needs", Icon::Needs, "Needs evidence"),
        State::NotApplicable => ("muted", Icon::Dash, "Not applicable"),
    }
}

/// What clients get from a pool now, in a word.
pub(crate) fn pool_state(state: PoolState) -> (&'static str, Icon, &'static str) {
    match state {
        PoolState::Healthy => ("ok", Icon::Ok, "Healthy"),
        PoolState::Degraded => ("warning", Icon::Warning, "Degraded"),
        PoolState::Unhealthy => ("error", Icon::Error, "Unhealthy"),
        PoolState::Unknown => ("unknown", Icon::Unknown, "Unknown"),
        PoolState::Empty => ("error", Icon::Error, "Empty"),
    }
}

/// How something is known.
pub(crate) fn basis(basis: Basis) -> (&'static str, &'static str) {
    match basis {
        Basis::Documented => ("Documented", "Microsoft\u{2019}s documents say so."),
        Basis::Observed => ("Observed", "Seen in real output; no document says so."),
        Basis::Inferred => ("Inferred", "Our reading; no document says so."),
    }
}

/// How far a probe gets before the fault shows.
pub(crate) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Report => "The report itself",
        Stage::Dns => "Resolving the server\u{2019}s name",
        Stage::Tcp => "Connecting to the server",
        Stage::Tls => "TLS handshake and certificate",
        Stage::Http => "The server\u{2019}s answer",
    }
}

/// That something long is being read.
pub(crate) fn reading(name: &str) -> String {
    format!("Reading {name}\u{2026}")
}

/// What a saved case is called while it is on its way.
pub(crate) const SAVED_CASE: &str = "the saved case";

/// The person did not wait.
pub(crate) const STOPPED_READING: &str = "not read to its end, and nothing of it is used.";

/// The other thread gave up.
pub(crate) const NOT_READ: &str = "the browser gave up on it, most likely because its memory ran out. What was here before is untouched. Close other tabs and read it again, or paste only the servers that matter.";

/// What a case that came in a link is called.
pub(crate) const LINK: &str = "link";

/// A case behind a passphrase waits for it.
pub(crate) const LOCKED: &str = "a saved case behind a passphrase";

/// A saved case was opened while another stands here.
pub(crate) const OFFERED: &str = "a saved case, beside the one that is open";

/// The case that the program stopped with.
pub(crate) const STOPPED: &str = "The case from before the program stopped";

/// How long the case is kept, and where.
pub(crate) const KEPT_IN_TAB: &str =
    "Comes back when you reload. It is gone from this browser when you close the tab.";

/// The same, where the person wants it for longer.
pub(crate) const KEPT_ON_DEVICE: &str =
    "Kept in this browser until you forget it, also after you close the tab.";

/// The same, where it can't be kept.
pub(crate) const TOO_LARGE_TO_KEEP: &str = "This case would not come back after a reload: it is too large for this browser to keep, or keeping is switched off. Save it as a file.";

/// What forgetting takes away, and what it leaves.
pub(crate) const FORGETS: &str = "The case, here and as kept, and your choices. The page itself stays for use without a network.";

/// Said when all is forgotten.
pub(crate) const FORGOTTEN: &str = "Everything is forgotten.";

/// What to do once a comparison has begun.
pub(crate) const PASTE_AFTER: &str = "Paste the report after your change.";

/// A new version of the page waits.
pub(crate) const UPDATE_WAITS: &str =
    "A new version of this page is ready. What you gave comes back after it is loaded.";

/// The same, where the case would be lost by it.
pub(crate) const UPDATE_WAITS_FOR_SAVING: &str = "A new version of this page is ready. This case is too large to come back by itself: save it as a file, then load the page again.";

/// A cloud.
pub(crate) fn cloud(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "Azure (public)",
        Cloud::UsGovernment => "Azure US Government",
        Cloud::China => "Azure China (21Vianet)",
        Cloud::Germany => "Azure Germany (closed 2021)",
        Cloud::UsNat => "Azure US Government National",
        Cloud::UsSec => "Azure US Government Secret",
        Cloud::Bleu => "Bleu (France)",
    }
}

/// A noun as it stands behind 1, and behind any other number. Another language may have more forms:
/// [`count`] alone looks into it.
pub(crate) struct Noun(pub(crate) &'static str, pub(crate) &'static str);

pub(crate) static CHARACTER: Noun = Noun("character", "characters");
pub(crate) static CHECK: Noun = Noun("check", "checks");
pub(crate) static KIND: Noun = Noun("kind", "kinds");
pub(crate) static LINE: Noun = Noun("line", "lines");
pub(crate) static POOL: Noun = Noun("pool", "pools");
pub(crate) static PROBLEM: Noun = Noun("problem", "problems");
pub(crate) static ROW: Noun = Noun("row", "rows");
pub(crate) static SERVER: Noun = Noun("server", "servers");
pub(crate) static SETTING: Noun = Noun("setting", "settings");
pub(crate) static STEP: Noun = Noun("step", "steps");
static BYTE: Noun = Noun("byte", "bytes");

/// `1 server`, `2 servers`.
pub(crate) fn count(number: usize, noun: &Noun) -> String {
    let noun = if number == 1 { noun.0 } else { noun.1 };
    format!("{number}\u{a0}{noun}")
}

/// A size in bytes, as people read it.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => count(bytes, &BYTE),
        1_000..1_000_000 => format!("{}\u{a0}KB", bytes.div_ceil(1_000)),
        _ => format!("{}.{}\u{a0}MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// A place in a source.
pub(crate) fn place(position: Position) -> String {
    format!("line {}, column {}", position.line, position.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_sizes_read_well() {
        assert_eq!(count(1, &SERVER), "1\u{a0}server");
        assert_eq!(count(0, &SERVER), "0\u{a0}servers");
        assert_eq!(size(999), "999\u{a0}bytes");
        assert_eq!(size(1_001), "2\u{a0}KB");
        assert_eq!(size(52_340_000), "52.3\u{a0}MB");
    }
}
