//! A fault's page. With a case open it is the walk through one problem: every step says what the
//! evidence answers of it, and every command holds the person's own names.

use appgw_doctor::chain::openssl::codes;
use appgw_doctor::diagnosis::{PoolFinding, PoolState, Problem, ServerFinding};
use appgw_doctor::fault::Fault;
use appgw_doctor::guide::command::Shell;
use appgw_doctor::guide::situation::{self, Situation};
use appgw_doctor::guide::step::{Blade, Branch, Entry, Next};
use appgw_doctor::guide::{self, GuidedStep, Topic, playbook, portal};
use appgw_doctor::picture::{self as drawing, Names, Picture};
use yew::prelude::*;

use super::parts::{Icon, Store, act, basis, chip, icon, inline, outside, select};
use super::route::Route;
use super::state::{Action, Mark, StepKey, problem_key};
use super::{blocks, commands, examples, openssl, picture, words};

/// The portal's tools for a server that fails: every problem shows them.
const TOOLS: [Blade; 3] = [
    Blade::BackendHealth,
    Blade::ConnectionTroubleshoot,
    Blade::ResourceHealth,
];

/// What the page is about: a topic, and what the case has of it.
struct Subject<'a> {
    topic: Topic,
    number: usize,
    entry: &'static Entry,
    problem: Option<&'a Problem>,
    pool: Option<&'a PoolFinding>,
    /// Indices of its servers.
    servers: Vec<usize>,
    chosen: Option<usize>,
    key: String,
}

impl<'a> Subject<'a> {
    fn find(store: &'a Store, topic: Topic, number: usize) -> Self {
        let entry = playbook::entry(topic);
        let analysis = &*store.analysis;
        let problem = match topic {
            Topic::Fault(fault) => analysis.problem(fault, number),
            Topic::Degraded | Topic::UnhealthyPool => None,
        };
        let pool = pools_of(store, topic).nth(number.saturating_sub(1));
        let servers = match (problem, pool) {
            (Some(problem), _) => problem.servers.clone(),
            (None, Some(pool)) => pool.servers.clone(),
            (None, None) => Vec::new(),
        };
        let key = match pool {
            Some(_) => format!("{}|{number}", topic.id()),
            None => problem_key(topic, problem),
        };
        let chosen = store.chosen.get(&key).copied();
        let chosen = chosen.filter(|index| servers.contains(index));
        Self {
            topic,
            number,
            entry,
            problem,
            pool,
            chosen: chosen.or(servers.first().copied()),
            servers,
            key,
        }
    }

    fn in_case(&self) -> bool {
        self.problem.is_some() || self.pool.is_some()
    }

    fn situation(&self, store: &'a Store) -> Situation<'a> {
        let analysis = &*store.analysis;
        let servers = &analysis.diagnosis.servers;
        Situation {
            problem: self.problem,
            server: self.chosen.and_then(|index| servers.get(index)),
            pool: self.pool,
            ..Situation::new(&analysis.case, &analysis.diagnosis)
        }
    }
}

/// The pools that the page of an article is about.
fn pools_of(store: &Store, topic: Topic) -> impl Iterator<Item = &PoolFinding> {
    let pools = store.analysis.diagnosis.pools.iter();
    pools.filter(move |pool| pool_topic(pool.state) == Some(topic))
}

/// The article about pools in that state.
pub(crate) fn pool_topic(state: PoolState) -> Option<Topic> {
    match state {
        PoolState::Degraded => Some(Topic::Degraded),
        PoolState::Unhealthy => Some(Topic::UnhealthyPool),
        PoolState::Healthy | PoolState::Unknown | PoolState::Empty => None,
    }
}

/// A server's name as its row shows it.
pub(crate) fn server_name(server: &ServerFinding) -> String {
    server
        .address
        .clone()
        .unwrap_or_else(|| "(no address)".to_owned())
}

/// The page of a topic.
pub(crate) fn view(store: &Store, topic: Topic, number: usize) -> Html {
    let subject = Subject::find(store, topic, number);
    let situation = subject.situation(store);
    let steps = guide::walk(subject.entry, &situation);
    let entry = subject.entry;
    html! {
        <article class="walk">
            { crumbs(store) }
            <header class="walk-head">
                <h1 tabindex="-1">{ entry.title }</h1>
                <p class="meta">
                    if let Some(problem) = subject.problem {
                        { severity_chip(problem) }
                    }
                    if !subject.servers.is_empty() {
                        <span>{ words::count(subject.servers.len(), "server") }</span>
                    }
                    <span>{ "Shows at: " }{ words::stage(entry.stage) }</span>
                    if !entry.documented_heading.is_empty() {
                        <span>{ "Documented as \u{201c}" }{ entry.documented_heading }{ "\u{201d}" }</span>
                    }
                    <span><code>{ topic.id() }</code></span>
                </p>
            </header>
            { siblings(store, &subject) }
            { absent(store, &subject) }
            { drawn(store, &subject, &situation) }
            <div class={if subject.in_case() { "walk-grid has-facts" } else { "walk-grid" }}>
                if subject.in_case() {
                    <aside class="walk-facts" aria-label="Facts">
                        { facts(store, &subject, &situation) }
                    </aside>
                }
                <div class="walk-main">
                    <section>
                        <h2>{ "What it means" }</h2>
                        { blocks::blocks(entry.meaning) }
                        if !entry.clients_see.is_empty() {
                            <p class="clients"><strong>{ "What clients see: " }</strong>{ inline(entry.clients_see) }</p>
                        }
                    </section>
                    { why(subject.problem) }
                    { codes_of(&subject) }
                    if !entry.twins.is_empty() {
                        <section class="panel" data-tone="warning">
                            <h2>{ "What else produces this same message" }</h2>
                            { blocks::statements(entry.twins) }
                        </section>
                    }
                    if !entry.causes.is_empty() {
                        <section>
                            <h2>{ "Causes, the likeliest first" }</h2>
                            { blocks::statements(entry.causes) }
                        </section>
                    }
                    { step_list(store, &subject, &situation, &steps) }
                    if !entry.disagreements.is_empty() {
                        <section class="panel" data-tone="info">
                            <h2>{ "Where documents disagree" }</h2>
                            { blocks::statements(entry.disagreements) }
                        </section>
                    }
                    if !entry.links.is_empty() {
                        <section>
                            <h2>{ "Read on" }</h2>
                            { blocks::links(entry.links, store.cloud()) }
                        </section>
                    }
                    if !entry.sources.is_empty() {
                        <section>
                            <h2>{ "Sources" }</h2>
                            { blocks::cites(entry.sources, store.cloud()) }
                        </section>
                    }
                </div>
            </div>
        </article>
    }
}

/// The topic as a picture, and beside it what is easier seen than told.
fn drawn(store: &Store, subject: &Subject<'_>, situation: &Situation<'_>) -> Html {
    let names = Names::of(situation);
    let diagnosis = &store.analysis.diagnosis;
    let picture = match (subject.topic, subject.pool) {
        (Topic::Fault(fault), _) => {
            let details = subject.problem.map(|problem| problem.details.clone());
            Picture::from_fault(fault, &details.unwrap_or_default(), &names)
        }
        (Topic::Degraded | Topic::UnhealthyPool, Some(pool)) => {
            let servers = subject.servers.iter();
            let servers = servers.filter_map(|index| diagnosis.servers.get(*index));
            Picture::from_pool(pool.state, servers, &names)
        }
        // Without servers there is nothing to draw.
        (Topic::Degraded | Topic::UnhealthyPool, None) => return Html::default(),
    };
    let beside = match subject.topic {
        Topic::Fault(Fault::IntermediateMissing) => Some(drawing::self_signed()),
        Topic::Fault(Fault::LeafNotTopmost) => {
            let chain = subject.problem.and_then(|problem| problem.chain);
            let chain = chain.and_then(|index| diagnosis.chains.get(index));
            let sent = chain.map(|chain| chain.verdict.certificates.as_slice());
            let sent = sent.unwrap_or_default().iter();
            let sent: Vec<_> = sent
                .map(|one| (one.subject.clone(), one.issuer.clone()))
                .collect();
            Some(drawing::order(&sent))
        }
        _ => None,
    };
    html! {
        <section class="drawn" aria-label="Picture">
            { picture::picture(&picture) }
            if let Some(beside) = beside { { picture::comparison(&beside) } }
        </section>
    }
}

fn crumbs(store: &Store) -> Html {
    html! {
        <nav class="crumbs" aria-label="Breadcrumb">
            if store.has_case() {
                <a href="#/">{ "Results" }</a>
            }
            <a href="#/faults">{ "All faults" }</a>
        </nav>
    }
}

fn severity_chip(problem: &Problem) -> Html {
    let (tone, shape, word) = words::severity(problem.severity);
    chip(tone, shape, word)
}

/// What tells a problem from others of the same fault.
pub(crate) fn distinction(problem: &Problem) -> String {
    let details = &problem.details;
    let mut parts = Vec::new();
    if let Some(received) = &details.received {
        parts.push(format!("received {received}"));
    }
    if let Some(expected) = &details.expected {
        parts.push(format!("expected {expected}"));
    }
    if let Some(body) = &details.expected_body {
        parts.push(format!("expected text \u{201c}{body}\u{201d}"));
    }
    if let Some(code) = details.openssl_code {
        parts.push(format!("OpenSSL code {code}"));
    }
    parts.join(", ")
}

/// The other places where the same topic shows in this case.
fn siblings(store: &Store, subject: &Subject<'_>) -> Html {
    let labels: Vec<String> = match subject.topic {
        Topic::Fault(fault) => {
            let problems = store.analysis.of_fault(fault);
            problems
                .map(|problem| match distinction(problem) {
                    text if text.is_empty() => words::count(problem.servers.len(), "server"),
                    text => text,
                })
                .collect()
        }
        Topic::Degraded | Topic::UnhealthyPool => {
            pools_of(store, subject.topic).map(pool_label).collect()
        }
    };
    if labels.len() < 2 {
        return Html::default();
    }
    html! {
        <nav class="siblings" aria-label="Where this shows in your paste">
            for (index, label) in labels.into_iter().enumerate() {
                <a href={Route::Topic(subject.topic, index + 1).to_string()}
                    aria-current={(index + 1 == subject.number).then_some("page")}>{ label }</a>
            }
        </nav>
    }
}

/// A pool and the setting it is used with.
pub(crate) fn pool_label(pool: &PoolFinding) -> String {
    let name = pool.pool.as_deref().unwrap_or("(unnamed pool)");
    match &pool.setting {
        Some(setting) => format!("{name} with {setting}"),
        None => name.to_owned(),
    }
}

/// What to do here without a case, or with one that doesn't show this.
fn absent(store: &Store, subject: &Subject<'_>) -> Html {
    if subject.in_case() {
        return Html::default();
    }
    html! {
        <div class="panel notice" data-tone="info">
            if store.has_case() {
                <p>{ "Your paste does not show this. " }<a href="#/">{ "Back to what it shows" }</a></p>
            } else {
                <p>
                    <a href="#/">{ "Paste your own report" }</a>
                    { " to have the steps answered and the commands filled in with your names" }
                    if let Some(example) = examples::of(subject.topic) {
                        { ", or " }
                        <button type="button" class="link" onclick={act(store, example.action())}>{ "see it on an example" }</button>
                    }
                    { "." }
                </p>
            }
        </div>
    }
}

fn facts(store: &Store, subject: &Subject<'_>, situation: &Situation<'_>) -> Html {
    html! {
        <>
            if let Some(message) = subject.problem.and_then(|p| p.message.as_deref()) {
                <section>
                    <h2>{ "The message" }</h2>
                    <blockquote class="message">{ message.to_owned() }</blockquote>
                </section>
            }
            if let Some(problem) = subject.problem { { details(problem) } }
            if let Some(pool) = subject.pool {
                <section><h2>{ "Pool" }</h2><p>{ pool_label(pool) }</p></section>
            }
            { servers(store, subject) }
            if subject.in_case() {
                <section>
                    <h2>{ "In the portal" }</h2>
                    <ul class="links">
                        for blade in TOOLS { <li>{ portal_page(store, situation, blade) }</li> }
                    </ul>
                </section>
            }
        </>
    }
}

fn details(problem: &Problem) -> Html {
    let details = &problem.details;
    let rows = [
        ("Received", details.received.clone()),
        ("Expected", details.expected.clone()),
        ("Expected text", details.expected_body.clone()),
        (
            "OpenSSL code",
            details.openssl_code.map(|code| code.to_string()),
        ),
    ];
    if rows.iter().all(|(_, value)| value.is_none()) {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ "Details" }</h2>
            <dl class="pairs">
                for (name, value) in rows {
                    if let Some(value) = value {
                        <div><dt>{ name }</dt><dd><code>{ value }</code></dd></div>
                    }
                }
            </dl>
        </section>
    }
}

/// How many servers are listed beside the walk; the table has all.
const LISTED: usize = 12;

fn servers(store: &Store, subject: &Subject<'_>) -> Html {
    if subject.servers.is_empty() {
        return Html::default();
    }
    let all = &store.analysis.diagnosis.servers;
    let found = || {
        subject
            .servers
            .iter()
            .filter_map(|index| Some((*index, all.get(*index)?)))
    };
    let more = subject.servers.len().saturating_sub(LISTED);
    html! {
        <section>
            <h2>{ words::count(subject.servers.len(), "server") }</h2>
            <ul class="server-list">
                for (_, server) in found().take(LISTED) {
                    <li>
                        <code>{ server_name(server) }</code>
                        <span class="quiet-text">
                            { [server.pool.as_deref(), server.setting.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ") }
                        </span>
                    </li>
                }
            </ul>
            if more > 0 {
                <p class="quiet-text">{ format!("and {more} more: ") }<a href="#/">{ "see the table" }</a></p>
            }
            if subject.servers.len() > 1 { { server_choice(store, subject) } }
        </section>
    }
}

/// Whose names stand in the commands.
fn server_choice(store: &Store, subject: &Subject<'_>) -> Html {
    let all = &store.analysis.diagnosis.servers;
    let options: Vec<(String, String)> = subject
        .servers
        .iter()
        .filter_map(|index| Some((index.to_string(), server_name(all.get(*index)?))))
        .collect();
    let options: Vec<(&str, &str)> = options
        .iter()
        .map(|(value, text)| (value.as_str(), text.as_str()))
        .collect();
    let chosen = subject
        .chosen
        .map(|index| index.to_string())
        .unwrap_or_default();
    let key = subject.key.clone();
    let onchange = super::parts::choose(store, move |value| {
        Some(Action::Choose(key.clone(), value.parse().ok()?))
    });
    select(
        "server-choice",
        "Fill in the commands for",
        &options,
        &chosen,
        onchange,
    )
}

fn portal_page(store: &Store, situation: &Situation<'_>, blade: Blade) -> Html {
    let address = situation
        .gateway()
        .and_then(|id| portal::link(blade, id, store.cloud()));
    match address {
        Some(address) => html! {
            <>{ outside(&address, html! { { blade.title() } }) }<span class="portal-path">{ blade.words() }</span></>
        },
        None => {
            html! { <><span>{ blade.title() }</span><span class="portal-path">{ blade.words() }</span></> }
        }
    }
}

/// The code that the message holds, or where all of them are.
fn codes_of(subject: &Subject<'_>) -> Html {
    let held = subject
        .problem
        .and_then(|problem| problem.details.openssl_code);
    let code = held.and_then(codes::code);
    match (code, subject.topic) {
        (Some(code), _) => html! { <p>{ "What the code means: " }{ openssl::link(code) }</p> },
        (None, Topic::Fault(Fault::VerificationFailed)) => html! {
            <p><a href={Route::Codes.to_string()}>{ "What each code of OpenSSL means" }</a></p>
        },
        _ => Html::default(),
    }
}

fn why(problem: Option<&Problem>) -> Html {
    let Some(problem) = problem else {
        return Html::default();
    };
    let (word, sentence) = words::basis(problem.basis);
    html! {
        <section>
            <h2>{ "Why we think so" }</h2>
            <ul>
                for reason in problem.because.iter() { <li>{ inline(reason) }</li> }
            </ul>
            <p class="quiet-text">{ "How it is known: " }<strong>{ word }</strong>{ ". " }{ sentence }</p>
        </section>
    }
}

/// A step's state: what the person said of it, else what the case says.
fn stand(store: &Store, key: &StepKey, step: &GuidedStep) -> situation::State {
    match store.marks.get(key) {
        Some(Mark::Done) => situation::State::Done,
        Some(Mark::Cause) => situation::State::Culprit,
        None => step.answer.state,
    }
}

fn step_list(
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
    let next = next_step(&states);
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
                <h2 id="steps-title">{ "What to do" }</h2>
                <p class="quiet-text">{ format!("{answered} of {} answered", words::count(steps.len(), "step")) }</p>
                <button type="button" class="link" onclick={act(store, Action::Expand(!store.expanded))}>
                    { if store.expanded { "Only the next one" } else { "Open all" } }
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

/// The step to take now: the confirmed cause, else the first that is not answered.
pub(crate) fn next_step(states: &[situation::State]) -> Option<usize> {
    let first = |wanted: &[situation::State]| states.iter().position(|s| wanted.contains(s));
    first(&[situation::State::Culprit])
        .or_else(|| first(&[situation::State::Open, situation::State::Needs]))
}

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
    let (tone, shape, word) = words::step_state(state);
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
                        <p class="next"><strong>{ "Start here." }</strong></p>
                    }
                    if let Some(because) = &guided.answer.because {
                        <p class="answer" data-tone={tone}>{ icon(shape) }<span>{ inline(because) }</span></p>
                    }
                    { blocks::blocks(step.body) }
                    { commands::commands(store, &guided.commands) }
                    { branches(step.branches) }
                    if !step.portal.is_empty() {
                        <ul class="links">
                            for blade in step.portal.iter() {
                                <li>{ "Portal: " }{ portal_page(store, situation, *blade) }</li>
                            }
                        </ul>
                    }
                    if !step.links.is_empty() { { blocks::links(step.links, store.cloud()) } }
                    <div class="step-foot">
                        if subject.in_case() { { marks(store, &key, step.title, mark) } }
                        <details class="grounds">
                            <summary>{ "Source \u{b7} " }{ basis(step.basis) }</summary>
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
        <div class="marks" role="group" aria-label={format!("Your finding for: {title}")}>
            <span class="quiet-text">{ "Your finding" }</span>
            { button(Mark::Done, "Done, or in order") }
            { button(Mark::Cause, "This is the cause") }
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

fn leads_to(next: Next) -> Html {
    match next {
        Next::Continue => html! { <span class="leads">{ "\u{2192} next step" }</span> },
        Next::Step(id) => {
            let selector = format!("#{} summary", step_id(id));
            let onclick = Callback::from(move |_: MouseEvent| {
                super::browser::scroll_to(&selector);
                super::browser::focus_first(&selector);
            });
            html! { <button type="button" class="link" {onclick}>{ "\u{2192} to that step" }</button> }
        }
        Next::Topic(topic) => html! {
            <a href={Route::topic(topic)}>{ "\u{2192} " }{ super::verdict::title(topic) }</a>
        },
        Next::Verify => html! { <span class="leads">{ "\u{2192} then verify" }</span> },
        Next::Elsewhere => html! {
            <span class="leads">{ "\u{2192} the application\u{2019}s own people, or Azure support" }</span>
        },
    }
}
