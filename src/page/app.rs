//! The root: the state, the address, the header and footer, and which view is shown.

use std::rc::Rc;
use std::sync::Arc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent};
use yew::prelude::*;

use super::browser::Shelf;
use super::intake::{Early, PasteBox};
use super::parts::{Store, choose};
use super::route::Route;
use super::state::{Action, Roots, State, Theme};
use super::traffic;
use super::{
    browser, catalogue, checks, collect, compare, context, form, incoming, intake, keep, openssl,
    probe, results, share, source, verdict, walk, words,
};
use appgw_doctor::chain::RootList;
use appgw_doctor::guide::command::Shell;
use appgw_doctor::share::link;

/// Texts up to this size are offered back after a crash; longer ones are files nearly always.
const RESCUED: usize = 1024 * 1024;

/// What the page starts with.
#[derive(Properties, PartialEq)]
pub(crate) struct AppProps {
    /// What was typed before the program ran.
    pub(crate) early: Rc<Early>,
}

fn initial(early: &Early) -> State {
    let mut state = State::new(browser::now());
    let theme = Shelf::Device.recall("theme");
    state.theme = theme
        .and_then(|name| Theme::parse(&name))
        .unwrap_or_default();
    if Shelf::Device.recall("shell").as_deref() == Some("powershell") {
        state.shell = Shell::PowerShell;
    }
    let fragment = browser::fragment();
    let is_link = link::is_link(&fragment);
    if !is_link {
        state.route = Route::parse(&fragment);
    }
    keep::come_back(&mut state, early.is_some() && !early.goes_on);
    if is_link {
        // The case is taken; the address names views alone, whoever looks over the shoulder.
        browser::replace_address("#/");
        state.open_link(&fragment, browser::now());
    }
    state
}

/// The page.
#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let store = use_reducer(|| initial(&props.early));
    use_address(&store);
    use_arrivals(&store);
    use_effect_with(store.theme, |theme| browser::paint(*theme));

    use_effect_with(store.arrivals, |arrivals| {
        if *arrivals > 0 {
            browser::reveal(".verdict");
        }
    });
    use_effect_with(store.headings, |headings| {
        if *headings > 0 {
            browser::focus_heading();
        }
    });

    // What boot.js offers back after a crash, besides what stands in the box.
    let in_box = store.boxed.clone().filter(|_| store.route == Route::Start);
    let names: Vec<_> = store
        .sources
        .iter()
        .map(|source| source.name.clone())
        .collect();
    use_effect_with((names, in_box), {
        let store = store.clone();
        move |(_, in_box)| {
            let sources = store.sources.iter();
            let others = sources.filter(|source| in_box.as_ref() != Some(&source.name));
            // Handing over what is longer would itself keep the page from answering.
            let others = others.filter(|source| source.bytes.len() <= RESCUED);
            let texts: Vec<_> = others.map(|source| source.text().into_owned()).collect();
            browser::keep_text(&texts.join("\n\n"));
        }
    });
    use_roots(&store);
    use_updates(&store);
    keep::use_keeping(&store);
    use_effect_with(store.keys_removed, |count| {
        if *count > 0 {
            browser::focus_first("#key-removed");
        }
    });

    let content = match &store.route {
        Route::Start => start(&store, &props.early),
        Route::Catalogue => catalogue::view(&store),
        Route::Checks => checks::list(&store),
        Route::Check(entry) => checks::page(&store, entry),
        Route::ErrorInfo => traffic::codes(),
        Route::Codes => openssl::list(),
        Route::Code(code) => openssl::page(code),
        Route::Topic(topic, number) => walk::view(&store, *topic, *number),
        Route::Probe(number) => probe::view(&store, *number),
        Route::Share => html! { <share::Share store={store.clone()} /> },
        Route::Source(number, line) => source::view(&store, *number, *line),
        Route::NotFound(path) => not_found(path),
    };
    html! {
        <>
            { header(&store) }
            { keep::update(&store) }
            { incoming::view(&store) }
            <main id="main" tabindex="-1">{ share::on_paper(&store) }{ content }</main>
            { footer() }
            <div class="unseen" role="status" aria-live="polite">{ store.announcement.clone() }</div>
        </>
    }
}

/// Brings the public roots as soon as the page stands, once. Then it has loaded.
#[hook]
fn use_roots(store: &Store) {
    let dispatch = store.dispatcher();
    use_effect_with((), move |()| {
        browser::bring_roots(move |bytes| {
            let roots = bytes.and_then(|bytes| RootList::parse(&bytes).ok());
            dispatch.dispatch(Action::TakeRoots(roots.map(Arc::new)));
        });
    });
    let settled = !matches!(store.roots, Roots::Awaited);
    use_effect_with(settled, |settled| {
        if *settled {
            browser::loaded();
        }
    });
}

/// Learns of a new version of the page from `boot.js`.
#[hook]
fn use_updates(store: &Store) {
    let dispatch = store.dispatcher();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "appgw-doctor-update", move |_| {
            dispatch.dispatch(Action::UpdateWaits);
            dispatch.dispatch(Action::Announce(words::UPDATE_WAITS.to_owned()));
        });
        move || drop(listener)
    });
}

/// Follows the address: the view, the title, the focus.
#[hook]
fn use_address(store: &Store) {
    let dispatch = store.dispatcher();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            browser::release_focus();
            let fragment = browser::fragment();
            if link::is_link(&fragment) {
                browser::replace_address("#/");
                dispatch.dispatch(Action::OpenLink(fragment, browser::now()));
            } else {
                dispatch.dispatch(Action::Navigate(Route::parse(&fragment)));
            }
        });
        let print = EventListener::new(&window(), "beforeprint", |_| browser::open_all());
        move || drop((listener, print))
    });
    let last = use_mut_ref(|| None::<Route>);
    use_effect_with(
        (store.route.clone(), title(store)),
        move |(route, title)| {
            let before = last.replace(Some(route.clone()));
            // A case that was opened brings its view along.
            if Route::parse(&browser::fragment()) != *route {
                browser::replace_address(&route.to_string());
            }
            // Not when the page has just been loaded: the browser knows where the focus belongs.
            browser::show_view(title, before.is_some_and(|before| before != *route));
        },
    );
}

/// Whatever is dropped or pasted anywhere on the page is taken.
#[hook]
fn use_arrivals(store: &Store) {
    let dispatch = store.dispatcher();
    use_effect_with((), move |()| {
        let active = EventListenerOptions::enable_prevent_default();
        let holds_files = |event: &Event| {
            let transfer = event
                .dyn_ref::<DragEvent>()
                .and_then(DragEvent::data_transfer);
            transfer.filter(|transfer| transfer.types().includes(&"Files".into(), 0))
        };
        let over = EventListener::new_with_options(&document(), "dragover", active, move |event| {
            if holds_files(event).is_some() {
                event.prevent_default();
                browser::mark_root("data-dropping", Some(""));
            }
        });
        let leave = EventListener::new(&document(), "dragleave", |event| {
            let to = event
                .dyn_ref::<DragEvent>()
                .and_then(|event| event.related_target());
            if to.is_none() {
                browser::mark_root("data-dropping", None);
            }
        });
        let dropped = dispatch.clone();
        let drop_files =
            EventListener::new_with_options(&document(), "drop", active, move |event| {
                browser::mark_root("data-dropping", None);
                if let Some(transfer) = holds_files(event) {
                    event.prevent_default();
                    if let Some(files) = transfer.files() {
                        intake::take_files(&files, &dropped);
                        browser::go("#/");
                    }
                }
            });
        let paste = EventListener::new(&document(), "paste", {
            let dispatch = dispatch.clone();
            move |event| {
                if browser::is_in_field(event) {
                    return;
                }
                let event = event.dyn_ref::<ClipboardEvent>();
                let Some(text) = event
                    .and_then(intake::pasted_text)
                    .filter(|text| !text.is_empty())
                else {
                    return;
                };
                dispatch.dispatch(Action::AddPaste(text, browser::now()));
                browser::go("#/");
            }
        });
        move || drop((over, leave, drop_files, paste))
    });
}

fn title(store: &Store) -> String {
    let view = match &store.route {
        Route::Start if store.has_case() => store.analysis.verdict.headline.clone(),
        Route::Start => return words::PRODUCT.to_owned(),
        Route::Catalogue => "All faults".to_owned(),
        Route::Checks => "All checks".to_owned(),
        Route::Check(entry) => entry.title.to_owned(),
        Route::ErrorInfo => traffic::TITLE.to_owned(),
        Route::Codes => "OpenSSL verification codes".to_owned(),
        Route::Share => "Share".to_owned(),
        Route::Code(code) => openssl::title(code),
        Route::Topic(topic, _) => verdict::title(*topic).to_owned(),
        Route::Probe(number) => probe::title(store, *number),
        Route::Source(number, line) => format!("Source {number}, line {line}"),
        Route::NotFound(_) => "Not found".to_owned(),
    };
    format!("{view} \u{2013} {}", words::PRODUCT)
}

fn header(store: &Store) -> Html {
    let current = |here: bool| here.then_some("page");
    let themes = [("system", "System"), ("light", "Light"), ("dark", "Dark")];
    let onchange = choose(store, |value| {
        Shelf::Device.remember("theme", value);
        Some(Action::SetTheme(Theme::parse(value)?))
    });
    let skip = Callback::from(|event: MouseEvent| {
        // The fragment is the page's address: a plain link would leave the view.
        event.prevent_default();
        browser::focus_first("#main");
    });
    html! {
        <header class="top">
            <a class="skip" href="#main" onclick={skip}>{ "Skip to the content" }</a>
            <a class="brand" href="#/">
                <svg class="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M3 12h4l2.2-6 4 12 2.4-6H21" />
                </svg>
                <span>{ words::PRODUCT }</span>
            </a>
            <nav aria-label="Main">
                <a href="#/" aria-current={current(store.route == Route::Start)}>{ if store.has_case() { "Results" } else { "Start" } }</a>
                <a href="#/faults" aria-current={current(store.route == Route::Catalogue)}>{ "All faults" }</a>
                <a href="#/checks" aria-current={current(store.route == Route::Checks)}>{ "All checks" }</a>
            </nav>
            <div class="top-end">
                { super::parts::select("theme", "Theme", &themes, store.theme.as_str(), onchange) }
            </div>
        </header>
    }
}

fn footer() -> Html {
    html! {
        <footer class="bottom">
            <p>{ "No account, no tracking, no request once the page has loaded." }</p>
            { single_file() }
            <p>{ words::PRODUCT }{ " " }{ env!("CARGO_PKG_VERSION") }{ ". Not affiliated with Microsoft." }</p>
        </footer>
    }
}

/// The page as one file, for those who need it without a network. The file itself offers none.
fn single_file() -> Html {
    let Some(address) = browser::of_mount("data-single") else {
        return Html::default();
    };
    let checksum = browser::of_mount("data-single-sha256").unwrap_or_default();
    html! {
        <details class="take-along">
            <summary>{ "Take it with you" }</summary>
            <p>
                <a href={address} download="appgw-doctor.html">{ "Download the whole page as one file" }</a>
                { ". Open it in any browser: it needs no server, and its policy allows it no request at all." }
            </p>
            <p>{ "Its SHA-256, to compare before you pass it on: " }<code>{ checksum }</code></p>
        </details>
    }
}

/// The first view: where evidence comes in and, once there is some, what was found and what was
/// given. The paste box stays the same element in both, so that typing is never interrupted.
fn start(store: &Store, early: &Rc<Early>) -> Html {
    let has_case = store.has_case();
    html! {
        <div class={if has_case { "bench has-case" } else { "bench" }}>
            <div class="intake">
                { intake::keys_removed(store) }
                { compare::notice(store) }
                if !has_case {
                    <div class="welcome" key="welcome">
                        <h1 tabindex="-1">{ "What does your gateway report?" }</h1>
                        <p class="lead">{ "Which backend servers of an Azure Application Gateway fail, why, and what to do." }</p>
                    </div>
                }
                <PasteBox key="box" loads={store.box_loads} text={store.box_text()} early={early.clone()}
                    compact={has_case} filled={store.boxed.is_some()} dispatch={store.dispatcher()} />
                <p id="privacy" key="privacy" class="privacy">{ "Nothing you paste leaves this browser." }</p>
                <div key="held">{ intake::held(store) }</div>
            </div>
            <div class="findings">
                if has_case {
                    { results::view(store) }
                } else {
                    <>
                        { collect::view(store) }
                        <section aria-labelledby="examples-title">
                            <h2 id="examples-title">{ "What it knows, with an example of each" }</h2>
                            { catalogue::list(store, true) }
                        </section>
                    </>
                }
            </div>
            <div class="given">
                if has_case {
                    <div key="sources">{ intake::sources(store) }</div>
                    <div key="context">{ context::view(store) }</div>
                }
                <div key="form"><form::Form store={store.clone()} /></div>
            </div>
        </div>
    }
}

/// An address that leads nowhere.
pub(crate) fn not_found(path: &str) -> Html {
    html! {
        <article class="not-found">
            <h1 tabindex="-1">{ "There is no such page" }</h1>
            <p>{ "The address names something that this version does not know: " }<code>{ path.to_owned() }</code></p>
            <p>{ "What you pasted is still here. " }<a href="#/">{ "Go to the start" }</a>{ " or " }<a href="#/faults">{ "see all faults" }</a>{ "." }</p>
        </article>
    }
}
