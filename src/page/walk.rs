//! A fault's page. With a case open it is the walk through one problem: every step says what the
//! evidence answers of it, and every command holds the person's own names.

mod facts;
mod steps;

use appgw_doctor::chain::openssl::codes;
use appgw_doctor::diagnosis::{PoolFinding, PoolState, Problem, ServerFinding};
use appgw_doctor::fault::Fault;
use appgw_doctor::gateway::routing::Owner;
use appgw_doctor::guide::situation::Situation;
use appgw_doctor::guide::step::Entry;
use appgw_doctor::guide::{self, Topic, playbook};
use appgw_doctor::picture::{self as drawing, Names, Picture};
use yew::prelude::*;

use super::language::{common, walk as say};
use super::parts::{Store, act, chip, inline};
use super::route::Route;
use super::state::problem_key;
use super::{
    blocks, examples, history, one_by_one, openssl, parts, picture, results, servers, words,
};
pub(crate) use steps::next_step;

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
            Topic::Degraded | Topic::UnhealthyPool | Topic::HealthyButFailing => None,
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
    pools.filter(move |pool| match topic {
        // Nothing is wrong with it, so that nothing leads here by itself.
        Topic::HealthyButFailing => pool.state == PoolState::Healthy,
        _ => pool_topic(pool.state) == Some(topic),
    })
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
        .as_deref()
        .unwrap_or(say::NO_ADDRESS)
        .to_owned()
}

/// The page of a topic.
pub(crate) fn view(store: &Store, topic: Topic, number: usize) -> Html {
    let subject = Subject::find(store, topic, number);
    let situation = subject.situation(store);
    let steps = guide::walk(subject.entry, &situation);
    let entry = subject.entry;
    let at_once = servers::are_few(store);
    let text = vec![
        html! {
            <>
                <section>
                    <h2>{ say::MEANING }</h2>
                    { blocks::blocks(entry.meaning) }
                    if !entry.clients_see.is_empty() {
                        <p class="clients"><strong>{ say::CLIENTS_SEE }</strong>{ inline(entry.clients_see) }</p>
                    }
                </section>
                { why(subject.problem) }
                { owned_by(store, situation.config().and_then(|config| config.owner)) }
                { codes_of(&subject) }
            </>
        },
        steps::list(store, &subject, &situation, &steps),
        html! {
            <>
                if let Some(index) = subject.problem.and_then(|problem| store.analysis.diagnosis.problems.iter().position(|known| std::ptr::eq(known, problem))) {
                    { results::comes_next(store, index) }
                }
                { ends(store, entry) }
            </>
        },
    ];
    let parts = vec![
        html! {
            <>
                { drawn(store, &subject, &situation) }
                if let Some(history) = situation.history().filter(|_| subject.in_case()) {
                    <section class="drawn" aria-label={common::WHEN_IT_BEGAN}>{ history::one(history) }</section>
                }
            </>
        },
        html! {
            <div class={if subject.in_case() { "walk-grid has-facts" } else { "walk-grid" }}>
                if subject.in_case() {
                    <aside class="walk-facts" aria-label={say::FACTS}>
                        { facts::view(store, &subject, &situation) }
                    </aside>
                }
                <div class="walk-main">{ one_by_one::draw(at_once, text) }</div>
            </div>
        },
    ];
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
                        <span>{ words::count(subject.servers.len(), &words::SERVER) }</span>
                    }
                    <span>{ say::SHOWS_AT }{ words::stage(entry.stage) }</span>
                    if !entry.documented_heading.is_empty() {
                        <span>{ say::DOCUMENTED_AS }{ entry.documented_heading }{ "\u{201d}" }</span>
                    }
                    <span><code>{ topic.id() }</code></span>
                </p>
            </header>
            { siblings(store, &subject) }
            { absent(store, &subject) }
            { one_by_one::draw(at_once, parts) }
        </article>
    }
}

/// What else a playbook says, behind its steps.
fn ends(store: &Store, entry: &Entry) -> Html {
    html! {
        <>
            if !entry.twins.is_empty() {
                <section class="panel" data-tone="warning">
                    <h2>{ say::TWINS }</h2>
                    { blocks::statements(entry.twins) }
                </section>
            }
            if !entry.causes.is_empty() {
                <section>
                    <h2>{ say::CAUSES }</h2>
                    { blocks::statements(entry.causes) }
                </section>
            }
            if !entry.disagreements.is_empty() {
                <section class="panel" data-tone="info">
                    <h2>{ common::DISAGREEMENTS }</h2>
                    { blocks::statements(entry.disagreements) }
                </section>
            }
            if !entry.links.is_empty() {
                <section>
                    <h2>{ say::READ_ON }</h2>
                    { blocks::links(entry.links, store.cloud()) }
                </section>
            }
            if !entry.sources.is_empty() {
                <section>
                    <h2>{ common::SOURCES }</h2>
                    { blocks::cites(entry.sources, store.cloud()) }
                </section>
            }
        </>
    }
}

/// The topic as a picture, and beside it what is easier seen than told: open where it shows what was
/// pasted, folded where it only explains.
fn drawn(store: &Store, subject: &Subject<'_>, situation: &Situation<'_>) -> Html {
    let names = Names::of(situation);
    let diagnosis = &store.analysis.diagnosis;
    let picture = match (subject.topic, subject.pool) {
        (Topic::Fault(fault), _) => {
            let details = subject.problem.map(|problem| problem.details.clone());
            Picture::from_fault(fault, &details.unwrap_or_default(), &names)
        }
        // That of a healthy pool says that there is nothing to do.
        (Topic::HealthyButFailing, _) => return Html::default(),
        (_, Some(pool)) => {
            let servers = subject.servers.iter();
            let servers = servers.filter_map(|index| diagnosis.servers.get(*index));
            Picture::from_pool(pool.state, servers, &names)
        }
        // Without servers there is nothing to draw.
        (_, None) => return Html::default(),
    };
    let beside = match subject.topic {
        Topic::Fault(Fault::IntermediateMissing) => Some((drawing::self_signed(), false)),
        Topic::Fault(Fault::LeafNotTopmost) => {
            let chain = subject.problem.and_then(|problem| problem.chain);
            let chain = chain.and_then(|index| diagnosis.chains.get(index));
            let sent = chain.map(|chain| chain.verdict.certificates.as_slice());
            let sent = sent.unwrap_or_default().iter();
            let sent: Vec<_> = sent
                .map(|one| (one.subject.clone(), one.issuer.clone()))
                .collect();
            Some((drawing::order(&sent), true))
        }
        _ => None,
    };
    html! {
        <section class="drawn" aria-label={say::PICTURE}>
            { picture::picture(&picture) }
            if let Some((beside, open)) = beside {
                <details class="beside" {open}>
                    <summary>{ beside.title.clone() }</summary>
                    { picture::comparison(&beside) }
                </details>
            }
        </section>
    }
}

fn crumbs(store: &Store) -> Html {
    parts::crumbs(store.has_case(), true, None)
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
        parts.push(say::received(received));
    }
    if let Some(expected) = &details.expected {
        parts.push(say::expected(expected));
    }
    if let Some(body) = &details.expected_body {
        parts.push(say::expected_text(body));
    }
    if let Some(code) = details.openssl_code {
        parts.push(say::openssl_code(code));
    }
    let mut text = parts.join(", ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The other places where the same topic shows in this case.
fn siblings(store: &Store, subject: &Subject<'_>) -> Html {
    let labels: Vec<String> = match subject.topic {
        Topic::Fault(fault) => {
            let problems = store.analysis.of_fault(fault);
            problems
                .map(|problem| match distinction(problem) {
                    text if text.is_empty() => words::count(problem.servers.len(), &words::SERVER),
                    text => text,
                })
                .collect()
        }
        Topic::Degraded | Topic::UnhealthyPool | Topic::HealthyButFailing => {
            pools_of(store, subject.topic).map(pool_label).collect()
        }
    };
    if labels.len() < 2 {
        return Html::default();
    }
    html! {
        <nav class="siblings" aria-label={say::PLACES}>
            for (index, label) in labels.into_iter().enumerate() {
                <a href={Route::Topic(subject.topic, index + 1).to_string()}
                    aria-current={(index + 1 == subject.number).then_some("page")}>{ label }</a>
            }
        </nav>
    }
}

/// A pool and the setting it is used with.
pub(crate) fn pool_label(pool: &PoolFinding) -> String {
    let name = pool.pool.as_deref().unwrap_or(say::UNNAMED_POOL);
    match &pool.setting {
        Some(setting) => say::pool_with(name, setting),
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
                <p>{ say::NOT_SHOWN }<a href="#/">{ common::BACK_TO_RESULTS }</a></p>
            } else {
                <p>
                    <a href="#/">{ say::PASTE_YOUR_OWN }</a>
                    { say::TO_HAVE_IT_ANSWERED }
                    if let Some(example) = examples::of(subject.topic) {
                        { say::OR }
                        <button type="button" class="link" onclick={act(store, example.action())}>{ say::SEE_EXAMPLE }</button>
                    }
                    { "." }
                </p>
            }
        </div>
    }
}

/// The code that the message holds, or where all of them are.
fn codes_of(subject: &Subject<'_>) -> Html {
    let held = subject
        .problem
        .and_then(|problem| problem.details.openssl_code);
    let code = held.and_then(codes::code);
    match (code, subject.topic) {
        (Some(code), _) => html! { <p>{ say::CODE_MEANS }{ openssl::link(code) }</p> },
        (None, Topic::Fault(Fault::VerificationFailed)) => html! {
            <p><a href={Route::Codes.to_string()}>{ say::TO_CODES }</a></p>
        },
        _ => Html::default(),
    }
}

/// Where a change has to be made so that it lasts.
fn owned_by(store: &Store, owner: Option<Owner>) -> Html {
    let Some(owner) = owner.filter(|_| store.has_case()) else {
        return Html::default();
    };
    html! {
        <section class="panel" data-tone="warning">
            <h2>{ say::WHERE_FIX_BELONGS }</h2>
            <p>{ inline(&owner.advice(say::THIS_GATEWAY)) }</p>
        </section>
    }
}

fn why(problem: Option<&Problem>) -> Html {
    let Some(problem) = problem else {
        return Html::default();
    };
    let (word, sentence) = words::basis(problem.basis);
    html! {
        <section>
            <h2>{ say::WHY }</h2>
            <ul>
                for reason in problem.because.iter() { <li>{ inline(reason) }</li> }
            </ul>
            <p class="quiet-text">{ say::KNOWN_HOW }<strong>{ word }</strong>{ ". " }{ sentence }</p>
        </section>
    }
}
