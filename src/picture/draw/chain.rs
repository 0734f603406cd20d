//! The certificates: as presented on the left, in their expected order on the right.

use super::flow::Flow;
use super::sheet::Sheet;
use super::{PAD, TEXT, line_class, tone_class};
use crate::language::picture::draw as say;
use crate::picture::{Chain, Element, Mark, Presented, State, Status};

/// The certificates, laid out but not drawn yet.
pub(super) struct Table<'a> {
    chain: &'a Chain,
    column: i32,
    gap: i32,
    note: Flow,
    head: [Flow; 2],
    /// From top to bottom: the element on each side, and its card.
    rows: Vec<[Option<(usize, Flow)>; 2]>,
}

/// Between one row and the next.
const BETWEEN: i32 = 16;

impl<'a> Table<'a> {
    /// Lays a chain out in that width.
    pub(super) fn new(chain: &'a Chain, width: i32) -> Self {
        let gap = if width > 350 { 48 } else { 24 };
        let column = (width - gap) / 2;
        let mut note = Flow::new(width);
        if let Some(text) = &chain.note {
            note.text(text, TEXT, "p-quiet", 4);
            note.space(6);
        }
        let head = [say::PRESENTED, say::EXPECTED_ORDER].map(|text| {
            let mut flow = Flow::new(column);
            flow.text(text, TEXT, "p-strong", 2);
            flow.space(4);
            flow
        });
        let elements = chain.elements.iter().enumerate();
        let mut rows: Vec<[Option<(usize, Flow)>; 2]> = Vec::new();
        let mut put = |row: usize, side: usize, cell: (usize, Flow)| {
            while rows.len() <= row {
                rows.push([None, None]);
            }
            if let Some(slot) = rows.get_mut(row).and_then(|row| row.get_mut(side)) {
                *slot = Some(cell);
            }
        };
        for (index, element) in elements.clone() {
            if let Presented::At(depth) = element.presented {
                put(depth, 0, (index, presented(element, column)));
            }
            if let Some(depth) = element.expected {
                put(depth, 1, (index, expected(element, depth, column)));
            }
        }
        for (index, element) in elements {
            if matches!(element.presented, Presented::At(_)) {
                continue;
            }
            let free = |row: &[Option<(usize, Flow)>; 2]| row.first().is_some_and(Option::is_none);
            let wish = element
                .expected
                .filter(|row| rows.get(*row).is_none_or(free));
            let row = wish
                .or_else(|| rows.iter().position(free))
                .unwrap_or(rows.len());
            if rows.len() <= row {
                rows.resize_with(row + 1, || [None, None]);
            }
            if let Some([slot, _]) = rows.get_mut(row) {
                *slot = Some((index, presented(element, column)));
            }
        }
        // Places of certificates that are counted, not drawn.
        rows.retain(|row| row.iter().any(Option::is_some));
        Self {
            chain,
            column,
            gap,
            note,
            head,
            rows,
        }
    }

    fn row_height(row: &[Option<(usize, Flow)>; 2]) -> i32 {
        let heights = row
            .iter()
            .flatten()
            .map(|(_, flow)| flow.height() + 2 * PAD);
        heights.max().unwrap_or(0)
    }

    fn head_height(&self) -> i32 {
        self.head.iter().map(Flow::height).max().unwrap_or(0)
    }

    /// How much room it takes.
    pub(super) fn height(&self) -> i32 {
        let rows: i32 = self
            .rows
            .iter()
            .map(|row| Self::row_height(row) + BETWEEN)
            .sum();
        self.note.height() + self.head_height() + rows - BETWEEN.min(rows)
    }

    /// Where the middle of an element's presented card is, from the top.
    pub(super) fn middle_of(&self, element: usize) -> Option<i32> {
        let mut top = self.note.height() + self.head_height();
        for row in &self.rows {
            if row
                .first()
                .is_some_and(|cell| matches!(cell, Some((index, _)) if *index == element))
            {
                return Some(top + Self::row_height(row) / 2);
            }
            top += Self::row_height(row) + BETWEEN;
        }
        None
    }

    /// Draws it with its upper left corner there.
    pub(super) fn draw(&self, sheet: &mut Sheet, x: i32, y: i32) {
        let right = x + self.column + self.gap;
        let mut top = self.note.draw(sheet, x, y);
        for (flow, x) in self.head.iter().zip([x, right]) {
            flow.draw(sheet, x, top);
        }
        top += self.head_height();
        let mut ends: [Vec<(usize, i32)>; 2] = [Vec::new(), Vec::new()];
        // The cards above, to be joined to those below.
        let mut above: [Option<(usize, i32)>; 2] = [None, None];
        for row in &self.rows {
            for (side, cell) in row.iter().enumerate() {
                let Some((index, flow)) = cell else { continue };
                let left = if side == 0 { x } else { right };
                let height = Self::row_height(row);
                let element = self.chain.elements.get(*index);
                let class = element.map_or("p-card", |element| card_class(element, side));
                sheet.card(left, top, self.column, height, class);
                flow.draw(sheet, left + PAD, top + PAD);
                if let Some(ends) = ends.get_mut(side) {
                    ends.push((*index, top + height / 2));
                }
                if let Some(slot) = above.get_mut(side) {
                    if let Some((before, bottom)) = slot {
                        let class = if side == 0 {
                            self.joint(*before, *index)
                        } else {
                            "p-line"
                        };
                        let middle = left + self.column / 2;
                        sheet.line((middle, *bottom), (middle, top), class);
                    }
                    *slot = Some((*index, top + height));
                }
            }
            top += Self::row_height(row) + BETWEEN;
        }
        let [presented, expected] = ends;
        for (index, from) in presented {
            let to = expected.iter().find(|(other, _)| *other == index);
            let element = self.chain.elements.get(index);
            if let (Some((_, to)), Some(element)) = (to, element) {
                let ends = ((x + self.column, from), (right, *to));
                sheet.line(ends.0, ends.1, place_class(element.state));
            }
        }
    }

    /// The line between a presented certificate and the one after it.
    fn joint(&self, before: usize, after: usize) -> &'static str {
        let states = [before, after].map(|index| self.chain.elements.get(index).map(|e| e.state));
        let any = |wanted: &[State]| states.iter().flatten().any(|state| wanted.contains(state));
        if any(&[State::Missing, State::OutOfPlace]) {
            line_class(Status::Failed)
        } else if any(&[State::NotSent, State::Surplus]) {
            line_class(Status::NotReached)
        } else if any(&[State::Unknown, State::Suspect]) {
            line_class(Status::Unknown)
        } else {
            "p-line"
        }
    }
}

/// The line between a certificate and the place where it should be.
fn place_class(state: State) -> &'static str {
    match state {
        State::InPlace => line_class(Status::Passed),
        State::OutOfPlace | State::Missing => line_class(Status::Failed),
        State::NotSent => line_class(Status::NotReached),
        State::Unknown | State::Suspect => line_class(Status::Unknown),
        // It stands where it should: its place is not what is wrong.
        State::Wrong | State::Untrusted | State::Surplus => "p-line",
    }
}

fn card_class(element: &Element, side: usize) -> &'static str {
    match (side, element.presented, element.state) {
        (0, _, State::Missing) => "p-gap",
        (0, Presented::No | Presented::Unknown, State::Untrusted | State::Wrong) => "p-alarm",
        (0, Presented::No | Presented::Unknown, _) => "p-faint",
        (0, _, state) if state.mark() == Mark::Fail => "p-alarm",
        _ => "p-card",
    }
}

/// What the server sends.
fn presented(element: &Element, column: i32) -> Flow {
    let mut flow = Flow::new(column - 2 * PAD);
    let mark = element.state.mark();
    match element.presented {
        Presented::At(depth) => {
            flow.text(
                &format!("{depth} {}", element.role.word()),
                TEXT,
                "p-strong",
                1,
            );
        }
        Presented::No | Presented::Unknown => flow.text(element.role.word(), TEXT, "p-strong", 1),
    }
    if let Some(name) = element
        .name
        .as_ref()
        .filter(|_| element.presented != Presented::No)
    {
        flow.text(name, TEXT, "p-text", 3);
    }
    flow.toned(mark, element.state.word(), 1);
    if let Some(says) = &element.says {
        flow.text(
            says,
            TEXT,
            tone_class(mark.tone()).trim_end_matches("-strong"),
            6,
        );
    }
    flow
}

/// What should be there.
fn expected(element: &Element, depth: usize, column: i32) -> Flow {
    let mut flow = Flow::new(column - 2 * PAD);
    flow.text(
        &format!("{depth} {}", element.role.word()),
        TEXT,
        "p-strong",
        1,
    );
    if let Some(name) = &element.name {
        flow.text(name, TEXT, "p-text", 3);
    }
    flow
}
