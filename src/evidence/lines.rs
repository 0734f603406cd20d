//! What a line of a terminal is besides output: prompts, commands, warnings, comments.

/// Commands that stand in a transcript without a prompt.
const COMMANDS: [&str; 16] = [
    "az ",
    "Get-Az",
    "Get-AzureRm",
    "Connect-Az",
    "Set-Az",
    "Select-Az",
    "Invoke-",
    "ConvertTo-Json",
    "curl ",
    "openssl ",
    "kubectl ",
    "jq ",
    "cat ",
    "Get-Content ",
    "armclient ",
    "echo ",
];

/// Whether a line is a command that somebody typed, with or without a prompt.
pub(super) fn is_command(line: &str) -> bool {
    let line = line.trim();
    if let Some(command) = after_prompt(line) {
        return !command.starts_with(['{', '[', '"']);
    }
    // `Invoke-WebRequest : The remote server …`: PowerShell names whoever reports an error.
    let is_error = line
        .split_once(": ")
        .is_some_and(|(before, _)| !before.trim_end().contains(' '));
    if !is_error
        && COMMANDS
            .iter()
            .any(|command| starts_with_ignoring_case(line, command))
    {
        return true;
    }
    // `$health = Get-AzApplicationGatewayBackendHealth …`
    let assigned = line
        .strip_prefix('$')
        .and_then(|rest| rest.split_once('='))
        .map(|(_, command)| command.trim_start());
    assigned.is_some_and(|command| {
        COMMANDS
            .iter()
            .any(|known| starts_with_ignoring_case(command, known))
    })
}

/// What follows a prompt; `None` where the line begins with none.
pub(super) fn after_prompt(line: &str) -> Option<&str> {
    let line = line.trim_start();
    // PowerShell: `PS C:\Users\ada> `, Azure Cloud Shell: `PS /home/ada> `.
    if let Some(rest) = line.strip_prefix("PS")
        && rest.starts_with([' ', '>'])
        && let Some(end) = rest.find('>').filter(|end| *end < 200)
    {
        return rest.get(end + 1..).map(str::trim_start);
    }
    // cmd: `C:\Users\ada>`.
    let mut chars = line.chars();
    if chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.as_str().starts_with(":\\")
        && let Some(end) = line.find('>').filter(|end| *end < 200)
    {
        return line.get(end + 1..).map(str::trim_start);
    }
    for sign in ["$", "%", "#", "❯", "➜"] {
        if let Some(rest) = line.strip_prefix(sign)
            && let Some(command) = rest.strip_prefix([' ', '\u{a0}'])
            && COMMANDS
                .iter()
                .any(|known| starts_with_ignoring_case(command.trim_start(), known))
        {
            return Some(command.trim_start());
        }
    }
    // `ada@host:~$ `, `ada@Azure:~$`, `[ada@host ~]$ `, Cloud Shell's `ada [ ~ ]$ `, `bash-5.2$ `.
    let end = line.find(['$', '#']).filter(|end| *end < 80)?;
    let (before, sign) = line.split_at_checked(end)?;
    let looks_like_prompt = (before.contains('@') && before.contains([':', '~', ' ']))
        || before.trim_end().ends_with(" ]")
        || before.starts_with("bash-")
        || before.starts_with("sh-");
    let rest = sign.get(1..)?;
    (looks_like_prompt && (rest.is_empty() || rest.starts_with(' ')) && !before.contains('"'))
        .then(|| rest.trim_start())
}

/// Whether a line says nothing: warnings of tools, comments, separators, marks of cuts.
pub(super) fn is_noise(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() {
        return true;
    }
    const STARTS: [&str; 12] = [
        "/*",
        "WARNING:",
        "DEBUG:",
        "INFO:",
        "VERBOSE:",
        "#",
        "//",
        "```",
        "~~~",
        "<!--",
        "@@ ",
        "diff --git",
    ];
    if STARTS.iter().any(|start| line.starts_with(start)) {
        return true;
    }
    // The portal's headings, a cell a line, and its links.
    const PORTAL: [&str; 9] = [
        "Server",
        "Servers",
        "Status",
        "Backend pool",
        "Backend setting",
        "Backend settings",
        "Details",
        "Troubleshoot",
        "View details",
    ];
    if PORTAL.contains(&line) {
        return true;
    }
    if matches!(
        line,
        "..." | "…" | "[...]" | "[…]" | "DONE" | "," | "Learn more" | "{...}" | "{…}"
    ) {
        return true;
    }
    if line == crate::certificate::private_key::MARK {
        return true;
    }
    // `<...snipped...>`, `[... 20 lines cut ...]`
    let inside = line
        .strip_prefix(['<', '[', '('])
        .and_then(|line| line.strip_suffix(['>', ']', ')']));
    if inside.is_some_and(|inside| {
        inside.starts_with("...") || inside.starts_with('…') || inside.starts_with("snip")
    }) {
        return true;
    }
    line.chars()
        .all(|c| matches!(c, '-' | '=' | '*' | '_' | '.' | '|' | '+' | ' '))
}

/// An argument of a command that goes on over several lines.
pub(super) fn is_argument(line: &str) -> bool {
    let line = line.trim();
    let Some(rest) = line.strip_prefix('-') else {
        return false;
    };
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    rest.starts_with(|c: char| c.is_ascii_alphabetic())
}

pub(super) fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_prompts_of_every_shell() {
        for line in [
            "PS C:\\Users\\ada\\> Get-AzApplicationGatewayBackendHealth -Name agw",
            "PS /home/ada> az account show",
            "C:\\Users\\ada>az network application-gateway list",
            "$ az network application-gateway show-backend-health -g rg -n agw",
            "ada@build:~/shop$ az account show",
            "ada [ ~ ]$ az account show",
            "[ada@build ~]$ openssl version",
            "az network application-gateway show-backend-health -g rg -n agw",
            "$health = Get-AzApplicationGatewayBackendHealth -Name agw -ResourceGroupName rg",
        ] {
            assert!(is_command(line), "{line}");
        }
    }

    #[test]
    fn output_is_no_command() {
        for line in [
            "address: 10.0.0.4",
            "\"health\": \"Healthy\"",
            "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access.",
            "PSChildName : x",
            "Price is 5 $ a day",
        ] {
            assert!(!is_command(line), "{line}");
        }
    }

    #[test]
    fn knows_noise() {
        for line in [
            "",
            "WARNING: in preview",
            "# note",
            "<...snipped...>",
            "----",
            "DONE",
        ] {
            assert!(is_noise(line), "{line}");
        }
        for line in ["No results.", "null", "10.0.0.4  Healthy"] {
            assert!(!is_noise(line), "{line}");
        }
    }
}
