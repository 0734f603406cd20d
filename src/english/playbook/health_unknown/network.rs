//! What keeps Azure from asking the gateway's instances.

use super::{OTHER_REASONS, odd_range, unless_others_known};
use crate::diagnosis::surroundings::Isolated;
use crate::gateway::Sku;
use crate::guide::command::{Command, Effect, Shell, control_ports};
use crate::guide::playbook::common::around::{self, ask};
use crate::guide::playbook::common::commands;
use crate::guide::situation::{Answer, Situation, State};
use crate::guide::source::{
    BAD_GATEWAY_STEPS, DEPLOYMENT, HEALTH, INFRASTRUCTURE, PRIVATE_DEPLOYMENT, PROBES,
    UNKNOWN_HEALTH, V1_RETIREMENT,
};
use crate::guide::step::{Blade, Block, Branch, Link, Next, Step};

pub(super) static FIND_SUBNET: Step = Step {
    id: "health-unknown/find-subnet",
    title: "Find the gateway's subnet, its network security group and its route table",
    body: &[Block::Ordered(&[
        "On the gateway's Overview follow the link under Virtual network/subnet.",
        "On the virtual network's Subnets choose the subnet that the gateway is in.",
        "See whether it has a network security group and a route table.",
        "Look them up by name in the portal's search or under All resources.",
    ])],
    commands: &[
        commands::SUBNET,
        Command::reads(
            Shell::PowerShell,
            "Its group and route table",
            with_gateway!(
                "Get-AzVirtualNetworkSubnetConfig -ResourceId $gw.GatewayIPConfigurations[0].Subnet.Id | Format-List Name, AddressPrefix, NetworkSecurityGroup, RouteTable"
            ),
        ),
    ],
    portal: &[Blade::Overview],
    answer: Some(around::subnet),
    sources: &[HEALTH.under(OTHER_REASONS)],
    ..Step::BLANK
};

pub(super) static CONTROL_PORTS: Step = Step {
    id: "health-unknown/control-ports",
    title: "Let Azure reach the ports for management",
    body: &[
        Block::Text(
            "If the subnet has a network security group, its inbound rules must let the service tag `GatewayManager` in to ports 65200-65535 on v2, 65503-65534 on v1. The message says \"from Internet\"; the source to allow is the tag. If there is no such rule, add it, save, and see whether the servers show as healthy.",
        ),
        Block::List(&[
            "`AzureLoadBalancer` must stay allowed inbound, as the default rule 65001 has it.",
            "Outbound to `Internet` must stay allowed, as the default rule 65001 has it: no outbound deny rule at all.",
            "On v2 the platform refuses a group that blocks these ports (`ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup`), so there it is rarely the group: look at firewalls and routes.",
            "With network isolation none of this is required, but for `AzureLoadBalancer`.",
        ]),
        Block::Caution(
            "The priority must be free, and a deny rule with a lower number still wins. Azure CLI without `--destination-port-ranges` opens port 80 instead.",
        ),
    ],
    commands: &[
        commands::NSG_RULES,
        commands::ALLOW_GATEWAY_MANAGER,
        commands::ALLOW_GATEWAY_MANAGER_POWERSHELL,
    ],
    branches: &[
        Branch::new("The rule was missing or denied", "Add it.", Next::Verify),
        Branch::new("It is allowed", "", Next::Continue),
    ],
    links: &[
        Link {
            label: "Network security groups on the gateway's subnet",
            url: "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups",
        },
        Link {
            label: "Manage network security groups with PowerShell or Azure CLI",
            url: "https://learn.microsoft.com/azure/virtual-network/manage-network-security-group",
        },
    ],
    answer: Some(answer_control_ports),
    sources: &[
        HEALTH.under(OTHER_REASONS),
        UNKNOWN_HEALTH.under("Recommended Steps"),
        INFRASTRUCTURE.under("Network security groups"),
        BAD_GATEWAY_STEPS.cite(),
        DEPLOYMENT.cite(),
        V1_RETIREMENT.cite(),
    ],
    ..Step::BLANK
};

fn answer_control_ports(s: &Situation<'_>) -> Answer {
    let answer = around::control_ports(s);
    let answer = match (s.sku(), answer.state, &answer.because) {
        (Some(sku), State::Needs, Some(because)) => Answer::needs(format!(
            "The gateway is {}: ports {}. {because}",
            sku.as_str(),
            control_ports(Some(sku))
        )),
        _ => odd(s, answer),
    };
    unless_others_known(s, answer)
}

/// An answer with what the message says of ports, where that is odd and nothing is known yet.
fn odd(s: &Situation<'_>, answer: Answer) -> Answer {
    match (odd_range(s), answer.state, &answer.because) {
        (Some(odd), State::Needs, Some(because)) => Answer::needs(format!("{odd} {because}")),
        _ => answer,
    }
}

pub(super) static DEFAULT_ROUTE: Step = Step {
    id: "health-unknown/default-route",
    title: "Check the default route of the gateway's subnet",
    body: &[
        Block::Text(
            "If the subnet has a route table, look for a default route, 0.0.0.0/0, or a pair such as 0.0.0.0/1 and 128.0.0.0/1, with a next hop other than Internet. If there is one, set its next hop to Internet, save, and look at Backend health.",
        ),
        Block::List(&[
            "Virtual appliance or Virtual network gateway: what stands there must send the packets on to the Internet unchanged. On v2 without network isolation the platform does not support this and refuses the route.",
            "If probes pass an appliance that changes them, the servers answer 200 and health may still read `Unknown`: no fault, requests are served.",
            "Routes for particular prefixes to an appliance are allowed, as those that AKS with kubenet adds.",
        ]),
    ],
    commands: &[
        commands::ROUTE_TABLE,
        commands::DEFAULT_TO_INTERNET,
        commands::DEFAULT_TO_INTERNET_POWERSHELL,
    ],
    branches: &[
        Branch::new("It led elsewhere", "Set it to Internet.", Next::Verify),
        Branch::new("It leads to Internet, or there is none", "", Next::Continue),
    ],
    links: &[Link {
        label: "Routes supported on the gateway's subnet",
        url: "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#supported-user-defined-routes",
    }],
    answer: Some(answer_default_route),
    sources: &[
        HEALTH.under(OTHER_REASONS),
        UNKNOWN_HEALTH.under("Recommended Steps"),
        INFRASTRUCTURE.under("Supported user-defined routes"),
        DEPLOYMENT.cite(),
    ],
    ..Step::BLANK
};

fn answer_default_route(s: &Situation<'_>) -> Answer {
    unless_others_known(s, odd(s, around::default_route(s)))
}

pub(super) static BGP: Step = Step {
    id: "health-unknown/bgp-default-route",
    title: "Look for a default route advertised by ExpressRoute or VPN",
    body: &[
        Block::Text(
            "A default route learnt over BGP takes the gateway's answers on-premises. If you advertise one, the packets must come back to the Internet unchanged.",
        ),
        Block::Ordered(&[
            "On the gateway open Connection troubleshoot.",
            "Give any address of the Internet as destination by hand, such as `1.1.1.1`, and any port.",
            "If the next hop is a virtual network gateway, such a default route may be there.",
        ]),
        Block::Text(
            "On v2 the way out is a route table on the gateway's subnet with propagation of gateway routes disabled.",
        ),
    ],
    commands: &[
        commands::DISABLE_PROPAGATION,
        commands::DISABLE_PROPAGATION_POWERSHELL,
    ],
    branches: &[
        Branch::new(
            "A default route is advertised",
            "Disable propagation, or stop advertising it.",
            Next::Verify,
        ),
        Branch::new("None is", "", Next::Continue),
    ],
    portal: &[Blade::ConnectionTroubleshoot],
    answer: Some(|s| unless_others_known(s, around::bgp(s))),
    sources: &[HEALTH.under(OTHER_REASONS), INFRASTRUCTURE.cite()],
    ..Step::BLANK
};

pub(super) static VIRTUAL_HUB: Step = Step {
    id: "health-unknown/virtual-hub",
    title: "With an Azure Firewall in a secured virtual hub, add two routes",
    body: &[
        Block::Text(
            "Where Internet and private traffic both go through a firewall in a Virtual WAN hub, the gateway's subnet needs a way past it to the Internet, and a way through it to the servers.",
        ),
        Block::Table(&[
            &["Address prefix", "Next hop", "For"],
            &["0.0.0.0/0", "Internet", "the gateway's own traffic"],
            &[
                "the servers' subnet",
                "the firewall's private address",
                "traffic to the pool",
            ],
        ]),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Both routes",
            "az network route-table route create -g <route-table-resource-group> --route-table-name <route-table> -n DefaultInternet --address-prefix 0.0.0.0/0 --next-hop-type Internet\naz network route-table route create -g <route-table-resource-group> --route-table-name <route-table> -n ServersByFirewall --address-prefix <backend-prefix> --next-hop-type VirtualAppliance --next-hop-ip-address <firewall-ip>",
            "az network route-table route delete -g <route-table-resource-group> --route-table-name <route-table> -n DefaultInternet\naz network route-table route delete -g <route-table-resource-group> --route-table-name <route-table> -n ServersByFirewall",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Both routes",
            "$routes = Get-AzRouteTable -Name <route-table> -ResourceGroupName <route-table-resource-group>\n$routes | Add-AzRouteConfig -Name DefaultInternet -AddressPrefix 0.0.0.0/0 -NextHopType Internet\n$routes | Add-AzRouteConfig -Name ServersByFirewall -AddressPrefix <backend-prefix> -NextHopType VirtualAppliance -NextHopIpAddress <firewall-ip>\n$routes | Set-AzRouteTable",
            "$routes | Remove-AzRouteConfig -Name DefaultInternet\n$routes | Remove-AzRouteConfig -Name ServersByFirewall\n$routes | Set-AzRouteTable",
        ),
    ],
    branches: &[
        Branch::new("A route was missing", "Add it.", Next::Verify),
        Branch::new("There is no such hub", "", Next::Continue),
    ],
    answer: Some(|s| unless_others_known(s, around::virtual_hub(s))),
    sources: &[HEALTH.under(OTHER_REASONS)],
    ..Step::BLANK
};

pub(super) static REVOCATION_LISTS: Step = Step {
    id: "health-unknown/revocation-lists",
    title: "Let the gateway's subnet reach the revocation lists",
    body: &[Block::Text(
        "Without them the gateway may call the health `Unknown`. The subnet must reach `crl.microsoft.com` and `crl3.digicert.com`: group, routes and firewall must let it out to them. A private gateway needs a NAT gateway or an appliance for that.",
    )],
    commands: &[
        Command::reads(
            Shell::Posix,
            "From a VM behind the same group and routes",
            "curl -sSI --max-time 10 http://crl.microsoft.com/\ncurl -sSI --max-time 10 http://crl3.digicert.com/",
        ),
        Command::reads(
            Shell::PowerShell,
            "From a VM behind the same group and routes",
            "Test-NetConnection -ComputerName crl.microsoft.com -Port 80\nTest-NetConnection -ComputerName crl3.digicert.com -Port 80",
        ),
    ],
    branches: &[
        Branch::new(
            "They cannot be reached",
            "Allow HTTP out to them.",
            Next::Verify,
        ),
        Branch::new("They can be reached", "", Next::Continue),
    ],
    answer: Some(|s| match s.protocol() {
        Some(protocol) if !protocol.is_tls() => Answer::not_applicable(format!(
            "The setting's protocol is {}: there is no certificate to check.",
            protocol.as_str()
        )),
        _ => around::way_to_internet(s),
    }),
    sources: &[HEALTH.under(OTHER_REASONS), PRIVATE_DEPLOYMENT.cite()],
    ..Step::BLANK
};

pub(super) static ISOLATION: Step = Step {
    id: "health-unknown/isolation",
    title: "Find out whether the gateway has network isolation",
    body: &[
        Block::Text(
            "A gateway created after the feature `EnableApplicationGatewayNetworkIsolation` was registered needs neither GatewayManager inbound nor Internet outbound, and may send its default route to an appliance. One created before has the old limits, and puts them on its whole subnet.",
        ),
        Block::List(&[
            "Only `AzureLoadBalancer` inbound is required.",
            "The subnet is delegated to `Microsoft.Network/applicationGateways`.",
            "A tag `EnhancedNetworkControl` hints at it and proves nothing: anybody can edit it.",
            "Servers behind private endpoints in another region, over global peering, are not reached.",
            "The probe overview still calls such control over network security groups a preview; it is generally available.",
        ]),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Is the feature registered?",
            "az feature show --namespace Microsoft.Network --name EnableApplicationGatewayNetworkIsolation --query properties.state -o tsv",
        ),
        Command::reads(
            Shell::PowerShell,
            "Is the feature registered?",
            "Get-AzProviderFeature -ProviderNamespace Microsoft.Network -FeatureName EnableApplicationGatewayNetworkIsolation",
        ),
    ],
    answer: Some(answer_isolation),
    sources: &[PRIVATE_DEPLOYMENT.cite(), PROBES.cite()],
    ..Step::BLANK
};

fn answer_isolation(s: &Situation<'_>) -> Answer {
    if s.sku() == Some(Sku::V1) {
        return Answer::not_applicable("v1 has no network isolation.");
    }
    match s.around().isolation {
        Isolated::Stated(true) => Answer::done("`networkIsolationEnabled` is true: it has it."),
        Isolated::Stated(false) => Answer::done("`networkIsolationEnabled` is false: it has none."),
        Isolated::Hinted(words) => Answer::open(format!("It may have it: {words}.")),
        Isolated::Possible(words) => Answer::open(format!(
            "It may have it, since {words}; that alone does not show it."
        )),
        Isolated::Assumed if s.config().is_some() => {
            Answer::open("Nothing in its configuration hints at it.")
        }
        Isolated::Assumed => ask(s, &commands::GATEWAY),
    }
}
