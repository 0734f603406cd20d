//! How each type of evidence is written: its fields, or its number among its kind and what is in it.

use std::net::{IpAddr, Ipv4Addr};
use std::ops::Range;

use super::{Packed, Packer, Reader, octets};
use crate::access_log::{AccessLog, Request};
use crate::certificate::Certificate;
use crate::certificate::bundle::Element;
use crate::certificate::bundle::transcript::{ChainLine, Transcript, VerifyError};
use crate::certificate::private_key::{Place, Secret};
use crate::evidence::{
    Certificates, Content, Evidence, HealthReport, Kind, Note, PoolHealth, Position, ReportState,
    ServerHealth, SettingHealth,
};
use crate::gateway::field::Field;
use crate::gateway::routing::{Listener, Owner, Routing, Rule};
use crate::gateway::{
    BackendPool, BackendSetting, GatewayConfig, Health, HttpResponse, Instances, Isolation, Probe,
    Protocol, ResourceId, Sku, UploadedCertificate,
};
use crate::metrics::{Amount, Metric, Metrics, Point, Series};
use crate::network::route::EffectiveRoutes;
use crate::network::rule::Side;
use crate::network::{
    Access, Address, Direction, EffectiveSecurityGroup, NetworkId, NextHop, Origin, Ports, Prefix,
    Route, RouteTable, SecurityGroup, SecurityRule, Subnet, Transport, VirtualNetwork,
};
use crate::time::Timestamp;

/// Stands for the last of several.
const LAST: u8 = 0xff;

/// A type with fields: all of them, in any order.
macro_rules! fields {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl Packed for $name {
            fn pack(&self, to: &mut Packer) {
                $(self.$field.pack(to);)*
            }

            fn unpack(from: &mut Reader<'_>) -> Self {
                Self { $($field: Packed::unpack(from)),* }
            }
        }
    )*};
}

/// A type that is one of several: each with its number and what is in it, then the last.
macro_rules! choices {
    ($($name:ident { $($number:literal $choice:ident $(($inner:ident))?),*; $last:ident $(($of_last:ident))? })*) => {$(
        impl Packed for $name {
            fn pack(&self, to: &mut Packer) {
                match self {
                    $(Self::$choice $(($inner))? => {
                        to.part.push($number);
                        $($inner.pack(to);)?
                    })*
                    Self::$last $(($of_last))? => {
                        to.part.push(LAST);
                        $($of_last.pack(to);)?
                    }
                }
            }

            fn unpack(from: &mut Reader<'_>) -> Self {
                match from.one() {
                    $($number => Self::$choice $(({
                        let $inner = Packed::unpack(from);
                        $inner
                    }))?,)*
                    number => {
                        from.broken |= number != LAST;
                        Self::$last $(({
                            let $of_last = Packed::unpack(from);
                            $of_last
                        }))?
                    }
                }
            }
        }
    )*};
}

/// A type that another one stands for.
macro_rules! standing_for {
    ($($name:ident as $other:ty: $there:expr, $back:expr, or $none:expr;)*) => {$(
        impl Packed for $name {
            fn pack(&self, to: &mut Packer) {
                let there: fn(&Self) -> $other = $there;
                there(self).pack(to);
            }

            fn unpack(from: &mut Reader<'_>) -> Self {
                let back: fn($other) -> Option<Self> = $back;
                back(<$other>::unpack(from)).unwrap_or_else(|| {
                    from.broken = true;
                    $none
                })
            }
        }
    )*};
}

fields! {
    Evidence { source, position, notes, content }
    Note { position, text }
    Position { line, column }
    Place { line, column }
    PoolHealth { name, id, settings }
    SettingHealth { setting, servers, cut }
    ServerHealth { address, health, message, error_name, position }
    GatewayConfig {
        id, sku, instances, location, operational_state, provisioning_state, subnet, isolation, routing,
        owner, pools, settings, probes, trusted_roots, authentication_certificates, cut
    }
    Instances { least, most }
    Isolation { stated, private_only, tagged }
    Routing { listeners, rules }
    Listener { name, host_names, protocol, port }
    Rule { name, listener, paths, pool, setting, redirect }
    BackendPool { name, id, members, targets, cut }
    BackendSetting {
        name, id, port, protocol, host_name, pick_host_name_from_backend_address, request_timeout, draining, drain_timeout, probe,
        trusted_roots, authentication_certificates, validate_cert_chain_and_expiry, validate_sni, sni_name,
        layer_4, client_ip_preservation, misfits, line, cut
    }
    Probe {
        name, id, protocol, host, path, port, interval, timeout, unhealthy_threshold, min_servers,
        pick_host_name_from_backend_settings, status_codes, body, proxy_protocol, misfits, line, cut
    }
    ResourceId { subscription, resource_group, gateway, child }
    Certificates { elements, ordered, transcript }
    Transcript {
        chain, errors, return_code, protocol, server_name, connect, no_certificate, place, range,
        server_certificate
    }
    ChainLine { position, subject, issuer, algorithms, validity, place, offset }
    VerifyError { code, text, depth }
    Request {
        at, count, status, server_status, error_info, pool, setting, server, latency, time_taken, internal
    }
    HttpResponse { status, server }
    Metrics { series, local_time }
    Series { metric, gateway, pool, setting, interval, points }
    Point { at, value }
    NetworkId { subscription, resource_group, segments }
    Prefix { address, length }
    Ports { first, last }
    Side { addresses, expanded, ports, groups }
    SecurityRule { name, priority, direction, access, protocol, source, destination }
    SecurityGroup { name, id, rules, whole, subnets, interfaces, cut }
    EffectiveSecurityGroup { group, subnet, interface }
    Route { name, prefixes, other, next_hop, next_hop_ip, origin, active, bgp_disabled }
    RouteTable { name, id, routes, whole, bgp_disabled, subnets, cut }
    EffectiveRoutes { routes, cut }
    VirtualNetwork { name, id, prefixes, dns_servers, subnets }
    Subnet { name, id, prefixes, security_group, route_table, delegations }
}

choices! {
    Content {
        0 Health(it), 1 Message(it), 2 Gateways(it), 3 Probes(it), 4 Settings(it), 5 Pools(it),
        6 Certificates(it), 7 Uploaded(it), 8 AccessLog(it), 9 Metrics(it), 10 SecurityGroups(it),
        11 EffectiveSecurityGroups(it), 12 RouteTables(it), 13 EffectiveRoutes(it), 14 VirtualNetworks(it),
        15 Subnets(it), 16 PrivateKey(it), 17 Recognised(it), 18 Response(it); Unreadable
    }
    Kind {
        0 BackendHealth, 1 OnDemandHealth, 2 Gateway, 3 Probe, 4 BackendSetting, 5 BackendPool, 6 Certificates,
        7 Nsg, 8 EffectiveNsg, 9 RouteTable, 10 EffectiveRoutes, 11 DnsServers, 12 Subnet, 13 Metrics,
        14 AccessLog, 15 Message, 16 HttpResponse, 17 Parameters; Unreadable
    }
    ReportState { 0 Present, 1 Pending; NoPermission }
    Health { 0 Healthy, 1 Unhealthy, 2 Unknown, 3 Partial, 4 Draining; Other(it) }
    Sku { 0 V1; V2 }
    Protocol { 0 Http, 1 Https, 2 Tcp; Tls }
    Owner { 0 Agic, 1 Terraform; Template }
    Secret { 0 PrivateKey, 1 EncryptedPrivateKey, 2 Pfx; Credential }
    Metric { 0 HealthyHosts; UnhealthyHosts }
    Direction { 0 Inbound; Outbound }
    Access { 0 Allow; Deny }
    Transport { 0 Any, 1 Tcp, 2 Udp; Other(it) }
    Address { 0 Any, 1 Prefix(it); Tag(it) }
    Origin { 0 User, 1 VirtualNetworkGateway, 2 Default; Unknown }
    NextHop {
        0 Internet, 1 VirtualAppliance, 2 VirtualNetworkGateway, 3 VnetLocal, 4 None; Other(it)
    }
}

standing_for! {
    bool as usize: |it| usize::from(*it), |it| Some(it == 1), or false;
    u8 as usize: |it| usize::from(*it), |it| it.try_into().ok(), or 0;
    u16 as usize: |it| usize::from(*it), |it| it.try_into().ok(), or 0;
    // No wider than the numbers of the page's own machine, and of any that runs the tests.
    u32 as usize: |it| usize::try_from(*it).unwrap_or_default(), |it| it.try_into().ok(), or 0;
    u64 as i64: |it| it.cast_signed(), |it| Some(it.cast_unsigned()), or 0;
    Timestamp as i64: |it| it.unix(), Timestamp::from_unix, or Timestamp::EPOCH;
    Amount as i64: |it| it.in_thousandths(), |it| Some(Amount::thousandths(it)), or Amount::ZERO;
    Field as String: |it| it.id().to_owned(), |it| Field::from_id(&it), or Field::SettingPort;
    IpAddr as String: ToString::to_string, |it| it.parse().ok(), or IpAddr::V4(Ipv4Addr::UNSPECIFIED);
}

impl Packed for Range<usize> {
    fn pack(&self, to: &mut Packer) {
        self.start.pack(to);
        self.end.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        usize::unpack(from)..usize::unpack(from)
    }
}

/// Its pools follow one by one.
impl Packed for HealthReport {
    fn pack(&self, to: &mut Packer) {
        self.on_demand.pack(to);
        self.state.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        Self {
            on_demand: bool::unpack(from),
            state: ReportState::unpack(from),
            pools: Vec::new(),
        }
    }
}

/// Its rows follow some at a time.
impl Packed for AccessLog {
    fn pack(&self, to: &mut Packer) {
        self.gateway.pack(to);
        self.v1.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        Self {
            gateway: ResourceId::unpack(from),
            v1: bool::unpack(from),
            requests: Vec::new(),
        }
    }
}

/// A certificate is its encoding, which what was pasted always has.
impl Packed for Element {
    fn pack(&self, to: &mut Packer) {
        match self {
            Self::Certificate(certificate) => {
                octets(certificate.der().unwrap_or_default(), to);
            }
            Self::Described(line) => {
                octets(&[], to);
                line.pack(to);
            }
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        match from.octets() {
            [] => Self::Described(ChainLine::unpack(from)),
            der => match Certificate::from_der(der) {
                Some((certificate, _)) => Self::Certificate(Box::new(certificate)),
                None => {
                    from.broken = true;
                    Self::Described(ChainLine::default())
                }
            },
        }
    }
}

impl Packed for UploadedCertificate {
    fn pack(&self, to: &mut Packer) {
        self.name.pack(to);
        self.id.pack(to);
        self.key_vault.pack(to);
        self.certificates.len().pack(to);
        for certificate in &self.certificates {
            octets(certificate.der().unwrap_or_default(), to);
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Self {
        let mut uploaded = Self {
            name: Packed::unpack(from),
            id: Packed::unpack(from),
            key_vault: Packed::unpack(from),
            certificates: Vec::new(),
        };
        for _ in 0..usize::unpack(from).min(from.octets.len()) {
            let read = Certificate::from_der(from.octets());
            from.broken |= read.is_none();
            uploaded
                .certificates
                .extend(read.map(|(certificate, _)| certificate));
        }
        uploaded
    }
}
