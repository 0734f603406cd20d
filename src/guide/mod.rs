//! The documented way out of every fault, as data, and what the case already answers of it.
//!
//! * [`playbook`] holds the entries, a file each: causes, twins, steps.
//! * [`step`] says what an entry and a step are made of.
//! * [`source`] lists the documents they come from.
//! * [`command`] fills the person's own names into a command.
//! * [`situation`] is what a step may look at to answer itself.

pub mod command;
pub mod playbook;
pub mod situation;
pub mod source;
pub mod step;

use crate::fault::Fault;

/// Something with a page of its own: a fault, or one of the two articles that have no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A fault.
    Fault(Fault),
    /// Some servers of a pool fail.
    Degraded,
    /// All servers of a pool fail.
    UnhealthyPool,
}

impl Topic {
    /// Every topic: the faults in their order, then the two articles.
    pub fn all() -> impl Iterator<Item = Self> {
        Fault::ALL
            .into_iter()
            .map(Self::Fault)
            .chain([Self::Degraded, Self::UnhealthyPool])
    }

    /// The public id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.id(),
            Self::Degraded => "degraded",
            Self::UnhealthyPool => "unhealthy-pool",
        }
    }

    /// The topic with that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|topic| topic.id() == id)
    }
}
