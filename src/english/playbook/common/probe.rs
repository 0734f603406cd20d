//! Shared steps about the probe: which one runs, trying one, making and attaching one.

use super::commands;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::probe::Whose;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    AZURE_CLI, BACKEND_SETTINGS, CREATE_PROBE as PORTAL_PROBE, HEALTH, POWERSHELL, PROBES,
};
use crate::guide::step::{Blade, Block, Link, Step};

/// Which probe and setting are at work.
pub static WHICH_PROBE: Step = Step {
    id: "common/which-probe",
    title: "Find out which backend setting and which probe apply",
    body: &[
        Block::Text(
            "A server is probed once for each backend setting that a rule uses it with, by every instance of the gateway. The setting's custom probe decides host, path, timing and what counts as success; a setting without one uses the default probe.",
        ),
        Block::List(&[
            "The default probe sends `GET` to `<protocol>://127.0.0.1:<port>/`, with protocol and port of the setting; `http://127.0.0.1:80/` for HTTP on port 80. `127.0.0.1` is the Host header only: the probe goes to the server's own address. Where the setting has a host, the newer text has the probe send that instead.",
            "It accepts 200 to 399, runs every 30 seconds, waits 30 seconds, and gives up on a server after 3 failures.",
            "To probe another protocol, host, path or port, or to accept other codes, attach a custom probe.",
            "`minServers` above 0 keeps that many servers marked healthy whatever their probes say: requests may then go to dead ones.",
        ]),
        Block::Caution(
            "A probe made by Azure CLI without saying more waits 120 seconds and gives up after 8 failures: `interval` 30, `timeout` 120, `unhealthyThreshold` 8.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "The backend settings, with their probe, port and host",
            "az network application-gateway http-settings list -g <resource-group> --gateway-name <gateway> -o json",
        ),
        Command::reads(
            Shell::AzureCli,
            "The custom probes",
            "az network application-gateway probe list -g <resource-group> --gateway-name <gateway> -o json",
        ),
        commands::LAYER_4_SETTINGS,
        Command::reads(
            Shell::PowerShell,
            "Backend settings and custom probes",
            with_gateway!(
                "Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw"
                "Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw"
            ),
        ),
    ],
    portal: &[Blade::BackendSettings, Blade::HealthProbes],
    links: &[Link {
        label: "How health probes work",
        url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview",
    }],
    answer: Some(answer_which_probe),
    sources: &[
        HEALTH.under("Backend health status: Unhealthy"),
        PROBES.under("Default health probe"),
        AZURE_CLI.under("az network application-gateway probe create"),
    ],
    ..Step::BLANK
};

fn answer_which_probe(s: &Situation<'_>) -> Answer {
    let timing = s.timing();
    let setting = match s.setting_label() {
        Some(name) => format!("the setting `{name}`"),
        None => "the setting".to_owned(),
    };
    match timing.whose {
        Whose::Assumed => Answer::needs(
            "Paste what `az network application-gateway show` prints: it holds settings and probes.",
        ),
        Whose::Default => Answer::done(format!(
            "There is no custom probe on {setting}: the default one runs, every 30 seconds."
        )),
        Whose::Custom(_) => {
            let mut because = format!(
                "{} runs every {} seconds, waits {}, and gives up after {} failures",
                timing.subject(),
                timing.interval,
                timing.timeout,
                timing.threshold
            );
            if let Some(path) = s.path() {
                because.push_str(&format!("; path `{path}`"));
            }
            if let Some(host) = s.host() {
                because.push_str(&format!("; host `{host}`"));
            }
            because.push('.');
            if let Some(masked @ 1..) = s.probe().and_then(|probe| probe.min_servers) {
                because.push_str(&format!(
                    " `minServers` keeps {masked} marked healthy whatever happens."
                ));
            }
            if (timing.interval, timing.timeout, timing.threshold) == (30, 120, 8) {
                because.push_str(" 30, 120 and 8 are what Azure CLI sets by itself.");
            }
            Answer::done(because)
        }
    }
}

/// One probe, now.
pub static PROBE_ON_DEMAND: Step = Step {
    id: "common/probe-on-demand",
    title: "Have the gateway probe once, now",
    body: &[
        Block::Text(
            "The gateway makes one probe with the values that you give and returns its message, whatever the configured probe says. Try a path, a host or a code here before changing the probe.",
        ),
        Block::Caution(
            "This test, like the portal's Test of a probe, does not honour the setting's TLS validation switches: its verdict on a certificate may differ from the periodic one.",
        ),
    ],
    commands: &[Command::reads(
        Shell::AzureCli,
        "One probe on demand (preview flags)",
        "az network application-gateway show-backend-health -g <resource-group> -n <gateway> --address-pool <pool> --http-settings <setting> --protocol <protocol> --host <host> --path <path> --timeout 30 --match-status-codes 200-399",
    )],
    portal: &[Blade::HealthProbes],
    sources: &[
        AZURE_CLI.under("az network application-gateway show-backend-health"),
        BACKEND_SETTINGS.under("Backend HTTPS validation settings"),
    ],
    ..Step::BLANK
};

/// A probe of one's own.
pub static CREATE_PROBE: Step = Step {
    id: "common/create-probe",
    title: "Create a custom probe",
    body: &[
        Block::Text(
            "Needed to change anything of the default probe: timeout, path, host, accepted codes. It works only once it is attached to a backend setting that a rule uses.",
        ),
        Block::List(&[
            "Its protocol must be the setting's. One text says that the probe takes it from there by itself; the gateway refuses another.",
            "The path begins with `/`.",
            "The host is sent as Host header and, on v2, as server name in the TLS handshake. Where the setting knows the host, have the probe take it from there instead: `--host-name-from-http-settings true` in place of `--host`.",
            "The threshold is 1 to 20; a page of the portal's help says 0 or more.",
            "Keep the timeout within the interval and within the setting's request timeout: nothing in the API checks it.",
        ]),
        Block::Caution(
            "Name interval, timeout and threshold: left out, Azure CLI sets 30, 120 and 8, and a dead server then keeps its requests for more than four minutes.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Create a probe with the default probe's timing",
            "az network application-gateway probe create -g <resource-group> --gateway-name <gateway> -n <new-probe> --protocol <protocol> --host <new-host> --path <new-path> --interval 30 --timeout 30 --threshold 3 --match-status-codes 200-399",
            "az network application-gateway probe delete -g <resource-group> --gateway-name <gateway> -n <new-probe>",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Create a probe with the default probe's timing",
            with_gateway!(
                "$match = New-AzApplicationGatewayProbeHealthResponseMatch -StatusCode '200-399'"
                "$gw = Add-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <new-probe> -Protocol <protocol> -HostName <new-host> -Path <new-path> -Interval 30 -Timeout 30 -UnhealthyThreshold 3 -Match $match"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            with_gateway!(
                "$gw = Remove-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <new-probe>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
        ),
    ],
    portal: &[Blade::HealthProbes],
    links: &[Link {
        label: "Create a custom probe in the portal",
        url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-create-probe-portal",
    }],
    answer: Some(answer_create_probe),
    sources: &[
        HEALTH.under("HTTP status code mismatch"),
        PROBES.under("Custom health probe"),
        PORTAL_PROBE.cite(),
        AZURE_CLI.under("az network application-gateway probe create"),
    ],
    ..Step::BLANK
};

fn answer_create_probe(s: &Situation<'_>) -> Answer {
    match s.setting().and_then(|setting| setting.probe.as_ref()) {
        Some(Some(name)) => Answer::not_applicable(format!(
            "The setting has the custom probe `{name}` already: change that one."
        )),
        Some(None) => {
            let asks = match s.host() {
                Some(host) => format!(", with host `{host}` and path `/`"),
                None => String::new(),
            };
            Answer::open(format!(
                "The setting has no custom probe: the default one runs{asks}."
            ))
        }
        None => Answer::OPEN,
    }
}

/// Put the probe to work.
pub static ATTACH_PROBE: Step = Step {
    id: "common/attach-probe",
    title: "Attach the probe to the backend setting",
    body: &[
        Block::Text(
            "A setting has one custom probe; a probe may serve several settings of the same protocol.",
        ),
        Block::Caution(
            "Do not use PowerShell's `Set-AzApplicationGatewayBackendHttpSetting` for it: it replaces the whole setting, and host name, timeouts, roots and all that is not repeated fall back to their defaults. The lines below change the one property.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Attach the probe",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --probe <new-probe>",
            "Attach the earlier probe with the same command; where there was none: az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --remove probe",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Attach the probe",
            with_gateway!(
                "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <new-probe>"
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting.Probe = [Microsoft.Azure.Commands.Network.Models.PSResourceId]@{ Id = $probe.Id }"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the earlier probe's name; where there was none: $setting.Probe = $null",
        ),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_attach_probe),
    sources: &[
        HEALTH.under("Backend health status: Unhealthy"),
        BACKEND_SETTINGS.under("Custom probe"),
        AZURE_CLI.under("az network application-gateway http-settings update"),
        POWERSHELL.cite(),
    ],
    ..Step::BLANK
};

fn answer_attach_probe(s: &Situation<'_>) -> Answer {
    match s.setting().and_then(|setting| setting.probe.as_ref()) {
        Some(Some(name)) => Answer::done(format!("The probe `{name}` is attached.")),
        Some(None) => Answer::open("The setting has no custom probe yet."),
        None => Answer::OPEN,
    }
}
