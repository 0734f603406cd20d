//! The report, the comparison and the pictures, in the forms that tickets, mail and programs take.

use std::rc::Rc;

use appgw_doctor::diagnosis::{Comparison, Diagnosis};
use appgw_doctor::guide::Topic;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::picture::{Layout, Names, Node, Picture};
use appgw_doctor::report::{compare as changes, json, markdown, short, text};
use yew::prelude::*;

use super::super::language::share as say;
use super::super::parts::{Copy, Icon, Store, icon, inline};
use super::super::state::Analysis;
use super::super::{browser, picture, verdict, walk};
use super::ready::Ready;

/// How wide the text is, in characters: what mail and chat show without wrapping.
const WIDTH: usize = 100;

/// How many problems have a picture to save.
const PICTURES: usize = 6;

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
pub(super) fn comparison(store: &Store, ready: &Rc<Ready>) -> Html {
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
            <div class="report" role="group" aria-label={say::COMPARISON_FORMS}>
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
pub(super) fn view(store: &Store, ready: &Rc<Ready>) -> Html {
    let copy = |write: Write, label, of| copy(store, ready, write, label, of);
    let text: Write = |it| text::write(&it.analysis.case, &it.analysis.diagnosis, WIDTH);
    let json: Write = |it| json::write(&it.analysis.case, &it.analysis.diagnosis);
    let print = Callback::from(|_: MouseEvent| browser::print());
    let pictures = pictures(&ready.analysis);
    html! {
        <section aria-labelledby="report-title">
            <h2 id="report-title">{ say::REPORT_TITLE }</h2>
            <div class="report" role="group" aria-label={say::REPORT_FORMS}>
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
fn pictures(analysis: &Analysis) -> Vec<(String, Picture)> {
    let (case, diagnosis) = (&analysis.case, &analysis.diagnosis);
    let problems = diagnosis.problems.iter().take(PICTURES);
    problems
        .map(|problem| {
            let names = Names::of(&Situation::of_problem(case, diagnosis, problem));
            let picture = Picture::from_fault(problem.fault, &problem.details, &names);
            // Several may be of one fault.
            let title = verdict::title(Topic::Fault(problem.fault));
            let title = match walk::distinction(problem) {
                distinction if distinction.is_empty() => title.to_owned(),
                distinction => say::picture_of(title, distinction),
            };
            (title, picture)
        })
        .collect()
}

fn one_picture(index: usize, title: String, drawing: Picture) -> Html {
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
    let of = say::of_picture(&title);
    html! {
        <details class="preview">
            <summary>{ say::PICTURE }{ inline(&title) }</summary>
            <p class="report">
                <button type="button" class="quiet" onclick={svg}>{ icon(Icon::Download) }<span>{ say::SAVE_AS_SVG }</span><span class="unseen">{ of.clone() }</span></button>
                <button type="button" class="quiet" onclick={png}>{ icon(Icon::Download) }<span>{ say::SAVE_AS_PNG }</span><span class="unseen">{ of }</span></button>
            </p>
            { picture::picture(&drawing) }
        </details>
    }
}
