//! How the servers are listed: filtered, sorted, grouped, and only as many as one can read.

use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use appgw_doctor::diagnosis::{Diagnosis, ServerFinding};
use appgw_doctor::gateway::Health;
use appgw_doctor::guide::Topic;

use super::verdict;

/// How many rows are shown at first, and how many more at a time.
pub(crate) const STEP: usize = 200;

/// A column that rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Server,
    Status,
    Pool,
    Setting,
    Details,
}

impl Column {
    /// Every column, as the portal orders them.
    pub(crate) const ALL: [(Self, &'static str); 5] = [
        (Self::Server, "Server"),
        (Self::Status, "Status"),
        (Self::Pool, "Backend pool"),
        (Self::Setting, "Backend setting"),
        (Self::Details, "Details"),
    ];
}

/// What rows are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Grouping {
    #[default]
    None,
    Pool,
    Setting,
    Fault,
}

impl Grouping {
    /// Every grouping, with its value in the form and its word.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::None, "none", "Nothing"),
        (Self::Pool, "pool", "Backend pool"),
        (Self::Setting, "setting", "Backend setting"),
        (Self::Fault, "fault", "Fault"),
    ];
}

/// How the servers are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// Only rows that hold this, in any case; empty for all.
    pub(crate) text: String,
    /// Only rows of this health, as its public name; empty for all.
    pub(crate) health: String,
    /// By which column, and whether from the top down; `None` as pasted.
    pub(crate) sort: Option<(Column, bool)>,
    /// Put together by.
    pub(crate) group: Grouping,
    /// How many rows to show.
    pub(crate) limit: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            text: String::new(),
            health: String::new(),
            sort: None,
            group: Grouping::None,
            limit: STEP,
        }
    }
}

/// Rows that are shown together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// What they share; empty without grouping.
    pub(crate) title: String,
    /// Indices of the servers.
    pub(crate) rows: Vec<usize>,
}

/// A text that a row may have; empty where it has none.
fn owned(text: &Option<Arc<str>>) -> String {
    text.as_deref().unwrap_or_default().to_owned()
}

/// The setting of a row as the portal shows it: with port and protocol where they are known.
pub(crate) fn setting_label(server: &ServerFinding) -> String {
    let name = owned(&server.setting);
    let protocol = server.protocol.map(|protocol| protocol.as_str().to_owned());
    let port = server.port.map(|port| port.to_string());
    let extra: Vec<String> = [protocol, port].into_iter().flatten().collect();
    match (name.is_empty(), extra.is_empty()) {
        (_, true) => name,
        (true, false) => extra.join(" "),
        (false, false) => format!("{name} ({})", extra.join(" ")),
    }
}

impl Table {
    /// This table, sorted by a column: upwards first, then downwards, then as pasted.
    pub(crate) fn sorted_by(&self, column: Column) -> Self {
        let sort = match self.sort {
            Some((current, true)) if current == column => Some((column, false)),
            Some((current, false)) if current == column => None,
            _ => Some((column, true)),
        };
        Self {
            sort,
            ..self.clone()
        }
    }

    /// The rows of a diagnosis, in groups. The limit is the view's to keep.
    pub(crate) fn rows(&self, diagnosis: &Diagnosis) -> Vec<Group> {
        let wanted = self.text.trim().to_lowercase();
        let found = diagnosis
            .servers
            .iter()
            .enumerate()
            .filter(|(_, server)| self.health.is_empty() || server.health.as_str() == self.health)
            .filter(|(_, server)| wanted.is_empty() || holds(server, &wanted));
        let rows: Vec<usize> = match self.sort {
            None => found.map(|(index, _)| index).collect(),
            Some((column, up)) => {
                // A heap, because its code is a tenth of a sort's; equal rows stay as pasted.
                let heap: BinaryHeap<_> = found
                    .map(|(index, server)| (key(server, column), index))
                    .collect();
                let mut rows: Vec<usize> = heap
                    .into_sorted_vec()
                    .into_iter()
                    .map(|(_, index)| index)
                    .collect();
                if !up {
                    rows.reverse();
                }
                rows
            }
        };
        if self.group == Grouping::None {
            return vec![Group {
                title: String::new(),
                rows,
            }];
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut places = BTreeMap::new();
        for index in rows {
            let Some(server) = diagnosis.servers.get(index) else {
                continue;
            };
            let title = self.title(server);
            let place = *places.entry(title.clone()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.rows.push(index),
                None => groups.push(Group {
                    title,
                    rows: vec![index],
                }),
            }
        }
        groups
    }

    fn title(&self, server: &ServerFinding) -> String {
        let or = |text: String, none: &str| {
            if text.is_empty() {
                none.to_owned()
            } else {
                text
            }
        };
        match self.group {
            Grouping::None => String::new(),
            Grouping::Pool => or(owned(&server.pool), "No pool named"),
            Grouping::Setting => or(setting_label(server), "No setting named"),
            Grouping::Fault => server.fault.map_or_else(
                || "No fault".to_owned(),
                |fault| verdict::title(Topic::Fault(fault)).to_owned(),
            ),
        }
    }
}

/// The health values that the rows have, each once, as public names.
pub(crate) fn healths(diagnosis: &Diagnosis) -> Vec<&Health> {
    let mut found: Vec<&Health> = Vec::new();
    for server in &diagnosis.servers {
        if !found.contains(&&server.health) {
            found.push(&server.health);
        }
    }
    found
}

fn holds(server: &ServerFinding, wanted: &str) -> bool {
    let fields = [
        &server.address,
        &server.pool,
        &server.setting,
        &server.message,
        &server.gateway,
    ];
    let fault = server.fault.map(|fault| fault.id());
    fields
        .into_iter()
        .filter_map(|field| field.as_deref())
        .chain(fault)
        .any(|field| field.to_lowercase().contains(wanted))
}

/// What rows are sorted by: numbers in a text count as numbers, so that `10.0.0.9` comes before
/// `10.0.0.10`.
fn key(server: &ServerFinding, column: Column) -> Vec<(u64, String)> {
    let text = match column {
        Column::Server => owned(&server.address),
        Column::Status => server.health.as_str().to_owned(),
        Column::Pool => owned(&server.pool),
        Column::Setting => setting_label(server),
        Column::Details => owned(&server.message),
    };
    natural(&text)
}

fn natural(text: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut in_digits = false;
    for c in text.to_lowercase().chars() {
        let digit = c.to_digit(10);
        match (digit, parts.last_mut()) {
            (Some(digit), Some((number, _))) if in_digits => {
                *number = number.saturating_mul(10).saturating_add(u64::from(digit));
            }
            (Some(digit), _) => parts.push((u64::from(digit), String::new())),
            (None, Some((_, word))) if !in_digits => word.push(c),
            (None, _) => parts.push((u64::MAX, c.to_string())),
        }
        in_digits = digit.is_some();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use appgw_doctor::diagnosis::{Case, Typed, diagnose};
    use appgw_doctor::evidence;
    use appgw_doctor::time::Timestamp;

    fn diagnosis() -> Diagnosis {
        let server = |address: &str, health: &str| {
            format!(r#"{{"address":"{address}","health":"{health}","healthProbeLog":""}}"#)
        };
        let servers = [
            server("10.0.0.10", "Healthy"),
            server("10.0.0.9", "Unhealthy"),
            server("10.0.0.2", "Healthy"),
        ];
        let text = format!(
            r#"{{"backendAddressPools":[{{"backendAddressPool":{{"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/a/backendAddressPools/web"}},"backendHttpSettingsCollection":[{{"backendHttpSettings":{{"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/a/backendHttpSettingsCollection/https"}},"servers":[{}]}}]}}]}}"#,
            servers.join(",")
        );
        let case = Case {
            evidence: evidence::read("health.json", text.as_bytes()),
            typed: Typed::default(),
            at: Timestamp::parse("2026-11-21T00:00:00Z").unwrap(),
            roots: None,
        };
        diagnose(&case)
    }

    fn rows(table: &Table) -> Vec<usize> {
        let groups = table.rows(&diagnosis());
        groups.into_iter().flat_map(|group| group.rows).collect()
    }

    #[test]
    fn stays_as_pasted_until_asked() {
        assert_eq!(rows(&Table::default()), [0, 1, 2]);
    }

    #[test]
    fn sorts_addresses_by_number_up_then_down_then_not() {
        let up = Table::default().sorted_by(Column::Server);
        assert_eq!(rows(&up), [2, 1, 0]);
        let down = up.sorted_by(Column::Server);
        assert_eq!(rows(&down), [0, 1, 2]);
        assert_eq!(down.sorted_by(Column::Server).sort, None);
    }

    #[test]
    fn filters_by_text_and_by_health() {
        let text = Table {
            text: " .0.9 ".to_owned(),
            ..Table::default()
        };
        assert_eq!(rows(&text), [1]);
        let health = Table {
            health: "healthy".to_owned(),
            ..Table::default()
        };
        assert_eq!(rows(&health), [0, 2]);
    }

    #[test]
    fn groups_in_order_of_appearance() {
        let table = Table {
            group: Grouping::Fault,
            ..Table::default()
        };
        let groups = table.rows(&diagnosis());
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].rows, [0, 2]);
        assert_eq!(groups[1].rows, [1]);
    }

    #[test]
    fn long_numbers_do_not_overflow() {
        assert_eq!(natural("99999999999999999999999").len(), 1);
        assert!(natural("10.0.0.9") < natural("10.0.0.10"));
        assert!(natural("api-2") < natural("api-10"));
    }
}
