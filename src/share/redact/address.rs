//! Addresses in place of addresses: those of networks that nobody has.
//!
//! A marker has to be an address itself, since whether a host is one decides about probes and
//! certificates; and which prefix holds which address decides about rules and routes. So bits are
//! replaced one by one: two addresses share as many leading bits afterwards as before (the idea
//! of Crypto-PAn), and instead of a key the order of appearance decides, so that nothing can be
//! calculated back. Markers of private addresses lie in 240.0.0.0/4, which is reserved (RFC 1112
//! section 4) and so no more public than they are; those of public ones in 198.18.0.0/15, which is
//! for benchmarks (RFC 2544), or in 3fff::/20, which is for documentation (RFC 9637). There is
//! no room for all public IPv4 addresses: of those, only what is in one /24 stays together.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// The bit that was first seen behind a prefix; it becomes 0.
    first: BTreeMap<(bool, u32, u128), bool>,
    /// The first 24 bits of public IPv4 addresses, and first 32 of IPv6 addresses, as they came.
    networks: BTreeMap<(bool, u32), u32>,
}

impl Addresses {
    /// The address that stands for another. What every network has stays: loopback, link-local,
    /// multicast, and Azure's own 168.63.129.16.
    pub(super) fn map(&mut self, address: IpAddr) -> IpAddr {
        let length = if address.is_ipv4() { 32 } else { 128 };
        self.prefix(address, length)
    }

    /// The same for the prefix of that length.
    pub(super) fn prefix(&mut self, address: IpAddr, length: u32) -> IpAddr {
        match address {
            IpAddr::V4(four) if is_common(four) => address,
            IpAddr::V6(six) if six.is_loopback() || six.is_unspecified() || six.is_multicast() => {
                address
            }
            IpAddr::V4(four) => self.four(four, length),
            IpAddr::V6(six) => self.six(u128::from(six), length),
        }
    }

    fn four(&mut self, four: Ipv4Addr, length: u32) -> IpAddr {
        let bits = u32::from(four);
        let [first, second, ..] = four.octets();
        let (root, kept) = match (first, second) {
            // Shorter prefixes are anybody's: the two halves of everything, for one.
            _ if length < 8 => return IpAddr::V4(four),
            (10, _) => (240, 8),
            (172, 16..=31) => (241, 12),
            (192, 168) => (242, 16),
            (100, 64..=127) => (243, 10),
            // Nobody has these, and the markers lie here.
            (240.., _) => {
                let low = u128::from(bits);
                return IpAddr::V6(Ipv6Addr::from(0xfdff_0000 << 96 | low));
            }
            _ => return self.public(bits, length),
        };
        let mapped = self.bits(false, u128::from(bits), 32, kept, length);
        let mapped = u32::try_from(mapped).unwrap_or(0) & 0x00ff_ffff;
        // The second octet of the private ranges is the same for everybody.
        IpAddr::V4(Ipv4Addr::from(root << 24 | mapped))
    }

    /// A public IPv4 address: its network is one of 512, by order of appearance.
    fn public(&mut self, bits: u32, length: u32) -> IpAddr {
        let low = self.bits(false, u128::from(bits), 32, 24, length) & 0xff;
        match self.network(false, bits >> 8) {
            network @ 0..512 => {
                let low = u32::try_from(low).unwrap_or(0);
                IpAddr::V4(Ipv4Addr::from(198 << 24 | 18 << 16 | network << 8 | low))
            }
            // More of them than there are places: as IPv6.
            more => IpAddr::V6(Ipv6Addr::from(
                0x3fff_0fff << 96 | u128::from(more) << 32 | low,
            )),
        }
    }

    fn six(&mut self, bits: u128, length: u32) -> IpAddr {
        if length < 32 {
            return IpAddr::V6(Ipv6Addr::from(bits));
        }
        let network = u32::try_from(bits >> 96).unwrap_or(0);
        // Unique local and link-local addresses are private (RFC 4193, RFC 4291).
        let private = network >> 25 == 0xfc >> 1 || network >> 22 == 0xfe80 >> 6;
        let root = if private { 0xfdff_0000 } else { 0x3fff_0000 };
        let network = u128::from(self.network(true, network) + 1) & 0xfff;
        let mapped = self.bits(true, bits, 128, 32, length) & (u128::MAX >> 32);
        IpAddr::V6(Ipv6Addr::from((root | network) << 96 | mapped))
    }

    fn network(&mut self, six: bool, network: u32) -> u32 {
        let count = self
            .networks
            .keys()
            .filter(|(other, _)| *other == six)
            .count();
        let next = u32::try_from(count).unwrap_or(u32::MAX);
        *self.networks.entry((six, network)).or_insert(next)
    }

    /// Replaces the bits from `kept` to `length`; those before stay, those behind are zero.
    fn bits(&mut self, six: bool, bits: u128, width: u32, kept: u32, length: u32) -> u128 {
        // So that a subnet's first address is its first, and not the first that was seen.
        if length == width {
            let subnet = bits & !0xff;
            self.seen(six, subnet, width, kept, width);
        }
        self.seen(six, bits, width, kept, length)
    }

    fn seen(&mut self, six: bool, bits: u128, width: u32, kept: u32, length: u32) -> u128 {
        let mut mapped = 0;
        for depth in 0..width {
            let bit = bits >> (width - 1 - depth) & 1 == 1;
            let bit = if depth < kept {
                bit
            } else if depth < length {
                let before = bits.checked_shr(width - depth).unwrap_or(0);
                let first = self.first.entry((six, depth, before)).or_insert(bit);
                bit != *first
            } else {
                false
            };
            mapped = mapped << 1 | u128::from(bit);
        }
        mapped
    }
}

fn is_common(four: Ipv4Addr) -> bool {
    four.is_loopback()
        || four.is_link_local()
        || four.is_multicast()
        || four.is_broadcast()
        || four.octets().starts_with(&[0])
        || four == Ipv4Addr::new(168, 63, 129, 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shared(a: u32, b: u32) -> u32 {
        (a ^ b).leading_zeros()
    }

    #[test]
    fn markers_are_addresses_that_nobody_has() {
        let mut map = Addresses::default();
        let mut shown = |text: &str| map.map(text.parse().unwrap()).to_string();
        assert_eq!(shown("10.1.2.4"), "240.0.0.4");
        assert_eq!(shown("10.1.2.5"), "240.0.0.5");
        assert_eq!(shown("10.1.3.4"), "240.0.1.4");
        assert_eq!(shown("10.1.2.4"), "240.0.0.4");
        assert_eq!(shown("172.17.0.9"), "241.16.0.8");
        assert_eq!(shown("192.168.7.1"), "242.168.0.1");
        assert_eq!(shown("203.0.113.9"), "198.18.0.8");
        assert_eq!(shown("2001:db8::4"), "3fff:1::4");
        assert_eq!(shown("fd00:7::4"), "fdff:2::4");
        assert_eq!(shown("100.65.0.1"), "243.64.0.1");
        assert_eq!(shown("127.0.0.1"), "127.0.0.1");
        assert_eq!(shown("168.63.129.16"), "168.63.129.16");
    }

    proptest! {
        #[test]
        fn as_many_bits_are_shared_as_before(low in prop::collection::vec(any::<u32>(), 2..20)) {
            let mut map = Addresses::default();
            let all: Vec<u32> = low.iter().map(|bits| 10 << 24 | bits >> 8).collect();
            let mapped: Vec<u32> = all
                .iter()
                .map(|bits| match map.map(IpAddr::V4(Ipv4Addr::from(*bits))) {
                    IpAddr::V4(four) => u32::from(four),
                    IpAddr::V6(_) => panic!("a private address becomes IPv6"),
                })
                .collect();
            for (a, b) in all.iter().zip(&mapped) {
                for (c, d) in all.iter().zip(&mapped) {
                    prop_assert_eq!(shared(*a, *c), shared(*b, *d));
                }
            }
        }

        #[test]
        fn different_addresses_stay_different(all in prop::collection::btree_set(any::<u32>(), 2..40)) {
            let mut map = Addresses::default();
            let mapped: std::collections::BTreeSet<_> = all
                .iter()
                .map(|bits| map.map(IpAddr::V4(Ipv4Addr::from(*bits))))
                .collect();
            prop_assert_eq!(mapped.len(), all.len());
        }
    }
}
