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

/// `1 server`, `2 servers`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
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
