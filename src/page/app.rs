//! The root: the state, the address, the header and footer, and the paste box of the start. What
//! else is shown is the [`later`] part's to say.

use std::borrow::Cow;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent};
use yew::prelude::*;

use super::browser::Shelf;
use super::intake::{Early, PasteBox};
use super::language::app as say;
use super::later::Start;
use super::parts::{Store, choose};
use super::route::Route;
use super::state::{Action, Roots, State, Theme};
use super::{browser, intake, keep, later, words};
use appgw_doctor::guide::command::Shell;

/// Tells the page that the later part of the program has come.
pub(crate) const LATER: &str = "appgw-doctor-later";

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
    state.keeps = keep::is_chosen();
    // Otherwise the page stands already because there is nothing to bring back.
    if let Some(later) = later::get() {
        state.begun = true;
        (later.come_back)(&mut state, early.is_some() && !early.goes_on);
    }
    state
}

/// The page.
#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let store = use_reducer(|| initial(&props.early));
    use_later(&store, &props.early);
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
    use_effect_with((names, in_box, store.postponed.len()), {
        let store = store.clone();
        move |(_, in_box, _)| {
            let sources = store.sources.iter();
            let others = sources.filter(|source| in_box.as_ref() != Some(&source.name));
            // Handing over what is longer would itself keep the page from answering.
            let others = others.filter(|source| source.bytes.len() <= RESCUED);
            let mut texts: Vec<_> = others.map(|source| source.text()).collect();
            texts.extend(store.postponed_texts().map(Cow::Borrowed));
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

    let content = match later::get() {
        Some(later) if store.route != Route::Start => (later.view)(&store),
        later => {
            let around = later.map(|later| (later.start)(&store));
            start(&store, &props.early, around.unwrap_or_else(Start::awaited))
        }
    };
    let above = later::get().map(|later| (later.above)(&store));
    html! {
        <>
            { header(&store) }
            { above.unwrap_or_default() }
            <main id="main" tabindex="-1">{ content }</main>
            { footer() }
            <div class="unseen" role="status" aria-live="polite">{ store.announcement.clone() }</div>
        </>
    }
}

/// Begins in earnest when the later part of the program comes, and keeps what was given before
/// should the page be left.
#[hook]
fn use_later(store: &Store, early: &Rc<Early>) {
    let begun = store.begun;
    let (dispatch, early) = (store.dispatcher(), early.clone());
    use_effect_with((), move |()| {
        let begin = move || {
            let Some(later) = later::get() else { return };
            dispatch.dispatch(Action::Begin);
            // At once, before the page is drawn without it.
            if let Some(action) = early.unsent() {
                dispatch.dispatch(action);
            }
            let fragment = browser::fragment();
            if !Route::is_start(&fragment) {
                dispatch.dispatch((later.follow)(&fragment));
            }
        };
        // It may have come between the first drawing of the page and now.
        if !begun {
            begin();
        }
        let listener = EventListener::new(&window(), LATER, move |_| begin());
        move || drop(listener)
    });
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    use_effect_with((), move |()| {
        let leave = browser::on_leaving(move || {
            let store = latest.borrow();
            // Later, the case is kept, and the box sees to what is no part of it yet.
            if store.begun {
                return;
            }
            let mut texts: Vec<_> = store.postponed_texts().map(str::to_owned).collect();
            texts.extend(browser::paste_box().map(|area| area.value()));
            texts.retain(|text| !text.is_empty());
            if !texts.is_empty() {
                keep::keep_unsent(&texts.join("\n\n"));
            }
        });
        move || drop(leave)
    });
}

/// Brings the public roots as soon as all of the program is here, once. Then it has loaded.
#[hook]
fn use_roots(store: &Store) {
    let dispatch = store.dispatcher();
    use_effect_with(later::get().is_some(), move |_| {
        if let Some(later) = later::get() {
            browser::bring_roots(move |bytes| dispatch.dispatch((later.roots)(bytes)));
        }
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
            let Some(later) = later::get() else {
                // The address is followed when it comes.
                return dispatch.dispatch(Action::Announce(words::ON_ITS_WAY.to_owned()));
            };
            browser::release_focus();
            dispatch.dispatch((later.follow)(&browser::fragment()));
        });
        let print = EventListener::new(&window(), "beforeprint", |_| browser::open_all());
        move || drop((listener, print))
    });
    let last = use_mut_ref(|| None::<Route>);
    let title = later::get().map_or_else(|| words::PRODUCT.to_owned(), |l| (l.title)(store));
    use_effect_with((store.route.clone(), title), move |(route, title)| {
        let before = last.replace(Some(route.clone()));
        if let Some(later) = later::get() {
            (later.settle)(route);
        }
        // Not when the page has just been loaded: the browser knows where the focus belongs.
        browser::show_view(title, before.is_some_and(|before| before != *route));
    });
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

fn header(store: &Store) -> Html {
    let current = |here: bool| here.then_some("page");
    let themes = [
        ("system", say::THEME_SYSTEM),
        ("light", say::THEME_LIGHT),
        ("dark", say::THEME_DARK),
    ];
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
            <a class="skip" href="#main" onclick={skip}>{ say::SKIP }</a>
            <a class="brand" href="#/">
                <svg class="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M3 12h4l2.2-6 4 12 2.4-6H21" />
                </svg>
                <span>{ words::PRODUCT }</span>
            </a>
            <nav aria-label={say::MAIN}>
                <a href="#/" aria-current={current(store.route == Route::Start)}>{ if store.has_case() { say::RESULTS } else { say::START } }</a>
                <a href="#/faults" aria-current={current(store.route == Route::Catalogue)}>{ say::FAULTS }</a>
                <a href="#/checks" aria-current={current(store.route == Route::Checks)}>{ say::CHECKS }</a>
            </nav>
            <div class="top-end">
                { super::parts::select("theme", say::THEME, &themes, store.theme.as_str(), onchange) }
            </div>
        </header>
    }
}

fn footer() -> Html {
    html! {
        <footer class="bottom">
            <p>{ say::PROMISE }</p>
            { single_file() }
            <p>{ words::PRODUCT }{ " " }{ env!("CARGO_PKG_VERSION") }{ say::NOT_MICROSOFT }</p>
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
            <summary>{ say::TAKE_ALONG }</summary>
            <p>
                <a href={address} download="appgw-doctor.html">{ say::DOWNLOAD }</a>
                { say::SINGLE_FILE }
            </p>
            <p>{ say::CHECKSUM }<code>{ checksum }</code></p>
        </details>
    }
}

/// The start. The paste box stays the same element with and without a case, so that typing is never
/// interrupted.
fn start(store: &Store, early: &Rc<Early>, around: Start) -> Html {
    let has_case = store.has_case();
    html! {
        <div class={if has_case { "bench has-case" } else { "bench" }}>
            <div class="intake">
                { around.above }
                if !has_case {
                    <div class="welcome" key="welcome">
                        <h1 tabindex="-1">{ say::QUESTION }</h1>
                        <p class="lead">{ say::LEAD }</p>
                    </div>
                }
                <PasteBox key="box" loads={store.box_loads} text={store.box_text()} early={early.clone()}
                    compact={has_case} filled={store.boxed.is_some()} ready={store.begun}
                    pending={!store.postponed.is_empty()} dispatch={store.dispatcher()} />
                <p id="privacy" key="privacy" class="privacy">{ say::PRIVACY }</p>
            </div>
            <div class="findings">{ around.findings }</div>
            <div class="given">{ around.given }</div>
        </div>
    }
}
