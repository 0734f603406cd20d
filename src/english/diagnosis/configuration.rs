//! How pastes and what was typed were put together.

use std::fmt::Display;

pub(crate) const TYPED_IN: &str = "typed in";
pub(crate) fn piece(source: impl Display, line: impl Display) -> String {
    format!("{source}, line {line}")
}

pub(crate) fn line(line: impl Display) -> String {
    format!("line {line}")
}

pub(crate) fn pool_twice(pool: impl Display, earlier: impl Display, later: impl Display) -> String {
    format!(
        "The pool {pool} was pasted with the targets {earlier} and later with {later}: the later ones are used."
    )
}

pub(crate) fn gateway_twice(
    property: impl Display,
    name: impl Display,
    old: impl Display,
    new: impl Display,
) -> String {
    format!(
        "{property} of the gateway {name} was pasted as {old} and later as {new}: the later one is used."
    )
}

pub(crate) fn no_longer_has(
    source: impl Display,
    line: impl Display,
    gone: impl Display,
) -> String {
    format!("The gateway in {source}, line {line}, no longer has what was pasted earlier: {gone}.")
}

pub(crate) fn property_twice(
    property: impl Display,
    what: impl Display,
    before: impl Display,
    earlier: impl Display,
    text: impl Display,
    later: impl Display,
) -> String {
    format!(
        "{property} of {what} is {before} in {earlier}, and {text} in {later}: the later one is used."
    )
}

pub(crate) fn list_twice(
    property: impl Display,
    what: impl Display,
    before: impl Display,
    later: impl Display,
    text: impl Display,
) -> String {
    format!(
        "{property} of {what} was pasted as {before} and in {later} as {text}: the later one is used."
    )
}

pub(crate) fn not_used(
    text: impl Display,
    property: impl Display,
    expected: impl Display,
) -> String {
    format!("You typed \"{text}\" for {property}, which takes {expected}: it is not used.")
}

pub(crate) const STANDS_BY_ITSELF: &str =
    "What you typed names no backend setting, and the evidence has several: it stands by itself.";
pub(crate) fn you_said(
    property: impl Display,
    what: impl Display,
    text: impl Display,
    place: impl Display,
    before: impl Display,
) -> String {
    format!(
        "You said {property} of {what} is {text}; {place} says {before}. What you said is used."
    )
}
