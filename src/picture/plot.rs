//! The history of a pool as a drawing, and the same in words.

use super::twin::Line;
use super::{Layout, Mark, Node, draw};
use crate::metrics::{History, State};

/// Draws the healthy and unhealthy servers of a pool over time.
pub fn plot(history: &History, layout: Layout) -> Node {
    let said = super::twin::text(&describe_plot(history));
    draw::plot(history, layout, &said)
}

/// What the drawing shows, in words.
pub fn describe_plot(history: &History) -> Vec<Line> {
    let mark = match history.latest() {
        None => Mark::Unknown,
        Some((_, State::Down)) => Mark::Fail,
        Some((_, State::Degraded)) => Mark::Suspect,
        Some(_) if history.is_flapping() => Mark::Suspect,
        Some(_) => Mark::Ok,
    };
    let mut lines: Vec<Line> = Vec::new();
    for sentence in history.sentences() {
        let mark = lines.is_empty().then_some(mark);
        lines.push(Line {
            mark,
            text: sentence,
        });
    }
    lines
}
