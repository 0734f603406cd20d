//! The page: thin views over the diagnosis, in one tree under [`app`].
//!
//! * [`state`] holds everything, and every way it changes; [`route`] reads addresses.
//! * [`verdict`], [`table`] and [`words`] decide what is said; they know no browser either. The
//!   texts themselves are in [`language`].
//! * [`app`] picks the view: [`intake`] and [`results`] on the first, [`walk`] for a fault,
//!   [`source`] for a paste, [`catalogue`] for all faults. [`picture`] shows drawings in any of them.
//! * [`chains`] and [`certificate`] show judged chains, [`what_if`] under another setup; [`openssl`] its verification codes;
//!   [`checks`] every check.
//! * [`compare`] shows what a change did. [`keep`] brings the case back after a reload.
//! * [`incoming`] shows what is too long to be read at once, and [`worker`] reads it in another thread.
//! * [`form`] takes a setting and its probe by hand; [`probe`] shows what the probe really sends.
//! * [`browser`] is the only place that calls the browser by hand.

mod app;
mod blocks;
mod browser;
mod catalogue;
mod certificate;
mod chains;
mod checks;
mod collect;
mod commands;
mod compare;
mod context;
mod examples;
mod form;
mod history;
mod incoming;
mod intake;
mod keep;
mod openssl;
mod parts;
mod picture;
mod probe;
mod results;
mod route;
mod seal;
mod servers;
mod share;
mod source;
mod state;
mod table;
mod traffic;
mod verdict;
mod walk;
mod what_if;
mod worker;

#[path = "../english/page/mod.rs"]
mod english;

use std::rc::Rc;

use english as language;
use language::words;

/// Takes over from the static shell of `index.html`; in a worker, waits for something to read.
pub(crate) fn run() {
    if web_sys::window().is_none() {
        return worker::serve();
    }
    yew::set_custom_panic_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        // The place alone: a panic's message may hold what was pasted.
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        browser::show_crash(&format!("{} {place}", env!("CARGO_PKG_VERSION")));
    }));
    let Some(mount) = gloo::utils::document().get_element_by_id("app") else {
        return browser::show_crash("the page has no #app");
    };
    let early = Rc::new(intake::Early::read());
    // The shell goes before the page's own box stands.
    early.hand_over();
    yew::Renderer::<app::App>::with_root_and_props(mount, app::AppProps { early }).render();
}
