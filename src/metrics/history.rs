//! Healthy and unhealthy servers of one pool and setting side by side, and what happened to them.

mod gather;

pub use gather::histories;

use super::Amount;
use crate::gateway::ResourceId;
use crate::language::metrics as say;
use crate::time::Timestamp;
use crate::words::counted;

/// Both metrics over one interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where the interval begins.
    pub at: Timestamp,
    /// Healthy servers over it, as an average.
    pub healthy: Option<Amount>,
    /// Unhealthy servers over it, as an average.
    pub unhealthy: Option<Amount>,
}

/// How a pool was over an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There is no value.
    Unknown,
    /// No server was unhealthy.
    Well,
    /// Some servers were unhealthy, for some of the time at least.
    Degraded,
    /// No server was healthy.
    Down,
}

impl State {
    /// The public name (JSON report).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Well => "healthy",
            Self::Degraded => "degraded",
            Self::Down => "unhealthy",
        }
    }

    /// Whether servers fail.
    pub fn is_failing(self) -> bool {
        matches!(self, Self::Degraded | Self::Down)
    }
}

/// A stretch of time, its end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub from: Timestamp,
    /// Where it ends.
    pub to: Timestamp,
}

/// A run of intervals in which servers failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Episode {
    /// The beginning of the first failing interval.
    pub from: Timestamp,
    /// The beginning of the last interval before it in which none failed; `None` where the series
    /// begins with the failure, so that nobody knows when it began.
    pub well_before: Option<Timestamp>,
    /// The beginning of the first interval after it in which none failed; `None` where the series
    /// ends before.
    pub until: Option<Timestamp>,
    /// The worst of it.
    pub worst: State,
}

/// The history of one pool and setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The gateway, where an id names it.
    pub gateway: ResourceId,
    /// Whether there are series of other gateways, so that it is called by its gateway's name, too.
    pub one_of_several: bool,
    /// The pool; `None` for the gateway as a whole.
    pub pool: Option<String>,
    /// The backend setting.
    pub setting: Option<String>,
    /// How long an interval is, in seconds: stated, else the commonest step between values.
    pub interval: Option<i64>,
    /// The values in the order of time, each time once.
    pub samples: Vec<Sample>,
    /// The state of each sample.
    pub states: Vec<State>,
    /// Where values are missing: between two that are there, and at either end.
    pub gaps: Vec<Span>,
    /// When servers failed, in the order of time.
    pub episodes: Vec<Episode>,
    /// Whether no zone was written, so that the times may be local ones.
    pub local_time: bool,
    /// Whether the unhealthy servers were not given: fewer healthy ones than at best then count as
    /// failing, which is a reading.
    pub healthy_alone: bool,
}

/// From so many failures on, a pool is said to go up and down.
const FLAPPING: usize = 3;

impl History {
    /// The last state that is known, and the beginning of its interval.
    pub fn latest(&self) -> Option<(Timestamp, State)> {
        let known = self.samples.iter().zip(&self.states).rev();
        let mut known = known.filter(|(_, state)| **state != State::Unknown);
        known.next().map(|(sample, state)| (sample.at, *state))
    }

    /// The first failure that was seen to begin.
    pub fn first_drop(&self) -> Option<&Episode> {
        let mut episodes = self.episodes.iter();
        episodes.find(|episode| episode.well_before.is_some())
    }

    /// The failure that goes on, else the last one.
    pub fn last_episode(&self) -> Option<&Episode> {
        self.episodes.last()
    }

    /// Whether servers still fail where the series ends.
    pub fn goes_on(&self) -> bool {
        self.latest().is_some_and(|(_, state)| state.is_failing())
    }

    /// Whether it went up and down again and again.
    pub fn is_flapping(&self) -> bool {
        self.episodes.len() >= FLAPPING
    }

    /// What it is called: its pool and setting, and its gateway where there are several.
    pub fn label(&self) -> String {
        match (self.one_of_several, self.gateway.gateway.as_deref()) {
            (true, Some(gateway)) => say::of_gateway(self.subject(), gateway),
            _ => self.subject(),
        }
    }

    /// Its pool and setting, as far as they are known.
    pub fn subject(&self) -> String {
        match (self.pool.as_deref(), self.setting.as_deref()) {
            (Some(pool), Some(setting)) => say::pool_and_setting(pool, setting),
            (Some(pool), None) => say::pool(pool),
            _ => say::WHOLE_GATEWAY.to_owned(),
        }
    }

    /// The same as a heading.
    pub fn title(&self) -> String {
        let label = self.label();
        let mut letters = label.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }

    /// A moment of this history, to the minute, with its zone.
    pub fn moment(&self, at: Timestamp) -> String {
        let text = at.to_string();
        let minute: String = text.chars().take(16).collect();
        let minute = minute.replace('T', " ");
        match self.local_time {
            true => minute,
            false => say::utc(&minute),
        }
    }

    /// What happened, in sentences: when it began, whether it goes on, what is missing.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        let (Some(first), Some(last)) = (self.samples.first(), self.samples.last()) else {
            return said;
        };
        match self.last_episode() {
            None if self.latest().is_none() => {
                said.push(say::no_value(self.moment(first.at), self.moment(last.at)))
            }
            None => said.push(say::none_failed(
                self.moment(first.at),
                self.moment(last.at),
            )),
            Some(episode) => said.push(self.story(episode)),
        }
        if self.is_flapping() {
            said.push(say::up_and_down(
                self.episodes.len(),
                self.first_drop()
                    .map_or_else(|| self.moment(first.at), |drop| self.moment(drop.from)),
            ));
        } else if let (Some(drop), 2..) = (self.first_drop(), self.episodes.len()) {
            said.push(say::first_drop(self.moment(drop.from)));
        }
        match self.gaps.as_slice() {
            [] => {}
            [gap] => said.push(say::missing(self.moment(gap.from), self.moment(gap.to))),
            gaps => said.push(say::missing_often(gaps.len())),
        }
        if self.healthy_alone && !self.episodes.is_empty() {
            said.push(say::HEALTHY_ALONE.to_owned());
        }
        if self.local_time {
            said.push(say::NO_ZONE.to_owned());
        }
        said
    }

    /// One failure in a sentence or two.
    fn story(&self, episode: &Episode) -> String {
        let what = match episode.worst {
            State::Down if self.state_at(episode.from) == Some(State::Down) => say::NONE_HEALTHY,
            State::Down => say::UNTIL_NONE_HEALTHY,
            _ => say::SOME_FAILED,
        };
        let (began, far) = match episode.well_before {
            None => (say::began_before(what, self.moment(episode.from)), false),
            Some(well) => {
                let step = self.interval.unwrap_or(0);
                let far = episode.from.unix() - well.unix() > step.saturating_mul(3) / 2;
                let healthy = self.at(well).and_then(|sample| sample.healthy);
                let before = healthy.map_or_else(String::new, |healthy| {
                    say::when_healthy(healthy, healthy == ONE)
                });
                let began = say::began(self.moment(episode.from), self.moment(well), &before, what);
                (began, far)
            }
        };
        let ended = match episode.until {
            Some(until) => say::ended(self.moment(until)),
            None => match self.latest() {
                Some((at, _)) => say::still_so(self.moment(at)),
                None => String::new(),
            },
        };
        let wide = match (far, self.interval) {
            (true, _) => say::MAY_HAVE_BEGUN_EARLIER.to_owned(),
            (false, Some(step)) if step > 60 && episode.well_before.is_some() => {
                say::each_value(length(step))
            }
            _ => String::new(),
        };
        format!("{began}{ended}.{wide}")
    }

    fn at(&self, at: Timestamp) -> Option<&Sample> {
        self.samples.iter().find(|sample| sample.at == at)
    }

    fn state_at(&self, at: Timestamp) -> Option<State> {
        let mut all = self.samples.iter().zip(&self.states);
        all.find(|(sample, _)| sample.at == at)
            .map(|(_, state)| *state)
    }

    /// The largest number of servers at one time.
    pub fn most(&self) -> Amount {
        let values = self
            .samples
            .iter()
            .flat_map(|one| [one.healthy, one.unhealthy]);
        values.flatten().max().unwrap_or_default()
    }
}

const ONE: Amount = Amount::thousandths(1000);

/// A length of time in its largest whole unit.
pub(crate) fn length(seconds: i64) -> String {
    let (number, unit) = match seconds {
        s if s % 86_400 == 0 => (s / 86_400, &say::DAY),
        s if s % 3600 == 0 => (s / 3600, &say::HOUR),
        s if s % 60 == 0 => (s / 60, &say::MINUTE),
        s => (s, &say::SECOND),
    };
    counted(usize::try_from(number).unwrap_or_default(), unit)
}
