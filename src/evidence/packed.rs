//! Evidence as octets, for the way from the thread that reads to the one that shows.
//!
//! Both run the same program, so there is no version and no field has a name: what is written is
//! what is read. The octets come in parts, each of which is taken in a few milliseconds, and a
//! text that many rows share stays one.

mod types;

use std::collections::HashMap;
use std::sync::Arc;

use super::{Content, Evidence, PoolHealth};
use crate::access_log::Request;

/// From this size on a part is closed.
const PART: usize = 64 * 1024;

/// Rows of the access log that are written together.
const ROWS: usize = 500;

/// What comes next in a part.
const PIECE: usize = 0;
const POOL: usize = 1;
const REQUESTS: usize = 2;

/// Writes evidence, in parts for [`Unpacker::take`].
pub fn pack(evidence: &[Evidence]) -> Vec<Vec<u8>> {
    let mut to = Packer::default();
    for piece in evidence {
        PIECE.pack(&mut to);
        piece.pack(&mut to);
        to.close_full();
        // What may be long follows its piece, bit by bit.
        match &piece.content {
            Content::Health(report) => {
                for pool in &report.pools {
                    POOL.pack(&mut to);
                    pool.pack(&mut to);
                    to.close_full();
                }
            }
            Content::AccessLog(log) => {
                for rows in log.requests.chunks(ROWS) {
                    REQUESTS.pack(&mut to);
                    list(rows, &mut to);
                    to.close_full();
                }
            }
            _ => {}
        }
    }
    to.close();
    to.parts
}

/// Takes what [`pack`] wrote, part by part.
#[derive(Debug, Default)]
pub struct Unpacker {
    evidence: Vec<Evidence>,
    texts: Vec<Arc<str>>,
}

impl Unpacker {
    /// Takes the next part, and tells whether it was one.
    pub fn take(&mut self, part: &[u8]) -> bool {
        let mut from = Reader {
            octets: part,
            texts: &mut self.texts,
            broken: false,
        };
        while !from.octets.is_empty() && !from.broken {
            let what = usize::unpack(&mut from);
            let last = self.evidence.last_mut().map(|piece| &mut piece.content);
            match (what, last) {
                (PIECE, _) => self.evidence.push(Evidence::unpack(&mut from)),
                // Nobody else has either yet.
                (POOL, Some(Content::Health(report))) => {
                    let pool = PoolHealth::unpack(&mut from);
                    match Arc::get_mut(report) {
                        Some(report) => report.pools.push(pool),
                        None => from.broken = true,
                    }
                }
                (REQUESTS, Some(Content::AccessLog(log))) => {
                    let mut rows = Vec::<Request>::unpack(&mut from);
                    match Arc::get_mut(log) {
                        Some(log) => log.requests.append(&mut rows),
                        None => from.broken = true,
                    }
                }
                _ => from.broken = true,
            }
        }
        !from.broken
    }

    /// The evidence of all parts that were taken, in their order.
    pub fn finish(self) -> Vec<Evidence> {
        self.evidence
    }
}

/// What octets are written to.
#[derive(Default)]
struct Packer {
    parts: Vec<Vec<u8>>,
    part: Vec<u8>,
    /// Texts written already, by where they are kept, and their numbers. A pair, because the page has
    /// the code for a map of pairs already.
    texts: HashMap<(*const u8, *const u8), usize>,
}

impl Packer {
    fn close_full(&mut self) {
        if self.part.len() >= PART {
            self.close();
        }
    }

    fn close(&mut self) {
        if !self.part.is_empty() {
            self.parts.push(std::mem::take(&mut self.part));
        }
    }
}

/// What octets are read from.
struct Reader<'a> {
    octets: &'a [u8],
    texts: &'a mut Vec<Arc<str>>,
    broken: bool,
}

impl<'a> Reader<'a> {
    fn octets(&mut self) -> &'a [u8] {
        let length = usize::unpack(self);
        self.some(length)
    }

    /// That many octets.
    fn some(&mut self, count: usize) -> &'a [u8] {
        let Some((octets, rest)) = self.octets.split_at_checked(count) else {
            self.broken = true;
            self.octets = &[];
            return &[];
        };
        self.octets = rest;
        octets
    }

    /// One octet; zero where there is none.
    fn one(&mut self) -> u8 {
        self.some(1).first().copied().unwrap_or_default()
    }
}

/// Written to octets and read from them. What is read from no such octets is anything, and the
/// reader says that they are broken: a way out after every field would be most of the code.
trait Packed: Sized {
    fn pack(&self, to: &mut Packer);
    fn unpack(from: &mut Reader<'_>) -> Self;
}

/// Seven bits an octet, the lowest first.
impl Packed for usize {
    fn pack(&self, to: &mut Packer) {
        let mut number = *self;
        while number >= 0x80 {
            to.part.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        to.part.push(number.to_le_bytes()[0]);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        let mut number = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let octet = from.one();
            number |= Self::from(octet & 0x7f) << shift;
            if octet & 0x80 == 0 {
                return number;
            }
        }
        from.broken = true;
        0
    }
}

impl Packed for i64 {
    fn pack(&self, to: &mut Packer) {
        to.part.extend(self.to_le_bytes());
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        let octets = from.some(8).try_into();
        Self::from_le_bytes(octets.unwrap_or_default())
    }
}

impl Packed for String {
    fn pack(&self, to: &mut Packer) {
        octets(self.as_bytes(), to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        text(from).to_owned()
    }
}

fn octets(octets: &[u8], to: &mut Packer) {
    octets.len().pack(to);
    to.part.extend_from_slice(octets);
}

fn text<'a>(from: &mut Reader<'a>) -> &'a str {
    std::str::from_utf8(from.octets()).unwrap_or_else(|_| {
        from.broken = true;
        ""
    })
}

/// Its number where it was written before, counted from 1; or 0, and itself.
impl Packed for Arc<str> {
    fn pack(&self, to: &mut Packer) {
        let next = to.texts.len() + 1;
        let place = (self.as_ptr(), std::ptr::null());
        let number = *to.texts.entry(place).or_insert(next);
        if number == next {
            0_usize.pack(to);
            octets(self.as_bytes(), to);
        } else {
            number.pack(to);
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        if let Some(index) = usize::unpack(from).checked_sub(1) {
            let text = from.texts.get(index).cloned();
            from.broken |= text.is_none();
            return text.unwrap_or_default();
        }
        let text: Self = text(from).into();
        from.texts.push(text.clone());
        text
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Packer) {
        to.part.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        (from.one() != 0).then(|| T::unpack(from))
    }
}

impl<A: Packed, B: Packed> Packed for Result<A, B> {
    fn pack(&self, to: &mut Packer) {
        to.part.push(u8::from(self.is_ok()));
        match self {
            Ok(value) => value.pack(to),
            Err(value) => value.pack(to),
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        match from.one() {
            0 => Err(B::unpack(from)),
            _ => Ok(A::unpack(from)),
        }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, to: &mut Packer) {
        list(self, to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        // Every item takes an octet at least.
        let count = usize::unpack(from).min(from.octets.len());
        let mut items = Self::with_capacity(count);
        while items.len() < count && !from.broken {
            items.push(T::unpack(from));
        }
        items
    }
}

fn list<T: Packed>(items: &[T], to: &mut Packer) {
    items.len().pack(to);
    for item in items {
        item.pack(to);
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, to: &mut Packer) {
        T::pack(self, to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        Self::new(T::unpack(from))
    }
}

impl<T: Packed> Packed for Arc<T> {
    fn pack(&self, to: &mut Packer) {
        T::pack(self, to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        Self::new(T::unpack(from))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, to: &mut Packer) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence;

    #[test]
    fn every_fixture_arrives_as_it_was() {
        let mut folders = vec![std::path::PathBuf::from("tests/fixtures")];
        let mut kinds = std::collections::HashSet::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let evidence = evidence::read("it", &std::fs::read(&path).unwrap());
                kinds.extend(
                    evidence
                        .iter()
                        .map(|piece| std::mem::discriminant(&piece.content)),
                );
                let mut arrived = Unpacker::default();
                for part in pack(&evidence) {
                    assert!(arrived.take(&part));
                    // Whatever is broken, it is refused or something else.
                    let mut broken = Unpacker::default();
                    assert!(!broken.take(&part[..part.len() - 1]), "{}", path.display());
                    broken.take(&part[1..]);
                }
                assert_eq!(arrived.finish(), evidence, "{}", path.display());
            }
        }
        assert!(kinds.len() >= 17, "only {} kinds of content", kinds.len());
    }

    #[test]
    fn a_text_that_rows_share_stays_one_and_parts_are_small() {
        let row = |number: usize| {
            format!(
                r#"{{"address":"10.0.{}.{}","health":"Unhealthy","healthProbeLog":"the same"}}"#,
                number / 250,
                number % 250
            )
        };
        let pool = |number: usize| {
            let rows: Vec<_> = (0..100).map(row).collect();
            format!(
                r#"{{"backendAddressPool":{{"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/a/backendAddressPools/p{number}"}},"backendHttpSettingsCollection":[{{"servers":[{}]}}]}}"#,
                rows.join(",")
            )
        };
        let pools: Vec<_> = (0..200).map(pool).collect();
        let text = format!(r#"{{"backendAddressPools":[{}]}}"#, pools.join(","));
        let evidence = evidence::read("it", text.as_bytes());
        let parts = pack(&evidence);
        assert!(parts.len() > 1);
        assert!(parts.iter().all(|part| part.len() < 2 * PART));
        let mut arrived = Unpacker::default();
        for part in &parts {
            assert!(arrived.take(part));
        }
        let arrived = arrived.finish();
        assert_eq!(arrived, evidence);
        let Content::Health(report) = &arrived[0].content else {
            panic!("no report");
        };
        let message = |pool: usize| report.pools[pool].settings[0].servers[0].message.clone();
        assert!(Arc::ptr_eq(&message(0).unwrap(), &message(199).unwrap()));
    }
}
