//! All the page knows, and every way it changes: one reducer, pure, without a clock or a browser.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use appgw_doctor::certificate::bundle;
use appgw_doctor::certificate::private_key::{self, Removed};
use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{Case, Comparison, Diagnosis, Problem, Typed, compare, diagnose};
use appgw_doctor::evidence::{self, Content, Evidence, credential};
use appgw_doctor::fault::Fault;
use appgw_doctor::gateway::Cloud;
use appgw_doctor::guide::command::Shell;
use appgw_doctor::guide::playbook;
use appgw_doctor::share::{self, OpenError, SavedCase, SavedMark, SavedSource, Sealed};
use appgw_doctor::time::Timestamp;
use yew::Reducible;

use super::route::Route;
use super::source::Lines;
use super::table::Table;
use super::verdict;
pub(crate) use appgw_doctor::share::{Mark, Origin, problem_key};

/// From this size on, a text is kept out of the paste box and read by another thread: browsers edit
/// long texts slowly, and reading it would keep the page from answering.
pub(crate) const BOX_LIMIT: usize = 64 * 1024;

/// Something pasted or picked.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What it is called in evidence and on the page: `paste 1`, or the file's name.
    pub(crate) name: Rc<str>,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// It, as it was given, but for private keys, passwords and tokens.
    pub(crate) bytes: Arc<Vec<u8>>,
    /// Where its lines stand.
    pub(crate) lines: Rc<Lines>,
    /// What was cut out of it.
    pub(crate) removed: Vec<Removed>,
    /// What was read in it.
    pub(crate) evidence: Rc<[Evidence]>,
}

impl Source {
    /// Reads a source.
    pub(crate) fn new(name: &str, origin: Origin, bytes: Vec<u8>) -> Self {
        let (bytes, credentials) = without_credentials(bytes);
        // The reader cuts keys too, and says that they were there.
        let mut evidence = evidence::read(name, &bytes);
        let is_key = |piece: &Evidence| matches!(piece.content, Content::PrivateKey(_));
        let (bytes, mut removed) = if evidence.iter().any(is_key) {
            without_keys(&bytes)
        } else {
            (bytes, Vec::new())
        };
        credential::tell(&mut evidence, &credentials);
        removed.extend(credentials);
        let saved = SavedSource {
            name: name.to_owned(),
            origin,
            bytes: bytes.into(),
            removed,
        };
        let mut lines = Lines::default();
        lines.add(&saved.bytes);
        Self::read_already(saved, lines, evidence)
    }

    /// A source, and what was read in it.
    pub(crate) fn read_already(saved: SavedSource, lines: Lines, evidence: Vec<Evidence>) -> Self {
        Self {
            name: saved.name.into(),
            origin: saved.origin,
            lines: lines.into(),
            bytes: saved.bytes,
            removed: saved.removed,
            evidence: evidence.into(),
        }
    }

    /// The source as it was saved.
    pub(crate) fn restored(saved: SavedSource) -> Self {
        // A file may be made by hand: no key comes in this way either.
        let mut source = Self::new(&saved.name, saved.origin, Arc::unwrap_or_clone(saved.bytes));
        if !saved.removed.is_empty() {
            let known = saved.removed.iter().copied();
            let fresh = std::mem::take(&mut source.removed).into_iter();
            source.removed = known.chain(fresh).collect();
            source.evidence =
                evidence::read_without_keys(&saved.name, &source.bytes, &source.removed).into();
        }
        source
    }

    pub(crate) fn saved(&self) -> SavedSource {
        SavedSource {
            name: self.name.to_string(),
            origin: self.origin,
            bytes: self.bytes.clone(),
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

/// A text without keys, passwords and tokens.
pub(crate) fn without_secrets(text: &str) -> String {
    let (bytes, _) = without_credentials(text.as_bytes().to_vec());
    let (bytes, _) = without_keys(&bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The bytes without passwords and tokens, and where there were some. They go first: where a key was
/// cut out, nothing is left of the name of what stood beside it.
fn without_credentials(bytes: Vec<u8>) -> (Vec<u8>, Vec<Removed>) {
    let found = match std::str::from_utf8(&bytes) {
        Ok(text) => credential::cut(text),
        Err(_) if bundle::read_binary(&bytes).is_some() => None,
        Err(_) => credential::cut(&bundle::text::decode(&bytes)),
    };
    match found {
        Some((clean, removed)) => (clean.into_bytes(), removed),
        None => (bytes, Vec::new()),
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
    /// What is on its way in, in order; the first that is not halted is being read.
    pub(crate) incoming: Vec<Incoming>,
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
    /// The id that was given last to something on its way in.
    last_id: u32,
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
    /// All that makes it, but for its sources.
    saved: SavedCase,
    /// Those.
    sources: Vec<Source>,
    /// What was found in it.
    pub(crate) diagnosis: Diagnosis,
    /// What it was compared with last, and the outcome.
    compared: RefCell<Option<(Rc<Analysis>, Rc<Comparison>)>>,
}

impl Before {
    /// What the change did; worked out once for each analysis of what came after.
    pub(crate) fn compared(&self, after: &Rc<Analysis>) -> Rc<Comparison> {
        let mut last = self.compared.borrow_mut();
        match &*last {
            Some((with, found)) if Rc::ptr_eq(with, after) => found.clone(),
            _ => {
                let found = Rc::new(compare(&self.diagnosis, &after.diagnosis));
                *last = Some((after.clone(), found.clone()));
                found
            }
        }
    }
}

impl Before {
    /// All that makes it.
    pub(crate) fn saved(&self) -> SavedCase {
        SavedCase {
            sources: self.sources.iter().map(Source::saved).collect(),
            ..self.saved.clone()
        }
    }
}

/// Something on its way in that is too long to be read at once.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    /// Tells it from all others.
    pub(crate) id: u32,
    /// What it is called.
    pub(crate) name: String,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// It.
    pub(crate) what: What,
    /// What becomes of it.
    goal: Goal,
    /// Why it is not being read; `None` while it is.
    pub(crate) halted: Option<String>,
}

/// What is on its way in.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A file, which the browser holds.
    File(web_sys::Blob),
    /// A text.
    Text(Rc<str>),
    /// A case that was opened already.
    Case(Rc<SavedCase>),
}

/// What becomes of something that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// It comes to what is here; a case is offered where something is.
    Add,
    /// A case that takes the place of what is here.
    Replace,
    /// The case that stood here when the page was left.
    ComeBack,
    /// The case of before a change.
    Before,
}

/// What comes of an action, found before it is done, so that judging and showing do not keep the
/// page from answering in one go.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    before: u32,
    action: Action,
    after: Rc<State>,
}

/// What the other thread has read.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    /// The case, but for its sources; `None` where it was none.
    pub(crate) case: Option<SavedCase>,
    /// Its sources, or what was read alone.
    pub(crate) sources: Vec<Source>,
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
    /// A file of that name that is too long to be read at once.
    Await(String, What),
    /// What was on its way, by its id, was read; and the time.
    Arrived(u32, Rc<Arrived>, Timestamp),
    /// The state as another action leaves it, where nothing has changed since [`State::after`].
    Become(Rc<Prepared>),
    /// What is on its way is not read any further, and why.
    Halt(u32, String),
    /// It is to be read after all.
    ReadAgain(u32),
    /// Away with it.
    Leave(u32),
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
                | Self::Await(..)
                | Self::Halt(..)
                | Self::ReadAgain(_)
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
            incoming: Vec::new(),
            failures: Vec::new(),
            offered: None,
            before: None,
            locked: None,
            last_id: 0,
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

    /// What an action will come to, for [`Action::Become`].
    pub(crate) fn after(&self, action: Action) -> Action {
        let after = Rc::new(self.clone()).reduce(action.clone());
        Action::Become(Rc::new(Prepared {
            before: self.revision,
            action,
            after,
        }))
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
        let at = self.as_of.unwrap_or(self.now);
        let (typed, roots) = (self.typed.clone(), self.roots.list());
        self.analysis = Rc::new(analyse(evidence_of(&self.sources), typed, at, roots));
    }

    fn analyse_and_tell(&mut self) {
        self.analyse();
        self.announcement = if self.has_case() {
            verdict::of(&self.analysis).spoken()
        } else {
            super::words::NOTHING_LEFT.to_owned()
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
        self.announcement = super::words::reading(&name);
        self.last_id += 1;
        self.incoming.push(Incoming {
            id: self.last_id,
            name,
            origin,
            what,
            goal,
            halted: None,
        });
    }

    /// Takes what the other thread has read, unless it was given up since.
    fn take(&mut self, id: u32, arrived: Arrived, now: Timestamp) {
        let Some(at) = self.incoming.iter().position(|each| each.id == id) else {
            return;
        };
        let Incoming { name, goal, .. } = self.incoming.remove(at);
        let Arrived { case, sources } = arrived;
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
            Goal::Replace => self.restore_read(saved, sources, now),
            Goal::Before => self.set_before(saved, sources),
            Goal::Add | Goal::ComeBack if self.has_own() => {
                saved.sources = sources.iter().map(Source::saved).collect();
                self.open(name, Ok(saved), now);
            }
            Goal::Add => self.restore_read(saved, sources, now),
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
        self.restore_read(saved, sources, now);
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
            Ok(saved) if self.has_own() => {
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
        if saved
            .sources
            .iter()
            .map(|source| source.bytes.len())
            .sum::<usize>()
            > BOX_LIMIT
        {
            self.offered = None;
            let name = super::words::SAVED_CASE.to_owned();
            let what = What::Case(Rc::new(saved));
            return self.wait(name, Origin::File, what, Goal::Replace);
        }
        let (saved, sources) = read_case(saved);
        self.restore_read(saved, sources, now);
    }

    /// A case, and its sources as they were read.
    fn restore_read(&mut self, saved: SavedCase, sources: Vec<Source>, now: Timestamp) {
        self.now = now;
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

    fn apply(&mut self, action: Action) {
        self.changes = self.changes.wrapping_add(u32::from(action.changes_case()));
        match action {
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
            Action::FileFailed(name, why) => {
                self.announcement = format!("{name}: {why}");
                self.failures.push((name, why));
            }
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
                self.announcement = super::words::PASTE_AFTER.to_owned();
            }
            Action::EndComparison(now) => {
                let before = self.before.take();
                if let (Some(before), false) = (before, self.has_case()) {
                    self.restore_read(before.saved.clone(), before.sources.clone(), now);
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

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let action = match action {
            Action::Become(prepared) if prepared.before == self.revision => {
                return prepared.after.clone();
            }
            Action::Become(prepared) => prepared.action.clone(),
            action => action,
        };
        let mut next = Rc::unwrap_or_clone(self);
        next.revision = next.revision.wrapping_add(1);
        next.apply(action);
        Rc::new(next)
    }
}

fn evidence_of(sources: &[Source]) -> Vec<Evidence> {
    let pieces = sources.iter().flat_map(|source| source.evidence.iter());
    pieces.cloned().collect()
}

/// Reads the sources of a case, which then stand beside it.
pub(crate) fn read_case(mut saved: SavedCase) -> (SavedCase, Vec<Source>) {
    let mut sources: Vec<Source> = Vec::new();
    for mut source in std::mem::take(&mut saved.sources) {
        // A file made by hand may name two alike.
        let wanted = source.name.clone();
        let mut number = 1;
        while sources.iter().any(|other| *other.name == *source.name) {
            number += 1;
            source.name = format!("{wanted} ({number})");
        }
        sources.push(Source::restored(source));
    }
    (saved, sources)
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
