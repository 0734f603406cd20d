//! What stands around the gateway: security groups, routes, DNS servers.

use crate::guide::check::CheckEntry;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::playbook::common::commands;
use crate::guide::source::{
    BAD_GATEWAY_STEPS, DEPLOYMENT, DNS_RESOLUTION, FAQ, HEALTH, INFRASTRUCTURE,
    NETWORK_SECURITY_GROUPS, PRIVATE_DEPLOYMENT,
};

pub(super) static ENTRIES: &[CheckEntry] = &[
    CheckEntry {
        id: "nsg-management-ports",
        title: "Azure reaches the ports for management",
        what: "Whether the security group of the gateway's subnet lets the service tag `GatewayManager` in over TCP: to ports 65200-65535 on v2, 65503-65534 on v1. Rules count by priority, and several may cover the range together. A source of `*`, `0.0.0.0/0` or `Internet` holds the tag as well; that `Internet` does is our reading.",
        why: "Over these ports Azure configures the instances and asks them for their report. Without them the health of every server reads `Unknown`. On v2 the platform refuses such a group once it stands on the subnet, so there look at firewalls and routes, too. A gateway with network isolation needs none of this.",
        mend: "Add a rule whose priority number is lower than that of every rule that denies.",
        commands: &[
            commands::NSG_RULES,
            commands::ALLOW_GATEWAY_MANAGER,
            commands::ALLOW_GATEWAY_MANAGER_POWERSHELL,
        ],
        sources: &[
            INFRASTRUCTURE.under("Network security groups"),
            HEALTH.under("Other reasons"),
            DEPLOYMENT.cite(),
            PRIVATE_DEPLOYMENT.cite(),
        ],
    },
    CheckEntry {
        id: "nsg-load-balancer",
        title: "The platform's load balancer reaches the instances",
        what: "Whether the security group of the gateway's subnet lets `AzureLoadBalancer` in to every port. The default rule 65001 does; a custom rule that denies everything stands before it. A rule that denies some ports warns.",
        why: "The load balancer before the instances probes them from 168.63.129.16. What it cannot reach it sends nothing to. Network isolation needs this rule as well.",
        mend: "",
        commands: &[
            commands::NSG_RULES,
            Command::does(
                Effect::Changes,
                Shell::AzureCli,
                "Let the load balancer in",
                "az network nsg rule create -g <nsg-resource-group> --nsg-name <nsg> -n AllowAzureLoadBalancer --priority <balancer-priority> --direction Inbound --access Allow --protocol '*' --source-address-prefixes AzureLoadBalancer --source-port-ranges '*' --destination-address-prefixes '*' --destination-port-ranges '*'",
                "az network nsg rule delete -g <nsg-resource-group> --nsg-name <nsg> -n AllowAzureLoadBalancer",
            ),
            Command::does(
                Effect::Changes,
                Shell::PowerShell,
                "Let the load balancer in",
                "$nsg = Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <nsg-resource-group>\nAdd-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name AllowAzureLoadBalancer -Priority <balancer-priority> -Direction Inbound -Access Allow -Protocol * -SourceAddressPrefix AzureLoadBalancer -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange * | Set-AzNetworkSecurityGroup",
                "Remove-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name AllowAzureLoadBalancer | Set-AzNetworkSecurityGroup",
            ),
        ],
        sources: &[
            INFRASTRUCTURE.under("Network security groups"),
            PRIVATE_DEPLOYMENT.cite(),
        ],
    },
    CheckEntry {
        id: "nsg-outbound-internet",
        title: "The instances reach the Internet, and nothing is denied on the way out",
        what: "Whether the security group of the gateway's subnet lets all traffic out to `Internet`, as the default rule 65001 does. A rule that denies any of it fails; one that denies something else warns, since no outbound rule may deny anything.",
        why: "The instances report over the Internet, and fetch certificates and revocation lists from there. On v2 the platform refuses such a group. With network isolation outbound rules may deny; servers, DNS, key vault and revocation lists must be reached all the same.",
        mend: "Delete the rule that denies, or allow what it denies above it.",
        commands: &[
            commands::NSG_RULES,
            Command::does(
                Effect::Changes,
                Shell::AzureCli,
                "Delete the rule that denies",
                "az network nsg rule delete -g <nsg-resource-group> --nsg-name <nsg> -n <nsg-rule>",
                "Create the rule again as `az network nsg rule show` printed it before.",
            ),
            Command::does(
                Effect::Changes,
                Shell::PowerShell,
                "Delete the rule that denies",
                "$nsg = Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <nsg-resource-group>\nRemove-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name <nsg-rule> | Set-AzNetworkSecurityGroup",
                "Add the rule again as Get-AzNetworkSecurityRuleConfig showed it before.",
            ),
        ],
        sources: &[
            INFRASTRUCTURE.under("Network security groups"),
            DEPLOYMENT.cite(),
            PRIVATE_DEPLOYMENT.cite(),
        ],
    },
    CheckEntry {
        id: "nsg-backend-port",
        title: "The probe's port is open from the gateway's subnet to the servers",
        what: "Two groups are on the way: that of the gateway's subnet, outbound, and those of the server, inbound. Each is evaluated on its own, for every server and port of the report. What is in effect at a server's network interface counts as the server's.",
        why: "What is denied never connects: the probe ends in a TCP error, or in a timeout where packets are dropped.",
        mend: "Allow the gateway's whole subnet, not the addresses of its instances, which change.",
        commands: &[
            commands::EFFECTIVE_RULES,
            commands::ALLOW_AT_SERVER,
            commands::ALLOW_AT_SERVER_POWERSHELL,
        ],
        sources: &[HEALTH.under("TCP connect error"), BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "nsg-rule-refused",
        title: "Azure takes every rule of the security group",
        what: "Ports and ranges of a rule from 0 to 65535, or `*`; its priority from 100 to 4096, and no other rule of its direction with the same one.",
        why: "The control plane refuses such a rule, and with it the template or the command that writes it: what it was to let in is not let in. What it would have done leaves other verdicts open here.",
        mend: "Correct the rule where it is written.",
        commands: &[commands::NSG_RULES, commands::NSG_RULES_POWERSHELL],
        sources: &[NETWORK_SECURITY_GROUPS.cite()],
    },
    CheckEntry {
        id: "route-default-next-hop",
        title: "The default route of the gateway's subnet leads to the Internet",
        what: "Where the Internet's addresses go by the routes of the subnet's table: the longest prefix wins. 0.0.0.0/0, or prefixes that cover it together such as 0.0.0.0/1 and 128.0.0.0/1, must lead to Internet. Routes for particular prefixes may lead to an appliance, as AKS with kubenet and secured virtual hubs need them. On v1 this warns only.",
        why: "The answers of the instances to Azure's management go this way. Led elsewhere they are lost, and the health of every server reads `Unknown`. v2 without network isolation does not support it, and refuses the route.",
        mend: "",
        commands: &[
            commands::ROUTE_TABLE,
            commands::DEFAULT_TO_INTERNET,
            commands::DEFAULT_TO_INTERNET_POWERSHELL,
        ],
        sources: &[
            INFRASTRUCTURE.under("Supported user-defined routes"),
            HEALTH.under("Other reasons"),
            DEPLOYMENT.cite(),
            PRIVATE_DEPLOYMENT.cite(),
        ],
    },
    CheckEntry {
        id: "route-bgp-propagation",
        title: "No default route is taken over from ExpressRoute or VPN",
        what: "Whether the subnet's route table disables propagation, or has a default route of its own to the Internet, which wins. Whether a default route is advertised at all, the effective routes of a server's network interface in the same network show.",
        why: "A default route learnt over BGP takes the gateway's answers on-premises, like one that somebody made.",
        mend: "",
        commands: &[
            commands::EFFECTIVE_RULES,
            commands::DISABLE_PROPAGATION,
            commands::DISABLE_PROPAGATION_POWERSHELL,
        ],
        sources: &[
            INFRASTRUCTURE.under("Supported user-defined routes"),
            HEALTH.under("Other reasons"),
            PRIVATE_DEPLOYMENT.cite(),
        ],
    },
    CheckEntry {
        id: "dns-custom-servers",
        title: "The virtual network's DNS servers answer the gateway",
        what: "Whether the virtual network has DNS servers of its own, and whether the security group lets the gateway's subnet out to their port 53. Azure's own DNS is in order; a custom server warns, since no output shows what it resolves.",
        why: "The gateway resolves servers by these, and public names such as those of revocation lists. A custom server that knows only private names makes health read `Unknown`. A new list is used only after the gateway was stopped and started.",
        mend: "",
        commands: &[
            commands::DNS_SERVERS,
            commands::DNS_SERVERS_POWERSHELL,
            commands::ASK_PUBLIC_NAME,
            commands::SET_DNS_SERVERS,
            commands::SET_DNS_SERVERS_POWERSHELL,
        ],
        sources: &[DNS_RESOLUTION.cite(), INFRASTRUCTURE.cite(), FAQ.cite()],
    },
];
