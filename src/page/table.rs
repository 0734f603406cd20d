//! How the servers are listed: filtered, sorted, grouped, and only as many as one can read.

mod order;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use appgw_doctor::diagnosis::{Diagnosis, ServerFinding};
use appgw_doctor::gateway::Health;
use appgw_doctor::guide::Topic;

use super::language::servers as say;
use super::verdict;

/// How many rows are shown at a time.
pub(crate) const PAGE: usize = 100;

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
        (Self::Server, say::SERVER),
        (Self::Status, say::STATUS),
        (Self::Pool, say::POOL),
        (Self::Setting, say::SETTING),
        (Self::Details, say::DETAILS),
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
        (Self::None, "none", say::NO_GROUPS),
        (Self::Pool, "pool", say::POOL),
        (Self::Setting, "setting", say::SETTING),
        (Self::Fault, "fault", say::FAULT),
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
    /// How many rows stand before those that are shown.
    pub(crate) first: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            text: String::new(),
            health: String::new(),
            sort: None,
            group: Grouping::None,
            first: 0,
        }
    }
}

/// The rows of a diagnosis as they were asked for last: a hundred thousand are not found anew for
/// every drawing of the page.
#[derive(Debug, Default)]
pub(crate) struct Listing(RefCell<Option<(Table, Rc<[Group]>)>>);

impl Listing {
    /// The rows that a table asks for, in groups, wherever it begins.
    pub(crate) fn rows(&self, table: &Table, diagnosis: &Diagnosis) -> Rc<[Group]> {
        let table = table.starting_at(0);
        let mut last = self.0.borrow_mut();
        match &*last {
            Some((asked, rows)) if *asked == table => rows.clone(),
            _ => {
                let rows: Rc<[Group]> = table.rows(diagnosis).into();
                *last = Some((table, rows.clone()));
                rows
            }
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
            first: 0,
            ..self.clone()
        }
    }

    /// This table, from another row on.
    pub(crate) fn starting_at(&self, first: usize) -> Self {
        Self {
            first,
            ..self.clone()
        }
    }

    /// The rows of a diagnosis, in groups. Which are shown is the view's to decide.
    fn rows(&self, diagnosis: &Diagnosis) -> Vec<Group> {
        let mut wanted = Wanted::new(&self.text);
        let mut rows: Vec<usize> = (0..diagnosis.servers.len()).collect();
        if !self.health.is_empty() || !wanted.text.is_empty() {
            rows.retain(|index| {
                diagnosis.servers.get(*index).is_some_and(|server| {
                    (self.health.is_empty() || server.health.as_str() == self.health)
                        && wanted.is_in(server)
                })
            });
        }
        if let Some((column, up)) = self.sort {
            let text = |index: usize| diagnosis.servers.get(index).map_or("", |s| text(s, column));
            rows = order::sorted(rows, &text, 0);
            if !up {
                rows.reverse();
            }
        }
        if self.group == Grouping::None {
            return vec![Group {
                title: String::new(),
                rows,
            }];
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut places = BTreeMap::new();
        let mut last = None;
        for index in rows {
            let Some(server) = diagnosis.servers.get(index) else {
                continue;
            };
            // Rows of one group mostly follow one another.
            let place = match last {
                Some((place, before)) if self.is_together(before, server) => place,
                _ => {
                    let title = self.title(server);
                    *places.entry(title).or_insert(groups.len())
                }
            };
            last = Some((place, server));
            match groups.get_mut(place) {
                Some(group) => group.rows.push(index),
                None => groups.push(Group {
                    title: self.title(server),
                    rows: vec![index],
                }),
            }
        }
        groups
    }

    /// Whether two rows share what they are put together by, as far as that is seen at a glance.
    fn is_together(&self, one: &ServerFinding, other: &ServerFinding) -> bool {
        match self.group {
            Grouping::None => true,
            Grouping::Pool | Grouping::Setting => Arc::ptr_eq(&one.place, &other.place),
            Grouping::Fault => one.fault == other.fault,
        }
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
            Grouping::Pool => or(owned(&server.pool), say::NO_POOL),
            Grouping::Setting => or(setting_label(server), say::NO_SETTING),
            Grouping::Fault => server.fault.map_or_else(
                || say::NO_FAULT.to_owned(),
                |fault| verdict::title(Topic::Fault(fault)).to_owned(),
            ),
        }
    }
}

/// The health values that the rows have, each once.
pub(crate) fn healths(diagnosis: &Diagnosis) -> Vec<Health> {
    let mut found: Vec<Health> = Vec::new();
    for server in &diagnosis.servers {
        if !found.contains(&server.health) {
            found.push(server.health.clone());
        }
    }
    found
}

/// A text that rows are searched for, in any case.
struct Wanted {
    text: String,
    /// The texts looked at last, by where they are kept, and whether each holds it: rows share most.
    last: [(*const u8, bool); 5],
}

impl Wanted {
    fn new(text: &str) -> Self {
        Self {
            text: text.trim().to_lowercase(),
            last: [(std::ptr::null(), false); 5],
        }
    }

    fn is_in(&mut self, server: &ServerFinding) -> bool {
        let fields = [
            &server.address,
            &server.pool,
            &server.setting,
            &server.message,
            &server.gateway,
        ];
        let mut found = self.text.is_empty();
        for (field, last) in fields.into_iter().zip(&mut self.last) {
            let Some(field) = field.as_deref().filter(|_| !found) else {
                continue;
            };
            if last.0 != field.as_ptr() {
                *last = (field.as_ptr(), holds(field, &self.text));
            }
            found = last.1;
        }
        found
            || server
                .fault
                .is_some_and(|fault| holds(fault.id(), &self.text))
    }
}

/// Whether a text holds another, which is in lower case.
fn holds(text: &str, wanted: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(wanted);
    }
    let wanted = wanted.as_bytes();
    let mut places = text.as_bytes().windows(wanted.len().max(1));
    places.any(|place| place.eq_ignore_ascii_case(wanted))
}

/// What a row has in a column, as far as rows are sorted by it.
fn text(server: &ServerFinding, column: Column) -> &str {
    let text = match column {
        Column::Server => &server.address,
        Column::Status => return server.health.as_str(),
        Column::Pool => &server.pool,
        Column::Setting => &server.setting,
        Column::Details => &server.message,
    };
    text.as_deref().unwrap_or_default()
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
    fn rows_are_found_once_for_all_drawings() {
        let (diagnosis, listing) = (diagnosis(), Listing::default());
        let table = Table::default();
        let rows = listing.rows(&table, &diagnosis);
        let again = listing.rows(&table.starting_at(2), &diagnosis);
        assert!(Rc::ptr_eq(&rows, &again));
        let sorted = listing.rows(&table.sorted_by(Column::Server), &diagnosis);
        assert_eq!(sorted[0].rows, [2, 1, 0]);
    }
}
