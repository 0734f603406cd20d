//! How often the probe that concerns a case runs, and what follows from it.

use super::situation::Situation;
use crate::language::guide::probe as say;

/// The default probe's interval, timeout (seconds) and threshold (probes): probe overview.
const DEFAULT: (u32, u32, u32) = (30, 30, 3);

/// A probe's timing, as far as the evidence has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing<'a> {
    /// Whose it is.
    pub whose: Whose<'a>,
    /// Seconds between probes.
    pub interval: u32,
    /// Seconds that a probe waits for the answer.
    pub timeout: u32,
    /// Failures in a row that make a server unhealthy.
    pub threshold: u32,
}

/// Which probe a timing is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    /// This custom probe's; its name where it has one.
    Custom(Option<&'a str>),
    /// The default probe's: evidence shows that no custom one is attached.
    Default,
    /// The default probe's, because nothing says which one runs.
    Assumed,
}

impl Timing<'_> {
    /// Seconds until a mended server shows as healthy: one success is enough, and one or two
    /// intervals are what the 502 article gives it.
    pub fn recovery(&self) -> u32 {
        self.interval.saturating_mul(2)
    }

    /// Seconds until a failing server shows as unhealthy (probe overview): the first failure
    /// within an interval, then as many intervals as the threshold.
    pub fn detection(&self) -> u32 {
        self.interval
            .saturating_add(self.threshold.saturating_mul(self.interval))
    }

    /// Which probe that is, in words.
    pub fn subject(&self) -> String {
        match self.whose {
            Whose::Custom(Some(name)) => say::probe(name),
            Whose::Custom(None) => say::CUSTOM.to_owned(),
            Whose::Default => say::DEFAULT.to_owned(),
            Whose::Assumed => say::DEFAULT_ASSUMED.to_owned(),
        }
    }
}

impl<'a> Situation<'a> {
    /// The timing of the probe that runs against the server.
    pub fn timing(&self) -> Timing<'a> {
        let (interval, timeout, threshold) = DEFAULT;
        if let Some(probe) = self.probe() {
            return Timing {
                whose: Whose::Custom(probe.name.as_deref()),
                interval: probe.interval.unwrap_or(interval),
                timeout: probe.timeout.unwrap_or(timeout),
                threshold: probe.unhealthy_threshold.unwrap_or(threshold),
            };
        }
        Timing {
            whose: if self.has_default_probe() {
                Whose::Default
            } else {
                Whose::Assumed
            },
            interval,
            timeout,
            threshold,
        }
    }
}
