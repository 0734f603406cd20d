//! The part of the program that comes after the first.
//!
//! A person can begin before all of the program is there: the first part shows the start and takes
//! what is typed, pasted or dropped. All that reads, judges and shows a case is reached through
//! [`Later`] alone, so that the build can put it into a module of its own, which `boot.js` brings
//! right after the first. Without the feature `split` both are one, and nothing is waited for.

use yew::prelude::*;

use super::parts::Store;
use super::route::Route;
use super::state::{Action, State};
use super::words;

/// What the first part calls of the later one.
pub(crate) struct Later {
    /// Does an action: [`State::apply`].
    pub(crate) apply: fn(&mut State, Action),
    /// Brings back what was here when the page was left, and opens the link that it was opened by.
    /// The second says that something was typed already.
    pub(crate) come_back: fn(&mut State, bool),
    /// What a change of the address asks for.
    pub(crate) follow: fn(&str) -> Action,
    /// Makes the address that of a view.
    pub(crate) settle: fn(&Route),
    /// The title of what is shown.
    pub(crate) title: fn(&Store) -> String,
    /// What stands around the paste box.
    pub(crate) start: fn(&Store) -> Start,
    /// What is shown anywhere but at the start.
    pub(crate) view: fn(&Store) -> Html,
    /// What stands above every view.
    pub(crate) above: fn(&Store) -> Html,
    /// Takes the public roots as they were sent; `None` where they could not be had.
    pub(crate) roots: fn(Option<Vec<u8>>) -> Action,
    /// Keeps the case.
    pub(crate) keep: fn(&Store),
    /// In a worker, waits for something to read.
    pub(crate) serve: fn(),
}

/// What stands around the paste box.
pub(crate) struct Start {
    /// Above it.
    pub(crate) above: Html,
    /// Beside or below that: what was found, or what there is to begin with.
    pub(crate) findings: Html,
    /// What was given.
    pub(crate) given: Html,
}

impl Start {
    /// What stands there until the later part is here.
    pub(crate) fn awaited() -> Self {
        Self {
            above: Html::default(),
            findings: html! { <p class="awaited quiet-text">{ words::ON_ITS_WAY }</p> },
            given: Html::default(),
        }
    }
}

pub(crate) use link::{get, when_here};

/// One module: it is here.
#[cfg(not(feature = "split"))]
mod link {
    use super::Later;

    /// The later part.
    pub(crate) fn get() -> Option<&'static Later> {
        Some(&super::super::views::LATER)
    }

    /// Does something.
    pub(crate) fn when_here(then: impl FnOnce()) {
        then();
    }
}

/// Two modules. The build knows the function that leads from the one to the other by its names. The
/// form is `wasm_split_cli_support`'s: the module, `later`, between `00`; `import` or `export`; and
/// 32 digits that tell one such function from another, which here is the only one. What only the
/// exported one reaches is the later part, and a call of the imported one becomes a call of it.
///
/// A plain call from the first part to anything else brings that into the first part, with all
/// that it calls: `budget.json` bounds it.
#[cfg(feature = "split")]
#[expect(unsafe_code, reason = "the two names have to stay as they are")]
mod link {
    use std::cell::Cell;

    use wasm_bindgen::prelude::Closure;

    use super::super::browser;
    use super::Later;

    /// What `boot.js` calls when the later part is in place.
    const ARRIVED: &str = "appgwDoctorLater";

    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    unsafe extern "C" {
        #[expect(improper_ctypes, reason = "no other language takes part")]
        safe fn __wasm_split_00later00_import_00000000000000000000000000000000_table()
        -> &'static Later;
    }

    #[unsafe(no_mangle)]
    extern "C" fn __wasm_split_00later00_export_00000000000000000000000000000000_table()
    -> &'static Later {
        &super::super::views::LATER
    }

    thread_local! {
        static HERE: Cell<Option<&'static Later>> = const { Cell::new(None) };
    }

    /// The later part, once it is here.
    pub(crate) fn get() -> Option<&'static Later> {
        HERE.get()
    }

    /// Does something once the later part is here.
    pub(crate) fn when_here(then: impl FnOnce() + 'static) {
        let arrived = Closure::once_into_js(|| {
            let later = __wasm_split_00later00_import_00000000000000000000000000000000_table();
            HERE.set(Some(later));
            then();
        });
        browser::offer(ARRIVED, &arrived);
    }
}
