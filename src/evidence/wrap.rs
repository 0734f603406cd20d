//! Putting a value together again that a console or a mail program broke over several lines.

use crate::fault;

/// How wide a text is, to tell a console's breaks (every broken line has the same length, words are
/// cut) from those of a program that breaks between words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Width {
    /// The console's width in characters; `None` where the lines do not show one.
    console: Option<usize>,
}

impl Width {
    pub(super) fn of(text: &str) -> Self {
        let mut longest = 0;
        let mut as_long = 0;
        for line in text.lines() {
            // Enough to compare with: a character counts once, whatever its bytes.
            let length = line.trim_end_matches('\r').chars().count();
            if length > longest {
                (longest, as_long) = (length, 1);
            } else if length == longest {
                as_long += 1;
            }
        }
        // One longest line says little, unless it is as long as consoles are wide.
        let console = (longest >= 40 && (as_long > 1 || longest % 10 == 0)).then_some(longest);
        Self { console }
    }

    fn is_full(self, line: usize) -> bool {
        self.console.is_some_and(|width| line >= width)
    }
}

/// Whether a space belongs between what stands before a line break inside a value and what follows
/// it. `line` is the length of the broken line in characters.
///
/// Ids, host names and other values without a space are put together as they are: consoles break
/// them anywhere. In a sentence, words that the gateway's messages use decide; where they don't,
/// the text's width does.
pub(super) fn needs_space(before: &str, after: &str, line: usize, width: Width) -> bool {
    if before.is_empty() || before.ends_with(char::is_whitespace) {
        return false;
    }
    let is_path = before.starts_with('/') || before.contains("/subscriptions/");
    if is_path {
        return false;
    }
    let left = before
        .rsplit(|c: char| !c.is_alphanumeric() && c != '\'')
        .next()
        .unwrap_or_default();
    let right = after
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .next()
        .unwrap_or_default();
    if !left.is_empty() && !right.is_empty() {
        if is_message_word(&format!("{left}{right}")) {
            return false;
        }
        if is_message_word(left) && is_message_word(right) {
            return true;
        }
    }
    if !before.contains(char::is_whitespace) {
        return false;
    }
    if after.starts_with("- ") {
        return true;
    }
    if before.ends_with(['-', '/', '(', '"']) || after.starts_with(['-', '/', '.', ',', ')', ':']) {
        return false;
    }
    let token = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    if token.contains("://") {
        return !width.is_full(line) && !before.ends_with('.');
    }
    if before.ends_with(['.', ',', ':', ';']) {
        return true;
    }
    !width.is_full(line)
}

/// Whether it is a word of the gateway's messages, or two joined by an apostrophe.
fn is_message_word(word: &str) -> bool {
    word.split('\'').all(fault::is_own_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(before: &str, after: &str, width: Width) -> String {
        let space = if needs_space(before, after, before.chars().count(), width) {
            " "
        } else {
            ""
        };
        format!("{before}{space}{after}")
    }

    #[test]
    fn a_sentence_broken_anywhere_reads_as_before() {
        let sentence = "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port.";
        for at in 1..sentence.len() {
            let (before, after) = sentence.split_at(at);
            // At a space, the break either leaves it at the line's end or eats it.
            let before = before.strip_suffix(' ').unwrap_or(before);
            let after = after.strip_prefix(' ').unwrap_or(after);
            assert_eq!(join(before, after, Width::default()), sentence, "{at}");
        }
    }

    #[test]
    fn every_wording_broken_anywhere_reads_as_before() {
        // At a closing quote, nothing tells the one that ends a word from the one that begins it.
        let sentences = fault::wordings().filter(|text| text.contains(' ') && !text.contains('"'));
        for sentence in sentences.filter(|text| text.is_ascii()) {
            for at in 1..sentence.len() {
                let (before, after) = sentence.split_at(at);
                let before = before.strip_suffix(' ').unwrap_or(before);
                let after = after.strip_prefix(' ').unwrap_or(after);
                // A host name, too, begins with a word and a stop.
                if before.contains(' ') || !before.ends_with('.') {
                    assert_eq!(join(before, after, Width::default()), sentence, "{at}");
                }
            }
        }
    }

    #[test]
    fn ids_and_host_names_never_get_a_space() {
        for text in [
            "/subscriptions/0f/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/a",
            "app-contoso.internal.example.com",
        ] {
            for at in 1..text.len() {
                let (before, after) = text.split_at(at);
                assert_eq!(join(before, after, Width::default()), text, "{at}");
            }
        }
    }

    #[test]
    fn the_consoles_width_decides_where_words_do_not() {
        let line = "x".repeat(60);
        let width = Width::of(&format!("{line}\n{line}\n"));
        assert!(!needs_space("names like conto", "so.com", 60, width));
        assert!(needs_space("names like contoso", "apply", 41, width));
    }
}
