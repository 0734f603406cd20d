//! Draws what is long part by part, so that the page answers in between.

use wasm_bindgen_futures::spawn_local;
use yew::html::ChildrenRenderer;
use yew::prelude::*;

use super::browser;

#[derive(Properties)]
pub(crate) struct OneByOneProps {
    /// Whether it is short: then all of it is drawn at once.
    #[prop_or_default]
    pub(crate) at_once: bool,
    /// Its parts, of which there always are as many.
    pub(crate) children: ChildrenRenderer<Html>,
}

impl PartialEq for OneByOneProps {
    /// The parts are made anew for every drawing: looking at each of them would be most of the work.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Draws the first of its parts with what stands around it, and each other in a task of its own.
#[component]
pub(crate) fn OneByOne(props: &OneByOneProps) -> Html {
    let all = props.children.len();
    let drawn = use_state(|| if props.at_once { all } else { 1 });
    let shown = if props.at_once { all } else { *drawn };
    use_effect_with((shown, all), {
        let drawn = drawn.setter();
        move |(shown, all)| {
            let next = all.min(&(shown + 1)).to_owned();
            if next != *shown {
                spawn_local(async move {
                    browser::pause().await;
                    drawn.set(next);
                });
            }
        }
    });
    // What is not drawn yet has its place already: the others keep theirs.
    let part = |(index, part)| if index < shown { part } else { Html::default() };
    props.children.iter().enumerate().map(part).collect()
}
