//! The configuration of the gateways of a case, put together from all that was pasted: of what is
//! there twice the last counts, value by value, and what was typed in wins.

use super::{Case, Typed};
use crate::evidence::{Content, Evidence, HealthReport};
use crate::gateway::field::{Field, Fields};
use crate::gateway::{BackendPool, BackendSetting, GatewayConfig, Isolation, Probe, ResourceId};
use crate::words;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A piece of evidence, and the line of its source.
    Read {
        /// An index into the case's evidence.
        evidence: usize,
        /// The line, from 1.
        line: u32,
    },
    /// Typed in by hand.
    Typed,
}

impl Origin {
    /// Where it comes from, as in "gateway.json, line 12".
    pub fn words(self, case: &Case) -> String {
        match self {
            Self::Typed => "typed in".to_owned(),
            Self::Read { evidence, line } => match case.evidence.get(evidence) {
                Some(piece) => format!("{}, line {line}", piece.source),
                None => format!("line {line}"),
            },
        }
    }
}

/// A setting or a probe, and where each of its values comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part<T> {
    /// It.
    pub value: T,
    /// Where its values come from, as far as they are known.
    pub from: Vec<(Field, Origin)>,
}

impl<T> Part<T> {
    /// Where a value comes from; `None` where it is not known.
    pub fn origin(&self, field: Field) -> Option<Origin> {
        let known = self.from.iter().find(|(known, _)| *known == field)?;
        Some(known.1)
    }
}

/// The configuration of every gateway of a case. A part that the evidence shows several times is
/// there once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configuration {
    /// The gateways; their lists of parts are those of the last paste.
    pub gateways: Vec<GatewayConfig>,
    /// Backend settings, of layer 7 and layer 4.
    pub settings: Vec<Part<BackendSetting>>,
    /// Custom probes.
    pub probes: Vec<Part<Probe>>,
    /// Backend pools.
    pub pools: Vec<BackendPool>,
    /// Where pastes, or what was typed in, disagree.
    pub notes: Vec<String>,
}

impl Configuration {
    /// Puts a case's configuration together.
    pub fn of(case: &Case) -> Self {
        let mut all = Self::default();
        for (evidence, piece) in case.evidence.iter().enumerate() {
            match &piece.content {
                Content::Settings(settings) => {
                    for setting in settings {
                        all.setting_read(case, setting, origin(evidence, piece, setting.line));
                    }
                }
                Content::Probes(probes) => {
                    for probe in probes {
                        all.probe_read(case, probe, origin(evidence, piece, probe.line));
                    }
                }
                Content::Pools(pools) => pools.iter().for_each(|pool| all.pool_read(pool)),
                Content::Gateways(gateways) => {
                    for gateway in gateways {
                        all.gateway_read(case, gateway, evidence, piece);
                    }
                }
                Content::Health(report) => {
                    for setting in expanded(report) {
                        all.setting_read(case, setting, origin(evidence, piece, setting.line));
                    }
                }
                _ => {}
            }
        }
        all.type_in(case, &case.typed);
        all
    }

    /// The settings.
    pub fn settings(&self) -> impl Iterator<Item = &BackendSetting> {
        self.settings.iter().map(|part| &part.value)
    }

    /// The custom probes.
    pub fn probes(&self) -> impl Iterator<Item = &Probe> {
        self.probes.iter().map(|part| &part.value)
    }

    /// The setting of that name on that gateway.
    pub fn setting(&self, name: &str, gateway: Option<&ResourceId>) -> Option<&BackendSetting> {
        self.settings()
            .find(|part| named(part.name.as_deref(), name) && belongs(&part.id, gateway))
    }

    /// The probe of that name on that gateway.
    pub fn probe(&self, name: &str, gateway: Option<&ResourceId>) -> Option<&Probe> {
        self.probes()
            .find(|part| named(part.name.as_deref(), name) && belongs(&part.id, gateway))
    }

    /// The custom probe that a setting names, where the evidence holds it.
    pub fn attached(&self, setting: &BackendSetting) -> Option<&Probe> {
        self.probe(setting.probe.as_ref()?.as_deref()?, Some(&setting.id))
    }

    /// The pool of that name on that gateway.
    pub fn pool(&self, name: &str, gateway: Option<&ResourceId>) -> Option<&BackendPool> {
        self.pools
            .iter()
            .find(|part| named(part.name.as_deref(), name) && belongs(&part.id, gateway))
    }

    /// The pools that a rule leads to with a setting; where the evidence shows no rules, the only pool
    /// that its gateway has.
    pub fn pools_with(&self, setting: &BackendSetting) -> Vec<&BackendPool> {
        let rules = self.gateway(&setting.id).map(|known| &known.routing.rules);
        let rules = rules.filter(|rules| !rules.is_empty());
        let (Some(rules), Some(name)) = (rules, setting.name.as_deref()) else {
            let mut pools = self.pools.iter();
            let mut pools = pools
                .by_ref()
                .filter(|pool| belongs(&pool.id, Some(&setting.id)));
            let first = pools.next();
            return first
                .filter(|_| pools.next().is_none())
                .into_iter()
                .collect();
        };
        let mut found: Vec<&BackendPool> = Vec::new();
        for rule in rules
            .iter()
            .filter(|rule| named(rule.setting.as_deref(), name))
        {
            let pool = rule.pool.as_deref();
            let pool = pool.and_then(|pool| self.pool(pool, Some(&setting.id)));
            if let Some(pool) = pool
                && !found.iter().any(|known| std::ptr::eq(*known, pool))
            {
                found.push(pool);
            }
        }
        found
    }

    /// The gateway with these names.
    pub fn gateway(&self, id: &ResourceId) -> Option<&GatewayConfig> {
        let mut gateways = self.gateways.iter();
        gateways.find(|known| known.id.gateway.is_some() && known.id.may_share_gateway(id))
    }

    /// The setting whose values those are, with where they come from.
    pub fn setting_part(&self, setting: &BackendSetting) -> Option<&Part<BackendSetting>> {
        let mut parts = self.settings.iter();
        parts.find(|part| std::ptr::eq(&part.value, setting))
    }

    /// The probe whose values those are, with where they come from.
    pub fn probe_part(&self, probe: &Probe) -> Option<&Part<Probe>> {
        let mut parts = self.probes.iter();
        parts.find(|part| std::ptr::eq(&part.value, probe))
    }

    fn setting_read(&mut self, case: &Case, new: &BackendSetting, from: Origin) {
        let (name, id) = (&new.name, &new.id);
        let place = only(&self.settings, |part| {
            is_part(&part.value.name, &part.value.id, name, id)
        });
        let Some(old) = place.and_then(|at| self.settings.get_mut(at)) else {
            self.settings.push(first(new.clone(), from));
            return;
        };
        let what = format!(
            "setting {}",
            new.name.as_deref().unwrap_or("without a name")
        );
        let mut later = Later {
            case,
            what: &what,
            from,
            notes: &mut self.notes,
        };
        later.fields(old, new.clone());
        let old = &mut old.value;
        later.list("probe", &mut old.probe, &new.probe, |probe| {
            probe.clone().unwrap_or_else(|| "none".to_owned())
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
        learn(&mut old.id, &new.id);
    }

    fn probe_read(&mut self, case: &Case, new: &Probe, from: Origin) {
        let (name, id) = (&new.name, &new.id);
        let place = only(&self.probes, |part| {
            is_part(&part.value.name, &part.value.id, name, id)
        });
        let Some(old) = place.and_then(|at| self.probes.get_mut(at)) else {
            self.probes.push(first(new.clone(), from));
            return;
        };
        let what = format!("probe {}", new.name.as_deref().unwrap_or("without a name"));
        let mut later = Later {
            case,
            what: &what,
            from,
            notes: &mut self.notes,
        };
        later.fields(old, new.clone());
        learn(&mut old.value.id, &new.id);
    }

    fn pool_read(&mut self, new: &BackendPool) {
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
                self.notes.push(format!(
                    "The pool {} was pasted with the targets {} and later with {}: the later ones are used.",
                    new.name.as_deref().unwrap_or("without a name"),
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

    fn gateway_read(
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
        let name = new.id.gateway.as_deref().unwrap_or("without a name");
        let mut notes = Vec::new();
        let mut keep = |property: &str, new: &mut Option<String>, old: Option<String>| {
            if let (Some(new), Some(old)) = (&new, &old)
                && new != old
            {
                notes.push(format!(
                    "{property} of the gateway {name} was pasted as {old} and later as {new}: the later one is used."
                ));
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
        let mut stays = |what: &str, name: &Option<String>, id: &ResourceId, now: &[&str]| {
            let Some(name) = name.as_deref() else {
                return true;
            };
            let here = id.gateway.is_some() && id.may_share_gateway(&new.id);
            let stays = !here || now.iter().any(|other| other.eq_ignore_ascii_case(name));
            if !stays {
                gone.push(format!("{what} {name}"));
            }
            stays
        };
        let now = names(new.settings.iter().map(|part| &part.name));
        self.settings
            .retain(|part| stays("setting", &part.value.name, &part.value.id, &now));
        let now = names(new.probes.iter().map(|part| &part.name));
        self.probes
            .retain(|part| stays("probe", &part.value.name, &part.value.id, &now));
        let now = names(new.pools.iter().map(|part| &part.name));
        self.pools
            .retain(|part| stays("pool", &part.name, &part.id, &now));
        if !gone.is_empty() {
            self.notes.push(format!(
                "The gateway in {}, line {}, no longer has what was pasted earlier: {}.",
                piece.source,
                piece.position.line,
                gone.join(", ")
            ));
        }
    }

    /// What was typed in beats what was read; what nothing was read of is made of it.
    fn type_in(&mut self, case: &Case, typed: &Typed) {
        let mut names: Vec<Option<&str>> = Vec::new();
        for value in &typed.values {
            let name = value.setting.as_deref();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            let at = self.typed_setting(name);
            let values = typed
                .values
                .iter()
                .filter(|value| value.setting.as_deref() == name);
            for value in values {
                if let Some(expected) = value.field.refuses(&value.text) {
                    self.notes.push(format!(
                        "You typed \"{}\" for {}, which takes {expected}: it is not used.",
                        value.text.trim(),
                        value.field.property()
                    ));
                    continue;
                }
                let Some(part) = self.settings.get_mut(at) else {
                    continue;
                };
                if !value.field.is_of_probe() {
                    let what = part_name("setting", part.value.name.as_deref());
                    said(case, &what, part, value.field, &value.text, &mut self.notes);
                    continue;
                }
                let setting = &mut part.value;
                let probe = match &setting.probe {
                    Some(Some(name)) => name.clone(),
                    // Values of a probe are those of a custom one.
                    _ => {
                        let name = "typed in".to_owned();
                        setting.probe = Some(Some(name.clone()));
                        name
                    }
                };
                let id = setting.id.clone();
                let known = self.probes.iter().position(|part| {
                    named(part.value.name.as_deref(), &probe) && belongs(&part.value.id, Some(&id))
                });
                let at = known.unwrap_or(self.probes.len());
                if known.is_none() {
                    let made = Probe {
                        name: Some(probe),
                        id,
                        ..Probe::default()
                    };
                    self.probes.push(Part {
                        value: made,
                        from: Vec::new(),
                    });
                }
                if let Some(part) = self.probes.get_mut(at) {
                    let what = part_name("probe", part.value.name.as_deref());
                    said(case, &what, part, value.field, &value.text, &mut self.notes);
                }
            }
        }
    }

    /// The setting that typed values are of: the one of that name; without a name the only one, or
    /// one of its own.
    fn typed_setting(&mut self, name: Option<&str>) -> usize {
        let known = match (name, self.settings.len()) {
            (Some(name), _) => self
                .settings
                .iter()
                .position(|part| named(part.value.name.as_deref(), name)),
            (None, 1) => Some(0),
            (None, 0) => None,
            (None, _) => {
                self.notes.push(
                    "What you typed names no backend setting, and the evidence has several: it stands by itself."
                        .to_owned(),
                );
                None
            }
        };
        known.unwrap_or_else(|| {
            self.settings.push(Part {
                value: BackendSetting {
                    name: name.map(str::to_owned),
                    ..BackendSetting::default()
                },
                from: Vec::new(),
            });
            self.settings.len() - 1
        })
    }
}

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
                self.notes.push(format!(
                    "{} of {} is {before} in {}, and {text} in {}: the later one is used.",
                    field.property(),
                    self.what,
                    earlier.words(self.case),
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
            self.notes.push(format!(
                "{property} of {} was pasted as {} and in {} as {}: the later one is used.",
                self.what,
                show(before),
                self.from.words(self.case),
                show(later),
            ));
        }
        old.clone_from(new);
    }
}

/// Sets a value that was typed in.
fn said<T: Fields>(
    case: &Case,
    what: &str,
    part: &mut Part<T>,
    field: Field,
    text: &str,
    notes: &mut Vec<String>,
) {
    let before = part.value.text(field);
    let from = part.origin(field);
    part.value.set(field, text);
    if let (Some(before), Some(from)) = (before, from)
        && part.value.text(field).as_ref() != Some(&before)
    {
        notes.push(format!(
            "You said {} of {what} is {}; {} says {before}. What you said is used.",
            field.property(),
            text.trim(),
            from.words(case),
        ));
    }
    mark(part, field, Origin::Typed);
}

fn mark<T>(part: &mut Part<T>, field: Field, from: Origin) {
    part.from.retain(|(known, _)| *known != field);
    part.from.push((field, from));
}

fn origin(evidence: usize, piece: &Evidence, line: Option<u32>) -> Origin {
    Origin::Read {
        evidence,
        line: line.unwrap_or(piece.position.line),
    }
}

/// Settings that a report shows in full (`$expand`), not by their names alone.
fn expanded(report: &HealthReport) -> impl Iterator<Item = &BackendSetting> {
    let settings = report.pools.iter().flat_map(|pool| &pool.settings);
    settings
        .map(|setting| &setting.setting)
        .filter(|setting| setting.probe.is_some() || setting.request_timeout.is_some())
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

fn part_name(what: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{what} {name}"),
        None => format!("the {what}"),
    }
}

fn listed(members: &[String]) -> String {
    if members.is_empty() {
        return "none".to_owned();
    }
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    words::listed(&members)
}

/// Azure's names are compared without regard to case.
fn named(have: Option<&str>, want: &str) -> bool {
    have.is_some_and(|have| have.eq_ignore_ascii_case(want))
}

/// Whether a part belongs to the gateway, as far as both are known.
pub(super) fn belongs(id: &ResourceId, gateway: Option<&ResourceId>) -> bool {
    gateway.is_none_or(|gateway| id.may_share_gateway(gateway))
}
