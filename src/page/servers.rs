//! The servers as the portal shows them.

use appgw_doctor::diagnosis::ServerFinding;
use appgw_doctor::guide::Topic;
use yew::prelude::*;

use super::language::servers as say;
use super::parts::{Store, act, chip, choose, icon, select};
use super::route::Route;
use super::state::Action;
use super::table::{Column, Group, Grouping, PAGE, Table, setting_label};
use super::{one_by_one, verdict, words};

/// How many rows are drawn at a time, where there are more than a page of them.
const BATCH: usize = 25;

/// Whether the servers fill no more than one page of the table. What is drawn of a case is short then.
pub(crate) fn are_few(store: &Store) -> bool {
    store.analysis.diagnosis.servers.len() <= PAGE
}

/// The table with its filters.
pub(crate) fn view(store: &Store) -> Html {
    let diagnosis = &store.analysis.diagnosis;
    if diagnosis.servers.is_empty() {
        return Html::default();
    }
    let table = &store.table;
    let groups = store.analysis.listing.rows(table, diagnosis);
    let found: usize = groups.iter().map(|group| group.rows.len()).sum();
    let old = &store.analysis.superseded;
    // What was left out since may have stood before.
    let first = if table.first < found { table.first } else { 0 };
    let (mut before, mut left) = (first, PAGE);
    let mut shown = Vec::new();
    for Group { title, rows } in &*groups {
        let here: Vec<usize> = rows.iter().skip(before).take(left).copied().collect();
        before = before.saturating_sub(rows.len());
        left -= here.len();
        if !here.is_empty() {
            shown.push((title, rows.len(), here));
        }
    }
    let batch = |indices: &[usize]| {
        let rows = indices.iter().filter_map(|index| {
            let server = diagnosis.servers.get(*index)?;
            Some(row(server, old.contains(index)))
        });
        rows.collect::<Html>()
    };
    html! {
        <section class="servers" aria-labelledby="servers-title">
            <h2 id="servers-title">{ say::TITLE }</h2>
            { filters(store, found) }
            { pages(store, first, found) }
            <div class="scroller" role="region" tabindex="0" aria-labelledby="servers-title">
                // The roles, because a table that is drawn as cards is none to every browser.
                <table class="server-table cards" role="table" aria-rowcount={(found > PAGE).then(|| (found + 1).to_string())}>
                    <thead role="rowgroup"><tr role="row">for (column, name) in Column::ALL { { head(store, column, name) } }</tr></thead>
                    for (title, all, rows) in shown {
                        <tbody role="rowgroup">
                            if !title.is_empty() {
                                <tr class="group" role="row"><th scope="rowgroup" role="rowheader" colspan="5">
                                    { title.clone() }<span class="quiet-text">{ format!(" \u{b7} {}", words::count(all, &words::SERVER)) }</span>
                                </th></tr>
                            }
                            { one_by_one::draw(are_few(store), rows.chunks(BATCH).map(batch).collect()) }
                        </tbody>
                    }
                </table>
            </div>
            if found == 0 {
                <p>{ say::NO_MATCH }
                    <button type="button" class="link" onclick={act(store, Action::SetTable(Table::default()))}>{ say::SHOW_ALL }</button>
                </p>
            }
        </section>
    }
}

/// The way to all rows, above them, so that it stays in place while they change.
fn pages(store: &Store, first: usize, found: usize) -> Html {
    if found <= PAGE {
        return Html::default();
    }
    let table = &store.table;
    let last = (found - 1) / PAGE * PAGE;
    let button = |text: &'static str, to: Option<usize>| {
        // Not disabled: the focus would be lost with the last step.
        let onclick = to.map(|to| act(store, Action::SetTable(table.starting_at(to))));
        html! {
            <button type="button" class="secondary" aria-disabled={onclick.is_none().then_some("true")} {onclick}>{ text }</button>
        }
    };
    let back = (first > 0).then(|| first.saturating_sub(PAGE));
    let on = (first < last).then_some(first + PAGE);
    html! {
        <nav class="more" aria-label={say::PAGES}>
            { button(say::FIRST, back.map(|_| 0)) }{ button(say::EARLIER, back) }
            <span role="status">{ say::rows(first + 1, found.min(first + PAGE), found) }</span>
            { button(say::LATER, on) }{ button(say::LAST, on.map(|_| last)) }
        </nav>
    }
}

fn filters(store: &Store, found: usize) -> Html {
    let table = &store.table;
    let oninput = {
        let (dispatch, table) = (store.dispatcher(), table.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(text) = super::browser::value_of(&event) {
                let table = Table {
                    text,
                    first: 0,
                    ..table.clone()
                };
                dispatch.dispatch(Action::SetTable(table));
            }
        })
    };
    let by_health = {
        let table = table.clone();
        choose(store, move |value| {
            let health = value.to_owned();
            Some(Action::SetTable(Table {
                health,
                first: 0,
                ..table.clone()
            }))
        })
    };
    let by_group = {
        let table = table.clone();
        choose(store, move |value| {
            let (group, ..) = Grouping::ALL.into_iter().find(|(_, id, _)| *id == value)?;
            Some(Action::SetTable(Table {
                group,
                first: 0,
                ..table.clone()
            }))
        })
    };
    let present: Vec<(String, String)> = store
        .analysis
        .healths
        .iter()
        .map(|health| (health.as_str().to_owned(), words::health(health).2))
        .collect();
    let mut options = vec![("", say::ALL)];
    options.extend(
        present
            .iter()
            .map(|(value, word)| (value.as_str(), word.as_str())),
    );
    let groups = Grouping::ALL.map(|(_, id, word)| (id, word));
    let group = Grouping::ALL
        .into_iter()
        .find(|(group, ..)| *group == table.group);
    html! {
        <div class="filters" role="search" aria-label={say::FILTERS}>
            <div class="field">
                <label for="filter-text">{ say::FILTER }</label>
                <input id="filter-text" type="search" value={table.text.clone()} {oninput}
                    placeholder={say::FILTER_HINT} autocomplete="off" spellcheck="false" />
            </div>
            { select("filter-health", say::STATUS, &options, &table.health, by_health) }
            { select("filter-group", say::GROUP_BY, &groups, group.map_or("none", |(_, id, _)| id), by_group) }
            <p class="quiet-text filter-count" role="status">{ words::count(found, &words::SERVER) }</p>
        </div>
    }
}

fn head(store: &Store, column: Column, name: &'static str) -> Html {
    let sorted = store.table.sort.filter(|(current, _)| *current == column);
    let (aria, arrow) = match sorted {
        Some((_, true)) => (Some("ascending"), "\u{25b2}"),
        Some((_, false)) => (Some("descending"), "\u{25bc}"),
        None => (None, ""),
    };
    html! {
        <th scope="col" role="columnheader" aria-sort={aria}>
            <button type="button" class="sort" onclick={act(store, Action::SetTable(store.table.sorted_by(column)))}>
                { name }<span class="sort-mark" aria-hidden="true">{ arrow }</span>
            </button>
        </th>
    }
}

fn row(server: &ServerFinding, old: bool) -> Html {
    let (tone, shape, word) = words::health(&server.health);
    let setting = setting_label(server);
    let address = super::walk::server_name(server);
    html! {
        <tr role="row">
            <th scope="row" role="rowheader"><code>{ address }</code></th>
            <td role="cell">{ chip(tone, shape, &word) }</td>
            <td role="cell" data-label={say::POOL}>{ server.pool.as_deref().unwrap_or("\u{2013}").to_owned() }</td>
            <td role="cell" data-label={say::SETTING}>{ if setting.is_empty() { "\u{2013}".to_owned() } else { setting } }</td>
            <td role="cell">
                if let Some(fault) = server.fault {
                    <a class="row-fault" href={Route::topic(Topic::Fault(fault))}>{ verdict::title(Topic::Fault(fault)) }</a>
                }
                if let Some(message) = &server.message {
                    <span class="row-message">{ message.clone() }</span>
                }
                if old {
                    <span class="quiet-text">{ icon(super::parts::Icon::Info) }{ say::OLDER }</span>
                }
            </td>
        </tr>
    }
}
