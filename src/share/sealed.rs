//! A case behind a passphrase: the envelope. What encrypts is the browser, with AES-256-GCM and a
//! key that PBKDF2 (SHA-256) makes of the passphrase; nothing here knows either.

/// How often PBKDF2 hashes when a case is sealed: what OWASP advises for SHA-256 (2023).
pub const ROUNDS: u32 = 600_000;

/// Rounds beyond which an envelope only wants to keep the machine busy.
const MOST_ROUNDS: u32 = 10_000_000;

/// What an envelope says, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The salt of the key, random for each envelope.
    pub salt: [u8; 16],
    /// The initialization vector, random for each envelope.
    pub iv: [u8; 12],
    /// How often PBKDF2 hashes: [`ROUNDS`] or more.
    pub rounds: u32,
    /// The packed case (see [`super::link::pack`]), encrypted, with its tag of 16 octets behind it.
    pub data: Vec<u8>,
}

impl Sealed {
    /// The octets that a link holds.
    pub(super) fn write(&self) -> Vec<u8> {
        let rounds = self.rounds.to_le_bytes();
        [&self.salt[..], &self.iv, &rounds, &self.data].concat()
    }

    /// What [`Sealed::write`] wrote. `None` for what is too short, or names rounds that nobody uses.
    pub(super) fn read(octets: &[u8]) -> Option<Self> {
        let (salt, rest) = octets.split_first_chunk()?;
        let (iv, rest) = rest.split_first_chunk()?;
        let (rounds, data) = rest.split_first_chunk()?;
        Self::new(*salt, *iv, u32::from_le_bytes(*rounds), data.to_vec())
    }

    pub(super) fn new(salt: [u8; 16], iv: [u8; 12], rounds: u32, data: Vec<u8>) -> Option<Self> {
        let sound = (ROUNDS..=MOST_ROUNDS).contains(&rounds) && data.len() > 16;
        sound.then_some(Self {
            salt,
            iv,
            rounds,
            data,
        })
    }
}
