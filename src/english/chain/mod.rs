//! What is said of chains.

pub(crate) mod codes;
pub(crate) mod strict;
pub mod words;

pub(crate) const NO_LIST_OF_ROOTS: &str =
    "this is no list of roots, or one of another version: get it again together with the program";
