//! The playbooks, a file a topic.
