//! The documents that the catalogue's facts come from.

use crate::fault::Basis;

/// A document.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// A short id of our own.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its address.
    pub url: &'static str,
    /// The date that the text read carries, as `YYYY-MM-DD` or a year and month; empty where it has none.
    pub dated: &'static str,
    /// The day it was read, as `YYYY-MM-DD`.
    pub read: &'static str,
}

/// A place in a document, and how it supports what is said.
#[derive(Debug, PartialEq, Eq)]
pub struct Cite {
    /// The document.
    pub source: &'static Source,
    /// The heading under which it stands; empty for the whole document.
    pub heading: &'static str,
    /// How it is known.
    pub basis: Basis,
}
