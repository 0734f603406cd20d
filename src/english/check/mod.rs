//! The entries, a file for each thing that is checked, in the order of the checks.

use crate::guide::check::CheckEntry;

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

mod gateway;
mod network;
mod probe;
mod setting;

/// Every check's entry.
pub fn entries() -> impl Iterator<Item = &'static CheckEntry> {
    [
        network::ENTRIES,
        gateway::ENTRIES,
        probe::ENTRIES,
        setting::ENTRIES,
    ]
    .into_iter()
    .flatten()
}
