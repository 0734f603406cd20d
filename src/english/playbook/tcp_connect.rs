//! No TCP connection to the probe's port.

use super::common::around;
use super::common::commands;
use super::{CLIENTS_SEE, common};
use crate::diagnosis::checks::nsg::Way;
use crate::fault::Fault;
use crate::gateway::Protocol;
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    BAD_GATEWAY, BAD_GATEWAY_STEPS, HEALTH, HEALTH_2026, INFRASTRUCTURE, TLS_OVERVIEW,
    TLS_RETIREMENT,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "TCP connect error";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::TcpConnect),
    title: "No TCP connection to the server's port",
    documented_heading: HEADING,
    stage: Stage::Tcp,
    meaning: &[Block::Text(
        "The name was resolved, or none had to be. The gateway then tried the probe's port of the server, the backend setting's unless the probe has its own, and did not get a session: refused, dropped on the way, or sent elsewhere.",
    )],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "tcp-connect/cause-not-listening",
            "Nothing listens on that port of the server, or its own firewall refuses it.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "tcp-connect/cause-port",
            "The backend setting or the probe names another port than the server's.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "tcp-connect/cause-nsg",
            "A network security group denies it: on the server's network interface, on its subnet, or outbound on the gateway's subnet.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "tcp-connect/cause-route",
            "A route takes the packets elsewhere: a user-defined one, or one that ExpressRoute or VPN advertises.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "tcp-connect/cause-firewall",
            "An Azure Firewall on the way has no rule that allows it, and denies by default.",
            &[HEALTH_2026.under(HEADING)],
        ),
    ],
    twins: &[
        Statement::observed(
            "tcp-connect/twin-tls-version",
            "On an HTTPS setting a server that accepts TLS 1.3 only gave this message to a gateway that could not agree with it, although the port was open.",
        ),
        Statement::documented(
            "tcp-connect/twin-firewall-unknown",
            "The same denial by an Azure Firewall may also show as `Unknown`.",
            &[HEALTH_2026.under(HEADING)],
        ),
        Statement::documented(
            "tcp-connect/twin-timeout",
            "Where packets are dropped and not refused, the message may be that of a timeout instead.",
            &[BAD_GATEWAY_STEPS.cite()],
        ),
    ],
    disagreements: &[Statement::documented(
        "tcp-connect/disagreement-backend-tls",
        "The documents differ on TLS to the server: 1.3 preferred and 1.2 at least (the page on the retirement of 1.0 and 1.1), \"TLS 1.0 to 1.2\" (the TLS overview), \"1.3 up to 1.0\" (the TLS policy page). The first is the newest decision.",
        &[TLS_RETIREMENT.cite(), TLS_OVERVIEW.cite()],
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::GATEWAY_STATE,
        &CORRECT_PORT,
        &TEST_PORT,
        &common::CONNECTION_TROUBLESHOOT,
        &SERVER_NSG,
        &GATEWAY_SUBNET_NSG,
        &ROUTES,
        &EFFECTIVE_RULES,
        &common::AZURE_FIREWALL,
        &common::RETURN_PATH,
        &LISTENING,
        &SERVER_SETTINGS,
        &OS_FIREWALL,
        &TLS_VERSIONS,
        &CAPACITY,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    sources: &[
        HEALTH.under(HEADING),
        HEALTH_2026.under(HEADING),
        BAD_GATEWAY_STEPS.cite(),
    ],
    ..Entry::BLANK
};

static CORRECT_PORT: Step = Step {
    id: "tcp-connect/correct-port",
    title: "Compare the port that is probed with the server's",
    body: &[Block::Text(
        "The probe goes to its own port where it has one, else to the port of the backend setting. If that is not the port the application listens on, correct it.",
    )],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Port and protocol of the settings",
            "az network application-gateway http-settings list -g <resource-group> --gateway-name <gateway> --query \"[].{name:name,port:port,protocol:protocol,probe:probe.id}\" -o json",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Correct the setting's port",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --port <new-port>",
            "The same command with the earlier port.",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Correct the setting's port",
            with_gateway!(
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting.Port = <new-port>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the earlier port.",
        ),
    ],
    branches: &[
        Branch::new("It is the wrong port", "Correct it.", Next::Verify),
        Branch::new("It is the right one", "", Next::Continue),
    ],
    portal: &[Blade::BackendSettings, Blade::HealthProbes],
    answer: Some(answer_correct_port),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

fn answer_correct_port(s: &Situation<'_>) -> Answer {
    let Some(port) = s.port() else {
        return Answer::needs(
            "Paste the gateway or its backend settings: they show the port that is probed.",
        );
    };
    let protocol = s.protocol();
    let over = protocol.map_or(String::new(), |p| format!(" over {}", p.as_str()));
    let usual = match (protocol, port) {
        (Some(Protocol::Https), 80) => " 80 is usually plain HTTP: one of the two is suspect.",
        (Some(Protocol::Http), 443) => " 443 is usually HTTPS: one of the two is suspect.",
        _ => "",
    };
    Answer::open(format!(
        "The probe goes to port {port}{over}: compare with what the server listens on.{usual}"
    ))
}

static TEST_PORT: Step = Step {
    id: "tcp-connect/test-port",
    title: "Try the port yourself",
    body: &[Block::Text(
        "From your own machine if the server is public, else from a VM in the same virtual network. A browser will do too.",
    )],
    commands: &[
        commands::TEST_PORT,
        Command::reads(
            Shell::Posix,
            "Does the port answer?",
            "nc -vz -w 5 <address> <port>",
        ),
    ],
    branches: &[
        Branch::new(
            "It answers you",
            "Something between the gateway and the server is in the way.",
            Next::Step("tcp-connect/server-nsg"),
        ),
        Branch::new(
            "It refuses at once",
            "The machine is reached, and nothing listens there.",
            Next::Step("tcp-connect/listening"),
        ),
        Branch::new(
            "No answer at all",
            "Dropped on the way, or the machine is down.",
            Next::Step("tcp-connect/server-nsg"),
        ),
    ],
    answer: Some(common::side),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static SERVER_NSG: Step = Step {
    id: "tcp-connect/server-nsg",
    title: "Let the gateway's subnet in at the server",
    body: &[
        Block::Text(
            "The network security groups of the server's network interface and of its subnet must both allow inbound connections to the port. Where none does, create a rule.",
        ),
        Block::Caution(
            "Allow the gateway's whole subnet, not the addresses of its instances: an upgrade of the platform changes these. The rule's priority must be free, and a deny rule with a lower number still wins.",
        ),
    ],
    commands: &[
        commands::ALLOW_AT_SERVER,
        commands::ALLOW_AT_SERVER_POWERSHELL,
    ],
    branches: &[
        Branch::new("A rule was missing or denied it", "Add it.", Next::Verify),
        Branch::new("It is allowed in both", "", Next::Continue),
    ],
    links: &[Link {
        label: "Create security rules",
        url: "https://learn.microsoft.com/azure/virtual-network/tutorial-filter-network-traffic#create-security-rules",
    }],
    answer: Some(|s| around::backend_port(s, Way::In)),
    sources: &[HEALTH.under(HEADING), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

static GATEWAY_SUBNET_NSG: Step = Step {
    id: "tcp-connect/gateway-subnet-nsg",
    title: "Let the gateway's subnet out",
    body: &[Block::Text(
        "The network security group of the gateway's subnet must allow outbound traffic, to public and to private addresses. First find the subnet's group, then read its outbound rules.",
    )],
    commands: &[
        commands::SUBNET,
        Command::reads(
            Shell::PowerShell,
            "The gateway's subnet with its group and route table",
            "$vnet = Get-AzVirtualNetwork -Name <vnet> -ResourceGroupName <vnet-resource-group>\nGet-AzVirtualNetworkSubnetConfig -Name <subnet> -VirtualNetwork $vnet",
        ),
        commands::NSG_RULES,
    ],
    branches: &[
        Branch::new(
            "An outbound rule denies the port",
            "Remove it, or allow the port above it (a lower priority number).",
            Next::Verify,
        ),
        Branch::new("Outbound is allowed", "", Next::Continue),
    ],
    answer: Some(|s| around::backend_port(s, Way::Out)),
    sources: &[HEALTH.under(HEADING), INFRASTRUCTURE.cite()],
    ..Step::BLANK
};

static ROUTES: Step = Step {
    id: "tcp-connect/routes",
    title: "Look for routes that lead away from the server",
    body: &[
        Block::Text(
            "Read the user-defined routes of the gateway's subnet and of the server's subnet. No route may take the traffic away from the server's subnet.",
        ),
        Block::List(&[
            "Routes to a virtual appliance that does not pass the traffic on.",
            "A default route that ExpressRoute or VPN advertises to the gateway's subnet.",
        ]),
    ],
    commands: &[
        commands::ROUTE_TABLE,
        Command::reads(
            Shell::PowerShell,
            "Routes of a route table",
            "Get-AzRouteTable -Name <route-table> -ResourceGroupName <route-table-resource-group> | Get-AzRouteConfig",
        ),
    ],
    branches: &[
        Branch::new(
            "A route leads elsewhere",
            "Remove it, or make what stands there pass the traffic on.",
            Next::Verify,
        ),
        Branch::new("Nothing of the kind", "", Next::Continue),
    ],
    answer: Some(around::route_to_server),
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static EFFECTIVE_RULES: Step = Step {
    id: "tcp-connect/effective-rules",
    title: "Read the effective rules and routes of the server's network interface",
    body: &[Block::Text(
        "They hold all groups and routes that apply, those from above included; the VM must be running. The gateway has no network interface to ask: read its subnet's group and route table instead.",
    )],
    commands: &[
        Command::reads(
            Shell::PowerShell,
            "Effective rules and routes",
            "Get-AzEffectiveNetworkSecurityGroup -NetworkInterfaceName <nic> -ResourceGroupName <nic-resource-group>\nGet-AzEffectiveRouteTable -NetworkInterfaceName <nic> -ResourceGroupName <nic-resource-group>",
        ),
        commands::EFFECTIVE_RULES,
    ],
    answer: Some(around::effective),
    sources: &[HEALTH.under(HEADING), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

static LISTENING: Step = Step {
    id: "tcp-connect/listening",
    title: "See whether the server listens on the port",
    body: &[
        Block::Text(
            "On Windows press Win+R and run `cmd` for a command prompt. Look for a line with the port and `LISTENING`; a local address of `127.0.0.1` listens for the machine itself alone.",
        ),
        Block::Sample(
            "Proto Local Address Foreign Address State PID\nTCP 0.0.0.0:80 0.0.0.0:0 LISTENING 4",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::WindowsPrompt,
            "What listens, and which process",
            "netstat -ano",
        ),
        Command::reads(Shell::Posix, "What listens, and which process", "ss -ltnp"),
    ],
    branches: &[
        Branch::new(
            "Nothing listens there",
            "",
            Next::Step("tcp-connect/server-settings"),
        ),
        Branch::new("It listens", "", Next::Step("tcp-connect/os-firewall")),
    ],
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static SERVER_SETTINGS: Step = Step {
    id: "tcp-connect/server-settings",
    title: "Make the web server listen on it",
    body: &[Block::List(&[
        "IIS: the site's bindings.",
        "NGINX: `listen` in the server block.",
        "Apache: `Listen` and the virtual host.",
    ])],
    branches: &[Branch::new(
        "The port was missing",
        "Add it and reload the web server.",
        Next::Verify,
    )],
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static OS_FIREWALL: Step = Step {
    id: "tcp-connect/os-firewall",
    title: "Open the port in the server's own firewall",
    body: &[Block::Text(
        "Windows Defender Firewall, `firewalld`, `ufw`, `nftables` and the like must let the port in from the gateway's subnet.",
    )],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "On the server: allow the port",
            "New-NetFirewallRule -DisplayName AllowApplicationGateway -Direction Inbound -Action Allow -Protocol TCP -LocalPort <port> -RemoteAddress <gateway-prefix>",
            "Remove-NetFirewallRule -DisplayName AllowApplicationGateway",
        ),
        Command::reads(
            Shell::Posix,
            "On the server: the rules at work",
            "sudo nft list ruleset",
        ),
    ],
    branches: &[
        Branch::new("It was closed", "Open it.", Next::Verify),
        Branch::new("It is open", "", Next::Continue),
    ],
    sources: &[HEALTH.under(HEADING)],
    ..Step::BLANK
};

static TLS_VERSIONS: Step = Step {
    id: "tcp-connect/tls-versions",
    title: "If the port answers and the setting is HTTPS, try a TLS handshake",
    body: &[Block::Text(
        "A handshake that cannot agree has been seen to end in this same message. v2 offers TLS 1.3 and 1.2, v1 only 1.2. Try each: the server must take one of them.",
    )],
    commands: &[Command::reads(
        Shell::Posix,
        "Handshake with each version",
        "openssl s_client -connect <server>:<port> -servername <server-name> -tls1_2 </dev/null\nopenssl s_client -connect <server>:<port> -servername <server-name> -tls1_3 </dev/null",
    )],
    branches: &[
        Branch::new(
            "A version that the gateway needs is refused",
            "Enable it on the server.",
            Next::Verify,
        ),
        Branch::new("Both work", "", Next::Continue),
    ],
    answer: Some(|s| match s.protocol() {
        Some(protocol) if !protocol.is_tls() => Answer::not_applicable(format!(
            "The setting's protocol is {}: there is no TLS to the server.",
            protocol.as_str()
        )),
        _ => Answer::OPEN,
    }),
    sources: &[TLS_RETIREMENT.cite()],
    ..Step::BLANK
};

static CAPACITY: Step = Step {
    id: "tcp-connect/capacity",
    title: "Check that the gateway is not at its limit",
    body: &[Block::Text(
        "A gateway that has used up its capacity fails to connect to servers that are well. Compare `CapacityUnits` and `CurrentConnections` with the maximum that is set, and raise that if it is reached. Every instance takes an address of the subnet: /24 is recommended for v2, and the text of one error calls it required.",
    )],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Capacity over the last hour",
            "az monitor metrics list --resource <gateway-id> --metrics CapacityUnits CurrentConnections --aggregation Average --interval PT1M --offset 1h -o json",
        ),
        Command::reads(
            Shell::PowerShell,
            "Capacity over the last hour",
            "Get-AzMetric -ResourceId <gateway-id> -MetricName CapacityUnits -AggregationType Average -TimeGrain 00:01:00",
        ),
    ],
    branches: &[
        Branch::new(
            "At the maximum",
            "Raise the maximum number of instances.",
            Next::Verify,
        ),
        Branch::new("Well below", "", Next::Continue),
    ],
    portal: &[Blade::Metrics],
    sources: &[
        HEALTH_2026.cite(),
        BAD_GATEWAY_STEPS.cite(),
        BAD_GATEWAY.cite(),
    ],
    ..Step::BLANK
};
