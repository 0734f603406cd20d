//! From a tree to rows of the access log, under whatever names its columns have: those of the log
//! itself, of the table `AzureDiagnostics` (with the type behind an underscore), of `AGWAccessLogs`,
//! and of what a query made of them.

use super::config;
use super::value::{Node, Value, same_key};
use crate::access_log::{AccessLog, Request};
use crate::metrics::Amount;
use crate::time::written::{self, DateOrder};

/// A column's name and a cell.
type Field<'v> = (&'v str, &'v str);

/// Whether an object is a row of the log: it has a status, and something only such a row has.
pub(super) fn is_row(value: &Value<'_>) -> bool {
    if !value.is_object() {
        return false;
    }
    let category = value.text_of("category");
    category.is_some_and(|category| category.eq_ignore_ascii_case("ApplicationGatewayAccessLog"))
        || is_heading(&mut fields(value).iter().map(|(name, _)| *name))
}

/// Whether names of columns are those of the log.
fn is_heading(names: &mut dyn Iterator<Item = &str>) -> bool {
    let (mut status, mut other) = (false, false);
    for name in names {
        match column(name) {
            Some(Column::Status) => status = true,
            Some(Column::Time | Column::Count | Column::Pool | Column::Setting) | None => {}
            Some(_) => other = true,
        }
    }
    status && other
}

/// Reads one row.
pub(super) fn read_row(value: &Value<'_>) -> AccessLog {
    let (request, v1) = request(&fields(value));
    AccessLog {
        gateway: config::id_of(value),
        requests: vec![request],
        v1,
    }
}

/// Reads the answer of a query: tables with names of columns, and rows without. `None` where it is
/// the answer of another query.
pub(super) fn read_tables(value: &Value<'_>) -> Option<AccessLog> {
    let mut log = AccessLog::default();
    let mut known = false;
    for table in value.get("tables")?.elements() {
        let columns = table
            .get("columns")
            .map(Value::elements)
            .unwrap_or_default();
        let names: Vec<&str> = columns
            .iter()
            .map(|column| {
                column
                    .text_of("name")
                    .or_else(|| column.text())
                    .unwrap_or_default()
            })
            .collect();
        if !is_heading(&mut names.iter().copied()) {
            continue;
        }
        known = true;
        for row in table.get("rows").map(Value::elements).unwrap_or_default() {
            let Node::List(cells) = &row.node else {
                continue;
            };
            let cells: Vec<Field<'_>> = names
                .iter()
                .zip(cells)
                .filter_map(|(name, cell)| Some((*name, cell.text()?)))
                .collect();
            let (request, v1) = request(&cells);
            log.v1 |= v1;
            log.requests.push(request);
        }
    }
    known.then_some(log)
}

/// The cells of a row, those under `properties` among them.
fn fields<'v>(value: &'v Value<'_>) -> Vec<Field<'v>> {
    let mut found = Vec::new();
    for member in value.members() {
        if let Some(text) = member.value.text() {
            found.push((member.key.as_ref(), text));
        } else if same_key(&member.key, "properties") {
            let inner = member.value.members().iter();
            found.extend(inner.filter_map(|one| Some((one.key.as_ref(), one.value.text()?))));
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Time,
    Count,
    Status,
    ServerStatus,
    ErrorInfo,
    Pool,
    Setting,
    Server,
    Latency,
    TimeTaken,
    Client,
    Query,
}

/// What a column holds, by its name; `AzureDiagnostics` puts the type behind it.
fn column(name: &str) -> Option<Column> {
    const NAMES: [(&str, Column); 13] = [
        ("httpstatus", Column::Status),
        ("serverstatus", Column::ServerStatus),
        ("errorinfo", Column::ErrorInfo),
        ("backendpoolname", Column::Pool),
        ("backendsettingname", Column::Setting),
        ("serverrouted", Column::Server),
        ("serverresponselatency", Column::Latency),
        ("timetaken", Column::TimeTaken),
        ("clientip", Column::Client),
        ("requestquery", Column::Query),
        ("timestamp", Column::Time),
        ("time", Column::Time),
        ("count", Column::Count),
    ];
    let bare = name
        .strip_suffix("_s")
        .or_else(|| name.strip_suffix("_d"))
        .or_else(|| name.strip_suffix("_t"))
        .unwrap_or(name);
    let found = NAMES.into_iter().find(|(known, _)| same_key(bare, known));
    found.map(|(_, column)| column).or_else(|| {
        // `TimeGenerated [UTC]`, as the portal saves it.
        let word = name.split(' ').next().unwrap_or_default();
        word.eq_ignore_ascii_case("TimeGenerated")
            .then_some(Column::Time)
    })
}

/// Reads a row's cells; whether a v1 gateway wrote them.
fn request(fields: &[Field<'_>]) -> (Request, bool) {
    let mut request = Request {
        count: 1,
        ..Request::default()
    };
    let mut milliseconds = false;
    for (name, text) in fields {
        let text = text.trim();
        if matches!(text, "" | "-" | "null" | "None") {
            continue;
        }
        let owned = || Some(text.to_owned());
        match column(name) {
            Some(Column::Time) => {
                let read = written::read(text, DateOrder::MonthFirst);
                let read = read.or_else(|| written::read(text, DateOrder::DayFirst));
                request.at = request.at.or(read.map(|written| written.at));
            }
            Some(Column::Count) => request.count = whole(text).unwrap_or(1),
            Some(Column::Status) => request.status = status(text),
            Some(Column::ServerStatus) => request.server_status = status(text),
            Some(Column::ErrorInfo) => request.error_info = owned(),
            Some(Column::Pool) => request.pool = owned(),
            Some(Column::Setting) => request.setting = owned(),
            Some(Column::Server) => request.server = owned(),
            Some(Column::Latency) => request.latency = Amount::parse(text, text.contains(',')),
            Some(Column::TimeTaken) => request.time_taken = Amount::parse(text, text.contains(',')),
            Some(Column::Client) => request.internal = text.split(':').next() == Some("127.0.0.1"),
            Some(Column::Query) => milliseconds |= routed(text, &mut request),
            None => {}
        }
    }
    if milliseconds {
        request.time_taken = request
            .time_taken
            .map(|taken| Amount::thousandths(taken.in_thousandths() / 1000));
    }
    (request, milliseconds)
}

/// A v1 gateway hides in the query which server it asked and what that said, and counts
/// milliseconds.
fn routed(query: &str, request: &mut Request) -> bool {
    let mut found = false;
    for part in query.split(['&', '?', ' ']) {
        if let Some(server) = part.strip_prefix("SERVER-ROUTED=") {
            found = true;
            request.server = Some(server.to_owned()).filter(|server| !server.is_empty());
        } else if let Some(text) = part.strip_prefix("SERVER-STATUS=") {
            found = true;
            request.server_status = status(text);
        }
    }
    found
}

/// A status; `502.0` among them, as numbers of a log come back. 0 is none.
fn status(text: &str) -> Option<u16> {
    let number = text.split(['.', ',']).next()?.trim().parse().ok()?;
    (100..=999).contains(&number).then_some(number)
}

fn whole(text: &str) -> Option<u64> {
    text.split('.').next()?.trim().parse().ok()
}
