//! What if: the verdict on a chain under another setup, without touching the case.

use std::rc::Rc;

use appgw_doctor::certificate::bundle;
use appgw_doctor::diagnosis::Setup;
use appgw_doctor::evidence::Content;
use appgw_doctor::gateway::Sku;
use appgw_doctor::guide::Topic;
use appgw_doctor::time::Timestamp;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::language::{common, what_if as say};
use super::parts::{Icon, chip, icon, select};
use super::route::Route;
use super::state::Analysis;
use super::{browser, chains, verdict};

/// The chain with this number in the case.
#[derive(Properties)]
pub(crate) struct WhatIfProps {
    /// The case.
    pub(crate) analysis: Rc<Analysis>,
    /// An index into the diagnosis's chains.
    pub(crate) chain: usize,
}

impl PartialEq for WhatIfProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis) && self.chain == other.chain
    }
}

/// What is supposed.
#[derive(Clone, PartialEq)]
struct Supposed {
    setup: Setup,
    at: Timestamp,
}

/// The form, and the verdict that it leads to.
#[component]
pub(crate) fn WhatIf(props: &WhatIfProps) -> Html {
    let supposed = use_state(|| None::<Supposed>);
    let told = use_state(String::new);
    let case = &props.analysis.case;
    let found = props.analysis.diagnosis.chains.get(props.chain);
    // What was supposed of another chain, or of another setup, says nothing of this one.
    use_effect_with(found.map(|chain| (chain.evidence, chain.setup.clone())), {
        let supposed = supposed.clone();
        move |_| supposed.set(None)
    });
    let piece = found.and_then(|chain| case.evidence.get(chain.evidence));
    let (Some(chain), Some(Content::Certificates(run))) =
        (found, piece.map(|piece| &piece.content))
    else {
        return Html::default();
    };
    let base = Supposed {
        setup: chain.setup.clone(),
        at: case.at,
    };
    let now = (*supposed).clone().unwrap_or_else(|| base.clone());
    let set = |change: fn(&mut Supposed, &str)| {
        let (supposed, now) = (supposed.clone(), now.clone());
        Callback::from(move |event: Event| {
            if let Some(value) = browser::value_of(&event) {
                let mut next = now.clone();
                change(&mut next, value.trim());
                supposed.set(Some(next));
            }
        })
    };
    let switch = |change: fn(&mut Setup, bool)| {
        let (supposed, now) = (supposed.clone(), now.clone());
        Callback::from(move |event: Event| {
            let control = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(control) = control {
                let mut next = now.clone();
                change(&mut next.setup, control.checked());
                supposed.set(Some(next));
            }
        })
    };
    let add = {
        let (supposed, told, now) = (supposed.clone(), told.clone(), now.clone());
        Callback::from(move |bytes: Vec<u8>| {
            let read = bundle::read(&bytes);
            told.set(match (read.private_keys.first(), read.certificates.len()) {
                (Some(removed), _) => removed.advice().to_owned(),
                (None, 0) => say::NO_CERTIFICATE.to_owned(),
                (None, 1) => say::ONE_ROOT_ADDED.to_owned(),
                (None, count) => say::roots_added(count),
            });
            if read.certificates.is_empty() {
                return;
            }
            let mut next = now.clone();
            let found = read.certificates.into_iter().map(|found| found.certificate);
            next.setup.uploaded.extend(found);
            next.setup.well_known_ca = Some(false);
            supposed.set(Some(next));
        })
    };
    let typed_root = {
        let add = add.clone();
        Callback::from(move |event: Event| {
            let area = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
            if let Some(area) = area {
                let text = area.value();
                // It may hold a key: nothing of it stays.
                area.set_value("");
                if !text.trim().is_empty() {
                    add.emit(text.into_bytes());
                }
            }
        })
    };
    let picked = Callback::from(move |event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let file = input.as_ref().and_then(|input| input.files()?.get(0));
        if let Some(file) = file {
            let add = add.clone();
            browser::read(file.into(), move |bytes| {
                add.emit(bytes.unwrap_or_default())
            });
        }
        if let Some(input) = input {
            input.set_value("");
        }
    });
    let reset = {
        let (supposed, told) = (supposed.clone(), told.clone());
        Callback::from(move |_: MouseEvent| {
            supposed.set(None);
            told.set(String::new());
        })
    };
    let host = set(|next, value| next.setup.host = (!value.is_empty()).then(|| value.to_owned()));
    let sni_name =
        set(|next, value| next.setup.sni_name = (!value.is_empty()).then(|| value.to_owned()));
    let sku = set(|next, value| next.setup.sku = Sku::parse(value).unwrap_or(next.setup.sku));
    let at = set(|next, value| next.at = super::context::read_time(value).unwrap_or(next.at));
    let (judged, _) = now.setup.judge(run, case.roots.as_deref(), now.at);
    let (tone, shape, word) = chains::state(judged.state);
    let id = |name: &str| format!("what-if-{name}-{}", props.chain);
    let changed = supposed.is_some();
    html! {
        <details class="what-if">
            <summary><h4>{ say::TITLE }</h4></summary>
            <p class="hint">{ say::LEAD }</p>
            <div class="what-if-fields">
                <div class="field">
                    <label for={id("host")}>{ say::HOST }</label>
                    <input id={id("host")} value={now.setup.host.clone().unwrap_or_default()} onchange={host} autocomplete="off" spellcheck="false" />
                </div>
                <div class="field">
                    <label for={id("sni")}><code>{ "sniName" }</code></label>
                    <input id={id("sni")} value={now.setup.sni_name.clone().unwrap_or_default()} onchange={sni_name} autocomplete="off" spellcheck="false" />
                </div>
                { select(id("sku"), "Generation (SKU)", &[("v2", "v2"), ("v1", "v1")], now.setup.sku.as_str(), sku) }
                <div class="field">
                    <label for={id("at")}>{ say::AT }</label>
                    <input id={id("at")} type="datetime-local" step="1" value={now.at.to_string().trim_end_matches('Z').to_owned()} onchange={at} />
                </div>
                <label><input type="checkbox" checked={now.setup.validate_chain_and_expiry}
                    onchange={switch(|setup, on| setup.validate_chain_and_expiry = on)} /><code>{ "validateCertChainAndExpiry" }</code></label>
                <label><input type="checkbox" checked={now.setup.validate_sni}
                    onchange={switch(|setup, on| setup.validate_sni = on)} /><code>{ "validateSNI" }</code></label>
                <div class="field">
                    <label for={id("root")}>{ say::ADD_ROOT }</label>
                    <textarea id={id("root")} rows="3" onchange={typed_root} spellcheck="false" autocapitalize="off" autocomplete="off" />
                </div>
                <div class="field">
                    <label for={id("file")}>{ say::ADD_FILE }</label>
                    <input id={id("file")} type="file" onchange={picked} />
                </div>
            </div>
            <p class="hint" role="status">{ (*told).clone() }</p>
            if changed {
                <div class="panel what-if-verdict" data-tone={tone} role="status">
                    <p><strong>{ say::HYPOTHETICAL }</strong>{ chip(tone, shape, word) }</p>
                    if let Some(fault) = judged.predicted {
                        <p>{ common::GATEWAY_WOULD_SAY }<a href={Route::topic(Topic::Fault(fault))}>{ verdict::title(Topic::Fault(fault)) }</a></p>
                        <ul>for text in judged.shows(fault, &now.setup.uploaded) { <li>{ text }</li> }</ul>
                    }
                    if let Some(by) = &judged.trusted_by { <p>{ say::leads_to(by.list.words(), &by.subject) }</p> }
                    if let Some(said) = judged.openssl() { <p>{ said }</p> }
                    <button type="button" class="secondary" onclick={reset}>{ icon(Icon::Dash) }<span>{ say::RESET }</span></button>
                </div>
            }
        </details>
    }
}
