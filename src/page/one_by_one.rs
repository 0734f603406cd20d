//! Draws what is long part by part, so that the page answers in between.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::browser;

/// Some parts, of which there always are as many: one after another, or all of them at once, where
/// they are short.
pub(crate) fn draw(at_once: bool, parts: Vec<Html>) -> Html {
    if at_once {
        return parts.into_iter().collect();
    }
    html! { <OneByOne {parts} /> }
}

#[derive(Properties)]
struct OneByOneProps {
    parts: Vec<Html>,
}

impl PartialEq for OneByOneProps {
    /// The parts are made anew for every drawing: looking at each of them would be most of the work.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Draws the first of its parts with what stands around it, and each other in a task of its own.
#[component]
fn OneByOne(props: &OneByOneProps) -> Html {
    let all = props.parts.len();
    let drawn = use_state(|| 1);
    let shown = *drawn;
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
    let part = |(index, part): (usize, &Html)| match index < shown {
        true => part.clone(),
        false => Html::default(),
    };
    props.parts.iter().enumerate().map(part).collect()
}
