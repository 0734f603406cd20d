//! A source as it was pasted, read only, with a line marked.

use yew::prelude::*;

use super::parts::{Copy, Store};
use super::route::Route;
use super::words;

/// How many lines are shown on either side of the marked one.
const AROUND: usize = 400;

/// The source with this number (from 1), around a line.
pub(crate) fn view(store: &Store, number: usize, line: u32) -> Html {
    let source = number
        .checked_sub(1)
        .and_then(|index| store.sources.get(index));
    let Some(source) = source else {
        return super::app::not_found(&format!("source {number}"));
    };
    let text = source.text();
    let marked = usize::try_from(line)
        .unwrap_or(usize::MAX)
        .min(source.lines);
    let first = marked.saturating_sub(AROUND).max(1);
    let last = marked.saturating_add(AROUND).min(source.lines);
    let lines = text
        .split('\n')
        .enumerate()
        .skip(first - 1)
        .take(last - first + 1);
    let to = |line: usize| Route::Source(number, u32::try_from(line).unwrap_or(1)).to_string();
    let notes = store
        .analysis
        .case
        .evidence
        .iter()
        .filter(|piece| *piece.source == *source.name);
    let notes: Vec<_> = notes
        .flat_map(|piece| &piece.notes)
        .filter(|note| note.position.line == line)
        .collect();
    let copied = {
        let source = source.clone();
        Callback::from(move |()| source.text().into_owned())
    };
    html! {
        <article class="source-view">
            <nav class="crumbs" aria-label="Breadcrumb"><a href="#/">{ "Results" }</a></nav>
            <div class="section-head">
                <h1 tabindex="-1">{ source.name.to_string() }</h1>
                <p class="quiet-text">
                    { format!("{}, {} \u{b7} as pasted, line {marked} marked", words::count(source.lines, "line"), words::size(source.bytes.len())) }
                </p>
                <Copy text={copied} label="Copy all" dispatch={store.dispatcher()} />
            </div>
            for note in notes {
                <p class="panel notice" data-tone="warning"><strong>{ words::place(note.position) }</strong>{ ": " }{ super::parts::inline(&note.text) }</p>
            }
            if first > 1 { <p><a href={to(first.saturating_sub(AROUND).max(1))}>{ "Earlier lines" }</a></p> }
            <ol class="lines" start={first.to_string()}>
                for (index, content) in lines {
                    <li value={(index + 1).to_string()} class={(index + 1 == marked).then_some("is-marked")}
                        aria-current={(index + 1 == marked).then_some("true")}>
                        <code>{ content.trim_end_matches('\r').to_owned() }</code>
                    </li>
                }
            </ol>
            if last < source.lines { <p><a href={to(last.saturating_add(AROUND).min(source.lines))}>{ "Later lines" }</a></p> }
        </article>
    }
}
