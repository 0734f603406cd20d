//! Unhealthy, and the paste holds no message.

use super::common::commands;
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Shell};
use crate::guide::source::{HEALTH, POWERSHELL, UNHEALTHY_POOL};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::NoMessage),
    title: "The server is unhealthy, and what was pasted does not say why",
    documented_heading: "Backend health status: Unhealthy",
    stage: Stage::Report,
    meaning: &[Block::Text(
        "The reason is in the probe's message, the portal's Details column. The paste has the status alone.",
    )],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::observed(
            "no-message/cause-powershell",
            "It comes from PowerShell: `Get-AzApplicationGatewayBackendHealth` prints address and health, never the message.",
        ),
        Statement::inferred(
            "no-message/cause-projection",
            "It comes from a query or a table that leaves `healthProbeLog` out.",
        ),
    ],
    steps: &[
        &GET_MESSAGE,
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::GATEWAY_STATE,
        &common::WHICH_PROBE,
        &common::CONNECTION_TROUBLESHOOT,
        &common::CERTIFICATE_PICTURE,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    sources: &[
        HEALTH.under("Backend health status: Unhealthy"),
        POWERSHELL.cite(),
    ],
    ..Entry::BLANK
};

static GET_MESSAGE: Step = Step {
    id: "no-message/get-message",
    title: "Get the message from the portal, Azure CLI or REST",
    body: &[Block::Text(
        "In the portal open Backend health and copy the Details of the row. Or run one of these and paste what it prints; the message is `healthProbeLog`.",
    )],
    commands: &[
        commands::REPORT,
        Command::reads(
            Shell::PowerShell,
            "REST by PowerShell: follow the address in Location until the report comes",
            "$answer = Invoke-AzRestMethod -Method POST -Path ((Get-AzApplicationGateway -Name <gateway> -ResourceGroupName <resource-group>).Id + '/backendhealth?api-version=2024-05-01')\nStart-Sleep -Seconds 20\n(Invoke-AzRestMethod -Method GET -Uri $answer.Headers.Location).Content",
        ),
    ],
    branches: &[Branch::new(
        "You have the message",
        "Paste it.",
        Next::Continue,
    )],
    portal: &[Blade::BackendHealth],
    links: &[
        Link {
            label: "Azure CLI: show-backend-health",
            url: "https://learn.microsoft.com/cli/azure/network/application-gateway#az-network-application-gateway-show-backend-health",
        },
        Link {
            label: "REST: backend health",
            url: "https://learn.microsoft.com/rest/api/application-gateway/application-gateways/backend-health",
        },
    ],
    sources: &[
        HEALTH.under("Backend health status: Unhealthy"),
        UNHEALTHY_POOL.under("Recommended steps"),
    ],
    ..Step::BLANK
};
