//! Names that do not resolve.

use super::{DNS_UPDATES, OTHER_REASONS};
use crate::guide::command::{Command, Shell};
use crate::guide::playbook::common::{around, commands};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{BACKEND_HEALTH, DNS_RESOLUTION, HEALTH, INFRASTRUCTURE};
use crate::guide::step::{Blade, Block, Branch, Next, Step};

pub(super) static BACKEND_NAMES: Step = Step {
    id: "health-unknown/backend-names",
    title: "If the pool holds names, check that the virtual network's DNS resolves them",
    body: &[
        Block::Text(
            "The DNS servers must answer for every name in the pool, and the gateway's virtual network must reach them. Ask from a VM in that network.",
        ),
        Block::Caution(
            "While a name does not resolve, change nothing on the gateway: any change clears the last good address that it still uses, and with it the servers that still work.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Members of the pools",
            "az network application-gateway address-pool list -g <resource-group> --gateway-name <gateway> --query \"[].{pool:name,members:backendAddresses}\" -o json",
        ),
        Command::reads(
            Shell::Posix,
            "On a VM in the virtual network",
            "nslookup <address>",
        ),
        Command::reads(
            Shell::PowerShell,
            "On a VM in the virtual network",
            "Resolve-DnsName -Name <address>",
        ),
    ],
    branches: &[
        Branch::new(
            "A name does not resolve",
            "Repair DNS, or make the server reachable from the network; the gateway asks again by itself.",
            Next::Verify,
        ),
        Branch::new(
            "All resolve, or there are only addresses",
            "",
            Next::Continue,
        ),
    ],
    portal: &[Blade::BackendPools],
    answer: Some(answer_backend_names),
    sources: &[
        HEALTH.under(DNS_UPDATES),
        BACKEND_HEALTH.under("Backend health report"),
        DNS_RESOLUTION.cite(),
    ],
    ..Step::BLANK
};

fn answer_backend_names(s: &Situation<'_>) -> Answer {
    match (s.is_ip(), s.address()) {
        (Some(true), Some(address)) => Answer::not_applicable(format!(
            "The server is given by the address `{address}`: nothing is looked up."
        )),
        (Some(false), Some(address)) if super::others_known(s) => Answer::open(format!(
            "`{address}` is a name, and other servers of the same report are known: start here."
        )),
        (Some(false), Some(address)) => {
            Answer::open(format!("`{address}` is a name: it must resolve."))
        }
        _ => Answer::OPEN,
    }
}

pub(super) static CUSTOM_DNS: Step = Step {
    id: "health-unknown/custom-dns",
    title: "Check that a custom DNS server also resolves public names",
    body: &[Block::Text(
        "The gateway looks up public names too, such as the hosts of OCSP and of revocation lists. A custom server that knows only private names is not enough. After changing the servers, stop and start the gateway.",
    )],
    commands: &[
        commands::DNS_SERVERS,
        commands::DNS_SERVERS_POWERSHELL,
        commands::ASK_PUBLIC_NAME,
        commands::SET_DNS_SERVERS,
    ],
    branches: &[
        Branch::new(
            "It does not resolve public names",
            "Give it a forwarder, or use Azure's DNS; then stop and start the gateway.",
            Next::Step("common/restart-gateway"),
        ),
        Branch::new("It does, or there is no custom server", "", Next::Continue),
    ],
    answer: Some(|s| super::unless_others_known(s, around::dns(s))),
    sources: &[HEALTH.under(OTHER_REASONS), INFRASTRUCTURE.cite()],
    ..Step::BLANK
};
