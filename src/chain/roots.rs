//! Roots that are, or once were, public.
//!
//! The gateway's own list is not published. Mozilla's stands in for it, and a second tier holds
//! roots that were public and are no longer: removed, distrusted or expired. Both come from a
//! file that `examples/roots.rs` writes; it keeps what is needed to verify and name a chain.

use crate::certificate::{
    BasicConstraints, Certificate, Extensions, KeyUsage, Name, PublicKey, RootFacts, Time,
};
use std::fmt;

/// First octets of the file: a name, and the version of the form.
const MAGIC: &[u8; 8] = b"APPGWR\0\x01";

/// Basic constraints say CA.
const CA: u8 = 1;
/// The key usage is there and allows to sign certificates.
const SIGNS: u8 = 2;

/// In which list of roots one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Uploaded to the gateway.
    Uploaded,
    /// In the current public list.
    WellKnown,
    /// In an older public list only: the gateway may or may not trust it.
    FormerlyPublic,
}

impl List {
    /// The public name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::WellKnown => "well-known",
            Self::FormerlyPublic => "formerly-public",
        }
    }
}

/// The public roots in two tiers: the current list, and those that stood in an older one alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RootList {
    /// The current ones first.
    roots: Vec<Certificate>,
    current: usize,
    /// What the current list is and of which day.
    pub current_source: String,
    /// What the older list is and of which day.
    pub former_source: String,
}

/// The file is not a root list, or not of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(crate::language::chain::NO_LIST_OF_ROOTS)
    }
}

impl std::error::Error for Unreadable {}

/// The list as it is in the program. The page fetches it as a file instead.
#[cfg(feature = "cli")]
pub const BUILT_IN: &[u8] = include_bytes!("../../data/roots.bin");

impl RootList {
    /// No roots at all.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            roots: Vec::new(),
            current: 0,
            current_source: String::new(),
            former_source: String::new(),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] when it is cut short or something else.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        Self::read(bytes).ok_or(Unreadable)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes.strip_prefix(MAGIC)?);
        let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).ok();
        let current_source = text(input.long()?)?;
        let former_source = text(input.long()?)?;
        let current = usize::from(input.number()?);
        let former = usize::from(input.number()?);
        let roots = (0..current + former)
            .map(|_| entry(&mut input))
            .collect::<Option<Vec<_>>>()?;
        input.0.is_empty().then_some(Self {
            roots,
            current,
            current_source,
            former_source,
        })
    }

    /// Roots of the current list.
    #[must_use]
    pub fn well_known(&self) -> &[Certificate] {
        self.roots.get(..self.current).unwrap_or_default()
    }

    /// Roots that were public once.
    #[must_use]
    pub fn formerly_public(&self) -> &[Certificate] {
        self.roots.get(self.current..).unwrap_or_default()
    }

    /// Both tiers, the current ones first.
    #[must_use]
    pub fn all(&self) -> &[Certificate] {
        &self.roots
    }

    /// In which tier a root of [`RootList::all`] stands, by index.
    #[must_use]
    pub const fn tier(&self, index: usize) -> List {
        if index < self.current {
            List::WellKnown
        } else {
            List::FormerlyPublic
        }
    }
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn number(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    /// Octets behind their length of two octets.
    fn long(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(usize::from(length))
    }
}

fn entry(input: &mut Input<'_>) -> Option<Certificate> {
    let subject = Name::read(input.long()?)?;
    let serial = input.long()?.to_vec();
    let key = PublicKey::read(input.long()?);
    let key_id = input.long()?.to_vec();
    let [version, flags, path_length] = input.array()?;
    let not_before = Time::from_unix(i64::from_be_bytes(input.array()?));
    let not_after = Time::from_unix(i64::from_be_bytes(input.array()?));
    let path_length = (path_length != u8::MAX).then(|| i64::from(path_length));
    let extensions = Extensions {
        basic_constraints: (flags & CA != 0).then_some(BasicConstraints {
            ca: true,
            path_length,
            critical: true,
        }),
        key_usage: (flags & SIGNS != 0).then_some(KeyUsage::CERT_SIGN),
        subject_key_id: (!key_id.is_empty()).then_some(key_id),
        ..Extensions::default()
    };
    let sha256 = input.array()?;
    let version = u32::from(version);
    Some(Certificate::from_root(RootFacts {
        subject,
        serial,
        version,
        not_before,
        not_after,
        key,
        extensions,
        sha256,
    }))
}

/// Writes the file: the current roots, the former ones, and what each list is. A root that is not
/// like a root (not self-issued, limited by extended key usage or name constraints) is an error,
/// because the compact form would lose that.
///
/// # Errors
///
/// Says which certificate does not fit.
pub fn encode(
    current: &[Certificate],
    former: &[Certificate],
    current_source: &str,
    former_source: &str,
) -> Result<Vec<u8>, String> {
    let mut out = MAGIC.to_vec();
    push(&mut out, current_source.as_bytes())?;
    push(&mut out, former_source.as_bytes())?;
    for list in [current, former] {
        let count = u16::try_from(list.len()).map_err(|_| "too many roots".to_owned())?;
        out.extend(count.to_be_bytes());
    }
    for root in current.iter().chain(former) {
        let extensions = &root.extensions;
        let signs = extensions.key_usage.is_none_or(KeyUsage::cert_sign);
        let plain = root.is_self_signed()
            && extensions.invalid.is_empty()
            && extensions.unhandled_critical.is_empty()
            && extensions.extended_key_usage.is_none()
            && extensions.name_constraints.is_none()
            && signs
            && extensions
                .basic_constraints
                .is_none_or(|constraints| constraints.ca);
        if !plain {
            return Err(format!("{} is no plain root", root.subject));
        }
        let constraints = extensions.basic_constraints;
        let path_length = match constraints.and_then(|constraints| constraints.path_length) {
            None => u8::MAX,
            Some(length) => u8::try_from(length)
                .map_err(|_| format!("{}: path length {length}", root.subject))?,
        };
        let flags = if constraints.is_some() { CA } else { 0 }
            | if extensions.key_usage.is_some() {
                SIGNS
            } else {
                0
            };
        push(&mut out, root.subject.der())?;
        push(&mut out, &root.serial)?;
        push(&mut out, &root.key.spki)?;
        push(
            &mut out,
            extensions.subject_key_id.as_deref().unwrap_or_default(),
        )?;
        out.extend([u8::try_from(root.version).unwrap_or(3), flags, path_length]);
        out.extend(root.not_before.seconds.to_be_bytes());
        out.extend(root.not_after.seconds.to_be_bytes());
        out.extend(root.sha256);
    }
    Ok(out)
}

fn push(out: &mut Vec<u8>, octets: &[u8]) -> Result<(), String> {
    let length = u16::try_from(octets.len()).map_err(|_| "a field is too long".to_owned())?;
    out.extend(length.to_be_bytes());
    out.extend_from_slice(octets);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_else_is_refused() {
        let empty = encode(&[], &[], "current", "former").unwrap();
        let list = RootList::parse(&empty).unwrap();
        assert_eq!(
            (list.all().len(), list.current_source.as_str()),
            (0, "current")
        );
        assert!(RootList::parse(&[]).is_err());
        assert!(RootList::parse(&[empty.as_slice(), &[0]].concat()).is_err());
        for length in 0..empty.len() {
            assert!(RootList::parse(&empty[..length]).is_err(), "{length}");
        }
    }
}
