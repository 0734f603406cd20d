//! How long until a server is marked down or up, and how many probes reach it.

use super::EffectiveProbe;
use crate::gateway::Sku;

impl EffectiveProbe<'_> {
    /// Seconds until a server that refuses or fails at once is marked down. v2: up to an interval
    /// until the first failure, then as many intervals as the threshold (probe overview). v1 sends
    /// the further probes in quick succession, so that an interval is most of it.
    pub fn down_after(&self) -> Option<u32> {
        let (interval, threshold) = (self.interval?, self.threshold?);
        Some(match self.sku {
            Sku::V1 => interval,
            Sku::V2 => interval.saturating_add(interval.saturating_mul(threshold)),
        })
    }

    /// Seconds until a server that never answers is marked down: the timeout comes on top, of every
    /// probe on v1. No document gives this sum.
    pub fn down_after_hanging(&self) -> Option<u32> {
        let waits = match self.sku {
            Sku::V1 => self.timeout?.saturating_mul(self.threshold?),
            Sku::V2 => self.timeout?,
        };
        Some(self.down_after()?.saturating_add(waits))
    }

    /// Seconds until a mended server is marked up: one success is enough, and the next probe comes
    /// within an interval (probe overview).
    pub fn up_after(&self) -> Option<u32> {
        self.interval
    }

    /// How many probes reach the server in ten minutes, at the fewest and the most: every instance
    /// probes by itself. `None` where interval or instances are not known.
    pub fn probes_in_ten_minutes(&self) -> Option<(u32, Option<u32>)> {
        let interval = self.interval.filter(|interval| *interval > 0)?;
        let instances = self.instances?;
        let count = |instances: u32| instances.saturating_mul(600).div_ceil(interval);
        Some((count(instances.least), instances.most.map(count)))
    }
}
