//! Where evidence comes in: the paste box and files.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, FileList, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::language::intake as say;
use super::parts::{Icon, icon};
use super::state::{Action, BOX_LIMIT, State, What};
use super::{browser, keep, words};

/// How long typing has to pause before the text is read, in milliseconds.
const PAUSE: u32 = 150;

/// The same, in the middle of a private key.
const PAUSE_IN_KEY: u32 = 3_000;

/// The largest file that is opened: Azure's largest report has some 50 MB.
const FILE_LIMIT: f64 = 64.0 * 1024.0 * 1024.0;

/// What was in the static shell's paste box when the program took over.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Early {
    /// The text, until the page's own box has it: it may hold what must not stay in memory.
    text: RefCell<String>,
    /// Where the selection starts and ends, if the box has the focus.
    pub(crate) selection: Option<(u32, u32)>,
    /// Whether the page's own box has it.
    taken: Cell<bool>,
    /// Whether it stood in the box when the page was left, before typing had paused.
    pub(crate) goes_on: bool,
    /// The text in the page's own box as last seen, where the state does not know it yet, and whether it
    /// was pasted.
    unsent: RefCell<Option<String>>,
    pasted: Cell<bool>,
}

impl Early {
    /// Reads it, before the page replaces the shell.
    pub(crate) fn read() -> Self {
        let Some(area) = browser::paste_box() else {
            return Self::default();
        };
        let place = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
        let unsent = keep::unsent();
        let typed = area.value();
        let goes_on = typed.is_empty() && unsent.is_some();
        Self {
            text: if goes_on {
                unsent.unwrap_or_default()
            } else {
                typed
            }
            .into(),
            goes_on,
            selection: browser::has_focus(&area)
                .then(|| (place(area.selection_start()), place(area.selection_end()))),
            taken: Cell::new(false),
            unsent: RefCell::default(),
            pasted: Cell::default(),
        }
    }
}

impl Early {
    /// Whether something was typed.
    pub(crate) fn is_some(&self) -> bool {
        !self.text.borrow().is_empty()
    }

    /// What the state does not know yet of the text in the box. Asked for once: then it does.
    pub(crate) fn unsent(&self) -> Option<Action> {
        let text = self.unsent.take()?;
        keep::forget_unsent();
        Some(Action::Type(text, self.pasted.take(), browser::now()))
    }

    /// For `boot.js`, in case the program stops before the page's own box stands.
    pub(crate) fn hand_over(&self) {
        browser::keep_text(&self.text.borrow());
    }
}

/// How long a text may stand in the box before it is read, by what it holds: a private key goes
/// the moment it is whole. One that is still being typed is waited for, because without its first
/// line nobody would know the rest for a key.
fn pause(text: &str) -> u32 {
    const KEY: &str = "PRIVATE KEY-----";
    let Some(at) = text.rfind(KEY) else {
        return PAUSE;
    };
    let before = text
        .get(..at)
        .and_then(|before| before.rsplit_once("-----"));
    if before.is_some_and(|(_, label)| label.starts_with("END ")) {
        0
    } else {
        PAUSE_IN_KEY
    }
}

/// The paste box.
#[derive(Properties, PartialEq)]
pub(crate) struct PasteBoxProps {
    /// Changes whenever the box has to take its text from the state.
    pub(crate) loads: u32,
    /// The text to take then.
    pub(crate) text: AttrValue,
    /// What was typed before the program ran; taken once.
    pub(crate) early: Rc<Early>,
    /// Whether there is a case already: the box is small then.
    pub(crate) compact: bool,
    /// Whether the box holds a source now.
    pub(crate) filled: bool,
    /// Whether all of the program is here. Until then the box keeps its text to itself.
    pub(crate) ready: bool,
    /// Whether something that went past the box waits for that.
    pub(crate) pending: bool,
    /// Where to tell it.
    pub(crate) dispatch: UseReducerDispatcher<State>,
}

/// The paste box. The browser keeps its text; the state learns of it when typing pauses.
#[component]
pub(crate) fn PasteBox(props: &PasteBoxProps) -> Html {
    let field = use_node_ref();
    let waiting = use_mut_ref(|| None::<Timeout>);
    let waits = use_state(|| false);
    let send = {
        let (waiting, early) = (waiting.clone(), props.early.clone());
        let (dispatch, waits, ready) = (props.dispatch.clone(), waits.clone(), props.ready);
        move || {
            waiting.borrow_mut().take();
            if !ready {
                let text = early.unsent.borrow();
                let holds = text.as_ref().is_some_and(|text| !text.trim().is_empty());
                if holds && !*waits {
                    dispatch.dispatch(Action::Announce(words::POSTPONED.to_owned()));
                }
                return waits.set(holds);
            }
            if let Some(action) = early.unsent() {
                dispatch.dispatch(action);
            }
        }
    };

    use_effect_with((props.loads, field.clone()), {
        let (text, early) = (props.text.clone(), props.early.clone());
        let focus = props.loads > 0;
        move |(_, field)| {
            if let Some(area) = field.cast::<HtmlTextAreaElement>() {
                // What was typed since is not lost to it.
                if early.unsent.borrow().is_none() {
                    area.set_value(&text);
                }
                if focus {
                    let _ = area.focus();
                }
            }
        }
    });
    use_effect_with((), {
        let (early, field) = (props.early.clone(), field.clone());
        let send = send.clone();
        move |()| {
            let area = field.cast::<HtmlTextAreaElement>();
            if let (Some(area), false) = (area, early.taken.replace(true)) {
                let text = early.text.take();
                if !text.is_empty() {
                    area.set_value(&text);
                    *early.unsent.borrow_mut() = Some(text);
                    send();
                }
                if let Some((start, end)) = early.selection {
                    let _ = area.focus();
                    let _ = area.set_selection_range(start, end);
                }
            }
            send
        }
    });
    use_effect_with(props.ready, {
        let send = send.clone();
        move |_| send()
    });

    // No case can be made of what was typed last any more when the page is left.
    use_effect_with(props.ready, {
        let early = props.early.clone();
        move |ready| {
            let ready = *ready;
            let leave = browser::on_leaving(move || {
                if let (Some(text), true) = (&*early.unsent.borrow(), ready) {
                    keep::keep_unsent(text);
                }
            });
            move || drop(leave)
        }
    });

    let oninput = {
        let (waiting, early, send) = (waiting.clone(), props.early.clone(), send.clone());
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let Some(area) = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok())
            else {
                return;
            };
            let text = area.value();
            if text.len() > BOX_LIMIT {
                area.set_value("");
                early.unsent.take();
                waiting.borrow_mut().take();
                dispatch.dispatch(Action::AddPaste(text, browser::now()));
                return;
            }
            // What was pasted is whole, whatever it lacks.
            let pause = if early.pasted.get() { 0 } else { pause(&text) };
            *early.unsent.borrow_mut() = Some(text);
            if pause == 0 {
                send();
            } else {
                *waiting.borrow_mut() = Some(Timeout::new(pause, send.clone()));
            }
        })
    };
    let onpaste = {
        let (dispatch, early) = (props.dispatch.clone(), props.early.clone());
        Callback::from(move |event: Event| {
            early.pasted.set(true);
            let Some(text) = event.dyn_ref::<ClipboardEvent>().and_then(pasted_text) else {
                return;
            };
            // A long text makes the box slow: it goes past it.
            if text.len() > BOX_LIMIT {
                event.prevent_default();
                dispatch.dispatch(Action::AddPaste(text, browser::now()));
            }
        })
    };
    let onblur = {
        let send = send.clone();
        Callback::from(move |_: FocusEvent| send())
    };
    let keep = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            send();
            dispatch.dispatch(Action::KeepBox);
        })
    };
    let picked = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let input = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input {
                if let Some(files) = input.files() {
                    take_files(&files, &dispatch);
                }
                // So that the same file can be picked again.
                input.set_value("");
            }
        })
    };
    let pick = Callback::from(|_: MouseEvent| browser::click("#files"));
    html! {
        <div class="paste">
            <label for="paste">{ if props.compact { say::LABEL_MORE } else { say::LABEL } }</label>
            <textarea id="paste" ref={field} rows={if props.compact { "6" } else { "12" }} {oninput} {onpaste} {onblur}
                spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="privacy" />
            <div class="paste-actions">
                <button type="button" class="secondary" onclick={pick}>{ icon(Icon::File) }<span>{ say::CHOOSE_FILES }</span></button>
                <input id="files" type="file" multiple=true hidden=true aria-label={say::FILES} onchange={picked} />
                if props.filled {
                    <button type="button" class="secondary" onclick={keep}>{ icon(Icon::Text) }<span>{ say::ADD_PASTE }</span></button>
                }
                <span class="quiet-text drop-hint">{ say::DROP_FILES }</span>
            </div>
            if !props.ready && (*waits || props.pending) { <p>{ words::POSTPONED }</p> }
        </div>
    }
}

/// The text that a paste event brings.
pub(crate) fn pasted_text(event: &ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text/plain").ok()
}

/// Reads files, one after another as they come.
pub(crate) fn take_files(files: &FileList, dispatch: &UseReducerDispatcher<State>) {
    for index in 0..files.length() {
        let Some(file) = files.get(index) else {
            continue;
        };
        let name = file.name();
        let dispatch = dispatch.clone();
        if file.size() > FILE_LIMIT {
            let why = say::FILE_TOO_LARGE;
            dispatch.dispatch(Action::FileFailed(name, why.to_owned()));
            continue;
        }
        if file.size() > BOX_LIMIT as f64 {
            dispatch.dispatch(Action::Await(name, What::File(file.into())));
            continue;
        }
        browser::read(file.into(), move |bytes| {
            dispatch.dispatch(match bytes {
                Some(bytes) => Action::AddFile(name, bytes, browser::now()),
                None => {
                    let why = say::FILE_NOT_READ;
                    Action::FileFailed(name, why.to_owned())
                }
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_goes_the_moment_it_is_whole() {
        let begin = "text\n-----BEGIN RSA PRIVATE KEY-----\nMIIE";
        assert_eq!(pause("text"), PAUSE);
        assert_eq!(pause(begin), PAUSE_IN_KEY);
        assert_eq!(
            pause(&format!("{begin}\n-----END RSA PRIVATE KEY----")),
            PAUSE_IN_KEY
        );
        let whole = format!("{begin}\n-----END RSA PRIVATE KEY-----\n");
        assert_eq!(pause(&whole), 0);
        assert_eq!(pause(&format!("{whole}{begin}")), PAUSE_IN_KEY);
        assert_eq!(pause("PRIVATE KEY-----"), PAUSE_IN_KEY);
    }
}
