//! All that can happen to the state.

use std::rc::Rc;
use std::sync::Arc;

use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::Typed;
use appgw_doctor::guide::command::Shell;
use appgw_doctor::share::SavedCase;
use appgw_doctor::time::Timestamp;

use super::super::route::Route;
use super::super::table::Table;
use super::{Arrived, Kept, Mark, Prepared, StepKey, Theme, What};

/// Every way the state changes.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// All of the program is here: what waited for it is done.
    Begin,
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
    /// The state as another action leaves it, where nothing has changed since [`State::after`](super::State::after).
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
    /// Whether it may change what [`State::saved`](super::State::saved) gives, the view aside.
    pub(super) fn changes_case(&self) -> bool {
        !matches!(
            self,
            Self::Begin
                | Self::Navigate(_)
                | Self::FileFailed(..)
                | Self::Await(..)
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
