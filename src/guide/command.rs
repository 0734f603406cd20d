//! Commands as templates, what they do, and how a person's own names are filled in.
//!
//! The names come out of pastes, so they are hostile until quoted: whatever a name holds, the
//! filled command has the same words as the template, and the name is (a part of) one of them.

use std::net::Ipv6Addr;

use super::situation::Situation;
use crate::diagnosis::checks::nsg::{self, LetsIn};
use crate::gateway::{Cloud, Sku};
use crate::language::guide::command as say;

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

impl Shell {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::AzureCli => "Azure CLI",
            Self::PowerShell => "PowerShell",
            Self::Posix => say::POSIX,
            Self::WindowsPrompt => say::WINDOWS_PROMPT,
        }
    }
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

impl Effect {
    /// What it does, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reads => say::READS,
            Self::Changes => "changes",
            Self::ReplacesList => say::REPLACES_LIST,
            Self::ReplacesObject => say::REPLACES_OBJECT,
            Self::Outage => say::OUTAGE,
        }
    }
}

/// A command to copy. Its template is written as documentation writes it, `<gateway>` and so on
/// standing for the person's own names, never inside quotes; see [`PLACEHOLDERS`].
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

impl Command {
    /// A command that only reads.
    pub const fn reads(shell: Shell, purpose: &'static str, template: &'static str) -> Self {
        Self {
            shell,
            purpose,
            template,
            effect: Effect::Reads,
            undo: None,
        }
    }

    /// A command that does more, and how to undo it.
    pub const fn does(
        effect: Effect,
        shell: Shell,
        purpose: &'static str,
        template: &'static str,
        undo: &'static str,
    ) -> Self {
        Self {
            shell,
            purpose,
            template,
            effect,
            undo: Some(undo),
        }
    }
}

/// The names that a template may use between angle brackets. Those with `new-` are never filled in:
/// what stands there today is what the command is to change.
pub const PLACEHOLDERS: &[&str] = &[
    "subscription",
    "resource-group",
    "gateway",
    "gateway-id",
    "pool",
    "setting",
    "probe",
    "new-probe",
    "address",
    "server",
    "port",
    "new-port",
    "protocol",
    "host",
    "new-host",
    "server-name",
    "certificate-host",
    "path",
    "new-path",
    "timeout",
    "max-time",
    "new-timeout",
    "root-name",
    "root-file",
    "certificate-name",
    "certificate-file",
    "root-names",
    "members",
    "new-members",
    "status-codes",
    "new-code",
    "body",
    "new-body",
    "vnet",
    "vnet-resource-group",
    "subnet",
    "nsg",
    "nsg-resource-group",
    "nsg-rule",
    "manager-priority",
    "balancer-priority",
    "server-priority",
    "server-nsg",
    "server-nsg-resource-group",
    "route-table",
    "route-table-resource-group",
    "route",
    "nic",
    "nic-resource-group",
    "gateway-prefix",
    "backend-prefix",
    "firewall-ip",
    "dns-servers",
    "dns-server",
    "control-ports",
];

/// A command with the person's own names in it.
#[derive(Clone, Debug)]
pub struct FilledCommand {
    /// The command it was made from.
    pub command: &'static Command,
    /// What to type. What is not known still stands as `<name>`.
    pub text: String,
    /// What to run once before, outside the public cloud.
    pub sign_in: Option<String>,
    /// How to undo it, filled in likewise.
    pub undo: Option<String>,
    /// Placeholders that are left, each once, in order.
    pub missing: Vec<&'static str>,
}

/// Those that suit a choice of Azure CLI or PowerShell: an Azure command that is there for both is
/// given for the chosen one, and what there is only one of always.
pub fn in_shell(commands: &[FilledCommand], shell: Shell) -> impl Iterator<Item = &FilledCommand> {
    let has = |shell| commands.iter().any(|each| each.command.shell == shell);
    let both = has(Shell::AzureCli) && has(Shell::PowerShell);
    commands
        .iter()
        .filter(move |filled| match filled.command.shell {
            Shell::AzureCli | Shell::PowerShell => !both || filled.command.shell == shell,
            Shell::Posix | Shell::WindowsPrompt => true,
        })
}

/// Fills the names of a situation into a command.
pub fn fill(command: &'static Command, situation: &Situation<'_>) -> FilledCommand {
    let filled = fill_template(command.template, command.shell, |name| {
        values(name, situation)
    });
    let undo = command
        .undo
        .map(|undo| fill_template(undo, command.shell, |name| values(name, situation)).text);
    FilledCommand {
        command,
        text: filled.text,
        sign_in: sign_in(command, situation.cloud()),
        undo,
        missing: filled.missing,
    }
}

/// A template with values in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// Placeholders without a usable value, each once, in order.
    pub missing: Vec<&'static str>,
}

/// Replaces the placeholders of a template by values, quoted for the shell; a placeholder with
/// several values becomes several words, and goes where it is known to have none. What is not known,
/// or is nothing that quoting makes safe, stays as it is, and so does text between angle brackets
/// that is no placeholder.
pub fn fill_template(
    template: &str,
    shell: Shell,
    values: impl Fn(&str) -> Option<Vec<String>>,
) -> Filled {
    let mut text = String::with_capacity(template.len());
    let mut missing = Vec::new();
    let mut rest = template;
    while let Some((before, name, after)) = next_placeholder(rest) {
        text.push_str(before);
        match values(name).and_then(|values| quote_all(&values, shell)) {
            // A list known to be empty takes the blank before it along.
            Some(words) if words.is_empty() => {
                text.truncate(text.trim_end_matches(' ').len());
            }
            Some(words) => text.push_str(&words),
            None => {
                text.push('<');
                text.push_str(name);
                text.push('>');
                if !missing.contains(&name) {
                    missing.push(name);
                }
            }
        }
        rest = after;
    }
    text.push_str(rest);
    Filled { text, missing }
}

/// What stands before the first placeholder of a text, the placeholder, and what stands after.
fn next_placeholder(text: &str) -> Option<(&str, &'static str, &str)> {
    let mut from = 0;
    loop {
        let (_, tail) = text.split_at_checked(from)?;
        let open = from + tail.find('<')?;
        let (before, tail) = text.split_at_checked(open)?;
        let inner = tail.strip_prefix('<')?;
        let known = PLACEHOLDERS.iter().find_map(|name| {
            let after = inner.strip_prefix(name)?.strip_prefix('>')?;
            Some((before, *name, after))
        });
        if known.is_some() {
            return known;
        }
        from = open + 1;
    }
}

/// The values as words of the shell; `None` where one cannot be made safe.
fn quote_all(values: &[String], shell: Shell) -> Option<String> {
    let words: Option<Vec<String>> = values.iter().map(|value| quote(value, shell)).collect();
    let between = match shell {
        Shell::PowerShell => ", ",
        Shell::AzureCli | Shell::Posix | Shell::WindowsPrompt => " ",
    };
    Some(words?.join(between))
}

/// A value as one word of the shell, or `None` where it is better not typed at all: empty; with
/// control or invisible characters, which a terminal acts on; or with a first character that the
/// program called would act on whatever the quotes: `-` begins an option, `@` makes Azure CLI
/// read a file.
pub fn quote(value: &str, shell: Shell) -> Option<String> {
    if value.is_empty() || value.starts_with(['-', '@']) || value.chars().any(is_unprintable) {
        return None;
    }
    let plain = value.chars().all(is_plain);
    match shell {
        Shell::AzureCli | Shell::Posix if plain => Some(value.to_owned()),
        Shell::AzureCli | Shell::Posix => Some(format!("'{}'", value.replace('\'', r"'\''"))),
        // A bare word may be a number with a suffix (`1kb`) or an expression: digits apart,
        // everything is quoted.
        Shell::PowerShell if value.chars().all(|c| c.is_ascii_digit()) => Some(value.to_owned()),
        Shell::PowerShell => {
            let mut word = String::with_capacity(value.len() + 2);
            word.push('\'');
            for c in value.chars() {
                if is_powershell_quote(c) {
                    word.push(c);
                }
                word.push(c);
            }
            word.push('\'');
            Some(word)
        }
        // No quoting of the command prompt keeps `%name%` from being replaced.
        Shell::WindowsPrompt => plain.then(|| value.to_owned()),
    }
}

/// What no shell here gives a meaning to.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | ':' | '@' | '-')
}

/// PowerShell takes the typographic single quotes for the straight one.
fn is_powershell_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}')
}

/// Characters that are not seen but acted on: controls, line separators, and marks that reorder
/// or hide text.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// What selects the cloud, for the clouds that need it and the commands that ask Azure.
fn sign_in(command: &Command, cloud: Cloud) -> Option<String> {
    // Windows' own cmdlets run on the server or look up a name: no cloud concerns them.
    let asks_azure = command.shell != Shell::PowerShell || command.template.contains("-Az");
    if cloud == Cloud::Public || !asks_azure {
        return None;
    }
    match (command.shell, cloud.cli_name()) {
        (Shell::AzureCli, Some(name)) => Some(format!("az cloud set --name {name}")),
        // Azure CLI has no profile for it: it reads one from the cloud's own endpoint.
        (Shell::AzureCli, None) => Some(format!(
            "export ARM_CLOUD_METADATA_URL=https://{}/metadata/endpoints?api-version=2019-05-01",
            cloud.resource_manager()
        )),
        (Shell::PowerShell, Some(name)) => Some(format!("Connect-AzAccount -Environment {name}")),
        (Shell::PowerShell, None) => Some(format!(
            "Add-AzEnvironment -AutoDiscover -Uri https://{}",
            cloud.resource_manager()
        )),
        (Shell::Posix | Shell::WindowsPrompt, _) => None,
    }
}

/// What a placeholder stands for in a situation; `None` where it is not known.
fn values(name: &str, situation: &Situation<'_>) -> Option<Vec<String>> {
    let id = situation.gateway();
    let probe = situation.probe();
    let list = match name {
        "status-codes" if !probe?.status_codes.is_empty() => Some(&probe?.status_codes),
        "members" => Some(&situation.pool_config()?.members),
        "root-names" => situation.setting()?.trusted_roots.as_ref(),
        _ => None,
    };
    if let Some(list) = list {
        return Some(list.clone());
    }
    let text = match name {
        "subscription" => id?.subscription.clone(),
        "resource-group" => id?.resource_group.clone(),
        "gateway" => situation.gateway_label().map(str::to_owned),
        "gateway-id" => id?.gateway_id(),
        "pool" => situation.pool_name().map(str::to_owned),
        "setting" => situation.setting_label().map(str::to_owned),
        "probe" => probe?.name.clone(),
        "address" => situation
            .address()
            .map(|address| unbracketed(address).to_owned()),
        "server" => situation.address().map(bracketed),
        "port" => situation.port().map(|port| port.to_string()),
        "protocol" => Some(situation.protocol()?.as_str().to_owned()),
        "host" => situation.host().map(str::to_owned),
        "server-name" => situation.server_name().map(str::to_owned),
        "certificate-host" => situation.certificate_host().map(str::to_owned),
        "path" => situation.path().map(str::to_owned),
        // How long to wait for what the probe waits for.
        "max-time" => Some(situation.timing().timeout.to_string()),
        "timeout" => probe?.timeout.map(|seconds| seconds.to_string()),
        // A probe that names no codes accepts these.
        "status-codes" => probe.map(|_| "200-399".to_owned()),
        "body" => situation.expected_body().map(str::to_owned),
        "manager-priority" => priority(situation, LetsIn::Management),
        "balancer-priority" => priority(situation, LetsIn::Balancer),
        "server-priority" => priority(situation, LetsIn::Gateway),
        "control-ports" => Some(control_ports(situation.sku()).to_owned()),
        // What stands around the gateway; the rest is what the person chooses (`new-path`).
        _ => return situation.around().value(name),
    };
    text.map(|text| vec![text])
}

/// A priority that takes effect, from the rules that were pasted.
fn priority(situation: &Situation<'_>, what: LetsIn) -> Option<String> {
    nsg::free_priority(&situation.around(), what).map(|number| number.to_string())
}

/// An IPv6 address as URLs and `host:port` want it, in brackets; anything else as it is.
fn bracketed(address: &str) -> String {
    match unbracketed(address) {
        bare if bare.parse::<Ipv6Addr>().is_ok() => format!("[{bare}]"),
        bare => bare.to_owned(),
    }
}

/// An address without the brackets that an IPv6 address may stand in.
fn unbracketed(address: &str) -> &str {
    let inner = address
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inner
        .filter(|inner| inner.parse::<Ipv6Addr>().is_ok())
        .unwrap_or(address)
}

/// The ports on which Azure manages a gateway's instances. v2 where nothing says.
pub fn control_ports(sku: Option<Sku>) -> &'static str {
    match sku {
        Some(Sku::V1) => "65503-65534",
        Some(Sku::V2) | None => "65200-65535",
    }
}
