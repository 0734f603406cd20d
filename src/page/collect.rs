//! How to get a backend health report: the commands, with the person's own names where known.

use appgw_doctor::guide::collect::{self, Names};
use appgw_doctor::guide::command;
use appgw_doctor::guide::playbook::common::BACKEND_HEALTH;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::step::Blade;
use yew::prelude::*;

use super::parts::{Copy, Icon, Store, icon};
use super::{browser, commands};

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
            { script(store) }
        </section>
    }
}

/// One script for everything, to copy, to download, or to send to somebody.
pub(crate) fn script(store: &Store) -> Html {
    let situation = Situation::new(&store.analysis.case, &store.analysis.diagnosis);
    let text = collect::script(store.shell, &Names::of(&situation));
    let copied = {
        let text = text.clone();
        Callback::from(move |()| text.clone())
    };
    let save = {
        let (text, name) = (text.clone(), collect::file_name(store.shell));
        Callback::from(move |_: MouseEvent| browser::save(name, "text/plain", &text))
    };
    html! {
        <details>
            <summary>{ "Everything at once: a script that only reads" }</summary>
            <p>{ "It gathers the gateway, its health, the rules and routes of its subnet, DNS and three days of metrics into one file, and goes on where you may not read something. Paste that file here whole." }</p>
            <div class="report" role="group" aria-label="Script">
                <Copy text={copied} label="Copy the script" of="that gathers everything" dispatch={store.dispatcher()} />
                <button type="button" class="quiet" onclick={save}>{ icon(Icon::Download) }<span>{ "Download the script" }</span></button>
                <Copy text={Callback::from(|()| collect::LETTER.to_owned())} label="Copy a text to send along"
                    of="for whoever runs it" dispatch={store.dispatcher()} />
            </div>
            <pre class="scroller" tabindex="0" aria-label="The script"><code>{ text }</code></pre>
        </details>
    }
}
