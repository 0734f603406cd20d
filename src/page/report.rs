//! The report to hand on: as Markdown, text or JSON.

use appgw_doctor::report;
use yew::prelude::*;

use super::browser;
use super::parts::{Copy, Icon, Store, icon};

/// Copies and downloads of the report.
pub(crate) fn buttons(store: &Store) -> Html {
    let analysis = &*store.analysis;
    let download = {
        let analysis = store.analysis.clone();
        Callback::from(move |_: MouseEvent| {
            let json = report::json(&analysis.case, &analysis.diagnosis);
            browser::save("appgw-doctor-report.json", "application/json", &json);
        })
    };
    html! {
        <div class="report" role="group" aria-label="Report">
            <Copy text={report::markdown(&analysis.case, &analysis.diagnosis)} label="Copy as Markdown"
                of="the report" dispatch={store.dispatcher()} />
            <Copy text={report::text(&analysis.case, &analysis.diagnosis)} label="Copy as text"
                of="the report" dispatch={store.dispatcher()} />
            <button type="button" class="quiet" onclick={download}>{ icon(Icon::Download) }<span>{ "Download JSON" }</span></button>
            <p class="hint">{ "Holds names and addresses as pasted." }</p>
        </div>
    }
}
