//! Text and boxes from top to bottom in a column, measured before they are drawn.

use super::sheet::{ICON, Sheet};
use super::{PAD, TEXT, tone_class};
use crate::picture::text::{Face, wrap};
use crate::picture::{Act, Mark};

/// A column.
#[derive(Default)]
pub(super) struct Flow {
    width: i32,
    rows: Vec<Row>,
}

enum Row {
    Text {
        lines: Vec<String>,
        size: i32,
        class: &'static str,
        icon: Option<Mark>,
    },
    Space(i32),
    Boxed {
        flow: Flow,
        class: &'static str,
    },
}

/// From one line to the next.
fn leading(size: i32) -> i32 {
    size + size / 3 + 1
}

impl Row {
    fn height(&self) -> i32 {
        match self {
            Self::Text {
                lines, size, icon, ..
            } => {
                let lines = i32::try_from(lines.len()).unwrap_or(i32::MAX);
                let least = if icon.is_some() { ICON + 2 } else { 0 };
                lines.saturating_mul(leading(*size)).max(least)
            }
            Self::Space(height) => *height,
            Self::Boxed { flow, .. } => flow.height() + 2 * PAD,
        }
    }
}

impl Flow {
    /// A column of that width.
    pub(super) fn new(width: i32) -> Self {
        let rows = Vec::new();
        Self { width, rows }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn height(&self) -> i32 {
        self.rows.iter().map(Row::height).sum()
    }

    /// A text, in at most so many lines.
    pub(super) fn text(&mut self, text: &str, size: i32, class: &'static str, most: usize) {
        let lines = wrap(text, self.width, size, face(class), most);
        let icon = None;
        self.rows.push(Row::Text {
            lines,
            size,
            class,
            icon,
        });
    }

    /// A text behind an icon.
    pub(super) fn marked(&mut self, mark: Mark, text: &str, class: &'static str, most: usize) {
        let lines = wrap(text, self.width - ICON - 5, TEXT, face(class), most);
        self.rows.push(Row::Text {
            lines,
            size: TEXT,
            class,
            icon: Some(mark),
        });
    }

    /// A text behind an icon, in the icon's tone.
    pub(super) fn toned(&mut self, mark: Mark, text: &str, most: usize) {
        self.marked(mark, text, tone_class(mark.tone()), most);
    }

    pub(super) fn space(&mut self, height: i32) {
        self.rows.push(Row::Space(height));
    }

    /// A column for a box inside this one.
    pub(super) fn inner(&self) -> Self {
        Self::new(self.width - 2 * PAD)
    }

    /// A box around a column made by [`inner`](Self::inner).
    pub(super) fn boxed(&mut self, flow: Self, class: &'static str) {
        self.rows.push(Row::Boxed { flow, class });
    }

    /// What somebody has to do here, in a box of its own.
    pub(super) fn act(&mut self, act: &Act) {
        if !self.is_empty() {
            self.space(8);
        }
        let mut inner = self.inner();
        inner.marked(Mark::Act, act.heading(), "p-fail-strong", 1);
        inner.text(&act.text, TEXT, "p-fail", 5);
        self.boxed(inner, if act.sure { "p-alarm" } else { "p-check" });
    }

    /// Draws it with its upper left corner there, and says where it ends.
    pub(super) fn draw(&self, sheet: &mut Sheet, x: i32, y: i32) -> i32 {
        let mut top = y;
        for row in &self.rows {
            match row {
                Row::Text {
                    lines,
                    size,
                    class,
                    icon,
                } => {
                    let mut indent = 0;
                    if let Some(mark) = icon {
                        sheet.icon(*mark, x, top + 1);
                        indent = ICON + 5;
                    }
                    let mut baseline = top + size;
                    for line in lines {
                        sheet.text(x + indent, baseline, *size, class, line);
                        baseline += leading(*size);
                    }
                }
                Row::Space(_) => {}
                Row::Boxed { flow, class } => {
                    sheet.card(x, top, self.width, flow.height() + 2 * PAD, class);
                    flow.draw(sheet, x + PAD, top + PAD);
                }
            }
            top += row.height();
        }
        top
    }
}

fn face(class: &str) -> Face {
    match class {
        "p-mono" | "p-mono-fail" => Face::Mono,
        "p-strong" | "p-fail-strong" => Face::Bold,
        _ => Face::Plain,
    }
}
