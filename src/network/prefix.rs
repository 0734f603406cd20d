//! Address prefixes and ranges of both families, in one line of numbers.

use crate::order;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// Where IPv4 begins in the line: `::ffff:0:0`.
const V4: u128 = 0xffff_0000_0000;

/// Addresses from the first to the last one. IPv4 stands at `::ffff:0:0/96`, so that both families
/// share one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first address.
    pub first: u128,
    /// The last address.
    pub last: u128,
}

impl Span {
    /// Every address of both families.
    pub const ALL: Self = Self {
        first: 0,
        last: u128::MAX,
    };
    /// Every IPv4 address.
    pub const ALL_V4: Self = Self {
        first: V4,
        last: V4 + 0xffff_ffff,
    };

    /// Both ends of a range.
    pub const fn new(first: u128, last: u128) -> Self {
        Self { first, last }
    }

    /// One address alone.
    pub fn of(address: IpAddr) -> Self {
        let at = number(address);
        Self::new(at, at)
    }

    /// Whether all of the other lies inside.
    pub const fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The addresses that lie in both; `None` where there are none.
    pub fn common(self, other: Self) -> Option<Self> {
        let both = Self::new(self.first.max(other.first), self.last.min(other.last));
        (both.first <= both.last).then_some(both)
    }
}

/// An address as its place in the line.
pub fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => V4 + u128::from(u32::from(v4)),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

/// The address at a place in the line.
pub fn address(number: u128) -> IpAddr {
    match Ipv6Addr::from(number) {
        v6 if Span::ALL_V4.contains(Span::new(number, number)) => {
            v6.to_ipv4_mapped().map_or(IpAddr::V6(v6), IpAddr::V4)
        }
        v6 => IpAddr::V6(v6),
    }
}

/// A prefix such as `10.0.0.0/24` or `2001:db8::/32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix {
    /// Its first address.
    pub address: IpAddr,
    /// Its length in bits, at most 32 or 128.
    pub length: u8,
}

impl Prefix {
    /// Reads a prefix; a single address is one of full length. Bits behind the length are dropped,
    /// as Azure does.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address.trim(), Some(length.trim().parse::<u8>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let full = if address.is_ipv4() { 32 } else { 128 };
        let length = length.unwrap_or(full);
        if length > full {
            return None;
        }
        let address = match address {
            IpAddr::V4(v4) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
                IpAddr::V4((u32::from(v4) & mask).into())
            }
            IpAddr::V6(v6) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
                IpAddr::V6((u128::from(v6) & mask).into())
            }
        };
        Some(Self { address, length })
    }

    /// The addresses in it, from the first to the last.
    pub fn span(self) -> Span {
        let first = number(self.address);
        let host = if self.address.is_ipv4() { 32 } else { 128 } - u32::from(self.length);
        let size = 1_u128.checked_shl(host).map_or(u128::MAX, |size| size - 1);
        let whole = Span::new(first, first.saturating_add(size));
        // A prefix of IPv6 holds no IPv4 address, wherever those stand in the line.
        if self.address.is_ipv6() && whole.contains(Span::ALL_V4) {
            return Span::new(Span::ALL_V4.last + 1, whole.last);
        }
        whole
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.length)
    }
}

/// IPv4 addresses that nobody on the Internet has: private, shared, loopback, link-local, multicast
/// and reserved (RFC 6890).
pub fn not_public() -> Vec<Span> {
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
    ]
    .iter()
    .filter_map(|text| Prefix::parse(text))
    .map(Prefix::span)
    .collect()
}

/// IPv4 addresses of the Internet: all but [`not_public`].
pub fn public() -> Vec<Span> {
    subtract(&[Span::ALL_V4], &not_public())
}

/// Whether an address is one that only private networks have.
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(_) => not_public()
            .iter()
            .any(|span| span.contains(Span::of(address))),
        // Unique local and link-local addresses (RFC 4193, RFC 4291).
        IpAddr::V6(v6) => v6
            .segments()
            .first()
            .is_some_and(|head| head & 0xfe00 == 0xfc00 || head & 0xffc0 == 0xfe80),
    }
}

/// What is left of some spans without some others, in order.
pub fn subtract(from: &[Span], without: &[Span]) -> Vec<Span> {
    let mut left = merged(from);
    for gone in merged(without) {
        left = left
            .into_iter()
            .flat_map(|span| {
                let before = (span.first < gone.first)
                    .then(|| Span::new(span.first, span.last.min(gone.first.saturating_sub(1))));
                let after = (span.last > gone.last)
                    .then(|| Span::new(span.first.max(gone.last.saturating_add(1)), span.last));
                match span.common(gone) {
                    Some(_) => [before, after],
                    None => [Some(span), None],
                }
            })
            .flatten()
            .collect();
    }
    left
}

/// Spans in order, those that touch or overlap as one.
pub fn merged(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    order::sort(&mut sorted);
    let mut out: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(span.last);
            }
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_prefixes_of_both_families() {
        for (text, shown) in [
            ("10.1.2.3/24", "10.1.2.0/24"),
            (" 10.1.2.3 ", "10.1.2.3/32"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("2001:db8::1/32", "2001:db8::/32"),
            ("::/0", "::/0"),
        ] {
            assert_eq!(Prefix::parse(text).unwrap().to_string(), shown);
        }
        for text in [
            "10.0.0.0/33",
            "::/129",
            "10.0.0/8",
            "*",
            "",
            "10.0.0.0/-1",
            "a/8",
        ] {
            assert_eq!(Prefix::parse(text), None, "{text}");
        }
    }

    #[test]
    fn spans_end_where_prefixes_end() {
        let span = Prefix::parse("10.0.0.0/24").unwrap().span();
        assert_eq!(address(span.last), IpAddr::from([10, 0, 0, 255]));
        assert_eq!(Prefix::parse("0.0.0.0/0").unwrap().span(), Span::ALL_V4);
        // All of IPv6 is not all of IPv4.
        let six = Prefix::parse("::/0").unwrap().span();
        assert_eq!(six.common(Span::ALL_V4), None);
        assert!(six.contains(Prefix::parse("2000::/3").unwrap().span()));
    }

    #[test]
    fn what_is_taken_away_is_gone() {
        let span = |text: &str| Prefix::parse(text).unwrap().span();
        let left = subtract(&[span("10.0.0.0/24")], &[span("10.0.0.64/26")]);
        assert_eq!(left, [span("10.0.0.0/26"), span("10.0.0.128/25")]);
        assert_eq!(subtract(&[span("10.0.0.0/24")], &[span("10.0.0.0/8")]), []);
        assert_eq!(subtract(&[Span::ALL], &[Span::ALL]), []);
        let halves = [span("0.0.0.0/1"), span("128.0.0.0/1")];
        assert_eq!(merged(&halves), [Span::ALL_V4]);
    }
}
