use super::*;
use crate::gateway::server_name::Origin;

fn setting() -> BackendSetting {
    BackendSetting {
        port: Some(443),
        protocol: Some(Protocol::Https),
        probe: Some(None),
        pick_host_name_from_backend_address: Some(false),
        ..BackendSetting::default()
    }
}

fn custom() -> (BackendSetting, Probe) {
    let setting = BackendSetting {
        probe: Some(Some("deep".to_owned())),
        ..setting()
    };
    let probe = Probe {
        name: Some("deep".to_owned()),
        protocol: Some(Protocol::Https),
        host: Some("www.contoso.com".to_owned()),
        path: Some("/healthz".to_owned()),
        port: Some(8443),
        interval: Some(20),
        timeout: Some(10),
        unhealthy_threshold: Some(2),
        status_codes: vec!["200".to_owned()],
        body: Some("ready".to_owned()),
        pick_host_name_from_backend_settings: Some(false),
        ..Probe::default()
    };
    (setting, probe)
}

#[test]
fn the_default_probe() {
    let setting = setting();
    let found = EffectiveProbe::of(&Inputs {
        sku: Some(Sku::V2),
        address: Some("10.0.0.4"),
        setting: Some(&setting),
        instances: Some(Instances {
            least: 2,
            most: Some(10),
        }),
        ..Inputs::default()
    });
    assert_eq!(found.kind, Kind::Default);
    assert_eq!(found.host, Host::Sent("127.0.0.1", HostFrom::Loopback));
    assert_eq!(found.server_name, ServerName::None);
    assert_eq!((found.path, found.port), (Some("/"), Some(443)));
    assert_eq!(found.status_codes, ["200-399"]);
    assert_eq!(found.down_after(), Some(120));
    assert_eq!(found.down_after_hanging(), Some(150));
    assert_eq!(found.up_after(), Some(30));
    assert_eq!(found.probes_in_ten_minutes(), Some((40, Some(200))));
    assert!(found.readings.is_empty());
}

#[test]
fn the_host_of_a_default_probe_and_what_other_texts_say() {
    let mut setting = setting();
    let of = |setting: &BackendSetting, address: &'static str| {
        let found = EffectiveProbe::of(&Inputs {
            sku: Some(Sku::V2),
            address: Some(address),
            setting: Some(setting),
            ..Inputs::default()
        });
        let about: Vec<&str> = found.readings.iter().map(|other| other.about).collect();
        (
            found.host_sent().map(str::to_owned),
            matches!(found.server_name, ServerName::Sent(_)),
            about,
        )
    };
    let host = |host: &str| Some(host.to_owned());
    assert_eq!(of(&setting, "10.0.0.4"), (host("127.0.0.1"), false, vec![]));
    assert_eq!(
        of(&setting, "web.contoso.com"),
        (host("127.0.0.1"), false, vec!["server-name"])
    );
    setting.host_name = Some("shop.contoso.com".to_owned());
    assert_eq!(
        of(&setting, "10.0.0.4"),
        (host("shop.contoso.com"), true, vec!["host"])
    );
    setting.host_name = None;
    setting.pick_host_name_from_backend_address = Some(true);
    assert_eq!(
        of(&setting, "web.contoso.com"),
        (host("web.contoso.com"), true, vec!["host"])
    );
    assert_eq!(
        of(&setting, "10.0.0.4"),
        (host("10.0.0.4"), false, vec!["host"])
    );
}

#[test]
fn a_custom_probe() {
    let (setting, probe) = custom();
    let inputs = Inputs {
        sku: Some(Sku::V2),
        address: Some("web.contoso.com"),
        setting: Some(&setting),
        probe: Some(&probe),
        ..Inputs::default()
    };
    let found = EffectiveProbe::of(&inputs);
    assert_eq!(found.host, Host::Sent("www.contoso.com", HostFrom::Probe));
    assert_eq!(found.server_name, ServerName::Sent("www.contoso.com"));
    assert_eq!((found.port, found.own_port), (Some(8443), true));
    assert_eq!(found.status_codes, ["200"]);
    assert_eq!(found.body, Some("ready"));
    // The example of the probe overview.
    assert_eq!(found.down_after(), Some(60));

    // v1: the setting's port, the pool's entry as server name, probes in quick succession.
    let old = EffectiveProbe::of(&Inputs {
        sku: Some(Sku::V1),
        ..inputs
    });
    assert_eq!((old.port, old.own_port), (Some(443), false));
    assert_eq!(old.host, Host::Sent("www.contoso.com", HostFrom::Probe));
    assert_eq!(old.server_name, ServerName::Sent("web.contoso.com"));
    assert_eq!(
        old.compared,
        Some(Compared::Name("web.contoso.com", Origin::EntryOnV1))
    );
    assert_eq!(old.down_after(), Some(20));
    assert_eq!(old.down_after_hanging(), Some(40));
}

#[test]
fn what_the_evidence_does_not_tell_stays_open() {
    let (setting, mut probe) = custom();
    let hidden = EffectiveProbe::of(&Inputs {
        setting: Some(&setting),
        ..Inputs::default()
    });
    assert_eq!(hidden.kind, Kind::NotShown("deep"));
    assert_eq!((hidden.path, hidden.interval), (None, None));
    assert_eq!(hidden.host, Host::Unknown);
    assert_eq!(hidden.down_after(), None);

    let nothing = EffectiveProbe::of(&Inputs::default());
    assert_eq!(nothing.kind, Kind::Assumed);
    assert_eq!(nothing.host, Host::Unknown);
    assert_eq!(nothing.server_name, ServerName::Unknown);

    probe.host = None;
    let refused = EffectiveProbe::of(&Inputs {
        setting: Some(&setting),
        probe: Some(&probe),
        ..Inputs::default()
    });
    assert_eq!(refused.host, Host::Missing);
    probe.interval = Some(0);
    probe.unhealthy_threshold = Some(u32::MAX);
    let odd = EffectiveProbe::of(&Inputs {
        setting: Some(&setting),
        probe: Some(&probe),
        instances: Some(Instances {
            least: u32::MAX,
            most: None,
        }),
        ..Inputs::default()
    });
    assert_eq!(odd.probes_in_ten_minutes(), None);
    assert_eq!(odd.down_after(), Some(0));
}

#[test]
fn layer_4_asks_for_nothing() {
    let setting = BackendSetting {
        protocol: Some(Protocol::Tls),
        host_name: Some("sql.contoso.com".to_owned()),
        ..setting()
    };
    let found = EffectiveProbe::of(&Inputs {
        setting: Some(&setting),
        address: Some("10.0.0.4"),
        ..Inputs::default()
    });
    assert_eq!((found.host, found.path), (Host::None, None));
    assert_eq!(found.server_name, ServerName::Sent("sql.contoso.com"));
    assert!(found.status_codes.is_empty());
    let plain = BackendSetting {
        protocol: Some(Protocol::Tcp),
        ..setting.clone()
    };
    let found = EffectiveProbe::of(&Inputs {
        setting: Some(&plain),
        ..Inputs::default()
    });
    assert_eq!(found.server_name, ServerName::NoTls);
    assert_eq!(found.compared, None);
}
