//! Evidence written anew, in the forms in which Azure and `openssl` print it. What no line here
//! writes does not leave.

use serde_json::{Map, Value};

use super::certificate::StandIns;
use super::markers::Markers;
use super::message;
use crate::certificate::Certificate;
use crate::certificate::bundle::Element;
use crate::certificate::bundle::transcript::Transcript;
use crate::certificate::der::encode;
use crate::certificate::private_key::{MARK, Place, Removed};
use crate::chain::openssl::codes;
use crate::evidence::{Certificates, Content, HealthReport, PoolHealth, ReportState, ServerHealth};
use crate::fault;
use crate::gateway::{Health, ResourceId};

pub(super) const TYPE: &str = "Microsoft.Network/applicationGateways";

/// A piece of evidence as octets, with what was cut out of it. `None` for what is not written.
pub(super) fn content(
    content: &Content,
    markers: &mut Markers,
    certificates: &mut StandIns<'_>,
) -> Option<(Vec<u8>, Vec<Removed>)> {
    let mut with = Writer::new(markers, certificates);
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
        Content::EffectiveRoutes(all) => with.effective_routes(all),
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
        Content::Response(response) => return plain(&with.response(response)),
        // Something was there, and could not be read: that much is said.
        Content::Unreadable => return plain("(something that could not be read)"),
        Content::Metrics(metrics) => with.metrics(metrics),
        Content::AccessLog(log) => with.access_log(log),
        Content::Recognised(_) => return None,
    };
    let value = match value {
        // One by itself stands by itself.
        Value::Array(mut all) if all.len() == 1 => all.pop().unwrap_or_default(),
        value => value,
    };
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    if let Content::Health(report) = content
        && report.is_cut()
    {
        // The last server is closed, and nothing around it.
        text.truncate(text.trim_end_matches([']', '}', ' ', '\n']).len());
        text.push_str("\n}");
    }
    text.push('\n');
    Some((text.into_bytes(), Vec::new()))
}

/// Takes note of the names in a piece of evidence: those that stand in a field of their own are
/// known as names in prose, too.
pub(super) fn learn(content: &Content, markers: &mut Markers, certificates: &mut StandIns<'_>) {
    match content {
        // The long ones, and those with prose in them.
        Content::Health(report) => {
            for pool in &report.pools {
                markers.id(&pool.id);
                if let Some(name) = &pool.name {
                    markers.name("POOL", name);
                }
                for group in &pool.settings {
                    let mut with = Writer::new(markers, certificates);
                    with.setting(&group.setting);
                    for address in group.servers.iter().filter_map(|one| one.address.as_ref()) {
                        markers.host(address);
                    }
                }
            }
        }
        Content::AccessLog(log) => {
            for request in &log.requests {
                let names = [("POOL", &request.pool), ("SETTING", &request.setting)];
                for (kind, name) in names {
                    if let Some(name) = name {
                        markers.name(kind, name);
                    }
                }
                if let Some(server) = &request.server {
                    markers.host(server);
                }
            }
        }
        Content::Message(_) => {}
        // What is written has been met.
        short => {
            self::content(short, markers, certificates);
        }
    }
}

/// What stands in a list or an object of which not all was there.
pub(super) const LEFT_OUT: &str = "...";

pub(super) fn left_out(cut: Option<u32>) -> Option<Value> {
    cut.map(|_| "left out".into())
}

fn plain(text: &str) -> Option<(Vec<u8>, Vec<Removed>)> {
    Some((text.as_bytes().to_vec(), Vec::new()))
}

/// An object of the members that have a value.
pub(super) fn object<const N: usize>(mut members: [(&str, Option<Value>); N]) -> Value {
    // One function for every length.
    fn filled(members: &mut [(&str, Option<Value>)]) -> Value {
        let mut object = Map::new();
        for (key, value) in members {
            if let Some(value) = value.take() {
                object.insert((*key).to_owned(), value);
            }
        }
        Value::Object(object)
    }
    filled(&mut members)
}

pub(super) struct Writer<'m, 'c, 'r> {
    pub(super) markers: &'m mut Markers,
    pub(super) certificates: &'c mut StandIns<'r>,
    /// The gateway whose parts are being written: a part without an id is one of it.
    pub(super) within: Option<ResourceId>,
}

impl<'m, 'c, 'r> Writer<'m, 'c, 'r> {
    fn new(markers: &'m mut Markers, certificates: &'c mut StandIns<'r>) -> Self {
        Self {
            markers,
            certificates,
            within: None,
        }
    }
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

    pub(super) fn id(&mut self, id: &ResourceId) -> Option<Value> {
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

    /// The id of a part of a gateway, and its resource group by itself where it has neither a name nor
    /// more of an id: the end of an id would be taken for a name.
    pub(super) fn part(&mut self, name: Option<&String>, id: &ResourceId) -> [Option<Value>; 2] {
        if self.within.as_ref() == Some(id) {
            return [None, None];
        }
        match name.is_some() || id.child.is_some() {
            true => [self.id(id), None],
            false => [None, self.name("GROUP", id.resource_group.as_ref())],
        }
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
        let [id, group] = self.part(pool.name.as_ref(), &pool.id);
        object([
            ("name", self.name("POOL", pool.name.as_ref())),
            ("id", id),
            ("resourceGroup", group),
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
            // Of a server that nothing else is known of, the empty name stays: it is one row.
            (
                "address",
                Some(self.host(server.address.as_deref()).unwrap_or_default()),
            ),
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

/// Whether a text holds no more than what `openssl` calls algorithms and versions, dates and numbers.
fn is_fact(text: &str) -> bool {
    const WORDS: &str = "bit dsa dsawithsha1 ecdsa ecpublickey ed25519 ed448 encryption gmt id md5 md5withrsaencryption \
        notafter notbefore pkey pss rsa rsaencryption rsapss rsassapss sha1 sha224 sha256 sha384 sha512 sha1withrsaencryption \
        sha256withrsaencryption sha384withrsaencryption sha512withrsaencryption sigalg ssl sslv3 tls tlsv1 with x25519 \
        jan feb mar apr may jun jul aug sep oct nov dec";
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.all(|word| {
        let number = word.len() <= 5 && word.bytes().all(|c| c.is_ascii_digit());
        let word = word.to_ascii_lowercase();
        number || WORDS.split_ascii_whitespace().any(|known| known == word)
    })
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
