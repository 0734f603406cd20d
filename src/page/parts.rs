//! Small parts that every view is made of.

use appgw_doctor::fault::Basis;
use yew::prelude::*;

use super::language::{common, parts as say};
use super::route::Route;
use super::state::{Action, State};
use super::words;

/// The state, and the way to change it.
pub(crate) type Store = UseReducerHandle<State>;

/// A shape that says the same as the word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Ok,
    Error,
    Warning,
    Info,
    Unknown,
    Dash,
    Open,
    Needs,
    Copy,
    Download,
    Out,
    File,
    Text,
}

impl Icon {
    /// Drawn on a grid of 16 units, in lines of 1.5.
    fn path(self) -> &'static str {
        match self {
            Self::Ok => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5 8.25l2.1 2.1L11 6.2"
            }
            Self::Error => {
                "M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM5.9 5.9l4.2 4.2m0-4.2l-4.2 4.2"
            }
            Self::Warning => "M8 2L14.5 13.75H1.5zM8 6.25v3.5M8 11.4v.6",
            Self::Info => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M8 7.4v3.9M8 4.6v.6"
            }
            Self::Unknown => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M6.2 6.3c0-2.4 3.6-2.3 3.6-.1c0 1.4-1.8 1.5-1.8 2.9M8 11.2v.5"
            }
            Self::Dash => "M3.5 8h9",
            Self::Open => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5",
            Self::Needs => "M4 2.5h8v11.75H4zM6.25 1.75h3.5v1.6h-3.5zM8 6.25v4.5M5.75 8.5h4.5",
            Self::Copy => "M5.75 5.75h7.5v8h-7.5zM10.25 5.75v-3.5h-7.5v8h3",
            Self::Download => "M8 2v8M4.75 7L8 10.25L11.25 7M2.5 13.5h11",
            Self::Out => "M6.5 3.5h-3.75v9.75h9.75V9.5M9 2.5h4.5V7M13.25 2.75L7.5 8.5",
            Self::File => "M3.5 1.75h6l3 3v9.5h-9zM9.25 1.75V5h3.25",
            Self::Text => "M2.5 4h11M2.5 8h11M2.5 12h7",
        }
    }
}

/// An icon. Screen readers skip it: the word beside it says the same.
pub(crate) fn icon(icon: Icon) -> Html {
    html! {
        <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d={icon.path()} />
        </svg>
    }
}

/// An icon with a word, coloured by tone.
pub(crate) fn chip(tone: &'static str, shape: Icon, word: &str) -> Html {
    html! {
        <span class="chip" data-tone={tone}>{ icon(shape) }<span>{ word.to_owned() }</span></span>
    }
}

/// How something is known, in a word; the sentence is there for those who ask.
pub(crate) fn basis(basis: Basis) -> Html {
    let (word, sentence) = words::basis(basis);
    html! { <span class="basis" title={sentence}>{ word }</span> }
}

/// A text in which `backticks` mark what stands to the letter.
pub(crate) fn inline(text: &str) -> Html {
    text.split('`')
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => html! { { part.to_owned() } },
            _ => html! { <code>{ part.to_owned() }</code> },
        })
        .collect()
}

/// The way back: to the results, to all faults, to the list that the view shows one of.
pub(crate) fn crumbs(results: bool, faults: bool, list: Option<(Route, &'static str)>) -> Html {
    html! {
        <nav class="crumbs" aria-label={common::BREADCRUMB}>
            if results { <a href="#/">{ common::RESULTS }</a> }
            if faults { <a href="#/faults">{ common::ALL_FAULTS }</a> }
            if let Some((route, name)) = list { <a href={route.to_string()}>{ name }</a> }
        </nav>
    }
}

/// That more is there than is listed.
pub(crate) fn and_more(more: String) -> Html {
    html! { <p class="quiet-text">{ common::and_more(more) }</p> }
}

/// A link out of the page. It opens beside it, so that a paste is never lost to it.
pub(crate) fn outside(url: &str, label: Html) -> Html {
    html! {
        <a class="outside" href={url.to_owned()} target="_blank" rel="noreferrer noopener">
            { label }{ icon(Icon::Out) }<span class="unseen">{ say::NEW_TAB }</span>
        </a>
    }
}

/// What a click does.
pub(crate) fn act(store: &Store, action: Action) -> Callback<MouseEvent> {
    let dispatch = store.dispatcher();
    Callback::from(move |_| dispatch.dispatch(action.clone()))
}

/// What the choice of an option does; `read` makes the action of the option's value.
pub(crate) fn choose(
    store: &Store,
    read: impl Fn(&str) -> Option<Action> + 'static,
) -> Callback<Event> {
    let dispatch = store.dispatcher();
    Callback::from(move |event: Event| {
        if let Some(action) = super::browser::value_of(&event).and_then(|value| read(&value)) {
            dispatch.dispatch(action);
        }
    })
}

/// A labelled list of choices.
pub(crate) fn select(
    id: impl Into<AttrValue>,
    label: &'static str,
    options: &[(&str, &str)],
    chosen: &str,
    onchange: Callback<Event>,
) -> Html {
    let id = id.into();
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <select {id} {onchange}>
                for (value, text) in options.iter().copied() {
                    <option value={value.to_owned()} selected={value == chosen}>{ text.to_owned() }</option>
                }
            </select>
        </div>
    }
}

/// A button that copies a text, and says so.
#[derive(Properties, PartialEq)]
pub(crate) struct CopyProps {
    /// Makes what is copied, when it is.
    pub(crate) text: Callback<(), String>,
    /// The button's name, such as "Copy command".
    pub(crate) label: AttrValue,
    /// What it copies, for those who hear the name without its surroundings.
    #[prop_or_default]
    pub(crate) of: AttrValue,
    /// Where to tell it.
    pub(crate) dispatch: UseReducerDispatcher<State>,
}

/// How long "Copied" is shown, in milliseconds.
const COPIED_FOR: u32 = 2_000;

/// A button that copies a text, and says so.
#[component]
pub(crate) fn Copy(props: &CopyProps) -> Html {
    let copied = use_state(|| None);
    let timeout = use_mut_ref(|| None);
    let onclick = {
        let (copied, timeout) = (copied.clone(), timeout.clone());
        let (text, of) = (props.text.clone(), props.of.clone());
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            let (copied, timeout, dispatch) = (copied.clone(), timeout.clone(), dispatch.clone());
            let of = of.clone();
            super::browser::copy(text.emit(()), move |done| {
                let said = if done {
                    say::copied(&of)
                } else {
                    say::REFUSED.to_owned()
                };
                dispatch.dispatch(Action::Announce(said));
                copied.set(Some(done));
                let reset = move || copied.set(None);
                *timeout.borrow_mut() =
                    Some(gloo::timers::callback::Timeout::new(COPIED_FOR, reset));
            });
        })
    };
    let (shape, word) = match *copied {
        None => (Icon::Copy, props.label.as_str()),
        Some(true) => (Icon::Ok, say::COPIED),
        Some(false) => (Icon::Warning, say::NOT_COPIED),
    };
    html! {
        <button type="button" class="quiet" {onclick}>
            { icon(shape) }<span>{ word.to_owned() }</span>
            if !props.of.is_empty() { <span class="unseen">{ format!(" {}", props.of) }</span> }
        </button>
    }
}
