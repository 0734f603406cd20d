//! From a tree to a gateway's configuration: whole gateways, probes, settings and pools, as REST
//! nests them, as Azure CLI flattens them, as PowerShell spells them.

use std::str::FromStr;

use crate::certificate::bundle;
use crate::gateway::field::Field;
use crate::gateway::{
    BackendPool, BackendSetting, GatewayConfig, Instances, Probe, Protocol, ResourceId, Sku,
    UploadedCertificate,
};
use crate::language::evidence as say;

use super::Position;
use super::network;
use super::routing;
use super::value::{Node, Value, is_marked, marked, same_key};
use crate::network::Ports;

/// Where a tree comes from: a table drops every column that holds a list or an object, so what it
/// does not show says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Tree,
    Table,
}

/// Reads an id; the resource group may stand beside it, as Azure CLI prints it.
pub(super) fn id_of(value: &Value<'_>) -> ResourceId {
    let mut id = value
        .text_of("id")
        .or_else(|| value.text_of("resourceId"))
        .and_then(ResourceId::parse)
        .unwrap_or_default();
    if id.resource_group.is_none() {
        id.resource_group = value
            .text_of("resourceGroup")
            .or_else(|| value.text_of("resourceGroupName"))
            .filter(|group| !is_expression(group))
            .map(str::to_owned);
    }
    id
}

/// The name of a part of a gateway: its own, or the last segment of its id.
pub(super) fn name_of(value: &Value<'_>) -> Option<String> {
    if let Some(name) = value.text_of("name") {
        return Some(name.to_owned());
    }
    match value.text() {
        Some(text) => last_segment(text),
        None => last_segment(
            value
                .text_of("id")
                .or_else(|| value.text_of("resourceId"))?,
        ),
    }
}

fn last_segment(id: &str) -> Option<String> {
    let id: String = id.chars().filter(|c| !c.is_whitespace()).collect();
    if is_expression(&id)
        && (is_marked(&id) || id.contains("resourceId(") || id.contains("concat("))
    {
        return last_argument(&id).or(Some(id));
    }
    let name = id.trim_end_matches('/').rsplit('/').next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

pub(super) fn gateway(
    value: &Value<'_>,
    form: Form,
    place: &dyn Fn(usize) -> Position,
) -> GatewayConfig {
    let mut id = id_of(value);
    if id.gateway.is_none() {
        id.gateway = value.text_of("name").map(str::to_owned);
    }
    let sku = value.get("sku").and_then(|sku| {
        let of = |name: &str| sku.text_of(name).and_then(Sku::parse);
        of("tier")
            .or_else(|| of("name"))
            .or_else(|| Sku::parse(sku.text()?))
    });
    // PowerShell's summary shows parts by name alone: that says nothing of what they hold.
    let parts = |name: &str| {
        let parts = value.get(name).map(Value::elements).unwrap_or_default();
        parts.iter().filter(|part| part.is_object())
    };
    let mut settings: Vec<BackendSetting> = parts("backendHttpSettingsCollection")
        .map(|part| setting(part, form, place))
        .collect();
    settings.extend(
        parts("backendSettingsCollection").map(|part| BackendSetting {
            layer_4: true,
            ..setting(part, form, place)
        }),
    );
    let mut pools: Vec<BackendPool> = parts("backendAddressPools")
        .map(|part| pool(part, place))
        .collect();
    let mut probes: Vec<Probe> = parts("probes").map(|part| probe(part, place)).collect();
    let trusted_roots = parts("trustedRootCertificates").map(uploaded).collect();
    let authentication_certificates = parts("authenticationCertificates").map(uploaded).collect();
    // Parts without ids, as templates have them, belong to this gateway all the same.
    let parent = ResourceId {
        child: None,
        ..id.clone()
    };
    let ids = settings
        .iter_mut()
        .map(|part| &mut part.id)
        .chain(pools.iter_mut().map(|part| &mut part.id))
        .chain(probes.iter_mut().map(|part| &mut part.id));
    for part in ids.filter(|id| **id == ResourceId::default()) {
        part.clone_from(&parent);
    }
    if id.gateway.is_none()
        && let Some(known) = pools
            .iter()
            .map(|pool| &pool.id)
            .find(|id| id.gateway.is_some())
    {
        // A dump that lacks the gateway's own id: its parts tell.
        id = ResourceId {
            child: None,
            ..known.clone()
        };
    }
    GatewayConfig {
        id,
        sku,
        instances: instances(value),
        routing: routing::routing(value),
        owner: routing::owner(value, &pools),
        location: owned(value.text_of("location")),
        operational_state: owned(value.text_of("operationalState")),
        provisioning_state: owned(value.text_of("provisioningState")),
        subnet: network::gateway_subnet(value),
        isolation: network::isolation(value),
        pools,
        settings,
        probes,
        trusted_roots,
        authentication_certificates,
        cut: cut(value, place),
    }
}

/// The line at which something of a part is missing.
fn cut(value: &Value<'_>, place: &dyn Fn(usize) -> Position) -> Option<u32> {
    value.gap_inside().map(|at| place(at).line)
}

/// How many instances a gateway has: a fixed number, or limits between which it scales.
fn instances(gateway: &Value<'_>) -> Option<Instances> {
    if let Some(scale) = gateway.get("autoscaleConfiguration")
        && let Some(least) = number(scale, "minCapacity")
    {
        let most = number(scale, "maxCapacity");
        return Some(Instances { least, most });
    }
    let least = number(gateway.get("sku")?, "capacity")?;
    Some(Instances {
        least,
        most: Some(least),
    })
}

/// A trusted root or an authentication certificate: `data` is base64 of DER or of PEM text.
pub(super) fn uploaded(value: &Value<'_>) -> UploadedCertificate {
    let data = value.text_of("data").unwrap_or_default();
    let read = bundle::read_text(data).certificates;
    UploadedCertificate {
        name: name_of(value),
        id: id_of(value),
        certificates: read.into_iter().map(|found| found.certificate).collect(),
        key_vault: value.text_of("keyVaultSecretId").is_some(),
    }
}

pub(super) fn pool(value: &Value<'_>, place: &dyn Fn(usize) -> Position) -> BackendPool {
    let mut members = Vec::new();
    let addresses = value.get("backendAddresses");
    // A template's expression stands for targets that nobody here can know.
    members.extend(addresses.and_then(Value::text).map(str::to_owned));
    for target in addresses.map(Value::elements).unwrap_or_default() {
        // PowerShell's text repeats keys, one for each target: every one of them counts.
        for member in target.members() {
            let key = member.key.as_ref();
            if (key.eq_ignore_ascii_case("ipAddress") || key.eq_ignore_ascii_case("fqdn"))
                && let Some(address) = member.value.text()
            {
                members.push(address.chars().filter(|c| !c.is_whitespace()).collect());
            }
        }
        if let Some(address) = target.text() {
            members.push(address.to_owned());
        }
    }
    // Network interfaces and scale sets are targets by reference.
    let references = value.get("backendIPConfigurations");
    for reference in references.map(Value::elements).unwrap_or_default() {
        if let Some(id) = reference.text_of("id") {
            let mut segments = id.split('/');
            let name = segments
                .find(|segment| segment.eq_ignore_ascii_case("networkInterfaces"))
                .and_then(|_| segments.next());
            members.push(name.unwrap_or(id).to_owned());
        }
    }
    BackendPool {
        name: name_of(value),
        id: id_of(value),
        // None of those that are there does not mean that there is none.
        targets: targets(value, members.len())
            .filter(|targets| *targets > 0 || value.gap_inside().is_none()),
        members,
        cut: cut(value, place),
    }
}

/// How many targets a pool has. Network interfaces that were put into it from their own side
/// stand in a list of their own, which may be left out where it is empty.
fn targets(pool: &Value<'_>, members: usize) -> Option<usize> {
    let addresses = pool.get("backendAddresses");
    let interfaces = pool.get("backendIPConfigurations");
    let count = |list: &Value<'_>| match &list.node {
        Node::List(_) => Some(list.elements().len()),
        Node::Null => Some(0),
        _ => None,
    };
    let interfaces = interfaces.map_or(Some(0), count)?;
    match addresses {
        Some(list) => Some((interfaces + count(list)?).max(members)),
        None if interfaces > 0 => Some(interfaces),
        None => None,
    }
}

pub(super) fn setting(
    value: &Value<'_>,
    form: Form,
    place: &dyn Fn(usize) -> Position,
) -> BackendSetting {
    // Only a whole resource shows by an absent key that nothing is attached.
    let whole = form == Form::Tree
        && value.has("port")
        && value.has("protocol")
        && value.gap().is_none()
        && (value.has("properties") || value.has("etag") || value.has("provisioningState"));
    let names = |name: &str| match value.get(name).map(|list| &list.node) {
        Some(Node::List(_)) if value.get(name)?.gap_inside().is_some() => None,
        Some(Node::List(parts)) => Some(parts.iter().filter_map(name_of).collect()),
        Some(Node::Text(text)) if text.trim() == "{}" => Some(Vec::new()),
        None | Some(Node::Null) if whole => Some(Vec::new()),
        _ => None,
    };
    let probe = match value.get("probe") {
        Some(probe) => match &probe.node {
            Node::Null => Some(None),
            Node::Text(text) if text.trim().is_empty() => Some(None),
            _ => name_of(probe).map(Some),
        },
        None => whole.then_some(None),
    };
    let id = id_of(value);
    let mut misfits = Misfits::default();
    let protocol = misfits.protocol(value, Field::SettingProtocol);
    let draining = value.get("connectionDraining");
    let in_layer_4 = id.child.as_ref().is_some_and(|(collection, _)| {
        collection.eq_ignore_ascii_case("backendSettingsCollection")
    });
    BackendSetting {
        name: name_of(value),
        id,
        port: misfits.number(value, "port", Field::SettingPort),
        protocol,
        host_name: owned(value.text_of("hostName")),
        pick_host_name_from_backend_address: flag(value, "pickHostNameFromBackendAddress"),
        // Layer 4 calls it `timeout`.
        request_timeout: ["requestTimeout", "timeout"]
            .iter()
            .find_map(|name| misfits.number(value, name, Field::RequestTimeout)),
        draining: draining.and_then(|draining| flag(draining, "enabled")),
        drain_timeout: draining.and_then(|draining| {
            misfits.number(draining, "drainTimeoutInSec", Field::DrainTimeout)
        }),
        probe,
        trusted_roots: names("trustedRootCertificates"),
        authentication_certificates: names("authenticationCertificates"),
        validate_cert_chain_and_expiry: flag(value, "validateCertChainAndExpiry"),
        validate_sni: flag(value, "validateSNI"),
        sni_name: owned(value.text_of("sniName")),
        layer_4: in_layer_4 || matches!(protocol, Some(Protocol::Tcp | Protocol::Tls)),
        client_ip_preservation: flag(value, "enableL4ClientIpPreservation"),
        misfits: misfits.0,
        line: Some(place(value.at).line),
        cut: cut(value, place),
    }
}

pub(super) fn probe(value: &Value<'_>, place: &dyn Fn(usize) -> Position) -> Probe {
    let matches = value.get("match");
    let status_codes = matches
        .and_then(|matches| matches.get("statusCodes"))
        .map(|codes| match codes.text() {
            Some(code) => vec![code.trim_matches(['{', '}']).to_owned()],
            None => codes
                .elements()
                .iter()
                .filter_map(|code| owned(code.text()))
                .collect(),
        })
        .unwrap_or_default();
    let mut misfits = Misfits::default();
    Probe {
        name: name_of(value),
        id: id_of(value),
        protocol: misfits.protocol(value, Field::ProbeProtocol),
        host: owned(value.text_of("host")),
        path: owned(value.text_of("path")),
        port: misfits.number(value, "port", Field::ProbePort),
        interval: misfits.number(value, "interval", Field::Interval),
        timeout: misfits.number(value, "timeout", Field::Timeout),
        unhealthy_threshold: ["unhealthyThreshold", "threshold"]
            .iter()
            .find_map(|name| misfits.number(value, name, Field::Threshold)),
        min_servers: misfits.number(value, "minServers", Field::MinServers),
        pick_host_name_from_backend_settings: flag(value, "pickHostNameFromBackendHttpSettings")
            .or_else(|| flag(value, "pickHostNameFromBackendSettings")),
        status_codes,
        body: owned(matches.and_then(|matches| matches.text_of("body"))),
        proxy_protocol: flag(value, "enableProbeProxyProtocolHeader"),
        misfits: misfits.0,
        line: Some(place(value.at).line),
        cut: cut(value, place),
    }
}

/// What Azure expects of a number or a port range, where a value is none; `None` where it is one, or
/// where it is an expression.
pub(super) fn expected(key: &str, value: &Value<'_>) -> Option<String> {
    const NUMBERS: [Field; 5] = [
        Field::SettingPort,
        Field::RequestTimeout,
        Field::Interval,
        Field::Timeout,
        Field::Threshold,
    ];
    let literal = |value: &Value<'_>| owned(value.text());
    if let Some(field) = NUMBERS.iter().find(|field| same_key(key, field.property())) {
        return field.refuses(&literal(value)?);
    }
    let ranges = ["sourcePortRange", "destinationPortRange"];
    let of_ports = |name: &&str| same_key(key, name) || same_key(key.trim_end_matches('s'), name);
    if !ranges.iter().any(of_ports) {
        return None;
    }
    let one = value.text().is_some().then_some(value);
    let wrong = |text: &str| Ports::parse(text).is_none();
    let mut all = one.into_iter().chain(value.elements()).filter_map(literal);
    all.any(|text| {
        text.split([',', ' '])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .any(wrong)
    })
    .then(|| say::PORTS.to_owned())
}

/// A text that says what it is; an expression of a template does not.
fn owned(text: Option<&str>) -> Option<String> {
    text.filter(|text| !is_expression(text)).map(str::to_owned)
}

/// Whether it is an expression of a template: `[parameters('host')]`, or one of another language, marked
/// as one.
pub(super) fn is_expression(text: &str) -> bool {
    is_marked(text)
        || text.starts_with('[')
            && !text.starts_with("[[")
            && text.ends_with(']')
            && text.contains('(')
}

/// What an expression that makes an id names last: a literal, or an expression itself.
fn last_argument(expression: &str) -> Option<String> {
    let inner = expression
        .trim_start_matches(['[', '$'])
        .trim_end_matches(']');
    let call = inner.strip_suffix(')')?;
    let (_, arguments) = call.split_once('(')?;
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut start = 0;
    for (at, c) in arguments.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => start = at + 1,
            _ => {}
        }
    }
    let last = arguments.get(start..)?.trim();
    match last
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''))
    {
        Some(literal) => literal.rsplit('/').next().map(str::to_owned),
        None if is_marked(expression) => Some(marked(last)),
        None => Some(format!("[{last}]")),
    }
}

/// What stands where a number or a protocol is wanted, and is none.
#[derive(Default)]
struct Misfits(Vec<(Field, String)>);

impl Misfits {
    fn number<T: FromStr>(&mut self, value: &Value<'_>, name: &str, field: Field) -> Option<T> {
        let number = number(value, name);
        if number.is_none() {
            self.keep(value.text_of(name), field);
        }
        number
    }

    fn protocol(&mut self, value: &Value<'_>, field: Field) -> Option<Protocol> {
        let text = value.text_of("protocol");
        let protocol = text.and_then(Protocol::parse);
        if protocol.is_none() {
            self.keep(text, field);
        }
        protocol
    }

    fn keep(&mut self, text: Option<&str>, field: Field) {
        if let Some(text) = owned(text) {
            self.0.push((field, text));
        }
    }
}

fn number<T: FromStr>(value: &Value<'_>, name: &str) -> Option<T> {
    value.text_of(name)?.parse().ok()
}

pub(super) fn flag(value: &Value<'_>, name: &str) -> Option<bool> {
    match value.text_of(name)?.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
