//! Looking for octets, eight at a time where that is quicker.

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES << 7;
const PART: usize = u8::MAX as usize;

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

/// The high bit of each octet that is this one.
fn found(word: u64, octet: u8) -> u64 {
    const LOW: u64 = !HIGH;
    let other = word ^ (ONES * u64::from(octet));
    !(((other & LOW) + LOW) | other) & HIGH
}

/// How many octets of white space, as JSON has it, begin this.
#[inline(never)]
#[must_use]
pub fn blank_length(octets: &[u8]) -> usize {
    const SPACES: u64 = ONES * b' ' as u64;
    let mut length = 0;
    loop {
        // Lines are indented, and a third of such a text is blanks.
        let (words, _) = octets.get(length..).unwrap_or_default().as_chunks::<8>();
        for word in words {
            let other = u64::from_le_bytes(*word) ^ SPACES;
            if other != 0 {
                length += other.trailing_zeros() as usize / 8;
                break;
            }
            length += 8;
        }
        match octets.get(length) {
            Some(b' ' | b'\n' | b'\r' | b'\t') => length += 1,
            _ => return length,
        }
    }
}

/// How many line feeds there are, and how many octets stand behind the last of them (or in all).
#[inline(never)]
#[must_use]
pub fn lines(octets: &[u8]) -> (usize, usize) {
    let (words, rest) = octets.as_chunks::<8>();
    let (mut feeds, mut last) = (0, (0, 0));
    // So few at a time that the count of each of the eight columns fits its octet.
    for (part, words) in words.chunks(PART).enumerate() {
        let mut counts = 0_u64;
        for (index, word) in words.iter().enumerate() {
            let found = found(u64::from_le_bytes(*word), b'\n');
            counts += found >> 7;
            if found != 0 {
                last = (part * PART + index, found);
            }
        }
        feeds += counts.to_le_bytes().map(usize::from).iter().sum::<usize>();
    }
    // From the end of the last word that holds one.
    let (word, found) = last;
    let mut behind = octets.len();
    if found != 0 {
        behind -= word * 8 + 8 - found.leading_zeros() as usize / 8;
    }
    for (at, octet) in rest.iter().enumerate() {
        if *octet == b'\n' {
            feeds += 1;
            behind = rest.len() - at - 1;
        }
    }
    (feeds, behind)
}

/// Whether a carriage return stands somewhere by itself, with no line feed behind it.
#[inline(never)]
#[must_use]
pub fn has_lone_return(octets: &[u8]) -> bool {
    let (words, rest) = octets.as_chunks::<8>();
    let is_feed = |at: usize| octets.get(at) == Some(&b'\n');
    let in_words = words.iter().enumerate().any(|(index, word)| {
        let word = u64::from_le_bytes(*word);
        let returns = found(word, b'\r');
        // Each line feed, at the place of the octet before it.
        let mut feeds = found(word, b'\n') >> 8;
        if is_feed(index * 8 + 8) {
            feeds |= 1 << 63;
        }
        returns & !feeds != 0
    });
    let at = words.len() * 8;
    let mut rest = rest.iter().enumerate();
    in_words || rest.any(|(index, octet)| *octet == b'\r' && !is_feed(at + index + 1))
}

/// How many characters begin in this part of a text.
#[inline(never)]
#[must_use]
pub fn characters(octets: &[u8]) -> usize {
    octets.iter().filter(|octet| *octet & 0xc0 != 0x80).count()
}

/// Whether two texts are the same. In WebAssembly `==` compares octet by octet.
#[inline(never)]
#[must_use]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    let (words, rest) = one.as_chunks::<8>();
    let (other_words, other_rest) = other.as_chunks::<8>();
    let pairs = |(a, b): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*a) == u64::from_le_bytes(*b);
    one.len() == other.len()
        && words.iter().zip(other_words).all(pairs)
        && rest.iter().zip(other_rest).all(|(a, b)| a == b)
}

/// Whether every octet is a sign of ASCII that prints: no blank, and part of no other character.
#[inline(never)]
#[must_use]
pub fn is_graphic(octets: &[u8]) -> bool {
    octets.iter().all(u8::is_ascii_graphic)
}

/// Octets that are looked for alike.
pub struct Class([u8; 256]);

impl Class {
    /// The class of these.
    #[must_use]
    pub const fn of(octets: &[u8]) -> Self {
        Self(marked([0; 256], octets, 1))
    }
}

/// Whether so many octets of a class stand in a row somewhere.
#[inline(never)]
#[must_use]
pub fn has_run(octets: &[u8], class: &Class, length: usize) -> bool {
    let is_of = |octet: &u8| class.0.get(usize::from(*octet)).is_some_and(|of| *of != 0);
    // Where a run may begin: what ends in an octet of no such class is passed over whole.
    let mut start = 0;
    while let Some(row) = octets.get(start..).and_then(|rest| rest.get(..length)) {
        match row.iter().rposition(|octet| !is_of(octet)) {
            Some(other) => start += other + 1,
            None => return true,
        }
    }
    false
}

/// The table with a bit set for each of these octets.
#[expect(
    clippy::indexing_slicing,
    reason = "iterators cannot be used in what the compiler works out"
)]
const fn marked(mut table: [u8; 256], octets: &[u8], bit: u8) -> [u8; 256] {
    let mut at = 0;
    while at < octets.len() {
        table[octets[at] as usize] |= bit;
        at += 1;
    }
    table
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
    #[expect(
        clippy::indexing_slicing,
        reason = "iterators cannot be used in what the compiler works out"
    )]
    pub const fn of(kinds: &[(&[u8], Option<&[u8]>)]) -> Self {
        let mut pairs = Self {
            firsts: [0; 256],
            seconds: [0; 256],
        };
        let mut kind = 0;
        while kind < kinds.len() && kind < 8 {
            let (firsts, seconds) = kinds[kind];
            pairs.firsts = marked(pairs.firsts, firsts, 1 << kind);
            match seconds {
                Some(seconds) => pairs.seconds = marked(pairs.seconds, seconds, 1 << kind),
                None => {
                    let mut octet = 0;
                    while octet < 256 {
                        pairs.seconds[octet] |= 1 << kind;
                        octet += 1;
                    }
                }
            }
            kind += 1;
        }
        pairs
    }

    /// Where, from an octet on, the next pair begins. Behind the last octet stands a zero.
    #[inline(never)]
    #[must_use]
    pub fn next(&self, octets: &[u8], from: usize) -> Option<usize> {
        let kinds = |of: &[u8; 256], octet: u8| of.get(usize::from(octet)).copied().unwrap_or(0);
        let begins =
            |first: u8, second: u8| kinds(&self.firsts, first) & kinds(&self.seconds, second);
        let mut at = from;
        // Eight at a time: nearly all begin none, and a question for each would take longer.
        while let Some(nine) = octets.get(at..).and_then(<[u8]>::first_chunk::<9>) {
            let [a, b, c, d, e, f, g, h, i] = *nine;
            let first = begins(a, b) | begins(b, c) | begins(c, d) | begins(d, e);
            let last = begins(e, f) | begins(f, g) | begins(g, h) | begins(h, i);
            if first | last != 0 {
                break;
            }
            at += 8;
        }
        let rest = octets.get(at..)?;
        let seconds = rest.iter().skip(1).chain(&[0]);
        let mut pairs = rest.iter().zip(seconds);
        Some(at + pairs.position(|(first, second)| begins(*first, *second) != 0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_looking_at_each_finds(text in "[a\" \n\r\t\\\\é\u{1}]{0,60}", blanks in " {0,40}\n? {0,40}", from in 0_usize..70) {
            let octets = text.as_bytes();
            let ends = |octet: &u8| matches!(octet, b'"' | b'\\' | 0..=0x1f);
            prop_assert_eq!(plain_length(octets), octets.iter().position(ends));
            prop_assert_eq!(lines(octets), (text.matches('\n').count(), text.rsplit('\n').next().map_or(0, str::len)));
            prop_assert_eq!(has_lone_return(octets), text.replace("\r\n", "").contains('\r'));
            prop_assert_eq!(characters(octets), text.chars().count());
            prop_assert_eq!(is_graphic(octets), text.chars().all(|c| c.is_ascii_graphic()));
            let mut changed = octets.to_vec();
            prop_assert!(same(octets, &changed));
            prop_assert!(!same(octets, &[octets, b"a"].concat()));
            if let Some(octet) = changed.get_mut(from) {
                *octet ^= 1;
                prop_assert!(!same(octets, &changed));
            }
            let class = Class::of(b"a");
            for length in 1..6 {
                prop_assert_eq!(has_run(octets, &class, length), text.contains(&"a".repeat(length)));
            }
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
