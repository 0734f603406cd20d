//! The report itself could not be had.
//!
//! Three things lead here: the gateway's instances cannot be reached to be asked ([`network`]),
//! names do not resolve ([`names`]), or there is nothing to report yet.

mod names;
mod network;

use super::{CLIENTS_SEE, common};
use crate::fault::Fault;
use crate::gateway::Sku;
use crate::guide::Topic;
use crate::guide::situation::{Answer, Situation, State};
use crate::guide::source::{
    BACKEND_HEALTH, BAD_GATEWAY_STEPS, HEALTH, HEALTH_2026, PRIVATE_DEPLOYMENT, UNKNOWN_HEALTH,
};
use crate::guide::step::{Blade, Block, Branch, Entry, Link, Next, Stage, Statement, Step};

/// The article's heading over all of it.
const HEADING: &str = "Backend health status: Unknown";
/// On names that no longer resolve.
const DNS_UPDATES: &str = "Updates to the DNS entries of the backend pool";
/// On the five reasons.
const OTHER_REASONS: &str = "Other reasons";

/// The playbook.
pub(super) static ENTRY: Entry = Entry {
    topic: Topic::Fault(Fault::HealthUnknown),
    title: "The health of the servers could not be found out",
    documented_heading: HEADING,
    stage: Stage::Report,
    meaning: &[
        Block::Text(
            "`Unknown` says nothing about the server. Either Azure could not ask the gateway's instances for their report, or the gateway has no address for the server because its name does not resolve.",
        ),
        Block::Text(
            "Azure manages the instances over ports of their own: 65200-65535 on v2, 65503-65534 on v1. What blocks these on the gateway's subnet, or sends the answers elsewhere, blocks the report.",
        ),
    ],
    clients_see: CLIENTS_SEE,
    causes: &[
        Statement::documented(
            "health-unknown/cause-dns-updates",
            "A name in the pool stopped resolving. The gateway goes on with the last good address; any change of the gateway then clears that, and it has no address at all.",
            &[HEALTH.under(DNS_UPDATES)],
        ),
        Statement::documented(
            "health-unknown/cause-nsg",
            "A network security group on the gateway's subnet blocks the ports for management.",
            &[HEALTH.under(OTHER_REASONS), UNKNOWN_HEALTH.cite()],
        ),
        Statement::documented(
            "health-unknown/cause-default-route",
            "A user-defined default route (0.0.0.0/0) on the gateway's subnet has a next hop other than Internet.",
            &[HEALTH.under(OTHER_REASONS), UNKNOWN_HEALTH.cite()],
        ),
        Statement::documented(
            "health-unknown/cause-bgp",
            "ExpressRoute or VPN advertises a default route to the virtual network over BGP.",
            &[HEALTH.under(OTHER_REASONS)],
        ),
        Statement::documented(
            "health-unknown/cause-custom-dns",
            "A custom DNS server of the virtual network does not resolve public names.",
            &[HEALTH.under(OTHER_REASONS)],
        ),
        Statement::documented(
            "health-unknown/cause-gateway",
            "The gateway itself is in trouble.",
            &[HEALTH.under(OTHER_REASONS)],
        ),
        Statement::documented(
            "health-unknown/cause-crl",
            "The gateway cannot reach the lists of revoked certificates.",
            &[HEALTH.under(OTHER_REASONS)],
        ),
        Statement::documented(
            "health-unknown/cause-not-yet",
            "No probe has run yet: the gateway has just been created, started or changed.",
            &[BAD_GATEWAY_STEPS.cite()],
        ),
    ],
    twins: &[
        Statement::observed(
            "health-unknown/twin-private-zone",
            "Seen with servers behind private endpoints and in Container Apps environments: the ports were open, and the private DNS zone was missing or not linked.",
        ),
        Statement::observed(
            "health-unknown/twin-v1-range",
            "Seen on v2 in a wording that names v1's range, 65503-65534: the cause was a pair of routes, 0.0.0.0/1 and 128.0.0.0/1, that lead all traffic away.",
        ),
        Statement::documented(
            "health-unknown/twin-modified-probe",
            "Where probes pass a virtual appliance that changes the packets, servers answer 200 and health still reads `Unknown`. That is no fault: requests are served.",
            &[HEALTH.under(OTHER_REASONS)],
        ),
        Statement::documented(
            "health-unknown/twin-azure-firewall",
            "An Azure Firewall that denies by default gives this or the message on TCP.",
            &[HEALTH_2026.cite()],
        ),
    ],
    disagreements: &[
        Statement::documented(
            "health-unknown/disagreement-first-cause",
            "The documents name different first causes: blocked ports and routes (the health article), no probe yet, so wait two or three minutes (the newer walk on 502), or names (the backend health page).",
            &[
                HEALTH.under(HEADING),
                BAD_GATEWAY_STEPS.cite(),
                BACKEND_HEALTH.cite(),
            ],
        ),
        Statement::documented(
            "health-unknown/disagreement-v2-nsg",
            "The health article counts a blocked port range among the causes on v2. The newer walk on 502 says it applies to v1: on v2 the platform refuses such a group. A firewall or an appliance can still do it.",
            &[HEALTH.under(OTHER_REASONS), BAD_GATEWAY_STEPS.cite()],
        ),
        Statement::documented(
            "health-unknown/disagreement-v1-command",
            "The newer walk on 502 has a repair for v1 whose command opens 65200-65535. That is v2's range; v1 needs 65503-65534.",
            &[BAD_GATEWAY_STEPS.cite()],
        ),
        Statement::documented(
            "health-unknown/disagreement-isolated",
            "For gateways with network isolation a text of 2024 said to ignore this message; the one of the end of 2025 no longer says so.",
            &[PRIVATE_DEPLOYMENT.cite()],
        ),
    ],
    steps: &[
        &common::BACKEND_HEALTH,
        &common::COLLECT_EVIDENCE,
        &FIRST_PROBE,
        &common::GATEWAY_STATE,
        &common::RESOURCE_HEALTH,
        &names::BACKEND_NAMES,
        &common::PRIVATE_ZONE,
        &network::FIND_SUBNET,
        &network::CONTROL_PORTS,
        &network::DEFAULT_ROUTE,
        &network::BGP,
        &names::CUSTOM_DNS,
        &network::VIRTUAL_HUB,
        &common::AZURE_FIREWALL,
        &network::REVOCATION_LISTS,
        &network::ISOLATION,
        &common::CONNECTION_TROUBLESHOOT,
        &common::RESTART_GATEWAY,
        &common::CONTACT_SUPPORT,
        &common::VERIFY,
    ],
    links: &[
        Link {
            label: "The message's own link",
            url: "https://aka.ms/UnknownBackendHealth",
        },
        Link {
            label: "Unknown, in the health article",
            url: "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting",
        },
        Link {
            label: "Backend health in the portal, diagnostics and logs",
            url: "https://learn.microsoft.com/azure/application-gateway/application-gateway-diagnostics",
        },
    ],
    sources: &[
        HEALTH.under(HEADING),
        HEALTH_2026.under(HEADING),
        UNKNOWN_HEALTH.cite(),
        BACKEND_HEALTH.under("Backend health report"),
    ],
};

static FIRST_PROBE: Step = Step {
    id: "health-unknown/first-probe",
    title: "If the gateway has just been changed, wait three minutes",
    body: &[Block::Text(
        "After creating, starting or changing a gateway all servers may read `Unknown` until the first probes have run.",
    )],
    branches: &[
        Branch::new("It turned healthy or unhealthy", "", Next::Verify),
        Branch::new("Still `Unknown`", "", Next::Continue),
    ],
    portal: &[Blade::BackendHealth],
    answer: Some(answer_first_probe),
    sources: &[BAD_GATEWAY_STEPS.cite()],
    ..Step::BLANK
};

fn answer_first_probe(s: &Situation<'_>) -> Answer {
    let state = s
        .config()
        .and_then(|config| config.provisioning_state.as_deref());
    match state {
        Some(state) if state.eq_ignore_ascii_case("Updating") => Answer::open(
            "`provisioningState` is `Updating`: a change is under way, wait for it to finish.",
        ),
        _ => Answer::OPEN,
    }
}

/// Whether some servers of the report have another health: what hits all instances hits all rows.
fn others_known(s: &Situation<'_>) -> bool {
    use crate::gateway::Health;
    s.server.is_some_and(|here| {
        s.diagnosis
            .servers
            .iter()
            .filter(|server| server.evidence == here.evidence)
            .any(|server| matches!(server.health, Health::Healthy | Health::Unhealthy))
    })
}

/// The answer for a cause that would turn every server of the gateway `Unknown`.
fn unless_others_known(s: &Situation<'_>, answer: Answer) -> Answer {
    if !others_known(s) || matches!(answer.state, State::Done | State::NotApplicable) {
        return answer;
    }
    const OTHERS: &str = "Other servers of the same report are known, so the instances can be asked: look at this server's name first.";
    match (answer.state, answer.because) {
        // It is wrong all the same, but not what hides this server's health.
        (State::Culprit, Some(because)) => Answer::open(format!("{OTHERS} {because}")),
        _ => Answer::open(OTHERS),
    }
}

/// What the message says of ports, where it says something odd.
fn odd_range(s: &Situation<'_>) -> Option<&'static str> {
    let message = s.problem?.message.as_deref()?;
    let v1_only = message.contains("65503") && !message.contains("65200");
    (v1_only && s.sku() != Some(Sku::V1)).then_some(
        "The message names v1's range, 65503-65534. On v2 it is 65200-65535; this wording was seen there where routes led all traffic away.",
    )
}
