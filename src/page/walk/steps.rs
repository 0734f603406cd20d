//! The steps of a walk.

use appgw_doctor::guide::GuidedStep;
use appgw_doctor::guide::command::Shell;
use appgw_doctor::guide::situation::{self, Situation};
use appgw_doctor::guide::step::{Branch, Next};
use yew::prelude::*;

use super::super::parts::{Icon, Store, act, basis, chip, icon, inline};
use super::super::route::Route;
use super::super::state::{Action, Mark, StepKey};
use super::super::{blocks, browser, commands, probe, verdict, words};
use super::{Subject, facts};
use crate::page::language::{common, walk as say};

/// A step's state: what the person said of it, else what the case says.
fn stand(store: &Store, key: &StepKey, step: &GuidedStep) -> situation::State {
    match store.marks.get(key) {
        Some(Mark::Done) => situation::State::Done,
        Some(Mark::Cause) => situation::State::Culprit,
        None => step.answer.state,
    }
}

/// The steps, each with its state, the one to take now open.
pub(super) fn list(
    store: &Store,
    subject: &Subject<'_>,
    situation: &Situation<'_>,
    steps: &[GuidedStep],
) -> Html {
    if steps.is_empty() {
        return Html::default();
    }
    let states: Vec<situation::State> = steps
        .iter()
        .map(|step| stand(store, &(subject.key.clone(), step.step.id), step))
        .collect();
    let next = next_step(steps, &states);
    let answered = states
        .iter()
        .filter(|state| !matches!(state, situation::State::Open | situation::State::Needs))
        .count();
    let offers_choice = steps
        .iter()
        .flat_map(|step| &step.commands)
        .any(|filled| matches!(filled.command.shell, Shell::AzureCli | Shell::PowerShell));
    html! {
        <section aria-labelledby="steps-title">
            <div class="section-head">
                <h2 id="steps-title">{ common::WHAT_TO_DO }</h2>
                <p class="quiet-text">{ say::answered(answered, words::count(steps.len(), &words::STEP)) }</p>
                // The first needs no way to it.
                if let Some((index, step)) = next.filter(|index| *index > 0 && subject.in_case()).and_then(|index| Some((index, steps.get(index)?))) {
                    { to_step(step.step.id, say::start_at(index + 1)) }
                }
                <button type="button" class="link" onclick={act(store, Action::Expand(!store.expanded))}>
                    { if store.expanded { say::ONLY_NEXT } else { say::OPEN_ALL } }
                </button>
                if offers_choice { { commands::shell_choice(store) } }
            </div>
            <ol class="steps">
                for (index, (step, state)) in steps.iter().zip(&states).enumerate() {
                    { step_view(store, subject, situation, step, *state, index, Some(index) == next) }
                }
            </ol>
        </section>
    }
}

/// The step that every kind of evidence answers: never the one thing to do.
const COLLECT: &str = "common/collect-evidence";

/// The step to take now: the confirmed cause, else the first that the person can take, else the
/// first that waits for evidence. What to paste is said apart from the steps.
pub(crate) fn next_step(steps: &[GuidedStep], states: &[situation::State]) -> Option<usize> {
    let first = |wanted| {
        let all = || {
            steps
                .iter()
                .zip(states)
                .map(|(step, state)| (step.step.id, *state))
        };
        all().position(|(id, state)| state == wanted && id != COLLECT)
    };
    [
        situation::State::Culprit,
        situation::State::Open,
        situation::State::Needs,
    ]
    .into_iter()
    .find_map(first)
}

/// The steps that speak of the probe that runs.
const PROBE_STEPS: [&str; 3] = [
    "common/which-probe",
    "common/probe-on-demand",
    "common/create-probe",
];

fn step_id(id: &str) -> String {
    format!("step-{}", id.replace('/', "-"))
}

fn step_view(
    store: &Store,
    subject: &Subject<'_>,
    situation: &Situation<'_>,
    guided: &GuidedStep,
    state: situation::State,
    index: usize,
    is_next: bool,
) -> Html {
    let step = guided.step;
    let key: StepKey = (subject.key.clone(), step.id);
    let mark = store.marks.get(&key).copied();
    let (mut tone, shape, word) = words::step_state(state);
    if !subject.in_case() {
        // Nothing was looked at yet.
        tone = "open";
    }
    let open = store.expanded || is_next || state == situation::State::Culprit;
    html! {
        <li key={step.id} id={step_id(step.id)} class="step" data-tone={tone} aria-current={is_next.then_some("step")}>
            <details {open}>
                <summary>
                    <span class="step-number">{ index + 1 }</span>
                    <h3>{ inline(step.title) }</h3>
                    if subject.in_case() || mark.is_some() {
                        { chip(tone, shape, word) }
                    }
                </summary>
                <div class="step-body">
                    if is_next && subject.in_case() {
                        <p class="next"><strong>{ say::START_HERE }</strong></p>
                    }
                    if let Some(because) = &guided.answer.because {
                        <p class="answer" data-tone={tone}>{ icon(shape) }<span>{ inline(because) }</span></p>
                    }
                    if PROBE_STEPS.contains(&step.id)
                        && let Some(address) = situation.effective().and_then(|finding| probe::address(store, finding))
                    {
                        <p><a href={address}>{ say::TO_PROBE }</a></p>
                    }
                    { blocks::blocks(step.body) }
                    { commands::commands(store, &guided.commands) }
                    { branches(step.branches) }
                    if !step.portal.is_empty() {
                        <ul class="links">
                            for blade in step.portal.iter() {
                                <li>{ say::PORTAL }{ facts::portal_page(store, situation, *blade) }</li>
                            }
                        </ul>
                    }
                    if !step.links.is_empty() { { blocks::links(step.links, store.cloud()) } }
                    <div class="step-foot">
                        if subject.in_case() { { marks(store, &key, step.title, mark) } }
                        <details class="grounds">
                            <summary>{ say::SOURCE }{ basis(step.basis) }</summary>
                            { blocks::cites(step.sources, store.cloud()) }
                        </details>
                    </div>
                </div>
            </details>
        </li>
    }
}

fn marks(store: &Store, key: &StepKey, title: &str, mark: Option<Mark>) -> Html {
    let button = |value: Mark, label: &'static str| {
        let pressed = mark == Some(value);
        let action = Action::SetMark(key.clone(), (!pressed).then_some(value));
        html! {
            <button type="button" class="toggle" aria-pressed={pressed.to_string()} onclick={act(store, action)}>
                { icon(if pressed { Icon::Ok } else { Icon::Open }) }<span>{ label }</span>
            </button>
        }
    };
    html! {
        <div class="marks" role="group" aria-label={say::finding_for(title)}>
            <span class="quiet-text">{ say::FINDING }</span>
            { button(Mark::Done, say::FOUND_DONE) }
            { button(Mark::Cause, say::FOUND_CAUSE) }
        </div>
    }
}

fn branches(branches: &[Branch]) -> Html {
    if branches.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="branches">
            for branch in branches.iter() {
                <div>
                    <dt>{ inline(branch.outcome) }</dt>
                    <dd>{ inline(branch.then) }{ " " }{ leads_to(branch.next) }</dd>
                </div>
            }
        </dl>
    }
}

/// Goes to a step of this page.
fn to_step(id: &str, label: String) -> Html {
    let selector = format!("#{} summary", step_id(id));
    let onclick = Callback::from(move |_: MouseEvent| {
        browser::scroll_to(&selector);
        browser::focus_first(&selector);
    });
    html! { <button type="button" class="link" {onclick}>{ label }</button> }
}

fn leads_to(next: Next) -> Html {
    match next {
        Next::Continue => html! { <span class="leads">{ say::TO_NEXT }</span> },
        Next::Step(id) => to_step(id, say::TO_STEP.to_owned()),
        Next::Topic(topic) => html! {
            <a href={Route::topic(topic)}>{ "\u{2192} " }{ verdict::title(topic) }</a>
        },
        Next::Verify => html! { <span class="leads">{ say::TO_VERIFY }</span> },
        Next::Elsewhere => html! {
            <span class="leads">{ say::TO_OTHERS }</span>
        },
    }
}
