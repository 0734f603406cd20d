//! What leaves, and in which forms: the case as a link or a file, the report, the picture. Names
//! are hidden first, by class; all of it is shown before any of it leaves.

use std::rc::Rc;

use appgw_doctor::diagnosis::{Comparison, Diagnosis, compare};
use appgw_doctor::guide::Topic;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::picture::{Layout, Names, Node, Picture};
use appgw_doctor::report::{compare as changes, json, markdown, short, text};
use appgw_doctor::share::redact::{Class, Hidden, Redacted, redact};
use appgw_doctor::share::{file, link};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::language::{common, share as say};
use super::parts::{Copy, Icon, Store, and_more, crumbs, icon, inline};
use super::route::Route;
use super::state::{Action, Analysis, judge};
use super::{browser, picture, seal, verdict, words};

/// How wide the text is, in characters: what mail and chat show without wrapping.
const WIDTH: usize = 100;

/// How many problems have a picture to save.
const PICTURES: usize = 6;

/// How many characters of a source are shown before it leaves.
const SHOWN: usize = 20_000;

/// Bytes of a case up to which it is written anew as soon as the view opens.
const AT_ONCE: usize = 1024 * 1024;

/// How many markers are listed with what they stand for.
const MARKERS: usize = 200;

#[derive(Properties, PartialEq)]
pub(crate) struct ShareProps {
    pub(crate) store: Store,
}

/// What is ready to leave, and what its receiver will find in it.
struct Ready {
    redacted: Redacted,
    analysis: Analysis,
    /// The case of before a change, and what the change did.
    before: Option<(Diagnosis, Comparison)>,
}

/// A link that was made: the address, or why there is none.
type Made = Option<Result<String, String>>;

/// The view.
#[component]
pub(crate) fn Share(props: &ShareProps) -> Html {
    let store = &props.store;
    let hidden = use_state(Hidden::default);
    let made: UseStateHandle<Made> = use_state(|| None);
    let asked = use_state(|| false);
    let size: usize = store.sources.iter().map(|source| source.bytes.len()).sum();
    let waits = size > AT_ONCE && !*asked;
    let phrase = use_node_ref();
    let ready = use_memo(
        (Rc::as_ptr(&store.analysis), *hidden, store.changes, waits),
        {
            let store = store.clone();
            move |(_, hidden, _, waits)| {
                if *waits {
                    return None;
                }
                let roots = store.roots.list();
                let at = store.analysis.case.at;
                let redacted = redact(&store.saved_with_before(), *hidden, at, roots.as_ref());
                let analysis = judge(&redacted.case, at, roots.clone());
                let before = redacted.case.before.as_ref().map(|before| {
                    let before = judge(before, at, roots).diagnosis;
                    let found = compare(&before, &analysis.diagnosis);
                    (before, found)
                });
                Some(Rc::new(Ready {
                    redacted,
                    analysis,
                    before,
                }))
            }
        },
    );
    if !store.has_case() {
        return html! {
            <article class="share">
                <h1 tabindex="-1">{ common::SHARE }</h1>
                <p>{ say::NOTHING_YET }<a href="#/">{ say::PASTE_FIRST }</a>{ "." }</p>
            </article>
        };
    }
    let Some(ready) = &*ready else {
        let onclick = Callback::from(move |_: MouseEvent| asked.set(true));
        return html! {
            <article class="share">
                { crumbs(true, false, None) }
                <h1 tabindex="-1">{ common::SHARE }</h1>
                <p>{ say::takes_some_seconds(words::size(size)) }</p>
                <button type="button" {onclick}>{ say::WRITE_ANEW }</button>
            </article>
        };
    };
    html! {
        <article class="share">
            { crumbs(true, false, None) }
            <h1 tabindex="-1">{ common::SHARE }</h1>
            <p class="lead">{ say::LEAD }</p>
            { leaves(ready, &hidden, &made) }
            { the_case(store, ready, &made, &phrase) }
            { the_comparison(store, ready) }
            { the_report(store, ready) }
        </article>
    }
}

fn class_words(class: Class) -> (&'static str, &'static str) {
    match class {
        Class::Subscriptions => (say::SUBSCRIPTIONS, say::SUBSCRIPTIONS_HINT),
        Class::Resources => (say::RESOURCES, say::RESOURCES_HINT),
        Class::Hosts => (say::HOSTS, say::HOSTS_HINT),
        Class::Addresses => (say::ADDRESSES, say::ADDRESSES_HINT),
        Class::Certificates => (say::CERTIFICATES, say::CERTIFICATES_HINT),
        Class::Text => (say::FREE_TEXT, say::FREE_TEXT_HINT),
    }
}

/// What leaves: the switches, and all of it to be looked at.
fn leaves(ready: &Rc<Ready>, hidden: &UseStateHandle<Hidden>, made: &UseStateHandle<Made>) -> Html {
    let switch = |class: Class, count: usize| {
        let (hidden, made) = (hidden.clone(), made.clone());
        let on = hidden.has(class);
        let (name, hint) = class_words(class);
        let onchange = Callback::from(move |_: Event| {
            hidden.set(hidden.with(class, !on));
            // A link that was made holds what was hidden then.
            made.set(None);
        });
        html! {
            <li>
                <label class="check">
                    <input type="checkbox" checked={on} {onchange} />
                    <span><strong>{ name }</strong>{ format!(" ({count})") }<span class="quiet-text">{ ": " }{ hint }</span></span>
                </label>
            </li>
        }
    };
    let redacted = &ready.redacted;
    html! {
        <section aria-labelledby="leaves-title">
            <h2 id="leaves-title">{ say::WHAT_LEAVES }</h2>
            <fieldset class="classes">
                <legend>{ say::HIDE }</legend>
                <ul>for (class, count) in redacted.counts.iter().copied() { { switch(class, count) } }</ul>
            </fieldset>
            if hidden.hides_certificates() && redacted.counts.iter().any(|(class, count)| *class == Class::Certificates && *count > 0) {
                <p class="hint">{ say::STAND_INS }</p>
            }
            if **hidden == Hidden::NOTHING {
                <p class="panel notice" data-tone="warning">{ icon(Icon::Warning) }{ say::NOTHING_HIDDEN }</p>
            }
            for kind in redacted.left_out.iter() {
                <p class="panel notice" data-tone="warning">{ icon(Icon::Warning) }{ say::left_out(words::kind(*kind)) }</p>
            }
            <details class="preview">
                <summary>{ say::LOOK_AT_IT }</summary>
                for source in redacted.case.sources.iter() {
                    <h3>{ source.name.clone() }</h3>
                    <pre tabindex="0" role="region" aria-label={say::what_leaves_of(&source.name)}>{ String::from_utf8_lossy(&source.bytes).chars().take(SHOWN).collect::<String>() }</pre>
                }
            </details>
            if !redacted.legend.is_empty() {
                <details class="preview">
                    <summary>{ say::LEGEND }</summary>
                    <dl class="pairs">
                        for replaced in redacted.legend.iter().take(MARKERS) {
                            <div><dt><code>{ replaced.marker.clone() }</code></dt><dd>{ replaced.value.clone() }</dd></div>
                        }
                    </dl>
                    if redacted.legend.len() > MARKERS {
                        { and_more((redacted.legend.len() - MARKERS).to_string()) }
                    }
                </details>
            }
        </section>
    }
}

/// The passphrase, if one was typed.
fn typed(phrase: &NodeRef) -> Option<String> {
    let field = phrase.cast::<HtmlInputElement>()?;
    Some(field.value()).filter(|phrase| !phrase.is_empty())
}

/// The case itself: a link, a file.
fn the_case(
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
            let packed = match link::pack(&ready.redacted.case) {
                Ok(packed) => packed,
                Err(_) => {
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
            let case = &ready.redacted.case;
            match (typed(&phrase), link::pack(case)) {
                (None, _) => keep(&file::write(case)),
                (Some(phrase), Ok(packed)) => {
                    let tell = tell.clone();
                    seal::close(phrase, packed, move |sealed| match sealed {
                        Some(sealed) => keep(&file::write_sealed(&sealed)),
                        None => tell(common::NO_ENCRYPTION.to_owned()),
                    });
                }
                (Some(_), Err(error)) => tell(error.to_string()),
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
    say::link_has(words::count(length, "character"))
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

/// Writes down something of what leaves.
type Write = fn(&Ready) -> String;

/// A button that copies it.
fn copy(
    store: &Store,
    ready: &Rc<Ready>,
    write: Write,
    label: &'static str,
    of: &'static str,
) -> Html {
    let ready = ready.clone();
    let text = Callback::from(move |()| write(&ready));
    html! { <Copy {text} {label} {of} dispatch={store.dispatcher()} /> }
}

/// A button that saves it for programs.
fn download(ready: &Rc<Ready>, write: Write, name: &'static str, of: &'static str) -> Html {
    let ready = ready.clone();
    let save = Callback::from(move |_: MouseEvent| {
        browser::save(name, "application/json", &write(&ready));
    });
    html! {
        <button type="button" class="quiet" onclick={save}>{ icon(Icon::Download) }<span>{ say::DOWNLOAD_JSON }</span><span class="unseen">{ of }</span></button>
    }
}

/// All of a text before it leaves.
fn preview(name: &'static str, text: String) -> Html {
    html! {
        <details class="preview report-text">
            <summary>{ say::READ_IT }<span class="unseen">{ format!(": {name}") }</span></summary>
            <pre tabindex="0" role="region" aria-label={name}>{ text }</pre>
        </details>
    }
}

/// What a change did, while two reports are compared: under the same switches, with one set of
/// markers for both.
fn the_comparison(store: &Store, ready: &Rc<Ready>) -> Html {
    fn written(ready: &Ready, write: fn(&Comparison, &Diagnosis, &Diagnosis) -> String) -> String {
        let before = ready.before.as_ref();
        before.map_or_else(String::new, |(before, found)| {
            write(found, before, &ready.analysis.diagnosis)
        })
    }
    let text: Write = |ready| {
        written(ready, |found, before, after| {
            changes::text(found, before, after, WIDTH)
        })
    };
    let json: Write = |ready| written(ready, changes::json);
    if ready.before.is_none() {
        return Html::default();
    }
    let of = say::OF_COMPARISON;
    html! {
        <section aria-labelledby="comparison-title">
            <h2 id="comparison-title">{ say::COMPARISON_TITLE }</h2>
            <p class="quiet-text">{ say::COMPARISON_HINT }</p>
            <div class="report-forms" role="group" aria-label={say::COMPARISON_FORMS}>
                { copy(store, ready, |ready| written(ready, changes::markdown), say::COPY_AS_MARKDOWN, of) }
                { copy(store, ready, text, say::COPY_AS_TEXT, of) }
                { copy(store, ready, json, say::COPY_AS_JSON, of) }
                { download(ready, json, "appgw-doctor-comparison.json", say::JSON_OF_COMPARISON) }
            </div>
            { preview(say::THE_COMPARISON, text(ready)) }
        </section>
    }
}

/// The report, in the forms that tickets, mail and programs take, and on paper.
fn the_report(store: &Store, ready: &Rc<Ready>) -> Html {
    let copy = |write: Write, label, of| copy(store, ready, write, label, of);
    let text: Write = |it| text::write(&it.analysis.case, &it.analysis.diagnosis, WIDTH);
    let json: Write = |it| json::write(&it.analysis.case, &it.analysis.diagnosis);
    let print = Callback::from(|_: MouseEvent| browser::print());
    let pictures = pictures(&ready.analysis);
    html! {
        <section aria-labelledby="report-title">
            <h2 id="report-title">{ say::REPORT_TITLE }</h2>
            <div class="report-forms" role="group" aria-label={say::REPORT_FORMS}>
                { copy(|it| markdown::write(&it.analysis.case, &it.analysis.diagnosis), say::COPY_AS_MARKDOWN, say::REPORT_FOR_TICKET) }
                { copy(text, say::COPY_AS_TEXT, say::REPORT_FOR_MAIL) }
                { copy(|it| short::write(&it.analysis.case, &it.analysis.diagnosis), say::COPY_SUMMARY, say::OF_SUMMARY) }
                { copy(json, say::COPY_AS_JSON, say::REPORT_FOR_PROGRAMS) }
                { download(ready, json, "appgw-doctor-report.json", "") }
                <button type="button" class="quiet" onclick={print}>{ icon(Icon::Text) }<span>{ say::PRINT }</span></button>
            </div>
            <p class="hint">{ say::PRINT_HINT }</p>
            { preview(say::THE_REPORT, text(ready)) }
            for (index, (title, drawing)) in pictures.into_iter().enumerate() {
                { one_picture(index, title, drawing) }
            }
        </section>
    }
}

/// The pictures of the gravest problems.
fn pictures(analysis: &Analysis) -> Vec<(&'static str, Picture)> {
    let (case, diagnosis) = (&analysis.case, &analysis.diagnosis);
    let problems = diagnosis.problems.iter().take(PICTURES);
    problems
        .map(|problem| {
            let names = Names::of(&Situation::of_problem(case, diagnosis, problem));
            let picture = Picture::from_fault(problem.fault, &problem.details, &names);
            (verdict::title(Topic::Fault(problem.fault)), picture)
        })
        .collect()
}

fn one_picture(index: usize, title: &'static str, drawing: Picture) -> Html {
    let drawn: Rc<Node> = Rc::new(drawing.draw(Layout::Wide));
    let name = format!("picture-{}", index + 1);
    let svg = {
        let (drawn, name) = (drawn.clone(), format!("{name}.svg"));
        Callback::from(move |_: MouseEvent| browser::save(&name, "image/svg+xml", &drawn.to_svg()))
    };
    let png = {
        let name = format!("{name}.png");
        Callback::from(move |_: MouseEvent| browser::save_png(&name, &drawn.to_svg()))
    };
    let of = say::of_picture(title);
    html! {
        <details class="preview">
            <summary>{ say::PICTURE }{ inline(title) }</summary>
            <p class="report-forms">
                <button type="button" class="quiet" onclick={svg}>{ icon(Icon::Download) }<span>{ say::SAVE_AS_SVG }</span><span class="unseen">{ of.clone() }</span></button>
                <button type="button" class="quiet" onclick={png}>{ icon(Icon::Download) }<span>{ say::SAVE_AS_PNG }</span><span class="unseen">{ of }</span></button>
            </p>
            { picture::picture(&drawing) }
        </details>
    }
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
        <p class="to-share"><a class="button" href={Route::Share.to_string()}>{ icon(Icon::Out) }<span>{ say::ENTRY }</span></a></p>
    }
}
