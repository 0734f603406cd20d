//! The entries, in the order of the checks.

use super::CheckEntry;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::playbook::common::commands;
use crate::guide::source::{
    AZURE_CLI, BACKEND_SETTINGS, BAD_GATEWAY, BAD_GATEWAY_STEPS, CERTIFICATES, DEPLOYMENT,
    DNS_RESOLUTION, FAQ, HEALTH, HEALTH_2026, INFRASTRUCTURE, MONITORING, POWERSHELL,
    PRIVATE_DEPLOYMENT, PROBES, RFC_6066, SELF_SIGNED, TLS_OVERVIEW, V1_RETIREMENT,
};

/// A change of the gateway by one line of Azure CLI and a few of PowerShell, undone by the same with
/// the earlier value.
macro_rules! change {
    ($purpose:literal, [$($cli:literal)*], $($line:literal)*) => {
        &[
            Command::does(
                Effect::Changes,
                Shell::AzureCli,
                $purpose,
                concat!("az network application-gateway ", $($cli),*),
                "The same command with the earlier value.",
            ),
            Command::does(
                Effect::Changes,
                Shell::PowerShell,
                $purpose,
                with_gateway!($($line)* "Set-AzApplicationGateway -ApplicationGateway $gw"),
                "The same lines with the earlier value.",
            ),
        ]
    };
}

/// A change of a custom probe.
macro_rules! change_probe {
    ($purpose:literal, $flags:literal, $($line:literal)*) => {
        change!(
            $purpose,
            ["probe update -g <resource-group> --gateway-name <gateway> -n <probe> " $flags],
            "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>"
            $($line)*
        )
    };
}

/// A change of a backend setting.
macro_rules! change_setting {
    ($purpose:literal, $flags:literal, $($line:literal)*) => {
        change!(
            $purpose,
            ["http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> " $flags],
            "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
            $($line)*
        )
    };
}

/// A root that is uploaded in the place of another one.
const REPLACE_ROOT: &[Command] = &[
    Command::does(
        Effect::Changes,
        Shell::AzureCli,
        "Put the right root in its place",
        "az network application-gateway root-cert update -g <resource-group> --gateway-name <gateway> -n <root-name> --cert-file <root-file>",
        "The same command with the earlier file.",
    ),
    Command::does(
        Effect::Changes,
        Shell::PowerShell,
        "Put the right root in its place",
        with_gateway!(
            "$gw = Set-AzApplicationGatewayTrustedRootCertificate -ApplicationGateway $gw -Name <root-name> -CertificateFile <root-file>"
            "Set-AzApplicationGateway -ApplicationGateway $gw"
        ),
        "The same lines with the earlier file.",
    ),
];

/// What a server presents.
const SHOW_CHAIN: Command = Command::reads(
    Shell::Posix,
    "The certificates that the server presents",
    "openssl s_client -connect <server>:<port> -servername <server-name> -showcerts </dev/null",
);

/// Every check's entry.
pub static ENTRIES: &[CheckEntry] = &[
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
                "az network nsg rule create -g <nsg-resource-group> --nsg-name <nsg> -n AllowAzureLoadBalancer --priority 110 --direction Inbound --access Allow --protocol '*' --source-address-prefixes AzureLoadBalancer --source-port-ranges '*' --destination-address-prefixes '*' --destination-port-ranges '*'",
                "az network nsg rule delete -g <nsg-resource-group> --nsg-name <nsg> -n AllowAzureLoadBalancer",
            ),
            Command::does(
                Effect::Changes,
                Shell::PowerShell,
                "Let the load balancer in",
                "$nsg = Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <nsg-resource-group>\nAdd-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name AllowAzureLoadBalancer -Priority 110 -Direction Inbound -Access Allow -Protocol * -SourceAddressPrefix AzureLoadBalancer -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange * | Set-AzNetworkSecurityGroup",
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
            Command::reads(
                Shell::Posix,
                "Does it know a public name? On a VM in the virtual network",
                "nslookup crl.microsoft.com <dns-server>",
            ),
            commands::SET_DNS_SERVERS,
        ],
        sources: &[DNS_RESOLUTION.cite(), INFRASTRUCTURE.cite(), FAQ.cite()],
    },
    CheckEntry {
        id: "gateway-not-running",
        title: "The gateway runs",
        what: "`operationalState` must be `Running`, and `provisioningState` not `Failed`.",
        why: "A gateway that is stopped, or whose last change failed, may answer everything with 502, whatever its servers do.",
        mend: "A failed state is often mended by an update that changes nothing.",
        commands: &[
            Command::does(
                Effect::Changes,
                Shell::AzureCli,
                "Start it",
                "az network application-gateway start -g <resource-group> -n <gateway>",
                "az network application-gateway stop -g <resource-group> -n <gateway>",
            ),
            Command::does(
                Effect::Changes,
                Shell::PowerShell,
                "Start it",
                with_gateway!("Start-AzApplicationGateway -ApplicationGateway $gw"),
                "Stop-AzApplicationGateway -ApplicationGateway $gw",
            ),
            Command::does(
                Effect::Changes,
                Shell::AzureCli,
                "Where provisioningState is Failed: an update that changes nothing",
                "az network application-gateway update -g <resource-group> -n <gateway>",
                "Nothing is changed.",
            ),
        ],
        sources: &[BAD_GATEWAY_STEPS.cite(), FAQ.cite()],
    },
    CheckEntry {
        id: "gateway-v1-retired",
        title: "The gateway is not a v1",
        what: "v1 was retired on 2026-04-28. The SKU comes from the gateway's configuration, or as you said it.",
        why: "A v1 gateway that still ran on that day was to be stopped, and nobody repairs one. It trusts certificates in another way, and uses other ports.",
        mend: "Move to v2: the retirement page has a script that makes a v2 gateway from the configuration of a v1.",
        commands: &[Command::reads(
            Shell::AzureCli,
            "Its SKU",
            "az network application-gateway show -g <resource-group> -n <gateway> --query sku -o json",
        )],
        sources: &[V1_RETIREMENT.cite()],
    },
    CheckEntry {
        id: "pool-empty",
        title: "The pool has targets",
        what: "Whether the report lists servers for the pool, or its configuration targets.",
        why: "A pool without targets has nobody to send a request to: clients get 502.",
        mend: "The list is written as a whole: name every target.",
        commands: &[
            Command::does(
                Effect::ReplacesList,
                Shell::AzureCli,
                "Write the pool's whole list",
                "az network application-gateway address-pool update -g <resource-group> --gateway-name <gateway> -n <pool> --servers <new-members>",
                "az network application-gateway address-pool update -g <resource-group> --gateway-name <gateway> -n <pool> --servers <members>",
            ),
            Command::does(
                Effect::ReplacesList,
                Shell::PowerShell,
                "Write the pool's whole list",
                with_gateway!(
                    "$gw = Set-AzApplicationGatewayBackendAddressPool -ApplicationGateway $gw -Name <pool> -BackendIPAddresses <new-members>"
                    "Set-AzApplicationGateway -ApplicationGateway $gw"
                ),
                "The same lines with the earlier list.",
            ),
        ],
        sources: &[BAD_GATEWAY.cite(), BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "pool-no-healthy-server",
        title: "A server of the pool is healthy",
        what: "Whether any server of the pool is `Healthy` with this setting. `Partial` does not count as healthy; a pool without targets is another check.",
        why: "Without a healthy server clients get 502, whatever they ask for; one document says 503.",
        mend: "Follow the steps of the problem that the servers share.",
        commands: &[commands::REPORT],
        sources: &[BAD_GATEWAY.cite(), BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "pool-history",
        title: "The pool's servers stayed healthy over the time of the metrics",
        what: "What HealthyHostCount and UnhealthyHostCount say of each pool and setting: when servers failed first, whether it goes on, and whether it goes up and down.",
        why: "The moment when it began points to what was changed then, and a count that goes up and down to load or to a tight timeout, not to a setting.",
        mend: "Compare the time with the activity log of the gateway, its network and the servers.",
        commands: &[commands::HOST_COUNTS],
        sources: &[MONITORING.cite()],
    },
    CheckEntry {
        id: "probe-protocol-mismatch",
        title: "Probe and backend setting use the same protocol",
        what: "The protocol of the custom probe against that of the backend setting that it is attached to.",
        why: "The control plane refuses the two (`ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol`).",
        mend: "",
        commands: change_probe!(
            "Give the probe the setting's protocol",
            "--protocol <protocol>",
            "$probe.Protocol = <protocol>"
        ),
        sources: &[BAD_GATEWAY_STEPS.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "probe-host-missing",
        title: "The custom probe knows which host to ask for",
        what: "A custom probe needs a host of its own, or takes it from a backend setting that has one, by `hostName` or from the backend target.",
        why: "The control plane refuses it (`ApplicationGatewayProbeHostIsNull`, `ApplicationGatewayBackendHttpSettingsIncompatibleProbeSettingPickHostName`).",
        mend: "",
        commands: change_probe!(
            "Give the probe a host",
            "--host <new-host>",
            "$probe.Host = <new-host>"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            BAD_GATEWAY_STEPS.cite(),
        ],
    },
    CheckEntry {
        id: "probe-host-is-ip",
        title: "An HTTPS probe asks for a name, not for an address",
        what: "Whether the host of a probe over HTTPS is an IP address.",
        why: "No server name is sent in TLS for an address (RFC 6066): a server with several sites cannot choose the certificate, and shows its default one.",
        mend: "",
        commands: change_probe!(
            "Give the probe the name that the certificate has",
            "--host <new-host>",
            "$probe.Host = <new-host>"
        ),
        sources: &[
            HEALTH.under("Common Name (CN) doesn't match"),
            RFC_6066.cite(),
            TLS_OVERVIEW.cite(),
        ],
    },
    CheckEntry {
        id: "probe-timeout-exceeds-interval",
        title: "The probe's timeout is within its interval",
        what: "The timeout of the custom probe against its interval. The portal's help says that it should not exceed it; the API takes it, and Azure CLI's own defaults are 30 and 120.",
        why: "Probes then overlap, and a server that hangs is found late.",
        mend: "",
        commands: change_probe!(
            "Bring the timeout within the interval",
            "--timeout <new-timeout>",
            "$probe.Timeout = <new-timeout>"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            AZURE_CLI.cite(),
        ],
    },
    CheckEntry {
        id: "probe-path-invalid",
        title: "The probe's path begins with a slash",
        what: "Whether the path of the custom probe begins with `/`.",
        why: "The path is put behind host and port as it stands; without a slash it is refused, or asks for something else.",
        mend: "",
        commands: change_probe!(
            "Correct the path",
            "--path <new-path>",
            "$probe.Path = <new-path>"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-range",
        title: "The probe's numbers are in range",
        what: "Interval and timeout from 1 to 86400 seconds, unhealthy threshold from 1 to 20, port from 1 to 65535.",
        why: "The API refuses anything else.",
        mend: "",
        commands: change_probe!(
            "Set the usual values",
            "--interval 30 --timeout 30 --threshold 3",
            "$probe.Interval = 30"
            "$probe.Timeout = 30"
            "$probe.UnhealthyThreshold = 3"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            AZURE_CLI.cite(),
        ],
    },
    CheckEntry {
        id: "probe-min-servers-masks",
        title: "No server is called healthy whatever its probe says",
        what: "Whether the custom probe has `minServers` above 0.",
        why: "That many servers are marked healthy always. The report then hides failures, and clients get 502 from servers that do not answer.",
        mend: "The portal does not show the property.",
        commands: change_probe!(
            "Let the probe decide",
            "--min-servers 0",
            "$probe.MinServers = 0"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-status-codes-invalid",
        title: "The probe's accepted status codes can be read",
        what: "Each entry of `match.statusCodes` is a code or a range such as `200-399`.",
        why: "What is neither accepts nothing, so that the server turns unhealthy whatever it answers.",
        mend: "",
        commands: change_probe!(
            "Accept what the default probe accepts",
            "--match-status-codes 200-399",
            "$probe.Match = New-AzApplicationGatewayProbeHealthResponseMatch -StatusCode 200-399"
        ),
        sources: &[PROBES.under("Probe matching")],
    },
    CheckEntry {
        id: "probe-host-invalid",
        title: "The probe's host is a name alone",
        what: "Whether the host of the custom probe holds more than a host name: a scheme, a port, a path or a blank.",
        why: "It is sent as it stands, as Host header and on v2 as server name in TLS. A server does not know such a name.",
        mend: "",
        commands: change_probe!(
            "Give the name alone",
            "--host <new-host>",
            "$probe.Host = <new-host>"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-host-and-pick",
        title: "The probe's host comes from one place",
        what: "Whether the custom probe has a host and picks that of the backend setting as well.",
        why: "Only one of them can be meant, and no document says which one counts. Tools that write such a probe may be refused.",
        mend: "",
        commands: change_probe!(
            "Pick none, so that the probe's own host counts",
            "--host-name-from-http-settings false",
            "$probe.PickHostNameFromBackendHttpSettings = $false"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            BACKEND_SETTINGS.cite(),
        ],
    },
    CheckEntry {
        id: "probe-timeout-exceeds-request-timeout",
        title: "The probe waits no longer than requests do",
        what: "The timeout of the custom probe against the request timeout of its backend setting.",
        why: "A server that answers in between is called healthy, and every request to it times out.",
        mend: "Shorten the probe's timeout, or lengthen that of requests.",
        commands: change_probe!(
            "Shorten the probe's timeout",
            "--timeout <new-timeout>",
            "$probe.Timeout = <new-timeout>"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            BACKEND_SETTINGS.cite(),
        ],
    },
    CheckEntry {
        id: "probe-body-too-long",
        title: "The text that the body must hold is not too long",
        what: "`match.body` may have 4090 characters.",
        why: "The limit is documented; a longer text is refused or never matches.",
        mend: "",
        commands: change_probe!(
            "Look for a shorter text",
            "--match-body <new-body>",
            "$probe.Match.Body = <new-body>"
        ),
        sources: &[PROBES.under("Probe matching")],
    },
    CheckEntry {
        id: "probe-body-is-pattern",
        title: "The text that the body must hold is plain",
        what: "Whether `match.body` looks like a regular expression.",
        why: "It is compared to the letter, as a part of the body: a pattern matches only where it is printed itself.",
        mend: "",
        commands: change_probe!(
            "Look for a plain text",
            "--match-body <new-body>",
            "$probe.Match.Body = <new-body>"
        ),
        sources: &[FAQ.cite(), PROBES.under("Probe matching")],
    },
    CheckEntry {
        id: "probe-cli-defaults",
        title: "The probe's timing was chosen",
        what: "Whether interval, timeout and threshold are 30, 120 and 8, which Azure CLI sets where it is not told otherwise.",
        why: "A dead server then keeps getting requests for minutes; the default probe has 30, 30 and 3.",
        mend: "",
        commands: change_probe!(
            "Set the timing of the default probe",
            "--interval 30 --timeout 30 --threshold 3",
            "$probe.Interval = 30"
            "$probe.Timeout = 30"
            "$probe.UnhealthyThreshold = 3"
        ),
        sources: &[
            AZURE_CLI.cite(),
            PROBES.under("Default health probe settings"),
        ],
    },
    CheckEntry {
        id: "probe-port-on-v1",
        title: "The probe has no port of its own on v1",
        what: "Whether the custom probe of a v1 gateway has a port.",
        why: "v1 does not know it: the setting's port is probed.",
        mend: "Give the setting the port that is meant.",
        commands: change_setting!(
            "Give the setting the port",
            "--port <new-port>",
            "$setting.Port = <new-port>"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-proxy-protocol",
        title: "Probe and setting agree on the proxy protocol header",
        what: "`enableProbeProxyProtocolHeader` of the probe against `enableL4ClientIpPreservation` of its layer 4 setting.",
        why: "With client IP preservation a header goes ahead of every connection. A probe that differs sees another server than requests do.",
        mend: "",
        commands: &[Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Let the probe send the header",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --enable-proxy-header true",
            "The same command with false.",
        )],
        sources: &[
            HEALTH_2026.under("Proxy protocol unsupported"),
            AZURE_CLI.cite(),
        ],
    },
    CheckEntry {
        id: "setting-host-missing",
        title: "The application gets a host name that it knows",
        what: "Whether a server that serves by host name, such as an App Service, gets one: from `hostName`, or from the backend target.",
        why: "Without either, requests carry the client's host. A server with several sites answers 404 or redirects, although its probe may be healthy.",
        mend: "",
        commands: change_setting!(
            "Take the host name from the pool's entry",
            "--host-name-from-backend-pool true",
            "$setting.PickHostNameFromBackendAddress = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite(), BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "setting-pick-host-with-ip-target",
        title: "The host is not picked from an IP address",
        what: "A setting with `pickHostNameFromBackendAddress` against the entries of its pool.",
        why: "An address is no name: over HTTPS nothing can be compared with the certificate, and the mode does not support it.",
        mend: "",
        commands: change_setting!(
            "Say the host name yourself",
            "--host-name-from-backend-pool false --host-name <new-host>",
            "$setting.PickHostNameFromBackendAddress = $false"
            "$setting.HostName = <new-host>"
        ),
        sources: &[TLS_OVERVIEW.cite(), BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-trusted-root-on-http",
        title: "Trusted roots stand on settings with TLS only",
        what: "Whether a backend setting over HTTP has trusted root certificates.",
        why: "The control plane refuses it (`ApplicationGatewayBackendHttpSettingsCannotHaveTrustedRootCertificate`), and nothing is encrypted on the way to the server.",
        mend: "Use HTTPS with the server's TLS port, or take the roots off the setting.",
        commands: change_setting!(
            "Use HTTPS",
            "--protocol Https --port <new-port>",
            "$setting.Protocol = 'Https'"
            "$setting.Port = <new-port>"
        ),
        sources: &[BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "setting-chain-check-off",
        title: "Chain and dates of the server's certificate are checked",
        what: "`validateCertChainAndExpiry` of the backend setting.",
        why: "Switched off, any certificate is taken, an expired one too. It is meant for tests.",
        mend: "",
        commands: change_setting!(
            "Switch the check on",
            "--validate-cert-chain-and-expiry true",
            "$setting.ValidateCertChainAndExpiry = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-name-check-off",
        title: "The name of the server's certificate is checked",
        what: "`validateSNI` of the backend setting.",
        why: "Switched off, a certificate for any host is taken. It is meant for tests.",
        mend: "",
        commands: change_setting!(
            "Switch the check on",
            "--validate-sni true",
            "$setting.ValidateSNI = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite(), TLS_OVERVIEW.cite()],
    },
    CheckEntry {
        id: "setting-range",
        title: "The setting's numbers are in range",
        what: "Port from 1 to 65535 and request timeout from 1 to 86400 seconds; a server on the Internet gets 240 seconds at most.",
        why: "The API refuses anything else, and a longer wait for a public server ends at four minutes all the same.",
        mend: "",
        commands: change_setting!(
            "Correct the request timeout",
            "--timeout <new-timeout>",
            "$setting.RequestTimeout = <new-timeout>"
        ),
        sources: &[BACKEND_SETTINGS.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "setting-host-and-pick",
        title: "The setting's host name comes from one place",
        what: "Whether the backend setting has a host name and picks that of the target as well.",
        why: "Only one of them can be meant, and tools that write such a setting may be refused.",
        mend: "",
        commands: change_setting!(
            "Pick none, so that the setting's own host name counts",
            "--host-name-from-backend-pool false",
            "$setting.PickHostNameFromBackendAddress = $false"
        ),
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-host-is-ip",
        title: "The setting's host is a name, not an address",
        what: "Whether the host name of a setting over HTTPS is an IP address.",
        why: "No server name is sent in TLS for an address (RFC 6066): the server shows its default certificate.",
        mend: "",
        commands: change_setting!(
            "Give the name that the certificate has",
            "--host-name <new-host>",
            "$setting.HostName = <new-host>"
        ),
        sources: &[TLS_OVERVIEW.cite(), RFC_6066.cite()],
    },
    CheckEntry {
        id: "setting-sni-name-unused",
        title: "A server name that is set is used",
        what: "Whether the setting names an `sniName` while `validateSNI` is off.",
        why: "The name is then compared with nothing: whoever set it thinks that the certificate is checked.",
        mend: "",
        commands: change_setting!(
            "Switch the check on",
            "--validate-sni true",
            "$setting.ValidateSNI = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-roots-need-host",
        title: "A setting with trusted roots has a host name",
        what: "Whether a setting with trusted roots has a host name, or picks that of the target.",
        why: "Without one live requests are compared with the client's own Host header, which the server's certificate may not have.",
        mend: "",
        commands: change_setting!(
            "Say the host name",
            "--host-name <new-host>",
            "$setting.HostName = <new-host>"
        ),
        sources: &[AZURE_CLI.cite(), TLS_OVERVIEW.cite()],
    },
    CheckEntry {
        id: "setting-layer-4-picks-host",
        title: "A layer 4 setting picks no host name",
        what: "`pickHostNameFromBackendAddress` of a setting for TCP or TLS.",
        why: "The control plane refuses it (`ApplicationGatewayBackendSettingsPickHostNameFromBackendAddressNotAllowed`).",
        mend: "",
        commands: &[Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Say the host name yourself",
            "az network application-gateway settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name <new-host>",
            "The same command with the earlier value.",
        )],
        sources: &[BACKEND_SETTINGS.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "setting-layer-4-switches",
        title: "A layer 4 setting has no switches of layer 7",
        what: "Whether a setting for TCP or TLS has `validateCertChainAndExpiry`, `validateSNI` or `sniName`.",
        why: "They are not supported there and change nothing; for TLS `hostName` is the server name.",
        mend: "Leave them out.",
        commands: &[commands::LAYER_4_SETTINGS],
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-authentication-certificates-mixed",
        title: "All HTTPS settings of a v1 have authentication certificates, or none has",
        what: "Which HTTPS settings of a v1 gateway refer to authentication certificates.",
        why: "The control plane refuses a mixture.",
        mend: "",
        commands: &[Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Attach the server's certificate to the setting that has none",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --auth-certs <certificate-name>",
            "The same command with the earlier list.",
        )],
        sources: &[CERTIFICATES.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "setting-unused",
        title: "A rule uses the backend setting",
        what: "Whether a routing rule, or a path rule of a URL path map, refers to the setting.",
        why: "Nothing is probed with a setting that no rule uses: its custom probe does not run, and its health is in no report.",
        mend: "Refer to the setting from the rule that is to use it, or delete it.",
        commands: &[Command::reads(
            Shell::AzureCli,
            "The rules, with their pools and settings",
            "az network application-gateway rule list -g <resource-group> --gateway-name <gateway> -o json",
        )],
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "listener-port-protocol",
        title: "No listener speaks plain HTTP on port 443",
        what: "Protocol and port of every listener whose frontend port is known.",
        why: "The control plane refuses it (`ApplicationGatewayPortNotValidForProtocol`).",
        mend: "Give the listener HTTPS with a certificate, or another port.",
        commands: &[Command::reads(
            Shell::AzureCli,
            "The listeners, with their ports and host names",
            "az network application-gateway http-listener list -g <resource-group> --gateway-name <gateway> -o json",
        )],
        sources: &[BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "trusted-root-not-ca",
        title: "What is uploaded as a root may sign",
        what: "Whether the uploaded certificate says that it is a CA.",
        why: "A certificate without that is no root to OpenSSL: the chain is refused, or called one without its intermediate.",
        mend: "Make the root with `basicConstraints=critical,CA:TRUE`, sign the server's certificate with it, and upload it.",
        commands: REPLACE_ROOT,
        sources: &[SELF_SIGNED.cite(), TLS_OVERVIEW.cite()],
    },
    CheckEntry {
        id: "trusted-root-is-leaf",
        title: "What is uploaded is the root, not the server's certificate",
        what: "Whether the uploaded certificate is a server's, or one between server and root.",
        why: "v2 trusts roots. The server's own certificate matches nothing, and it changes with every renewal.",
        mend: "Export the root at the top of the chain.",
        commands: REPLACE_ROOT,
        sources: &[TLS_OVERVIEW.cite(), SELF_SIGNED.cite()],
    },
    CheckEntry {
        id: "trusted-root-expired",
        title: "The uploaded root is within its dates",
        what: "The dates of every uploaded root, at the time that is judged at.",
        why: "A chain that ends in an expired root is refused like one with an expired certificate.",
        mend: "Upload the new root before the servers change to it: a setting may trust both.",
        commands: REPLACE_ROOT,
        sources: &[HEALTH.under("Backend certificate has expired")],
    },
    CheckEntry {
        id: "message-contradicts-chain",
        title: "The message and the chain agree",
        what: "What the probe's message says against what the chain pasted for that server would get.",
        why: "Where they differ, the chain was taken from another server, by another name, or at another time; or the gateway does not show its latest probe yet.",
        mend: "Ask the server again, from a VM in the gateway's network and with the name that the probe sends.",
        commands: &[SHOW_CHAIN],
        sources: &[HEALTH.cite(), POWERSHELL.cite()],
    },
    CheckEntry {
        id: "private-key-pasted",
        title: "No private key is in what was pasted",
        what: "Whether a private key stood in a paste or a file. It was cut out before anything else saw it, and is kept nowhere.",
        why: "Whoever has the key can pretend to be the server. What was in a clipboard, a ticket or a mail is in other places, too.",
        mend: "Make a new key, have a certificate made for it, install both, and have the old certificate revoked.",
        commands: &[],
        sources: &[],
    },
];
