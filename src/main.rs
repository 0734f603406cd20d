//! The page: takes over from the static shell of `index.html`.

use std::rc::Rc;

use gloo::utils::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What `boot.js` does for the program.
#[wasm_bindgen]
extern "C" {
    /// Keeps the person's text while it isn't in the text field, to offer it after a crash.
    #[wasm_bindgen(js_name = appgwDoctorText)]
    fn keep_text(text: &str);

    /// Shows the panel that says the program has stopped. `details` is shown to be reported.
    #[wasm_bindgen(js_name = appgwDoctorCrashed)]
    fn show_crash(details: &str);
}

fn main() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        // The place alone: a panic's message may hold what was pasted.
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        show_crash(&format!("{} {place}", env!("CARGO_PKG_VERSION")));
    }));
    let Some(mount) = document().get_element_by_id("app") else {
        return show_crash("the page has no #app");
    };
    let typed = Rc::new(Typed::read());
    keep_text(&typed.text);
    yew::Renderer::<App>::with_root_and_props(mount, Props { typed }).render();
}

/// What the person did in the shell's text field while the program was loading.
#[derive(PartialEq)]
struct Typed {
    text: String,
    /// Where the selection starts and ends, if the field has the focus.
    selection: Option<(u32, u32)>,
}

impl Typed {
    fn read() -> Self {
        let field = document()
            .get_element_by_id("paste")
            .and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
        let Some(field) = field else {
            return Self {
                text: String::new(),
                selection: None,
            };
        };
        let has_focus = document()
            .active_element()
            .is_some_and(|element| element == **field);
        let position = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
        Self {
            text: field.value(),
            selection: has_focus.then(|| {
                (
                    position(field.selection_start()),
                    position(field.selection_end()),
                )
            }),
        }
    }

    /// Brings the program's own field to the same state.
    fn restore(&self, field: &HtmlTextAreaElement) {
        field.set_value(&self.text);
        if let Some((start, end)) = self.selection {
            // Neither can fail for a field that is shown.
            let _ = field.focus();
            let _ = field.set_selection_range(start, end);
        }
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    typed: Rc<Typed>,
}

#[component]
fn App(props: &Props) -> Html {
    let field = use_node_ref();
    use_effect_with((field.clone(), props.typed.clone()), |(field, typed)| {
        if let Some(field) = field.cast::<HtmlTextAreaElement>() {
            typed.restore(&field);
        }
        keep_text("");
        mark_ready();
    });
    html! {
        <main>
            <h1>{ "Application Gateway Doctor" }</h1>
            <p id="privacy">{ "Nothing you paste leaves this browser." }</p>
            <label for="paste">{ "Paste backend health output, settings, certificates, rules, or an error message" }</label>
            <textarea id="paste" ref={field} rows="14" spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="privacy" />
        </main>
    }
}

/// Tells tests, and whoever else watches, that the page is complete.
fn mark_ready() {
    if let Some(root) = document().document_element() {
        // Fails only for a name that is no attribute's.
        let _ = root.set_attribute("data-ready", "");
    }
}
