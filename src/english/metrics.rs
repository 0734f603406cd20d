//! What metrics tell.

use std::fmt::Display;

use crate::words::Noun;

pub(crate) static DAY: Noun = Noun("day", "days");
pub(crate) static HOUR: Noun = Noun("hour", "hours");
pub(crate) static MINUTE: Noun = Noun("minute", "minutes");
pub(crate) static SECOND: Noun = Noun("second", "seconds");
pub(crate) fn utc(moment: &str) -> String {
    format!("{moment} UTC")
}

pub(crate) fn of_gateway(subject: impl Display, gateway: impl Display) -> String {
    format!("{subject} of gateway {gateway}")
}

pub(crate) fn pool_and_setting(pool: impl Display, setting: impl Display) -> String {
    format!("pool {pool}, setting {setting}")
}

pub(crate) fn pool(pool: impl Display) -> String {
    format!("pool {pool}")
}

pub(crate) const WHOLE_GATEWAY: &str = "the whole gateway";
pub(crate) fn no_value(from: impl Display, to: impl Display) -> String {
    format!("The series holds no value between {from} and {to}.")
}

pub(crate) fn none_failed(from: impl Display, to: impl Display) -> String {
    format!("No server failed between {from} and {to}.")
}

pub(crate) fn up_and_down(times: usize, first: impl Display) -> String {
    format!(
        "It goes up and down: servers failed {times} times, first at {first}. That points to load, restarts, or a probe that is too strict, rather than to one change."
    )
}

pub(crate) fn first_drop(at: impl Display) -> String {
    format!("The first drop was at {at}.")
}

pub(crate) fn missing(from: impl Display, to: impl Display) -> String {
    format!(
        "Values are missing from {from} to {to}: a gateway without traffic, or a stopped one, may report none."
    )
}

pub(crate) fn missing_often(places: usize) -> String {
    format!(
        "Values are missing in {places} places: a gateway without traffic, or a stopped one, may report none."
    )
}

pub(crate) const HEALTHY_ALONE: &str = "Only healthy servers were given: fewer of them than at best counts as failing here, which a pool that was made smaller on purpose does too.";
pub(crate) const NO_ZONE: &str =
    "No zone is written beside the times: they may be local ones, and are shown as they stand.";
pub(crate) const NONE_HEALTHY: &str = "no server was healthy";
pub(crate) const UNTIL_NONE_HEALTHY: &str = "servers failed, until none was healthy";
pub(crate) const SOME_FAILED: &str = "some servers failed";
pub(crate) fn began_before(what: impl Display, at: impl Display) -> String {
    format!("When it began is not in the series: {what} already at {at}, where it starts")
}

pub(crate) fn began(
    at: impl Display,
    well: impl Display,
    before: impl Display,
    what: impl Display,
) -> String {
    format!("It began at {at}: until {well}{before}, nothing failed; from then on {what}")
}

pub(crate) fn ended(at: impl Display) -> String {
    format!(". It ended at {at}")
}

pub(crate) fn still_so(at: impl Display) -> String {
    format!(", and so it is at {at}, where the series ends")
}

pub(crate) const MAY_HAVE_BEGUN_EARLIER: &str =
    " The values in between are missing: it may have begun earlier.";
pub(crate) fn each_value(length: impl Display) -> String {
    format!(" Each value stands for {length}: ask for finer ones to know the minute.")
}

pub(crate) fn when_healthy(servers: impl Display, one: bool) -> String {
    let verb = if one { "was" } else { "were" };
    format!(", when {servers} {verb} healthy")
}
