//! What the command line says itself.

use std::fmt::Display;

pub(crate) const EXIT_STATUS: &str = "\
Exit status:
  0  nothing wrong was found (there may be warnings)
  1  a problem, a failed check, or certificates that the gateway would refuse
  2  nothing readable, or bad usage";
pub(crate) const COMPARE_STATUS: &str = "\
Exit status:
  0  nothing wrong was found after the change (there may be warnings)
  1  a problem, a failed check, or certificates that the gateway would refuse, after it
  2  nothing readable in one of them, or bad usage";
pub(crate) const TIME_EXPECTED: &str =
    "expected a time as RFC 3339 writes it: 2026-11-21T00:00:00Z";
pub(crate) const MESSAGE_EXPECTED: &str = "expected what the probe says";
pub(crate) const NO_FAULT: &str = "no fault has this id; `appgw-doctor faults` lists them";
pub(crate) const NO_CHECK: &str = "no check has this id; `appgw-doctor checks` lists them";
pub(crate) fn codes(last: impl Display) -> String {
    format!("OpenSSL's codes are the numbers 0 to {last}")
}

pub(crate) fn error(error: impl Display) -> String {
    format!("appgw-doctor: {error}")
}

pub(crate) fn not_written(error: impl Display) -> String {
    format!("appgw-doctor: the report could not be written: {error}")
}

pub(crate) const STDIN_ONCE: &str = "standard input (`-`) can be read once only";
pub(crate) fn not_read(file: impl Display, error: impl Display) -> String {
    format!("{file} could not be read: {error}")
}

pub(crate) fn nothing_to_compare(file: impl Display) -> String {
    format!(
        "nothing in {file} can be compared; `appgw-doctor diagnose {file}` says what was expected"
    )
}

pub(crate) const END_ON_WINDOWS: &str = "Ctrl+Z and Enter";
pub(crate) fn paste(end: impl Display) -> String {
    format!("Paste what you have, then press {end}.")
}

pub(crate) fn stdin_not_read(error: impl Display) -> String {
    format!("standard input could not be read: {error}")
}

pub(crate) fn why_not(line: impl Display, text: impl Display) -> String {
    format!(" (line {line}: {text})")
}

pub(crate) fn no_certificate(file: impl Display, why: impl Display) -> String {
    format!("{file} holds no certificate{why}; expected PEM, DER or PKCS#7")
}

pub(crate) const CLOCK: &str = "the clock is out of range: give the time with --at";
pub(crate) const END_ELSEWHERE: &str = "Ctrl+D";
