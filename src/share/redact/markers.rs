//! Which marker stands for what: equal things get equal markers, and what is not hidden itself.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::address::Addresses;
use super::host::Hosts;
use super::{Class, Hidden, Replaced};
use crate::evidence::marked;
use crate::gateway::ResourceId;

/// What the markers of resources' names begin with; a name in prose gets the first that it has.
const KINDS: [&str; 17] = [
    "GATEWAY",
    "POOL",
    "SETTING",
    "PROBE",
    "GROUP",
    "LISTENER",
    "RULE",
    "REDIRECT",
    "CERT",
    "VNET",
    "SUBNET",
    "NSG",
    "ROUTE-TABLE",
    "ROUTE",
    "NIC",
    "TAG",
    "NAME",
];

#[derive(Debug)]
pub(super) struct Markers {
    pub(super) hidden: Hidden,
    hosts: Hosts,
    addresses: Addresses,
    /// Everything that was met, by class and in lower case: what stands for it, and it as it was.
    met: BTreeMap<(Class, String), (String, String)>,
    /// How many of a kind there are.
    numbers: BTreeMap<&'static str, usize>,
}

impl Markers {
    pub(super) fn new(hidden: Hidden) -> Self {
        Self {
            hidden,
            hosts: Hosts::default(),
            addresses: Addresses::default(),
            met: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// How many values of each class were met, and what stands for what.
    pub(super) fn finish(self, certificates: usize) -> (Vec<(Class, usize)>, Vec<Replaced>) {
        let count = |class| match class {
            Class::Certificates => certificates,
            class => self.met.keys().filter(|(of, _)| *of == class).count(),
        };
        let counts = Class::ALL.map(|class| (class, count(class))).to_vec();
        let hidden = self.hidden;
        let legend = self
            .met
            .into_iter()
            .filter(|((class, _), (marker, value))| hidden.has(*class) && value != marker)
            .map(|((class, _), (marker, value))| Replaced {
                class,
                marker,
                value,
            })
            .collect();
        (counts, legend)
    }

    /// The marker that was given to this before, or a new one.
    fn marker(
        &mut self,
        class: Class,
        kind: &str,
        value: &str,
        make: &dyn Fn(&mut Self) -> String,
    ) -> String {
        let key = (class, format!("{kind} {}", value.to_lowercase()));
        let marker = match self.met.get(&key) {
            Some((marker, _)) => marker.clone(),
            None => {
                let marker = make(self);
                self.met.insert(key, (marker.clone(), value.to_owned()));
                marker
            }
        };
        match self.hidden.has(class) {
            true => marker,
            false => value.to_owned(),
        }
    }

    fn numbered(&mut self, kind: &'static str) -> String {
        let number = self.numbers.entry(kind).or_insert(0);
        *number += 1;
        format!("{kind}-{number}")
    }

    /// A subscription: its last four characters tell its owner which one it is.
    pub(super) fn subscription(&mut self, id: &str) -> String {
        self.marker(Class::Subscriptions, "", id, &|all| {
            let end = id.len().saturating_sub(4);
            let end = id.get(end..).filter(|_| is_guid(id)).unwrap_or_default();
            let marker = format!("SUB-\u{2026}{end}");
            match all.met.values().any(|(other, _)| *other == marker) || end.is_empty() {
                true => all.numbered("SUB"),
                false => marker,
            }
        })
    }

    /// A resource's name; `kind` is what its marker begins with. Names of one kind alone are equal.
    pub(super) fn name(&mut self, kind: &'static str, name: &str) -> String {
        self.marker(Class::Resources, kind, name, &|all| all.numbered(kind))
    }

    /// The marker of a resource's name whose kind the text does not tell.
    pub(super) fn known_name(&mut self, name: &str) -> Option<String> {
        let name_of = name.to_lowercase();
        let kind = KINDS.into_iter().find(|kind| {
            let key = format!("{kind} {name_of}");
            self.met.contains_key(&(Class::Resources, key))
        })?;
        Some(self.name(kind, name))
    }

    /// A text where a template may have an expression: that it is one stays.
    pub(super) fn text_or_expression(&mut self, text: &str) -> String {
        match text.starts_with('[') {
            true => marked(&self.text(text)),
            false => self.text(text),
        }
    }

    /// Anything that people write as they like. What was met before is the same again.
    pub(super) fn text(&mut self, text: &str) -> String {
        let shown = self.marker(Class::Text, "", text.trim(), &|all| all.numbered("TEXT"));
        match self.hidden.has(Class::Text) {
            true => shown,
            false => super::message::scan(text, self),
        }
    }

    /// The name of somebody whom a certificate names, or of its issuer.
    pub(super) fn subject(&mut self, name: &str) -> String {
        let shown = self.marker(Class::Certificates, "", name, &|all| all.numbered("NAME"));
        match self.hidden.has(Class::Certificates) {
            true => shown,
            false => super::message::scan(name, self),
        }
    }

    /// A file's name; the page's own names for pastes stay.
    pub(super) fn source(&mut self, name: &str) -> String {
        let number = name.strip_prefix("paste ");
        if number.is_some_and(|n| n.len() <= 4 && n.bytes().all(|c| c.is_ascii_digit())) {
            return name.to_owned();
        }
        self.marker(Class::Text, "file", name, &|all| all.numbered("FILE"))
    }

    /// A host name, an address, or either with a port.
    pub(super) fn host(&mut self, host: &str) -> String {
        let host = host.trim();
        // One bracket alone is damage, and an address all the same.
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            return host.replace(bare, &self.address(address));
        }
        if let Some(inside) = host.strip_prefix('[')
            && let Some((inside, rest)) = inside.split_once(']')
            && let Ok(address) = inside.parse::<IpAddr>()
        {
            return format!("[{}]{}", self.address(address), port(rest));
        }
        if let Some((name, rest)) = host.split_once(':')
            && !name.is_empty()
            && !rest.is_empty()
            && rest.bytes().all(|c| c.is_ascii_digit())
        {
            return format!("{}:{rest}", self.host(name));
        }
        let plain = |c: char| c.is_alphanumeric() || "-_.*".contains(c);
        if host.is_empty() || !host.chars().all(plain) {
            return self.damaged(host);
        }
        self.marker(Class::Hosts, "", host, &|all| all.hosts.map(host))
    }

    /// What stands in a host's place and is none: neither is its stand-in, by the same characters.
    fn damaged(&mut self, host: &str) -> String {
        let shown = self.text(host);
        if !self.hidden.has(Class::Text) {
            return shown;
        }
        let mut marks = String::new();
        for mark in host.chars() {
            if "*/\\ ?#@:".contains(mark) && !marks.contains(mark) {
                marks.push(mark);
            }
        }
        // A blank at the end would be no part of it.
        match marks.is_empty() {
            true => shown,
            false => format!("{shown}{marks}x"),
        }
    }

    /// Whether this was met as a host name, in a field of its own.
    pub(super) fn is_known_host(&self, host: &str) -> bool {
        let key = (Class::Hosts, format!(" {}", host.to_lowercase()));
        self.met.contains_key(&key)
    }

    /// An address.
    pub(super) fn address(&mut self, address: IpAddr) -> String {
        self.marker(Class::Addresses, "", &address.to_string(), &|all| {
            all.addresses.map(address).to_string()
        })
    }

    /// A prefix: which addresses lie in it stays the same.
    pub(super) fn prefix(&mut self, address: IpAddr, length: u8) -> String {
        let shown = format!("{address}/{length}");
        self.marker(Class::Addresses, "", &shown, &|all| {
            let address = all.addresses.prefix(address, u32::from(length));
            format!("{address}/{length}")
        })
    }

    /// An address in a certificate: the octets of one, or of one and its mask.
    pub(super) fn octets(&mut self, octets: &[u8]) -> Vec<u8> {
        let half = match octets.len() {
            4 | 16 => octets.len(),
            8 | 32 => octets.len() / 2,
            _ => return vec![0; octets.len()],
        };
        let (address, mask) = octets.split_at_checked(half).unwrap_or((octets, &[]));
        let read = <[u8; 4]>::try_from(address)
            .map(IpAddr::from)
            .or_else(|_| <[u8; 16]>::try_from(address).map(IpAddr::from));
        let Ok(read) = read else {
            return octets.to_vec();
        };
        if !self.hidden.has(Class::Addresses) {
            return octets.to_vec();
        }
        let mapped = match mask.is_empty() {
            true => self.address(read).parse().unwrap_or(read),
            false => {
                let length = mask.iter().map(|octet| octet.count_ones()).sum();
                self.addresses.prefix(read, length)
            }
        };
        let mut mapped = match mapped {
            IpAddr::V4(four) => four.octets().to_vec(),
            IpAddr::V6(six) => six.octets().to_vec(),
        };
        mapped.extend(mask);
        mapped
    }

    /// A path: that it begins with a slash, and that it is no more than one, is looked at.
    pub(super) fn path(&mut self, path: &str) -> String {
        match path.trim().strip_prefix('/') {
            Some("") => "/".to_owned(),
            Some(_) if self.hidden.has(Class::Text) => format!("/{}", self.text(path)),
            _ => self.text(path),
        }
    }

    /// A part of a gateway's kind, by the collection that REST names it after.
    pub(super) fn kind_of(collection: &str) -> &'static str {
        let collection = collection.to_ascii_lowercase();
        match collection.as_str() {
            "backendaddresspools" => "POOL",
            "backendhttpsettingscollection" | "backendsettingscollection" => "SETTING",
            "probes" => "PROBE",
            "trustedrootcertificates" | "authenticationcertificates" => "CERT",
            _ => "NAME",
        }
    }

    /// An id of a gateway or of a part of one.
    pub(super) fn id(&mut self, id: &ResourceId) -> ResourceId {
        ResourceId {
            subscription: id.subscription.as_deref().map(|id| self.subscription(id)),
            resource_group: id.resource_group.as_deref().map(|n| self.name("GROUP", n)),
            gateway: id.gateway.as_deref().map(|name| self.name("GATEWAY", name)),
            child: id.child.as_ref().map(|(collection, name)| {
                let kind = Self::kind_of(collection);
                let known = kind != "NAME";
                let collection = match known {
                    true => collection.clone(),
                    false => "parts".to_owned(),
                };
                (collection, self.name(kind, name))
            }),
        }
    }
}

fn port(rest: &str) -> &str {
    let digits = rest.strip_prefix(':').unwrap_or_default();
    match digits.bytes().all(|c| c.is_ascii_digit()) {
        true => rest,
        false => "",
    }
}

/// Whether this is a GUID, as subscriptions and tenants have for an id.
pub(super) fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|c| c.is_ascii_hexdigit())
        })
}
