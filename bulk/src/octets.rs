//! Looking for octets, eight at a time where that is quicker.

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES << 7;

/// How far a string of JSON goes on without a quote, an escape or a control character; `None` to the
/// end of what there is.
#[inline(never)]
#[must_use]
pub fn plain_length(octets: &[u8]) -> Option<usize> {
    let (words, rest) = octets.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let ends = ends_string(u64::from_le_bytes(*word));
        if ends != 0 {
            return Some(index * 8 + ends.trailing_zeros() as usize / 8);
        }
    }
    let ends = |octet: &u8| matches!(octet, b'"' | b'\\' | 0..=0x1f);
    Some(words.len() * 8 + rest.iter().position(ends)?)
}

/// The high bit of each octet that ends a plain string. Bits above the lowest one set may be wrong.
fn ends_string(word: u64) -> u64 {
    let below = |limit: u64, word: u64| word.wrapping_sub(ONES * limit) & !word & HIGH;
    let is = |octet: u8| below(1, word ^ (ONES * u64::from(octet)));
    below(0x20, word) | is(b'"') | is(b'\\')
}

/// How many octets of white space, as JSON has it, begin this.
#[inline(never)]
#[must_use]
pub fn blank_length(octets: &[u8]) -> usize {
    let is_blank = |octet: &u8| matches!(octet, b' ' | b'\n' | b'\r' | b'\t');
    let mut length = 0;
    loop {
        let rest = octets.get(length..).unwrap_or_default();
        let Some(b' ' | b'\n' | b'\r' | b'\t') = rest.first() else {
            return length;
        };
        // Lines are indented, and a third of such a text is blanks.
        let (eights, _) = rest.as_chunks::<8>();
        let spaces = eights.iter().take_while(|eight| **eight == [b' '; 8]);
        length += match spaces.count() {
            0 => rest
                .iter()
                .take(8)
                .take_while(|octet| is_blank(octet))
                .count(),
            eights => 8 * eights,
        };
    }
}

/// How many line feeds there are.
#[inline(never)]
#[must_use]
pub fn line_feeds(octets: &[u8]) -> usize {
    octets.iter().filter(|octet| **octet == b'\n').count()
}

/// Pairs of octets to look for.
pub struct Pairs {
    /// For each octet, a bit for each kind of pair that it begins.
    firsts: [u8; 256],
    /// The same for those that it ends.
    seconds: [u8; 256],
}

impl Pairs {
    /// Of up to eight kinds: any of the first octets, then any of the second, or whatever follows.
    #[must_use]
    pub fn of(kinds: &[(&[u8], Option<&[u8]>)]) -> Self {
        let mut pairs = Self {
            firsts: [0; 256],
            seconds: [0; 256],
        };
        for (kind, (firsts, seconds)) in kinds.iter().enumerate().take(8) {
            let add = |octets: &[u8], to: &mut [u8; 256]| {
                for octet in octets {
                    if let Some(kinds) = to.get_mut(usize::from(*octet)) {
                        *kinds |= 1 << kind;
                    }
                }
            };
            add(firsts, &mut pairs.firsts);
            match seconds {
                Some(seconds) => add(seconds, &mut pairs.seconds),
                None => pairs
                    .seconds
                    .iter_mut()
                    .for_each(|kinds| *kinds |= 1 << kind),
            }
        }
        pairs
    }

    /// Where, from an octet on, the next pair begins. Behind the last octet stands a zero.
    #[inline(never)]
    #[must_use]
    pub fn next(&self, octets: &[u8], from: usize) -> Option<usize> {
        let kinds = |of: &[u8; 256], octet: u8| of.get(usize::from(octet)).copied().unwrap_or(0);
        let rest = octets.get(from..)?;
        let seconds = rest.iter().skip(1).chain(&[0]);
        let mut pairs = rest.iter().zip(seconds);
        let is_one = |(first, second): (&u8, &u8)| {
            kinds(&self.firsts, *first) & kinds(&self.seconds, *second) != 0
        };
        Some(from + pairs.position(is_one)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_looking_at_each_finds(text in "[a\" \n\t\\\\é\u{1}]{0,60}", blanks in " {0,40}\n? {0,40}", from in 0_usize..70) {
            let octets = text.as_bytes();
            let ends = |octet: &u8| matches!(octet, b'"' | b'\\' | 0..=0x1f);
            prop_assert_eq!(plain_length(octets), octets.iter().position(ends));
            prop_assert_eq!(line_feeds(octets), text.matches('\n').count());
            let pairs = Pairs::of(&[(b"\"", None), (b"a\n", Some(b" a"))]);
            let begins = |at: &usize| {
                let rest = &octets[*at..];
                rest[0] == b'"' || [&b"a "[..], b"aa", b"\n ", b"\na"].iter().any(|pair| rest.starts_with(pair))
            };
            prop_assert_eq!(pairs.next(octets, from), (from..octets.len()).find(begins));
            let text = format!("{blanks}{text}");
            let blank = text.len() - text.trim_start_matches([' ', '\n', '\r', '\t']).len();
            prop_assert_eq!(blank_length(text.as_bytes()), blank);
        }
    }
}
