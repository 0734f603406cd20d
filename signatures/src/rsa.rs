//! RSA signatures: PKCS#1 v1.5 and PSS (RFC 8017).

use crate::Digest;
use crate::modulus::Modulus;

/// The largest modulus that is calculated with, in bits.
const LARGEST: u32 = 8192;

/// The smallest one; security level 1 refuses it long before.
const SMALLEST: u32 = 256;

/// The largest exponent, in bits: any that is used is 65537 or smaller.
const LARGEST_EXPONENT: u32 = 33;

/// The parameters of PSS (RFC 4055 section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pss {
    /// The message's digest.
    pub digest: Digest,
    /// The digest of the mask generation function MGF1.
    pub mask_digest: Digest,
    /// Octets of salt.
    pub salt: usize,
}

/// A public key.
pub struct Key<'a> {
    modulus: Modulus,
    bits: u32,
    exponent: &'a [u8],
}

impl<'a> Key<'a> {
    /// The key of a modulus and an exponent, both big-endian; `None` where it is no key, or of a size
    /// that is not calculated with.
    #[must_use]
    pub fn new(modulus: &[u8], exponent: &'a [u8]) -> Option<Self> {
        let bits = bit_length(modulus);
        let odd = exponent.last().is_some_and(|last| last & 1 == 1);
        let known = (SMALLEST..=LARGEST).contains(&bits)
            && (2..=LARGEST_EXPONENT).contains(&bit_length(exponent));
        if !(odd && known) {
            return None;
        }
        Some(Self {
            modulus: Modulus::new(modulus)?,
            bits,
            exponent,
        })
    }

    /// The message that a signature holds (RSAVP1 and I2OSP), as long as the modulus; `None` where
    /// the signature is of another length or not below the modulus.
    fn open(&self, signature: &[u8]) -> Option<Vec<u8>> {
        let length = usize::try_from(self.bits.div_ceil(8)).ok()?;
        if signature.len() != length {
            return None;
        }
        let number = self.modulus.read(signature)?;
        let opened = self.modulus.power(&number, self.exponent);
        let octets = self.modulus.write(&opened);
        octets
            .get(octets.len().checked_sub(length)?..)
            .map(<[u8]>::to_vec)
    }

    /// Whether it made this signature by RSASSA-PKCS1-v1_5 (section 8.2.2): `None` where it did not.
    #[must_use]
    pub fn pkcs1(&self, digest: Digest, message: &[u8], signature: &[u8]) -> Option<()> {
        let opened = self.open(signature)?;
        let end = [digest_info(digest), &digest.hash(message)].concat();
        let padding = opened.len().checked_sub(end.len() + 3)?;
        let expected = [&[0, 1], vec![0xff; padding].as_slice(), &[0], &end].concat();
        (padding >= 8 && opened == expected).then_some(())
    }

    /// Whether it made this signature by RSASSA-PSS (sections 8.1.2 and 9.1.2): `None` where it did
    /// not.
    #[must_use]
    pub fn pss(
        &self,
        Pss {
            digest,
            mask_digest,
            salt: salt_length,
        }: Pss,
        message: &[u8],
        signature: &[u8],
    ) -> Option<()> {
        let opened = self.open(signature)?;
        let message = digest.hash(message);
        // One bit less than the modulus: its first octet may be left over.
        let spare = 8 - (self.bits - 1) % 8;
        let encoded = match spare {
            8 => opened.strip_prefix(&[0])?,
            _ => &opened,
        };
        let (last, encoded) = encoded.split_last()?;
        let masked = encoded.len().checked_sub(message.len())?;
        let (masked, hashed) = encoded.split_at_checked(masked)?;
        let allowed = 0xff_u8 >> (spare % 8);
        if *last != 0xbc || masked.first()? & !allowed != 0 {
            return None;
        }
        let mask = mask(mask_digest, hashed, masked.len());
        let mut data: Vec<u8> = masked.iter().zip(mask).map(|(a, b)| a ^ b).collect();
        *data.first_mut()? &= allowed;
        let (padding, salt) = data.split_at_checked(data.len().checked_sub(salt_length)?)?;
        let (one, zeros) = padding.split_last()?;
        if *one != 1 || zeros.iter().any(|octet| *octet != 0) {
            return None;
        }
        let again = digest.hash(&[&[0; 8], message.as_slice(), salt].concat());
        (again == hashed).then_some(())
    }
}

/// MGF1 (section B.2.1).
fn mask(digest: Digest, seed: &[u8], length: usize) -> impl Iterator<Item = u8> {
    (0_u32..)
        .flat_map(move |counter| digest.hash(&[seed, &counter.to_be_bytes()].concat()))
        .take(length)
}

/// Section 9.2, note 1: the encoded DigestInfo in front of the hash.
const fn digest_info(digest: Digest) -> &'static [u8] {
    match digest {
        Digest::Md5 => b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10",
        Digest::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        Digest::Sha224 => {
            b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c"
        }
        Digest::Sha256 => {
            b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
        }
        Digest::Sha384 => {
            b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"
        }
        Digest::Sha512 => {
            b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"
        }
    }
}

/// Number of significant bits.
fn bit_length(number: &[u8]) -> u32 {
    let mut significant = number.iter().skip_while(|octet| **octet == 0);
    let Some(first) = significant.next() else {
        return 0;
    };
    let rest = u32::try_from(significant.count()).unwrap_or(u32::MAX / 16);
    rest * 8 + (8 - first.leading_zeros())
}
