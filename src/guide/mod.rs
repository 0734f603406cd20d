//! The documented way out of every fault, as data, and what the case already answers of it.
//!
//! * [`playbook`] holds the entries, a file each: causes, twins, steps.
//! * [`step`] says what an entry and a step are made of.
//! * [`source`] lists the documents they come from.
//! * [`check`] says of every check what it looks at, why, and what mends it.
//! * [`collect`] is one script that gathers all that is read here.
//! * [`command`] fills the person's own names into a command.
//! * [`probe`] knows how often the probe runs; [`effective_probe`] tells all of it, and how to repeat it by hand.
//! * [`server_name`] knows which name the gateway asks a server for in TLS.
//! * [`portal`] links into the portal of the person's cloud.
//! * [`surer`] says what to paste next.
//! * [`situation`] is what a step may look at to answer itself.

/// A PowerShell template that begins with the gateway as `$gw`.
macro_rules! with_gateway {
    ($($line:literal)*) => {
        concat!(
            "$gw = Get-AzApplicationGateway -Name <gateway> -ResourceGroupName <resource-group>",
            $("\n", $line),*
        )
    };
}

mod answer;
pub mod check;
pub mod collect;
pub mod command;
pub mod effective_probe;
pub mod portal;
pub mod probe;
pub mod server_name;
pub mod situation;
pub mod source;
pub mod step;
pub mod surer;

use crate::fault::Fault;
use command::FilledCommand;
use situation::{Answer, Situation};
use step::{Entry, Step};

pub use crate::language::playbook;

/// Something with a page of its own: a fault, or a state of a pool that no message stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A fault.
    Fault(Fault),
    /// Some servers of a pool fail.
    Degraded,
    /// All servers of a pool fail.
    UnhealthyPool,
    /// Every server is healthy, and clients see errors all the same.
    HealthyButFailing,
}

impl Topic {
    /// Every topic: the faults in their order, then those that no message stands for.
    pub fn all() -> impl Iterator<Item = Self> {
        Fault::ALL.into_iter().map(Self::Fault).chain([
            Self::Degraded,
            Self::UnhealthyPool,
            Self::HealthyButFailing,
        ])
    }

    /// The public id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.id(),
            Self::Degraded => "degraded",
            Self::UnhealthyPool => "unhealthy-pool",
            Self::HealthyButFailing => "healthy-but-failing",
        }
    }

    /// The topic with that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|topic| topic.id() == id)
    }
}

/// A step with what the case says of it and with the person's own names in its commands.
#[derive(Clone, Debug)]
pub struct GuidedStep {
    /// The step.
    pub step: &'static Step,
    /// Where it stands.
    pub answer: Answer,
    /// Its commands, filled in, in its order.
    pub commands: Vec<FilledCommand>,
}

/// Every step of an entry, in order, as a situation answers them.
pub fn walk(entry: &'static Entry, situation: &Situation<'_>) -> Vec<GuidedStep> {
    entry
        .steps
        .iter()
        .map(|step| GuidedStep {
            step,
            answer: step.answer.map_or(Answer::OPEN, |answer| answer(situation)),
            commands: step
                .commands
                .iter()
                .map(|command| command::fill(command, situation))
                .collect(),
        })
        .collect()
}
