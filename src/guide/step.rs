//! What a playbook is made of. All text is in plain words; `backticks` mark what is typed or
//! printed to the letter.

use std::borrow::Cow;

use super::Topic;
use super::command::Command;
use super::situation::{Answer, Situation};
use super::source::{self, Cite};
use crate::fault::Basis;
use crate::gateway::Cloud;

/// How far a probe gets before the fault shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The report itself: nothing is known of the probe.
    Report,
    /// Resolving the server's name.
    Dns,
    /// Connecting to the port.
    Tcp,
    /// The TLS handshake and the certificate.
    Tls,
    /// The HTTP answer.
    Http,
}

/// One topic's page: what it means, what causes it, what to do.
#[derive(Debug)]
pub struct Entry {
    /// What it is about.
    pub topic: Topic,
    /// A title in our own words.
    pub title: &'static str,
    /// The heading of the article that describes it, to the letter; empty where none does.
    pub documented_heading: &'static str,
    /// How far the probe gets.
    pub stage: Stage,
    /// What the message says, and what the probe did to get there.
    pub meaning: &'static [Block],
    /// What clients see meanwhile.
    pub clients_see: &'static str,
    /// Causes, the likeliest first.
    pub causes: &'static [Statement],
    /// What else produces this same message.
    pub twins: &'static [Statement],
    /// Where documents contradict each other, or what they leave open.
    pub disagreements: &'static [Statement],
    /// What to do, in order.
    pub steps: &'static [&'static Step],
    /// Further reading that no step carries.
    pub links: &'static [Link],
    /// Where all this comes from.
    pub sources: &'static [Cite],
}

/// Something said, with its grounds.
#[derive(Debug)]
pub struct Statement {
    /// A stable id, unique in the whole catalogue, such as `root-mismatch/twin-root-not-sent`.
    pub id: &'static str,
    /// The text.
    pub text: &'static str,
    /// How it is known.
    pub basis: Basis,
    /// Where it comes from.
    pub sources: &'static [Cite],
}

/// One step of a playbook. A step may stand in several playbooks.
#[derive(Debug)]
pub struct Step {
    /// A stable id, unique in the whole catalogue, such as `tcp-connect/test-port`; steps that
    /// several playbooks share begin with `common/`.
    pub id: &'static str,
    /// What to do, in the imperative.
    pub title: &'static str,
    /// How, and what to look for.
    pub body: &'static [Block],
    /// Commands that do it or read it.
    pub commands: &'static [Command],
    /// What each outcome means, and where it leads.
    pub branches: &'static [Branch],
    /// Portal pages where it is done.
    pub portal: &'static [Blade],
    /// Further reading.
    pub links: &'static [Link],
    /// What the case says of it; `None` where no evidence that is read here could.
    pub answer: Option<fn(&Situation<'_>) -> Answer>,
    /// How it is known to help.
    pub basis: Basis,
    /// Where it comes from.
    pub sources: &'static [Cite],
}

/// A part of a text.
#[derive(Debug)]
pub enum Block {
    /// A paragraph.
    Text(&'static str),
    /// Points in no order.
    List(&'static [&'static str]),
    /// Points in order.
    Ordered(&'static [&'static str]),
    /// Output or configuration to compare with, to the letter.
    Sample(&'static str),
    /// Something that does harm if overlooked.
    Caution(&'static str),
    /// Rows of a table, its head first.
    Table(&'static [&'static [&'static str]]),
}

/// What one outcome of a step means.
#[derive(Debug)]
pub struct Branch {
    /// What was seen, as in "The port answers".
    pub outcome: &'static str,
    /// What it means, or what to do then; may be empty.
    pub then: &'static str,
    /// Where to go.
    pub next: Next,
}

/// Where a branch leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To the next step.
    Continue,
    /// To the step with this id, in the same playbook.
    Step(&'static str),
    /// To another page.
    Topic(Topic),
    /// Nowhere: fixed, verify it.
    Verify,
    /// To the application's own people or the platform's support.
    Elsewhere,
}

/// A page of the Azure portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blade {
    /// The gateway's Backend health.
    BackendHealth,
    /// Network Watcher's Connection troubleshoot, from the gateway.
    ConnectionTroubleshoot,
    /// The gateway's Resource Health.
    ResourceHealth,
    /// The gateway's overview.
    Overview,
    /// The gateway's health probes.
    HealthProbes,
    /// The gateway's backend settings.
    BackendSettings,
    /// The gateway's backend pools.
    BackendPools,
    /// The gateway's metrics.
    Metrics,
}

/// Something to read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub label: &'static str,
    /// Where it is.
    pub url: &'static str,
}

impl Link {
    /// Its address for readers of that cloud.
    pub fn address(&self, cloud: Cloud) -> Cow<'static, str> {
        source::localised(self.url, cloud)
    }
}

impl Entry {
    /// An entry of which nothing is written yet, to begin from: `..Entry::BLANK`.
    pub const BLANK: Self = Self {
        topic: Topic::Degraded,
        title: "",
        documented_heading: "",
        stage: Stage::Report,
        meaning: &[],
        clients_see: "",
        causes: &[],
        twins: &[],
        disagreements: &[],
        steps: &[],
        links: &[],
        sources: &[],
    };

    /// The step with that id.
    pub fn step(&self, id: &str) -> Option<&'static Step> {
        self.steps.iter().copied().find(|step| step.id == id)
    }

    /// Everything it says with grounds: causes, twins, disagreements.
    pub fn statements(&self) -> impl Iterator<Item = &'static Statement> {
        [self.causes, self.twins, self.disagreements]
            .into_iter()
            .flatten()
    }
}

impl Step {
    /// A documented step of which nothing is written yet, to begin from: `..Step::BLANK`.
    pub const BLANK: Self = Self {
        id: "",
        title: "",
        body: &[],
        commands: &[],
        branches: &[],
        portal: &[],
        links: &[],
        answer: None,
        basis: Basis::Documented,
        sources: &[],
    };
}

impl Statement {
    /// A document says so.
    pub const fn documented(
        id: &'static str,
        text: &'static str,
        sources: &'static [Cite],
    ) -> Self {
        Self {
            id,
            text,
            basis: Basis::Documented,
            sources,
        }
    }

    /// Seen in real output.
    pub const fn observed(id: &'static str, text: &'static str) -> Self {
        Self {
            id,
            text,
            basis: Basis::Observed,
            sources: &[],
        }
    }

    /// Our reading.
    pub const fn inferred(id: &'static str, text: &'static str) -> Self {
        Self {
            id,
            text,
            basis: Basis::Inferred,
            sources: &[],
        }
    }
}

impl Branch {
    /// What one outcome means, and where it leads.
    pub const fn new(outcome: &'static str, then: &'static str, next: Next) -> Self {
        Self {
            outcome,
            then,
            next,
        }
    }
}
