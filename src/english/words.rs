//! Words that several parts of a sentence are made of.

/// How many of a list a sentence names.
const LISTED: usize = 4;

/// A few of some words, and how many more there are; nothing where there is none.
pub(crate) fn listed(words: &[&str]) -> String {
    let (shown, more) = words.split_at(words.len().min(LISTED));
    let shown = shown.join(", ");
    match more.len() {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// A noun as it stands behind 1, and behind any other number. Another language may have more forms:
/// [`counted`] alone looks into it.
pub(crate) struct Noun(pub(crate) &'static str, pub(crate) &'static str);

pub(crate) static SERVER: Noun = Noun("server", "servers");

/// `1 server`, `2 servers`.
pub(crate) fn counted(number: usize, noun: &Noun) -> String {
    let noun = if number == 1 { noun.0 } else { noun.1 };
    format!("{number} {noun}")
}

/// What stands for a name that is not known.
pub(crate) const WITHOUT_A_NAME: &str = "without a name";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_short() {
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["a", "b", "c", "d"]), "a, b, c, d");
        assert_eq!(
            listed(&["a", "b", "c", "d", "e", "f"]),
            "a, b, c, d and 2 more"
        );
    }
}
