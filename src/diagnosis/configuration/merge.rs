//! What was pasted later laid over what was pasted earlier, value by value.

use super::{Configuration, Origin, Part, mark, named, origin};
use crate::diagnosis::Case;
use crate::evidence::Evidence;
use crate::gateway::field::{Field, Fields};
use crate::gateway::{BackendPool, BackendSetting, GatewayConfig, Isolation, Probe, ResourceId};
use crate::language::diagnosis::configuration as say;
use crate::words::{self, Term};

impl Configuration {
    pub(super) fn setting_read(&mut self, case: &Case, new: &BackendSetting, from: Origin) {
        let what = words::SETTING.or_only(new.name.as_deref());
        let notes = &mut self.notes;
        let mut later = Later {
            case,
            what: &what,
            from,
            notes,
        };
        let Some(old) = later.read(&mut self.settings, new) else {
            return;
        };
        later.list("probe", &mut old.probe, &new.probe, |probe| {
            probe.clone().unwrap_or_else(|| words::NONE.to_owned())
        });
        later.list(
            "trustedRootCertificates",
            &mut old.trusted_roots,
            &new.trusted_roots,
            |names| names.join(", "),
        );
        later.list(
            "authenticationCertificates",
            &mut old.authentication_certificates,
            &new.authentication_certificates,
            |names| names.join(", "),
        );
        old.layer_4 |= new.layer_4;
    }

    pub(super) fn probe_read(&mut self, case: &Case, new: &Probe, from: Origin) {
        let what = words::PROBE.or_only(new.name.as_deref());
        let notes = &mut self.notes;
        let mut later = Later {
            case,
            what: &what,
            from,
            notes,
        };
        later.read(&mut self.probes, new);
    }

    pub(super) fn pool_read(&mut self, new: &BackendPool) {
        let place = only(&self.pools, |old| {
            is_part(&old.name, &old.id, &new.name, &new.id)
        });
        let Some(old) = place.and_then(|at| self.pools.get_mut(at)) else {
            self.pools.push(new.clone());
            return;
        };
        // What is left of a pool does not say that the rest is gone.
        if new.targets.is_some() && (new.cut.is_none() || old.targets.is_none()) {
            if old.targets.is_some() && old.members != new.members {
                self.notes.push(say::pool_twice(
                    new.name.as_deref().unwrap_or(words::WITHOUT_A_NAME),
                    listed(&old.members),
                    listed(&new.members),
                ));
            }
            old.members.clone_from(&new.members);
            old.targets = new.targets;
            old.cut = new.cut;
        }
        learn(&mut old.id, &new.id);
    }

    pub(super) fn gateway_read(
        &mut self,
        case: &Case,
        new: &GatewayConfig,
        evidence: usize,
        piece: &Evidence,
    ) {
        self.drop_what_is_gone(new, piece);
        for setting in &new.settings {
            self.setting_read(case, setting, origin(evidence, piece, setting.line));
        }
        for probe in &new.probes {
            self.probe_read(case, probe, origin(evidence, piece, probe.line));
        }
        new.pools.iter().for_each(|pool| self.pool_read(pool));
        let place = only(&self.gateways, |old| {
            new.id.gateway.is_some()
                && old.id.gateway.is_some()
                && old.id.may_share_gateway(&new.id)
        });
        let Some(old) = place.and_then(|at| self.gateways.get_mut(at)) else {
            self.gateways.push(new.clone());
            return;
        };
        let earlier = std::mem::replace(old, new.clone());
        learn(&mut old.id, &earlier.id);
        let name = new.id.gateway.as_deref().unwrap_or(words::WITHOUT_A_NAME);
        let mut notes = Vec::new();
        let mut keep = |property: &str, new: &mut Option<String>, old: Option<String>| {
            if let (Some(new), Some(old)) = (&new, &old)
                && new != old
            {
                notes.push(say::gateway_twice(property, name, old, new));
            }
            if new.is_none() {
                *new = old;
            }
        };
        keep(
            "operationalState",
            &mut old.operational_state,
            earlier.operational_state,
        );
        keep(
            "provisioningState",
            &mut old.provisioning_state,
            earlier.provisioning_state,
        );
        keep("location", &mut old.location, earlier.location);
        self.notes.append(&mut notes);
        old.sku = old.sku.or(earlier.sku);
        old.subnet = old.subnet.take().or(earlier.subnet);
        if old.isolation == Isolation::default() {
            old.isolation = earlier.isolation;
        }
        old.instances = old.instances.or(earlier.instances);
        old.owner = old.owner.or(earlier.owner);
        let left = old.cut.is_some() && earlier.cut.is_none();
        if old.routing.rules.is_empty() || left {
            old.routing = earlier.routing;
        }
        if left {
            // What is left of a gateway does not say that its other parts are gone.
            old.pools = earlier.pools;
            old.settings = earlier.settings;
            old.probes = earlier.probes;
            old.trusted_roots = earlier.trusted_roots;
            old.authentication_certificates = earlier.authentication_certificates;
            old.cut = None;
        }
    }

    /// A gateway pasted whole shows what it no longer has.
    fn drop_what_is_gone(&mut self, new: &GatewayConfig, piece: &Evidence) {
        if new.settings.is_empty()
            || new.pools.is_empty()
            || new.id.gateway.is_none()
            || new.cut.is_some()
        {
            return;
        }
        let mut gone = Vec::new();
        let mut stays = |what: &Term, name: &Option<String>, id: &ResourceId, now: &[&str]| {
            let Some(name) = name.as_deref() else {
                return true;
            };
            let here = id.gateway.is_some() && id.may_share_gateway(&new.id);
            let stays = !here || now.iter().any(|other| other.eq_ignore_ascii_case(name));
            if !stays {
                gone.push(what.named(name));
            }
            stays
        };
        let now = names(new.settings.iter().map(|part| &part.name));
        self.settings
            .retain(|part| stays(&words::SETTING, &part.value.name, &part.value.id, &now));
        let now = names(new.probes.iter().map(|part| &part.name));
        self.probes
            .retain(|part| stays(&words::PROBE, &part.value.name, &part.value.id, &now));
        let now = names(new.pools.iter().map(|part| &part.name));
        self.pools
            .retain(|part| stays(&words::POOL, &part.name, &part.id, &now));
        if !gone.is_empty() {
            self.notes.push(say::no_longer_has(
                &piece.source,
                piece.position.line,
                gone.join(", "),
            ));
        }
    }
}

/// A setting or a probe, as pastes of it are put together.
trait Named: Fields + Clone {
    fn named(&self) -> (&Option<String>, &ResourceId);
    fn id(&mut self) -> &mut ResourceId;
}

macro_rules! named {
    ($($part:ty),*) => {$(
        impl Named for $part {
            fn named(&self) -> (&Option<String>, &ResourceId) {
                (&self.name, &self.id)
            }

            fn id(&mut self) -> &mut ResourceId {
                &mut self.id
            }
        }
    )*};
}

named!(BackendSetting, Probe);

/// A part that is there for the first time.
fn first<T: Fields>(mut value: T, from: Origin) -> Part<T> {
    let known = Field::all().filter(|field| value.text(*field).is_some());
    let from = known.map(|field| (field, from)).collect();
    Part { value, from }
}

/// A later paste of a part.
struct Later<'a> {
    case: &'a Case,
    what: &'a str,
    from: Origin,
    notes: &'a mut Vec<String>,
}

impl Later<'_> {
    /// Takes a part that was read. Where an earlier paste has it, that one takes over what is new, and
    /// is given back.
    fn read<'p, T: Named>(&mut self, parts: &'p mut Vec<Part<T>>, new: &T) -> Option<&'p mut T> {
        let (name, id) = new.named();
        let place = only(parts, |part| {
            let (old, old_id) = part.value.named();
            is_part(old, old_id, name, id)
        });
        let Some(place) = place else {
            parts.push(first(new.clone(), self.from));
            return None;
        };
        let old = parts.get_mut(place)?;
        self.fields(old, new.clone());
        learn(old.value.id(), id);
        Some(&mut old.value)
    }

    /// Takes over every value that the later paste has.
    fn fields<T: Fields>(&mut self, old: &mut Part<T>, mut new: T) {
        for field in Field::all() {
            let Some(text) = new.text(field) else {
                continue;
            };
            if let Some(before) = old.value.text(field)
                && before != text
            {
                let earlier = old.origin(field).unwrap_or(self.from);
                self.notes.push(say::property_twice(
                    field.property(),
                    self.what,
                    &before,
                    earlier.words(self.case),
                    &text,
                    self.from.words(self.case),
                ));
            }
            old.value.set(field, &text);
            mark(old, field, self.from);
        }
    }

    fn list<T: Clone + PartialEq>(
        &mut self,
        property: &str,
        old: &mut Option<T>,
        new: &Option<T>,
        show: fn(&T) -> String,
    ) {
        let Some(later) = new else { return };
        if let Some(before) = old.as_ref().filter(|before| *before != later) {
            self.notes.push(say::list_twice(
                property,
                self.what,
                show(before),
                self.from.words(self.case),
                show(later),
            ));
        }
        old.clone_from(new);
    }
}

/// The one part that matches. Where several do, it is not known which one is meant.
fn only<T>(parts: &[T], matches: impl Fn(&T) -> bool) -> Option<usize> {
    let mut found = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| matches(part))
        .map(|(at, _)| at);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn is_part(
    old: &Option<String>,
    old_id: &ResourceId,
    new: &Option<String>,
    new_id: &ResourceId,
) -> bool {
    new.as_deref()
        .is_some_and(|new| named(old.as_deref(), new) && old_id.may_share_gateway(new_id))
}

/// Takes over what a later paste knows of an id.
fn learn(old: &mut ResourceId, new: &ResourceId) {
    let fill = |slot: &mut Option<String>, new: &Option<String>| {
        if slot.is_none() {
            slot.clone_from(new);
        }
    };
    fill(&mut old.gateway, &new.gateway);
    fill(&mut old.resource_group, &new.resource_group);
    fill(&mut old.subscription, &new.subscription);
}

fn names<'a>(names: impl Iterator<Item = &'a Option<String>>) -> Vec<&'a str> {
    names.filter_map(|name| name.as_deref()).collect()
}

fn listed(members: &[String]) -> String {
    if members.is_empty() {
        return words::NONE.to_owned();
    }
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    words::listed(&members)
}
