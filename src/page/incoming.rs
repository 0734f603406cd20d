//! What is too long to be read at once: it is read by the [`worker`](super::worker) while the page
//! goes on, and can be stopped.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::language::incoming as say;
use super::parts::{Icon, Store, act, icon};
use super::state::{Action, Incoming, Kept, State, What};
use super::words;
use super::worker::{Job, Outcome};
use super::{browser, keep};

/// All that is on its way in. One after another, so that it comes in its order.
pub(crate) fn view(store: &Store) -> Html {
    if store.incoming.is_empty() {
        return Html::default();
    }
    let current = store.incoming.iter().find(|each| each.halted.is_none());
    html! {
        <section class="incoming" aria-label={say::TITLE}>
            for each in &store.incoming {
                if current.is_some_and(|current| current.id == each.id) {
                    <Reading key={each.id} id={each.id} store={store.clone()} />
                } else {
                    { panel(store, each, None) }
                }
            }
            // Where there is a case, its own panel says so.
            if store.kept == Kept::No && !store.has_case() { { keep::not_kept() } }
        </section>
    }
}

fn panel(store: &Store, each: &Incoming, progress: Option<&Progress>) -> Html {
    let name = &each.name;
    let button = |text: &str, action: Action| {
        html! {
            <button type="button" class="secondary" onclick={act(store, action)}>{ text }<span class="unseen">{ format!(" {name}") }</span></button>
        }
    };
    match &each.halted {
        None => html! {
            <div class="panel notice" data-tone="info" key={each.id}>
                <p>{ words::reading(name) }</p>
                if let Some(Progress { done, seconds, said }) = progress {
                    <progress aria-label={words::reading(name)} value={done.to_string()}></progress>
                    <p class="quiet-text">{ say::so_far(*done, *seconds) }</p>
                    <p class="unseen" role="status">{ said.clone() }</p>
                }
                <p class="paste-actions">{ button(say::STOP, Action::Halt(each.id, words::STOPPED_READING.to_owned())) }</p>
            </div>
        },
        Some(why) => html! {
            <div class="panel notice" data-tone="warning" role="alert" key={each.id}>
                <p>{ icon(Icon::Warning) }{ format!(" {name}: {why}") }</p>
                <p class="paste-actions">
                    { button(say::READ_AGAIN, Action::ReadAgain(each.id)) }
                    if let What::Text(text) = &each.what { { save(name, text) } }
                    { button(say::LEAVE_OUT, Action::Leave(each.id)) }
                </p>
            </div>
        },
    }
}

/// What was pasted stands nowhere else.
fn save(name: &str, text: &Rc<str>) -> Html {
    let (file, text) = (format!("{name}.txt"), text.clone());
    let onclick = Callback::from(move |_: MouseEvent| browser::save(&file, "text/plain", &text));
    html! {
        <button type="button" class="secondary" {onclick}>{ say::SAVE }<span class="unseen">{ format!(" {name}") }</span></button>
    }
}

/// How far reading is.
#[derive(Clone, Default, PartialEq)]
struct Progress {
    /// Which part of it is done, from 0 to 1.
    done: f64,
    /// How long it has taken so far.
    seconds: u32,
    /// What a screen reader was told last.
    said: AttrValue,
}

/// Milliseconds from one look at how far it is to the next.
const LOOK: u32 = 250;

/// Seconds from one word to a screen reader to the next.
const SAY: u32 = 5;

#[derive(Properties, PartialEq)]
struct ReadingProps {
    id: u32,
    store: UseReducerHandle<State>,
}

/// Reads for as long as it stands, and shows how far it is.
#[component]
fn Reading(props: &ReadingProps) -> Html {
    let store = props.store.clone();
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    let progress = use_state(Progress::default);
    let last = store.incoming.last().map(|each| each.id);
    use_effect_with(last, {
        let incoming = store.incoming.clone();
        move |_| spawn_local(keep::make_ready(incoming))
    });
    let shown = progress.setter();
    use_effect_with(props.id, move |id| {
        let id = *id;
        let done = Rc::new(Cell::new(0.0));
        let look = {
            let (done, mut looks, mut said) = (done.clone(), 0, AttrValue::default());
            Interval::new(LOOK, move || {
                looks += 1;
                let seconds = looks * LOOK / 1000;
                if (looks * LOOK).is_multiple_of(SAY * 1000) {
                    said = say::so_far(done.get(), seconds).into();
                }
                shown.set(Progress {
                    done: done.get(),
                    seconds,
                    said: said.clone(),
                });
            })
        };
        let dispatch = store.dispatcher();
        let failed = move || Action::Halt(id, words::NOT_READ.to_owned());
        let incoming = store.incoming.iter().find(|each| each.id == id);
        let job = incoming.and_then(|incoming| {
            let (name, dispatch) = (incoming.name.clone(), dispatch.clone());
            Job::start(incoming, done, move |outcome| match outcome {
                Outcome::Read(arrived) => {
                    let action = Action::Arrived(id, Rc::from(arrived), browser::now());
                    let prepared = latest.borrow().after(action);
                    let dispatch = dispatch.clone();
                    spawn_local(async move {
                        browser::pause().await;
                        dispatch.dispatch(prepared);
                    });
                }
                Outcome::Whole(bytes) => {
                    dispatch.dispatch(Action::Leave(id));
                    dispatch.dispatch(Action::AddFile(name.clone(), bytes, browser::now()));
                }
                Outcome::Failed => dispatch.dispatch(failed()),
            })
        });
        if job.is_none() {
            dispatch.dispatch(failed());
        }
        move || drop((job, look))
    });
    let reading = props.store.incoming.iter().find(|each| each.id == props.id);
    reading.map_or_else(Html::default, |each| {
        panel(&props.store, each, Some(&progress))
    })
}
