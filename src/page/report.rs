//! The report to hand on: as Markdown, text or JSON.

use appgw_doctor::report::{json, markdown, text};
use appgw_doctor::share::file;
use yew::prelude::*;

use super::browser;
use super::parts::{Copy, Icon, Store, icon};

/// How wide the text is, in characters: what mail and chat show without wrapping.
const WIDTH: usize = 100;

/// Copies and downloads of the report.
pub(crate) fn buttons(store: &Store) -> Html {
    let make = |write: fn(&super::state::Analysis) -> String| {
        let analysis = store.analysis.clone();
        Callback::from(move |()| write(&analysis))
    };
    let download = {
        let analysis = store.analysis.clone();
        Callback::from(move |_: MouseEvent| {
            let json = json::write(&analysis.case, &analysis.diagnosis);
            browser::save("appgw-doctor-report.json", "application/json", &json);
        })
    };
    let save = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            let name = format!("case{}", file::EXTENSION);
            browser::save(&name, "application/json", &file::write(&store.saved()));
        })
    };
    html! {
        <div class="report" role="group" aria-label="Report">
            <Copy text={make(|it| markdown::write(&it.case, &it.diagnosis))} label="Copy as Markdown"
                of="the report" dispatch={store.dispatcher()} />
            <Copy text={make(|it| text::write(&it.case, &it.diagnosis, WIDTH))} label="Copy as text"
                of="the report" dispatch={store.dispatcher()} />
            <button type="button" class="quiet" onclick={download}>{ icon(Icon::Download) }<span>{ "Download JSON" }</span></button>
            <button type="button" class="quiet" onclick={save}>{ icon(Icon::Download) }<span>{ "Save the case" }</span></button>
            <p class="hint">{ "Holds names and addresses as pasted." }</p>
        </div>
    }
}
