//! A case in as few octets as a link wants: numbers of variable length, texts with their length
//! before them, and what is base64 in a source as the octets that it stands for.

use super::{Mark, OpenError, Origin, SavedCase, SavedMark, SavedSource, base64};
use crate::certificate::Certificate;
use crate::certificate::private_key::{Place, Removed, Secret};
use crate::diagnosis::{Typed, TypedValue};
use crate::gateway::field::Field;
use crate::gateway::{Cloud, Sku, UploadedCertificate};
use crate::language::share as say;
use crate::time::Timestamp;

const ORIGINS: [Origin; 3] = [Origin::Paste, Origin::File, Origin::Example];
const SECRETS: [Secret; 4] = [
    Secret::PrivateKey,
    Secret::EncryptedPrivateKey,
    Secret::Pfx,
    Secret::Credential,
];
const SKUS: [Sku; 2] = [Sku::V1, Sku::V2];
const MARKS: [Mark; 2] = [Mark::Done, Mark::Cause];
const ANSWERS: [bool; 2] = [false, true];

/// What ends the lines of base64: as text has it, and as JSON writes it inside a string.
const BREAKS: [&[u8]; 4] = [b"\n", b"\r\n", b"\\n", b"\\r\\n"];

/// The shortest base64 that is worth a part of its own; shorter is an id or a word.
const SHORTEST: usize = 96;

/// Writes a case, and behind it the one of before a change. The order of the fields is the format:
/// it never changes under one prefix.
pub(super) fn write(case: &SavedCase) -> Vec<u8> {
    let mut octets = write_one(case, case.before.is_some());
    if let Some(before) = &case.before {
        octets.extend(write_one(before, false));
    }
    octets
}

/// Writes a case by itself; whether something `follows`.
fn write_one(case: &SavedCase, follows: bool) -> Vec<u8> {
    let mut out = Writer(Vec::new());
    out.list(&case.sources, |out, source| {
        out.octets(source.name.as_bytes());
        out.choice(&ORIGINS, &source.origin);
        let parts = parts(&source.bytes);
        out.list(&parts, |out, part| match part {
            Part::Literal(octets) => {
                out.number(0);
                out.octets(octets);
            }
            Part::Base64 {
                octets,
                width,
                line_break,
            } => {
                out.number(1 + line_break);
                out.number(*width);
                out.octets(octets);
            }
        });
        out.list(&source.removed, |out, removed| {
            out.choice(&SECRETS, &removed.secret);
            out.number(removed.place.line);
            out.number(removed.place.column);
        });
    });
    out.number(case.boxed.map_or(0, |index| index.saturating_add(1)));
    out.option(case.typed.sku, |out, sku| out.choice(&SKUS, &sku));
    out.option(case.typed.host.as_ref(), |out, host| {
        out.octets(host.as_bytes());
    });
    out.option(case.typed.well_known_ca, |out, answer| {
        out.choice(&ANSWERS, &answer);
    });
    out.option(case.typed.cloud, |out, cloud| {
        out.choice(&Cloud::ALL, &cloud);
    });
    out.list(&case.typed.roots, |out, root| {
        out.option(root.name.as_ref(), |out, name| out.octets(name.as_bytes()));
        let certificates: Vec<&[u8]> = root
            .certificates
            .iter()
            .filter_map(Certificate::der)
            .collect();
        out.list(&certificates, |out, der| out.octets(der));
    });
    out.option(case.as_of, |out, at| {
        out.0.extend(at.unix().to_le_bytes());
    });
    out.list(&case.marks, |out, mark| {
        out.octets(mark.problem.as_bytes());
        out.octets(mark.step.as_bytes());
        out.choice(&MARKS, &mark.mark);
    });
    out.list(&case.chosen, |out, (problem, server)| {
        out.octets(problem.as_bytes());
        out.number(*server);
    });
    out.octets(case.route.as_bytes());
    // Links from before there were such values end here.
    if follows || !case.typed.values.is_empty() {
        out.list(&case.typed.values, |out, value| {
            out.option(value.setting.as_ref(), |out, name| {
                out.octets(name.as_bytes());
            });
            out.octets(value.field.id().as_bytes());
            out.octets(value.text.as_bytes());
        });
    }
    out.0
}

/// Reads what [`write()`] wrote.
pub(super) fn read(octets: &[u8]) -> Result<SavedCase, OpenError> {
    let mut from = Reader(octets);
    let mut case = read_one(&mut from);
    if let (Some(case), false) = (&mut case, from.0.is_empty()) {
        case.before = read_one(&mut from).map(Box::new);
    }
    case.filter(|_| from.0.is_empty())
        .ok_or_else(|| OpenError::Damaged(say::NOT_WHAT_A_CASE_HOLDS.to_owned()))
}

/// A case by itself. One spelling for each: an empty list of values stands before another case only.
fn read_one(from: &mut Reader<'_>) -> Option<SavedCase> {
    let mut case = read_case(from)?;
    if !from.0.is_empty() {
        case.typed.values = from.list(read_value)?;
        if case.typed.values.is_empty() && from.0.is_empty() {
            return None;
        }
    }
    Some(case)
}

fn read_value(from: &mut Reader<'_>) -> Option<TypedValue> {
    Some(TypedValue {
        setting: from.option(Reader::text)?,
        field: Field::from_id(&from.text()?)?,
        text: from.text()?,
    })
}

fn read_case(from: &mut Reader<'_>) -> Option<SavedCase> {
    Some(SavedCase {
        sources: from.list(|from| {
            Some(SavedSource {
                name: from.text()?,
                origin: from.choice(&ORIGINS)?,
                bytes: from.list(Reader::part)?.concat().into(),
                removed: from.list(|from| {
                    Some(Removed {
                        secret: from.choice(&SECRETS)?,
                        place: Place {
                            line: from.number()?,
                            column: from.number()?,
                        },
                    })
                })?,
            })
        })?,
        boxed: from.number()?.checked_sub(1),
        typed: Typed {
            sku: from.option(|from| from.choice(&SKUS))?,
            host: from.option(Reader::text)?,
            well_known_ca: from.option(|from| from.choice(&ANSWERS))?,
            cloud: from.option(|from| from.choice(&Cloud::ALL))?,
            roots: from.list(|from| {
                Some(UploadedCertificate {
                    name: from.option(Reader::text)?,
                    certificates: from.list(|from| {
                        let der = from.octets()?;
                        Certificate::from_der(der).map(|(certificate, _)| certificate)
                    })?,
                    ..UploadedCertificate::default()
                })
            })?,
            values: Vec::new(),
        },
        as_of: from.option(|from| {
            let (seconds, rest) = from.0.split_first_chunk()?;
            from.0 = rest;
            Timestamp::from_unix(i64::from_le_bytes(*seconds))
        })?,
        marks: from.list(|from| {
            Some(SavedMark {
                problem: from.text()?,
                step: from.text()?,
                mark: from.choice(&MARKS)?,
            })
        })?,
        chosen: from.list(|from| Some((from.text()?, from.number()?)))?,
        route: from.text()?,
        before: None,
    })
}

/// A part of a source.
#[derive(Debug, PartialEq)]
enum Part<'a> {
    Literal(&'a [u8]),
    /// Base64, decoded: in lines of `width` characters (0: in one), which end as [`BREAKS`] has it.
    Base64 {
        octets: Vec<u8>,
        width: usize,
        line_break: usize,
    },
}

/// Splits a source where base64 stands that encodes to the same characters again.
fn parts(source: &[u8]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut done, mut at) = (0, 0);
    while at < source.len() {
        let rest = source.get(at..).unwrap_or_default();
        let first = run(rest);
        if first == 0 {
            // The letter of an escape, as in `\n`, begins no base64.
            at += if rest.starts_with(b"\\") { 2 } else { 1 };
            continue;
        }
        let (part, length) = lines(rest, first);
        if let Some(part) = part {
            if done < at {
                parts.push(Part::Literal(source.get(done..at).unwrap_or_default()));
            }
            parts.push(part);
            done = at + length;
        }
        at += length;
    }
    if done < source.len() {
        parts.push(Part::Literal(source.get(done..).unwrap_or_default()));
    }
    parts
}

/// How many characters of base64 stand at the start, padding included.
fn run(text: &[u8]) -> usize {
    let is_body = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let body = text.iter().take_while(is_body).count();
    let padding = text.iter().skip(body).take_while(|byte| **byte == b'=');
    body + if body == 0 {
        0
    } else {
        padding.take(2).count()
    }
}

/// The base64 at the start, whose first line has `first` characters, if it is some, and how long
/// what may be some is there.
fn lines(text: &[u8], first: usize) -> (Option<Part<'static>>, usize) {
    let after = text.get(first..).unwrap_or_default();
    let line_break = BREAKS.iter().position(|end| after.starts_with(end));
    let mut body = text.get(..first).unwrap_or_default().to_vec();
    let (mut length, mut width) = (first, 0);
    if let Some(end) = line_break.and_then(|index| BREAKS.get(index))
        && !body.ends_with(b"=")
    {
        // Lines go on for as long as they are full; the last may be shorter.
        while let Some(rest) = text.get(length..).and_then(|rest| rest.strip_prefix(*end)) {
            let next = run(rest);
            if next == 0 || next > first {
                break;
            }
            width = first;
            length += end.len() + next;
            body.extend(rest.iter().take(next));
            if next < first || body.ends_with(b"=") {
                break;
            }
        }
    }
    if length < SHORTEST {
        return (None, length);
    }
    let octets = std::str::from_utf8(&body).ok().and_then(base64::decode);
    let part = octets.map(|octets| Part::Base64 {
        octets,
        width,
        line_break: line_break.unwrap_or(0),
    });
    (part, length)
}

/// The characters that a part of base64 stands for.
fn wrapped(octets: &[u8], width: usize, line_break: &[u8]) -> Vec<u8> {
    let text = base64::encode(octets);
    if width == 0 {
        return text.into_bytes();
    }
    let lines: Vec<&[u8]> = text.as_bytes().chunks(width).collect();
    lines.join(line_break)
}

struct Writer(Vec<u8>);

impl Writer {
    /// Seven bits an octet, the lowest first.
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.0.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
            number >>= 7;
        }
        self.0.push(u8::try_from(number).unwrap_or(0));
    }

    fn octets(&mut self, octets: &[u8]) {
        self.number(octets.len());
        self.0.extend(octets);
    }

    fn choice<T: PartialEq>(&mut self, choices: &[T], chosen: &T) {
        let index = choices.iter().position(|choice| choice == chosen);
        self.number(index.unwrap_or(0));
    }

    fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.number(usize::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.number(items.len());
        for item in items {
            write(self, item);
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        let mut shift = 0_u32;
        loop {
            let (octet, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = usize::from(octet & 0x7f);
            // One number has one spelling, and fits.
            let shifted = bits.checked_shl(shift).filter(|all| all >> shift == bits)?;
            number |= shifted;
            if octet & 0x80 == 0 {
                return (bits != 0 || shift == 0).then_some(number);
            }
            shift += 7;
        }
    }

    fn octets(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (octets, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(octets)
    }

    fn text(&mut self) -> Option<String> {
        let octets = self.octets()?;
        std::str::from_utf8(octets).ok().map(str::to_owned)
    }

    fn choice<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.number()?).copied()
    }

    fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.number()? {
            0 => Some(None),
            1 => read(self).map(Some),
            _ => None,
        }
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Every item takes an octet at least: a count beyond that is no list's.
        if count > self.0.len() {
            return None;
        }
        // Not reserved beforehand: an item may be far larger than the octet that promises it.
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(read(self)?);
        }
        Some(items)
    }

    fn part(&mut self) -> Option<Vec<u8>> {
        let kind = self.number()?;
        let Some(line_break) = kind.checked_sub(1) else {
            return self.octets().map(<[u8]>::to_vec);
        };
        let line_break = BREAKS.get(line_break)?;
        let width = self.number()?;
        // A break behind every character or two would blow a part up.
        if width != 0 && width < 4 {
            return None;
        }
        Some(wrapped(self.octets()?, width, line_break))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> Vec<Option<(usize, usize)>> {
        parts(source.as_bytes())
            .iter()
            .map(|part| match part {
                Part::Literal(_) => None,
                Part::Base64 {
                    width, line_break, ..
                } => Some((*width, *line_break)),
            })
            .collect()
    }

    fn again(source: &str) -> String {
        let parts = parts(source.as_bytes()).into_iter().map(|part| match part {
            Part::Literal(octets) => octets.to_vec(),
            Part::Base64 {
                octets,
                width,
                line_break,
            } => wrapped(&octets, width, BREAKS[line_break]),
        });
        String::from_utf8(parts.collect::<Vec<_>>().concat()).unwrap()
    }

    #[test]
    fn base64_becomes_octets_in_every_form_of_pem() {
        let body = base64::encode(&(0..=200).collect::<Vec<u8>>());
        for (end, index) in [("\n", 0), ("\r\n", 1), ("\\n", 2), ("\\r\\n", 3)] {
            let lines: Vec<&str> = body
                .as_bytes()
                .chunks(64)
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect();
            let pem = format!(
                "-----BEGIN CERTIFICATE-----{end}{}{end}-----END CERTIFICATE-----{end}",
                lines.join(end)
            );
            assert_eq!(shape(&pem), [None, Some((64, index)), None], "{end:?}");
            assert_eq!(again(&pem), pem);
        }
        let json = format!("{{ \"data\": \"{body}\" }}");
        assert_eq!(shape(&json), [None, Some((0, 0)), None]);
        assert_eq!(again(&json), json);
    }

    #[test]
    fn what_would_not_come_back_to_the_letter_stays_text() {
        let body = base64::encode(&[7; 99]);
        for source in [
            format!("{body}A"),
            body.replace("Bw", "B\n"),
            "word ".repeat(80),
            format!("{}=", base64::encode(&[7; 100])),
        ] {
            assert_eq!(again(&source), source);
        }
    }
}
