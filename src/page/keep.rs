//! Nothing is lost: the case comes back after a reload, and stays longer where the person says so.
//!
//! Private keys are cut out before a case exists, so none is ever kept.

use std::rc::Rc;

use appgw_doctor::share::{OpenError, SavedCase, file};
use gloo::timers::callback::Timeout;
use serde_json::{Value, json};
use yew::prelude::*;

use super::browser::{self, Shelf};
use super::language::keep as say;
use super::later;
use super::parts::{Icon, Store, icon};
use super::state::{
    Action, BOX_LIMIT, Goal, Incoming, Kept, Origin, State, Theme, What, case_without_secrets,
    read_case, without_secrets,
};
use super::words;

/// The name under which the case is kept.
const CASE: &str = "case";

/// The name under which the case of before a change is kept.
const BEFORE: &str = "before";

/// The name of the choice to keep it on the device.
const CHOICE: &str = "keep";

/// The name under which a case waits that is behind a passphrase: its name in a line, then it.
const LOCKED: &str = "locked";

/// The name under which a case waits that was opened beside another: its name in a line, then it, or
/// nothing where it is the one that stands under [`CASE`].
const OFFERED: &str = "offered";

/// The name under which stands what is on its way in: of each its name, where it came from, why it is
/// not being read, and its text.
const INCOMING: &str = "incoming";

/// Set by `boot.js` when the program stops, so that what stopped it is not opened again by itself.
const STOPPED: &str = "stopped";

/// Bytes of evidence that are kept at most: browsers keep some five million characters for a
/// page, and quotes and line breaks take two each.
const LIMIT: usize = 2_500_000;

/// The name under which stands what was typed when the page was left, and is no part of the case yet.
const UNSENT: &str = "unsent";

/// How long changes have to pause before the case is kept, in milliseconds.
const PAUSE: u32 = 300;

/// Whether the case is to outlive its tab.
pub(crate) fn is_chosen() -> bool {
    Shelf::Device.holds(CHOICE)
}

/// Whether there is something to bring back.
pub(crate) fn has_kept() -> bool {
    let mut in_tab = [CASE, BEFORE, LOCKED, OFFERED, INCOMING, STOPPED].into_iter();
    in_tab.any(|name| Shelf::Tab.holds(name)) || is_chosen() && Shelf::Device.holds(CASE)
}

/// A case with what it is called, as it is kept while it waits. A file's name may hold a line break.
fn with_name(name: &str, case: &str) -> String {
    format!("{}\n{case}", name.replace('\n', " "))
}

/// Brings back what was kept. `box_is_taken` says that something was typed already.
pub(crate) fn come_back(state: &mut State, box_is_taken: bool) {
    let offered = Shelf::Tab.recall(OFFERED);
    let offered = offered.as_deref().and_then(|text| text.split_once('\n'));
    let stopped = Shelf::Tab.holds(STOPPED) || matches!(offered, Some((_, "")));
    Shelf::Tab.forget(STOPPED);
    let kept = Shelf::Tab.recall(CASE);
    let kept = kept.or_else(|| Shelf::Device.recall(CASE).filter(|_| state.keeps));
    let before = Shelf::Tab.recall(BEFORE).filter(|_| !stopped);
    let locked = Shelf::Tab.recall(LOCKED);
    if let Some((name, text)) = locked.as_deref().and_then(|text| text.split_once('\n'))
        && let Err(OpenError::Sealed(sealed)) = file::read(text.as_bytes())
    {
        state.locked = Some((name.to_owned(), (*sealed).into()));
    }
    // What another version kept and this one can't read is of no use to anyone.
    let read = |text: &String| file::read(text.as_bytes()).ok();
    if let Some(before) = before {
        if before.len() > BOX_LIMIT {
            wait(state, before, Goal::Before);
        } else if let Some(before) = read(&before) {
            let (before, sources) = read_case(before);
            state.set_before(before, sources);
        }
    }
    let named = |(name, text): (&str, &str)| {
        let case = file::read(text.as_bytes()).ok()?;
        Some((name.to_owned(), Rc::new(case)))
    };
    state.offered = offered.and_then(named);
    if let Some(kept) = kept {
        if kept.len() > BOX_LIMIT && !stopped {
            wait(state, kept, Goal::ComeBack);
        } else if let Some(saved) = read(&kept) {
            if stopped {
                let stopped = Some((words::STOPPED.to_owned(), Rc::new(saved)));
                // One that waited already does so beside it.
                if let Some((name, case)) = std::mem::replace(&mut state.offered, stopped) {
                    state.wait(name, Origin::File, What::Case(case), Goal::Add);
                    halt(state, words::OFFERED);
                }
            } else {
                let (saved, sources) = read_case(saved);
                state.come_back(saved, sources, browser::now(), box_is_taken);
            }
        }
    }
    let incoming = Shelf::Tab.recall(INCOMING).unwrap_or_default();
    let incoming: Value = serde_json::from_str(&incoming).unwrap_or_default();
    for each in incoming.as_array().into_iter().flatten() {
        let text = |at: usize| each.get(at).and_then(Value::as_str);
        let (Some(name), Some(origin), Some(whole)) = (text(0), text(1), text(3)) else {
            continue;
        };
        let origin = Origin::parse(origin).unwrap_or(Origin::Paste);
        state.wait(name.to_owned(), origin, What::Text(whole.into()), Goal::Add);
        if let Some(why) = text(2) {
            halt(state, why);
        }
    }
}

/// What came in last is not read before the person says so.
fn halt(state: &mut State, why: &str) {
    if let Some(last) = state.incoming.last_mut() {
        last.halted = Some(why.to_owned());
    }
}

/// Keeps what stands in the paste box when the page is left before typing has paused.
pub(crate) fn keep_unsent(text: &str) {
    Shelf::Tab.remember(UNSENT, &without_secrets(text));
}

/// It is part of the case now.
pub(crate) fn forget_unsent() {
    Shelf::Tab.forget(UNSENT);
}

/// What stood in the paste box when the page was left before typing had paused.
pub(crate) fn unsent() -> Option<String> {
    Shelf::Tab.recall(UNSENT)
}

/// Lets another thread read what was kept.
fn wait(state: &mut State, kept: String, goal: Goal) {
    let name = words::SAVED_CASE.to_owned();
    state.wait(name, Origin::File, What::Text(kept.into()), goal);
}

/// Keeps the case after each change of it, and at the last when the page is left.
#[hook]
pub(crate) fn use_keeping(store: &Store) {
    let waiting = use_mut_ref(|| None::<(Timeout, Store)>);
    use_effect_with((store.changes, store.keeps), {
        let (waiting, store) = (waiting.clone(), store.clone());
        move |_| {
            let timeout = Timeout::new(PAUSE, {
                let waiting = waiting.clone();
                move || flush(&waiting)
            });
            *waiting.borrow_mut() = Some((timeout, store));
        }
    });
    use_effect_with((), move |()| {
        let leave = browser::on_leaving(move || flush(&waiting));
        move || drop(leave)
    });
}

/// Keeps the case that waits for it.
fn flush(waiting: &std::cell::RefCell<Option<(Timeout, Store)>>) {
    // Taken first: keeping it may lead here again.
    let taken = waiting.borrow_mut().take();
    if let Some((timeout, store)) = taken {
        timeout.cancel();
        if let Some(later) = later::get() {
            (later.keep)(&store);
        }
    }
}

/// Keeps the case now, and tells whether the browser has it.
pub(crate) fn keep(store: &Store) -> Kept {
    let locked = store.locked.as_ref();
    let locked = locked.map(|(name, sealed)| with_name(name, &file::write_sealed(sealed)));
    Shelf::Tab.remember_or_forget(LOCKED, locked.as_deref());
    let before = store.before.as_ref();
    let before = before.is_none_or(|before| keep_case(BEFORE, &before.saved(), false) == Kept::Yes);
    let awaited = |goal| store.incoming.iter().any(|each| each.goal == goal);
    if store.before.is_none() && !awaited(Goal::Before) {
        Shelf::Tab.forget(BEFORE);
    }
    let others = keep_offered(store) & keep_incoming(store);
    let kept = if store.has_case() {
        // Another tab may have taken the choice back since.
        let keeps = store.keeps && is_chosen();
        keep_case(CASE, &store.saved(), keeps)
    } else {
        // What is offered came from here, and is not answered yet; what is on its way may have.
        if store.offered.is_none() && store.incoming.is_empty() {
            Shelf::Tab.forget(CASE);
            forget_on_device(CASE, store.keeps);
        }
        Kept::Yes
    };
    let kept = if before && others { kept } else { Kept::No };
    if kept != store.kept {
        store.dispatch(Action::SetKept(kept));
    }
    kept
}

/// Keeps the case that waits for an answer, and tells whether it could.
fn keep_offered(store: &Store) -> bool {
    let Some((name, case)) = &store.offered else {
        Shelf::Tab.forget(OFFERED);
        return true;
    };
    // The one that the program stopped with stands under its own name, until another takes its place.
    let text = match *name == words::STOPPED && !store.has_case() {
        true => Some(String::new()),
        false => {
            (case.size() <= LIMIT).then(|| file::write(&case_without_secrets((**case).clone())))
        }
    };
    let text = text.map(|text| with_name(name, &text));
    Shelf::Tab.remember_or_forget(OFFERED, text.as_deref())
}

/// Keeps what is on its way in and stands nowhere else, and tells whether it could.
fn keep_incoming(store: &Store) -> bool {
    let mut room = LIMIT;
    let mut all = true;
    let mut list: Vec<Value> = Vec::new();
    for each in &store.incoming {
        let kept_already = match each.goal {
            Goal::Before => true,
            Goal::ComeBack => !store.has_case(),
            Goal::Add | Goal::Replace => false,
        };
        // The person has a file as it is.
        let Some(length) = each.length().filter(|_| !kept_already) else {
            continue;
        };
        let Some(text) = (length <= room).then(|| each.clean()).flatten() else {
            all = false;
            continue;
        };
        room = room.saturating_sub(text.len());
        list.push(json!([each.name, each.origin.as_str(), each.halted, text]));
    }
    // Not as a value is displayed: that goes octet by octet.
    let text = (!list.is_empty()).then(|| serde_json::to_string_pretty(&list).unwrap_or_default());
    let kept = Shelf::Tab.remember_or_forget(INCOMING, text.as_deref());
    all && (kept || text.is_none())
}

/// Makes ready to be kept what is on its way in, each in a task of its own.
pub(crate) async fn make_ready(incoming: Vec<Incoming>) {
    for each in incoming {
        let is_new = matches!(each.goal, Goal::Add | Goal::Replace);
        if is_new && each.length().is_some_and(|length| length <= LIMIT) {
            browser::pause().await;
            each.clean();
        }
    }
}

fn keep_case(name: &str, case: &SavedCase, on_device: bool) -> Kept {
    let text = (case.size() <= LIMIT).then(|| file::write(case));
    let text = text.as_deref();
    let in_tab = Shelf::Tab.remember_or_forget(name, text);
    let stays = on_device && text.is_some_and(|text| Shelf::Device.remember(name, text));
    if !stays {
        forget_on_device(name, on_device);
    }
    if in_tab && stays == on_device {
        Kept::Yes
    } else {
        Kept::No
    }
}

/// Takes away what this tab kept on the device, but not what another one keeps there, where the
/// choice was made since.
fn forget_on_device(name: &str, ours: bool) {
    if ours || !is_chosen() {
        Shelf::Device.forget(name);
    }
}

/// That something here would not come back.
pub(crate) fn not_kept() -> Html {
    html! {
        <p class="panel notice" data-tone="warning" role="status">{ icon(Icon::Warning) }{ " " }{ words::TOO_LARGE_TO_KEEP }</p>
    }
}

/// How long the case is kept, the choice to keep it longer, and the button that forgets.
pub(crate) fn view(store: &Store) -> Html {
    let choose = {
        let store = store.clone();
        Callback::from(move |_: Event| {
            let keeps = !store.keeps;
            if keeps {
                Shelf::Device.remember(CHOICE, "yes");
            } else {
                Shelf::Device.forget(CHOICE);
            }
            store.dispatch(Action::SetKeeps(keeps));
        })
    };
    let forget = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            Shelf::Tab.forget_all();
            Shelf::Device.forget_all();
            store.dispatch(Action::SetKeeps(false));
            store.dispatch(Action::SetTheme(Theme::System));
            store.dispatch(Action::Clear);
            store.dispatch(Action::Announce(words::FORGOTTEN.to_owned()));
        })
    };
    html! {
        <div class="keeping">
            if store.kept == Kept::No {
                { not_kept() }
            } else {
                <p class="quiet-text">{ if store.keeps { words::KEPT_ON_DEVICE } else { words::KEPT_IN_TAB } }</p>
            }
            // What one page opened from disk keeps on the device, every other can read.
            if !browser::is_from_disk() {
                <label>
                    <input type="checkbox" checked={store.keeps} onchange={choose} />
                    { say::KEEP }
                </label>
            }
            <button type="button" class="link" onclick={forget} aria-describedby="forget-hint">{ say::FORGET }</button>
            <p id="forget-hint" class="hint">{ words::FORGETS }</p>
        </div>
    }
}

/// That a new version of the page waits. It is never loaded by itself.
pub(crate) fn update(store: &Store) -> Html {
    if !store.update_waits {
        return Html::default();
    }
    let load = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            if keep(&store) == Kept::Yes {
                browser::load_update();
            }
        })
    };
    html! {
        <section class="update panel notice" data-tone="info" aria-label={say::NEW_VERSION}>
            <p>
                { icon(Icon::Info) }{ " " }
                { if store.kept == Kept::Yes { words::UPDATE_WAITS } else { words::UPDATE_WAITS_FOR_SAVING } }
            </p>
            if store.kept == Kept::Yes {
                <button type="button" class="secondary" onclick={load}>{ say::LOAD }</button>
            }
        </section>
    }
}
