//! The server did not answer the probe in time.

use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::probe::Whose;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{BAD_GATEWAY, BAD_GATEWAY_STEPS, CREATE_PROBE, HEALTH, PROBES};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "Backend server timeout";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::ProbeTimeout),
    title: "The server did not answer the probe in time",
    documented_heading: HEADING,
    stage: Stage::Http,
    meaning: &[
        Block::Text(
            "The gateway sent its probe and waited as long as the probe's timeout, and no complete answer came. The server counts as unhealthy until it answers in time again.",
        ),
        Block::Text(
            "Two things look the same here: a server that is slow, and a connection that something on the way drops without a word. Tell them apart before you touch the timeout.",
        ),
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "probe-timeout/cause-slow",
            "The server or its application takes longer than the probe's timeout, often because something it depends on, such as a database, is slow.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "probe-timeout/cause-blocked",
            "The packets, or the answers to them, are dropped on the way by a firewall, an appliance or a route.",
            &[BAD_GATEWAY_STEPS.cite()],
        ),
        Statement::documented(
            "probe-timeout/cause-tight-timeout",
            "The timeout is shorter than the application is known to need.",
            &[HEALTH.under(HEADING)],
        ),
    ],
    twins: &[
        Statement::documented(
            "probe-timeout/twin-dropped",
            "A connection that is silently dropped gives the same message as a slow server.",
            &[BAD_GATEWAY_STEPS.cite()],
        ),
        Statement::observed(
            "probe-timeout/twin-route-removed",
            "Seen on a server still shown as `Healthy`, just after a route was removed: the next failures turn it unhealthy.",
        ),
        Statement::observed(
            "probe-timeout/twin-connect",
            "A wording that speaks of connecting (`Failed to connect to backend server. Timeout exceeded.`) may mean that no connection was made at all: try the steps for TCP too.",
        ),
    ],
    disagreements: &[
        Statement::documented(
            "probe-timeout/disagreement-interval",
            "The portal's help says that a timeout should not exceed the interval. The API accepts it, and Azure CLI's own defaults are interval 30 and timeout 120.",
            &[CREATE_PROBE.cite()],
        ),
        Statement::documented(
            "probe-timeout/disagreement-504",
            "When a client's request, not the probe, times out: v1 answers 502; v2 tries a second server and answers 504. Many older texts say 502 for both.",
            &[BAD_GATEWAY.cite()],
        ),
    ],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::GATEWAY_STATE,
        &common::WHICH_PROBE,
        &common::CONNECTION_TROUBLESHOOT,
        &MEASURE,
        &common::RETURN_PATH,
        &DEPENDENCIES,
        &common::CREATE_PROBE,
        &common::ATTACH_PROBE,
        &RAISE_TIMEOUT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    sources: &[
        HEALTH.under(HEADING),
        BAD_GATEWAY_STEPS.cite(),
        BAD_GATEWAY.cite(),
    ],
    ..Entry::BLANK
};

static MEASURE: Step = Step {
    id: "probe-timeout/measure",
    title: "Measure how long the server takes on the probe's path",
    body: &[
        Block::Text(
            "Ask the server itself, not through the gateway, best from a VM in the same virtual network: the same host, port and path as the probe. Any tool will do, also a browser with its developer tools.",
        ),
        Block::Caution(
            "First of all the server must be reachable. A long wait that ends without an answer says nothing about the application.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Time of connecting, first byte and whole answer, over HTTP",
            "curl -sS -o /dev/null -w 'connect %{time_connect}  first byte %{time_starttransfer}  total %{time_total}  status %{http_code}\\n' -H Host:<host> http://<server>:<port><path>",
        ),
        Command::reads(
            Shell::Posix,
            "The same over HTTPS, with the probe's server name",
            "curl -sSk -o /dev/null -w 'connect %{time_connect}  first byte %{time_starttransfer}  total %{time_total}  status %{http_code}\\n' --connect-to <host>:<port>:<server>:<port> https://<host>:<port><path>",
        ),
        Command::reads(
            Shell::PowerShell,
            "Time of the whole answer, over HTTP",
            "Measure-Command { Invoke-WebRequest -UseBasicParsing -Headers @{ Host = <host> } -Uri ('http://{0}:{1}{2}' -f <server>, <port>, <path>) }",
        ),
    ],
    branches: &[
        Branch::new(
            "It answers, faster than the timeout",
            "The server is well; the way from the gateway is not.",
            Next::Step("common/return-path"),
        ),
        Branch::new(
            "It answers, slower than the timeout",
            "Find out why, or raise the timeout if it is meant to be so slow.",
            Next::Step("probe-timeout/dependencies"),
        ),
        Branch::new(
            "It does not connect",
            "Not a matter of time.",
            Next::Topic(Topic::Fault(Fault::TcpConnect)),
        ),
    ],
    answer: Some(answer_measure),
    sources: &[HEALTH.under(HEADING), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

fn answer_measure(s: &Situation<'_>) -> Answer {
    let timing = s.timing();
    match timing.whose {
        Whose::Assumed => Answer::OPEN,
        Whose::Custom(_) | Whose::Default => Answer::open(format!(
            "{} waits {} seconds: compare with that.",
            timing.subject(),
            timing.timeout
        )),
    }
}

static DEPENDENCIES: Step = Step {
    id: "probe-timeout/dependencies",
    title: "Find out why the application is slow",
    body: &[Block::Text(
        "Look at the application on the probe's path and at what it depends on: a database in trouble delays every answer. A probe path that does little, such as a health page, tells more about the server and less about its neighbours.",
    )],
    branches: &[
        Branch::new(
            "It is a fault of the application",
            "Repair it there; a longer timeout would only hide it.",
            Next::Elsewhere,
        ),
        Branch::new(
            "It is meant to be so slow",
            "",
            Next::Step("probe-timeout/raise-timeout"),
        ),
    ],
    answer: Some(common::side),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static RAISE_TIMEOUT: Step = Step {
    id: "probe-timeout/raise-timeout",
    title: "Raise the probe's timeout above the measured time",
    body: &[
        Block::Text(
            "Only a custom probe has a timeout to change; the default probe always waits 30 seconds.",
        ),
        Block::Ordered(&[
            "In the portal open Health probes and choose the probe that the backend setting uses.",
            "Enter a timeout, in seconds, greater than the time that you measured.",
            "Save, and see whether Backend health turns to `Healthy`.",
        ]),
        Block::List(&[
            "1 to 86400 seconds are accepted. Keep it within the interval, and within the setting's request timeout (20 seconds by default), or clients get errors from a server that the probe calls healthy.",
        ]),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Raise the timeout",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --timeout <new-timeout>",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --timeout <timeout>",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Raise the timeout",
            with_gateway!(
                "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>"
                "$probe.Timeout = <new-timeout>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with $probe.Timeout = <timeout>",
        ),
    ],
    portal: &[Blade::HealthProbes],
    links: &[Link {
        label: "Create a custom probe in the portal",
        url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-create-probe-portal",
    }],
    answer: Some(answer_raise_timeout),
    basis: Basis::Documented,
    sources: &[
        HEALTH.under(HEADING),
        PROBES.under("Custom health probe settings"),
        CREATE_PROBE.cite(),
    ],
    ..Step::BLANK
};

fn answer_raise_timeout(s: &Situation<'_>) -> Answer {
    let timing = s.timing();
    match timing.whose {
        Whose::Assumed => {
            Answer::needs("Paste the gateway or the probe: it shows the timeout at work.")
        }
        Whose::Default => Answer::open(
            "The default probe runs, and its 30 seconds cannot be changed: create a custom probe first.",
        ),
        Whose::Custom(_) => {
            let mut because = format!(
                "{} waits {} seconds and runs every {}.",
                timing.subject(),
                timing.timeout,
                timing.interval
            );
            if timing.timeout > timing.interval {
                because.push_str(" The timeout exceeds the interval already.");
            }
            Answer::open(because)
        }
    }
}
