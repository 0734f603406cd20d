//! The other thread: it reads what is too long to be read while a person waits for the page.
//!
//! It is the same program in a worker, which lives for one text and is ended after it, or before
//! where the person says so. `boot.js` starts it, gives it the text, and passes on the answer:
//!
//! * a list `[case, whether it is one, bytes, parts, bytes, parts, …]`, or
//! * `null`, where the text has to be opened by the page itself.
//!
//! Before it come numbers from 0 to 1: which part of reading is done.
//!
//! What leaves is written anew there, too: the answer is of the same form, with what else there is to
//! tell behind it.
//!
//! The case is written as a file has it, without the bytes of its sources. They follow in its
//! order, those of before a change behind the others, each with the parts of its evidence as
//! [`evidence::pack`] wrote them.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use appgw_doctor::chain::RootList;
use appgw_doctor::evidence::{self, Unpacker};
use appgw_doctor::share::redact::{Class, Hidden, Redacted, Replaced, redact};
use appgw_doctor::share::{SavedCase, SavedSource, file, link};
use appgw_doctor::time::Timestamp;
use js_sys::{Array, Function, Uint8Array};
use serde_json::{Value, json};
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

/// The part of the way that the worker goes; the rest is taking what it has read.
const READING: f64 = 0.8;

/// How many markers are told with what they stand for.
pub(crate) const MARKERS: usize = 200;

/// Stands where an origin does, to have a case written anew.
const WRITE: &str = "write";

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
    let read = Closure::<dyn Fn(String, String, Uint8Array, Function) -> JsValue>::new(
        |name: String, origin: String, bytes: Uint8Array, post: Function| {
            let told = |part: f64| {
                // It takes any number.
                let _ = post.call1(&JsValue::NULL, &part.into());
            };
            let answer = match Origin::parse(&origin) {
                Some(origin) => answer(&name, origin, &bytes, &told),
                None => write_anew(&name, &bytes),
            };
            answer.map_or(JsValue::NULL, JsValue::from)
        },
    );
    browser::offer(READ, &read.into_js_value());
}

/// Reads a text. `None` where it is a case that can't be opened here.
fn answer(name: &str, origin: Origin, given: &Uint8Array, told: &dyn Fn(f64)) -> Option<Array> {
    let bytes = given.to_vec();
    let answer = Array::new();
    let is_case = file::is_case(&bytes);
    let case = if is_case {
        let saved = file::read(&bytes).ok()?;
        drop(bytes);
        put_case(&answer, saved)
    } else {
        let source = Source::new_telling(name, origin, bytes, told);
        put(&answer, (SavedCase::default(), vec![source]), Some(given))
    };
    told(1.0);
    answer.unshift(&is_case.into());
    answer.unshift(&file::write(&case).into());
    Some(answer)
}

/// Puts the sources of a case into an answer; the case without their bytes. What came as `given`, and
/// holds nothing that was cut out, goes back as it came.
fn put(answer: &Array, (mut case, sources): ReadCase, given: Option<&Uint8Array>) -> SavedCase {
    for source in &sources {
        let mut saved = source.saved();
        let bytes = match given.filter(|_| saved.removed.is_empty()) {
            Some(given) => given.clone(),
            None => Uint8Array::from(saved.bytes.as_slice()),
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
}

/// Puts the sources of a case into an answer, then those of the one of before a change.
fn put_case(answer: &Array, mut case: SavedCase) -> SavedCase {
    let before = case.before.take();
    let mut case = put(answer, read_case(case), None);
    case.before = before.map(|before| put_case(answer, *before).into());
    case
}

/// The sources of a case, then those of the one of before a change.
fn all_sources(case: &mut SavedCase) -> impl Iterator<Item = &mut SavedSource> {
    let before = case.before.as_mut().map(|before| &mut before.sources);
    case.sources.iter_mut().chain(before.into_iter().flatten())
}

/// Writes a case anew without its names. `header` has the time to judge at, what is hidden, and the
/// lengths of what stands in the octets: the public roots, the case without its sources' bytes, and those.
fn write_anew(header: &str, given: &Uint8Array) -> Option<Array> {
    let mut numbers = header.split(' ').map(|number| number.parse::<i64>().ok());
    let at = Timestamp::from_unix(numbers.next()??)?;
    let bits = numbers.next()??;
    let mut hidden = Hidden::NOTHING;
    for (place, class) in Class::ALL.into_iter().enumerate() {
        hidden = hidden.with(class, bits >> place & 1 == 1);
    }
    let bytes = given.to_vec();
    let mut rest = bytes.as_slice();
    let mut part = |length: Option<Option<i64>>| {
        let length = usize::try_from(length??).ok()?;
        let (part, behind) = rest.split_at_checked(length)?;
        rest = behind;
        Some(part)
    };
    let roots = RootList::parse(part(numbers.next())?).ok().map(Arc::new);
    let mut case = file::read(part(numbers.next())?).ok()?;
    for source in all_sources(&mut case) {
        source.bytes = part(numbers.next())?.to_vec().into();
    }
    drop(bytes);
    let Redacted {
        case,
        counts,
        left_out,
        legend,
    } = redact(&case, hidden, at, roots.as_ref());
    let packed = match link::pack(&case) {
        Ok(packed) => Uint8Array::from(packed.as_slice()).into(),
        Err(_) => JsValue::NULL,
    };
    let place = |class| Class::ALL.iter().position(|each| *each == class);
    let told = json!([
        counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(),
        left_out
            .iter()
            .map(|kind| kind.as_str())
            .collect::<Vec<_>>(),
        legend
            .iter()
            .take(MARKERS)
            .map(|one| json!([place(one.class), one.marker, one.value]))
            .collect::<Vec<_>>(),
        legend.len(),
    ]);
    let answer = Array::new();
    let case = put_case(&answer, case);
    answer.unshift(&true.into());
    answer.unshift(&file::write(&case).into());
    answer.push(&told.to_string().into());
    answer.push(&packed);
    Some(answer)
}

/// A case that was written anew.
pub(crate) struct Anew {
    /// It, and its sources as they are read by whoever gets it.
    pub(crate) case: ReadCase,
    /// The one of before a change.
    pub(crate) before: Option<ReadCase>,
    /// How many different values of each class it has.
    pub(crate) counts: Vec<(Class, usize)>,
    /// The kinds of what was left out.
    pub(crate) left_out: Vec<String>,
    /// Some of the markers.
    pub(crate) legend: Vec<Replaced>,
    /// How many markers there are.
    pub(crate) markers: usize,
    /// It for a link; `None` where it is too large for one.
    pub(crate) packed: Option<Vec<u8>>,
}

impl Anew {
    async fn take(answer: &Array, alive: &Cell<bool>) -> Option<Self> {
        let (case, before, behind) = take(answer, alive, &Cell::default()).await?;
        let told: Value = serde_json::from_str(&answer.get(behind).as_string()?).ok()?;
        let list = |at: usize| told.get(at).and_then(Value::as_array).into_iter().flatten();
        let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
        let class = |value: Option<&Value>| Class::ALL.get(number(value?)?).copied();
        let text = |value: Option<&Value>| value?.as_str().map(str::to_owned);
        let packed = answer.get(behind + 1);
        Some(Self {
            case,
            before,
            counts: Class::ALL
                .into_iter()
                .zip(list(0).filter_map(number))
                .collect(),
            left_out: list(1).filter_map(|kind| text(Some(kind))).collect(),
            legend: list(2)
                .filter_map(|one| {
                    Some(Replaced {
                        class: class(one.get(0))?,
                        marker: text(one.get(1))?,
                        value: text(one.get(2))?,
                    })
                })
                .collect(),
            markers: number(told.get(3)?)?,
            packed: (!packed.is_null()).then(|| packed.unchecked_into::<Uint8Array>().to_vec()),
        })
    }
}

/// Something that is being read.
pub(crate) struct Job {
    end: Function,
    alive: Rc<Cell<bool>>,
    // Called by the worker's messages until it is ended.
    _told: Closure<dyn FnMut(JsValue, JsValue)>,
}

impl Job {
    /// Begins to read, and tells what came of it, once. `done` is which part of it is done.
    pub(crate) fn start(
        incoming: &Incoming,
        done: Rc<Cell<f64>>,
        told: impl Fn(Outcome) + 'static,
    ) -> Option<Self> {
        let blob = match &incoming.what {
            What::File(file) => file.clone(),
            What::Text(text) => browser::blob("text/plain", text).ok()?,
            What::Case(case) => browser::blob("text/plain", &file::write(case)).ok()?,
        };
        let given = blob.clone();
        let told = Rc::new(told);
        let taken = done.clone();
        let answered = move |answer: Answer, alive: Rc<Cell<bool>>| {
            let (given, told, taken) = (given.clone(), told.clone(), taken.clone());
            spawn_local(async move {
                let outcome = match answer {
                    Answer::Failed => Outcome::Failed,
                    Answer::Nothing => whole(given).await,
                    Answer::Given(answer) => read(&answer, &alive, &taken).await,
                };
                if alive.get() {
                    told(outcome);
                }
            });
        };
        Some(Self::run(
            &incoming.name,
            incoming.origin.as_str(),
            &blob,
            done,
            answered,
        ))
    }

    /// Begins to write a case anew, judged at this time and with this hidden, and tells what came of it,
    /// once; `None` where it can't be done here.
    pub(crate) fn write_anew(
        mut case: SavedCase,
        hidden: Hidden,
        at: Timestamp,
        told: impl Fn(Option<Anew>) + 'static,
    ) -> Option<Self> {
        let roots = browser::roots_as_they_came();
        let bits = Class::ALL.into_iter().rev();
        let bits = bits.fold(0, |bits, class| bits << 1 | u8::from(hidden.has(class)));
        let parts = Array::new();
        let mut lengths = String::new();
        for source in all_sources(&mut case) {
            let bytes = std::mem::take(&mut source.bytes);
            parts.push(&Uint8Array::from(bytes.as_slice()));
            lengths.push_str(&format!(" {}", bytes.len()));
        }
        let text = file::write(&case);
        parts.unshift(&Uint8Array::from(text.as_bytes()));
        parts.unshift(&roots);
        let header = format!(
            "{} {bits} {} {}{lengths}",
            at.unix(),
            roots.length(),
            text.len()
        );
        let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
        let told = Rc::new(told);
        let answered = move |answer: Answer, alive: Rc<Cell<bool>>| {
            let told = told.clone();
            spawn_local(async move {
                let anew = match answer {
                    Answer::Given(answer) => Anew::take(&answer, &alive).await,
                    Answer::Failed | Answer::Nothing => None,
                };
                if alive.get() {
                    told(anew);
                }
            });
        };
        Some(Self::run(&header, WRITE, &blob, Rc::default(), answered))
    }

    fn run(
        name: &str,
        origin: &str,
        blob: &Blob,
        done: Rc<Cell<f64>>,
        told: impl Fn(Answer, Rc<Cell<bool>>) + 'static,
    ) -> Self {
        let alive = Rc::new(Cell::new(true));
        let told = {
            let alive = alive.clone();
            Closure::<dyn FnMut(JsValue, JsValue)>::new(move |failure: JsValue, answer: JsValue| {
                if let Some(part) = answer.as_f64() {
                    done.set(part * READING);
                    return;
                }
                let answer = match failure.as_string() {
                    Some(_) => Answer::Failed,
                    None if failure.is_null() || answer.is_null() => Answer::Nothing,
                    None => Answer::Given(answer.unchecked_into()),
                };
                told(answer, alive.clone());
            })
        };
        let end = start_worker(name, origin, blob, told.as_ref().unchecked_ref());
        Self {
            end,
            alive,
            _told: told,
        }
    }
}

/// What a worker said.
enum Answer {
    /// This.
    Given(Array),
    /// That the page has to do it, or there is no worker.
    Nothing,
    /// That it gave up.
    Failed,
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

/// What was read.
async fn read(answer: &Array, alive: &Cell<bool>, done: &Cell<f64>) -> Outcome {
    let Some(((case, sources), before, _)) = take(answer, alive, done).await else {
        return Outcome::Failed;
    };
    let is_case = answer.get(1).is_truthy();
    Outcome::Read(Box::new(Arrived {
        case: is_case.then_some(case),
        sources,
        before,
    }))
}

/// Takes an answer bit by bit, so that the page goes on answering: the case, the one of before a
/// change, and where in the answer they end.
async fn take(
    answer: &Array,
    alive: &Cell<bool>,
    done: &Cell<f64>,
) -> Option<(ReadCase, Option<ReadCase>, u32)> {
    let case = answer.get(0).as_string()?;
    let mut case = file::read(case.as_bytes()).ok()?;
    let mut before = case.before.take();
    let own = std::mem::take(&mut case.sources);
    let first = own.len();
    let earlier = before
        .as_mut()
        .map(|before| std::mem::take(&mut before.sources));
    // How much is to be taken, of bytes and of evidence.
    let whole: u32 = (2..answer.length()).map(|at| length(&answer.get(at))).sum();
    let mut taken = 0;
    let mut one_more = || {
        taken += 1;
        done.set(READING + (1.0 - READING) * f64::from(taken) / f64::from(whole.max(1)));
    };
    let mut sources = Vec::new();
    let mut at = 2;
    for mut saved in own.into_iter().chain(earlier.into_iter().flatten()) {
        let bytes: Uint8Array = answer.get(at).unchecked_into();
        let mut held = Vec::with_capacity(usize::try_from(bytes.length()).unwrap_or_default());
        let mut lines = Lines::default();
        for start in (0..bytes.length()).step_by(SLICE as usize) {
            let slice = bytes.subarray(start, start.saturating_add(SLICE)).to_vec();
            lines.add(&slice);
            held.extend(slice);
            one_more();
            browser::pause().await;
        }
        saved.bytes = held.into();
        let mut unpacker = Unpacker::default();
        let parts: Array = answer.get(at + 1).unchecked_into();
        for index in 0..parts.length() {
            let part: Uint8Array = parts.get(index).unchecked_into();
            if !unpacker.take(&part.to_vec()) || !alive.get() {
                return None;
            }
            if index % PARTS == PARTS - 1 {
                one_more();
                browser::pause().await;
            }
        }
        sources.push(Source::read_already(saved, lines, unpacker.finish()));
        at += 2;
        browser::pause().await;
    }
    let earlier = sources.split_off(first);
    let before = before.map(|before| (*before, earlier));
    Some(((case, sources), before, at))
}

/// How many times there is something to take of a part of an answer: of bytes, or of evidence.
fn length(part: &JsValue) -> u32 {
    match (part.dyn_ref::<Uint8Array>(), part.dyn_ref::<Array>()) {
        (Some(bytes), _) => bytes.length().div_ceil(SLICE),
        (None, Some(parts)) => parts.length() / PARTS,
        (None, None) => 0,
    }
}
