//! What is left of a text when everything is taken away that consoles, web pages, tickets and
//! editions of the documents change: case, spacing, punctuation, quotes, Markdown, escapes,
//! contractions, hyphens, and the renaming of whitelists.

/// A text folded for comparison, and the way back to the text as given.
#[derive(Debug)]
pub(super) struct Folded {
    /// Lower-case letters and digits only.
    text: String,
    /// For each byte of `text`, where the character behind it ends in the text as given.
    ends: Vec<usize>,
}

impl Folded {
    pub(super) fn new(source: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(source.len()),
            ends: Vec::with_capacity(source.len()),
        };
        let mut rest = source;
        while let Some((skipped, letter, after)) = next(rest) {
            rest = after;
            if skipped {
                continue;
            }
            let end = source.len() - rest.len();
            // Nearly all of them are.
            if letter.is_ascii_alphanumeric() {
                folded.text.push(letter.to_ascii_lowercase());
                folded.ends.push(end);
                continue;
            }
            for letter in letter.to_lowercase().filter(|c| c.is_alphanumeric()) {
                folded.text.push(letter);
                folded.ends.resize(folded.text.len(), end);
            }
        }
        // "isn't" and "is not", "can't" and "cannot" become one; so does every other "not", on
        // both sides of a comparison alike.
        folded
            .replace("not", "nt")
            .replace("cannt", "cant")
            .replace("whitelist", "allowlist")
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// What follows each place where the folded fragment stands, in the text as given.
    pub(super) fn after<'s>(
        &self,
        source: &'s str,
        fragment: &str,
    ) -> impl Iterator<Item = &'s str> {
        self.text
            .match_indices(fragment)
            .filter_map(|(at, found)| self.ends.get((at + found.len()).checked_sub(1)?))
            .filter_map(|&end| source.get(end..))
    }

    fn replace(self, from: &str, to: &str) -> Self {
        if !self.text.contains(from) {
            return self;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut ends = Vec::with_capacity(self.ends.len());
        let mut done = 0;
        for (at, found) in self.text.match_indices(from) {
            let after = at + found.len();
            text.push_str(self.text.get(done..at).unwrap_or_default());
            ends.extend_from_slice(self.ends.get(done..at).unwrap_or_default());
            text.push_str(to);
            let end = after.checked_sub(1).and_then(|last| self.ends.get(last));
            ends.resize(text.len(), end.copied().unwrap_or_default());
            done = after;
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        ends.extend_from_slice(self.ends.get(done..).unwrap_or_default());
        Self { text, ends }
    }
}

/// Folds what is to be compared with a folded text.
pub(super) fn fold(text: &str) -> String {
    Folded::new(text).text
}

/// The next character, whether it is skipped, and what follows it. An escape counts as one
/// character: JSON's `\u0027`, HTML's `&#39;`, an apostrophe read in the wrong encoding.
fn next(text: &str) -> Option<(bool, char, &str)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let kept = Some((!first.is_alphanumeric(), first, rest));
    match first {
        '\\' => match rest.chars().next() {
            Some('n' | 'r' | 't') => Some((true, ' ', chars.next().map_or("", |_| chars.as_str()))),
            Some('u') => {
                let hex = rest
                    .get(1..5)
                    .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
                let unit = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
                match unit.and_then(char::from_u32) {
                    Some(letter) => Some((
                        !letter.is_alphanumeric(),
                        letter,
                        rest.get(5..).unwrap_or_default(),
                    )),
                    None => kept,
                }
            }
            _ => kept,
        },
        '&' => {
            let name = rest
                .split_once(';')
                .filter(|(name, _)| (1..=7).contains(&name.len()))
                .filter(|(name, _)| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'));
            match name {
                Some((_, after)) => Some((true, ' ', after)),
                None => kept,
            }
        }
        // UTF-8 quotation marks read as Windows-1252: a circumflex, a euro sign, one more.
        'â' if rest.starts_with('€') => {
            chars.next();
            chars.next();
            Some((true, ' ', chars.as_str()))
        }
        _ => kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editions_and_tools_change_is_folded_away() {
        for (one, other) in [
            ("isn't", "is not"),
            ("isn’t", "ISN\\u0027T"),
            ("cannot", "can't"),
            ("gateway's", "gateway&#39;s"),
            ("gateway’s", "gatewayâ€™s"),
            ("time-out", "timeout"),
            ("back-end", "Back\r\n      end"),
            ("OpenSSL", "Open SSL"),
            ("whitelisted", "allow-listed"),
            ("the **Leaf** certificate", "The Leaf\\ncertificate"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} / {other}");
        }
    }

    #[test]
    fn the_way_back_leads_behind_the_fragment() {
        let source = "It **isn’t**\r\n the Allow-List: X";
        let folded = Folded::new(source);
        let fragment = fold("is not the whitelist");
        let after: Vec<_> = folded.after(source, &fragment).collect();
        assert_eq!(after, [": X"]);
    }

    #[test]
    fn broken_escapes_are_text() {
        assert_eq!(fold("\\u12"), "u12");
        assert_eq!(fold("\\ud800"), "ud800");
        assert_eq!(fold("a & b; c"), "abc");
        assert_eq!(fold("\\"), "");
        assert_eq!(fold("\\n"), "");
    }
}
