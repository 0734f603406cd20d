//! What leaves, and in which forms: the case as a link or a file, the report, the picture. Names
//! are hidden first, by class; all of it is shown before any of it leaves.

mod case;
mod leaves;
mod ready;
mod report;

use std::rc::Rc;

use appgw_doctor::share::redact::Hidden;
use yew::prelude::*;

use super::language::{common, share as say};
use super::parts::{Icon, Store, crumbs, icon};
use super::route::Route;
use super::state::Analysis;
use super::worker::{Anew, Job};
use super::{browser, words};
use leaves::switches;
use ready::Ready;

/// Bytes of a case up to which the page writes it anew by itself.
const AT_ONCE: usize = 1024 * 1024;

#[derive(Properties, PartialEq)]
pub(crate) struct ShareProps {
    pub(crate) store: Store,
}

/// How a case that is too large to be written anew at once is.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Beside the page, which goes on.
    Beside,
    /// It was stopped.
    Stopped,
    /// There is nothing beside the page: whether the page shall do it is asked.
    Ask,
    /// By the page.
    Here,
}

/// What tells whether something is of what stands here now: the analysis, what is hidden, and how
/// often the case was changed.
type Of = (*const Analysis, Hidden, u32);

/// A link that was made: the address, or why there is none.
type Made = Option<Result<String, String>>;

/// The view.
#[component]
pub(crate) fn Share(props: &ShareProps) -> Html {
    let store = &props.store;
    let hidden = use_state(Hidden::default);
    let made: UseStateHandle<Made> = use_state(|| None);
    let way = use_state(|| Way::Beside);
    // The button that was pressed is gone.
    use_effect_with(*way, |way| {
        if *way == Way::Stopped {
            browser::focus_first("#write-anew");
        }
    });
    let written = use_state(|| None::<(Of, Rc<Ready>)>);
    let size = store.saved_with_before().size();
    let here = size <= AT_ONCE || *way == Way::Here;
    let phrase = use_node_ref();
    let of: Of = (Rc::as_ptr(&store.analysis), *hidden, store.changes);
    let ready = use_memo((of, here), {
        let store = store.clone();
        move |(of, here)| here.then(|| Rc::new(Ready::here(&store, of.1)))
    });
    let beside = written.as_ref().filter(|(written, _)| *written == of);
    let ready = (*ready).clone().or_else(|| Some(beside?.1.clone()));
    if !store.has_case() {
        return html! {
            <article class="share">
                <h1 tabindex="-1">{ common::SHARE }</h1>
                <p>{ say::NOTHING_YET }<a href="#/">{ say::PASTE_FIRST }</a>{ "." }</p>
            </article>
        };
    }
    let Some(ready) = &ready else {
        let to = |next: Way| {
            let way = way.clone();
            Callback::from(move |_: MouseEvent| way.set(next))
        };
        let told = {
            let (way, written, store) = (way.clone(), written.clone(), store.clone());
            Callback::from(
                move |anew: Option<Rc<Anew>>| match anew.and_then(Rc::into_inner) {
                    Some(anew) => written.set(Some((of, Rc::new(Ready::beside(&store, anew))))),
                    None => way.set(Way::Ask),
                },
            )
        };
        // The switches stay where they are while it goes on.
        let counts = written.as_ref().map(|(_, last)| last.counts.as_slice());
        return html! {
            <article class="share">
                { crumbs(true, false, None) }
                <h1 tabindex="-1">{ common::SHARE }</h1>
                <p class="lead">{ say::LEAD }</p>
                <section aria-labelledby="leaves-title">
                    <h2 id="leaves-title">{ say::WHAT_LEAVES }</h2>
                    { switches(counts.unwrap_or_default(), &hidden, &made) }
                    if *way == Way::Beside {
                        <div class="panel notice" data-tone="info" role="status">
                            <p>{ say::writing_anew(words::size(size)) }</p>
                            <progress aria-label={say::writing_anew(words::size(size))}></progress>
                            <p class="paste-actions"><button type="button" class="secondary" onclick={to(Way::Stopped)}>{ super::language::incoming::STOP }</button></p>
                        </div>
                        <Writing {of} store={store.clone()} {told} />
                    } else if *way == Way::Stopped {
                        <p role="status">{ say::STOPPED_WRITING }</p>
                        <button type="button" id="write-anew" onclick={to(Way::Beside)}>{ say::WRITE_ANEW }</button>
                    } else {
                        <p>{ say::takes_some_seconds(words::size(size)) }</p>
                        <button type="button" onclick={to(Way::Here)}>{ say::WRITE_ANEW }</button>
                    }
                </section>
            </article>
        };
    };
    html! {
        <article class="share">
            { crumbs(true, false, None) }
            <h1 tabindex="-1">{ common::SHARE }</h1>
            <p class="lead">{ say::LEAD }</p>
            { leaves::view(ready, &hidden, &made) }
            { case::view(store, ready, &made, &phrase) }
            { report::comparison(store, ready) }
            { report::view(store, ready) }
        </article>
    }
}

#[derive(Properties, PartialEq)]
struct WritingProps {
    of: Of,
    store: Store,
    told: Callback<Option<Rc<Anew>>>,
}

/// Has the case written anew for as long as it stands.
#[component]
fn Writing(props: &WritingProps) -> Html {
    let (store, told) = (props.store.clone(), props.told.clone());
    use_effect_with(props.of, move |(_, hidden, _)| {
        let (case, at) = (store.saved_with_before(), store.analysis.case.at);
        let answered = {
            let told = told.clone();
            move |anew: Option<Anew>| told.emit(anew.map(Rc::new))
        };
        let job = Job::write_anew(case, *hidden, at, answered);
        if job.is_none() {
            told.emit(None);
        }
        move || drop(job)
    });
    Html::default()
}

/// On paper, that the view shows every name.
pub(crate) fn on_paper(store: &Store) -> Html {
    if !store.has_case() || store.route == Route::Share {
        return Html::default();
    }
    html! { <p class="on-paper">{ say::ON_PAPER }</p> }
}

/// The way here from the results.
pub(crate) fn entry() -> Html {
    html! {
        <p class="to-share"><a class="button secondary" href={Route::Share.to_string()}>{ icon(Icon::Out) }<span>{ say::ENTRY }</span></a></p>
    }
}
