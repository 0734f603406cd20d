//! The page of a verification code.

use std::fmt::Display;

pub(crate) fn since(since: impl Display) -> String {
    format!("The number is used by {since}.")
}

pub(crate) fn earlier(text: impl Display, name: impl Display) -> String {
    format!(
        "OpenSSL 1.1.1 and before: {text} [{name}]. Which version the gateway has is not published."
    )
}

pub(crate) fn meaning(meaning: impl Display) -> String {
    format!("What it means: {meaning}")
}

pub(crate) fn what_to_do(action: impl Display) -> String {
    format!("What to do: {action}")
}
