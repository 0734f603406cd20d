//! Judged chains: what the gateway would say of each, why, and what to change.

use appgw_doctor::chain::openssl::codes;
use appgw_doctor::chain::{State, Verdict};
use appgw_doctor::diagnosis::{ChainFinding, chain_subject};
use appgw_doctor::evidence::{Certificates, Content};
use appgw_doctor::guide::Topic;
use appgw_doctor::picture::{Names, Picture};
use appgw_doctor::time::Timestamp;
use yew::prelude::*;

use super::language::{chains as say, common};
use super::parts::{Copy, Icon, Store, basis, chip, icon, inline};
use super::route::Route;
use super::state::Roots;
use super::what_if::WhatIf;
use super::{browser, certificate, openssl, picture, verdict};

/// Every chain in the case.
pub(crate) fn view(store: &Store) -> Html {
    let chains = &store.analysis.diagnosis.chains;
    if chains.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="chains-title">
            <h2 id="chains-title">{ say::TITLE }</h2>
            for (index, chain) in chains.iter().enumerate() { { chain_card(store, index, chain) } }
        </section>
    }
}

fn chain_card(store: &Store, index: usize, chain: &ChainFinding) -> Html {
    let case = &store.analysis.case;
    let piece = case.evidence.get(chain.evidence);
    let Some(Content::Certificates(run)) = piece.map(|piece| &piece.content) else {
        return Html::default();
    };
    let verdict = &chain.verdict;
    let (tone, shape, word) = state(verdict.state);
    html! {
        <article class="panel chain" data-tone={tone} aria-labelledby={format!("chain-{index}")}>
            <div class="problem-head">
                { chip(tone, shape, word) }
                <h3 id={format!("chain-{index}")}>{ inline(&chain_subject(case, chain)) }</h3>
            </div>
            { said(store, chain) }
            { drawn(store, chain, run) }
            { fixes(store, index, verdict) }
            <WhatIf analysis={store.analysis.clone()} chain={index} />
            <section>
                <h4>{ say::PRESENTED }</h4>
                <ol class="certificates" start="0">
                    for one in verdict.certificates.iter() {
                        <li>{ certificate::view(store, index, verdict, one, case.at) }</li>
                    }
                </ol>
            </section>
            if !verdict.warnings.is_empty() {
                <section>
                    <h4>{ say::WORTH_KNOWING }</h4>
                    <ul>for warning in verdict.warnings.iter() { <li>{ inline(&warning.text) }</li> }</ul>
                </section>
            }
        </article>
    }
}

/// A verdict in a shape and a word.
pub(crate) fn state(state: State) -> (&'static str, Icon, &'static str) {
    match state {
        State::Accepted => ("ok", Icon::Ok, say::ACCEPTED),
        State::Refused => ("error", Icon::Error, say::REFUSED),
        State::Unknown => ("unknown", Icon::Unknown, say::UNKNOWN),
    }
}

/// What the gateway would say, and what OpenSSL does.
fn said(store: &Store, chain: &ChainFinding) -> Html {
    let verdict = &chain.verdict;
    let code = verdict.openssl_code.filter(|code| *code != 0);
    let depth = verdict.openssl_depth;
    html! {
        <>
            if verdict.state == State::Accepted { <p>{ say::WOULD_ACCEPT }{ basis(verdict.basis) }</p> }
            if verdict.state == State::Unknown { <p>{ say::OPEN }{ basis(verdict.basis) }</p> }
            if let Some(fault) = verdict.predicted {
                <p>
                    { common::GATEWAY_WOULD_SAY }
                    <a href={Route::topic(Topic::Fault(fault))}>{ verdict::title(Topic::Fault(fault)) }</a>
                    { " " }{ basis(verdict.basis) }
                </p>
                <ul>for text in verdict.shows(fault, &chain.setup.uploaded) { <li>{ text }</li> }</ul>
            }
            if let Some(by) = &verdict.trusted_by {
                <p>{ say::leads_to(by.list.words()) }<code>{ by.subject.clone() }</code></p>
            }
            if chain.trust_open && matches!(store.roots, Roots::Missing) {
                <p class="caution">{ icon(Icon::Warning) }<span>{ say::NO_ROOTS }</span></p>
            }
            if let Some(code) = code.and_then(codes::code) {
                <p>
                    { openssl::link(code) }
                    if let Some(depth) = depth { { say::at_depth(depth) } }
                </p>
            }
            if !verdict.next_faults().is_empty() {
                <p>{ say::THEN }</p>
                <ol>
                    for fault in verdict.next_faults().iter() {
                        <li>
                            <a href={Route::topic(Topic::Fault(*fault))}>{ verdict::title(Topic::Fault(*fault)) }</a>
                            for text in verdict.shows(*fault, &chain.setup.uploaded) { { " " }{ text } }
                        </li>
                    }
                </ol>
            }
        </>
    }
}

fn drawn(store: &Store, chain: &ChainFinding, run: &Certificates) -> Html {
    let case = &store.analysis.case;
    let servers = &store.analysis.diagnosis.servers;
    let server = chain.servers.first().and_then(|index| servers.get(*index));
    let names = Names {
        gateway: server.and_then(|server| server.gateway.as_deref().map(str::to_owned)),
        sku: Some(chain.setup.sku),
        pool: server.and_then(|server| server.pool.as_deref().map(str::to_owned)),
        setting: server.and_then(|server| server.setting.as_deref().map(str::to_owned)),
        server: server.and_then(|server| server.address.as_deref().map(str::to_owned)),
        port: server.and_then(|server| server.port),
        host: chain.setup.host.clone(),
        ..Names::default()
    };
    let input = chain.setup.input(run, case.roots.as_deref(), case.at);
    picture::picture(&Picture::from_chain(&chain.verdict, &input, &names))
}

/// The smallest change, with the files that it needs.
fn fixes(store: &Store, index: usize, verdict: &Verdict) -> Html {
    if verdict.fixes.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h4>{ say::FIX }</h4>
            <ol>for fix in verdict.fixes.iter() { <li>{ fix.sentence() }</li> }</ol>
            if let Some(pem) = &verdict.corrected_chain {
                { file(store, pem, say::THE_CHAIN, &format!("chain-{}.pem", index + 1)) }
            }
            if let Some(pem) = &verdict.root {
                { file(store, pem, say::THE_ROOT, &format!("root-{}.cer", index + 1)) }
            }
        </section>
    }
}

/// A file to copy or to save.
fn file(store: &Store, pem: &str, what: &'static str, name: &str) -> Html {
    let copied = {
        let pem = pem.to_owned();
        Callback::from(move |()| pem.clone())
    };
    let saved = {
        let (pem, name) = (pem.to_owned(), name.to_owned());
        Callback::from(move |_: MouseEvent| browser::save(&name, "application/x-pem-file", &pem))
    };
    html! {
        <p class="file">
            <code>{ name.to_owned() }</code>
            <Copy text={copied} label={common::COPY_PEM} of={what} dispatch={store.dispatcher()} />
            <button type="button" class="quiet" onclick={saved}>
                { icon(Icon::Download) }<span>{ say::DOWNLOAD_PEM }</span><span class="unseen">{ say::of_file(what) }</span>
            </button>
        </p>
    }
}

/// Whole days from one moment to another; negative when it has passed.
pub(crate) fn days(from: Timestamp, seconds: i64) -> i64 {
    seconds.saturating_sub(from.unix()).div_euclid(86_400)
}
