//! A chain of certificates and what is to be said about it: by OpenSSL ([`openssl`]), and by the
//! gateway that asks OpenSSL.

pub mod openssl;
