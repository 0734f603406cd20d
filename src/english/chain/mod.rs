//! What is said of chains.

pub mod codes;
pub mod words;
