//! What the gateway's probe really sends, for one setting and the servers that get it.

use appgw_doctor::diagnosis::ProbeFinding;
use appgw_doctor::guide::effective_probe;
use appgw_doctor::guide::situation::Situation;
use yew::prelude::*;

use super::language::{common, probe as say};
use super::parts::{Store, and_more, choose, crumbs, inline, select};
use super::route::Route;
use super::state::Action;
use super::{commands, words};

/// The address of the page on a finding.
pub(crate) fn address(store: &Store, finding: &ProbeFinding) -> Option<String> {
    let mut all = store.analysis.diagnosis.effective_probes.iter();
    let index = all.position(|known| std::ptr::eq(known, finding))?;
    Some(Route::Probe(index + 1).to_string())
}

/// What the page on a finding is called.
pub(crate) fn title(store: &Store, number: usize) -> String {
    match find(store, number) {
        Some(finding) => say::probe_of(finding.label(&store.analysis.diagnosis)),
        None => say::PROBE.to_owned(),
    }
}

fn find(store: &Store, number: usize) -> Option<&ProbeFinding> {
    let all = &store.analysis.diagnosis.effective_probes;
    all.get(number.checked_sub(1)?)
}

/// How many are listed among the results.
const LISTED: usize = 12;

/// The list among the results.
pub(crate) fn list(store: &Store) -> Html {
    let all = &store.analysis.diagnosis.effective_probes;
    if all.is_empty() {
        return Html::default();
    }
    let analysis = &*store.analysis;
    html! {
        <section aria-labelledby="probes-title">
            <h2 id="probes-title">{ say::TITLE }</h2>
            <ul class="pools">
                for (index, finding) in all.iter().take(LISTED).enumerate() {
                    { {
                        let first = finding.addresses.first().map(String::as_str);
                        let probe = finding.of_server(&analysis.case, &analysis.diagnosis, first);
                        let label = finding.label(&analysis.diagnosis);
                        html! {
                            <li class="pool" data-tone="muted">
                                <div class="pool-text">
                                    <strong>{ capital(&label) }</strong>
                                    <span>{ inline(&effective_probe::sends(&probe)) }</span>
                                    <span class="quiet-text">{ inline(&effective_probe::which(&probe)) }</span>
                                </div>
                                <a href={Route::Probe(index + 1).to_string()}>
                                    { say::SEE_ALL }<span class="unseen">{ say::of_setting(label) }</span>
                                </a>
                            </li>
                        }
                    } }
                }
            </ul>
            if all.len() > LISTED { { and_more(words::count(all.len() - LISTED, &words::SETTING)) } }
        </section>
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The page on one of them.
pub(crate) fn view(store: &Store, number: usize) -> Html {
    let Some(finding) = find(store, number) else {
        return html! {
            <article class="not-found">
                <h1 tabindex="-1">{ say::NO_SUCH_PROBE }</h1>
                <p>{ say::NO_SUCH_PROBE_HINT }<a href="#/">{ common::GO_TO_START }</a></p>
            </article>
        };
    };
    let analysis = &*store.analysis;
    let key = format!("probe|{number}");
    let chosen = store.chosen.get(&key).copied().unwrap_or(0);
    let address = finding
        .addresses
        .get(chosen)
        .or_else(|| finding.addresses.first())
        .map(String::as_str);
    let probe = finding.of_server(&analysis.case, &analysis.diagnosis, address);
    let rows = effective_probe::rows(&analysis.case, &analysis.diagnosis, finding, &probe);
    let readings = effective_probe::readings(&probe);
    let mut situation = Situation::of_probe(&analysis.case, &analysis.diagnosis, finding);
    let all = &analysis.diagnosis.servers;
    let row = finding.servers.iter().filter_map(|index| all.get(*index));
    let row = row
        .into_iter()
        .find(|row| row.address.as_deref() == address);
    situation.server = row.or(situation.server);
    let repeat = effective_probe::repeat(&situation, &probe);
    html! {
        <article class="walk">
            { crumbs(true, false, None) }
            <header class="walk-head">
                <h1 tabindex="-1">{ say::title_of(finding.label(&analysis.diagnosis)) }</h1>
            </header>
            if finding.addresses.len() > 1 { { server_choice(store, finding, key, chosen) } }
            <dl class="pairs probe-values">
                for row in rows {
                    <div>
                        <dt>{ row.label }</dt>
                        <dd>
                            { inline(&row.value) }
                            if let Some(from) = row.from { <span class="quiet-text whence">{ from }</span> }
                        </dd>
                    </div>
                }
            </dl>
            if !readings.is_empty() {
                <section class="panel" data-tone="info">
                    <h2>{ common::DISAGREEMENTS }</h2>
                    <ul>for text in readings { <li>{ inline(&text) }</li> }</ul>
                </section>
            }
            <section>
                <h2>{ say::BY_HAND }</h2>
                for filled in repeat.iter() { { commands::command(store, filled) } }
            </section>
        </article>
    }
}

fn server_choice(store: &Store, finding: &ProbeFinding, key: String, chosen: usize) -> Html {
    let options: Vec<(String, &str)> = finding
        .addresses
        .iter()
        .enumerate()
        .map(|(index, address)| (index.to_string(), address.as_str()))
        .collect();
    let options: Vec<(&str, &str)> = options
        .iter()
        .map(|(value, text)| (value.as_str(), *text))
        .collect();
    let onchange = choose(store, move |value| {
        Some(Action::Choose(key.clone(), value.parse().ok()?))
    });
    select(
        "probe-server",
        say::AS_SERVER_GETS_IT,
        &options,
        &chosen.to_string(),
        onchange,
    )
}
