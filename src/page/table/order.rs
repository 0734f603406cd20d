//! Rows in the order of their texts, where numbers count as numbers.

use appgw_doctor::order;

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

/// Octets of a key: an address of IPv4 fits in.
const KEY: usize = 20;

/// What a row is sorted by, and the row.
type Keyed = ([u8; KEY], usize);

/// Fewer rows than this are sooner compared than counted.
const FEW: usize = 256;

/// Puts rows in the order of their keys: octet by octet from the last to the first, each time all
/// rows of an octet together, in the order that they have. Nothing is compared, and most octets of
/// names and addresses are the same in all rows.
fn by_key(mut rows: Vec<Keyed>) -> Vec<Keyed> {
    if rows.len() < FEW {
        order::sort_by(&mut rows, |one, other| one.0.cmp(&other.0));
        return rows;
    }
    let mut next = rows.clone();
    for at in (0..KEY).rev() {
        let octet = |row: &Keyed| usize::from(row.0.get(at).copied().unwrap_or_default());
        let first = rows.first().map_or(0, octet);
        if rows.iter().all(|row| octet(row) == first) {
            continue;
        }
        // Where the rows of each octet begin.
        let mut places = [0_usize; 256];
        for row in &rows {
            if let Some(count) = places.get_mut(octet(row)) {
                *count += 1;
            }
        }
        let mut before = 0;
        for place in &mut places {
            before += std::mem::replace(place, before);
        }
        for row in &rows {
            if let Some(place) = places.get_mut(octet(row)) {
                if let Some(slot) = next.get_mut(*place) {
                    *slot = *row;
                }
                *place += 1;
            }
        }
        std::mem::swap(&mut rows, &mut next);
    }
    rows
}

/// What a text is sorted by, from an octet on: its octets, Latin letters in lower case, where numbers
/// count as numbers, so that `10.0.0.9` comes before `10.0.0.10`. Zeros where nothing is left.
fn natural(text: &str, skip: usize) -> [u8; KEY] {
    let mut key = [0; KEY];
    let mut at = 0_usize;
    let mut push = |octet: u8| {
        let slot = at.checked_sub(skip).and_then(|at| key.get_mut(at));
        if let Some(slot) = slot {
            *slot = octet;
        }
        at += 1;
        at < skip + KEY
    };
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if !first.is_ascii_digit() {
            rest = after;
            if !push(first.to_ascii_lowercase()) {
                break;
            }
            continue;
        }
        let zeros = rest.iter().take_while(|octet| **octet == b'0').count();
        let (_, number) = rest.split_at_checked(zeros).unwrap_or_default();
        let digits = number.iter().take_while(|octet| octet.is_ascii_digit());
        let (digits, after) = number.split_at_checked(digits.count()).unwrap_or_default();
        rest = after;
        // How long it is comes first, and is less than any character that is printed.
        push(
            u8::try_from(digits.len() + 1)
                .unwrap_or(u8::MAX)
                .min(b' ' - 1),
        );
        for digit in digits {
            push(*digit);
        }
    }
    key
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
