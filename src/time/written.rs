//! Times as exports, tables and consoles write them: with or without a zone, day or month first.

use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

use super::Timestamp;

/// Which comes first where a date has neither a year in front nor a month in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `11/20/2026`, as in the United States.
    MonthFirst,
    /// `20/11/2026` or `20.11.2026`.
    DayFirst,
}

/// A time as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The moment; taken as UTC where no zone is written.
    pub at: Timestamp,
    /// Whether a zone is written.
    pub zoned: bool,
    /// The two numbers of a date whose order is not settled by its form, as they stand.
    pub open: Option<(u8, u8)>,
}

/// Reads a time. Known are RFC 3339 with or without its zone, `2026-11-20 08:00`, `11/20/2026, 8:00:00.000 AM`,
/// `20.11.2026 08:00`, each with `Z`, `UTC`, `GMT` or an offset behind it, and `/Date(1763625600000)/`.
pub fn read(text: &str, order: DateOrder) -> Option<Written> {
    let text = text.trim().trim_matches('"').trim();
    if text.len() < 6 || text.len() > 40 {
        return None;
    }
    if let Some(at) = dotnet(text) {
        return Some(Written {
            at,
            zoned: true,
            open: None,
        });
    }
    let end = text.find(['T', ' ', ',', '\u{202f}', '\u{a0}'])?;
    let (date, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start_matches(['T', ' ', ',', '\u{202f}', '\u{a0}']);
    let (date, open) = read_date(date, order)?;
    let (time, zone) = read_time(rest)?;
    let moment = PrimitiveDateTime::new(date, time);
    let at = moment.assume_offset(zone.unwrap_or(UtcOffset::UTC));
    Some(Written {
        at: Timestamp::from_unix(at.unix_timestamp())?,
        zoned: zone.is_some(),
        open,
    })
}

/// Which order the dates of one column have, and whether that is known: a number above twelve is a
/// day; else the order counts under which the column covers less time; `None` where both fit.
pub fn settle(texts: &[&str]) -> (DateOrder, bool) {
    let read_all = |order| {
        let texts = texts.iter().filter_map(move |text| read(text, order));
        texts.collect::<Vec<_>>()
    };
    let months = read_all(DateOrder::MonthFirst);
    let days = read_all(DateOrder::DayFirst);
    if months.len() != days.len() {
        // What is no date the one way round is one the other.
        let order = match months.len() > days.len() {
            true => DateOrder::MonthFirst,
            false => DateOrder::DayFirst,
        };
        return (order, true);
    }
    if months
        .iter()
        .all(|one| one.open.is_none_or(|(a, b)| a == b))
    {
        return (DateOrder::MonthFirst, true);
    }
    let span = |all: &[Written]| {
        let first = all.iter().map(|one| one.at.unix()).min().unwrap_or(0);
        let last = all.iter().map(|one| one.at.unix()).max().unwrap_or(0);
        last.saturating_sub(first)
    };
    match span(&months).cmp(&span(&days)) {
        std::cmp::Ordering::Less => (DateOrder::MonthFirst, true),
        std::cmp::Ordering::Greater => (DateOrder::DayFirst, true),
        // A clock with AM and PM is American more often than not; dots are not.
        std::cmp::Ordering::Equal => {
            let dotted = texts.iter().any(|text| {
                text.split(' ')
                    .next()
                    .is_some_and(|date| date.contains('.'))
            });
            let order = match dotted {
                true => DateOrder::DayFirst,
                false => DateOrder::MonthFirst,
            };
            (order, dotted)
        }
    }
}

/// `/Date(1763625600000)/`, as older PowerShell writes a time into JSON: milliseconds since 1970.
fn dotnet(text: &str) -> Option<Timestamp> {
    let inner = text.trim_matches(['/', '\\']).strip_prefix("Date(")?;
    let inner = inner.strip_suffix(')')?;
    let number = inner.split('+').next()?;
    Timestamp::from_unix(number.parse::<i64>().ok()?.div_euclid(1000))
}

/// Numbers of a date whose order is not settled by its form.
type Open = Option<(u8, u8)>;

fn read_date(text: &str, order: DateOrder) -> Option<(Date, Open)> {
    let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 4 || second.len() > 2 || third.len() > 4 {
        return None;
    }
    let small = |text: &str| text.parse::<u8>().ok();
    let (year, month, day, open) = if first.len() == 4 {
        (first, small(second)?, small(third)?, None)
    } else if third.len() == 4 {
        let (a, b) = (small(first)?, small(second)?);
        match order {
            DateOrder::MonthFirst => (third, a, b, Some((a, b))),
            DateOrder::DayFirst => (third, b, a, Some((a, b))),
        }
    } else {
        return None;
    };
    let year = year.parse::<u16>().ok()?;
    let month = Month::try_from(month).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, day).ok()?;
    Some((date, open))
}

fn read_time(text: &str) -> Option<(Time, Option<UtcOffset>)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
        .unwrap_or(text.len());
    let (clock, rest) = text.split_at_checked(end)?;
    let mut parts = clock.split(':');
    let hour = parts.next()?.parse::<u8>().ok()?;
    let minute = parts.next()?.parse::<u8>().ok()?;
    let second = match parts.next() {
        Some(text) => text.split('.').next()?.parse::<u8>().ok()?,
        None => 0,
    };
    let rest = rest.trim().to_ascii_uppercase();
    let (half, zone) = match rest.split_at_checked(2) {
        Some((half @ ("AM" | "PM"), zone)) => (half.to_owned(), zone.trim().to_owned()),
        _ => (String::new(), rest),
    };
    let hour = match (half.as_str(), hour) {
        ("", _) => hour,
        (_, 0 | 13..) => return None,
        ("AM", 12) => 0,
        ("PM", hour) if hour < 12 => hour + 12,
        _ => hour,
    };
    let time = Time::from_hms(hour, minute, second.min(59)).ok()?;
    let zone = match zone.as_str() {
        "" => None,
        "Z" | "UTC" | "GMT" | "(UTC)" => Some(UtcOffset::UTC),
        offset => Some(read_offset(offset)?),
    };
    Some((time, zone))
}

/// `+01:00`, `-0530`.
fn read_offset(text: &str) -> Option<UtcOffset> {
    let (sign, rest) = text.split_at_checked(1)?;
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let hours = hours.parse::<i8>().ok()?;
    let minutes = match minutes {
        "" => 0,
        text => text.parse::<i8>().ok()?,
    };
    match sign {
        "+" => UtcOffset::from_hms(hours, minutes, 0).ok(),
        "-" => UtcOffset::from_hms(-hours, -minutes, 0).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<(String, bool)> {
        let written = read(text, DateOrder::MonthFirst)?;
        Some((written.at.to_string(), written.zoned))
    }

    #[test]
    fn reads_what_tools_write() {
        let same = "2026-11-20T20:05:00Z";
        for (text, zoned) in [
            ("2026-11-20T20:05:00Z", true),
            ("2026-11-20T20:05:00.0000000Z", true),
            ("2026-11-20T20:05:00+00:00", true),
            ("2026-11-20T21:05:00+0100", true),
            ("2026-11-20T20:05:00", false),
            ("2026-11-20 20:05", false),
            ("2026-11-20 20:05:00 UTC", true),
            ("11/20/2026 8:05 PM", false),
            ("11/20/2026, 8:05:00.000 PM", false),
            ("11/20/2026 8:05:00\u{202f}PM", false),
            ("\"11/20/2026 20:05\"", false),
            ("/Date(1795205100000)/", true),
        ] {
            assert_eq!(at(text), Some((same.to_owned(), zoned)), "{text}");
        }
        assert_eq!(
            read("20.11.2026 20:05", DateOrder::DayFirst).map(|one| one.at.to_string()),
            Some(same.to_owned())
        );
        assert_eq!(at("11/20/2026 12:30 AM").unwrap().0, "2026-11-20T00:30:00Z");
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "502",
            "10.0.0.4",
            "2026-11-20",
            "2026-13-20 08:00",
            "11/20/2026 13:00 PM",
            "99:99",
            "2026-11-20T25:00:00Z",
            "web-pool~https",
            "1.2.3 4",
            "/Date(x)/",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_above_twelve_settles_the_order() {
        let (order, known) = settle(&["01/12/2026 08:00", "13/12/2026 08:00"]);
        assert_eq!((order, known), (DateOrder::DayFirst, true));
        let (order, known) = settle(&["11/09/2026 08:00", "11/20/2026 08:00"]);
        assert_eq!((order, known), (DateOrder::MonthFirst, true));
    }

    #[test]
    fn else_the_shorter_range_does_and_one_day_alone_does_not() {
        let (order, known) = settle(&["02/11/2026 08:00", "03/11/2026 08:00", "04/11/2026 08:00"]);
        assert_eq!((order, known), (DateOrder::DayFirst, true));
        let (order, known) = settle(&["03/11/2026 08:00", "03/11/2026 09:00"]);
        assert_eq!((order, known), (DateOrder::MonthFirst, false));
    }
}
