//! Cutting one paste into its pieces: several commands, prose around output, several files in one.

mod json_parts;

use std::ops::Range;
use std::sync::Arc;

use super::{Content, HealthReport, Position, ReportState};

use super::config::Form;
use super::parameters::Given;
use super::recognise::{self, Piece, Told};
use super::value::Value;
use super::wrap::Width;
use super::{
    attempts, certificates, dns_lines, json, lines, listing, message, metrics_table, response,
    salvage, table, what_if, yaml,
};
use crate::fault;
use crate::language::evidence::split as say;
use crate::order;
use json_parts::{drop_unread, group, json_start};

/// A line of the cleaned text, without its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Line {
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// What a reader made of the lines from one on.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) values: Vec<Value<'a>>,
    /// The offset behind what was read.
    pub(super) end: usize,
    pub(super) notes: Vec<Told>,
    pub(super) form: Form,
}

/// The same, once it is known to be evidence.
struct Known {
    pieces: Vec<Piece>,
    notes: Vec<Told>,
    end: usize,
}

/// Everything that a cleaned text holds, in its order.
///
/// `spans` say where certificates stand in it, and `certificates` reads what a range of it stands
/// for in the source.
pub(super) fn pieces<'a>(
    text: &'a str,
    place: &'a dyn Fn(usize) -> Position,
    spans: Vec<Range<usize>>,
    certificates: &'a dyn Fn(Range<usize>) -> Vec<Piece>,
    given: &'a Given,
) -> Vec<Piece> {
    let mut splitter = Splitter {
        text,
        lines: line_list(text),
        place,
        spans,
        certificates,
        given,
        region: None,
        command: None,
        width: Width::of(text),
        found: Vec::new(),
        prose: Vec::new(),
        unknown: (0, 0),
        budget: message::LINES,
        skipped: Vec::new(),
    };
    splitter.run();
    splitter.finish()
}

pub(super) fn line_list(text: &str) -> Vec<Line> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let body = line.strip_suffix('\n').unwrap_or(line);
            let entry = Line {
                start,
                end: start + body.len(),
            };
            start += line.len();
            entry
        })
        .collect()
}

struct Splitter<'a> {
    text: &'a str,
    lines: Vec<Line>,
    place: &'a dyn Fn(usize) -> Position,
    spans: Vec<Range<usize>>,
    certificates: &'a dyn Fn(Range<usize>) -> Vec<Piece>,
    /// What is given for the parameters of templates.
    given: &'a Given,
    /// Certificates found last, with nothing else found since; more may follow.
    region: Option<Range<usize>>,
    /// Where a command stands whose output may follow: it tells which server was asked.
    command: Option<usize>,
    width: Width,
    found: Vec<Piece>,
    /// Lines that are no output, since the last piece: messages are searched in them.
    prose: Vec<Line>,
    /// Up to where tables, and lists, were read already and not known.
    unknown: (usize, usize),
    /// How many more lines of prose are searched for messages.
    budget: usize,
    /// Where lines stand that nothing could be made of.
    skipped: Vec<usize>,
}

impl<'a> Splitter<'a> {
    fn run(&mut self) {
        let mut index = 0;
        // Where in its line the next thing begins: several things may share one.
        let mut from = 0;
        while let Some(line) = self.lines.get(index).copied() {
            let start = line.start.max(from);
            let rest = self.text.get(start..line.end).unwrap_or_default();
            let next = self.step(index, start, rest);
            match next {
                Some(offset) => {
                    from = offset;
                    index = self.line_at(offset, index);
                    if self.lines.get(index).is_some_and(|line| offset >= line.end) {
                        index += 1;
                    }
                }
                None => {
                    index += 1;
                }
            }
        }
        self.flush_prose();
    }

    /// Reads what begins in this line; the offset behind it, or `None` to go on with the next line.
    fn step(&mut self, index: usize, start: usize, rest: &'a str) -> Option<usize> {
        let blanks = rest.len() - rest.trim_start().len();
        let line = rest.trim();
        let at = start + blanks;
        if line.is_empty() {
            self.prose.push(Line { start, end: start });
            return None;
        }
        let whole_line = start == self.lines.get(index).map_or(start, |line| line.start);
        let offset = json_start(line);
        if offset == Some(0)
            && let Some(end) = self.json(at)
        {
            return Some(end);
        }
        if let Some(end) = self.certificates(index, start) {
            return Some(end);
        }
        if whole_line
            && !lines::is_command(line)
            && let Some(end) = self.rows_or_lists(index)
        {
            return Some(end);
        }
        if let Some(offset) = offset
            && let Some(end) = self.json(at + offset)
        {
            return Some(end);
        }
        if lines::is_command(line)
            || lines::is_noise(line)
            || lines::is_argument(line)
            || self.goes_on_with_command(index)
        {
            self.flush_prose();
            if certificates::is_s_client(line) {
                self.command = Some(at);
            }
            let asked = dns_lines::after_command(self.text, &self.lines, index)?;
            self.close_region();
            let content = Content::VirtualNetworks(vec![asked.0]);
            self.found.push(Piece::new(at, content));
            return Some(asked.1);
        }
        if let Some(content) = bare_answer(line) {
            self.flush_prose();
            self.close_region();
            self.found.push(Piece::new(at, content));
            return None;
        }
        self.prose.push(Line {
            start,
            end: start + rest.len(),
        });
        None
    }

    /// Whether a line belongs to the command before it, which said that it goes on.
    fn goes_on_with_command(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|at| self.lines.get(at));
        self.command.is_some()
            && before.is_some_and(|line| certificates::goes_on(line.of(self.text)))
    }

    /// Takes the certificates that begin in this line; the offset behind them.
    fn certificates(&mut self, index: usize, start: usize) -> Option<usize> {
        let line = *self.lines.get(index)?;
        let span = certificates::first_in(&self.spans, start..line.end.max(start + 1)).cloned();
        let output = certificates::output(self.text, &self.lines, index);
        let mut end = match (&span, output) {
            (Some(span), Some(output)) => span.end.max(output),
            (Some(span), None) => span.end,
            (None, Some(output)) => output,
            (None, None) => return None,
        };
        // The last certificate of a transcript may end behind what looked like its end.
        while let Some(cut) = certificates::first_in(&self.spans, end.saturating_sub(1)..end)
            && cut.end > end
        {
            end = cut.end;
        }
        let begin = match (self.command.take(), &span) {
            (Some(command), _) if output.is_some() => command,
            (_, Some(span)) if output.is_none() => span.start.max(start),
            _ => start,
        };
        self.take_certificates(begin..end);
        Some(end)
    }

    /// Adds a range to the certificates found last, unless something else stands between.
    fn take_certificates(&mut self, range: Range<usize>) {
        let before = self.found.len();
        let skipped = self.skipped.len();
        self.flush_prose();
        match &mut self.region {
            Some(region) if self.found.len() == before => {
                // What stands between certificates is theirs.
                self.skipped.truncate(skipped);
                region.end = range.end;
            }
            _ => {
                self.close_region();
                self.region = Some(range);
            }
        }
    }

    /// Reads the certificates found last, now that something else follows.
    fn close_region(&mut self) {
        if let Some(region) = self.region.take() {
            let pieces = (self.certificates)(region.clone());
            // Messages that stood behind them are found already.
            let index = self.found.partition_point(|piece| piece.at <= region.start);
            self.found.splice(index..index, pieces);
        }
    }

    fn line_at(&self, offset: usize, from: usize) -> usize {
        let later = self.lines.get(from..).unwrap_or_default();
        from + later
            .partition_point(|line| line.start <= offset)
            .saturating_sub(1)
    }

    /// Tries the readers that go by lines. What they make of prose is nothing known, so it stays prose.
    fn rows_or_lists(&mut self, index: usize) -> Option<usize> {
        // What a reader read and nobody knew is not read again from its next line on.
        let start = self.lines.get(index)?.start;
        if let Some(end) = self.metrics(index) {
            return Some(end);
        }
        let mut found = None;
        if start >= self.unknown.0
            && let Some(table) = table::read(self.text, &self.lines, index)
        {
            self.unknown.0 = table.end;
            found = self.known(table);
        }
        if found.is_none() && start >= self.unknown.1 {
            let (text, lines, width) = (self.text, &self.lines, self.width);
            for read in [what_if::read, listing::read, yaml::read] {
                if found.is_none()
                    && let Some(list) = read(text, lines, index, width)
                {
                    self.unknown.1 = self.unknown.1.max(list.end);
                    found = self.known(list);
                }
            }
        }
        let Known { pieces, notes, end } = found?;
        self.flush_prose();
        self.close_region();
        let first = pieces.first().map_or(0, |piece| piece.at);
        self.found.extend(pieces);
        self.tell(notes, first);
        Some(end)
    }

    /// Takes the rows of metrics whose heading stands in this line.
    fn metrics(&mut self, index: usize) -> Option<usize> {
        let rows = metrics_table::read(self.text, &self.lines, index)?;
        let at = self.lines.get(index)?.start;
        self.flush_prose();
        self.close_region();
        self.found.push(Piece {
            notes: rows.notes,
            ..Piece::new(at, Content::Metrics(rows.metrics))
        });
        Some(rows.end)
    }

    fn known(&self, found: Found<'_>) -> Option<Known> {
        let pieces: Vec<Piece> = found
            .values
            .iter()
            .flat_map(|value| recognise::pieces(value, found.form, self.place, self.given))
            .collect();
        (!pieces.is_empty()).then_some(Known {
            pieces,
            notes: found.notes,
            end: found.end,
        })
    }

    /// Reads JSON from an offset on; the offset behind it, or `None` where it is none after all.
    fn json(&mut self, at: usize) -> Option<usize> {
        let document = json::read(self.text, at, self.width);
        if document.end <= at || !document.values.iter().any(Value::is_container) {
            return None;
        }
        let values = group(document.values);
        let groups: Vec<(usize, Vec<Piece>)> = values
            .iter()
            .map(|value| {
                (
                    value.at,
                    recognise::pieces(value, Form::Tree, self.place, self.given),
                )
            })
            .collect();
        let unknown = groups.iter().all(|(_, pieces)| pieces.is_empty());
        if unknown && certificates::first_in(&self.spans, at..document.end).is_some() {
            self.take_certificates(at..document.end);
            return Some(document.end);
        }
        self.flush_prose();
        self.close_region();
        let mut pieces = Vec::new();
        for (at, known) in groups {
            if known.is_empty() {
                pieces.push(match self.refusal(at, document.end) {
                    Some(code) => Piece::new(at, Content::Message(code.to_owned())),
                    None => unknown_json(at),
                });
            }
            pieces.extend(known);
        }
        if !document.notes.is_empty()
            && let Some(whole) = self.salvage(&values, &pieces)
        {
            pieces = vec![whole];
        }
        if document.cut
            && let Some(last) = pieces.last_mut()
        {
            let read = self.text.get(at..document.end).unwrap_or_default();
            drop_unread(last, read);
        }
        self.found.extend(pieces);
        self.tell(document.notes, at);
        Some(document.end)
    }

    /// The code of a change that the control plane refused, in an answer of its own.
    fn refusal(&self, from: usize, to: usize) -> Option<&'static str> {
        let (code, _) = fault::refusal(self.text.get(from..to)?)?;
        Some(code)
    }

    /// The report that damaged values are, where reading them by their nesting loses some of it.
    fn salvage(&self, values: &[Value<'_>], pieces: &[Piece]) -> Option<Piece> {
        let mut read = (0, 0);
        let mut on_demand = false;
        for piece in pieces {
            match &piece.content {
                Content::Health(report) => {
                    let (servers, names) = salvage::told(report);
                    read = (read.0 + servers, read.1 + names);
                    on_demand |= report.on_demand;
                }
                Content::Unreadable => {}
                _ => return None,
            }
        }
        let mut report = salvage::read(values, self.place);
        report.on_demand = on_demand;
        let at = values.first()?.at;
        (salvage::told(&report) > read).then(|| Piece::new(at, Content::Health(report.into())))
    }

    /// Tells what was repaired with the piece that it stands in, of those from an offset on.
    fn tell(&mut self, notes: Vec<Told>, from: usize) {
        for note in notes {
            let piece = self
                .found
                .iter_mut()
                .rev()
                .find(|piece| piece.at <= note.0 || piece.at <= from);
            if let Some(piece) = piece {
                piece.notes.push(note);
            }
        }
    }

    /// Searches the lines gathered so far for messages and responses.
    fn flush_prose(&mut self) {
        let prose = std::mem::take(&mut self.prose);
        let searched = prose
            .get(..self.budget.min(prose.len()))
            .unwrap_or_default();
        self.budget -= searched.len();
        let mut told = message::pieces(self.text, searched, self.width);
        told.extend(response::pieces(self.text, searched));
        told.extend(attempts::pieces(self.text, searched));
        order::sort_by_key(&mut told, |piece| piece.at);
        let said = prose
            .iter()
            .find(|line| !line.of(self.text).trim().is_empty());
        match said {
            Some(line) if told.is_empty() => self.skipped.push(line.start),
            _ => {}
        }
        if !told.is_empty() {
            self.close_region();
        }
        self.found.extend(told);
    }

    fn finish(mut self) -> Vec<Piece> {
        self.close_region();
        if self.found.is_empty() {
            let at = self.skipped.first().copied().unwrap_or(0);
            let mut piece = Piece::new(at, Content::Unreadable);
            let text = if self.text.trim().is_empty() {
                say::NOTHING
            } else {
                say::UNKNOWN_TEXT
            };
            piece.notes.push((at, text.to_owned()));
            return vec![piece];
        }
        // Prose beside output is nobody's loss, but it is told.
        for at in std::mem::take(&mut self.skipped) {
            let piece = match self.found.iter().position(|piece| piece.at > at) {
                Some(next) => self.found.get_mut(next),
                None => self.found.last_mut(),
            };
            if let Some(piece) = piece {
                piece.notes.push((at, say::NO_OUTPUT.to_owned()));
            }
        }
        self.found
    }
}

/// JSON that holds nothing known.
pub(super) fn unknown_json(at: usize) -> Piece {
    let mut piece = Piece::new(at, Content::Unreadable);
    piece.notes.push((at, say::UNKNOWN_JSON.to_owned()));
    piece
}

/// Answers that are one word or two.
fn bare_answer(line: &str) -> Option<Content> {
    let state = match line.trim_end_matches('.').to_ascii_lowercase().as_str() {
        "no results" => ReportState::NoPermission,
        "null" => ReportState::Pending,
        _ => return None,
    };
    Some(Content::Health(Arc::new(HealthReport {
        state,
        ..HealthReport::default()
    })))
}
