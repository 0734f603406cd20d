//! All the page knows, and every way it changes: one reducer, pure, without a clock or a browser.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{
    Case, Comparison, Diagnosis, Problem, Typed, Verdict as Tone, compare,
};
use appgw_doctor::fault::Fault;
use appgw_doctor::gateway::{Cloud, Health};
use appgw_doctor::guide::command::Shell;
use appgw_doctor::share::{SavedCase, Sealed, file};
use appgw_doctor::time::Timestamp;
use yew::Reducible;

use super::later;
use super::route::Route;
use super::table::{Listing, Table};
use super::verdict::Verdict;
pub(crate) use action::Action;
pub(crate) use appgw_doctor::share::{Mark, Origin, problem_key};
pub(crate) use reading::{
    ReadCase, Source, case_without_secrets, judge, judge_read, read_case, without_secrets,
};

mod action;
mod change;
mod reading;

/// From this size on, a text is kept out of the paste box and read by another thread: browsers edit
/// long texts slowly, and reading it would keep the page from answering.
pub(crate) const BOX_LIMIT: usize = 64 * 1024;

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
    /// All of it in one line.
    pub(crate) verdict: Verdict,
    /// Rows that a later row of the same server has replaced.
    pub(crate) superseded: BTreeSet<usize>,
    /// The health values that rows have, each once.
    pub(crate) healths: Vec<Health>,
    /// The rows that are listed.
    pub(crate) listing: Listing,
}

impl Analysis {
    /// What is found where nothing was given, before any of it is put in words.
    fn of_nothing(at: Timestamp) -> Self {
        let case = Case {
            evidence: Vec::new(),
            typed: Typed::default(),
            at,
            roots: None,
        };
        Self {
            case,
            diagnosis: Diagnosis::of_nothing(at),
            verdict: Verdict {
                tone: Tone::NothingReadable,
                headline: String::new(),
                summary: String::new(),
            },
            superseded: BTreeSet::new(),
            healths: Vec::new(),
            listing: Listing::default(),
        }
    }

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
    /// Whether all of the program is here.
    pub(crate) begun: bool,
    /// What was asked for before it was, in order.
    pub(crate) postponed: Vec<Action>,
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
    pub(crate) goal: Goal,
    /// Why it is not being read; `None` while it is.
    pub(crate) halted: Option<String>,
    /// It without secrets, once that was asked for.
    clean: Rc<OnceCell<String>>,
}

impl Incoming {
    /// How many octets it has; `None` for a file.
    pub(crate) fn length(&self) -> Option<usize> {
        match &self.what {
            What::File(_) => None,
            What::Text(text) => Some(text.len()),
            What::Case(case) => Some(case.size()),
        }
    }

    /// It as the browser keeps it, without secrets; `None` for a file. A long text takes a while the first time.
    pub(crate) fn clean(&self) -> Option<&str> {
        let clean = || match &self.what {
            What::File(_) => String::new(),
            What::Text(text) => without_secrets(text),
            What::Case(case) => file::write(&case_without_secrets((**case).clone())),
        };
        self.length()?;
        Some(self.clean.get_or_init(clean))
    }
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
    /// The case of before a change in it.
    pub(crate) before: Option<ReadCase>,
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

impl State {
    /// An empty case, at the start.
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            revision: 0,
            route: Route::Start,
            shared_from: Route::Start,
            sources: Vec::new(),
            boxed: None,
            box_loads: 0,
            typed: Typed::default(),
            as_of: None,
            now,
            analysis: Rc::new(Analysis::of_nothing(now)),
            shell: Shell::AzureCli,
            theme: Theme::System,
            expanded: false,
            marks: BTreeMap::new(),
            chosen: BTreeMap::new(),
            table: Table::default(),
            announcement: String::new(),
            arrivals: 0,
            headings: 0,
            begun: false,
            postponed: Vec::new(),
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
        }
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

    /// Does what can be done without the later part of the program; the rest waits for it.
    fn postpone(&mut self, action: Action) {
        match action {
            Action::SetTheme(theme) => self.theme = theme,
            Action::Announce(text) => self.announcement = text,
            Action::UpdateWaits => self.update_waits = true,
            Action::FileFailed(name, why) => self.fail(name, why),
            action => {
                self.announcement = super::words::POSTPONED.to_owned();
                self.postponed.push(action);
            }
        }
    }

    /// Says of a file that it could not be read, and why.
    fn fail(&mut self, name: String, why: String) {
        self.announcement = format!("{name}: {why}");
        self.failures.push((name, why));
    }

    /// The texts that wait to be read, as they were given.
    pub(crate) fn postponed_texts(&self) -> impl Iterator<Item = &str> {
        self.postponed.iter().filter_map(|action| match action {
            Action::AddPaste(text, _) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The person's cloud.
    pub(crate) fn cloud(&self) -> Cloud {
        self.typed.cloud.unwrap_or_default()
    }
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
        match later::get() {
            Some(later) => (later.apply)(&mut next, action),
            None => next.postpone(action),
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests;
