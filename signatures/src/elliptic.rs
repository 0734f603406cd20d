//! ECDSA on NIST's curves over prime fields (FIPS 186-5 section 6.4.2, SEC 1 sections 2.3.4 and
//! 4.1.4; the curves are those of SP 800-186 section 3.2.1).

use crate::modulus::{Modulus, Number, is_zero};
use crate::octets;

/// A curve y² = x³ - 3x + b over a prime field whose order is prime too.
pub struct Curve {
    field: Modulus,
    order: Modulus,
    b: Number,
    /// The base point.
    base: Point,
    /// The order of the field, whose length is that of a coordinate.
    prime: Vec<u8>,
}

/// A point in Jacobian coordinates: (x/z², y/z³); z is 0 for the point at infinity.
#[derive(Clone)]
struct Point {
    x: Number,
    y: Number,
    z: Number,
}

/// Field, order, b, base point's x and y.
const P_256: [&str; 5] = [
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
];

const P_384: [&str; 5] = [
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
    "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
];

const P_521: [&str; 5] = [
    "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
    "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
    "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
    "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
];

impl Curve {
    /// The curve of this name; `None` for one that is not calculated with.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let constants = match name {
            "P-256" => P_256,
            "P-384" => P_384,
            "P-521" => P_521,
            _ => return None,
        };
        let [prime, order, b, x, y] = constants.map(octets);
        let field = Modulus::new(&prime)?;
        Some(Self {
            order: Modulus::new(&order)?,
            b: field.read(&b)?,
            base: Point {
                x: field.read(&x)?,
                y: field.read(&y)?,
                z: field.one(),
            },
            field,
            prime,
        })
    }

    /// Whether octets stand for a point of the curve, in any of the forms that OpenSSL reads.
    #[must_use]
    pub fn holds(&self, point: &[u8]) -> bool {
        self.point(point).is_some()
    }

    /// Reads a point: whole (4), compressed (2, 3), or both at once (6, 7).
    fn point(&self, encoded: &[u8]) -> Option<Point> {
        let (form, coordinates) = encoded.split_first()?;
        let (x, y) = coordinates.split_at_checked(self.prime.len())?;
        let x = self.field.read(x)?;
        let squared = self.squared(&x);
        let y = match form {
            2 | 3 if y.is_empty() => self.root(&squared, form & 1)?,
            4 | 6 | 7 if y.len() == self.prime.len() => self.field.read(y)?,
            _ => return None,
        };
        let of_sign = !matches!(form, 6 | 7) || self.is_odd(&y) == form & 1;
        (of_sign && self.field.multiply(&y, &y) == squared).then(|| Point {
            x,
            y,
            z: self.field.one(),
        })
    }

    /// x³ - 3x + b.
    fn squared(&self, x: &Number) -> Number {
        let field = &self.field;
        let cube = field.multiply(&field.multiply(x, x), x);
        let three = field.add(&field.add(x, x), x);
        field.add(&field.subtract(&cube, &three), &self.b)
    }

    /// The square root of that sign, if the number is a square at all: since the primes are all 3
    /// modulo 4, it is the power by (p + 1) / 4, which is one more than p / 4 rounded down.
    fn root(&self, square: &Number, sign: u8) -> Option<Number> {
        let field = &self.field;
        let mut high = 0;
        let quarter = self.prime.iter().map(|octet| {
            let shifted = high << 6 | octet >> 2;
            high = *octet;
            shifted
        });
        let quarter: Vec<u8> = quarter.collect();
        let root = field.multiply(&field.power(square, &quarter), square);
        let root = if self.is_odd(&root) == sign {
            root
        } else {
            field.subtract(&field.zero(), &root)
        };
        (self.is_odd(&root) == sign).then_some(root)
    }

    /// 1 where a coordinate is odd.
    fn is_odd(&self, number: &Number) -> u8 {
        self.field.write(number).last().map_or(0, |last| last & 1)
    }

    /// Whether a signature (r, s) of a hash was made with the key that is this point: `None` where it
    /// was not.
    pub fn verifies(&self, point: &[u8], hash: &[u8], [r, s]: [&[u8]; 2]) -> Option<()> {
        let (field, order) = (&self.field, &self.order);
        let key = self.point(point)?;
        let (r, s) = (order.read(r)?, order.read(s)?);
        if is_zero(&r) || is_zero(&s) {
            return None;
        }
        // As many of the hash's first bits as the order has; only whole octets are ever cut.
        let hash = order.reduce(hash.get(..self.prime.len()).unwrap_or(hash));
        let inverse = order.invert(&s);
        let u1 = order.write(&order.multiply(&hash, &inverse));
        let u2 = order.write(&order.multiply(&r, &inverse));
        let sum = self.combine(&u1, &key, &u2);
        if is_zero(&sum.z) {
            return None;
        }
        let inverse = field.invert(&field.multiply(&sum.z, &sum.z));
        let x = field.write(&field.multiply(&sum.x, &inverse));
        (order.reduce(&x) == r).then_some(())
    }

    /// `u1` times the base point and `u2` times the other, both at once, two bits at a time
    /// (Shamir's trick).
    fn combine(&self, u1: &[u8], other: &Point, u2: &[u8]) -> Point {
        let multiples = |point: &Point| {
            let twice = self.double(point);
            let thrice = self.add(&twice, point);
            [self.infinity(), point.clone(), twice, thrice]
        };
        let of_other = multiples(other);
        let sums: Vec<Point> = multiples(&self.base)
            .iter()
            .flat_map(|base| of_other.iter().map(|other| self.add(base, other)))
            .collect();
        let mut sum = self.infinity();
        for (a, b) in u1.iter().zip(u2) {
            for at in [6, 4, 2, 0] {
                sum = self.double(&self.double(&sum));
                let which = usize::from((a >> at & 3) * 4 + (b >> at & 3));
                if let Some(both) = sums.get(which) {
                    sum = self.add(&sum, both);
                }
            }
        }
        sum
    }

    fn infinity(&self) -> Point {
        Point {
            x: self.field.one(),
            y: self.field.one(),
            z: self.field.zero(),
        }
    }

    /// "dbl-2001-b" of the Explicit-Formulas Database.
    fn double(&self, point: &Point) -> Point {
        let Point { x, y, z } = point;
        let field = &self.field;
        let times = |a: &Number, b: &Number| field.multiply(a, b);
        let twice = |a: &Number| field.add(a, a);
        if is_zero(z) {
            return point.clone();
        }
        let delta = times(z, z);
        let gamma = times(y, y);
        let beta = times(x, &gamma);
        let alpha = times(&field.subtract(x, &delta), &field.add(x, &delta));
        let alpha = field.add(&twice(&alpha), &alpha);
        let beta4 = twice(&twice(&beta));
        let x3 = field.subtract(&times(&alpha, &alpha), &twice(&beta4));
        let yz = field.add(y, z);
        let z3 = field.subtract(&field.subtract(&times(&yz, &yz), &gamma), &delta);
        let gamma8 = twice(&twice(&twice(&times(&gamma, &gamma))));
        let y3 = field.subtract(&times(&alpha, &field.subtract(&beta4, &x3)), &gamma8);
        Point {
            x: x3,
            y: y3,
            z: z3,
        }
    }

    /// "add-1998-cmo-2" of the Explicit-Formulas Database, and what it does not cover.
    fn add(&self, a: &Point, b: &Point) -> Point {
        if is_zero(&a.z) {
            return b.clone();
        }
        if is_zero(&b.z) {
            return a.clone();
        }
        let field = &self.field;
        let times = |a: &Number, b: &Number| field.multiply(a, b);
        let (za, zb) = (times(&a.z, &a.z), times(&b.z, &b.z));
        let (xa, xb) = (times(&a.x, &zb), times(&b.x, &za));
        let ya = times(&times(&a.y, &b.z), &zb);
        let yb = times(&times(&b.y, &a.z), &za);
        let (h, r) = (field.subtract(&xb, &xa), field.subtract(&yb, &ya));
        if is_zero(&h) {
            if is_zero(&r) {
                return self.double(a);
            }
            return self.infinity();
        }
        let hh = times(&h, &h);
        let hhh = times(&h, &hh);
        let v = times(&xa, &hh);
        let x = field.subtract(&field.subtract(&times(&r, &r), &hhh), &field.add(&v, &v));
        let y = field.subtract(&times(&r, &field.subtract(&v, &x)), &times(&ya, &hhh));
        let z = times(&h, &times(&a.z, &b.z));
        Point { x, y, z }
    }
}
