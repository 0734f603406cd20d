//! A case to hand on: everything that makes it, as a plain value, and the forms it travels in.
//!
//! * [`SavedCase`] is that value: what was given, what was typed in, what was said of steps.
//! * [`mod@file`] writes and reads it as a file, `.appgw-case.json`.
//! * [`link`] puts it into an address, behind `#`.
//! * [`Sealed`] is either behind a passphrase.
//! * [`redact`] takes the names out of it before it leaves.

mod base64;
mod binary;
pub mod file;
pub mod link;
pub mod redact;
mod saved;
mod sealed;

pub use sealed::{ROUNDS, Sealed};

pub use saved::{Mark, Origin, SavedCase, SavedMark, SavedSource, problem_key};

use crate::language::share as say;
use std::fmt;

/// Why something that should hold a case could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// It is no case at all.
    NotACase,
    /// It is a case, and damaged: where, as far as that can be said, and what was expected.
    Damaged(String),
    /// A later version of this program wrote it; this is the version that it names.
    Later(String),
    /// It would become too large once it is unpacked.
    TooLarge,
    /// It is behind a passphrase. Only the page can open it.
    Sealed(Box<Sealed>),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotACase => f.write_str(say::NOT_A_CASE),
            Self::Damaged(what) => write!(f, "{}", say::damaged(what)),
            Self::Later(version) => write!(f, "{}", say::later(version)),
            Self::Sealed(_) => f.write_str(say::SEALED),
            Self::TooLarge => f.write_str(say::TOO_LARGE),
        }
    }
}

impl std::error::Error for OpenError {}
