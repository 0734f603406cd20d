//! Every text that people read, in English, a file for each that says it. What is nothing but text in
//! typed data, as the playbooks are, stands here whole.
//!
//! Constants and functions are named for what they are for. The page's texts are in `page/`, which is
//! compiled with the page. A translation is a copy of this folder, put in its place in `lib.rs`, in
//! `page/mod.rs` and in `bin/appgw-doctor.rs`.

pub mod access_log;
pub(crate) mod certificate;
pub(crate) mod chain;
pub(crate) mod check;
pub(crate) mod checks;
pub(crate) mod diagnosis;
pub(crate) mod evidence;
pub(crate) mod gateway;
pub(crate) mod guide;
pub(crate) mod metrics;
pub(crate) mod network;
pub(crate) mod picture;
pub mod playbook;
pub(crate) mod report;
pub(crate) mod share;
pub(crate) mod traffic;
pub(crate) mod words;
