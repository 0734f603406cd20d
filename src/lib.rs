//! Application Gateway Doctor: from what a person pasted to what is wrong and what to do.
//!
//! ```text
//! text, files ─► evidence ─► case ─► diagnosis ─► guide ─► page · report · command line
//! ```
//!
//! * [`evidence`] says what each part of a paste is and reads it; it never fails as a whole.
//! * [`gateway`] holds the nouns: resource names, servers and their health, settings, probes.
//! * [`network`] evaluates security groups and routes as Azure does.
//! * [`fault`] knows every fault by its id and recognises the messages that stand for it.
//! * [`certificate`] reads certificates in whatever state they were pasted.
//! * [`chain`] judges a chain of them as OpenSSL and the gateway do.
//! * [`access_log`] tells who answered a request with an error.
//! * [`metrics`] holds healthy and unhealthy servers over time, and says when it began.
//! * [`diagnosis`] turns a case (evidence, what was typed in, a time) into problems and checks.
//! * [`guide`] holds the documented steps of each fault and answers those that the case answers.
//! * [`picture`] draws where on the way from gateway to server it sits, and says the same in words.
//! * [`report`] writes a diagnosis down, as JSON, text or Markdown.
//! * [`share`] is a case as it is handed on: saved, and opened again.
//! * [`time`] is a moment, and [`order`] the one sort that all use.
//! * `english` holds every text that people read.
//!
//! Nothing here does input or output, reads a clock, knows of a browser, or panics, whatever
//! the input: the page (`src/main.rs`) and the command line (`src/bin/`) do the rest.

#![forbid(unsafe_code)]

pub mod access_log;
pub mod certificate;
pub mod chain;
pub mod diagnosis;
pub mod evidence;
pub mod fault;
pub mod gateway;
pub mod metrics;
pub mod network;
pub mod order;
pub mod picture;
pub mod report;
pub mod share;
pub mod time;

// The texts use its macros.
#[macro_use]
pub mod guide;
mod english;

// What all say is said in this language.
use english as language;
use language::words;
