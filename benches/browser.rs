//! The same in a browser. The page of the benchmark leaves chains and roots at `appgwBench`, and
//! finds there what this sets: a function that runs one part of the work for one chain once.

#![allow(clippy::panic, reason = "a benchmark fails by panicking")]

mod judging;

use appgw_doctor::chain::RootList;
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
    let run = Closure::<dyn Fn(String, usize)>::new(run).into_js_value();
    let bench = Reflect::get(&global(), &"appgwBench".into()).unwrap_or_default();
    let set: Result<bool, JsValue> =
        Reflect::set(&bench, &"run".into(), run.unchecked_ref::<Function>());
    if set.is_err() {
        panic!("there is nowhere to leave the function");
    }
}
