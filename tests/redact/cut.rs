//! Any fixture, cut anywhere: redaction judges what is left as it was judged.

use std::fs;

use appgw_doctor::share::redact::{Class, Hidden};
use serde_json::Value;

/// How many cuts there are, unless the variable `CUTS` says another number; `CUTS_FROM` is that of the
/// first.
const CUTS: u64 = 1_500;

/// A small generator (splitmix64), so that the same number is the same cut on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from(bits >> 33).unwrap() % end.max(1)
    }
}

/// A text cut once or twice: its end, its beginning or both gone, or a piece from its middle.
fn cut(whole: &[u8], random: &mut Random) -> Vec<u8> {
    let places = [random.below(whole.len() + 1), random.below(whole.len() + 1)];
    let (first, last) = (places[0].min(places[1]), places[0].max(places[1]));
    match random.below(4) {
        0 => whole[..first].to_vec(),
        1 => whole[first..].to_vec(),
        2 => whole[first..last].to_vec(),
        // Seldom more than some lines.
        _ => {
            let last = whole.len().min(first + random.below(200));
            [&whole[..first], &whole[last..]].concat()
        }
    }
}

/// What is said of only one of the two.
fn differences(before: &Value, after: &Value) -> String {
    let mut found = String::new();
    for (key, value) in before.as_object().unwrap() {
        let sides = [
            (value, &after[key], "only before"),
            (&after[key], value, "only after"),
        ];
        for (one, other, side) in sides {
            let (Some(one), Some(other)) = (one.as_array(), other.as_array()) else {
                if one != other {
                    found.push_str(&format!("  {key} {side}: {one}\n"));
                }
                continue;
            };
            let mut others = other.clone();
            for each in one {
                match others.iter().position(|other| other == each) {
                    Some(at) => drop(others.remove(at)),
                    None => found.push_str(&format!("  {key} {side}: {each}\n")),
                }
            }
        }
    }
    found
}

#[test]
fn whatever_is_cut_off_is_judged_as_it_was() {
    let variable = |name| std::env::var(name).ok().map(|text| text.parse().unwrap());
    let from: u64 = variable("CUTS_FROM").unwrap_or(0);
    let fixtures = crate::fixtures();
    let mut wrong = Vec::new();
    for number in from..from + variable("CUTS").unwrap_or(CUTS) {
        let mut random = Random(number);
        let path = &fixtures[random.below(fixtures.len())];
        let text = cut(&fs::read(path).unwrap(), &mut random);
        // All hidden, or all but one class.
        let hidden = match Class::ALL.get(random.below(2 * Class::ALL.len())) {
            Some(class) => Hidden::default().with(*class, false),
            None => Hidden::default(),
        };
        let case = crate::case_of("report.json", text);
        let redacted = crate::redacted(&case, hidden);
        if redacted.left_out.is_empty() {
            let (before, after) = (crate::gist(&case), crate::gist(&redacted.case));
            if before != after {
                let found = differences(&before, &after);
                wrong.push(format!("{number} {}\n{found}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
