//! What was found: the verdict, the pools, the problems, the servers, the checks.

use appgw_doctor::diagnosis::{
    PoolFinding, PoolState, Problem, Severity, Verdict as Tone, coverage, reach_words,
};
use appgw_doctor::fault::Basis;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::{self, Topic, playbook};
use appgw_doctor::order;
use yew::prelude::*;

use super::language::{common, results as say};
use super::parts::{Icon, Store, basis, chip, icon, inline};
use super::route::Route;
use super::traffic;
use super::verdict::{self, Verdict};
use super::{
    chains, checks, collect, commands, compare, history, one_by_one, probe, servers, share, walk,
    words,
};

/// Everything that was found.
pub(crate) fn view(store: &Store) -> Html {
    let verdict = &store.analysis.verdict;
    let parts = vec![
        html! {
            <>
                { head(store, verdict) }
                { compare::view(store) }
                { problems(store) }
                if store.analysis.diagnosis.problems.is_empty() { { checks::outcomes(store) } }
            </>
        },
        html! {
            <>
                { surer(store) }
                { pools(store) }
                if !store.analysis.diagnosis.problems.is_empty() { { checks::outcomes(store) } }
                { chains::view(store) }
                { traffic::view(store) }
                { history::view(store) }
                if verdict.tone == Tone::NothingReadable { { unreadable(store) } }
                if verdict.tone == Tone::NothingWrong { { grounds(store) }{ if_clients_see_errors() } }
                if matches!(verdict.tone, Tone::Pending | Tone::NothingJudged | Tone::NothingReadable) {
                    { collect::view(store) }
                }
            </>
        },
        servers::view(store),
        html! {
            <>
                { probe::list(store) }
                if !matches!(verdict.tone, Tone::NothingWrong | Tone::Pending | Tone::NothingReadable) { { grounds(store) } }
            </>
        },
    ];
    one_by_one::draw(servers::are_few(store), parts)
}

/// What to paste next, with the command that prints it; that of the most telling is open.
fn surer(store: &Store) -> Html {
    let gains = guide::surer::surer(&store.analysis.case, &store.analysis.diagnosis);
    if gains.is_empty() {
        return Html::default();
    }
    html! {
        <section class="surer" aria-labelledby="surer-title">
            <div class="section-head">
                <h2 id="surer-title">{ guide::surer::TITLE }</h2>
                { commands::shell_choice(store) }
            </div>
            for (index, gain) in gains.iter().enumerate() {
                <details open={index == 0}>
                    <summary>{ inline(gain.missing.sentence()) }</summary>
                    { commands::commands(store, &gain.commands) }
                </details>
            }
        </section>
    }
}

fn head(store: &Store, verdict: &Verdict) -> Html {
    let (tone, shape) = match verdict.tone {
        Tone::Problems => ("error", Icon::Error),
        Tone::Warnings => ("warning", Icon::Warning),
        Tone::Pending | Tone::NothingJudged | Tone::Unknown => ("info", Icon::Info),
        Tone::NothingReadable => ("warning", Icon::Unknown),
        Tone::NothingWrong => ("ok", Icon::Ok),
    };
    html! {
        <header class="verdict" data-tone={tone}>
            { icon(shape) }
            <div>
                <h1 tabindex="-1">{ verdict.headline.clone() }</h1>
                <p>{ verdict.summary.clone() }</p>
                <p class="quiet-text">
                    { gateway_names(store) }
                    { say::JUDGED_AS_OF }<time datetime={store.analysis.case.at.to_string()}>{ words::moment(&store.analysis.case.at.to_string()) }</time>
                </p>
            </div>
            { share::entry() }
        </header>
    }
}

/// What was expected where nothing was recognised.
fn unreadable(store: &Store) -> Html {
    let notes = store.analysis.case.evidence.iter();
    let notes = notes.flat_map(|piece| piece.notes.iter().map(move |note| (piece, note)));
    html! {
        <section class="panel" data-tone="warning">
            <h2>{ say::EXPECTED }</h2>
            <ul>
                for (piece, note) in notes.take(UNREADABLE) {
                    <li>{ piece.source.clone() }{ ", " }{ words::place(note.position) }{ ": " }{ inline(&note.text) }</li>
                }
            </ul>
        </section>
    }
}

/// How many places are listed where nothing was recognised; the list of sources has more.
const UNREADABLE: usize = 8;

fn gateway_names(store: &Store) -> String {
    let gateways = &store.analysis.diagnosis.gateways;
    let mut names: Vec<&str> = Vec::new();
    for name in gateways.iter().filter_map(|one| one.id.gateway.as_deref()) {
        // Two ids may differ in the group alone, or in what was cut off.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => String::new(),
        [name] => say::gateway(name),
        names => say::gateways(names.join(", ")),
    }
}

/// How many pools are listed one by one before the healthy ones are only counted.
const POOLS: usize = 8;

/// How many pools that fail are listed before the rest is only counted.
const FAILING: usize = 20;

fn pools(store: &Store) -> Html {
    let all = &store.analysis.diagnosis.pools;
    if all.is_empty() {
        return Html::default();
    }
    let mut listed: Vec<&PoolFinding> = all
        .iter()
        .filter(|pool| pool.state != PoolState::Healthy)
        .collect();
    if all.len() <= POOLS {
        listed = all.iter().collect();
    }
    let hidden = all
        .iter()
        .filter(|pool| pool.state == PoolState::Healthy)
        .count();
    let hidden = if all.len() <= POOLS { 0 } else { hidden };
    // The gravest first, where not all can be shown.
    let more = listed.len().saturating_sub(FAILING);
    if more > 0 {
        order::sort_by_key(&mut listed, |pool| pool.state == PoolState::Degraded);
        listed.truncate(FAILING);
    }
    html! {
        <section aria-labelledby="pools-title">
            <h2 id="pools-title">{ say::CLIENTS_SEE }</h2>
            <ul class="pools">
                for pool in listed { { pool_row(store, pool) } }
            </ul>
            if more > 0 { <p class="quiet-text">{ say::more_pools_fail(more) }</p> }
            if hidden > 0 { <p class="quiet-text">{ say::more_pools_healthy(hidden) }</p> }
        </section>
    }
}

fn pool_row(store: &Store, pool: &PoolFinding) -> Html {
    let (tone, shape, word) = words::pool_state(pool.state);
    let servers = &store.analysis.diagnosis.servers;
    let well = pool.servers.iter().filter_map(|index| servers.get(*index));
    let well = well
        .filter(|server| server.health.as_str() == "healthy")
        .count();
    let topic = walk::pool_topic(pool.state);
    let number = topic.map(|topic| {
        let before = store
            .analysis
            .diagnosis
            .pools
            .iter()
            .take_while(|other| !std::ptr::eq(*other, pool));
        before
            .filter(|other| walk::pool_topic(other.state) == Some(topic))
            .count()
            + 1
    });
    html! {
        <li class="pool" data-tone={tone}>
            { chip(tone, shape, word) }
            <div class="pool-text">
                <strong>{ walk::pool_label(pool) }</strong>
                <span class="quiet-text">{ say::healthy_of(well, words::count(pool.servers.len(), &words::SERVER)) }</span>
                <span>{ pool.state.clients_see() }</span>
                if let Some(reached) = reach_words(&store.analysis.diagnosis, pool) { <span>{ reached }</span> }
            </div>
            if let (Some(topic), Some(number)) = (topic, number) {
                <a href={Route::Topic(topic, number).to_string()}>
                    { common::WHAT_TO_DO }<span class="unseen">{ say::about_pool(walk::pool_label(pool)) }</span>
                </a>
            }
        </li>
    }
}

fn problems(store: &Store) -> Html {
    let problems = &store.analysis.diagnosis.problems;
    if problems.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="problems-title">
            <h2 id="problems-title">
                { if problems.len() == 1 { say::ONE_PROBLEM } else { say::PROBLEMS } }
            </h2>
            <ol class="problems">
                for (index, problem) in problems.iter().enumerate() {
                    { problem_card(store, index, problem, problems.len() == 1) }
                }
            </ol>
        </section>
    }
}

/// One problem. The `only` one has its name in the verdict already.
fn problem_card(store: &Store, index: usize, problem: &Problem, only: bool) -> Html {
    let analysis = &*store.analysis;
    let earlier = analysis.diagnosis.problems.iter().take(index);
    let number = earlier.filter(|other| other.fault == problem.fault).count() + 1;
    let topic = Topic::Fault(problem.fault);
    let address = Route::Topic(topic, number).to_string();
    let (tone, shape, word) = words::severity(problem.severity);
    let distinction = walk::distinction(problem);
    let affected: Vec<String> = problem
        .servers
        .iter()
        .filter_map(|index| analysis.diagnosis.servers.get(*index))
        .take(4)
        .map(walk::server_name)
        .collect();
    let more = problem.servers.len().saturating_sub(affected.len());
    let has_facts = !distinction.is_empty() || !affected.is_empty();
    // Which servers fail and what the gateway says of them is shown already.
    let told = problem.message.is_some()
        && problem.chain.is_none()
        && problem.severity == Severity::Error
        && problem.basis != Basis::Inferred;
    let reason = problem.because.last().filter(|_| !told);
    html! {
        <li class="problem" data-tone={tone}>
            if !only {
                <div class="problem-head">
                    { chip(tone, shape, word) }
                    <h3><a href={address.clone()}>{ verdict::title(topic) }</a></h3>
                </div>
            }
            <p class="problem-facts" hidden={!has_facts}>
                if !distinction.is_empty() { <span>{ distinction }</span> }
                if !affected.is_empty() {
                    <span>
                        for (index, name) in affected.iter().enumerate() {
                            if index > 0 { { ", " } }
                            <code>{ name.clone() }</code>
                        }
                        if more > 0 { { say::and_more_servers(more) } }
                    </span>
                }
                { basis(problem.basis) }
            </p>
            if let Some(message) = &problem.message { <blockquote class="message">{ message.clone() }</blockquote> }
            if let Some(reason) = reason {
                <p>{ inline(reason) }if !has_facts { { " " }{ basis(problem.basis) } }</p>
            }
            { comes_next(store, index) }
            { next_action(store, problem, &address) }
        </li>
    }
}

/// What will show once a problem is fixed.
pub(crate) fn comes_next(store: &Store, problem: usize) -> Html {
    let all = &store.analysis.diagnosis.next;
    let mut all = all.iter().filter(|next| next.problem == problem).peekable();
    if all.peek().is_none() {
        return Html::default();
    }
    html! {
        <div class="comes-next">
            <p><strong>{ say::COMES_NEXT }</strong></p>
            <ul>
                for next in all {
                    <li>
                        if let Some(fault) = next.fault {
                            <a href={Route::topic(Topic::Fault(fault))}>{ verdict::title(Topic::Fault(fault)) }</a>{ ": " }
                        }
                        { inline(&next.because) }{ " " }{ basis(next.basis) }
                    </li>
                }
            </ul>
        </div>
    }
}

/// The one thing to do next for a problem, and the way to all of it.
fn next_action(store: &Store, problem: &Problem, address: &str) -> Html {
    let entry = playbook::entry(Topic::Fault(problem.fault));
    let analysis = &*store.analysis;
    let situation = Situation::of_problem(&analysis.case, &analysis.diagnosis, problem);
    let steps = guide::walk(entry, &situation);
    let states: Vec<_> = steps.iter().map(|step| step.answer.state).collect();
    let next = walk::next_step(&steps, &states).and_then(|index| steps.get(index));
    html! {
        <div class="problem-next">
            if let Some(next) = next {
                <p>
                    <strong>{ say::NEXT }</strong>{ inline(next.step.title) }
                    if let Some(because) = &next.answer.because {
                        <span class="quiet-text">{ " \u{2014} " }{ inline(because) }</span>
                    }
                </p>
            }
            <a class="button" href={address.to_owned()}>
                { match steps.len() { 0 => common::OPEN.to_owned(), number => say::see_all(words::count(number, &words::STEP)) } }
                <span class="unseen">{ say::for_fault(entry.title) }</span>
            </a>
        </div>
    }
}

/// What all this rests on: what was looked at, what was not, and what was assumed.
fn grounds(store: &Store) -> Html {
    let diagnosis = &store.analysis.diagnosis;
    let coverage = coverage(&store.analysis.case, diagnosis);
    let bases = [Basis::Documented, Basis::Observed, Basis::Inferred].map(words::basis);
    html! {
        <>
        <div class="columns">
            <div hidden={coverage.checked.is_empty() && diagnosis.notes.is_empty()}>
                if !coverage.checked.is_empty() {
                    <section class="panel" data-tone="ok">
                        <h2>{ say::CHECKED }</h2>
                        <ul>for phrase in coverage.checked { <li>{ phrase }</li> }</ul>
                    </section>
                }
                if !diagnosis.notes.is_empty() {
                    <section class="panel" data-tone="muted">
                        <h2>{ say::ASSUMED }</h2>
                        <ul>for note in diagnosis.notes.iter() { <li>{ inline(note) }</li> }</ul>
                    </section>
                }
            </div>
            <section class="panel" data-tone="info">
                <h2>{ say::NOT_CHECKED }</h2>
                // What can be pasted is listed with its command.
                <ul>for missing in coverage.unchecked.iter().filter(|missing| guide::surer::nothing_prints(missing)) { <li>{ inline(missing.sentence()) }</li> }</ul>
            </section>
        </div>
        <p class="quiet-text">
            for (word, sentence) in bases { <><strong>{ word }</strong>{ ": " }{ sentence }{ " " }</> }
        </p>
        </>
    }
}

/// Where to look when no server is at fault and clients see errors all the same.
fn if_clients_see_errors() -> Html {
    html! {
        <section class="panel" data-tone="info">
            <h2>{ say::IF_CLIENTS_SEE_ERRORS }</h2>
            <p>
                <a href={Route::topic(Topic::HealthyButFailing)}>{ verdict::title(Topic::HealthyButFailing) }</a>
                { say::HEALTHY_BUT_FAILING }
            </p>
            <dl class="pairs">
                <div><dt>{ "403" }</dt><dd>{ say::FORBIDDEN }</dd></div>
                <div><dt>{ "404" }</dt><dd>{ say::NOT_FOUND }</dd></div>
            </dl>
            <p>
                { say::ONLY_SOMETIMES }
                <a href={Route::topic(Topic::Degraded)}>{ verdict::title(Topic::Degraded) }</a>
                { say::PASTE_WHEN_FAILING }
            </p>
        </section>
    }
}
