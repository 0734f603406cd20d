//! Which requests lead to which pool, and who owns a gateway's configuration.

use super::Protocol;
use crate::language::gateway::routing as say;

/// `httpListeners[]` or, on layer 4, `listeners[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listener {
    /// Its name.
    pub name: Option<String>,
    /// `hostName` and `hostNames`; none: any host.
    pub host_names: Vec<String>,
    /// The protocol that clients speak.
    pub protocol: Option<Protocol>,
    /// The port that clients connect to.
    pub port: Option<u16>,
}

/// One way from a listener to a pool: a rule, or one path rule of its URL path map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// The rule's name.
    pub name: Option<String>,
    /// Its listener's name.
    pub listener: Option<String>,
    /// The paths it is for; none: all that no other path rule takes.
    pub paths: Vec<String>,
    /// The pool's name; `None` where it redirects.
    pub pool: Option<String>,
    /// The backend setting's name.
    pub setting: Option<String>,
    /// The redirect configuration's name.
    pub redirect: Option<String>,
}

/// Listeners and rules of a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routing {
    /// Its listeners.
    pub listeners: Vec<Listener>,
    /// Its rules, one for each path rule.
    pub rules: Vec<Rule>,
}

/// Who writes a gateway's configuration, so that a change by hand does not last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Application Gateway Ingress Controller, from a cluster's ingress objects.
    Agic,
    /// Terraform.
    Terraform,
    /// A Bicep file or an ARM template.
    Template,
}

impl Owner {
    /// The public name (JSON report).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agic => "agic",
            Self::Terraform => "terraform",
            Self::Template => "template",
        }
    }

    /// Where a change belongs, in a sentence that begins with what `gateway` calls it.
    pub fn advice(self, gateway: &str) -> String {
        match self {
            Self::Agic => say::by_ingress(gateway),
            Self::Terraform => say::by_terraform(gateway),
            Self::Template => say::by_template(gateway),
        }
    }
}
