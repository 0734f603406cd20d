//! What happened over time: the access log, and how many servers were healthy.

use serde::Serialize;

use crate::access_log::Traffic;
use crate::metrics::{Amount, History, Sample, State};

/// What the access log comes to.
#[derive(Debug, Serialize)]
pub(super) struct TrafficJson<'a> {
    requests: u64,
    /// The gateway's own, which are not among the others.
    internal: u64,
    from: Option<String>,
    to: Option<String>,
    failed: Vec<GroupJson<'a>>,
}

/// Requests that failed alike.
#[derive(Debug, Serialize)]
struct GroupJson<'a> {
    gateway: Option<&'a str>,
    status: u16,
    server_status: Option<u16>,
    error_info: Option<&'a str>,
    pool: Option<&'a str>,
    setting: Option<&'a str>,
    server: Option<&'a str>,
    count: u64,
    from: Option<String>,
    to: Option<String>,
    /// The longest, in milliseconds.
    latency_ms: Option<i64>,
    /// The longest, in milliseconds.
    time_taken_ms: Option<i64>,
    who: &'static str,
    basis: &'static str,
    because: &'a str,
}

/// Healthy and unhealthy servers of a pool over time.
#[derive(Debug, Serialize)]
pub(super) struct HistoryJson<'a> {
    gateway: Option<&'a str>,
    pool: Option<&'a str>,
    setting: Option<&'a str>,
    /// In seconds.
    interval: Option<i64>,
    from: Option<String>,
    to: Option<String>,
    /// Whether no zone is written, so that the times may be local ones.
    local_time: bool,
    state: &'static str,
    /// The beginning of the first failure whose beginning is in the series.
    first_drop: Option<String>,
    flapping: bool,
    episodes: Vec<EpisodeJson>,
    gaps: Vec<SpanJson>,
    because: Vec<String>,
}

#[derive(Debug, Serialize)]
struct EpisodeJson {
    /// `null` where the series begins with the failure.
    well_before: Option<String>,
    from: String,
    /// `null` where it goes on at the end of the series.
    until: Option<String>,
    worst: &'static str,
}

#[derive(Debug, Serialize)]
struct SpanJson {
    from: String,
    to: String,
}

impl<'a> TrafficJson<'a> {
    pub(super) fn of(traffic: &'a Traffic) -> Self {
        Self {
            requests: traffic.requests,
            internal: traffic.internal,
            from: traffic.span.map(|(from, _)| from.to_string()),
            to: traffic.span.map(|(_, to)| to.to_string()),
            failed: traffic
                .failed
                .iter()
                .map(|group| GroupJson {
                    gateway: group.gateway.gateway.as_deref(),
                    status: group.status,
                    server_status: group.server_status,
                    error_info: group.error_info.as_deref(),
                    pool: group.pool.as_deref(),
                    setting: group.setting.as_deref(),
                    server: group.server.as_deref(),
                    count: group.count,
                    from: group.span.map(|(from, _)| from.to_string()),
                    to: group.span.map(|(_, to)| to.to_string()),
                    latency_ms: group.latency.map(Amount::in_thousandths),
                    time_taken_ms: group.time_taken.map(Amount::in_thousandths),
                    who: group.who.as_str(),
                    basis: group.basis.as_str(),
                    because: &group.because,
                })
                .collect(),
        }
    }
}

impl<'a> HistoryJson<'a> {
    pub(super) fn of(history: &'a History) -> Self {
        let at = |sample: &Sample| sample.at.to_string();
        let state = history.latest().map_or(State::Unknown, |(_, state)| state);
        Self {
            gateway: history.gateway.gateway.as_deref(),
            pool: history.pool.as_deref(),
            setting: history.setting.as_deref(),
            interval: history.interval,
            from: history.samples.first().map(at),
            to: history.samples.last().map(at),
            local_time: history.local_time,
            state: state.as_str(),
            first_drop: history.first_drop().map(|drop| drop.from.to_string()),
            flapping: history.is_flapping(),
            episodes: history
                .episodes
                .iter()
                .map(|episode| EpisodeJson {
                    well_before: episode.well_before.map(|at| at.to_string()),
                    from: episode.from.to_string(),
                    until: episode.until.map(|at| at.to_string()),
                    worst: episode.worst.as_str(),
                })
                .collect(),
            gaps: history
                .gaps
                .iter()
                .map(|gap| SpanJson {
                    from: gap.from.to_string(),
                    to: gap.to.to_string(),
                })
                .collect(),
            because: history.sentences(),
        }
    }
}
