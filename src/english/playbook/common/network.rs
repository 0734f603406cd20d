//! Shared steps on what lies between gateway and server: routes, firewalls, private names.

use super::around;
use super::commands::ROUTE_TABLE;
use crate::guide::command::{Command, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{BAD_GATEWAY_STEPS, DNS_RESOLUTION, DNS_TROUBLESHOOTING, HEALTH_2026};
use crate::guide::step::{Block, Branch, Link, Next, Step};

/// Both ways through the same appliance.
pub static RETURN_PATH: Step = Step {
    id: "common/return-path",
    title: "Check that the answer takes the same way back",
    body: &[
        Block::Text(
            "If the request goes straight and the answer through an appliance, or the other way round, the appliance sees half a connection and drops it. Compare the routes of the gateway's subnet to the server with the effective routes of the server's network interface to the gateway's subnet.",
        ),
        Block::List(&[
            "The longest prefix wins; among equals a user-defined route, then BGP, then the system's.",
            "Next hop `None` drops the packet.",
            "An appliance on the way must have IP forwarding on.",
        ]),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Effective routes of the server's network interface (its VM must be running)",
            "az network nic show-effective-route-table -g <nic-resource-group> -n <nic> -o json",
        ),
        Command::reads(
            Shell::PowerShell,
            "Effective routes of the server's network interface (its VM must be running)",
            "Get-AzEffectiveRouteTable -NetworkInterfaceName <nic> -ResourceGroupName <nic-resource-group>",
        ),
        ROUTE_TABLE,
    ],
    branches: &[
        Branch::new(
            "The two ways differ",
            "Make them the same: both through the appliance, or both direct.",
            Next::Verify,
        ),
        Branch::new("They are the same", "", Next::Continue),
    ],
    answer: Some(|s| around::return_path(s).unwrap_or_else(|| side(s))),
    sources: &[BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

/// Which side to look at first.
pub fn side(s: &Situation<'_>) -> Answer {
    s.side().map_or(Answer::OPEN, Answer::open)
}

/// A firewall that denies by default.
pub static AZURE_FIREWALL: Step = Step {
    id: "common/azure-firewall",
    title: "Look for an Azure Firewall on the way",
    body: &[Block::Text(
        "A firewall denies whatever no rule allows, probes and the gateway's own traffic included. It needs a network rule, or an application rule for HTTP, from the gateway's subnet to the server's port. Its log shows what it denied.",
    )],
    branches: &[
        Branch::new(
            "It denies the gateway",
            "Add a rule for the gateway's subnet.",
            Next::Verify,
        ),
        Branch::new("There is none, or it allows it", "", Next::Continue),
    ],
    sources: &[HEALTH_2026.under("TCP connect error")],
    ..Step::BLANK
};

/// Names that only a private zone knows.
pub static PRIVATE_ZONE: Step = Step {
    id: "common/private-zone",
    title: "For private endpoints and internal environments, link the private DNS zone",
    body: &[
        Block::Text(
            "A name behind a private endpoint, and that of an internal Container Apps or App Service environment, lives in a private zone. The zone must exist, hold the record, and be linked to the virtual network of the gateway, not only to that of the server. A custom DNS server must forward it to `168.63.129.16`.",
        ),
        Block::Caution(
            "Use the `privatelink` zones. A private zone for a whole Azure domain, such as `azure.net`, also hides the names that the gateway itself needs.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Private zones",
            "az network private-dns zone list --query \"[].{zone:name,group:resourceGroup,links:numberOfVirtualNetworkLinks}\" -o table",
        ),
        Command::reads(
            Shell::PowerShell,
            "Private zones",
            "Get-AzPrivateDnsZone | Format-Table Name, ResourceGroupName, NumberOfVirtualNetworkLinks",
        ),
    ],
    branches: &[
        Branch::new(
            "The zone was missing or not linked",
            "Create or link it, then wait for the next lookup.",
            Next::Verify,
        ),
        Branch::new("In order, or no private name", "", Next::Continue),
    ],
    links: &[Link {
        label: "DNS resolution in Application Gateway",
        url: DNS_RESOLUTION.url,
    }],
    answer: Some(answer_private_zone),
    sources: &[DNS_TROUBLESHOOTING.cite(), DNS_RESOLUTION.cite()],
    ..Step::BLANK
};

fn answer_private_zone(s: &Situation<'_>) -> Answer {
    unless_ip(s, |name| match azure_suffix(name) {
        Some(suffix) => Answer::open(format!(
            "Names under `{suffix}` often sit behind a private endpoint or in an internal environment: if this one does, its zone must be linked."
        )),
        None => Answer::OPEN,
    })
}

/// Where the server is an address, nothing is looked up.
pub fn unless_ip(s: &Situation<'_>, answer: impl FnOnce(&str) -> Answer) -> Answer {
    match (s.is_ip(), s.address()) {
        (Some(true), Some(address)) => Answer::not_applicable(format!(
            "The server is given by the address `{address}`: nothing is looked up."
        )),
        (_, Some(address)) => answer(address.trim()),
        (_, None) => Answer::OPEN,
    }
}

/// The address of an App Service, of a private endpoint and the like, which resolve differently
/// inside a virtual network; the ending that says so.
fn azure_suffix(name: &str) -> Option<&'static str> {
    const SUFFIXES: [&str; 8] = [
        ".azurewebsites.net",
        ".azurewebsites.us",
        ".chinacloudsites.cn",
        ".azurecontainerapps.io",
        ".azure-api.net",
        ".windows.net",
        ".appserviceenvironment.net",
        ".azurestaticapps.net",
    ];
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    SUFFIXES.into_iter().find(|suffix| name.ends_with(suffix))
}
