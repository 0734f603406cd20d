//! The answer's status code is not among the accepted ones.

mod codes;

use super::common::commands;
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    BAD_GATEWAY, BAD_GATEWAY_STEPS, HEALTH, POWERSHELL, PROBES, RESPONSE_CODES,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "HTTP status code mismatch";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::StatusMismatch),
    title: "The server answered the probe with a status code that is not accepted",
    documented_heading: HEADING,
    stage: Stage::Http,
    meaning: &[
        Block::Text(
            "Name, port and, over HTTPS, the TLS handshake are in order. The probe, a plain `GET` without credentials, was answered with a code outside the accepted ones. Unless a custom probe says otherwise 200 to 399 are accepted.",
        ),
        Block::Text(
            "The default probe asks for `<protocol>://127.0.0.1:<port>/`: the server's site for that host, and its start page. What a browser gets under the real name may be quite different.",
        ),
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "status-mismatch/cause-credentials",
            "The path wants a login, and the probe has none: 401.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "status-mismatch/cause-forbidden",
            "The server lets nobody, or not the gateway, at the path (403), or does not allow `GET` there (405).",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "status-mismatch/cause-host-or-path",
            "The server has no such site or page under the probe's host and path: 404.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "status-mismatch/cause-server",
            "The application or what it needs is in trouble: 500, 503.",
            &[HEALTH.under(HEADING)],
        ),
    ],
    twins: &[Statement::documented(
        "status-mismatch/twin-test",
        "The portal's Test of a probe prints the same, and may differ from the periodic probes: believe Backend health.",
        &[crate::guide::source::BACKEND_SETTINGS.under("Backend HTTPS validation settings")],
    )],
    disagreements: &[
        Statement::documented(
            "status-mismatch/disagreement-200",
            "One article's list of solutions asks for exactly 200; the probe itself takes 200 to 399.",
            &[BAD_GATEWAY.cite(), PROBES.cite()],
        ),
        Statement::documented(
            "status-mismatch/disagreement-host",
            "Two articles say that the default probe always sends host `127.0.0.1`; the probe overview says it sends the setting's host where there is one.",
            &[
                HEALTH.under("Backend health status: Unhealthy"),
                PROBES.under("Default health probe"),
            ],
        ),
    ],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::WHICH_PROBE,
        &REPRODUCE,
        &codes::RECEIVED_401,
        &codes::RECEIVED_403,
        &codes::RECEIVED_404,
        &codes::RECEIVED_405,
        &codes::RECEIVED_500,
        &codes::RECEIVED_503,
        &codes::RECEIVED_OTHER,
        &NTLM,
        &APP_SERVICE,
        &API_MANAGEMENT,
        &common::PROBE_ON_DEMAND,
        &CHANGE_PROBE,
        &common::CREATE_PROBE,
        &common::ATTACH_PROBE,
        &ACCEPT_CODE,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    sources: &[
        HEALTH.under(HEADING),
        RESPONSE_CODES.cite(),
        BAD_GATEWAY_STEPS.cite(),
    ],
    ..Entry::BLANK
};

/// A step that concerns some codes only.
fn unless_codes(s: &Situation<'_>, codes: &[&str]) -> Answer {
    match s.received() {
        Some(received) if !codes.contains(&received) => Answer::not_applicable(format!(
            "The probe received {received}; this concerns {}.",
            codes.join(" and ")
        )),
        Some(received) => Answer::open(format!("The probe received {received}.")),
        None => Answer::OPEN,
    }
}

static REPRODUCE: Step = Step {
    id: "status-mismatch/reproduce",
    title: "Ask the server what the probe asks",
    body: &[Block::Text(
        "From a VM in the same virtual network, with the probe's host and path, without credentials and without following redirects. What comes back is what the gateway sees.",
    )],
    commands: &[
        commands::ASK_OVER_HTTP,
        commands::ASK_OVER_HTTPS,
        Command::reads(
            Shell::PowerShell,
            "Over HTTP (PowerShell 7)",
            "Invoke-WebRequest -SkipHttpErrorCheck -MaximumRedirection 0 -Headers @{ Host = <host> } -Uri ('http://{0}:{1}{2}' -f <server>, <port>, <path>)",
        ),
    ],
    branches: &[
        Branch::new(
            "The same code",
            "Follow the step for that code.",
            Next::Continue,
        ),
        Branch::new(
            "Another code",
            "Host or path differ from the probe's, or something in between answers for the server.",
            Next::Continue,
        ),
    ],
    answer: Some(common::side),
    sources: &[BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

static NTLM: Step = Step {
    id: "status-mismatch/ntlm",
    title: "With NTLM or Negotiate, leave one path open or accept 401",
    body: &[Block::Text(
        "A server with integrated Windows authentication answers every probe with 401. Allow anonymous access to one page, probe another site of the server, or accept 401.",
    )],
    branches: &[Branch::new(
        "Neither page nor site can be opened",
        "Accept 401.",
        Next::Step("status-mismatch/accept-code"),
    )],
    answer: Some(|s| unless_codes(s, &["401"])),
    sources: &[RESPONSE_CODES.cite()],
    ..Step::BLANK
};

static APP_SERVICE: Step = Step {
    id: "status-mismatch/app-service",
    title: "With an App Service, send the host name that it knows",
    body: &[
        Block::Text(
            "App Service serves many sites on one address and tells them apart by the host: with `127.0.0.1` or an unknown name it answers 404. Have the setting pick the host from the pool member, or override it with the site's custom domain, and have the probe take it from the setting.",
        ),
        Block::Caution(
            "Probes may be well and clients still get errors: the probe has its host, and requests go on with the client's host, which App Service does not know. Then the setting, not the probe, lacks the host.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Pick the host from the pool member (which must be a name, not an address)",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name-from-backend-pool true",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name-from-backend-pool false",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Have the probe take the host from the setting",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --host-name-from-http-settings true",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --host-name-from-http-settings false --host <host>",
        ),
    ],
    portal: &[Blade::BackendSettings, Blade::HealthProbes],
    answer: Some(answer_app_service),
    sources: &[BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

/// Host names that App Service gives to sites.
const APP_SERVICE_SUFFIXES: [&str; 4] = [
    ".azurewebsites.net",
    ".azurewebsites.us",
    ".chinacloudsites.cn",
    ".appserviceenvironment.net",
];

fn answer_app_service(s: &Situation<'_>) -> Answer {
    let Some(address) = s.address() else {
        return Answer::OPEN;
    };
    match (ends_with(address, &APP_SERVICE_SUFFIXES), s.host()) {
        (true, Some("127.0.0.1")) => Answer::culprit(format!(
            "`{address}` is an App Service, and the default probe asks it for host `127.0.0.1`."
        )),
        (true, Some(host)) => Answer::open(format!(
            "`{address}` is an App Service; the host sent is `{host}`."
        )),
        (true, None) => Answer::open(format!("`{address}` is an App Service.")),
        (false, _) => Answer::OPEN,
    }
}

static API_MANAGEMENT: Step = Step {
    id: "status-mismatch/api-management",
    title: "With API Management, probe its status path",
    body: &[Block::Text(
        "API Management answers `/status-0123456789abcdef` with 200 when it is well, under the host name of its gateway; any other path without an API gives 404.",
    )],
    commands: &[Command::does(
        Effect::Changes,
        Shell::AzureCli,
        "Probe the status path",
        "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --path /status-0123456789abcdef --host <new-host>",
        "The same command with the earlier path and host.",
    )],
    portal: &[Blade::HealthProbes],
    answer: Some(answer_api_management),
    sources: &[BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

/// Host names that API Management gives to its gateways.
const API_MANAGEMENT_SUFFIXES: [&str; 3] = [".azure-api.net", ".azure-api.us", ".azure-api.cn"];

fn answer_api_management(s: &Situation<'_>) -> Answer {
    let asks_status = s
        .probe()
        .and_then(|probe| probe.path.as_deref())
        .is_some_and(|path| path == "/status-0123456789abcdef");
    if asks_status {
        return Answer::done("The probe asks for the status path.");
    }
    match s.address() {
        Some(address) if ends_with(address, &API_MANAGEMENT_SUFFIXES) => {
            Answer::open(format!("`{address}` is API Management."))
        }
        Some(address) if ends_with(address, &APP_SERVICE_SUFFIXES) => {
            Answer::not_applicable(format!("`{address}` is an App Service."))
        }
        _ => unless_codes(s, &["404"]),
    }
}

/// Whether a host name ends in one of these, in any case.
fn ends_with(name: &str, suffixes: &[&str]) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    suffixes.iter().any(|suffix| name.ends_with(suffix))
}

static CHANGE_PROBE: Step = Step {
    id: "status-mismatch/change-probe",
    title: "Change the probe's host or path",
    body: &[Block::Text(
        "Choose a path that answers 200 without a login and does a little real work. The default probe has nothing to change: create a custom one. A probe that takes its host from the setting is given another there, not here.",
    )],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Change host and path; leave out what is not needed",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --host <new-host> --path <new-path>",
            "The same command with the earlier host and path.",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Change host and path; leave out the line that is not needed",
            with_gateway!(
                "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>"
                "$probe | Format-List Host, Path"
                "$probe.Host = <new-host>"
                "$probe.Path = <new-path>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the values printed before.",
        ),
    ],
    branches: &[Branch::new("Changed", "", Next::Verify)],
    portal: &[Blade::HealthProbes],
    answer: Some(answer_needs_custom_probe),
    sources: &[HEALTH.under(HEADING), POWERSHELL.cite()],
    ..Step::BLANK
};

fn answer_needs_custom_probe(s: &Situation<'_>) -> Answer {
    if s.has_default_probe() {
        return Answer::not_applicable(
            "The setting has no custom probe, and the default one cannot be changed: create one.",
        );
    }
    Answer::OPEN
}

static ACCEPT_CODE: Step = Step {
    id: "status-mismatch/accept-code",
    title: "If the code is legitimate, accept it",
    body: &[
        Block::Text(
            "A custom probe can accept other codes: useful where the site wants a login and 401 is what a healthy server says. Each entry is a code or a range, such as `200-399` or `401`.",
        ),
        Block::Caution(
            "The list is replaced: repeat the codes that are to stay. A server that answers an accepted code for the wrong reason counts as healthy.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::ReplacesList,
            Shell::AzureCli,
            "Accept one code more, such as 401",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --match-status-codes <status-codes> <new-code>",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --match-status-codes <status-codes>",
        ),
        Command::does(
            Effect::ReplacesObject,
            Shell::PowerShell,
            "Accept one code more; a probe that expects a text needs -Body with it again",
            with_gateway!(
                "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>"
                "$probe.Match | Format-List"
                "$probe.Match = New-AzApplicationGatewayProbeHealthResponseMatch -StatusCode <status-codes>, <new-code>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the codes and the text printed before.",
        ),
    ],
    branches: &[Branch::new("Accepted", "", Next::Verify)],
    portal: &[Blade::HealthProbes],
    links: &[
        Link {
            label: "Create a custom probe in the portal",
            url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-create-probe-portal",
        },
        Link {
            label: "What a probe accepts",
            url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview#probe-matching",
        },
    ],
    answer: Some(answer_accept_code),
    sources: &[HEALTH.under(HEADING), PROBES.under("Probe matching")],
    ..Step::BLANK
};

/// Whether a configured entry, a code or a range, accepts the code.
fn accepts(entry: &str, code: u16) -> bool {
    let bounds = match entry.split_once('-') {
        Some((low, high)) => (low.trim().parse(), high.trim().parse()),
        None => (entry.trim().parse(), entry.trim().parse()),
    };
    matches!(bounds, (Ok(low), Ok(high)) if (low..=high).contains(&code))
}

fn answer_accept_code(s: &Situation<'_>) -> Answer {
    if s.has_default_probe() {
        return Answer::open(
            "The default probe accepts 200 to 399 and nothing else: create a custom one first.",
        );
    }
    let Some(codes) = s.probe().map(|probe| &probe.status_codes) else {
        return Answer::OPEN;
    };
    if codes.is_empty() {
        return Answer::open("The probe names no codes: it accepts 200 to 399.");
    }
    let list = codes.join(", ");
    let received = s.received().and_then(|code| code.parse::<u16>().ok());
    let accepted = received.is_some_and(|code| {
        codes
            .iter()
            .flat_map(|entry| entry.split(','))
            .any(|entry| accepts(entry, code))
    });
    if accepted {
        return Answer::done(format!(
            "The probe as pasted accepts {list}: the report is older than that, or comes from another probe."
        ));
    }
    Answer::open(format!("The probe accepts {list}."))
}
