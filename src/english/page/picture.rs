//! The picture, besides what is in it.

pub(crate) const IN_WORDS: &str = "The same in words";
