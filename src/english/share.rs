//! Why a saved case cannot be opened.

use std::fmt::Display;

pub(crate) const NOT_WHAT_A_CASE_HOLDS: &str = "it does not hold what a case holds.";

pub(crate) const OTHER_BASE64: &str = "base64 of another length";
pub(crate) const ROUNDS: &str = "600000 or more, and `data` not empty";
pub(crate) fn json_breaks(line: impl Display, column: impl Display) -> String {
    format!("its JSON breaks at line {line}, column {column}.")
}

pub(crate) const THE_FILE: &str = "the file";
pub(crate) const AN_OBJECT: &str = "an object";
pub(crate) const A_NUMBER: &str = "a number";
pub(crate) const TRUE_OR_FALSE: &str = "true or false";
pub(crate) const CERTIFICATES: &str = "certificates in base64";
pub(crate) fn should_be(place: impl Display, key: impl Display, what: impl Display) -> String {
    format!("in {place}, `{key}` should be {what}.")
}

pub(crate) const A_TEXT: &str = "a text";
pub(crate) fn another_value(shown: impl Display) -> String {
    format!("another value than `{shown}`")
}

pub(crate) fn entry_of(key: impl Display) -> String {
    format!("an entry of `{key}`")
}

pub(crate) const A_LIST: &str = "a list";

pub(crate) const PART_MISSING: &str = "a part of it is missing or was changed on its way.";
pub(crate) const NO_SUCH_VERSION: &str = "there is no link of that version.";
pub(crate) fn link_version(version: impl Display) -> String {
    format!("link version {version}")
}

pub(crate) const CAPITALS: &str = "a program changed its letters to capitals.";
pub(crate) const LINKS_ARE_CUT: &str = "mail and chat programs cut long links or change them.";

pub(crate) const NOT_A_CASE: &str = "This is no saved case.";
pub(crate) fn damaged(what: impl Display) -> String {
    format!("The saved case is damaged: {what} Ask for it again, as a file where it was a link.")
}

pub(crate) fn later(version: impl Display) -> String {
    format!(
        "A later version of this program saved this case ({version}). Load the newest version of the page to open it."
    )
}

pub(crate) const SEALED: &str =
    "This case is behind a passphrase. Open it on the page, which asks for it.";
pub(crate) const TOO_LARGE: &str =
    "The saved case is too large to open, or made to look so. Ask for the evidence itself.";
