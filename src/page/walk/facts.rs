//! What stands beside a walk: the facts of the case.

use appgw_doctor::diagnosis::Problem;
use appgw_doctor::guide::portal;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::step::Blade;
use yew::prelude::*;

use super::super::parts::{Store, choose, outside, select};
use super::super::state::Action;
use super::super::{probe, words};
use super::{Subject, pool_label, server_name};
use crate::page::language::walk as say;

/// The portal's tools for a server that fails: every problem shows them.
const TOOLS: [Blade; 3] = [
    Blade::BackendHealth,
    Blade::ConnectionTroubleshoot,
    Blade::ResourceHealth,
];

/// What the case has of the problem or the pool: message, details, servers, portal.
pub(super) fn view(store: &Store, subject: &Subject<'_>, situation: &Situation<'_>) -> Html {
    html! {
        <>
            if let Some(message) = subject.problem.and_then(|p| p.message.as_deref()) {
                <section>
                    <h2>{ say::MESSAGE }</h2>
                    <blockquote class="message">{ message.to_owned() }</blockquote>
                </section>
            }
            if let Some(problem) = subject.problem { { details(problem) } }
            if let Some(pool) = subject.pool {
                <section><h2>{ say::POOL }</h2><p>{ pool_label(pool) }</p></section>
            }
            { servers(store, subject) }
            if let Some(address) = situation.effective().and_then(|finding| probe::address(store, finding)) {
                <section>
                    <h2>{ say::ITS_PROBE }</h2>
                    <p><a href={address}>{ say::REALLY_SENDS }</a></p>
                </section>
            }
            if subject.in_case() {
                <section>
                    <h2>{ say::IN_PORTAL }</h2>
                    <ul class="links">
                        for blade in TOOLS { <li>{ portal_page(store, situation, blade) }</li> }
                    </ul>
                </section>
            }
        </>
    }
}

fn details(problem: &Problem) -> Html {
    let details = &problem.details;
    let rows = [
        (say::RECEIVED, details.received.clone()),
        (say::EXPECTED, details.expected.clone()),
        (say::EXPECTED_TEXT, details.expected_body.clone()),
        (
            say::OPENSSL_CODE,
            details.openssl_code.map(|code| code.to_string()),
        ),
    ];
    if rows.iter().all(|(_, value)| value.is_none()) {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ say::DETAILS }</h2>
            <dl class="pairs">
                for (name, value) in rows {
                    if let Some(value) = value {
                        <div><dt>{ name }</dt><dd><code>{ value }</code></dd></div>
                    }
                }
            </dl>
        </section>
    }
}

/// How many servers are listed beside the walk; the table has all.
const LISTED: usize = 12;

fn servers(store: &Store, subject: &Subject<'_>) -> Html {
    if subject.servers.is_empty() {
        return Html::default();
    }
    let all = &store.analysis.diagnosis.servers;
    let found = || {
        subject
            .servers
            .iter()
            .filter_map(|index| Some((*index, all.get(*index)?)))
    };
    let more = subject.servers.len().saturating_sub(LISTED);
    html! {
        <section>
            <h2>{ words::count(subject.servers.len(), &words::SERVER) }</h2>
            <ul class="server-list">
                for (_, server) in found().take(LISTED) {
                    <li>
                        <code>{ server_name(server) }</code>
                        <span class="quiet-text">
                            { [server.pool.as_deref(), server.setting.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ") }
                        </span>
                    </li>
                }
            </ul>
            if more > 0 {
                <p class="quiet-text">{ say::and_more(more) }<a href="#/">{ say::SEE_TABLE }</a></p>
            }
            if subject.servers.len() > 1 { { server_choice(store, subject) } }
        </section>
    }
}

/// How many servers are offered to fill in the commands for: what helps one helps the next.
const CHOICES: usize = 200;

/// Whose names stand in the commands.
fn server_choice(store: &Store, subject: &Subject<'_>) -> Html {
    let all = &store.analysis.diagnosis.servers;
    let offered = subject.servers.iter().take(CHOICES);
    // The one that was chosen stays, wherever it stands.
    let chosen = subject
        .chosen
        .iter()
        .filter(|index| !offered.clone().any(|each| each == *index));
    let options: Vec<(String, String)> = offered
        .clone()
        .chain(chosen)
        .filter_map(|index| Some((index.to_string(), server_name(all.get(*index)?))))
        .collect();
    let options: Vec<(&str, &str)> = options
        .iter()
        .map(|(value, text)| (value.as_str(), text.as_str()))
        .collect();
    let chosen = subject
        .chosen
        .map(|index| index.to_string())
        .unwrap_or_default();
    let key = subject.key.clone();
    let onchange = choose(store, move |value| {
        Some(Action::Choose(key.clone(), value.parse().ok()?))
    });
    select(
        "server-choice",
        say::FILL_IN_FOR,
        &options,
        &chosen,
        onchange,
    )
}

/// A page of the portal, linked where the gateway's id is known.
pub(super) fn portal_page(store: &Store, situation: &Situation<'_>, blade: Blade) -> Html {
    let address = situation
        .gateway()
        .and_then(|id| portal::link(blade, id, store.cloud()));
    match address {
        Some(address) => html! {
            <>{ outside(&address, html! { { blade.title() } }) }<span class="portal-path">{ blade.words() }</span></>
        },
        None => {
            html! { <><span>{ blade.title() }</span><span class="portal-path">{ blade.words() }</span></> }
        }
    }
}
