//! Shared steps that only look.

use super::commands;
use crate::evidence::Content;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    AZURE_CLI, BACKEND_HEALTH as REPORT, BAD_GATEWAY_STEPS, DNS_RESOLUTION, FAQ, HEALTH,
    POWERSHELL, PRIVATE_DEPLOYMENT, UNHEALTHY_POOL, UNKNOWN_HEALTH,
};
use crate::guide::step::{Blade, Block, Branch, Link, Next, Step};

/// Read the report.
pub static BACKEND_HEALTH: Step = Step {
    id: "common/backend-health",
    title: "Open Backend health and read the Details of each failing server",
    body: &[
        Block::Text(
            "Every server of every pool is probed all the time. Each row is one server with one backend setting: its status, its pool, the setting with port and protocol, and what the latest probe got. The Details column holds the message that everything here starts from.",
        ),
        Block::List(&[
            "`Healthy`: the probe got an answer that it accepts; the server gets requests.",
            "`Unhealthy`: no answer, or one with a status code or body that the probe does not accept; the server gets no requests.",
            "`Unknown`: the report could not be fetched from the gateway's instances, or the server's name was not resolved.",
            "The API's definition says `Up`, `Down`, `Partial` and `Draining`; real reports say `Healthy` and `Unhealthy`.",
        ]),
        Block::Text(
            "Rows that are `Unhealthy` or `Unknown` have a Troubleshoot link: Connection troubleshoot, and for TLS a picture of the certificates.",
        ),
        Block::Caution(
            "PowerShell prints JSON under `BackendAddressPoolsText`: pools, their settings, and the `Address` and `Health` of each server, never the message. Use the portal, Azure CLI or REST for that.",
        ),
    ],
    commands: &[
        commands::REPORT,
        Command::reads(
            Shell::PowerShell,
            "Health of every server, without its message",
            "Get-AzApplicationGatewayBackendHealth -Name <gateway> -ResourceGroupName <resource-group>",
        ),
    ],
    branches: &[
        Branch::new(
            "A row has a message",
            "It says which fault this is; follow that fault's steps.",
            Next::Continue,
        ),
        Branch::new(
            "The page or the command says `No results.`",
            "Your account may not read backend health.",
            Next::Topic(crate::guide::Topic::Fault(
                crate::fault::Fault::NoPermission,
            )),
        ),
    ],
    portal: &[Blade::BackendHealth],
    links: &[
        Link {
            label: "What the Backend health report shows",
            url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-backend-health",
        },
        Link {
            label: "Every message with its cause",
            url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting",
        },
        Link {
            label: "Backend health and diagnostic logs",
            url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-diagnostics",
        },
        Link {
            label: "How the number of rows follows from pools, servers and settings",
            url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview",
        },
        Link {
            label: "PowerShell: Get-AzApplicationGatewayBackendHealth",
            url: "https://learn.microsoft.com/powershell/module/az.network/get-azapplicationgatewaybackendhealth",
        },
        Link {
            label: "Azure CLI: show-backend-health",
            url: "https://learn.microsoft.com/cli/azure/network/application-gateway#az-network-application-gateway-show-backend-health",
        },
        Link {
            label: "REST: backend health",
            url: "https://learn.microsoft.com/rest/api/application-gateway/application-gateways/backend-health",
        },
    ],
    answer: Some(answer_backend_health),
    sources: &[
        HEALTH.under("How to check backend health"),
        REPORT.under("Methods to view Backend health"),
        UNKNOWN_HEALTH.under("Recommended Steps"),
        UNHEALTHY_POOL.under("Recommended steps"),
    ],
    ..Step::BLANK
};

fn answer_backend_health(s: &Situation<'_>) -> Answer {
    if s.server.is_some_and(|server| server.message.is_some()) {
        return Answer::done("The report pasted holds this server's message.");
    }
    let in_pool = s.pool.is_some_and(|pool| {
        pool.servers.iter().any(|index| {
            let server = s.diagnosis.servers.get(*index);
            server.is_some_and(|server| server.message.is_some())
        })
    });
    if in_pool {
        return Answer::done("The report pasted holds this pool's messages.");
    }
    if s.server.is_some() || s.pool.is_some() {
        return Answer::needs(
            "The report pasted has no message: paste what `az network application-gateway show-backend-health` prints.",
        );
    }
    if s.problem.is_some_and(|problem| problem.message.is_none()) {
        return Answer::needs(
            "Only certificates were pasted: the report shows which servers fail, and with which message.",
        );
    }
    if s.problem.is_some() {
        return Answer::needs(
            "Only the message was pasted: the whole report shows which servers share it.",
        );
    }
    Answer::OPEN
}

/// Try the connection from the gateway itself.
pub static CONNECTION_TROUBLESHOOT: Step = Step {
    id: "common/connection-troubleshoot",
    title: "Run Connection troubleshoot from the gateway to the server",
    body: &[
        Block::Text(
            "Network Watcher then connects from the gateway's subnet to the address and port that you give, and names the hop that stops it. Give the server's address and the probe's port.",
        ),
        Block::List(&[
            "`NetworkSecurityRule`: a network security group denies it.",
            "`UserDefinedRoute`: a route leads elsewhere.",
            "`IPForwardingNotEnabled`: the virtual appliance on the way forwards nothing.",
            "`VnetAccessNotAllowed`: the peering does not allow the traffic.",
        ]),
        Block::Caution(
            "A gateway with network isolation gets an error here, whatever the connection: test from a VM in the same virtual network.",
        ),
    ],
    branches: &[
        Branch::new(
            "Reachable",
            "Network security groups, routes and firewalls let the port through; look at what answers there.",
            Next::Continue,
        ),
        Branch::new(
            "Unreachable",
            "The hop with an issue says what to change: rule, route, appliance or peering.",
            Next::Continue,
        ),
    ],
    portal: &[Blade::ConnectionTroubleshoot],
    links: &[Link {
        label: "How to use Connection troubleshoot",
        url: "https://learn.microsoft.com/azure/network-watcher/network-watcher-connectivity-portal",
    }],
    answer: Some(answer_connection_troubleshoot),
    sources: &[
        REPORT.under("Azure portal"),
        BAD_GATEWAY_STEPS.cite(),
        PRIVATE_DEPLOYMENT.cite(),
    ],
    ..Step::BLANK
};

fn answer_connection_troubleshoot(s: &Situation<'_>) -> Answer {
    match (s.address(), s.port()) {
        (Some(address), Some(port)) => Answer::open(format!(
            "Destination `{address}`, port {port}, protocol TCP."
        )),
        _ => Answer::OPEN,
    }
}

/// Ask the platform about the gateway.
pub static RESOURCE_HEALTH: Step = Step {
    id: "common/resource-health",
    title: "Check the gateway itself in Resource health",
    body: &[Block::Text(
        "Resource health tells whether Azure knows of a failure of this gateway. A gateway that is in trouble itself reports nothing dependable about its servers.",
    )],
    branches: &[
        Branch::new(
            "Available (some texts say Healthy)",
            "The platform knows of no failure.",
            Next::Continue,
        ),
        Branch::new(
            "Unhealthy, Unavailable or Degraded",
            "Contact support: nothing in your configuration repairs it.",
            Next::Elsewhere,
        ),
    ],
    portal: &[Blade::ResourceHealth],
    links: &[Link {
        label: "Contact Azure support",
        url: "https://azure.microsoft.com/support/options/",
    }],
    sources: &[HEALTH.under("Other reasons")],
    ..Step::BLANK
};

/// The portal's picture of the TLS connection.
pub static CERTIFICATE_PICTURE: Step = Step {
    id: "common/certificate-picture",
    title: "For TLS, read the portal's picture of the certificates",
    body: &[
        Block::Text(
            "In Backend health, Troubleshoot on an unhealthy or unknown row. It shows client, gateway and server; only the TLS connection between gateway and server is judged.",
        ),
        Block::List(&[
            "A red line between gateway and server: the TLS connection fails.",
            "A red line inside the server: its chain of certificates is wrong; newer portals show the expected order beside it.",
            "Red text in the gateway: change the backend setting.",
            "Red text in the server: change the server's certificate.",
            "Above it stand a solution for that error and a link to its documentation.",
        ]),
    ],
    branches: &[
        Branch::new(
            "Red at the gateway",
            "Act on the property of the backend setting that is named.",
            Next::Continue,
        ),
        Branch::new(
            "Red at the server",
            "Act on the certificate that is named.",
            Next::Continue,
        ),
    ],
    portal: &[Blade::BackendHealth],
    answer: Some(answer_certificate_picture),
    sources: &[REPORT.under("Azure portal")],
    ..Step::BLANK
};

fn answer_certificate_picture(s: &Situation<'_>) -> Answer {
    match s.protocol() {
        Some(protocol) if !protocol.is_tls() => Answer::not_applicable(format!(
            "The setting's protocol is {}: there is no TLS to the server.",
            protocol.as_str()
        )),
        _ => Answer::OPEN,
    }
}

/// Whether the gateway runs at all.
pub static GATEWAY_STATE: Step = Step {
    id: "common/gateway-state",
    title: "Check that the gateway is running",
    body: &[
        Block::Text(
            "A gateway that is stopped, or whose last change failed, answers everything with 502 or not at all. `operationalState` must be `Running` and `provisioningState` `Succeeded`.",
        ),
        Block::Caution(
            "Any change of the gateway, the empty one below too, starts a stopped gateway, and makes it forget the addresses of names that no longer resolve.",
        ),
    ],
    commands: &[
        commands::GATEWAY,
        Command::reads(
            Shell::PowerShell,
            "The gateway's state",
            "Get-AzApplicationGateway -Name <gateway> -ResourceGroupName <resource-group> | Format-List OperationalState, ProvisioningState",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Only for `Failed`: repeat the last configuration, unchanged",
            "az network application-gateway update -g <resource-group> -n <gateway>",
            "The configuration stays as it is. A gateway that it started is stopped again with: az network application-gateway stop -g <resource-group> -n <gateway>",
        ),
    ],
    branches: &[
        Branch::new("Running and Succeeded", "Go on.", Next::Continue),
        Branch::new(
            "Stopped",
            "Start it with `az network application-gateway start`; this takes some minutes.",
            Next::Verify,
        ),
        Branch::new(
            "Failed",
            "Repeat the configuration with the last command above and read the error it gives.",
            Next::Continue,
        ),
    ],
    portal: &[Blade::Overview],
    answer: Some(answer_gateway_state),
    sources: &[BAD_GATEWAY_STEPS.cite(), DNS_RESOLUTION.cite(), FAQ.cite()],
    ..Step::BLANK
};

fn answer_gateway_state(s: &Situation<'_>) -> Answer {
    let Some(config) = s.config() else {
        return Answer::needs("Paste what `az network application-gateway show` prints.");
    };
    let operational = config.operational_state.as_deref();
    let provisioning = config.provisioning_state.as_deref();
    let is = |state: Option<&str>, want: &str| {
        state.is_some_and(|state| state.eq_ignore_ascii_case(want))
    };
    if let Some(state) = operational.filter(|_| !is(operational, "Running")) {
        return Answer::culprit(format!("`operationalState` is `{state}`, not `Running`."));
    }
    if is(provisioning, "Failed") {
        return Answer::culprit("`provisioningState` is `Failed`.".to_owned());
    }
    match operational {
        Some(_) => Answer::done("`operationalState` is `Running`."),
        None => Answer::needs("What was pasted of the gateway does not show `operationalState`."),
    }
}

/// What to paste next.
pub static COLLECT_EVIDENCE: Step = Step {
    id: "common/collect-evidence",
    title: "Paste more, and more steps answer themselves",
    body: &[Block::Text(
        "Paste the output here, several at once if you like; it does not leave your machine. If you have several subscriptions, first choose the gateway's; all other commands only read.",
    )],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Work in the gateway's subscription from now on",
            "az account set --subscription <subscription>",
            "The same command with the earlier one, which `az account show` names.",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Work in the gateway's subscription from now on",
            "Set-AzContext -Subscription <subscription>",
            "The same command with the earlier one, which `Get-AzContext` names.",
        ),
        commands::GATEWAY,
        commands::REPORT,
        commands::SUBNET,
        commands::NSG,
        commands::ROUTE_TABLE,
        commands::DNS_SERVERS,
        commands::HOST_COUNTS,
        commands::GATEWAY_POWERSHELL,
    ],
    answer: Some(answer_collect_evidence),
    sources: &[
        AZURE_CLI.cite(),
        POWERSHELL.cite(),
        BAD_GATEWAY_STEPS.cite(),
    ],
    ..Step::BLANK
};

fn answer_collect_evidence(s: &Situation<'_>) -> Answer {
    let report = s
        .case
        .evidence
        .iter()
        .any(|piece| matches!(piece.content, Content::Health(_)));
    match (report, s.config().is_some()) {
        (true, true) => Answer::done("The report and the gateway's configuration are here."),
        (true, false) => Answer::needs(
            "The report is here; the gateway's configuration would answer more steps.",
        ),
        (false, true) => Answer::needs(
            "The gateway's configuration is here; the report would say which servers fail.",
        ),
        (false, false) => Answer::OPEN,
    }
}
