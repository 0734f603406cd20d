//! An SVG as a tree, and that tree as text.

use std::fmt::Write as _;

/// An SVG element: geometry in attributes, colours in classes, so that a page whose policy allows
/// no inline styles can show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The element's name.
    pub name: &'static str,
    /// Its attributes, in order; values are not escaped yet.
    pub attributes: Vec<(&'static str, String)>,
    /// The elements inside.
    pub children: Vec<Node>,
    /// The text inside, before the elements; not escaped yet.
    pub text: String,
}

impl Node {
    /// An element without anything.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            children: Vec::new(),
            text: String::new(),
        }
    }

    /// With one more attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With a text inside.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// With one more element inside.
    #[must_use]
    pub fn holding(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// The drawing as a file of its own: with its colours, for light, dark and print.
    pub fn to_svg(&self) -> String {
        let mut root = self
            .clone()
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with(
                "font-family",
                "system-ui, 'Segoe UI', Roboto, Arial, sans-serif",
            );
        root.children.insert(0, Self::new("style").saying(STYLE));
        let mut out = String::new();
        root.write(&mut out);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            // Writing into a string never fails.
            let _ = write!(out, " {name}=\"");
            escape(value, out);
            out.push('"');
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        escape(&self.text, out);
        for child in &self.children {
            child.write(out);
        }
        let _ = write!(out, "</{}>", self.name);
    }
}

/// Escapes for text and attributes alike. Characters that XML 1.0 (section 2.2) has no place for
/// become U+FFFD: names come out of pastes.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(c),
            '\r' | '\t' => out.push(' '),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// The colours of a drawing by itself, for light and dark.
const STYLE: &str = include_str!("standalone.css");
