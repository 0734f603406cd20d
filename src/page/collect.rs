//! How to get a backend health report: the commands, with the person's own names where known.

use appgw_doctor::guide::command::{self, Command, Effect, Shell};
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::step::Blade;
use yew::prelude::*;

use super::commands;
use super::parts::Store;

/// The report, in Azure CLI.
static CLI: Command = Command {
    shell: Shell::AzureCli,
    purpose: "Print the backend health report",
    template: "az network application-gateway show-backend-health --resource-group <resource-group> --name <gateway>",
    effect: Effect::Reads,
    undo: None,
};

/// The report, in PowerShell. The whole depth, or the messages are cut off.
static POWERSHELL: Command = Command {
    shell: Shell::PowerShell,
    purpose: "Print the backend health report",
    template: "Get-AzApplicationGatewayBackendHealth -ResourceGroupName <resource-group> -Name <gateway> | ConvertTo-Json -Depth 10",
    effect: Effect::Reads,
    undo: None,
};

/// How to get a report.
pub(crate) fn view(store: &Store) -> Html {
    let analysis = &*store.analysis;
    let situation = Situation {
        case: &analysis.case,
        diagnosis: &analysis.diagnosis,
        problem: None,
        server: None,
        pool: None,
    };
    let filled = [&CLI, &POWERSHELL].map(|template| command::fill(template, &situation));
    html! {
        <section class="collect" aria-labelledby="collect-title">
            <div class="section-head">
                <h2 id="collect-title">{ "How to get a report" }</h2>
                { commands::shell_choice(store) }
            </div>
            { commands::commands(store, &filled) }
            <p class="quiet-text">
                { "Or in the portal: " }{ Blade::BackendHealth.words() }
                { ". Copy the rows, or one message. PowerShell prints no messages: prefer Azure CLI or the portal." }
            </p>
        </section>
    }
}
