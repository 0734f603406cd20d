//! How to get a backend health report: the commands, with the person's own names where known.

use appgw_doctor::guide::collect::{self, Names};
use appgw_doctor::guide::command;
use appgw_doctor::guide::playbook::common::BACKEND_HEALTH;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::step::Blade;
use yew::prelude::*;

use super::language::collect as say;
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
                <h2 id="collect-title">{ say::TITLE }</h2>
                { commands::shell_choice(store) }
            </div>
            { commands::commands(store, &filled) }
            <p class="quiet-text">
                { say::IN_PORTAL }{ Blade::BackendHealth.words() }
                { say::PORTAL_HINT }
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
            <summary>{ say::EVERYTHING }</summary>
            <p>{ say::EVERYTHING_HINT }</p>
            <div class="report" role="group" aria-label={say::SCRIPT}>
                <Copy text={copied} label={say::COPY_SCRIPT} of={say::OF_SCRIPT} dispatch={store.dispatcher()} />
                <button type="button" class="quiet" onclick={save}>{ icon(Icon::Download) }<span>{ say::DOWNLOAD_SCRIPT }</span></button>
                <Copy text={Callback::from(|()| collect::LETTER.to_owned())} label={say::COPY_LETTER}
                    of={say::OF_LETTER} dispatch={store.dispatcher()} />
            </div>
            <pre class="scroller" tabindex="0" aria-label={say::THE_SCRIPT}><code>{ text }</code></pre>
        </details>
    }
}
