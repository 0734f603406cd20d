//! Names where nobody expects them: marked words in any place of any kind of evidence, one of which
//! would show that something leaves as it was pasted.

use std::fs;

use appgw_doctor::share::redact::Hidden;
use serde_json::Value;

/// Stands in every name that is put in, and nowhere else.
const WORD: &str = "zqx";

/// The forms that names take.
fn name(number: usize) -> String {
    let n = number;
    match number % 14 {
        0 => format!("zqx{n}"),
        1 => format!("zqx{n}.zqy.com"),
        2 => format!("Zqx{n} & Sons, Inc."),
        3 => format!("backend-zqx{n}_web"),
        4 => format!("https://zqx{n}.example/health?key=zqx#zqx"),
        5 => format!("kim+zqx@zqx{n}.example"),
        6 => format!("/zqx/{n}"),
        7 => format!("<zqx {n}>"),
        8 => format!("*.zqx{n}.internal"),
        9 => format!("zqx{n}~zqx"),
        10 => format!("pool/zqx.{n}:8443"),
        11 => format!("ZQX\u{e9}{n}"),
        12 => format!("CN=zqx{n},O=Zqx"),
        _ => format!("Microsoft.Zqx{n}/zqx"),
    }
}

/// Whether a place is given a name, of one in seven.
fn is_hit(place: usize, round: usize) -> bool {
    (place.wrapping_mul(2_654_435_761) >> 7) % 7 == round
}

fn in_tree(value: &mut Value, round: usize, place: &mut usize) {
    match value {
        Value::String(text) => {
            *place += 1;
            if is_hit(*place, round) {
                *text = name(*place);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| in_tree(one, round, place)),
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            members
                .values_mut()
                .for_each(|one| in_tree(one, round, place));
            // Keys, too: rows by address, tags.
            for key in names {
                *place += 1;
                if is_hit(*place, round)
                    && place.is_multiple_of(5)
                    && let Some(value) = members.remove(&key)
                {
                    members.insert(name(*place), value);
                }
            }
        }
        _ => {}
    }
}

/// Words of a text that is no JSON.
fn in_text(text: &str, round: usize) -> String {
    let mut out = String::new();
    let mut place = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        place += 1;
        if bare.len() >= 3 && is_hit(place, round) {
            out.push_str(&name(place));
            out.push_str(word.get(bare.len()..).unwrap_or_default());
        } else {
            out.push_str(word);
        }
    }
    out
}

#[test]
fn no_marked_word_leaves_from_any_place() {
    let mut wrong = Vec::new();
    let mut put_in = 0;
    for path in crate::fixtures() {
        let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) else {
            continue;
        };
        for round in 0..7 {
            let changed = match serde_json::from_str::<Value>(&text) {
                Ok(mut value) => {
                    in_tree(&mut value, round, &mut 0);
                    value.to_string()
                }
                Err(_) => in_text(&text, round),
            };
            put_in += changed.matches(WORD).count();
            let case = crate::case_of("Zqx report.json", changed.into_bytes());
            let out = crate::outputs(&crate::redacted(&case, Hidden::default()).case);
            if let Some(at) = out.find(WORD) {
                let near = out.get(..at).unwrap_or_default().chars().rev().take(80);
                let near: String = near.collect::<Vec<_>>().into_iter().rev().collect();
                wrong.push(format!("{} {round}: {near}", path.display()));
            }
        }
    }
    assert!(put_in > 10_000, "{put_in}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n\n"));
}
