//! Evidence written anew, in the forms in which Azure and `openssl` print it. What no line here
//! writes does not leave.

use serde_json::{Map, Value};

use super::certificate::StandIns;
use super::markers::Markers;
use super::{Class, message};
use crate::certificate::Certificate;
use crate::certificate::bundle::Element;
use crate::certificate::bundle::transcript::Transcript;
use crate::certificate::der::encode;
use crate::certificate::private_key::{MARK, Place, Removed};
use crate::chain::openssl::codes;
use crate::evidence::{Certificates, Content, HealthReport, PoolHealth, ReportState, ServerHealth};
use crate::fault;
use crate::gateway::{
    BackendPool, BackendSetting, Cloud, GatewayConfig, Health, Probe, ResourceId, Sku,
    UploadedCertificate,
};

const TYPE: &str = "Microsoft.Network/applicationGateways";

/// A piece of evidence as octets, with what was cut out of it. `None` for what is not written.
pub(super) fn content(
    content: &Content,
    markers: &mut Markers,
    certificates: &mut StandIns<'_>,
) -> Option<(Vec<u8>, Vec<Removed>)> {
    let mut with = Writer {
        markers,
        certificates,
    };
    let value = match content {
        Content::Health(report) => match report.state {
            ReportState::Present => with.health(report),
            ReportState::Pending => Value::Null,
            ReportState::NoPermission => return plain("No results."),
        },
        Content::Message(text) => {
            let text = message::redact(text, with.markers);
            object([("healthProbeLog", Some(text.into()))])
        }
        Content::Gateways(all) => all.iter().map(|one| with.gateway(one)).collect(),
        Content::Probes(all) => all
            .iter()
            .map(|one| with.typed("probes", |with| with.probe(one)))
            .collect(),
        Content::Settings(all) => all
            .iter()
            .map(|one| with.typed("backendHttpSettingsCollection", |with| with.setting(one)))
            .collect(),
        Content::Pools(all) => all
            .iter()
            .map(|one| with.typed("backendAddressPools", |with| with.pool(one)))
            .collect(),
        Content::Uploaded(all) => all
            .iter()
            .map(|one| with.typed("trustedRootCertificates", |with| with.uploaded(one)))
            .collect(),
        Content::SecurityGroups(all) => all.iter().map(|one| with.security_group(one)).collect(),
        Content::EffectiveSecurityGroups(all) => {
            all.iter().map(|one| with.effective_group(one)).collect()
        }
        Content::RouteTables(all) => all.iter().map(|one| with.route_table(one)).collect(),
        Content::EffectiveRoutes(all) => all.iter().map(|one| with.route(one, true)).collect(),
        Content::VirtualNetworks(all) => all.iter().map(|one| with.virtual_network(one)).collect(),
        Content::Subnets(all) => all.iter().map(|one| with.subnet(one)).collect(),
        Content::Certificates(run) => return Some((with.run(run)?, Vec::new())),
        Content::PrivateKey(secret) => {
            let removed = Removed {
                place: Place { line: 1, column: 1 },
                secret: *secret,
            };
            return Some((MARK.as_bytes().to_vec(), vec![removed]));
        }
        // Something was there, and could not be read: that much is said.
        Content::Unreadable => return plain("(something that could not be read)"),
        Content::AccessLog(_) | Content::Metrics(_) | Content::Recognised(_) => return None,
    };
    let value = match value {
        // One by itself stands by itself.
        Value::Array(mut all) if all.len() == 1 => all.pop().unwrap_or_default(),
        value => value,
    };
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    Some((text.into_bytes(), Vec::new()))
}

fn plain(text: &str) -> Option<(Vec<u8>, Vec<Removed>)> {
    Some((text.as_bytes().to_vec(), Vec::new()))
}

/// An object of the members that have a value.
pub(super) fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let members = members.into_iter();
    let members = members.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(members.collect::<Map<_, _>>())
}

pub(super) struct Writer<'m, 'c, 'r> {
    pub(super) markers: &'m mut Markers,
    certificates: &'c mut StandIns<'r>,
}

impl Writer<'_, '_, '_> {
    /// A part of a gateway by itself: its type tells what it is.
    fn typed(&mut self, collection: &str, write: impl FnOnce(&mut Self) -> Value) -> Value {
        let mut value = write(self);
        if let Value::Object(members) = &mut value {
            members.insert("type".to_owned(), format!("{TYPE}/{collection}").into());
        }
        value
    }

    pub(super) fn name(&mut self, kind: &'static str, name: Option<&String>) -> Option<Value> {
        name.map(|name| self.markers.name(kind, name).into())
    }

    pub(super) fn host(&mut self, host: Option<&str>) -> Option<Value> {
        host.map(|host| self.markers.host(host).into())
    }

    fn id(&mut self, id: &ResourceId) -> Option<Value> {
        let id = self.markers.id(id);
        let mut text = String::new();
        if let Some(subscription) = &id.subscription {
            text = format!("/subscriptions/{subscription}");
        }
        if let Some(group) = &id.resource_group {
            text = format!("{text}/resourceGroups/{group}");
        }
        if id.gateway.is_some() || id.child.is_some() {
            let gateway = id.gateway.as_deref().unwrap_or_default();
            text = format!("{text}/providers/{TYPE}/{gateway}");
        }
        if let Some((collection, name)) = &id.child {
            text = format!("{text}/{collection}/{name}");
        }
        (!text.is_empty()).then(|| text.into())
    }

    fn health(&mut self, report: &HealthReport) -> Value {
        if let (true, [pool]) = (report.on_demand, report.pools.as_slice()) {
            let settings = self.groups(pool);
            return object([
                ("backendAddressPool", Some(self.pool_of(pool))),
                ("backendHealthHttpSettings", Some(settings)),
            ]);
        }
        let pools = report.pools.iter().map(|pool| {
            let settings = self.groups(pool);
            object([
                ("backendAddressPool", Some(self.pool_of(pool))),
                ("backendHttpSettingsCollection", Some(settings)),
            ])
        });
        object([("backendAddressPools", Some(pools.collect()))])
    }

    fn pool_of(&mut self, pool: &PoolHealth) -> Value {
        object([
            ("name", self.name("POOL", pool.name.as_ref())),
            ("id", self.id(&pool.id)),
        ])
    }

    fn groups(&mut self, pool: &PoolHealth) -> Value {
        let groups = pool.settings.iter().map(|group| {
            let servers = group.servers.iter().map(|server| self.server(server));
            let servers: Value = servers.collect();
            let setting = self.setting(&group.setting);
            object([
                ("backendHttpSettings", Some(setting)),
                ("servers", Some(servers)),
            ])
        });
        groups.collect()
    }

    fn server(&mut self, server: &ServerHealth) -> Value {
        let message = server.message.as_deref();
        object([
            ("address", self.host(server.address.as_deref())),
            (
                "health",
                server
                    .health
                    .as_ref()
                    .map(|health| self.state(health).into()),
            ),
            (
                "healthProbeLog",
                message.map(|text| message::redact(text, self.markers).into()),
            ),
            (
                "healthProbeErrorName",
                server
                    .error_name
                    .as_deref()
                    .map(|name| self.error_name(name).into()),
            ),
        ])
    }

    fn state(&mut self, health: &Health) -> String {
        match health {
            Health::Healthy => "Healthy".to_owned(),
            Health::Unhealthy => "Unhealthy".to_owned(),
            Health::Unknown => "Unknown".to_owned(),
            Health::Partial => "Partial".to_owned(),
            Health::Draining => "Draining".to_owned(),
            Health::Other(text) => self.markers.text(text),
        }
    }

    /// One of an open set of names: what a rule knows stays.
    fn error_name(&mut self, name: &str) -> String {
        let word = name.len() <= 80 && name.bytes().all(|c| c.is_ascii_alphanumeric());
        match word && fault::classify("", Some(name)).is_some() {
            true => name.to_owned(),
            false => self.markers.text(name),
        }
    }

    fn gateway(&mut self, gateway: &GatewayConfig) -> Value {
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
            // Through which listeners clients are hit stays behind, and with it whose tool writes
            // the configuration: names, paths and tags, on which no verdict rests.
            routing: _,
            owner: _,
        } = gateway;
        let subnet = subnet.as_ref().map(|id| {
            let subnet = object([("id", self.network_id(id))]);
            Value::Array(vec![object([("subnet", Some(subnet))])])
        });
        let frontends = isolation.private_only.then(|| {
            let private = object([("privateIPAddress", Some("private".into()))]);
            Value::Array(vec![private])
        });
        let tags = object([("EnhancedNetworkControl", Some("true".into()))]);
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
        let pools: Value = gateway.pools.iter().map(|one| self.pool(one)).collect();
        let settings: Value = gateway
            .settings
            .iter()
            .map(|one| self.setting(one))
            .collect();
        let probes: Value = gateway.probes.iter().map(|one| self.probe(one)).collect();
        let roots: Value = gateway
            .trusted_roots
            .iter()
            .map(|one| self.uploaded(one))
            .collect();
        let old = gateway.authentication_certificates.iter();
        let old: Value = old.map(|one| self.uploaded(one)).collect();
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
            ("tags", isolation.tagged.then_some(tags)),
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
            ("probes", Some(probes)),
            ("trustedRootCertificates", Some(roots)),
            ("authenticationCertificates", Some(old)),
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

    fn pool(&mut self, pool: &BackendPool) -> Value {
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
        object([
            ("name", self.name("POOL", pool.name.as_ref())),
            ("id", self.id(&pool.id)),
            ("backendAddresses", addresses),
        ])
    }

    fn setting(&mut self, setting: &BackendSetting) -> Value {
        let names = |with: &mut Self, names: Option<&Vec<String>>| {
            names.map(|names| {
                let names = names.iter();
                let names = names.map(|name| object([("name", with.name("CERT", Some(name)))]));
                names.collect::<Value>()
            })
        };
        object([
            ("name", self.name("SETTING", setting.name.as_ref())),
            ("id", self.id(&setting.id)),
            ("port", setting.port.map(Value::from)),
            (
                "protocol",
                setting.protocol.map(|protocol| protocol.as_str().into()),
            ),
            ("hostName", self.host(setting.host_name.as_deref())),
            (
                "pickHostNameFromBackendAddress",
                setting.pick_host_name_from_backend_address.map(Value::from),
            ),
            ("requestTimeout", setting.request_timeout.map(Value::from)),
            (
                "probe",
                setting.probe.as_ref().map(|probe| match probe {
                    Some(name) => object([("name", self.name("PROBE", Some(name)))]),
                    None => Value::Null,
                }),
            ),
            (
                "trustedRootCertificates",
                names(self, setting.trusted_roots.as_ref()),
            ),
            (
                "authenticationCertificates",
                names(self, setting.authentication_certificates.as_ref()),
            ),
            (
                "validateCertChainAndExpiry",
                setting.validate_cert_chain_and_expiry.map(Value::from),
            ),
            ("validateSNI", setting.validate_sni.map(Value::from)),
            ("sniName", self.host(setting.sni_name.as_deref())),
        ])
    }

    fn probe(&mut self, probe: &Probe) -> Value {
        let codes = probe.status_codes.iter().map(|codes| {
            let plain = |c: char| c.is_ascii_digit() || "-, ".contains(c);
            match codes.chars().all(plain) {
                true => codes.as_str().into(),
                false => self.markers.text(codes).into(),
            }
        });
        let codes: Vec<Value> = codes.collect();
        let body = probe
            .body
            .as_ref()
            .map(|body| self.markers.text(body).into());
        let matches = object([
            ("statusCodes", (!codes.is_empty()).then(|| codes.into())),
            ("body", body),
        ]);
        object([
            ("name", self.name("PROBE", probe.name.as_ref())),
            ("id", self.id(&probe.id)),
            (
                "protocol",
                probe.protocol.map(|protocol| protocol.as_str().into()),
            ),
            ("host", self.host(probe.host.as_deref())),
            (
                "path",
                probe
                    .path
                    .as_ref()
                    .map(|path| self.markers.path(path).into()),
            ),
            ("port", probe.port.map(Value::from)),
            ("interval", probe.interval.map(Value::from)),
            ("timeout", probe.timeout.map(Value::from)),
            (
                "unhealthyThreshold",
                probe.unhealthy_threshold.map(Value::from),
            ),
            ("minServers", probe.min_servers.map(Value::from)),
            (
                "pickHostNameFromBackendHttpSettings",
                probe.pick_host_name_from_backend_settings.map(Value::from),
            ),
            ("match", Some(matches)),
        ])
    }

    fn uploaded(&mut self, uploaded: &UploadedCertificate) -> Value {
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
        object([
            ("name", self.name("CERT", uploaded.name.as_ref())),
            ("id", self.id(&uploaded.id)),
            ("data", data.map(Value::from)),
            ("keyVaultSecretId", vault),
        ])
    }

    /// A run of certificates: as PEM, as a PKCS#7 set where it has no order, or with what
    /// `s_client` prints around it.
    fn run(&mut self, run: &Certificates) -> Option<Vec<u8>> {
        let made: Vec<Option<Certificate>> = run
            .elements
            .iter()
            .map(|element| self.certificates.one(element.certificate()?, self.markers))
            .collect();
        if let Some(transcript) = &run.transcript {
            return Some(self.transcript(run, transcript, &made).into_bytes());
        }
        let all: Option<Vec<Certificate>> = made.into_iter().collect();
        let all = all?;
        if run.ordered || all.len() < 2 {
            return Some(
                all.iter()
                    .filter_map(Certificate::pem)
                    .collect::<String>()
                    .into_bytes(),
            );
        }
        let set: Vec<&[u8]> = all.iter().filter_map(Certificate::der).collect();
        Some(pkcs7(&set.concat()))
    }

    fn transcript(
        &mut self,
        run: &Certificates,
        transcript: &Transcript,
        made: &[Option<Certificate>],
    ) -> String {
        let mut out = String::new();
        let mut line = |text: &str| {
            out.push_str(text);
            out.push('\n');
        };
        let connect = transcript
            .connect
            .as_deref()
            .map(|to| self.markers.host(to));
        let name = transcript
            .server_name
            .as_deref()
            .map(|name| self.markers.host(name));
        if connect.is_some() || name.is_some() {
            let option = |name: &str, value: Option<String>| {
                value
                    .map(|value| format!(" {name} {value}"))
                    .unwrap_or_default()
            };
            let (connect, name) = (option("-connect", connect), option("-servername", name));
            line(&format!("openssl s_client{connect}{name} -showcerts"));
        }
        for error in &transcript.errors {
            if let Some(depth) = error.depth {
                line(&format!("depth={depth}"));
            }
            line(&format!(
                "verify error:num={}:{}",
                error.code,
                text_of(error.code)
            ));
        }
        line("CONNECTED(00000003)");
        line("---");
        if transcript.no_certificate {
            line("no peer certificate available");
            line("---");
        }
        if !run.elements.is_empty() {
            line("Certificate chain");
        }
        for (position, (element, made)) in run.elements.iter().zip(made).enumerate() {
            match (element, made) {
                (Element::Certificate(_), Some(made)) => {
                    line(&format!(" {position} s:{}", made.subject));
                    line(&format!("   i:{}", made.issuer));
                    line(made.pem().unwrap_or_default().trim_end());
                }
                (Element::Described(described), _) => {
                    let subject = self.certificates.line(&described.subject, self.markers);
                    let issuer = self.certificates.line(&described.issuer, self.markers);
                    line(&format!(" {position} s:{subject}"));
                    line(&format!("   i:{issuer}"));
                    if let Some(algorithms) = described.algorithms.as_deref().filter(|a| is_fact(a))
                    {
                        line(&format!("   a:{algorithms}"));
                    }
                    if let Some(validity) = described.validity.as_deref().filter(|v| is_fact(v)) {
                        line(&format!("   v:{validity}"));
                    }
                }
                (Element::Certificate(_), None) => {}
            }
        }
        line("---");
        if let Some(protocol) = transcript.protocol.as_deref().filter(|text| is_fact(text)) {
            line(&format!("New, {protocol}, Cipher is (left out)"));
        }
        if let Some((code, _)) = &transcript.return_code {
            line(&format!("Verify return code: {code} ({})", text_of(*code)));
        }
        out
    }
}

/// OpenSSL's own text of a code.
fn text_of(code: u32) -> &'static str {
    codes::code(code).map_or("", |code| code.text)
}

/// Whether a text holds no more than algorithms, dates and numbers.
fn is_fact(text: &str) -> bool {
    const LONGEST_WORD: usize = 16;
    text.len() <= 120
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " ,;:()-_./".contains(c))
        && text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .all(|word| word.len() <= LONGEST_WORD)
        && (text.starts_with("PKEY:") || text.starts_with("NotBefore:") || text.len() <= 8)
}

/// A degenerate PKCS#7 file (RFC 2315 section 9.1): certificates without an order.
fn pkcs7(certificates: &[u8]) -> Vec<u8> {
    let data: &[u8] = &[
        0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01,
    ];
    let signed: &[u8] = &[
        0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02,
    ];
    let content = [
        encode(0x02, &[1]),
        encode(0x31, &[]),
        encode(0x30, data),
        encode(0xa0, certificates),
        encode(0x31, &[]),
    ];
    let content = encode(0xa0, &encode(0x30, &content.concat()));
    encode(0x30, &[signed, &content].concat())
}
