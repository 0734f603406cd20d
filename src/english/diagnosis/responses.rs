//! What a client got, and who answered it.

use std::fmt::Display;

pub(crate) fn subject(status: u16) -> String {
    format!("the answer {status}")
}

pub(crate) fn no_error(status: u16) -> String {
    format!("The request was answered with {status}, which is no error.")
}

/// What an error stands for that the gateway itself answers with, and where to look. The first sentence
/// is a headline.
pub(crate) fn by_gateway(status: u16) -> String {
    let meaning = match status {
        400 => {
            " The request is not well formed, has a header or cookie that is too large (the page then says so), speaks HTTP to an HTTPS listener, or lacks the client certificate that the listener asks for."
        }
        403 => {
            " Its web application firewall blocked the request. The firewall's log names the rule."
        }
        404 => " No listener has the host name of the request, and none takes every name.",
        408 => " The client did not send its whole request within 60 seconds.",
        413 => " The request is larger than the web application firewall allows.",
        500 => " It never should: open a support request with Microsoft.",
        502 => {
            " It had no server to send the request to, or none gave an answer that it could use."
        }
        503 => {
            " One document says that it does where no server of a pool is healthy; others give 502."
        }
        504 => {
            " A server took the request and did not answer within the request timeout of its backend setting. A v2 gateway has then tried a second server of the pool, too."
        }
        _ => "",
    };
    format!("The gateway itself answered {status}.{meaning}")
}

pub(crate) const READ_HEALTH: &str =
    " Backend health says of each server whether, and why, it fails.";
pub(crate) const ALL_HEALTHY: &str = " Every server in the report is healthy: what differs is the request, in its Host header, its path or the time that it takes. The walk for clients that get 502 or 504 all the same leads on.";
pub(crate) const NO_HEALTHY_SERVER: &str =
    " A pool in the report has no healthy server, which may be why.";

pub(crate) fn by_other(server: impl Display, status: u16) -> String {
    format!(
        "This {status} is not the gateway's own. `{server}` answered: a server behind the gateway, which hands its answer on as it is, or a proxy on the way. Look at the log of that one."
    )
}

pub(crate) fn by_nobody_known(status: u16) -> String {
    format!(
        "Nothing here tells who answered {status}. The gateway may have, a server behind it, or a proxy on the way. The field `Server` of the answer's header says who did, and `curl -sv` prints it: `Microsoft-Azure-Application-Gateway/v2` is the gateway."
    )
}
