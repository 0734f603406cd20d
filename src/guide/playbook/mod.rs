//! The playbooks, a file a topic.

use super::Topic;
use super::step::Entry;

/// Every entry, in the order of [`Topic::all`].
pub const ENTRIES: &[&Entry] = &[];

/// The entry of a topic.
pub fn entry(topic: Topic) -> Option<&'static Entry> {
    ENTRIES.iter().copied().find(|entry| entry.topic == topic)
}
