//! One finding for each row of a report: what it stands for.

use std::collections::HashMap;

use super::{Case, ServerFinding, Severity};
use crate::evidence::{Content, HealthReport, PoolHealth, ServerHealth, SettingHealth};
use crate::fault::{self, Basis, Details, Fault, Reading, Recognition};
use crate::gateway::{BackendSetting, Health, ResourceId};

/// A row, with what grouping needs besides the finding.
pub(super) struct Row {
    pub(super) finding: ServerFinding,
    /// How bad the row's fault is.
    pub(super) severity: Severity,
    /// How the reading of its message is known.
    pub(super) basis: Basis,
    /// `healthProbeErrorName`.
    pub(super) error_name: Option<String>,
    /// What no probe says: the reading of a message that is the portal's or a log's.
    pub(super) reading: Option<Reading>,
    /// The row of the same server in the latest report that shows it, where that is a later one.
    pub(super) newest: Option<usize>,
}

/// Every row of every report, in the order pasted.
pub(super) fn rows(case: &Case) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut read = Reader::default();
    for (index, piece) in case.evidence.iter().enumerate() {
        let Content::Health(report) = &piece.content else {
            continue;
        };
        add_report(case, index, report, &mut read, &mut rows);
    }
    mark_newer(&mut rows);
    rows
}

fn add_report<'a>(
    case: &'a Case,
    evidence: usize,
    report: &'a HealthReport,
    read: &mut Reader<'a>,
    rows: &mut Vec<Row>,
) {
    for pool in &report.pools {
        for setting in &pool.settings {
            let gateway = gateway_name(pool, setting);
            let known = known_setting(case, setting, gateway.as_deref());
            let port = setting.setting.port.or(known.and_then(|known| known.port));
            let protocol = setting
                .setting
                .protocol
                .or(known.and_then(|known| known.protocol));
            for server in &setting.servers {
                let judged = judge(server, read.recognise(server));
                rows.push(Row {
                    finding: ServerFinding {
                        evidence,
                        position: server.position,
                        gateway: gateway.clone(),
                        pool: pool.name.clone(),
                        setting: setting.setting.name.clone(),
                        port,
                        protocol,
                        address: server.address.clone(),
                        health: health(server),
                        message: server.message.clone(),
                        fault: judged.fault,
                        details: judged.details,
                        newer_than: None,
                    },
                    severity: judged.severity,
                    basis: judged.basis,
                    error_name: server.error_name.clone(),
                    reading: judged.reading,
                    newest: None,
                });
            }
        }
    }
}

/// The gateway that a pool of a report belongs to.
pub(super) fn gateway_name(pool: &PoolHealth, setting: &SettingHealth) -> Option<String> {
    let names = [&pool.id, &setting.setting.id];
    names.into_iter().find_map(|id| id.gateway.clone())
}

fn known_setting<'a>(
    case: &'a Case,
    setting: &SettingHealth,
    gateway: Option<&str>,
) -> Option<&'a BackendSetting> {
    let name = setting.setting.name.as_deref()?;
    case.settings()
        .find(|known| named(known.name.as_deref(), name) && belongs(&known.id, gateway))
}

/// Azure's names are compared without regard to case.
pub(super) fn named(have: Option<&str>, want: &str) -> bool {
    have.is_some_and(|have| have.eq_ignore_ascii_case(want))
}

/// Whether a part belongs to the gateway, as far as both are known.
pub(super) fn belongs(id: &ResourceId, gateway: Option<&str>) -> bool {
    match (id.gateway.as_deref(), gateway) {
        (Some(have), Some(want)) => have.eq_ignore_ascii_case(want),
        _ => true,
    }
}

fn health(server: &ServerHealth) -> Health {
    let none = || Health::Other(String::new());
    server.health.clone().unwrap_or_else(none)
}

/// Large reports repeat a few messages a hundred thousand times: each is read once.
#[derive(Default)]
struct Reader<'a> {
    known: HashMap<(&'a str, Option<&'a str>), Option<Recognition>>,
}

impl<'a> Reader<'a> {
    fn recognise(&mut self, server: &'a ServerHealth) -> Option<Recognition> {
        let message = server.message.as_deref().unwrap_or_default();
        let name = server.error_name.as_deref();
        let entry = self.known.entry((message, name));
        entry
            .or_insert_with(|| fault::recognise(message, name))
            .clone()
    }
}

struct Judged {
    fault: Option<Fault>,
    details: Details,
    severity: Severity,
    basis: Basis,
    reading: Option<Reading>,
}

/// What a row stands for.
fn judge(server: &ServerHealth, recognition: Option<Recognition>) -> Judged {
    let (reading, basis) = match recognition {
        Some(Recognition { reading, basis }) => (Some(reading), basis),
        None => (None, Basis::Observed),
    };
    let failing = match &reading {
        Some(Reading::Fault(fault, details)) => Some((*fault, details.clone())),
        Some(Reading::Success { .. }) => None,
        Some(Reading::NoHealthyServer { .. }) => Some((Fault::NoMessage, Details::default())),
        Some(Reading::RequestTimedOut) => Some((Fault::Unrecognised, Details::default())),
        None => {
            let unknown = server.message.as_ref();
            unknown.map(|_| (Fault::Unrecognised, Details::default()))
        }
    };
    // That the health is Unknown is in the report itself, whatever else is missing.
    let basis = match (&server.health, &failing) {
        (Some(Health::Unknown), None) => Basis::Documented,
        _ => basis,
    };
    let silent = |fault| Some((fault, Details::default()));
    let (failing, severity) = match server.health {
        Some(Health::Unhealthy) => (failing.or(silent(Fault::NoMessage)), Severity::Error),
        Some(Health::Unknown) => (failing.or(silent(Fault::HealthUnknown)), Severity::Error),
        Some(Health::Healthy | Health::Partial | Health::Draining) => {
            // A text that no rule knows need not be a failure.
            let known = failing
                .as_ref()
                .is_some_and(|(fault, _)| *fault != Fault::Unrecognised);
            let severity = if known {
                Severity::Warning
            } else {
                Severity::Info
            };
            (failing, severity)
        }
        Some(Health::Other(_)) | None => (failing, Severity::Error),
    };
    let (fault, details) = failing.map_or((None, Details::default()), |(fault, details)| {
        (Some(fault), details)
    });
    Judged {
        fault,
        details,
        severity,
        basis,
        reading,
    }
}

/// Links each row to the row of the same server in an earlier piece of evidence. Within one piece
/// a server is not repeated: rows that look alike there only lack the names that tell them apart.
fn mark_newer(rows: &mut [Row]) {
    let first = rows.first().map(|row| row.finding.evidence);
    if rows.iter().all(|row| Some(row.finding.evidence) == first) {
        return;
    }
    let mut seen: HashMap<[Option<String>; 4], usize> = HashMap::new();
    let mut older = Vec::with_capacity(rows.len());
    let mut start = 0;
    let pieces = rows.chunk_by(|one, other| one.finding.evidence == other.finding.evidence);
    for piece in pieces {
        let keys: Vec<_> = piece.iter().map(|row| key(&row.finding)).collect();
        older.extend(keys.iter().map(|key| seen.get(key.as_ref()?).copied()));
        for (offset, key) in keys.into_iter().enumerate() {
            if let Some(key) = key {
                seen.insert(key, start + offset);
            }
        }
        start += piece.len();
    }
    // From the last row to the first, so that an older row takes over what its newer one found.
    for (index, older) in older.iter().enumerate().rev() {
        let Some(older) = *older else { continue };
        let newest = rows.get(index).and_then(|row| row.newest).unwrap_or(index);
        if let Some(row) = rows.get_mut(older) {
            row.newest = Some(newest);
        }
    }
    for (row, older) in rows.iter_mut().zip(older) {
        row.finding.newer_than = older;
    }
}

fn key(server: &ServerFinding) -> Option<[Option<String>; 4]> {
    let fold = |text: &Option<String>| text.as_ref().map(|text| text.to_ascii_lowercase());
    let address = fold(&server.address)?;
    Some([
        fold(&server.gateway),
        fold(&server.pool),
        fold(&server.setting),
        Some(address),
    ])
}
