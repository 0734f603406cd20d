//! A form for those who would rather type: a backend setting and its probe. What was pasted fills
//! it, what is typed wins, and each value says where it comes from.

use appgw_doctor::diagnosis::{Configuration, Part};
use appgw_doctor::gateway::field::{Field, Fields, Takes};
use appgw_doctor::gateway::{BackendSetting, Probe, Protocol};
use yew::prelude::*;

use super::browser;
use super::language::{common, form as say};
use super::parts::{Store, choose, select};
use super::state::Action;

/// The state that the form fills in and reads.
#[derive(Properties, PartialEq)]
pub(crate) struct FormProps {
    /// The state.
    pub(crate) store: Store,
}

/// What the form is about.
struct Subject<'a> {
    setting: Option<&'a Part<BackendSetting>>,
    probe: Option<&'a Part<Probe>>,
    /// The setting's name, under which values are kept.
    name: Option<String>,
    /// Whether what was typed without a name is of it too.
    only: bool,
}

impl<'a> Subject<'a> {
    fn find(configuration: &'a Configuration, chosen: usize) -> Self {
        let settings = &configuration.settings;
        let setting = settings.get(chosen).or_else(|| settings.first());
        let probe = setting.and_then(|part| configuration.attached(&part.value));
        Self {
            setting,
            probe: probe.and_then(|probe| configuration.probe_part(probe)),
            name: setting.and_then(|part| part.value.name.clone()),
            only: settings.len() <= 1,
        }
    }

    /// What was typed for a field.
    fn typed<'s>(&self, store: &'s Store, field: Field) -> Option<&'s str> {
        let own = store.typed.value(self.name.as_deref(), field);
        own.or_else(|| store.typed.value(None, field).filter(|_| self.only))
    }

    /// What was read of a field, and where.
    fn read(&self, store: &Store, field: Field) -> Option<(String, String)> {
        let case = &store.analysis.case;
        let (text, origin) = if field.is_of_probe() {
            let part = self.probe?;
            (part.value.clone().text(field), part.origin(field))
        } else {
            let part = self.setting?;
            (part.value.clone().text(field), part.origin(field))
        };
        Some((text?, origin?.words(case)))
    }
}

/// The form.
#[component]
pub(crate) fn Form(props: &FormProps) -> Html {
    let store = &props.store;
    let chosen = use_state(|| 0_usize);
    let configuration = &store.analysis.diagnosis.configuration;
    let subject = Subject::find(configuration, *chosen);
    let names: Vec<(String, String)> = configuration
        .settings
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let name = part.value.name.clone();
            (
                index.to_string(),
                name.unwrap_or_else(|| say::TYPED_IN.to_owned()),
            )
        })
        .collect();
    let names: Vec<(&str, &str)> = names
        .iter()
        .map(|(value, text)| (value.as_str(), text.as_str()))
        .collect();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let value = browser::value_of(&event).and_then(|value| value.parse().ok());
            chosen.set(value.unwrap_or(0));
        })
    };
    let count = store.typed.values.len();
    let fields = |of_probe: bool| Field::all().filter(move |field| field.is_of_probe() == of_probe);
    html! {
        <details class="context">
            <summary>
                <h2>{ say::TITLE }</h2>
                <span class="quiet-text">{ if count == 0 { say::TYPE_THEM_IN.to_owned() } else { say::typed(count) } }</span>
            </summary>
            <div class="context-fields form">
                <p class="hint">{ say::LEAD }</p>
                if names.len() > 1 { { select("form-setting", say::SETTING, &names, &chosen.to_string(), onchange) } }
                <fieldset>
                    <legend>{ say::SETTING }{ subject.name.as_ref().map(|name| format!(" {name}")) }</legend>
                    for field in fields(false) { { field_view(store, &subject, field) } }
                </fieldset>
                <fieldset>
                    <legend>{ say::PROBE }{ subject.probe.and_then(|part| part.value.name.as_ref()).map(|name| format!(" {name}")) }</legend>
                    for field in fields(true) { { field_view(store, &subject, field) } }
                </fieldset>
            </div>
        </details>
    }
}

/// The choice that stands for what was read.
const READ: &str = "";

fn field_view(store: &Store, subject: &Subject<'_>, field: Field) -> Html {
    let typed = subject.typed(store, field);
    let read = subject.read(store, field);
    let known = read.as_ref().map(|(text, _)| text.as_str());
    let id = format!("form-{}", field.id());
    let hint_id = format!("{id}-hint");
    let refused = typed.and_then(|text| field.refuses(text));
    let change = {
        let (typed, name, only) = (store.typed.clone(), subject.name.clone(), subject.only);
        let known = known.map(str::to_owned);
        let was_typed = subject.typed(store, field).is_some();
        choose(store, move |value| {
            if !was_typed && known.as_deref() == Some(value.trim()) {
                return None;
            }
            let mut typed = typed.clone();
            if only {
                typed.set_value(None, field, READ);
            }
            typed.set_value(name.as_deref(), field, value);
            Some(Action::SetTyped(typed))
        })
    };
    let hint = match (typed, &read, field.default_value()) {
        (Some(_), ..) => say::TYPED.to_owned(),
        (None, Some((_, place)), _) => say::pasted(place),
        (None, None, Some(default)) => say::default_is(default),
        (None, None, None) => say::NOT_KNOWN.to_owned(),
    };
    let shown = typed.or(known).unwrap_or_default().to_owned();
    let choices: Option<Vec<(&str, &str)>> = match field.takes() {
        Takes::Protocol => {
            let all = [
                Protocol::Http,
                Protocol::Https,
                Protocol::Tcp,
                Protocol::Tls,
            ];
            let all = all.map(Protocol::as_str);
            Some(all.into_iter().map(|name| (name, name)).collect())
        }
        Takes::Switch => Some(vec![("true", common::YES), ("false", say::NO)]),
        Takes::Number(..) | Takes::Text | Takes::Codes => None,
    };
    html! {
        <>
            if let Some(mut choices) = choices {
                { {
                    choices.insert(0, (READ, if typed.is_some() { common::AS_READ } else { "\u{2014}" }));
                    select(id, field.label(), &choices, &shown, change)
                } }
            } else {
                <div class="field">
                    <label for={id.clone()}>{ field.label() }</label>
                    <input id={id} value={shown} onchange={change} autocomplete="off" spellcheck="false"
                        inputmode={matches!(field.takes(), Takes::Number(..)).then_some("numeric")}
                        aria-describedby={hint_id.clone()} aria-invalid={refused.is_some().then_some("true")} />
                </div>
            }
            <p class="hint" id={hint_id}>
                if let Some(expected) = refused { <strong>{ say::not_used(&expected) }</strong> } else { { hint } }
            </p>
        </>
    }
}
