//! What the access log tells.

use std::fmt::Display;

pub(crate) const NO_SERVER: &str = "No server took it";
pub(crate) const SLOW_SERVER: &str = "The server was too slow";
pub(crate) const CLOSED_BY_SERVER: &str = "The server hung up";
pub(crate) const SERVER: &str = "The server's own answer";
pub(crate) const CLIENT: &str = "The client went away";
pub(crate) const REFUSED: &str = "The gateway refused the request";
pub(crate) const UNKNOWN: &str = "The rows do not tell";
pub(crate) fn gateway(gateway: impl Display) -> String {
    format!(", gateway {gateway}")
}

pub(crate) fn none_failed(requests: u64) -> String {
    match requests {
        1 => "The only request did not fail.".to_owned(),
        _ => format!("None of {requests} requests failed."),
    }
}

pub(crate) fn no_server_error(requests: u64) -> String {
    match requests {
        1 => "The only request got no server error.".to_owned(),
        _ => format!("None of {requests} requests got a server error."),
    }
}

pub(crate) fn server_errors(errors: u64, requests: u64) -> String {
    match requests {
        1 => "The only request got a server error.".to_owned(),
        _ => format!("{errors} of {requests} requests got a server error."),
    }
}

pub(crate) fn internal(requests: impl Display) -> String {
    format!(" {requests} more are the gateway's own (client 127.0.0.1) and do not count.")
}

pub(crate) const CLIENT_CLOSED: &str =
    "The client closed the connection before the answer was there.";
pub(crate) const NO_LIVE: &str = "`ERRORINFO_UPSTREAM_NO_LIVE`: no server could be reached, or none was healthy, so the request was sent to none.";
pub(crate) const CLOSED_CONNECTION: &str = "`ERRORINFO_UPSTREAM_CLOSED_CONNECTION`: a server closed the connection before its answer was complete.";
pub(crate) fn server_answered(status: impl Display) -> String {
    format!("The server itself answered {status}: look at its own log, not at the gateway.")
}

pub(crate) const TURNED_AWAY_503: &str = "No server status and a latency of 0: the request was turned away before a server took it. One document gives 503, not 502, where no server of a pool is healthy.";
pub(crate) const TURNED_AWAY: &str =
    "No server status and no latency: the request was turned away before a server took it.";
pub(crate) const NO_STATUS: &str = "The rows do not tell who answered: a server was waited for and gave no status. Look at its own log at that time.";
pub(crate) fn ask_for(columns: impl Display) -> String {
    format!("These columns do not tell who answered: ask for {columns} too.")
}

pub(crate) const NO_ANSWER_IN_TIME: &str = "A server took the request and did not answer in time";
pub(crate) fn up_to(waited: impl Display, timeout: impl Display) -> String {
    format!(": up to {waited} s, at a request timeout of {timeout} s.")
}

pub(crate) fn less_than_timeout(waited: impl Display, timeout: impl Display) -> String {
    format!(
        ". The longest took {waited} s, less than the setting's request timeout of {timeout} s: was that changed since?"
    )
}

pub(crate) fn compare_with_timeout(waited: impl Display) -> String {
    format!(
        ". The longest took {waited} s: compare it with the setting's request timeout (20 s unless changed)."
    )
}

pub(crate) const TRIED_SECOND: &str =
    " A v2 gateway has then tried a second server of the pool, too.";
