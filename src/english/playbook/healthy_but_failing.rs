//! Every server is healthy, and clients get 502 or 504 all the same: the way of a request that a
//! probe does not take.

mod host;

use super::common;
use crate::gateway::{BackendPool, Health};
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    BACKEND_SETTINGS, BAD_GATEWAY, BAD_GATEWAY_STEPS, MONITORING, PROBES, RESPONSE_CODES,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// All are healthy, and clients see errors.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::HealthyButFailing,
    title: "Every server is healthy, but clients get 502 or 504",
    stage: Stage::Report,
    meaning: &[
        Block::Text(
            "A probe shows that a server answers one request: the probe's own, with its host and path, every half minute. What clients send takes another way: through a listener and a rule, with another Host header, under load, against the request timeout.",
        ),
        Block::Text(
            "The access log tells the gateway's own errors from the servers'; begin there where it is on.",
        ),
    ],
    clients_see: "502 or 504 for some requests or for all, while the report shows every server as healthy.",
    causes: &[
        Statement::documented(
            "healthy-but-failing/cause-host",
            "The Host header that reaches the application is not one it knows: App Service answers only to names that are bound to the app, and the probe sends another name than clients do.",
            &[BAD_GATEWAY_STEPS.cite()],
        ),
        Statement::documented(
            "healthy-but-failing/cause-timeout",
            "Real requests take longer than the backend setting's request timeout, which is 20 seconds unless it was changed.",
            &[BAD_GATEWAY.cite()],
        ),
        Statement::documented(
            "healthy-but-failing/cause-rule",
            "The rule leads to another pool than the one that was looked at, or to one without members.",
            &[BAD_GATEWAY.cite(), BAD_GATEWAY_STEPS.cite()],
        ),
        Statement::documented(
            "healthy-but-failing/cause-capacity",
            "The gateway is at the most instances that it may have.",
            &[BAD_GATEWAY_STEPS.cite()],
        ),
        Statement::documented(
            "healthy-but-failing/cause-min-servers",
            "`minServers` of the probe keeps so many servers marked as healthy, whatever their probes say.",
            &[PROBES.cite()],
        ),
        Statement::inferred(
            "healthy-but-failing/cause-closed",
            "The servers close connections under load, or sooner than the gateway expects: a keep-alive timeout that is too short.",
        ),
    ],
    disagreements: &[Statement::documented(
        "healthy-but-failing/disagreement-timeout",
        "A server that is too slow gives 504 on v2, after one try with a second server, and 502 on v1. Older texts say 502 for both.",
        &[BAD_GATEWAY.cite(), RESPONSE_CODES.cite()],
    )],
    steps: &[
        &WHO_ANSWERS,
        &common::GATEWAY_STATE,
        &common::BACKEND_HEALTH,
        &RULE,
        &host::APP_SERVICE_HOST,
        &REQUEST_TIMEOUT,
        &MIN_SERVERS,
        &SAME_REQUEST,
        &CAPACITY,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
        &common::CONTACT_SUPPORT,
    ],
    links: &[Link {
        label: "Bad gateway errors (502), step by step",
        url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway",
    }],
    sources: &[
        BAD_GATEWAY.cite(),
        BAD_GATEWAY_STEPS.cite(),
        RESPONSE_CODES.cite(),
    ],
    ..Entry::BLANK
};

static WHO_ANSWERS: Step = Step {
    id: "healthy-but-failing/who-answers",
    title: "Read in the access log who gave the error",
    body: &[
        Block::Text("In Log Analytics, where the gateway writes to the table `AGWAccessLogs`:"),
        Block::Sample(
            "AGWAccessLogs\n| where TimeGenerated > ago(1d) and HttpStatus >= 499\n| project TimeGenerated, HttpStatus, ServerStatus, ErrorInfo, ServerResponseLatency, TimeTaken, BackendPoolName, BackendSettingName, ServerRouted, ClientIp, Host, OriginalHost",
        ),
        Block::Text("Where it writes to the older `AzureDiagnostics`:"),
        Block::Sample(
            "AzureDiagnostics\n| where Category == \"ApplicationGatewayAccessLog\" and TimeGenerated > ago(1d) and httpStatus_d >= 499\n| project TimeGenerated, httpStatus_d, serverStatus_s, error_info_s, serverResponseLatency_s, timeTaken_d, backendPoolName_s, backendSettingName_s, serverRouted_s, clientIP_s, host_s, originalHost_s",
        ),
        Block::Caution(
            "Each table has its own names. The query that one article prints takes the table from one and the columns from the other, and finds nothing.",
        ),
        Block::Table(&[
            &["What the row has", "What it means"],
            &[
                "502, no server status, latency 0",
                "turned away before a server took it: no healthy server, or an empty pool",
            ],
            &[
                "504 (502 on v1), latency about the request timeout",
                "a server took it and was too slow",
            ],
            &["a server status of 5xx", "the server's own answer"],
            &["499", "the client went away first"],
            &[
                "client 127.0.0.1",
                "the gateway's own request: leave it out",
            ],
        ]),
    ],
    branches: &[
        Branch::new(
            "No server took it",
            "See which pool these rows name.",
            Next::Step("healthy-but-failing/rule"),
        ),
        Branch::new(
            "A server was too slow",
            "",
            Next::Step("healthy-but-failing/request-timeout"),
        ),
        Branch::new(
            "The server's own answer",
            "Its application has to be looked at.",
            Next::Step("healthy-but-failing/app-service-host"),
        ),
    ],
    links: &[Link {
        label: "Logs and metrics by name",
        url: "https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference",
    }],
    answer: Some(answer_who),
    sources: &[MONITORING.cite(), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

fn answer_who(s: &Situation<'_>) -> Answer {
    let Some(traffic) = &s.diagnosis.traffic else {
        return Answer::needs("Paste the rows that either query finds, as JSON or CSV.");
    };
    let mut text = traffic.sentence();
    for group in traffic.failed.iter().take(1) {
        text.push_str(&format!(" {}: {}", group.label(), group.because));
    }
    Answer::done(text)
}

static RULE: Step = Step {
    id: "healthy-but-failing/rule",
    title: "See that the rule of the failing address leads to this pool, and that the pool has members",
    body: &[
        Block::Text(
            "The listener that matches the host and port, its rule, the path map of that: which pool and setting do they name? A request that no path matches goes to the default pool.",
        ),
        Block::Text(
            "A pool without members answers 502 to everything, and a report of other pools does not show it.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Rules, with their listeners, pools and settings",
            "az network application-gateway rule list -g <resource-group> --gateway-name <gateway> -o json",
        ),
        Command::reads(
            Shell::AzureCli,
            "Listeners, with their hosts and ports",
            "az network application-gateway http-listener list -g <resource-group> --gateway-name <gateway> -o json",
        ),
        Command::reads(
            Shell::AzureCli,
            "Pools, with their members",
            "az network application-gateway address-pool list -g <resource-group> --gateway-name <gateway> -o json",
        ),
    ],
    branches: &[
        Branch::new(
            "It leads to an empty pool",
            "Add the members, or lead the rule to the right pool.",
            Next::Verify,
        ),
        Branch::new("It leads here", "", Next::Continue),
    ],
    portal: &[Blade::BackendPools],
    answer: Some(answer_rule),
    sources: &[BAD_GATEWAY.cite(), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

fn answer_rule(s: &Situation<'_>) -> Answer {
    let pools: Vec<&BackendPool> = s.pools().collect();
    let empty = pools.iter().filter(|pool| pool.targets == Some(0));
    let empty: Vec<&str> = empty
        .map(|pool| pool.name.as_deref().unwrap_or("a pool without a name"))
        .collect();
    if pools.is_empty() {
        return Answer::needs(
            "Paste what `az network application-gateway show` prints: it holds pools and rules.",
        );
    }
    if empty.is_empty() {
        return Answer::open(
            "Every pool whose configuration is here has members; whether the rule leads to the right one is yours to see.",
        );
    }
    Answer::open(format!(
        "Without members: {}. A rule that leads there answers 502.",
        empty.join(", ")
    ))
}

static REQUEST_TIMEOUT: Step = Step {
    id: "healthy-but-failing/request-timeout",
    title: "Compare the request timeout with how long the servers take",
    body: &[Block::Text(
        "The timeout is the backend setting's, from 1 to 86400 seconds, 20 unless changed; a backend with a public address is cut off after 4 minutes. A longer one hides a slow server rather than mending it: look first why it is slow.",
    )],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "How long servers take: mean and longest first bytes",
            "az monitor metrics list --resource <gateway-id> --metrics BackendFirstByteResponseTime BackendLastByteResponseTime --aggregation Average Maximum --interval PT5M --offset 1d -o json",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Give the servers longer",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --timeout <new-timeout>",
            "The same command with the earlier number of seconds.",
        ),
    ],
    branches: &[
        Branch::new(
            "Requests take as long as the timeout",
            "Make the server faster, or the timeout longer than its slowest good answer.",
            Next::Verify,
        ),
        Branch::new("They are far below it", "", Next::Continue),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_timeout),
    sources: &[BAD_GATEWAY.cite(), BACKEND_SETTINGS.cite()],
    ..Step::BLANK
};

fn answer_timeout(s: &Situation<'_>) -> Answer {
    use crate::access_log::Who;
    let slow = s
        .diagnosis
        .traffic
        .iter()
        .flat_map(|traffic| &traffic.failed);
    let slow: Vec<_> = slow.filter(|group| group.who == Who::SlowServer).collect();
    if let Some(group) = slow.first() {
        return Answer::culprit(format!("{}: {}", group.label(), group.because));
    }
    let timeout = s.setting().and_then(|setting| setting.request_timeout);
    let known = timeout.map_or_else(String::new, |seconds| {
        format!("The request timeout is {seconds} s. ")
    });
    match s.diagnosis.traffic {
        Some(_) => Answer::done(format!(
            "{known}No row of the access log ran into a timeout."
        )),
        None => Answer::needs(format!(
            "{known}Paste rows of the access log with `serverResponseLatency`."
        )),
    }
}

static MIN_SERVERS: Step = Step {
    id: "healthy-but-failing/min-servers",
    title: "See that the probe does not mark dead servers as healthy",
    body: &[Block::Text(
        "`minServers` of a probe is how many servers always count as healthy. Anything but 0 sends requests to servers that fail their probes; the portal does not show it.",
    )],
    commands: &[Command::reads(
        Shell::AzureCli,
        "The probes, with what the portal hides",
        "az network application-gateway probe list -g <resource-group> --gateway-name <gateway> -o json",
    )],
    branches: &[
        Branch::new("It is more than 0", "Set it to 0.", Next::Verify),
        Branch::new("It is 0", "", Next::Continue),
    ],
    portal: &[Blade::HealthProbes],
    answer: Some(answer_min_servers),
    sources: &[PROBES.cite()],
    ..Step::BLANK
};

fn answer_min_servers(s: &Situation<'_>) -> Answer {
    let mut masking = s
        .probes()
        .filter(|probe| probe.min_servers.is_some_and(|count| count > 0));
    match masking.next() {
        Some(probe) => Answer::culprit(format!(
            "The probe {} has `minServers` {}.",
            probe.name.as_deref().unwrap_or("without a name"),
            probe.min_servers.unwrap_or_default()
        )),
        None if s.probes().next().is_some() => {
            Answer::done("No probe that is here keeps servers healthy by `minServers`.")
        }
        None => Answer::needs("Paste what `az network application-gateway show` prints."),
    }
}

static SAME_REQUEST: Step = Step {
    id: "healthy-but-failing/same-request",
    title: "Send a server the very request that fails",
    body: &[Block::Text(
        "From a machine in the virtual network, with the client's own Host header and path, past the gateway. The probe's path may be answered by less than what clients need: a page without its database.",
    )],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Over HTTP",
            "curl -sS -o /dev/null -w '%{http_code} %{time_total}\\n' -H Host:<new-host> http://<server>:<port><new-path>",
        ),
        Command::reads(
            Shell::Posix,
            "Over HTTPS",
            "curl -sSk -o /dev/null -w '%{http_code} %{time_total}\\n' --connect-to <new-host>:<port>:<server>:<port> https://<new-host>:<port><new-path>",
        ),
    ],
    branches: &[
        Branch::new(
            "It fails there too",
            "The application fails, not the gateway. Let the probe ask for something that fails along with it.",
            Next::Elsewhere,
        ),
        Branch::new("It is answered well", "", Next::Continue),
    ],
    answer: Some(answer_same_request),
    sources: &[BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

fn answer_same_request(s: &Situation<'_>) -> Answer {
    use crate::access_log::Who;
    let mut failed = s
        .diagnosis
        .traffic
        .iter()
        .flat_map(|traffic| &traffic.failed);
    match failed.find(|group| group.who == Who::Server && group.is_server_error()) {
        Some(group) => Answer::open(format!("{}: {}", group.label(), group.because)),
        None => {
            let well = s.diagnosis.servers.iter();
            let well = well.filter(|row| row.health == Health::Healthy).count();
            match (well, s.path()) {
                (0, _) | (_, None) => Answer::OPEN,
                (_, Some(path)) => Answer::open(format!("The probe asks for `{path}` only.")),
            }
        }
    }
}

static CAPACITY: Step = Step {
    id: "healthy-but-failing/capacity",
    title: "See that the gateway has room to grow",
    body: &[Block::Text(
        "Compare the capacity units in use with what the most instances can give, 10 each, at the times of the errors. At the limit, connections are refused or dropped.",
    )],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Capacity and connections in the last day",
            "az monitor metrics list --resource <gateway-id> --metrics CapacityUnits CurrentConnections FailedRequests --interval PT5M --offset 1d -o json",
        ),
        Command::reads(
            Shell::AzureCli,
            "The instances it may have",
            "az network application-gateway show -g <resource-group> -n <gateway> --query \"{sku:sku,autoscale:autoscaleConfiguration}\" -o json",
        ),
    ],
    branches: &[
        Branch::new(
            "It is at its limit",
            "Raise the most instances, or the fixed number.",
            Next::Verify,
        ),
        Branch::new("There is room", "", Next::Continue),
    ],
    portal: &[Blade::Metrics],
    sources: &[BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};
