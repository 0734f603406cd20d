//! Commands that several steps share.

use crate::guide::command::{Command, Effect, Shell};

/// The report.
pub const REPORT: Command = Command::reads(
    Shell::AzureCli,
    "Health of every server, with its message",
    "az network application-gateway show-backend-health -g <resource-group> -n <gateway> -o json",
);

/// The whole gateway.
pub const GATEWAY: Command = Command::reads(
    Shell::AzureCli,
    "The gateway: its state, pools, settings, probes and roots",
    "az network application-gateway show -g <resource-group> -n <gateway> -o json",
);

/// The whole gateway.
pub const GATEWAY_POWERSHELL: Command = Command::reads(
    Shell::PowerShell,
    "The gateway with pools, settings, probes and roots",
    with_gateway!("$gw | ConvertTo-Json -Depth 10"),
);

/// What a server presents.
pub const SHOW_CHAIN: Command = Command::reads(
    Shell::Posix,
    "The certificates that the server presents",
    "openssl s_client -connect <server>:<port> -servername <server-name> -showcerts </dev/null",
);

/// The settings of layer 4, which `http-settings list` leaves out.
pub const LAYER_4_SETTINGS: Command = Command::reads(
    Shell::AzureCli,
    "The backend settings of layer 4 (TCP and TLS)",
    "az network application-gateway settings list -g <resource-group> --gateway-name <gateway> -o json",
);

/// What the probe asks, over HTTP.
pub const ASK_OVER_HTTP: Command = Command::reads(
    Shell::Posix,
    "Over HTTP",
    "curl -sS -i -H Host:<host> http://<server>:<port><path>",
);

/// What the probe asks, over HTTPS.
pub const ASK_OVER_HTTPS: Command = Command::reads(
    Shell::Posix,
    "Over HTTPS, with the probe's server name",
    "curl -sSk -i --connect-to <host>:<port>:<server>:<port> https://<host>:<port><path>",
);

/// Whether the port answers.
pub const TEST_PORT: Command = Command::reads(
    Shell::PowerShell,
    "Does the port answer?",
    "Test-NetConnection -ComputerName <address> -Port <port>",
);

/// What applies to a server's network interface.
pub const EFFECTIVE_RULES: Command = Command::reads(
    Shell::AzureCli,
    "Effective rules and routes of the server's network interface",
    "az network nic list-effective-nsg -g <nic-resource-group> -n <nic> -o json\naz network nic show-effective-route-table -g <nic-resource-group> -n <nic> -o json",
);

/// The rules in effect at a server's network interface.
pub const EFFECTIVE_NSG: Command = Command::reads(
    Shell::AzureCli,
    "Effective rules of the server's network interface",
    "az network nic list-effective-nsg -g <nic-resource-group> -n <nic> -o json",
);

/// The gateway's subnet, found by the gateway's name alone.
pub const SUBNET: Command = Command::reads(
    Shell::AzureCli,
    "The gateway's subnet with its group and route table",
    "az network vnet subnet show --ids $(az network application-gateway show -g <resource-group> -n <gateway> --query \"gatewayIPConfigurations[0].subnet.id\" -o tsv) -o json",
);

/// A whole group.
pub const NSG: Command = Command::reads(
    Shell::AzureCli,
    "The rules of a network security group, the default ones included",
    "az network nsg show -g <nsg-resource-group> -n <nsg> -o json",
);

/// A group's rules.
pub const NSG_RULES: Command = Command::reads(
    Shell::AzureCli,
    "The group's rules, the default ones included",
    "az network nsg rule list -g <nsg-resource-group> --nsg-name <nsg> --include-default -o json",
);

/// A group's rules.
pub const NSG_RULES_POWERSHELL: Command = Command::reads(
    Shell::PowerShell,
    "The group's rules, the default ones included",
    "Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <nsg-resource-group> | Get-AzNetworkSecurityRuleConfig | Format-List\nGet-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <nsg-resource-group> | Get-AzNetworkSecurityRuleConfig -DefaultRules | Format-List",
);

/// A table's routes.
pub const ROUTE_TABLE: Command = Command::reads(
    Shell::AzureCli,
    "Routes of a route table",
    "az network route-table show -g <route-table-resource-group> -n <route-table> -o json",
);

/// The network's DNS servers.
pub const DNS_SERVERS: Command = Command::reads(
    Shell::AzureCli,
    "The virtual network's DNS servers",
    "az network vnet show -g <vnet-resource-group> -n <vnet> --query dhcpOptions.dnsServers -o json",
);

/// The network's DNS servers.
pub const DNS_SERVERS_POWERSHELL: Command = Command::reads(
    Shell::PowerShell,
    "The virtual network's DNS servers",
    "(Get-AzVirtualNetwork -Name <vnet> -ResourceGroupName <vnet-resource-group>).DhcpOptions.DnsServers",
);

/// Whether a custom DNS server resolves a name that revocation needs.
pub const ASK_PUBLIC_NAME: Command = Command::reads(
    Shell::Posix,
    "Does it know a public name? On a VM in the virtual network",
    "nslookup crl.microsoft.com <dns-server>",
);

/// Other DNS servers.
pub const SET_DNS_SERVERS: Command = Command::does(
    Effect::ReplacesList,
    Shell::AzureCli,
    "Set the virtual network's DNS servers",
    "az network vnet update -g <vnet-resource-group> -n <vnet> --dns-servers <dns-servers>",
    "The same command with the earlier servers; `null` goes back to Azure's own DNS.",
);

/// Other DNS servers.
pub const SET_DNS_SERVERS_POWERSHELL: Command = Command::does(
    Effect::ReplacesList,
    Shell::PowerShell,
    "Set the virtual network's DNS servers",
    "$vnet = Get-AzVirtualNetwork -Name <vnet> -ResourceGroupName <vnet-resource-group>\n$vnet.DhcpOptions = New-Object PSObject -Property @{ DnsServers = @(<dns-servers>) }\nSet-AzVirtualNetwork -VirtualNetwork $vnet",
    "The same lines with the earlier servers; `@()` goes back to Azure's own DNS.",
);

/// How many servers are and were healthy.
pub const HOST_COUNTS: Command = Command::reads(
    Shell::AzureCli,
    "Healthy and unhealthy servers, hourly averages over three days",
    "az monitor metrics list --resource <gateway-id> --metrics HealthyHostCount UnhealthyHostCount --dimension BackendSettingsPool --aggregation Average --interval PT1H --offset 3d -o json",
);

/// GatewayManager in.
pub const ALLOW_GATEWAY_MANAGER: Command = Command::does(
    Effect::Changes,
    Shell::AzureCli,
    "Let GatewayManager in",
    "az network nsg rule create -g <nsg-resource-group> --nsg-name <nsg> -n AllowGatewayManager --priority <manager-priority> --direction Inbound --access Allow --protocol Tcp --source-address-prefixes GatewayManager --source-port-ranges '*' --destination-address-prefixes '*' --destination-port-ranges <control-ports>",
    "az network nsg rule delete -g <nsg-resource-group> --nsg-name <nsg> -n AllowGatewayManager",
);

/// GatewayManager in.
pub const ALLOW_GATEWAY_MANAGER_POWERSHELL: Command = Command::does(
    Effect::Changes,
    Shell::PowerShell,
    "Let GatewayManager in",
    "$nsg = Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <nsg-resource-group>\nAdd-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name AllowGatewayManager -Priority <manager-priority> -Direction Inbound -Access Allow -Protocol Tcp -SourceAddressPrefix GatewayManager -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange <control-ports> | Set-AzNetworkSecurityGroup",
    "Remove-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name AllowGatewayManager | Set-AzNetworkSecurityGroup",
);

/// The gateway's subnet in at the server.
pub const ALLOW_AT_SERVER: Command = Command::does(
    Effect::Changes,
    Shell::AzureCli,
    "Allow the gateway's subnet",
    "az network nsg rule create -g <server-nsg-resource-group> --nsg-name <server-nsg> -n AllowApplicationGateway --priority <server-priority> --direction Inbound --access Allow --protocol Tcp --source-address-prefixes <gateway-prefix> --source-port-ranges '*' --destination-address-prefixes '*' --destination-port-ranges <port>",
    "az network nsg rule delete -g <server-nsg-resource-group> --nsg-name <server-nsg> -n AllowApplicationGateway",
);

/// The gateway's subnet in at the server.
pub const ALLOW_AT_SERVER_POWERSHELL: Command = Command::does(
    Effect::Changes,
    Shell::PowerShell,
    "Allow the gateway's subnet",
    "$nsg = Get-AzNetworkSecurityGroup -Name <server-nsg> -ResourceGroupName <server-nsg-resource-group>\nAdd-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name AllowApplicationGateway -Priority <server-priority> -Direction Inbound -Access Allow -Protocol Tcp -SourceAddressPrefix <gateway-prefix> -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange <port> | Set-AzNetworkSecurityGroup",
    "Remove-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name AllowApplicationGateway | Set-AzNetworkSecurityGroup",
);

/// The default route to the Internet.
pub const DEFAULT_TO_INTERNET: Command = Command::does(
    Effect::ReplacesObject,
    Shell::AzureCli,
    "Send the default route to the Internet: the route of that name is replaced",
    "az network route-table route create -g <route-table-resource-group> --route-table-name <route-table> -n <route> --address-prefix 0.0.0.0/0 --next-hop-type Internet",
    "az network route-table route create -g <route-table-resource-group> --route-table-name <route-table> -n <route> --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address <firewall-ip>",
);

/// The default route to the Internet.
pub const DEFAULT_TO_INTERNET_POWERSHELL: Command = Command::does(
    Effect::ReplacesObject,
    Shell::PowerShell,
    "Send the default route to the Internet: the route of that name is replaced",
    "$routes = Get-AzRouteTable -Name <route-table> -ResourceGroupName <route-table-resource-group>\nSet-AzRouteConfig -Name <route> -AddressPrefix 0.0.0.0/0 -NextHopType Internet -RouteTable $routes | Set-AzRouteTable",
    "The same lines with the earlier next hop: -NextHopType VirtualAppliance -NextHopIpAddress <firewall-ip>",
);

/// No routes learnt over BGP.
pub const DISABLE_PROPAGATION: Command = Command::does(
    Effect::Changes,
    Shell::AzureCli,
    "Keep routes learnt over BGP off the subnets of this route table",
    "az network route-table update -g <route-table-resource-group> -n <route-table> --disable-bgp-route-propagation true",
    "az network route-table update -g <route-table-resource-group> -n <route-table> --disable-bgp-route-propagation false",
);

/// No routes learnt over BGP.
pub const DISABLE_PROPAGATION_POWERSHELL: Command = Command::does(
    Effect::Changes,
    Shell::PowerShell,
    "Keep routes learnt over BGP off the subnets of this route table",
    "$routes = Get-AzRouteTable -Name <route-table> -ResourceGroupName <route-table-resource-group>\n$routes.DisableBgpRoutePropagation = $true\n$routes | Set-AzRouteTable",
    "The same lines with $false.",
);
