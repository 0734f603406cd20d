//! What was found: the verdict, the pools, the problems, the servers, the checks.

use appgw_doctor::diagnosis::{Check, Outcome, PoolFinding, PoolState, Problem};
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::{self, Topic, playbook};
use yew::prelude::*;

use super::parts::{Icon, Store, basis, chip, icon, inline};
use super::route::Route;
use super::verdict::{self, Tone, Verdict};
use super::{collect, report, servers, walk, words};

/// Everything that was found.
pub(crate) fn view(store: &Store) -> Html {
    let verdict = verdict::of(&store.analysis);
    html! {
        <>
            { head(store, &verdict) }
            { pools(store) }
            { problems(store) }
            if verdict.tone == Tone::Fine { { healthy(store) } }
            if matches!(verdict.tone, Tone::Pending | Tone::NoReport | Tone::Unreadable) {
                { collect::view(store) }
            }
            { servers::view(store) }
            { checks(store) }
        </>
    }
}

fn head(store: &Store, verdict: &Verdict) -> Html {
    let (tone, shape) = match verdict.tone {
        Tone::Fail => ("error", Icon::Error),
        Tone::Warn => ("warning", Icon::Warning),
        Tone::Pending | Tone::NoReport => ("info", Icon::Info),
        Tone::Unreadable => ("warning", Icon::Unknown),
        Tone::Fine => ("ok", Icon::Ok),
    };
    html! {
        <header class="verdict" data-tone={tone}>
            { icon(shape) }
            <div>
                <h1 tabindex="-1">{ verdict.headline.clone() }</h1>
                <p>{ verdict.summary.clone() }</p>
                <p class="quiet-text">
                    { gateway_names(store) }
                    { "Judged as of " }<time datetime={store.analysis.case.at.to_string()}>{ readable(&store.analysis.case.at.to_string()) }</time>
                </p>
            </div>
            { report::buttons(store) }
        </header>
    }
}

/// `2026-11-21T08:05:00Z` for people.
fn readable(rfc3339: &str) -> String {
    let text = rfc3339.replace('T', " ");
    text.trim_end_matches('Z').to_owned() + " UTC"
}

fn gateway_names(store: &Store) -> String {
    let gateways = &store.analysis.diagnosis.gateways;
    let names: Vec<&str> = gateways.iter().filter_map(|gateway| gateway.id.gateway.as_deref()).collect();
    match names.as_slice() {
        [] => String::new(),
        [name] => format!("Gateway {name} \u{b7} "),
        names => format!("Gateways {} \u{b7} ", names.join(", ")),
    }
}

/// How many pools are listed one by one before the healthy ones are only counted.
const POOLS: usize = 8;

fn pools(store: &Store) -> Html {
    let all = &store.analysis.diagnosis.pools;
    if all.is_empty() {
        return Html::default();
    }
    let mut listed: Vec<&PoolFinding> =
        all.iter().filter(|pool| pool.state != PoolState::Healthy).collect();
    let hidden = if all.len() <= POOLS {
        listed = all.iter().collect();
        0
    } else {
        all.len() - listed.len()
    };
    html! {
        <section aria-labelledby="pools-title">
            <h2 id="pools-title">{ "What clients see now" }</h2>
            <ul class="pools">
                for pool in listed { { pool_row(store, pool) } }
            </ul>
            if hidden > 0 { <p class="quiet-text">{ format!("and {} that are healthy", words::count(hidden, "pool")) }</p> }
        </section>
    }
}

fn pool_row(store: &Store, pool: &PoolFinding) -> Html {
    let (tone, shape, word, sentence) = words::pool_state(pool.state);
    let servers = &store.analysis.diagnosis.servers;
    let well = pool.servers.iter().filter_map(|index| servers.get(*index));
    let well = well.filter(|server| server.health.as_str() == "healthy").count();
    let topic = walk::pool_topic(pool.state);
    let number = topic.map(|topic| {
        let before = store.analysis.diagnosis.pools.iter().take_while(|other| !std::ptr::eq(*other, pool));
        before.filter(|other| walk::pool_topic(other.state) == Some(topic)).count() + 1
    });
    html! {
        <li class="pool" data-tone={tone}>
            { chip(tone, shape, word) }
            <div class="pool-text">
                <strong>{ walk::pool_label(pool) }</strong>
                <span class="quiet-text">{ format!("{well} of {} healthy", words::count(pool.servers.len(), "server")) }</span>
                <span>{ sentence }</span>
            </div>
            if let (Some(topic), Some(number)) = (topic, number) {
                <a href={Route::Topic(topic, number).to_string()}>
                    { "What to do" }<span class="unseen">{ format!(" about pool {}", walk::pool_label(pool)) }</span>
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
            <h2 id="problems-title">{ words::count(problems.len(), "problem") }</h2>
            <ol class="problems">
                for (index, problem) in problems.iter().enumerate() {
                    { problem_card(store, index, problem) }
                }
            </ol>
        </section>
    }
}

fn problem_card(store: &Store, index: usize, problem: &Problem) -> Html {
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
    html! {
        <li class="problem" data-tone={tone}>
            <div class="problem-head">
                { chip(tone, shape, word) }
                <h3><a href={address.clone()}>{ verdict::title(topic) }</a></h3>
            </div>
            <p class="problem-facts">
                if !distinction.is_empty() { <span>{ distinction }</span> }
                if !affected.is_empty() {
                    <span>
                        for (index, name) in affected.iter().enumerate() {
                            if index > 0 { { ", " } }
                            <code>{ name.clone() }</code>
                        }
                        if more > 0 { { format!(" and {more} more") } }
                    </span>
                }
                { basis(problem.basis) }
            </p>
            if let Some(message) = &problem.message { <blockquote class="message">{ message.clone() }</blockquote> }
            if let Some(reason) = problem.because.first() { <p>{ inline(reason) }</p> }
            { next_action(store, problem, &address) }
        </li>
    }
}

/// The one thing to do next for a problem, and the way to all of it.
fn next_action(store: &Store, problem: &Problem, address: &str) -> Html {
    let Some(entry) = playbook::entry(Topic::Fault(problem.fault)) else {
        return Html::default();
    };
    let analysis = &*store.analysis;
    let first = problem.servers.first();
    let situation = Situation {
        case: &analysis.case,
        diagnosis: &analysis.diagnosis,
        problem: Some(problem),
        server: first.and_then(|index| analysis.diagnosis.servers.get(*index)),
        pool: None,
    };
    let steps = guide::walk(entry, &situation);
    let states: Vec<_> = steps.iter().map(|step| step.answer.state).collect();
    let next = walk::next_step(&states).and_then(|index| steps.get(index));
    html! {
        <div class="problem-next">
            if let Some(next) = next {
                <p>
                    <strong>{ "Next: " }</strong>{ inline(next.step.title) }
                    if let Some(because) = &next.answer.because {
                        <span class="quiet-text">{ " \u{2014} " }{ inline(because) }</span>
                    }
                </p>
            }
            <a class="button" href={address.to_owned()}>
                { match steps.len() { 0 => "Open".to_owned(), number => format!("See all {}", words::count(number, "step")) } }
                <span class="unseen">{ format!(" for: {}", entry.title) }</span>
            </a>
        </div>
    }
}

/// The order in which checks are read: what needs action first.
fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Fail => 0,
        Outcome::Warn => 1,
        Outcome::Unknown => 2,
        Outcome::Pass => 3,
        Outcome::NotApplicable => 4,
    }
}

fn checks(store: &Store) -> Html {
    let mut checks: Vec<&Check> = store.analysis.diagnosis.checks.iter().collect();
    if checks.is_empty() {
        return Html::default();
    }
    checks.sort_by_key(|check| rank(check.outcome));
    html! {
        <section aria-labelledby="checks-title">
            <h2 id="checks-title">{ "Checks" }</h2>
            <ul class="checks">
                for check in checks {
                    <li>
                        { outcome_chip(check.outcome) }
                        <div>
                            <strong><code>{ check.id }</code></strong>{ " " }<span>{ check.subject.clone() }</span>
                            <p>{ inline(&check.because) }{ " " }{ basis(check.basis) }</p>
                        </div>
                    </li>
                }
            </ul>
        </section>
    }
}

fn outcome_chip(outcome: Outcome) -> Html {
    let (tone, shape, word) = words::outcome(outcome);
    chip(tone, shape, word)
}

/// A report without a fault: what was checked, what was not, and where to look all the same.
fn healthy(store: &Store) -> Html {
    let diagnosis = &store.analysis.diagnosis;
    let case = &store.analysis.case;
    let has_config = case.settings().next().is_some() || case.probes().next().is_some();
    html! {
        <div class="columns">
            <section class="panel" data-tone="ok">
                <h2>{ "What was checked" }</h2>
                <ul>
                    <li>{ format!("{}: each passed its latest probe, and no message says otherwise.", words::count(diagnosis.servers.len(), "row")) }</li>
                    <li>{ format!("{}: each has a healthy server.", words::count(diagnosis.pools.len(), "pool")) }</li>
                    if !diagnosis.checks.is_empty() {
                        <li>{ format!("{} on the configuration, listed below.", words::count(diagnosis.checks.len(), "check")) }</li>
                    }
                </ul>
            </section>
            <section class="panel" data-tone="info">
                <h2>{ "What was not" }</h2>
                <ul>
                    if !has_config {
                        <li>{ "The gateway\u{2019}s settings and probes: none were pasted. A probe can pass where real requests fail." }</li>
                    }
                    <li>{ "The moments before and after: the report shows the latest probe only, and is as old as the probe\u{2019}s interval." }</li>
                    <li>{ "Whether each server answers real requests as it answers the probe: path, host name and method may differ." }</li>
                    <li>{ "Listeners, rules and the web application firewall, which can refuse a request before any server sees it." }</li>
                </ul>
            </section>
            <section class="panel" data-tone="info">
                <h2>{ "If clients still see errors" }</h2>
                <dl class="pairs">
                    <div><dt>{ "502" }</dt><dd>{ "A server that closes the connection, or a request that fails although the probe passes. In the metrics compare Backend Response Status with Response Status; in the access log look at serverStatus and serverRouted." }</dd></div>
                    <div><dt>{ "504" }</dt><dd>{ "The server took longer than the setting\u{2019}s request timeout. Compare it with the access log\u{2019}s serverResponseLatency." }</dd></div>
                    <div><dt>{ "403" }</dt><dd>{ "Often the web application firewall: look at its log." }</dd></div>
                    <div><dt>{ "404" }</dt><dd>{ "Often the host name: the setting may send another one to the server than the client asked for." }</dd></div>
                </dl>
                <p>
                    { "Sometimes well, sometimes not? Read " }
                    <a href={Route::topic(Topic::Degraded)}>{ verdict::title(Topic::Degraded) }</a>
                    { " and paste a report from the moment when it fails." }
                </p>
            </section>
        </div>
    }
}
