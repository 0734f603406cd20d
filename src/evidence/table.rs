//! Rows and columns: Azure CLI's and PowerShell's tables, tab- and comma-separated lines, Markdown,
//! and the portal's grid copied as text.

use std::borrow::Cow;

use super::config::Form;
use super::lines;
use super::message;
use super::row;
use super::split::{Found, Line};
use super::value::{Member, Node, Value, same_key};
use super::wrap::{self, Width};

/// A cell: where it begins, and its text.
type Cell<'a> = (usize, Cow<'a, str>);

/// What stands between the cells of exports, logs and tables drawn with bars.
const SEPARATORS: [char; 5] = ['\t', ';', '|', '│', ','];

/// Reads the table that begins in a line; `None` where none does.
pub(super) fn read<'a>(text: &'a str, list: &[Line], index: usize) -> Option<Found<'a>> {
    underlined(text, list, index)
        .or_else(|| markdown(text, list, index))
        .or_else(|| {
            SEPARATORS
                .into_iter()
                .find_map(|separator| separated(text, list, index, separator))
        })
        .or_else(|| bare_rows(text, list, index))
        .or_else(|| portal(text, list, index))
}

/// A heading, a line of dashes, rows.
fn underlined<'a>(text: &'a str, list: &[Line], index: usize) -> Option<Found<'a>> {
    let heading = list.get(index)?;
    let dashes = list.get(index + 1)?;
    let groups = dash_groups(dashes.of(text))?;
    let names: Vec<Cell<'a>> = columns(text, *heading, &groups);
    if names
        .iter()
        .any(|(_, name)| name.is_empty() || name.len() > 60)
    {
        return None;
    }
    let full = dashes.of(text).chars().count();
    let mut at = index + 2;
    // A console that is too narrow breaks the dashes, and the rows with them.
    let mut broken = false;
    while list.get(at).is_some_and(|line| {
        let dashes = line.of(text).trim();
        !dashes.is_empty() && dashes.chars().all(|c| c == '-')
    }) {
        broken = true;
        at += 1;
    }
    let mut rows: Vec<Vec<Cell<'a>>> = Vec::new();
    let mut end = list.get(at.saturating_sub(1))?.end;
    let (mut before_is_full, mut blank) = (false, false);
    while let Some(line) = list.get(at) {
        let raw = line.of(text);
        if raw.trim().is_empty() || lines::is_command(raw) || lines::is_noise(raw) {
            break;
        }
        // The line of another table's heading.
        if list
            .get(at + 1)
            .is_some_and(|next| dash_groups(next.of(text)).is_some())
        {
            break;
        }
        match rows.last_mut().and_then(|row| row.last_mut()) {
            Some((_, cell)) if broken && before_is_full => {
                if blank || wrap::needs_space(cell, raw, full, Width::default()) {
                    cell.to_mut().push(' ');
                }
                cell.to_mut().push_str(raw.trim());
            }
            _ => rows.push(columns(text, *line, &groups)),
        }
        blank = raw.ends_with(' ');
        before_is_full = raw.chars().count() >= full;
        end = line.end;
        at += 1;
    }
    let names: Vec<Cow<'a, str>> = names.into_iter().map(|(_, name)| name).collect();
    Some(found(objects(&names, rows), end))
}

/// The columns where groups of dashes begin, in characters.
fn dash_groups(line: &str) -> Option<Vec<usize>> {
    let trimmed = line.trim();
    if !trimmed.starts_with("--") || !trimmed.chars().all(|c| matches!(c, '-' | ' ' | '\t')) {
        return None;
    }
    let mut groups = Vec::new();
    let mut before = ' ';
    for (column, c) in line.chars().enumerate() {
        if c == '-' && before != '-' {
            groups.push(column);
        }
        before = c;
    }
    Some(groups)
}

/// Cuts a line where the columns begin; where a word stands across such a place, between blanks.
fn columns<'a>(text: &'a str, line: Line, groups: &[usize]) -> Vec<Cell<'a>> {
    let raw = line.of(text);
    let mut offsets: Vec<usize> = raw.char_indices().map(|(at, _)| at).collect();
    offsets.push(raw.len());
    let offset = |column: usize| offsets.get(column).copied().unwrap_or(raw.len());
    let straddled = groups.iter().skip(1).any(|start| {
        let before = raw.get(..offset(*start)).unwrap_or_default();
        before.len() < raw.len() && !before.ends_with(char::is_whitespace)
    });
    if straddled {
        let cells = spaced(raw, line.start);
        if cells.len() == groups.len() {
            return cells;
        }
    }
    let ends = groups.iter().skip(1).copied().chain([usize::MAX]);
    groups
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let from = offset(*start);
            let cell = raw.get(from..offset(end)).unwrap_or_default();
            let blank = cell.len() - cell.trim_start().len();
            (line.start + from + blank, Cow::Borrowed(cell.trim()))
        })
        .collect()
}

/// Cells between two blanks or more.
pub(super) fn spaced(line: &str, start: usize) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut at = 0;
    for part in line.split("  ") {
        let cell = part.trim();
        if !cell.is_empty() {
            let blank = part.len() - part.trim_start().len();
            cells.push((start + at + blank, Cow::Borrowed(cell)));
        }
        at += part.len() + 2;
    }
    cells
}

fn markdown<'a>(text: &'a str, list: &[Line], index: usize) -> Option<Found<'a>> {
    let cells = |line: &Line| -> Option<Vec<Cell<'a>>> {
        let raw = line.of(text);
        let body = raw.trim().strip_prefix('|')?;
        let body = body.strip_suffix('|').unwrap_or(body);
        let mut at = line.start + raw.find('|')? + 1;
        Some(
            body.split('|')
                .map(|part| {
                    let blank = part.len() - part.trim_start().len();
                    let cell = (
                        at + blank,
                        Cow::Borrowed(part.trim().trim_matches(['*', '`'])),
                    );
                    at += part.len() + 1;
                    cell
                })
                .collect(),
        )
    };
    let heading = cells(list.get(index)?)?;
    let rule = list.get(index + 1)?.of(text).trim();
    let is_rule = rule.contains("--")
        && rule
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'));
    if !is_rule {
        return None;
    }
    let names: Vec<Cow<'a, str>> = heading.into_iter().map(|(_, name)| name).collect();
    let mut rows = Vec::new();
    let mut end = list.get(index + 1)?.end;
    for line in list.get(index + 2..).unwrap_or_default() {
        let Some(row) = cells(line) else { break };
        end = line.end;
        rows.push(row);
    }
    Some(found(objects(&names, rows), end))
}

/// Lines of cells with a separator between them, with or without a heading.
fn separated<'a>(text: &'a str, list: &[Line], index: usize, separator: char) -> Option<Found<'a>> {
    let first = list.get(index)?;
    if !first.of(text).trim().contains(separator) {
        return None;
    }
    // The first line decides, so that prose with commas is not read again and again.
    let names = cells(text, *first, separator);
    let has_health = |row: &[Cell<'_>]| {
        row.iter().any(|(_, cell)| row::is_plain_health(cell)) || is_portals(row)
    };
    let is_short = |name: &str| (1..=40).contains(&name.len()) && !row::is_address(name);
    let heading = names.len() > 1
        && !has_health(&names)
        && names.iter().all(|(_, name)| is_short(name))
        && names.iter().any(|(_, name)| is_heading(name));
    if !heading && !has_health(&names) {
        return None;
    }
    let mut rows: Vec<Vec<Cell<'a>>> = Vec::new();
    let mut end = 0;
    for line in list.get(index..).unwrap_or_default() {
        let raw = line.of(text);
        if !rows.is_empty() && is_rule(raw) {
            end = line.end;
            continue;
        }
        if !raw.trim().contains(separator)
            || lines::is_command(raw)
            || raw.trim_start().starts_with(['{', '['])
        {
            break;
        }
        let row = cells(text, *line, separator);
        // Commas stand in sentences, too: rows must agree.
        if separator == ',' && row.len() != names.len() {
            break;
        }
        end = line.end;
        rows.push(row);
    }
    if heading {
        if rows.len() < 2 {
            return None;
        }
        rows.remove(0);
        let names: Vec<Cow<'a, str>> = names.into_iter().map(|(_, name)| name).collect();
        return Some(found(objects(&names, rows), end));
    }
    rows.retain(|row| has_health(row));
    Some(found(lists(rows), end))
}

/// Whether cells are a row of the portal's grid, whose word for health may be in any language.
fn is_portals(cells: &[Cell<'_>]) -> bool {
    let field = |(_, value): &Cell<'_>| -> bool { !value.is_empty() };
    let fields: Vec<row::Field<'_>> = cells
        .iter()
        .filter(|cell| field(cell))
        .map(|(_, value)| row::Field { name: "", value })
        .collect();
    row::is_portals(&fields)
}

/// Whether a line only divides the rows of a table.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && line
            .chars()
            .all(|c| matches!(c, '-' | '+' | '=' | '|' | ' ' | '\u{2500}'..='\u{257f}'))
}

/// Whether a cell is a heading that tables of evidence have.
fn is_heading(name: &str) -> bool {
    const HEADINGS: [&str; 16] = [
        "httpStatus",
        "httpStatusD",
        "health",
        "status",
        "state",
        "address",
        "server",
        "details",
        "name",
        "protocol",
        "port",
        "healthProbeLog",
        "priority",
        "nextHopType",
        "timeStamp",
        "time",
    ];
    HEADINGS.iter().any(|heading| same_key(name, heading)) || row::is_health_heading(name)
}

/// The cells of a line; quotes hold separators, as CSV has it.
pub(super) fn cells<'a>(text: &'a str, line: Line, separator: char) -> Vec<Cell<'a>> {
    let raw = line.of(text);
    // Indentation is no empty cell, and neither is what stands outside the bars.
    let is_bar = |c: char| matches!(c, '|' | '│') && c == separator;
    let outside = |c: char| c.is_whitespace() || is_bar(c);
    let body = raw.trim_matches(outside);
    let start = line.start + (raw.len() - raw.trim_start_matches(outside).len());
    let mut cells = Vec::new();
    let mut from = 0;
    let mut quoted = false;
    for (at, c) in body.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if c == separator && !quoted {
            cells.push(cell(body, start, from, at));
            from = at + c.len_utf8();
        }
    }
    cells.push(cell(body, start, from, body.len()));
    cells
}

fn cell(body: &str, start: usize, from: usize, to: usize) -> Cell<'_> {
    let raw = body.get(from..to).unwrap_or_default();
    let blank = raw.len() - raw.trim_start().len();
    let trimmed = raw.trim();
    let text = match trimmed
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(inner) if inner.contains("\"\"") => Cow::Owned(inner.replace("\"\"", "\"")),
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(trimmed),
    };
    (start + from + blank, text)
}

/// Rows without a heading whose cells stand between blanks: an address and a health in each.
fn bare_rows<'a>(text: &'a str, list: &[Line], index: usize) -> Option<Found<'a>> {
    let mut rows = Vec::new();
    let mut end = 0;
    for line in list.get(index..).unwrap_or_default() {
        let Some(row) = bare_row(line.of(text), line.start) else {
            break;
        };
        rows.push(row);
        end = line.end;
    }
    (!rows.is_empty()).then(|| found(lists(rows), end))
}

pub(super) fn bare_row(line: &str, start: usize) -> Option<Vec<Cell<'_>>> {
    let cells = spaced(line, start);
    let has = |cells: &[Cell<'_>], test: fn(&str) -> bool| cells.iter().any(|(_, cell)| test(cell));
    if cells.len() > 1 && has(&cells, row::is_address) && has(&cells, row::is_plain_health) {
        return Some(cells);
    }
    // `10.0.0.4 Unhealthy Cannot connect to …`: one blank between them, or a mark.
    let trimmed = without_list_mark(line.trim());
    let from = start + (line.trim_end().len() - trimmed.len());
    let (first, rest) = word(trimmed)?;
    let (second, third) = word(rest)?;
    let pair = row::is_address(first) && row::is_plain_health(second)
        || row::is_plain_health(first) && row::is_address(second);
    if !pair {
        return None;
    }
    let offset = |part: &str| from + (trimmed.len() - part.len());
    let mut cells = vec![
        (from, Cow::Borrowed(first)),
        (offset(rest), Cow::Borrowed(second)),
    ];
    if !third.is_empty() {
        cells.push((offset(third), Cow::Borrowed(third)));
    }
    Some(cells)
}

/// The first word of a row, and what stands behind the marks that follow it.
fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find([' ', ',']).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let word = word.trim_end_matches(':').trim_matches(['(', ')']);
    let is_mark = |c: char| matches!(c, ' ' | ',' | ':' | '-' | '–' | '—' | '=' | '>' | '→');
    (!word.is_empty()).then(|| (word, rest.trim_start_matches(is_mark)))
}

/// A line without the mark or the number of a list.
fn without_list_mark(line: &str) -> &str {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if digits.len() < line.len() {
        digits.strip_prefix([')', '.'])
    } else {
        line.strip_prefix(['-', '*', '•'])
    };
    rest.and_then(|rest| rest.strip_prefix(' '))
        .unwrap_or(line)
        .trim_start()
}

/// How many cells a row of the portal's grid has.
const PORTAL_CELLS: usize = 6;

/// The portal's grid with each cell on a line of its own.
fn portal<'a>(text: &'a str, list: &[Line], index: usize) -> Option<Found<'a>> {
    let said: Vec<(usize, Line, &'a str)> = list
        .iter()
        .enumerate()
        .skip(index)
        .map(|(at, line)| (at, *line, line.of(text).trim()))
        .filter(|(_, _, cell)| !cell.is_empty())
        .take(4)
        .collect();
    if !starts_row(&said) {
        return None;
    }
    let mut rows: Vec<Vec<Cell<'a>>> = Vec::new();
    let mut end = 0;
    let mut at = index;
    let mut blank = false;
    while let Some(line) = list.get(at).copied() {
        let raw = line.of(text);
        let content = raw.trim();
        if content.is_empty() {
            blank = true;
            at += 1;
            continue;
        }
        let ahead: Vec<(usize, Line, &'a str)> = list
            .iter()
            .enumerate()
            .skip(at)
            .map(|(at, line)| (at, *line, line.of(text).trim()))
            .filter(|(_, _, cell)| !cell.is_empty())
            .take(3)
            .collect();
        let start = line.start + (raw.len() - raw.trim_start().len());
        let cell = (start, Cow::Borrowed(content));
        if starts_row(&ahead) && rows.last().is_none_or(|row| row.len() > 1) {
            rows.push(vec![cell]);
        } else {
            let Some(row) = rows.last_mut() else { break };
            let whole = row.len() >= PORTAL_CELLS
                // Behind a blank line only a message of the gateway is a cell still.
                || blank && row.len() >= 4 && !message::is_known(content)
                || row.len() >= 3
                    && row
                        .last()
                        .is_some_and(|(_, last)| last.contains(' ') && !row::is_setting_cell(last));
            if whole || lines::is_command(content) || content.starts_with(['{', '[', '|']) {
                // The portal's links stand behind the details.
                if lines::is_noise(content) {
                    end = line.end;
                    at += 1;
                    continue;
                }
                break;
            }
            row.push(cell);
        }
        blank = false;
        end = line.end;
        at += 1;
    }
    Some(found(lists(rows), end))
}

/// Whether the next cells are a server and its health; its port may stand between them.
fn starts_row(cells: &[(usize, Line, &str)]) -> bool {
    let (first, second) = match cells {
        [(_, _, first), (_, _, port), (_, _, third), ..] if row::is_setting_cell(port) => {
            (first, third)
        }
        [(_, _, first), (_, _, second), ..] => (first, second),
        _ => return false,
    };
    row::is_address(first) && row::is_plain_health(second)
        || row::is_plain_health(first) && row::is_address(second)
}

fn found(values: Vec<Value<'_>>, end: usize) -> Found<'_> {
    Found {
        values: vec![Value {
            at: values.first().map_or(0, |value| value.at),
            node: Node::List(values),
        }],
        end,
        notes: Vec::new(),
        form: Form::Table,
    }
}

fn objects<'a>(names: &[Cow<'a, str>], rows: Vec<Vec<Cell<'a>>>) -> Vec<Value<'a>> {
    rows.into_iter()
        .map(|row| Value {
            at: row.first().map_or(0, |(at, _)| *at),
            node: Node::Object(
                names
                    .iter()
                    .zip(row)
                    .map(|(name, (at, cell))| Member {
                        key: name.clone(),
                        value: text(at, cell),
                    })
                    .collect(),
            ),
        })
        .collect()
}

fn lists(rows: Vec<Vec<Cell<'_>>>) -> Vec<Value<'_>> {
    rows.into_iter()
        .map(|row| Value {
            at: row.first().map_or(0, |(at, _)| *at),
            node: Node::List(row.into_iter().map(|(at, cell)| text(at, cell)).collect()),
        })
        .collect()
}

fn text(at: usize, cell: Cow<'_, str>) -> Value<'_> {
    let node = if cell.is_empty() {
        Node::Null
    } else {
        Node::Text(cell)
    };
    Value { at, node }
}
