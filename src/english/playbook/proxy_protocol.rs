//! The server does not take the Proxy protocol header.

use super::common::commands;
use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::gateway::Protocol;
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::situation::{Answer, Situation};
use crate::guide::source::{AZURE_CLI, FAQ, HEALTH_2026};
use crate::guide::step::{Blade, Block, Branch, Entry, Next, Stage, Statement, Step};

/// The newer article's heading.
const HEADING: &str = "Proxy protocol unsupported";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::ProxyProtocol),
    title: "The server does not take the Proxy protocol header",
    documented_heading: HEADING,
    stage: Stage::Tls,
    meaning: &[Block::Text(
        "A layer 4 setting that preserves the client's address puts a Proxy protocol header before everything else on the connection, in probes too. A server that does not expect it takes it for garbage and closes.",
    )],
    clients_see: CLIENTS_SEE,
    causes: &[Statement::documented(
        "proxy-protocol/cause",
        "Preservation of the client's address is on for a backend setting with protocol TLS, and the server is not set up for the header.",
        &[HEALTH_2026.under(HEADING)],
    )],
    disagreements: &[Statement::documented(
        "proxy-protocol/disagreement-client-ip",
        "The FAQ still says that a layer 4 gateway does not keep the client's address. The setting `enableL4ClientIpPreservation` does that by now.",
        &[FAQ.cite(), AZURE_CLI.cite()],
    )],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &ACCEPT,
        &SWITCH_OFF,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESOURCE_HEALTH,
        &common::VERIFY,
    ],
    sources: &[HEALTH_2026.under(HEADING)],
    ..Entry::BLANK
};

fn answer_layer_4(s: &Situation<'_>) -> Answer {
    match s.protocol() {
        Some(protocol @ (Protocol::Http | Protocol::Https)) => Answer::not_applicable(format!(
            "The setting's protocol is {}: only layer 4 settings send the header.",
            protocol.as_str()
        )),
        _ => Answer::OPEN,
    }
}

static ACCEPT: Step = Step {
    id: "proxy-protocol/accept",
    title: "Set the server up to accept the header",
    body: &[Block::List(&[
        "NGINX: `listen 443 ssl proxy_protocol;`",
        "HAProxy: `accept-proxy` on the `bind` line.",
        "Apache: `RemoteIPProxyProtocol On` of `mod_remoteip`.",
    ])],
    branches: &[
        Branch::new(
            "The server can take it",
            "Switch it on there.",
            Next::Verify,
        ),
        Branch::new(
            "The server cannot",
            "",
            Next::Step("proxy-protocol/switch-off"),
        ),
    ],
    answer: Some(answer_layer_4),
    sources: &[HEALTH_2026.under(HEADING)],
    ..Step::BLANK
};

static SWITCH_OFF: Step = Step {
    id: "proxy-protocol/switch-off",
    title: "Or have the gateway send none",
    body: &[Block::Text(
        "The server then sees the gateway's address as the client's. Switch it off on the setting and on the probe.",
    )],
    commands: &[
        commands::LAYER_4_SETTINGS,
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "No header on connections",
            "az network application-gateway settings update -g <resource-group> --gateway-name <gateway> -n <setting> --enable-l4-client-ip false",
            "az network application-gateway settings update -g <resource-group> --gateway-name <gateway> -n <setting> --enable-l4-client-ip true",
        ),
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "No header in probes",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --enable-proxy-header false",
            "az network application-gateway probe update -g <resource-group> --gateway-name <gateway> -n <probe> --enable-proxy-header true",
        ),
    ],
    branches: &[Branch::new("Switched off", "", Next::Verify)],
    portal: &[Blade::BackendSettings, Blade::HealthProbes],
    answer: Some(answer_layer_4),
    sources: &[
        HEALTH_2026.under(HEADING),
        AZURE_CLI.under("az network application-gateway settings update"),
    ],
    ..Step::BLANK
};
