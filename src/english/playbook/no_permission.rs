//! The user may not read backend health.

use super::common;
use super::common::commands;
use crate::fault::{Basis, Fault};
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::source::{BAD_GATEWAY_STEPS, HEALTH, PERMISSIONS};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::NoPermission),
    title: "Your account may not read backend health",
    documented_heading: "How to check backend health",
    stage: Stage::Report,
    meaning: &[Block::Text(
        "`No results.` is what a person without the permission sees in the portal; a command ends with `AuthorizationFailed`. It does not say that the gateway has no servers, nor anything about their health.",
    )],
    clients_see: "Nothing follows from this: the gateway may be serving everybody.",
    causes: &[Statement::documented(
        "no-permission/cause",
        "The role lacks `Microsoft.Network/applicationGateways/backendhealth/action`. It is an action, not a read: Reader does not have it.",
        &[
            HEALTH.under("How to check backend health"),
            PERMISSIONS.cite(),
        ],
    )],
    twins: &[Statement::inferred(
        "no-permission/twin-filter",
        "A filter in the portal's table that hides all rows looks much the same.",
    )],
    disagreements: &[Statement::documented(
        "no-permission/disagreement-read",
        "A newer article says that `Microsoft.Network/applicationGateways/read` is enough. Backend health is asked for by POST, and that is an action of its own.",
        &[BAD_GATEWAY_STEPS.cite(), PERMISSIONS.cite()],
    )],
    steps: &[
        &ROLE,
        &ASK_SOMEBODY,
        &common::BACKEND_HEALTH,
        &common::RESOURCE_HEALTH,
    ],
    sources: &[
        HEALTH.under("How to check backend health"),
        PERMISSIONS.cite(),
    ],
    ..Entry::BLANK
};

static ROLE: Step = Step {
    id: "no-permission/role",
    title: "Get a role with the action on the gateway",
    body: &[
        Block::Text(
            "Network Contributor on the gateway or its resource group has it. For less, make a custom role with these:",
        ),
        Block::Sample(
            "Microsoft.Network/applicationGateways/read\nMicrosoft.Network/applicationGateways/backendhealth/action\nMicrosoft.Network/applicationGateways/getBackendHealthOnDemand/action",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Which roles you have on the gateway",
            "az role assignment list --scope <gateway-id> --include-inherited --query \"[].{who:principalName,role:roleDefinitionName,scope:scope}\" -o table",
        ),
        Command::reads(
            Shell::PowerShell,
            "Which roles there are on the gateway",
            "Get-AzRoleAssignment -Scope <gateway-id> | Format-Table DisplayName, RoleDefinitionName, Scope",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "To be run by an owner, with the person's address in place of PERSON",
            "az role assignment create --assignee PERSON --role 'Network Contributor' --scope <gateway-id>",
            "az role assignment delete --assignee PERSON --role 'Network Contributor' --scope <gateway-id>",
        ),
    ],
    branches: &[
        Branch::new(
            "The role was given",
            "Sign out and in again, then read Backend health.",
            Next::Step("common/backend-health"),
        ),
        Branch::new(
            "You cannot get it",
            "",
            Next::Step("no-permission/ask-somebody"),
        ),
    ],
    portal: &[Blade::Overview],
    links: &[Link {
        label: "Azure permissions for networking",
        url: "https://learn.microsoft.com/azure/role-based-access-control/permissions/networking",
    }],
    sources: &[
        HEALTH.under("How to check backend health"),
        PERMISSIONS.cite(),
    ],
    ..Step::BLANK
};

static ASK_SOMEBODY: Step = Step {
    id: "no-permission/ask-somebody",
    title: "Or have somebody with the role run it and send you the output",
    body: &[Block::Text(
        "Paste it here: the rest of the walk needs no access to Azure.",
    )],
    commands: &[commands::REPORT],
    basis: Basis::Inferred,
    ..Step::BLANK
};
