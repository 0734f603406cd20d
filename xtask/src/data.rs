//! The compiled program's data in a file of its own.
//!
//! A quarter of the program is no code but what stands in its memory when it begins: the playbooks
//! above all. In a file of its own it comes beside the code, and browsers that keep compiled code
//! need not compile it again because a sentence has changed. `boot.js` puts it into the program's
//! memory before the program starts.

use anyhow::{Context, Result};

/// A program in two.
pub(crate) struct Split {
    /// Without data: its memory is empty when it begins.
    pub(crate) code: Vec<u8>,
    /// Part for part: where it belongs in memory and how long it is, as two little-endian numbers of
    /// 32 bits, then the part itself.
    pub(crate) data: Vec<u8>,
}

/// The ids of the sections that hold the data, and how many parts it has.
const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;

/// Takes the data out of a program.
///
/// # Errors
/// Where the file is no program, or one that puts data elsewhere than to a fixed place.
pub(crate) fn split(wasm: &[u8]) -> Result<Split> {
    taken_apart(wasm).context("the program's data can't be taken out of it")
}

fn taken_apart(wasm: &[u8]) -> Option<Split> {
    let (head, _) = wasm.split_at_checked(8)?;
    let mut split = Split {
        code: head.to_vec(),
        data: Vec::new(),
    };
    let mut at = 8;
    while at < wasm.len() {
        let start = at;
        let id = *wasm.get(at)?;
        at += 1;
        let length = number(wasm, &mut at)?;
        let content = wasm.get(at..at.checked_add(length)?)?;
        at += length;
        match id {
            DATA => parts(content, &mut split.data)?,
            DATA_COUNT => {}
            _ => split.code.extend_from_slice(wasm.get(start..at)?),
        }
    }
    Some(split)
}

/// Writes down the parts of a data section (WebAssembly 2.0, section 5.5.14).
fn parts(section: &[u8], data: &mut Vec<u8>) -> Option<()> {
    let mut at = 0;
    for _ in 0..number(section, &mut at)? {
        // A fixed place of the one memory: 0, i32.const, the address, end.
        (section.get(at..at + 2)? == [0, 0x41]).then_some(())?;
        at += 2;
        let address = signed(section, &mut at)?;
        (*section.get(at)? == 0x0b).then_some(())?;
        at += 1;
        let length = number(section, &mut at)?;
        let content = section.get(at..at.checked_add(length)?)?;
        at += length;
        data.extend(u32::try_from(address).ok()?.to_le_bytes());
        data.extend(u32::try_from(length).ok()?.to_le_bytes());
        data.extend_from_slice(content);
    }
    (at == section.len()).then_some(())
}

/// An unsigned number in LEB128.
fn number(wasm: &[u8], at: &mut usize) -> Option<usize> {
    let mut number = 0_usize;
    for shift in (0..35).step_by(7) {
        let octet = *wasm.get(*at)?;
        *at += 1;
        number |= usize::from(octet & 0x7f) << shift;
        if octet < 0x80 {
            return Some(number);
        }
    }
    None
}

/// A signed one of 32 bits, taken as the address that it stands for.
fn signed(wasm: &[u8], at: &mut usize) -> Option<i64> {
    let start = *at;
    let number = i64::try_from(number(wasm, at)?).ok()?;
    let bits = 7 * (*at - start);
    let negative = bits < 64 && number >> (bits - 1) & 1 == 1;
    Some(if negative {
        (number - (1 << bits)) & 0xffff_ffff
    } else {
        number
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of these sections.
    fn program(sections: &[&[u8]]) -> Vec<u8> {
        [b"\0asm\x01\0\0\0", sections.concat().as_slice()].concat()
    }

    #[test]
    fn what_is_not_data_stays_as_it_is() {
        let (memory, code) = (&[5, 3, 1, 0, 2][..], &[10, 1, 0][..]);
        let count = &[12, 1, 2][..];
        let data = &[
            11, 17, 2, 0, 0x41, 0x80, 8, 0x0b, 3, 1, 2, 3, 0, 0x41, 4, 0x0b, 1, 9, 9,
        ];
        let data = data.get(..18).unwrap();
        let whole = program(&[memory, count, code, &[11, 16], data.get(2..).unwrap()]);
        let split = split(&whole).unwrap();
        assert_eq!(split.code, program(&[memory, code]));
        let expected = [0, 4, 0, 0, 3, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 1, 0, 0, 0, 9];
        assert_eq!(split.data, expected);
    }

    #[test]
    fn addresses_are_read_as_the_format_writes_them() {
        for (octets, address) in [
            (&[0x80, 0x08][..], 1024),
            (&[0x80, 0x80, 0xc0, 0x00], 1 << 20),
            (&[0x80, 0x80, 0x80, 0x80, 0x78], 0x8000_0000),
        ] {
            assert_eq!(signed(octets, &mut 0), Some(address));
        }
    }

    #[test]
    fn what_cannot_be_split_is_refused() {
        for section in [
            &[11][..],
            &[11, 4, 1],
            &[11, 3, 1, 1, 0],
            &[11, 5, 1, 0, 0x23, 0, 0x0b],
        ] {
            assert!(split(&program(&[section])).is_err(), "{section:?}");
        }
        assert!(split(b"").is_err());
    }
}
