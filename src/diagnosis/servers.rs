//! One finding for each row of a report: what it stands for.

use std::collections::HashMap;
use std::sync::Arc;

use super::gateways;
use super::{Case, Configuration, GatewayFinding, ServerFinding, ServerPlace, Severity};
use crate::evidence::{Content, PoolHealth, ServerHealth, SettingHealth};
use crate::fault::{self, Basis, Details, Fault, Reading, Recognition};
use crate::gateway::Health;

/// What grouping needs of a row besides its finding.
pub(super) struct Mark {
    /// How bad the row's fault is.
    pub(super) severity: Severity,
    /// How the reading of its message is known.
    pub(super) basis: Basis,
    /// Its message: an index into the messages read.
    pub(super) message: usize,
    /// The row of the same server in the latest report that shows it, where that is a later one.
    pub(super) newest: Option<usize>,
}

/// A message with its `healthProbeErrorName`, and what it was read as.
pub(super) struct Message<'a> {
    pub(super) error_name: Option<&'a str>,
    pub(super) recognition: Option<Recognition>,
    /// What it says besides its fault; every row with it shares this.
    details: Arc<Details>,
}

impl Message<'_> {
    pub(super) fn reading(&self) -> Option<&Reading> {
        self.recognition.as_ref().map(|known| &known.reading)
    }
}

/// Every row of every report, in the order pasted, with the marks on it.
pub(super) struct Rows<'a> {
    pub(super) servers: &'a [ServerFinding],
    pub(super) marks: &'a [Mark],
    pub(super) messages: &'a [Message<'a>],
}

impl Rows<'_> {
    /// Whether no later report shows the server of a row.
    pub(super) fn is_current(&self, index: usize) -> bool {
        let mark = self.marks.get(index);
        mark.is_some_and(|mark| mark.newest.is_none())
    }
}

/// Every row of every report, in the order pasted; its mark at the same index; every message.
pub(super) fn find<'a>(
    case: &'a Case,
    gateways: &[GatewayFinding],
    configuration: &Configuration,
) -> (Vec<ServerFinding>, Vec<Mark>, Vec<Message<'a>>) {
    // A large report has a hundred thousand: no room is found twice.
    let reports = case
        .evidence
        .iter()
        .filter_map(|piece| match &piece.content {
            Content::Health(report) => Some(report),
            _ => None,
        });
    let settings = reports
        .flat_map(|report| &report.pools)
        .flat_map(|pool| &pool.settings);
    let count = settings.map(|setting| setting.servers.len()).sum();
    let mut servers = Vec::with_capacity(count);
    let mut marks = Vec::with_capacity(count);
    let mut messages = Messages::default();
    for (index, piece) in case.evidence.iter().enumerate() {
        let Content::Health(report) = &piece.content else {
            continue;
        };
        for pool in &report.pools {
            for setting in &pool.settings {
                let place = Arc::new(place(configuration, gateways, index, pool, setting));
                for row in &setting.servers {
                    let message = messages.read(row);
                    let recognition = messages.all.get(message);
                    let judged = judge(row, recognition);
                    marks.push(Mark {
                        severity: judged.severity,
                        basis: judged.basis,
                        message,
                        newest: None,
                    });
                    servers.push(ServerFinding {
                        place: place.clone(),
                        position: row.position,
                        address: row.address.clone(),
                        health: health(row),
                        message: row.message.clone(),
                        fault: judged.fault,
                        details: judged.details,
                        newer_than: None,
                    });
                }
            }
        }
    }
    mark_newer(&mut servers, &mut marks);
    (servers, marks, messages.all)
}

/// What the rows of a pool with a setting share.
fn place(
    configuration: &Configuration,
    gateways: &[GatewayFinding],
    evidence: usize,
    pool: &PoolHealth,
    setting: &SettingHealth,
) -> ServerPlace {
    let gateway_index = gateway_index(gateways, pool, setting);
    let id = gateway_index
        .and_then(|index| gateways.get(index))
        .map(|gateway| &gateway.id);
    let shown = &setting.setting;
    let name = shown.name.as_deref();
    let known = name.and_then(|name| configuration.setting(name, id));
    ServerPlace {
        evidence,
        port: shown.port.or(known.and_then(|known| known.port)),
        protocol: shown.protocol.or(known.and_then(|known| known.protocol)),
        gateway: gateway_name(pool, setting).map(Arc::from),
        gateway_index,
        pool: pool.name.as_deref().map(Arc::from),
        setting: shown.name.as_deref().map(Arc::from),
    }
}

/// The gateway that a pool of a report belongs to.
pub(super) fn gateway_name(pool: &PoolHealth, setting: &SettingHealth) -> Option<String> {
    let names = [&pool.id, &setting.setting.id];
    names.into_iter().find_map(|id| id.gateway.clone())
}

/// The same among the gateways found.
pub(super) fn gateway_index(
    gateways: &[GatewayFinding],
    pool: &PoolHealth,
    setting: &SettingHealth,
) -> Option<usize> {
    let ids = [&pool.id, &setting.setting.id];
    let id = ids.into_iter().find(|id| id.gateway.is_some())?;
    gateways::index_of(gateways, id)
}

/// Azure's names are compared without regard to case.
pub(super) fn named(have: Option<&str>, want: &str) -> bool {
    have.is_some_and(|have| have.eq_ignore_ascii_case(want))
}

fn health(server: &ServerHealth) -> Health {
    let none = || Health::Other(String::new());
    server.health.clone().unwrap_or_else(none)
}

/// Large reports repeat a few messages a hundred thousand times: each is read once.
#[derive(Default)]
struct Messages<'a> {
    all: Vec<Message<'a>>,
    known: HashMap<(&'a str, Option<&'a str>), usize>,
    /// The same by where the texts are kept: readers keep those that repeat themselves once.
    kept: HashMap<(*const u8, *const u8), usize>,
    /// The last of them: rows with the same message mostly follow one another.
    last: Option<((*const u8, *const u8), usize)>,
}

impl<'a> Messages<'a> {
    /// Where the row's message is, read.
    fn read(&mut self, row: &'a ServerHealth) -> usize {
        let place =
            |text: &Option<Arc<str>>| text.as_ref().map_or(std::ptr::null(), |text| text.as_ptr());
        let place = (place(&row.message), place(&row.error_name));
        if let Some((_, index)) = self.last.filter(|(last, _)| *last == place) {
            return index;
        }
        if let Some(index) = self.kept.get(&place) {
            self.last = Some((place, *index));
            return *index;
        }
        let text = row.message.as_deref().unwrap_or_default();
        let error_name = row.error_name.as_deref();
        let index = *self
            .known
            .entry((text, error_name))
            .or_insert(self.all.len());
        if index == self.all.len() {
            let recognition = fault::recognise(text, error_name);
            let details = match recognition.as_ref().map(|known| &known.reading) {
                Some(Reading::Fault(_, details)) => details.clone(),
                _ => Details::default(),
            };
            self.all.push(Message {
                error_name,
                recognition,
                details: details.into(),
            });
        }
        self.kept.insert(place, index);
        index
    }
}

struct Judged {
    fault: Option<Fault>,
    details: Arc<Details>,
    severity: Severity,
    basis: Basis,
}

/// What a row stands for.
fn judge(server: &ServerHealth, message: Option<&Message<'_>>) -> Judged {
    let recognition = message.and_then(|message| message.recognition.as_ref());
    let failing = match recognition.map(|known| &known.reading) {
        Some(Reading::Fault(fault, _)) => Some(*fault),
        Some(Reading::Success { .. }) => None,
        Some(Reading::NoHealthyServer { .. }) => Some(Fault::NoMessage),
        Some(Reading::RequestTimedOut) => Some(Fault::Unrecognised),
        None => server.message.as_ref().map(|_| Fault::Unrecognised),
    };
    let (fault, severity) = match server.health {
        Some(Health::Unhealthy) => (failing.or(Some(Fault::NoMessage)), Severity::Error),
        Some(Health::Unknown) => (failing.or(Some(Fault::HealthUnknown)), Severity::Error),
        Some(Health::Healthy | Health::Partial | Health::Draining) => {
            // A text that no rule knows need not be a failure.
            let known = failing.is_some_and(|fault| fault != Fault::Unrecognised);
            let severity = if known {
                Severity::Warning
            } else {
                Severity::Info
            };
            (failing, severity)
        }
        Some(Health::Other(_)) | None => (failing, Severity::Error),
    };
    let details = message.map(|message| message.details.clone());
    let basis = match (&server.health, recognition) {
        // That the health is Unknown is in the report itself, whatever else is missing.
        (Some(Health::Unknown), _) if failing.is_none() => Basis::Documented,
        (_, Some(known)) => known.basis,
        (_, None) => Basis::Observed,
    };
    Judged {
        fault,
        details: details.unwrap_or_default(),
        severity,
        basis,
    }
}

/// Links each row to the row of the same server in an earlier piece of evidence. Within one piece
/// a server is not repeated: rows that look alike there only lack the names that tell them apart.
fn mark_newer(servers: &mut [ServerFinding], marks: &mut [Mark]) {
    let first = servers.first().map(|row| row.evidence);
    if servers.iter().all(|row| Some(row.evidence) == first) {
        return;
    }
    let mut seen: HashMap<Key, usize> = HashMap::new();
    let mut older = Vec::with_capacity(servers.len());
    for piece in servers.chunk_by(|one, other| one.evidence == other.evidence) {
        let start = older.len();
        let keys: Vec<_> = piece.iter().map(key).collect();
        older.extend(keys.iter().map(|key| seen.get(key.as_ref()?).copied()));
        for (offset, key) in keys.into_iter().enumerate() {
            if let Some(key) = key {
                seen.insert(key, start + offset);
            }
        }
    }
    // From the last row to the first, so that an older row takes over what its newer one found.
    for (index, older) in older.iter().enumerate().rev() {
        let Some(older) = *older else { continue };
        let newest = marks.get(index).and_then(|mark| mark.newest);
        if let Some(mark) = marks.get_mut(older) {
            mark.newest = Some(newest.unwrap_or(index));
        }
    }
    for (row, older) in servers.iter_mut().zip(older) {
        row.newer_than = older;
    }
}

type Key = (Option<usize>, Option<String>, Option<String>, String);

/// What tells servers apart; `None` where there is no address.
fn key(server: &ServerFinding) -> Option<Key> {
    let address = folded(&server.address)?;
    Some((
        server.gateway_index,
        folded(&server.pool),
        folded(&server.setting),
        address,
    ))
}

/// A name as names are compared: without regard to case.
pub(super) fn folded(name: &Option<Arc<str>>) -> Option<String> {
    name.as_ref().map(|name| name.to_ascii_lowercase())
}
