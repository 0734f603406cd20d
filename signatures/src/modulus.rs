//! Arithmetic modulo an odd number, in Montgomery's form: a number `x` is kept as `x·R`, where `R` is
//! the power of 2³² above the modulus, and a product is divided by `R` with no division at all
//! (Menezes and others, Handbook of Applied Cryptography, section 14.3.2).

use crate::bits;

/// A number below the modulus, in Montgomery's form: limbs, the least significant first, as many as
/// the modulus has.
pub(crate) type Number = Vec<u32>;

/// An odd modulus, with what multiplying needs of it.
pub(crate) struct Modulus {
    limbs: Vec<u32>,
    /// What times the lowest limb gives -1 modulo 2³².
    inverse: u32,
    /// 1, that is `R`.
    one: Number,
    /// `R`, that is `R²`.
    square: Number,
}

impl Modulus {
    /// The modulus that big-endian octets stand for; `None` where it is even or 1.
    pub(crate) fn new(octets: &[u8]) -> Option<Self> {
        let limbs = limbs(octets);
        let lowest = *limbs.first()?;
        let highest = *limbs.last()?;
        if lowest & 1 == 0 || limbs == [1] {
            return None;
        }
        // Newton's method: an odd number is its own inverse modulo 8, and each step doubles the bits.
        let two = |x: u32| 2_u32.wrapping_sub(lowest.wrapping_mul(x));
        let inverse = (0..4).fold(lowest, |x, _| x.wrapping_mul(two(x)));
        let mut modulus = Self {
            inverse: inverse.wrapping_neg(),
            one: Vec::new(),
            square: Vec::new(),
            limbs,
        };
        // From the highest power of two below the modulus to R by doubling; to R² by squaring.
        let mut power = vec![0; modulus.limbs.len()];
        if let Some(last) = power.last_mut() {
            *last = 1 << (31 - highest.leading_zeros());
        }
        for _ in 0..=highest.leading_zeros() {
            power = modulus.add(&power, &power);
        }
        let size = u32::try_from(power.len() * 32).ok()?.to_be_bytes();
        let two = modulus.add(&power, &power);
        modulus.one = power;
        modulus.square = modulus.power(&two, &size);
        Some(modulus)
    }

    /// 0.
    pub(crate) fn zero(&self) -> Number {
        vec![0; self.limbs.len()]
    }

    /// 1.
    pub(crate) fn one(&self) -> Number {
        self.one.clone()
    }

    /// The number that big-endian octets stand for; `None` where it is not below the modulus.
    pub(crate) fn read(&self, octets: &[u8]) -> Option<Number> {
        let mut number = limbs(octets);
        if number.len() > self.limbs.len() {
            return None;
        }
        number.resize(self.limbs.len(), 0);
        is_below(&number, &self.limbs).then(|| self.multiply(&number, &self.square))
    }

    /// What is left of the number that big-endian octets stand for.
    pub(crate) fn reduce(&self, octets: &[u8]) -> Number {
        let mut number = self.zero();
        for bit in bits(octets) {
            number = self.add(&number, &number);
            if bit {
                number = self.add(&number, &self.one);
            }
        }
        number
    }

    /// A number as big-endian octets, four for each limb.
    pub(crate) fn write(&self, number: &[u32]) -> Vec<u8> {
        let mut one = self.zero();
        if let Some(lowest) = one.first_mut() {
            *lowest = 1;
        }
        let plain = self.multiply(number, &one);
        plain
            .iter()
            .rev()
            .flat_map(|limb| limb.to_be_bytes())
            .collect()
    }

    pub(crate) fn add(&self, a: &[u32], b: &[u32]) -> Number {
        let mut sum = a.to_vec();
        if add(&mut sum, b) || !is_below(&sum, &self.limbs) {
            subtract(&mut sum, &self.limbs);
        }
        sum
    }

    pub(crate) fn subtract(&self, a: &[u32], b: &[u32]) -> Number {
        let mut difference = a.to_vec();
        if subtract(&mut difference, b) {
            add(&mut difference, &self.limbs);
        }
        difference
    }

    /// Both numbers have as many limbs as the modulus. For each limb of `b`, `a` times it is added,
    /// and so much of the modulus that the lowest limb becomes zero, which is then dropped.
    pub(crate) fn multiply(&self, a: &[u32], b: &[u32]) -> Number {
        let mut sum = vec![0; self.limbs.len() + 1];
        for limb in b {
            let lowest = |limbs: &[u32]| limbs.first().copied().unwrap_or(0);
            let low = lowest(&sum).wrapping_add(lowest(a).wrapping_mul(*limb));
            let multiple = u64::from(low.wrapping_mul(self.inverse));
            let (mut of_a, mut of_modulus) = (0, 0);
            let mut places = sum.iter_mut();
            let mut below: Option<&mut u32> = None;
            for ((a, modulus), place) in a.iter().zip(&self.limbs).zip(places.by_ref()) {
                of_a += u64::from(*place) + u64::from(*a) * u64::from(*limb);
                of_modulus += u64::from(of_a as u32) + u64::from(*modulus) * multiple;
                if let Some(below) = below {
                    *below = of_modulus as u32;
                }
                below = Some(place);
                of_a >>= 32;
                of_modulus >>= 32;
            }
            if let (Some(below), Some(highest)) = (below, places.next()) {
                let both = u64::from(*highest) + of_a + of_modulus;
                *below = both as u32;
                *highest = (both >> 32) as u32;
            }
        }
        let carry = sum.pop().unwrap_or(0);
        if carry > 0 || !is_below(&sum, &self.limbs) {
            subtract(&mut sum, &self.limbs);
        }
        sum
    }

    /// A power; the exponent is big-endian octets.
    pub(crate) fn power(&self, base: &[u32], exponent: &[u8]) -> Number {
        let mut power = self.one();
        for bit in bits(exponent).skip_while(|bit| !bit) {
            power = self.multiply(&power, &power);
            if bit {
                power = self.multiply(&power, base);
            }
        }
        power
    }

    /// What times the number gives 1, for a prime modulus (Fermat); 0 of 0.
    pub(crate) fn invert(&self, number: &[u32]) -> Number {
        let mut exponent = self.limbs.clone();
        subtract(&mut exponent, &[2]);
        let octets: Vec<u8> = exponent
            .iter()
            .rev()
            .flat_map(|limb| limb.to_be_bytes())
            .collect();
        self.power(number, &octets)
    }
}

/// Whether a number is 0.
pub(crate) fn is_zero(number: &[u32]) -> bool {
    number.iter().all(|limb| *limb == 0)
}

/// The limbs of big-endian octets, without leading zeros.
fn limbs(octets: &[u8]) -> Vec<u32> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let significant = octets.get(zeros..).unwrap_or_default();
    significant
        .rchunks(4)
        .map(|chunk| {
            chunk
                .iter()
                .fold(0, |limb, octet| limb << 8 | u32::from(*octet))
        })
        .collect()
}

fn is_below(a: &[u32], b: &[u32]) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

/// Adds, and says whether something is carried over.
fn add(a: &mut [u32], b: &[u32]) -> bool {
    add_multiple(a, b, 1)
}

/// Adds `b` times `factor` to `a`, and says whether something is carried over.
fn add_multiple(a: &mut [u32], b: &[u32], factor: u32) -> bool {
    let mut carry = 0_u64;
    let mut rest = a.iter_mut();
    for (b, a) in b.iter().zip(rest.by_ref()) {
        carry += u64::from(*a) + u64::from(*b) * u64::from(factor);
        *a = carry as u32;
        carry >>= 32;
    }
    for a in rest {
        if carry == 0 {
            break;
        }
        carry += u64::from(*a);
        *a = carry as u32;
        carry >>= 32;
    }
    carry > 0
}

/// Subtracts, and says whether something was borrowed.
fn subtract(a: &mut [u32], b: &[u32]) -> bool {
    let mut borrowed = false;
    let all = b.iter().copied().chain(std::iter::repeat(0));
    for (a, b) in a.iter_mut().zip(all) {
        let (difference, first) = a.overflowing_sub(b);
        let (difference, second) = difference.overflowing_sub(u32::from(borrowed));
        *a = difference;
        borrowed = first || second;
    }
    borrowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number_of(octets: &[u8]) -> u128 {
        octets
            .iter()
            .fold(0, |sum, octet| sum << 8 | u128::from(*octet))
    }

    proptest! {
        #[test]
        fn agrees_with_the_machine(n in 3_u64.., a: u64, b: u64, e: u16) {
            let n = n | 1;
            let modulus = Modulus::new(&n.to_be_bytes()).unwrap();
            let shown = |number: &[u32]| number_of(&modulus.write(number));
            let read = |x: u64| modulus.read(&(x % n).to_be_bytes()).unwrap();
            let wide = |x: u64| u128::from(x % n);
            let m = u128::from(n);
            prop_assert_eq!(shown(&read(a)), wide(a));
            prop_assert_eq!(shown(&modulus.reduce(&a.to_be_bytes())), wide(a));
            prop_assert_eq!(shown(&modulus.add(&read(a), &read(b))), (wide(a) + wide(b)) % m);
            prop_assert_eq!(shown(&modulus.subtract(&read(a), &read(b))), (m + wide(a) - wide(b)) % m);
            prop_assert_eq!(shown(&modulus.multiply(&read(a), &read(b))), wide(a) * wide(b) % m);
            let mut power = 1;
            for _ in 0..e % 50 {
                power = power * wide(a) % m;
            }
            prop_assert_eq!(shown(&modulus.power(&read(a), &(e % 50).to_be_bytes())), power);
        }

        #[test]
        fn what_is_inverted_gives_one(a in 1_u64..) {
            // 2^127 - 1 is prime.
            let prime = (u128::MAX >> 1).to_be_bytes();
            let modulus = Modulus::new(&prime).unwrap();
            let a = modulus.read(&a.to_be_bytes()).unwrap();
            prop_assert_eq!(modulus.multiply(&a, &modulus.invert(&a)), modulus.one());
        }
    }

    #[test]
    fn only_odd_numbers_above_one_are_moduli() {
        for octets in [&[][..], &[0], &[1], &[0, 1], &[2], &[1, 0]] {
            assert!(Modulus::new(octets).is_none(), "{octets:?}");
        }
        let three = Modulus::new(&[0, 0, 3]).unwrap();
        assert_eq!(three.read(&[3]), None);
        assert_eq!(three.read(&[1, 0, 0, 0, 0]), None);
        assert!(is_zero(&three.read(&[0, 0]).unwrap()));
    }
}
