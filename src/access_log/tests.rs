use super::*;

fn failed(request: Request, timeout: Option<u32>) -> Group {
    let log = AccessLog {
        requests: vec![Request {
            count: 1,
            setting: Some("https".to_owned()),
            ..request
        }],
        ..AccessLog::default()
    };
    let found = traffic(std::iter::once(&log), &|_, _| timeout).unwrap();
    found.failed.into_iter().next().unwrap()
}

fn row(status: u16, error_info: &str) -> Request {
    Request {
        status: Some(status),
        error_info: Some(error_info.to_owned()).filter(|text| !text.is_empty()),
        ..Request::default()
    }
}

#[test]
fn each_fingerprint_tells_who_answered() {
    let seconds = |seconds: i64| Some(Amount::thousandths(seconds * 1000));
    for (request, timeout, who) in [
        (row(502, "ERRORINFO_UPSTREAM_NO_LIVE"), None, Who::NoServer),
        (row(502, ""), None, Who::NoServer),
        (
            Request {
                latency: seconds(0),
                ..row(502, "")
            },
            Some(20),
            Who::NoServer,
        ),
        (
            Request {
                latency: seconds(20),
                ..row(502, "")
            },
            Some(20),
            Who::SlowServer,
        ),
        (
            Request {
                time_taken: seconds(19),
                latency: seconds(3),
                ..row(502, "")
            },
            Some(20),
            Who::SlowServer,
        ),
        (
            Request {
                latency: seconds(3),
                ..row(502, "")
            },
            Some(20),
            Who::Unknown,
        ),
        (
            Request {
                server_status: Some(502),
                ..row(502, "ERRORINFO_NO_ERROR")
            },
            None,
            Who::Server,
        ),
        (
            row(502, "ERRORINFO_UPSTREAM_CLOSED_CONNECTION"),
            None,
            Who::ClosedByServer,
        ),
        (
            row(504, "ERRORINFO_UPSTREAM_TIMED_OUT"),
            None,
            Who::SlowServer,
        ),
        (row(504, ""), None, Who::SlowServer),
        (
            Request {
                server_status: Some(504),
                ..row(504, "")
            },
            None,
            Who::Server,
        ),
        (row(499, ""), None, Who::Client),
        (row(400, "ERRORINFO_HTTP_TO_HTTPS_PORT"), None, Who::Refused),
        (row(503, ""), None, Who::Unknown),
        (
            Request {
                latency: seconds(0),
                ..row(503, "")
            },
            None,
            Who::NoServer,
        ),
    ] {
        let group = failed(request.clone(), timeout);
        assert_eq!(group.who, who, "{request:?}: {}", group.because);
        assert!(!group.because.is_empty());
    }
}

#[test]
fn asks_only_for_columns_that_are_not_there() {
    let asked = |request: Request| failed(request, Some(20)).because;
    let bare = asked(row(503, ""));
    for column in ["serverStatus", "serverResponseLatency", "error_info"] {
        assert!(bare.contains(column), "{bare}");
    }
    let said = asked(row(503, "ERRORINFO_NO_ERROR"));
    assert!(!said.contains("error_info"), "{said}");
    let waited = asked(Request {
        latency: Some(Amount::thousandths(3000)),
        ..row(502, "ERRORINFO_NO_ERROR")
    });
    assert!(
        waited.contains("a server was waited for") && !waited.contains("ask for"),
        "{waited}"
    );
}

#[test]
fn gateways_are_kept_apart_and_named_where_there_are_several() {
    let log = |gateway: &str, timeout: i64| AccessLog {
        gateway: ResourceId {
            gateway: Some(gateway.to_owned()),
            ..ResourceId::default()
        },
        requests: vec![Request {
            count: 1,
            setting: Some("https".to_owned()),
            latency: Some(Amount::thousandths(timeout * 1000)),
            ..row(502, "")
        }],
        v1: false,
    };
    let logs = [log("agw-one", 20), log("agw-two", 20), log("AGW-ONE", 20)];
    // The same setting waits 20 s on one gateway and 60 s on the other.
    let timeout = |gateway: &ResourceId, _: &str| match gateway.gateway.as_deref() {
        Some("agw-two") => Some(60),
        _ => Some(20),
    };
    let found = traffic(logs.iter(), &timeout).unwrap();
    assert_eq!((found.gateways.len(), found.failed.len()), (2, 2));
    assert_eq!(
        found.failed[0].label(),
        "2 \u{d7} 502, setting https, gateway agw-one"
    );
    assert_eq!(found.failed[0].who, Who::SlowServer);
    assert_eq!(found.failed[1].who, Who::Unknown);
    let alone = traffic(logs.iter().take(1), &timeout).unwrap();
    assert_eq!(alone.failed[0].label(), "1 \u{d7} 502, setting https");
}

#[test]
fn a_slow_server_is_measured_against_the_timeout() {
    let request = Request {
        time_taken: Some(Amount::thousandths(20_012)),
        ..row(504, "ERRORINFO_UPSTREAM_TIMED_OUT")
    };
    let group = failed(request.clone(), Some(20));
    assert!(
        group
            .because
            .contains("20.012 s, at a request timeout of 20 s"),
        "{}",
        group.because
    );
    assert!(group.because.contains("second server"));
    let group = failed(request, Some(60));
    assert!(
        group.because.contains("was that changed since"),
        "{}",
        group.because
    );
}

#[test]
fn counts_successes_and_leaves_the_gateways_own_out() {
    let log = AccessLog {
        requests: vec![
            Request {
                count: 7,
                ..row(200, "")
            },
            Request {
                count: 2,
                ..row(502, "ERRORINFO_UPSTREAM_NO_LIVE")
            },
            Request {
                count: 1,
                ..row(502, "ERRORINFO_UPSTREAM_NO_LIVE")
            },
            Request {
                count: 5,
                ..row(404, "")
            },
            Request {
                count: 9,
                internal: true,
                ..row(502, "")
            },
            Request {
                count: 1,
                ..Request::default()
            },
        ],
        ..AccessLog::default()
    };
    let found = traffic(std::iter::once(&log), &|_, _| None).unwrap();
    assert_eq!((found.requests, found.internal, found.unread), (16, 9, 1));
    assert_eq!(found.server_errors(), 3);
    assert_eq!(
        found.failed[0].label(),
        "3 \u{d7} 502, ERRORINFO_UPSTREAM_NO_LIVE"
    );
    assert!(
        found.sentence().starts_with("3 of 16 requests"),
        "{}",
        found.sentence()
    );
    assert_eq!(
        traffic(std::iter::empty::<&AccessLog>(), &|_, _| None),
        None
    );
}
