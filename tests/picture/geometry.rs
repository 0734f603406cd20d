//! Reads a drawing as any program would, and measures it.

use appgw_doctor::picture::{Layout, Node};

/// A rectangle: left, top, right, bottom.
type Box4 = [f32; 4];

fn apart(a: Box4, b: Box4) -> bool {
    a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]
}

fn inside(inner: Box4, outer: Box4) -> bool {
    inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

/// That nothing in the file runs into anything else; texts have the widths of Arial.
pub(crate) fn check(name: &str, layout: Layout, drawing: &Node) {
    let svg = drawing.to_svg();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"), "{name}");
    let child = |tag| {
        root.children()
            .find(|node| node.has_tag_name(tag))
            .and_then(|node| node.text())
    };
    assert!(
        child(("http://www.w3.org/2000/svg", "title")).is_some(),
        "{name}"
    );
    assert!(
        child(("http://www.w3.org/2000/svg", "desc")).is_some(),
        "{name}"
    );

    let number = |node: roxmltree::Node<'_, '_>, key: &str| -> f32 {
        node.attribute(key).unwrap().parse().unwrap()
    };
    let sheet: Vec<f32> = root
        .attribute("viewBox")
        .unwrap()
        .split(' ')
        .map(|part| part.parse().unwrap())
        .collect();
    let sheet = [sheet[0], sheet[1], sheet[0] + sheet[2], sheet[1] + sheet[3]];
    let mut rects: Vec<Box4> = Vec::new();
    let mut texts: Vec<(Box4, &str)> = Vec::new();
    let mut icons: Vec<Box4> = Vec::new();
    let mut lines: Vec<Box4> = Vec::new();
    for node in root.children().filter(roxmltree::Node::is_element) {
        assert_eq!(
            node.attribute("style"),
            None,
            "the page allows no inline styles"
        );
        match node.tag_name().name() {
            "rect" => {
                let (x, y) = (number(node, "x"), number(node, "y"));
                rects.push([x, y, x + number(node, "width"), y + number(node, "height")]);
            }
            "text" => {
                let (x, y) = (number(node, "x"), number(node, "y"));
                let size = number(node, "font-size");
                // At 288 pixels, a phone of 320 without its margins, that is 10.8.
                assert!(size >= 12.0, "{name}: text too small");
                let text = node.text().unwrap_or_default();
                let bold = node
                    .attribute("class")
                    .is_some_and(|class| class.contains("strong"));
                let mono = node
                    .attribute("class")
                    .is_some_and(|class| class.contains("mono"));
                let width = arial(text, mono) * size * if bold { 1.08 } else { 1.0 };
                texts.push(([x, y - size * 0.78, x + width, y + size * 0.22], text));
            }
            "path" => {
                if let Some(at) = node.attribute("transform") {
                    let at = at.trim_start_matches("translate(").trim_end_matches(')');
                    let (x, y) = at.split_once(' ').unwrap();
                    let (x, y): (f32, f32) = (x.parse().unwrap(), y.parse().unwrap());
                    icons.push([x, y, x + 16.0, y + 16.0]);
                }
            }
            "line" => {
                let [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(|key| number(node, key));
                // Slanted lines run between columns only; their box is good enough.
                lines.push([x1.min(x2), y1.min(y2), x1.max(x2) + 0.1, y1.max(y2) + 0.1]);
            }
            "title" | "desc" | "style" => {}
            other => panic!("{name}: nothing is known of <{other}>"),
        }
    }
    assert!(!texts.is_empty() && !rects.is_empty(), "{name}");
    assert_eq!(sheet[2] - sheet[0], layout.width() as f32 + 4.0, "{name}");
    let within =
        |what: &str, area: Box4| assert!(inside(area, sheet), "{name}: {what} off the sheet");
    for (area, text) in &texts {
        within(text, *area);
    }
    for area in rects.iter().chain(&icons).chain(&lines) {
        within("a shape", *area);
    }
    for (index, a) in rects.iter().enumerate() {
        for b in &rects[..index] {
            let nested = inside(*a, *b) || inside(*b, *a);
            assert!(nested || apart(*a, *b), "{name}: {a:?} and {b:?} overlap");
        }
    }
    for (index, (a, text)) in texts.iter().enumerate() {
        for (b, other) in &texts[..index] {
            assert!(apart(*a, *b), "{name}: {text:?} and {other:?} overlap");
        }
        for b in &rects {
            assert!(
                inside(*a, *b) || apart(*a, *b),
                "{name}: {text:?} runs out of {b:?}"
            );
        }
        for b in icons.iter().chain(&lines) {
            assert!(
                apart(*a, *b),
                "{name}: {text:?} and a shape at {b:?} overlap"
            );
        }
    }
    for (index, a) in icons.iter().enumerate() {
        for b in icons[..index].iter().chain(&lines) {
            assert!(apart(*a, *b), "{name}: shapes at {a:?} and {b:?} overlap");
        }
    }
}

/// The width of a text in a size of one, from Arial's own table; others by their case.
fn arial(text: &str, mono: bool) -> f32 {
    if mono {
        return text.chars().count() as f32 * 0.602;
    }
    let each = text.chars().map(|c| match c {
        'i' | 'j' | 'l' | '\'' => 0.222,
        ' ' | '.' | ',' | ':' | ';' | '/' | 'f' | 't' | 'I' => 0.278,
        'r' | '(' | ')' | '-' | '\u{201c}' | '\u{201d}' => 0.333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'm' | 'M' => 0.833,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.722,
        'W' => 0.944,
        '\u{2026}' => 1.0,
        'A'..='Z' => 0.69,
        _ => 0.556,
    });
    each.sum()
}
