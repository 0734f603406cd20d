//! The case itself, to be opened by someone else: as a link, as a file, behind a passphrase.

use std::rc::Rc;

use appgw_doctor::share::{OpenError, file, link};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::language::{common, share as say};
use super::super::parts::{Copy, Icon, Store, icon};
use super::super::state::Action;
use super::super::{browser, seal, words};
use super::Made;
use super::ready::Ready;

/// The passphrase, if one was typed.
fn typed(phrase: &NodeRef) -> Option<String> {
    let field = phrase.cast::<HtmlInputElement>()?;
    Some(field.value()).filter(|phrase| !phrase.is_empty())
}

/// The case itself: a link, a file.
pub(super) fn view(
    store: &Store,
    ready: &Rc<Ready>,
    made: &UseStateHandle<Made>,
    phrase: &NodeRef,
) -> Html {
    let tell = {
        let dispatch = store.dispatcher();
        move |said: String| dispatch.dispatch(Action::Announce(said))
    };
    let make = {
        let (ready, made, phrase, tell) =
            (ready.clone(), made.clone(), phrase.clone(), tell.clone());
        Callback::from(move |_: MouseEvent| {
            let (made, tell) = (made.clone(), tell.clone());
            let done = move |fragment: Result<String, String>| {
                let link = fragment.map(|fragment| browser::address_with(&fragment));
                tell(match &link {
                    Ok(link) => length_words(link.len()),
                    Err(why) => why.clone(),
                });
                made.set(Some(link));
            };
            let packed = match ready.packed() {
                Some(packed) => packed,
                None => {
                    return done(Err(say::TOO_LARGE_FOR_A_LINK.to_owned()));
                }
            };
            match typed(&phrase) {
                None => done(Ok(link::write(&packed))),
                Some(phrase) => seal::close(phrase, packed, move |sealed| {
                    let sealed = sealed.ok_or_else(|| common::NO_ENCRYPTION.to_owned());
                    done(sealed.map(|sealed| link::write_sealed(&sealed)));
                }),
            }
        })
    };
    let save = {
        let (ready, phrase) = (ready.clone(), phrase.clone());
        Callback::from(move |_: MouseEvent| {
            let keep = |text: &str| {
                browser::save(
                    &format!("case{}", file::EXTENSION),
                    "application/json",
                    text,
                )
            };
            let case = &ready.case;
            match typed(&phrase) {
                None => keep(&file::write(case)),
                Some(phrase) => {
                    let Some(packed) = ready.packed() else {
                        return tell(OpenError::TooLarge.to_string());
                    };
                    let tell = tell.clone();
                    seal::close(phrase, packed, move |sealed| match sealed {
                        Some(sealed) => keep(&file::write_sealed(&sealed)),
                        None => tell(common::NO_ENCRYPTION.to_owned()),
                    });
                }
            }
        })
    };
    let changed = {
        let made = made.clone();
        Callback::from(move |_: InputEvent| made.set(None))
    };
    html! {
        <section aria-labelledby="case-title">
            <h2 id="case-title">{ say::THE_CASE }</h2>
            <p class="quiet-text">{ say::WHAT_THE_CASE_HOLDS }</p>
            if seal::is_possible() {
                <form onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                <div class="field">
                    <label for="phrase">{ say::PASSPHRASE }</label>
                    <input id="phrase" type="text" ref={phrase.clone()} oninput={changed} autocomplete="off" spellcheck="false" aria-describedby="phrase-hint" />
                </div>
                </form>
                <p class="hint" id="phrase-hint">{ say::PASSPHRASE_HINT }</p>
            } else {
                <p class="hint">{ say::NO_PASSPHRASE }{ common::NO_ENCRYPTION }</p>
            }
            <p class="paste-actions">
                <button type="button" onclick={make}>{ icon(Icon::Out) }<span>{ say::MAKE_LINK }</span></button>
                <button type="button" class="secondary" onclick={save}>{ icon(Icon::Download) }<span>{ say::SAVE_AS_FILE }</span></button>
            </p>
            { link_made(store, made) }
        </section>
    }
}

fn length_words(length: usize) -> String {
    say::link_has(words::count(length, &words::CHARACTER))
}

fn link_made(store: &Store, made: &UseStateHandle<Made>) -> Html {
    let link = match &**made {
        None => return Html::default(),
        Some(Err(why)) => {
            return html! { <p class="panel notice" data-tone="warning" role="alert">{ why.clone() }</p> };
        }
        Some(Ok(link)) => link.clone(),
    };
    let advice = match link.len() {
        length if length > link::TOO_LONG => say::LINK_TOO_LONG,
        length if length > link::LONG => say::LINK_LONG,
        _ => say::LINK_HOLDS,
    };
    let tone = if link.len() > link::LONG {
        "warning"
    } else {
        "ok"
    };
    let text = {
        let link = link.clone();
        Callback::from(move |()| link.clone())
    };
    html! {
        <div class="panel notice link-made" data-tone={tone}>
            <p>{ length_words(link.len()) }{ " " }{ advice }</p>
            <div class="field">
                <label for="link">{ say::LINK }</label>
                <input id="link" readonly=true value={link} />
            </div>
            <Copy {text} label={say::COPY_LINK} dispatch={store.dispatcher()} />
        </div>
    }
}
