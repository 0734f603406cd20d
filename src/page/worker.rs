//! The other thread: it reads what is too long to be read while a person waits for the page.
//!
//! It is the same program in a worker, which lives for one text and is ended after it, or before
//! where the person says so. `boot.js` starts it, gives it the text, and passes on the answer:
//!
//! * a list `[case, whether it is one, bytes, parts, bytes, parts, …]`, or
//! * `null`, where the text has to be opened by the page itself.
//!
//! The case is written as a file has it, without the bytes of its sources. They follow in its
//! order, those of before a change behind the others, each with the parts of its evidence as
//! [`evidence::pack`] wrote them.

use std::cell::Cell;
use std::rc::Rc;

use appgw_doctor::evidence::{self, Unpacker};
use appgw_doctor::share::{SavedCase, file};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use super::browser;
use super::source::Lines;
use super::state::{Arrived, Incoming, Origin, ReadCase, Source, What, read_case};

/// Bytes that the page takes at a time.
const SLICE: u32 = 4 * 1024 * 1024;

/// Parts of evidence that the page takes at a time.
const PARTS: u32 = 8;

/// What `boot.js` calls in a worker.
const READ: &str = "appgwDoctorRead";

#[wasm_bindgen]
extern "C" {
    /// Starts a worker on a text, and gives the function that ends it. `told` gets what went wrong,
    /// or `undefined` and the answer.
    #[wasm_bindgen(js_name = appgwDoctorWorker)]
    fn start_worker(name: &str, origin: &str, text: &Blob, told: &Function) -> Function;
}

/// Offers itself to `boot.js`, in a worker.
pub(crate) fn serve() {
    let read = Closure::<dyn Fn(String, String, Uint8Array) -> JsValue>::new(
        |name: String, origin: String, bytes: Uint8Array| {
            let origin = Origin::parse(&origin).unwrap_or(Origin::File);
            answer(&name, origin, &bytes).map_or(JsValue::NULL, JsValue::from)
        },
    );
    // Fails only for an object that takes nothing more.
    let _ = Reflect::set(&js_sys::global(), &READ.into(), &read.into_js_value());
}

/// Reads a text. `None` where it is a case that can't be opened here.
fn answer(name: &str, origin: Origin, given: &Uint8Array) -> Option<Array> {
    let bytes = given.to_vec();
    let is_case = file::is_case(&bytes);
    let answer = Array::new();
    let put = |(mut case, sources): ReadCase| {
        for source in &sources {
            let mut saved = source.saved();
            // Where nothing was cut out, they go back as they came.
            let bytes = if is_case || !saved.removed.is_empty() {
                Uint8Array::from(saved.bytes.as_slice())
            } else {
                given.clone()
            };
            let parts = Array::new();
            for part in evidence::pack(&source.evidence) {
                parts.push(&Uint8Array::from(part.as_slice()));
            }
            answer.push(&bytes);
            answer.push(&parts);
            saved.bytes = Default::default();
            case.sources.push(saved);
        }
        case
    };
    let case = if is_case {
        let mut saved = file::read(&bytes).ok()?;
        drop(bytes);
        let before = saved.before.take();
        let mut case = put(read_case(saved));
        case.before = before.map(|before| put(read_case(*before)).into());
        case
    } else {
        let source = Source::new(name, origin, bytes);
        put((SavedCase::default(), vec![source]))
    };
    answer.unshift(&is_case.into());
    answer.unshift(&file::write(&case).into());
    Some(answer)
}

/// Something that is being read.
pub(crate) struct Job {
    end: Function,
    alive: Rc<Cell<bool>>,
    // Called by the worker's messages until it is ended.
    _told: Closure<dyn FnMut(JsValue, JsValue)>,
}

impl Job {
    /// Begins to read, and tells what came of it, once.
    pub(crate) fn start(incoming: &Incoming, told: impl Fn(Outcome) + 'static) -> Option<Self> {
        let blob = match &incoming.what {
            What::File(file) => file.clone(),
            What::Text(text) => browser::blob("text/plain", text).ok()?,
            What::Case(case) => browser::blob("text/plain", &file::write(case)).ok()?,
        };
        let alive = Rc::new(Cell::new(true));
        let told = Rc::new(told);
        let told = {
            let (alive, blob) = (alive.clone(), blob.clone());
            Closure::<dyn FnMut(JsValue, JsValue)>::new(move |failure: JsValue, answer: JsValue| {
                let (alive, told, blob) = (alive.clone(), told.clone(), blob.clone());
                spawn_local(async move {
                    let outcome = match failure.as_string() {
                        Some(_) => Outcome::Failed,
                        None if failure.is_null() || answer.is_null() => whole(blob).await,
                        None => take(&answer.unchecked_into(), &alive).await,
                    };
                    if alive.get() {
                        told(outcome);
                    }
                });
            })
        };
        let origin = incoming.origin.as_str();
        let end = start_worker(&incoming.name, origin, &blob, told.as_ref().unchecked_ref());
        Some(Self {
            end,
            alive,
            _told: told,
        })
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.alive.set(false);
        // It does not throw.
        let _ = self.end.call0(&JsValue::NULL);
    }
}

/// What came of reading.
pub(crate) enum Outcome {
    /// It was read.
    Read(Box<Arrived>),
    /// The page has to read these bytes itself.
    Whole(Vec<u8>),
    /// The worker gave up, or the text is gone.
    Failed,
}

async fn whole(blob: Blob) -> Outcome {
    match JsFuture::from(blob.array_buffer()).await {
        Ok(buffer) => Outcome::Whole(Uint8Array::new(&buffer).to_vec()),
        Err(_) => Outcome::Failed,
    }
}

/// Takes an answer bit by bit, so that the page goes on answering.
async fn take(answer: &Array, alive: &Cell<bool>) -> Outcome {
    let case = answer.get(0).as_string().unwrap_or_default();
    let Ok(mut case) = file::read(case.as_bytes()) else {
        return Outcome::Failed;
    };
    let mut before = case.before.take();
    let own = std::mem::take(&mut case.sources);
    let first = own.len();
    let earlier = before
        .as_mut()
        .map(|before| std::mem::take(&mut before.sources));
    let mut sources = Vec::new();
    let all = own.into_iter().chain(earlier.into_iter().flatten());
    for (mut saved, at) in all.zip((2..).step_by(2)) {
        let bytes: Uint8Array = answer.get(at).unchecked_into();
        let mut held = Vec::with_capacity(usize::try_from(bytes.length()).unwrap_or_default());
        let mut lines = Lines::default();
        for start in (0..bytes.length()).step_by(SLICE as usize) {
            let slice = bytes.subarray(start, start.saturating_add(SLICE)).to_vec();
            lines.add(&slice);
            held.extend(slice);
            pause().await;
        }
        saved.bytes = held.into();
        let mut unpacker = Unpacker::default();
        let parts: Array = answer.get(at + 1).unchecked_into();
        for index in 0..parts.length() {
            let part: Uint8Array = parts.get(index).unchecked_into();
            if !unpacker.take(&part.to_vec()) || !alive.get() {
                return Outcome::Failed;
            }
            if index % PARTS == PARTS - 1 {
                pause().await;
            }
        }
        sources.push(Source::read_already(saved, lines, unpacker.finish()));
        pause().await;
    }
    let is_case = answer.get(1).is_truthy();
    let earlier = sources.split_off(first);
    Outcome::Read(Box::new(Arrived {
        case: is_case.then_some(case),
        sources,
        before: before.map(|before| (*before, earlier)),
    }))
}

/// Lets the browser do what waits.
pub(crate) async fn pause() {
    let promise = Promise::new(&mut |done, _| {
        // Fails never for a function.
        let _ = gloo::utils::window().set_timeout_with_callback(&done);
    });
    // It is always kept.
    let _ = JsFuture::from(promise).await;
}
