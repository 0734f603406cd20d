//! Rows in the order of their texts, where numbers count as numbers.

use appgw_doctor::order;
use bulk::radix::{self, KEY, Keyed, natural};

/// Puts rows in the order of their texts; rows of equal texts stay as they are.
///
/// A hundred thousand rows are sorted while the person looks on: by the first octets of their texts,
/// and by those after them only where these are the same.
pub(super) fn sorted<'a>(
    rows: Vec<usize>,
    text: &dyn Fn(usize) -> &'a str,
    skip: usize,
) -> Vec<usize> {
    let key = |row: &usize| (natural(text(*row), skip), *row);
    let ordered = by_key(rows.iter().map(key).collect());
    let mut sorted_rows = Vec::with_capacity(rows.len());
    for same in ordered.chunk_by(|one, other| one.0 == other.0) {
        // Most are alone.
        if let [(_, row)] = same {
            sorted_rows.push(*row);
            continue;
        }
        let rows = same.iter().map(|(_, row)| *row);
        let first = same.first().map_or("", |(_, row)| text(*row));
        let all_same = rows.clone().all(|row| {
            let other = text(row);
            std::ptr::eq(first, other) || first == other
        });
        if all_same || same.first().is_some_and(|(key, _)| *key == [0; KEY]) {
            sorted_rows.extend(rows);
        } else {
            sorted_rows.extend(sorted(rows.collect(), text, skip + KEY));
        }
    }
    sorted_rows
}

/// Fewer rows than this are sooner compared than counted.
const FEW: usize = 256;

/// Puts rows in the order of their keys.
fn by_key(mut rows: Vec<Keyed>) -> Vec<Keyed> {
    if rows.len() < FEW {
        order::sort_by(&mut rows, |one, other| one.0.cmp(&other.0));
        return rows;
    }
    radix::sorted(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_do_not_overflow() {
        let nines = natural("99999999999999999999999", 0);
        assert!(nines < natural("100000000000000000000000", 0));
        assert_eq!(natural("0000000000000000000000010", 0), natural("10", 0));
        assert!(natural("10.0.0.9", 0) < natural("10.0.0.10", 0));
        assert!(natural("10.0.0", 0) < natural("10.0.0.0", 0));
        assert!(natural("api-2", 0) < natural("API-10", 0));
    }

    #[test]
    fn many_rows_are_sorted_as_few_are() {
        let texts: Vec<String> = (0..3 * FEW)
            .map(|index| {
                format!(
                    "Server-{}.contoso-{}.example",
                    index * 7919 % 500,
                    index % 3
                )
            })
            .collect();
        let text = |index: usize| texts[index].as_str();
        let mut expected: Vec<usize> = (0..texts.len()).collect();
        expected.sort_by_key(|index| (index * 7919 % 500, index % 3));
        assert_eq!(sorted((0..texts.len()).collect(), &text, 0), expected);
    }

    #[test]
    fn long_texts_are_sorted_to_their_ends() {
        let texts = [
            "server-in-a-long-domain-10.example",
            "server-in-a-long-domain-9.example",
            "server-in-a-long-domain-9",
            "",
            "server-in-a-long-domain-9.example",
        ];
        let text = |index: usize| texts[index];
        assert_eq!(sorted((0..5).collect(), &text, 0), [3, 2, 1, 4, 0]);
        // Nothing that cannot be told apart goes on for ever.
        let zeros = ["\0\0", "\0", "\0\0\0"];
        assert_eq!(sorted((0..3).collect(), &|at| zeros[at], 0), [0, 1, 2]);
    }
}
