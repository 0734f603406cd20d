//! The playbooks, a file a topic; [`common`] holds the steps that several of them share.

use super::Topic;
use super::step::Entry;

/// A PowerShell template that begins with the gateway as `$gw`.
macro_rules! with_gateway {
    ($($line:literal)*) => {
        concat!(
            "$gw = Get-AzApplicationGateway -Name <gateway> -ResourceGroupName <resource-group>",
            $("\n", $line),*
        )
    };
}

pub mod common;
mod tls;

mod authentication_certificate_mismatch;
mod certificate_expired;
mod certificate_name_mismatch;
mod intermediate_missing;
mod intermediate_not_public_ca;
mod leaf_missing;
mod leaf_not_topmost;
mod root_mismatch;
mod root_mismatch_no_root;
mod server_not_public_ca;
mod tls_handshake;
mod verification_failed;

/// Every entry, in the order of [`Topic::all`].
pub static ENTRIES: &[&Entry] = &[
    &certificate_name_mismatch::ENTRY,
    &certificate_expired::ENTRY,
    &intermediate_missing::ENTRY,
    &leaf_missing::ENTRY,
    &leaf_not_topmost::ENTRY,
    &server_not_public_ca::ENTRY,
    &intermediate_not_public_ca::ENTRY,
    &root_mismatch_no_root::ENTRY,
    &root_mismatch::ENTRY,
    &verification_failed::ENTRY,
    &authentication_certificate_mismatch::ENTRY,
    &tls_handshake::ENTRY,
];

/// The entry of a topic.
pub fn entry(topic: Topic) -> Option<&'static Entry> {
    ENTRIES.iter().copied().find(|entry| entry.topic == topic)
}
