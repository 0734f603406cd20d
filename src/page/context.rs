//! What the person says by hand: it wins over the evidence, and each value says where it is from.

use appgw_doctor::diagnosis::Typed;
use appgw_doctor::gateway::{Cloud, Sku};
use appgw_doctor::time::Timestamp;
use yew::prelude::*;

use super::language::{common, context as say};
use super::parts::{Store, choose, select};
use super::state::Action;
use super::words;

const READ: &str = "read";

/// The form.
pub(crate) fn view(store: &Store) -> Html {
    let typed = &store.typed;
    let set = |change: fn(&mut Typed, &str)| {
        let typed = typed.clone();
        choose(store, move |value| {
            let mut typed = typed.clone();
            change(&mut typed, value);
            Some(Action::SetTyped(typed))
        })
    };
    let sku = set(|typed, value| typed.sku = Sku::parse(value));
    let host = set(|typed, value| {
        let host = value.trim();
        typed.host = (!host.is_empty()).then(|| host.to_owned());
    });
    let trust = set(|typed, value| {
        typed.well_known_ca = match value {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
    });
    let cloud = set(|typed, value| {
        typed.cloud = Cloud::from_id(value);
    });
    let as_of = choose(store, |value| Some(Action::AsOf(read_time(value))));

    let clouds = Cloud::ALL.map(|cloud| (cloud.id(), words::cloud(cloud)));
    let known_sku = typed.sku.map_or(READ, Sku::as_str);
    let known_trust = match typed.well_known_ca {
        None => READ,
        Some(true) => "yes",
        Some(false) => "no",
    };
    let at = store.analysis.case.at.to_string();
    html! {
        <details class="context">
            <summary><h2>{ say::TITLE }</h2><span class="quiet-text">{ summary(store) }</span></summary>
            <div class="context-fields">
                { select("sku", "Generation (SKU)", &[(READ, common::AS_READ), ("v2", "v2"), ("v1", "v1")], known_sku, sku) }
                <p class="hint">{ sku_hint(store) }</p>
                <div class="field">
                    <label for="host">{ say::HOST }</label>
                    <input id="host" value={typed.host.clone().unwrap_or_default()} onchange={host}
                        aria-describedby="host-hint" autocomplete="off" spellcheck="false" />
                </div>
                <p class="hint" id="host-hint">{ if typed.host.is_some() { say::TYPED } else { say::HOST_HINT } }</p>
                { select("trust", say::TRUST, &[(READ, common::AS_READ), ("yes", common::YES), ("no", say::NO_TRUST)], known_trust, trust) }
                { select("cloud", say::CLOUD, &clouds, store.cloud().id(), cloud) }
                <p class="hint">{ if typed.cloud.is_some() { say::TYPED } else { say::CLOUD_HINT } }</p>
                <div class="field">
                    <label for="as-of">{ say::AS_OF }</label>
                    <input id="as-of" type="datetime-local" step="1" value={at.trim_end_matches('Z').to_owned()} onchange={as_of} aria-describedby="as-of-hint" />
                </div>
                <p class="hint" id="as-of-hint">{ if store.as_of.is_some() { say::AS_OF_TYPED } else { say::AS_OF_NOW } }</p>
            </div>
        </details>
    }
}

/// What a `datetime-local` control holds; the seconds may be missing.
pub(crate) fn read_time(value: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{value}Z")).or_else(|| Timestamp::parse(&format!("{value}:00Z")))
}

fn sku_hint(store: &Store) -> String {
    if store.typed.sku.is_some() {
        return say::TYPED.to_owned();
    }
    let gateways = &store.analysis.diagnosis.gateways;
    let read = gateways
        .iter()
        .find_map(|gateway| Some((gateway.sku?, gateway)));
    match read {
        Some((sku, gateway)) => {
            let name = gateway.id.gateway.as_deref().unwrap_or(say::THE_GATEWAY);
            say::read(sku.as_str(), name)
        }
        None => say::ASSUMED.to_owned(),
    }
}

fn summary(store: &Store) -> String {
    let gateways = &store.analysis.diagnosis.gateways;
    let sku = store
        .typed
        .sku
        .or_else(|| gateways.iter().find_map(|gateway| gateway.sku));
    let sku = sku.map_or("v2 (assumed)", Sku::as_str);
    format!("{sku} \u{b7} {}", words::cloud(store.cloud()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_control_holds() {
        for value in ["2026-11-21T08:05", "2026-11-21T08:05:00"] {
            let read = read_time(value).unwrap();
            assert_eq!(read.to_string(), "2026-11-21T08:05:00Z");
        }
        assert_eq!(read_time(""), None);
    }
}
