//! The certificate is for another name.

mod host;
mod switches;

use super::tls::names;
use super::tls::{self, answers};
use super::{CLIENTS_SEE, common};
use crate::fault::{Basis, Fault};
use crate::gateway::Sku;
use crate::guide::Topic;
use crate::guide::command::{Command, Shell};
use crate::guide::server_name::{Compared, compared, is_ip};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{
    BACKEND_SETTINGS, BAD_GATEWAY, BAD_GATEWAY_STEPS, HEALTH, HEALTH_2026, NAME_FOR_UNTRUSTED,
    PROBES, RFC_6066, RFC_6125, SELF_SIGNED, TEST_DIFFERS, TLS_OVERVIEW,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading.
const HEADING: &str = "Common Name (CN) doesn't match";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::CertificateNameMismatch),
    title: "The server's certificate is for another name",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[
        Block::Text(
            "The server answered, TLS began, and the certificate that it presented does not carry the name that the gateway expects. On v2 that is the host of the custom probe, else the host of the backend setting; on v1 the name in the pool.",
        ),
        Block::Text(
            "The same name goes to the server as server name (SNI). A server with several sites chooses its certificate by it, so a missing or wrong name often brings the wrong certificate in the first place.",
        ),
        tls::ONE_AT_A_TIME,
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "certificate-name-mismatch/cause-host",
            "v2: the setting uses HTTPS, and neither the custom probe's host nor, without one, the setting's host name is on the certificate.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "certificate-name-mismatch/cause-no-host",
            "v2: there is no host name at all: the default probe on a setting without one sends `127.0.0.1`, and no server name. The server presents its default certificate.",
            &[PROBES.cite(), TLS_OVERVIEW.cite()],
        ),
        Statement::documented(
            "certificate-name-mismatch/cause-v1",
            "v1: the name of the pool's entry is not on the certificate.",
            &[HEALTH.under(HEADING)],
        ),
        Statement::documented(
            "certificate-name-mismatch/cause-ip-host",
            "The host is an IP address. No server name is sent then, and the server cannot choose the right certificate.",
            &[HEALTH_2026.cite(), RFC_6066.under("3")],
        ),
        Statement::inferred(
            "certificate-name-mismatch/cause-certificate-replaced",
            "The certificate was replaced by one with other names, or another site on the same server became the default.",
        ),
    ],
    twins: &[
        Statement {
            id: "certificate-name-mismatch/twin-untrusted",
            text: "The portal's Test of a probe was seen to give this message for certificates whose CA is not trusted, whatever the host was.",
            basis: Basis::Observed,
            sources: &[NAME_FOR_UNTRUSTED.observed()],
        },
        Statement {
            id: "certificate-name-mismatch/twin-test",
            text: "The portal's Test was also seen to give it for a wildcard certificate while the periodic report said Healthy. The validation switches of the setting do not apply to Test.",
            basis: Basis::Observed,
            sources: &[TEST_DIFFERS.observed(), BACKEND_SETTINGS.cite()],
        },
    ],
    disagreements: &[
        Statement::documented(
            "certificate-name-mismatch/disagree-common-name",
            "Messages and property texts speak of the common name alone. The rule is the other way round: with alternative names on the certificate only these count, the common name counts only without them.",
            &[HEALTH.under(HEADING), RFC_6125.under("6.4.4")],
        ),
        Statement::documented(
            "certificate-name-mismatch/disagree-default-host",
            "What the default probe sends as host: the troubleshooting articles say always `127.0.0.1`; the probe overview says the setting's host where it has one, and `127.0.0.1` only without.",
            &[
                HEALTH.under("Backend health status: Unhealthy"),
                BAD_GATEWAY.cite(),
                PROBES.cite(),
            ],
        ),
        Statement::documented(
            "certificate-name-mismatch/disagree-pool-name",
            "Whether v2 falls back to the pool's name when neither probe nor setting has a host: the TLS overview said so until 2023 and does not since 2025. Don't rely on it: give the setting a host.",
            &[TLS_OVERVIEW.cite()],
        ),
        Statement::documented(
            "certificate-name-mismatch/disagree-sni-default",
            "An empty `sniName` is said to stand for the host of the client's request. By the TLS overview that holds for live traffic only, and only where the setting sends no host name of its own.",
            &[
                BACKEND_SETTINGS.cite(),
                BAD_GATEWAY_STEPS.cite(),
                TLS_OVERVIEW.cite(),
            ],
        ),
        Statement::documented(
            "certificate-name-mismatch/disagree-test",
            "The verdict of the portal's Test and that of the periodic report may differ, rightly: they do not check the same.",
            &[BACKEND_SETTINGS.cite()],
        ),
    ],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &common::CERTIFICATE_PICTURE,
        &COMPARED_NAME,
        &names::READ_NAMES,
        &COMPARE,
        &host::SETTING_HOST,
        &host::PROBE_HOST,
        &host::POOL_NAME_V1,
        &host::IP_TARGET,
        &switches::SNI_NAME,
        &WILDCARD,
        &REISSUE,
        &switches::SKIP_NAME_CHECK,
        &PORTAL_TEST,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    links: &[
        tls::TLS_LINK,
        Link {
            label: "The portal's own link in the message",
            url: "https://aka.ms/backendcertcnmismatch",
        },
    ],
    sources: &[
        HEALTH.under(HEADING),
        HEALTH_2026.cite(),
        TLS_OVERVIEW.cite(),
    ],
};

static COMPARED_NAME: Step = Step {
    id: "certificate-name-mismatch/compared-name",
    title: "Find out which name the gateway expects",
    body: &[
        Block::Text("The first that applies:"),
        Block::Table(&[
            &["Gateway", "Probe", "Clients' requests"],
            &[
                "v2, `validateSNI` off",
                "No name is compared",
                "No name is compared",
            ],
            &["v2, `sniName` set", "`sniName`", "`sniName`"],
            &[
                "v2",
                "Host of the custom probe, else host name of the setting: overridden, or picked from the pool's entry",
                "Host name of the setting, else the host that the client asked for",
            ],
            &[
                "v2, host is an IP address, `127.0.0.1` included",
                "No server name is sent",
                "No server name is sent",
            ],
            &[
                "v1, pool entry is a name",
                "The pool's entry",
                "The pool's entry",
            ],
            &[
                "v1, pool entry is an IP address",
                "No server name is sent: the server's default certificate must be the allow-listed one",
                "No server name is sent",
            ],
        ]),
        Block::Text(
            "Probe and requests may use different names. A server can be healthy and still be refused for the name of the request.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Read the setting",
            "az network application-gateway http-settings show -g <resource-group> --gateway-name <gateway> -n <setting> --query \"{host:hostName,pick:pickHostNameFromBackendAddress,probe:probe.id,sni:sniName,validateSNI:validateSNI}\"",
        ),
        Command::reads(
            Shell::AzureCli,
            "Read its probe",
            "az network application-gateway probe show -g <resource-group> --gateway-name <gateway> -n <probe> --query \"{host:host,pick:pickHostNameFromBackendHttpSettings,protocol:protocol}\"",
        ),
        Command::reads(
            Shell::PowerShell,
            "Read both",
            with_gateway!(
                "Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting> | Format-List HostName, PickHostNameFromBackendAddress, SniName, ValidateSni, ProbeText"
                "Get-AzApplicationGatewayProbeConfig -ApplicationGateway $gw -Name <probe> | Format-List Host, PickHostNameFromBackendHttpSettings, Protocol"
            ),
        ),
    ],
    branches: &[
        Branch::new("A name", "The certificate must carry it.", Next::Continue),
        Branch::new(
            "An IP address, or nothing",
            "No server name is sent. Give probe or setting the name that the certificate carries.",
            Next::Continue,
        ),
    ],
    portal: &[Blade::BackendSettings, Blade::HealthProbes],
    links: &[tls::TLS_LINK],
    answer: Some(answer_compared_name),
    sources: &[
        HEALTH.under(HEADING),
        HEALTH.under("HTTP response body mismatch"),
        TLS_OVERVIEW.cite(),
        BACKEND_SETTINGS.cite(),
    ],
    ..Step::BLANK
};

fn answer_compared_name(situation: &Situation<'_>) -> Answer {
    let v1 = situation.sku() == Some(Sku::V1);
    match compared(situation) {
        Compared::AddressOnV1(name) => Answer::culprit(format!(
            "v1, and the pool's entry `{name}` is an IP address: no server name is sent, so what counts is the server's default certificate."
        )),
        Compared::Name(name, origin) if is_ip(name) => Answer::culprit(format!(
            "`{name}`, {}, is an IP address: no server name is sent, so the server cannot tell which certificate is wanted.",
            origin.words()
        )),
        Compared::Name(name, origin) => {
            Answer::done(format!("It is `{name}`: {}.", origin.words()))
        }
        Compared::Nothing => Answer::open(
            "`validateSNI` is off, so no name is compared: the message is older than that, comes from the portal's Test, or belongs to another setting.",
        ),
        Compared::NoHost => Answer::culprit(
            "Neither probe nor setting has a host name: the probe sends `127.0.0.1`, and no server name.",
        ),
        Compared::PickedIp(address) => Answer::culprit(format!(
            "The setting picks the host name from the pool's entry, and `{address}` is an IP address: that does not work."
        )),
        Compared::Unknown if v1 => Answer::needs(
            "The report, as `az network application-gateway show-backend-health` prints it, shows the pool's entry.",
        ),
        Compared::Unknown => Answer::needs(answers::PASTE_CONFIG),
    }
}

static COMPARE: Step = Step {
    id: "certificate-name-mismatch/compare",
    title: "Compare that name with the certificate",
    body: &[
        Block::List(&[
            "With alternative names on the certificate, only these count; without, the common name.",
            "Case does not matter. A trailing dot does: remove it from the host.",
            "`*.contoso.com` covers `www.contoso.com`, not `contoso.com` and not `a.b.contoso.com`.",
            "An IP address as host matches, if anything, an alternative name of the type IP address; whether the gateway looks at those is not documented.",
            "A name with other letters than ASCII must be given in its `xn--` form.",
        ]),
        Block::Text(
            "The rules on case, dots, depth and letters are OpenSSL's, as measured; the gateway documents only which field counts.",
        ),
    ],
    branches: &[
        Branch::new(
            "The name is not on it, but another one of this server is",
            "Make the gateway use that one: setting or probe.",
            Next::Step("certificate-name-mismatch/setting-host"),
        ),
        Branch::new(
            "It is another site's certificate",
            "The server did not get the name it needs, or has no binding for it: correct the name first, then the server's binding for that name.",
            Next::Step("certificate-name-mismatch/setting-host"),
        ),
        Branch::new(
            "No name on it can be used",
            "Have it reissued.",
            Next::Step("certificate-name-mismatch/reissue"),
        ),
        Branch::new(
            "The name is on it",
            "Ask without a server name as well (`-noservername`): the gateway may get another certificate. And compare every server of the pool, not one.",
            Next::Step("certificate-name-mismatch/portal-test"),
        ),
    ],
    links: &[Link {
        label: "RFC 6125, section 6.4.4: when the common name counts",
        url: RFC_6125.url,
    }],
    answer: Some(answers::read_names),
    sources: &[
        HEALTH.under(HEADING),
        RFC_6125.under("6.4.4"),
        TLS_OVERVIEW.cite(),
    ],
    ..Step::BLANK
};

static WILDCARD: Step = Step {
    id: "certificate-name-mismatch/wildcard",
    title: "Wildcard certificates: probe with one concrete name",
    body: &[Block::Text(
        "A wildcard is no host to send. Make a custom probe whose host is a real name under it, such as `health.contoso.com` for `*.contoso.com`, and leave the setting's host name empty so that every request keeps its own. The domain itself, `contoso.com`, needs an entry of its own on the certificate. Whether the gateway takes `*` for more than one label is not documented; count on one.",
    )],
    branches: &[
        Branch::new(
            "The host has exactly one label more than the domain of the wildcard",
            "It matches.",
            Next::Continue,
        ),
        Branch::new(
            "It has none more, or several",
            "It does not match: use another host, or have the name added to the certificate.",
            Next::Step("certificate-name-mismatch/reissue"),
        ),
    ],
    portal: &[Blade::HealthProbes],
    sources: &[PROBES.cite(), TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

static REISSUE: Step = Step {
    id: "certificate-name-mismatch/reissue",
    title: "Or get a certificate with the right name",
    body: &[
        Block::Text(
            "Ask the CA for a certificate that lists the name among its alternative names, install it with its whole chain, and bind it to that name on the server. A self-made certificate needs another common name than its issuer.",
        ),
        Block::Text(
            "App Service: the certificate of `azurewebsites.net` carries the app's default name; ask for it by that name, or bind a custom domain with its certificate.",
        ),
    ],
    branches: &[Branch::new(
        "The presented certificate carries the name",
        "",
        Next::Verify,
    )],
    links: &[Link {
        label: "A self-signed certificate with a root of your own",
        url: SELF_SIGNED.url,
    }],
    sources: &[SELF_SIGNED.cite(), BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

static PORTAL_TEST: Step = Step {
    id: "certificate-name-mismatch/portal-test",
    title: "Believe the report, not the Test button",
    body: &[Block::Text(
        "The portal's Test of a probe makes one probe by its own rules: `sniName` and the validation switches do not apply to it. It can fail where Backend health says Healthy, and give this message for certificates that are not trusted. If the message came from Test, read Backend health.",
    )],
    branches: &[
        Branch::new(
            "Backend health says Healthy",
            "Nothing is wrong with the server; the Test is what differs.",
            Next::Elsewhere,
        ),
        Branch::new(
            "Backend health gives the same message",
            "It is the name.",
            Next::Continue,
        ),
        Branch::new(
            "Backend health gives a message about roots",
            "The CA is not trusted; the name may be right.",
            Next::Topic(Topic::Fault(Fault::RootMismatch)),
        ),
    ],
    portal: &[Blade::BackendHealth],
    sources: &[BACKEND_SETTINGS.cite(), TEST_DIFFERS.observed()],
    ..Step::BLANK
};
