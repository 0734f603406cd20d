//! A case as a link: `#c1:` and the case, packed and compressed, in the characters that an
//! address allows. What stands behind `#` never leaves the browser. The number in the prefix
//! names the codec: a link that was made once is read for good.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::{OpenError, SavedCase, Sealed, base64, binary};
use crate::language::share as say;

/// What a link of this version begins with, behind the `#`.
pub const PREFIX: &str = "c1:";

/// The length in characters from which on mail and chat programs are known to break links.
pub const LONG: usize = 2_000;

/// The length in characters from which on a file is the better way.
pub const TOO_LONG: usize = 8_000;

/// The longest link that is read, in characters: no browser keeps longer addresses.
const LONGEST: usize = 2 * 1024 * 1024;

/// The most octets that a packed case may become.
const LARGEST: usize = 64 * 1024 * 1024;

/// How many times its length a packed case may become. A large report, which repeats itself row
/// by row, reaches a hundred; what is made to fill the memory reaches a thousand.
const RATIO: usize = 400;

/// The strongest compression that is still quick.
const LEVEL: u8 = 9;

/// The first octet behind the prefix: what follows is a packed case.
const PLAIN: u8 = 0;

/// What follows is an envelope.
const SEALED: u8 = 1;

/// A case in few octets: what a link holds.
///
/// # Errors
/// [`OpenError::TooLarge`] where [`unpack`] would refuse it.
pub fn pack(case: &SavedCase) -> Result<Vec<u8>, OpenError> {
    let octets = binary::write(case);
    let packed = compress_to_vec_zlib(&octets, LEVEL);
    if octets.len() > most(packed.len()) {
        return Err(OpenError::TooLarge);
    }
    Ok(packed)
}

/// The case that [`pack`] packed.
///
/// # Errors
/// [`OpenError::Damaged`] for what was changed or cut on its way, [`OpenError::TooLarge`] for what
/// would become too large.
pub fn unpack(packed: &[u8]) -> Result<SavedCase, OpenError> {
    use miniz_oxide::inflate::TINFLStatus::HasMoreOutput;
    let octets = decompress_to_vec_zlib_with_limit(packed, most(packed.len()));
    let octets = octets.map_err(|error| match error.status {
        HasMoreOutput => OpenError::TooLarge,
        _ => OpenError::Damaged(say::PART_MISSING.to_owned()),
    })?;
    binary::read(&octets)
}

fn most(packed: usize) -> usize {
    packed.saturating_mul(RATIO).min(LARGEST)
}

/// The fragment, with its `#`, that holds a packed case.
pub fn write(packed: &[u8]) -> String {
    fragment(PLAIN, packed)
}

/// The fragment, with its `#`, that holds a case behind a passphrase.
pub fn write_sealed(sealed: &Sealed) -> String {
    fragment(SEALED, &sealed.write())
}

fn fragment(kind: u8, octets: &[u8]) -> String {
    let octets = [&[kind], octets].concat();
    format!("#{PREFIX}{}", base64::encode_url(&octets))
}

/// Whether a fragment, with or without its `#`, is a link to a case of any version.
pub fn is_link(fragment: &str) -> bool {
    split(fragment).is_some()
}

/// The version and what follows it. Some programs write the colon as `%3A`; those that write
/// capitals throughout have spoilt it, but a link it is.
fn split(fragment: &str) -> Option<(&str, &str)> {
    let rest = fragment.trim().trim_start_matches('#');
    let rest = rest.strip_prefix(['c', 'C'])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (version, rest) = rest.split_at_checked(digits)?;
    let body = rest
        .strip_prefix(':')
        .or_else(|| rest.strip_prefix("%3A"))
        .or_else(|| rest.strip_prefix("%3a"))?;
    (!version.is_empty()).then_some((version, body))
}

/// Reads a fragment, with or without its `#`.
///
/// # Errors
/// [`OpenError::NotACase`] where it is another address, [`OpenError::Sealed`] where it is behind a
/// passphrase, else as [`unpack`] has it.
pub fn read(fragment: &str) -> Result<SavedCase, OpenError> {
    let (version, body) = split(fragment).ok_or(OpenError::NotACase)?;
    let damaged = |how: &str| OpenError::Damaged(how.to_owned());
    if version != "1" {
        // No version has such a number.
        return Err(match version.starts_with('0') || version.len() > 3 {
            true => damaged(say::NO_SUCH_VERSION),
            false => OpenError::Later(say::link_version(version)),
        });
    }
    if fragment.trim().trim_start_matches('#').starts_with('C') {
        return Err(damaged(say::CAPITALS));
    }
    if body.len() > LONGEST {
        return Err(OpenError::TooLarge);
    }
    let damaged = || damaged(say::LINKS_ARE_CUT);
    // The full stop, bracket or quote behind the link in a sentence is no part of it.
    let body = body.trim_end_matches(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
    let octets = base64::decode_url(body).ok_or_else(damaged)?;
    match octets.split_first() {
        Some((&PLAIN, packed)) => unpack(packed),
        Some((&SEALED, octets)) => match Sealed::read(octets) {
            Some(sealed) => Err(OpenError::Sealed(Box::new(sealed))),
            None => Err(damaged()),
        },
        _ => Err(damaged()),
    }
}
