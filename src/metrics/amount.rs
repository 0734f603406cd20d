//! A quantity in thousandths: averages are fractions, and no value of a metric needs more digits.

use std::fmt;

/// A quantity in thousandths: hosts, or seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

/// Larger quantities are none: nothing that is measured here comes near.
const LARGEST: i64 = 99_999_999_000;

impl Amount {
    /// None.
    pub const ZERO: Self = Self(0);

    /// That many thousandths.
    pub const fn thousandths(value: i64) -> Self {
        Self(value)
    }

    /// How many thousandths.
    pub const fn in_thousandths(self) -> i64 {
        self.0
    }

    /// Reads a decimal number, an exponent allowed; what is beyond thousandths is rounded. `comma`
    /// where a comma stands before the fraction. `None` for anything else, `NaN` among it.
    pub fn parse(text: &str, comma: bool) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        if !(-30..=30).contains(&exponent) {
            return None;
        }
        let point = if comma { ',' } else { '.' };
        let (whole, fraction) = number.split_once(point).unwrap_or((number, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && fraction.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        // Digit by digit, so that no length of a number is too much.
        let places = i32::try_from(whole.len()).ok()? + exponent;
        let mut value: i64 = 0;
        for (index, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
            let digit = i64::from(digit - b'0');
            // How far before the point the digit stands, with three more for the thousandths.
            let place = places - i32::try_from(index).ok()? + 2;
            if place < -1 || digit == 0 {
                continue;
            }
            if place == -1 {
                value += i64::from(digit >= 5);
                continue;
            }
            let weight = 10_i64.checked_pow(u32::try_from(place).ok()?)?;
            value = value.checked_add(digit.checked_mul(weight)?)?;
        }
        let value = if negative { -value } else { value };
        (-LARGEST..=LARGEST).contains(&value).then_some(Self(value))
    }
}

impl fmt::Display for Amount {
    /// Without zeros at the end: `2`, `1.5`, `0.983`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0.abs() / 1000, self.0.abs() % 1000);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if fraction > 0 {
            let digits = format!("{fraction:03}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_decimals() {
        for (text, comma, written) in [
            ("2", false, "2"),
            ("2.0", false, "2"),
            ("1,5", true, "1.5"),
            ("0.98333333333333328", false, "0.983"),
            ("0.9996", false, "1"),
            (".5", false, "0.5"),
            ("-1", false, "-1"),
            ("1.5E-1", false, "0.15"),
            ("1e2", false, "100"),
            ("3E+0", false, "3"),
            ("0000000000000000000000002", false, "2"),
        ] {
            let amount = Amount::parse(text, comma).map(|amount| amount.to_string());
            assert_eq!(amount.as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "",
            "-",
            ".",
            "NaN",
            "inf",
            "1.5.2",
            "1,5",
            "0x1",
            "1e",
            "1e99",
            "٣",
            "99999999999999999999",
        ] {
            assert_eq!(Amount::parse(text, false), None, "{text}");
        }
    }
}
