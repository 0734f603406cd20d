//! The page: thin views over the diagnosis, in one tree under [`app`].
//!
//! * [`state`] holds everything, and every way it changes; [`route`] reads addresses.
//! * [`verdict`] and [`table`] decide what is said first and which rows are listed; they know no browser
//!   either. The texts themselves are in [`language`].
//! * [`app`] is what comes first, and [`later`] leads to all else: `unpack` unpacks it in the single file.
//! * [`views`] picks the view: [`intake`] and [`results`] on the first, [`walk`] for a fault,
//!   [`source`] for a paste, [`catalogue`] for all faults, [`checks`] for rules, [`openssl`] for codes.
//! * What is given: [`given`] lists it, [`context`] and [`form`] take the rest by hand; [`examples`] are to
//!   try, [`collect`] says how to get more.
//! * What was found: [`servers`] and their [`history`], [`chains`] with each [`certificate`] and
//!   [`what_if`], [`traffic`], what the [`probe`] really sends, and to [`compare`] what a change did.
//! * [`picture`] shows drawings, [`commands`] what to copy, [`blocks`] a playbook's texts; [`parts`] are what
//!   every view is made of.
//! * [`share`] hands the case on, behind a passphrase with [`seal`]; [`keep`] brings it back after a reload.
//! * [`incoming`] shows what is too long to be read at once, and [`worker`] reads it in another thread;
//!   [`one_by_one`] draws what is long.
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
mod given;
mod history;
mod incoming;
mod intake;
mod keep;
mod later;
mod one_by_one;
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
#[cfg(feature = "split")]
mod unpack;
mod verdict;
mod views;
mod walk;
mod what_if;
mod worker;

#[path = "../english/page/mod.rs"]
mod english;

use std::cell::Cell;
use std::rc::Rc;

use english as language;
use language::words;

/// Takes over from the static shell of `index.html`; in a worker, waits for something to read.
pub(crate) fn run() {
    if web_sys::window().is_none() {
        return later::when_here(|| {
            if let Some(later) = later::get() {
                (later.serve)();
            }
        });
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
    let stands = Rc::new(Cell::new(false));
    later::when_here({
        let stands = stands.clone();
        move || {
            if stands.replace(true) {
                browser::tell(app::LATER);
            } else {
                show();
            }
        }
    });
    #[cfg(feature = "split")]
    unpack::offer();
    // What comes back, and any view but the start, needs all of the program. The shell is shown
    // until then: it takes what is typed, too.
    let is_start = route::Route::is_start(&browser::fragment());
    if is_start && !keep::has_kept() && !stands.replace(true) {
        show();
    }
}

/// Puts the page in the shell's place.
fn show() {
    let Some(mount) = gloo::utils::document().get_element_by_id("app") else {
        return browser::show_crash("the page has no #app");
    };
    let early = Rc::new(intake::Early::read());
    // The shell goes before the page's own box stands.
    early.hand_over();
    yew::Renderer::<app::App>::with_root_and_props(mount, app::AppProps { early }).render();
}
