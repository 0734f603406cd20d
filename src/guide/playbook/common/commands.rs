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

/// The gateway's subnet, found by the gateway's name alone.
pub const SUBNET: Command = Command::reads(
    Shell::AzureCli,
    "The gateway's subnet with its group and route table",
    "az network vnet subnet show --ids $(az network application-gateway show -g <resource-group> -n <gateway> --query \"gatewayIPConfigurations[0].subnet.id\" -o tsv) -o json",
);

/// A group's rules.
pub const NSG_RULES: Command = Command::reads(
    Shell::AzureCli,
    "The group's rules, the default ones included",
    "az network nsg rule list -g <vnet-resource-group> --nsg-name <nsg> --include-default -o json",
);

/// A table's routes.
pub const ROUTE_TABLE: Command = Command::reads(
    Shell::AzureCli,
    "Routes of a route table",
    "az network route-table show -g <vnet-resource-group> -n <route-table> -o json",
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

/// Other DNS servers.
pub const SET_DNS_SERVERS: Command = Command::does(
    Effect::ReplacesList,
    Shell::AzureCli,
    "Set the virtual network's DNS servers",
    "az network vnet update -g <vnet-resource-group> -n <vnet> --dns-servers <dns-servers>",
    "The same command with the earlier servers; `null` goes back to Azure's own DNS.",
);

/// How many servers are and were healthy.
pub const HOST_COUNTS: Command = Command::reads(
    Shell::AzureCli,
    "Healthy and unhealthy servers, hourly averages over three days",
    "az monitor metrics list --resource <gateway-id> --metrics HealthyHostCount UnhealthyHostCount --dimension BackendSettingsPool --aggregation Average --interval PT1H --offset 3d -o json",
);
