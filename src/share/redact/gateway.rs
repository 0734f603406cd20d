//! A gateway and its parts, written anew: pools, settings, probes, listeners, rules, what was uploaded.

use serde_json::{Map, Value};

use super::Class;
use super::write::{LEFT_OUT, TYPE, Writer, left_out, object};
use crate::certificate::Certificate;
use crate::gateway::field::Field;
use crate::gateway::routing::Owner;
use crate::gateway::{
    BackendPool, BackendSetting, Cloud, GatewayConfig, Probe, ResourceId, Sku, UploadedCertificate,
};

impl Writer<'_, '_, '_> {
    pub(super) fn gateway(&mut self, gateway: &GatewayConfig) -> Value {
        // Spelled out, so that a new field is thought of here.
        let GatewayConfig {
            id: _,
            sku: _,
            instances,
            location: _,
            operational_state: _,
            provisioning_state: _,
            subnet,
            isolation,
            pools: _,
            settings: _,
            probes: _,
            trusted_roots: _,
            authentication_certificates: _,
            routing,
            owner,
            cut,
        } = gateway;
        let subnet = subnet.as_ref().map(|id| {
            let subnet = object([("id", self.network_id(id))]);
            Value::Array(vec![object([("subnet", Some(subnet))])])
        });
        let frontends = isolation.private_only.then(|| {
            let private = object([("privateIPAddress", Some("private".into()))]);
            Value::Array(vec![private])
        });
        let tag = |set: bool| set.then(|| Value::from("true"));
        let tags = object([
            ("EnhancedNetworkControl", tag(isolation.tagged)),
            ("managed-by-k8s-ingress", tag(*owner == Some(Owner::Agic))),
            ("terraform", tag(*owner == Some(Owner::Terraform))),
            ("bicep", tag(*owner == Some(Owner::Template))),
        ]);
        let tagged = isolation.tagged || owner.is_some();
        let [listeners, ports, rules, maps] = self.routing(routing);
        let scale = instances.map(|instances| {
            object([
                ("minCapacity", Some(instances.least.into())),
                ("maxCapacity", instances.most.map(Value::from)),
            ])
        });
        let region = gateway.location.as_deref().and_then(Cloud::of_location);
        let sku = gateway.sku.map(|sku| match sku {
            Sku::V1 => "Standard",
            Sku::V2 => "Standard_v2",
        });
        self.within = Some(ResourceId {
            child: None,
            ..gateway.id.clone()
        });
        let pools: Value = gateway.pools.iter().map(|one| self.pool(one)).collect();
        let (upper, lower): (Vec<_>, Vec<_>) =
            gateway.settings.iter().partition(|one| !one.layer_4);
        let mut settings =
            |all: Vec<&BackendSetting>| all.into_iter().map(|one| self.setting(one)).collect();
        let (settings, layer_4): (Value, Value) = (settings(upper), settings(lower));
        let probes: Value = gateway.probes.iter().map(|one| self.probe(one)).collect();
        let roots: Value = gateway
            .trusted_roots
            .iter()
            .map(|one| self.uploaded(one))
            .collect();
        let old = gateway.authentication_certificates.iter();
        let old: Value = old.map(|one| self.uploaded(one)).collect();
        self.within = None;
        object([
            ("type", Some(TYPE.into())),
            ("name", self.name("GATEWAY", gateway.id.gateway.as_ref())),
            ("id", self.id(&gateway.id)),
            // A region tells the cloud, and is no more than that here.
            (
                "location",
                gateway.location.as_ref().map(|location| {
                    match (self.markers.hidden.has(Class::Resources), region) {
                        (false, _) => location.as_str().into(),
                        (true, Some(cloud)) => cloud.some_location().into(),
                        (true, None) => "region".into(),
                    }
                }),
            ),
            ("sku", sku.map(|tier| object([("tier", Some(tier.into()))]))),
            ("autoscaleConfiguration", scale),
            ("gatewayIPConfigurations", subnet),
            ("frontendIPConfigurations", frontends),
            ("networkIsolationEnabled", isolation.stated.map(Value::from)),
            ("tags", tagged.then_some(tags)),
            (
                "operationalState",
                self.known(gateway.operational_state.as_ref()),
            ),
            (
                "provisioningState",
                self.known(gateway.provisioning_state.as_ref()),
            ),
            ("backendAddressPools", Some(pools)),
            ("backendHttpSettingsCollection", Some(settings)),
            ("backendSettingsCollection", filled(layer_4)),
            ("httpListeners", filled(listeners)),
            ("frontendPorts", filled(ports)),
            ("requestRoutingRules", filled(rules)),
            ("urlPathMaps", filled(maps)),
            ("probes", Some(probes)),
            ("trustedRootCertificates", Some(roots)),
            ("authenticationCertificates", Some(old)),
            (LEFT_OUT, left_out(*cut)),
        ])
    }

    /// A state that Azure's documents list; anything else is text.
    fn known(&mut self, state: Option<&String>) -> Option<Value> {
        const STATES: [&str; 9] = [
            "Running",
            "Stopped",
            "Starting",
            "Stopping",
            "Succeeded",
            "Failed",
            "Updating",
            "Deleting",
            "Canceled",
        ];
        state.map(
            |state| match STATES.iter().any(|known| known.eq_ignore_ascii_case(state)) {
                true => state.as_str().into(),
                false => self.markers.text(state).into(),
            },
        )
    }

    /// What stands in the place of a value and is none. A number tells nothing of anybody.
    fn misfit(&mut self, misfits: &[(Field, String)], field: Field) -> Option<Value> {
        let (_, text) = misfits.iter().find(|(known, _)| *known == field)?;
        Some(match is_number(text) {
            true => text.as_str().into(),
            false => self.markers.text(text).into(),
        })
    }

    pub(super) fn pool(&mut self, pool: &BackendPool) -> Value {
        let mut members: Vec<Value> = Vec::new();
        for member in &pool.members {
            let member = self.markers.host(member);
            members.push(object([("fqdn", Some(member.into()))]));
        }
        let addresses = match pool.targets {
            // Targets that are counted without a name.
            Some(targets) => {
                members.resize(targets.max(members.len()), Value::Object(Map::new()));
                Some(Value::Array(members))
            }
            None => pool
                .members
                .first()
                .map(|member| self.markers.host(member).into()),
        };
        let [id, group] = self.part(pool.name.as_ref(), &pool.id);
        object([
            ("name", self.name("POOL", pool.name.as_ref())),
            ("id", id),
            ("resourceGroup", group),
            ("backendAddresses", addresses),
            (LEFT_OUT, left_out(pool.cut)),
        ])
    }

    pub(super) fn setting(&mut self, setting: &BackendSetting) -> Value {
        let names = |with: &mut Self, names: Option<&Vec<String>>| {
            names.map(|names| {
                let names = names.iter();
                let names = names.map(|name| object([("name", with.name("CERT", Some(name)))]));
                names.collect::<Value>()
            })
        };
        let BackendSetting {
            name,
            id,
            port,
            protocol,
            host_name,
            pick_host_name_from_backend_address,
            request_timeout,
            draining,
            drain_timeout,
            probe,
            trusted_roots,
            authentication_certificates,
            validate_cert_chain_and_expiry,
            validate_sni,
            sni_name,
            // The collection and the protocol tell.
            layer_4: _,
            client_ip_preservation,
            misfits,
            line: _,
            cut,
        } = setting;
        let mut misfit = |field| self.misfit(misfits, field);
        let drain = object([
            ("enabled", draining.map(Value::from)),
            (
                "drainTimeoutInSec",
                drain_timeout
                    .map(Value::from)
                    .or_else(|| misfit(Field::DrainTimeout)),
            ),
        ]);
        let drains = drain.as_object().is_some_and(|drain| !drain.is_empty());
        let port = port.map(Value::from).or_else(|| misfit(Field::SettingPort));
        let protocol = protocol.map(|protocol| protocol.as_str().into());
        let protocol = protocol.or_else(|| misfit(Field::SettingProtocol));
        let request_timeout = request_timeout.map(Value::from);
        let request_timeout = request_timeout.or_else(|| misfit(Field::RequestTimeout));
        let [part_id, group] = self.part(name.as_ref(), id);
        object([
            ("name", self.name("SETTING", name.as_ref())),
            ("id", part_id),
            ("resourceGroup", group),
            ("port", port),
            ("protocol", protocol),
            ("hostName", self.host(host_name.as_deref())),
            (
                "pickHostNameFromBackendAddress",
                pick_host_name_from_backend_address.map(Value::from),
            ),
            ("requestTimeout", request_timeout),
            ("connectionDraining", drains.then_some(drain)),
            (
                "probe",
                probe.as_ref().map(|probe| match probe {
                    Some(name) => object([("name", self.name("PROBE", Some(name)))]),
                    None => Value::Null,
                }),
            ),
            (
                "trustedRootCertificates",
                names(self, trusted_roots.as_ref()),
            ),
            (
                "authenticationCertificates",
                names(self, authentication_certificates.as_ref()),
            ),
            (
                "validateCertChainAndExpiry",
                validate_cert_chain_and_expiry.map(Value::from),
            ),
            ("validateSNI", validate_sni.map(Value::from)),
            ("sniName", self.host(sni_name.as_deref())),
            (
                "enableL4ClientIpPreservation",
                client_ip_preservation.map(Value::from),
            ),
            (LEFT_OUT, left_out(*cut)),
        ])
    }

    pub(super) fn probe(&mut self, probe: &Probe) -> Value {
        let Probe {
            name,
            id,
            protocol,
            host,
            path,
            port,
            interval,
            timeout,
            unhealthy_threshold,
            min_servers,
            pick_host_name_from_backend_settings,
            status_codes,
            body,
            proxy_protocol,
            misfits,
            line: _,
            cut,
        } = probe;
        let codes = status_codes.iter().map(|codes| {
            let mut numbers = codes.split(['-', ',', ' ']);
            let plain =
                |number: &str| number.len() <= 3 && number.bytes().all(|c| c.is_ascii_digit());
            match numbers.all(plain) {
                true => codes.as_str().into(),
                false => self.markers.text(codes).into(),
            }
        });
        let codes: Vec<Value> = codes.collect();
        let body = body.as_ref().map(|body| self.markers.text(body).into());
        let matches = object([
            ("statusCodes", (!codes.is_empty()).then(|| codes.into())),
            ("body", body),
        ]);
        let protocol = protocol.map(|protocol| protocol.as_str().into());
        let protocol = protocol.or_else(|| self.misfit(misfits, Field::ProbeProtocol));
        let [port, interval, timeout, unhealthy_threshold, min_servers] = [
            (Field::ProbePort, port.map(u32::from)),
            (Field::Interval, *interval),
            (Field::Timeout, *timeout),
            (Field::Threshold, *unhealthy_threshold),
            (Field::MinServers, *min_servers),
        ]
        .map(|(field, number)| {
            let number = number.map(Value::from);
            number.or_else(|| self.misfit(misfits, field))
        });
        let [part_id, group] = self.part(name.as_ref(), id);
        object([
            ("name", self.name("PROBE", name.as_ref())),
            ("id", part_id),
            ("resourceGroup", group),
            ("protocol", protocol),
            ("host", self.host(host.as_deref())),
            (
                "path",
                path.as_ref().map(|path| self.markers.path(path).into()),
            ),
            ("port", port),
            ("interval", interval),
            ("timeout", timeout),
            ("unhealthyThreshold", unhealthy_threshold),
            ("minServers", min_servers),
            (
                "pickHostNameFromBackendHttpSettings",
                pick_host_name_from_backend_settings.map(Value::from),
            ),
            ("match", Some(matches)),
            (
                "enableProbeProxyProtocolHeader",
                proxy_protocol.map(Value::from),
            ),
            (LEFT_OUT, left_out(*cut)),
        ])
    }

    pub(super) fn uploaded(&mut self, uploaded: &UploadedCertificate) -> Value {
        let certificates = self.certificates.all(&uploaded.certificates, self.markers);
        let data = match certificates.as_slice() {
            [] => None,
            [one] => one.der().map(super::super::base64::encode),
            several => {
                let text: String = several.iter().filter_map(Certificate::pem).collect();
                Some(super::super::base64::encode(text.as_bytes()))
            }
        };
        let vault = uploaded.key_vault.then(|| "a key vault".into());
        let [id, group] = self.part(uploaded.name.as_ref(), &uploaded.id);
        object([
            ("name", self.name("CERT", uploaded.name.as_ref())),
            ("id", id),
            ("resourceGroup", group),
            ("data", data.map(Value::from)),
            ("keyVaultSecretId", vault),
        ])
    }
}

/// Whether a text is a number, or a range of numbers, of any size that somebody may have meant.
pub(super) fn is_number(text: &str) -> bool {
    text.len() <= 12
        && text
            .bytes()
            .all(|c| c.is_ascii_digit() || b"-+".contains(&c))
}

/// A list, unless it is empty.
fn filled(list: Value) -> Option<Value> {
    let empty = list.as_array().is_some_and(Vec::is_empty);
    (!empty).then_some(list)
}
