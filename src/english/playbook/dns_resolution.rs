//! The server's name was not resolved.

use super::common::around::{self, ask};
use super::common::commands;
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    BAD_GATEWAY, DNS_RESOLUTION, DNS_TROUBLESHOOTING, FAQ, HEALTH, HEALTH_2026, INFRASTRUCTURE,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "DNS resolution error";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::DnsResolution),
    title: "The server's name could not be resolved",
    documented_heading: HEADING,
    stage: Stage::Dns,
    meaning: &[
        Block::Text(
            "A pool member given by name (a host name or an App Service) is looked up in the virtual network's DNS, Azure's own or a custom server. No address came back, so there was nothing to probe. The TCP connection to the setting's port would have been next.",
        ),
        Block::Text(
            "The gateway asks as the virtual network asks: what your own machine resolves may not be what the gateway resolves.",
        ),
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "dns-resolution/cause-misspelt",
            "The name in the pool is misspelt, or is not a full name.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "dns-resolution/cause-server",
            "The virtual network's DNS server does not know the name or cannot be reached.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "dns-resolution/cause-record",
            "The public record, A or CNAME, is missing at the registrar.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "dns-resolution/cause-zone",
            "The name is private, and its zone is not linked to the gateway's virtual network.",
            &[DNS_TROUBLESHOOTING.cite()],
        ),
    ],
    twins: &[Statement::documented(
        "dns-resolution/twin-unknown",
        "A name that resolved once and no longer does may show as `Unknown` instead: the gateway keeps the last good address until something is changed on it.",
        &[HEALTH.under("Updates to the DNS entries of the backend pool")],
    )],
    disagreements: &[Statement::documented(
        "dns-resolution/disagreement-restart",
        "The article of 2024 says to restart the gateway if a VM in the virtual network can resolve the name; since the end of 2025 it says to restart if it cannot. The first makes sense: a name that resolves for others is stale in the gateway, and the documents on DNS say to restart after a change of servers. A name that nobody resolves needs its DNS repaired.",
        &[
            HEALTH.under(HEADING),
            HEALTH_2026.under(HEADING),
            DNS_RESOLUTION.cite(),
        ],
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &CHECK_NAME,
        &SINGLE_LABEL,
        &VNET_DNS,
        &CUSTOM_SERVER,
        &PUBLIC_RECORD,
        &PRIVATE_NAME,
        &common::PRIVATE_ZONE,
        &common::RESTART_GATEWAY,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    sources: &[
        HEALTH.under(HEADING),
        HEALTH_2026.under(HEADING),
        DNS_TROUBLESHOOTING.cite(),
        DNS_RESOLUTION.cite(),
    ],
    ..Entry::BLANK
};

static CHECK_NAME: Step = Step {
    id: "dns-resolution/check-name",
    title: "Check the name in the pool and resolve it from your own machine",
    body: &[Block::Text(
        "Compare it letter by letter with the name that the server is published under. No scheme, port, path or blank belongs to it. A public name resolves anywhere; a private one does not, which is in order.",
    )],
    commands: &[
        Command::reads(Shell::Posix, "Resolve the name", "nslookup <address>"),
        Command::reads(
            Shell::PowerShell,
            "Resolve the name",
            "Resolve-DnsName -Name <address>",
        ),
        Command::does(
            Effect::ReplacesList,
            Shell::AzureCli,
            "Only if it is wrong: write the pool's whole list, with the right name",
            "az network application-gateway address-pool update -g <resource-group> --gateway-name <gateway> -n <pool> --servers <new-members>",
            "az network application-gateway address-pool update -g <resource-group> --gateway-name <gateway> -n <pool> --servers <members>",
        ),
        Command::does(
            Effect::ReplacesList,
            Shell::PowerShell,
            "Only if it is wrong: write the pool's whole list, with the right name",
            with_gateway!(
                "$gw = Set-AzApplicationGatewayBackendAddressPool -ApplicationGateway $gw -Name <pool> -BackendFqdns <new-members>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the earlier list.",
        ),
    ],
    branches: &[
        Branch::new(
            "It does not resolve, and it should be public",
            "",
            Next::Step("dns-resolution/public-record"),
        ),
        Branch::new(
            "It resolves on your machine",
            "Then something may be wrong with DNS in the virtual network.",
            Next::Step("dns-resolution/vnet-dns"),
        ),
        Branch::new(
            "It is a private name",
            "",
            Next::Step("dns-resolution/private-name"),
        ),
    ],
    portal: &[Blade::BackendPools],
    answer: Some(answer_check_name),
    sources: &[HEALTH.under(HEADING), BAD_GATEWAY.cite()],
    ..Step::BLANK
};

fn answer_check_name(s: &Situation<'_>) -> Answer {
    common::unless_ip(s, |name| {
        if name.contains("://") {
            return Answer::culprit(format!("`{name}` is a URL, not a name."));
        }
        let stray = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
        match name.chars().find(|c| stray(*c)) {
            Some(c) => Answer::culprit(format!("`{name}` holds `{c}`, which no host name has.")),
            None => Answer::OPEN,
        }
    })
}

static SINGLE_LABEL: Step = Step {
    id: "dns-resolution/single-label",
    title: "Look out for a name without a dot",
    body: &[Block::Text(
        "A name of one label, such as `server1`, works only if the DNS in use resolves exactly that. Azure's own DNS does so for machines of the same virtual network alone; public DNS never does. Use the full name instead.",
    )],
    branches: &[
        Branch::new(
            "It has one label",
            "Put the full name into the pool.",
            Next::Verify,
        ),
        Branch::new("It is a full name", "", Next::Continue),
    ],
    portal: &[Blade::BackendPools],
    answer: Some(answer_single_label),
    sources: &[HEALTH_2026.under(HEADING), FAQ.cite()],
    ..Step::BLANK
};

fn answer_single_label(s: &Situation<'_>) -> Answer {
    common::unless_ip(s, |name| {
        if name.trim_end_matches('.').contains('.') {
            Answer::not_applicable(format!("`{name}` is a name of several labels."))
        } else {
            Answer::culprit(format!(
                "`{name}` is a single label: public DNS resolves none, and Azure's own only those of the same virtual network."
            ))
        }
    })
}

static VNET_DNS: Step = Step {
    id: "dns-resolution/vnet-dns",
    title: "See which DNS servers the virtual network uses",
    body: &[Block::Text(
        "An empty list means Azure's own DNS. Anything else is a custom server, and the gateway asks it for everything but Azure's own names.",
    )],
    commands: &[commands::DNS_SERVERS, commands::DNS_SERVERS_POWERSHELL],
    branches: &[
        Branch::new(
            "There are custom servers",
            "",
            Next::Step("dns-resolution/custom-server"),
        ),
        Branch::new(
            "None: Azure's own DNS",
            "",
            Next::Step("dns-resolution/public-record"),
        ),
    ],
    answer: Some(answer_vnet_dns),
    sources: &[HEALTH.under(HEADING), BAD_GATEWAY.cite()],
    ..Step::BLANK
};

fn answer_vnet_dns(s: &Situation<'_>) -> Answer {
    common::unless_ip(s, |_| {
        let servers = s
            .around()
            .network
            .and_then(|network| network.dns_servers.as_deref());
        match servers {
            None => ask(s, &commands::DNS_SERVERS),
            Some([]) => Answer::done("The list is empty: Azure's own DNS answers."),
            Some(servers) => {
                Answer::done(format!("It asks {}: custom servers.", servers.join(", ")))
            }
        }
    })
}

static CUSTOM_SERVER: Step = Step {
    id: "dns-resolution/custom-server",
    title: "Ask the custom DNS server why it does not know the name",
    body: &[Block::List(&[
        "It must answer for this name: a zone of its own, or a forwarder.",
        "Names in private-link zones are forwarded to Azure's resolver, `168.63.129.16`.",
        "With several servers the first answer counts: all of them must know the same.",
        "The gateway's subnet must reach it on port 53; where it stands in another network, the peering must exist.",
        "After changing the list of servers the gateway must be stopped and started.",
    ])],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Ask one server, from a VM in the virtual network",
            "nslookup <address> <dns-server>",
        ),
        commands::SET_DNS_SERVERS,
        Command::does(
            Effect::ReplacesList,
            Shell::PowerShell,
            "Set the virtual network's DNS servers",
            "$vnet = Get-AzVirtualNetwork -Name <vnet> -ResourceGroupName <vnet-resource-group>\n$vnet.DhcpOptions = New-Object Microsoft.Azure.Commands.Network.Models.PSDhcpOptions\n$vnet.DhcpOptions.DnsServers = @(<dns-servers>)\nSet-AzVirtualNetwork -VirtualNetwork $vnet",
            "The same lines with the earlier servers; an empty list goes back to Azure's own DNS.",
        ),
    ],
    branches: &[
        Branch::new(
            "The server was changed",
            "Stop and start the gateway so that it asks again.",
            Next::Step("common/restart-gateway"),
        ),
        Branch::new("It answers rightly", "", Next::Continue),
    ],
    answer: Some(answer_custom_server),
    sources: &[
        HEALTH.under(HEADING),
        INFRASTRUCTURE.cite(),
        DNS_TROUBLESHOOTING.cite(),
    ],
    ..Step::BLANK
};

fn answer_custom_server(s: &Situation<'_>) -> Answer {
    common::unless_ip(s, |_| {
        let servers = s
            .around()
            .network
            .and_then(|network| network.dns_servers.as_deref());
        match servers {
            Some([]) => {
                Answer::not_applicable("Azure's own DNS answers: there is no custom server.")
            }
            _ => around::dns(s),
        }
    })
}

static PUBLIC_RECORD: Step = Step {
    id: "dns-resolution/public-record",
    title: "Check the public record at the registrar",
    body: &[Block::Text(
        "With Azure's own DNS a public name resolves if the world resolves it. The registrar of the domain shows whether the A or CNAME record is complete.",
    )],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Address records, then aliases",
            "nslookup <address>\nnslookup -type=CNAME <address>",
        ),
        Command::reads(
            Shell::PowerShell,
            "Address records with the aliases that lead to them",
            "Resolve-DnsName -Name <address> -Type A",
        ),
    ],
    branches: &[
        Branch::new(
            "A record is missing or wrong",
            "Complete it; others see it after its time to live.",
            Next::Verify,
        ),
        Branch::new("The record is there", "", Next::Continue),
    ],
    answer: Some(|s| common::unless_ip(s, |_| Answer::OPEN)),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static PRIVATE_NAME: Step = Step {
    id: "dns-resolution/private-name",
    title: "Resolve a private name from a VM in the gateway's virtual network",
    body: &[Block::Text(
        "The VM asks as the gateway does. What it answers decides whether DNS needs a repair or the gateway is behind.",
    )],
    commands: &[
        Command::reads(Shell::Posix, "On the VM", "nslookup <address>"),
        Command::reads(
            Shell::PowerShell,
            "On the VM",
            "Resolve-DnsName -Name <address>",
        ),
    ],
    branches: &[
        Branch::new(
            "The VM resolves it",
            "The gateway is behind: stop and start it, then look again.",
            Next::Step("common/restart-gateway"),
        ),
        Branch::new(
            "The VM does not resolve it",
            "DNS needs a repair; a newer text of the article has a restart tried here too.",
            Next::Step("common/private-zone"),
        ),
    ],
    answer: Some(|s| common::unless_ip(s, |_| Answer::OPEN)),
    sources: &[HEALTH.under(HEADING), HEALTH_2026.under(HEADING)],
    ..Step::BLANK
};
