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

/// Whether two names, as far as both are known, are the same. Azure compares them without regard to
/// case.
pub(crate) fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other)
        .is_none_or(|(one, other)| one.eq_ignore_ascii_case(other))
}

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

    #[test]
    fn names_agree_as_far_as_they_are_known() {
        assert!(agree(Some("RG-shop"), Some("rg-Shop")));
        assert!(agree(None, Some("rg")));
        assert!(!agree(Some("rg-a"), Some("rg-b")));
    }
}
