//! Certificates out of whatever was pasted or dropped: PEM in any state, DER, PKCS#7, bare base64,
//! hexadecimal dumps, `openssl s_client` transcripts. Reading never fails as a whole: what cannot
//! be used is named with its place.

mod bare;
pub(crate) mod content;
pub(crate) mod scan;
pub mod text;
pub mod transcript;

use super::Certificate;
use super::private_key::{self, Removed};
use crate::language::certificate::bundle as say;
use crate::order;
use content::{Content, classify};
use scan::Piece;
use text::{Place, Plain};
use transcript::{ChainLine, Transcript};

/// The most certificates that are read from one input.
pub const MOST_CERTIFICATES: usize = 200;

/// How often text may be base64 of further text.
const DEEPEST: usize = 2;

/// Something to tell about the input, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What, in a sentence.
    pub text: String,
}

/// A certificate and where it was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The certificate.
    pub certificate: Certificate,
    /// Where it begins.
    pub place: Place,
    /// Where it ends.
    pub end: Place,
    /// Whether its position among the others means something; a PKCS#7 set has no order.
    pub ordered: bool,
    offset: usize,
}

/// Everything that was read from one input.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The certificates in the order of the text.
    pub certificates: Vec<Found>,
    /// Transcripts of s_client.
    pub transcripts: Vec<Transcript>,
    /// What was repaired, skipped or could not be read.
    pub notes: Vec<Note>,
    /// Private keys that were cut out.
    pub private_keys: Vec<Removed>,
}

/// One element of a presented chain.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A certificate.
    Certificate(Box<Certificate>),
    /// A certificate of which only the chain lines of a transcript are there.
    Described(ChainLine),
}

impl Element {
    /// The certificate, where it is there.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match self {
            Self::Certificate(certificate) => Some(certificate),
            Self::Described(_) => None,
        }
    }
}

/// One run of certificates: what one server presents.
#[derive(Clone, Debug, Default)]
pub struct Presented {
    /// Its elements in the order presented.
    pub elements: Vec<Element>,
    /// Whether there is such an order.
    pub ordered: bool,
    /// The transcript that it comes from, by index.
    pub transcript: Option<usize>,
    /// Where it begins.
    pub place: Place,
}

/// Reads the content of a file, whatever it is.
#[must_use]
pub fn read(bytes: &[u8]) -> Bundle {
    read_binary(bytes).unwrap_or_else(|| read_text(&text::decode(bytes)))
}

/// Reads a file that is no text: DER, PKCS#7, a store of keys. `None` where it may be text.
#[must_use]
pub fn read_binary(bytes: &[u8]) -> Option<Bundle> {
    let start = Place { line: 1, column: 1 };
    if bytes.first() != Some(&0x30) && !bytes.starts_with(&[0xfe, 0xed]) {
        return None;
    }
    let mut bundle = Bundle::default();
    let note = |text: String| Note { place: start, text };
    match classify(bytes) {
        Content::Text(_) | Content::Unknown => return None,
        Content::Certificates {
            certificates,
            ordered,
        } => {
            bundle.add(certificates, start, start, ordered, 0);
        }
        Content::Private(secret) => {
            let removed = Removed {
                place: start,
                secret,
            };
            bundle.notes.push(note(removed.advice().to_owned()));
            bundle.private_keys.push(removed);
        }
        Content::Other(what) => bundle.notes.push(note(what.to_owned())),
        Content::CutCertificate { expected } => {
            bundle.notes.push(note(ends_early(expected, bytes.len())));
        }
    }
    Some(bundle)
}

/// Where in a text something stands that [`read_text`] makes something of, in octets and in
/// order; the lines of a transcript are not among it.
#[must_use]
pub fn spans(text: &str) -> Vec<std::ops::Range<usize>> {
    let plain = Plain::new(text);
    scan::scan(&plain)
        .iter()
        .filter(|piece| match classify(&piece.octets) {
            Content::Unknown => wanted(piece.label.as_deref()) && piece.label.is_some(),
            Content::CutCertificate { .. } => piece.is_cut_certificate(),
            _ => true,
        })
        .map(|piece| plain.origin_range(&piece.range))
        .collect()
}

/// Whether a block of this label, or one without a label, may hold certificates.
fn wanted(label: Option<&str>) -> bool {
    label.is_none_or(|label| {
        label.contains("CERTIFICATE") || label.contains("PKCS7") || label == "CMS"
    })
}

/// Reads text. Private keys are cut out first.
#[must_use]
pub fn read_text(text: &str) -> Bundle {
    let (clean, private_keys) = private_key::cut(text);
    let plain = Plain::new(&clean);
    let mut bundle = Bundle {
        transcripts: transcript::read(&plain),
        private_keys,
        ..Bundle::default()
    };
    for removed in &bundle.private_keys {
        bundle.notes.push(Note {
            place: removed.place,
            text: removed.advice().to_owned(),
        });
    }
    for piece in scan::scan(&plain) {
        bundle.take(&plain, &piece, DEEPEST);
    }
    if bundle.certificates.len() > MOST_CERTIFICATES {
        bundle.certificates.truncate(MOST_CERTIFICATES);
        let last = bundle
            .certificates
            .last()
            .map_or(Place::default(), |found| found.end);
        bundle.notes.push(Note {
            place: last,
            text: say::only_the_first(MOST_CERTIFICATES),
        });
    }
    for transcript in &bundle.transcripts {
        // With `-verify_return_error` it says so behind the chain that it refused.
        if transcript.no_certificate && transcript.chain.is_empty() {
            bundle.notes.push(Note {
                place: transcript.place,
                text: say::NO_CERTIFICATE.to_owned(),
            });
        }
    }
    order::sort_by_key(&mut bundle.notes, |note| note.place);
    bundle
}

impl Bundle {
    fn add(
        &mut self,
        certificates: Vec<Certificate>,
        place: Place,
        end: Place,
        ordered: bool,
        offset: usize,
    ) {
        let found = certificates.into_iter().map(|certificate| Found {
            certificate,
            place,
            end,
            ordered,
            offset,
        });
        self.certificates.extend(found);
    }

    fn note(&mut self, place: Place, text: impl Into<String>) {
        self.notes.push(Note {
            place,
            text: text.into(),
        });
    }

    /// Takes what one piece holds, and notes what is wrong with it.
    fn take(&mut self, plain: &Plain<'_>, piece: &Piece, depth: usize) {
        let place = plain.place(piece.range.start);
        let end = plain.place(piece.range.end.saturating_sub(1));
        let armoured = piece.label.is_some();
        let content = classify(&piece.octets);
        let wanted = wanted(piece.label.as_deref());
        if wanted && !piece.redacted {
            for (at, damage) in &piece.damage {
                self.note(plain.place(*at), damage.clone());
            }
        }
        match content {
            Content::Certificates {
                certificates,
                ordered,
            } => {
                if piece.label.as_deref() == Some("TRUSTED CERTIFICATE") {
                    self.note(place, say::TRUST_SETTINGS);
                }
                self.add(certificates, place, end, ordered, piece.range.start);
            }
            Content::Text(inner) if depth > 0 => {
                let inner = text::decode(&inner);
                let inner = Plain::new(&inner);
                let before = (self.certificates.len(), self.notes.len());
                for piece in scan::scan(&inner) {
                    self.take(&inner, &piece, depth - 1);
                }
                // Places inside the inner text mean nothing to the person: give those of the whole.
                for found in self.certificates.iter_mut().skip(before.0) {
                    (found.place, found.end, found.offset) = (place, end, piece.range.start);
                }
                for note in self.notes.iter_mut().skip(before.1) {
                    note.place = place;
                }
            }
            Content::Text(_) => {}
            // Cut out before; only a nested one can still come here.
            Content::Private(secret) => self.private_keys.push(Removed { place, secret }),
            Content::Other(what) => self.note(place, what),
            Content::CutCertificate { expected } if piece.is_cut_certificate() => {
                let text = ends_early(expected, piece.octets.len());
                let (at, which) = uneven_line(piece);
                self.note(plain.place(at), say::see_line(&text, &which));
            }
            Content::CutCertificate { .. } => {}
            Content::Unknown if piece.redacted && wanted && armoured => {
                self.note(place, say::LEFT_OUT);
            }
            Content::Unknown if wanted && armoured => {
                let (at, which) = uneven_line(piece);
                let text = say::see_line(say::NOT_A_CERTIFICATE, &which);
                self.note(plain.place(at), text);
            }
            Content::Unknown => {}
        }
    }

    /// Puts the certificates into runs: one for each transcript, one for all others.
    #[must_use]
    pub fn chains(&self) -> Vec<Presented> {
        let mut taken = vec![false; self.certificates.len()];
        let mut chains = Vec::new();
        for (index, transcript) in self.transcripts.iter().enumerate() {
            let start = transcript
                .chain
                .first()
                .map_or(transcript.range.start, |line| line.offset);
            let own = |found: &Found| found.offset >= start && found.offset < transcript.range.end;
            let mut elements: Vec<Element> = transcript
                .chain
                .iter()
                .cloned()
                .map(Element::Described)
                .collect();
            for (found, taken) in self
                .certificates
                .iter()
                .zip(&mut taken)
                .filter(|(found, _)| own(found))
            {
                *taken = true;
                let certificate = Element::Certificate(Box::new(found.certificate.clone()));
                let repeated = transcript
                    .server_certificate
                    .is_some_and(|at| found.offset > at);
                let slot = if repeated {
                    0
                } else {
                    // Behind the chain line that it belongs to.
                    transcript
                        .chain
                        .iter()
                        .rposition(|line| line.offset < found.offset)
                        .unwrap_or(usize::MAX)
                };
                match elements.get_mut(slot) {
                    Some(element @ Element::Described(_)) => *element = certificate,
                    Some(Element::Certificate(first))
                        if repeated && **first == found.certificate => {}
                    _ => elements.push(certificate),
                }
            }
            if !elements.is_empty() {
                chains.push(Presented {
                    elements,
                    ordered: true,
                    transcript: Some(index),
                    place: transcript.place,
                });
            }
        }
        let others: Vec<&Found> = self
            .certificates
            .iter()
            .zip(&taken)
            .filter(|(_, taken)| !**taken)
            .map(|(found, _)| found)
            .collect();
        if let Some(first) = others.first() {
            chains.push(Presented {
                elements: others
                    .iter()
                    .map(|found| Element::Certificate(Box::new(found.certificate.clone())))
                    .collect(),
                ordered: others.iter().all(|found| found.ordered),
                transcript: None,
                place: first.place,
            });
        }
        chains
    }
}

fn ends_early(expected: usize, there: usize) -> String {
    match expected {
        usize::MAX => say::not_complete(there),
        _ => say::ends_early(expected, there),
    }
}

/// The line of a body that is shorter or longer than the others, else its last one.
fn uneven_line(piece: &Piece) -> (usize, String) {
    let Some(((last, last_length), others)) = piece.lines.split_last() else {
        return (piece.range.start, say::NOTHING_BETWEEN.to_owned());
    };
    let usual = others.first().map_or(*last_length, |(_, length)| *length);
    match others.iter().find(|(_, length)| *length != usual) {
        Some((at, length)) => (*at, say::uneven_line(*length, usual)),
        None => (*last, say::LAST_LINE.to_owned()),
    }
}
