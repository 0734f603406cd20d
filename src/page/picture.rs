//! A drawing in the page: in both layouts, of which the style sheet shows the one that fits, and
//! beneath it the same in words.

use super::language::picture as say;
use appgw_doctor::metrics::History;
use appgw_doctor::picture::{self as drawing, Comparison, Layout, Line, Node, Picture};
use yew::prelude::*;
use yew::virtual_dom::VTag;

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

/// The picture of a fault or of a pool.
pub(crate) fn picture(picture: &Picture) -> Html {
    figure(
        LAYOUTS.map(|layout| picture.draw(layout)),
        &picture.describe(),
    )
}

/// Two things beside each other.
pub(crate) fn comparison(comparison: &Comparison) -> Html {
    figure(
        LAYOUTS.map(|layout| comparison.draw(layout)),
        &comparison.describe(),
    )
}

/// The servers of a pool over time.
pub(crate) fn plot(history: &History) -> Html {
    figure(
        LAYOUTS.map(|layout| drawing::plot(history, layout)),
        &drawing::describe_plot(history),
    )
}

fn figure(drawings: [Node; 2], words: &[Line]) -> Html {
    html! {
        <figure class="drawing">
            { drawings.iter().map(tag).collect::<Html>() }
            <figcaption>
                <details>
                    <summary>{ say::IN_WORDS }</summary>
                    <ul class="drawing-words">
                        for line in words.iter() {
                            <li>{ word(line) }</li>
                        }
                    </ul>
                </details>
            </figcaption>
        </figure>
    }
}

fn word(line: &Line) -> Html {
    html! {
        <>
            <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
                if let Some(mark) = line.mark {
                    <path class={format!("p-icon p-icon-{}", mark.tone())} d={mark.path()} />
                }
            </svg>
            <span>{ line.text.clone() }</span>
        </>
    }
}

/// An element as the page has it. Its title becomes a label, which shows no tooltip, and its
/// description is left out: the words beneath are read anyway.
fn tag(node: &Node) -> Html {
    let mut tag = VTag::new(node.name);
    for (name, value) in &node.attributes {
        tag.add_attribute(name, value.clone());
    }
    for child in &node.children {
        match child.name {
            "title" => tag.add_attribute("aria-label", child.text.clone()),
            "desc" => {}
            _ => tag.add_child(self::tag(child)),
        }
    }
    if !node.text.is_empty() {
        tag.add_child(html! { { node.text.clone() } });
    }
    tag.into()
}
