//! Shared steps that change something, and the one that verifies.

use crate::guide::command::{Command, Effect, Shell};
use crate::guide::playbook::tls::presented;
use crate::guide::situation::{Answer, Situation, State};
use crate::guide::source::{
    AZURE_CLI, BACKEND_HEALTH as REPORT, BACKEND_SETTINGS, BAD_GATEWAY_STEPS, FAQ, HEALTH,
    POWERSHELL, PROBES, TLS_OVERVIEW,
};
use crate::guide::step::{Blade, Block, Branch, Link, Next, Step};

/// See whether it worked.
pub static VERIFY: Step = Step {
    id: "common/verify",
    title: "Wait for the next probe, then read Backend health again",
    body: &[
        Block::Text(
            "The report is rewritten when a probe has run, not when the page is reloaded or the API is called: reloading at once shows the old verdict. One success is enough for `Healthy`.",
        ),
        Block::List(&[
            "After a fix, one or two intervals of the probe: with the default probe 30 to 60 seconds.",
            "Before a failing server shows as unhealthy: up to one interval, then as many intervals as `unhealthyThreshold`: with the default probe up to 120 seconds.",
            "A change of the gateway itself comes on top: it must first finish (`provisioningState` `Succeeded`).",
        ]),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Health and message of every server",
            "az network application-gateway show-backend-health -g <resource-group> -n <gateway> --query \"backendAddressPools[].backendHttpSettingsCollection[].servers[].{address:address,health:health,healthProbeLog:healthProbeLog}\" -o json",
        ),
        Command::reads(
            Shell::PowerShell,
            "Health of every server",
            "(Get-AzApplicationGatewayBackendHealth -Name <gateway> -ResourceGroupName <resource-group>).BackendAddressPools.BackendHttpSettingsCollection.Servers",
        ),
    ],
    branches: &[
        Branch::new("Healthy", "Done: clients are served again.", Next::Verify),
        Branch::new(
            "Another message than before",
            "One cause is gone and the next shows: paste the new report.",
            Next::Continue,
        ),
        Branch::new(
            "The same message after two intervals",
            "The change did not touch the cause, or has not been deployed.",
            Next::Continue,
        ),
    ],
    portal: &[Blade::BackendHealth],
    answer: Some(answer_verify),
    sources: &[
        REPORT.under("Backend health report"),
        PROBES.under("Probe intervals"),
        BAD_GATEWAY_STEPS.cite(),
    ],
    ..Step::BLANK
};

fn answer_verify(s: &Situation<'_>) -> Answer {
    let timing = s.timing();
    Answer::open(format!(
        "{} runs every {} seconds: wait up to {} seconds after the fix. A server that fails anew takes up to {} seconds to show.",
        timing.subject(),
        timing.interval,
        timing.recovery(),
        timing.detection()
    ))
}

/// Stop and start.
pub static RESTART_GATEWAY: Step = Step {
    id: "common/restart-gateway",
    title: "Stop and start the gateway",
    body: &[
        Block::Caution(
            "An outage: from stop to the end of start, several minutes each, the gateway serves nobody. On v1 its public address may change.",
        ),
        Block::Text(
            "There is no restart that keeps it serving. It is needed after the virtual network's DNS servers changed, and when the gateway holds on to a stale address.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Outage,
            Shell::AzureCli,
            "Stop, then start",
            "az network application-gateway stop -g <resource-group> -n <gateway>\naz network application-gateway start -g <resource-group> -n <gateway>",
            "az network application-gateway start -g <resource-group> -n <gateway>",
        ),
        Command::does(
            Effect::Outage,
            Shell::PowerShell,
            "Stop, then start",
            with_gateway!(
                "Stop-AzApplicationGateway -ApplicationGateway $gw"
                "Start-AzApplicationGateway -ApplicationGateway $gw"
            ),
            with_gateway!("Start-AzApplicationGateway -ApplicationGateway $gw"),
        ),
    ],
    links: &[
        Link {
            label: "PowerShell: Stop-AzApplicationGateway",
            url: "https://learn.microsoft.com/powershell/module/az.network/stop-azapplicationgateway",
        },
        Link {
            label: "PowerShell: Start-AzApplicationGateway",
            url: "https://learn.microsoft.com/powershell/module/az.network/start-azapplicationgateway",
        },
    ],
    sources: &[HEALTH.under("DNS resolution error"), FAQ.cite()],
    ..Step::BLANK
};

/// Trust a private root.
pub static UPLOAD_ROOT: Step = Step {
    id: "common/upload-root",
    title: "Upload the root certificate and attach it to the backend setting",
    body: &[
        Block::Text(
            "The file holds the root certificate alone, without a private key, as Base-64 X.509 (`.cer`). Uploading makes it known to the gateway; the setting must then name it. In the portal: the backend setting, \"Backend server's certificate is issued by a well-known CA\": No, then choose the file.",
        ),
        Block::Caution(
            "`--root-certs` replaces the setting's list: name the roots that are to stay as well.",
        ),
        Block::Caution(
            "Documents contradict each other on what happens to the well-known CAs: by one, a setting with roots of its own trusts these alone; by another, they are added. Where the setting also serves servers with public certificates, upload their roots too, or use two settings.",
        ),
        Block::Caution("A trusted root on a setting with protocol `Http` is refused."),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "The roots that are there already",
            "az network application-gateway root-cert list -g <resource-group> --gateway-name <gateway> -o json",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Upload the root",
            "az network application-gateway root-cert create -g <resource-group> --gateway-name <gateway> -n <root-name> --cert-file <root-file>",
            "az network application-gateway root-cert delete -g <resource-group> --gateway-name <gateway> -n <root-name>",
        ),
        Command::does(
            Effect::ReplacesList,
            Shell::AzureCli,
            "Attach it, with the roots that are to stay",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --root-certs <root-names> <root-name>",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --root-certs <root-names>",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Upload it, and attach it beside the others",
            with_gateway!(
                "$gw = Add-AzApplicationGatewayTrustedRootCertificate -ApplicationGateway $gw -Name <root-name> -CertificateFile <root-file>"
                "$root = Get-AzApplicationGatewayTrustedRootCertificate -ApplicationGateway $gw -Name <root-name>"
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting.TrustedRootCertificates.Add([Microsoft.Azure.Commands.Network.Models.PSResourceId]@{ Id = $root.Id })"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "Take the entry out of $setting.TrustedRootCertificates again, then Remove-AzApplicationGatewayTrustedRootCertificate and Set-AzApplicationGateway.",
        ),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_upload_root),
    sources: &[
        HEALTH.under("Server certificate is not issued by a publicly known CA"),
        TLS_OVERVIEW.cite(),
        BACKEND_SETTINGS.cite(),
        AZURE_CLI.under("az network application-gateway root-cert create"),
        POWERSHELL.cite(),
    ],
    ..Step::BLANK
};

fn answer_upload_root(s: &Situation<'_>) -> Answer {
    let told = match presented::to_upload(s) {
        Some(done) if done.state == State::Done => return done,
        told => told.and_then(|told| told.because),
    };
    let setting = s.setting();
    let roots = setting.and_then(|setting| setting.trusted_roots.as_ref());
    let now = roots.map(|roots| {
        if roots.is_empty() {
            return "The setting names no root of its own: it trusts the well-known CAs, and may stop to once it has one.".to_owned();
        }
        let names: Vec<String> = roots.iter().map(|root| format!("`{root}`")).collect();
        format!(
            "The setting trusts {} now; the command keeps that.",
            names.join(", ")
        )
    });
    match (told, now) {
        (None, None) => Answer::OPEN,
        (told, now) => Answer::open(told.into_iter().chain(now).collect::<Vec<_>>().join(" ")),
    }
}

/// Hand it over.
pub static CONTACT_SUPPORT: Step = Step {
    id: "common/contact-support",
    title: "Contact Azure support",
    body: &[
        Block::Text("Give them what they ask for first:"),
        Block::List(&[
            "the gateway's resource id and the time in UTC at which it fails;",
            "the backend health report with the messages;",
            "what Resource health and Connection troubleshoot said;",
            "what was changed last, and what you have tried.",
        ]),
    ],
    portal: &[Blade::ResourceHealth],
    links: &[Link {
        label: "Azure support options",
        url: "https://azure.microsoft.com/support/options/",
    }],
    sources: &[HEALTH.under("Other reasons")],
    ..Step::BLANK
};
