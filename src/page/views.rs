//! Which view is shown, and all that the first part of the program leaves to the [`later`](super::later) one.

use std::sync::Arc;

use appgw_doctor::chain::RootList;
use appgw_doctor::share::link;
use yew::prelude::*;

use super::language::{app, views as say};
use super::later::{Later, Start};
use super::parts::Store;
use super::route::Route;
use super::state::{Action, State};
use super::{
    browser, catalogue, checks, collect, compare, context, form, given, incoming, keep, openssl,
    probe, results, share, source, traffic, verdict, walk, words, worker,
};

/// The later part of the program.
pub(super) static LATER: Later = Later {
    apply: State::apply,
    come_back,
    follow,
    settle,
    title,
    start,
    view,
    above,
    roots: |bytes| {
        let roots = bytes.and_then(|bytes| RootList::parse(&bytes).ok());
        Action::TakeRoots(roots.map(Arc::new))
    },
    keep: |store| {
        keep::keep(store);
    },
    serve: worker::serve,
};

fn come_back(state: &mut State, typed: bool) {
    let fragment = browser::fragment();
    let is_link = link::is_link(&fragment);
    if !is_link {
        state.route = Route::parse(&fragment);
    }
    keep::come_back(state, typed);
    if is_link {
        // The case is taken; the address names views alone, whoever looks over the shoulder.
        browser::replace_address("#/");
        state.open_link(&fragment, browser::now());
    }
}

fn follow(fragment: &str) -> Action {
    if link::is_link(fragment) {
        browser::replace_address("#/");
        Action::OpenLink(fragment.to_owned(), browser::now())
    } else {
        Action::Navigate(Route::parse(fragment))
    }
}

fn settle(route: &Route) {
    // A case that was opened brings its view along.
    if Route::parse(&browser::fragment()) != *route {
        browser::replace_address(&route.to_string());
    }
}

fn title(store: &Store) -> String {
    let view = match &store.route {
        Route::Start if store.has_case() => store.analysis.verdict.headline.clone(),
        Route::Start => return words::PRODUCT.to_owned(),
        Route::Catalogue => app::FAULTS.to_owned(),
        Route::Checks => app::CHECKS.to_owned(),
        Route::Check(entry) => entry.title.to_owned(),
        Route::ErrorInfo => traffic::TITLE.to_owned(),
        Route::Codes => say::CODES.to_owned(),
        Route::Share => say::SHARE.to_owned(),
        Route::Code(code) => openssl::title(code),
        Route::Topic(topic, _) => verdict::title(*topic).to_owned(),
        Route::Probe(number) => probe::title(store, *number),
        Route::Source(number, line) => say::source(*number, *line),
        Route::NotFound(_) => say::NOT_FOUND.to_owned(),
    };
    format!("{view} \u{2013} {}", words::PRODUCT)
}

fn above(store: &Store) -> Html {
    html! {
        <>
            { keep::update(store) }
            { incoming::view(store) }
        </>
    }
}

/// The first view is where evidence comes in and, once there is some, what was found and what was
/// given.
fn start(store: &Store) -> Start {
    let has_case = store.has_case();
    Start {
        above: html! {
            <>
                { given::keys_removed(store) }
                { given::held(store) }
                { compare::notice(store) }
            </>
        },
        findings: if has_case {
            html! { <>{ share::on_paper(store) }{ results::view(store) }</> }
        } else {
            html! {
                <>
                    { collect::view(store) }
                    <section aria-labelledby="examples-title">
                        <h2 id="examples-title">{ say::EXAMPLES }</h2>
                        { catalogue::list(store, "h3", true) }
                    </section>
                </>
            }
        },
        given: html! {
            <>
                if has_case {
                    <div key="sources">{ given::sources(store) }</div>
                    <div key="context">{ context::view(store) }</div>
                }
                <div key="form"><form::Form store={store.clone()} /></div>
            </>
        },
    }
}

fn view(store: &Store) -> Html {
    let content = match &store.route {
        // The first part shows it, around the paste box.
        Route::Start => return Html::default(),
        Route::Catalogue => catalogue::view(store),
        Route::Checks => checks::list(),
        Route::Check(entry) => checks::page(store, entry),
        Route::ErrorInfo => traffic::codes(),
        Route::Codes => openssl::list(),
        Route::Code(code) => openssl::page(code),
        Route::Topic(topic, number) => walk::view(store, *topic, *number),
        Route::Probe(number) => probe::view(store, *number),
        Route::Share => html! { <share::Share store={store.clone()} /> },
        Route::Source(number, line) => source::view(store, *number, *line),
        Route::NotFound(path) => not_found(store, path),
    };
    html! { <>{ share::on_paper(store) }{ content }</> }
}

/// An address that leads nowhere.
pub(crate) fn not_found(store: &Store, path: &str) -> Html {
    html! {
        <article class="not-found">
            <h1 tabindex="-1">{ say::NO_SUCH_PAGE }</h1>
            <p>{ say::UNKNOWN_ADDRESS }<code>{ path.to_owned() }</code></p>
            <p>if store.has_case() { { say::STILL_HERE } }<a href="#/">{ say::GO_TO_START }</a>{ say::OR }<a href="#/faults">{ say::SEE_FAULTS }</a>{ "." }</p>
        </article>
    }
}
