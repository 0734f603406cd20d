//! How to get a backend health report: the commands, with the person's own names where known.

use appgw_doctor::guide::command;
use appgw_doctor::guide::playbook::common::BACKEND_HEALTH;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::step::Blade;
use yew::prelude::*;

use super::commands;
use super::parts::Store;

/// How to get a report.
pub(crate) fn view(store: &Store) -> Html {
    let situation = Situation::new(&store.analysis.case, &store.analysis.diagnosis);
    let commands = BACKEND_HEALTH.commands.iter();
    let filled: Vec<_> = commands
        .map(|each| command::fill(each, &situation))
        .collect();
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
