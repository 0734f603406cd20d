//! What to do about secrets that were cut out.

pub(crate) const KEY: &str = "A private key was in what you pasted. It was cut out at once and is stored nowhere, but wherever it was copied from, others may have it: replace the key and the certificate.";
pub(crate) const ENCRYPTED_KEY: &str = "An encrypted private key was in what you pasted. It was cut out. It is as safe as its passphrase: replace the key if the text went anywhere else.";
pub(crate) const CREDENTIAL: &str = "A password, key or token was in what you pasted. It was cut out at once and is stored nowhere, but if the text went anywhere else, replace it.";
pub(crate) const PFX: &str = "A PFX (PKCS#12) file was in what you pasted. It was cut out, because it usually holds the private key. Only the certificates are needed: `openssl pkcs12 -in FILE.pfx -nokeys -out chain.pem`";
