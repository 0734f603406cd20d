//! Metrics over time: how many servers of each pool were healthy, and when that changed.
//!
//! Names, units and dimensions follow Azure Monitor's reference of the namespace
//! `Microsoft.Network/applicationGateways`.

mod amount;
mod condense;
mod history;
#[cfg(test)]
mod tests;

pub use amount::Amount;
pub use condense::Run;
pub use history::{Episode, History, Sample, Span, State, histories};

use crate::gateway::ResourceId;
use crate::time::Timestamp;

/// What a series measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// `HealthyHostCount`.
    HealthyHosts,
    /// `UnhealthyHostCount`.
    UnhealthyHosts,
}

impl Metric {
    /// Recognises a metric by a name or a heading that holds its name, in any case and with
    /// anything between its words: `HealthyHostCount`, `Unhealthy Host Count (Avg)`.
    pub fn in_name(text: &str) -> Option<Self> {
        let letters: String = text
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if letters.contains("unhealthyhost") {
            Some(Self::UnhealthyHosts)
        } else if letters.contains("healthyhost") {
            Some(Self::HealthyHosts)
        } else {
            None
        }
    }

    /// Its name in Azure Monitor.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HealthyHosts => "HealthyHostCount",
            Self::UnhealthyHosts => "UnhealthyHostCount",
        }
    }
}

/// One value of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where its interval begins.
    pub at: Timestamp,
    /// The value over the interval; `None` where the series has none.
    pub value: Option<Amount>,
}

/// One metric of one pool and setting, or of the whole gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it measures.
    pub metric: Metric,
    /// The gateway, where an id names it.
    pub gateway: ResourceId,
    /// The pool: the part of the dimension `BackendSettingsPool` before its `~`.
    pub pool: Option<String>,
    /// The backend setting: the part behind the `~`.
    pub setting: Option<String>,
    /// How long an interval is, in seconds, where that is said.
    pub interval: Option<i64>,
    /// Its values, as they were written.
    pub points: Vec<Point>,
}

/// Series that were read together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    /// The series.
    pub series: Vec<Series>,
    /// Whether no zone was written, so that the times may be local ones.
    pub local_time: bool,
}

/// The pool and the setting of a value of the dimension `BackendSettingsPool`, `pool~setting`.
pub fn split_dimension(value: &str) -> (Option<String>, Option<String>) {
    let named = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    match value.split_once('~') {
        Some((pool, setting)) => (named(pool), named(setting)),
        None => (named(value), None),
    }
}

/// The length of an ISO 8601 interval such as `PT1M`, `PT1H` or `P1D`, in seconds.
pub fn interval_seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("PT") {
        let unit = match rest.chars().last()? {
            'S' => 1,
            'M' => 60,
            'H' => 3600,
            _ => return None,
        };
        let number = rest.strip_suffix(['S', 'M', 'H'])?;
        return number.parse::<i64>().ok()?.checked_mul(unit);
    }
    let days = text.strip_prefix('P')?.strip_suffix('D')?;
    days.parse::<i64>().ok()?.checked_mul(86_400)
}
