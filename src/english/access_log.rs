//! What each value of `error_info` stands for. The codes are listed in the monitoring reference of
//! Application Gateway; what they point to here is in our words.

use crate::fault::Basis;

/// A value of `error_info`.
#[derive(Debug, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The code.
    pub code: &'static str,
    /// What happened, in a sentence.
    pub meaning: &'static str,
    /// Where to look, or what to do.
    pub action: &'static str,
    /// How it is known.
    pub basis: Basis,
}

/// A code that the reference lists.
const fn listed(code: &'static str, meaning: &'static str, action: &'static str) -> ErrorInfo {
    ErrorInfo {
        code,
        meaning,
        action,
        basis: Basis::Documented,
    }
}

/// What to do about a request that the client made wrongly.
const CLIENT: &str = "The client has to send another request; the servers have no part in it.";

/// Every code, those of failing servers first.
pub static CODES: &[ErrorInfo] = &[
    listed(
        "ERRORINFO_UPSTREAM_NO_LIVE",
        "There was no server that the gateway could reach, or that was healthy: the request was sent to none.",
        "Read backend health for the pool of these rows; an empty pool answers like this too.",
    ),
    listed(
        "ERRORINFO_UPSTREAM_TIMED_OUT",
        "A server took the request and did not answer within the request timeout of the backend setting.",
        "Compare `serverResponseLatency` with the setting's request timeout; make the server faster, or the timeout longer.",
    ),
    listed(
        "ERRORINFO_UPSTREAM_CLOSED_CONNECTION",
        "A server closed the connection before it had answered, or in the middle of its answer.",
        "Look at the server's own log at that time: crashes, restarts, a keep-alive timeout shorter than the gateway's, limits on size.",
    ),
    listed(
        "ERRORINFO_NO_ERROR",
        "The gateway saw no error of its own: an error status is the server's answer.",
        "Look at `serverStatus`, and at the application's log.",
    ),
    listed(
        "ERRORINFO_CLIENT_CLOSED_REQUEST",
        "The client went away before the answer was there; the row then has status 499.",
        "Look how long these requests took: clients that wait for less than the server needs, or a timeout on the way to the gateway.",
    ),
    ErrorInfo {
        code: "ERRORINFO_CLIENT_TIMED_OUT",
        meaning: "The client did not send its request, or did not take the answer, in time. No document lists this code.",
        action: "Look at the client and the network between it and the gateway.",
        basis: Basis::Observed,
    },
    listed(
        "ERRORINFO_INVALID_METHOD",
        "The request has a method that is not allowed.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_INVALID_METHOD_TRACE",
        "The request has the method TRACE, which the gateway refuses.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_INVALID_09_METHOD",
        "The request is one of HTTP/0.9 with a method which that version does not have.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_INVALID_REQUEST",
        "The request is not well formed.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_INVALID_VERSION",
        "The request names a version of HTTP that is not valid.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_INVALID_HOST",
        "The Host header is not a valid one.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_INVALID_CONTENT_LENGTH",
        "The Content-Length header is not valid.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_REQUEST_URI_INVALID",
        "The address in the request is not valid.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_HTTP_NO_HOST_HEADER",
        "The request has no Host header, so that no listener by name can match.",
        CLIENT,
    ),
    listed(
        "ERRORINFO_HTTP_TO_HTTPS_PORT",
        "The client spoke plain HTTP to a port that expects TLS.",
        "Use https:// at the client, or give the listener a rule that redirects.",
    ),
    listed(
        "ERRORINFO_HTTPS_NO_CERT",
        "The listener asks for a client certificate, and the client sent none.",
        "Install the client's certificate there, or take mutual authentication off the listener.",
    ),
];

/// The code with that name, in any case, with or without its beginning `ERRORINFO_`.
pub fn code(name: &str) -> Option<&'static ErrorInfo> {
    let name = name.trim();
    CODES.iter().find(|known| {
        let short = known.code.strip_prefix("ERRORINFO_").unwrap_or(known.code);
        known.code.eq_ignore_ascii_case(name) || short.eq_ignore_ascii_case(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_either_name_and_each_once() {
        assert_eq!(
            code("upstream_no_live").map(|known| known.code),
            Some("ERRORINFO_UPSTREAM_NO_LIVE")
        );
        assert_eq!(code("ERRORINFO_NOTHING"), None);
        assert_eq!(code(""), None);
        for one in CODES {
            assert_eq!(code(one.code), Some(one));
            assert!(one.meaning.ends_with('.') && one.action.ends_with('.'));
        }
    }
}
