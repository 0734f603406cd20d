//! What a case answers of the playbooks on certificates and TLS.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use appgw_doctor::diagnosis::{
    Case, Diagnosis, GatewayFinding, Problem, ServerFinding, ServerPlace, Severity, Typed, diagnose,
};
use appgw_doctor::evidence::{Content, Evidence, Position};
use appgw_doctor::fault::{Basis, Details, Fault};
use appgw_doctor::gateway::{
    BackendSetting, GatewayConfig, Health, Probe, Protocol, ResourceId, Sku,
};
use appgw_doctor::guide::situation::{Answer, Situation, State};
use appgw_doctor::guide::{GuidedStep, Topic, playbook, walk};
use appgw_doctor::time::Timestamp;

/// A case of one failing server, and how it is told.
struct Told {
    fault: Fault,
    address: &'static str,
    sku: Option<Sku>,
    setting: Option<BackendSetting>,
    probe: Option<Probe>,
    typed: Typed,
    code: Option<u32>,
}

impl Told {
    /// A v2 gateway of which only the server's row is known.
    fn of(fault: Fault) -> Self {
        Self {
            fault,
            address: "10.0.0.4",
            sku: Some(Sku::V2),
            setting: None,
            probe: None,
            typed: Typed::default(),
            code: None,
        }
    }

    /// The same, with an HTTPS setting that has no custom probe.
    fn with_setting(fault: Fault) -> Self {
        Self {
            setting: Some(BackendSetting {
                name: Some("https".to_owned()),
                protocol: Some(Protocol::Https),
                port: Some(443),
                probe: Some(None),
                trusted_roots: Some(Vec::new()),
                ..BackendSetting::default()
            }),
            ..Self::of(fault)
        }
    }

    /// Changes the setting.
    fn setting(mut self, change: impl FnOnce(&mut BackendSetting)) -> Self {
        change(self.setting.as_mut().unwrap());
        self
    }

    /// Attaches a custom probe.
    fn probe(mut self, change: impl FnOnce(&mut Probe)) -> Self {
        let mut probe = Probe {
            name: Some("deep".to_owned()),
            protocol: Some(Protocol::Https),
            ..Probe::default()
        };
        change(&mut probe);
        self.probe = Some(probe);
        self.setting(|setting| setting.probe = Some(Some("deep".to_owned())))
    }

    /// What the case answers of a step.
    fn answer(&self, step: &str) -> Answer {
        self.guided(step).answer
    }

    /// The commands of a step, with the case's names in them.
    fn commands(&self, step: &str) -> Vec<String> {
        let filled = self.guided(step).commands.into_iter();
        filled.map(|command| command.text).collect()
    }

    /// A step as the case has it.
    fn guided(&self, step: &str) -> GuidedStep {
        let id = ResourceId {
            gateway: Some("agw-shop".into()),
            ..ResourceId::default()
        };
        let config = GatewayConfig {
            id: id.clone(),
            sku: self.sku,
            settings: self.setting.clone().into_iter().collect(),
            probes: self.probe.clone().into_iter().collect(),
            ..GatewayConfig::default()
        };
        let evidence = Evidence {
            source: "paste 1".to_owned(),
            position: Position::START,
            notes: Vec::new(),
            content: Content::Gateways(vec![config]),
        };
        let case = Case {
            evidence: vec![evidence],
            typed: self.typed.clone(),
            at: Timestamp::parse("2026-11-21T00:00:00Z").unwrap(),
            roots: None,
        };
        let details = Details {
            openssl_code: self.code,
            ..Details::default()
        };
        let server = ServerFinding {
            place: Arc::new(ServerPlace {
                gateway: Some("agw-shop".into()),
                pool: Some("web".into()),
                setting: Some("https".into()),
                port: Some(443),
                protocol: self.setting.as_ref().and_then(|setting| setting.protocol),
                ..ServerPlace::default()
            }),
            position: Position::START,
            address: Some(self.address.into()),
            health: Health::Unhealthy,
            message: None,
            fault: Some(self.fault),
            details: details.clone().into(),
            newer_than: None,
        };
        let problem = Problem {
            fault: self.fault,
            details,
            severity: Severity::Error,
            basis: Basis::Documented,
            servers: vec![0],
            chain: None,
            message: None,
            because: Vec::new(),
        };
        let diagnosis = Diagnosis {
            gateways: vec![GatewayFinding { id, sku: self.sku }],
            servers: vec![server],
            problems: vec![problem],
            ..diagnose(&case)
        };
        let problem = diagnosis.problems.first().unwrap();
        let situation = Situation::of_problem(&case, &diagnosis, problem);
        let entry = playbook::entry(Topic::Fault(self.fault));
        let guided = walk(entry, &situation);
        let step = guided.into_iter().find(|guided| guided.step.id == step);
        step.unwrap()
    }

    /// The step's state, and that its reason says this.
    #[track_caller]
    fn says(&self, step: &str, state: State, word: &str) {
        let answer = self.answer(step);
        let because = answer.because.unwrap_or_default();
        assert_eq!(answer.state, state, "{step}: {because}");
        assert!(because.contains(word), "{step}: {because}");
    }
}

const NAME: &str = "certificate-name-mismatch/compared-name";
const SETTING_HOST: &str = "certificate-name-mismatch/setting-host";
const PROBE_HOST: &str = "certificate-name-mismatch/probe-host";
const IP_TARGET: &str = "certificate-name-mismatch/ip-target";
const POOL_NAME: &str = "certificate-name-mismatch/pool-name-v1";

#[test]
fn without_any_host_name_that_is_the_cause() {
    let told = Told::with_setting(Fault::CertificateNameMismatch);
    told.says(NAME, State::Culprit, "127.0.0.1");
    told.says(SETTING_HOST, State::Culprit, "no host name");
    told.says(PROBE_HOST, State::NotApplicable, "no custom probe");
    told.says(IP_TARGET, State::Culprit, "10.0.0.4");
    told.says(POOL_NAME, State::NotApplicable, "v2");
}

#[test]
fn a_host_name_is_named() {
    let told = Told::with_setting(Fault::CertificateNameMismatch)
        .setting(|setting| setting.host_name = Some("www.contoso.com".to_owned()));
    told.says(NAME, State::Done, "`www.contoso.com`: the host name of");
    told.says(SETTING_HOST, State::Done, "www.contoso.com");
    told.says(IP_TARGET, State::Done, "www.contoso.com");
    told.says("tls/read-names", State::Open, "www.contoso.com");
    told.says(
        "certificate-name-mismatch/compare",
        State::Open,
        "www.contoso.com",
    );
}

#[test]
fn the_probes_host_wins_over_the_settings() {
    let told = Told::with_setting(Fault::CertificateNameMismatch)
        .setting(|setting| setting.host_name = Some("www.contoso.com".to_owned()))
        .probe(|probe| probe.host = Some("health.contoso.com".to_owned()));
    told.says(
        NAME,
        State::Done,
        "`health.contoso.com`: the host of custom",
    );
    told.says(SETTING_HOST, State::NotApplicable, "health.contoso.com");
    told.says(PROBE_HOST, State::Open, "health.contoso.com");
}

#[test]
fn a_probe_that_takes_the_settings_host_has_that() {
    let told = Told::with_setting(Fault::CertificateNameMismatch)
        .setting(|setting| setting.host_name = Some("www.contoso.com".to_owned()))
        .probe(|probe| probe.pick_host_name_from_backend_settings = Some(true));
    told.says(NAME, State::Done, "www.contoso.com");
    told.says(SETTING_HOST, State::Done, "www.contoso.com");
    told.says(PROBE_HOST, State::Open, "backend setting");
}

#[test]
fn an_ip_address_as_host_is_the_cause() {
    let told = Told::with_setting(Fault::CertificateNameMismatch)
        .probe(|probe| probe.host = Some("10.0.0.4".to_owned()));
    told.says(NAME, State::Culprit, "10.0.0.4");
    told.says(PROBE_HOST, State::Culprit, "10.0.0.4");
    told.says(IP_TARGET, State::Culprit, "10.0.0.4");
}

#[test]
fn picking_from_the_pool_needs_names_there() {
    let mut told = Told::with_setting(Fault::CertificateNameMismatch)
        .setting(|setting| setting.pick_host_name_from_backend_address = Some(true));
    told.says(NAME, State::Culprit, "10.0.0.4");
    told.says(SETTING_HOST, State::Culprit, "10.0.0.4");
    told.address = "app.contoso.com";
    told.says(NAME, State::Done, "`app.contoso.com`: the pool's entry");
    told.says(SETTING_HOST, State::Done, "app.contoso.com");
    told.says(IP_TARGET, State::NotApplicable, "by name");
}

#[test]
fn the_switches_change_the_name() {
    let sni = Told::with_setting(Fault::CertificateNameMismatch)
        .setting(|setting| setting.sni_name = Some("sni.contoso.com".to_owned()))
        .probe(|probe| probe.host = Some("health.contoso.com".to_owned()));
    sni.says(NAME, State::Done, "`sni.contoso.com`: `sniName`");
    let off = sni.setting(|setting| setting.validate_sni = Some(false));
    off.says(NAME, State::Open, "validateSNI");
    off.says(
        "certificate-name-mismatch/skip-name-check",
        State::Done,
        "off already",
    );
    // Layer 4 has none of them.
    let layer4 = off.setting(|setting| setting.protocol = Some(Protocol::Tls));
    layer4.says(NAME, State::Done, "health.contoso.com");
    layer4.says(
        "certificate-name-mismatch/sni-name",
        State::NotApplicable,
        "layer 4",
    );
}

#[test]
fn v1_compares_the_pools_entry() {
    let mut told = Told::with_setting(Fault::CertificateNameMismatch)
        .setting(|setting| setting.host_name = Some("www.contoso.com".to_owned()));
    told.sku = Some(Sku::V1);
    told.says(NAME, State::Culprit, "10.0.0.4");
    told.says(POOL_NAME, State::Culprit, "10.0.0.4");
    told.says(SETTING_HOST, State::NotApplicable, "v1");
    told.address = "app.contoso.com";
    told.says(NAME, State::Done, "app.contoso.com");
    told.says(POOL_NAME, State::Open, "app.contoso.com");
}

#[test]
fn what_was_typed_wins() {
    let mut told = Told::with_setting(Fault::CertificateNameMismatch);
    told.typed.host = Some("typed.contoso.com".to_owned());
    told.says(NAME, State::Done, "`typed.contoso.com`: as typed in");
    let mut told = Told::with_setting(Fault::RootMismatch)
        .setting(|setting| setting.trusted_roots = Some(vec!["corp-root".to_owned()]));
    told.says("tls/compare-root", State::Open, "corp-root");
    told.typed.well_known_ca = Some(true);
    told.says("tls/compare-root", State::NotApplicable, "no uploaded root");
}

#[test]
fn the_name_that_failed_is_not_offered_as_the_fix() {
    let told = Told::with_setting(Fault::CertificateNameMismatch)
        .setting(|setting| setting.host_name = Some("wrong.contoso.com".to_owned()));
    let commands = told.commands(SETTING_HOST);
    assert!(
        commands
            .iter()
            .any(|text| text.contains("--host-name <certificate-host>")),
        "{commands:#?}"
    );
    let mut told = told;
    told.typed.host = Some("www.contoso.com".to_owned());
    let commands = told.commands(SETTING_HOST);
    assert!(
        commands
            .iter()
            .any(|text| text.contains("--host-name www.contoso.com")),
        "{commands:#?}"
    );
}

#[test]
fn openssl_is_given_the_server_name_that_the_probe_sends() {
    let told = Told::with_setting(Fault::IntermediateMissing)
        .setting(|setting| setting.sni_name = Some("sni.contoso.com".to_owned()))
        .probe(|probe| probe.host = Some("health.contoso.com".to_owned()));
    let commands = told.commands("tls/presented-chain");
    assert!(
        commands.iter().any(|text| {
            text == "openssl s_client -connect 10.0.0.4:443 -servername sni.contoso.com -showcerts </dev/null"
        }),
        "{commands:#?}"
    );
    // Without a host name none is sent, and 127.0.0.1 least of all.
    let told = Told::with_setting(Fault::IntermediateMissing);
    let commands = told.commands("tls/presented-chain");
    assert!(
        commands.iter().all(|text| !text.contains("127.0.0.1")),
        "{commands:#?}"
    );
    told.says("tls/presented-chain", State::Needs, "without a server name");
}

#[test]
fn without_configuration_it_is_asked_for() {
    let told = Told::of(Fault::CertificateNameMismatch);
    for step in [NAME, SETTING_HOST, PROBE_HOST, IP_TARGET] {
        told.says(step, State::Needs, "application-gateway show");
    }
    Told::of(Fault::RootMismatch).says("tls/trusted-roots", State::Needs, "show");
    Told::of(Fault::LeafMissing).says("tls/presented-chain", State::Needs, "s_client -showcerts");
}

#[test]
fn the_roots_of_the_setting_are_told() {
    let none = Told::with_setting(Fault::ServerNotPublicCa);
    none.says("tls/trusted-roots", State::Done, "only public roots");
    none.says(
        "server-not-public-ca/private-or-public",
        State::Culprit,
        "no uploaded root",
    );
    let some = none.setting(|setting| setting.trusted_roots = Some(vec!["corp-root".to_owned()]));
    some.says("tls/trusted-roots", State::Done, "`corp-root`");
    // The message and the configuration contradict each other.
    some.says(
        "server-not-public-ca/private-or-public",
        State::Open,
        "older",
    );
    let none = Told::with_setting(Fault::RootMismatch);
    none.says("root-mismatch/which-root", State::Open, "older");
    none.says("tls/use-public-roots", State::NotApplicable, "already");
}

#[test]
fn checks_that_are_off_cannot_fail() {
    let told = Told::with_setting(Fault::CertificateExpired)
        .setting(|setting| setting.validate_cert_chain_and_expiry = Some(false));
    told.says("tls/skip-chain-check", State::Done, "off already");
    told.says(
        "certificate-expired/dates-are-good",
        State::Open,
        "validateCertChainAndExpiry",
    );
    told.says(
        "certificate-expired/root-changed",
        State::NotApplicable,
        "public",
    );
    told.says(
        "certificate-expired/upload-leaf-v1",
        State::NotApplicable,
        "v2",
    );
}

#[test]
fn the_code_in_the_message_answers_the_steps() {
    let kinds = [
        (10, "verification-failed/dates"),
        (20, "verification-failed/issuer"),
        (79, "verification-failed/ca-marks"),
        (24, "verification-failed/ca-marks"),
        (62, "verification-failed/name"),
        (68, "verification-failed/strength"),
        (34, "verification-failed/extensions"),
        (23, "verification-failed/revocation"),
    ];
    for (code, culprit) in kinds {
        let mut told = Told::of(Fault::VerificationFailed);
        told.code = Some(code);
        told.says(
            "verification-failed/read-code",
            State::Done,
            &format!("{code}:"),
        );
        for (_, step) in kinds {
            let state = match step == culprit {
                true => State::Culprit,
                false => State::NotApplicable,
            };
            told.says(step, state, &code.to_string());
        }
    }
}

#[test]
fn without_a_code_it_is_asked_for() {
    let mut told = Told::of(Fault::VerificationFailed);
    told.says("verification-failed/read-code", State::Needs, "no code");
    told.says("verification-failed/issuer", State::Needs, "no code");
    told.code = Some(83);
    // No kind of its own, but OpenSSL's list has it.
    told.says(
        "verification-failed/read-code",
        State::Done,
        "Issuer name empty",
    );
    told.says("verification-failed/issuer", State::NotApplicable, "83");
    told.code = Some(4_242);
    told.says("verification-failed/read-code", State::Open, "4242");
}

#[test]
fn a_name_code_says_which_name() {
    let mut told = Told::with_setting(Fault::VerificationFailed)
        .setting(|setting| setting.host_name = Some("www.contoso.com".to_owned()));
    told.code = Some(62);
    told.says(
        "verification-failed/name",
        State::Culprit,
        "www.contoso.com",
    );
}

#[test]
fn messages_of_v1_ask_for_the_sku() {
    for fault in [
        Fault::AuthenticationCertificateMismatch,
        Fault::TlsHandshake,
    ] {
        let mut told = Told::of(fault);
        told.says("tls/v1-retired", State::Culprit, "v2");
        told.sku = None;
        told.says("tls/v1-retired", State::Needs, "SKU");
        told.sku = Some(Sku::V1);
        told.says("tls/v1-retired", State::Done, "v1");
    }
}

#[test]
fn a_setting_without_tls_contradicts_a_handshake() {
    let told = Told::with_setting(Fault::TlsHandshake);
    assert_eq!(told.answer("tls-handshake/speaks-tls").state, State::Open);
    let told = told.setting(|setting| setting.protocol = Some(Protocol::Http));
    told.says("tls-handshake/speaks-tls", State::Culprit, "without TLS");
}
