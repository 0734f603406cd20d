//! What the access log says, and a page that explains each of its `error_info` codes.

use appgw_doctor::access_log::codes::CODES;
use appgw_doctor::access_log::{Group, Who};
use appgw_doctor::guide::Topic;
use yew::prelude::*;

use super::language::traffic as say;
use super::parts::{Icon, Store, and_more, basis, chip, crumbs, inline};
use super::route::Route;
use super::{verdict, words};

/// How many kinds of failed requests are shown.
const SHOWN: usize = 30;

/// What failed, by who answered.
pub(crate) fn view(store: &Store) -> Html {
    let Some(traffic) = &store.analysis.diagnosis.traffic else {
        return Html::default();
    };
    let more = traffic.failed.len().saturating_sub(SHOWN);
    html! {
        <section aria-labelledby="traffic-title">
            <h2 id="traffic-title">{ say::TITLE }</h2>
            <p>{ traffic.sentence() }</p>
            if !traffic.failed.is_empty() {
                <ul class="checks failed-requests">
                    for group in traffic.failed.iter().take(SHOWN) { { row(group) } }
                </ul>
            }
            if more > 0 { { and_more(words::count(more, &words::KIND)) } }
            <p>
                <a href={Route::ErrorInfo.to_string()}>{ say::TO_CODES }</a>
                if traffic.server_errors() > 0 {
                    { " \u{b7} " }
                    <a href={Route::topic(Topic::HealthyButFailing)}>{ verdict::title(Topic::HealthyButFailing) }</a>
                }
            </p>
        </section>
    }
}

fn row(group: &Group) -> Html {
    let (tone, shape) = match group.who {
        Who::NoServer | Who::SlowServer | Who::ClosedByServer => ("error", Icon::Error),
        Who::Server if group.is_server_error() => ("error", Icon::Error),
        Who::Server | Who::Refused | Who::Client => ("warning", Icon::Warning),
        Who::Unknown => ("unknown", Icon::Unknown),
    };
    html! {
        <li>
            { chip(tone, shape, group.who.words()) }
            <div>
                <strong>{ group.label() }</strong>
                <p>{ inline(&group.because) }{ " " }{ basis(group.basis) }</p>
                if let Some(code) = group.code() { <p>{ inline(code.action) }</p> }
            </div>
        </li>
    }
}

/// Every code of `error_info`.
pub(crate) fn codes() -> Html {
    html! {
        <article class="codes-page">
            { crumbs(false, true, None) }
            <h1 tabindex="-1">{ TITLE }</h1>
            <p>{ inline(say::CODES_LEAD) }</p>
            <div class="catalogue">
                <ul class="codes">
                    for code in CODES.iter() {
                        <li><div>
                            <strong><code>{ code.code }</code></strong>
                            <p>{ inline(code.meaning) }{ " " }{ basis(code.basis) }</p>
                            <p>{ inline(code.action) }</p>
                        </div></li>
                    }
                </ul>
            </div>
        </article>
    }
}

/// The title of that page.
pub(crate) const TITLE: &str = say::CODES_TITLE;
