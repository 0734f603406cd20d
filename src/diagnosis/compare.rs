//! Before and after: what a change did to each server.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Diagnosis, Outcome, ServerFinding};
use crate::fault::Fault;
use crate::gateway::Health;
use crate::order;

/// How many rows of one address are looked through where reports do not name a server alike.
const NAMESAKES: usize = 64;

/// What differs between two diagnoses, of before a change and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Every server that either names, what got worse first.
    pub servers: Vec<ServerChange>,
    /// Every fault that either has, those that came first.
    pub problems: Vec<ProblemChange>,
    /// Checks whose outcome is another one.
    pub checks: Vec<CheckChange>,
}

/// A server before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerChange {
    /// What became of it.
    pub change: Change,
    /// Its latest row before: an index into that diagnosis's servers.
    pub before: Option<usize>,
    /// Its latest row after: an index into that diagnosis's servers.
    pub after: Option<usize>,
}

/// What became of a server, in the order in which they matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Its health is worse than before.
    Worse,
    /// It still gets no requests, or not all, but shows another fault: often the next one, which the
    /// first one hid.
    Changed,
    /// It fails as before.
    StillFails,
    /// Only the second report names it.
    New,
    /// Only the first report names it.
    Gone,
    /// It was not healthy, and is now.
    Fixed,
    /// It was healthy, and is.
    StillHealthy,
}

impl Change {
    /// Every change, in order.
    pub const ALL: [Self; 7] = [
        Self::Worse,
        Self::Changed,
        Self::StillFails,
        Self::New,
        Self::Gone,
        Self::Fixed,
        Self::StillHealthy,
    ];

    /// The public name (JSON).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Changed => "changed",
            Self::StillFails | Self::StillHealthy => "unchanged",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Fixed => "fixed",
        }
    }
}

/// A fault before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProblemChange {
    /// The fault.
    pub fault: Fault,
    /// How many servers had it; `None` where it was not seen at all.
    pub before: Option<usize>,
    /// How many servers have it; `None` where it is not seen any more.
    pub after: Option<usize>,
}

/// A check that both diagnoses made, with different outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckChange {
    /// The public id, such as `pool-empty`.
    pub id: &'static str,
    /// What it was checked on.
    pub subject: String,
    /// Its outcome before.
    pub before: Outcome,
    /// Its outcome after.
    pub after: Outcome,
}

impl Comparison {
    /// How many servers have changed this way.
    pub fn count(&self, change: Change) -> usize {
        let servers = self.servers.iter();
        servers.filter(|server| server.change == change).count()
    }
}

/// Compares two diagnoses. A server is the same one where gateway, pool, setting and address are;
/// what only one of the reports tells of these does not tell two servers apart.
pub fn compare(before: &Diagnosis, after: &Diagnosis) -> Comparison {
    let mut servers = servers(before, after);
    // Within a change they stand as pasted.
    order::sort_by_key(&mut servers, |server| server.change);
    Comparison {
        servers,
        problems: problems(before, after),
        checks: checks(before, after),
    }
}

/// The rows that no later one replaces.
fn current(diagnosis: &Diagnosis) -> Vec<usize> {
    let rows = diagnosis.servers.iter();
    let old: HashSet<usize> = rows.filter_map(|row| row.newer_than).collect();
    let rows = 0..diagnosis.servers.len();
    rows.filter(|row| !old.contains(row)).collect()
}

/// A server's names; Azure's differ by more than case.
type Key = [Option<String>; 4];

fn key(row: &ServerFinding) -> Key {
    let parts = [&row.gateway, &row.pool, &row.setting, &row.address];
    parts.map(|part| part.as_ref().map(|name| name.trim().to_ascii_lowercase()))
}

fn servers(before: &Diagnosis, after: &Diagnosis) -> Vec<ServerChange> {
    let keys = |diagnosis: &Diagnosis| -> Vec<(usize, Key)> {
        let rows = current(diagnosis).into_iter();
        rows.filter_map(|row| Some((row, key(diagnosis.servers.get(row)?))))
            .collect()
    };
    let (old, new) = (keys(before), keys(after));
    let mut free: HashMap<&Key, Vec<usize>> = HashMap::new();
    for (row, key) in old.iter().rev() {
        free.entry(key).or_default().push(*row);
    }
    let mut partner: HashMap<usize, usize> = HashMap::new();
    for (row, key) in &new {
        if let Some(same) = free.get_mut(key).and_then(Vec::pop) {
            partner.insert(*row, same);
        }
    }
    // Reports of another form may name fewer things of the same server.
    let mut taken: HashSet<usize> = partner.values().copied().collect();
    let mut by_address: HashMap<&str, Vec<(usize, &Key)>> = HashMap::new();
    for (row, key) in old.iter().filter(|(row, _)| !taken.contains(row)) {
        if let [.., Some(address)] = key {
            by_address.entry(address).or_default().push((*row, key));
        }
    }
    for (row, key) in new
        .iter()
        .filter(|(row, _)| !partner.contains_key(row))
        .collect::<Vec<_>>()
    {
        let [.., Some(address)] = key else { continue };
        let Some(found) = by_address.get(address.as_str()) else {
            continue;
        };
        if found.len() > NAMESAKES {
            continue;
        }
        let mut fits = found
            .iter()
            .filter(|(row, other)| !taken.contains(row) && fit(key, other));
        if let (Some((same, _)), None) = (fits.next(), fits.next()) {
            taken.insert(*same);
            partner.insert(*row, *same);
        }
    }
    let mut changes: Vec<ServerChange> = new
        .iter()
        .map(|(now, _)| {
            let then = partner.get(now).copied();
            let rows = (
                then.and_then(|then| before.servers.get(then)),
                after.servers.get(*now),
            );
            let change = match rows {
                (Some(then), Some(now)) => change(then, now),
                _ => Change::New,
            };
            ServerChange {
                change,
                before: then,
                after: Some(*now),
            }
        })
        .collect();
    changes.extend(
        old.iter()
            .filter(|(row, _)| !taken.contains(row))
            .map(|(row, _)| ServerChange {
                change: Change::Gone,
                before: Some(*row),
                after: None,
            }),
    );
    changes
}

/// Whether two names can be of one server: they differ in nothing that both tell.
fn fit(one: &Key, other: &Key) -> bool {
    one.iter()
        .zip(other)
        .all(|(a, b)| a.is_none() || b.is_none() || a == b)
}

/// How far from healthy.
fn rank(health: &Health) -> u8 {
    match health {
        Health::Healthy => 0,
        Health::Draining | Health::Partial | Health::Other(_) => 1,
        Health::Unknown => 2,
        Health::Unhealthy => 3,
    }
}

fn change(before: &ServerFinding, after: &ServerFinding) -> Change {
    match (rank(&before.health), rank(&after.health)) {
        (0, 0) => Change::StillHealthy,
        (_, 0) => Change::Fixed,
        (then, now) if now > then => Change::Worse,
        (then, now)
            if now == then && before.fault == after.fault && before.details == after.details =>
        {
            Change::StillFails
        }
        _ => Change::Changed,
    }
}

fn problems(before: &Diagnosis, after: &Diagnosis) -> Vec<ProblemChange> {
    let mut found: BTreeMap<&'static str, ProblemChange> = BTreeMap::new();
    for (diagnosis, is_after) in [(before, false), (after, true)] {
        let current: HashSet<usize> = current(diagnosis).into_iter().collect();
        for problem in &diagnosis.problems {
            let rows = problem.servers.iter();
            let count = rows.filter(|row| current.contains(row)).count();
            if count == 0 && !problem.servers.is_empty() {
                continue;
            }
            let entry = found.entry(problem.fault.id()).or_insert(ProblemChange {
                fault: problem.fault,
                before: None,
                after: None,
            });
            let side = if is_after {
                &mut entry.after
            } else {
                &mut entry.before
            };
            *side = Some(side.unwrap_or_default() + count);
        }
    }
    let mut found: Vec<_> = found.into_values().collect();
    order::sort_by_key(&mut found, |problem| {
        match (problem.before, problem.after) {
            (None, _) => 0,
            (_, Some(_)) => 1,
            (_, None) => 2,
        }
    });
    found
}

fn checks(before: &Diagnosis, after: &Diagnosis) -> Vec<CheckChange> {
    let outcomes = before.checks.iter();
    let outcomes: HashMap<(&str, &str), Outcome> = outcomes
        .map(|check| ((check.id, check.subject.as_str()), check.outcome))
        .collect();
    let now = after.checks.iter();
    now.filter_map(|check| {
        let before = *outcomes.get(&(check.id, check.subject.as_str()))?;
        (before != check.outcome).then(|| CheckChange {
            id: check.id,
            subject: check.subject.clone(),
            before,
            after: check.outcome,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::{Case, diagnose};
    use crate::evidence;
    use crate::time::Timestamp;

    fn diagnosis(text: &str) -> Diagnosis {
        diagnose(&Case {
            evidence: evidence::read("-", text.as_bytes()),
            typed: crate::diagnosis::Typed::default(),
            at: Timestamp::EPOCH,
            roots: None,
        })
    }

    const TCP: &str = "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port.";
    const STATUS: &str = "Received invalid status code: 503 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.";
    const TIMEOUT: &str = "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting.";

    /// A report of one pool and setting.
    fn report(servers: &[(&str, &str, &str)]) -> String {
        let id = |kind: &str, name: &str| {
            format!(
                "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw/{kind}/{name}"
            )
        };
        let servers: Vec<_> = servers
            .iter()
            .map(|(address, health, log)| {
                serde_json::json!({ "address": address, "health": health, "healthProbeLog": log })
            })
            .collect();
        serde_json::json!({ "backendAddressPools": [{
            "backendAddressPool": { "id": id("backendAddressPools", "web") },
            "backendHttpSettingsCollection": [{
                "backendHttpSettings": { "id": id("backendHttpSettingsCollection", "https") },
                "servers": servers,
            }],
        }] })
        .to_string()
    }

    fn changes(before: &str, after: &str) -> Vec<(Change, String)> {
        let (before, after) = (diagnosis(before), diagnosis(after));
        let found = compare(&before, &after);
        let address = |change: &ServerChange| {
            let row = match (change.after, change.before) {
                (Some(row), _) => &after.servers[row],
                (None, Some(row)) => &before.servers[row],
                _ => panic!("a server of neither"),
            };
            row.address.as_deref().unwrap_or_default().to_owned()
        };
        found
            .servers
            .iter()
            .map(|change| (change.change, address(change)))
            .collect()
    }

    #[test]
    fn each_server_is_what_became_of_it() {
        let before = report(&[
            ("10.0.0.1", "Unhealthy", TCP),
            ("10.0.0.2", "Unhealthy", TCP),
            ("10.0.0.3", "Unhealthy", TCP),
            ("10.0.0.4", "Healthy", ""),
            ("10.0.0.5", "Healthy", ""),
            ("10.0.0.6", "Healthy", ""),
            ("10.0.0.8", "Unhealthy", TCP),
        ]);
        let after = report(&[
            ("10.0.0.7", "Healthy", ""),
            ("10.0.0.1", "Healthy", ""),
            ("10.0.0.2", "Unhealthy", STATUS),
            ("10.0.0.3", "Unhealthy", TCP),
            ("10.0.0.4", "Unhealthy", TIMEOUT),
            ("10.0.0.5", "Healthy", ""),
            ("10.0.0.8", "Draining", ""),
        ]);
        let expected = [
            (Change::Worse, "10.0.0.4"),
            (Change::Changed, "10.0.0.2"),
            (Change::Changed, "10.0.0.8"),
            (Change::StillFails, "10.0.0.3"),
            (Change::New, "10.0.0.7"),
            (Change::Gone, "10.0.0.6"),
            (Change::Fixed, "10.0.0.1"),
            (Change::StillHealthy, "10.0.0.5"),
        ];
        let expected = expected.map(|(change, address)| (change, address.to_owned()));
        assert_eq!(changes(&before, &after), expected);

        let found = compare(&diagnosis(&before), &diagnosis(&after));
        let problem = |fault| *found.problems.iter().find(|p| p.fault == fault).unwrap();
        assert_eq!(problem(Fault::TcpConnect).before, Some(4));
        assert_eq!(problem(Fault::TcpConnect).after, Some(1));
        assert_eq!(problem(Fault::StatusMismatch).before, None);
        assert_eq!(found.count(Change::Changed), 2);
    }

    #[test]
    fn nothing_changes_between_a_report_and_itself() {
        let text = report(&[("10.0.0.1", "Unhealthy", TCP), ("10.0.0.2", "Healthy", "")]);
        let found = compare(&diagnosis(&text), &diagnosis(&text));
        assert!(found.checks.is_empty());
        assert!(found.problems.iter().all(|p| p.before == p.after));
        let changes: Vec<_> = found.servers.iter().map(|server| server.change).collect();
        assert_eq!(changes, [Change::StillFails, Change::StillHealthy]);
    }

    #[test]
    fn names_are_compared_as_azure_does() {
        let before = report(&[("app.Contoso.com", "Unhealthy", TCP)]);
        let after = before.replace("/web\"", "/WEB\"").replace("app.C", "APP.c");
        assert_eq!(changes(&before, &after)[0].0, Change::StillFails);
        let other = before.replace("/web\"", "/api\"");
        let kinds: Vec<_> = changes(&before, &other).into_iter().map(|c| c.0).collect();
        assert_eq!(kinds, [Change::New, Change::Gone]);
    }

    #[test]
    fn a_report_that_names_less_is_of_the_same_servers() {
        let before = report(&[("10.0.0.1", "Unhealthy", TCP), ("10.0.0.2", "Healthy", "")]);
        let rows = serde_json::json!([
            { "address": "10.0.0.1", "health": "Healthy", "healthProbeLog": "" },
            { "address": "10.0.0.2", "health": "Healthy", "healthProbeLog": "" },
        ]);
        let kinds: Vec<_> = changes(&before, &rows.to_string())
            .into_iter()
            .map(|c| c.0)
            .collect();
        assert_eq!(kinds, [Change::Fixed, Change::StillHealthy]);
    }

    #[test]
    fn a_message_by_itself_is_compared_by_its_fault() {
        let found = compare(&diagnosis(TCP), &diagnosis(STATUS));
        assert!(found.servers.is_empty());
        let faults: Vec<_> = found
            .problems
            .iter()
            .map(|p| (p.fault, p.before, p.after))
            .collect();
        assert_eq!(
            faults,
            [
                (Fault::StatusMismatch, None, Some(0)),
                (Fault::TcpConnect, Some(0), None)
            ]
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn every_server_stands_in_it_once(
            before in proptest::collection::vec((0_u8..6, 0_usize..4), 0..12),
            after in proptest::collection::vec((0_u8..6, 0_usize..4), 0..12),
        ) {
            let text = |rows: &[(u8, usize)]| {
                let rows: Vec<_> = rows
                    .iter()
                    .map(|(server, state)| {
                        let (health, log) = [
                            ("Healthy", ""),
                            ("Unhealthy", TCP),
                            ("Unhealthy", STATUS),
                            ("Unknown", ""),
                        ][*state];
                        (format!("10.0.0.{server}"), health, log)
                    })
                    .collect();
                let rows: Vec<_> = rows.iter().map(|(a, b, c)| (a.as_str(), *b, *c)).collect();
                report(&rows)
            };
            let (before, after) = (diagnosis(&text(&before)), diagnosis(&text(&after)));
            let found = compare(&before, &after);
            let mut then: Vec<_> = found.servers.iter().filter_map(|s| s.before).collect();
            let mut now: Vec<_> = found.servers.iter().filter_map(|s| s.after).collect();
            then.sort_unstable();
            now.sort_unstable();
            assert_eq!(then, current(&before));
            assert_eq!(now, current(&after));
            assert!(found.servers.is_sorted_by_key(|server| server.change));
            // Turned round, what was fixed is worse, and what is new is gone.
            let back = compare(&after, &before);
            assert_eq!(found.count(Change::New), back.count(Change::Gone));
            assert_eq!(found.count(Change::StillFails), back.count(Change::StillFails));
            assert!(found.count(Change::Fixed) <= back.count(Change::Worse));
        }
    }

    #[test]
    fn nothing_at_all_is_no_change() {
        assert_eq!(
            compare(&diagnosis(""), &diagnosis("")),
            Comparison::default()
        );
    }
}
