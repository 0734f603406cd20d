//! One script that gathers everything the tool reads of a gateway, and a text to send with it.

use super::command::{Shell, fill_template};
use super::situation::Situation;
use crate::language::guide::collect as say;

/// The names that a script begins with; what is not known is left to the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The resource group.
    pub resource_group: Option<String>,
    /// The gateway.
    pub gateway: Option<String>,
    /// The subscription.
    pub subscription: Option<String>,
}

impl Names {
    /// As far as the case knows them.
    pub fn of(situation: &Situation<'_>) -> Self {
        let id = situation.gateway();
        Self {
            resource_group: id.and_then(|id| id.resource_group.clone()),
            gateway: situation.gateway_label().map(str::to_owned),
            subscription: id.and_then(|id| id.subscription.clone()),
        }
    }
}

/// What a script is saved as.
pub fn file_name(shell: Shell) -> &'static str {
    match shell {
        Shell::PowerShell => "appgw-doctor-collect.ps1",
        Shell::AzureCli | Shell::Posix | Shell::WindowsPrompt => "appgw-doctor-collect.sh",
    }
}

/// The script for a shell: PowerShell, or bash with Azure CLI for any other. It only reads, goes on
/// where something may not be read, and labels each section. The commands are those of the steps.
pub fn script(shell: Shell, names: &Names) -> String {
    let (shell, template) = match shell {
        Shell::PowerShell => (shell, include_str!("collect/powershell.ps1")),
        _ => (Shell::AzureCli, include_str!("collect/azure-cli.sh")),
    };
    let given = |name: &str| {
        let (value, unknown) = match name {
            "resource-group" => (&names.resource_group, "your-resource-group"),
            "gateway" => (&names.gateway, "your-gateway"),
            "subscription" => (&names.subscription, "your-subscription"),
            _ => return None,
        };
        let value = value.as_deref().unwrap_or(unknown);
        // What cannot be quoted is better left to the person, too.
        let safe = super::command::quote(value, shell).map_or(unknown, |_| value);
        Some(vec![safe.to_owned()])
    };
    fill_template(template, shell, given).text
}

/// A short text to send along.
pub const LETTER: &str = say::LETTER;

#[cfg(test)]
mod tests {
    use super::*;

    const SHELLS: [Shell; 2] = [Shell::AzureCli, Shell::PowerShell];

    #[test]
    fn names_are_quoted_and_what_is_not_known_is_left_to_the_person() {
        let names = Names {
            resource_group: Some("rg'; rm -rf ~".to_owned()),
            gateway: Some("agw-shop".to_owned()),
            subscription: Some("-x".to_owned()),
        };
        let text = script(Shell::AzureCli, &names);
        assert!(text.contains("RG='rg'\\''; rm -rf ~'\n"), "{text}");
        assert!(
            text.contains("GW=agw-shop\nSUB=your-subscription\n"),
            "{text}"
        );
        let text = script(Shell::PowerShell, &names);
        assert!(text.contains("$ResourceGroup = 'rg''; rm -rf ~'"), "{text}");
        assert!(
            text.contains("$Subscription = 'your-subscription'"),
            "{text}"
        );
    }

    #[test]
    fn the_scripts_only_read() {
        for shell in SHELLS {
            let text = script(shell, &Names::default()).to_ascii_lowercase();
            for word in [
                " update",
                " create",
                " delete",
                " set-az",
                "\nset-az",
                "new-az",
                "remove-az",
                "add-az",
                " start ",
                " stop ",
                "restart",
                "keyvault",
                "secret show",
                "list-keys",
            ] {
                // The session's own subscription is nothing of Azure's.
                let text = text.replace("set-azcontext", "");
                assert!(!text.contains(word), "{shell:?}: {word}");
            }
            assert!(!text.contains('<') || shell == Shell::AzureCli, "{text}");
        }
    }
}
