//! Two sides, beside each other or one under the other.

use super::flow::Flow;
use super::sheet::Sheet;
use super::{GAP, HEAD, Layout, PAD, TEXT};
use crate::language::picture::draw as say;
use crate::picture::{Comparison, Entry, Mark, Side, sources_text};

/// Between the sides, where the lines run.
const BETWEEN: i32 = 80;

/// Draws a comparison and says how high it is.
pub(super) fn draw(comparison: &Comparison, layout: Layout, sheet: &mut Sheet) -> i32 {
    let width = layout.width();
    let mut heading = Flow::new(width - 2 * PAD);
    heading.text(&comparison.title, HEAD, "p-strong", 4);
    heading.space(3);
    let source = format!(
        "{} ({})",
        sources_text(comparison.sources),
        comparison.basis.as_str()
    );
    heading.text(&say::source(&source), TEXT - 1, "p-quiet", 10);
    sheet.area(0, 0, width, heading.height() + 2 * PAD, "p-remedy");
    let top = heading.draw(sheet, PAD, PAD) + PAD + GAP;
    match layout {
        Layout::Wide => {
            let column = (width - BETWEEN) / 2;
            let right = column + BETWEEN;
            // What belongs together stands beside each other.
            let sides = [&comparison.left, &comparison.right];
            let heads = sides.map(|side| head(side, column).height());
            let mut least = vec![heads.into_iter().max().unwrap_or(0)];
            if !comparison.links.is_empty() {
                let heights = sides.map(|side| heights(side, column));
                let [left, right] = heights;
                let both = left.iter().zip(right.iter().chain(std::iter::repeat(&0)));
                least.extend(both.map(|(left, right)| left.max(right)));
            }
            let [from, to] = [(&comparison.left, 0), (&comparison.right, right)]
                .map(|(one, x)| side(one, sheet, x, top, column, &least));
            let end = from.end.max(to.end);
            for x in [0, right] {
                sheet.area(x, top, column, end - top, "p-area");
            }
            for (left, at) in &comparison.links {
                if let (Some(from), Some(to)) = (from.middles.get(*left), to.middles.get(*at)) {
                    let class = if left == at {
                        "p-line-ok"
                    } else {
                        "p-line-fail"
                    };
                    sheet.line((column - PAD, *from), (right + PAD, *to), class);
                }
            }
            end
        }
        Layout::Narrow => {
            let mut top = top;
            for one in [&comparison.left, &comparison.right] {
                let end = side(one, sheet, 0, top, width, &[]).end;
                sheet.area(0, top, width, end - top, "p-area");
                top = end + GAP;
            }
            top - GAP
        }
    }
}

/// Where a side ends, and the middle of each of its entries.
struct Drawn {
    end: i32,
    middles: Vec<i32>,
}

fn head(side: &Side, width: i32) -> Flow {
    let mut flow = Flow::new(width - 2 * PAD);
    flow.text(&side.heading, HEAD, "p-strong", 2);
    if let Some((mark, verdict)) = &side.verdict {
        flow.toned(*mark, verdict, 5);
    }
    flow.space(6);
    flow
}

fn heights(side: &Side, width: i32) -> Vec<i32> {
    let cards = side
        .entries
        .iter()
        .map(|entry| card(entry, width - 4 * PAD));
    cards.map(|card| card.height() + 2 * PAD).collect()
}

/// Draws a side; `least` says how high its head and then each of its entries are at least.
fn side(one: &Side, sheet: &mut Sheet, x: i32, top: i32, width: i32, least: &[i32]) -> Drawn {
    let mut least = least.iter().copied().chain(std::iter::repeat(0));
    let mut at_least = |height: i32| least.next().unwrap_or(0).max(height);
    let head = head(one, width);
    head.draw(sheet, x + PAD, top + PAD);
    let mut at = top + PAD + at_least(head.height());
    let mut middles = Vec::new();
    for entry in &one.entries {
        let card = card(entry, width - 4 * PAD);
        let height = at_least(card.height() + 2 * PAD);
        sheet.card(x + PAD, at, width - 2 * PAD, height, "p-card");
        card.draw(sheet, x + 2 * PAD, at + PAD);
        middles.push(at + height / 2);
        at += height + 10;
    }
    let end = at - 10 + PAD;
    Drawn { end, middles }
}

fn card(entry: &Entry, width: i32) -> Flow {
    let mut flow = Flow::new(width);
    flow.text(&entry.title, TEXT, "p-strong", 2);
    for printed in &entry.printed {
        flow.text(printed, TEXT - 1, "p-mono", 4);
    }
    for (mark, says) in &entry.says {
        match mark {
            Some(mark) => flow.toned(*mark, says, 3),
            None => flow.marked(Mark::Skipped, says, "p-text", 3),
        }
    }
    flow
}
