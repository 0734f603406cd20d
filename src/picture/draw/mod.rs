//! From a picture to an SVG. Coordinates are whole user units; one is a pixel where the drawing is
//! shown at its own width.

mod chain;
mod comparison;
mod flow;
mod narrow;
mod plot;
mod sheet;
mod wide;

use super::{Comparison, Node, Picture, Status, Trust, sources_text, twin};
use crate::language::picture::{common, draw as say};
use flow::Flow;
pub(super) use plot::plot;
use sheet::Sheet;

/// How a drawing is arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// From left to right, for a desk and for paper.
    Wide,
    /// From top to bottom, for a phone.
    Narrow,
}

impl Layout {
    /// The width of the drawing, in user units.
    pub fn width(self) -> i32 {
        match self {
            Self::Wide => 960,
            Self::Narrow => 320,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// The size of most text.
const TEXT: i32 = 13;
/// The size of a heading.
const HEAD: i32 = 15;
/// Between a box and what is in it.
const PAD: i32 = 10;
/// Between two boxes.
const GAP: i32 = 14;

impl Picture {
    /// Draws it as an SVG, which says the same in words for those who do not see it.
    pub fn draw(&self, layout: Layout) -> Node {
        let mut sheet = Sheet::default();
        let height = match layout {
            Layout::Wide => wide::draw(self, &mut sheet),
            Layout::Narrow => narrow::draw(self, &mut sheet),
        };
        let said = twin::text(&self.describe());
        sheet.finish(layout, height, &self.title, &said)
    }

    /// What is wrong and what to do, with its source: it stands above everything else.
    fn heading(&self, width: i32) -> Flow {
        let mut flow = Flow::new(width);
        flow.text(&self.title, HEAD, "p-strong", 4);
        flow.space(3);
        flow.text(&common::what_to_do(&self.remedy), TEXT, "p-text", 14);
        flow.space(3);
        let source = format!("{} ({})", sources_text(self.sources), self.basis.as_str());
        flow.text(&say::source(&source), TEXT - 1, "p-quiet", 10);
        flow
    }
}

impl Comparison {
    /// Draws both sides as an SVG, which says the same in words.
    pub fn draw(&self, layout: Layout) -> Node {
        let mut sheet = Sheet::default();
        let height = comparison::draw(self, layout, &mut sheet);
        let said = twin::text(&self.describe());
        sheet.finish(layout, height, &self.title, &said)
    }
}

/// The class of a line that stands for this.
fn line_class(status: Status) -> &'static str {
    match status {
        Status::Passed => "p-line-ok",
        Status::Failed => "p-line-fail",
        Status::NotReached | Status::NotNeeded => "p-line-pending",
        Status::Unknown => "p-line-unknown",
    }
}

/// The class of a text in a tone.
fn tone_class(tone: &str) -> &'static str {
    match tone {
        "ok" => "p-ok",
        "fail" => "p-fail-strong",
        "suspect" => "p-suspect",
        "unknown" => "p-unknown",
        "act" => "p-fail",
        _ => "p-muted",
    }
}

/// What the gateway measures a chain against, by name.
fn anchor(trust: &Trust, flow: &mut Flow) {
    const NAMED: usize = 4;
    flow.text(trust.anchor.word(), TEXT, "p-strong", 2);
    for name in trust.names.iter().take(NAMED) {
        flow.text(name, TEXT, "p-text", 2);
    }
    if let Some(more) = trust
        .names
        .len()
        .checked_sub(NAMED)
        .filter(|more| *more > 0)
    {
        flow.text(&common::and_more(more), TEXT, "p-quiet", 1);
    }
}

/// The class of the box around it.
fn anchor_class(trust: &Trust) -> &'static str {
    match trust.status {
        Status::Failed => "p-alarm",
        _ => "p-card",
    }
}
