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

/// Every entry, in the order of [`Topic::all`].
pub const ENTRIES: &[&Entry] = &[];

/// The entry of a topic.
pub fn entry(topic: Topic) -> Option<&'static Entry> {
    ENTRIES.iter().copied().find(|entry| entry.topic == topic)
}
