//! What keys, signatures and names are called that have no name of their own.

pub(crate) mod bundle;
pub(crate) mod private_key;

use std::fmt::Display;

pub(crate) const EMPTY_NAME: &str = "(empty name)";
pub(crate) fn name_of_type(tag: u32) -> String {
    format!("name of type {tag}")
}

pub(crate) fn signature(key: &str, digest: &str) -> String {
    format!("{key} with {digest}")
}

pub(crate) const RSA_PSS_UNREADABLE: &str = "RSA-PSS with parameters that cannot be read";
pub(crate) fn algorithm(oid: &str) -> String {
    format!("algorithm {oid}")
}

pub(crate) fn explicit_curve(bits: u32) -> String {
    format!("EC {bits} bits, curve spelled out")
}

pub(crate) fn key_of_type(oid: &str) -> String {
    format!("key of type {oid}")
}

/// An algorithm's identifier that cannot be read.
pub(crate) const UNKNOWN: &str = "unknown";
/// A time that no calendar has.
pub(crate) fn since_1970(seconds: impl Display) -> String {
    format!("{seconds} seconds since 1970")
}
