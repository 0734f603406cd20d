//! Servers over time: two lines over a scale, and under it where servers failed and where values
//! are missing.

use std::fmt::Write as _;

use super::flow::Flow;
use super::sheet::{ICON, Sheet};
use super::{HEAD, Layout, PAD};
use crate::language::picture::draw as say;
use crate::metrics::{Amount, History, Sample, Span, State};
use crate::picture::text::{Face, width};
use crate::picture::{Mark, Node};
use crate::time::Timestamp;

/// The size of what stands beside a scale.
const SMALL: i32 = 12;
/// How high a strip is.
const STRIP: i32 = 12;
/// Less wide, a stretch would not be seen.
const LEAST: i32 = 3;

/// Draws a history.
pub(in crate::picture) fn plot(history: &History, layout: Layout, said: &str) -> Node {
    let mut sheet = Sheet::default();
    let height = draw(history, layout, &mut sheet);
    let title = say::over_time(history.label());
    sheet.finish(layout, height, &title, said)
}

/// Where the lines are drawn, and what of time and number that is.
struct Scale {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    from: i64,
    to: i64,
    /// The number at the top.
    most: i64,
}

impl Scale {
    fn x(&self, at: i64) -> i32 {
        let span = i128::from(self.to) - i128::from(self.from);
        let part = i128::from(at) - i128::from(self.from);
        let x = part * i128::from(self.right - self.left) / span.max(1);
        let x = i32::try_from(x)
            .unwrap_or(i32::MAX)
            .saturating_add(self.left);
        x.clamp(self.left, self.right)
    }

    fn y(&self, value: Amount) -> i32 {
        let part = i128::from(value.in_thousandths()) * i128::from(self.bottom - self.top);
        let y = part / i128::from(self.most.saturating_mul(1000)).max(1);
        let y = i32::try_from(y).unwrap_or(i32::MAX);
        self.bottom.saturating_sub(y).clamp(self.top, self.bottom)
    }
}

fn draw(history: &History, layout: Layout, sheet: &mut Sheet) -> i32 {
    let whole = layout.width();
    let mut head = Flow::new(whole - 2 * PAD);
    head.text(&history.title(), HEAD, "p-strong", 2);
    head.space(4);
    head.marked(Mark::Ok, say::HEALTHY_LINE, "p-text", 1);
    let thick = say::UNHEALTHY_LINE;
    head.marked(Mark::Fail, thick, "p-text", 2);
    if history.is_flapping() {
        let times = say::up_and_down(history.episodes.len());
        head.marked(Mark::Suspect, &times, "p-suspect", 2);
    }
    let top = head.draw(sheet, PAD, 0) + 6;

    let (Some(first), Some(last)) = (history.samples.first(), history.samples.last()) else {
        return top;
    };
    let step = history.interval.unwrap_or(60);
    let most = history.most().in_thousandths();
    let flag = top + ICON + 8;
    let scale = Scale {
        left: 76,
        right: whole - 12,
        top: flag,
        bottom: flag + 120,
        from: first.at.unix(),
        to: last.at.unix().saturating_add(step),
        most: most.saturating_add(999).div_euclid(1000).max(1),
    };
    sheet.area(
        scale.left,
        scale.top,
        scale.right - scale.left,
        scale.bottom - scale.top,
        "p-area",
    );
    numbers(&scale, sheet);
    let below = times(&scale, history, layout, sheet);
    lines(&scale, history, step, sheet);
    drop(&scale, history, layout, top, sheet);
    strips(&scale, history, below, sheet)
}

/// The numbers beside the scale: nothing, half and the most.
fn numbers(scale: &Scale, sheet: &mut Sheet) {
    let mut marks = vec![0, scale.most];
    if scale.most % 2 == 0 {
        marks.push(scale.most / 2);
    }
    let mut grid = String::new();
    for mark in marks {
        let text = mark.to_string();
        let y = scale.y(Amount::thousandths(mark.saturating_mul(1000)));
        let x = (scale.left - 8 - width(&text, SMALL, Face::Plain)).max(0);
        sheet.text(x, y + 4, SMALL, "p-quiet", &text);
        if mark > 0 && mark < scale.most {
            let _ = write!(grid, "M{} {y}H{}", scale.left, scale.right);
        }
    }
    if !grid.is_empty() {
        sheet.stroke(grid, "p-faint");
    }
}

/// Steps of a scale of time, in seconds.
const STEPS: [i64; 16] = [
    60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    1_209_600, 2_592_000,
];

/// The times under the scale, and a grid; how far down they reach.
fn times(scale: &Scale, history: &History, layout: Layout, sheet: &mut Sheet) -> i32 {
    let wanted = match layout {
        Layout::Wide => 9,
        Layout::Narrow => 4,
    };
    let span = scale.to.saturating_sub(scale.from);
    let longest = 366 * 86_400;
    let step = STEPS
        .into_iter()
        .chain((1..).map(|years| years * longest).take(100))
        .find(|step| span / step < wanted)
        .unwrap_or(100 * longest);
    let (clock_row, date_row) = (scale.bottom + 16, scale.bottom + 32);
    let mut free = [0, 0];
    let mut grid = String::new();
    let mut day = String::new();
    let mut tick = scale.from.div_euclid(step).saturating_mul(step);
    while tick <= scale.to {
        if tick >= scale.from
            && let Some(at) = Timestamp::from_unix(tick)
        {
            let text = at.to_string();
            let part = |from, count| text.chars().skip(from).take(count).collect::<String>();
            let (date, clock) = (part(5, 5), part(11, 5));
            let x = scale.x(tick);
            if x > scale.left && x < scale.right {
                let _ = write!(grid, "M{x} {}V{}", scale.top, scale.bottom);
            }
            let mut label = |row: usize, y: i32, text: &str| {
                let wide = width(text, SMALL, Face::Plain);
                let start = (x - wide / 2)
                    .min(layout.width() - wide)
                    .max(scale.left - 20);
                if let Some(free) = free.get_mut(row)
                    && start >= *free
                {
                    sheet.text(start, y, SMALL, "p-quiet", text);
                    *free = start + wide + 8;
                    return true;
                }
                false
            };
            label(0, clock_row, &clock);
            if date != day && label(1, date_row, &date) {
                day = date;
            }
        }
        tick = tick.saturating_add(step);
    }
    if !grid.is_empty() {
        sheet.stroke(grid, "p-faint");
    }
    let zone = if history.local_time { "time" } else { "UTC" };
    sheet.text(0, date_row, SMALL, "p-quiet", zone);
    date_row + 8
}

/// Both lines, broken where values are missing.
fn lines(scale: &Scale, history: &History, step: i64, sheet: &mut Sheet) {
    let columns = usize::try_from(scale.right - scale.left).unwrap_or(1);
    let kept = history.condensed(columns);
    let samples: Vec<&Sample> = kept
        .iter()
        .filter_map(|index| history.samples.get(*index))
        .collect();
    let line = |value: fn(&Sample) -> Option<Amount>| {
        let mut path = String::new();
        let mut open = false;
        for (index, sample) in samples.iter().enumerate() {
            let Some(y) = value(sample).map(|value| scale.y(value)) else {
                open = false;
                continue;
            };
            let at = sample.at.unix();
            let end = match samples.get(index + 1) {
                Some(next) if !gap_between(history, sample.at, next.at) => next.at.unix(),
                _ => at.saturating_add(step),
            };
            let (from, to) = (scale.x(at), scale.x(end));
            let _ = match open {
                true => write!(path, "V{y}H{to}"),
                false => write!(path, "M{from} {y}H{to}"),
            };
            open = samples
                .get(index + 1)
                .is_some_and(|next| !gap_between(history, sample.at, next.at));
        }
        path
    };
    for (path, class) in [
        (line(|sample| sample.healthy), "p-line-ok"),
        (line(|sample| sample.unhealthy), "p-line-fail p-dashed"),
    ] {
        if !path.is_empty() {
            sheet.stroke_above(path, class);
        }
    }
}

/// Whether values are missing between two times.
fn gap_between(history: &History, one: Timestamp, next: Timestamp) -> bool {
    let at = history.gaps.partition_point(|gap| gap.from <= one);
    history.gaps.get(at).is_some_and(|gap| gap.to <= next)
}

/// The first drop: a flag over the scale, and a line down through it.
fn drop(scale: &Scale, history: &History, layout: Layout, top: i32, sheet: &mut Sheet) {
    let Some(drop) = history.first_drop() else {
        return;
    };
    let x = scale.x(drop.from.unix());
    let when = history.moment(drop.from);
    // On a phone the year and the zone would leave no room on either side of the flag.
    let text = match layout {
        Layout::Wide => say::first_drop(&when),
        Layout::Narrow => say::drop(when.chars().skip(5).take(11).collect::<String>()),
    };
    let wide = width(&text, SMALL, Face::Bold);
    let beside = x + ICON + 4;
    let (flag, words) = match beside + wide <= layout.width() {
        true => (x, beside),
        false => (x - 4, x - 10 - wide),
    };
    sheet.icon(Mark::Act, flag, top);
    sheet.text(words, top + 12, SMALL, "p-fail-strong", &text);
    let path = format!("M{x} {}V{}", top + ICON + 2, scale.bottom);
    sheet.stroke_above(path, "p-line-fail");
}

/// Where servers failed and where values are missing, each in a strip with its name.
fn strips(scale: &Scale, history: &History, top: i32, sheet: &mut Sheet) -> i32 {
    let mut at = top;
    let failing: Vec<(Span, &'static str)> = history
        .episodes
        .iter()
        .map(|episode| {
            let end = Timestamp::from_unix(scale.to).unwrap_or(episode.from);
            let span = Span {
                from: episode.from,
                to: episode.until.unwrap_or(end),
            };
            let class = match episode.worst {
                State::Down => "p-alarm",
                _ => "p-check",
            };
            (span, class)
        })
        .collect();
    let missing: Vec<(Span, &'static str)> =
        history.gaps.iter().map(|gap| (*gap, "p-gap")).collect();
    for (name, spans) in [(say::FAILING, failing), (say::NO_VALUES, missing)] {
        if spans.is_empty() {
            continue;
        }
        sheet.text(0, at + STRIP - 2, SMALL, "p-quiet", name);
        let mut free = scale.left;
        for (span, class) in spans {
            let from = scale.x(span.from.unix()).max(free);
            let to = scale.x(span.to.unix()).max(from + LEAST);
            // Too close to the one before to be a box of its own.
            if to > scale.right + LEAST || from >= scale.right {
                continue;
            }
            sheet.card(from, at, to.min(scale.right) - from, STRIP, class);
            free = to + 1;
        }
        at += STRIP + 8;
    }
    at
}
