//! What an object is, by the names in it.

use super::is_type;
use crate::evidence::Kind;
use crate::evidence::value::{Node, Value};
use crate::gateway::ResourceId;
use crate::language::evidence::recognise as say;

/// Whether somewhere inside is a gateway's configuration, so that the whole is no health report.
pub(super) fn holds_configuration(value: &Value<'_>, depth: usize) -> bool {
    depth <= 4
        && match &value.node {
            Node::List(elements) => elements
                .iter()
                .any(|element| holds_configuration(element, depth + 1)),
            Node::Object(members) => {
                is_gateway(value)
                    || members
                        .iter()
                        .any(|member| holds_configuration(&member.value, depth + 1))
            }
            _ => false,
        }
}

pub(super) fn is_gateway(value: &Value<'_>) -> bool {
    if !value.is_object() {
        return false;
    }
    const PARTS: [&str; 10] = [
        "gatewayIPConfigurations",
        "frontendIPConfigurations",
        "frontendPorts",
        "httpListeners",
        "requestRoutingRules",
        "sslCertificates",
        "urlPathMaps",
        "probes",
        "operationalState",
        "backendSettingsCollection",
    ];
    if is_type(value, "applicationGateways") {
        return true;
    }
    let pools = value.get("backendAddressPools");
    let members = pools.map(Value::elements).unwrap_or_default();
    if members
        .iter()
        .any(|pool| pool.has("backendHttpSettingsCollection"))
    {
        return false;
    }
    PARTS.iter().filter(|part| value.has(part)).count() >= 2
        || value.has("operationalState")
        || pools.is_some()
            && (value.has("probes")
                || value.has("sku")
                || value.has("backendHttpSettingsCollection")
                || members.iter().any(|pool| pool.has("backendAddresses")))
}

pub(super) fn is_request(value: &Value<'_>) -> bool {
    (value.has("backendHttpSettings") || value.has("backendHttpSettingsName"))
        && (value.has("backendAddressPool") || value.has("backendPoolName"))
        && (value.has("protocol") || value.has("path") || value.has("match"))
        && !value.has("servers")
        && !value.has("health")
}

/// A gateway's part, by its names, its type or its id.
pub(super) fn part_kind(value: &Value<'_>) -> Option<Kind> {
    let collection = || {
        let id = value.text_of("id").and_then(ResourceId::parse)?;
        id.child
            .map(|(collection, _)| collection.to_ascii_lowercase())
    };
    if value.has("backendAddresses") || is_type(value, "backendAddressPools") {
        return Some(Kind::BackendPool);
    }
    if value.has("publicCertData")
        || value.has("data") && value.has("provisioningState")
        || is_type(value, "trustedRootCertificates")
        || is_type(value, "authenticationCertificates")
    {
        return Some(Kind::Certificates);
    }
    if value.has("cookieBasedAffinity")
        || value.has("pickHostNameFromBackendAddress")
        || value.has("requestTimeout")
        || value.has("enableL4ClientIpPreservation")
        || is_type(value, "backendHttpSettingsCollection")
        || is_type(value, "backendSettingsCollection")
    {
        return Some(Kind::BackendSetting);
    }
    let probe_names = [
        "protocol", "path", "host", "interval", "timeout", "port", "match",
    ];
    if value.has("unhealthyThreshold")
        || value.has("minServers")
        || value.has("pickHostNameFromBackendHttpSettings")
        || value.has("pickHostNameFromBackendSettings")
        || is_type(value, "probes")
        || value.has("interval") && probe_names.iter().filter(|name| value.has(name)).count() >= 3
    {
        return Some(Kind::Probe);
    }
    match collection()?.as_str() {
        "probes" => Some(Kind::Probe),
        "backendhttpsettingscollection" | "backendsettingscollection" => Some(Kind::BackendSetting),
        "backendaddresspools" => Some(Kind::BackendPool),
        "trustedrootcertificates" | "authenticationcertificates" => Some(Kind::Certificates),
        _ => None,
    }
}

pub(super) fn described(kind: Kind) -> &'static str {
    match kind {
        Kind::BackendHealth => say::HEALTH,
        Kind::OnDemandHealth => say::ON_DEMAND,
        Kind::Gateway => say::GATEWAY,
        Kind::Probe => say::PROBE,
        Kind::BackendSetting => say::SETTING,
        Kind::BackendPool => say::POOL,
        Kind::Certificates => say::CERTIFICATES,
        Kind::Nsg => say::NSG,
        Kind::EffectiveNsg => say::EFFECTIVE_RULES,
        Kind::RouteTable => say::ROUTE_TABLE,
        Kind::EffectiveRoutes => say::EFFECTIVE_ROUTES,
        Kind::DnsServers => say::DNS_SERVERS,
        Kind::Subnet => say::SUBNET,
        Kind::Metrics => say::METRICS,
        Kind::AccessLog => say::ACCESS_LOG,
        Kind::HttpResponse => say::RESPONSE,
        Kind::Parameters => say::PARAMETERS,
        Kind::Message => say::MESSAGE,
        Kind::Unreadable => say::NOTHING,
    }
}
