//! Text for a terminal: wrapped, and nothing in it that a terminal would act on.

/// Collects lines of text, each wrapped to the width.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    width: usize,
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Self {
            text: String::new(),
            width: width.max(40),
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading, with a blank line before it.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.paragraph("", "", text);
    }

    /// Text behind a first prefix; further lines stand behind the other one.
    pub(super) fn paragraph(&mut self, first: &str, rest: &str, text: &str) {
        let text = visible(text);
        let mut line = first.to_owned();
        let mut length = first.chars().count();
        let mut empty = true;
        for word in text.split_whitespace() {
            let word_length = word.chars().count();
            if !empty && length + 1 + word_length > self.width {
                self.push_line(&line);
                line = rest.to_owned();
                length = rest.chars().count();
                empty = true;
            }
            if !empty {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += word_length;
            empty = false;
        }
        self.push_line(&line);
    }

    /// Lines to the letter behind a prefix: commands, output.
    pub(super) fn verbatim(&mut self, prefix: &str, text: &str) {
        for line in text.lines() {
            let line = visible(line);
            self.push_line(&format!("{prefix}{line}"));
        }
    }

    fn push_line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// The text with characters that a terminal acts on, or that reorder text, made visible. Line
/// breaks and tabs are blanks.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            _ if c.is_control()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}') =>
            {
                out.extend(c.escape_unicode());
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_the_width_and_keeps_long_words_whole() {
        let mut page = Page::new(40);
        page.paragraph("* ", "  ", &format!("one two {} three", "x".repeat(60)));
        let text = page.finish();
        assert_eq!(text, format!("* one two\n  {}\n  three\n", "x".repeat(60)));
    }

    #[test]
    fn a_paste_cannot_command_the_terminal() {
        let mut page = Page::new(80);
        page.paragraph("", "", "a\u{1b}[2J\u{202e}b\u{7}\r\nc");
        assert_eq!(page.finish(), "a\\u{1b}[2J\\u{202e}b\\u{7} c\n");
    }
}
