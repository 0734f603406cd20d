//! Two things beside each other: what is, and what should be.

use super::{Mark, Role};
use crate::fault::Basis;
use crate::guide::source::{Cite, HEALTH, OPENSSL_S_CLIENT, SELF_SIGNED};
use crate::language::picture::comparison as say;

/// Two things beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared.
    pub title: String,
    /// How the difference is known.
    pub basis: Basis,
    /// Where it comes from.
    pub sources: &'static [Cite],
    /// The one.
    pub left: Side,
    /// The other.
    pub right: Side,
    /// Which entries belong together, left and right; none where they are not alike.
    pub links: Vec<(usize, usize)>,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What it is.
    pub heading: String,
    /// What comes of it, with a shape.
    pub verdict: Option<(Mark, String)>,
    /// Its parts, from top to bottom.
    pub entries: Vec<Entry>,
}

/// A part of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub title: String,
    /// What is printed of it to the letter.
    pub printed: Vec<String>,
    /// What there is to say, each with a shape where it makes the difference.
    pub says: Vec<(Option<Mark>, String)>,
}

/// A self-signed certificate that is no CA beside one that is: why the first reads as a missing
/// intermediate.
pub fn self_signed() -> Comparison {
    let plain = |text: &str| (None, text.to_owned());
    let marked = |mark, text: &str| (Some(mark), text.to_owned());
    Comparison {
        title: say::SELF_SIGNED_TITLE.to_owned(),
        basis: Basis::Documented,
        sources: const {
            &[
                HEALTH.under("The intermediate certificate was not found"),
                SELF_SIGNED.cite(),
            ]
        },
        left: Side {
            heading: say::SELF_SIGNED.to_owned(),
            verdict: Some((Mark::Fail, say::TAKEN_FOR_LEAF.to_owned())),
            entries: vec![Entry {
                title: say::ONLY_CERTIFICATE.to_owned(),
                printed: vec![
                    "Subject: CN=www.contoso.com".to_owned(),
                    "Issuer:  CN=www.contoso.com".to_owned(),
                ],
                says: vec![
                    plain(say::SAME_NAMES),
                    marked(Mark::Fail, say::NO_CONSTRAINTS),
                    marked(Mark::Fail, say::NO_KEY_USAGE),
                    plain(say::SERVER_SENDS_IT),
                ],
            }],
        },
        right: Side {
            heading: say::SELF_SIGNED_CA.to_owned(),
            verdict: Some((Mark::Ok, say::VOUCHES.to_owned())),
            entries: vec![
                Entry {
                    title: say::ROOT.to_owned(),
                    printed: vec![
                        "Subject: CN=Contoso Test Root".to_owned(),
                        "Issuer:  CN=Contoso Test Root".to_owned(),
                    ],
                    says: vec![
                        plain(say::SAME_NAMES),
                        marked(Mark::Ok, say::CONSTRAINTS),
                        marked(Mark::Ok, say::KEY_USAGE),
                        plain(say::GATEWAY_HAS_IT),
                    ],
                },
                Entry {
                    title: say::LEAF.to_owned(),
                    printed: vec![
                        "Subject: CN=www.contoso.com".to_owned(),
                        "Issuer:  CN=Contoso Test Root".to_owned(),
                    ],
                    says: vec![
                        marked(Mark::Ok, say::ANOTHER_ISSUER),
                        plain(say::SERVER_SENDS_IT),
                    ],
                },
            ],
        },
        links: Vec::new(),
    }
}

/// More certificates than this are counted, not drawn.
const DRAWN: usize = 8;

/// The depths that `openssl s_client` prints beside the order that the gateway expects.
///
/// `sent` holds subject and issuer of each certificate as sent, depth 0 first. Who issued whom is
/// told by these names alone. With nothing sent, a chain in good order stands as an example.
pub fn order(sent: &[(String, String)]) -> Comparison {
    let example: Vec<(String, String)> = [
        ("CN = www.contoso.com", "CN = Contoso Issuing CA"),
        ("CN = Contoso Issuing CA", "CN = Contoso Root CA"),
        ("CN = Contoso Root CA", "CN = Contoso Root CA"),
    ]
    .map(|(subject, issuer)| (subject.to_owned(), issuer.to_owned()))
    .into();
    let title = match sent {
        [] => say::ORDER_EXAMPLE,
        _ => say::ORDER,
    };
    let all = if sent.is_empty() { &example } else { sent };
    let sent = all.get(..DRAWN).unwrap_or(all);
    let path = path(sent);

    let left = sent.iter().enumerate().map(|(depth, (subject, issuer))| {
        let place = path.iter().position(|index| *index == depth);
        let says = match place {
            Some(place) if place == depth => (Mark::Ok, say::IN_PLACE.to_owned()),
            Some(place) => (Mark::Fail, say::belongs_at(place)),
            None => (Mark::Suspect, say::NOT_PART.to_owned()),
        };
        Entry {
            title: say::depth(depth),
            printed: vec![format!("s:{subject}"), format!("i:{issuer}")],
            says: vec![(Some(says.0), says.1)],
        }
    });
    let mut left: Vec<Entry> = left.collect();
    if all.len() > sent.len() {
        left.push(Entry {
            title: say::more(all.len() - sent.len()),
            printed: Vec::new(),
            says: vec![(None, say::NOT_DRAWN.to_owned())],
        });
    }
    let right = path.iter().enumerate().filter_map(|(place, index)| {
        let (subject, issuer) = sent.get(*index)?;
        let role = match place {
            0 => Role::Leaf,
            _ if subject == issuer => Role::Root,
            _ => Role::Intermediate,
        };
        let why = match role {
            Role::Leaf => say::OWN,
            Role::Root => say::ISSUED_ITSELF,
            _ => say::ISSUED,
        };
        Some(Entry {
            title: format!("{place} {}", role.word()),
            printed: vec![subject.clone()],
            says: vec![(None, why.to_owned())],
        })
    });
    let right: Vec<Entry> = right.collect();
    let in_order = path
        .iter()
        .enumerate()
        .all(|(place, index)| place == *index);
    Comparison {
        title: title.to_owned(),
        basis: Basis::Documented,
        sources: const {
            &[
                HEALTH.under("Leaf must be topmost in chain"),
                OPENSSL_S_CLIENT.cite(),
            ]
        },
        left: Side {
            heading: say::AS_PRINTED.to_owned(),
            verdict: Some(match in_order {
                true => (Mark::Ok, say::EACH_FOLLOWS.to_owned()),
                false => (Mark::Fail, say::NOT_IN_ORDER.to_owned()),
            }),
            entries: left,
        },
        right: Side {
            heading: say::EXPECTED_ORDER.to_owned(),
            verdict: None,
            entries: right,
        },
        links: path
            .iter()
            .enumerate()
            .map(|(place, index)| (*index, place))
            .collect(),
    }
}

/// The chain from the leaf up: indices into what was sent. The leaf is the first that issued none
/// of the others.
fn path(sent: &[(String, String)]) -> Vec<usize> {
    let issued_another = |subject: &String| {
        sent.iter()
            .any(|(other, issuer)| issuer == subject && other != subject)
    };
    let leaf = sent
        .iter()
        .position(|(subject, _)| !issued_another(subject));
    let mut path = Vec::new();
    let mut next = leaf.or((!sent.is_empty()).then_some(0));
    while let Some(index) = next {
        path.push(index);
        next = sent.get(index).and_then(|(_, issuer)| {
            let mut all = sent.iter().enumerate();
            all.find(|(at, (subject, _))| subject == issuer && !path.contains(at))
                .map(|(at, _)| at)
        });
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(names: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = names
            .iter()
            .map(|(s, i)| ((*s).to_owned(), (*i).to_owned()));
        owned.collect()
    }

    #[test]
    fn follows_the_issuers_from_the_leaf() {
        let chain = sent(&[
            ("root", "root"),
            ("ca", "root"),
            ("www", "ca"),
            ("stray", "x"),
        ]);
        assert_eq!(path(&chain), [2, 1, 0]);
        let drawn = order(&chain);
        assert_eq!(drawn.links, [(2, 0), (1, 1), (0, 2)]);
        assert_eq!(
            drawn.left.entries[0].says,
            [(Some(Mark::Fail), "belongs at depth 2".to_owned())]
        );
        assert_eq!(
            drawn.left.entries[1].says,
            [(Some(Mark::Ok), "in place".to_owned())]
        );
        assert_eq!(drawn.left.entries[3].says[0].0, Some(Mark::Suspect));
        assert_eq!(drawn.right.entries[2].title, "2 Root");
    }

    #[test]
    fn ends_on_issuers_that_go_round() {
        assert_eq!(path(&sent(&[("a", "b"), ("b", "a")])), [0, 1]);
        assert_eq!(path(&sent(&[("a", "a"), ("a", "a")])), [0, 1]);
        assert!(path(&[]).is_empty());
    }

    #[test]
    fn the_example_is_in_order() {
        let example = order(&[]);
        assert_eq!(example.left.verdict.unwrap().0, Mark::Ok);
        assert_eq!(example.right.entries.len(), 3);
    }
}
