//! The two time types of RFC 5280 section 4.1.2.5.

use super::der::{Element, tag};
use crate::language::certificate as say;
use std::fmt;
use time::{Date, Month, OffsetDateTime, Time as Clock};

/// A moment as a certificate states it, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Whether it is written as RFC 5280 demands: with seconds, in UTC (`Z`), without fractions.
    /// OpenSSL refuses any other form with its codes 13 and 14.
    pub well_formed: bool,
}

/// 99991231235959Z: "no expiry date" (RFC 5280 section 4.1.2.5).
const NO_EXPIRY: i64 = 253_402_300_799;

impl Time {
    /// A moment counted in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self {
            seconds,
            well_formed: true,
        }
    }

    /// Whether it is the value that stands for "no well-defined expiry date".
    #[must_use]
    pub const fn is_no_expiry(&self) -> bool {
        self.seconds == NO_EXPIRY
    }

    pub(crate) fn read(element: &Element<'_>) -> Option<Self> {
        let text = std::str::from_utf8(element.content).ok()?;
        match element.universal()? {
            tag::UTC_TIME => Self::parse(text, 2),
            tag::GENERALIZED_TIME => Self::parse(text, 4),
            _ => None,
        }
    }

    /// Digits first (`year_digits` for the year), then an optional zone. Seconds may be missing,
    /// fractions are dropped: such times exist, and the person wants to see them.
    fn parse(text: &str, year_digits: usize) -> Option<Self> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (figures, zone) = text.split_at_checked(digits)?;
        let (year, rest) = figures.split_at_checked(year_digits)?;
        let mut pairs = rest
            .as_bytes()
            .chunks(2)
            .map(|pair| std::str::from_utf8(pair).ok()?.parse::<u8>().ok());
        let mut year: i32 = year.parse().ok()?;
        if year_digits == 2 {
            year += if year < 50 { 2000 } else { 1900 };
        }
        let month = Month::try_from(pairs.next()??).ok()?;
        let date = Date::from_calendar_date(year, month, pairs.next()??).ok()?;
        let (hour, minute) = (pairs.next()??, pairs.next()??);
        let second = match pairs.next() {
            Some(second) => second?,
            None => 0,
        };
        let clock = Clock::from_hms(hour, minute, second).ok()?;
        let local = OffsetDateTime::new_utc(date, clock).unix_timestamp();
        Some(Self {
            seconds: local - offset(zone)?,
            well_formed: zone == "Z" && rest.len() == 10,
        })
    }
}

/// Seconds east of UTC that a zone such as `Z`, `.5Z` or `+0100` stands for.
fn offset(zone: &str) -> Option<i64> {
    let zone = match zone.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => zone,
    };
    if zone.is_empty() || zone == "Z" {
        return Some(0);
    }
    let (sign, rest) = if let Some(rest) = zone.strip_prefix('+') {
        (1, rest)
    } else {
        (-1, zone.strip_prefix('-')?)
    };
    let (hours, minutes) = rest.split_at_checked(2)?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

impl fmt::Display for Time {
    /// RFC 3339 in UTC, as the report has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match OffsetDateTime::from_unix_timestamp(self.seconds) {
            Ok(t) => write!(
                f,
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                t.year(),
                u8::from(t.month()),
                t.day(),
                t.hour(),
                t.minute(),
                t.second()
            ),
            Err(_) => f.write_str(&say::since_1970(self.seconds)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, year_digits: usize) -> Option<(String, bool)> {
        Time::parse(text, year_digits).map(|time| (time.to_string(), time.well_formed))
    }

    #[test]
    fn two_digit_years_turn_at_fifty() {
        assert_eq!(
            shown("491231235959Z", 2),
            Some(("2049-12-31T23:59:59Z".into(), true))
        );
        assert_eq!(
            shown("500101000000Z", 2),
            Some(("1950-01-01T00:00:00Z".into(), true))
        );
    }

    #[test]
    fn other_forms_are_read_and_flagged() {
        assert_eq!(
            shown("2611210000Z", 2),
            Some(("2026-11-21T00:00:00Z".into(), false))
        );
        assert_eq!(
            shown("20261121010000+0100", 4),
            Some(("2026-11-21T00:00:00Z".into(), false))
        );
        assert_eq!(
            shown("20261121000000.5Z", 4),
            Some(("2026-11-21T00:00:00Z".into(), false))
        );
        assert_eq!(shown("20261321000000Z", 4), None);
    }

    #[test]
    fn the_last_second_of_9999_means_no_expiry() {
        let time = Time::parse("99991231235959Z", 4).unwrap();
        assert!(time.is_no_expiry() && time.well_formed);
    }
}
