//! What is done for each octet of fifty megabytes, or each of a hundred thousand rows.
//!
//! The page is compiled to be small, this to be quick: a package of its own, because that is what can
//! be said of packages alone. So nothing here may become a part of what calls it.

#![forbid(unsafe_code)]

pub mod octets;
pub mod radix;
