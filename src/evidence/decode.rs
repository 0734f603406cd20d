//! From bytes to text: which encoding a console, an editor or a redirect wrote.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use bulk::octets::{characters, has_lone_return, lines};

use super::{Note, Position};
use crate::language::evidence as say;

/// Decodes a source. PowerShell's `>` writes UTF-16, Windows editors put a byte order mark before
/// UTF-8; anything else is taken as UTF-8, and bytes that are none are replaced and noted.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<Note>) {
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf16(rest, u16::from_be_bytes);
    }
    // Without a mark, UTF-16 gives itself away by the zero bytes of its ASCII characters.
    let zeros = |parity: usize| {
        let sample = bytes.iter().take(256).skip(parity).step_by(2);
        let all = sample.len();
        (all >= 4) && sample.filter(|byte| **byte == 0).count() * 10 > all * 7
    };
    match (zeros(0), zeros(1)) {
        (false, true) => utf16(bytes, u16::from_le_bytes),
        (true, false) => utf16(bytes, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Vec<Note>) {
    // Much faster than the lossy decoder where nothing is lost.
    if let Ok(text) = str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let notes = replaced(&text, "UTF-8");
    (Cow::Owned(text), notes)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, Vec<Note>) {
    let units = bytes.chunks_exact(2).filter_map(|pair| match pair {
        [first, second] => Some(unit([*first, *second])),
        _ => None,
    });
    let mut text: String = char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if bytes.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let notes = replaced(&text, "UTF-16");
    (Cow::Owned(text), notes)
}

fn replaced(text: &str, encoding: &str) -> Vec<Note> {
    let Some(at) = text.find(char::REPLACEMENT_CHARACTER) else {
        return Vec::new();
    };
    let count = text.matches(char::REPLACEMENT_CHARACTER).count();
    vec![Note {
        position: Lines::new(text).position(at),
        text: say::not_encoded(count, encoding),
    }]
}

/// Turns offsets in a text into lines and columns. What asks for one after the other has each octet
/// counted once; for all else, marks every [`Lines::STRIDE`] octets keep the search short even where
/// the whole text is one line. They are set as far as anybody asks.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Whether a line somewhere ends as in old files, with CR alone: then each octet has to be looked at.
    old: bool,
    marks: RefCell<Vec<Position>>,
    /// What was asked for last, and where that is.
    last: Cell<(usize, Position)>,
}

impl<'a> Lines<'a> {
    const STRIDE: usize = 256;

    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            old: has_lone_return(text.as_bytes()),
            marks: RefCell::new(vec![Position::START]),
            last: Cell::new((0, Position::START)),
        }
    }

    /// The position of the character that begins at, or holds, this byte.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let (from, position) = match self.last.get() {
            (last, position) if (last..last + 4 * Self::STRIDE).contains(&offset) => {
                (last, position)
            }
            _ => self.mark(offset),
        };
        let position = self.advance(position, from, offset);
        self.last.set((offset, position));
        position
    }

    /// The last mark before an offset, and where it stands.
    fn mark(&self, offset: usize) -> (usize, Position) {
        let mut marks = self.marks.borrow_mut();
        let mut position = marks.last().copied().unwrap_or(Position::START);
        for mark in marks.len()..=offset / Self::STRIDE {
            let at = mark * Self::STRIDE;
            position = self.advance(position, at - Self::STRIDE, at);
            marks.push(position);
        }
        let mark = offset / Self::STRIDE;
        let position = marks.get(mark).copied().unwrap_or(Position::START);
        (mark * Self::STRIDE, position)
    }

    /// Line ends are LF, CRLF and a lone CR. Bytes that continue a character count for nothing.
    fn advance(&self, mut position: Position, from: usize, to: usize) -> Position {
        let bytes = self.text.as_bytes();
        let part = bytes.get(from..to).unwrap_or_default();
        if !self.old {
            let (feeds, last) = lines(part);
            let tail = part.get(part.len() - last..).unwrap_or_default();
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let column = if feeds > 0 { 1 } else { position.column };
            return Position {
                line: position.line.saturating_add(number(feeds)),
                column: column.saturating_add(number(characters(tail))),
            };
        }
        for (at, byte) in (from..to).zip(part) {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                position.line = position.line.saturating_add(1);
                position.column = 1;
            } else if byte & 0xc0 != 0x80 {
                position.column = position.column.saturating_add(1);
            }
        }
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn reads_every_encoding_a_console_writes() {
        let text = "{ \"health\": \"正常\" }";
        let utf16 =
            |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let little = utf16(u16::to_le_bytes);
        let big = utf16(u16::to_be_bytes);
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(&[0xef, 0xbb, 0xbf], text.as_bytes()),
            marked(&[0xff, 0xfe], &little),
            marked(&[0xfe, 0xff], &big),
            little,
            big,
        ] {
            assert_eq!(decode(&bytes), (Cow::Borrowed(text), vec![]), "{bytes:?}");
        }
    }

    #[test]
    fn tells_where_bytes_were_replaced() {
        let (text, notes) = decode(b"ab\ncd\xff!");
        assert_eq!(text, "ab\ncd\u{fffd}!");
        assert_eq!(notes[0].position, Position { line: 2, column: 3 });
    }

    /// Character by character.
    fn counted(text: &str, to: usize) -> Position {
        let mut position = Position::START;
        let mut chars = text.chars().peekable();
        let mut at = 0;
        while at < to
            && let Some(c) = chars.next()
        {
            at += c.len_utf8();
            if c == '\n' || c == '\r' && chars.peek() != Some(&'\n') {
                position.line += 1;
                position.column = 1;
            } else {
                position.column += 1;
            }
        }
        position
    }

    proptest! {
        #[test]
        fn a_place_is_the_same_however_it_is_come_to(
            text in "[a\n\ré]{0,40}|(\r\n|[aé\n]){0,1500}",
            asked in vec(0_usize..4000, 1..6),
        ) {
            let lines = Lines::new(&text);
            for at in asked {
                let at = at.min(text.len());
                prop_assert_eq!(lines.position(at), counted(&text, at));
            }
        }
    }

    #[test]
    fn counts_characters_and_every_kind_of_line_end() {
        let text = format!("é\r\nb\rc\nd{}x", "é".repeat(600));
        let lines = Lines::new(&text);
        let at = |needle: char| lines.position(text.find(needle).unwrap());
        assert_eq!(at('b'), Position { line: 2, column: 1 });
        assert_eq!(at('c'), Position { line: 3, column: 1 });
        assert_eq!(
            at('x'),
            Position {
                line: 4,
                column: 602
            }
        );
        assert_eq!(
            lines.position(usize::MAX),
            Position {
                line: 4,
                column: 603
            }
        );
    }
}
