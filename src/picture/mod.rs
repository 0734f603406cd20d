//! The picture of a case: client, gateway and server, how far the probe got between the last two,
//! and every certificate in its presented and its expected place.
//!
//! * [`Picture`] is what is drawn, as a model; [`from_fault`](Picture::from_fault) makes it of a
//!   message alone, [`from_chain`](Picture::from_chain) of a judged chain,
//!   [`from_pool`](Picture::from_pool) of a pool's servers.
//! * [`Comparison`] is two things beside each other: [`self_signed`] and [`order`].
//! * [`plot()`] is a pool's servers over time.
//! * `draw` makes an SVG of either, in a wide and in a narrow layout; [`Node`] is that SVG as a
//!   tree, for a page to show or to write down as a file.
//! * `describe` says the same in words, line by line: the drawing is never the only place where
//!   something is said.
//!
//! The gateway's own portal page draws a picture too; what its red lines and texts mean holds here
//! as well: a broken line between gateway and server is a problem of the connection, broken lines
//! inside the server's block are one of the chain, and the text in a block says that one has to
//! act there.

mod chain;
mod comparison;
mod draw;
pub(crate) mod fault;
mod names;
mod node;
mod plot;
mod pool;
mod text;
mod tls;
mod twin;

pub use comparison::{Comparison, Entry, Side, order, self_signed};
pub use draw::Layout;
pub use names::Names;
pub use node::Node;
pub use plot::{describe_plot, plot};
pub use twin::Line;

use crate::fault::Basis;
use crate::guide::source::Cite;
use crate::language::picture as say;

/// A shape that goes with a word, so that nothing is said by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A tick in a circle: in order.
    Ok,
    /// A cross in an octagon: broken.
    Fail,
    /// A triangle: perhaps broken.
    Suspect,
    /// A question mark in a circle: not known.
    Unknown,
    /// An empty circle: it did not come to that.
    Pending,
    /// A dash: not part of this.
    Skipped,
    /// A flag: somebody has to act here.
    Act,
}

impl Mark {
    /// The shape, as path data on a grid of 16 units, to be drawn in lines.
    pub fn path(self) -> &'static str {
        match self {
            Self::Ok => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5 8.25l2.1 2.1L11 6.2"
            }
            Self::Fail => {
                "M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM5.9 5.9l4.2 4.2m0-4.2l-4.2 4.2"
            }
            Self::Suspect => "M8 2L14.5 13.75H1.5zM8 6.25v3.5M8 11.4v.6",
            Self::Unknown => {
                "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M6.2 6.3c0-2.4 3.6-2.3 3.6-.1c0 1.4-1.8 1.5-1.8 2.9M8 11.2v.5"
            }
            Self::Pending => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5",
            Self::Skipped => "M3.5 8h9",
            Self::Act => "M3.5 14.5V1.75h9.5l-2.5 3.25l2.5 3.25h-9.5",
        }
    }

    /// The tone it is coloured in: `ok`, `fail`, `suspect`, `unknown`, `muted` or `act`.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Fail => "fail",
            Self::Suspect => say::SUSPECT,
            Self::Unknown => "unknown",
            Self::Pending | Self::Skipped => "muted",
            Self::Act => "act",
        }
    }
}

/// How a step of the probe went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It went well: what comes after it could not have happened otherwise.
    Passed,
    /// The probe ended here.
    Failed,
    /// The probe ended before.
    NotReached,
    /// Nothing tells.
    Unknown,
    /// The probe does without it.
    NotNeeded,
}

impl Status {
    /// How it went, in a word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => say::PASSED,
            Self::Failed => say::FAILED,
            Self::NotReached => say::NOT_REACHED,
            Self::Unknown => say::UNKNOWN,
            Self::NotNeeded => say::NOT_NEEDED,
        }
    }

    /// The shape that stands for it, so that colour is not all that tells.
    pub fn mark(self) -> Mark {
        match self {
            Self::Passed => Mark::Ok,
            Self::Failed => Mark::Fail,
            Self::NotReached => Mark::Pending,
            Self::Unknown => Mark::Unknown,
            Self::NotNeeded => Mark::Skipped,
        }
    }
}

/// What is drawn of one fault, or of one pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What is wrong, and where.
    pub title: String,
    /// How it is known that this is what the message, or the report, means.
    pub basis: Basis,
    /// What to do.
    pub remedy: String,
    /// Where the remedy comes from.
    pub sources: &'static [Cite],
    /// Where somebody has to act, the likeliest place first.
    pub acts: Vec<Act>,
    /// What clients get, and what is known of their leg.
    pub client: Client,
    /// The gateway.
    pub gateway: Block,
    /// The server, or the pool.
    pub server: Block,
    /// Who asks the gateway for its report, where that is what fails.
    pub control: Option<Control>,
    /// The steps of the probe, in order.
    pub hops: Vec<Hop>,
    /// The certificates, where the fault is about them.
    pub chain: Option<Chain>,
    /// The servers of a pool.
    pub members: Vec<Member>,
}

/// A place where something can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The gateway's configuration: backend pool, backend setting, probe.
    Gateway,
    /// What lies between gateway and server: DNS, network security groups, routes, firewalls.
    Network,
    /// The server, its application and its certificates.
    Server,
    /// Between the gateway and who asks it: management plane, permissions.
    Control,
}

impl Place {
    /// The place in a word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gateway => say::GATEWAY,
            Self::Network => say::NETWORK,
            Self::Server => say::SERVER,
            Self::Control => say::CONTROL,
        }
    }
}

/// Something to do at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Where.
    pub place: Place,
    /// Whether it is sure that it is here, or one of several places to look at.
    pub sure: bool,
    /// What.
    pub text: String,
}

impl Act {
    /// The words that stand above it.
    pub fn heading(&self) -> &'static str {
        if self.sure {
            say::ACT_HERE
        } else {
            say::CHECK_HERE
        }
    }
}

/// The client's leg. It is not judged, but what clients get follows from the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// What they get, in a few words.
    pub sees: String,
    /// The shape that goes with it; none where nothing is known.
    pub mark: Option<Mark>,
}

/// One end of the leg that is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: &'static str,
    /// Its name.
    pub label: Option<String>,
    /// What else is known of it.
    pub facts: Vec<String>,
}

/// Who asks the gateway for its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Who it is.
    pub who: &'static str,
    /// What it asks for.
    pub asks: &'static str,
    /// Whether it gets it.
    pub status: Status,
    /// Why not.
    pub note: &'static str,
}

/// A step of the probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Resolving the server's name.
    Resolve,
    /// Connecting to the port.
    Connect,
    /// Sending the Proxy protocol header, on layer 4 with client addresses preserved.
    ProxyHeader,
    /// The TLS handshake, the certificate included.
    Tls,
    /// The HTTP answer.
    Http,
}

impl Step {
    /// What is done, in a few words for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolve => say::RESOLVE,
            Self::Connect => say::CONNECT,
            Self::ProxyHeader => say::PROXY_HEADER,
            Self::Tls => say::TLS,
            Self::Http => say::HTTP,
        }
    }
}

/// A step of the probe and how it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The step.
    pub step: Step,
    /// How it went.
    pub status: Status,
    /// What there is to add to that.
    pub note: Option<String>,
    /// What the gateway wants.
    pub wants: Option<String>,
    /// What the server, or DNS, gives.
    pub gets: Option<String>,
}

/// The certificates of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Each with its presented and its expected place.
    pub elements: Vec<Element>,
    /// What the gateway measures the chain against.
    pub trust: Trust,
    /// What has to be known to read the drawing.
    pub note: Option<String>,
}

/// A certificate, or the place where one should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// Its name, where it is known.
    pub name: Option<String>,
    /// Where the server sends it.
    pub presented: Presented,
    /// The depth where it should stand, from 0; none where it does not belong.
    pub expected: Option<usize>,
    /// What is to be said of it.
    pub state: State,
    /// What is wrong with it, or what is known of it.
    pub says: Option<String>,
}

/// What a certificate is in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The server's own certificate.
    Leaf,
    /// A CA's certificate that another CA issued.
    Intermediate,
    /// A CA's certificate that it issued itself.
    Root,
    /// A certificate that is its own issuer, and the server's.
    SelfSigned,
    /// None of the chain.
    Other,
}

impl Role {
    /// The role in a word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Leaf => say::LEAF,
            Self::Intermediate => say::INTERMEDIATE,
            Self::Root => say::ROOT,
            Self::SelfSigned => say::SELF_SIGNED,
            Self::Other => say::UNRELATED,
        }
    }
}

/// Where the server sends a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presented {
    /// At this depth, from 0.
    At(usize),
    /// Nowhere.
    No,
    /// The evidence does not tell.
    Unknown,
}

/// What is to be said of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing is wrong with it.
    InPlace,
    /// It is sent at the wrong depth.
    OutOfPlace,
    /// It is not sent, and has to be.
    Missing,
    /// It is not sent, and need not be.
    NotSent,
    /// It is wrong in itself.
    Wrong,
    /// Nothing that the gateway trusts vouches for it.
    Untrusted,
    /// It may be what is wrong.
    Suspect,
    /// It does not belong to the chain.
    Surplus,
    /// Nothing tells.
    Unknown,
}

impl State {
    /// The state in a few words for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::InPlace => say::IN_PLACE,
            Self::OutOfPlace => say::OUT_OF_PLACE,
            Self::Missing => say::MISSING,
            Self::NotSent => say::NOT_SENT,
            Self::Wrong => say::WRONG,
            Self::Untrusted => say::NOT_TRUSTED,
            Self::Suspect => say::SUSPECT,
            Self::Surplus => say::SURPLUS,
            Self::Unknown => say::NOT_JUDGED,
        }
    }

    /// The shape that stands for it, so that colour is not all that tells.
    pub fn mark(self) -> Mark {
        match self {
            Self::InPlace => Mark::Ok,
            Self::OutOfPlace | Self::Missing | Self::Wrong | Self::Untrusted => Mark::Fail,
            Self::NotSent => Mark::Skipped,
            Self::Suspect | Self::Surplus => Mark::Suspect,
            Self::Unknown => Mark::Unknown,
        }
    }
}

/// What the gateway measures a chain against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// What it is.
    pub anchor: Anchor,
    /// The names of the uploaded certificates, where they are known.
    pub names: Vec<String>,
    /// Whether the chain leads to one of them: passed, failed, or not known.
    pub status: Status,
    /// The element that is compared with them: an index into the chain's.
    pub of: Option<usize>,
    /// What there is to add.
    pub note: Option<String>,
}

/// Which certificates a backend setting trusts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The roots that the gateway has by itself: the portal's "well-known CA".
    WellKnown,
    /// Roots uploaded to the setting.
    Uploaded,
    /// v1: server certificates uploaded to the setting.
    AuthenticationCertificates,
    /// The evidence does not tell.
    Unknown,
}

impl Anchor {
    /// What is trusted, in a few words for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::WellKnown => say::WELL_KNOWN,
            Self::Uploaded => say::UPLOADED,
            Self::AuthenticationCertificates => say::AUTHENTICATION_CERTIFICATES,
            Self::Unknown => say::TRUSTED_ROOTS,
        }
    }
}

/// A server of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its address or name; for the last of many, how many are left out.
    pub name: String,
    /// The shape for its health.
    pub mark: Mark,
    /// Its health, and the fault's id if there is one.
    pub says: String,
}

/// The sources of a drawing as a sentence.
pub(crate) fn sources_text(sources: &[Cite]) -> String {
    let each: Vec<String> = sources
        .iter()
        .map(|cite| match cite.heading {
            "" => cite.source.title.to_owned(),
            heading => format!("{}, \u{201c}{heading}\u{201d}", cite.source.title),
        })
        .collect();
    each.join("; ")
}

/// Whether a chain leads to what is trusted, in a word.
fn trust_word(status: Status) -> &'static str {
    match status {
        Status::Passed => say::TRUSTED,
        Status::Failed => say::NO_MATCH,
        Status::NotReached => say::NOT_REACHED,
        Status::Unknown => say::NOT_JUDGED,
        Status::NotNeeded => say::NOT_CHECKED,
    }
}
