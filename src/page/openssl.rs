//! The verification codes of OpenSSL: all of them, and a page for each.

use appgw_doctor::chain::openssl::codes::{CODES, Code};
use appgw_doctor::fault::Fault;
use appgw_doctor::guide::Topic;
use yew::prelude::*;

use super::language::{common, openssl as say};
use super::route::Route;
use super::verdict;

/// The list.
pub(crate) fn list() -> Html {
    html! {
        <article class="codes-page">
            { crumbs(false) }
            <h1 tabindex="-1">{ common::OPENSSL_CODES }</h1>
            <p>{ super::parts::inline(say::LEAD) }</p>
            <div class="catalogue">
                <ul class="codes">
                    for code in CODES.iter() {
                        <li><div>
                            <a href={Route::Code(code).to_string()}>{ say::code(code.number, code.text) }</a>
                            <p>{ super::parts::inline(code.meaning()) }</p>
                        </div></li>
                    }
                </ul>
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
                if let Some(since) = code.since() { <span>{ say::since(since) }</span> }
            </p>
            if let Some((name, text)) = code.older {
                <div class="panel notice" data-tone="warning">
                    <p>{ say::EARLIER }<strong>{ text }</strong>{ ", " }<code>{ name }</code></p>
                    <p>{ say::VERSION_UNKNOWN }</p>
                </div>
            }
            <section><h2>{ say::MEANING }</h2><p>{ super::parts::inline(code.meaning()) }</p></section>
            <section><h2>{ common::WHAT_TO_DO }</h2><p>{ super::parts::inline(code.action()) }</p></section>
            <p><a href={Route::topic(Topic::Fault(Fault::VerificationFailed))}>
                { say::MESSAGE }{ verdict::title(Topic::Fault(Fault::VerificationFailed)) }
            </a></p>
        </article>
    }
}

/// A code with its text, as a heading.
pub(crate) fn title(code: &Code) -> String {
    format!("OpenSSL {}", say::code(code.number, code.text))
}

/// A code that leads to its page.
pub(crate) fn link(code: &'static Code) -> Html {
    html! { <a href={Route::Code(code).to_string()}>{ title(code) }</a> }
}

fn crumbs(of_one: bool) -> Html {
    super::parts::crumbs(false, true, of_one.then_some((Route::Codes, say::CRUMB)))
}
