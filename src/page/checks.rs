//! A page for every check: what it looks at, why, what mends it, and what it says of the case.

use appgw_doctor::diagnosis::{Check, CheckChange, Outcome};
use appgw_doctor::guide::check::{self, CheckEntry};
use yew::prelude::*;

use super::language::{checks as say, common};
use super::parts::{Store, basis, chip, inline};
use super::route::Route;
use super::{blocks, commands, parts, words};

/// The order in which checks are read: what needs action first.
const OUTCOMES: [Outcome; 5] = [
    Outcome::Fail,
    Outcome::Warn,
    Outcome::Unknown,
    Outcome::Pass,
    Outcome::NotApplicable,
];

/// What every check says of the case, those that fail first.
pub(crate) fn outcomes(store: &Store) -> Html {
    let all = &store.analysis.diagnosis.checks;
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="checks-title">
            <h2 id="checks-title">{ say::TITLE }</h2>
            { rows(all.iter().filter(|check| needs_a_look(check.outcome)), true) }
            for (outcome, what) in SETTLED {
                { folded(all.iter().filter(move |check| check.outcome == outcome), what) }
            }
        </section>
    }
}

/// Outcomes that ask for nothing, and what the checks that came to them are called together.
const SETTLED: [(Outcome, &words::Noun); 2] = [
    (Outcome::Pass, &say::IN_ORDER),
    (Outcome::NotApplicable, &say::NOT_APPLICABLE),
];

fn needs_a_look(outcome: Outcome) -> bool {
    SETTLED.iter().all(|(settled, _)| *settled != outcome)
}

/// Checks that ask for nothing: how many there are, and on request which.
fn folded<'a>(checks: impl Iterator<Item = &'a Check> + Clone, what: &words::Noun) -> Html {
    let count = checks.clone().count();
    if count == 0 {
        return Html::default();
    }
    html! {
        <details class="folded">
            <summary>{ words::count(count, what) }</summary>
            { rows(checks, true) }
        </details>
    }
}

fn rows<'a>(checks: impl Iterator<Item = &'a Check> + Clone, linked: bool) -> Html {
    let of = |outcome| checks.clone().filter(move |check| check.outcome == outcome);
    html! {
        <ul class="checks">
            for check in OUTCOMES.into_iter().flat_map(of) {
                <li>
                    { outcome_chip(check.outcome) }
                    <div>
                        if linked { <span class="check-name">{ link(check.id) }</span> }
                        <span class="quiet-text">{ check.subject.clone() }</span>
                        <p>{ inline(&check.because) }{ " " }{ basis(check.basis) }</p>
                    </div>
                </li>
            }
        </ul>
    }
}

/// A check's title, which leads to its page, and its id.
fn link(id: &'static str) -> Html {
    match check::entry(id) {
        Some(entry) => {
            html! { <><a href={Route::Check(entry).to_string()}>{ entry.title }</a>{ " " }<code>{ id }</code></> }
        }
        None => html! { <code>{ id }</code> },
    }
}

/// What each check said before a change and says after it.
pub(crate) fn changes(checks: &[CheckChange]) -> Html {
    html! {
        <ul class="checks">
            for check in checks {
                <li>
                    { outcome_chip(check.after) }
                    <div>
                        <span class="check-name">{ link(check.id) }</span>
                        <span class="quiet-text">{ check.subject.clone() }</span>
                        <p class="quiet-text">{ say::before(words::outcome(check.before).2) }</p>
                    </div>
                </li>
            }
        </ul>
    }
}

fn outcome_chip(outcome: Outcome) -> Html {
    let (tone, shape, word) = words::outcome(outcome);
    chip(tone, shape, word)
}

/// The page of one check.
pub(crate) fn page(store: &Store, entry: &'static CheckEntry) -> Html {
    let analysis = &*store.analysis;
    let of_case = analysis
        .diagnosis
        .checks
        .iter()
        .filter(|check| check.id == entry.id);
    let worst = of_case.clone().min_by_key(|check| {
        OUTCOMES
            .iter()
            .position(|outcome| *outcome == check.outcome)
    });
    let situation = check::situation_of(&analysis.case, &analysis.diagnosis, worst);
    html! {
        <article class="walk">
            { parts::crumbs(store.has_case(), false, Some((Route::Checks, common::ALL_CHECKS))) }
            <header class="walk-head">
                <h1 tabindex="-1">{ entry.title }</h1>
                <p class="meta">
                    if let Some(worst) = worst { { outcome_chip(worst.outcome) } }
                    <span>{ say::CHECK }<code>{ entry.id }</code></span>
                </p>
            </header>
            if worst.is_some() {
                <section><h2>{ say::OF_YOUR_PASTE }</h2>{ rows(of_case, false) }</section>
            } else if store.has_case() {
                <div class="panel notice" data-tone="info">
                    <p>{ say::NO_BEARING }<a href="#/">{ common::BACK_TO_RESULTS }</a></p>
                </div>
            }
            <section><h2>{ say::LOOKS_AT }</h2><p>{ inline(entry.what) }</p></section>
            <section><h2>{ say::WHY }</h2><p>{ inline(entry.why) }</p></section>
            <section>
                <h2>{ say::MEND }</h2>
                if !entry.mend.is_empty() { <p>{ inline(entry.mend) }</p> }
                if !entry.commands.is_empty() {
                    { commands::shell_choice(store) }
                    { commands::commands(store, &entry.filled(&situation)) }
                }
            </section>
            if !entry.sources.is_empty() {
                <section><h2>{ common::SOURCES }</h2>{ blocks::cites(entry.sources, store.cloud()) }</section>
            }
        </article>
    }
}

/// The page that lists every check.
pub(crate) fn list() -> Html {
    html! {
        <article class="catalogue-page">
            <h1 tabindex="-1">{ common::ALL_CHECKS }</h1>
            <p>{ say::LEAD }</p>
            <div class="catalogue">
                for (title, about) in say::GROUPS {
                    <section>
                        <h2>{ title }</h2>
                        <ul class="check-list">
                            for entry in check::entries().filter(|entry| group(entry.id) == about) {
                                <li><a href={Route::Check(entry).to_string()}>{ entry.title }</a></li>
                            }
                        </ul>
                    </section>
                }
            </div>
        </article>
    }
}

/// What a check is about: the first word of its id, where a group has that word.
fn group(id: &str) -> &str {
    let word = id.split('-').next().unwrap_or_default();
    let known = say::GROUPS.iter().any(|(_, about)| *about == word);
    match word {
        "route" | "dns" => "nsg",
        "access" => "pool",
        _ if known => word,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_checks_and_every_check_a_group() {
        let groups = say::GROUPS.map(|(_, about)| about);
        for about in groups {
            assert!(
                check::entries().any(|entry| group(entry.id) == about),
                "{about}"
            );
        }
        assert!(check::entries().all(|entry| groups.contains(&group(entry.id))));
    }
}
