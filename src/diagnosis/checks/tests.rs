//! Each check: broken once, in order once, and silent where nothing bears on it.

use super::*;
use crate::diagnosis::tests::{OK, case, id, one_pool};
use crate::diagnosis::{Verdict, diagnose};
use crate::evidence::Content;
use crate::gateway::{
    BackendPool, BackendSetting, GatewayConfig, Probe, Protocol, ResourceId, Sku,
};
use crate::time::Timestamp;

fn probe() -> Probe {
    Probe {
        name: Some("web-probe".to_owned()),
        id: id("probes", "web-probe"),
        protocol: Some(Protocol::Https),
        ..Probe::default()
    }
}

fn setting() -> BackendSetting {
    BackendSetting {
        name: Some("https".to_owned()),
        id: id("backendHttpSettingsCollection", "https"),
        protocol: Some(Protocol::Https),
        ..BackendSetting::default()
    }
}

/// What the check says of the case; `None` where it is silent.
fn outcome(content: Vec<Content>, id: &str) -> Option<Outcome> {
    let found = diagnose(&case(content));
    assert!(CHECKS.contains(&id), "{id} is not listed");
    let mut checks = found.checks.iter().filter(|check| check.id == id);
    let check = checks.next()?;
    assert_eq!(checks.next(), None, "{id} is there twice");
    assert!(check.because.ends_with('.'), "{}", check.because);
    Some(check.outcome)
}

fn of_probe(id: &str, change: impl Fn(&mut Probe)) -> Option<Outcome> {
    let mut probe = probe();
    change(&mut probe);
    outcome(vec![Content::Probes(vec![probe])], id)
}

fn of_setting(id: &str, change: impl Fn(&mut BackendSetting)) -> Option<Outcome> {
    let mut setting = setting();
    change(&mut setting);
    let rows = one_pool(&[("10.0.0.4", "Healthy", OK)]);
    outcome(vec![rows, Content::Settings(vec![setting])], id)
}

fn of_both(id: &str, change: impl Fn(&mut BackendSetting, &mut Probe)) -> Option<Outcome> {
    let (mut setting, mut probe) = (setting(), probe());
    setting.probe = Some(Some("WEB-PROBE".to_owned()));
    change(&mut setting, &mut probe);
    outcome(
        vec![
            Content::Settings(vec![setting]),
            Content::Probes(vec![probe]),
        ],
        id,
    )
}

fn of_gateway(id: &str, change: impl Fn(&mut GatewayConfig)) -> Option<Outcome> {
    let mut gateway = GatewayConfig {
        id: super::super::tests::id("probes", "none"),
        ..GatewayConfig::default()
    };
    gateway.id.child = None;
    change(&mut gateway);
    outcome(vec![Content::Gateways(vec![gateway])], id)
}

const PASS: Option<Outcome> = Some(Outcome::Pass);
const WARN: Option<Outcome> = Some(Outcome::Warn);
const FAIL: Option<Outcome> = Some(Outcome::Fail);

#[test]
fn gateway_not_running() {
    let state = |operational: Option<&str>, provisioning: Option<&str>| {
        of_gateway("gateway-not-running", |gateway| {
            gateway.operational_state = operational.map(str::to_owned);
            gateway.provisioning_state = provisioning.map(str::to_owned);
        })
    };
    assert_eq!(state(Some("Running"), Some("Succeeded")), PASS);
    assert_eq!(state(Some("running"), None), PASS);
    assert_eq!(state(Some("Stopped"), Some("Succeeded")), FAIL);
    assert_eq!(state(Some("Starting"), None), FAIL);
    assert_eq!(state(Some("Running"), Some("Failed")), FAIL);
    assert_eq!(state(None, None), None);
}

#[test]
fn gateway_v1_retired() {
    let sku = |sku| of_gateway("gateway-v1-retired", |gateway| gateway.sku = sku);
    assert_eq!(sku(Some(Sku::V1)), WARN);
    assert_eq!(sku(Some(Sku::V2)), PASS);
    assert_eq!(sku(None), None);

    let mut case = case([one_pool(&[("10.0.0.4", "Healthy", OK)])]);
    case.typed.sku = Some(Sku::V1);
    let because = |case: &Case| diagnose(case).checks[0].because.clone();
    assert!(because(&case).contains("was retired"));
    case.at = Timestamp::parse("2026-04-27T23:59:59Z").unwrap();
    assert!(because(&case).contains("retires"));
    assert_eq!(diagnose(&case).verdict, Verdict::Warnings);
}

#[test]
fn pool_empty_in_configuration() {
    let targets = |targets| {
        let pool = BackendPool {
            name: Some("web".to_owned()),
            id: id("backendAddressPools", "web"),
            targets,
            ..BackendPool::default()
        };
        outcome(vec![Content::Pools(vec![pool])], "pool-empty")
    };
    assert_eq!(targets(Some(0)), FAIL);
    assert_eq!(targets(Some(2)), PASS);
    assert_eq!(targets(None), None);
}

#[test]
fn a_report_says_more_of_a_pool_than_its_configuration() {
    let pool = BackendPool {
        name: Some("WEB".to_owned()),
        targets: Some(0),
        ..BackendPool::default()
    };
    let rows = one_pool(&[("10.0.0.4", "Healthy", OK)]);
    assert_eq!(
        outcome(vec![rows, Content::Pools(vec![pool])], "pool-empty"),
        PASS
    );
}

#[test]
fn probe_protocol_mismatch() {
    let protocols = |own, probes| {
        of_both("probe-protocol-mismatch", |setting, probe| {
            setting.protocol = own;
            probe.protocol = probes;
        })
    };
    assert_eq!(protocols(Some(Protocol::Https), Some(Protocol::Http)), FAIL);
    assert_eq!(
        protocols(Some(Protocol::Https), Some(Protocol::Https)),
        PASS
    );
    assert_eq!(protocols(None, Some(Protocol::Http)), None);
    let other = of_both("probe-protocol-mismatch", |setting, probe| {
        setting.protocol = Some(Protocol::Http);
        probe.name = Some("another".to_owned());
    });
    assert_eq!(other, None);
}

#[test]
fn probe_host_missing() {
    let host = |host: Option<&str>, pick| {
        of_probe("probe-host-missing", |probe| {
            probe.host = host.map(str::to_owned);
            probe.pick_host_name_from_backend_settings = pick;
        })
    };
    assert_eq!(host(None, Some(false)), FAIL);
    assert_eq!(host(None, Some(true)), PASS);
    assert_eq!(host(Some("www.contoso.com"), None), PASS);
    assert_eq!(host(None, None), None);
    let layer_4 = of_probe("probe-host-missing", |probe| {
        probe.protocol = Some(Protocol::Tcp);
        probe.pick_host_name_from_backend_settings = Some(false);
    });
    assert_eq!(layer_4, None);
}

#[test]
fn probe_host_is_ip() {
    let host = |protocol, host: &str| {
        of_probe("probe-host-is-ip", |probe| {
            probe.protocol = Some(protocol);
            probe.host = Some(host.to_owned());
        })
    };
    assert_eq!(host(Protocol::Https, "10.0.0.4"), WARN);
    assert_eq!(host(Protocol::Https, "[2001:db8::1]"), WARN);
    assert_eq!(host(Protocol::Https, "www.contoso.com"), PASS);
    assert_eq!(host(Protocol::Http, "127.0.0.1"), None);
}

#[test]
fn probe_timeout_exceeds_interval() {
    let times = |timeout, interval| {
        of_probe("probe-timeout-exceeds-interval", |probe| {
            probe.timeout = timeout;
            probe.interval = interval;
        })
    };
    assert_eq!(times(Some(120), Some(30)), WARN);
    assert_eq!(times(Some(30), Some(30)), PASS);
    assert_eq!(times(None, Some(30)), None);
}

#[test]
fn probe_path_invalid() {
    let path = |path: &str| {
        of_probe("probe-path-invalid", |probe| {
            probe.path = Some(path.to_owned())
        })
    };
    assert_eq!(path("healthz"), FAIL);
    assert_eq!(path("/healthz"), PASS);
    assert_eq!(path(""), None);
}

#[test]
fn probe_range() {
    let times = |interval, threshold| {
        of_probe("probe-range", |probe| {
            probe.interval = interval;
            probe.unhealthy_threshold = threshold;
        })
    };
    assert_eq!(times(Some(0), None), FAIL);
    assert_eq!(times(Some(86_401), Some(3)), FAIL);
    assert_eq!(times(Some(30), Some(21)), FAIL);
    assert_eq!(times(Some(30), Some(20)), PASS);
    assert_eq!(times(None, None), None);
}

#[test]
fn probe_min_servers_masks() {
    let min = |min| of_probe("probe-min-servers-masks", |probe| probe.min_servers = min);
    assert_eq!(min(Some(1)), WARN);
    assert_eq!(min(Some(3)), WARN);
    assert_eq!(min(Some(0)), PASS);
    assert_eq!(min(None), None);
}

#[test]
fn probe_status_codes_invalid() {
    let codes = |codes: &[&str]| {
        of_probe("probe-status-codes-invalid", |probe| {
            probe.status_codes = codes.iter().map(|code| (*code).to_owned()).collect();
        })
    };
    assert_eq!(codes(&["200-399"]), PASS);
    assert_eq!(codes(&["200", "300-399,401"]), PASS);
    for wrong in ["2xx", "399-200", "20", "200-", "", "+200", "200 201"] {
        assert_eq!(codes(&["200", wrong]), FAIL, "{wrong}");
    }
    assert_eq!(codes(&[]), None);
}

#[test]
fn setting_host_missing() {
    let host = |picks, host: Option<&str>, from_target| {
        of_both("setting-host-missing", |setting, probe| {
            probe.pick_host_name_from_backend_settings = picks;
            setting.host_name = host.map(str::to_owned);
            setting.pick_host_name_from_backend_address = from_target;
        })
    };
    assert_eq!(host(Some(true), None, Some(false)), FAIL);
    assert_eq!(host(Some(true), None, Some(true)), PASS);
    assert_eq!(host(Some(true), Some("www.contoso.com"), None), PASS);
    assert_eq!(host(Some(true), None, None), None);
    assert_eq!(host(Some(false), None, Some(false)), None);
}

#[test]
fn an_app_service_gets_a_host_that_it_knows() {
    let of = |address: &'static str, change: fn(&mut BackendSetting)| {
        let mut setting = setting();
        setting.pick_host_name_from_backend_address = Some(false);
        change(&mut setting);
        let rows = one_pool(&[(address, "Healthy", OK)]);
        outcome(
            vec![rows, Content::Settings(vec![setting])],
            "setting-host-missing",
        )
    };
    let app = "shop.azurewebsites.net";
    assert_eq!(of(app, |_| ()), Some(Outcome::Warn));
    assert_eq!(of("10.0.0.4", |_| ()), None);
    assert_eq!(
        of(app, |one| one.host_name =
            Some("shop.contoso.com".to_owned())),
        None
    );
    let picks = |one: &mut BackendSetting| one.pick_host_name_from_backend_address = Some(true);
    assert_eq!(of(app, picks), None);
    // What a projection leaves out is not known to be off.
    let unknown = |one: &mut BackendSetting| one.pick_host_name_from_backend_address = None;
    assert_eq!(of(app, unknown), None);
}

#[test]
fn setting_pick_host_with_ip_target() {
    let pick = |address, pick| {
        let mut setting = setting();
        setting.pick_host_name_from_backend_address = pick;
        let rows = one_pool(&[("web.contoso.com", "Healthy", OK), (address, "Healthy", OK)]);
        outcome(
            vec![rows, Content::Settings(vec![setting])],
            "setting-pick-host-with-ip-target",
        )
    };
    assert_eq!(pick("10.0.0.4", Some(true)), FAIL);
    assert_eq!(pick("api.contoso.com", Some(true)), PASS);
    assert_eq!(pick("10.0.0.4", Some(false)), None);
}

#[test]
fn setting_trusted_root_on_http() {
    let roots = |protocol, roots: &[&str]| {
        of_setting("setting-trusted-root-on-http", |setting| {
            setting.protocol = Some(protocol);
            setting.trusted_roots = Some(roots.iter().map(|root| (*root).to_owned()).collect());
        })
    };
    assert_eq!(roots(Protocol::Http, &["contoso-root"]), FAIL);
    assert_eq!(roots(Protocol::Https, &["contoso-root"]), PASS);
    assert_eq!(roots(Protocol::Http, &[]), None);
}

#[test]
fn settings_that_switch_checks_off() {
    let chain = |protocol, on| {
        of_setting("setting-chain-check-off", |setting| {
            setting.protocol = Some(protocol);
            setting.validate_cert_chain_and_expiry = on;
        })
    };
    assert_eq!(chain(Protocol::Https, Some(false)), WARN);
    assert_eq!(chain(Protocol::Https, Some(true)), PASS);
    assert_eq!(chain(Protocol::Https, None), None);
    assert_eq!(chain(Protocol::Http, Some(false)), None);
    let name = |on| {
        of_setting("setting-name-check-off", |setting| {
            setting.validate_sni = on
        })
    };
    assert_eq!(name(Some(false)), WARN);
    assert_eq!(name(Some(true)), PASS);
    assert_eq!(name(None), None);
}

#[test]
fn what_stands_by_itself_and_in_its_gateway_is_checked_once() {
    let mut inside = probe();
    inside.min_servers = Some(1);
    let gateway = GatewayConfig {
        id: id("x", "y"),
        probes: vec![inside.clone()],
        ..GatewayConfig::default()
    };
    let content = vec![
        Content::Gateways(vec![gateway]),
        Content::Probes(vec![inside]),
    ];
    assert_eq!(outcome(content, "probe-min-servers-masks"), WARN);
}

#[test]
fn every_check_is_tried() {
    let tests = [
        include_str!("tests.rs"),
        include_str!("../tests.rs"),
        include_str!("../../../tests/access_log.rs"),
        include_str!("../../../tests/chains.rs"),
        include_str!("../../../tests/configuration.rs"),
        include_str!("../../../tests/metrics.rs"),
        include_str!("../../../tests/network.rs"),
        include_str!("../../../tests/responses.rs"),
        include_str!("../../../tests/verdicts.rs"),
    ];
    for id in CHECKS {
        let quoted = format!("\"{id}\"");
        assert!(
            tests.iter().any(|text| text.contains(&quoted)),
            "no test tries {id}: broken once, in order once"
        );
    }
}

#[test]
fn no_id_is_listed_twice() {
    let mut ids = CHECKS.to_vec();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CHECKS.len());
}

#[test]
fn every_rule_on_a_setting_and_its_probe_has_a_right_and_a_wrong_case() {
    type Change = fn(&mut BackendSetting, &mut Probe);
    // The check, what is right, what is wrong, and what the wrong one comes to.
    let rules: [(&str, Change, Change, Option<Outcome>); 20] = [
        (
            "probe-protocol-mismatch",
            |_, _| {},
            |_, probe| probe.protocol = Some(Protocol::Http),
            FAIL,
        ),
        (
            "probe-host-missing",
            |_, probe| probe.host = Some("a.contoso.com".into()),
            |_, probe| probe.pick_host_name_from_backend_settings = Some(false),
            FAIL,
        ),
        (
            "setting-host-missing",
            |setting, probe| {
                setting.host_name = Some("a.contoso.com".into());
                probe.pick_host_name_from_backend_settings = Some(true);
            },
            |setting, probe| {
                setting.pick_host_name_from_backend_address = Some(false);
                probe.pick_host_name_from_backend_settings = Some(true);
            },
            FAIL,
        ),
        (
            "setting-trusted-root-on-http",
            |setting, _| setting.trusted_roots = Some(vec!["root".into()]),
            |setting, _| {
                setting.protocol = Some(Protocol::Http);
                setting.trusted_roots = Some(vec!["root".into()]);
            },
            FAIL,
        ),
        (
            "setting-layer-4-picks-host",
            |setting, _| {
                setting.layer_4 = true;
                setting.pick_host_name_from_backend_address = Some(false);
            },
            |setting, _| {
                setting.layer_4 = true;
                setting.pick_host_name_from_backend_address = Some(true);
            },
            FAIL,
        ),
        (
            "probe-host-and-pick",
            |_, probe| {
                probe.host = Some("a.contoso.com".into());
                probe.pick_host_name_from_backend_settings = Some(false);
            },
            |_, probe| {
                probe.host = Some("a.contoso.com".into());
                probe.pick_host_name_from_backend_settings = Some(true);
            },
            WARN,
        ),
        (
            "setting-host-and-pick",
            |setting, _| {
                setting.host_name = Some("a.contoso.com".into());
                setting.pick_host_name_from_backend_address = Some(false);
            },
            |setting, _| {
                setting.host_name = Some("a.contoso.com".into());
                setting.pick_host_name_from_backend_address = Some(true);
            },
            WARN,
        ),
        (
            "setting-roots-need-host",
            |setting, _| {
                setting.trusted_roots = Some(vec!["root".into()]);
                setting.host_name = Some("a.contoso.com".into());
            },
            |setting, _| {
                setting.trusted_roots = Some(vec!["root".into()]);
                setting.pick_host_name_from_backend_address = Some(false);
            },
            WARN,
        ),
        (
            "probe-host-invalid",
            |_, probe| probe.host = Some("www.contoso.com".into()),
            |_, probe| probe.host = Some("*.contoso.com".into()),
            FAIL,
        ),
        (
            "probe-host-invalid",
            |_, probe| probe.host = Some("10.0.0.4".into()),
            |_, probe| probe.host = Some("https://www.contoso.com".into()),
            FAIL,
        ),
        (
            "probe-timeout-exceeds-request-timeout",
            |setting, probe| {
                setting.request_timeout = Some(30);
                probe.timeout = Some(30);
            },
            |setting, probe| {
                setting.request_timeout = Some(20);
                probe.timeout = Some(30);
            },
            WARN,
        ),
        (
            "probe-body-too-long",
            |_, probe| probe.body = Some("x".repeat(4090)),
            |_, probe| probe.body = Some("x".repeat(4091)),
            FAIL,
        ),
        (
            "probe-body-is-pattern",
            |_, probe| probe.body = Some("status: ok.".into()),
            |_, probe| probe.body = Some("status.*ok".into()),
            WARN,
        ),
        (
            "probe-cli-defaults",
            |_, probe| {
                (probe.interval, probe.timeout, probe.unhealthy_threshold) =
                    (Some(30), Some(30), Some(3))
            },
            |_, probe| {
                (probe.interval, probe.timeout, probe.unhealthy_threshold) =
                    (Some(30), Some(120), Some(8))
            },
            WARN,
        ),
        (
            "setting-range",
            |setting, _| setting.request_timeout = Some(86_400),
            |setting, _| setting.request_timeout = Some(0),
            FAIL,
        ),
        (
            "setting-range",
            |setting, _| setting.request_timeout = Some(1),
            |setting, _| setting.request_timeout = Some(86_401),
            FAIL,
        ),
        (
            "setting-host-is-ip",
            |setting, _| setting.host_name = Some("a.contoso.com".into()),
            |setting, _| setting.host_name = Some("10.0.0.4".into()),
            WARN,
        ),
        (
            "setting-sni-name-unused",
            |setting, _| {
                setting.sni_name = Some("a.contoso.com".into());
                setting.validate_sni = Some(true);
            },
            |setting, _| {
                setting.sni_name = Some("a.contoso.com".into());
                setting.validate_sni = Some(false);
            },
            WARN,
        ),
        (
            "probe-proxy-protocol",
            |setting, probe| {
                setting.client_ip_preservation = Some(true);
                probe.protocol = Some(Protocol::Tls);
                probe.proxy_protocol = Some(true);
            },
            |setting, probe| {
                setting.client_ip_preservation = Some(true);
                probe.protocol = Some(Protocol::Tls);
                probe.proxy_protocol = Some(false);
            },
            WARN,
        ),
        (
            "probe-timeout-exceeds-interval",
            |_, probe| (probe.interval, probe.timeout) = (Some(30), Some(30)),
            |_, probe| (probe.interval, probe.timeout) = (Some(30), Some(31)),
            WARN,
        ),
    ];
    for (id, right, wrong, outcome) in rules {
        assert_eq!(of_both(id, right), PASS, "{id}");
        assert_eq!(of_both(id, wrong), outcome, "{id}");
    }
    // These say nothing where all is right.
    assert_eq!(
        of_both("setting-layer-4-switches", |setting, _| setting.layer_4 =
            true),
        None
    );
    let switched = |setting: &mut BackendSetting, _: &mut Probe| {
        setting.layer_4 = true;
        setting.validate_sni = Some(false);
    };
    assert_eq!(of_both("setting-layer-4-switches", switched), WARN);
    let header = |_: &mut BackendSetting, probe: &mut Probe| probe.proxy_protocol = Some(true);
    assert_eq!(of_both("probe-proxy-protocol", header), WARN);
}

#[test]
fn what_is_refused_names_the_control_planes_error() {
    let (mut setting, mut probe) = (setting(), probe());
    setting.probe = Some(Some("web-probe".to_owned()));
    setting.protocol = Some(Protocol::Http);
    setting.trusted_roots = Some(vec!["root".to_owned()]);
    setting.pick_host_name_from_backend_address = Some(false);
    probe.pick_host_name_from_backend_settings = Some(true);
    let found = diagnose(&case([
        Content::Settings(vec![setting]),
        Content::Probes(vec![probe]),
    ]));
    for (id, code) in [
        (
            "probe-protocol-mismatch",
            "ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol",
        ),
        (
            "setting-host-missing",
            "ApplicationGatewayBackendHttpSettingsIncompatibleProbeSettingPickHostName",
        ),
        (
            "setting-trusted-root-on-http",
            "ApplicationGatewayBackendHttpSettingsCannotHaveTrustedRootCertificate",
        ),
    ] {
        let check = found.checks.iter().find(|check| check.id == id).unwrap();
        assert!(check.because.contains(code), "{}", check.because);
    }
}

#[test]
fn on_v1_settings_agree_on_certificates_and_probes_have_no_port() {
    let of = |second: &[&str], port| {
        let https = |name: &str, certificates: &[&str]| BackendSetting {
            name: Some(name.to_owned()),
            authentication_certificates: Some(
                certificates.iter().map(|one| (*one).to_owned()).collect(),
            ),
            ..setting()
        };
        let gateway = GatewayConfig {
            id: ResourceId {
                child: None,
                ..id("x", "y")
            },
            sku: Some(Sku::V1),
            settings: vec![https("one", &["leaf"]), https("two", second)],
            probes: vec![Probe { port, ..probe() }],
            ..GatewayConfig::default()
        };
        let found = diagnose(&case([Content::Gateways(vec![gateway])]));
        let outcome = |id: &str| {
            let mut checks = found.checks.iter().filter(|check| check.id == id);
            checks.next().map(|check| check.outcome)
        };
        (
            outcome("setting-authentication-certificates-mixed"),
            outcome("probe-port-on-v1"),
        )
    };
    assert_eq!(of(&["leaf"], None), (PASS, None));
    assert_eq!(of(&[], Some(8080)), (FAIL, WARN));
}
