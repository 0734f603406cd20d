//! Commands as templates, and what they do.

/// Where a command is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// Azure CLI, in a POSIX shell.
    AzureCli,
    /// Azure PowerShell.
    PowerShell,
    /// A POSIX shell with openssl or curl.
    Posix,
    /// The Windows command prompt.
    WindowsPrompt,
}

/// What a command does to the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It only reads.
    Reads,
    /// It changes what it names and nothing else.
    Changes,
    /// It replaces a whole list: what is not repeated is gone.
    ReplacesList,
    /// It replaces a whole object: what is not repeated falls back to its default.
    ReplacesObject,
    /// The gateway serves nobody meanwhile.
    Outage,
}

/// A command to copy. Its template is written as documentation writes it, `<gateway>` and so on
/// standing for the person's own names; see [`PLACEHOLDERS`].
#[derive(Debug)]
pub struct Command {
    /// Where it is typed.
    pub shell: Shell,
    /// What it is for, in a few words.
    pub purpose: &'static str,
    /// The command, one or more lines.
    pub template: &'static str,
    /// What it does.
    pub effect: Effect,
    /// How to undo it; required of all that do not only read.
    pub undo: Option<&'static str>,
}

/// The names that a template may use between angle brackets.
pub const PLACEHOLDERS: &[&str] = &[
    "subscription",
    "resource-group",
    "gateway",
    "gateway-id",
    "pool",
    "setting",
    "probe",
    "address",
    "port",
    "protocol",
    "host",
    "path",
    "timeout",
    "root-name",
    "root-file",
    "certificate-name",
    "certificate-file",
    "root-names",
    "members",
    "status-codes",
    "body",
    "vnet",
    "vnet-resource-group",
    "subnet",
    "nsg",
    "route-table",
    "nic",
    "nic-resource-group",
    "backend-prefix",
    "firewall-ip",
    "dns-servers",
    "control-ports",
];
