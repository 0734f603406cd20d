//! Which Host header reaches an application that goes by it.

use crate::gateway::{BackendSetting, is_app_service};
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{BACKEND_SETTINGS, BAD_GATEWAY_STEPS};
use crate::guide::step::{Blade, Block, Branch, Next, Step};
use crate::words::WITHOUT_A_NAME;

pub(super) static APP_SERVICE_HOST: Step = Step {
    id: "healthy-but-failing/app-service-host",
    title: "See that the application gets a Host header that it knows",
    body: &[
        Block::Text(
            "Where the backend setting neither has a host name nor picks it from the backend target, the client's own Host header goes on to the server. App Service, and other platforms that many applications share, answer only to names that are bound to the app: an error, or the page of somebody else. The probe may send another name, and be answered well.",
        ),
        Block::Text(
            "A server on App Service that is unhealthy has a fault of its probe or certificate instead.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "The setting's host, as it is",
            "az network application-gateway http-settings show -g <resource-group> --gateway-name <gateway> -n <setting> -o json",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Send the server its own name",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name-from-backend-pool true",
            "The same command with `--host-name-from-backend-pool false`.",
        ),
    ],
    branches: &[
        Branch::new(
            "The name is not bound to the app",
            "Best bind the clients' own name to the app, so that cookies and redirects keep it; or let the setting pick the name from the backend target.",
            Next::Verify,
        ),
        Branch::new("It is bound", "", Next::Continue),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answer_host),
    sources: &[BAD_GATEWAY_STEPS.cite(), BACKEND_SETTINGS.cite()],
    ..Step::BLANK
};

/// Whether a setting lets the client's Host header through; `None` where it does not show.
fn passes_host(setting: &BackendSetting) -> Option<bool> {
    if setting.host_name.is_some() {
        return Some(false);
    }
    // What a projection leaves out is not known to be off.
    setting
        .pick_host_name_from_backend_address
        .map(|picks| !picks)
}

/// The first App Service among the members, and the settings that requests go to it with.
fn app_service<'a>(s: &Situation<'a>) -> Option<(&'a str, Vec<&'a BackendSetting>)> {
    let configuration = &s.diagnosis.configuration;
    let wanted = s.setting_name();
    let used = |setting: &BackendSetting| match (wanted, setting.name.as_deref()) {
        (Some(wanted), Some(name)) => name.eq_ignore_ascii_case(wanted),
        _ => true,
    };
    let mut app = None;
    let mut found: Vec<&BackendSetting> = Vec::new();
    let mut add = |address: &'a str, setting: Option<&'a BackendSetting>| {
        if !is_app_service(address) {
            return;
        }
        app.get_or_insert(address);
        if let Some(setting) = setting.filter(|setting| used(setting))
            && !found.iter().any(|known| std::ptr::eq(*known, setting))
        {
            found.push(setting);
        }
    };
    for row in s.servers() {
        let id = row
            .gateway_index
            .and_then(|at| s.diagnosis.gateways.get(at));
        let setting = row.setting.as_deref();
        let setting =
            setting.and_then(|name| configuration.setting(name, id.map(|known| &known.id)));
        if let Some(address) = row.address.as_deref() {
            add(address, setting);
        }
    }
    for setting in s.settings() {
        for pool in configuration.pools_with(setting) {
            for member in &pool.members {
                add(member, Some(setting));
            }
        }
    }
    for pool in s.pools() {
        for member in &pool.members {
            add(member, None);
        }
    }
    Some((app?, found))
}

fn answer_host(s: &Situation<'_>) -> Answer {
    let Some((app, settings)) = app_service(s) else {
        return match s.diagnosis.servers.is_empty() {
            true => Answer::OPEN,
            false => Answer::open(
                "No member is named like an App Service; another platform that goes by the Host header may be behind it all the same.",
            ),
        };
    };
    if settings.is_empty() {
        return Answer::needs(format!(
            "`{app}` is an App Service. Paste what `az network application-gateway show` prints, to see which Host header it gets."
        ));
    }
    let passing: Vec<&str> = settings
        .iter()
        .filter(|setting| passes_host(setting) == Some(true))
        .map(|setting| setting.name.as_deref().unwrap_or(WITHOUT_A_NAME))
        .collect();
    if !passing.is_empty() {
        return Answer::culprit(format!(
            "`{app}` is an App Service, and the setting {} neither has a host name nor picks one: it gets the client's own Host header, which works only if that name is bound to the app.",
            passing.join(", ")
        ));
    }
    if settings
        .iter()
        .any(|setting| passes_host(setting).is_none())
    {
        return Answer::open(format!(
            "`{app}` is an App Service; what is here of the setting does not tell whether it picks the host name."
        ));
    }
    Answer::done(format!(
        "`{app}` is an App Service, and the setting sends it a name of its own."
    ))
}
