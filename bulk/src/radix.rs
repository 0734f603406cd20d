//! Sorting many rows by short keys.

/// Octets of a key.
pub const KEY: usize = 20;

/// What a row is sorted by, and the row.
pub type Keyed = ([u8; KEY], usize);

/// What a text is sorted by, from an octet on: its octets, Latin letters in lower case, where numbers
/// count as numbers, so that `10.0.0.9` comes before `10.0.0.10`. Zeros where nothing is left.
#[inline(never)]
#[must_use]
pub fn natural(text: &str, skip: usize) -> [u8; KEY] {
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

/// Puts rows in the order of their keys; those of equal keys stay as they are.
///
/// Octet by octet from the last to the first, each time all rows of an octet together, in the order that
/// they have: nothing is compared, and most octets of names and addresses are the same in all rows.
#[inline(never)]
#[must_use]
pub fn sorted(mut rows: Vec<Keyed>) -> Vec<Keyed> {
    let mut next = rows.clone();
    for at in (0..KEY).rev() {
        let octet = |row: &Keyed| row.0.get(at).copied().unwrap_or_default();
        let first = rows.first().map_or(0, octet);
        if rows.iter().all(|row| octet(row) == first) {
            continue;
        }
        // Where the rows of each octet begin.
        let mut places = [0_usize; 256];
        for row in &rows {
            if let Some(count) = places.get_mut(usize::from(octet(row))) {
                *count += 1;
            }
        }
        let mut before = 0;
        for place in &mut places {
            before += std::mem::replace(place, before);
        }
        for row in &rows {
            if let Some(place) = places.get_mut(usize::from(octet(row))) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(keys: Vec<[u8; KEY]>) {
            let rows: Vec<Keyed> = keys.into_iter().enumerate().map(|(row, key)| (key, row)).collect();
            let mut theirs = rows.clone();
            theirs.sort();
            prop_assert_eq!(sorted(rows), theirs);
        }
    }
}
