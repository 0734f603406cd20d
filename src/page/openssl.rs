//! The verification codes of OpenSSL: all of them, and a page for each.

use appgw_doctor::chain::openssl::codes::{CODES, Code};
use appgw_doctor::fault::Fault;
use appgw_doctor::guide::Topic;
use yew::prelude::*;

use super::route::Route;
use super::verdict;

/// The list.
pub(crate) fn list() -> Html {
    html! {
        <article class="codes-page">
            { crumbs(false) }
            <h1 tabindex="-1">{ "OpenSSL verification codes" }</h1>
            <p>{ super::parts::inline("The gateway passes some of these on as they are; `openssl s_client` and `openssl verify` print them too.") }</p>
            <div class="scroller" role="region" tabindex="0" aria-label="Codes">
                <table class="codes">
                    <thead><tr><th scope="col">{ "Code" }</th><th scope="col">{ "What OpenSSL prints" }</th><th scope="col">{ "What it means here" }</th></tr></thead>
                    <tbody>
                        for code in CODES.iter() {
                            <tr>
                                <th scope="row"><a href={Route::Code(code).to_string()}>{ code.number }</a></th>
                                <td>{ code.text }</td>
                                <td>{ super::parts::inline(code.meaning) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </article>
    }
}

/// The page of one code.
pub(crate) fn page(code: &Code) -> Html {
    html! {
        <article class="walk">
            { crumbs(true) }
            <h1 tabindex="-1">{ title(code) }</h1>
            <p class="meta">
                <span><code>{ code.name }</code></span>
                if let Some(since) = code.since() { <span>{ format!("The number is used by {since}") }</span> }
            </p>
            if let Some((name, text)) = code.older {
                <div class="panel notice" data-tone="warning">
                    <p>{ "OpenSSL 1.1.1 and before: " }<strong>{ text }</strong>{ ", " }<code>{ name }</code></p>
                    <p>{ "Which version the gateway has is not published." }</p>
                </div>
            }
            <section><h2>{ "What it means here" }</h2><p>{ super::parts::inline(code.meaning) }</p></section>
            <section><h2>{ "What to do" }</h2><p>{ super::parts::inline(code.action) }</p></section>
            <p><a href={Route::topic(Topic::Fault(Fault::VerificationFailed))}>
                { "The gateway\u{2019}s message with such a code: " }{ verdict::title(Topic::Fault(Fault::VerificationFailed)) }
            </a></p>
        </article>
    }
}

/// A code with its text, as a heading.
pub(crate) fn title(code: &Code) -> String {
    format!("OpenSSL {}: {}", code.number, code.text)
}

/// A code that leads to its page.
pub(crate) fn link(code: &'static Code) -> Html {
    html! { <a href={Route::Code(code).to_string()}>{ title(code) }</a> }
}

fn crumbs(of_one: bool) -> Html {
    html! {
        <nav class="crumbs" aria-label="Breadcrumb">
            <a href="#/faults">{ "All faults" }</a>
            if of_one { <a href={Route::Codes.to_string()}>{ "OpenSSL codes" }</a> }
        </nav>
    }
}
