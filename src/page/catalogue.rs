//! Every fault there is a page for, in the order in which a probe meets them, and an example of
//! each to try.

use appgw_doctor::guide::playbook;
use appgw_doctor::guide::step::{Entry, Stage};
use yew::prelude::*;

use super::language::{catalogue as say, common};
use super::parts::{Store, act};
use super::route::Route;
use super::{examples, words};

const STAGES: [Stage; 5] = [
    Stage::Report,
    Stage::Dns,
    Stage::Tcp,
    Stage::Tls,
    Stage::Http,
];

/// The page of the catalogue.
pub(crate) fn view(store: &Store) -> Html {
    html! {
        <article class="catalogue-page">
            <h1 tabindex="-1">{ common::ALL_FAULTS }</h1>
            <p>{ say::LEAD }</p>
            { list(store, "h2", !store.has_case()) }
            <p><a href={Route::ErrorInfo.to_string()}>{ super::traffic::TITLE }</a></p>
            <p><a href={Route::Codes.to_string()}>{ say::TO_CODES }</a></p>
            <p><a href={Route::Checks.to_string()}>{ say::TO_CHECKS }</a></p>
        </article>
    }
}

/// The list, its headings of the level that the place asks for; with a button for each example where
/// `tries` says so.
pub(crate) fn list(store: &Store, heading: &'static str, tries: bool) -> Html {
    let entries: Vec<&'static Entry> = playbook::entries().collect();
    html! {
        <div class="catalogue">
            for stage in STAGES {
                <section>
                    <@{heading}>{ words::stage(stage) }</@>
                    <ul>
                        for entry in entries.iter().filter(|entry| entry.stage == stage) {
                            <li>
                                <a href={Route::topic(entry.topic)}>{ entry.title }</a>
                                if let (true, Some(example)) = (tries, examples::of(entry.topic)) {
                                    <button type="button" class="quiet try" onclick={act(store, example.action())}>
                                        { say::TRY }<span class="unseen">{ say::example_of(entry.title) }</span>
                                    </button>
                                }
                            </li>
                        }
                    </ul>
                </section>
            }
        </div>
    }
}
