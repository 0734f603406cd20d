//! Ed25519 (RFC 8032 section 5.1), judged as OpenSSL does: without cofactor, the encoded points
//! compared, a scalar that is not reduced refused.

use crate::modulus::{Modulus, Number, is_zero};
use crate::{Digest, bits, octets};

/// The order of the field, 2²⁵⁵ - 19.
const PRIME: &str = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed";
/// The order of the base point.
const ORDER: &str = "1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed";
/// The curve's constant.
const D: &str = "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3";
/// The base point's y, which is 4/5; its x is even.
const BASE: &str = "6666666666666666666666666666666666666666666666666666666666666658";
/// (p - 5) / 8, the power that square roots are made of.
const ROOT: &str = "0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd";
/// (p - 1) / 4: 2 to this power is a square root of -1.
const QUARTER: &str = "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffb";

/// A point in extended coordinates: (x/z, y/z), and t = xy/z.
#[derive(Clone)]
struct Point {
    x: Number,
    y: Number,
    z: Number,
    t: Number,
}

/// Whether the key made this signature of the message: `None` where it did not.
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8]) -> Option<()> {
    let field = Modulus::new(&octets(PRIME))?;
    let curve = Curve {
        d: field.read(&octets(D))?,
        field,
    };
    let order = Modulus::new(&octets(ORDER))?;
    let (point, scalar) = signature.split_first_chunk::<32>()?;
    if scalar.len() != 32 {
        return None;
    }
    let reversed = |octets: &[u8]| octets.iter().rev().copied().collect::<Vec<u8>>();
    let scalar = order.read(&reversed(scalar))?;
    let key_point = curve.decode(key)?;
    let hashed = Digest::Sha512.hash(&[point, key.as_slice(), message].concat());
    let challenge = order.reduce(&reversed(&hashed));
    let field = &curve.field;
    let negative = |number: &Number| field.subtract(&field.zero(), number);
    let minus = Point {
        x: negative(&key_point.x),
        t: negative(&key_point.t),
        ..key_point
    };
    let mut base = [0; 32];
    for (octet, of_base) in base.iter_mut().zip(reversed(&octets(BASE))) {
        *octet = of_base;
    }
    let base = curve.decode(&base)?;
    let sum = curve.combine(
        &order.write(&scalar),
        &base,
        &order.write(&challenge),
        &minus,
    );
    (curve.encode(&sum) == point).then_some(())
}

struct Curve {
    field: Modulus,
    /// The curve's constant.
    d: Number,
}

impl Curve {
    /// A point from its y and the sign of its x (section 5.1.3). A y above the field's order and a
    /// negative 0 are taken, as OpenSSL takes them.
    fn decode(&self, encoded: &[u8; 32]) -> Option<Point> {
        let field = &self.field;
        let times = |a: &Number, b: &Number| field.multiply(a, b);
        let mut y: Vec<u8> = encoded.iter().rev().copied().collect();
        let first = y.first_mut()?;
        let sign = *first >> 7;
        *first &= 0x7f;
        let y = field.reduce(&y);
        let yy = times(&y, &y);
        let u = field.subtract(&yy, &field.one());
        let v = field.add(&times(&self.d, &yy), &field.one());
        // x² = u/v; its root is u·v³·(u·v⁷)^((p-5)/8), or that times a root of -1.
        let v3 = times(&times(&v, &v), &v);
        let v7 = times(&times(&v3, &v3), &v);
        let power = field.power(&times(&u, &v7), &octets(ROOT));
        let mut x = times(&times(&u, &v3), &power);
        let square = times(&v, &times(&x, &x));
        if square != u {
            if !is_zero(&field.add(&square, &u)) {
                return None;
            }
            let two = field.add(&field.one(), &field.one());
            x = times(&x, &field.power(&two, &octets(QUARTER)));
        }
        if field.write(&x).last()? & 1 != sign {
            x = field.subtract(&field.zero(), &x);
        }
        Some(Point {
            t: times(&x, &y),
            x,
            y,
            z: field.one(),
        })
    }

    /// Section 5.1.2.
    fn encode(&self, point: &Point) -> Vec<u8> {
        let field = &self.field;
        let inverse = field.invert(&point.z);
        let x = field.write(&field.multiply(&point.x, &inverse));
        let mut encoded = field.write(&field.multiply(&point.y, &inverse));
        encoded.reverse();
        if let (Some(octet), Some(of_x)) = (encoded.last_mut(), x.last()) {
            *octet |= of_x << 7;
        }
        encoded
    }

    /// Two multiples added up, both at once (Shamir's trick).
    fn combine(&self, a: &[u8], first: &Point, b: &[u8], second: &Point) -> Point {
        let field = &self.field;
        let both = self.add(first, second);
        let mut sum = Point {
            x: field.zero(),
            y: field.one(),
            z: field.one(),
            t: field.zero(),
        };
        for (of_first, of_second) in bits(a).zip(bits(b)) {
            sum = self.add(&sum, &sum);
            sum = match (of_first, of_second) {
                (true, true) => self.add(&sum, &both),
                (true, false) => self.add(&sum, first),
                (false, true) => self.add(&sum, second),
                (false, false) => sum,
            };
        }
        sum
    }

    /// Section 5.1.4; it holds for any two points, the same one too.
    fn add(&self, p: &Point, q: &Point) -> Point {
        let field = &self.field;
        let times = |a: &Number, b: &Number| field.multiply(a, b);
        let a = times(&field.subtract(&p.y, &p.x), &field.subtract(&q.y, &q.x));
        let b = times(&field.add(&p.y, &p.x), &field.add(&q.y, &q.x));
        let c = times(&times(&p.t, &q.t), &field.add(&self.d, &self.d));
        let zz = times(&p.z, &q.z);
        let d = field.add(&zz, &zz);
        let (e, f) = (field.subtract(&b, &a), field.subtract(&d, &c));
        let (g, h) = (field.add(&d, &c), field.add(&b, &a));
        Point {
            x: times(&e, &f),
            y: times(&g, &h),
            z: times(&f, &g),
            t: times(&e, &h),
        }
    }
}
