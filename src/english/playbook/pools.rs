//! The two pages on a whole pool: some of its servers fail, or all do.

use super::common;
use super::common::commands;
use crate::gateway::Health;
use crate::guide::Topic;
use crate::guide::command::{Command, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    BAD_GATEWAY, BAD_GATEWAY_STEPS, DEGRADED as DEGRADED_ARTICLE, HEALTH, MONITORING,
    RESPONSE_CODES, UNHEALTHY_POOL as UNHEALTHY_ARTICLE,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};
use crate::order;

const BAD_GATEWAY_LINK: Link = Link {
    label: "Bad gateway errors (502)",
    url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-troubleshooting-502",
};

/// Some servers fail.
pub(super) static DEGRADED: Entry = Entry {
    topic: Topic::Degraded,
    title: "Some servers of the pool fail",
    documented_heading: "We have detected degraded back-end server health for your Application Gateway",
    stage: Stage::Report,
    meaning: &[Block::Text(
        "Azure and the gateway run; some servers behind it do not answer their probes as they should. The healthy ones carry the load of all, and nothing is spread evenly any more.",
    )],
    clients_see: "Most requests are served by the servers that are left. As these fill up, or fail too, clients get slow answers, errors, or nothing at all.",
    causes: &[Statement::documented(
        "degraded/cause",
        "The cause is at the failing servers, or between them and the gateway: what differs from the healthy ones.",
        &[DEGRADED_ARTICLE.cite()],
    )],
    steps: &[
        &SUMMARY,
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &SERVER_RUNS,
        &OTHER_PATHS,
        &NETWORK,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &METRICS,
        &ACCESS_LOG,
        &common::VERIFY,
    ],
    links: &[BAD_GATEWAY_LINK],
    sources: &[DEGRADED_ARTICLE.cite(), BAD_GATEWAY.cite()],
    ..Entry::BLANK
};

/// All servers fail.
pub(super) static UNHEALTHY: Entry = Entry {
    topic: Topic::UnhealthyPool,
    title: "No server of the pool is healthy",
    documented_heading: "Unhealthy back-end pool",
    stage: Stage::Report,
    meaning: &[Block::Text(
        "The gateway has no server left to forward requests to. Either the probe asks for something that the servers do not give, or the servers are in trouble. The portal may say `Backend pool [name] has no healthy servers that can handle the request`.",
    )],
    clients_see: "502 Bad Gateway, for every request that this pool would serve.",
    causes: &[
        Statement::documented(
            "unhealthy-pool/cause-probe",
            "The probe is misconfigured: host, path, port, protocol, codes or timing.",
            &[UNHEALTHY_ARTICLE.cite()],
        ),
        Statement::documented(
            "unhealthy-pool/cause-servers",
            "The servers do not give a healthy answer.",
            &[UNHEALTHY_ARTICLE.cite()],
        ),
        Statement::documented(
            "unhealthy-pool/cause-shared",
            "Something that all of them share is in the way: network security group, routes, DNS, a firewall, a certificate that expired on all.",
            &[BAD_GATEWAY.cite()],
        ),
    ],
    disagreements: &[
        Statement::documented(
            "unhealthy-pool/disagreement-503",
            "Most documents say that clients get 502; the one on response codes gives 503 too.",
            &[UNHEALTHY_ARTICLE.cite(), RESPONSE_CODES.cite()],
        ),
        Statement::documented(
            "unhealthy-pool/disagreement-unknown",
            "Pools whose servers all read `Unknown` may serve requests all the same, or have no address to send them to: the documents say that clients could have trouble.",
            &[HEALTH.under("How to check backend health")],
        ),
    ],
    steps: &[
        &SUMMARY,
        &common::GATEWAY_STATE,
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &READ_DETAILS,
        &common::WHICH_PROBE,
        &SHARED,
        &common::CERTIFICATE_PICTURE,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &METRICS,
        &ACCESS_LOG,
        &common::VERIFY,
        &common::CONTACT_SUPPORT,
    ],
    links: &[
        BAD_GATEWAY_LINK,
        Link {
            label: "Bad gateway errors (502), the support article",
            url: "https://support.microsoft.com/help/4504111",
        },
        Link {
            label: "Backend health, every message",
            url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting",
        },
        Link {
            label: "Backend health and diagnostic logs",
            url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-diagnostics",
        },
    ],
    sources: &[
        UNHEALTHY_ARTICLE.cite(),
        BAD_GATEWAY.cite(),
        BAD_GATEWAY_STEPS.cite(),
    ],
    ..Entry::BLANK
};

static SUMMARY: Step = Step {
    id: "pool/summary",
    title: "Note which servers fail, since when, and what their probes say",
    body: &[
        Block::Text("The few facts that everybody whom you call will ask for:"),
        Block::Table(&[
            &["What", "Where it comes from"],
            &["Gateway", "the name in the ids of the report"],
            &["Time, in UTC", "when the report was made"],
            &["Server", "`address`"],
            &["Health", "`health`"],
            &["Message", "`healthProbeLog`, the portal's Details"],
        ]),
    ],
    portal: &[Blade::BackendHealth],
    answer: Some(answer_summary),
    sources: &[DEGRADED_ARTICLE.cite()],
    ..Step::BLANK
};

/// How many servers a summary names one by one.
const SUMMARY_SERVERS: usize = 5;

fn answer_summary(s: &Situation<'_>) -> Answer {
    let failing: Vec<_> = s
        .siblings()
        .filter(|server| server.health != Health::Healthy)
        .collect();
    if failing.is_empty() {
        return Answer::OPEN;
    }
    let gateway = s.gateway_label().unwrap_or("not named");
    let mut text = format!("Gateway `{gateway}` at {} (UTC).", s.diagnosis.at);
    for server in failing.iter().take(SUMMARY_SERVERS) {
        let address = server
            .address
            .as_deref()
            .unwrap_or("a server without address");
        let message = server.message.as_deref().unwrap_or("no message");
        text.push_str(&format!(
            " `{address}`: {}, {message}",
            server.health.as_str()
        ));
        if !message.ends_with('.') {
            text.push('.');
        }
    }
    let more = failing.len().saturating_sub(SUMMARY_SERVERS);
    if more > 0 {
        text.push_str(&format!(" And {more} more."));
    }
    Answer::done(text)
}

static SERVER_RUNS: Step = Step {
    id: "degraded/server-runs",
    title: "See that the failing servers and their service run",
    body: &[Block::Text(
        "How depends on the system: is the machine up, is the service started, does its own log complain, is the disk full or the memory gone?",
    )],
    branches: &[
        Branch::new("It was down", "Start it.", Next::Verify),
        Branch::new("It runs", "", Next::Continue),
    ],
    answer: Some(answer_share),
    sources: &[DEGRADED_ARTICLE.under("Recommended Steps")],
    ..Step::BLANK
};

/// How many servers of the pool fail.
fn answer_share(s: &Situation<'_>) -> Answer {
    let all = s.siblings().count();
    let failing = s
        .siblings()
        .filter(|server| server.health != Health::Healthy)
        .count();
    if failing == 0 || all < 2 {
        return Answer::OPEN;
    }
    Answer::open(format!(
        "{failing} of {all} servers of the pool are not healthy."
    ))
}

static OTHER_PATHS: Step = Step {
    id: "degraded/other-paths",
    title: "Ask the server directly, on other ways and paths, for a 200",
    body: &[Block::Text(
        "From the server itself, from its neighbour, from your machine: where a request is answered with 200 and where not tells whether the service or the way to it fails.",
    )],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Over HTTP",
            "curl -sS -o /dev/null -w '%{http_code}\\n' -H Host:<host> http://<server>:<port>/",
        ),
        Command::reads(
            Shell::PowerShell,
            "Over HTTP (PowerShell 7)",
            "(Invoke-WebRequest -SkipHttpErrorCheck -Headers @{ Host = <host> } -Uri ('http://{0}:{1}/' -f <server>, <port>)).StatusCode",
        ),
    ],
    branches: &[
        Branch::new(
            "200 elsewhere, not for the probe",
            "The way from the gateway fails, or the probe asks for something else.",
            Next::Continue,
        ),
        Branch::new(
            "200 nowhere",
            "The service fails: repair it there.",
            Next::Elsewhere,
        ),
    ],
    sources: &[DEGRADED_ARTICLE.under("Recommended Steps")],
    ..Step::BLANK
};

static NETWORK: Step = Step {
    id: "degraded/network",
    title: "If the probe alone gets no 200, look at the network",
    body: &[Block::List(&[
        "Network security groups of the failing servers, compared with those of the healthy ones.",
        "Route tables of their subnets.",
        "The network's performance: loss and delay.",
        "Whether TCP connects at all.",
    ])],
    commands: &[commands::TEST_PORT, commands::EFFECTIVE_RULES],
    branches: &[
        Branch::new(
            "TCP does not connect",
            "",
            Next::Topic(Topic::Fault(crate::fault::Fault::TcpConnect)),
        ),
        Branch::new("TCP connects", "", Next::Continue),
    ],
    links: &[BAD_GATEWAY_LINK],
    sources: &[DEGRADED_ARTICLE.under("Recommended Steps")],
    ..Step::BLANK
};

static READ_DETAILS: Step = Step {
    id: "unhealthy-pool/read-details",
    title: "Read the Details of one unhealthy server and follow that fault",
    body: &[Block::Text(
        "The column holds the probe's message; the problems below this pool are made from it. Each message has its own steps.",
    )],
    branches: &[
        Branch::new(
            "There is a message",
            "Follow the problem it belongs to.",
            Next::Continue,
        ),
        Branch::new(
            "There is none",
            "",
            Next::Topic(Topic::Fault(crate::fault::Fault::NoMessage)),
        ),
    ],
    portal: &[Blade::BackendHealth],
    links: &[Link {
        label: "Backend health, every message",
        url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting",
    }],
    answer: Some(answer_read_details),
    sources: &[UNHEALTHY_ARTICLE.under("Recommended steps")],
    ..Step::BLANK
};

fn answer_read_details(s: &Situation<'_>) -> Answer {
    let mut titles: Vec<&str> = Vec::new();
    for server in s.siblings() {
        let title = server
            .fault
            .map(|fault| super::entry(Topic::Fault(fault)).title);
        if let Some(title) = title.filter(|title| !titles.contains(title)) {
            titles.push(title);
        }
    }
    if titles.is_empty() {
        return Answer::OPEN;
    }
    Answer::done(format!("Found: {}.", titles.join("; ")))
}

static SHARED: Step = Step {
    id: "unhealthy-pool/shared-cause",
    title: "Look first at what all the servers share",
    body: &[
        Block::Text("All at once seldom means that all machines broke. Likelier:"),
        Block::List(&[
            "a change of the probe or of the backend setting: host, path, port, protocol;",
            "a network security group, a route or DNS on the gateway's side;",
            "the pool is empty, or holds the wrong members;",
            "an upload or a certificate that went to all servers;",
            "the gateway is stopped or its last change failed.",
        ]),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Members of the pool",
            "az network application-gateway address-pool show -g <resource-group> --gateway-name <gateway> -n <pool> -o json",
        ),
        Command::reads(
            Shell::AzureCli,
            "What was changed, and by whom, in the last day",
            "az monitor activity-log list --resource-id <gateway-id> --offset 1d --query \"[].{time:eventTimestamp,who:caller,what:operationName.localizedValue,result:status.value}\" -o table",
        ),
        Command::reads(
            Shell::PowerShell,
            "What was changed, and by whom, in the last day",
            "Get-AzActivityLog -ResourceId <gateway-id> -StartTime (Get-Date).AddDays(-1) | Format-Table EventTimestamp, Caller, OperationName, Status",
        ),
    ],
    portal: &[Blade::BackendPools, Blade::HealthProbes],
    answer: Some(answer_shared),
    sources: &[BAD_GATEWAY.cite()],
    ..Step::BLANK
};

fn answer_shared(s: &Situation<'_>) -> Answer {
    let mut faults: Vec<_> = s.siblings().filter_map(|server| server.fault).collect();
    let all = faults.len();
    order::sort(&mut faults);
    faults.dedup();
    match faults.as_slice() {
        [] => Answer::OPEN,
        [_] if all > 1 => Answer::open(format!(
            "All {all} servers fail in the same way: the cause is likely shared."
        )),
        [_] => Answer::OPEN,
        several => Answer::open(format!(
            "The servers fail in {} different ways: take each by itself.",
            several.len()
        )),
    }
}

static METRICS: Step = Step {
    id: "pool/metrics",
    title: "See since when: healthy and unhealthy servers over three days",
    body: &[
        Block::Text(
            "`HealthyHostCount` and `UnhealthyHostCount` as averages, split by pool and setting (`BackendSettingsPool`), over the last three days. The moment at which they cross is the moment to look up in the activity log and in the servers' logs.",
        ),
        Block::Text(
            "An average over instances and minutes may be a fraction, and gaps may come of a gateway without traffic.",
        ),
    ],
    commands: &[
        commands::HOST_COUNTS,
        Command::reads(
            Shell::PowerShell,
            "Both metrics, hourly averages over three days",
            "Get-AzMetric -ResourceId <gateway-id> -MetricName HealthyHostCount, UnhealthyHostCount -AggregationType Average -TimeGrain 01:00:00 -StartTime (Get-Date).AddDays(-3)",
        ),
    ],
    branches: &[
        Branch::new(
            "They cross at one moment",
            "Something was changed or broke then.",
            Next::Continue,
        ),
        Branch::new(
            "They go up and down",
            "Load, restarts or a probe that is too strict.",
            Next::Continue,
        ),
    ],
    portal: &[Blade::Metrics],
    answer: Some(answer_metrics),
    sources: &[UNHEALTHY_ARTICLE.cite(), MONITORING.cite()],
    ..Step::BLANK
};

/// When it began, as the metrics have it.
fn answer_metrics(s: &Situation<'_>) -> Answer {
    match s.history() {
        Some(history) => Answer::done(history.sentences().join(" ")),
        None => Answer::needs(
            "Paste what one of these commands prints, or the table that the portal's chart saves for Excel.",
        ),
    }
}

static ACCESS_LOG: Step = Step {
    id: "pool/access-log",
    title: "Read in the access log who answered the clients with an error",
    body: &[
        Block::Text(
            "Where the access log is on, it tells the gateway's own errors from the servers'. In Log Analytics, table `AGWAccessLogs`:",
        ),
        Block::Sample(
            "AGWAccessLogs\n| where HttpStatus >= 500\n| summarize count() by HttpStatus, ServerStatus, ErrorInfo, BackendPoolName, BackendSettingName",
        ),
        Block::Table(&[
            &["What the row has", "What it means"],
            &[
                "502, `ERRORINFO_UPSTREAM_NO_LIVE`, no server status",
                "no healthy server: never sent to one",
            ],
            &[
                "504, `ERRORINFO_UPSTREAM_TIMED_OUT`",
                "a server took the request and was too slow",
            ],
            &[
                "`ERRORINFO_UPSTREAM_CLOSED_CONNECTION`",
                "a server closed the connection early",
            ],
            &["a server status of 5xx", "the server's own answer"],
        ]),
        Block::Caution(
            "The older table `AzureDiagnostics` has other names: `httpStatus_d`, `serverStatus_s`, `error_info_s`. A query in one article mixes the two and finds nothing.",
        ),
    ],
    links: &[Link {
        label: "Logs and metrics by name",
        url: "https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference",
    }],
    sources: &[MONITORING.cite(), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};
