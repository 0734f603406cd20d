//! What is drawn on.

use super::Layout;
use crate::picture::{Mark, Node, Status};

/// The side of an icon.
pub(super) const ICON: i32 = 16;

/// The elements drawn so far. Lines lie under everything else.
#[derive(Default)]
pub(super) struct Sheet {
    areas: Vec<Node>,
    lines: Vec<Node>,
    nodes: Vec<Node>,
}

impl Sheet {
    /// A box that holds others.
    pub(super) fn area(&mut self, x: i32, y: i32, width: i32, height: i32, class: &'static str) {
        self.areas.push(boxed(x, y, width, height, class));
    }

    /// A box inside an area.
    pub(super) fn card(&mut self, x: i32, y: i32, width: i32, height: i32, class: &'static str) {
        self.nodes.push(boxed(x, y, width, height, class));
    }

    /// A line of text; `y` is its baseline.
    pub(super) fn text(&mut self, x: i32, y: i32, size: i32, class: &'static str, text: &str) {
        let node = Node::new("text")
            .with("class", class)
            .with("x", x)
            .with("y", y)
            .with("font-size", size)
            .saying(text);
        self.nodes.push(node);
    }

    /// An icon with its upper left corner there.
    pub(super) fn icon(&mut self, mark: Mark, x: i32, y: i32) {
        let node = Node::new("path")
            .with("class", format!("p-icon p-icon-{}", mark.tone()))
            .with("transform", format!("translate({x} {y})"))
            .with("d", mark.path());
        self.nodes.push(node);
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32), class: &'static str) {
        if from == to {
            return;
        }
        let node = Node::new("line")
            .with("class", class)
            .with("x1", from.0)
            .with("y1", from.1)
            .with("x2", to.0)
            .with("y2", to.1);
        self.lines.push(node);
    }

    /// A line of any course, under everything else.
    pub(super) fn stroke(&mut self, path: String, class: &'static str) {
        self.lines.push(stroke(path, class));
    }

    /// A line of any course, over everything that was drawn before.
    pub(super) fn stroke_above(&mut self, path: String, class: &'static str) {
        self.nodes.push(stroke(path, class));
    }

    /// A line that says how it went: its shape in the middle, an arrow at the end of what passed,
    /// and nothing behind the break of what failed.
    pub(super) fn leg(&mut self, from: (i32, i32), to: (i32, i32), status: Status) {
        let class = super::line_class(status);
        if status == Status::Passed {
            self.arrow(from, to, class);
        }
        let rest = match status {
            Status::Failed => super::line_class(Status::NotReached),
            _ => class,
        };
        self.halves(from, to, status, [class, rest]);
    }

    /// A line between two things that are compared, with its shape in the middle.
    pub(super) fn tie(&mut self, from: (i32, i32), to: (i32, i32), status: Status) {
        let class = super::line_class(status);
        self.halves(from, to, status, [class; 2]);
    }

    fn halves(
        &mut self,
        from: (i32, i32),
        to: (i32, i32),
        status: Status,
        classes: [&'static str; 2],
    ) {
        let (x, y) = (i32::midpoint(from.0, to.0), i32::midpoint(from.1, to.1));
        let room = ICON / 2 + 3;
        let (before, after) = match from.1 == to.1 {
            true => ((x - room, y), (x + room, y)),
            false => ((x, y - room), (x, y + room)),
        };
        if status != Status::NotNeeded {
            let [first, second] = classes;
            self.line(from, before, first);
            self.line(after, to, second);
        }
        self.icon(status.mark(), x - ICON / 2, y - ICON / 2);
    }

    fn arrow(&mut self, from: (i32, i32), to: (i32, i32), class: &'static str) {
        let (x, y) = to;
        let path = if from.1 == y {
            format!("M{} {}L{x} {y}L{} {}", x - 7, y - 5, x - 7, y + 5)
        } else {
            format!("M{} {}L{x} {y}L{} {}", x - 5, y - 7, x + 5, y - 7)
        };
        let node = Node::new("path").with("class", class).with("d", path);
        self.lines.push(node);
    }

    /// The whole drawing, with its text for those who do not see it.
    pub(super) fn finish(self, layout: Layout, height: i32, title: &str, said: &str) -> Node {
        let width = layout.width();
        // Strokes on the edge are cut in half otherwise.
        let mut root = Node::new("svg")
            .with("class", format!("picture picture-{}", layout.name()))
            .with("viewBox", format!("-2 -2 {} {}", width + 4, height + 4))
            .with("width", width + 4)
            .with("height", height + 4)
            .with("role", "img")
            .holding(Node::new("title").saying(title))
            .holding(Node::new("desc").saying(said));
        for part in [self.areas, self.lines, self.nodes] {
            root.children.extend(part);
        }
        root
    }
}

fn stroke(path: String, class: &'static str) -> Node {
    Node::new("path").with("class", class).with("d", path)
}

fn boxed(x: i32, y: i32, width: i32, height: i32, class: &'static str) -> Node {
    Node::new("rect")
        .with("class", class)
        .with("x", x)
        .with("y", y)
        .with("width", width)
        .with("height", height)
        .with("rx", 6)
}
