//! From bytes to evidence: what each part of a paste is, and what it says.
//!
//! Reading never fails as a whole. What was repaired or skipped is told in notes, with its place;
//! what cannot be read at all is a piece of its own, of the kind [`Kind::Unreadable`].

mod access_log;
mod attempts;
mod certificates;
mod clean;
mod config;
pub mod credential;
mod decode;
mod dns_lines;
mod escapes;
mod health;
mod iac;
mod json;
mod lines;
mod listing;
mod mapped;
mod message;
mod metrics;
mod metrics_table;
mod network;
mod packed;
mod parameters;
mod read;
mod recognise;
mod response;
mod routing;
mod row;
mod salvage;
mod split;
mod table;
mod template;
mod value;
mod what_if;
mod wrap;
mod yaml;

use std::sync::Arc;

pub use packed::{Unpacker, pack};
pub use parameters::{Alone, beside};
pub use read::{Cleaned, read, read_message, read_telling, read_without_keys};
pub(crate) use value::marked;

use crate::access_log::AccessLog;
use crate::certificate::bundle::Element;
use crate::certificate::bundle::transcript::Transcript;
use crate::certificate::private_key::Secret;
use crate::gateway::{
    BackendPool, BackendSetting, GatewayConfig, Health, HttpResponse, Probe, ResourceId,
    UploadedCertificate,
};
use crate::metrics::Metrics;
use crate::network::{
    EffectiveRoutes, EffectiveSecurityGroup, RouteTable, SecurityGroup, Subnet, VirtualNetwork,
};

/// A place in a source as a person counts: lines and characters, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

impl Position {
    /// The first character.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// Something to tell about a place: a repair, something skipped, or what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// Where, in the source as pasted.
    pub position: Position,
    /// What, in a sentence.
    pub text: String,
}

/// What a piece of evidence is. The names are public (JSON report).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The periodic backend health report, in any form.
    BackendHealth,
    /// The result of one probe made on demand.
    OnDemandHealth,
    /// A whole gateway, or a list of them.
    Gateway,
    /// A custom probe, or a list of them.
    Probe,
    /// A backend setting, or a list of them.
    BackendSetting,
    /// A backend pool, or a list of them.
    BackendPool,
    /// Certificates, in any form.
    Certificates,
    /// A network security group.
    Nsg,
    /// The effective rules of a network interface.
    EffectiveNsg,
    /// A route table.
    RouteTable,
    /// The effective routes of a network interface.
    EffectiveRoutes,
    /// A virtual network, or its DNS servers alone.
    DnsServers,
    /// A subnet, with its security group and its route table.
    Subnet,
    /// A metric over time.
    Metrics,
    /// Rows of the access log.
    AccessLog,
    /// What a client got from the gateway.
    HttpResponse,
    /// Values for the parameters of a template, without it.
    Parameters,
    /// A probe's message by itself.
    Message,
    /// Nothing that is known here.
    Unreadable,
}

/// One typed piece of what was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The file's name, `-`, `message`, or the page's name for a paste.
    pub source: String,
    /// Where the piece begins.
    pub position: Position,
    /// What was repaired or skipped inside it.
    pub notes: Vec<Note>,
    /// What it says.
    pub content: Content,
}

/// What a piece of evidence says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A backend health report; `on_demand` for the result of a single probe. Shared, because one may
    /// be large, and every judgement of it holds it.
    Health(Arc<HealthReport>),
    /// A probe's message by itself.
    Message(String),
    /// What a client got from the gateway.
    Response(HttpResponse),
    /// Gateways.
    Gateways(Vec<GatewayConfig>),
    /// Custom probes.
    Probes(Vec<Probe>),
    /// Backend settings.
    Settings(Vec<BackendSetting>),
    /// Backend pools.
    Pools(Vec<BackendPool>),
    /// Certificates that one server presents, or that were kept together.
    Certificates(Box<Certificates>),
    /// Certificates that are uploaded to a gateway, by themselves.
    Uploaded(Vec<UploadedCertificate>),
    /// Rows of the access log. Shared, as a report is.
    AccessLog(Arc<AccessLog>),
    /// How many servers were healthy and unhealthy over time.
    Metrics(Metrics),
    /// Network security groups.
    SecurityGroups(Vec<SecurityGroup>),
    /// The rules in effect at a network interface, group by group.
    EffectiveSecurityGroups(Vec<EffectiveSecurityGroup>),
    /// Route tables.
    RouteTables(Vec<RouteTable>),
    /// The routes in effect at a network interface.
    EffectiveRoutes(EffectiveRoutes),
    /// Virtual networks, or their DNS servers alone.
    VirtualNetworks(Vec<VirtualNetwork>),
    /// Subnets.
    Subnets(Vec<Subnet>),
    /// A private key stood here. Nothing of it is kept.
    PrivateKey(Secret),
    /// Recognised as this kind, but nothing here judges it: its notes say so.
    Recognised(Kind),
    /// Not recognised: its notes say what was expected.
    Unreadable,
}

/// One run of certificates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Certificates {
    /// Its elements in the order presented.
    pub elements: Vec<Element>,
    /// Whether there is such an order: a PKCS#7 set has none.
    pub ordered: bool,
    /// What `openssl s_client` says besides, where they come from it.
    pub transcript: Option<Transcript>,
}

/// A backend health report, in the order pasted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HealthReport {
    /// Whether it is the result of a probe made on demand.
    pub on_demand: bool,
    /// Whether the report holds servers, or why it has none.
    pub state: ReportState,
    /// The pools it lists.
    pub pools: Vec<PoolHealth>,
}

impl HealthReport {
    /// Whether the text ends inside the last list of servers.
    pub fn is_cut(&self) -> bool {
        let last = self.pools.last().and_then(|pool| pool.settings.last());
        last.is_some_and(|setting| setting.cut)
    }
}

/// Why a report may hold nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportState {
    /// It is there.
    #[default]
    Present,
    /// `null`: the asynchronous answer has not arrived.
    Pending,
    /// `No results.`: the user may not read backend health.
    NoPermission,
}

/// One pool of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PoolHealth {
    /// The pool's name.
    pub name: Option<String>,
    /// What its id says of the gateway.
    pub id: ResourceId,
    /// The settings it is used with.
    pub settings: Vec<SettingHealth>,
}

/// One pool with one backend setting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SettingHealth {
    /// The setting as far as the report shows it: its name, and more with `$expand`.
    pub setting: BackendSetting,
    /// Its servers; empty where the pool has no targets.
    pub servers: Vec<ServerHealth>,
    /// Whether the text ends inside the list of its servers, so that there may be more.
    pub cut: bool,
}

/// One row of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerHealth {
    /// The address or host name, as given.
    pub address: Option<Arc<str>>,
    /// The health; `None` where the row has none.
    pub health: Option<Health>,
    /// `healthProbeLog`, the portal's Details; empty counts as none.
    pub message: Option<Arc<str>>,
    /// `healthProbeErrorName`.
    pub error_name: Option<Arc<str>>,
    /// Where the row begins.
    pub position: Position,
}

impl Kind {
    /// The public name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BackendHealth => "backend-health",
            Self::OnDemandHealth => "on-demand-health",
            Self::Gateway => "gateway",
            Self::Probe => "probe",
            Self::BackendSetting => "backend-setting",
            Self::BackendPool => "backend-pool",
            Self::Certificates => "certificates",
            Self::Nsg => "nsg",
            Self::EffectiveNsg => "effective-nsg",
            Self::RouteTable => "route-table",
            Self::EffectiveRoutes => "effective-routes",
            Self::DnsServers => "dns-servers",
            Self::Subnet => "subnet",
            Self::Metrics => "metrics",
            Self::AccessLog => "access-log",
            Self::HttpResponse => "http-response",
            Self::Parameters => "parameters",
            Self::Message => "message",
            Self::Unreadable => "unreadable",
        }
    }
}

impl Evidence {
    /// Whether a message is none of a probe's: a tool on another machine printed it, or Azure refused a
    /// change with it.
    pub fn is_another_tools(&self) -> bool {
        match &self.content {
            Content::Message(text) => {
                attempts::is_one(text) && crate::fault::classify(text, None).is_none()
            }
            _ => false,
        }
    }

    /// What the piece is.
    pub fn kind(&self) -> Kind {
        match &self.content {
            Content::Health(report) if report.on_demand => Kind::OnDemandHealth,
            Content::Health(_) => Kind::BackendHealth,
            Content::Message(_) => Kind::Message,
            Content::Response(_) => Kind::HttpResponse,
            Content::Gateways(_) => Kind::Gateway,
            Content::Probes(_) => Kind::Probe,
            Content::Settings(_) => Kind::BackendSetting,
            Content::Pools(_) => Kind::BackendPool,
            Content::Certificates(_) | Content::Uploaded(_) | Content::PrivateKey(_) => {
                Kind::Certificates
            }
            Content::AccessLog(_) => Kind::AccessLog,
            Content::Metrics(_) => Kind::Metrics,
            Content::SecurityGroups(_) => Kind::Nsg,
            Content::EffectiveSecurityGroups(_) => Kind::EffectiveNsg,
            Content::RouteTables(_) => Kind::RouteTable,
            Content::EffectiveRoutes(_) => Kind::EffectiveRoutes,
            Content::VirtualNetworks(_) => Kind::DnsServers,
            Content::Subnets(_) => Kind::Subnet,
            Content::Recognised(kind) => *kind,
            Content::Unreadable => Kind::Unreadable,
        }
    }
}
