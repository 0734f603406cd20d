//! Requests that failed alike, and what their rows tell.

use std::collections::HashMap;

use super::codes::{self, ErrorInfo};
use super::{AccessLog, Request};
use crate::fault::Basis;
use crate::gateway::ResourceId;
use crate::language::traffic as say;
use crate::metrics::Amount;
use crate::order;
use crate::time::Timestamp;
use crate::words;

/// Who answered, as far as a row tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// The gateway, because no server could take the request.
    NoServer,
    /// The gateway, because a server took the request and was too slow.
    SlowServer,
    /// The gateway, because a server closed the connection.
    ClosedByServer,
    /// The server itself.
    Server,
    /// Nobody: the client went away.
    Client,
    /// The gateway, because of the request itself.
    Refused,
    /// The row does not tell.
    Unknown,
}

impl Who {
    /// The public name (JSON report).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoServer => "no-server",
            Self::SlowServer => "slow-server",
            Self::ClosedByServer => "closed-by-server",
            Self::Server => "server",
            Self::Client => "client",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }

    /// Who answered, in a few words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoServer => say::NO_SERVER,
            Self::SlowServer => say::SLOW_SERVER,
            Self::ClosedByServer => say::CLOSED_BY_SERVER,
            Self::Server => say::SERVER,
            Self::Client => say::CLIENT,
            Self::Refused => say::REFUSED,
            Self::Unknown => say::UNKNOWN,
        }
    }
}

/// Requests that failed alike: one gateway, status, `error_info`, pool, setting and server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The gateway, where an id names it.
    pub gateway: ResourceId,
    /// Whether there are rows of other gateways, so that it is called by its gateway's name, too.
    pub one_of_several: bool,
    /// The status that clients got.
    pub status: u16,
    /// The status that the server gave.
    pub server_status: Option<u16>,
    /// `error_info`.
    pub error_info: Option<String>,
    /// The backend pool.
    pub pool: Option<String>,
    /// The backend setting.
    pub setting: Option<String>,
    /// The server.
    pub server: Option<String>,
    /// How many.
    pub count: u64,
    /// The first and the last of them.
    pub span: Option<(Timestamp, Timestamp)>,
    /// The longest `serverResponseLatency`, in seconds.
    pub latency: Option<Amount>,
    /// The longest `timeTaken`, in seconds.
    pub time_taken: Option<Amount>,
    /// Who answered.
    pub who: Who,
    /// How that is known.
    pub basis: Basis,
    /// Why it is thought so, in a sentence.
    pub because: String,
}

impl Group {
    /// What its `error_info` stands for.
    pub fn code(&self) -> Option<&'static ErrorInfo> {
        codes::code(self.error_info.as_deref()?)
    }

    /// What it is called: status, code, pool, setting and server, as far as they are known.
    pub fn label(&self) -> String {
        let mut text = format!("{} \u{d7} {}", self.count, self.status);
        let parts = [
            ("", &self.error_info),
            ("pool ", &self.pool),
            ("setting ", &self.setting),
            ("server ", &self.server),
        ];
        for (name, part) in parts {
            if let Some(part) = part {
                text.push_str(&format!(", {name}{part}"));
            }
        }
        if let (true, Some(gateway)) = (self.one_of_several, &self.gateway.gateway) {
            text.push_str(&say::gateway(gateway));
        }
        text
    }

    /// Whether it is an error of the gateway or of what is behind it.
    pub fn is_server_error(&self) -> bool {
        self.status >= 500
    }
}

/// What an access log comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// How many requests there are, the gateway's own left out.
    pub requests: u64,
    /// How many the gateway made itself.
    pub internal: u64,
    /// How many rows have no status that can be read.
    pub unread: u64,
    /// The gateways that ids name, each once.
    pub gateways: Vec<ResourceId>,
    /// The first and the last time.
    pub span: Option<(Timestamp, Timestamp)>,
    /// Requests that failed, those with server errors first, then the most frequent.
    pub failed: Vec<Group>,
}

impl Traffic {
    /// How many requests got a status of 500 and more.
    pub fn server_errors(&self) -> u64 {
        let failed = self.failed.iter().filter(|group| group.is_server_error());
        failed.map(|group| group.count).sum()
    }

    /// What it comes to in a sentence.
    pub fn sentence(&self) -> String {
        let errors = self.server_errors();
        let mut text = match (errors, self.failed.len()) {
            (0, 0) => say::none_failed(self.requests),
            (0, _) => say::no_server_error(self.requests),
            _ => say::server_errors(errors, self.requests),
        };
        if self.internal > 0 {
            text.push_str(&say::internal(self.internal));
        }
        text
    }
}

type Key<'a> = (
    Option<usize>,
    u16,
    Option<u16>,
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a str>,
    bool,
);

/// Groups what failed. `timeout` knows the request timeout of a gateway's backend setting, in seconds,
/// where evidence shows it.
pub fn traffic<'a>(
    logs: impl Iterator<Item = &'a AccessLog>,
    timeout: &dyn Fn(&ResourceId, &str) -> Option<u32>,
) -> Option<Traffic> {
    let mut traffic: Option<Traffic> = None;
    let mut places: HashMap<Key<'a>, usize> = HashMap::new();
    for log in logs {
        let whole = traffic.get_or_insert_default();
        let gateway = log.gateway.gateway.as_ref().map(|_| {
            let mut known = whole.gateways.iter();
            let place = known.position(|known| known.may_share_gateway(&log.gateway));
            place.unwrap_or_else(|| {
                whole.gateways.push(log.gateway.clone());
                whole.gateways.len() - 1
            })
        });
        for request in &log.requests {
            if request.internal {
                whole.internal = whole.internal.saturating_add(request.count);
                continue;
            }
            whole.requests = whole.requests.saturating_add(request.count);
            widen(&mut whole.span, request.at);
            let Some(status) = request.status else {
                whole.unread = whole.unread.saturating_add(request.count);
                continue;
            };
            if status < 400 {
                continue;
            }
            let key = (
                gateway,
                status,
                request.server_status,
                request.error_info.as_deref(),
                request.pool.as_deref(),
                request.setting.as_deref(),
                request.server.as_deref(),
                has_no_latency(request),
            );
            let place = *places.entry(key).or_insert_with(|| {
                whole.failed.push(Group {
                    gateway: log.gateway.clone(),
                    one_of_several: false,
                    status,
                    server_status: request.server_status,
                    error_info: request.error_info.clone(),
                    pool: request.pool.clone(),
                    setting: request.setting.clone(),
                    server: request.server.clone(),
                    count: 0,
                    span: None,
                    latency: None,
                    time_taken: None,
                    who: Who::Unknown,
                    basis: Basis::Inferred,
                    because: String::new(),
                });
                whole.failed.len() - 1
            });
            if let Some(group) = whole.failed.get_mut(place) {
                group.count = group.count.saturating_add(request.count);
                group.latency = group.latency.max(request.latency);
                group.time_taken = group.time_taken.max(request.time_taken);
                widen(&mut group.span, request.at);
            }
        }
    }
    let mut traffic = traffic?;
    let several = traffic.gateways.len() > 1;
    for group in &mut traffic.failed {
        group.one_of_several = several;
        let setting = group.setting.as_deref();
        let timeout = setting.and_then(|setting| timeout(&group.gateway, setting));
        explain(group, timeout);
    }
    order::sort_by_key(&mut traffic.failed, |group| {
        (!group.is_server_error(), std::cmp::Reverse(group.count))
    });
    Some(traffic)
}

/// Whether the row says that no server was waited for.
fn has_no_latency(request: &Request) -> bool {
    request
        .latency
        .is_none_or(|latency| latency <= Amount::ZERO)
}

fn widen(span: &mut Option<(Timestamp, Timestamp)>, at: Option<Timestamp>) {
    let Some(at) = at else { return };
    *span = Some(match *span {
        Some((from, to)) => (from.min(at), to.max(at)),
        None => (at, at),
    });
}

/// Tells from a group's columns who answered.
fn explain(group: &mut Group, timeout: Option<u32>) {
    let waited = group.latency.max(group.time_taken);
    let near = timeout.filter(|timeout| {
        let limit = i64::from(*timeout).saturating_mul(1000);
        // A tenth less: the clock starts before the latency does.
        waited.is_some_and(|waited| waited.in_thousandths() >= limit.saturating_mul(9) / 10)
    });
    let no_answer = group.server_status.is_none();
    let no_wait = group.latency.is_none_or(|latency| latency <= Amount::ZERO);
    let code = group.code();
    let named = |name: &str| code.is_some_and(|code| code.code == name);
    let (who, basis, because) = if group.status == 499 || named("ERRORINFO_CLIENT_CLOSED_REQUEST") {
        (
            Who::Client,
            Basis::Documented,
            say::CLIENT_CLOSED.to_owned(),
        )
    } else if named("ERRORINFO_UPSTREAM_NO_LIVE") {
        (Who::NoServer, Basis::Documented, say::NO_LIVE.to_owned())
    } else if named("ERRORINFO_UPSTREAM_TIMED_OUT") || group.status == 504 && no_answer {
        (
            Who::SlowServer,
            Basis::Documented,
            slow(group, timeout, near.is_some()),
        )
    } else if named("ERRORINFO_UPSTREAM_CLOSED_CONNECTION") {
        (
            Who::ClosedByServer,
            Basis::Documented,
            say::CLOSED_CONNECTION.to_owned(),
        )
    } else if group.server_status.is_some_and(|status| status >= 400) {
        let status = group.server_status.unwrap_or_default();
        (Who::Server, Basis::Documented, say::server_answered(status))
    } else if group.status == 502 && no_answer && near.is_some() {
        (
            Who::SlowServer,
            Basis::Documented,
            slow(group, timeout, true),
        )
    } else if group.status == 503 && no_answer && no_wait && group.latency.is_some() {
        (
            Who::NoServer,
            Basis::Documented,
            say::TURNED_AWAY_503.to_owned(),
        )
    } else if group.status == 502 && no_answer && no_wait {
        (
            Who::NoServer,
            Basis::Documented,
            say::TURNED_AWAY.to_owned(),
        )
    } else if let Some(code) = code.filter(|_| group.status < 500) {
        (Who::Refused, code.basis, code.meaning.to_owned())
    } else {
        (Who::Unknown, Basis::Inferred, untold(group))
    };
    (group.who, group.basis, group.because) = (who, basis, because);
}

/// What is said where the columns do not tell: which ones are not there.
fn untold(group: &Group) -> String {
    let columns = [
        ("`serverStatus`", group.server_status.is_none()),
        ("`serverResponseLatency`", group.latency.is_none()),
        ("`error_info`", group.error_info.is_none()),
    ];
    let missing = columns.iter().filter(|(_, missing)| *missing);
    let missing: Vec<String> = missing.map(|(name, _)| (*name).to_owned()).collect();
    if group.latency.is_some() {
        // The column of the server's status is there, and empty: no server answered.
        return say::NO_STATUS.to_owned();
    }
    say::ask_for(words::and(&missing))
}

/// How a slow server shows.
fn slow(group: &Group, timeout: Option<u32>, near: bool) -> String {
    let mut text = say::NO_ANSWER_IN_TIME.to_owned();
    let waited = group.latency.max(group.time_taken);
    match (timeout, waited) {
        (Some(timeout), Some(waited)) if near => text.push_str(&say::up_to(waited, timeout)),
        (Some(timeout), Some(waited)) => text.push_str(&say::less_than_timeout(waited, timeout)),
        (None, Some(waited)) => text.push_str(&say::compare_with_timeout(waited)),
        _ => text.push('.'),
    }
    if group.status == 504 {
        text.push_str(say::TRIED_SECOND);
    }
    text
}
