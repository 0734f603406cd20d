//! The gateway itself and its pools.

use crate::guide::check::CheckEntry;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::playbook::common::commands;
use crate::guide::source::{
    BAD_GATEWAY, BAD_GATEWAY_STEPS, FAQ, MONITORING, RESPONSE_CODES, V1_RETIREMENT,
};

pub(super) static ENTRIES: &[CheckEntry] = &[
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
        what: "Whether any server of the pool is `Healthy` with this setting. Of `Partial` no document says whether it gets requests; a pool without targets is another check.",
        why: "Without a healthy server clients get 502 for every request to the pool; one document says 503.",
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
        id: "access-log-errors",
        title: "No request in the access log got a server error",
        what: "The status that clients got, the server's own status, `error_info` and the latency of each row; the gateway's own requests (client 127.0.0.1) are left out.",
        why: "The rows tell whether a server took the request: none did, one was too slow or hung up, or the error is the server's own answer.",
        mend: "Follow the walk for clients that get 502 or 504 while every server is healthy.",
        commands: &[commands::REPORT],
        sources: &[MONITORING.cite(), BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "response-errors",
        title: "A client got an answer without an error",
        what: "The status of the answer and who made it: the field `Server` of its header, or the foot of the error page. The gateway calls itself `Microsoft-Azure-Application-Gateway/v2`; what a server calls itself is handed on as it is. What curl, `openssl s_client`, `nc`, nslookup, dig and `Test-NetConnection` print on another machine counts, too, but that machine's names, routes and roots need not be the gateway's. The page with `Web server received an invalid response while acting as a gateway or proxy server` names nobody: a v1 gateway shows it, and so does IIS where it stands before an application, as in an App Service.",
        why: "An error of the gateway's own is looked for in its backend health, settings and rules; one of a server's in that server's log.",
        mend: "Read backend health. Where every server is healthy, follow the walk for clients that get 502 or 504 all the same.",
        commands: &[
            Command::reads(
                Shell::Posix,
                "The answer's header, as a client of the gateway gets it",
                "curl -sv -o /dev/null https://<host>/",
            ),
            commands::REPORT,
        ],
        sources: &[
            RESPONSE_CODES.cite(),
            BAD_GATEWAY.cite(),
            BAD_GATEWAY_STEPS.cite(),
        ],
    },
];
