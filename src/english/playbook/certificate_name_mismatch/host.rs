//! Where the host name is set: backend setting, probe, and on v1 the pool.

use crate::guide::command::{Command, Effect, Shell};
use crate::guide::playbook::tls::answers;
use crate::guide::server_name::{Compared, compared, is_ip};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    BACKEND_SETTINGS, BAD_GATEWAY_STEPS, HEALTH, HEALTH_2026, PROBES, TLS_OVERVIEW,
};
use crate::guide::step::{Blade, Block, Branch, Next, Step};

use super::HEADING;

/// Gives the setting a host name.
pub(super) static SETTING_HOST: Step = Step {
    id: "certificate-name-mismatch/setting-host",
    title: "With the default probe: give the backend setting a host name",
    body: &[
        Block::Text("The default probe has no host of its own and takes the setting's. Two ways:"),
        Block::List(&[
            "`Override with specific host name`: one name for all servers, which all of their certificates carry. Clients' requests reach the servers with this host too.",
            "`Pick host name from backend target`: each server is asked for by its own name. It works only where the pool holds names, not IP addresses.",
        ]),
        Block::Caution(
            "Both also change the host that the application sees in clients' requests, which may break its redirects, links and cookies. A custom probe's host leaves requests alone; the certificate must then also carry the host that clients ask for.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Override with a name",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name <certificate-host> --host-name-from-backend-pool false",
            "The same command with the former values; no host name at all is `--host-name null`",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Pick the name from the pool",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name null --host-name-from-backend-pool true",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name-from-backend-pool false",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Override with a name",
            with_gateway!(
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting | Format-List HostName, PickHostNameFromBackendAddress"
                "$setting.HostName = <certificate-host>"
                "$setting.PickHostNameFromBackendAddress = $false"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the values printed before",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Pick the name from the pool",
            with_gateway!(
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting | Format-List HostName, PickHostNameFromBackendAddress"
                "$setting.HostName = $null"
                "$setting.PickHostNameFromBackendAddress = $true"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the values printed before",
        ),
    ],
    branches: &[
        Branch::new("The server turns healthy", "", Next::Verify),
        Branch::new(
            "The setting has a custom probe with a host",
            "That one wins for the probe.",
            Next::Step("certificate-name-mismatch/probe-host"),
        ),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_setting_host),
    sources: &[
        HEALTH.under(HEADING),
        TLS_OVERVIEW.cite(),
        BACKEND_SETTINGS.cite(),
    ],
    ..Step::BLANK
};

fn answer_setting_host(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v2(situation) {
        return answer;
    }
    let Some(setting) = situation.setting() else {
        return Answer::needs(answers::PASTE_CONFIG);
    };
    let custom = setting.probe.as_ref().and_then(Option::as_deref);
    let own_host = situation.probe().and_then(|probe| probe.host.as_deref());
    if let (Some(probe), Some(host)) = (custom, own_host) {
        return Answer::not_applicable(format!(
            "The setting has the custom probe `{probe}`, which sends a host of its own: `{host}`."
        ));
    }
    if let Some(host) = setting.host_name.as_deref() {
        return match is_ip(host) {
            true => Answer::culprit(format!(
                "The setting's host name is the IP address `{host}`."
            )),
            false => Answer::done(format!(
                "The setting sends the host name `{host}`; the certificate must carry it."
            )),
        };
    }
    if setting.pick_host_name_from_backend_address != Some(true) {
        return match custom {
            None if setting.probe.is_none() => Answer::needs(answers::PASTE_CONFIG),
            _ => Answer::culprit("The setting has no host name and picks none from the pool."),
        };
    }
    match situation.address() {
        Some(address) if is_ip(address) => Answer::culprit(format!(
            "The setting picks the host name from the pool, where `{address}` is an IP address."
        )),
        Some(address) => Answer::done(format!(
            "The setting picks the host name from the pool: `{address}`."
        )),
        None => Answer::open("The setting picks the host name from the pool."),
    }
}

/// Gives the probe a host name.
pub(super) static PROBE_HOST: Step = Step {
    id: "certificate-name-mismatch/probe-host",
    title: "With a custom probe: give it a name of the certificate",
    body: &[
        Block::Text(
            "On v2 the probe's host is both the Host header and the server name, and it is what the certificate is compared with. Put a name from the certificate into `host`. Where the backend setting has the right host name already, let the probe take it from there: `Pick host name from backend setting`.",
        ),
        Block::Text(
            "The probe's host does not touch clients' requests: for these the setting's host name counts, else the client's own.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Give the probe a host",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --host <certificate-host> --host-name-from-http-settings false",
            "The same command with the former host",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Let it take the setting's",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --host null --host-name-from-http-settings true",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --host <host> --host-name-from-http-settings false",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Give the probe a host",
            with_gateway!(
                "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>"
                "$probe | Format-List Host, PickHostNameFromBackendHttpSettings"
                "$probe.Host = <certificate-host>"
                "$probe.PickHostNameFromBackendHttpSettings = $false"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the values printed before",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Let it take the setting's",
            with_gateway!(
                "$probe = Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe>"
                "$probe | Format-List Host, PickHostNameFromBackendHttpSettings"
                "$probe.Host = $null"
                "$probe.PickHostNameFromBackendHttpSettings = $true"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with the values printed before",
        ),
    ],
    branches: &[
        Branch::new("The server turns healthy", "", Next::Verify),
        Branch::new(
            "Healthy, but clients get 502",
            "Requests use another name than the probe: give the setting a host name, or have the certificate carry the clients' host.",
            Next::Step("certificate-name-mismatch/setting-host"),
        ),
        Branch::new(
            "`ApplicationGatewayBackendHttpSettingsIncompatibleProbeSettingPickHostName`",
            "The probe is to take the host from a setting that has none: give the setting one first.",
            Next::Step("certificate-name-mismatch/setting-host"),
        ),
    ],
    portal: &[Blade::HealthProbes],
    answer: Some(answer_probe_host),
    sources: &[
        HEALTH.under(HEADING),
        PROBES.cite(),
        BAD_GATEWAY_STEPS.cite(),
    ],
    ..Step::BLANK
};

fn answer_probe_host(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v2(situation) {
        return answer;
    }
    if situation.has_default_probe() {
        return Answer::not_applicable("The setting has no custom probe.");
    }
    let Some(probe) = situation.probe() else {
        return Answer::needs(answers::PASTE_CONFIG);
    };
    match probe.host.as_deref() {
        Some(host) if is_ip(host) => Answer::culprit(format!(
            "The probe's host is the IP address `{host}`: no server name is sent."
        )),
        Some(host) => Answer::open(format!(
            "The probe's host is `{host}`; the certificate must carry it."
        )),
        None if probe.pick_host_name_from_backend_settings == Some(true) => Answer::open(
            "The probe takes its host from the backend setting: the name there counts.",
        ),
        None => Answer::culprit("The probe has no host and takes none from the setting."),
    }
}

/// Gives the pool a name.
pub(super) static POOL_NAME_V1: Step = Step {
    id: "certificate-name-mismatch/pool-name-v1",
    title: "On v1: make the pool's entry a name of the certificate",
    body: &[Block::Text(
        "v1 compares the name in the backend pool and takes no notice of the probe's host. Enter the server by a name that is on its certificate and that resolves to it. With an IP address in the pool no server name is sent; the server's default certificate must then be the one uploaded as authentication certificate.",
    )],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Read the pool",
            "az network application-gateway address-pool show -g <resource-group> --gateway-name <gateway> -n <pool> --query \"backendAddresses\"",
        ),
        Command::does(
            Effect::ReplacesList,
            Shell::AzureCli,
            "Enter the name; name every entry that stays",
            "az network application-gateway address-pool update -g <resource-group> --gateway-name <gateway> -n <pool> --servers <certificate-host>",
            "az network application-gateway address-pool update -g <resource-group> --gateway-name <gateway> -n <pool> --servers <members>",
        ),
        Command::does(
            Effect::ReplacesList,
            Shell::PowerShell,
            "Enter the name; name every entry that stays",
            with_gateway!(
                "$gw = Set-AzApplicationGatewayBackendAddressPool -ApplicationGateway $gw -Name <pool> -BackendFqdns <certificate-host>"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same with the former entries: `-BackendFqdns` or `-BackendIPAddresses`",
        ),
    ],
    branches: &[Branch::new("The server turns healthy", "", Next::Verify)],
    portal: &[Blade::BackendPools],
    answer: Some(answer_pool_name_v1),
    sources: &[HEALTH.under(HEADING), TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

fn answer_pool_name_v1(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v1(situation) {
        return answer;
    }
    match situation.address() {
        Some(address) if is_ip(address) => Answer::culprit(format!(
            "The pool's entry `{address}` is an IP address, which no server name can be made of."
        )),
        Some(address) => Answer::open(format!(
            "The pool's entry is `{address}`; the certificate must carry it."
        )),
        None => Answer::OPEN,
    }
}

/// Pools of IP addresses.
pub(super) static IP_TARGET: Step = Step {
    id: "certificate-name-mismatch/ip-target",
    title: "Servers given by IP address: say the name some other way",
    body: &[
        Block::Text(
            "A pool of IP addresses is fine, but then the name has to come from the setting or the probe. On v2, one of these:",
        ),
        Block::List(&[
            "a host name on the setting (`Override with specific host name`), which the certificates carry;",
            "a custom probe with such a host, if clients' requests bring the right host themselves;",
            "a fixed server name (`sniName`), or no name check at all, with the setting's validation switches.",
        ]),
        Block::Text(
            "Never an IP address as host of an HTTPS probe or setting, and never `Pick host name from backend target` with IP addresses.",
        ),
    ],
    branches: &[Branch::new("A host name is set now", "", Next::Verify)],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_ip_target),
    sources: &[HEALTH_2026.cite(), TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

fn answer_ip_target(situation: &Situation<'_>) -> Answer {
    if let Some(answer) = answers::unless_v2(situation) {
        return answer;
    }
    let Some(address) = situation.address() else {
        return Answer::OPEN;
    };
    if !is_ip(address) {
        return Answer::not_applicable(format!("The pool gives this server by name: `{address}`."));
    }
    match compared(situation) {
        Compared::Name(name, origin) if !is_ip(name) => Answer::done(format!(
            "The server is given by its IP address, but the name comes from elsewhere: `{name}`, {}.",
            origin.words()
        )),
        Compared::Name(name, _) => Answer::culprit(format!(
            "The server is given by its IP address, and the host is one too: `{name}`."
        )),
        Compared::AddressOnV1(_) => Answer::culprit(format!(
            "The server is given by its IP address `{address}`, so v1 sends no server name: its default certificate is what counts."
        )),
        Compared::PickedIp(_) => Answer::culprit(format!(
            "The server is given by its IP address `{address}`, and the setting picks the host name from there."
        )),
        Compared::NoHost => Answer::culprit(format!(
            "The server is given by its IP address `{address}`, and nothing else has a host name."
        )),
        Compared::Nothing => Answer::done("`validateSNI` is off: no name is compared."),
        Compared::Unknown => Answer::needs(answers::PASTE_CONFIG),
    }
}
