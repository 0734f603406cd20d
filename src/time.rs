//! The time a case is judged at: always a parameter, never read from a clock here.

pub mod written;

use std::fmt;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment in UTC, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// The moment that many seconds after 1970-01-01T00:00:00Z; `None` outside the years 0 to 9999,
    /// which RFC 3339 cannot write.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let moment = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        (0..=9999).contains(&moment.year()).then_some(Self(seconds))
    }

    /// Reads a moment as RFC 3339 writes it, such as `2026-11-21T00:00:00Z`; any offset is taken,
    /// fractions of a second are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
        Self::from_unix(moment.unix_timestamp())
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .and_then(|moment| moment.format(&Rfc3339).ok())
            .unwrap_or_default();
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_any_offset_and_writes_utc() {
        let moment = Timestamp::parse("2026-11-21T01:30:00.5+01:30").unwrap();
        assert_eq!(moment.to_string(), "2026-11-21T00:00:00Z");
    }

    #[test]
    fn refuses_what_rfc_3339_cannot_write() {
        for text in ["", "yesterday", "2026-11-21", "2026-02-30T00:00:00Z"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
        assert_eq!(Timestamp::from_unix(i64::MAX), None);
        assert_eq!(Timestamp::from_unix(253_402_300_800), None);
    }
}
