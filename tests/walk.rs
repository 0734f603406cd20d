//! What a case answers of the steps, and what it fills into the commands.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use appgw_doctor::diagnosis::{
    Case, Configuration, Diagnosis, GatewayFinding, PoolFinding, PoolState, Problem, ServerFinding,
    ServerPlace, Severity, Typed, diagnose,
};
use appgw_doctor::evidence::{Content, Evidence, HealthReport, Position};
use appgw_doctor::fault::{Basis, Details, Fault};
use appgw_doctor::gateway::{
    BackendSetting, Cloud, GatewayConfig, Health, Probe, Protocol, ResourceId, Sku,
};
use appgw_doctor::guide::command::{Effect, Shell};
use appgw_doctor::guide::playbook::{entries, entry};
use appgw_doctor::guide::situation::{Answer, Situation, State};
use appgw_doctor::guide::{GuidedStep, Topic, walk};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;

/// A gateway, one pool with servers that fail in the same way or are healthy, and its parts.
struct Incident {
    case: Case,
    diagnosis: Diagnosis,
}

fn id() -> ResourceId {
    ResourceId {
        subscription: Some("1f0c7d32-5a8e-4c11-9c54-0d6b1e1f2a34".to_owned()),
        resource_group: Some("rg-shop".to_owned()),
        gateway: Some("agw-shop".to_owned()),
        child: None,
    }
}

fn piece(content: Content) -> Evidence {
    Evidence {
        source: "paste 1".to_owned(),
        position: Position::START,
        notes: Vec::new(),
        content,
    }
}

impl Incident {
    /// Servers of one pool; the first has the fault.
    fn new(fault: Fault, servers: &[(&str, Option<Fault>)]) -> Self {
        let at = Timestamp::parse("2026-11-21T03:00:00Z").unwrap();
        let finding = |(address, fault): &(&str, Option<Fault>)| ServerFinding {
            place: Arc::new(ServerPlace {
                gateway: Some("agw-shop".into()),
                pool: Some("web".into()),
                setting: Some("https".into()),
                ..ServerPlace::default()
            }),
            position: Position::START,
            address: Some((*address).into()),
            health: match fault {
                Some(Fault::HealthUnknown) => Health::Unknown,
                Some(_) => Health::Unhealthy,
                None => Health::Healthy,
            },
            message: Some("The message.".into()),
            fault: *fault,
            details: Arc::default(),
            newer_than: None,
        };
        let servers: Vec<ServerFinding> = servers.iter().map(finding).collect();
        let indices = |wanted: Option<Fault>| {
            let with = servers.iter().enumerate();
            with.filter(|(_, server)| wanted.is_none() || server.fault == wanted)
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        };
        let problem = Problem {
            fault,
            details: Details::default(),
            severity: Severity::Error,
            basis: Basis::Documented,
            servers: indices(Some(fault)),
            chain: None,
            message: Some("The message.".into()),
            because: Vec::new(),
        };
        let pool = PoolFinding {
            evidence: 0,
            gateway: Some("agw-shop".into()),
            gateway_index: None,
            pool: Some("web".into()),
            setting: Some("https".into()),
            servers: indices(None),
            cut: false,
            state: PoolState::Unhealthy,
        };
        let case = Case {
            evidence: vec![piece(Content::Health(HealthReport::default().into()))],
            typed: Typed::default(),
            at,
            roots: None,
        };
        let diagnosis = Diagnosis {
            gateways: vec![GatewayFinding {
                id: id(),
                sku: None,
            }],
            servers,
            pools: vec![pool],
            problems: vec![problem],
            ..diagnose(&case)
        };
        Self { case, diagnosis }
    }

    /// One failing server with that address.
    fn of(fault: Fault, address: &str) -> Self {
        Self::new(fault, &[(address, Some(fault))])
    }

    /// The gateway's configuration, with the setting that the pool is used with.
    fn with(mut self, setting: BackendSetting, probes: Vec<Probe>) -> Self {
        let setting = BackendSetting {
            name: Some("HTTPS".to_owned()),
            id: id(),
            ..setting
        };
        self.case
            .evidence
            .push(piece(Content::Gateways(vec![GatewayConfig {
                id: id(),
                operational_state: Some("Running".to_owned()),
                settings: vec![setting],
                probes,
                ..GatewayConfig::default()
            }])));
        self.put_together()
    }

    /// The configuration as all the evidence has it.
    fn put_together(mut self) -> Self {
        self.diagnosis.configuration = Configuration::of(&self.case);
        self
    }

    fn received(mut self, code: &str) -> Self {
        self.diagnosis.problems[0].details.received = Some(code.to_owned());
        self
    }

    fn situation(&self) -> Situation<'_> {
        Situation::of_problem(&self.case, &self.diagnosis, &self.diagnosis.problems[0])
    }

    fn walk(&self) -> Vec<GuidedStep> {
        let fault = self.diagnosis.problems[0].fault;
        walk(entry(Topic::Fault(fault)), &self.situation())
    }

    fn step(&self, id: &str) -> GuidedStep {
        self.walk()
            .into_iter()
            .find(|guided| guided.step.id == id)
            .unwrap()
    }

    fn answer(&self, id: &str) -> (State, String) {
        let Answer { state, because } = self.step(id).answer;
        (state, because.unwrap_or_default())
    }
}

fn probe(name: &str) -> Probe {
    Probe {
        name: Some(name.to_owned()),
        id: id(),
        ..Probe::default()
    }
}

fn attached(name: &str) -> BackendSetting {
    BackendSetting {
        probe: Some(Some(name.to_owned())),
        ..BackendSetting::default()
    }
}

#[test]
fn an_address_needs_no_dns() {
    let incident = Incident::of(Fault::DnsResolution, "10.0.0.4");
    for step in [
        "dns-resolution/check-name",
        "dns-resolution/single-label",
        "dns-resolution/vnet-dns",
        "dns-resolution/custom-server",
        "dns-resolution/public-record",
        "dns-resolution/private-name",
        "common/private-zone",
    ] {
        let (state, because) = incident.answer(step);
        assert_eq!(state, State::NotApplicable, "{step}");
        assert!(because.contains("`10.0.0.4`"), "{because}");
    }
}

#[test]
fn a_single_label_is_the_culprit() {
    let (state, because) =
        Incident::of(Fault::DnsResolution, "web01").answer("dns-resolution/single-label");
    assert_eq!(state, State::Culprit);
    assert!(because.contains("`web01`"), "{because}");
    let (state, _) = Incident::of(Fault::DnsResolution, "shop.contoso.com")
        .answer("dns-resolution/single-label");
    assert_eq!(state, State::NotApplicable);
}

#[test]
fn a_url_is_no_name() {
    let incident = Incident::of(Fault::DnsResolution, "https://shop.contoso.com/");
    assert_eq!(
        incident.answer("dns-resolution/check-name").0,
        State::Culprit
    );
}

#[test]
fn the_received_code_picks_its_row() {
    let incident = Incident::of(Fault::StatusMismatch, "10.0.0.4").received("403");
    let culprits: Vec<&str> = incident
        .walk()
        .into_iter()
        .filter(|guided| guided.answer.state == State::Culprit)
        .map(|guided| guided.step.id)
        .collect();
    assert_eq!(culprits, ["status-mismatch/received-403"]);
    let (state, because) = incident.answer("status-mismatch/received-401");
    assert_eq!(state, State::NotApplicable);
    assert_eq!(because, "The probe received 403, not 401.");
    assert_eq!(
        incident.answer("status-mismatch/ntlm").0,
        State::NotApplicable
    );
}

#[test]
fn a_code_without_a_row_is_not_lost() {
    let incident = Incident::of(Fault::StatusMismatch, "10.0.0.4").received("502");
    assert_eq!(
        incident.answer("status-mismatch/received-other").0,
        State::Culprit
    );
    let unknown = Incident::of(Fault::StatusMismatch, "10.0.0.4");
    assert_eq!(
        unknown.answer("status-mismatch/received-404").0,
        State::Open
    );
}

#[test]
fn accepted_codes_are_compared() {
    let codes = |codes: &[&str]| Probe {
        status_codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        ..probe("p")
    };
    let answer = |probe| {
        Incident::of(Fault::StatusMismatch, "10.0.0.4")
            .received("401")
            .with(attached("p"), vec![probe])
            .answer("status-mismatch/accept-code")
    };
    assert_eq!(answer(codes(&["200-399", "401"])).0, State::Done);
    assert_eq!(answer(codes(&["200-399,401"])).0, State::Done);
    let (state, because) = answer(codes(&["200-399"]));
    assert_eq!(
        (state, because.as_str()),
        (State::Open, "The probe accepts 200-399.")
    );
}

#[test]
fn an_app_service_asked_for_loopback_is_the_culprit() {
    let default_probe = BackendSetting {
        probe: Some(None),
        ..BackendSetting::default()
    };
    let incident = Incident::of(Fault::StatusMismatch, "shop.azurewebsites.net")
        .received("404")
        .with(default_probe, Vec::new());
    assert_eq!(
        incident.answer("status-mismatch/app-service").0,
        State::Culprit
    );
}

#[test]
fn the_attached_probe_is_found_whatever_the_case() {
    let slow = Probe {
        interval: Some(20),
        timeout: Some(60),
        unhealthy_threshold: Some(2),
        ..probe("Slow")
    };
    let incident = Incident::of(Fault::ProbeTimeout, "10.0.0.4")
        .with(attached("slow"), vec![probe("other"), slow]);
    let (state, because) = incident.answer("common/which-probe");
    assert_eq!(state, State::Done);
    assert!(because.contains("every 20 seconds, waits 60"), "{because}");
    let (_, because) = incident.answer("probe-timeout/raise-timeout");
    assert!(because.contains("exceeds the interval"), "{because}");
    assert_eq!(
        incident.answer("common/create-probe").0,
        State::NotApplicable
    );
    // One or two intervals after a fix; interval + threshold x interval before a failure shows.
    let (_, because) = incident.answer("common/verify");
    assert!(
        because.contains("up to 40 seconds after the fix"),
        "{because}"
    );
    assert!(because.contains("up to 60 seconds to show"), "{because}");
}

#[test]
fn without_evidence_the_default_probe_is_assumed_and_said_to_be() {
    let (state, because) = Incident::of(Fault::ProbeTimeout, "10.0.0.4").answer("common/verify");
    assert_eq!(state, State::Open);
    assert!(
        because.contains("nothing pasted names another"),
        "{because}"
    );
    assert!(because.contains("wait up to 60 seconds"), "{because}");
}

#[test]
fn what_azure_cli_sets_by_itself_is_noticed() {
    let cli = Probe {
        interval: Some(30),
        timeout: Some(120),
        unhealthy_threshold: Some(8),
        ..probe("p")
    };
    let incident = Incident::of(Fault::ProbeTimeout, "10.0.0.4").with(attached("p"), vec![cli]);
    let (_, because) = incident.answer("common/which-probe");
    assert!(
        because.contains("what Azure CLI sets by itself"),
        "{because}"
    );
}

#[test]
fn the_port_comes_from_probe_before_setting() {
    let setting = BackendSetting {
        port: Some(443),
        protocol: Some(Protocol::Http),
        ..attached("p")
    };
    let incident =
        Incident::of(Fault::TcpConnect, "10.0.0.4").with(setting.clone(), vec![probe("p")]);
    let (_, because) = incident.answer("tcp-connect/correct-port");
    assert!(because.contains("port 443 over Http"), "{because}");
    assert!(because.contains("suspect"), "{because}");
    assert_eq!(
        incident.answer("tcp-connect/tls-versions").0,
        State::NotApplicable
    );
    let own = Probe {
        port: Some(8080),
        ..probe("p")
    };
    let incident = Incident::of(Fault::TcpConnect, "10.0.0.4").with(setting, vec![own]);
    let (_, because) = incident.answer("tcp-connect/correct-port");
    assert!(because.contains("port 8080"), "{because}");
    let nothing = Incident::of(Fault::TcpConnect, "10.0.0.4");
    assert_eq!(nothing.answer("tcp-connect/correct-port").0, State::Needs);
}

#[test]
fn all_servers_alike_point_at_what_they_share() {
    let tcp = Some(Fault::TcpConnect);
    let all = Incident::new(Fault::TcpConnect, &[("10.0.0.4", tcp), ("10.0.0.5", tcp)]);
    let (_, because) = all.answer("tcp-connect/test-port");
    assert!(because.starts_with("All 2 servers"), "{because}");
    let one = Incident::new(Fault::TcpConnect, &[("10.0.0.4", tcp), ("10.0.0.5", None)]);
    let (_, because) = one.answer("tcp-connect/test-port");
    assert!(because.starts_with("1 of 2 servers"), "{because}");
    let alone = Incident::of(Fault::TcpConnect, "10.0.0.4");
    assert_eq!(alone.step("tcp-connect/test-port").answer, Answer::OPEN);
}

#[test]
fn another_code_is_another_way_to_fail() {
    let status = Some(Fault::StatusMismatch);
    let mut incident = Incident::new(
        Fault::StatusMismatch,
        &[("10.0.0.4", status), ("10.0.0.5", status)],
    )
    .received("404");
    Arc::make_mut(&mut incident.diagnosis.servers[0].details).received = Some("404".to_owned());
    Arc::make_mut(&mut incident.diagnosis.servers[1].details).received = Some("403".to_owned());
    let (_, because) = incident.answer("status-mismatch/reproduce");
    assert!(because.starts_with("1 of 2 servers"), "{because}");
}

#[test]
fn a_stopped_gateway_is_the_culprit() {
    let mut incident = Incident::of(Fault::HealthUnknown, "10.0.0.4");
    assert_eq!(incident.answer("common/gateway-state").0, State::Needs);
    let state = |operational: &str, provisioning: &str| {
        piece(Content::Gateways(vec![GatewayConfig {
            id: id(),
            operational_state: Some(operational.to_owned()),
            provisioning_state: Some(provisioning.to_owned()),
            ..GatewayConfig::default()
        }]))
    };
    for (operational, provisioning, want) in [
        ("Stopped", "Succeeded", State::Culprit),
        ("Running", "Failed", State::Culprit),
        ("Running", "Succeeded", State::Done),
    ] {
        incident.case.evidence.truncate(1);
        incident
            .case
            .evidence
            .push(state(operational, provisioning));
        incident = incident.put_together();
        let (have, because) = incident.answer("common/gateway-state");
        assert_eq!(have, want, "{because}");
    }
}

#[test]
fn management_ports_follow_the_sku_and_the_message() {
    let mut incident = Incident::of(Fault::HealthUnknown, "10.0.0.4");
    incident.diagnosis.problems[0].message =
        Some("Check presence of NSG/UDR blocking access to ports 65503-65534 from Internet to Application Gateway.".to_owned());
    let (_, because) = incident.answer("health-unknown/control-ports");
    assert!(because.contains("names v1's range"), "{because}");
    incident.case.typed.sku = Some(Sku::V1);
    let guided = incident.step("health-unknown/control-ports");
    assert!(guided.answer.because.unwrap().contains("65503-65534"));
    assert!(
        guided
            .commands
            .iter()
            .any(|c| c.text.contains("65503-65534"))
    );
    incident.case.typed.sku = None;
    let guided = incident.step("health-unknown/control-ports");
    assert!(
        guided
            .commands
            .iter()
            .any(|c| c.text.contains("65200-65535"))
    );
}

#[test]
fn known_servers_beside_an_unknown_one_point_at_its_name() {
    let incident = Incident::new(
        Fault::HealthUnknown,
        &[
            ("api.contoso.com", Some(Fault::HealthUnknown)),
            ("10.0.0.5", None),
        ],
    );
    let (_, because) = incident.answer("health-unknown/control-ports");
    assert!(because.contains("instances can be asked"), "{because}");
    let (_, because) = incident.answer("health-unknown/backend-names");
    assert!(because.contains("start here"), "{because}");
}

#[test]
fn the_expected_text_is_compared() {
    let expecting = |body: &str| Probe {
        body: Some(body.to_owned()),
        ..probe("p")
    };
    let mut incident =
        Incident::of(Fault::BodyMismatch, "10.0.0.4").with(attached("p"), vec![expecting("ready")]);
    incident.diagnosis.problems[0].details.expected_body = Some("alive".to_owned());
    let (_, because) = incident.answer("body-mismatch/compare");
    assert!(
        because.contains("`alive`") && because.contains("`ready`"),
        "{because}"
    );
    let nothing = Incident::of(Fault::BodyMismatch, "10.0.0.4");
    assert_eq!(nothing.answer("body-mismatch/compare").0, State::Needs);
}

#[test]
fn a_pool_is_summed_up() {
    let tcp = Some(Fault::TcpConnect);
    let incident = Incident::new(Fault::TcpConnect, &[("10.0.0.4", tcp), ("10.0.0.5", None)]);
    let pool = &incident.diagnosis.pools[0];
    let situation = Situation::of_pool(&incident.case, &incident.diagnosis, pool);
    let guided = walk(entry(Topic::Degraded), &situation);
    let summary = guided.iter().find(|g| g.step.id == "pool/summary").unwrap();
    assert_eq!(
        summary.answer,
        Answer::done(
            "Gateway `agw-shop` at 2026-11-21T03:00:00Z (UTC). `10.0.0.4`: unhealthy, The message."
        )
    );
}

#[test]
fn names_are_filled_in_for_either_shell() {
    let incident = Incident::of(Fault::TcpConnect, "10.0.0.4");
    let health = incident.step("common/backend-health");
    let texts: Vec<&str> = health.commands.iter().map(|c| c.text.as_str()).collect();
    assert!(texts.contains(
        &"az network application-gateway show-backend-health -g rg-shop -n agw-shop -o json"
    ));
    assert!(texts.contains(
        &"Get-AzApplicationGatewayBackendHealth -Name 'agw-shop' -ResourceGroupName 'rg-shop'"
    ));
    assert!(
        health
            .commands
            .iter()
            .all(|command| command.missing.is_empty())
    );
}

#[test]
fn another_cloud_is_signed_in_to_first() {
    let mut incident = Incident::of(Fault::TcpConnect, "10.0.0.4");
    let sign_in = |incident: &Incident, shell: Shell| {
        let health = incident.step("common/backend-health");
        let command = health.commands.iter().find(|c| c.command.shell == shell);
        command.unwrap().sign_in.clone()
    };
    assert_eq!(sign_in(&incident, Shell::AzureCli), None);
    incident.case.typed.cloud = Some(Cloud::China);
    assert_eq!(
        sign_in(&incident, Shell::AzureCli).as_deref(),
        Some("az cloud set --name AzureChinaCloud")
    );
    assert_eq!(
        sign_in(&incident, Shell::PowerShell).as_deref(),
        Some("Connect-AzAccount -Environment AzureChinaCloud")
    );
}

#[test]
fn commands_that_ask_no_azure_need_no_cloud() {
    let mut incident = Incident::of(Fault::TcpConnect, "10.0.0.4");
    incident.case.typed.cloud = Some(Cloud::China);
    for command in incident.step("tcp-connect/test-port").commands {
        assert_eq!(command.sign_in, None, "{}", command.text);
    }
}

#[test]
fn ipv6_addresses_stand_in_brackets_before_a_port() {
    for address in ["2001:db8::4", "[2001:db8::4]"] {
        let incident = Incident::of(Fault::TcpConnect, address);
        let texts = |step: &str| -> Vec<String> {
            let commands = incident.step(step).commands.into_iter();
            commands.map(|command| command.text).collect()
        };
        let handshake = texts("tcp-connect/tls-versions").concat();
        assert!(
            handshake.contains("-connect '[2001:db8::4]':"),
            "{handshake}"
        );
        let port = texts("tcp-connect/test-port").concat();
        assert!(port.contains("-ComputerName '2001:db8::4' "), "{port}");
    }
}

/// What is wrong today is not what the command that corrects it should say.
#[test]
fn a_correction_does_not_repeat_what_is_there() {
    let setting = BackendSetting {
        port: Some(8081),
        ..attached("slow")
    };
    let slow = Probe {
        timeout: Some(47),
        path: Some("/old".to_owned()),
        ..probe("slow")
    };
    let of =
        |fault: Fault| Incident::of(fault, "10.0.0.4").with(setting.clone(), vec![slow.clone()]);
    let changes = |incident: &Incident, step: &str| {
        let commands = incident.step(step).commands.into_iter();
        commands
            .filter(|command| command.command.effect != Effect::Reads)
            .collect::<Vec<_>>()
    };
    for command in changes(&of(Fault::TcpConnect), "tcp-connect/correct-port") {
        assert_eq!(command.missing, ["new-port"], "{}", command.text);
        assert!(!command.text.contains("8081"), "{}", command.text);
    }
    for command in changes(&of(Fault::StatusMismatch), "status-mismatch/change-probe") {
        assert_eq!(
            command.missing,
            ["new-host", "new-path"],
            "{}",
            command.text
        );
        assert!(!command.text.contains("/old"), "{}", command.text);
    }
    for command in changes(&of(Fault::ProbeTimeout), "probe-timeout/raise-timeout") {
        assert_eq!(command.missing, ["new-timeout"], "{}", command.text);
        // What was there is how to go back.
        assert!(command.undo.is_some_and(|undo| undo.ends_with("47")));
    }
    for command in changes(&of(Fault::StatusMismatch), "status-mismatch/accept-code") {
        assert_eq!(command.missing, ["new-code"], "{}", command.text);
        assert!(command.text.contains("200-399"), "{}", command.text);
    }
}

#[test]
fn nothing_pasted_judges_no_step() {
    let case = Case {
        evidence: Vec::new(),
        typed: Typed::default(),
        at: Timestamp::parse("2026-11-21T03:00:00Z").unwrap(),
        roots: None,
    };
    let diagnosis = diagnose(&case);
    for entry in entries() {
        for guided in walk(entry, &Situation::new(&case, &diagnosis)) {
            // Not concerned is possible: without a SKU, v2 is assumed.
            let judged = matches!(guided.answer.state, State::Culprit | State::Done);
            assert!(!judged, "{}", guided.step.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the names, no walk panics, every reason says something, and commands that are
    /// filled in keep their undo.
    #[test]
    fn any_case_can_be_walked(
        address in any::<String>(),
        name in any::<String>(),
        code in any::<String>(),
        interval in any::<Option<u32>>(),
        threshold in any::<Option<u32>>(),
        port in any::<Option<u16>>(),
    ) {
        let probe = Probe {
            interval,
            unhealthy_threshold: threshold,
            port,
            host: Some(name.clone()),
            status_codes: vec![code.clone()],
            ..probe("p")
        };
        let mut incident = Incident::of(Fault::TcpConnect, &address)
            .received(&code)
            .with(attached("p"), vec![probe]);
        Arc::make_mut(&mut incident.diagnosis.servers[0].place).pool = Some(name.into());
        for entry in entries() {
            for guided in walk(entry, &incident.situation()) {
                prop_assert!(guided.answer.because.is_none_or(|because| !because.is_empty()));
                for command in guided.commands {
                    let reads = command.command.effect == Effect::Reads;
                    prop_assert_eq!(reads, command.undo.is_none());
                }
            }
        }
    }
}
