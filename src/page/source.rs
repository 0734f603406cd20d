//! A source as it was pasted, read only, with a line marked.

use yew::prelude::*;

use super::language::source as say;
use super::parts::{Copy, Store, crumbs};
use super::route::Route;
use super::words;

/// How many lines are shown on either side of the marked one.
const AROUND: usize = 200;

/// Where the lines of a text stand: how many there are, and for some places how many end before.
/// A text of 50 MB is not searched from its beginning for every line that is shown.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    ends: usize,
    /// Each an offset, and the lines that end before it.
    places: Vec<(usize, usize)>,
    length: usize,
}

impl Lines {
    /// Counts the lines of what comes next, in parts of some megabytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.places.push((self.length, self.ends));
        self.length += bytes.len();
        self.ends += bytes.iter().filter(|byte| **byte == b'\n').count();
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.ends + 1
    }

    /// Those from the one with this number (from 1) on, without their ends.
    fn from<'a>(&self, bytes: &'a [u8], first: usize) -> impl Iterator<Item = &'a [u8]> {
        let before = first.saturating_sub(1);
        let place = self.places.iter().rev().find(|(_, ends)| *ends < before);
        let (offset, ends) = place.copied().unwrap_or_default();
        let rest = bytes.get(offset..).unwrap_or_default();
        rest.split(|byte| *byte == b'\n').skip(before - ends)
    }
}

/// The source with this number (from 1), around a line.
pub(crate) fn view(store: &Store, number: usize, line: u32) -> Html {
    let source = number
        .checked_sub(1)
        .and_then(|index| store.sources.get(index));
    let Some(source) = source else {
        return super::views::not_found(store, &say::source(number));
    };
    let marked = usize::try_from(line)
        .unwrap_or(usize::MAX)
        .min(source.lines.count());
    let first = marked.saturating_sub(AROUND).max(1);
    let last = marked.saturating_add(AROUND).min(source.lines.count());
    let lines = source.lines.from(&source.bytes, first);
    let lines = (first - 1..last).zip(lines);
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
            { crumbs(true, false, None) }
            <div class="section-head">
                <h1 tabindex="-1">{ source.name.to_string() }</h1>
                <p class="quiet-text">
                    { say::marked(words::count(source.lines.count(), &words::LINE), words::size(source.bytes.len()), marked) }
                </p>
                <Copy text={copied} label={say::COPY_ALL} dispatch={store.dispatcher()} />
            </div>
            for note in notes {
                <p class="panel notice" data-tone="warning"><strong>{ words::place(note.position) }</strong>{ ": " }{ super::parts::inline(&note.text) }</p>
            }
            if first > 1 { <p><a href={to(first.saturating_sub(AROUND).max(1))}>{ say::EARLIER }</a></p> }
            <ol class="lines" start={first.to_string()}>
                for (index, content) in lines {
                    <li value={(index + 1).to_string()} class={(index + 1 == marked).then_some("is-marked")}
                        aria-current={(index + 1 == marked).then_some("true")}>
                        <code>{ String::from_utf8_lossy(content).trim_end_matches('\r').to_owned() }</code>
                    </li>
                }
            </ol>
            if last < source.lines.count() { <p><a href={to(last.saturating_add(AROUND).min(source.lines.count()))}>{ say::LATER }</a></p> }
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_from_any_place() {
        let text = b"one\ntwo\nthree\n\nfive";
        for part in 1..text.len() {
            let mut lines = Lines::default();
            text.chunks(part).for_each(|bytes| lines.add(bytes));
            assert_eq!(lines.count(), 5);
            let all: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
            for first in 1..=5 {
                let found: Vec<&[u8]> = lines.from(text, first).collect();
                assert_eq!(found, &all[first - 1..], "from {first}, in parts of {part}");
            }
        }
    }
}
