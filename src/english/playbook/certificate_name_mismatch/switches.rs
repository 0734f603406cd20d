//! The switches of the setting that change which name is compared, or whether one is.

use crate::gateway::Protocol;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::playbook::tls::answers;
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{BACKEND_SETTINGS, TLS_OVERVIEW};
use crate::guide::step::{Blade, Block, Branch, Next, Step};

/// Fixes the server name.
pub(super) static SNI_NAME: Step = Step {
    id: "certificate-name-mismatch/sni-name",
    title: "If server name and host must differ: set a fixed server name",
    body: &[
        Block::Text(
            "`sniName` of a v2 HTTPS setting is sent as server name and compared with the certificate, for probes and requests alike, while the Host header stays as it is. It needs `validateSNI` on. Settings of layer 4 do not have it: there the setting's `hostName` is the server name.",
        ),
        Block::Text(
            "The switches show only with a recent API version: `http-settings show` has them, `show-backend-health --expand` of Azure CLI has not.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Set the server name",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --validate-sni true --sni-name <certificate-host>",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --sni-name null",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Set the server name of a layer 4 setting",
            "az network application-gateway settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name <certificate-host>",
            "The same command with the former host name",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Set the server name",
            with_gateway!(
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting.ValidateSni = $true"
                "$setting.SniName = <certificate-host>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with `$setting.SniName = $null`",
        ),
    ],
    branches: &[Branch::new("The server turns healthy", "", Next::Verify)],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_sni_name),
    sources: &[BACKEND_SETTINGS.cite(), TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

fn answer_sni_name(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v2(situation) {
        return answer;
    }
    let Some(setting) = situation.setting() else {
        return Answer::OPEN;
    };
    if setting.protocol == Some(Protocol::Tls) {
        return Answer::not_applicable("Settings of layer 4 have no `sniName`.");
    }
    match (setting.sni_name.as_deref(), setting.validate_sni) {
        (Some(name), Some(false)) => {
            Answer::open(format!("`sniName` is `{name}`, but `validateSNI` is off."))
        }
        (Some(name), _) => Answer::open(format!(
            "`sniName` is `{name}`: the certificate must carry this, whatever the hosts are."
        )),
        (None, _) => Answer::OPEN,
    }
}

/// Stops comparing names: a stopgap.
pub(super) static SKIP_NAME_CHECK: Step = Step {
    id: "certificate-name-mismatch/skip-name-check",
    title: "Only as a stopgap: stop comparing names",
    body: &[
        Block::Caution(
            "Without the comparison, any certificate from a trusted CA will do: with public roots that is anybody's. Switch it on again when the name is right.",
        ),
        Block::Text(
            "`validateSNI` off, on a v2 HTTPS setting: no name is compared. Chain and dates are still checked. It does not apply to the portal's Test.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Stop comparing names",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --validate-sni false",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --validate-sni true",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Stop comparing names",
            with_gateway!(
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting.ValidateSni = $false"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with `$setting.ValidateSni = $true`",
        ),
    ],
    branches: &[Branch::new(
        "The server turns healthy",
        "Only the name was wrong. Correct it, then switch the comparison on again.",
        Next::Continue,
    )],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_skip_name_check),
    sources: &[BACKEND_SETTINGS.cite(), TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

fn answer_skip_name_check(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v2(situation) {
        return answer;
    }
    let Some(setting) = situation.setting() else {
        return Answer::OPEN;
    };
    match setting.validate_sni {
        _ if setting.protocol == Some(Protocol::Tls) => {
            Answer::not_applicable("Settings of layer 4 have no such switch.")
        }
        Some(false) => Answer::done("`validateSNI` is off already."),
        Some(true) => Answer::open("`validateSNI` is on."),
        None => Answer::OPEN,
    }
}
