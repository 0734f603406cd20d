//! Healthy and unhealthy servers over time: a drawing of each pool, and the same as a table.

use appgw_doctor::metrics::{Amount, History, State};
use appgw_doctor::order;
use yew::prelude::*;

use super::language::{common, history as say};
use super::parts::{Icon, Store, and_more, chip};
use super::{picture, words};

/// How many histories are shown before the rest is folded away.
const SHOWN: usize = 4;

/// How many rows a table has before they are only counted.
const ROWS: usize = 200;

/// All that metrics tell, pools that fail first.
pub(crate) fn view(store: &Store) -> Html {
    let mut all: Vec<&History> = store.analysis.diagnosis.histories.iter().collect();
    if all.is_empty() {
        return Html::default();
    }
    order::sort_by_key(&mut all, |history| {
        (!history.goes_on(), history.episodes.is_empty())
    });
    let rest = all.split_off(SHOWN.min(all.len()));
    html! {
        <section aria-labelledby="history-title">
            <h2 id="history-title">{ common::WHEN_IT_BEGAN }</h2>
            <div class="drawn">for history in all { { one(history) } }</div>
            if !rest.is_empty() {
                <details>
                    <summary>{ say::more(words::count(rest.len(), &words::POOL)) }</summary>
                    <div class="drawn">for history in rest { { one(history) } }</div>
                </details>
            }
        </section>
    }
}

/// One history, drawn and as a table.
pub(crate) fn one(history: &History) -> Html {
    let runs = history.runs();
    let more = runs.len().saturating_sub(ROWS);
    let label = history.label();
    let zone = if history.local_time { "" } else { say::UTC };
    html! {
        <div class="history">
            { picture::plot(history) }
            <details>
                <summary>{ say::AS_TABLE }<span class="unseen">{ format!(": {label}") }</span></summary>
                <div class="scroller" role="region" tabindex="0" aria-label={say::over_time(&label)}>
                    <table class="codes">
                        <thead><tr>
                            <th scope="col">{ say::from(zone) }</th>
                            <th scope="col">{ say::to(zone) }</th>
                            <th scope="col">{ say::HEALTHY }</th>
                            <th scope="col">{ say::UNHEALTHY }</th>
                            <th scope="col">{ say::STATE }</th>
                        </tr></thead>
                        <tbody>
                            for run in runs.into_iter().take(ROWS) {
                                <tr>
                                    <th scope="row">{ minute(history, run.from) }</th>
                                    <td>{ minute(history, run.last) }</td>
                                    <td>{ amount(run.healthy) }</td>
                                    <td>{ amount(run.unhealthy) }</td>
                                    <td>{ state(run.state) }</td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
                if more > 0 { { and_more(words::count(more, &words::ROW)) } }
            </details>
        </div>
    }
}

/// A time to the minute; its zone stands in the heading.
fn minute(history: &History, at: appgw_doctor::time::Timestamp) -> String {
    history.moment(at).chars().take(16).collect()
}

fn amount(amount: Option<Amount>) -> String {
    amount.map_or_else(|| say::NONE.to_owned(), |amount| amount.to_string())
}

fn state(state: State) -> Html {
    match state {
        State::Well => chip("ok", Icon::Ok, say::NONE_FAILS),
        State::Degraded => chip("warning", Icon::Warning, say::SOME_FAIL),
        State::Down => chip("error", Icon::Error, say::NONE_HEALTHY),
        State::Unknown => chip("unknown", Icon::Unknown, say::NO_VALUE),
    }
}
