//! Which kind of evidence a tree is, told by its names alone.

mod names;

use std::sync::Arc;

use super::{Content, HealthReport, Kind, Note, Position, ReportState};
use crate::fault;
use crate::language::evidence::{self, recognise as say};
use crate::words::WITHOUT_A_NAME;

use super::access_log;
use super::attempts;
use super::config::{self, Form};
use super::health;
use super::message;
use super::metrics;
use super::network;
use super::parameters::Given;
use super::template;
use super::value::{Node, Value, is_marked, same_key};
use names::{described, holds_configuration, is_gateway, is_request, part_kind};

/// How deep wrappers are opened in search of something known.
const DEPTH: usize = 12;

/// Something to tell of a place: its offset in the text that was read, and a sentence.
pub(super) type Told = (usize, String);

/// One piece of evidence, by its offset in the text that was read.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) at: usize,
    pub(super) content: Content,
    pub(super) notes: Vec<Told>,
    /// Where it begins in the source, where that is known better than by the offset.
    pub(super) position: Option<Position>,
    /// Notes whose places in the source are known already.
    pub(super) placed: Vec<Note>,
}

impl Piece {
    pub(super) fn new(at: usize, content: Content) -> Self {
        Self {
            at,
            content,
            notes: Vec::new(),
            position: None,
            placed: Vec::new(),
        }
    }

    /// Something that is known but that nothing here judges.
    pub(super) fn recognised(at: usize, kind: Kind) -> Self {
        let text = say::not_judged(described(kind));
        Self {
            notes: vec![(at, text)],
            ..Self::new(at, Content::Recognised(kind))
        }
    }
}

/// Finds everything that a tree holds. Empty where nothing in it is known.
pub(super) fn pieces(
    value: &Value<'_>,
    form: Form,
    place: &dyn Fn(usize) -> Position,
    given: &Given,
) -> Vec<Piece> {
    // What a value in it looks like says nothing of what the template makes of it.
    if template::is_parameters(value) && value.has("$schema") {
        return vec![parameters(value.at)];
    }
    let mut found = Vec::new();
    let with = With { form, place, given };
    find(value, &with, 0, &mut found);
    // Rows and maps that somebody made: names tell nothing, so what they hold has to.
    if found.is_empty()
        && let Some(report) = health::read(value, place)
    {
        found.push(Piece::new(value.at, Content::Health(report.into())));
    }
    // In a report's own list it is a server's, though nothing else is known of that.
    let listed = value.has("backendAddressPools") || value.has("backendHealthHttpSettings");
    found.retain_mut(|piece| {
        if listed {
            return true;
        }
        let Content::Health(report) = &piece.content else {
            return true;
        };
        let Some(message) = lone_message(report) else {
            return true;
        };
        // Any other service's errors have messages, too. Under the API's own name it is one of
        // any length.
        let known = message::is_known(&message)
            || value.has("healthProbeLog")
                && (fault::reads_like_message(&message) || attempts::is_one(&message));
        piece.content = Content::Message(message);
        known
    });
    if found.is_empty()
        && let Some(told) = attempts::troubleshoot(value)
    {
        found.push(Piece::new(value.at, Content::Message(told)));
    }
    if found.is_empty() && template::is_parameters(value) {
        found.push(parameters(value.at));
    }
    found
}

/// Values for a template's parameters, without the template.
pub(super) fn parameters(at: usize) -> Piece {
    let note = (at, evidence::parameters::ALONE.to_owned());
    Piece {
        notes: vec![note],
        ..Piece::new(at, Content::Recognised(Kind::Parameters))
    }
}

/// The message of a row that says nothing else: no server is known to have it.
fn lone_message(report: &HealthReport) -> Option<String> {
    let [pool] = report.pools.as_slice() else {
        return None;
    };
    let [setting] = pool.settings.as_slice() else {
        return None;
    };
    match setting.servers.as_slice() {
        [server] if server.address.is_none() && server.health.is_none() => {
            server.message.as_deref().map(str::to_owned)
        }
        _ => None,
    }
}

/// What a tree is searched with.
struct With<'w> {
    form: Form,
    place: &'w dyn Fn(usize) -> Position,
    given: &'w Given,
}

fn find(value: &Value<'_>, with: &With<'_>, depth: usize, found: &mut Vec<Piece>) {
    let With { form, place, given } = *with;
    if depth > DEPTH {
        return;
    }
    match &value.node {
        Node::Null if depth == 0 => found.push(Piece::new(
            value.at,
            Content::Health(Arc::new(HealthReport {
                state: ReportState::Pending,
                ..HealthReport::default()
            })),
        )),
        Node::List(elements) => {
            let reports = |element: &Value<'_>| element.has("backendAddressPools");
            if !elements.iter().any(reports)
                && !holds_configuration(value, 0)
                && health::is_report(value)
                && let Some(report) = health::read(value, place)
            {
                found.push(Piece::new(value.at, Content::Health(report.into())));
                return;
            }
            if let Some(content) = network::list(value, place) {
                let mut piece = Piece::new(value.at, content);
                tell_of_values(value, 0, &mut piece.notes);
                found.push(piece);
                return;
            }
            let mut inner = Vec::new();
            let parameters = elements.iter().find(|one| template::is_parameters(one));
            for element in elements {
                match template::resources(element, parameters, given) {
                    Some(resources) => find(&resources, with, depth + 1, &mut inner),
                    None => find(element, with, depth + 1, &mut inner),
                }
            }
            let start = found.len();
            inner.into_iter().for_each(|piece| add(found, start, piece));
            if let Some(first) = found.get_mut(start) {
                first.at = first.at.min(value.at);
            }
        }
        Node::Object(members) => {
            if let Some(resources) = template::resources(value, None, given) {
                let start = found.len();
                find(&resources, with, depth + 1, found);
                if let Some(first) = found.get_mut(start) {
                    first.at = first.at.min(value.at);
                }
                return;
            }
            if let Some(piece) = object(value, form, place) {
                found.push(piece);
                return;
            }
            let start = found.len();
            let mut inner = Vec::new();
            for member in members.iter().filter(|member| member.value.is_container()) {
                find(&member.value, with, depth + 1, &mut inner);
            }
            inner.into_iter().for_each(|piece| add(found, start, piece));
            // A wrapper around one thing begins where the wrapper does.
            if let [only] = found.get_mut(start..).unwrap_or_default() {
                only.at = only.at.min(value.at);
            }
        }
        _ => {}
    }
}

/// Adds a piece, or its parts to a piece of the same kind found beside it.
fn add(found: &mut Vec<Piece>, start: usize, mut piece: Piece) {
    let notes = std::mem::take(&mut piece.notes);
    let mut here = found.iter_mut().skip(start).rev();
    let last = match &piece.content {
        // Rows of several gateways may stand in any order.
        Content::AccessLog(more) => here.find(|piece| match &piece.content {
            Content::AccessLog(log) => log.gateway.may_share_gateway(&more.gateway),
            _ => false,
        }),
        _ => here.next(),
    };
    match (last.map(|last| &mut last.content), piece.content) {
        (Some(Content::Gateways(list)), Content::Gateways(more)) => list.extend(more),
        (Some(Content::Probes(list)), Content::Probes(more)) => list.extend(more),
        (Some(Content::Settings(list)), Content::Settings(more)) => list.extend(more),
        (Some(Content::Pools(list)), Content::Pools(more)) => list.extend(more),
        (Some(Content::Uploaded(list)), Content::Uploaded(more)) => list.extend(more),
        (Some(Content::AccessLog(log)), Content::AccessLog(more)) => {
            // Nobody else has either yet: nothing is copied.
            let (log, more) = (Arc::make_mut(log), Arc::unwrap_or_clone(more));
            log.v1 |= more.v1;
            log.requests.extend(more.requests);
        }
        (Some(Content::Metrics(list)), Content::Metrics(more)) => {
            list.local_time |= more.local_time;
            list.series.extend(more.series);
        }
        (Some(Content::SecurityGroups(list)), Content::SecurityGroups(more)) => list.extend(more),
        (Some(Content::EffectiveSecurityGroups(list)), Content::EffectiveSecurityGroups(more)) => {
            list.extend(more)
        }
        (Some(Content::RouteTables(list)), Content::RouteTables(more)) => list.extend(more),
        (Some(Content::EffectiveRoutes(list)), Content::EffectiveRoutes(more)) => {
            list.routes.extend(more.routes);
            list.cut = list.cut.or(more.cut);
        }
        (Some(Content::VirtualNetworks(list)), Content::VirtualNetworks(more)) => {
            list.extend(more);
        }
        (Some(Content::Subnets(list)), Content::Subnets(more)) => list.extend(more),
        (Some(Content::Recognised(kind)), Content::Recognised(more)) if *kind == more => {}
        (_, content) => found.push(Piece { content, ..piece }),
    }
    if let Some(last) = found.last_mut() {
        last.notes.extend(notes);
    }
}

fn object(value: &Value<'_>, form: Form, place: &dyn Fn(usize) -> Position) -> Option<Piece> {
    let at = value.at;
    if is_gateway(value) {
        let gateway = config::gateway(value, form, place);
        let mut piece = Piece::new(at, Content::Gateways(vec![gateway]));
        tell_of_values(value, 0, &mut piece.notes);
        return Some(piece);
    }
    if is_request(value) {
        let mut piece = Piece::new(at, Content::Recognised(Kind::Probe));
        let text = say::REQUEST;
        piece.notes.push((at, text.to_owned()));
        return Some(piece);
    }
    if !holds_configuration(value, 0)
        && health::is_report(value)
        && let Some(report) = health::read(value, place)
    {
        return Some(Piece::new(at, Content::Health(report.into())));
    }
    if access_log::is_row(value) {
        let log = access_log::read_row(value);
        return Some(Piece::new(at, Content::AccessLog(log.into())));
    }
    if let Some(log) = access_log::read_tables(value) {
        return Some(Piece::new(at, Content::AccessLog(log.into())));
    }
    if metrics::is_metrics(value) {
        let (read, notes) = metrics::read(value);
        let content = match read.series.is_empty() {
            true => Content::Recognised(Kind::Metrics),
            false => Content::Metrics(read),
        };
        return Some(Piece {
            notes,
            ..Piece::new(at, content)
        });
    }
    if let Some(content) = network::object(value, form, place) {
        let mut piece = Piece::new(at, content);
        tell_of_values(value, 0, &mut piece.notes);
        return Some(piece);
    }
    match part_kind(value)? {
        kind @ (Kind::Probe | Kind::BackendSetting) => {
            let content = match kind {
                Kind::Probe => Content::Probes(vec![config::probe(value, place)]),
                _ => Content::Settings(vec![config::setting(value, form, place)]),
            };
            let mut piece = Piece::new(at, content);
            tell_of_values(value, 0, &mut piece.notes);
            Some(piece)
        }
        Kind::BackendPool => {
            let pool = config::pool(value, place);
            Some(Piece::new(at, Content::Pools(vec![pool])))
        }
        Kind::Certificates if value.has("publicCertData") => {
            let mut piece = Piece::new(at, Content::Recognised(Kind::Certificates));
            let text = say::OF_LISTENER;
            piece.notes.push((at, text.to_owned()));
            Some(piece)
        }
        Kind::Certificates => {
            let uploaded = config::uploaded(value);
            Some(Piece::new(at, Content::Uploaded(vec![uploaded])))
        }
        kind => Some(Piece::recognised(at, kind)),
    }
}

/// Values that are expressions of a template, and numbers that Azure would not take, each with its
/// place.
pub(super) fn tell_of_values(value: &Value<'_>, depth: usize, notes: &mut Vec<Told>) {
    if depth > DEPTH {
        return;
    }
    match &value.node {
        Node::List(elements) => {
            for element in elements {
                tell_of_values(element, depth + 1, notes);
            }
        }
        Node::Object(members) => {
            for member in members {
                let key = &member.key;
                let text = member.value.text();
                if key == "copy" && member.value.is_container() {
                    for copy in member.value.elements() {
                        let name = copy.text_of("name").unwrap_or(WITHOUT_A_NAME);
                        let count = copy.text_of("count").unwrap_or("none");
                        let text = say::not_repeated(name, &count.replace('`', "'"));
                        notes.push((copy.at, text));
                    }
                    continue;
                }
                if let Some(expected) = config::expected(key, &member.value) {
                    let all = member.value.elements().iter().filter_map(Value::text);
                    let text =
                        text.map_or_else(|| all.collect::<Vec<_>>().join(", "), str::to_owned);
                    let text = say::not_allowed(key, &text.replace('`', "'"), &expected);
                    notes.push((member.value.at, text));
                    continue;
                }
                match text.filter(|text| config::is_expression(text)) {
                    Some(text) if !same_key(key, "id") && !is_marked(text) => {
                        let text = evidence::expression(key, &text.replace('`', "'"));
                        notes.push((member.value.at, text));
                    }
                    _ => tell_of_values(&member.value, depth + 1, notes),
                }
            }
        }
        _ => {}
    }
}

pub(super) fn is_type(value: &Value<'_>, name: &str) -> bool {
    value.text_of("type").is_some_and(|kind| {
        kind.rsplit('/')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(name))
    })
}
