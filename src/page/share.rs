//! What leaves, and in which forms: the case as a link or a file, the report, the picture. Names
//! are hidden first, by class; all of it is shown before any of it leaves.

use std::rc::Rc;

use appgw_doctor::diagnosis::{Comparison, Diagnosis, compare};
use appgw_doctor::evidence::{Evidence, Kind};
use appgw_doctor::guide::Topic;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::picture::{Layout, Names, Node, Picture};
use appgw_doctor::report::{compare as changes, json, markdown, short, text};
use appgw_doctor::share::redact::{Class, Hidden, Redacted, Replaced, redact};
use appgw_doctor::share::{OpenError, SavedCase, file, link};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::language::{common, share as say};
use super::parts::{Copy, Icon, Store, and_more, crumbs, icon, inline};
use super::route::Route;
use super::state::{Action, Analysis, ReadCase, Source, judge, judge_read};
use super::worker::{Anew, Job, MARKERS};
use super::{browser, picture, seal, verdict, words};

/// How wide the text is, in characters: what mail and chat show without wrapping.
const WIDTH: usize = 100;

/// How many problems have a picture to save.
const PICTURES: usize = 6;

/// How many characters of a source are shown before it leaves.
const SHOWN: usize = 20_000;

/// Bytes of a case up to which the page writes it anew by itself.
const AT_ONCE: usize = 1024 * 1024;

#[derive(Properties, PartialEq)]
pub(crate) struct ShareProps {
    pub(crate) store: Store,
}

/// What is ready to leave, and what its receiver will find in it.
struct Ready {
    case: SavedCase,
    /// How many different values of each class it has, hidden or not.
    counts: Vec<(Class, usize)>,
    left_out: Vec<Kind>,
    /// Some of the markers, and how many there are.
    legend: Vec<Replaced>,
    markers: usize,
    /// It for a link, where that is made already; there is none where it is too large for one.
    packed: Option<Option<Vec<u8>>>,
    analysis: Analysis,
    /// The case of before a change, and what the change did.
    before: Option<(Diagnosis, Comparison)>,
}

impl Ready {
    /// Written anew at once.
    fn here(store: &Store, hidden: Hidden) -> Self {
        let roots = store.roots.list();
        let at = store.analysis.case.at;
        let redacted = redact(&store.saved_with_before(), hidden, at, roots.as_ref());
        let Redacted {
            case,
            counts,
            left_out,
            legend,
        } = redacted;
        let analysis = judge(&case, at, roots.clone());
        let before = case.before.as_ref();
        let before = before.map(|before| judge(before, at, roots).diagnosis);
        Self {
            counts,
            left_out,
            markers: legend.len(),
            legend,
            packed: None,
            before: compared(before, &analysis),
            analysis,
            case,
        }
    }

    /// It for a link; `None` where it is too large for one.
    fn packed(&self) -> Option<Vec<u8>> {
        match &self.packed {
            Some(packed) => packed.clone(),
            None => link::pack(&self.case).ok(),
        }
    }

    /// Written anew beside the page.
    fn beside(store: &Store, anew: Anew) -> Self {
        let roots = store.roots.list();
        let at = store.analysis.case.at;
        let whole = |(case, sources): ReadCase| SavedCase {
            sources: sources.iter().map(Source::saved).collect(),
            ..case
        };
        let analysis = judge_read(&anew.case, at, roots.clone());
        let before = anew.before.as_ref();
        let before = before.map(|before| judge_read(before, at, roots).diagnosis);
        let kinds = store.analysis.case.evidence.iter().map(Evidence::kind);
        let left_out = anew.left_out.iter();
        let left_out = left_out.filter_map(|name| kinds.clone().find(|kind| kind.as_str() == name));
        Self {
            counts: anew.counts,
            left_out: left_out.collect(),
            legend: anew.legend,
            markers: anew.markers,
            packed: Some(anew.packed),
            before: compared(before, &analysis),
            analysis,
            case: SavedCase {
                before: anew.before.map(|before| whole(before).into()),
                ..whole(anew.case)
            },
        }
    }
}

/// What a change did.
fn compared(before: Option<Diagnosis>, after: &Analysis) -> Option<(Diagnosis, Comparison)> {
    let before = before?;
    let found = compare(&before, &after.diagnosis);
    Some((before, found))
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
            { leaves(ready, &hidden, &made) }
            { the_case(store, ready, &made, &phrase) }
            { the_comparison(store, ready) }
            { the_report(store, ready) }
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

/// What is hidden, class by class.
fn switches(
    counts: &[(Class, usize)],
    hidden: &UseStateHandle<Hidden>,
    made: &UseStateHandle<Made>,
) -> Html {
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
    if counts.is_empty() {
        return Html::default();
    }
    html! {
        <fieldset class="classes">
            <legend>{ say::HIDE }</legend>
            <ul>for (class, count) in counts.iter().copied() { { switch(class, count) } }</ul>
        </fieldset>
    }
}

/// What leaves: the switches, and all of it to be looked at.
fn leaves(ready: &Rc<Ready>, hidden: &UseStateHandle<Hidden>, made: &UseStateHandle<Made>) -> Html {
    let before = ready.case.before.as_ref();
    let before = before
        .map(|before| before.sources.as_slice())
        .unwrap_or_default();
    let sources = ready.case.sources.iter().map(|source| (source, ""));
    let sources = sources.chain(before.iter().map(|source| (source, say::OF_BEFORE)));
    html! {
        <section aria-labelledby="leaves-title">
            <h2 id="leaves-title">{ say::WHAT_LEAVES }</h2>
            { switches(&ready.counts, hidden, made) }
            if hidden.hides_certificates() && ready.counts.iter().any(|(class, count)| *class == Class::Certificates && *count > 0) {
                <p class="hint">{ say::STAND_INS }</p>
            }
            if **hidden == Hidden::NOTHING {
                <p class="panel notice" data-tone="warning">{ icon(Icon::Warning) }{ say::NOTHING_HIDDEN }</p>
            }
            for kind in ready.left_out.iter() {
                <p class="panel notice" data-tone="warning">{ icon(Icon::Warning) }{ say::left_out(words::kind(*kind)) }</p>
            }
            <details class="preview">
                <summary>{ say::LOOK_AT_IT }</summary>
                for (source, of) in sources {
                    <h3>{ source.name.clone() }{ of }</h3>
                    <pre tabindex="0" role="region" aria-label={say::what_leaves_of(&source.name) + of}>{ String::from_utf8_lossy(&source.bytes).chars().take(SHOWN).collect::<String>() }</pre>
                }
                <h3>{ say::BESIDES }</h3>
                <pre tabindex="0" role="region" aria-label={say::BESIDES}>{ besides(&ready.case) }</pre>
            </details>
            if !ready.legend.is_empty() {
                <details class="preview">
                    <summary>{ say::LEGEND }</summary>
                    <dl class="pairs">
                        for replaced in ready.legend.iter().take(MARKERS) {
                            <div><dt><code>{ replaced.marker.clone() }</code></dt><dd>{ replaced.value.clone() }</dd></div>
                        }
                    </dl>
                    if ready.markers > MARKERS {
                        { and_more((ready.markers - MARKERS).to_string()) }
                    }
                </details>
            }
        </section>
    }
}

/// What leaves with the sources, as a file has it.
fn besides(case: &SavedCase) -> String {
    let without = |case: &SavedCase| SavedCase {
        sources: Vec::new(),
        before: None,
        typed: case.typed.clone(),
        marks: case.marks.clone(),
        chosen: case.chosen.clone(),
        route: case.route.clone(),
        ..*case
    };
    let before = case.before.as_ref();
    file::write(&SavedCase {
        before: before.map(|before| without(before).into()),
        ..without(case)
    })
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
        <p class="to-share"><a class="button secondary" href={Route::Share.to_string()}>{ icon(Icon::Out) }<span>{ say::ENTRY }</span></a></p>
    }
}
