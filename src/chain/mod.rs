//! A chain of certificates and what is to be said about it: by OpenSSL ([`openssl`]), and by the
//! gateway that asks OpenSSL ([`judge()`]).
//!
//! What is documented of the gateway is which message stands for which condition; in which order
//! it looks is not. So every fault that holds is listed, in the order of the documented table, and
//! the first is the prediction.

mod described;
pub(crate) mod facts;
mod fix;
pub mod host;
mod judge;
pub mod openssl;
mod problems;
pub mod roots;
mod strict;
mod verdict;

pub use crate::language::chain::words;
pub use fix::Fix;
pub use judge::judge;
pub use roots::{List, RootList};
pub use strict::Warning;
pub use verdict::{Judged, Problem, Role, State, TrustedBy, Verdict};

use crate::certificate::Certificate;
use crate::certificate::bundle::Element;
use crate::fault::Fault;
use crate::gateway::Sku;
use crate::time::Timestamp;

/// Whether a chain can cause this fault.
#[must_use]
pub fn causes(fault: Fault) -> bool {
    facts::TABLE.contains(&fault)
}

/// The most certificates of one chain that are judged; what comes behind is left aside with a
/// warning.
pub const MOST_PRESENTED: usize = 50;

/// What is judged, and how the gateway is set up.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The certificates as presented.
    pub presented: &'a [Element],
    /// Whether they were presented in this order; a PKCS#7 set has none.
    pub ordered: bool,
    /// The SKU: v1 compares the server certificate itself, v2 looks for its root.
    pub sku: Sku,
    /// The name that the gateway compares: of the probe or the backend setting on v2, of the pool
    /// entry on v1. `None` when it is not known.
    pub host: Option<&'a str>,
    /// `trustedRootCertificates` of the setting on v2, `authenticationCertificates` on v1.
    pub uploaded: &'a [Certificate],
    /// Overrides which list counts: `Some(true)` the well-known one, `Some(false)` the uploaded
    /// ones, even when there are none.
    pub well_known_ca: Option<bool>,
    /// `validateCertChainAndExpiry` of the setting.
    pub validate_chain_and_expiry: bool,
    /// `validateSNI` of the setting.
    pub validate_sni: bool,
    /// `sniName` of the setting: compared instead of the host.
    pub sni_name: Option<&'a str>,
    /// The public roots.
    pub roots: &'a RootList,
    /// The time.
    pub at: Timestamp,
}

impl<'a> Input<'a> {
    /// A v2 gateway with both checks on, no uploaded roots and no known name.
    #[must_use]
    pub const fn new(presented: &'a [Element], roots: &'a RootList, at: Timestamp) -> Self {
        Self {
            presented,
            ordered: true,
            sku: Sku::V2,
            host: None,
            uploaded: &[],
            well_known_ca: None,
            validate_chain_and_expiry: true,
            validate_sni: true,
            sni_name: None,
            roots,
            at,
        }
    }

    /// Whether the well-known list counts, and not the uploaded roots.
    #[must_use]
    pub fn uses_well_known(&self) -> bool {
        self.well_known_ca.unwrap_or(self.uploaded.is_empty())
    }

    /// The name to compare, if any is known and the check is on.
    #[must_use]
    pub fn compared(&self) -> Option<&'a str> {
        let name = if self.sku == Sku::V2 {
            self.sni_name.or(self.host)
        } else {
            self.host
        };
        name.map(str::trim)
            .filter(|name| self.validate_sni && !name.is_empty())
    }
}
