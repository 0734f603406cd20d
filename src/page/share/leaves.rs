//! What leaves: a switch for each class of what can be hidden, and all of it to be looked at.

use std::rc::Rc;

use appgw_doctor::share::redact::{Class, Hidden};
use appgw_doctor::share::{SavedCase, file};
use yew::prelude::*;

use super::super::language::share as say;
use super::super::parts::{Icon, and_more, icon};
use super::super::words;
use super::super::worker::MARKERS;
use super::Made;
use super::ready::Ready;

/// How many characters of a source are shown before it leaves.
const SHOWN: usize = 20_000;

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
pub(super) fn switches(
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
                <label>
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
pub(super) fn view(
    ready: &Rc<Ready>,
    hidden: &UseStateHandle<Hidden>,
    made: &UseStateHandle<Made>,
) -> Html {
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
