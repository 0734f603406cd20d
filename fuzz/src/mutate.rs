//! Changes that keep an input's form: a value of a JSON tree, or a line of a text, takes another's
//! place. Octets changed at random seldom leave a tree that anything is read from.

use serde_json::Value;

/// A small generator: what libFuzzer gives is one seed for each change.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        number as usize % end.max(1)
    }
}

/// Changes the first `size` octets in place; the new size, at most `most`.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut random = Random(u64::from(seed) << 8 | 1);
    let changed = match random.below(4) {
        0 | 1 => tree(&data[..size], &mut random),
        2 => lines(&data[..size], &mut random),
        _ => None,
    };
    match changed {
        Some(changed) if changed.len() <= most.min(data.len()) => {
            data[..changed.len()].copy_from_slice(&changed);
            changed.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, most),
    }
}

/// The places of all values in a tree, in order.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

fn nth<'a>(value: &'a mut Value, at: &mut usize) -> Option<&'a mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, at)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, at)),
        _ => None,
    }
}

/// Values that a reader may trip over.
const VALUES: [&str; 24] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e400",
    "65536",
    "18446744073709551616",
    "0.5",
    "[]",
    "{}",
    "\"\"",
    "\" \"",
    "\"*\"",
    "\"0\"",
    "\"-1\"",
    "\"10.0.0.4\"",
    "\"2001:db8::1\"",
    "\"0.0.0.0/0\"",
    "\"10.0.0.0/33\"",
    "\"a.contoso.com\"",
    "\"Unhealthy\"",
    "\"\\u0000\\ud83d\\ude00\"",
    "[[[[]]]]",
];

fn tree(text: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut root: Value = serde_json::from_slice(text).ok()?;
    let values = count(&root);
    let mut other = nth(&mut root, &mut random.below(values))?.clone();
    let place = nth(&mut root, &mut random.below(values))?;
    match (random.below(6), &mut *place) {
        (0, place) => {
            *place = serde_json::from_str(VALUES[random.below(VALUES.len())])
                .ok()
                .unwrap_or_default()
        }
        (1, place) => *place = other,
        (2, Value::Array(items)) => items.push(other),
        (2, Value::Object(fields)) => {
            let key = fields.keys().nth(random.below(fields.len()))?.clone();
            fields.shift_remove(&key);
        }
        (3, Value::Array(items)) if !items.is_empty() => {
            let item = items.get(random.below(items.len()))?.clone();
            items.push(item);
        }
        (4, Value::Array(items)) if !items.is_empty() => {
            drop(items.remove(random.below(items.len())))
        }
        (_, place) => std::mem::swap(place, &mut other),
    }
    serde_json::to_vec(&root).ok()
}

fn lines(text: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut lines: Vec<&[u8]> = text.split_inclusive(|octet| *octet == b'\n').collect();
    if lines.len() < 2 {
        return None;
    }
    let (from, to) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(4) {
        0 => lines.swap(from, to),
        1 => lines.insert(to, lines[from]),
        2 => drop(lines.remove(from)),
        _ => lines[to] = lines[from],
    }
    Some(lines.concat())
}
