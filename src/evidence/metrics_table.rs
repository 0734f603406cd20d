//! Metrics in rows: what the portal saves for Excel, what somebody copied out of a chart, what
//! Azure CLI prints as a table. No document fixes a layout, so any will do that has a column of
//! times, a column of numbers, and the name of a metric in the heading, in a cell or just above.

use std::borrow::Cow;

use super::recognise::Told;
use super::split::Line;
use super::table::{cells, spaced};
use super::value::same_key;
use crate::gateway::ResourceId;
use crate::language::evidence::metrics as say;
use crate::metrics::{Amount, Metric, Metrics, Point, Series, split_dimension};
use crate::time::written::{self, DateOrder};

/// What was read, from the line of the heading on.
pub(super) struct Rows {
    pub(super) metrics: Metrics,
    pub(super) notes: Vec<Told>,
    pub(super) end: usize,
}

/// How many lines above the heading may name the metric and the zone.
const ABOVE: usize = 12;

/// What stands between cells; `None` for two blanks and more.
const SEPARATORS: [Option<char>; 5] = [Some('\t'), Some(';'), Some('|'), Some(','), None];

type Row<'a> = Vec<(usize, Cow<'a, str>)>;

fn split<'a>(text: &'a str, line: Line, separator: Option<char>) -> Row<'a> {
    match separator {
        Some(separator) => cells(text, line, separator),
        None => spaced(line.of(text), line.start),
    }
}

/// Reads the table whose heading stands in a line; `None` where none does.
pub(super) fn read(text: &str, list: &[Line], index: usize) -> Option<Rows> {
    let heading = *list.get(index)?;
    if !heading.of(text).chars().any(char::is_alphabetic) {
        return None;
    }
    SEPARATORS
        .into_iter()
        .find_map(|separator| Table::new(text, list, index, separator)?.read())
}

struct Table<'a> {
    text: &'a str,
    lines: &'a [Line],
    separator: Option<char>,
    start: usize,
    names: Row<'a>,
    time: usize,
    /// The only metric that is named above the table.
    above: Option<Metric>,
    utc: bool,
}

/// A column of numbers.
struct Column {
    place: usize,
    metric: Option<Metric>,
    dimension: Option<String>,
    /// How good its aggregation is; the smallest is taken.
    rank: u8,
    rank_name: &'static str,
}

impl<'a> Table<'a> {
    /// Whether a table of metrics begins here, told by its heading, its first row and what stands
    /// above: so nothing else is read to its end for nothing.
    fn new(text: &'a str, list: &'a [Line], index: usize, separator: Option<char>) -> Option<Self> {
        let heading = *list.get(index)?;
        let names = split(text, heading, separator);
        if names.len() < 2 || names.len() > 200 {
            return None;
        }
        let lines = list.get(index + 1..)?;
        let first = lines
            .iter()
            .take(3)
            .find(|line| !is_rule(line.of(text)))
            .map(|line| split(text, *line, separator))?;
        let is_time = |cell: &str| {
            written::read(cell, DateOrder::MonthFirst).is_some()
                || written::read(cell, DateOrder::DayFirst).is_some()
        };
        let time = first.iter().position(|(_, cell)| is_time(cell))?;
        if names.get(time).is_some_and(|(_, name)| is_time(name)) {
            return None;
        }
        let before = list.get(index.saturating_sub(ABOVE)..index)?;
        let named = before
            .iter()
            .filter_map(|line| Metric::in_name(line.of(text)));
        let mut named: Vec<Metric> = named.collect();
        named.dedup();
        let above = match named.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let in_cells = |row: &Row<'_>| row.iter().any(|(_, cell)| Metric::in_name(cell).is_some());
        if above.is_none() && !in_cells(&names) && !in_cells(&first) {
            return None;
        }
        let says_utc = |line: &str| {
            let line = line.to_ascii_uppercase();
            line.split(|c: char| !(c.is_ascii_alphanumeric() || "+-:".contains(c)))
                .any(|word| matches!(word, "UTC" | "GMT" | "UTC:"))
        };
        Some(Self {
            text,
            lines,
            separator,
            start: heading.start,
            time,
            above,
            utc: says_utc(heading.of(text)) || before.iter().any(|line| says_utc(line.of(text))),
            names,
        })
    }

    fn read(&self) -> Option<Rows> {
        let mut rows: Vec<Row<'a>> = Vec::new();
        let mut end = self.start;
        for line in self.lines {
            let raw = line.of(self.text);
            if is_rule(raw) && rows.is_empty() {
                continue;
            }
            let row = split(self.text, *line, self.separator);
            if row.len() < 2 || self.time_of(&row).is_none() {
                break;
            }
            end = line.end;
            rows.push(row);
        }
        let times: Vec<&str> = rows.iter().filter_map(|row| self.time_of(row)).collect();
        let (order, settled) = written::settle(&times);
        let columns = self.columns(&rows);
        let mut series: Vec<Series> = Vec::new();
        let (mut zoned, mut unread) = (false, 0_usize);
        for row in &rows {
            let Some(at) = self
                .time_of(row)
                .and_then(|time| written::read(time, order))
            else {
                unread += 1;
                continue;
            };
            zoned |= at.zoned;
            let cell = |place: usize| row.get(place).map_or("", |(_, cell)| cell.as_ref());
            let others = |column: &Column| {
                let places = (0..row.len()).filter(move |place| *place != column.place);
                places.map(cell).collect::<Vec<_>>()
            };
            for column in &columns {
                let metric = column
                    .metric
                    .or_else(|| others(column).into_iter().find_map(Metric::in_name))
                    .or(self.above);
                let Some(metric) = metric else { continue };
                let dimension = column.dimension.clone().or_else(|| self.dimension(row));
                let (pool, setting) = dimension.as_deref().map_or((None, None), split_dimension);
                let point = Point {
                    at: at.at,
                    value: number(cell(column.place)),
                };
                let same = |one: &&mut Series| {
                    one.metric == metric && one.pool == pool && one.setting == setting
                };
                match series.iter_mut().find(same) {
                    Some(one) => one.points.push(point),
                    None => series.push(Series {
                        metric,
                        gateway: ResourceId::default(),
                        pool,
                        setting,
                        interval: None,
                        points: vec![point],
                    }),
                }
            }
        }
        if series.is_empty() {
            return None;
        }
        let mut notes: Vec<Told> = Vec::new();
        let mut tell = |text: String| notes.push((self.start, text));
        if !settled {
            let text = match order {
                DateOrder::MonthFirst => say::MONTH_FIRST,
                DateOrder::DayFirst => say::DAY_FIRST,
            };
            tell(text.to_owned());
        }
        if unread > 0 {
            tell(say::other_dates(unread));
        }
        if let Some(column) = columns.iter().find(|column| column.rank > 0) {
            tell(say::no_average(column.rank_name));
        }
        Some(Rows {
            metrics: Metrics {
                series,
                local_time: !zoned && !self.utc,
            },
            notes,
            end,
        })
    }

    fn time_of<'r>(&self, row: &'r Row<'_>) -> Option<&'r str> {
        let cell = row.get(self.time)?.1.as_ref();
        // Either order will do until all of them are known.
        written::read(cell, DateOrder::MonthFirst)
            .or_else(|| written::read(cell, DateOrder::DayFirst))
            .map(|_| cell)
    }

    /// The columns of numbers that tell how many servers there were: of several aggregations of one
    /// thing, the best.
    fn columns(&self, rows: &[Row<'_>]) -> Vec<Column> {
        let mut found: Vec<Column> = Vec::new();
        for (place, (_, name)) in self.names.iter().enumerate() {
            let is_number = |row: &Row<'_>| {
                let cell = row.get(place).map_or("", |(_, cell)| cell.as_ref());
                is_nothing(cell) || number(cell).is_some()
            };
            if place == self.time || !rows.iter().all(is_number) {
                continue;
            }
            let (rank, rank_name) = rank(name);
            // `count` and `total` say nothing of how many there were.
            if rank == u8::MAX {
                continue;
            }
            let column = Column {
                place,
                metric: Metric::in_name(name),
                dimension: dimension_in(name).map(str::to_owned),
                rank,
                rank_name,
            };
            let same = found
                .iter_mut()
                .find(|known| known.metric == column.metric && known.dimension == column.dimension);
            match same {
                Some(known) if column.rank < known.rank => *known = column,
                Some(_) => {}
                None => found.push(column),
            }
        }
        // Beside named columns, one without a name is something else.
        if found.iter().any(|column| column.metric.is_some()) {
            found.retain(|column| column.metric.is_some());
        }
        found
    }

    /// The pool and setting of a row that names them itself.
    fn dimension(&self, row: &Row<'_>) -> Option<String> {
        let named = self
            .names
            .iter()
            .position(|(_, name)| same_key(name, "backendsettingspool"))
            .and_then(|place| row.get(place))
            .map(|(_, cell)| cell.as_ref())
            .filter(|cell| !is_nothing(cell));
        let any = || row.iter().find_map(|(_, cell)| dimension_in(cell));
        named.or_else(any).map(str::to_owned)
    }
}

/// Lines that only divide a table.
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| matches!(c, '-' | '=' | '|' | '+' | ':' | ' ' | '\t' | ',' | ';'))
}

fn is_nothing(cell: &str) -> bool {
    matches!(
        cell.trim().to_ascii_lowercase().as_str(),
        "" | "-" | "--" | "null" | "none" | "n/a" | "nan"
    )
}

/// A number with a point or a comma before its fraction.
fn number(cell: &str) -> Option<Amount> {
    Amount::parse(cell, cell.contains(','))
}

/// A word of a text that holds the `~` between a pool and its setting.
fn dimension_in(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_whitespace() || ",;:()[]{}\"'=".contains(c))
        .find(|word| word.contains('~') && word.len() > 1)
}

/// How good an aggregation is that a heading names.
fn rank(name: &str) -> (u8, &'static str) {
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if has(&["min", "minimum"]) {
        (1, "minimum")
    } else if has(&["max", "maximum"]) {
        (2, "maximum")
    } else if has(&["total", "sum"]) || matches!(name.as_str(), "count" | "count (count)") {
        (u8::MAX, "")
    } else {
        (0, "average")
    }
}
