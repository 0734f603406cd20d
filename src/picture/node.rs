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
            .with("font-family", "system-ui, 'Segoe UI', Roboto, Arial, sans-serif");
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
            '\n' | '\r' | '\t' => out.push(' '),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// The colours of a drawing by itself. On the page, `styles/picture.css` has the page's own.
/// No custom properties: not every program that opens an SVG file knows them.
const STYLE: &str = "\
.p-area{fill:#fff;stroke:#8a8f98}.p-card{fill:#f4f5f7;stroke:#b4b8c0}.p-gap{fill:none;stroke:#b3261e;stroke-dasharray:4 3}\
.p-faint{fill:none;stroke:#b4b8c0;stroke-dasharray:4 3}.p-alarm{fill:#fdecea;stroke:#b3261e}.p-check{fill:#fff;stroke:#b3261e}.p-remedy{fill:#eef3fb;stroke:#2f5fa8}\
.p-line{stroke:#5b616b;stroke-width:2;fill:none}.p-line-ok{stroke:#1f6f43;stroke-width:2;fill:none}\
.p-line-fail{stroke:#b3261e;stroke-width:3;fill:none}.p-line-pending{stroke:#8a8f98;stroke-width:2;stroke-dasharray:2 5;fill:none}\
.p-line-unknown{stroke:#6a5a1d;stroke-width:2;stroke-dasharray:7 5;fill:none}\
.p-text{fill:#1c1e22}.p-quiet{fill:#555b65}.p-strong{fill:#1c1e22;font-weight:600}.p-mono{fill:#1c1e22;font-family:ui-monospace,Consolas,'DejaVu Sans Mono',monospace}\
.p-mono-fail{fill:#b3261e;font-family:ui-monospace,Consolas,'DejaVu Sans Mono',monospace}\
.p-ok{fill:#1f6f43}.p-fail{fill:#b3261e}.p-fail-strong{fill:#b3261e;font-weight:600}.p-suspect{fill:#8a4b00}.p-unknown{fill:#6a5a1d}.p-muted{fill:#555b65}\
.p-icon{fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}\
.p-icon-ok{stroke:#1f6f43}.p-icon-fail{stroke:#b3261e}.p-icon-suspect{stroke:#8a4b00}.p-icon-unknown{stroke:#6a5a1d}.p-icon-muted{stroke:#555b65}.p-icon-act{stroke:#b3261e}\
@media screen and (prefers-color-scheme:dark){svg{background:#16181c}\
.p-area{fill:#1d2025;stroke:#747b87}.p-card{fill:#282c33;stroke:#565d69}.p-gap{stroke:#ff9a90}.p-faint{stroke:#565d69}.p-alarm{fill:#3a1f1d;stroke:#ff9a90}.p-check{fill:#1d2025;stroke:#ff9a90}.p-remedy{fill:#1d2736;stroke:#8fb4ee}\
.p-line{stroke:#a5acb8}.p-line-ok{stroke:#6fcf97}.p-line-fail{stroke:#ff9a90}.p-line-pending{stroke:#747b87}.p-line-unknown{stroke:#e0c870}\
.p-text,.p-strong,.p-mono{fill:#eceef1}.p-quiet,.p-muted{fill:#b3bac6}.p-ok{fill:#6fcf97}.p-fail,.p-fail-strong,.p-mono-fail{fill:#ff9a90}.p-suspect{fill:#ffb870}.p-unknown{fill:#e0c870}\
.p-icon-ok{stroke:#6fcf97}.p-icon-fail,.p-icon-act{stroke:#ff9a90}.p-icon-suspect{stroke:#ffb870}.p-icon-unknown{stroke:#e0c870}.p-icon-muted{stroke:#b3bac6}}";
