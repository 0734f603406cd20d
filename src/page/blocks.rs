//! The texts of a playbook as HTML.

use appgw_doctor::gateway::Cloud;
use appgw_doctor::guide::source::Cite;
use appgw_doctor::guide::step::{Block, Link, Statement};
use yew::prelude::*;

use super::language::blocks as say;
use super::parts::{Icon, basis, icon, inline, outside};

/// A text of several parts.
pub(crate) fn blocks(blocks: &[Block]) -> Html {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> Html {
    match block {
        Block::Text(text) => html! { <p>{ inline(text) }</p> },
        Block::List(points) => html! { <ul>{ points_of(points) }</ul> },
        Block::Ordered(points) => html! { <ol>{ points_of(points) }</ol> },
        Block::Sample(text) => html! { <pre class="sample"><code>{ *text }</code></pre> },
        Block::Caution(text) => html! {
            <p class="caution">{ icon(Icon::Warning) }<span><strong>{ say::CAUTION }</strong>{ inline(text) }</span></p>
        },
        Block::Table(rows) => table(rows),
    }
}

fn points_of(points: &[&str]) -> Html {
    points
        .iter()
        .map(|point| html! { <li>{ inline(point) }</li> })
        .collect()
}

fn table(rows: &[&[&str]]) -> Html {
    let Some((head, body)) = rows.split_first() else {
        return Html::default();
    };
    html! {
        <div class="scroller" role="region" tabindex="0" aria-label={head.join(", ")}>
            <table>
                <thead><tr>
                    for cell in head.iter() { <th scope="col">{ inline(cell) }</th> }
                </tr></thead>
                <tbody>
                    for row in body.iter() {
                        <tr>for cell in row.iter() { <td>{ inline(cell) }</td> }</tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

/// Things said, each with how it is known.
pub(crate) fn statements(statements: &[Statement]) -> Html {
    html! {
        <ul class="statements">
            for statement in statements.iter() {
                <li>{ inline(statement.text) }{ " " }{ basis(statement.basis) }</li>
            }
        </ul>
    }
}

/// Further reading.
pub(crate) fn links(links: &[Link], cloud: Cloud) -> Html {
    html! {
        <ul class="links">
            for link in links.iter() {
                <li>{ outside(&link.address(cloud), html! { { link.label } }) }</li>
            }
        </ul>
    }
}

/// Where something comes from, with the dates.
pub(crate) fn cites(cites: &[Cite], cloud: Cloud) -> Html {
    html! {
        <ul class="sources">
            for cite in cites.iter() {
                <li>
                    if let Some(address) = cite.source.address(cloud) {
                        { outside(&address, html! { { cite.source.title } }) }
                    } else {
                        { cite.source.title }
                    }
                    if !cite.heading.is_empty() { { format!(", \u{201c}{}\u{201d}", cite.heading) } }
                    <span class="quiet-text">
                        { " \u{b7} " }
                        if !cite.source.dated.is_empty() { { say::dated(cite.source.dated) } }
                        { say::read(cite.source.read) }
                    </span>
                    { " " }{ basis(cite.basis) }
                </li>
            }
        </ul>
    }
}
