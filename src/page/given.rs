//! What was given: the list of it with what was recognised, what waits for an answer, what was cut
//! out at once.

use std::rc::Rc;

use appgw_doctor::certificate::private_key::Secret;
use appgw_doctor::evidence::Kind;
use appgw_doctor::share::Sealed;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::language::{common, given as say};
use super::parts::{Icon, Store, act, icon, inline};
use super::route::Route;
use super::state::{Action, Origin, Source, State};
use super::{browser, compare, keep, seal, words};

/// That private keys or other secrets were in what was given, and what has to be done about it.
pub(crate) fn keys_removed(store: &Store) -> Html {
    let mut advice: Vec<&'static str> = Vec::new();
    for removed in store.sources.iter().flat_map(|source| &source.removed) {
        if !advice.contains(&removed.advice()) {
            advice.push(removed.advice());
        }
    }
    if advice.is_empty() {
        return Html::default();
    }
    let mut removed = store.sources.iter().flat_map(|source| &source.removed);
    let keys = removed.any(|removed| removed.secret != Secret::Credential);
    html! {
        <section id="key-removed" key="key-removed" class="panel key-removed" data-tone="error" role="alert" tabindex="-1"
            aria-labelledby="key-removed-title">
            <h2 id="key-removed-title">{ icon(Icon::Warning) }{ if keys { say::KEY_REMOVED } else { say::SECRET_REMOVED } }</h2>
            for text in advice { <p>{ inline(text) }</p> }
        </section>
    }
}

/// The question what shall become of a saved case that was opened beside another.
fn offered(store: &Store) -> Html {
    let Some((name, saved)) = &store.offered else {
        return Html::default();
    };
    let open = {
        let (saved, dispatch) = (saved.clone(), store.dispatcher());
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Action::Restore(saved.clone(), browser::now()));
        })
    };
    html! {
        <section class="panel notice" data-tone="info" role="alert" aria-labelledby="offered-title">
            if store.has_case() {
                <h2 id="offered-title">{ name.clone() }{ ": " }{ words::OFFERED }</h2>
                <p>{ say::TAKES_THE_PLACE }</p>
            } else {
                <h2 id="offered-title">{ name.clone() }</h2>
                <p>{ say::MAY_HAVE_STOPPED }</p>
            }
            <p class="paste-actions">
                <button type="button" onclick={open}>{ say::OPEN_SAVED }</button>
                <button type="button" class="secondary" onclick={act(store, Action::DropOffer)}>{ if store.has_case() { say::KEEP_THIS } else { say::LEAVE_IT } }</button>
            </p>
        </section>
    }
}

/// Asks for the passphrase of a case that came behind one.
fn locked(store: &Store) -> Html {
    let Some((name, sealed)) = &store.locked else {
        return Html::default();
    };
    html! { <Locked name={name.clone()} sealed={sealed.clone()} dispatch={store.dispatcher()} /> }
}

#[derive(Properties, PartialEq)]
struct LockedProps {
    name: String,
    sealed: Rc<Sealed>,
    dispatch: UseReducerDispatcher<State>,
}

#[component]
fn Locked(props: &LockedProps) -> Html {
    let field = use_node_ref();
    let said = use_state(|| "");
    let onsubmit = {
        let (field, said) = (field.clone(), said.clone());
        let (sealed, dispatch) = (props.sealed.clone(), props.dispatch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let phrase = field.cast::<HtmlInputElement>().map(|field| field.value());
            let (said, dispatch) = (said.clone(), dispatch.clone());
            said.set("Opening\u{2026}");
            seal::open(
                phrase.unwrap_or_default(),
                sealed.clone(),
                move |opened| match opened {
                    Some(case) => {
                        dispatch.dispatch(Action::Unlocked(Some(Rc::new(case)), browser::now()));
                    }
                    None => said.set(say::DOES_NOT_OPEN),
                },
            );
        })
    };
    let away = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Action::Unlocked(None, browser::now()));
        })
    };
    html! {
        <section class="panel notice" data-tone="info" aria-labelledby="locked-title">
            <h2 id="locked-title">{ props.name.clone() }{ ": " }{ words::LOCKED }</h2>
            if seal::is_possible() {
                <form {onsubmit}>
                    <div class="field">
                        <label for="unlock">{ say::PASSPHRASE }</label>
                        <input id="unlock" type="text" ref={field} autocomplete="off" spellcheck="false" aria-describedby="unlock-said" />
                    </div>
                    <p id="unlock-said" role="status">{ *said }</p>
                    <p class="paste-actions">
                        <button type="submit">{ common::OPEN }</button>
                        <button type="button" class="secondary" onclick={away}>{ say::LEAVE_CLOSED }</button>
                    </p>
                </form>
            } else {
                <p>{ common::NO_ENCRYPTION }</p>
            }
        </section>
    }
}

/// What was given, each with what was recognised in it.
pub(crate) fn sources(store: &Store) -> Html {
    html! {
        <section class="sources-list" aria-labelledby="sources-title">
            <div class="section-head">
                <h2 id="sources-title">{ say::SOURCES }</h2>
                <button type="button" class="link" onclick={act(store, Action::Clear)}>{ say::START_OVER }</button>
            </div>
            <ul>
                for (index, source) in store.sources.iter().enumerate() {
                    { source_card(store, source, index + 1) }
                }
            </ul>
            { compare::offer(store) }
            { keep::view(store) }
        </section>
    }
}

/// What arrived and could not just be taken: what waits for an answer, and what failed.
pub(crate) fn held(store: &Store) -> Html {
    html! {
        <>
            { offered(store) }
            { locked(store) }
            for (name, why) in store.failures.iter() {
                <p class="panel notice" data-tone="error" role="alert">{ icon(Icon::Error) }{ format!(" {name}: {why}") }</p>
            }
        </>
    }
}

/// How many notes of a piece are listed before the rest is only counted.
const NOTES: usize = 5;

fn source_card(store: &Store, source: &Source, number: usize) -> Html {
    let in_box = store.boxed.as_deref() == Some(&*source.name);
    let name = source.name.to_string();
    let pieces = store
        .analysis
        .case
        .evidence
        .iter()
        .filter(|piece| *piece.source == *source.name);
    let shape = if source.origin == Origin::File {
        Icon::File
    } else {
        Icon::Text
    };
    let link = |line: u32, text: String| html! { <a href={Route::Source(number, line).to_string()}>{ text }</a> };
    html! {
        <li class="source" key={name.clone()}>
            <div class="source-head">
                { icon(shape) }
                <strong>{ name.clone() }</strong>
                <span class="quiet-text">{ format!("{}, {}", words::count(source.lines.count(), &words::LINE), words::size(source.bytes.len())) }</span>
            </div>
            <ul class="pieces">
                for piece in pieces {
                    <li data-tone={if piece.kind() == Kind::Unreadable { "warning" } else { "ok" }}>
                        { icon(if piece.kind() == Kind::Unreadable { Icon::Warning } else { Icon::Ok }) }
                        <span>
                            { if piece.is_another_tools() { words::ANOTHER_TOOLS } else { words::kind(piece.kind()) } }{ ", " }{ link(piece.position.line, say::line(piece.position.line)) }
                            if !piece.notes.is_empty() {
                                <ul class="notes">
                                    for note in piece.notes.iter().take(NOTES) {
                                        <li>{ link(note.position.line, words::place(note.position)) }{ ": " }{ inline(&note.text) }</li>
                                    }
                                    if piece.notes.len() > NOTES {
                                        <li>{ say::more_notes(piece.notes.len() - NOTES) }</li>
                                    }
                                </ul>
                            }
                        </span>
                    </li>
                }
            </ul>
            <div class="source-actions">
                <a href={Route::Source(number, 1).to_string()}>{ say::SHOW }<span class="unseen">{ format!(" {name}") }</span></a>
                if in_box {
                    <span class="quiet-text">{ say::IN_THE_BOX }</span>
                } else if source.fits_box() {
                    <button type="button" class="link" onclick={act(store, Action::Edit(source.name.clone()))}>{ say::EDIT }<span class="unseen">{ format!(" {name}") }</span></button>
                }
                <button type="button" class="link" onclick={act(store, Action::Remove(source.name.clone()))}>{ say::REMOVE }<span class="unseen">{ format!(" {name}") }</span></button>
            </div>
        </li>
    }
}
