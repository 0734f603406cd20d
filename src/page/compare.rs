//! Before and after: what a change did to each server.

use appgw_doctor::diagnosis::Change;
use appgw_doctor::report::compare as words_of;
use yew::prelude::*;

use super::browser;
use super::language::compare as say;
use super::parts::{Icon, Store, act, and_more, chip, icon};
use super::route::Route;
use super::state::Action;
use super::{checks, words};

/// How many servers are listed; the report has more.
const ROWS: usize = 200;

/// That a comparison has begun, and how to leave it; above the paste box.
pub(crate) fn notice(store: &Store) -> Html {
    let Some(before) = &store.before else {
        return Html::default();
    };
    let end = {
        let dispatch = store.dispatcher();
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Action::EndComparison(browser::now()));
        })
    };
    let servers = words::count(before.diagnosis.servers.len(), &words::SERVER);
    let problems = words::count(before.diagnosis.problems.len(), &words::PROBLEM);
    html! {
        <section class="panel notice comparing" key="comparing" data-tone="info" aria-labelledby="comparing-title">
            <h2 id="comparing-title">{ if store.has_case() { say::COMPARED } else { words::PASTE_AFTER } }</h2>
            <p>{ say::before(&servers, &problems) }</p>
            <button type="button" class="secondary" onclick={end}>
                { if store.has_case() { say::END } else { say::BACK } }
            </button>
        </section>
    }
}

/// The way into a comparison.
pub(crate) fn offer(store: &Store) -> Html {
    if store.before.is_some() {
        return Html::default();
    }
    html! {
        <button type="button" class="quiet" onclick={act(store, Action::BeginComparison)}>
            { icon(Icon::Text) }<span>{ say::BEGIN }</span>
        </button>
    }
}

/// The comparison.
pub(crate) fn view(store: &Store) -> Html {
    let Some(before) = &store.before else {
        return Html::default();
    };
    let found = before.compared(&store.analysis);
    let (before, after) = (&before.diagnosis, &store.analysis.diagnosis);
    let lines = words_of::lines(&found, before, after, ROWS);
    let all = found.servers.len() - found.count(Change::StillHealthy);
    html! {
        <section class="comparison panel" aria-labelledby="comparison-title">
            <div class="section-head">
                <h2 id="comparison-title">{ say::TITLE }</h2>
                <a href={Route::Share.to_string()}>{ say::SHARE }</a>
            </div>
            <p>{ words_of::headline(&found) }</p>
            if !lines.is_empty() {
                // The roles, because a table that is drawn as cards is none to every browser.
                <table class="comparison-table cards" role="table" aria-labelledby="comparison-title">
                    <thead role="rowgroup"><tr role="row">
                        for name in [say::CHANGE, say::SERVER, say::BEFORE, say::AFTER] { <th scope="col" role="columnheader">{ name }</th> }
                    </tr></thead>
                    <tbody role="rowgroup">
                        for line in &lines {
                            <tr role="row">
                                <td role="cell">{ mark(line.change) }</td>
                                <th scope="row" role="rowheader">{ line.server.clone() }</th>
                                <td role="cell" data-label={say::BEFORE}>{ line.before.clone() }</td>
                                <td role="cell" data-label={say::AFTER}>{ line.after.clone() }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            }
            if all > lines.len() { { and_more(words::count(all - lines.len(), &words::SERVER)) } }
            { sentences(say::FAULTS, words_of::faults(&found)) }
            if !found.checks.is_empty() { <><h3>{ say::CHECKS }</h3>{ checks::changes(&found.checks) }</> }
        </section>
    }
}

fn sentences(heading: &'static str, sentences: Vec<String>) -> Html {
    if sentences.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ heading }</h3>
            <ul>for sentence in sentences { <li>{ sentence }</li> }</ul>
        </>
    }
}

/// A change by tone, shape and word.
fn mark(change: Change) -> Html {
    let (tone, shape) = match change {
        Change::Worse => ("error", Icon::Error),
        Change::Changed => ("warning", Icon::Warning),
        Change::StillFails => ("error", Icon::Dash),
        Change::New => ("info", Icon::Info),
        Change::Gone => ("unknown", Icon::Unknown),
        Change::Fixed | Change::StillHealthy => ("ok", Icon::Ok),
    };
    chip(tone, shape, words_of::word(change))
}
