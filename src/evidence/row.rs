//! One server as one row shows it, whatever its columns are called and whoever named them.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

use bulk::octets::is_graphic;

use super::{Position, ServerHealth};
use crate::gateway::{Health, Protocol};

use super::value::same_key;

/// One field of a row: the column's name, where there is one, and what it holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
}

/// What one row says of a server and of where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) server: ServerHealth,
    pub(super) pool: Option<String>,
    pub(super) setting: Option<String>,
    pub(super) port: Option<u16>,
    pub(super) protocol: Option<Protocol>,
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Address,
    Health,
    Message,
    ErrorName,
    Pool,
    Setting,
    Port,
    Protocol,
    Ignored,
}

/// Reads a row. `None` where nothing in it is a health or a probe's message.
pub(super) fn read(fields: &[Field<'_>], position: Position) -> Option<Row> {
    let columns: Vec<Option<Column>> = fields.iter().map(|field| column(field.name)).collect();
    let mut taken: Vec<bool> = columns
        .iter()
        .map(|column| *column == Some(Column::Ignored))
        .collect();
    let mut take = |wanted: &dyn Fn(usize, &Field<'_>) -> bool| {
        let index = fields.iter().enumerate().position(|(index, field)| {
            !taken.get(index).copied().unwrap_or(true)
                && !is_nothing(field.value)
                && wanted(index, field)
        })?;
        if let Some(slot) = taken.get_mut(index) {
            *slot = true;
        }
        fields.get(index).map(|field| field.value.trim())
    };
    let is = |index: usize, wanted: Column| columns.get(index) == Some(&Some(wanted));
    let unnamed = |index: usize| columns.get(index) == Some(&None);

    let health = take(&|index, field| is(index, Column::Health) && is_health(field.value))
        .or_else(|| take(&|index, field| unnamed(index) && is_plain_health(field.value)))
        .or_else(|| {
            take(&|index, field| {
                same_key(fields.get(index).map_or("", |f| f.name), "health")
                    && !field.value.contains(' ')
            })
        });
    // The portal's words are translated; the grid they stand in is known by its other cells.
    let health = health.or_else(|| {
        take(&|index, field| {
            is_portals(fields)
                && (is(index, Column::Health) || unnamed(index))
                && is_word(field.value)
        })
    });
    let error_name = take(&|index, _| is(index, Column::ErrorName));
    let mut message = take(&|index, _| is(index, Column::Message));
    if health.is_none() && message.is_none() {
        return None;
    }
    let mut address = take(&|index, _| is(index, Column::Address));
    let setting_cell = take(&|index, _| is(index, Column::Setting))
        .or_else(|| take(&|index, field| unnamed(index) && is_setting_cell(field.value)));
    let mut pool = take(&|index, _| is(index, Column::Pool));
    let port_cell = take(&|index, _| is(index, Column::Port));
    let protocol_cell = take(&|index, _| is(index, Column::Protocol));
    if address.is_none() {
        address = take(&|index, field| unnamed(index) && is_address(field.value));
    }
    if message.is_none() {
        message = take(&|index, field| unnamed(index) && is_sentence(field.value));
    }
    // Every service has a status: without a server or a message it is not this one's.
    let is_health = |field: &Field<'_>| same_key(field.name, "health");
    if address.is_none() && message.is_none() && !fields.iter().any(is_health) {
        return None;
    }

    // Without headings, the portal's order counts: pool, then setting.
    let name = |index: usize, field: &Field<'_>| {
        unnamed(index) && field.name.is_empty() && is_name(field.value)
    };
    if pool.is_none() {
        pool = take(&name);
    }
    let setting_cell = setting_cell.or_else(|| take(&name));

    // `10.0.0.4 (web)`: the portal may show the pool in brackets behind the server.
    if let Some((server, inside)) = address.and_then(split_brackets) {
        address = Some(server);
        pool = pool.or(Some(inside));
    }
    let mut setting = setting_cell.map(read_setting).unwrap_or_default();
    if let Some((port, name)) = port_cell.and_then(split_brackets) {
        // `443 (web-https)`
        setting.port = port.parse().ok().or(setting.port);
        setting.name = setting.name.or(Some(name));
    }
    Some(Row {
        server: ServerHealth {
            // Somebody may have put more behind it: `10.0.0.4 | Pool: web`.
            address: address.map(|text| {
                let text = text.split(" | ").next().unwrap_or(text);
                without_blanks(text).into()
            }),
            health: health.map(|health| Health::parse(&joined_health(health))),
            message: message.map(Arc::from),
            error_name: error_name.map(Arc::from),
            position,
        },
        pool: pool.map(str::to_owned),
        setting: setting.name.map(str::to_owned),
        port: port_cell
            .and_then(|port| port.parse().ok())
            .or(setting.port),
        protocol: protocol_cell.and_then(Protocol::parse).or(setting.protocol),
    })
}

/// Reads a health value that a page or console may have broken: `Unhe althy`.
pub(super) fn joined_health(text: &str) -> String {
    let joined = without_blanks(text);
    if is_plain_health(&joined) {
        joined.into_owned()
    } else {
        text.trim().to_owned()
    }
}

/// An address as it is: white space inside it comes from a console or a page.
pub(super) fn without_blanks(text: &str) -> Cow<'_, str> {
    if is_graphic(text.as_bytes()) || !text.contains(char::is_whitespace) {
        return Cow::Borrowed(text);
    }
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn column(name: &str) -> Option<Column> {
    if name.is_empty() {
        return None;
    }
    const NAMES: &[(&str, Column)] = &[
        ("healthprobelog", Column::Message),
        ("healthprobeerrorname", Column::ErrorName),
        ("errorname", Column::ErrorName),
        ("provisioningstate", Column::Ignored),
        ("ipconfiguration", Column::Ignored),
        ("health", Column::Health),
        ("status", Column::Health),
        ("state", Column::Health),
        ("healthstatus", Column::Health),
        ("backendhealth", Column::Health),
        ("address", Column::Address),
        ("server", Column::Address),
        ("servers", Column::Address),
        ("serverbackendpool", Column::Address),
        ("backendserver", Column::Address),
        ("backend", Column::Address),
        ("ip", Column::Address),
        ("ipaddress", Column::Address),
        ("fqdn", Column::Address),
        ("host", Column::Address),
        ("target", Column::Address),
        ("log", Column::Message),
        ("probelog", Column::Message),
        ("details", Column::Message),
        ("detail", Column::Message),
        ("message", Column::Message),
        ("reason", Column::Message),
        ("error", Column::Message),
        ("port", Column::Port),
        ("protocol", Column::Protocol),
    ];
    if let Some((_, column)) = NAMES.iter().find(|(known, _)| same_key(name, known)) {
        return Some(*column);
    }
    let name = name.to_ascii_lowercase();
    if name.contains("setting") {
        Some(if name.contains("port") {
            Column::Port
        } else {
            Column::Setting
        })
    } else if name.starts_with("server") {
        Some(Column::Address)
    } else if name.contains("pool") {
        Some(Column::Pool)
    } else if name.contains("log") || name.contains("detail") {
        Some(Column::Message)
    } else if name.contains("health") {
        Some(Column::Health)
    } else {
        None
    }
}

/// Whether a heading is one that rows of servers have.
pub(super) fn is_health_heading(name: &str) -> bool {
    !matches!(column(name), None | Some(Column::Ignored))
}

fn is_nothing(value: &str) -> bool {
    matches!(
        value.trim(),
        "" | "-" | "None" | "null" | "N/A" | "--" | "Troubleshoot" | "View details"
    )
}

/// Whether a value under a heading for it can be a health: one of either vocabulary, or a word that
/// no document lists.
fn is_health(value: &str) -> bool {
    is_plain_health(&without_blanks(value))
        || matches!(Health::parse(value), Health::Partial | Health::Draining)
        || matches!(value.trim().to_ascii_lowercase().as_str(), "up" | "down")
}

/// Whether a value is a health wherever it stands.
pub(super) fn is_plain_health(value: &str) -> bool {
    let value = value.trim();
    !value.eq_ignore_ascii_case("up")
        && !value.eq_ignore_ascii_case("down")
        && matches!(
            Health::parse(value),
            Health::Healthy | Health::Unhealthy | Health::Unknown
        )
}

/// Whether a value is an IP address or looks like a host name.
pub(super) fn is_address(value: &str) -> bool {
    let value = value.trim();
    let value = split_brackets(value).map_or(value, |(server, _)| server);
    if value.parse::<IpAddr>().is_ok() {
        return true;
    }
    value.len() <= 253
        && value.contains('.')
        && value.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*'))
        })
        && value.chars().any(|c| c.is_ascii_alphabetic())
}

/// Whether a row is one of the portal's grid: `10.0.0.4 (web)` and `443 (web-https)` in it.
pub(super) fn is_portals(fields: &[Field<'_>]) -> bool {
    let in_pool = |value: &str| split_brackets(value).is_some_and(|(server, _)| is_address(server));
    fields.iter().any(|field| in_pool(field.value))
        && fields.iter().any(|field| is_setting_cell(field.value))
}

/// One word of any language.
fn is_word(value: &str) -> bool {
    let value = value.trim();
    value.len() <= 60 && value.chars().all(char::is_alphabetic)
}

fn is_sentence(value: &str) -> bool {
    let value = value.trim();
    value.contains(' ') && value.len() > 12 && !is_setting_cell(value)
}

/// Whether a cell without a heading can be the name of a pool or a setting.
fn is_name(value: &str) -> bool {
    let value = value.trim();
    value.len() <= 80
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && value.chars().any(char::is_alphabetic)
}

/// `name (rest)` split into both.
fn split_brackets(value: &str) -> Option<(&str, &str)> {
    let (name, rest) = value.trim().strip_suffix(')')?.rsplit_once('(')?;
    let (name, rest) = (name.trim(), rest.trim());
    (!name.is_empty() && !rest.is_empty()).then_some((name, rest))
}

#[derive(Default)]
struct SettingCell<'a> {
    name: Option<&'a str>,
    port: Option<u16>,
    protocol: Option<Protocol>,
}

/// Reads the portal's `web-https (Port 443, Https)` or `443 (web-https)`, in any wording.
fn read_setting(cell: &str) -> SettingCell<'_> {
    let Some((name, inside)) = split_brackets(cell) else {
        return SettingCell {
            name: Some(cell),
            ..SettingCell::default()
        };
    };
    let mut read = SettingCell::default();
    if let Ok(port) = name.parse() {
        return SettingCell {
            name: Some(inside),
            port: Some(port),
            protocol: None,
        };
    }
    for word in inside.split([',', ' ', ':', '/', '=']) {
        read.port = read.port.or(word.parse().ok());
        read.protocol = read.protocol.or(Protocol::parse(word));
    }
    read.name = Some(if read.port.is_some() || read.protocol.is_some() {
        name
    } else {
        cell
    });
    read
}

/// Whether a cell is a setting's name with its port or protocol in brackets.
pub(super) fn is_setting_cell(value: &str) -> bool {
    let Some((name, inside)) = split_brackets(value) else {
        return false;
    };
    // The portal's word for port is localised.
    let mut words = inside.split([',', ' ', ':', '/', '=']);
    name.len() <= 80
        && inside.len() <= 40
        && !name.contains(' ')
        && (name.parse::<u16>().is_ok()
            || words.any(|word| word.parse::<u16>().is_ok() || Protocol::parse(word).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields<'a>(cells: &[(&'a str, &'a str)]) -> Vec<Field<'a>> {
        cells
            .iter()
            .map(|(name, value)| Field { name, value })
            .collect()
    }

    #[test]
    fn reads_the_portals_grid_without_headings() {
        let row = read(
            &fields(&[
                ("", "10.0.0.4"),
                ("", "Unhealthy"),
                ("", "web"),
                ("", "web-https (Port 443, Https)"),
                (
                    "",
                    "Received invalid status code: 404 in the backend server's HTTP response.",
                ),
            ]),
            Position::START,
        )
        .unwrap();
        assert_eq!(row.server.address.as_deref(), Some("10.0.0.4"));
        assert_eq!(row.server.health, Some(Health::Unhealthy));
        assert_eq!(row.pool.as_deref(), Some("web"));
        assert_eq!(row.setting.as_deref(), Some("web-https"));
        assert_eq!(row.port, Some(443));
        assert_eq!(row.protocol, Some(Protocol::Https));
        assert!(row.server.message.unwrap().starts_with("Received"));
    }

    #[test]
    fn the_portals_grid_is_read_in_any_language() {
        for health in ["異常", "Fehlerhaft"] {
            let cells = [
                ("", "10.0.0.4 (web)"),
                ("", "443 (web-https)"),
                ("Status", health),
                ("", "Cannot connect to backend server."),
            ];
            for name in ["", "Status"] {
                let mut cells = cells;
                cells[2].0 = name;
                let row = read(&fields(&cells), Position::START).unwrap();
                assert_eq!(row.server.health, Some(Health::Other(health.into())));
                assert_eq!(row.server.address.as_deref(), Some("10.0.0.4"));
                assert_eq!(row.pool.as_deref(), Some("web"));
                assert_eq!(row.setting.as_deref(), Some("web-https"));
                assert!(row.server.message.is_some());
            }
        }
    }

    #[test]
    fn columns_named_by_hand_are_found_by_name_or_by_what_they_hold() {
        for cells in [
            [
                ("ip", "10.0.0.4"),
                ("state", "Down"),
                ("why", "Cannot connect to backend server."),
            ],
            [
                ("a", "10.0.0.4"),
                ("b", "Unhealthy"),
                ("c", "Cannot connect to backend server."),
            ],
        ] {
            let row = read(&fields(&cells), Position::START).unwrap();
            assert_eq!(row.server.address.as_deref(), Some("10.0.0.4"));
            assert_eq!(row.server.health, Some(Health::Unhealthy));
            assert!(row.server.message.is_some());
        }
    }

    #[test]
    fn a_value_that_no_document_lists_is_a_health_under_that_name_only() {
        let row = read(&fields(&[("health", "Suspended")]), Position::START).unwrap();
        assert_eq!(row.server.health, Some(Health::Other("Suspended".into())));
        for cells in [[("state", "Running")], [("status", "Unhealthy")]] {
            assert_eq!(read(&fields(&cells), Position::START), None);
        }
    }
}
