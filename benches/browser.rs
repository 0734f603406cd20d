//! The same in a browser. The page of the benchmark leaves chains and roots at `appgwBench`, and
//! finds there what this sets: functions that run one part of the work once, for one chain, or for
//! a report of one size.

#![allow(clippy::panic, reason = "a benchmark fails by panicking")]

mod judging;
mod report;

use std::cell::RefCell;

use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{Case, Typed, diagnose};
use appgw_doctor::evidence;
use appgw_doctor::fault;
use appgw_doctor::share::link;
use appgw_doctor::time::Timestamp;
use js_sys::{Array, Function, Reflect, Uint8Array, global};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};

/// A property of `appgwBench`.
fn given(name: &str) -> JsValue {
    let bench = Reflect::get(&global(), &"appgwBench".into()).unwrap_or_default();
    Reflect::get(&bench, &name.into()).unwrap_or_default()
}

fn main() {
    let octets = Uint8Array::new(&given("roots")).to_vec();
    let Ok(roots) = RootList::parse(&octets) else {
        panic!("the list of roots can't be read")
    };
    let at = Timestamp::from_unix(1_795_219_200).unwrap_or(Timestamp::EPOCH);
    let chains: Vec<String> = Array::from(&given("chains"))
        .iter()
        .filter_map(|pem| pem.as_string())
        .collect();
    let read: Vec<_> = chains.iter().map(|pem| judging::read(pem)).collect();
    let run =
        move |part: String, chain: usize| match (part.as_str(), chains.get(chain), read.get(chain))
        {
            ("roots", ..) => drop(RootList::parse(&octets)),
            ("read", Some(pem), _) => drop(judging::read(pem)),
            ("both", Some(pem), _) => judging::verify(&judging::read(pem), &roots, at),
            ("again", _, Some(read)) => judging::verify(read, &roots, at),
            _ => panic!("nothing is called {part}"),
        };
    leave(
        "run",
        Closure::<dyn Fn(String, usize)>::new(run).into_js_value(),
    );
    let (text, link) = (RefCell::new(String::new()), RefCell::new(String::new()));
    let of_report = move |part: String, servers: usize| -> JsValue {
        if part == "report" {
            *text.borrow_mut() = report::report(servers.div_ceil(1_200), servers.min(1_200));
            return JsValue::from_str(&text.borrow());
        }
        run_of_report(&part, &text.borrow(), &link, at);
        JsValue::UNDEFINED
    };
    let of_report = Closure::<dyn Fn(String, usize) -> JsValue>::new(of_report);
    leave("ofReport", of_report.into_js_value());
}

/// Runs one part of the work for a report.
fn run_of_report(part: &str, text: &str, link: &RefCell<String>, at: Timestamp) {
    let read = || evidence::read("report.json", text.as_bytes());
    match part {
        "typed" => drop(serde_json::from_str::<report::Report>(text)),
        "read" => drop(read()),
        "both" => drop(diagnose(&Case {
            evidence: read(),
            typed: Typed::default(),
            at,
            roots: None,
        })),
        "pack" => {
            let packed = link::pack(&report::saved(text)).unwrap_or_default();
            *link.borrow_mut() = link::write(&packed);
        }
        // What was packed last.
        "unpack" => drop(link::read(&link.borrow())),
        "messages" => report::FAILING.iter().for_each(|message| {
            drop(fault::recognise(message, None));
        }),
        _ => panic!("nothing is called {part}"),
    }
}

/// Leaves a function where the page of the benchmark looks for it.
fn leave(name: &str, function: JsValue) {
    let bench = Reflect::get(&global(), &"appgwBench".into()).unwrap_or_default();
    let set: Result<bool, JsValue> =
        Reflect::set(&bench, &name.into(), function.unchecked_ref::<Function>());
    if set.is_err() {
        panic!("there is nowhere to leave the function");
    }
}
