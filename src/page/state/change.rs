//! Every way the state changes.

use std::cell::RefCell;
use std::rc::Rc;

use appgw_doctor::certificate::private_key;
use appgw_doctor::diagnosis::Typed;
use appgw_doctor::evidence::credential;
use appgw_doctor::guide::playbook;
use appgw_doctor::share::{self, OpenError, SavedCase, SavedMark};
use appgw_doctor::time::Timestamp;

use super::super::route::Route;
use super::super::table::Table;
use super::super::words;
use super::reading::{ReadCase, Source, analyse, evidence_of, read_case};
use super::{
    Action, Arrived, BOX_LIMIT, Before, Goal, Incoming, Mark, Origin, Roots, State, StepKey, What,
};
impl State {
    fn analyse(&mut self) {
        let at = self.as_of.unwrap_or(self.now);
        let (typed, roots) = (self.typed.clone(), self.roots.list());
        self.analysis = Rc::new(analyse(evidence_of(&self.sources), typed, at, roots));
    }

    fn analyse_and_tell(&mut self) {
        self.analyse();
        self.announcement = if self.has_case() {
            self.analysis.verdict.spoken()
        } else {
            words::NOTHING_LEFT.to_owned()
        };
    }

    fn has_name(&self, name: &str) -> bool {
        self.source(name).is_some() || self.incoming.iter().any(|waiting| waiting.name == name)
    }

    /// A name that no source has yet: `wanted`, or with a number behind it.
    fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.has_name(name);
        if !taken(wanted) {
            return wanted.to_owned();
        }
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        numbered
            .into_iter()
            .find(|name| !taken(name))
            .unwrap_or_default()
    }

    fn free_paste_name(&self) -> String {
        let names = (1..).map(|number| format!("paste {number}"));
        let mut free = names.into_iter().filter(|name| !self.has_name(name));
        free.next().unwrap_or_default()
    }

    fn drop_examples(&mut self) {
        self.sources
            .retain(|source| source.origin != Origin::Example);
    }

    fn type_text(&mut self, text: String) {
        let position = self
            .boxed
            .as_deref()
            .and_then(|name| self.sources.iter().position(|source| &*source.name == name));
        match (position, text.trim().is_empty()) {
            (Some(index), true) => {
                self.sources.remove(index);
                self.boxed = None;
            }
            (Some(index), false) => {
                if let Some(slot) = self.sources.get_mut(index) {
                    let marks = [private_key::MARK, credential::MARK];
                    let marked = marks.iter().any(|mark| text.contains(mark));
                    let mut source =
                        Source::new(&slot.name.clone(), Origin::Paste, text.into_bytes());
                    let fresh = source.removed.len();
                    if marked {
                        source.removed.append(&mut slot.removed);
                    }
                    *slot = source;
                    self.tell_of_keys(fresh);
                }
            }
            (None, true) => {}
            (None, false) => {
                self.drop_examples();
                let name = self.free_paste_name();
                self.boxed = Some(name.as_str().into());
                self.add(Source::new(&name, Origin::Paste, text.into_bytes()));
            }
        }
    }

    fn add(&mut self, source: Source) {
        let keys = source.removed.len();
        self.sources.push(source);
        self.tell_of_keys(keys);
    }

    /// A text that goes past the paste box.
    fn add_paste(&mut self, text: String) {
        let name = self.free_paste_name();
        if text.len() > BOX_LIMIT {
            return self.wait(name, Origin::Paste, What::Text(text.into()), Goal::Add);
        }
        self.arrivals += 1;
        self.drop_examples();
        self.add(Source::new(&name, Origin::Paste, text.into_bytes()));
        self.analyse_and_tell();
    }

    /// Lets another thread read what would keep the page from answering.
    pub(crate) fn wait(&mut self, name: String, origin: Origin, what: What, goal: Goal) {
        self.announcement = words::reading(&name);
        self.last_id += 1;
        self.incoming.push(Incoming {
            id: self.last_id,
            name,
            origin,
            what,
            goal,
            halted: None,
            clean: Rc::default(),
        });
    }

    /// Takes what the other thread has read, unless it was given up since.
    fn take(&mut self, id: u32, arrived: Arrived, now: Timestamp) {
        let Some(at) = self.incoming.iter().position(|each| each.id == id) else {
            return;
        };
        let Incoming { name, goal, .. } = self.incoming.remove(at);
        let Arrived {
            case,
            sources,
            before,
        } = arrived;
        let Some(mut saved) = case else {
            self.now = now;
            self.arrivals += 1;
            self.drop_examples();
            for source in sources {
                self.add(source);
            }
            return self.analyse_and_tell();
        };
        match goal {
            Goal::Before => self.set_before(saved, sources),
            Goal::Add | Goal::ComeBack if self.has_own() => {
                let whole = |(case, sources): ReadCase| SavedCase {
                    sources: sources.iter().map(Source::saved).collect(),
                    ..case
                };
                saved.before = before.map(|before| whole(before).into());
                self.open(name, Ok(whole((saved, sources))), now);
            }
            Goal::Add | Goal::Replace => self.restore_read((saved, sources), before, now),
            Goal::ComeBack => self.come_back(saved, sources, now, false),
        }
    }

    /// Interrupts where keys were cut out, and takes them out of the paste box.
    fn tell_of_keys(&mut self, count: usize) {
        if count > 0 {
            self.keys_removed = self.keys_removed.wrapping_add(1);
            self.box_loads += 1;
        }
    }

    /// All that makes the case, as it is saved and handed on.
    pub(crate) fn saved(&self) -> SavedCase {
        let boxed = |source: &Source| Some(&source.name) == self.boxed.as_ref();
        SavedCase {
            sources: self.sources.iter().map(Source::saved).collect(),
            boxed: self.sources.iter().position(boxed),
            typed: self.typed.clone(),
            as_of: self.as_of,
            marks: self.marks.iter().map(saved_mark).collect(),
            chosen: self.chosen.clone().into_iter().collect(),
            route: match &self.route {
                Route::Start | Route::NotFound(_) => String::new(),
                Route::Share if self.shared_from == Route::Start => String::new(),
                Route::Share => self.shared_from.to_string(),
                route => route.to_string(),
            },
            before: None,
        }
    }

    /// The same, with the case of before a change that stands beside it.
    pub(crate) fn saved_with_before(&self) -> SavedCase {
        let before = self.before.as_ref().map(|before| before.saved().into());
        SavedCase {
            before,
            ..self.saved()
        }
    }

    /// The case comes back that stood here when the page was left. Nothing is announced, and the
    /// view is the address's.
    pub(crate) fn come_back(
        &mut self,
        saved: SavedCase,
        sources: Vec<Source>,
        now: Timestamp,
        box_is_taken: bool,
    ) {
        let route = self.route.clone();
        let offered = self.offered.take();
        self.restore_read((saved, sources), None, now);
        self.offered = offered;
        (self.headings, self.box_loads) = (0, 0);
        self.route = route;
        self.announcement.clear();
        if box_is_taken {
            self.boxed = None;
        }
    }

    /// A case of before a change, to compare with.
    pub(crate) fn set_before(&mut self, saved: SavedCase, sources: Vec<Source>) {
        let at = saved.as_of.unwrap_or(self.now);
        let typed = saved.typed.clone();
        let found = analyse(evidence_of(&sources), typed, at, self.roots.list());
        self.before = Some(Rc::new(Before {
            saved,
            sources,
            diagnosis: found.diagnosis,
            compared: RefCell::default(),
        }));
    }

    /// Whether something of the person's own is here.
    fn has_own(&self) -> bool {
        let mut sources = self.sources.iter();
        sources.any(|source| source.origin != Origin::Example)
    }

    /// A saved case arrives: it is opened, unless something of the person's own is here.
    fn open(&mut self, name: String, read: Result<SavedCase, OpenError>, now: Timestamp) {
        match read {
            Err(OpenError::Sealed(sealed)) => {
                self.announcement = format!("{name}: {}", words::LOCKED);
                self.locked = Some((name, Rc::new(*sealed)));
                self.route = Route::Start;
            }
            Err(error) => {
                let why = error.to_string();
                self.announcement = format!("{name}: {why}");
                self.failures.push((name, why));
                self.route = Route::Start;
            }
            Ok(saved) if self.has_own() => {
                self.announcement = format!("{name}: {}", words::OFFERED);
                self.offered = Some((name, Rc::new(saved)));
                self.route = Route::Start;
            }
            Ok(saved) => self.restore(saved, now),
        }
    }

    /// A link arrives: the case in it is opened as one in a file is.
    pub(crate) fn open_link(&mut self, fragment: &str, now: Timestamp) {
        let name = words::LINK.to_owned();
        self.failures.retain(|(failed, _)| *failed != name);
        self.open(name, share::link::read(fragment), now);
    }

    fn restore(&mut self, mut saved: SavedCase, now: Timestamp) {
        if saved.size() > BOX_LIMIT {
            self.offered = None;
            let name = words::SAVED_CASE.to_owned();
            let what = What::Case(Rc::new(saved));
            return self.wait(name, Origin::File, what, Goal::Replace);
        }
        let before = saved.before.take().map(|before| read_case(*before));
        self.restore_read(read_case(saved), before, now);
    }

    /// A case, with that of before a change where it holds one.
    fn restore_read(
        &mut self,
        (saved, sources): ReadCase,
        before: Option<ReadCase>,
        now: Timestamp,
    ) {
        self.now = now;
        if let Some((saved, sources)) = before {
            self.set_before(saved, sources);
        }
        self.sources = sources;
        self.failures.clear();
        self.offered = None;
        let boxed = saved.boxed.and_then(|index| self.sources.get(index));
        self.boxed = boxed
            .filter(|source| source.fits_box())
            .map(|source| source.name.clone());
        self.box_loads += 1;
        self.typed = saved.typed;
        self.as_of = saved.as_of;
        // A step that only another version knows is left out.
        let marks = saved.marks.into_iter();
        self.marks = marks
            .filter_map(|mark| Some(((mark.problem, known_step(&mark.step)?), mark.mark)))
            .collect();
        self.chosen = saved.chosen.into_iter().collect();
        self.table = Table::default();
        self.route = Route::parse(&saved.route);
        self.headings += 1;
        self.analyse_and_tell();
    }

    fn keep_box(&mut self) {
        self.boxed = None;
        self.box_loads += 1;
    }

    pub(crate) fn apply(&mut self, action: Action) {
        self.changes = self.changes.wrapping_add(u32::from(action.changes_case()));
        match action {
            Action::Begin => {
                self.begun = true;
                self.analyse();
                for action in std::mem::take(&mut self.postponed) {
                    self.apply(action);
                }
            }
            Action::Navigate(route) => {
                let before = std::mem::replace(&mut self.route, route);
                if self.route == Route::Share && before != Route::Share {
                    self.shared_from = before;
                }
            }
            // Typed before the program ran, or pasted at the end of what stands in the box.
            Action::Type(text, _, _) if text.len() > BOX_LIMIT => {
                self.keep_box();
                self.add_paste(text);
            }
            Action::Type(text, pasted, now) => {
                self.now = now;
                self.arrivals += u32::from(pasted);
                self.type_text(text);
                self.analyse_and_tell();
            }
            Action::AddPaste(text, now) => {
                self.now = now;
                self.add_paste(text);
            }
            Action::Await(name, what) => {
                let name = self.free_name(&name);
                self.wait(name, Origin::File, what, Goal::Add);
            }
            Action::Arrived(id, arrived, now) => self.take(id, Rc::unwrap_or_clone(arrived), now),
            Action::Halt(id, why) => {
                if let Some(waiting) = self.incoming.iter_mut().find(|each| each.id == id) {
                    self.announcement = format!("{}: {why}", waiting.name);
                    waiting.halted = Some(why);
                }
            }
            Action::ReadAgain(id) => {
                if let Some(waiting) = self.incoming.iter_mut().find(|each| each.id == id) {
                    waiting.halted = None;
                }
            }
            // The reducer has taken out what is in it.
            Action::Become(_) => {}
            Action::Leave(id) => self.incoming.retain(|each| each.id != id),
            Action::KeepBox => self.keep_box(),
            Action::AddFile(name, bytes, now) => {
                self.now = now;
                self.failures.retain(|(failed, _)| *failed != name);
                if share::file::is_case(&bytes) {
                    return self.open(name, share::file::read(&bytes), now);
                }
                self.arrivals += 1;
                self.drop_examples();
                let name = self.free_name(&name);
                self.add(Source::new(&name, Origin::File, bytes));
                self.analyse_and_tell();
            }
            Action::FileFailed(name, why) => self.fail(name, why),
            Action::AddExample(name, text, now) => {
                self.now = now;
                self.headings += 1;
                self.drop_examples();
                let name = self.free_name(&name);
                self.sources.push(Source::new(
                    &name,
                    Origin::Example,
                    text.as_bytes().to_vec(),
                ));
                self.analyse_and_tell();
            }
            Action::Edit(name) => {
                if self.source(&name).is_some_and(Source::fits_box) {
                    self.boxed = Some(name);
                    self.box_loads += 1;
                }
            }
            Action::Remove(name) => {
                self.sources.retain(|source| source.name != name);
                if self.boxed.as_deref() == Some(&*name) {
                    self.boxed = None;
                }
                // Its button is gone: the focus goes to the paste box.
                self.box_loads += 1;
                self.analyse_and_tell();
            }
            Action::Clear => {
                self.before = None;
                self.locked = None;
                self.offered = None;
                self.incoming.clear();
                self.sources.clear();
                self.failures.clear();
                self.marks.clear();
                self.chosen.clear();
                self.table = Table::default();
                self.typed = Typed::default();
                self.as_of = None;
                self.keep_box();
                self.analyse_and_tell();
            }
            Action::SetTyped(typed) => {
                self.typed = typed;
                self.analyse_and_tell();
            }
            Action::AsOf(at) => {
                self.as_of = at;
                self.analyse_and_tell();
            }
            Action::SetShell(shell) => self.shell = shell,
            Action::SetTheme(theme) => self.theme = theme,
            Action::Expand(all) => self.expanded = all,
            Action::SetMark(key, mark) => {
                match mark {
                    Some(mark) => self.marks.insert(key, mark),
                    None => self.marks.remove(&key),
                };
            }
            Action::Choose(problem, server) => {
                self.chosen.insert(problem, server);
            }
            Action::SetTable(table) => self.table = table,
            Action::Announce(text) => self.announcement = text,
            Action::Restore(saved, now) => self.restore(Rc::unwrap_or_clone(saved), now),
            Action::OpenLink(fragment, now) => self.open_link(&fragment, now),
            Action::Unlocked(opened, now) => {
                if let (Some((name, _)), Some(saved)) = (self.locked.take(), opened) {
                    self.open(name, Ok(Rc::unwrap_or_clone(saved)), now);
                }
            }
            Action::DropOffer => self.offered = None,
            Action::BeginComparison => {
                let mut saved = self.saved();
                saved.sources.clear();
                let sources = std::mem::take(&mut self.sources);
                self.set_before(saved, sources);
                self.failures.clear();
                self.keep_box();
                self.analyse_and_tell();
                self.announcement = words::PASTE_AFTER.to_owned();
            }
            Action::EndComparison(now) => {
                let before = self.before.take();
                if let (Some(before), false) = (before, self.has_case()) {
                    let before = (before.saved.clone(), before.sources.clone());
                    self.restore_read(before, None, now);
                }
            }
            Action::SetKeeps(keeps) => self.keeps = keeps,
            Action::SetKept(kept) => self.kept = kept,
            Action::UpdateWaits => self.update_waits = true,
            Action::TakeRoots(roots) => {
                self.roots = roots.map_or(Roots::Missing, Roots::Here);
                self.analyse();
                if let Some(before) = self.before.take() {
                    self.set_before(before.saved.clone(), before.sources.clone());
                }
            }
        }
    }
}

fn saved_mark((key, mark): (&StepKey, &Mark)) -> SavedMark {
    SavedMark {
        problem: key.0.clone(),
        step: key.1.to_owned(),
        mark: *mark,
    }
}

/// The id of a step that this version has.
fn known_step(id: &str) -> Option<&'static str> {
    let mut steps = playbook::entries().flat_map(|entry| entry.steps.iter());
    steps.find(|step| step.id == id).map(|step| step.id)
}
