//! Series put together, and what happened in them: gaps, and episodes of failing.

use std::collections::BTreeMap;

use super::{Episode, History, Sample, Span, State};
use crate::gateway::ResourceId;
use crate::metrics::{Amount, Metric, Metrics};
use crate::time::Timestamp;

/// What is known of one pool and setting while the series are put together.
#[derive(Default)]
struct Gathered {
    gateway: ResourceId,
    names: [Option<String>; 2],
    interval: Option<i64>,
    samples: BTreeMap<Timestamp, [Option<Amount>; 2]>,
    local_time: bool,
}

/// Puts the series of each pool and setting together, in the order in which they were given.
pub fn histories<'a>(all: impl Iterator<Item = &'a Metrics>) -> Vec<History> {
    let mut found: Vec<Gathered> = Vec::new();
    for metrics in all {
        for series in &metrics.series {
            let names = [series.pool.as_deref(), series.setting.as_deref()];
            let same = |known: &Gathered| {
                let mut both = known.names.iter().zip(names);
                let gateways = (&known.gateway, &series.gateway);
                if gateways.0.gateway.is_some() != gateways.1.gateway.is_some()
                    || !gateways.0.may_share_gateway(gateways.1)
                {
                    return false;
                }
                // Azure Monitor writes names in any case.
                both.all(|(known, name)| match (known.as_deref(), name) {
                    (Some(known), Some(name)) => known.eq_ignore_ascii_case(name),
                    (None, None) => true,
                    _ => false,
                })
            };
            let place = match found.iter().position(same) {
                Some(place) => place,
                None => {
                    found.push(Gathered {
                        gateway: series.gateway.clone(),
                        names: names.map(|name| name.map(str::to_owned)),
                        ..Gathered::default()
                    });
                    found.len() - 1
                }
            };
            let Some(gathered) = found.get_mut(place) else {
                continue;
            };
            gathered.interval = gathered.interval.or(series.interval);
            gathered.local_time |= metrics.local_time;
            for point in &series.points {
                let slots = gathered.samples.entry(point.at).or_default();
                let [healthy, unhealthy] = slots;
                let slot = match series.metric {
                    Metric::HealthyHosts => healthy,
                    Metric::UnhealthyHosts => unhealthy,
                };
                // Pasted twice, the later one counts; an empty one takes nothing away.
                *slot = point.value.or(*slot);
            }
        }
    }
    let several = found
        .iter()
        .zip(found.iter().skip(1))
        .any(|(one, next)| !one.gateway.may_share_gateway(&next.gateway));
    found
        .into_iter()
        .map(|gathered| finish(gathered, several))
        .collect()
}

fn finish(gathered: Gathered, one_of_several: bool) -> History {
    let samples: Vec<Sample> = gathered
        .samples
        .into_iter()
        .map(|(at, [healthy, unhealthy])| Sample {
            at,
            healthy,
            unhealthy,
        })
        .collect();
    let healthy_alone = samples.iter().all(|sample| sample.unhealthy.is_none());
    let best = samples.iter().filter_map(|sample| sample.healthy).max();
    let states: Vec<State> = samples
        .iter()
        .map(|sample| state(sample, best.filter(|_| healthy_alone)))
        .collect();
    let interval = gathered
        .interval
        .filter(|step| *step > 0)
        .or_else(|| commonest_step(&samples));
    let [pool, setting] = gathered.names;
    History {
        gateway: gathered.gateway,
        one_of_several,
        pool,
        setting,
        interval,
        gaps: gaps(&samples, &states, interval),
        episodes: episodes(&samples, &states),
        samples,
        states,
        local_time: gathered.local_time,
        healthy_alone,
    }
}

/// `best` is what the healthy servers are measured against where the unhealthy ones are not given.
fn state(sample: &Sample, best: Option<Amount>) -> State {
    match (sample.healthy, sample.unhealthy) {
        (None, None) => State::Unknown,
        (Some(healthy), _) if healthy <= Amount::ZERO => State::Down,
        (_, Some(unhealthy)) if unhealthy > Amount::ZERO => State::Degraded,
        (Some(healthy), None) if best.is_some_and(|best| healthy < best) => State::Degraded,
        _ => State::Well,
    }
}

fn commonest_step(samples: &[Sample]) -> Option<i64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (one, next) in samples.iter().zip(samples.iter().skip(1)) {
        *counts.entry(next.at.unix() - one.at.unix()).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let mut common = counts.into_iter().filter(|(_, count)| *count == most);
    common.next().map(|(step, _)| step)
}

fn gaps(samples: &[Sample], states: &[State], interval: Option<i64>) -> Vec<Span> {
    let Some(interval) = interval else {
        return Vec::new();
    };
    let known: Vec<Timestamp> = samples
        .iter()
        .zip(states)
        .filter(|(_, state)| **state != State::Unknown)
        .map(|(sample, _)| sample.at)
        .collect();
    let after = |at: Timestamp| Timestamp::from_unix(at.unix().checked_add(interval)?);
    let gap = |from: Option<Timestamp>, to: Option<Timestamp>| {
        let (from, to) = (from?, to?);
        (from < to).then_some(Span { from, to })
    };
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return Vec::new();
    };
    // The series names the times at its ends, without a value.
    let before = gap(samples.first().map(|sample| sample.at), Some(*first));
    let behind = gap(
        after(*last),
        samples
            .last()
            .filter(|sample| sample.at > *last)
            .and_then(|sample| after(sample.at)),
    );
    let pairs = known.iter().zip(known.iter().skip(1));
    let between = pairs
        .filter(|(one, next)| next.unix() - one.unix() > interval.saturating_mul(3) / 2)
        .filter_map(|(one, next)| gap(after(*one), Some(*next)));
    before.into_iter().chain(between).chain(behind).collect()
}

fn episodes(samples: &[Sample], states: &[State]) -> Vec<Episode> {
    let mut found: Vec<Episode> = Vec::new();
    let mut well = None;
    let mut open = false;
    for (sample, state) in samples.iter().zip(states) {
        match state {
            State::Unknown => {}
            State::Well => {
                if let Some(last) = found.last_mut().filter(|_| open) {
                    last.until = Some(sample.at);
                }
                open = false;
                well = Some(sample.at);
            }
            State::Degraded | State::Down => match found.last_mut().filter(|_| open) {
                Some(last) => last.worst = last.worst.max(*state),
                None => {
                    open = true;
                    found.push(Episode {
                        from: sample.at,
                        well_before: well,
                        until: None,
                        worst: *state,
                    });
                }
            },
        }
    }
    found
}
