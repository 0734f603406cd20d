//! Which fault a message stands for.

use std::sync::LazyLock;

use super::fold::{Folded, fold};
use super::wording::{FAMILIES, Form, NO_HEALTHY_SERVER, REQUEST_TIMED_OUT, SUCCESS, Wording};
use super::{Basis, Details, Fault, Reading, attempt, parameters};

/// A reading, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// What the message says.
    pub reading: Reading,
    /// How it is known that this wording says so.
    pub basis: Basis,
}

/// Reads a probe's message, with its `healthProbeErrorName` where there is one; the message may
/// be empty. `None` where no rule knows it.
pub fn classify(message: &str, error_name: Option<&str>) -> Option<Reading> {
    recognise(message, error_name).map(|recognition| recognition.reading)
}

/// As [`classify`], and says how the reading is known.
pub fn recognise(message: &str, error_name: Option<&str>) -> Option<Recognition> {
    let folded = Folded::new(message);
    let name = error_name.map(fold).filter(|name| !name.is_empty());
    let published = name.as_deref().and_then(published_error_name);
    let by_text = || text(&folded);
    let by_name = || name.as_deref().and_then(expected_error_name);
    let (meaning, basis) = published.or_else(by_text).or_else(by_name)?;
    let reading = match meaning {
        Meaning::Success => Reading::Success {
            received: parameters::received(&folded, message),
        },
        Meaning::NoHealthyServer => Reading::NoHealthyServer {
            pool: parameters::pool(&folded, message),
        },
        Meaning::RequestTimedOut => Reading::RequestTimedOut,
        Meaning::Fault(fault) => Reading::Fault(fault, details(fault, &folded, message)),
    };
    Some(Recognition { reading, basis })
}

/// Whether prose that nothing else identifies is a message of the gateway: only what a rule
/// knows, so that a stray sentence is not taken for a fault.
pub fn reads_like_message(text: &str) -> bool {
    recognise(text, None).is_some()
}

/// The fragments by which messages are recognised.
pub(crate) fn wordings() -> impl Iterator<Item = &'static str> {
    let all = FAMILIES.iter().flat_map(|family| family.wordings);
    let all = all
        .chain(SUCCESS)
        .chain(NO_HEALTHY_SERVER)
        .chain(REQUEST_TIMED_OUT);
    all.flat_map(|wording| match &wording.form {
        Form::Holds(fragments) => fragments.iter(),
        Form::Is(text) => std::slice::from_ref(text).iter(),
    })
    .copied()
}

/// A text that is recognised by what a message is recognised by, and by nothing else.
pub(crate) fn said(message: &str) -> Option<&'static str> {
    let folded = Folded::new(message);
    let rule = first_rule(&folded).map(|rule| rule.said.as_str());
    let printed = || attempt::printed(message).map(|(_, said)| said);
    let refused = || attempt::refusal(message).map(|(code, _)| code);
    rule.or_else(refused).or_else(printed)
}

/// Whether this ends an address of the documentation that a message names.
pub(crate) fn is_slug(slug: &str) -> bool {
    let mut slugs = FAMILIES.iter().filter_map(|family| family.slug);
    slugs.any(|known| known.eq_ignore_ascii_case(slug))
}

fn details(fault: Fault, folded: &Folded, message: &str) -> Details {
    let mut details = Details::default();
    match fault {
        Fault::StatusMismatch => {
            details.received = parameters::received(folded, message);
            details.expected = parameters::expected(folded, message);
        }
        Fault::BodyMismatch => details.expected_body = parameters::expected_body(folded, message),
        Fault::VerificationFailed => {
            details.openssl_code = parameters::openssl_code(folded, message);
        }
        _ => {}
    }
    details
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Success,
    NoHealthyServer,
    RequestTimedOut,
    Fault(Fault),
}

/// A wording, folded once.
struct Rule {
    meaning: Meaning,
    basis: Basis,
    whole: bool,
    fragments: Vec<String>,
    /// The fragments as they are printed.
    said: String,
}

impl Rule {
    fn new(meaning: Meaning, wording: &Wording) -> Self {
        let (whole, fragments) = match &wording.form {
            Form::Holds(fragments) => (false, *fragments),
            Form::Is(text) => (true, std::slice::from_ref(text)),
        };
        Self {
            meaning,
            basis: wording.basis,
            whole,
            fragments: fragments.iter().map(|text| fold(text)).collect(),
            said: fragments.join(" \u{2026} "),
        }
    }

    /// Where the rule's first fragment stands, where all of them do. `triples` are the text's.
    fn matches(&self, text: &str, triples: &Triples) -> Option<usize> {
        if self.whole {
            return (self.fragments.first()? == without_link(text)).then_some(0);
        }
        if !self.fragments.iter().all(|part| triples.may_hold(part)) {
            return None;
        }
        let mut places = self.fragments.iter().map(|fragment| text.find(fragment));
        let first = places.next()??;
        places.all(|place| place.is_some()).then_some(first)
    }
}

/// Which three octets stand in a row somewhere in a text, as far as some bits can tell: looking for
/// every fragment of every rule would be nearly all the work of recognising a message.
struct Triples([bool; Self::BITS]);

impl Triples {
    const BITS: usize = 4096;

    fn of(text: &str) -> Self {
        let mut triples = Self([false; Self::BITS]);
        for place in Self::places(text) {
            if let Some(bit) = triples.0.get_mut(place) {
                *bit = true;
            }
        }
        triples
    }

    fn may_hold(&self, fragment: &str) -> bool {
        Self::places(fragment).all(|place| self.0.get(place) == Some(&true))
    }

    fn places(text: &str) -> impl Iterator<Item = usize> {
        let place = |three: &[u8]| {
            three
                .iter()
                .fold(0, |sum, octet| sum * 31 + usize::from(*octet))
        };
        text.as_bytes()
            .windows(3)
            .map(move |three| place(three) % Self::BITS)
    }
}

/// The folded text less the invitation to read on that ends many messages.
fn without_link(text: &str) -> &str {
    let text = text.split("tolearnmorevisit").next().unwrap_or(text);
    text.strip_suffix("learnmore").unwrap_or(text)
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let with = |meaning, wordings: &'static [Wording]| {
        wordings
            .iter()
            .map(move |wording| Rule::new(meaning, wording))
    };
    FAMILIES
        .iter()
        .flat_map(|family| {
            let slug = family.slug.map(|slug| {
                let said = format!("https://aka.ms/{slug}");
                Rule {
                    meaning: Meaning::Fault(family.fault),
                    basis: Basis::Observed,
                    whole: false,
                    fragments: vec![fold(&format!("aka.ms/{slug}"))],
                    said,
                }
            });
            with(Meaning::Fault(family.fault), family.wordings).chain(slug)
        })
        .chain(with(Meaning::Success, SUCCESS))
        .chain(with(Meaning::NoHealthyServer, NO_HEALTHY_SERVER))
        .chain(with(Meaning::RequestTimedOut, REQUEST_TIMED_OUT))
        .collect()
});

/// The rule that matches first in the text; of those at one place, the best known.
fn text(folded: &Folded) -> Option<(Meaning, Basis)> {
    first_rule(folded).map(|rule| (rule.meaning, rule.basis))
}

fn first_rule(folded: &Folded) -> Option<&'static Rule> {
    let text = folded.as_str();
    let triples = Triples::of(text);
    RULES
        .iter()
        .filter_map(|rule| Some((rule.matches(text, &triples)?, rule)))
        .min_by_key(|(place, rule)| (*place, rank(rule.basis)))
        .map(|(_, rule)| rule)
}

/// Every fault that a rule finds in the text.
#[cfg(test)]
pub(super) fn every_fault(message: &str) -> Vec<Fault> {
    let folded = Folded::new(message);
    let triples = Triples::of(folded.as_str());
    let matching = RULES.iter().filter_map(|rule| {
        rule.matches(folded.as_str(), &triples)?;
        match rule.meaning {
            Meaning::Fault(fault) => Some(fault),
            _ => panic!("{message} is no fault's"),
        }
    });
    let mut faults: Vec<_> = matching.collect();
    faults.dedup();
    faults
}

/// The wordings of faults that none of these messages holds.
#[cfg(test)]
pub(super) fn wordings_without(messages: &[&str]) -> Vec<&'static str> {
    let folded: Vec<Folded> = messages.iter().map(|text| Folded::new(text)).collect();
    let is_held = |rule: &Rule| {
        let mut texts = folded.iter().map(Folded::as_str);
        texts.any(|text| rule.matches(text, &Triples::of(text)).is_some())
    };
    let of_faults = RULES
        .iter()
        .filter(|rule| matches!(rule.meaning, Meaning::Fault(_)));
    let without = of_faults.filter(|rule| !is_held(rule));
    without.map(|rule| rule.said.as_str()).collect()
}

fn rank(basis: Basis) -> u8 {
    match basis {
        Basis::Documented => 0,
        Basis::Observed => 1,
        Basis::Inferred => 2,
    }
}

/// The names that real answers were seen to have.
fn published_error_name(name: &str) -> Option<(Meaning, Basis)> {
    let meaning = match name {
        "successwithstatuscode" => Meaning::Success,
        "httpstatuscodemismatchwithstatuscode" => Meaning::Fault(Fault::StatusMismatch),
        "backendservercertificatentallowlisted" => {
            Meaning::Fault(Fault::AuthenticationCertificateMismatch)
        }
        _ => return None,
    };
    Some((meaning, Basis::Observed))
}

/// Any other name, by the words in it, where they point to one fault alone.
fn expected_error_name(name: &str) -> Option<(Meaning, Basis)> {
    if name.starts_with("success") {
        return Some((Meaning::Success, Basis::Inferred));
    }
    let mut faults = FAMILIES.iter().filter(|family| {
        let all = |words: &&[&str]| words.iter().all(|word| name.contains(&fold(word)));
        family.error_names.iter().any(all)
    });
    let only = faults.next().filter(|_| faults.next().is_none())?;
    Some((Meaning::Fault(only.fault), Basis::Inferred))
}
