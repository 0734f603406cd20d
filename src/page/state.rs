//! All the page knows, and every way it changes: one reducer, pure, without a clock or a browser.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use appgw_doctor::certificate::bundle;
use appgw_doctor::certificate::private_key::{self, Removed};
use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{Case, Diagnosis, Problem, Typed, diagnose};
use appgw_doctor::evidence::{self, Evidence};
use appgw_doctor::fault::Fault;
use appgw_doctor::gateway::Cloud;
use appgw_doctor::guide::command::Shell;
use appgw_doctor::guide::playbook;
use appgw_doctor::share::{self, OpenError, SavedCase, SavedMark, SavedSource, Sealed};
use appgw_doctor::time::Timestamp;
use yew::Reducible;

use super::route::Route;
use super::table::Table;
use super::verdict;
pub(crate) use appgw_doctor::share::{Mark, Origin, problem_key};

/// From this size on, a text is kept out of the paste box: browsers edit long texts slowly.
pub(crate) const BOX_LIMIT: usize = 256 * 1024;

/// Something pasted or picked.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What it is called in evidence and on the page: `paste 1`, or the file's name.
    pub(crate) name: Rc<str>,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// It, as it was given, but for private keys.
    pub(crate) bytes: Rc<[u8]>,
    /// How many lines it has.
    pub(crate) lines: usize,
    /// Private keys that were cut out of it.
    pub(crate) removed: Vec<Removed>,
    /// What was read in it.
    evidence: Rc<[Evidence]>,
}

impl Source {
    fn new(name: &str, origin: Origin, bytes: &[u8]) -> Self {
        let (clean, removed) = without_keys(bytes);
        Self {
            name: name.into(),
            origin,
            lines: clean.iter().filter(|byte| **byte == b'\n').count() + 1,
            bytes: clean.into(),
            removed,
            // The reader cuts keys too, and says that they were there.
            evidence: evidence::read(name, bytes).into(),
        }
    }

    /// The source as it was saved.
    fn restored(saved: SavedSource) -> Self {
        // A file may be made by hand: no key comes in this way either.
        let mut source = Self::new(&saved.name, saved.origin, &saved.bytes);
        if !saved.removed.is_empty() {
            let known = saved.removed.iter().copied();
            let fresh = std::mem::take(&mut source.removed).into_iter();
            source.removed = known.chain(fresh).collect();
            source.evidence =
                evidence::read_without_keys(&saved.name, &source.bytes, &source.removed).into();
        }
        source
    }

    fn saved(&self) -> SavedSource {
        SavedSource {
            name: self.name.to_string(),
            origin: self.origin,
            bytes: self.bytes.to_vec(),
            removed: self.removed.clone(),
        }
    }

    /// Its text as it can be shown.
    pub(crate) fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// Whether it is short enough for the paste box, and text.
    pub(crate) fn fits_box(&self) -> bool {
        self.bytes.len() <= BOX_LIMIT && std::str::from_utf8(&self.bytes).is_ok()
    }
}

/// The bytes without private keys, and which there were. What holds none stays as it was given.
fn without_keys(bytes: &[u8]) -> (Vec<u8>, Vec<Removed>) {
    if let Some(found) = bundle::read_binary(bytes) {
        return match found.private_keys {
            keys if keys.is_empty() => (bytes.to_vec(), keys),
            keys => (private_key::MARK.as_bytes().to_vec(), keys),
        };
    }
    match private_key::cut(&bundle::text::decode(bytes)) {
        (_, removed) if removed.is_empty() => (bytes.to_vec(), removed),
        (clean, removed) => (clean.into_bytes(), removed),
    }
}

/// The public roots, which come after the page itself.
#[derive(Clone, Debug)]
pub(crate) enum Roots {
    /// They are on their way.
    Awaited,
    /// They could not be had.
    Missing,
    /// They are here.
    Here(Arc<RootList>),
}

impl Roots {
    pub(crate) fn list(&self) -> Option<Arc<RootList>> {
        match self {
            Self::Here(list) => Some(list.clone()),
            Self::Awaited | Self::Missing => None,
        }
    }
}

/// A case and what was found in it.
#[derive(Debug)]
pub(crate) struct Analysis {
    /// What was given.
    pub(crate) case: Case,
    /// What was found.
    pub(crate) diagnosis: Diagnosis,
}

impl Analysis {
    /// The problem that the page of a fault is about: the one with this number (from 1) among
    /// those of the fault.
    pub(crate) fn problem(&self, fault: Fault, number: usize) -> Option<&Problem> {
        self.of_fault(fault).nth(number.checked_sub(1)?)
    }

    /// The problems of a fault.
    pub(crate) fn of_fault(&self, fault: Fault) -> impl Iterator<Item = &Problem> {
        let problems = self.diagnosis.problems.iter();
        problems.filter(move |problem| problem.fault == fault)
    }
}

/// What stands in one place of the walk: which fault, with which details, and which step.
pub(crate) type StepKey = (String, &'static str);

/// The page's colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name kept in the browser and used by the style sheets.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }
}

/// Everything.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// Counts changes: two states with the same number are the same.
    revision: u32,
    /// The view.
    pub(crate) route: Route,
    /// The view from which the person went to share the case: it is the one that goes along.
    shared_from: Route,
    /// What was given, in order.
    pub(crate) sources: Vec<Source>,
    /// The source whose text stands in the paste box.
    pub(crate) boxed: Option<Rc<str>>,
    /// Changes whenever the paste box has to take its text from here.
    pub(crate) box_loads: u32,
    /// What the person typed in.
    pub(crate) typed: Typed,
    /// The time to judge at, where it is not now.
    pub(crate) as_of: Option<Timestamp>,
    /// The last time the clock was read.
    now: Timestamp,
    /// What was found in all of it.
    pub(crate) analysis: Rc<Analysis>,
    /// Whose commands are shown.
    pub(crate) shell: Shell,
    /// The colours.
    pub(crate) theme: Theme,
    /// Whether every step is open, not only the one to take now.
    pub(crate) expanded: bool,
    /// What the person said of steps.
    pub(crate) marks: BTreeMap<StepKey, Mark>,
    /// The server whose names are filled in, for a problem with several.
    pub(crate) chosen: BTreeMap<String, usize>,
    /// How the servers are listed.
    pub(crate) table: Table,
    /// What a screen reader is told.
    pub(crate) announcement: String,
    /// Counts what came in whole, pasted or dropped: the verdict on it is brought into sight.
    pub(crate) arrivals: u32,
    /// Counts changes that put another heading in place of what had the focus.
    pub(crate) headings: u32,
    /// Files that could not be opened: the name, and why.
    pub(crate) failures: Vec<(String, String)>,
    /// A saved case that was opened beside another: what it is called, and it. Nothing of what is
    /// here is given up for it before the person says so.
    pub(crate) offered: Option<(String, Rc<SavedCase>)>,
    /// A case behind a passphrase that waits for it: what it is called, and it.
    pub(crate) locked: Option<(String, Rc<Sealed>)>,
    /// The public roots.
    pub(crate) roots: Roots,
    /// Counts private keys that were cut out: each interrupts.
    pub(crate) keys_removed: u32,
    /// Counts changes of what [`State::saved`] gives, the view aside.
    pub(crate) changes: u32,
    /// The case of before a change, while the one of after it stands here or is awaited.
    pub(crate) before: Option<Rc<Before>>,
    /// Whether the case is to outlive its tab, on this device.
    pub(crate) keeps: bool,
    /// Whether the case would come back after a reload.
    pub(crate) kept: Kept,
    /// Whether a new version of the page is ready to take over.
    pub(crate) update_waits: bool,
}

/// A case of before a change.
#[derive(Debug)]
pub(crate) struct Before {
    /// All that makes it.
    pub(crate) saved: SavedCase,
    /// What was found in it.
    pub(crate) diagnosis: Diagnosis,
}

/// Whether the browser has the case, should the page be loaded again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It has, or there is none.
    #[default]
    Yes,
    /// It is too large for the browser, or the browser may keep nothing.
    No,
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

/// Every way the state changes.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// The address changed.
    Navigate(Route),
    /// The paste box holds this now; whether it was pasted there, and the time.
    Type(String, bool, Timestamp),
    /// A text too long for the paste box was pasted.
    AddPaste(String, Timestamp),
    /// What stands in the paste box stays, and the box is free again.
    KeepBox,
    /// A file was read.
    AddFile(String, Vec<u8>, Timestamp),
    /// A file could not be read.
    FileFailed(String, String),
    /// An example: its name and its text.
    AddExample(String, &'static str, Timestamp),
    /// Back into the paste box with the source of that name.
    Edit(Rc<str>),
    /// Away with the source of that name.
    Remove(Rc<str>),
    /// Away with everything.
    Clear,
    /// What the person typed in.
    SetTyped(Typed),
    /// The time to judge at; `None` for now.
    AsOf(Option<Timestamp>),
    /// Whose commands to show.
    SetShell(Shell),
    /// The colours.
    SetTheme(Theme),
    /// Every step open, or only the one to take now.
    Expand(bool),
    /// What the person says of a step; `None` takes it back.
    SetMark(StepKey, Option<Mark>),
    /// The server whose names to fill in for a problem.
    Choose(String, usize),
    /// How to list the servers.
    SetTable(Table),
    /// Something to tell a screen reader.
    Announce(String),
    /// A saved case in place of everything that is here; and the time.
    Restore(Rc<SavedCase>, Timestamp),
    /// The address changed to a link that holds a case, or should; and the time.
    OpenLink(String, Timestamp),
    /// The case behind a passphrase was opened; and the time. `None`: away with it.
    Unlocked(Option<Rc<SavedCase>>, Timestamp),
    /// Away with the saved case that was opened beside another.
    DropOffer,
    /// What is here was before a change; what comes next is of after it.
    BeginComparison,
    /// The case of before the change is not needed any more. Where nothing came after it, it is
    /// the case again.
    EndComparison(Timestamp),
    /// The case is to outlive its tab, or not.
    SetKeeps(bool),
    /// What became of keeping the case.
    SetKept(Kept),
    /// A new version of the page is ready to take over.
    UpdateWaits,
    /// The public roots came, or `None`: they could not be had.
    TakeRoots(Option<Arc<RootList>>),
}

impl Action {
    /// Whether it may change what [`State::saved`] gives, the view aside.
    fn changes_case(&self) -> bool {
        !matches!(
            self,
            Self::Navigate(_)
                | Self::FileFailed(..)
                | Self::SetShell(_)
                | Self::SetTheme(_)
                | Self::Expand(_)
                | Self::SetTable(_)
                | Self::Announce(_)
                | Self::TakeRoots(_)
                | Self::SetKeeps(_)
                | Self::SetKept(_)
                | Self::UpdateWaits
        )
    }
}

impl State {
    /// An empty case, at the start.
    pub(crate) fn new(now: Timestamp) -> Self {
        let mut state = Self {
            revision: 0,
            route: Route::Start,
            shared_from: Route::Start,
            sources: Vec::new(),
            boxed: None,
            box_loads: 0,
            typed: Typed::default(),
            as_of: None,
            now,
            analysis: Rc::new(analyse(Vec::new(), Typed::default(), now, None)),
            shell: Shell::AzureCli,
            theme: Theme::System,
            expanded: false,
            marks: BTreeMap::new(),
            chosen: BTreeMap::new(),
            table: Table::default(),
            announcement: String::new(),
            arrivals: 0,
            headings: 0,
            failures: Vec::new(),
            offered: None,
            before: None,
            locked: None,
            changes: 0,
            keeps: false,
            kept: Kept::Yes,
            update_waits: false,
            roots: Roots::Awaited,
            keys_removed: 0,
        };
        state.analyse();
        state
    }

    /// Whether anything was given.
    pub(crate) fn has_case(&self) -> bool {
        !self.sources.is_empty() || !self.typed.values.is_empty()
    }

    /// The source of that name.
    pub(crate) fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| &*source.name == name)
    }

    /// The text that stands in the paste box.
    pub(crate) fn box_text(&self) -> String {
        let source = self.boxed.as_deref().and_then(|name| self.source(name));
        source.map(|s| s.text().into_owned()).unwrap_or_default()
    }

    /// The person's cloud.
    pub(crate) fn cloud(&self) -> Cloud {
        self.typed.cloud.unwrap_or_default()
    }

    fn analyse(&mut self) {
        let evidence = self.sources.iter().flat_map(|s| s.evidence.iter().cloned());
        let at = self.as_of.unwrap_or(self.now);
        let roots = self.roots.list();
        self.analysis = Rc::new(analyse(evidence.collect(), self.typed.clone(), at, roots));
    }

    fn analyse_and_tell(&mut self) {
        self.analyse();
        self.announcement = if self.has_case() {
            verdict::of(&self.analysis).spoken()
        } else {
            super::words::NOTHING_LEFT.to_owned()
        };
    }

    /// A name that no source has yet: `wanted`, or with a number behind it.
    fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.source(name).is_some();
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
        let mut free = names.into_iter().filter(|name| self.source(name).is_none());
        free.next().unwrap_or_default()
    }

    fn drop_examples(&mut self) {
        self.sources
            .retain(|source| source.origin != Origin::Example);
    }

    fn type_text(&mut self, text: &str) {
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
                    let mut source =
                        Source::new(&slot.name.clone(), Origin::Paste, text.as_bytes());
                    let fresh = source.removed.len();
                    if text.contains(private_key::MARK) {
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
                self.add(Source::new(&name, Origin::Paste, text.as_bytes()));
            }
        }
    }

    fn add(&mut self, source: Source) {
        let keys = source.removed.len();
        self.sources.push(source);
        self.tell_of_keys(keys);
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
        }
    }

    /// The case comes back that stood here when the page was left. Nothing is announced, and the
    /// view is the address's.
    pub(crate) fn come_back(&mut self, saved: SavedCase, now: Timestamp, box_is_taken: bool) {
        let route = self.route.clone();
        self.restore(saved, now);
        (self.headings, self.box_loads) = (0, 0);
        self.route = route;
        self.announcement.clear();
        if box_is_taken {
            self.boxed = None;
        }
    }

    /// A case of before a change, to compare with.
    pub(crate) fn set_before(&mut self, saved: SavedCase) {
        let sources = saved.sources.iter().cloned().map(Source::restored);
        let evidence = sources
            .flat_map(|source| source.evidence.to_vec())
            .collect();
        let at = saved.as_of.unwrap_or(self.now);
        let found = analyse(evidence, saved.typed.clone(), at, self.roots.list());
        self.before = Some(Rc::new(Before {
            saved,
            diagnosis: found.diagnosis,
        }));
    }

    /// A saved case arrives: it is opened, unless something of the person's own is here.
    fn open(&mut self, name: String, read: Result<SavedCase, OpenError>, now: Timestamp) {
        let own = |source: &Source| source.origin != Origin::Example;
        match read {
            Err(OpenError::Sealed(sealed)) => {
                self.announcement = format!("{name}: {}", super::words::LOCKED);
                self.locked = Some((name, Rc::new(*sealed)));
                self.route = Route::Start;
            }
            Err(error) => {
                let why = error.to_string();
                self.announcement = format!("{name}: {why}");
                self.failures.push((name, why));
                self.route = Route::Start;
            }
            Ok(saved) if self.sources.iter().any(own) => {
                self.announcement = format!("{name}: {}", super::words::OFFERED);
                self.offered = Some((name, Rc::new(saved)));
                self.route = Route::Start;
            }
            Ok(saved) => self.restore(saved, now),
        }
    }

    /// A link arrives: the case in it is opened as one in a file is.
    pub(crate) fn open_link(&mut self, fragment: &str, now: Timestamp) {
        let name = super::words::LINK.to_owned();
        self.failures.retain(|(failed, _)| *failed != name);
        self.open(name, share::link::read(fragment), now);
    }

    fn restore(&mut self, saved: SavedCase, now: Timestamp) {
        self.now = now;
        self.sources.clear();
        self.failures.clear();
        self.offered = None;
        for mut source in saved.sources {
            // A file made by hand may name two alike.
            source.name = self.free_name(&source.name);
            self.sources.push(Source::restored(source));
        }
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

    fn apply(&mut self, action: Action) {
        self.changes = self.changes.wrapping_add(u32::from(action.changes_case()));
        match action {
            Action::Navigate(route) => {
                let before = std::mem::replace(&mut self.route, route);
                if self.route == Route::Share && before != Route::Share {
                    self.shared_from = before;
                }
            }
            Action::Type(text, pasted, now) => {
                self.now = now;
                self.arrivals += u32::from(pasted);
                self.type_text(&text);
                self.analyse_and_tell();
            }
            Action::AddPaste(text, now) => {
                self.now = now;
                self.arrivals += 1;
                self.drop_examples();
                let name = self.free_paste_name();
                self.add(Source::new(&name, Origin::Paste, text.as_bytes()));
                self.analyse_and_tell();
            }
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
                self.add(Source::new(&name, Origin::File, &bytes));
                self.analyse_and_tell();
            }
            Action::FileFailed(name, why) => {
                self.announcement = format!("{name}: {why}");
                self.failures.push((name, why));
            }
            Action::AddExample(name, text, now) => {
                self.now = now;
                self.headings += 1;
                self.drop_examples();
                let name = self.free_name(&name);
                self.sources
                    .push(Source::new(&name, Origin::Example, text.as_bytes()));
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
                let saved = self.saved();
                self.set_before(saved);
                self.sources.clear();
                self.failures.clear();
                self.keep_box();
                self.analyse_and_tell();
                self.announcement = super::words::PASTE_AFTER.to_owned();
            }
            Action::EndComparison(now) => {
                let before = self.before.take();
                if let (Some(before), false) = (before, self.has_case()) {
                    self.restore(before.saved.clone(), now);
                }
            }
            Action::SetKeeps(keeps) => self.keeps = keeps,
            Action::SetKept(kept) => self.kept = kept,
            Action::UpdateWaits => self.update_waits = true,
            Action::TakeRoots(roots) => {
                self.roots = roots.map_or(Roots::Missing, Roots::Here);
                self.analyse();
                if let Some(before) = self.before.take() {
                    self.set_before(before.saved.clone());
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

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        next.revision = next.revision.wrapping_add(1);
        next.apply(action);
        Rc::new(next)
    }
}

/// What is found in a saved case, as its receiver sees it.
pub(crate) fn judge(saved: &SavedCase, now: Timestamp, roots: Option<Arc<RootList>>) -> Analysis {
    let at = saved.as_of.unwrap_or(now);
    analyse(saved.evidence(), saved.typed.clone(), at, roots)
}

fn analyse(
    evidence: Vec<Evidence>,
    typed: Typed,
    at: Timestamp,
    roots: Option<Arc<RootList>>,
) -> Analysis {
    let case = Case {
        evidence,
        typed,
        at,
        roots,
    };
    let diagnosis = diagnose(&case);
    Analysis { case, diagnosis }
}

#[cfg(test)]
mod tests;
